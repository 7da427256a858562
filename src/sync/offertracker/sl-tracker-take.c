/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking over what a list holds, some rows in a transaction: rows that are known are merged, rows that turn out to be
 * records of ours are tied to them, and the others are new here. What was taken over stays when the program ends between
 * two transactions; the next round goes on with the rest. */

#define G_LOG_DOMAIN "sl-tracker-take"

#include "config.h"

#include "sl-id.h"
#include "sl-json.h"
#include "sl-kinds.h"
#include "sl-table.h"
#include "sl-tracker-sync-private.h"

/** _sl_tracker_find_flight: (transfer none) (nullable): of record @id */
SlFlight *
_sl_tracker_find_flight (SlTrackerPull *self,
                         SlKind         kind,
                         const char    *id)
{
  for (guint i = 0; i < self->flights->len; i++)
    {
      SlFlight *flight = g_ptr_array_index (self->flights, i);

      if (flight->kind == kind && g_str_equal (flight->id, id))
        return flight;
    }
  return NULL;
}

/**
 * _sl_tracker_insert_row:
 * @id: (nullable): of the record that it was here before; %NULL: it is new
 * @json: the row
 * @row: the same, read
 * @print: of its text; 0: unknown
 */
gboolean
_sl_tracker_insert_row (SlTrackerSync *self,
                        SlConnection  *connection,
                        SlChangeset   *changes,
                        SlKind         kind,
                        const char    *id,
                        JsonObject    *json,
                        SlTrackerRow  *row,
                        gint64         print,
                        GError       **error)
{
  const char *server_id = sl_json_get_string (json, "id", "");
  guint owner = sl_kind_get_owner_field (kind);
  g_autoptr (GError) invalid = NULL;
  g_autoptr (SlShadow) shadow = NULL;

  /* What it belongs to comes with a later list. */
  if (owner != SL_FIELD_NONE && row->unknown & BIT (owner))
    return TRUE;
  if (kind == SL_KIND_TAG_ASSIGNMENT && row->unknown != 0)
    return TRUE;
  /* The server's id serves here, too, unless a record here had it before. */
  if (id != NULL)
    sl_record_set_text (row->record, SL_FIELD_ID, id);
  else if (!sl_id_is_valid (server_id) || sl_table_find_pk (connection, kind, server_id) != 0)
    {
      g_autofree char *new_id = sl_id_new ();

      sl_record_set_text (row->record, SL_FIELD_ID, new_id);
    }
  sl_record_set_null (row->record, SL_FIELD_DELETED_AT);
  if (!sl_record_check_foreign (row->record, &invalid))
    return _sl_tracker_note_unkept (self, connection, kind, json, invalid->message, error);
  for (guint i = 0; i < sl_kind_get_info (kind)->n_fields; i++)
    if (row->unknown & BIT (i))
      json_object_set_null_member (json, sl_kind_get_field (kind, i)->column);

  shadow = sl_shadow_new (kind, sl_record_get_id (row->record), server_id, json);
  /* What wasn't understood is looked at again, though the row be the same. */
  shadow->print = row->unknown == 0 ? print : 0;
  shadow->papers_due = kind == SL_KIND_APPLICATION ? SL_PAPERS_NEVER_READ : SL_PAPERS_READ;
  sl_changeset_insert (changes, row->record);
  row->is_inserted = TRUE;
  self->result->n_taken++;
  if (!_sl_tracker_note_unread (self, connection, kind, json, row->unread, error))
    return FALSE;
  /* What left the Trash here under the same id waits for nothing any more. */
  if (!sl_sync_unmark (connection, kind, sl_record_get_id (row->record), error))
    return FALSE;
  /* Nothing here can refer to it yet: the data file doesn't let it. */
  return sl_shadow_save (connection, shadow, error);
}

