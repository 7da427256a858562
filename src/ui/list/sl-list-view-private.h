/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the list share. Owned by SlListView. */

#pragma once

#include "sl-list-cell.h"
#include "sl-list-view.h"

G_BEGIN_DECLS

SlViewState *_sl_list_view_get_state (SlListView *self);
GtkSelectionModel *_sl_list_view_get_selection (SlListView *self);
guint _sl_list_view_get_n_rows (SlListView *self);
gint64 _sl_list_view_get_pk_at (SlListView *self, guint position);

/* The row that a key is about; GTK_INVALID_LIST_POSITION in an empty list. */
guint _sl_list_view_get_cursor (SlListView *self);
void _sl_list_view_set_cursor (SlListView *self, guint position, GtkListScrollFlags flags);
SlListCell *_sl_list_view_find_focus_cell (SlListView *self);

/* Whether rows are being picked one by one, and moving on leaves them selected. */
gboolean _sl_list_view_get_picking (SlListView *self);
/* Picks the row, or lets it go. */
void _sl_list_view_toggle (SlListView *self, guint position);
/* Selects the row under the cursor when nothing is selected; FALSE in an empty list. */
gboolean _sl_list_view_ensure_selection (SlListView *self);

/* sl-list-keys.c, for class_init and init only. */
void _sl_list_view_install_keys (GtkWidgetClass *widget_class);
/* The menu of a status pill: (SlStatusPill *, SlItem *, SlListView *). */
void _sl_list_view_status_clicked (GtkWidget *pill, gpointer item, gpointer data);
void _sl_list_view_watch_menus (SlListView *self, GtkWidget *list);

G_END_DECLS
