/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each column is looked at once, however often the mapping changes. */

#define G_LOG_DOMAIN "sl-import-dates"

#include "config.h"

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
  SlDateOrder others = SL_DATE_ORDER_UNKNOWN;
  gboolean others_agree = TRUE, settled = TRUE;

  for (guint i = 0; i < mapping->n_columns; i++)
    {
      Column *column;

      if (!sl_import_target_is_date (mapping->targets[i]))
        continue;
      column = look_at (self, i);
      mapping->orders[i] = column->order;
      if (column->open || (column->order != SL_DATE_ORDER_DMY && column->order != SL_DATE_ORDER_MDY))
        continue;
      others_agree = others_agree && (others == SL_DATE_ORDER_UNKNOWN || others == column->order);
      others = column->order;
    }
  for (guint i = 0; i < mapping->n_columns; i++)
    {
      if (!sl_import_target_is_date (mapping->targets[i]) || !look_at (self, i)->open)
        continue;
      mapping->orders[i] = answer != SL_DATE_ORDER_UNKNOWN ? answer : others_agree ? others : SL_DATE_ORDER_UNKNOWN;
      if (mapping->orders[i] == SL_DATE_ORDER_UNKNOWN && settled)
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
