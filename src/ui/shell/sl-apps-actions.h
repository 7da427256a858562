/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The "apps." actions about selected applications for pages beside the Applications page: move, priority, tags, Trash,
 * export, selection. "apps.open", "apps.edit" and "apps.remind" (x: pk, -1: the selected one) are the page's own. */

#pragma once

#include "sl-view-state.h"

G_BEGIN_DECLS

void sl_apps_actions_install (GtkWidgetClass *widget_class);
void sl_apps_actions_set_state (GtkWidget *page, SlViewState *state);

G_END_DECLS
