/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes the plan of a spreadsheet: maps every row and looks for its twins. */

#define G_LOG_DOMAIN "sl-import-plan-table"

#include "config.h"

#include "sl-import-plan-private.h"
#include "sl-text.h"

#define LOOK_UP_EVERY 512

static void
report_cb (guint          line,
           int            column,
           SlImportTarget target,
           const char    *message,
           gpointer       data)
{
  _sl_import_plan_add_issue (data, line, column, message);
}

static gboolean
is_blank_row (const SlCsvRow *row)
{
  for (guint i = 0; i < row->n_cells; i++)
    if (row->lengths[i] > 0 && !sl_text_is_blank (row->cells[i]))
      return FALSE;
  return TRUE;
}

/* Rows of this file are tagged below 0: -1 for the first. */
static void
judge (SlImportPlan    *self,
       SlImportTwins   *twins,
       SlImportPlanRow *row)
{
  SlImportLikeness likeness = SL_IMPORT_LIKENESS_NONE;
  gint64 tag = 0;

  if (row->application == NULL)
    {
      row->verdict = SL_IMPORT_VERDICT_SKIPPED;
      return;
    }
  if (twins != NULL)
    likeness = sl_import_twins_add (twins, row->application, row->tags, -1 - (gint64) self->rows->len, &tag);
  if (likeness == SL_IMPORT_LIKENESS_NONE)
    return;
  row->verdict = likeness == SL_IMPORT_LIKENESS_SAME ? SL_IMPORT_VERDICT_SAME : SL_IMPORT_VERDICT_SIMILAR;
  if (tag < 0)
    row->twin_line = sl_import_plan_get_row (self, (guint) (-1 - tag))->line;
  else
    row->twin_pk = tag;
}

static void
add_form_warnings (SlImportPlan  *self,
                   SlImportTable *table)
{
  for (guint i = 0; i < sl_import_table_get_n_warnings (table); i++)
    {
      guint line;
      const char *text = sl_import_table_get_warning (table, i, &line);

      _sl_import_plan_add_issue (self, line, -1, text);
    }
}

SlImportPlan *
_sl_import_plan_table (SlImportTable          *table,
                       const SlImportMapping  *mapping,
                       SlClock                *clock,
                       SlImportTwins          *twins,
                       guint                   limit,
                       SlImportProgress        progress,
                       gpointer                progress_data,
                       GCancellable           *cancellable,
                       GError                **error)
{
  g_autoptr (SlImportPlan) self = _sl_import_plan_new ();
  g_autoptr (SlImportMapper) mapper = sl_import_mapper_new (table, mapping, clock, report_cb, self);
  g_autoptr (SlCsvReader) reader = sl_import_table_read (table);
  SlCsvRow row;

  add_form_warnings (self, table);
  while ((limit == 0 || self->rows->len < limit) && sl_csv_reader_next (reader, &row))
    {
      SlImportPlanRow planned = { 0 };
      SlImportMapped mapped;

      if (self->rows->len % LOOK_UP_EVERY == 0)
        {
          if (g_cancellable_set_error_if_cancelled (cancellable, error))
            return NULL;
          if (progress != NULL)
            progress (sl_csv_reader_get_progress (reader), progress_data);
        }
      if (is_blank_row (&row))
        continue;
      planned.line = row.line;
      sl_import_mapper_map (mapper, &row, &mapped);
      planned.application = mapped.application;
      planned.tags = mapped.tags;
      planned.skip = mapped.skip;
      judge (self, twins, &planned);
      self->counts[planned.verdict]++;
      g_array_append_val (self->rows, planned);
    }
  return g_steal_pointer (&self);
}
