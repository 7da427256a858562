/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "live-computer.h"

#include "live-way.h"
#include "sl-deeds-saved.h"
#include "sl-error.h"
#include "sl-json.h"
#include "sl-kinds.h"
#include "sl-secrets-memory.h"
#include "sl-store-query.h"
#include "sl-sync-conflict.h"
#include "sl-sync-outbox.h"
#include "sl-sync-state.h"
#include "sl-table.h"
#include "sl-tracker-wire.h"

#define BIT(field) (G_GUINT64_CONSTANT (1) << (field))

static SlTransport *
way_cb (const char *address,
        gpointer    data,
        GError    **error)
{
  LiveComputer *self = data;

  return live_way_new (address, &self->n_requests, &self->n_writes, error);
}

/** live_computer_new: (transfer full) (nullable): a computer of which nothing is known in @folder */
LiveComputer *
live_computer_new (const char *folder,
                   GError    **error)
{
  LiveComputer *self = g_new0 (LiveComputer, 1);
  g_autoptr (SlClock) clock = sl_clock_new_system ();

  self->folder = g_strdup (folder);
  self->secrets = sl_secrets_memory_new ();
  self->store = sl_store_new (folder, clock);
  if (!sl_store_open (self->store, error))
    {
      live_computer_free (self);
      return NULL;
    }
  self->client = sl_sync_client_new (self->store, self->secrets);
  sl_sync_client_set_way (self->client, way_cb, self);
  return self;
}

void
live_computer_free (LiveComputer *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->client);
  sl_store_close (self->store);
  g_object_unref (self->store);
  g_object_unref (self->secrets);
  g_free (self->folder);
  g_free (self);
}

/* What the store tells about changes waits for a main loop. */
static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/** live_computer_run: one round; %FALSE with @error set where it ended early */
gboolean
live_computer_run (LiveComputer  *self,
                   SlSyncRunFlags flags,
                   SlSyncResult  *result,
                   GError       **error)
{
  gboolean done = sl_sync_client_run (self->client, flags | SL_SYNC_RUN_BY_HAND, SL_TRACKER_MISSING_ASK, result, NULL, error);

  settle ();
  return done;
}

static gboolean
apply (LiveComputer *self,
       SlChangeset  *changes,
       GError      **error)
{
  g_autoptr (SlTransaction) transaction = sl_store_apply (self->store, changes, error);

  settle ();
  return transaction != NULL;
}

static SlRecord *
parse (SlKind      kind,
       const char *json,
       GError    **error)
{
  g_autoptr (JsonObject) object = sl_json_parse_object (json, error);

  return object != NULL ? sl_record_from_json (kind, object, error) : NULL;
}

/** live_computer_insert: makes a record of @json as a person would; @id: (out) (transfer full): its id here */
gboolean
live_computer_insert (LiveComputer *self,
                      SlKind        kind,
                      const char   *json,
                      char        **id,
                      GError      **error)
{
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "add");
  g_autoptr (SlRecord) record = parse (kind, json, error);

  if (record == NULL)
    return FALSE;
  sl_changeset_insert (changes, record);
  *id = g_strdup (sl_record_get_id (record));
  return apply (self, changes, error);
}

/** live_computer_edit: sets what stands in @json, null included */
gboolean
live_computer_edit (LiveComputer *self,
                    SlKind        kind,
                    const char   *id,
                    const char   *json,
                    GError      **error)
{
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  g_autoptr (JsonObject) object = sl_json_parse_object (json, error);
  g_autoptr (SlRecord) record = object != NULL ? sl_record_from_json (kind, object, error) : NULL;
  const SlKindInfo *info = sl_kind_get_info (kind);

  if (record == NULL)
    return FALSE;
  for (guint i = SL_N_COMMON_FIELDS; i < info->n_fields; i++)
    if (json_object_has_member (object, info->fields[i].column))
      sl_changeset_update (changes, kind, id, i, sl_record_get_value (record, i));
  return apply (self, changes, error);
}

gboolean
live_computer_trash (LiveComputer *self,
                     SlKind        kind,
                     const char   *id,
                     GError      **error)
{
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "trash");

  sl_changeset_trash (changes, kind, id, sl_clock_get_now (sl_store_get_clock (self->store)));
  return apply (self, changes, error);
}

/* State of one conversion. */
typedef struct {
  LiveComputer *computer;
  const char *id;
  char *application_id;
} Conversion;

static gpointer
convert_cb (SlConnection *connection,
            gpointer      data,
            GCancellable *cancellable,
            GError      **error)
{
  Conversion *conversion = data;

  return sl_deed_convert_saved_job (connection, conversion->id, sl_store_get_clock (conversion->computer->store), &conversion->application_id, error);
}

/** live_computer_convert: turns saved job @id into an application; @application_id: (out) (transfer full): its id here */
gboolean
live_computer_convert (LiveComputer *self,
                       const char   *id,
                       char        **application_id,
                       GError      **error)
{
  Conversion conversion = { self, id, NULL };
  g_autoptr (SlChangeset) changes = sl_store_read (self->store, convert_cb, &conversion, error);

  *application_id = conversion.application_id;
  return changes != NULL && apply (self, changes, error);
}

