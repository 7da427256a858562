/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything that happened to an application (sl-history.h), newest first, grouped by day, of all kinds or one. Events
 * are edited and deleted here. A long history is shown bit by bit as one scrolls down. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_TIMELINE (sl_timeline_get_type ())
G_DECLARE_FINAL_TYPE (SlTimeline, sl_timeline, SL, TIMELINE, AdwBin)

void sl_timeline_set_application (SlTimeline *self, SlViewState *state, const char *application_id);

G_END_DECLS
