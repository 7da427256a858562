/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Offers as columns beside each other, their rows named above them. Owned by SlOfferDesk. */

#pragma once

#include <adwaita.h>

#include "sl-offers.h"

G_BEGIN_DECLS

/* Fills @grid with @offers (element-type SlOffer), compared in @currency. A company's name opens its application. */
void sl_offer_columns_fill (GtkGrid *grid, GPtrArray *offers, SlRates *rates, const char *currency, SlDay today);

G_END_DECLS