static gpointer
conflicts_cb (SlConnection *connection,
              gpointer      data,
              GCancellable *cancellable,
              GError      **error)
{
  return sl_sync_conflicts_read (connection, error);
}

/** live_computer_has_lost: whether @text stood in @field of some record of @kind, gave way, and is kept */
gboolean
live_computer_has_lost (LiveComputer *self,
                        SlKind        kind,
                        guint         field,
                        const char   *text)
{
  g_autoptr (GPtrArray) conflicts = sl_store_read (self->store, conflicts_cb, NULL, NULL);

  for (guint i = 0; conflicts != NULL && i < conflicts->len; i++)
    {
      SlSyncConflict *conflict = g_ptr_array_index (conflicts, i);

      if (conflict->kind == kind && conflict->field == field && g_strcmp0 (sl_value_get_text (&conflict->lost), text) == 0)
        return TRUE;
    }
  return FALSE;
}

/* No text and empty text are the same, and so are no list and an empty one. */
static gboolean
is_empty (SlRecord *record,
          guint     field)
{
  const char *text = sl_record_get_text (record, field);

  return sl_record_is_null (record, field) || (text != NULL && (*text == '\0' || g_str_equal (text, "[]") || g_str_equal (text, "{}")));
}

/* As a line of JSON: what a server has of the record, its references by the server's ids. */
static char *
describe (SlConnection *connection,
          SlRecord     *record)
{
  const SlKindInfo *info = sl_record_get_info (record);
  guint64 fields = sl_tracker_get_fields (info->kind);
  g_autoptr (SlRecord) shown = sl_record_dup (record);
  g_autoptr (JsonObject) object = NULL;

  for (guint i = 0; i < info->n_fields; i++)
    if (info->fields[i].type == SL_TYPE_REFERENCE && !sl_record_is_null (shown, i))
      {
        g_autofree char *server_id = sl_shadow_dup_server_id (connection, info->fields[i].target, sl_record_get_text (shown, i));

        sl_record_set_text (shown, i, server_id);
      }
  object = sl_record_to_json (shown);
  for (guint i = 0; i < info->n_fields; i++)
    if (!(fields & BIT (i)) || is_empty (shown, i))
      json_object_remove_member (object, info->fields[i].column);
  return sl_json_object_to_text (object, FALSE);
}

