/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the commands share: opening, printing, ids, and doing a deed so that it is only told once it is durable. Printed
 * are bytes of UTF-8 whatever the locale: another program reads them. */
#define G_LOG_DOMAIN "sl-cli-common"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <gio/gunixoutputstream.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "sl-cli.h"
#include "sl-deeds.h"
#include "sl-error.h"
#include "sl-file.h"
#include "sl-recovery-words.h"

#define SETTINGS "io.github.shortlistapp.Shortlist"

char *
sl_cli_make_harmless (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *harmless = g_string_sized_new (strlen (valid));

  for (const char *c = valid; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      if (g_unichar_iscntrl (character) || (character >= 0x2028 && character <= 0x202e) || (character >= 0x2066 && character <= 0x2069))
        g_string_append_c (harmless, ' ');
      else
        g_string_append_unichar (harmless, character);
    }

  return g_string_free_and_steal (harmless);
}

/* Why the first of what couldn't be printed couldn't; later calls change errno. */
static int write_errno;

int
sl_cli_get_write_error (void)
{
  if (fflush (stdout) != 0 && write_errno == 0)
    write_errno = errno;

  return write_errno;
}

void
sl_cli_write (const char *text)
{
  if (fputs (text, stdout) < 0 && write_errno == 0)
    write_errno = errno;
}

void
sl_cli_print (const char *format,
              ...)
{
  g_autofree char *text = NULL;
  g_autofree char *harmless = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  harmless = sl_cli_make_harmless (text);
  sl_cli_write (harmless);
  sl_cli_write ("\n");
}

/* What is quoted may be as long as what was typed. */
static char *
shorten_quotes (const char *text)
{
  g_autoptr (GRegex) quote = g_regex_new ("“([^“”]{80})[^“”]+”", G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT, NULL);

  return g_regex_replace (quote, text, -1, 0, "“\\1…”", G_REGEX_MATCH_DEFAULT, NULL);
}

static void
tell (const char *text)
{
  g_autofree char *all = sl_cli_make_harmless (text);
  g_autofree char *harmless = shorten_quotes (all);

  fprintf (stderr, "shortlistctl: %s\n", g_strchomp (harmless));
}

void
sl_cli_tell (const char *format,
             ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  tell (text);
}

static G_DEFINE_QUARK (sl-cli-usage-error, sl_cli_usage_error)

SlCliExit
sl_cli_fail (GError *error)
{
  gboolean usage = error->domain == sl_cli_usage_error_quark ();
  g_autoptr (GError) worded = usage ? g_error_copy (error) : sl_file_explain_error (error, NULL);

  tell (worded->message);
  g_error_free (error);

  return usage ? SL_CLI_USAGE : SL_CLI_FAILED;
}

char *
sl_cli_get_command_name (SlCli *cli)
{
  return cli->group != NULL ? g_strjoin (" ", cli->group->name, cli->command->name, NULL) : g_strdup (cli->command->name);
}

SlCliExit
sl_cli_usage (SlCli      *cli,
              const char *format,
              ...)
{
  g_autofree char *text = NULL;
  g_autofree char *command = NULL;
  g_autofree char *hint = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_strchomp (text);
  command = sl_cli_get_command_name (cli);
  hint = g_strdup_printf (_("See “shortlistctl %s --help”."), command);
  sl_cli_tell ("%s%s %s", text, g_str_has_suffix (text, ".") ? "" : ".", hint);

  return SL_CLI_USAGE;
}

void
sl_cli_print_json (JsonNode *node)
{
  g_autofree char *text = sl_json_to_text (node, TRUE);

  sl_cli_write (text);
  sl_cli_write ("\n");
  json_node_unref (node);
}

char *
sl_cli_format_time (SlCli  *cli,
                    gint64  time)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc_usec (time);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, sl_clock_get_time_zone (sl_context_get_clock (cli->context)));

  return g_date_time_format (local, "%Y-%m-%d %H:%M");
}

