/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Saved Jobs page: postings to apply to later, as a list or as cards. Owned by SlWindow. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_SAVED_PAGE (sl_saved_page_get_type ())
G_DECLARE_FINAL_TYPE (SlSavedPage, sl_saved_page, SL, SAVED_PAGE, AdwNavigationPage)

GtkWidget *sl_saved_page_new (SlViewState *state);

G_END_DECLS
