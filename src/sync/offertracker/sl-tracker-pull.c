/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading the lists one by one, and what there is to do about each: as long as nothing changed, nothing is written. */

#define G_LOG_DOMAIN "sl-tracker-pull"

#include "config.h"

#include "sl-kinds.h"
#include "sl-tracker-sync-private.h"

/* Whether the row was here before, and whether it is still as it was, with nothing under way that it could tell of. */
static gboolean
look_at_row (SlConnection    *connection,
             SlKind           kind,
             SlTrackerListed *row,
             GError         **error)
{
  SlStatement *statement = sl_connection_prepare (connection,
                                                  "SELECT s.print, s.absences = 0"
                                                  " AND NOT EXISTS (SELECT 1 FROM sync_dirty AS d WHERE d.kind = s.kind AND d.id = s.id)"
                                                  /* One that the server refused, or didn't do, has come to its end. */
                                                  " AND NOT EXISTS (SELECT 1 FROM sync_flight WHERE state < 2)"
                                                  /* A part that was missing: whether it still is shows in the row alone. */
                                                  " AND NOT EXISTS (SELECT 1 FROM sync_shadow AS c INDEXED BY sync_shadow_parent WHERE c.parent = ?2 AND c.kind IN (?3, ?4, ?5) AND c.absences > 0)"
                                                  " FROM sync_shadow AS s WHERE s.kind = ?1 AND s.server_id = ?2 AND " SL_SHADOW_IS_THERE, error);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return FALSE;
  sl_statement_bind_integer (statement, 1, kind);
  sl_statement_bind_text (statement, 2, row->id);
  sl_statement_bind_integer (statement, 3, SL_KIND_STAGE);
  sl_statement_bind_integer (statement, 4, SL_KIND_OUTCOME);
  sl_statement_bind_integer (statement, 5, SL_KIND_REFLECTION);
  row->is_known = sl_statement_step (statement, &local);
  row->is_settled = row->is_known && row->json == NULL && sl_statement_get_integer (statement, 0) == row->print && sl_statement_get_integer (statement, 1) != 0;
  sl_statement_reset (statement);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Whether anything would follow from what the list doesn't hold. */
static gboolean
find_missing (SlConnection  *connection,
              SlTrackerScan *scan,
              gboolean      *is_missing,
              GError       **error)
{
  g_autoptr (GPtrArray) known = sl_shadow_read_server_ids (connection, scan->kind, scan->parent, error);
  g_autoptr (GHashTable) there = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) flights = known != NULL ? sl_flight_read_all (connection, error) : NULL;

  for (guint i = 0; known != NULL && known->len > 0 && i < scan->rows->len; i++)
    g_hash_table_add (there, ((SlTrackerListed *) g_ptr_array_index (scan->rows, i))->id);
  for (guint i = 0; known != NULL && i < known->len && !*is_missing; i++)
    *is_missing = !g_hash_table_contains (there, g_ptr_array_index (known, i));
  for (guint i = 0; flights != NULL && i < flights->len && !*is_missing; i++)
    *is_missing = ((SlFlight *) g_ptr_array_index (flights, i))->state == SL_FLIGHT_UNKNOWN;
  return flights != NULL;
}

static gpointer
look_at_list (SlConnection *connection,
              gpointer      data,
              GCancellable *cancellable,
              GError      **error)
{
  SlTrackerLook *self = data;

  self->is_settled = TRUE;
  self->is_missing = self->has_new = FALSE;
  self->is_unmet = self->sync->first && self->scan->parent == NULL && self->scan->rows->len == 0 && _sl_tracker_has_new (connection, self->scan->kind);
  for (guint i = 0; i < self->scan->rows->len; i++)
    {
      SlTrackerListed *row = g_ptr_array_index (self->scan->rows, i);

      if (!look_at_row (connection, self->scan->kind, row, error))
        return NULL;
      self->is_settled = self->is_settled && row->is_settled;
      self->has_new = self->has_new || !row->is_known;
    }
  return find_missing (connection, self->scan, &self->is_missing, error) ? self : NULL;
}

/* A row that was here before and still is: as long as it can be read, the server shows this person's rows. */
static void
note_canary (SlTrackerSync *self,
             SlTrackerScan *scan)
{
  if (self->canary != NULL || scan->kind == SL_KIND_TAG)
    return;
  for (guint i = 0; i < scan->rows->len && self->canary == NULL; i++)
    {
      SlTrackerListed *row = g_ptr_array_index (scan->rows, i);

      if (row->is_known)
        self->canary = sl_tracker_build_path (sl_tracker_get_place (scan->kind)->item, row->id, NULL);
    }
}

