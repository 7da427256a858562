/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-sync-outbox.h. What waits is what is marked, and what the journal has that nobody has looked at yet. */

#define G_LOG_DOMAIN "sl-sync-outbox"

#include "config.h"

#include "sl-field-merge.h"
#include "sl-journal.h"
#include "sl-kinds.h"
#include "sl-sync-outbox.h"
#include "sl-sync-upload.h"
#include "sl-table.h"
#include "sl-tracker-sync.h"
#include "sl-tracker-wire.h"

#define BIT(field) (G_GUINT64_CONSTANT (1) << (field))

/* What was made and is gone again before the server heard of it waits for nothing, nor does what was changed and is again as the
 * server has it. Each look at one takes some hundredths of a millisecond, so among more than so many nobody looks, and they
 * count with the rest. */
#define MAX_LOOKED_AT 500

#define REFUSED "SELECT kind, id FROM sync_flight WHERE state = 2 ORDER BY sent_at"
#define UNCERTAIN "SELECT kind, id FROM sync_flight WHERE state < 2 ORDER BY sent_at"
#define MARKED "SELECT kind, id FROM sync_dirty ORDER BY kind, id"

void
sl_sync_waiting_free (SlSyncWaiting *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->field);
  g_free (self->message);
  g_free (self);
}

static SlSyncWaiting *
new_waiting (SlKind            kind,
             const char       *id,
             SlSyncWaitingDeed deed)
{
  SlSyncWaiting *self = g_new0 (SlSyncWaiting, 1);

  self->kind = kind;
  self->id = g_strdup (id);
  self->deed = deed;
  return self;
}

/* What nobody has looked at */

static void
append_concerning (GString *sql,
                   SlKind   kind)
{
  const SlKindInfo *info = sl_kind_get_info (kind);
  guint64 fields = sl_tracker_get_fields (kind) | BIT (SL_FIELD_DELETED_AT);

  /* The first that holds ends it, which an OR here wouldn't. A quote in a value has a backslash before it. */
  g_string_append_printf (sql, " WHEN %d THEN CASE WHEN j.op <> %d THEN 1", (int) kind, SL_OP_UPDATE);
  for (guint i = 0; i < info->n_fields; i++)
    if (fields & BIT (i))
      g_string_append_printf (sql, " WHEN instr (j.fields, '\"%s\":') THEN 1", info->fields[i].column);
  g_string_append (sql, " ELSE 0 END");
}

/* The end of a SELECT: entries of the journal since the last look, of what servers have. By step: what syncing itself wrote
 * meanwhile, which may be very much, is passed over as a whole. */
static const char *
get_unseen (void)
{
  static char *from = NULL;

  if (g_once_init_enter_pointer (&from))
    {
      g_autoptr (GString) sql = g_string_new (" FROM sync_account AS a CROSS JOIN txn AS t CROSS JOIN journal AS j"
                                              " WHERE t.id >= coalesce ((SELECT txn_id FROM journal WHERE entry <= a.journal_seen ORDER BY entry DESC LIMIT 1), 0)");

      g_string_append_printf (sql, " AND t.actor <> %d AND NOT (t.actor = %d AND t.deed = '" SL_SYNC_SIGN_OUT "')"
                                   " AND j.entry BETWEEN max (t.first_entry, a.journal_seen + 1) AND t.last_entry AND CASE j.kind",
                              SL_ACTOR_SYNC, SL_ACTOR_PERSON);
      for (int kind = 0; kind < SL_N_KINDS; kind++)
        if (sl_tracker_get_place ((SlKind) kind) != NULL)
          append_concerning (sql, (SlKind) kind);
      g_string_append (sql, " ELSE 0 END");
      g_once_init_leave_pointer (&from, g_string_free_and_steal (g_steal_pointer (&sql)));
    }
  return from;
}

/** sl_sync_outbox_has_news: whether anything that the server has changed here since the last round began */
gboolean
sl_sync_outbox_has_news (SlConnection *connection)
{
  g_autofree char *sql = g_strconcat ("SELECT EXISTS (SELECT 1", get_unseen (), ")", NULL);

  return sl_connection_get_integer (connection, sql, 0) != 0;
}

