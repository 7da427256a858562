/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everyone met on the way, with or without an application: found, reached, edited in place; from and to address books.
 * Owned by the window. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_PEOPLE_PAGE (sl_people_page_get_type ())
G_DECLARE_FINAL_TYPE (SlPeoplePage, sl_people_page, SL, PEOPLE_PAGE, AdwNavigationPage)

GtkWidget *sl_people_page_new (SlViewState *state);

G_END_DECLS
