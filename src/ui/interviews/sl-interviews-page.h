/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interviews board: what is in progress, in columns by interview step. The same board as on the Applications page, over
 * a query of its own. An application opens over it. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_INTERVIEWS_PAGE (sl_interviews_page_get_type ())
G_DECLARE_FINAL_TYPE (SlInterviewsPage, sl_interviews_page, SL, INTERVIEWS_PAGE, AdwNavigationPage)

GtkWidget *sl_interviews_page_new (SlViewState *state);

G_END_DECLS
