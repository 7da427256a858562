/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws a scene on the screen. Paths and text layouts are made once a scene. */

#pragma once

#include <gtk/gtk.h>

#include "sl-scene.h"

G_BEGIN_DECLS

typedef struct _SlChartSnapshot SlChartSnapshot;

/* Takes @scene. @context: as the scene was measured with. */
SlChartSnapshot *sl_chart_snapshot_new (SlScene *scene, PangoContext *context);
void sl_chart_snapshot_free (SlChartSnapshot *self);
SlScene *sl_chart_snapshot_get_scene (SlChartSnapshot *self);
/* @active: the region to bring out, or -1. */
void sl_chart_snapshot_draw (SlChartSnapshot *self, GtkSnapshot *snapshot, SlStyle style, int active);

/* The ring around a region that has the keyboard's focus. */
void sl_chart_snapshot_draw_focus (SlChartSnapshot *self, GtkSnapshot *snapshot, SlStyle style, int region);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlChartSnapshot, sl_chart_snapshot_free)

G_END_DECLS
