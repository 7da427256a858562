/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shortlistctl check. */
#define G_LOG_DOMAIN "sl-cli-check"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-cli.h"
#include "sl-recovery-words.h"
#include "sl-recovery.h"
#include "sl-sqlite-error.h"
#include "sl-store-open.h"

static GPtrArray *
find_damage (SlCli      *cli,
             const char *path)
{
  gboolean missing = sl_recovery_is_missing (path);
  g_autofree char *name = g_filename_display_name (path);
  g_autoptr (SlBackup) backup = sl_recovery_find_backup (path);
  GPtrArray *problems = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (problems, g_strdup_printf (missing ? _("The data file %s is missing. Nothing was done about it now.")
                                                      : _("The data file %s is damaged. Nothing was done about it now."), name));
  g_ptr_array_add (problems, sl_recovery_describe_plan (backup, missing, sl_clock_get_time_zone (sl_context_get_clock (cli->context))));
  if (missing && sl_store_has_log (path))
    g_ptr_array_add (problems, g_strdup_printf (_("Its log %s-wal is still there, maybe with the newest changes. Leave it there until the file is back; if Shortlist starts without the file, it keeps the log under another name."), name));
  return problems;
}

/* Where no job search was begun yet, nothing is wrong. */
static GPtrArray *
find_nothing (const char *path)
{
  g_autofree char *name = g_filename_display_name (path);
  GPtrArray *problems = g_ptr_array_new_with_free_func (g_free);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    g_ptr_array_add (problems, g_strdup_printf (_("The data file %s is empty, and there is no backup. If you had something in it, put a copy of it there before Shortlist starts next; else it begins anew."), name));
  return problems;
}

/* Opening the file would bring it up to date, or set it aside: it is looked at as it lies there. (transfer full) (nullable) */
static GPtrArray *
find_problems (SlCli           *cli,
               SlRecoveryState  state,
               GError         **error)
{
  const char *path = sl_store_get_path (sl_context_get_store (cli->context));

  switch (state)
    {
    case SL_RECOVERY_NEW:
      return find_nothing (path);
    case SL_RECOVERY_DAMAGED:
      return find_damage (cli, path);
    case SL_RECOVERY_GOOD:
    case SL_RECOVERY_FAILED: /* what can't be told by a look at its head, reading all of it tells */
    default:
      return sl_store_check_file (path, NULL, error);
    }
}

static void
print_json (GPtrArray *problems,
            gboolean   damaged)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < problems->len; i++)
    json_array_add_string_element (array, g_ptr_array_index (problems, i));
  json_object_set_boolean_member (object, "ok", problems->len == 0);
  json_object_set_boolean_member (object, "damaged", damaged);
  json_object_set_array_member (object, "problems", array);
  sl_cli_print_json_object (object);
}

/* Takes @error. Damage deep inside isn't seen at the next start unless it is told to look: the one thing that is left. */
static SlCliExit
fail (const char *path,
      gboolean    was_suspect,
      GError     *error)
{
  g_autofree char *name = NULL;

  if (was_suspect || !sl_sqlite_is_suspect (path))
    return sl_cli_fail (error);

  name = g_filename_display_name (path);
  sl_cli_tell (_("%1$s So that the next start looks at all of the file, the mark %2$s-suspect was put beside it."), error->message, name);
  g_error_free (error);
  return SL_CLI_FAILED;
}

SlCliExit
sl_cli_check (SlCli  *cli,
              char ***argv)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) unseen = NULL;
  SlRecoveryState state;
  const char *path;
  gboolean was_suspect;
  GError *error = NULL;

  if (!sl_cli_parse_options (cli, argv, NULL, NULL))
    return SL_CLI_USAGE;
  if (!sl_cli_find_data (cli))
    return SL_CLI_FAILED;

  path = sl_store_get_path (sl_context_get_store (cli->context));
  was_suspect = sl_sqlite_is_suspect (path);
  if (sl_store_is_taken_away (path, &error))
    return sl_cli_fail (error);
  state = sl_recovery_inspect (path, FALSE, &unseen);
  /* Of a link that leads nowhere, only the look says where it should lead. */
  if (state == SL_RECOVERY_FAILED && !g_file_test (path, G_FILE_TEST_EXISTS))
    return sl_cli_fail (g_steal_pointer (&unseen));
  problems = find_problems (cli, state, &error);
  if (problems == NULL)
    return fail (path, was_suspect, error);

  if (cli->json)
    print_json (problems, state == SL_RECOVERY_DAMAGED);
  else if (problems->len == 0 && state == SL_RECOVERY_NEW)
    sl_cli_print ("%s", _("There is nothing to check: no job search was begun here yet."));
  else if (problems->len == 0)
    sl_cli_print ("%s", _("All is well."));
  else
    for (guint i = 0; i < problems->len; i++)
      sl_cli_print ("%s", (const char *) g_ptr_array_index (problems, i));

  return problems->len == 0 ? SL_CLI_DONE : SL_CLI_FAILED;
}
