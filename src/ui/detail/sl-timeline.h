/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happened to an application, newest first, grouped by day: its events and where it began. Events are edited and
 * deleted here. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_TIMELINE (sl_timeline_get_type ())
G_DECLARE_FINAL_TYPE (SlTimeline, sl_timeline, SL, TIMELINE, AdwBin)

void sl_timeline_set_application (SlTimeline *self, SlViewState *state, const char *application_id);

G_END_DECLS