GOutputStream *
sl_cli_open_stream (const char *path,
                    GError    **error)
{
  struct stat info;
  int fd;

  if (*path == '\0')
    {
      g_set_error_literal (error, SL_ERROR, SL_ERROR_INVALID, _("Say which file to write; “-” is standard output."));
      return NULL;
    }
  if (g_str_equal (path, "-"))
    return g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  if (g_stat (path, &info) != 0 || S_ISREG (info.st_mode) || S_ISDIR (info.st_mode))
    return NULL;

  fd = g_open (path, O_WRONLY | O_CLOEXEC);
  if (fd >= 0)
    return g_unix_output_stream_new (fd, TRUE);

  g_set_error (error, SL_ERROR, SL_ERROR_PERMISSION, _("“%s” can’t be written: %s."), path, g_strerror (errno));
  return NULL;
}

GBytes *
sl_cli_read_input (const char  *path,
                   gsize        max_size,
                   GError     **error)
{
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GOutputStream) memory = NULL;
  GError *failure = NULL;

  if (!g_str_equal (path, "-"))
    return sl_file_read (path, (goffset) max_size, error);

  stream = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  memory = g_memory_output_stream_new_resizable ();
  if (g_output_stream_splice (memory, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &failure) < 0)
    {
      sl_file_propagate_error (error, failure, NULL);
      return NULL;
    }
  if (g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (memory)) > max_size)
    {
      g_set_error_literal (error, SL_ERROR, SL_ERROR_TOO_LARGE, _("That is too large for such a file."));
      return NULL;
    }

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

/* To a file, a pipe, or standard output. */
gboolean
sl_cli_write_bytes (const char  *path,
                    GBytes      *bytes,
                    GError     **error)
{
  GError *failure = NULL;
  g_autoptr (GOutputStream) stream = sl_cli_open_stream (path, &failure);

  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  if (stream == NULL)
    return sl_file_write_atomic (path, bytes, error);

  if (g_output_stream_write_all (stream, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL, NULL, &failure))
    return TRUE;

  sl_file_propagate_error (error, failure, NULL);
  return FALSE;
}

SlCliExit
sl_cli_write_file (SlCli      *cli,
                   const char *path,
                   GBytes     *bytes,
                   const char *counted,
                   guint       n)
{
  g_autofree char *name = g_filename_display_name (path);
  GError *error = NULL;

  if (!sl_cli_write_bytes (path, bytes, &error))
    return sl_cli_fail (error);
  if (g_str_equal (path, "-"))
    return SL_CLI_DONE;
  if (cli->json)
    {
      g_autoptr (JsonObject) object = json_object_new ();

      json_object_set_string_member (object, "file", name);
      json_object_set_int_member (object, counted, n);
      sl_cli_print_json (json_node_init_object (json_node_alloc (), object));
    }
  else
    {
      sl_cli_print (_("Saved %s"), name);
    }

  return SL_CLI_DONE;
}

GSettings *
sl_cli_get_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = source != NULL ? g_settings_schema_source_lookup (source, SETTINGS, TRUE) : NULL;

  /* One that an older version left behind lacks keys. */
  return schema != NULL && g_settings_schema_has_key (schema, "report-columns") ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

/* Data that can only be read: who wants to change something is told when that fails; for looking it makes no difference. */
static void
tell_notice (SlStore *store)
{
  g_autofree char *text = sl_recovery_describe_notice (store);

  if (text == NULL)
    return;
  sl_cli_tell ("%s %s", text, _("“shortlistctl backup list” shows all backups."));
}

gboolean
sl_cli_find_data (SlCli *cli)
{
  if (cli->context != NULL)
    return TRUE;

  /* Most likely a typing error, and nothing that a look at the data should leave behind. */
  if (cli->data_dir != NULL && !cli->command->makes_data && !g_file_test (cli->data_dir, G_FILE_TEST_EXISTS))
    {
      g_autofree char *name = g_filename_display_name (cli->data_dir);

      sl_cli_tell (_("There is no folder “%s”. Check --data-dir; “add” and “import” begin a job search in a new folder."), name);
      return FALSE;
    }

  cli->context = sl_context_new (cli->data_dir, NULL);
  return TRUE;
}

