/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The popover in which a status is chosen, with the tones and the one that holds now ticked. Pops up at a widget and
 * goes away by itself. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef void (*SlStatusChosenFunc) (const char *status, gpointer data);

/* Pops up at @parent; @chosen gets the new status; nothing when dismissed or the present one is chosen. */
void sl_status_menu_popup (GtkWidget *parent, const char *present, SlStatusChosenFunc chosen, gpointer data, GDestroyNotify data_free);

G_END_DECLS
