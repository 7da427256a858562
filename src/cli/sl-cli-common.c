/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The data that the commands share: opening it, looking at it, and doing a deed so that it is only told once it is
 * durable. */

#define G_LOG_DOMAIN "sl-cli-common"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-cli.h"
#include "sl-deeds.h"
#include "sl-recovery-words.h"

/* Data that can only be read: who wants to change something is told when that fails; for looking it makes no difference. */
static void
tell_notice (SlStore *store)
{
  g_autofree char *text = sl_recovery_describe_notice (store);

  if (text == NULL)
    return;
  /* A list of none helps nobody. */
  if (sl_store_get_notice_backup (store) == NULL)
    sl_cli_tell ("%s", text);
  else
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

      sl_cli_tell (_("There is no folder “%s”. Check --data-dir; “add”, “import” and “account sign-in” begin a job search in a new folder."), name);
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

/* Deeds */

JsonObject *
sl_cli_transaction_to_json (SlTransaction *transaction)
{
  static const char *const actors[] = { "person", "import", "mail", "sync", "undo", "redo", "housekeeping" };
  JsonObject *object = json_object_new ();
  SlActor actor = sl_transaction_get_actor (transaction);
  g_autofree char *words = sl_transaction_get_id (transaction) == 0 ? g_strdup (_("Nothing to change.")) : sl_deed_describe (transaction);
  char time[SL_TIME_ISO_SIZE];

  json_object_set_int_member (object, "id", sl_transaction_get_id (transaction));
  json_object_set_string_member (object, "time", sl_time_format_iso8601 (sl_transaction_get_time (transaction), time));
  json_object_set_string_member (object, "actor", (guint) actor < G_N_ELEMENTS (actors) ? actors[actor] : "other");
  json_object_set_string_member (object, "deed", sl_transaction_get_deed (transaction));
  json_object_set_int_member (object, "changes", sl_transaction_get_n_changes (transaction));
  json_object_set_boolean_member (object, "undone", sl_transaction_is_undone (transaction));
  json_object_set_string_member (object, "description", words);

  return object;
}

void
sl_cli_print_transaction (SlCli         *cli,
                          SlTransaction *transaction)
{
  if (cli->json)
    {
      g_autoptr (JsonObject) object = sl_cli_transaction_to_json (transaction);

      sl_cli_print_json_object (object);
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
      g_autoptr (SlRecord) application = sl_cli_read_record (cli, SL_KIND_APPLICATION, ids[0], &error);

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