gboolean
sl_cli_open (SlCli *cli)
{
  GError *error = NULL;

  if (!sl_cli_find_data (cli))
    return FALSE;
  if (sl_context_open (cli->context, &error))
    {
      tell_notice (sl_context_get_store (cli->context));
      return TRUE;
    }

  sl_cli_fail (error);
  g_clear_object (&cli->context);

  return FALSE;
}

gpointer
sl_cli_read (SlCli       *cli,
             SlReadFunc   func,
             gpointer     data,
             GError     **error)
{
  return sl_store_read (sl_context_get_store (cli->context), func, data, error);
}

/* Words */

char *
sl_cli_list_words (const SlEnum *words,
                   const char   *extra)
{
  GString *list = g_string_new (NULL);

  for (const SlEnumValue *value = words->values; value->word != NULL; value++)
    g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", sl_enum_label (words, value->word));
  if (extra != NULL)
    g_string_append_printf (list, ", %s", extra);

  return g_string_free_and_steal (list);
}

gboolean
sl_cli_match_word (SlCli         *cli,
                   const SlEnum  *words,
                   const char    *option,
                   const char    *text,
                   const char   **word)
{
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : NULL;
  g_autofree char *list = NULL;

  *word = sl_enum_match (words, valid);
  if (valid == NULL || *word != NULL)
    return TRUE;

  list = sl_cli_list_words (words, NULL);
  sl_cli_usage (cli, _("%s doesn’t know “%s”. It takes %s"), option, valid, list);

  return FALSE;
}

gboolean
sl_cli_parse_field (SlCli          *cli,
                    const SlField  *field,
                    const char     *option,
                    const char     *text,
                    SlValue        *value,
                    GError        **error)
{
  /* Options are looked at before the data is opened, which is what has the clock. */
  g_autoptr (SlClock) clock = cli->context != NULL ? g_object_ref (sl_context_get_clock (cli->context)) : sl_clock_new_system ();
  SlField named = *field;
  GError *refused = NULL;

  /* What is wrong is told of what was typed, not of what a form would have beside it. */
  named.label = option;
  if (sl_field_parse_on (&named, text, sl_clock_get_today (clock), value, &refused))
    return TRUE;

  if (g_error_matches (refused, SL_ERROR, SL_ERROR_INVALID))
    refused->domain = sl_cli_usage_error_quark ();
  g_propagate_error (error, refused);
  return FALSE;
}

/* Records */

typedef struct {
  SlKind kind;
  const char *id;
} Asked;

static gpointer
read_record (SlConnection  *connection,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Asked *asked = data;

  return sl_store_read_record (connection, asked->kind, asked->id, error);
}

SlRecord *
sl_cli_read_record (SlCli       *cli,
                    SlKind       kind,
                    const char  *id,
                    GError     **error)
{
  return sl_cli_read (cli, read_record, &(Asked) { kind, id }, error);
}

/* Ids */

typedef struct {
  SlKind kind;
  GPtrArray *prefixes;
  gboolean living;
} Wanted;

static gboolean
check_living (SlConnection  *connection,
              SlKind         kind,
              const char    *id,
              GError       **error)
{
  g_autoptr (SlRecord) record = sl_store_read_record (connection, kind, id, error);

  if (record == NULL || sl_record_is_null (record, SL_FIELD_DELETED_AT))
    return record != NULL;
  if (kind == SL_KIND_APPLICATION)
    g_set_error (error, SL_ERROR, SL_ERROR_INVALID, _("The application is in the Trash. Take it out first: shortlistctl restore %s"), id);
  else
    g_set_error (error, SL_ERROR, SL_ERROR_INVALID, _("The record is in the Trash. Take it out first: shortlistctl trash restore %.8s"), id);
  return FALSE;
}

static gpointer
resolve (SlConnection  *connection,
         gpointer       data,
         GCancellable  *cancellable,
         GError       **error)
{
  Wanted *wanted = data;
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < wanted->prefixes->len; i++)
    {
      g_autofree char *id = sl_store_resolve_id (connection, wanted->kind, g_ptr_array_index (wanted->prefixes, i), error);

      if (id == NULL || (wanted->living && !check_living (connection, wanted->kind, id, error)))
        return NULL;
      if (g_hash_table_add (seen, g_strdup (id)))
        g_strv_builder_take (ids, g_steal_pointer (&id));
    }

  return g_strv_builder_end (ids);
}

