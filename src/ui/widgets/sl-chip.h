/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A removable chip: an optional coloured dot, a word, and a button that takes it away. For active filters and an
 * application's tags. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SL_TYPE_CHIP (sl_chip_get_type ())
G_DECLARE_FINAL_TYPE (SlChip, sl_chip, SL, CHIP, GtkWidget)

/* Properties: "label" (string), "color" (string, nullable: "#3584e4"), "remove-label" (string, nullable: tooltip and
 * accessible name of the button; NULL: no button). Signal: "remove" (SlChip *). */
GtkWidget *sl_chip_new (const char *label, const char *color, const char *remove_label);

G_END_DECLS
