/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cells of the table: a factory for each column. Written in C and not as templates in .ui, because GTK makes some
 * two hundred rows at once and a parsed template for each cell was half of the time to the first rows. */

#pragma once

#include <gtk/gtk.h>

#include "sl-row.h"

G_BEGIN_DECLS

/* @id: of a column. The pills of "status" call @status_clicked (SlStatusPill *, SlItem *, data). NULL for unknown ids. */
typedef void (*SlStatusClickedFunc) (GtkWidget *pill, gpointer item, gpointer data);
GtkListItemFactory *sl_list_cells_new_factory (const char *id, SlStatusClickedFunc status_clicked, gpointer data);

/* Gives rows their accessible name; for gtk_column_view_set_row_factory(). */
GtkListItemFactory *sl_list_cells_new_row_factory (void);

/* Two-line rows for GtkListView. @opened (pill unused) is called on a tap. */
GtkListItemFactory *sl_list_cells_new_narrow_factory (SlStatusClickedFunc status_clicked, SlStatusClickedFunc opened, gpointer data);

G_END_DECLS
