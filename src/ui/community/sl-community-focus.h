/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps the keyboard focus on the same thing when the rows of a part of the community are made anew: what may have it carries a
 * key that is the same again. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void sl_community_focus_mark (GtkWidget *widget, const char *kind, const char *id);

GPtrArray *sl_community_focus_find     (GtkWidget *box, GtkWidget *focus);
gboolean   sl_community_focus_give     (GtkWidget *box, GPtrArray *way);
GHashTable *sl_community_focus_list    (GtkWidget *box);
gboolean   sl_community_focus_give_new (GtkWidget *box, GHashTable *keys);

G_END_DECLS
