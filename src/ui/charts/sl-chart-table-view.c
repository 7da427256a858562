/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-chart-table-view.h. Rows are list items that hold their number; cells look their text up in the table. */

#define G_LOG_DOMAIN "sl-chart-table-view"

#include "config.h"

#include "sl-chart-table-view.h"

typedef struct {
  SlChartTable *table; /* the view's */
  guint column;
} Cell;

static void
setup_cell_cb (GtkSignalListItemFactory *factory,
               GtkColumnViewCell        *cell,
               Cell                     *place)
{
  GtkWidget *label = gtk_label_new (NULL);
  gboolean numeric = sl_chart_table_is_numeric (place->table, place->column);

  gtk_label_set_xalign (GTK_LABEL (label), numeric ? 1 : 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (label), numeric ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
  if (numeric)
    gtk_widget_add_css_class (label, "numeric");
  gtk_column_view_cell_set_focusable (cell, FALSE);
  gtk_column_view_cell_set_child (cell, label);
}

static void
bind_cell_cb (GtkSignalListItemFactory *factory,
              GtkColumnViewCell        *cell,
              Cell                     *place)
{
  guint row = gtk_column_view_cell_get_position (cell);
  gtk_label_set_label (GTK_LABEL (gtk_column_view_cell_get_child (cell)), sl_chart_table_get_cell (place->table, row, place->column));
}

static void
add_column (GtkColumnView *view,
            SlChartTable  *table,
            guint          column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  Cell *place = g_new (Cell, 1);
  GtkColumnViewColumn *made;

  *place = (Cell) { table, column };
  g_signal_connect_data (factory, "setup", G_CALLBACK (setup_cell_cb), place, (GClosureNotify) (GCallback) g_free, 0);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cell_cb), place);
  made = gtk_column_view_column_new (sl_chart_table_get_header (table, column), factory);
  gtk_column_view_column_set_expand (made, column == 0);
  gtk_column_view_column_set_resizable (made, TRUE);
  gtk_column_view_append_column (view, made);
  g_object_unref (made);
}

/** sl_chart_table_view_new: Returns: (transfer floating): a view that owns @table; @label names it for screen readers */
GtkWidget *
sl_chart_table_view_new (SlChartTable *table,
                         const char   *label)
{
  GtkStringList *rows = gtk_string_list_new (NULL);

  for (guint i = 0; i < sl_chart_table_get_n_rows (table); i++)
    gtk_string_list_append (rows, sl_chart_table_get_cell (table, i, 0));
  GtkWidget *view = gtk_column_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (rows))));

  g_object_set_data_full (G_OBJECT (view), "sl-chart-table", table, (GDestroyNotify) sl_chart_table_free);
  for (guint i = 0; i < sl_chart_table_get_n_columns (table); i++)
    add_column (GTK_COLUMN_VIEW (view), table, i);
  gtk_widget_add_css_class (view, "chart-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return view;
}
