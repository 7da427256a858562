/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A rating in stars, none to five: one stop for the Tab key, set with the arrows, the digits or a click (a click on the
 * last star takes the rating away), told to screen readers as a slider. Or only shown, where it isn't editable. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SL_RATING_MAX 5

#define SL_TYPE_RATING (sl_rating_get_type ())
G_DECLARE_FINAL_TYPE (SlRating, sl_rating, SL, RATING, GtkWidget)

/* Properties: "value" (uint: 0 none, to SL_RATING_MAX), "editable" (boolean), "label" (what is rated; the accessible
 * name). */

GtkWidget *sl_rating_new (const char *label);
guint sl_rating_get_value (SlRating *self);
void sl_rating_set_value (SlRating *self, guint value);

G_END_DECLS
