/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-offers.h. The table is in sl-offers-compare.c. */
#define G_LOG_DOMAIN "sl-offers"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-money.h"
#include "sl-offers.h"
#include "sl-text.h"
#include "sl-store-query.h"

/* A smaller figure without a currency is no money: "13th salary", "2 days". */
#define MIN_BARE_AMOUNT 100

struct _SlOffer {
  GObject parent_instance;

  SlRecord *application;
  SlRecord *outcome;
};

G_DEFINE_FINAL_TYPE (SlOffer, sl_offer, G_TYPE_OBJECT)

static void
sl_offer_finalize (GObject *object)
{
  SlOffer *self = SL_OFFER (object);

  g_clear_object (&self->application);
  g_clear_object (&self->outcome);

  G_OBJECT_CLASS (sl_offer_parent_class)->finalize (object);
}

static void
sl_offer_class_init (SlOfferClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sl_offer_finalize;
}

static void
sl_offer_init (SlOffer *self)
{
}

/** sl_offer_new: Returns: (transfer full): the offer that @outcome of @application is */
SlOffer *
sl_offer_new (SlRecord *application,
              SlRecord *outcome)
{
  SlOffer *self = g_object_new (SL_TYPE_OFFER, NULL);

  self->application = g_object_ref (application);
  self->outcome = g_object_ref (outcome);

  return self;
}

/** sl_offer_get_application: Returns: (transfer none): whose offer it is */
SlRecord *
sl_offer_get_application (SlOffer *self)
{
  g_return_val_if_fail (SL_IS_OFFER (self), NULL);

  return self->application;
}

/** sl_offer_get_outcome: Returns: (transfer none): what is offered */
SlRecord *
sl_offer_get_outcome (SlOffer *self)
{
  g_return_val_if_fail (SL_IS_OFFER (self), NULL);

  return self->outcome;
}

/** sl_offer_get_company: Returns: (transfer none): who offers, "" when unknown */
const char *
sl_offer_get_company (SlOffer *self)
{
  const char *company;

  g_return_val_if_fail (SL_IS_OFFER (self), "");

  company = sl_record_get_text (self->application, SL_APPLICATION_COMPANY_NAME);
  return company != NULL ? company : "";
}

/** sl_offer_get_role: Returns: (transfer none): what for, "" when unknown */
const char *
sl_offer_get_role (SlOffer *self)
{
  const char *role;

  g_return_val_if_fail (SL_IS_OFFER (self), "");

  role = sl_record_get_text (self->application, SL_APPLICATION_ROLE_TITLE);
  return role != NULL ? role : "";
}

/** sl_offer_get_currency: Returns: (transfer none): of its amounts, "" when unknown */
const char *
sl_offer_get_currency (SlOffer *self)
{
  const char *currency;

  g_return_val_if_fail (SL_IS_OFFER (self), "");

  currency = sl_record_get_text (self->outcome, SL_OUTCOME_SALARY_CURRENCY);
  return currency != NULL ? currency : "";
}

/** sl_offer_is_open: Returns: whether it waits for the person's answer */
gboolean
sl_offer_is_open (SlOffer *self)
{
  g_return_val_if_fail (SL_IS_OFFER (self), FALSE);

  return g_strcmp0 (sl_record_get_text (self->application, SL_APPLICATION_STATUS), SL_STATUS_OFFER) == 0;
}

/** sl_offer_get_deadline: Returns: the last day to answer, or %SL_DAY_NONE */
SlDay
sl_offer_get_deadline (SlOffer *self)
{
  const char *text;
  SlDay day;

  g_return_val_if_fail (SL_IS_OFFER (self), SL_DAY_NONE);

  text = sl_record_get_text (self->outcome, SL_OUTCOME_DEADLINE);
  return text != NULL && sl_day_parse_iso (text, &day) ? day : SL_DAY_NONE;
}

/* Worth */

/* "10 %", "up to 12.5%": the first number before a percent sign. */
static gboolean
read_share (const char *text,
            double     *share)
{
  const char *percent = strchr (text, '%');
  const char *start = percent;
  g_autofree char *number = NULL;

  if (percent == NULL)
    return FALSE;
  while (start > text && strchr (" \302\240\342\200\257", start[-1]) != NULL)
    start--;
  percent = start;
  while (start > text && (g_ascii_isdigit (start[-1]) || start[-1] == '.' || start[-1] == ','))
    start--;
  number = g_strdelimit (g_strndup (start, (gsize) (percent - start)), ",", '.');
  *share = g_ascii_strtod (number, NULL) / 100;

  return percent > start && *share > 0 && *share <= 10;
}

/* In the offer's own currency or the one the text names, in @currency then. -1: nothing that counts as money. */
static double
read_bonus (SlOffer     *self,
            const char **currency)
{
  const char *text = sl_record_get_text (self->outcome, SL_OUTCOME_BONUS);
  gint64 salary = sl_record_get_integer (self->outcome, SL_OUTCOME_SALARY, -1);
  SlMoneyRange range;
  double amount;
  double share;

  *currency = sl_offer_get_currency (self);
  if (text == NULL)
    return -1;
  if (read_share (text, &share))
    return salary >= 0 ? (double) salary * share : -1;
  if (!sl_money_parse_range (text, &range))
    return -1;
  amount = range.min >= 0 ? range.min : range.max;
  if (*range.currency == '\0' && amount < MIN_BARE_AMOUNT)
    return -1;
  if (*range.currency != '\0')
    *currency = g_intern_string (range.currency);

  return sl_money_annualise (amount, range.period);
}

