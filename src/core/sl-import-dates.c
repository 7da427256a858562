/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each column is looked at once, however often the mapping changes. */

#define G_LOG_DOMAIN "sl-import-dates"

#include "config.h"

#include "sl-import-content.h"
#include "sl-import-dates.h"
#include "sl-import-guess.h"

typedef struct {
  gboolean known;
  gboolean open; /* has to be asked, as far as the column alone tells */
  SlDateOrder order;
  char *example;
} Column;

struct _SlImportDates {
  SlImportTable *table;
  GArray *columns; /* Column */
};

static void
clear_column (gpointer data)
{
  g_free (((Column *) data)->example);
}

/** sl_import_dates_new: Returns: (transfer full): the dates of @table, none looked at yet */
SlImportDates *
sl_import_dates_new (SlImportTable *table)
{
  SlImportDates *self = g_new0 (SlImportDates, 1);

  self->table = sl_import_table_ref (table);
  self->columns = g_array_new (FALSE, TRUE, sizeof (Column));
  g_array_set_size (self->columns, sl_import_table_get_n_columns (table));
  g_array_set_clear_func (self->columns, clear_column);
  return self;
}

/** sl_import_dates_free: frees @self */
void
sl_import_dates_free (SlImportDates *self)
{
  sl_import_table_unref (self->table);
  g_array_unref (self->columns);
  g_free (self);
}

static Column *
look_at (SlImportDates *self,
         guint          number)
{
  Column *column = &g_array_index (self->columns, Column, number);
  g_autoptr (GPtrArray) values = NULL;
  SlDateGuess guess;

  if (column->known)
    return column;
  column->known = TRUE;
  column->order = sl_import_guess_header_order (sl_import_table_get_column (self->table, number)->header);
  values = sl_import_table_collect (self->table, number);
  sl_date_guess_column ((const char *const *) values->pdata, values->len, &guess);
  if (guess.first_ambiguous >= 0)
    column->example = g_strdup (values->pdata[guess.first_ambiguous]);
  /* What the heading says is asked no more, unless the cells say the contrary. */
  if (column->order != SL_DATE_ORDER_UNKNOWN && (guess.undecidable || guess.order == column->order))
    return column;
  column->order = guess.order;
  column->open = guess.undecidable;
  return column;
}

/* Whether the first cells of a column that goes elsewhere are dates too. */
static gboolean
holds_dates (SlImportDates *self,
             guint          number)
{
  GPtrArray *samples = sl_import_table_get_column (self->table, number)->samples;
  guint n = MIN (samples->len, 10), n_dates = 0;

  for (guint i = 0; i < n; i++)
    n_dates += sl_import_looks_like_date (samples->pdata[i]);
  return n > 0 && n_dates * 2 >= n;
}

/* The order that the other columns with dates agree on: one person wrote them all. */
static SlDateOrder
look_elsewhere (SlImportDates         *self,
                const SlImportMapping *mapping)
{
  SlDateOrder found = SL_DATE_ORDER_UNKNOWN;

  for (guint i = 0; i < mapping->n_columns; i++)
    {
      const Column *column;

      if (!sl_import_target_is_date (mapping->targets[i]) && !holds_dates (self, i))
        continue;
      column = look_at (self, i);
      if (column->open || (column->order != SL_DATE_ORDER_DMY && column->order != SL_DATE_ORDER_MDY))
        continue;
      if (found != SL_DATE_ORDER_UNKNOWN && found != column->order)
        return SL_DATE_ORDER_UNKNOWN;
      found = column->order;
    }
  return found;
}

/**
 * sl_import_dates_settle:
 * @self: a table's dates
 * @mapping: the mapping; its orders are filled in
 * @answer: what the person said, or %SL_DATE_ORDER_UNKNOWN
 * @out_column: (out) (optional): the column that has to be asked about
 *
 * Returns: whether all orders are known
 */
gboolean
sl_import_dates_settle (SlImportDates   *self,
                        SlImportMapping *mapping,
                        SlDateOrder      answer,
                        guint           *out_column)
{
  SlDateOrder elsewhere = SL_DATE_ORDER_UNKNOWN;
  gboolean looked = FALSE, settled = TRUE;

  for (guint i = 0; i < mapping->n_columns; i++)
    {
      const Column *column;

      if (!sl_import_target_is_date (mapping->targets[i]))
        continue;
      column = look_at (self, i);
      mapping->orders[i] = column->open ? answer : column->order;
      if (!column->open || answer != SL_DATE_ORDER_UNKNOWN)
        continue;
      if (!looked)
        elsewhere = look_elsewhere (self, mapping);
      looked = TRUE;
      mapping->orders[i] = elsewhere;
      if (elsewhere == SL_DATE_ORDER_UNKNOWN && settled)
        {
          settled = FALSE;
          if (out_column != NULL)
            *out_column = i;
        }
    }
  return settled;
}

/** sl_import_dates_get_example: Returns: (transfer full) (nullable): a date of @column that can be read in two ways */
char *
sl_import_dates_get_example (SlImportDates *self,
                             guint          column)
{
  return g_strdup (look_at (self, column)->example);
}