static gpointer
waiting_cb (SlConnection *connection,
            gpointer      data,
            GCancellable *cancellable,
            GError      **error)
{
  g_autoptr (GPtrArray) outbox = sl_sync_outbox_read (connection, error);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; outbox != NULL && i < outbox->len; i++)
    {
      SlSyncWaiting *waiting = g_ptr_array_index (outbox, i);
      g_autoptr (SlRecord) record = sl_table_read (connection, waiting->kind, waiting->id, NULL);
      g_autofree char *what = record != NULL ? describe (connection, record) : NULL;

      g_string_append_printf (text, "  %s, deed %d, state %d (%s): %s\n", sl_kind_get_info (waiting->kind)->name, waiting->deed, waiting->state,
                              waiting->message != NULL ? waiting->message : "nothing said", what != NULL ? what : waiting->id);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/** live_computer_list_waiting: (transfer full): what the server is still to be told, a line each */
char *
live_computer_list_waiting (LiveComputer *self)
{
  return sl_store_read (self->store, waiting_cb, NULL, NULL);
}

/* Reading */

typedef struct {
  SlKind kind;
  const char *id;
} Asked;

static gpointer
read_cb (SlConnection *connection,
         gpointer      data,
         GCancellable *cancellable,
         GError      **error)
{
  Asked *asked = data;

  return sl_table_read (connection, asked->kind, asked->id, error);
}

static gpointer
find_id_cb (SlConnection *connection,
            gpointer      data,
            GCancellable *cancellable,
            GError      **error)
{
  Asked *asked = data;

  return sl_shadow_dup_id (connection, asked->kind, asked->id);
}

static gpointer
find_server_id_cb (SlConnection *connection,
                   gpointer      data,
                   GCancellable *cancellable,
                   GError      **error)
{
  Asked *asked = data;

  return sl_shadow_dup_server_id (connection, asked->kind, asked->id);
}

/** live_computer_read: (transfer full) (nullable): record @id, in the Trash or not */
SlRecord *
live_computer_read (LiveComputer *self,
                    SlKind        kind,
                    const char   *id)
{
  return sl_store_read (self->store, read_cb, &(Asked) { kind, id }, NULL);
}

/** live_computer_find_id: (transfer full) (nullable): which record the server's row @server_id is here */
char *
live_computer_find_id (LiveComputer *self,
                       SlKind        kind,
                       const char   *server_id)
{
  return sl_store_read (self->store, find_id_cb, &(Asked) { kind, server_id }, NULL);
}

/** live_computer_find_server_id: (transfer full) (nullable): what the server calls record @id */
char *
live_computer_find_server_id (LiveComputer *self,
                              SlKind        kind,
                              const char   *id)
{
  return sl_store_read (self->store, find_server_id_cb, &(Asked) { kind, id }, NULL);
}

static gpointer
list_cb (SlConnection *connection,
         gpointer      data,
         GCancellable *cancellable,
         GError      **error)
{
  g_autoptr (GHashTable) list = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    {
      g_autoptr (GPtrArray) records = sl_tracker_get_place (kind) != NULL ? sl_store_read_all (connection, kind, FALSE, error) : NULL;

      if (records == NULL && sl_tracker_get_place (kind) != NULL)
        return NULL;
      for (guint i = 0; records != NULL && i < records->len; i++)
        {
          const char *id = sl_record_get_id (records->pdata[i]);
          g_autofree char *server_id = sl_shadow_dup_server_id (connection, kind, id);

          g_hash_table_insert (list, g_strdup_printf ("%s %s", sl_kind_get_info (kind)->name, server_id != NULL ? server_id : id),
                               describe (connection, records->pdata[i]));
        }
    }
  return g_steal_pointer (&list);
}

/** live_computer_list: (transfer full) (element-type utf8 utf8): what is here, by kind and the server's id: what it says */
GHashTable *
live_computer_list (LiveComputer *self)
{
  g_autoptr (GError) error = NULL;
  GHashTable *list = sl_store_read (self->store, list_cb, NULL, &error);

  if (list == NULL)
    g_error ("%s", error->message);
  return list;
}

/* State of one clearing. */
typedef struct {
  GHashTable *keep;
  gint64 now;
} Clearing;

static gpointer
clear_cb (SlConnection *connection,
          gpointer      data,
          GCancellable *cancellable,
          GError      **error)
{
  Clearing *clearing = data;
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "trash");

  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    {
      g_autoptr (GPtrArray) records = sl_tracker_get_place (kind) != NULL ? sl_store_read_all (connection, kind, FALSE, error) : NULL;

      if (records == NULL && sl_tracker_get_place (kind) != NULL)
        return NULL;
      for (guint i = 0; records != NULL && i < records->len; i++)
        {
          const char *id = sl_record_get_id (records->pdata[i]);
          g_autofree char *server_id = sl_shadow_dup_server_id (connection, kind, id);

          if (server_id == NULL || !g_hash_table_contains (clearing->keep, server_id))
            sl_changeset_trash (changes, kind, id, clearing->now);
        }
    }
  return g_steal_pointer (&changes);
}

/** live_computer_clear: to the Trash with all but what the server had under the ids in @keep */
gboolean
live_computer_clear (LiveComputer *self,
                     GHashTable   *keep,
                     GError      **error)
{
  Clearing clearing = { keep, sl_clock_get_now (sl_store_get_clock (self->store)) };
  g_autoptr (SlChangeset) changes = sl_store_read (self->store, clear_cb, &clearing, error);

  return changes != NULL && (sl_changeset_get_n_changes (changes) == 0 || apply (self, changes, error));
}

/* Adds the rows of @path, and what hangs on applications under their own ids. */
static gboolean
ask_list (SlTransport *transport,
          SlKind       kind,
          GHashTable  *rows,
          GError     **error)
{
  g_autofree char *path = g_strconcat (sl_tracker_get_place (kind)->list, "?skip=0&limit=1000", NULL);
  g_autoptr (SlReply) reply = sl_transport_send (transport, &(SlRequest) { .method = "GET", .path = path }, NULL);
  g_autoptr (JsonNode) node = NULL;
  JsonArray *array;

  if (reply->state != SL_REPLY_CAME || reply->status != 200)
    {
      g_set_error (error, SL_ERROR, SL_ERROR_FAILED, "GET %s: %u %s", path, reply->status, reply->message != NULL ? reply->message : "");
      return FALSE;
    }
  node = sl_json_parse (g_bytes_get_data (reply->body, NULL), (gssize) g_bytes_get_size (reply->body), error);
  if (node == NULL)
    return FALSE;
  array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *row = json_array_get_object_element (array, i);

      g_hash_table_insert (rows, g_strdup (sl_json_get_string (row, "id", "")), sl_json_object_to_text (row, FALSE));
    }
  return TRUE;
}

/** live_computer_ask_lists: (transfer full) (nullable) (element-type utf8 utf8): what the server has: rows by id, as it wrote them */
GHashTable *
live_computer_ask_lists (LiveComputer *self,
                         GError      **error)
{
  SlTransport *transport = sl_sync_client_get_transport (self->client, NULL, error);
  g_autoptr (GHashTable) rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  if (transport == NULL)
    return NULL;
  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    {
      const SlTrackerPlace *place = sl_tracker_get_place (kind);

      if (place != NULL && place->list != NULL && strstr (place->list, "%s") == NULL && !ask_list (transport, kind, rows, error))
        return NULL;
    }
  return g_steal_pointer (&rows);
}
