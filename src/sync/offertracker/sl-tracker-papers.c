/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Papers and tags, which are lists of one application each. Those of several are taken over together: a transaction for each of
 * thousands of lists takes longer than all else. */

#define G_LOG_DOMAIN "sl-tracker-papers"

#include "config.h"

#include "sl-kinds.h"
#include "sl-tracker-sync-private.h"

/* So many applications whose lists were read before have them read again in a round. */
#define APPLICATIONS_A_ROUND 25
/* The lists of so many are taken over together: what a round that breaks off reads twice at most. */
#define APPLICATIONS_AT_ONCE 100

/* Lists that were read and are to be taken over. */
typedef struct {
  SlTrackerSync *sync;
  GPtrArray *lists; /* of SlTrackerScan */
  GHashTable *rows; /* ids of their rows, borrowed */
  GPtrArray *read;  /* ids of applications, borrowed, of which it is to be noted that their lists were read */
} Batch;

static void
batch_init (Batch         *self,
            SlTrackerSync *sync)
{
  self->sync = sync;
  self->lists = g_ptr_array_new_with_free_func ((GDestroyNotify) _sl_tracker_scan_free);
  self->rows = g_hash_table_new (g_str_hash, g_str_equal);
  self->read = g_ptr_array_new ();
}

static void
batch_clear (Batch *self)
{
  g_hash_table_unref (self->rows);
  g_ptr_array_unref (self->lists);
  g_ptr_array_unref (self->read);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Batch, batch_clear)