static gboolean
take_unknown (SlTrackerPull *self,
              SlKind         kind,
              JsonObject    *json,
              gint64         print,
              GError       **error)
{
  g_auto (SlTrackerRow) row = { 0 };
  g_autofree char *id = NULL;
  SlFlight *maker = NULL;
  gboolean is_ours = FALSE, done;

  if (!_sl_tracker_read_row (self->sync, self->connection, kind, json, NULL, &row, error) || !_sl_tracker_tie (self, kind, json, &row, &id, &is_ours, error))
    return FALSE;
  if (id == NULL)
    return _sl_tracker_insert_row (self->sync, self->connection, self->changes, kind, NULL, json, &row, print, error) &&
           (!row.is_inserted || _sl_tracker_keep_owner (self->sync, self->connection, self->changes, row.record, error));
  maker = _sl_tracker_find_flight (self, kind, id);
  done = _sl_tracker_adopt (self->sync, self->connection, self->changes, kind, id, json, print, is_ours ? maker : NULL, error);
  if (maker != NULL)
    g_ptr_array_remove (self->flights, maker);
  return done;
}

/* A change whose end wasn't known: the row tells, once the server can't be at it any more. */
static gboolean
settle_flight (SlTrackerPull *self,
               SlFlight      *flight,
               GError       **error)
{
  if (flight->state != SL_FLIGHT_UNKNOWN || _sl_tracker_get_now (self->sync) < flight->settles_at)
    return TRUE;
  if (flight->tries == 0)
    return sl_flight_drop (self->connection, flight->kind, flight->id, error);
  flight->state = flight->tries < SL_TRACKER_MAX_TRIES ? SL_FLIGHT_FAILED : SL_FLIGHT_REFUSED;
  return sl_flight_save (self->connection, flight, error);
}

static gboolean
take_row (SlTrackerPull *self,
          SlKind         kind,
          JsonObject    *json,
          gint64         print,
          GError       **error)
{
  const char *server_id = sl_json_get_string (json, "id", "");
  g_autoptr (GError) local = NULL;
  g_autoptr (SlShadow) shadow = sl_shadow_find_server (self->connection, kind, server_id, &local);
  SlFlight *flight;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (shadow == NULL)
    return take_unknown (self, kind, json, print, error);

  flight = _sl_tracker_find_flight (self, kind, shadow->id);
  shadow->print = print;
  if (!_sl_tracker_merge (self->sync, self->connection, self->changes, shadow, json, flight, error))
    return FALSE;
  return flight == NULL || settle_flight (self, flight, error);
}

static void
add_child (SlTrackerScan *scan,
           JsonNode      *node)
{
  JsonObject *child = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (!sl_json_has_value (child, "id"))
    return;
  json_object_set_string_member (child, "application_id", scan->parent);
  _sl_tracker_scan_add_object (scan, child);
}

/* What hangs on an application is a list of its own, and whole. */
static void
take_out_children (GPtrArray  *lists,
                   JsonObject *application,
                   const char *id)
{
  static const SlKind nested[] = { SL_KIND_STAGE, SL_KIND_OUTCOME, SL_KIND_REFLECTION };

  for (guint k = 0; k < G_N_ELEMENTS (nested); k++)
    {
      const char *member = sl_tracker_get_place (nested[k])->nested;
      JsonNode *node = json_object_get_member (application, member);
      SlTrackerScan *scan = _sl_tracker_scan_new (nested[k], id);

      if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
        for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
          add_child (scan, json_array_get_element (json_node_get_array (node), i));
      else if (node != NULL)
        add_child (scan, node);
      json_object_remove_member (application, member);
      _sl_tracker_scan_sort (scan);
      g_ptr_array_add (lists, scan);
    }
}

/* A saved job became an application after the list was read. */
static gboolean
is_yet_to_come (SlTrackerPull *self,
                SlFlight      *flight)
{
  const char *server_id = _sl_tracker_get_converted_to (self, flight);
  g_autofree char *id = server_id != NULL ? sl_shadow_dup_id (self->connection, SL_KIND_APPLICATION, server_id) : NULL;

  return server_id != NULL && id == NULL;
}

