/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shortlistctl check. */
#define G_LOG_DOMAIN "sl-cli-check"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-attachments.h"
#include "sl-cli.h"

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

static void
print_json (GPtrArray *problems)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < problems->len; i++)
    json_array_add_string_element (array, g_ptr_array_index (problems, i));
  json_object_set_boolean_member (object, "ok", problems->len == 0);
  json_object_set_array_member (object, "problems", array);
  sl_cli_print_json (json_node_init_object (json_node_alloc (), object));
}

SlCliExit
sl_cli_check (SlCli  *cli,
              char ***argv)
{
  g_autoptr (GPtrArray) problems = NULL;
  GError *error = NULL;

  if (!sl_cli_parse (cli, argv, NULL, NULL))
    return SL_CLI_USAGE;
  if ((*argv)[0] != NULL)
    return sl_cli_usage (cli, _("“%s” has no meaning here"), (*argv)[0]);
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;

  /* What it would find may be just what is being cleaned up. */
  sl_store_settle (sl_context_get_store (cli->context));
  problems = sl_cli_read (cli, check, (gpointer) sl_store_get_path (sl_context_get_store (cli->context)), &error);
  if (problems == NULL)
    return sl_cli_fail (error);

  if (cli->json)
    print_json (problems);
  else if (problems->len == 0)
    sl_cli_print ("%s", _("All is well."));
  else
    for (guint i = 0; i < problems->len; i++)
      sl_cli_print ("%s", (const char *) g_ptr_array_index (problems, i));

  return problems->len == 0 ? SL_CLI_DONE : SL_CLI_FAILED;
}
