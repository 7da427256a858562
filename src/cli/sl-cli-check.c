/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shortlistctl check. */
#define G_LOG_DOMAIN "sl-cli-check"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-attachments.h"
#include "sl-cli.h"
#include "sl-recovery-words.h"
#include "sl-recovery.h"

static gpointer
check (SlConnection  *connection,
       gpointer       data,
       GCancellable  *cancellable,
       GError       **error)
{
  g_autoptr (GPtrArray) problems = sl_store_check (connection, cancellable, error);

  if (problems != NULL && !sl_attachments_check (data, problems, cancellable, error))
    return NULL;
  return g_steal_pointer (&problems);
}

/* Opening a damaged file would set it aside: it is looked at as it lies there. (transfer full) (nullable) */
static GPtrArray *
find_damage (SlCli *cli)
{
  const char *path = sl_store_get_path (sl_context_get_store (cli->context));
  g_autofree char *name = g_filename_display_name (path);
  g_autoptr (SlBackup) backup = NULL;
  GPtrArray *problems;

  /* What can't be told here, opening tells. */
  if (sl_recovery_inspect (path, NULL) != SL_RECOVERY_DAMAGED)
    return NULL;

  problems = g_ptr_array_new_with_free_func (g_free);
  backup = sl_recovery_find_backup (path);
  g_ptr_array_add (problems, g_strdup_printf (_("The data file %s is damaged. Nothing was done about it now."), name));
  g_ptr_array_add (problems, sl_recovery_describe_plan (backup, sl_clock_get_time_zone (sl_context_get_clock (cli->context))));
  return problems;
}

static GPtrArray *
find_problems (SlCli   *cli,
               GError **error)
{
  SlStore *store = sl_context_get_store (cli->context);

  /* What it would find may be just what is being cleaned up. */
  sl_store_settle (store);
  return sl_cli_read (cli, check, (gpointer) sl_store_get_path (store), error);
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

SlCliExit
sl_cli_check (SlCli  *cli,
              char ***argv)
{
  g_autoptr (GPtrArray) problems = NULL;
  GError *error = NULL;
  gboolean damaged;

  if (!sl_cli_parse_options (cli, argv, NULL, NULL))
    return SL_CLI_USAGE;
  if (!sl_cli_find_data (cli))
    return SL_CLI_FAILED;

  problems = find_damage (cli);
  damaged = problems != NULL;
  if (!damaged && !sl_cli_open (cli))
    return SL_CLI_FAILED;
  if (!damaged)
    problems = find_problems (cli, &error);
  if (problems == NULL)
    return sl_cli_fail (error);

  if (cli->json)
    print_json (problems, damaged);
  else if (problems->len == 0)
    sl_cli_print ("%s", _("All is well."));
  else
    for (guint i = 0; i < problems->len; i++)
      sl_cli_print ("%s", (const char *) g_ptr_array_index (problems, i));

  return problems->len == 0 ? SL_CLI_DONE : SL_CLI_FAILED;
}