/* Requests of this list whose row didn't come up: once the server can't be at them any more, they weren't done. */
static gboolean
give_up_missing (SlTrackerPull *self,
                 SlTrackerScan *scan,
                 GError       **error)
{
  for (guint i = 0; i < self->flights->len; i++)
    {
      SlFlight *flight = g_ptr_array_index (self->flights, i);

      if (flight->kind != scan->kind || (flight->deed != SL_FLIGHT_CREATE && flight->deed != SL_FLIGHT_CONVERT) ||
          (scan->parent != NULL && !_sl_tracker_belongs_to (self, flight, scan->parent)) || is_yet_to_come (self, flight))
        continue;
      if (!settle_flight (self, flight, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_children (SlTrackerPull *self,
               GPtrArray     *lists,
               GError       **error)
{
  for (guint i = 0; i < lists->len; i++)
    {
      SlTrackerScan *scan = g_ptr_array_index (lists, i);

      self->taking = scan;
      /* Before the new ones: one of these may be what is missing, made again. */
      if (!_sl_tracker_note_absences (self->sync, self->connection, scan, error))
        return FALSE;
      for (guint k = 0; k < scan->rows->len; k++)
        if (!take_row (self, scan->kind, ((SlTrackerListed *) g_ptr_array_index (scan->rows, k))->json, 0, error))
          return FALSE;
      if (!give_up_missing (self, scan, error))
        return FALSE;
    }
  return TRUE;
}

/* Sent at a time that is yet to come: the clock here was wrong, and nothing is known of when it was. */
static gboolean
mend_times (SlTrackerPull *self,
            GError       **error)
{
  gint64 now = _sl_tracker_get_now (self->sync);

  for (guint i = 0; i < self->flights->len; i++)
    {
      SlFlight *flight = g_ptr_array_index (self->flights, i);

      if (flight->sent_at <= now)
        continue;
      flight->sent_at = 0;
      flight->settles_at = MIN (flight->settles_at, now + SL_TRACKER_SETTLE);
      if (!sl_flight_save (self->connection, flight, error))
        return FALSE;
    }
  return TRUE;
}

/* One row of the list, and what hangs on it: as JSON that is many times its text, and no longer in memory than it takes. */
static gboolean
take_listed (SlTrackerPull   *self,
             SlTrackerListed *listed,
             GError         **error)
{
  g_autoptr (GPtrArray) children = g_ptr_array_new_with_free_func ((GDestroyNotify) _sl_tracker_scan_free);
  g_autoptr (JsonObject) row = _sl_tracker_scan_read (self->scan, listed, error);

  if (row == NULL)
    return FALSE;
  if (self->scan->kind == SL_KIND_APPLICATION)
    take_out_children (children, row, listed->id);
  self->taking = self->scan;
  return take_row (self, self->scan->kind, row, listed->print, error) && take_children (self, children, error);
}

/* Rows from the next one on, so many that others who write needn't wait for long, and little is in memory. */
static gboolean
take_rows (SlTrackerPull *self,
           GError       **error)
{
  GPtrArray *rows = self->scan->rows;

  for (guint n = 0; self->next < rows->len && n < self->sync->part; self->next++)
    {
      SlTrackerListed *listed = g_ptr_array_index (rows, self->next);

      if (listed->is_settled)
        continue;
      if (!take_listed (self, listed, error))
        return FALSE;
      n++;
    }
  return TRUE;
}

static gboolean
take_part (SlConnection *connection,
           SlChangeset  *changes,
           gpointer      data,
           GError      **error)
{
  SlTrackerPull *self = data;
  g_autoptr (GPtrArray) flights = sl_flight_read_all (connection, error);

  self->connection = connection;
  self->changes = changes;
  self->flights = flights;
  /* What is missing is noted first: a row may be what is missing, made again. */
  return flights != NULL && mend_times (self, error) &&
         (self->next > 0 || _sl_tracker_note_absences (self->sync, connection, self->scan, error)) &&
         take_rows (self, error) &&
         (self->next < self->scan->rows->len || !self->scan->is_whole || give_up_missing (self, self->scan, error));
}

/** _sl_tracker_take: takes over what @self->scan holds */
gboolean
_sl_tracker_take (SlTrackerPull *self,
                  GError       **error)
{
  /* The oldest first: of several that look alike, each request made the oldest that is left. */
  _sl_tracker_scan_sort (self->scan);
  self->next = 0;
  if (!_sl_tracker_read_alike (self, error))
    return FALSE;
  do
    if (!self->sync->port->write (self->sync->port, take_part, self, error))
      return FALSE;
  while (self->next < self->scan->rows->len);
  return TRUE;
}

/** _sl_tracker_take_within: as _sl_tracker_take(), of a list of no more rows than a part has, in a transaction of the caller's */
gboolean
_sl_tracker_take_within (SlTrackerPull *self,
                         SlConnection  *connection,
                         SlChangeset   *changes,
                         GError       **error)
{
  _sl_tracker_scan_sort (self->scan);
  self->next = 0;
  return take_part (connection, changes, self, error);
}
