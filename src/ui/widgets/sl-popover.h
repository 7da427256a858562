/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Popovers that are made when asked for and go away by themselves: lists of thousands of rows carry none. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Shows @popover (taken) at the point @x, @y of @parent, or at the whole of it when @x is negative, and destroys it
 * when it has closed. */
void sl_popover_show_at (GtkWidget *popover, GtkWidget *parent, double x, double y);

/* Whether one of them is open: no tooltip may come up over it. */
gboolean sl_popover_is_shown (void);

/* Calls @func (widget, x, y, data) on a secondary click, a long press and the Menu key (x = -1) on @widget. */
typedef void (*SlMenuFunc) (GtkWidget *widget, double x, double y, gpointer data);
void sl_popover_watch_menu (GtkWidget *widget, SlMenuFunc func, gpointer data);

/* Gives @button its menu when the frame is painted in which it comes into sight, or when it is opened before that: the widgets
 * of a menu cost as much as all that stands around its button. */
void sl_menu_button_set_menu (GtkMenuButton *button, GMenuModel *menu);

G_END_DECLS
