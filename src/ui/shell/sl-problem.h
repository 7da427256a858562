/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where an error is shown that isn't told by a toast: on a page in place of what couldn't be read, or on a banner. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

void sl_problem_show_page   (AdwStatusPage *page,
                             const GError  *error);
void sl_problem_show_banner (AdwBanner     *banner,
                             SlViewState   *state,
                             const GError  *error,
                             const char    *deed);

G_END_DECLS
