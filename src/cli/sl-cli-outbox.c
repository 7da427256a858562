/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shortlistctl outbox: what the server is still to be told. */
#define G_LOG_DOMAIN "sl-cli-outbox"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-cli-sync.h"
#include "sl-cli-table.h"
#include "sl-deeds.h"
#include "sl-error.h"
#include "sl-private-record.h"
#include "sl-record-name.h"
#include "sl-sync-outbox.h"
#include "sl-sync-refusal.h"

static const char *const deeds[] = { "add", "change", "remove", "upload" };
static const char *const states[] = { "waits", "uncertain", "refused", "others" };

static const char *
get_deed_label (SlSyncWaitingDeed deed)
{
  static const char *const labels[] = { NC_("outbox", "Add"), NC_("outbox", "Change"), NC_("outbox", "Remove"), NC_("outbox", "Send the file") };

  return g_dpgettext2 (NULL, "outbox", labels[deed]);
}

static const char *
get_state_label (SlSyncWaitingState state)
{
  static const char *const labels[] = { NC_("outbox", "Waits"), NC_("outbox", "Sent, not sure yet"), NC_("outbox", "Refused"),
                                         NC_("outbox", "Waits for other computers") };

  return g_dpgettext2 (NULL, "outbox", labels[state]);
}

/* What waits, and what people call it. */
typedef struct {
  GPtrArray *items;
  GPtrArray *names; /* (element-type utf8) */
} Named;

static void
named_free (Named *self)
{
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_ptr_array_unref (self->names);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Named, named_free)

/** sl_cli_name_record: (transfer full): what people call it; %NULL with @error set */
char *
sl_cli_name_record (SlConnection *connection,
                    SlKind        kind,
                    const char   *id,
                    GError      **error)
{
  g_autoptr (SlRecordName) name = sl_record_name_read (connection, kind, id, error);

  if (name == NULL)
    return NULL;
  if (sl_record_name_is_gone (name))
    return g_strdup (C_("record", "(deleted for good)"));
  return sl_private_record_describe (name);
}

static gpointer
read_named_cb (SlConnection *connection,
               gpointer      data,
               GCancellable *cancellable,
               GError      **error)
{
  g_autoptr (Named) self = g_new0 (Named, 1);

  self->names = g_ptr_array_new_with_free_func (g_free);
  self->items = sl_sync_outbox_read (connection, error);
  for (guint i = 0; self->items != NULL && i < self->items->len; i++)
    {
      const SlSyncWaiting *item = g_ptr_array_index (self->items, i);
      char *name = sl_cli_name_record (connection, item->kind, item->id, error);

      if (name == NULL)
        return NULL;
      g_ptr_array_add (self->names, name);
    }
  return self->items != NULL ? g_steal_pointer (&self) : NULL;
}

static JsonObject *
waiting_to_json (SlSyncWaiting *item,
                 const char    *name)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", item->id);
  json_object_set_string_member (object, "kind", sl_kind_get_info (item->kind)->name);
  json_object_set_string_member (object, "name", name);
  json_object_set_string_member (object, "deed", deeds[item->deed]);
  json_object_set_string_member (object, "state", states[item->state]);
  sl_json_set_string (object, "field", item->field);
  sl_json_set_string (object, "message", item->message);
  return object;
}

static void
print_waiting (const Named *named)
{
  const char *headers[] = { _("Id"), _("What"), _("Name"), _("To do"), _("State"), _("The server says"), NULL };
  g_autoptr (SlCliTable) table = sl_cli_table_new (headers);

  for (guint i = 0; i < named->items->len; i++)
    {
      SlSyncWaiting *item = g_ptr_array_index (named->items, i);
      const char *name = g_ptr_array_index (named->names, i);
      g_autofree char *id = g_strndup (item->id, SL_CLI_SHORT_ID);
      g_autofree char *says = item->state == SL_SYNC_WAITING_FOR_PERSON || item->message != NULL ? sl_sync_waiting_explain (item, NULL) : g_strdup ("");
      const char *cells[] = { id, _(sl_kind_get_info (item->kind)->label), name, get_deed_label (item->deed), get_state_label (item->state), says };

      sl_cli_table_add (table, cells);
    }
  sl_cli_table_print (table);
}

