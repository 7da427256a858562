/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of sl_store_check() that replays the journal: all entries, record by record, beside the rows in the same
 * order. What the journal says last about a field must be what the row holds. */

#define G_LOG_DOMAIN "sl-check-journal"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-check.h"
#include "sl-journal.h"
#include "sl-table.h"

/* What the journal has told so far about one record. */
typedef struct {
  SlKind kind;
  gint64 pk;
  gboolean inserted; /* ever */
  gboolean living;   /* not deleted for good */
  guint64 known;     /* fields of values */
  SlRecord *values;
  gboolean torn;     /* an entry doesn't begin where the one before ended */
} Story;

typedef struct {
  SlConnection *connection;
  GPtrArray *problems;
  GCancellable *cancellable;
  guint n_told;
  SlStatement *rows; /* of the kind at hand, in order of pk */
  gboolean at_row;
} Check;

static void
tell (Check      *self,
      const char *format,
      SlKind      kind,
      gint64      pk)
{
  if (self->n_told++ >= SL_CHECK_MAX_TOLD)
    return;

  g_autofree char *name = g_strdup_printf ("%s %" G_GINT64_FORMAT, sl_kind_get_info (kind)->name, pk);
  g_auto (GStrv) around = g_strsplit (format, "%s", 2);
  g_ptr_array_add (self->problems, g_strjoinv (name, around));
}

static void
story_begin (Story  *self,
             SlKind  kind,
             gint64  pk)
{
  *self = (Story) { .kind = kind, .pk = pk, .values = sl_record_new_blank (kind) };
}

static void
learn (Story         *self,
       guint          field,
       const SlValue *before,
       const SlValue *now)
{
  guint64 bit = SL_TABLE_BIT (field);

  if ((self->known & bit) && !sl_value_equal (sl_record_get_value (self->values, field), before))
    self->torn = TRUE;
  sl_record_set_value (self->values, field, now);
  self->known |= bit;
}

static gboolean
learn_field (guint          field,
             const SlValue *before,
             const SlValue *after,
             gpointer       data,
             GError       **error)
{
  learn (data, field, before, after);
  return TRUE;
}

/* What was deleted comes back, if it does, as it was. */
static gboolean
learn_deleted (guint          field,
               const SlValue *before,
               const SlValue *after,
               gpointer       data,
               GError       **error)
{
  learn (data, field, before, before);
  return TRUE;
}

static gboolean
story_add (Story              *self,
           const SlJournalRow *row,
           GError            **error)
{
  switch (row->op)
    {
    case SL_OP_INSERT:
      self->torn = self->torn || self->living;
      self->inserted = self->living = TRUE;
      return TRUE;
    case SL_OP_DELETE:
      self->torn = self->torn || !self->living;
      self->living = FALSE;
      return sl_journal_foreach_field (row->kind, row->fields, learn_deleted, self, error);
    case SL_OP_UPDATE:
    default:
      self->torn = self->torn || !self->living;
      /* It belonged then to what was deleted for good since: what it was made nobody knows any more. */
      if (row->fields == NULL)
        self->known = 0;
      return sl_journal_foreach_field (row->kind, row->fields, learn_field, self, error);
    }
}

