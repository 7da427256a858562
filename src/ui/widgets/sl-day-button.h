/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The calendar beside a field that holds a day: a flat button for the end of a row. */

#pragma once

#include <gtk/gtk.h>

#include "sl-date.h"

G_BEGIN_DECLS

/* The day that @owner's field holds now; SL_DAY_NONE: it holds none. */
typedef SlDay (*SlDayGetFunc) (gpointer owner);
typedef void (*SlDayPickedFunc) (gpointer owner, SlDay day);

GtkWidget *sl_day_button_new (GtkWidget *owner, const char *label, SlDayGetFunc get, SlDayPickedFunc picked);
void sl_day_button_append (GtkWidget *button, GtkWidget *child);

G_END_DECLS
