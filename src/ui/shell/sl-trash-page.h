/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Trash: applications that were deleted, to look at and bring back. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_TRASH_PAGE (sl_trash_page_get_type ())
G_DECLARE_FINAL_TYPE (SlTrashPage, sl_trash_page, SL, TRASH_PAGE, AdwNavigationPage)

GtkWidget *sl_trash_page_new (SlViewState *state);

G_END_DECLS
