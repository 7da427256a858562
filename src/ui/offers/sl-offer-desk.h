/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The offer desk: two to four offers side by side, in one currency with rates that the person enters, to be printed. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_OFFER_DESK (sl_offer_desk_get_type ())
G_DECLARE_FINAL_TYPE (SlOfferDesk, sl_offer_desk, SL, OFFER_DESK, AdwDialog)

AdwDialog *sl_offer_desk_new (SlViewState *state);

G_END_DECLS
