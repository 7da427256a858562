/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who saw what: of what nobody could see, or be told, nobody can keep anything. docs/sync.md says which that is. */
#include "config.h"

#include "sl-field-merge.h"
#include "sl-json.h"
#include "sl-kinds.h"
#include "sl-sim.h"
#include "sl-store-query.h"
#include "sl-sync-state.h"
#include "sl-tracker-wire.h"

/* (transfer full): "/api/v1/applications" of all that begins so. */
static char *
dup_collection (const char *path)
{
  g_auto (GStrv) parts = g_strsplit_set (path, "/?", 5);

  return g_strdup (g_strv_length (parts) > 3 ? parts[3] : "");
}

/* Number of the ledger when any computer read rows of the collection last. */
static guint
get_last_look (SlSimWorld *self,
               const char *collection)
{
  guint last = 0;

  for (guint i = 0; i < self->options.n_clients; i++)
    last = MAX (last, GPOINTER_TO_UINT (g_hash_table_lookup (self->clients[i]->looked, collection)));
  return last;
}

/* What a change wrote: of one record some fields. @write is called for each of them. */
typedef void (*Write) (SlSimLedger *ledger, SlKind kind, const char *key, guint field, int number);

/* Whether @path is that of one row of @kind. */
static gboolean
is_item_of (const char *path,
            SlKind      kind)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);
  g_auto (GStrv) place = g_strsplit (sl_tracker_get_place (kind)->item, "/", -1);
  gboolean fits = g_strv_length (parts) == g_strv_length (place);

  for (guint i = 0; fits && place[i] != NULL; i++)
    fits = g_str_equal (place[i], "%s") || g_str_equal (place[i], parts[i]);
  return fits;
}

static void
for_each_written (SlSimWorld      *self,
                  const SlRequest *request,
                  const SlReply   *reply,
                  Write            write,
                  int              number)
{
  static const SlKind kinds[] = { SL_KIND_APPLICATION, SL_KIND_CONTACT, SL_KIND_SAVED_JOB, SL_KIND_RESUME_VERSION, SL_KIND_REMINDER,
                                  SL_KIND_DOCUMENT, SL_KIND_STAGE, SL_KIND_OUTCOME, SL_KIND_REFLECTION, SL_KIND_TAG };
  g_autoptr (JsonObject) row = reply->status == 200 && reply->body != NULL ? sl_json_parse_object_bytes (reply->body, NULL) : NULL;
  g_autoptr (JsonObject) body = request->body != NULL ? sl_json_parse_object_bytes (request->body, NULL) : NULL;

  for (gsize k = 0; self->ledger != NULL && row != NULL && body != NULL && k < G_N_ELEMENTS (kinds); k++)
    {
      const SlKindInfo *info = sl_kind_get_info (kinds[k]);
      g_autofree char *key = is_item_of (request->path, kinds[k]) ? sl_sim_dup_key (self, kinds[k], row) : NULL;

      for (guint i = 0; key != NULL && i < info->n_fields; i++)
        if (json_object_has_member (body, info->fields[i].column))
          write (self->ledger, kinds[k], key, i, number);
    }
}

/**
 * sl_sim_look_note_late:
 * @request: a change that was done late
 * @number: of the ledger when it left
 * @reply: what the server said to it
 *
 * What the web page wrote since it left is gone from the server, and where no computer read the collection meanwhile, nobody
 * can know that it was there.
 */
void
sl_sim_look_note_late (SlSimWorld      *self,
                       const SlRequest *request,
                       guint            number,
                       const SlReply   *reply)
{
  g_autofree char *collection = dup_collection (request->path);

  for_each_written (self, request, reply, (Write) sl_sim_ledger_write_over, (int) MAX (number, get_last_look (self, collection)));
}

/**
 * sl_sim_look_note_write:
 * @actor: who sent @request, a change
 *
 * What somebody set to the very value that @actor knows from before looks untouched to it: its own edit goes.
 */
void
sl_sim_look_note_write (SlSimWorld      *self,
                        int              actor,
                        const SlRequest *request,
                        const SlReply   *reply)
{
  for_each_written (self, request, reply, sl_sim_ledger_write_blind, actor);
}