/* A new account has nothing to be looked at, and no server puts up with signing in for each of its lists. */
static gboolean
is_met_afresh (SlTrackerLook *self)
{
  SlTrackerSync *sync = self->sync;

  return self->is_unmet && !self->is_missing && sync->canary == NULL && sync->renewed_at != 0 &&
         _sl_tracker_get_now (sync) - sync->renewed_at < SL_TRACKER_FRESH;
}

/* Where nothing is known that could be in the list, there is nothing to look up: what is in it is new. */
static gboolean
look (SlTrackerLook *self,
      GError       **error)
{
  if (!self->is_fresh)
    return self->sync->port->read (self->sync->port, look_at_list, self, error) != NULL;
  self->is_settled = self->scan->rows->len == 0;
  self->has_new = !self->is_settled;
  return TRUE;
}

/**
 * _sl_tracker_read_list:
 * @self: with its sync; its scan is the caller's
 * @parent: (nullable): as for _sl_tracker_scan()
 *
 * Reads a list, and after it a proof that the server shows this person's rows: only then what isn't in it means anything. Where
 * it took signing in anew to show them, the list that was read before is read again.
 */
gboolean
_sl_tracker_read_list (SlTrackerLook *self,
                       SlKind         kind,
                       const char    *parent,
                       GError       **error)
{
  SlTrackerSync *sync = self->sync;

  for (guint i = 0;; i++)
    {
      guint n_renewals = sync->n_renewals;
      gboolean had_canary;

      g_clear_pointer (&self->scan, _sl_tracker_scan_free);
      self->scan = _sl_tracker_scan (sync, kind, parent, error);
      if (self->scan == NULL || !look (self, error))
        return FALSE;
      if ((!self->is_missing && !self->is_unmet) || !self->scan->is_whole)
        return TRUE;
      if (is_met_afresh (self))
        {
          sync->empty_kinds |= BIT (kind);
          return TRUE;
        }
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
           GError       **error)
{
  g_autoptr (SlTrackerScan) scan = NULL;
  g_autoptr (GHashTable) converted = NULL;
  SlTrackerPull pull = { .sync = self };
  SlTrackerLook look = { .sync = self };
  gboolean found;

  _sl_tracker_tell_step (self, kind, FALSE, 0, 0);
  found = _sl_tracker_read_list (&look, kind, NULL, error);
  pull.scan = scan = look.scan;
  if (!found)
    return FALSE;
  if (kind == SL_KIND_APPLICATION && (look.is_missing || look.has_new))
    {
      converted = _sl_tracker_read_converted (self, error);
      if (converted == NULL)
        return FALSE;
    }
  pull.converted = converted;
  note_canary (self, scan);
  _sl_tracker_note_met (self, scan);
  return (look.is_settled && !look.is_missing) || _sl_tracker_take (&pull, error);
}

static const SlKind lists[] = {
  SL_KIND_TAG, SL_KIND_RESUME_VERSION, SL_KIND_APPLICATION, SL_KIND_SAVED_JOB, SL_KIND_CONTACT, SL_KIND_REMINDER,
};

/* Since the sign-in that stood for these lists the server may have lost the session again: after another they are to be as
 * empty as they were. */
static gboolean
pull_empty (SlTrackerSync *self,
            GError       **error)
{
  guint64 kinds = self->empty_kinds;
  gboolean sound;

  if (kinds == 0)
    return TRUE;
  if (!_sl_tracker_prove (self, &sound, error))
    return FALSE;
  if (!sound)
    self->renewed_at = 0;
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (kinds & BIT (lists[i]) && !pull_list (self, lists[i], error))
      return FALSE;
  return TRUE;
}

/** _sl_tracker_pull: takes over all that the server has */
gboolean
_sl_tracker_pull (SlTrackerSync *self,
                  GError       **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (!pull_list (self, lists[i], error) || (lists[i] == SL_KIND_TAG && !_sl_tracker_join_tags (self, error)))
      return FALSE;
  return pull_empty (self, error) && _sl_tracker_read_diary (self, error) && _sl_tracker_pull_papers (self, error);
}