/* Looking at one */

/* @living: (out): whether the record is here, and neither it nor what it belongs to is in the Trash. */
static gboolean
is_living (SlConnection *connection,
           SlKind        kind,
           const char   *id,
           gboolean     *living,
           GError      **error)
{
  guint field = sl_kind_get_owner_field (kind);
  const SlField *owner = field != SL_FIELD_NONE ? sl_kind_get_field (kind, field) : NULL;
  const char *table = sl_kind_get_info (kind)->table;
  g_autofree char *sql = NULL;
  SlStatement *statement;

  if (owner == NULL)
    sql = g_strdup_printf ("SELECT 1 FROM %s WHERE id = ? AND deleted_at IS NULL", table);
  else
    sql = g_strdup_printf ("SELECT 1 FROM %s AS r LEFT JOIN %s AS o ON o.id = r.%s WHERE r.id = ? AND r.deleted_at IS NULL"
                           " AND (r.%s IS NULL OR (o.id IS NOT NULL AND o.deleted_at IS NULL))",
                           table, sl_kind_get_info (owner->target)->table, owner->column, owner->column);
  statement = sl_connection_prepare (connection, sql, error);
  if (statement == NULL)
    return FALSE;
  sl_statement_bind_text (statement, 1, id);
  return sl_statement_find_row (statement, living, error);
}

static gboolean
look_at_upload (SlConnection  *connection,
                SlSyncWaiting *self,
                GError       **error)
{
  g_autoptr (GPtrArray) uploads = sl_uploads_read (connection, error);

  for (guint i = 0; uploads != NULL && i < uploads->len; i++)
    {
      SlUpload *upload = g_ptr_array_index (uploads, i);

      if (!g_str_equal (upload->id, self->id))
        continue;
      self->state = upload->state == SL_UPLOAD_REFUSED ? SL_SYNC_WAITING_FOR_PERSON : SL_SYNC_WAITING_FOR_ROUND;
      g_set_str (&self->message, upload->message);
    }
  return uploads != NULL;
}

/* What is to be told of a record that is on both sides. One that was sent has to be heard of, whatever it is now. */
static gboolean
look_at_change (SlConnection  *connection,
                SlSyncWaiting *self,
                SlFlight      *flight,
                GError       **error)
{
  SlTrackerGeneration generation = (SlTrackerGeneration) sl_connection_get_integer (connection, "SELECT generation FROM sync_account", SL_TRACKER_UNKNOWN);
  g_autoptr (GError) local = NULL;

  self->deed = SL_SYNC_WAITING_CHANGE;
  if (flight == NULL && !sl_tracker_would_change (generation, connection, self->kind, self->id, &local) && local == NULL)
    self->deed = SL_SYNC_WAITING_NOTHING;
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return local == NULL;
}

/* As long as the engine hasn't made it again: see SL_TRACKER_PATIENCE. */
static gboolean
look_at_addition (SlConnection  *connection,
                  SlSyncWaiting *self,
                  GError       **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (SlShadow) shadow = sl_shadow_find (connection, self->kind, self->id, &local);

  self->deed = SL_SYNC_WAITING_ADD;
  if (shadow != NULL && sl_shadow_is_gone (shadow) && !sl_shadow_is_deleted (shadow) && shadow->absences == 0)
    self->state = SL_SYNC_WAITING_FOR_OTHERS;
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return local == NULL;
}

