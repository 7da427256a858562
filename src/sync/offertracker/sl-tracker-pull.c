/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading the lists one by one, and what there is to do about each: as long as nothing changed, nothing is written. */

#define G_LOG_DOMAIN "sl-tracker-pull"

#include "config.h"

#include "sl-kinds.h"
#include "sl-tracker-sync-private.h"

/* Papers and tags are lists of one application each: so many of those that were read before are read again in a round. */
#define APPLICATIONS_A_ROUND 25
/* Of so many at once it is noted that their lists were read: what a round that breaks off reads twice at most. */
#define NOTED_AT_ONCE 25

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

/* What there is to do about a list. */
typedef struct {
  SlTrackerSync *sync;
  SlTrackerScan *scan;
  gboolean is_settled; /* each of its rows */
  gboolean has_new;    /* a row that isn't known */
  gboolean is_missing; /* something would follow from what it doesn't hold */
  gboolean is_unmet;   /* of a first round: it is empty, and what is here would be made there */
} Look;

static gpointer
look_at_list (SlConnection *connection,
              gpointer      data,
              GCancellable *cancellable,
              GError      **error)
{
  Look *self = data;

  self->is_settled = TRUE;
  self->is_missing = self->has_new = FALSE;
  self->is_unmet = self->sync->first && self->scan->parent == NULL && self->scan->rows->len == 0 && _sl_tracker_has_untied (connection, self->scan->kind);
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
  if (self->canary != NULL || scan->parent != NULL || scan->kind == SL_KIND_TAG)
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
is_met_afresh (Look *self)
{
  SlTrackerSync *sync = self->sync;

  return self->is_unmet && !self->is_missing && sync->canary == NULL && sync->renewed_at != 0 &&
         _sl_tracker_get_now (sync) - sync->renewed_at < SL_TRACKER_FRESH;
}

/* A list, and after it a proof that the server shows this person's rows: only then what isn't in it means anything. Where
 * it took signing in anew to show them, the list that was read before is read again. */
static gboolean
read_list (Look       *self,
           SlKind      kind,
           const char *parent,
           GError    **error)
{
  SlTrackerSync *sync = self->sync;

  for (guint i = 0;; i++)
    {
      guint n_renewals = sync->n_renewals;
      gboolean had_canary;

      g_clear_pointer (&self->scan, _sl_tracker_scan_free);
      self->scan = _sl_tracker_scan (sync, kind, parent, error);
      if (self->scan == NULL || sync->port->read (sync->port, look_at_list, self, error) == NULL)
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
           const char    *parent,
           gboolean      *is_whole,
           GError       **error)
{
  g_autoptr (SlTrackerScan) scan = NULL;
  g_autoptr (GHashTable) converted = NULL;
  SlTrackerPull pull = { .sync = self };
  Look look = { .sync = self };
  gboolean found;

  if (parent == NULL)
    _sl_tracker_tell_step (self, kind, FALSE, 0, 0);
  found = read_list (&look, kind, parent, error);
  pull.scan = scan = look.scan;
  if (!found)
    return FALSE;
  if (kind == SL_KIND_APPLICATION && (look.is_missing || look.has_new))
    {
      converted = _sl_tracker_read_converted (self, error);
      if (converted == NULL)
        return FALSE;
    }
  if (is_whole != NULL)
    *is_whole &= scan->is_whole;
  pull.converted = converted;
  note_canary (self, scan);
  _sl_tracker_note_met (self, scan);
  return (look.is_settled && !look.is_missing) || _sl_tracker_take (&pull, error);
}

/* (transfer full) (element-type utf8): the server's ids of applications. */
static gpointer
read_applications (SlConnection *connection,
                   gpointer      data,
                   GCancellable *cancellable,
                   GError      **error)
{
  SlTrackerSync *self = data;
  /* Those where something is to be settled, those that are new here, and each time some of the others. */
  SlStatement *statement = sl_connection_prepare (connection,
                                                  "WITH a AS (SELECT server_id, id, row_number () OVER (ORDER BY id) - 1 AS n FROM sync_shadow WHERE kind = ?1 AND absences = 0 AND server_id NOT GLOB 'gone:*')"
                                                  " SELECT server_id FROM a WHERE (n + (SELECT count (*) FROM a) - (SELECT n_rounds * ?2 FROM sync_account) % (SELECT count (*) FROM a))"
                                                  "   % (SELECT count (*) FROM a) < ?2"
                                                  " UNION SELECT s.server_id FROM sync_flight AS f CROSS JOIN documents AS r ON r.id = f.id CROSS JOIN sync_shadow AS s"
                                                  "   ON s.kind = ?1 AND s.id = r.application_id WHERE f.kind = ?3 AND s.absences = 0 AND " SL_SHADOW_IS_THERE
                                                  " UNION SELECT s.server_id FROM sync_flight AS f CROSS JOIN tag_assignments AS r ON r.id = f.id CROSS JOIN sync_shadow AS s"
                                                  "   ON s.kind = ?1 AND s.id = r.application_id WHERE f.kind = ?4 AND s.absences = 0 AND " SL_SHADOW_IS_THERE
                                                  /* In the first round all of ours: some may be there already, and look the same. */
                                                  " UNION SELECT s.server_id FROM documents AS r CROSS JOIN sync_shadow AS s ON s.kind = ?1 AND s.id = r.application_id"
                                                  "   WHERE ?5 AND s.absences = 0 AND " SL_SHADOW_IS_THERE
                                                  " UNION SELECT s.server_id FROM tag_assignments AS r CROSS JOIN sync_shadow AS s ON s.kind = ?1 AND s.id = r.application_id"
                                                  "   WHERE ?5 AND s.absences = 0 AND " SL_SHADOW_IS_THERE
                                                  " UNION SELECT server_id FROM sync_shadow WHERE papers_due IS NOT NULL AND absent_since IS NULL AND NOT ?6 ORDER BY 1", error);

  if (statement == NULL)
    return NULL;
  sl_statement_bind_integer (statement, 1, SL_KIND_APPLICATION);
  sl_statement_bind_integer (statement, 2, APPLICATIONS_A_ROUND);
  sl_statement_bind_integer (statement, 3, SL_KIND_DOCUMENT);
  sl_statement_bind_integer (statement, 4, SL_KIND_TAG_ASSIGNMENT);
  sl_statement_bind_integer (statement, 5, self->first);
  sl_statement_bind_integer (statement, 6, self->looks_only);
  return sl_sync_read_texts (statement, error);
}

/* (transfer full): set of the server's ids. */
static gpointer
read_papers_due (SlConnection *connection,
                 gpointer      data,
                 GCancellable *cancellable,
                 GError      **error)
{
  g_autoptr (GHashTable) due = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) ids = sl_shadow_read_papers_due (connection, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    g_hash_table_add (due, g_strdup (g_ptr_array_index (ids, i)));
  return ids != NULL ? g_steal_pointer (&due) : NULL;
}

static gboolean
note_papers_read (SlConnection *connection,
                  SlChangeset  *changes,
                  gpointer      data,
                  GError      **error)
{
  GPtrArray *read = data;

  for (guint i = 0; i < read->len; i++)
    if (!sl_shadow_set_papers_read (connection, g_ptr_array_index (read, i), error))
      return FALSE;
  g_ptr_array_set_size (read, 0);
  return TRUE;
}

static gboolean
pull_of_application (SlTrackerSync *self,
                     const char    *id,
                     gboolean      *is_whole,
                     GError       **error)
{
  *is_whole = TRUE;
  return pull_list (self, SL_KIND_DOCUMENT, id, is_whole, error) && pull_list (self, SL_KIND_TAG_ASSIGNMENT, id, is_whole, error);
}

static gboolean
pull_of_applications (SlTrackerSync *self,
                      GError       **error)
{
  g_autoptr (GPtrArray) ids = self->port->read (self->port, read_applications, self, error);
  g_autoptr (GHashTable) due = ids != NULL ? self->port->read (self->port, read_papers_due, self, error) : NULL;
  g_autoptr (GPtrArray) read = g_ptr_array_new ();
  gboolean is_whole;

  for (guint i = 0; due != NULL && i < ids->len; i++)
    {
      char *id = g_ptr_array_index (ids, i);

      _sl_tracker_tell_step (self, SL_KIND_DOCUMENT, FALSE, i, ids->len);
      if (!pull_of_application (self, id, &is_whole, error))
        return FALSE;
      if (is_whole && g_hash_table_contains (due, id))
        g_ptr_array_add (read, id);
      if (read->len >= NOTED_AT_ONCE && !self->port->write (self->port, note_papers_read, read, error))
        return FALSE;
    }
  return due != NULL && (read->len == 0 || self->port->write (self->port, note_papers_read, read, error));
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
    if (kinds & BIT (lists[i]) && !pull_list (self, lists[i], NULL, NULL, error))
      return FALSE;
  return TRUE;
}

/** _sl_tracker_pull: takes over all that the server has */
gboolean
_sl_tracker_pull (SlTrackerSync *self,
                  GError       **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (!pull_list (self, lists[i], NULL, NULL, error) || (lists[i] == SL_KIND_TAG && !_sl_tracker_join_tags (self, error)))
      return FALSE;
  return pull_empty (self, error) && _sl_tracker_read_diary (self, error) && pull_of_applications (self, error);
}