static double
convert (SlRates      *rates,
         double        amount,
         const char   *from,
         const char   *to,
         SlOfferWorth *worth)
{
  double result;

  if (amount < 0)
    return -1;
  if (sl_rates_convert (rates, amount, from, to, &result))
    return result;
  worth->missing_rate = TRUE;

  return -1;
}

/**
 * sl_offer_get_worth:
 * @currency: an ISO 4217 code
 * @worth: (out caller-allocates): in @currency
 */
void
sl_offer_get_worth (SlOffer      *self,
                    SlRates      *rates,
                    const char   *currency,
                    SlOfferWorth *worth)
{
  const char *bonus_currency;
  double bonus;

  g_return_if_fail (SL_IS_OFFER (self));

  *worth = (SlOfferWorth) { -1, -1, -1, FALSE };
  bonus = read_bonus (self, &bonus_currency);
  worth->salary = convert (rates, (double) sl_record_get_integer (self->outcome, SL_OUTCOME_SALARY, -1), sl_offer_get_currency (self), currency, worth);
  worth->bonus = convert (rates, bonus, bonus_currency, currency, worth);
  /* A bonus that says no amount isn't nothing. */
  if (worth->salary >= 0 && !worth->missing_rate && (bonus >= 0 || sl_text_is_blank (sl_record_get_text (self->outcome, SL_OUTCOME_BONUS))))
    worth->total = worth->salary + MAX (worth->bonus, 0);
}

/**
 * sl_offer_describe_deadline:
 *
 * Returns: (transfer full): how long there is to answer; "" without a deadline
 */
char *
sl_offer_describe_deadline (SlOffer *self,
                            SlDay    today)
{
  SlDay day = sl_offer_get_deadline (self);
  g_autofree char *ago = NULL;

  if (day == SL_DAY_NONE)
    return g_strdup ("");
  if (day == today)
    return g_strdup (_("Answer today"));
  if (day == today + 1)
    return g_strdup (_("Answer by tomorrow"));
  if (day > today)
    return g_strdup_printf (ngettext ("%d day left", "%d days left", (gulong) (day - today)), (int) (day - today));
  ago = sl_day_format_relative (day, today);
  /* Translators: the day to answer an offer was “3 days ago” */
  return g_strdup_printf (_("Ran out %s"), ago);
}

/* Reading */

static int
compare_offers (gconstpointer a,
                gconstpointer b)
{
  SlOffer *first = *(SlOffer *const *) a;
  SlOffer *second = *(SlOffer *const *) b;
  SlDay first_day = sl_offer_get_deadline (first);
  SlDay second_day = sl_offer_get_deadline (second);
  gint64 first_pk = sl_record_get_pk (first->outcome);
  gint64 second_pk = sl_record_get_pk (second->outcome);

  if (sl_offer_is_open (first) != sl_offer_is_open (second))
    return sl_offer_is_open (first) ? -1 : 1;
  if (sl_offer_is_open (first) && first_day != second_day)
    return (first_day == SL_DAY_NONE ? G_MAXINT32 : first_day) < (second_day == SL_DAY_NONE ? G_MAXINT32 : second_day) ? -1 : 1;
  return (second_pk > first_pk) - (second_pk < first_pk);
}

/**
 * sl_offers_read:
 *
 * Returns: (transfer full) (element-type SlOffer): all of living applications, open ones first, the soonest deadline first,
 *   then the others, newest first; %NULL with @error set
 */
GPtrArray *
sl_offers_read (SlConnection *connection,
                GError      **error)
{
  g_autoptr (GPtrArray) outcomes = sl_store_read_all (connection, SL_KIND_OUTCOME, FALSE, error);
  g_autoptr (GPtrArray) offers = g_ptr_array_new_with_free_func (g_object_unref);

  if (outcomes == NULL)
    return NULL;
  for (guint i = 0; i < outcomes->len; i++)
    {
      SlRecord *outcome = g_ptr_array_index (outcomes, i);
      const char *status = sl_record_get_text (outcome, SL_OUTCOME_STATUS);
      g_autoptr (SlRecord) application = NULL;

      /* A server also keeps a rejection as an outcome: nothing was offered. */
      if (status != NULL && !g_str_equal (status, SL_STATUS_OFFER))
        continue;
      application = sl_store_read_record (connection, SL_KIND_APPLICATION, sl_record_get_text (outcome, SL_OUTCOME_APPLICATION_ID), error);
      if (application == NULL)
        return NULL;
      g_ptr_array_add (offers, sl_offer_new (application, outcome));
    }
  g_ptr_array_sort (offers, compare_offers);

  return g_steal_pointer (&offers);
}
