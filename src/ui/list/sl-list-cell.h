/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in each row's first cell: draws the company, or holds children. Knows its place in the list, so that a pointer or the focus can be traced back to
 * a row; GTK offers no other way. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SL_TYPE_LIST_CELL (sl_list_cell_get_type ())
G_DECLARE_FINAL_TYPE (SlListCell, sl_list_cell, SL, LIST_CELL, GtkWidget)

/* Property: "position" (uint; GTK_INVALID_LIST_POSITION while unbound). */
GtkWidget *sl_list_cell_new (void);
GtkWidget *sl_list_cell_new_box (int spacing);
void sl_list_cell_set_company (SlListCell *self, const char *company);
gboolean sl_list_cell_is_cut_off (SlListCell *self);
guint sl_list_cell_get_position (SlListCell *self);
/* The cell of the row that @widget stands in or is; NULL outside of rows. */
SlListCell *sl_list_cell_find (GtkWidget *widget, GtkWidget *top);
/* Calls @func with each bound cell below @top. */
void sl_list_cell_foreach (GtkWidget *top, void (*func) (SlListCell *cell, gpointer data), gpointer data);

G_END_DECLS
