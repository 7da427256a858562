/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Shortlist prints: builders of documents. All return (transfer full). */

#pragma once

#include "sl-offers.h"
#include "sl-pack.h"
#include "sl-print-doc.h"
#include "sl-report.h"

G_BEGIN_DECLS

/* @columns: bits of 1 << SlReportColumnId; @name: (nullable): whose search it is. */
SlPrintDoc *sl_print_report (SlReport *report, guint columns, const char *name);
/* @offers: (element-type SlOffer): the first SL_OFFERS_MAX of them; @currency: what they are compared in. */
SlPrintDoc *sl_print_offers (GPtrArray *offers, SlRates *rates, const char *currency, SlDay today);
/* @own_zone: the person's time zone. */
SlPrintDoc *sl_print_pack (SlPack *pack, GTimeZone *own_zone);

G_END_DECLS
