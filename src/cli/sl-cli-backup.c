/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shortlistctl backup: make, list, show, restore, delete. A backup is called by its file name, with or without its ending;
 * by "latest"; or by the path of a file from elsewhere. */
#define G_LOG_DOMAIN "sl-cli-backup"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-backups.h"
#include "sl-cli-table.h"
#include "sl-cli.h"
#include "sl-count.h"
#include "sl-deeds.h"
#include "sl-error.h"
#include "sl-recovery.h"

#define ENDING ".db"
#define LATEST "latest"

static char *
build_name (const char *path)
{
  char *name = g_path_get_basename (path);

  if (g_str_has_suffix (name, ENDING))
    name[strlen (name) - strlen (ENDING)] = '\0';
  return name;
}

/* What was there before a restore is rarely what somebody wants who asks for the latest: restoring it once more would bring
 * back what it was restored to get rid of. (nullable) */
static const char *
find_latest (GPtrArray *paths)
{
  for (guint i = 0; i < paths->len; i++)
    {
      g_autoptr (SlBackup) backup = sl_backup_build_unreadable (g_ptr_array_index (paths, i));

      if (!g_str_equal (backup->reason, SL_BACKUP_RESTORE))
        return g_ptr_array_index (paths, i);
    }
  return paths->len > 0 ? g_ptr_array_index (paths, 0) : NULL;
}

/* (nullable) (transfer full): the path of the backup @name. */
static char *
find_backup (SlCli      *cli,
             const char *name,
             GError    **error)
{
  g_autoptr (GPtrArray) paths = sl_backup_list (sl_store_get_path (sl_context_get_store (cli->context)));
  g_autofree char *wanted = build_name (name);
  g_autofree char *harmless = NULL;

  if (g_str_equal (name, LATEST) && paths->len > 0)
    return g_strdup (find_latest (paths));
  for (guint i = 0; strchr (name, G_DIR_SEPARATOR) == NULL && i < paths->len; i++)
    {
      g_autofree char *other = build_name (g_ptr_array_index (paths, i));

      if (g_str_equal (other, wanted))
        return g_strdup (g_ptr_array_index (paths, i));
    }
  if (g_file_test (name, G_FILE_TEST_IS_REGULAR))
    return g_canonicalize_filename (name, NULL);

  harmless = sl_cli_make_harmless (name);
  g_set_error (error, SL_ERROR, SL_ERROR_NOT_FOUND, _("There is no backup “%s”. “shortlistctl backup list” shows them."), harmless);
  return NULL;
}

/* Takes @error. Of a damaged one, also which one to take instead. */
static SlCliExit
fail (SlCli  *cli,
      GError *error)
{
  g_autoptr (SlBackup) good = NULL;
  g_autofree char *name = NULL;

  if (g_error_matches (error, SL_ERROR, SL_ERROR_DAMAGED))
    good = sl_recovery_find_backup (sl_store_get_path (sl_context_get_store (cli->context)));
  if (good == NULL)
    return sl_cli_fail (error);

  name = build_name (good->path);
  sl_cli_tell (_("%s The newest good one is “%s”."), error->message, name);
  g_error_free (error);
  return SL_CLI_FAILED;
}

static void
set_lost_member (JsonObject *object,
                 GPtrArray  *lost)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < lost->len; i++)
    json_array_add_string_element (array, g_ptr_array_index (lost, i));
  json_object_set_array_member (object, "lost_files", array);
}

static void
print_lost (GPtrArray *lost)
{
  g_autofree char *words = sl_backup_describe_lost (lost);

  if (words != NULL)
    sl_cli_print ("%s", words);
}

