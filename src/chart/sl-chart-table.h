/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chart's numbers as text in rows and columns, equal to the drawing: for screen readers, copying and CSV. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SlChartTable SlChartTable;

/* Headers are translated and copied. (transfer full) */
SlChartTable *sl_chart_table_new (const char *first_header, ...) G_GNUC_NULL_TERMINATED;
/* @self (transfer full) (nullable) */
void sl_chart_table_free (SlChartTable *self);
/* Adds a row of as many cells as there are headers; each cell is copied. */
void sl_chart_table_add (SlChartTable *self, const char *first_cell, ...) G_GNUC_NULL_TERMINATED;
/* Columns of numbers are aligned at their end. */
void sl_chart_table_set_numeric (SlChartTable *self, guint column, gboolean numeric);

/* Rows and columns count from 0; headers are no row. Texts are the table's own. */
guint sl_chart_table_get_n_columns (SlChartTable *self);
guint sl_chart_table_get_n_rows (SlChartTable *self);
const char *sl_chart_table_get_header (SlChartTable *self, guint column);
const char *sl_chart_table_get_cell (SlChartTable *self, guint row, guint column);
gboolean sl_chart_table_is_numeric (SlChartTable *self, guint column);
/* With headers, quoted as needed; ',' gives CSV, '\t' what spreadsheets paste. */
char *sl_chart_table_to_text (SlChartTable *self, char delimiter);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlChartTable, sl_chart_table_free)

G_END_DECLS
