/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An application's tags as small coloured dots, their names on hover and for screen readers. */

#pragma once

#include <gtk/gtk.h>

#include "sl-row.h"

G_BEGIN_DECLS

#define SL_TYPE_TAG_DOTS (sl_tag_dots_get_type ())
G_DECLARE_FINAL_TYPE (SlTagDots, sl_tag_dots, SL, TAG_DOTS, GtkWidget)

/* Properties: "row" (SlRow, nullable). Or, for one dot, "color" ("#3584e4", nullable). */
GtkWidget *sl_tag_dots_new (void);
void sl_tag_dots_set_row (SlTagDots *self, SlRow *row);
void sl_tag_dots_set_color (SlTagDots *self, const char *color);

/* The same for widgets that draw themselves. */
int sl_tag_dots_get_row_width (SlRow *row);
void sl_tag_dots_draw_row (GtkSnapshot *snapshot, SlRow *row, const graphene_point_t *place, gboolean rtl);

#define SL_TAG_DOT_SIZE 9

G_END_DECLS