static JsonObject *
backup_to_json (SlBackup *backup)
{
  g_autofree char *name = build_name (backup->path);
  JsonObject *object = json_object_new ();
  JsonObject *counts;
  char time[SL_TIME_ISO_SIZE];

  json_object_set_string_member (object, "name", name);
  json_object_set_string_member (object, "path", backup->path);
  json_object_set_string_member (object, "reason", backup->reason);
  json_object_set_string_member (object, "time", sl_time_format_iso8601 (backup->time, time));
  json_object_set_int_member (object, "size", backup->size);
  json_object_set_boolean_member (object, "readable", backup->version > 0);
  if (backup->version == 0)
    {
      json_object_set_null_member (object, "counts");
      json_object_set_null_member (object, "in_trash");
      return object;
    }

  counts = json_object_new ();
  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    json_object_set_int_member (counts, sl_kind_get_info (kind)->table, backup->living[kind]);
  json_object_set_object_member (object, "counts", counts);
  json_object_set_int_member (object, "in_trash", backup->trashed);
  set_lost_member (object, backup->lost);

  return object;
}

static SlCliExit
make (SlCli  *cli,
      char ***argv)
{
  g_autofree char *path = NULL;
  g_autoptr (SlBackup) backup = NULL;
  GError *error = NULL;

  if (!sl_cli_parse_options (cli, argv, NULL, NULL))
    return SL_CLI_USAGE;
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;

  path = sl_store_backup (sl_context_get_store (cli->context), SL_BACKUP_MANUAL, &error);
  backup = path != NULL ? sl_backup_look (path, &error) : NULL;
  if (backup == NULL)
    return sl_cli_fail (error);
  if (cli->json)
    {
      g_autoptr (JsonObject) object = backup_to_json (backup);

      sl_cli_print_json_object (object);
    }
  else
    {
      g_autofree char *lost = sl_backup_describe_lost (backup->lost);

      sl_cli_print ("%s", path);
      /* Who asked for the path only gets that. */
      if (lost != NULL)
        sl_cli_tell ("%s", lost);
    }

  return SL_CLI_DONE;
}

static void
print_table (SlCli     *cli,
             GPtrArray *backups)
{
  const char *headers[] = { _("Name"), _("Made"), _("Why"), _("Size"), _("Applications"), NULL };
  g_autoptr (SlCliTable) table = sl_cli_table_new (headers);

  sl_cli_table_set_whole (table, 0);
  sl_cli_table_set_numeric (table, 3);
  sl_cli_table_set_numeric (table, 4);
  for (guint i = 0; i < backups->len; i++)
    {
      SlBackup *backup = g_ptr_array_index (backups, i);
      g_autofree char *name = build_name (backup->path);
      g_autofree char *time = sl_cli_format_time (cli, backup->time);
      g_autofree char *size = g_format_size ((guint64) backup->size);
      g_autofree char *count = g_strdup_printf ("%" G_GINT64_FORMAT, backup->living[SL_KIND_APPLICATION]);
      const char *cells[] = { name, time, sl_backup_get_reason_label (backup->reason), size, backup->version > 0 ? count : _("unreadable") };

      sl_cli_table_add (table, cells);
    }
  sl_cli_table_print (table);
  for (guint i = 0; i < backups->len; i++)
    {
      SlBackup *backup = g_ptr_array_index (backups, i);
      g_autofree char *name = build_name (backup->path);
      g_autofree char *lost = sl_backup_describe_lost (backup->lost);

      if (lost != NULL)
        sl_cli_print ("%s: %s", name, lost);
    }
}

static SlCliExit
list (SlCli  *cli,
      char ***argv)
{
  g_autoptr (GPtrArray) backups = NULL;

  if (!sl_cli_parse_options (cli, argv, NULL, NULL))
    return SL_CLI_USAGE;
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;

  backups = sl_backups_list (cli->context);
  if (cli->json)
    {
      g_autoptr (JsonArray) array = json_array_new ();

      for (guint i = 0; i < backups->len; i++)
        json_array_add_object_element (array, backup_to_json (g_ptr_array_index (backups, i)));
      sl_cli_print_json_array (array);
    }
  else if (backups->len == 0)
    sl_cli_print ("%s", _("There are no backups yet."));
  else
    print_table (cli, backups);

  return SL_CLI_DONE;
}

