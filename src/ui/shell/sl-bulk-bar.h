/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bar under list and board while several applications are selected: how many, and what can be done with them. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_BULK_BAR (sl_bulk_bar_get_type ())
G_DECLARE_FINAL_TYPE (SlBulkBar, sl_bulk_bar, SL, BULK_BAR, AdwBin)

void sl_bulk_bar_set_state (SlBulkBar *self, SlViewState *state);

G_END_DECLS
