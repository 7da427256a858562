/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tooltips of widgets that are made in code. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* gtk_widget_set_tooltip_text() for a @widget that may not be on the screen yet, at no cost. */
void sl_tooltip_set (GtkWidget *widget, const char *text);

G_END_DECLS
