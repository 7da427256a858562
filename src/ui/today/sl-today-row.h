/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Something that waits today, with what can be done about it: buttons, and keys while the row has the focus. Its deeds
 * go through the window's view state. Owned by the group it is in. */

#pragma once

#include <adwaita.h>

#include "sl-today.h"
#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_TODAY_ROW (sl_today_row_get_type ())
G_DECLARE_FINAL_TYPE (SlTodayRow, sl_today_row, SL, TODAY_ROW, AdwActionRow)

/* All (transfer floating). */
GtkWidget *sl_today_row_new_due (SlViewState *state, SlDue *due);        /* to be done or put off */
GtkWidget *sl_today_row_new_occasion (SlViewState *state, SlDue *due);   /* only to be opened; a saved job also to be converted */
GtkWidget *sl_today_row_new_quiet (SlViewState *state, SlQuiet *quiet);
GtkWidget *sl_today_row_new_answered (SlViewState *state, SlRecord *application);

/* What it is about, to find it again when the page was made anew. (transfer none) */
const char *sl_today_row_get_key (SlTodayRow *self);

G_END_DECLS