SlCliExit
sl_cli_outbox (SlCli  *cli,
               char ***argv)
{
  g_autoptr (Named) named = NULL;
  GError *error = NULL;

  if (!sl_cli_parse_options (cli, argv, NULL, NULL))
    return SL_CLI_USAGE;
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;
  named = sl_cli_read (cli, read_named_cb, NULL, &error);
  if (named == NULL)
    return sl_cli_fail (error);
  if (cli->json)
    {
      g_autoptr (JsonArray) array = json_array_new ();

      for (guint i = 0; i < named->items->len; i++)
        json_array_add_object_element (array, waiting_to_json (g_ptr_array_index (named->items, i), g_ptr_array_index (named->names, i)));
      sl_cli_print_json_array (array);
    }
  else if (named->items->len == 0)
    sl_cli_print ("%s", _("Nothing waits to be sent."));
  else
    print_waiting (named);
  return SL_CLI_DONE;
}

static const char *
get_id (gpointer item)
{
  return ((SlSyncWaiting *) item)->id;
}

/* What became of something that waits. */
typedef enum {
  OUTCOME_RETRIED,
  OUTCOME_WAITS,
  OUTCOME_CHANGED,
  OUTCOME_TRASHED,
  OUTCOME_RESTORED,
  OUTCOME_NO_FILE,
  OUTCOME_SAME,
  N_OUTCOMES,
} Outcome;

static const char *const outcomes[N_OUTCOMES] = {
  [OUTCOME_RETRIED] = N_("It is sent again with the next sync."),
  [OUTCOME_WAITS] = N_("The server refused nothing there. It waits for the next sync."),
  [OUTCOME_CHANGED] = N_("What the server has stands here again. “undo” brings your version back."),
  [OUTCOME_TRASHED] = N_("The server doesn’t have it, so it is in the Trash now. “undo” brings it back."),
  [OUTCOME_RESTORED] = N_("What was deleted is back here, as the server has it. “undo” deletes it again."),
  [OUTCOME_NO_FILE] = N_("The file isn’t sent, and stays on this computer alone."),
  [OUTCOME_SAME] = N_("It isn’t sent. Nothing had to be changed here."),
};

/* For scripts. */
static const char *const outcome_names[N_OUTCOMES] = {
  [OUTCOME_RETRIED] = "retried",
  [OUTCOME_WAITS] = "waits",
  [OUTCOME_CHANGED] = "changed",
  [OUTCOME_TRASHED] = "trashed",
  [OUTCOME_RESTORED] = "restored",
  [OUTCOME_NO_FILE] = "file-not-sent",
  [OUTCOME_SAME] = "same",
};

/* @came: (element-type Outcome): of the first of @items, as far as it got. */
static void
print_outcomes (SlCli         *cli,
                GPtrArray     *items,
                GArray        *came)
{
  g_autoptr (JsonArray) array = json_array_new ();
  gboolean told[N_OUTCOMES] = { FALSE };

  for (guint i = 0; i < came->len; i++)
    {
      const SlSyncWaiting *item = g_ptr_array_index (items, i);
      Outcome outcome = g_array_index (came, Outcome, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "id", item->id);
      json_object_set_string_member (object, "kind", sl_kind_get_info (item->kind)->name);
      json_object_set_string_member (object, "outcome", outcome_names[outcome]);
      json_array_add_object_element (array, object);
      told[outcome] = TRUE;
    }
  if (cli->json)
    sl_cli_print_json_array (array);
  for (guint i = 0; i < N_OUTCOMES && !cli->json; i++)
    if (told[i])
      sl_cli_print ("%s", _(outcomes[i]));
}

typedef gboolean (*ItemFunc) (SlCli *cli, SlSyncClient *client, SlSyncWaiting *item, Outcome *outcome, GError **error);

