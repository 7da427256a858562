/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws a scene with cairo, for files. */

#pragma once

#include <cairo.h>

#include "sl-scene.h"

G_BEGIN_DECLS

/* The scene's corner comes to the current origin. @context: as the scene was measured with. */
void sl_scene_draw_cairo (SlScene *self, cairo_t *cairo, SlStyle style, PangoContext *context);

G_END_DECLS
