/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks how it ended, when cards are moved to the closed ones. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef void (*SlEndingFunc) (const char *outcome, gpointer data);

/* @chosen gets the word of the outcome, static; nothing when the person thought better of it. */
void sl_board_ask_ending (GtkWidget *parent, guint n_applications, SlEndingFunc chosen, gpointer data, GDestroyNotify data_free);

G_END_DECLS