static void
print_comparison (SlRestore *restore)
{
  const char *headers[] = { _("What"), _("In the backup"), _("Now"), _("Come back"), _("Go"), _("Change"), NULL };
  g_autoptr (SlCliTable) table = sl_cli_table_new (headers);

  for (guint i = 1; i < G_N_ELEMENTS (headers) - 1; i++)
    sl_cli_table_set_numeric (table, i);
  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    {
      g_autofree char *then = g_strdup_printf ("%" G_GINT64_FORMAT, restore->then[kind]);
      g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, restore->now[kind]);
      g_autofree char *back = g_strdup_printf ("%u", restore->back[kind]);
      g_autofree char *gone = g_strdup_printf ("%u", restore->gone[kind]);
      g_autofree char *changed = g_strdup_printf ("%u", restore->changed[kind]);
      const char *cells[] = { _(sl_kind_get_info (kind)->label), then, now, back, gone, changed };

      if (restore->then[kind] + restore->now[kind] + restore->back[kind] + restore->gone[kind] + restore->changed[kind] > 0)
        sl_cli_table_add (table, cells);
    }
  sl_cli_table_print (table);
  if (restore->n_files_back > 0)
    sl_cli_print (ngettext ("%s attached file comes back.", "%s attached files come back.", restore->n_files_back), SL_COUNT (restore->n_files_back));
  print_lost (restore->lost);
}

static void
print_comparison_json (SlBackup  *backup,
                       SlRestore *restore)
{
  g_autoptr (JsonObject) object = backup_to_json (backup);
  JsonObject *kinds = json_object_new ();

  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    {
      JsonObject *one = json_object_new ();

      json_object_set_int_member (one, "then", restore->then[kind]);
      json_object_set_int_member (one, "now", restore->now[kind]);
      json_object_set_int_member (one, "come_back", restore->back[kind]);
      json_object_set_int_member (one, "go", restore->gone[kind]);
      json_object_set_int_member (one, "change", restore->changed[kind]);
      json_object_set_object_member (kinds, sl_kind_get_info (kind)->table, one);
    }
  json_object_set_object_member (object, "comparison", kinds);
  json_object_set_int_member (object, "missing_files", restore->n_missing);
  json_object_set_int_member (object, "files_come_back", restore->n_files_back);
  set_lost_member (object, restore->lost);
  sl_cli_print_json_object (object);
}

static SlCliExit
show_one (SlCli      *cli,
          const char *name)
{
  GError *error = NULL;
  g_autofree char *path = find_backup (cli, name, &error);
  g_autoptr (SlBackup) backup = path != NULL ? sl_backup_look (path, &error) : NULL;
  g_autoptr (SlRestore) restore = backup != NULL ? sl_backups_compare (cli->context, path, &error) : NULL;

  if (restore == NULL)
    return fail (cli, error);
  if (cli->json)
    print_comparison_json (backup, restore);
  else
    print_comparison (restore);

  return SL_CLI_DONE;
}

/* Of one day there may be several: the words alone don't tell which it was. */
static void
print_restored (SlCli         *cli,
                const char    *path,
                guint          n_files,
                SlTransaction *transaction)
{
  g_autofree char *name = build_name (path);
  g_autofree char *files = n_files > 0 ? sl_backup_describe_files_back (n_files) : NULL;

  if (cli->json)
    {
      g_autoptr (JsonObject) object = sl_cli_transaction_to_json (transaction);

      json_object_set_string_member (object, "backup", name);
      json_object_set_int_member (object, "files_came_back", n_files);
      sl_cli_print_json_object (object);
      return;
    }
  if (files == NULL || sl_transaction_get_id (transaction) != 0)
    sl_cli_print_transaction (cli, transaction);
  if (files != NULL)
    sl_cli_print ("%s", files);
  sl_cli_print (_("It was “%s”."), name);
}

