/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking over what lists hold, a list in one transaction: rows that are known are merged, rows that turn out to be records
 * of ours are tied to them, and the others are new here. */

#define G_LOG_DOMAIN "sl-tracker-pull"

#include "config.h"

#include "sl-id.h"
#include "sl-json.h"
#include "sl-kinds.h"
#include "sl-table.h"
#include "sl-tracker-sync-private.h"

/* So often the server may fail at the same request before it counts as refused. */
#define MAX_TRIES 3
/* Papers and tags are lists of one application each: so many of them are read in a round. */
#define APPLICATIONS_A_ROUND 25

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

/* Taking rows over */

static gboolean
insert_row (SlTrackerPull *self,
            SlKind         kind,
            JsonObject    *json,
            SlTrackerRow  *row,
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
  if (!sl_id_is_valid (server_id) || sl_table_find_pk (self->connection, kind, server_id) != 0)
    {
      g_autofree char *id = sl_id_new ();

      sl_record_set_text (row->record, SL_FIELD_ID, id);
    }
  sl_record_set_null (row->record, SL_FIELD_DELETED_AT);
  if (!sl_record_check_foreign (row->record, &invalid))
    {
      g_message ("A row of the server can’t be kept: %s", invalid->message);
      return TRUE;
    }
  for (guint i = 0; i < sl_kind_get_info (kind)->n_fields; i++)
    if (row->unknown & BIT (i))
      json_object_set_null_member (json, sl_kind_get_field (kind, i)->column);

  shadow = sl_shadow_new (kind, sl_record_get_id (row->record), server_id, json);
  sl_changeset_insert (self->changes, row->record);
  self->sync->result->n_taken++;
  return sl_shadow_save (self->connection, shadow, error) &&
         sl_sync_mark_referring (self->connection, kind, shadow->id, error);
}

static gboolean
take_unknown (SlTrackerPull *self,
              SlKind         kind,
              JsonObject    *json,
              GError       **error)
{
  g_auto (SlTrackerRow) row = { 0 };
  g_autofree char *id = NULL;
  SlFlight *maker = NULL;
  gboolean is_ours = FALSE, done;

  if (!_sl_tracker_read_row (self->sync, self->connection, kind, json, NULL, &row, error) ||
      !_sl_tracker_tie (self, kind, json, &row, &id, &is_ours, error))
    return FALSE;
  if (id == NULL)
    return insert_row (self, kind, json, &row, error);
  maker = _sl_tracker_find_flight (self, kind, id);
  done = _sl_tracker_adopt (self->sync, self->connection, self->changes, kind, id, json, is_ours ? maker : NULL, error);
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
  flight->state = flight->tries < MAX_TRIES ? SL_FLIGHT_FAILED : SL_FLIGHT_REFUSED;
  return sl_flight_save (self->connection, flight, error);
}

static gint64
get_print (JsonObject *row)
{
  g_autofree char *text = sl_json_object_to_text (row, FALSE);
  gint64 print = (gint64) g_str_hash (text) << 24 ^ (gint64) strlen (text);

  return print != 0 ? print : 1;
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
    return take_unknown (self, kind, json, error);

  flight = _sl_tracker_find_flight (self, kind, shadow->id);
  shadow->print = print;
  if (!_sl_tracker_merge (self->sync, self->connection, self->changes, shadow, json, flight, error))
    return FALSE;
  return flight == NULL || settle_flight (self, flight, error);
}

/* A row that was here before and still is: as long as it can be read, the server shows this person's rows. */
static void
note_canary (SlTrackerPull *self,
             const char    *server_id)
{
  SlKind kind = self->scan->kind;
  g_autofree char *id = NULL;

  if (self->sync->canary != NULL || self->scan->parent != NULL || kind == SL_KIND_TAG)
    return;
  id = sl_shadow_dup_id (self->connection, kind, server_id);
  if (id != NULL)
    self->sync->canary = sl_tracker_build_path (sl_tracker_get_place (kind)->item, server_id, NULL);
}