static gboolean
begin_rows (Check   *self,
            SlKind   kind,
            GError **error)
{
  g_autofree char *sql = g_strconcat (sl_table_get_select (kind), " ORDER BY a.pk", NULL);
  g_autoptr (GError) local = NULL;

  self->rows = sl_connection_prepare (self->connection, sql, error);
  if (self->rows == NULL)
    return FALSE;
  self->at_row = sl_statement_step (self->rows, &local);
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Rows before @pk have no story. */
static gboolean
skip_rows (Check   *self,
           SlKind   kind,
           gint64   pk,
           GError **error)
{
  g_autoptr (GError) local = NULL;

  while (self->at_row && sl_statement_get_integer (self->rows, 0) < pk)
    {
      tell (self, _("The journal knows nothing of %s."), kind, sl_statement_get_integer (self->rows, 0));
      self->at_row = sl_statement_step (self->rows, &local);
    }
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
differs (Story    *story,
         SlRecord *record)
{
  guint n_fields = sl_kind_get_info (story->kind)->n_fields;

  for (guint i = 0; i < n_fields; i++)
    if ((story->known & SL_TABLE_BIT (i)) &&
        !sl_value_equal (sl_record_get_value (story->values, i), sl_record_get_value (record, i)))
      return TRUE;
  return FALSE;
}

static gboolean
story_end (Check   *self,
           Story   *story,
           GError **error)
{
  g_autoptr (SlRecord) values = g_steal_pointer (&story->values);
  g_autoptr (GError) local = NULL;

  story->values = values;
  if (!skip_rows (self, story->kind, story->pk, error))
    return FALSE;

  gboolean there = self->at_row && sl_statement_get_integer (self->rows, 0) == story->pk;
  if (!story->inserted)
    tell (self, _("The journal doesn’t tell how %s came to be."), story->kind, story->pk);
  else if (there != story->living)
    tell (self, there ? _("%s is there, but the journal says it was deleted.") : _("%s is missing."), story->kind, story->pk);
  if (story->torn)
    tell (self, _("The journal of %s has a gap."), story->kind, story->pk);

  if (there)
    {
      g_autoptr (SlRecord) record = sl_table_read_row (self->rows, story->kind);
      if (story->living && differs (story, record))
        tell (self, _("%s isn’t what the journal says."), story->kind, story->pk);
      self->at_row = sl_statement_step (self->rows, &local);
    }
  story->values = NULL;
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
check_kind (Check   *self,
            SlKind   kind,
            GError **error)
{
  SlStatement *statement = sl_connection_prepare (self->connection,
                                                  "SELECT entry, kind, op, pk, application_pk, fields FROM journal"
                                                  " WHERE kind = ? ORDER BY pk, entry", error);
  g_autoptr (GError) local = NULL;
  Story story = { 0 };

  if (statement == NULL || !begin_rows (self, kind, error))
    return FALSE;

  sl_statement_bind_integer (statement, 1, kind);
  while (local == NULL && sl_statement_step (statement, &local))
    {
      SlJournalRow row;
      sl_journal_get_row (statement, &row);
      if (story.values != NULL && story.pk != row.pk && !story_end (self, &story, &local))
        break;
      if (story.values == NULL)
        story_begin (&story, kind, row.pk);
      if (!story_add (&story, &row, &local))
        break;
    }
  if (local == NULL && story.values != NULL)
    story_end (self, &story, &local);
  if (local == NULL)
    skip_rows (self, kind, G_MAXINT64, &local);

  g_clear_object (&story.values);
  sl_statement_reset (statement);
  sl_statement_reset (self->rows);
  if (local == NULL)
    return !g_cancellable_set_error_if_cancelled (self->cancellable, error);

  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* The entries of a step lie together, and none belongs to no step. */
static void
check_steps (Check *self)
{
  gint64 n = sl_connection_get_integer (self->connection,
                                        "SELECT count (*) FROM txn WHERE last_entry - first_entry + 1 <>"
                                        " (SELECT count (*) FROM journal WHERE entry BETWEEN first_entry AND last_entry"
                                        "  AND txn_id = txn.id)", 0);
  gint64 strays = sl_connection_get_integer (self->connection,
                                             "SELECT (SELECT count (*) FROM journal) -"
                                             " (SELECT coalesce (sum (last_entry - first_entry + 1), 0) FROM txn)", 0);
  if (n != 0 || strays != 0)
    g_ptr_array_add (self->problems, g_strdup (_("Steps of the journal are incomplete.")));
}

gboolean
sl_check_journal (SlConnection *connection,
                  GPtrArray    *problems,
                  GCancellable *cancellable,
                  GError      **error)
{
  Check self = { connection, problems, cancellable, 0, NULL, FALSE };

  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    if (!check_kind (&self, kind, error))
      return FALSE;
  check_steps (&self);
  return TRUE;
}
