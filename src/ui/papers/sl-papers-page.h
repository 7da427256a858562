/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Résumé versions with what came of them, and the documents of all applications. Owned by the window. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_PAPERS_PAGE (sl_papers_page_get_type ())
G_DECLARE_FINAL_TYPE (SlPapersPage, sl_papers_page, SL, PAPERS_PAGE, AdwNavigationPage)

GtkWidget *sl_papers_page_new (SlViewState *state);

G_END_DECLS
