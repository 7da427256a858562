/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two seconds of confetti over a page, for an offer. Takes no clicks, makes no sound, says nothing; nothing happens where
 * the desktop has animations off. An overlay's child. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SL_TYPE_CELEBRATION (sl_celebration_get_type ())
G_DECLARE_FINAL_TYPE (SlCelebration, sl_celebration, SL, CELEBRATION, GtkWidget)

void sl_celebration_start (SlCelebration *self);

G_END_DECLS
