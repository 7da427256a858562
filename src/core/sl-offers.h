/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Offers beside each other: what each is worth a year in one currency, how long there is to answer, and the table of both
 * that window, paper and command line show. */

#pragma once

#include "sl-connection.h"
#include "sl-kinds.h"
#include "sl-record.h"
#include "sl-date.h"
#include "sl-rates.h"

G_BEGIN_DECLS

/* So many fit beside each other. */
#define SL_OFFERS_MAX 4

#define SL_TYPE_OFFER (sl_offer_get_type ())
G_DECLARE_FINAL_TYPE (SlOffer, sl_offer, SL, OFFER, GObject)

/* Immutable. */
SlOffer *sl_offer_new (SlRecord *application, SlRecord *outcome);
SlRecord *sl_offer_get_application (SlOffer *self);
SlRecord *sl_offer_get_outcome (SlOffer *self);
const char *sl_offer_get_company (SlOffer *self);
const char *sl_offer_get_role (SlOffer *self);
const char *sl_offer_get_currency (SlOffer *self);
/* Whether it still waits for the person's answer. */
gboolean sl_offer_is_open (SlOffer *self);
SlDay sl_offer_get_deadline (SlOffer *self);

/**
 * SlOfferWorth: what an offer is worth in a year, in the currency that was asked for; each -1 when it isn't known.
 * @bonus: as far as the text says an amount or a share of the salary
 * @total: of the first year
 * @missing_rate: amounts are there, but no rate for their currency
 */
typedef struct {
  double salary;
  double bonus;
  double total;
  gboolean missing_rate;
} SlOfferWorth;

void sl_offer_get_worth (SlOffer *self, SlRates *rates, const char *currency, SlOfferWorth *worth);
/* "3 days left", "today", "2 days ago". (transfer full), "" without a deadline */
char *sl_offer_describe_deadline (SlOffer *self, SlDay today);

/** SlOfferRowKind: what a row of the table says. */
typedef enum {
  SL_OFFER_ROW_STATUS,
  SL_OFFER_ROW_SALARY,
  SL_OFFER_ROW_SALARY_COMPARED,
  SL_OFFER_ROW_BONUS,
  SL_OFFER_ROW_TOTAL,
  SL_OFFER_ROW_EQUITY,
  SL_OFFER_ROW_BENEFITS,
  SL_OFFER_ROW_PLACE,
  SL_OFFER_ROW_START,
  SL_OFFER_ROW_DEADLINE,
  SL_OFFER_ROW_NEGOTIATION,
  SL_OFFER_ROW_NOTES,
} SlOfferRowKind;

/**
 * SlOfferRow: one line of the table.
 * @cells: a text for each offer, "" where there is nothing to say
 * @best: which cell is the best of them, or -1
 */
typedef struct {
  SlOfferRowKind kind;
  char *label;
  char **cells;
  int best;
} SlOfferRow;

/* (element-type SlOfferRow): rows that say nothing of any offer are left out. */
GPtrArray *sl_offers_compare (GPtrArray *offers, SlRates *rates, const char *currency, SlDay today);
/* The currency most of them are in. (nullable) */
const char *sl_offers_find_currency (GPtrArray *offers);
/* (element-type utf8): those that need a rate to be compared in @currency, each once. (transfer full) */
GPtrArray *sl_offers_list_foreign (GPtrArray *offers, const char *currency);
/* (element-type SlOffer): open ones first, the soonest deadline first; then the newest. For an SlReadFunc. */
GPtrArray *sl_offers_read (SlConnection *connection, GError **error);

G_END_DECLS
