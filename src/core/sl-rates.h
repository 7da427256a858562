/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exchange rates that the person entered, for comparing amounts in one currency. Nothing is looked up anywhere. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SlRates SlRates;

SlRates *sl_rates_new (void);
void sl_rates_free (SlRates *self);
/* What one @currency is worth in @other; 0 or less forgets it. Codes in either case. */
void sl_rates_set (SlRates *self, const char *currency, const char *other, double rate);
/* 0 when it isn't known; the way back counts too, and 1 for a currency in itself. */
double sl_rates_get (SlRates *self, const char *currency, const char *other);
gboolean sl_rates_convert (SlRates *self, double amount, const char *currency, const char *other, double *result);
/* As a{sd}, "CHF EUR" → 1.05, for keeping; and back, without what makes no sense. */
GVariant *sl_rates_to_variant (SlRates *self);
SlRates *sl_rates_from_variant (GVariant *variant);
/* Reads "1.05" or "1,05". FALSE: no rate. */
gboolean sl_rate_parse (const char *text, double *rate);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlRates, sl_rates_free)

G_END_DECLS