static gpointer
read_outbox_cb (SlConnection *connection,
                gpointer      data,
                GCancellable *cancellable,
                GError      **error)
{
  return sl_sync_outbox_read (connection, error);
}

/* Does it to each record that is named, and says what came of it: also of those that came before one of which nothing could. */
static SlCliExit
do_with_items (SlCli      *cli,
               char     ***argv,
               ItemFunc    func)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GPtrArray) picked = NULL;
  g_autoptr (SlSyncClient) client = NULL;
  g_autoptr (GArray) came = g_array_new (FALSE, FALSE, sizeof (Outcome));
  GError *error = NULL;

  if (!sl_cli_parse (cli, argv, NULL, NULL))
    return SL_CLI_USAGE;
  if ((*argv)[0] == NULL)
    return sl_cli_usage (cli, _("Say what, by its id"));
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;
  items = sl_cli_read (cli, read_outbox_cb, NULL, &error);
  if (items == NULL)
    return sl_cli_fail (error);
  picked = sl_cli_pick (items, get_id, *argv, _("“shortlistctl outbox” shows what waits to be sent."), &error);
  if (picked == NULL)
    return sl_cli_fail (error);
  client = sl_cli_make_client (cli, FALSE);
  for (guint i = 0; i < picked->len && error == NULL; i++)
    {
      Outcome outcome;

      if (func (cli, client, g_ptr_array_index (picked, i), &outcome, &error))
        g_array_append_val (came, outcome);
    }
  if (error == NULL || came->len > 0)
    print_outcomes (cli, picked, came);
  return error != NULL ? sl_cli_fail (error) : SL_CLI_DONE;
}

static gboolean
retry_item (SlCli         *cli,
            SlSyncClient  *client,
            SlSyncWaiting *item,
            Outcome       *outcome,
            GError       **error)
{
  *outcome = item->state == SL_SYNC_WAITING_FOR_PERSON ? OUTCOME_RETRIED : OUTCOME_WAITS;
  return *outcome == OUTCOME_WAITS || sl_sync_client_retry (client, item->kind, item->id, error);
}

static SlCliExit
retry (SlCli  *cli,
       char ***argv)
{
  return do_with_items (cli, argv, retry_item);
}

static gboolean
discard_item (SlCli         *cli,
              SlSyncClient  *client,
              SlSyncWaiting *item,
              Outcome       *outcome,
              GError       **error)
{
  static const Outcome came_to[] = {
    [SL_SYNC_DISCARDED_NOTHING] = OUTCOME_SAME,
    [SL_SYNC_DISCARDED_CHANGED] = OUTCOME_CHANGED,
    [SL_SYNC_DISCARDED_TRASHED] = OUTCOME_TRASHED,
    [SL_SYNC_DISCARDED_RESTORED] = OUTCOME_RESTORED,
    [SL_SYNC_DISCARDED_FILE] = OUTCOME_NO_FILE,
  };
  SlSyncDiscarded came;

  if (!sl_sync_client_discard (client, item->kind, item->id, &came, error))
    return FALSE;
  *outcome = came_to[came];
  return TRUE;
}

static SlCliExit
discard (SlCli  *cli,
         char ***argv)
{
  return do_with_items (cli, argv, discard_item);
}

const SlCliCommand sl_cli_outbox_parts[] = {
  { .name = "list", .run = sl_cli_outbox,
    .summary = N_("List what waits to be sent, what the server refuses first"),
    .examples = SL_CLI_EXAMPLES ("outbox list", "outbox list --json") },
  { .name = "retry", .run = retry,
    .arguments = N_("ID…"),
    .summary = N_("Send again what the server refused"),
    .examples = SL_CLI_EXAMPLES ("outbox retry 1a2b") },
  { .name = "discard", .run = discard,
    .arguments = N_("ID…"),
    .summary = N_("Take the server’s version instead of what waits"),
    .details = N_("What the server doesn’t have goes to the Trash. It can be undone."),
    .examples = SL_CLI_EXAMPLES ("outbox discard 1a2b") },
  { NULL },
};