static void
add_child_rows (SlTrackerPull *self,
                JsonObject    *application,
                SlKind         kind)
{
  const char *member = sl_tracker_get_place (kind)->nested;
  JsonNode *node = json_object_get_member (application, member);
  SlTrackerScan *scan = g_new0 (SlTrackerScan, 1);

  scan->kind = kind;
  scan->parent = sl_json_get_string (application, "id", "");
  scan->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  scan->is_whole = TRUE;
  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
      {
        JsonNode *child = json_array_get_element (json_node_get_array (node), i);

        if (JSON_NODE_HOLDS_OBJECT (child) && sl_json_has_value (json_node_get_object (child), "id"))
          g_ptr_array_add (scan->rows, json_object_ref (json_node_get_object (child)));
      }
  else if (node != NULL && JSON_NODE_HOLDS_OBJECT (node) && sl_json_has_value (json_node_get_object (node), "id"))
    g_ptr_array_add (scan->rows, json_object_ref (json_node_get_object (node)));
  for (guint i = 0; i < scan->rows->len; i++)
    json_object_set_string_member (g_ptr_array_index (scan->rows, i), "application_id", scan->parent);
  json_object_remove_member (application, member);
  g_ptr_array_add (self->children, scan);
}

static gboolean
is_as_before (SlTrackerPull *self,
              JsonObject    *row,
              gint64         print)
{
  SlStatement *statement = sl_connection_prepare (self->connection,
                                                  "SELECT s.print FROM sync_shadow AS s WHERE s.kind = ?1 AND s.server_id = ?2 AND s.absences = 0 AND s.server_id NOT GLOB 'gone:*'"
                                                  " AND NOT EXISTS (SELECT 1 FROM sync_dirty AS d WHERE d.kind = s.kind AND d.id = s.id)"
                                                  " AND NOT EXISTS (SELECT 1 FROM sync_flight)"
                                                  /* A part that was missing: whether it still is shows in the row alone. */
                                                  " AND NOT EXISTS (SELECT 1 FROM sync_shadow AS c INDEXED BY sync_shadow_parent WHERE c.parent = ?2 AND c.kind IN (?3, ?4, ?5) AND c.absences > 0)", NULL);
  gboolean same = FALSE;

  if (statement == NULL)
    return FALSE;
  sl_statement_bind_integer (statement, 1, self->scan->kind);
  sl_statement_bind_text (statement, 2, sl_json_get_string (row, "id", ""));
  sl_statement_bind_integer (statement, 3, SL_KIND_STAGE);
  sl_statement_bind_integer (statement, 4, SL_KIND_OUTCOME);
  sl_statement_bind_integer (statement, 5, SL_KIND_REFLECTION);
  if (sl_statement_step (statement, NULL))
    same = sl_statement_get_integer (statement, 0) == print;
  sl_statement_reset (statement);
  return same;
}

static int
compare_created (gconstpointer a,
                 gconstpointer b)
{
  JsonObject *one = *(JsonObject *const *) a, *other = *(JsonObject *const *) b;
  gint64 first = _sl_tracker_get_time (one, "created_at"), second = _sl_tracker_get_time (other, "created_at");

  if (first != second)
    return first < second ? -1 : 1;
  return g_strcmp0 (sl_json_get_string (one, "id", NULL), sl_json_get_string (other, "id", NULL));
}