static gboolean
write_batch (SlConnection *connection,
             SlChangeset  *changes,
             gpointer      data,
             GError      **error)
{
  Batch *self = data;

  for (guint i = 0; i < self->lists->len; i++)
    {
      SlTrackerPull pull = { .sync = self->sync, .scan = g_ptr_array_index (self->lists, i) };

      if (!_sl_tracker_take_within (&pull, connection, changes, error))
        return FALSE;
    }
  for (guint i = 0; i < self->read->len; i++)
    if (!sl_shadow_set_papers_read (connection, g_ptr_array_index (self->read, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
take_batch (Batch   *self,
            GError **error)
{
  if ((self->lists->len > 0 || self->read->len > 0) && !self->sync->port->write (self->sync->port, write_batch, self, error))
    return FALSE;
  g_hash_table_remove_all (self->rows);
  g_ptr_array_set_size (self->lists, 0);
  g_ptr_array_set_size (self->read, 0);
  return TRUE;
}

/* Whether @scan may be taken over with the lists before it: a row that is in two of them has to be known when it comes again. */
static gboolean
fits (Batch         *self,
      SlTrackerScan *scan)
{
  for (guint i = 0; i < scan->rows->len; i++)
    if (g_hash_table_contains (self->rows, ((SlTrackerListed *) g_ptr_array_index (scan->rows, i))->id))
      return FALSE;
  return g_hash_table_size (self->rows) + scan->rows->len <= self->sync->part;
}

/* @look: what there is to do about its scan, which goes with it */
static gboolean
add_list (Batch         *self,
          SlTrackerLook *look,
          GError       **error)
{
  g_autoptr (SlTrackerScan) scan = look->scan;

  if ((look->is_missing || !fits (self, scan)) && !take_batch (self, error))
    return FALSE;
  /* What isn't in a list means something as long as it was read a moment ago. */
  if (look->is_missing || scan->rows->len > self->sync->part)
    {
      SlTrackerPull pull = { .sync = self->sync, .scan = scan };

      return _sl_tracker_take (&pull, error);
    }
  for (guint i = 0; i < scan->rows->len; i++)
    g_hash_table_add (self->rows, ((SlTrackerListed *) g_ptr_array_index (scan->rows, i))->id);
  g_ptr_array_add (self->lists, g_steal_pointer (&scan));
  return TRUE;
}

static gboolean
pull_list (Batch      *self,
           SlKind      kind,
           const char *id,
           gboolean    is_fresh,
           gboolean   *is_whole,
           GError    **error)
{
  SlTrackerLook look = { .sync = self->sync, .is_fresh = is_fresh };
  gboolean found = _sl_tracker_read_list (&look, kind, id, error);

  if (found)
    {
      *is_whole = *is_whole && look.scan->is_whole;
      _sl_tracker_note_met (self->sync, look.scan);
    }
  if (found && (!look.is_settled || look.is_missing))
    return add_list (self, &look, error);
  _sl_tracker_scan_free (look.scan);
  return found;
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

/* (transfer full): those whose lists are to be read, by the server's id → whether nothing is known that may be in them. */
static gpointer
read_papers_due (SlConnection *connection,
                 gpointer      data,
                 GCancellable *cancellable,
                 GError      **error)
{
  g_autoptr (GHashTable) due = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  SlStatement *statement = sl_connection_prepare (connection,
                                                  "SELECT s.server_id, NOT EXISTS (SELECT 1 FROM sync_shadow AS c INDEXED BY sync_shadow_parent WHERE c.parent = s.server_id AND c.kind IN (?1, ?2))"
                                                  /* What no answer came of may be there. */
                                                  " AND NOT EXISTS (SELECT 1 FROM sync_flight WHERE state < 2)"
                                                  " FROM sync_shadow AS s WHERE s.papers_due IS NOT NULL AND s.absent_since IS NULL", error);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return NULL;
  sl_statement_bind_integer (statement, 1, SL_KIND_DOCUMENT);
  sl_statement_bind_integer (statement, 2, SL_KIND_TAG_ASSIGNMENT);
  while (sl_statement_step (statement, &local))
    g_hash_table_insert (due, g_strdup (sl_statement_get_text (statement, 0)), GINT_TO_POINTER (sl_statement_get_integer (statement, 1) != 0));
  if (local == NULL)
    return g_steal_pointer (&due);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static gboolean
pull_of_application (Batch      *self,
                     const char *id,
                     gboolean    is_fresh,
                     gboolean   *is_whole,
                     GError    **error)
{
  *is_whole = TRUE;
  return pull_list (self, SL_KIND_DOCUMENT, id, is_fresh, is_whole, error) && pull_list (self, SL_KIND_TAG_ASSIGNMENT, id, is_fresh, is_whole, error);
}

static gboolean
pull_all (Batch      *self,
          GPtrArray  *ids,
          GHashTable *due,
          GError    **error)
{
  for (guint i = 0; i < ids->len; i++)
    {
      char *id = g_ptr_array_index (ids, i);
      gboolean is_whole, is_due = g_hash_table_contains (due, id);

      _sl_tracker_tell_step (self->sync, SL_KIND_DOCUMENT, FALSE, i, ids->len);
      if (!pull_of_application (self, id, g_hash_table_lookup (due, id) != NULL, &is_whole, error))
        return FALSE;
      if (is_whole && is_due)
        g_ptr_array_add (self->read, id);
      if ((i + 1) % APPLICATIONS_AT_ONCE == 0 && !take_batch (self, error))
        return FALSE;
    }
  return TRUE;
}

/** _sl_tracker_pull_papers: takes over the papers and tags of the applications whose turn it is */
gboolean
_sl_tracker_pull_papers (SlTrackerSync *self,
                         GError       **error)
{
  g_autoptr (GPtrArray) ids = self->port->read (self->port, read_applications, self, error);
  g_autoptr (GHashTable) due = ids != NULL ? self->port->read (self->port, read_papers_due, NULL, error) : NULL;
  g_auto (Batch) batch = { 0 };
  gboolean done;

  batch_init (&batch, self);
  if (due == NULL)
    return FALSE;
  done = pull_all (&batch, ids, due, error);
  /* What was read before something went wrong isn't to be read again: a server that breaks off each time would never be read to its end. */
  return take_batch (&batch, done ? error : NULL) && done;
}