static void
add_from_standard_input (GPtrArray *prefixes)
{
  char *line = NULL;
  gsize room = 0;

  while (getline (&line, &room, stdin) >= 0)
    {
      g_strstrip (line);
      if (*line != '\0')
        g_ptr_array_add (prefixes, sl_cli_make_harmless (line));
    }
  free (line);
}

static char **
resolve_all (SlCli        *cli,
             SlKind        kind,
             char *const  *prefixes,
             gboolean      living,
             GError      **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_free);
  Wanted wanted = { kind, all, living };

  for (guint i = 0; prefixes[i] != NULL; i++)
    {
      if (g_str_equal (prefixes[i], "-"))
        add_from_standard_input (all);
      else
        g_ptr_array_add (all, sl_cli_make_harmless (prefixes[i]));
    }

  return sl_cli_read (cli, resolve, &wanted, error);
}

char **
sl_cli_resolve_ids (SlCli        *cli,
                    SlKind        kind,
                    char *const  *prefixes,
                    GError      **error)
{
  return resolve_all (cli, kind, prefixes, FALSE, error);
}

char **
sl_cli_resolve_living_ids (SlCli        *cli,
                           SlKind        kind,
                           char *const  *prefixes,
                           GError      **error)
{
  return resolve_all (cli, kind, prefixes, TRUE, error);
}

/* Deeds */

JsonNode *
sl_cli_transaction_to_json (SlTransaction *transaction)
{
  static const char *const actors[] = { "person", "import", "mail", "sync", "undo", "redo", "housekeeping" };
  g_autoptr (JsonObject) object = json_object_new ();
  SlActor actor = sl_transaction_get_actor (transaction);
  g_autofree char *words = sl_deed_describe (transaction);
  char time[SL_TIME_ISO_SIZE];

  json_object_set_int_member (object, "id", sl_transaction_get_id (transaction));
  json_object_set_string_member (object, "time", sl_time_format_iso8601 (sl_transaction_get_time (transaction), time));
  json_object_set_string_member (object, "actor", (guint) actor < G_N_ELEMENTS (actors) ? actors[actor] : "other");
  json_object_set_string_member (object, "deed", sl_transaction_get_deed (transaction));
  json_object_set_int_member (object, "changes", sl_transaction_get_n_changes (transaction));
  json_object_set_boolean_member (object, "undone", sl_transaction_is_undone (transaction));
  json_object_set_string_member (object, "description", words);

  return json_node_init_object (json_node_alloc (), object);
}

void
sl_cli_print_transaction (SlCli         *cli,
                          SlTransaction *transaction)
{
  if (cli->json)
    {
      sl_cli_print_json (sl_cli_transaction_to_json (transaction));
    }
  else if (sl_transaction_get_id (transaction) == 0)
    {
      sl_cli_print ("%s", _("Nothing to change."));
    }
  else
    {
      g_autofree char *words = sl_deed_describe (transaction);

      sl_cli_print ("%s", words);
    }
}

static gpointer
read_application (SlConnection  *connection,
                  gpointer       data,
                  GCancellable  *cancellable,
                  GError       **error)
{
  return sl_store_read_record (connection, SL_KIND_APPLICATION, data, error);
}

SlCliExit
sl_cli_apply (SlCli             *cli,
              SlChangeset       *changeset,
              const char *const *ids)
{
  g_autoptr (SlChangeset) owned = changeset;
  g_autoptr (SlTransaction) transaction = NULL;
  GError *error = NULL;

  if (ids != NULL && ids[0] != NULL && ids[1] == NULL)
    {
      g_autoptr (SlRecord) application = sl_cli_read (cli, read_application, (gpointer) ids[0], &error);

      if (application == NULL)
        return sl_cli_fail (error);
      sl_deed_name_application (changeset, application);
    }

  transaction = sl_store_apply (sl_context_get_store (cli->context), changeset, &error);
  if (transaction == NULL)
    return sl_cli_fail (error);
  sl_cli_print_transaction (cli, transaction);

  return SL_CLI_DONE;
}