/* Whether the server has the value of @edit in the row. */
static gboolean
has_value (SlSimWorld *world,
           SlSimEntry *entry,
           SlSimEdit  *edit)
{
  guint field = sl_sim_key_field (world, entry->kind);
  g_autoptr (JsonObject) keep = NULL;
  g_autofree char *text = field != SL_FIELD_NONE ? sl_model_server_dump (world->server, "one@example.org") : NULL;
  JsonArray *rows;

  if (text == NULL)
    return FALSE;
  keep = sl_json_parse_object (text, NULL);
  rows = sl_json_get_array (keep, sl_sim_get_collection (entry->kind));
  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      g_autoptr (SlRecord) there = NULL;

      if (g_strcmp0 (sl_json_get_string (row, sl_kind_get_field (entry->kind, field)->column, NULL), entry->key) != 0)
        continue;
      there = sl_tracker_read_row (sl_sim_get_generation (world), entry->kind, row, sl_value_get_text (&edit->value), NULL);
      return there != NULL && sl_field_agrees (sl_kind_get_field (entry->kind, edit->field), sl_record_get_value (there, edit->field), &edit->value);
    }
  return FALSE;
}

/* Whether @client was last shown the value of @edit. */
static gboolean
knows_value (SlSimClient *client,
             SlSimEntry  *entry,
             SlSimEdit   *edit)
{
  guint field = sl_sim_key_field (client->world, entry->kind);
  g_autoptr (GPtrArray) records = field != SL_FIELD_NONE ? sl_store_read_all (client->connection, entry->kind, TRUE, NULL) : NULL;

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      SlRecord *record = g_ptr_array_index (records, i);
      g_autoptr (SlShadow) shadow = NULL;
      g_autoptr (SlRecord) known = NULL;

      if (g_strcmp0 (sl_record_get_text (record, field), entry->key) != 0)
        continue;
      shadow = sl_shadow_find (client->connection, entry->kind, sl_record_get_id (record), NULL);
      if (shadow == NULL)
        return FALSE;
      known = sl_tracker_read_row (sl_sim_get_generation (client->world), entry->kind, shadow->row, sl_value_get_text (&edit->value), NULL);
      return known != NULL && sl_field_agrees (sl_kind_get_field (entry->kind, edit->field), sl_record_get_value (known, edit->field), &edit->value);
    }
  return FALSE;
}

/** sl_sim_look_for_edit: of the edit that was noted last, whether the server had the same already, and who else knew the same */
void
sl_sim_look_for_edit (SlSimWorld *self,
                      SlKind      kind,
                      const char *key)
{
  SlSimEntry *entry = sl_sim_ledger_find (self->ledger, kind, key);
  SlSimEdit *edit = entry != NULL && entry->edits->len > 0 ? &g_array_index (entry->edits, SlSimEdit, entry->edits->len - 1) : NULL;

  if (edit == NULL)
    return;
  edit->was_there = edit->actor != SL_SIM_WEB && has_value (self, entry, edit);
  for (guint i = 0; i < self->options.n_clients; i++)
    if ((int) i != edit->actor && knows_value (self->clients[i], entry, edit))
      edit->blind |= 1u << i;
}

/* What @actor changed to a value that the server had already, and has still when @actor sees the row for the first time
 * since, changes nothing there: no request can tell that it was chosen, or when. And what somebody set to what @actor knows
 * already looks untouched to it, until it is shown something else. */
static void
look_at_edits (SlSimWorld *self,
               int         actor,
               const char *collection,
               GBytes     *shown)
{
  GPtrArray *entries = sl_sim_ledger_get_entries (self->ledger);
  gsize size = 0;
  const char *text = g_bytes_get_data (shown, &size);

  for (guint i = 0; i < entries->len; i++)
    {
      SlSimEntry *entry = g_ptr_array_index (entries, i);
      const char *list = sl_tracker_get_place (entry->kind)->list;

      if (list == NULL || strstr (list, collection) == NULL)
        continue;
      for (guint k = 0; k < entry->edits->len; k++)
        {
          SlSimEdit *edit = &g_array_index (entry->edits, SlSimEdit, k);
          gboolean own = edit->was_there && edit->actor == actor, blind = (edit->blind & (1u << actor)) != 0;
          g_autofree char *name = own || blind ? g_strdup_printf ("\"%s\"", entry->key) : NULL;
          gboolean has;

          if (name == NULL || g_strstr_len (text, (gssize) size, name) == NULL)
            continue;
          has = has_value (self, entry, edit);
          if (own)
            {
              edit->was_there = FALSE;
              edit->unseen = has;
            }
          if (!has)
            edit->blind &= ~(1u << actor);
        }
    }
}

/** sl_sim_look_note: somebody may have looked at rows */
void
sl_sim_look_note (SlSimClient     *client,
                  const SlRequest *request,
                  const SlReply   *reply)
{
  g_autofree char *collection = dup_collection (request->path);

  if (client->world->ledger == NULL || reply->state != SL_REPLY_CAME || reply->status != 200 || !g_str_equal (request->method, "GET"))
    return;
  g_hash_table_insert (client->looked, g_strdup (collection), GUINT_TO_POINTER (sl_sim_ledger_get_number (client->world->ledger)));
  if (reply->body != NULL)
    look_at_edits (client->world, client->number, collection, reply->body);
}