/* Fills in what the server is to do, and how it stands. */
static gboolean
look (SlConnection  *connection,
      SlSyncWaiting *self,
      GError       **error)
{
  g_autofree char *server_id = NULL;
  g_autoptr (SlFlight) flight = NULL;
  g_autoptr (GError) local = NULL;
  gboolean living;

  if (self->deed == SL_SYNC_WAITING_UPLOAD)
    return look_at_upload (connection, self, error);
  flight = sl_flight_find (connection, self->kind, self->id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  self->state = SL_SYNC_WAITING_FOR_ROUND;
  server_id = sl_shadow_dup_server_id (connection, self->kind, self->id);
  if (!is_living (connection, self->kind, self->id, &living, error))
    return FALSE;
  if (!living)
    self->deed = server_id == NULL && flight == NULL ? SL_SYNC_WAITING_NOTHING : SL_SYNC_WAITING_REMOVE;
  else if (server_id == NULL && !look_at_addition (connection, self, error))
    return FALSE;
  else if (server_id != NULL && !look_at_change (connection, self, flight, error))
    return FALSE;

  if (flight != NULL && flight->state == SL_FLIGHT_REFUSED)
    {
      self->state = SL_SYNC_WAITING_FOR_PERSON;
      g_set_str (&self->field, flight->field);
      g_set_str (&self->message, flight->message);
    }
  else if (flight != NULL && flight->state != SL_FLIGHT_FAILED)
    self->state = SL_SYNC_WAITING_FOR_CERTAINTY;
  return TRUE;
}

/**
 * sl_sync_waiting_look:
 * @is_upload: whether it is about the file of the record
 *
 * Returns: (transfer full): what the server is to do, and how it stands; %NULL with @error set
 */
SlSyncWaiting *
sl_sync_waiting_look (SlConnection *connection,
                      SlKind        kind,
                      const char   *id,
                      gboolean      is_upload,
                      GError      **error)
{
  g_autoptr (SlSyncWaiting) self = new_waiting (kind, id, is_upload ? SL_SYNC_WAITING_UPLOAD : SL_SYNC_WAITING_CHANGE);

  return look (connection, self, error) ? g_steal_pointer (&self) : NULL;
}

/* All */

typedef struct {
  SlConnection *connection;
  GHashTable *met; /* of items */
  GPtrArray *items;
} Outbox;

static guint
hash_waiting (gconstpointer data)
{
  const SlSyncWaiting *self = data;

  return g_str_hash (self->id) ^ (guint) self->kind;
}

static gboolean
is_same (gconstpointer a,
         gconstpointer b)
{
  const SlSyncWaiting *one = a;
  const SlSyncWaiting *other = b;

  return one->kind == other->kind && g_str_equal (one->id, other->id);
}

static void
add (Outbox     *self,
     SlKind      kind,
     const char *id)
{
  SlSyncWaiting *item = new_waiting (kind, id, SL_SYNC_WAITING_CHANGE);

  if (g_hash_table_add (self->met, item))
    g_ptr_array_add (self->items, item);
  else
    sl_sync_waiting_free (item);
}

/* By what SELECT says: kind and id. */
static gboolean
add_pairs (Outbox     *self,
           const char *sql,
           GError    **error)
{
  SlStatement *statement = sl_connection_prepare (self->connection, sql, error);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return FALSE;
  while (sl_statement_step (statement, &local))
    {
      SlKind kind = (SlKind) sl_statement_get_integer (statement, 0);

      if (sl_tracker_get_place (kind) != NULL)
        add (self, kind, sl_statement_get_text (statement, 1));
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
add_unseen (Outbox  *self,
            GError **error)
{
  g_autofree char *sql = g_strconcat ("SELECT DISTINCT j.kind, j.pk", get_unseen (), NULL);
  SlStatement *statement = sl_connection_prepare (self->connection, sql, error);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return FALSE;
  while (sl_statement_step (statement, &local))
    {
      SlKind kind = (SlKind) sl_statement_get_integer (statement, 0);
      gint64 pk = sl_statement_get_integer (statement, 1);
      g_autofree char *id = sl_table_find_id (self->connection, kind, pk);

      if (id == NULL)
        id = sl_journal_find_deleted_id (self->connection, kind, pk);
      if (id != NULL)
        add (self, kind, id);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
add_uploads (Outbox  *self,
             GError **error)
{
  g_autoptr (GPtrArray) uploads = sl_uploads_read (self->connection, error);

  for (guint i = 0; uploads != NULL && i < uploads->len; i++)
    g_ptr_array_add (self->items, new_waiting (SL_KIND_RESUME_VERSION, ((SlUpload *) g_ptr_array_index (uploads, i))->id, SL_SYNC_WAITING_UPLOAD));
  return uploads != NULL;
}

/* (transfer container): looks at @items, and drops what is nothing to the server. */
static gboolean
look_at_all (SlConnection *connection,
             GPtrArray    *items,
             GError      **error)
{
  for (guint i = items->len; i-- > 0;)
    {
      SlSyncWaiting *item = g_ptr_array_index (items, i);

      if (!look (connection, item, error))
        return FALSE;
      if (item->deed == SL_SYNC_WAITING_NOTHING)
        g_ptr_array_remove_index (items, i);
    }
  return TRUE;
}

static GPtrArray *
read_keys (SlConnection *connection,
           guint         max_looked_at,
           GError      **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_sync_waiting_free);
  g_autoptr (GHashTable) met = g_hash_table_new (hash_waiting, is_same);
  Outbox self = { connection, met, items };

  if (!add_pairs (&self, REFUSED, error) || !add_pairs (&self, UNCERTAIN, error) || !add_pairs (&self, MARKED, error) ||
      !add_unseen (&self, error) || !add_uploads (&self, error))
    return NULL;
  if (items->len <= max_looked_at && !look_at_all (connection, items, error))
    return NULL;
  return g_steal_pointer (&items);
}

/**
 * sl_sync_outbox_read_keys:
 *
 * Returns: (transfer full) (element-type SlSyncWaiting): what the server doesn't take first. sl_sync_waiting_look() says more of
 *   each; among very many there may be some that come to @SL_SYNC_WAITING_NOTHING
 */
GPtrArray *
sl_sync_outbox_read_keys (SlConnection *connection,
                          GError      **error)
{
  return read_keys (connection, MAX_LOOKED_AT, error);
}

/** sl_sync_outbox_read: (transfer full) (element-type SlSyncWaiting): all of each, what the server doesn't take first */
GPtrArray *
sl_sync_outbox_read (SlConnection *connection,
                     GError      **error)
{
  return read_keys (connection, G_MAXUINT, error);
}

/* Counting */

/* Without a look at any. */
static guint
count_roughly (SlConnection *connection)
{
  g_autofree char *unseen = g_strdup_printf ("SELECT count (DISTINCT j.pk * %d + j.kind)%s", SL_N_KINDS, get_unseen ());
  gint64 n_marked = sl_connection_get_integer (connection, "SELECT count (*) FROM sync_dirty", 0);
  gint64 n_under_way = sl_connection_get_integer (connection,
                                                  "SELECT count (*) FROM sync_flight AS f WHERE state <= 2"
                                                  " AND NOT EXISTS (SELECT 1 FROM sync_dirty AS d WHERE d.kind = f.kind AND d.id = f.id)", 0);

  /* What is changed while it waits is on both sides. */
  return (guint) MAX (n_marked + n_under_way, sl_connection_get_integer (connection, unseen, 0));
}

/**
 * sl_sync_outbox_count:
 * @n_refused: (out): of these, what the server doesn't take
 *
 * Returns: how many records wait; among more than some hundreds, what was made and deleted meanwhile counts with them, or
 *   changed and changed back, and what was changed both before and after the last round began decides which of both numbers it
 *   is; -1 with @error set
 */
int
sl_sync_outbox_count (SlConnection *connection,
                      guint        *n_refused,
                      GError      **error)
{
  g_autoptr (GPtrArray) uploads = sl_uploads_read (connection, error);
  g_autoptr (GPtrArray) items = NULL;
  guint n = count_roughly (connection);

  if (uploads == NULL)
    return -1;
  *n_refused = (guint) sl_connection_get_integer (connection, "SELECT count (*) FROM sync_flight WHERE state = 2", 0);
  for (guint i = 0; i < uploads->len; i++)
    *n_refused += ((SlUpload *) g_ptr_array_index (uploads, i))->state == SL_UPLOAD_REFUSED;
  if (n > MAX_LOOKED_AT)
    return (int) (n + uploads->len);
  items = sl_sync_outbox_read_keys (connection, error);
  return items != NULL ? (int) items->len : -1;
}