static gboolean
take_rows (SlTrackerPull *self,
           GError       **error)
{
  static const SlKind nested[] = { SL_KIND_STAGE, SL_KIND_OUTCOME, SL_KIND_REFLECTION };

  /* The oldest first: of several that look alike, each request made the oldest that is left. */
  g_ptr_array_sort (self->scan->rows, compare_created);
  /* Before the new ones: one of these may be what is missing, made again. */
  if (!_sl_tracker_note_absences (self->sync, self->connection, self->scan, error))
    return FALSE;
  for (guint i = 0; i < self->scan->rows->len; i++)
    {
      JsonObject *row = g_ptr_array_index (self->scan->rows, i);
      gint64 print = get_print (row);

      note_canary (self, sl_json_get_string (row, "id", ""));
      if (is_as_before (self, row, print))
        continue;
      for (guint k = 0; self->scan->kind == SL_KIND_APPLICATION && k < G_N_ELEMENTS (nested); k++)
        add_child_rows (self, row, nested[k]);
      if (!take_row (self, self->scan->kind, row, print, error))
        return FALSE;
    }
  return TRUE;
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
                 GError       **error)
{
  for (guint i = 0; i < self->flights->len; i++)
    {
      SlFlight *flight = g_ptr_array_index (self->flights, i);

      if (flight->kind != self->scan->kind || (flight->deed != SL_FLIGHT_CREATE && flight->deed != SL_FLIGHT_CONVERT) ||
          (self->scan->parent != NULL && !_sl_tracker_belongs_to (self, flight, self->scan->parent)) || is_yet_to_come (self, flight))
        continue;
      if (!settle_flight (self, flight, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_children (SlTrackerPull *self,
               GError       **error)
{
  for (guint i = 0; i < self->children->len; i++)
    {
      SlTrackerScan *scan = g_ptr_array_index (self->children, i);
      SlTrackerPull part = { self->sync, scan, self->connection, self->changes, self->flights, NULL, NULL };

      if (!take_rows (&part, error) || !give_up_missing (&part, error))
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

static gboolean
take_scan (SlConnection *connection,
           SlChangeset  *changes,
           gpointer      data,
           GError      **error)
{
  SlTrackerPull *self = data;
  g_autoptr (GPtrArray) children = g_ptr_array_new_with_free_func ((GDestroyNotify) _sl_tracker_scan_free);
  g_autoptr (GPtrArray) flights = sl_flight_read_all (connection, error);

  self->connection = connection;
  self->changes = changes;
  self->children = children;
  self->flights = flights;
  return flights != NULL && mend_times (self, error) && take_rows (self, error) && take_children (self, error) &&
         (!self->scan->is_whole || give_up_missing (self, error));
}

/* Whether anything would follow from what the list doesn't hold. */
static gpointer
find_missing (SlConnection *connection,
              gpointer      data,
              GCancellable *cancellable,
              GError      **error)
{
  SlTrackerPull *self = data;
  SlTrackerScan *scan = self->scan;
  g_autoptr (GPtrArray) known = sl_shadow_read_server_ids (connection, scan->kind, scan->parent, error);
  g_autoptr (GHashTable) there = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) flights = known != NULL ? sl_flight_read_all (connection, error) : NULL;
  gboolean missing = self->sync->first && scan->parent == NULL && scan->rows->len == 0 && _sl_tracker_has_untied (connection, scan->kind);

  if (flights == NULL)
    return NULL;
  for (guint i = 0; i < scan->rows->len; i++)
    g_hash_table_add (there, (gpointer) sl_json_get_string (g_ptr_array_index (scan->rows, i), "id", ""));
  for (guint i = 0; i < known->len && !missing; i++)
    missing = !g_hash_table_contains (there, g_ptr_array_index (known, i));
  for (guint i = 0; i < flights->len && !missing; i++)
    missing = ((SlFlight *) g_ptr_array_index (flights, i))->state == SL_FLIGHT_UNKNOWN;
  return GINT_TO_POINTER (missing ? 2 : 1);
}

/* A list, and after it a proof that the server shows this person's rows: only then what isn't in it means anything. Where
 * it took signing in anew to show them, the list that was read before is read again. */
static gboolean
read_list (SlTrackerPull *self,
           SlKind         kind,
           const char    *parent,
           gboolean      *missing,
           GError       **error)
{
  SlTrackerSync *sync = self->sync;

  for (guint i = 0;; i++)
    {
      guint n_renewals = sync->n_renewals;
      gboolean had_canary;
      int found;

      g_clear_pointer (&self->scan, _sl_tracker_scan_free);
      self->scan = _sl_tracker_scan (sync, kind, parent, error);
      found = self->scan != NULL ? GPOINTER_TO_INT (sync->port->read (sync->port, find_missing, self, error)) : 0;
      *missing = found == 2;
      if (found != 2 || !self->scan->is_whole)
        return found != 0;
      had_canary = sync->canary != NULL;
      if (!_sl_tracker_prove (sync, &self->scan->is_whole, error))
        return FALSE;
      /* Where nothing is known to look at, a list between two sign-ins is all that can be had. */
      if (!self->scan->is_whole || sync->n_renewals == n_renewals || (i > 0 && !had_canary))
        return TRUE;
      self->scan->is_whole = FALSE;
      if (i > 0)
        return TRUE;
    }
}

static gboolean
pull_list (SlTrackerSync *self,
           SlKind         kind,
           const char    *parent,
           GError       **error)
{
  g_autoptr (SlTrackerScan) scan = NULL;
  g_autoptr (GHashTable) converted = NULL;
  SlTrackerPull pull = { .sync = self };
  gboolean missing, found;

  if (parent == NULL)
    _sl_tracker_tell_step (self, kind, FALSE, 0, 0);
  found = read_list (&pull, kind, parent, &missing, error);
  scan = pull.scan;
  if (!found)
    return FALSE;
  if (kind == SL_KIND_APPLICATION && missing)
    {
      converted = _sl_tracker_read_converted (self, error);
      if (converted == NULL)
        return FALSE;
    }
  pull.converted = converted;
  _sl_tracker_note_met (self, scan);
  return self->port->write (self->port, take_scan, &pull, error);
}

static gpointer
read_applications (SlConnection *connection,
                   gpointer      data,
                   GCancellable *cancellable,
                   GError      **error)
{
  /* Those where something is to be settled, and each time some of the others. */
  SlStatement *statement = sl_connection_prepare (connection,
                                                  "WITH a AS (SELECT server_id, id, row_number () OVER (ORDER BY id) - 1 AS n FROM sync_shadow WHERE kind = ?1 AND absences = 0 AND server_id NOT GLOB 'gone:*')"
                                                  " SELECT server_id FROM a WHERE (n + (SELECT count (*) FROM a) - (SELECT n_rounds * ?2 FROM sync_account) % (SELECT count (*) FROM a))"
                                                  "   % (SELECT count (*) FROM a) < ?2"
                                                  " UNION SELECT s.server_id FROM sync_flight AS f CROSS JOIN documents AS r ON r.id = f.id CROSS JOIN sync_shadow AS s"
                                                  "   ON s.kind = ?1 AND s.id = r.application_id WHERE f.kind = ?3 AND s.absences = 0 AND s.server_id NOT GLOB 'gone:*'"
                                                  " UNION SELECT s.server_id FROM sync_flight AS f CROSS JOIN tag_assignments AS r ON r.id = f.id CROSS JOIN sync_shadow AS s"
                                                  "   ON s.kind = ?1 AND s.id = r.application_id WHERE f.kind = ?4 AND s.absences = 0 AND s.server_id NOT GLOB 'gone:*'"
                                                  /* In the first round all of ours: some may be there already, and look the same. */
                                                  " UNION SELECT s.server_id FROM documents AS r CROSS JOIN sync_shadow AS s ON s.kind = ?1 AND s.id = r.application_id"
                                                  "   WHERE ?5 AND s.absences = 0 AND s.server_id NOT GLOB 'gone:*'"
                                                  " UNION SELECT s.server_id FROM tag_assignments AS r CROSS JOIN sync_shadow AS s ON s.kind = ?1 AND s.id = r.application_id"
                                                  "   WHERE ?5 AND s.absences = 0 AND s.server_id NOT GLOB 'gone:*' ORDER BY 1", error);

  if (statement == NULL)
    return NULL;
  sl_statement_bind_integer (statement, 1, SL_KIND_APPLICATION);
  sl_statement_bind_integer (statement, 2, APPLICATIONS_A_ROUND);
  sl_statement_bind_integer (statement, 3, SL_KIND_DOCUMENT);
  sl_statement_bind_integer (statement, 4, SL_KIND_TAG_ASSIGNMENT);
  sl_statement_bind_integer (statement, 5, ((SlTrackerSync *) data)->first);
  return sl_sync_read_texts (statement, error);
}

static gboolean
pull_of_applications (SlTrackerSync *self,
                      GError       **error)
{
  g_autoptr (GPtrArray) ids = self->port->read (self->port, read_applications, self, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      _sl_tracker_tell_step (self, SL_KIND_DOCUMENT, FALSE, i, ids->len);
      if (!pull_list (self, SL_KIND_DOCUMENT, g_ptr_array_index (ids, i), error) ||
          !pull_list (self, SL_KIND_TAG_ASSIGNMENT, g_ptr_array_index (ids, i), error))
        return FALSE;
    }
  return ids != NULL;
}

/** _sl_tracker_pull: takes over all that the server has */
gboolean
_sl_tracker_pull (SlTrackerSync *self,
                  GError       **error)
{
  static const SlKind lists[] = {
    SL_KIND_TAG, SL_KIND_RESUME_VERSION, SL_KIND_APPLICATION, SL_KIND_SAVED_JOB, SL_KIND_CONTACT, SL_KIND_REMINDER,
  };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (!pull_list (self, lists[i], NULL, error) || (lists[i] == SL_KIND_TAG && !_sl_tracker_join_tags (self, error)))
      return FALSE;
  return pull_of_applications (self, error) && _sl_tracker_check_met (self, error);
}
