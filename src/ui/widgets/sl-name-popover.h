/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small popover that asks for a name, and for a colour when there is one: renaming a tag, saving a filter. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @color is NULL when none was asked for. */
typedef void (*SlNamedFunc) (const char *name, const char *color, gpointer data);

void sl_name_popover_popup (GtkWidget *parent, const char *title, const char *name, const char *color, const char *button_label, SlNamedFunc named, gpointer data, GDestroyNotify data_free);

G_END_DECLS
