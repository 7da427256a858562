/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Delete key on a row, for what its menu or its button does. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @row: a list's own widget for what has the focus; itself or in something in it. FALSE: the key isn't for it. */
typedef gboolean (*SlDeleteKeyFunc) (GtkWidget *row, gpointer data);

void sl_delete_key_add (GtkWidget *row, const char *action, const char *target);
void sl_delete_key_watch_list (GtkListView *list, SlDeleteKeyFunc func, gpointer data);

G_END_DECLS
