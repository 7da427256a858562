/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The charts of the filtered applications: a grid of cards and the choice of the time window. Owned by the
 * Applications page. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_CHARTS_VIEW (sl_charts_view_get_type ())
G_DECLARE_FINAL_TYPE (SlChartsView, sl_charts_view, SL, CHARTS_VIEW, AdwBin)

GtkWidget *sl_charts_view_new (SlViewState *state);
void sl_charts_view_focus (SlChartsView *self);

G_END_DECLS