static SlCliExit
restore_one (SlCli      *cli,
             const char *name)
{
  GError *error = NULL;
  guint n_files = 0;
  g_autofree char *path = find_backup (cli, name, &error);
  g_autoptr (SlTransaction) transaction = path != NULL ? sl_backups_restore (cli->context, path, &n_files, &error) : NULL;

  if (transaction == NULL)
    return fail (cli, error);
  print_restored (cli, path, n_files, transaction);

  return SL_CLI_DONE;
}

/* The one backup that both commands take. */
static SlCliExit
with_one (SlCli      *cli,
          char     ***argv,
          SlCliExit (*func) (SlCli *cli, const char *name))
{
  if (!sl_cli_parse (cli, argv, NULL, NULL))
    return SL_CLI_USAGE;
  if (g_strv_length (*argv) != 1)
    return sl_cli_usage (cli, _("Say which backup, by its name or path"));
  return sl_cli_open (cli) ? func (cli, (*argv)[0]) : SL_CLI_FAILED;
}

static SlCliExit
show (SlCli  *cli,
      char ***argv)
{
  return with_one (cli, argv, show_one);
}

static SlCliExit
restore (SlCli  *cli,
         char ***argv)
{
  return with_one (cli, argv, restore_one);
}

static SlCliExit
delete (SlCli  *cli,
        char ***argv)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  GError *error = NULL;

  if (!sl_cli_parse (cli, argv, NULL, NULL))
    return SL_CLI_USAGE;
  if ((*argv)[0] == NULL)
    return sl_cli_usage (cli, _("Say which backup, by its name"));
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;

  /* All are found before the first one goes. */
  for (guint i = 0; (*argv)[i] != NULL; i++)
    {
      char *path = find_backup (cli, (*argv)[i], &error);

      if (path == NULL)
        return sl_cli_fail (error);
      g_ptr_array_add (paths, path);
    }
  for (guint i = 0; i < paths->len; i++)
    if (!sl_backups_delete (cli->context, g_ptr_array_index (paths, i), &error))
      return sl_cli_fail (error);
  if (cli->json)
    {
      g_autoptr (JsonObject) object = json_object_new ();

      json_object_set_int_member (object, "deleted", paths->len);
      sl_cli_print_json_object (object);
    }
  else
    sl_cli_print (ngettext ("Deleted %s backup.", "Deleted %s backups.", paths->len), SL_COUNT (paths->len));

  return SL_CLI_DONE;
}

const SlCliCommand sl_cli_backup_parts[] = {
  { .name = "make", .run = make,
    .summary = N_("Make a backup now and print its path"),
    .details = N_("It stays until you delete it."),
    .examples = SL_CLI_EXAMPLES ("backup make") },
  { .name = "list", .run = list,
    .summary = N_("List the backups, newest first"),
    .examples = SL_CLI_EXAMPLES ("backup list", "backup list --json") },
  { .name = "show", .run = show,
    .arguments = N_("NAME|FILE"),
    .summary = N_("Show what is in a backup beside what is there now"),
    .details = N_("“latest” is the newest one that wasn’t made before a restore. A data file from elsewhere can be shown and restored, too."),
    .examples = SL_CLI_EXAMPLES ("backup show latest", "backup show shortlist-20260316-080000-daily") },
  { .name = "restore", .run = restore,
    .arguments = N_("NAME|FILE"),
    .summary = N_("Make everything what it was in a backup"),
    .details = N_("“latest” is the newest one that wasn’t made before a restore. What is there now is backed up first. It is one step: “undo” brings everything back."),
    .examples = SL_CLI_EXAMPLES ("backup restore latest", "backup restore /media/stick/shortlist.db") },
  { .name = "delete", .run = delete,
    .arguments = N_("NAME…"),
    .summary = N_("Delete backups"),
    .examples = SL_CLI_EXAMPLES ("backup delete shortlist-20260316-080000-manual") },
  { NULL },
};
