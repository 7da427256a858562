/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of offers beside each other. */
#define G_LOG_DOMAIN "sl-offers-compare"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-money.h"
#include "sl-offers.h"

/* What all rows are made from. */
typedef struct {
  GPtrArray *offers;
  SlOfferWorth *worths;
  const char *currency;
  SlDay today;
  GPtrArray *rows;
} Table;

static void
row_free (gpointer data)
{
  SlOfferRow *row = data;

  g_free (row->label);
  g_strfreev (row->cells);
  g_free (row);
}

static char *
format_day (SlRecord *record,
            guint     field)
{
  const char *text = sl_record_get_text (record, field);
  SlDay day;

  if (text == NULL)
    return g_strdup ("");
  return sl_day_parse_iso (text, &day) ? sl_day_format_long (day) : g_strdup (text);
}

static char *
format_text (SlRecord *record,
             guint     field)
{
  const char *text = sl_record_get_text (record, field);

  return g_strdup (text != NULL ? text : "");
}

static char *
format_place (SlRecord *application)
{
  const char *location = sl_record_get_text (application, SL_APPLICATION_LOCATION);
  const char *mode = sl_record_get_text (application, SL_APPLICATION_WORK_MODE);

  if (location != NULL && mode != NULL)
    return g_strdup_printf ("%s · %s", location, sl_enum_label (&sl_work_mode_words, mode));
  return g_strdup (location != NULL ? location : mode != NULL ? sl_enum_label (&sl_work_mode_words, mode) : "");
}

static char *
format_worth (const SlOfferWorth *worth,
              double              amount,
              const char         *currency)
{
  if (amount < 0)
    return g_strdup (worth->missing_rate ? _("Needs an exchange rate") : "");
  return sl_money_format ((double) (gint64) (amount + 0.5), currency);
}

static char *
format_cell (Table          *table,
             SlOfferRowKind  kind,
             guint           i)
{
  SlOffer *offer = g_ptr_array_index (table->offers, i);
  SlRecord *outcome = sl_offer_get_outcome (offer);
  SlRecord *application = sl_offer_get_application (offer);
  const SlOfferWorth *worth = &table->worths[i];

  switch (kind)
    {
    case SL_OFFER_ROW_STATUS:
      return g_strdup (sl_enum_label (&sl_status_words, sl_record_get_text (application, SL_APPLICATION_STATUS)));
    case SL_OFFER_ROW_SALARY:
      return sl_money_format ((double) sl_record_get_integer (outcome, SL_OUTCOME_SALARY, -1), sl_offer_get_currency (offer));
    case SL_OFFER_ROW_SALARY_COMPARED:
      return format_worth (worth, worth->salary, table->currency);
    case SL_OFFER_ROW_BONUS:
      return format_text (outcome, SL_OUTCOME_BONUS);
    case SL_OFFER_ROW_TOTAL:
      return format_worth (worth, worth->total, table->currency);
    case SL_OFFER_ROW_EQUITY:
      return format_text (outcome, SL_OUTCOME_EQUITY);
    case SL_OFFER_ROW_BENEFITS:
      return format_text (outcome, SL_OUTCOME_BENEFITS);
    case SL_OFFER_ROW_PLACE:
      return format_place (application);
    case SL_OFFER_ROW_START:
      return format_day (outcome, SL_OUTCOME_START_DATE);
    case SL_OFFER_ROW_DEADLINE:
      return format_day (outcome, SL_OUTCOME_DEADLINE);
    case SL_OFFER_ROW_NEGOTIATION:
      return format_text (outcome, SL_OUTCOME_NEGOTIATION_NOTES);
    case SL_OFFER_ROW_NOTES:
    default:
      return format_text (outcome, SL_OUTCOME_NOTES);
    }
}

static char *
make_label (Table          *table,
            SlOfferRowKind  kind)
{
  switch (kind)
    {
    case SL_OFFER_ROW_STATUS:
      return g_strdup (_("Status"));
    case SL_OFFER_ROW_SALARY:
      return g_strdup (_("Salary a year"));
    case SL_OFFER_ROW_SALARY_COMPARED:
      /* Translators: an amount in another currency: “In EUR” */
      return g_strdup_printf (_("In %s"), table->currency);
    case SL_OFFER_ROW_BONUS:
      return g_strdup (_("Bonus"));
    case SL_OFFER_ROW_TOTAL:
      return g_strdup (_("First year, with bonus"));
    case SL_OFFER_ROW_EQUITY:
      return g_strdup (_("Equity"));
    case SL_OFFER_ROW_BENEFITS:
      return g_strdup (_("Benefits"));
    case SL_OFFER_ROW_PLACE:
      return g_strdup (_("Place"));
    case SL_OFFER_ROW_START:
      return g_strdup (_("Start"));
    case SL_OFFER_ROW_DEADLINE:
      return g_strdup (_("Answer by"));
    case SL_OFFER_ROW_NEGOTIATION:
      return g_strdup (_("Negotiation"));
    case SL_OFFER_ROW_NOTES:
    default:
      return g_strdup (_("Notes"));
    }
}

/* The highest total, when there are others to be higher than. */
static int
find_best (Table          *table,
           SlOfferRowKind  kind)
{
  int best = -1;
  guint n = 0;

  if (kind != SL_OFFER_ROW_TOTAL)
    return -1;
  for (guint i = 0; i < table->offers->len; i++)
    {
      if (table->worths[i].total < 0)
        continue;
      n++;
      if (best < 0 || table->worths[i].total > table->worths[best].total)
        best = (int) i;
    }

  return n > 1 ? best : -1;
}

static gboolean
is_empty (char **cells)
{
  for (guint i = 0; cells[i] != NULL; i++)
    if (*cells[i] != '\0')
      return FALSE;

  return TRUE;
}

static void
add_row (Table          *table,
         SlOfferRowKind  kind)
{
  g_auto (GStrv) cells = g_new0 (char *, table->offers->len + 1);
  SlOfferRow *row;

  for (guint i = 0; i < table->offers->len; i++)
    cells[i] = format_cell (table, kind, i);
  if (is_empty (cells))
    return;

  row = g_new0 (SlOfferRow, 1);
  row->kind = kind;
  row->label = make_label (table, kind);
  row->cells = g_steal_pointer (&cells);
  row->best = find_best (table, kind);
  g_ptr_array_add (table->rows, row);
}

/**
 * sl_offers_compare:
 * @offers: (element-type SlOffer): the columns
 * @currency: what is compared in
 *
 * Returns: (transfer full) (element-type SlOfferRow): the rows that say something of any of them
 */
GPtrArray *
sl_offers_compare (GPtrArray  *offers,
                   SlRates    *rates,
                   const char *currency,
                   SlDay       today)
{
  g_autofree SlOfferWorth *worths = g_new0 (SlOfferWorth, MAX (offers->len, 1));
  g_autoptr (GPtrArray) foreign = sl_offers_list_foreign (offers, currency);
  Table table = { offers, worths, currency, today, g_ptr_array_new_with_free_func (row_free) };

  for (guint i = 0; i < offers->len; i++)
    sl_offer_get_worth (g_ptr_array_index (offers, i), rates, currency, &worths[i]);
  for (int kind = SL_OFFER_ROW_STATUS; kind <= SL_OFFER_ROW_NOTES; kind++)
    if (kind != SL_OFFER_ROW_SALARY_COMPARED || foreign->len > 0)
      add_row (&table, (SlOfferRowKind) kind);

  return table.rows;
}

/** sl_offers_find_currency: Returns: (nullable) (transfer none): the currency that most of @offers are in; the first of them when even */
const char *
sl_offers_find_currency (GPtrArray *offers)
{
  const char *most = NULL;
  guint most_n = 0;

  for (guint i = 0; i < offers->len; i++)
    {
      const char *currency = sl_offer_get_currency (g_ptr_array_index (offers, i));
      guint n = 0;

      for (guint j = 0; j < offers->len; j++)
        n += g_ascii_strcasecmp (currency, sl_offer_get_currency (g_ptr_array_index (offers, j))) == 0;
      if (*currency != '\0' && n > most_n)
        {
          most = currency;
          most_n = n;
        }
    }

  return most;
}

/** sl_offers_list_foreign: Returns: (transfer full) (element-type utf8): the currencies of @offers that aren't @currency */
GPtrArray *
sl_offers_list_foreign (GPtrArray  *offers,
                        const char *currency)
{
  GPtrArray *foreign = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < offers->len; i++)
    {
      g_autofree char *code = g_ascii_strup (sl_offer_get_currency (g_ptr_array_index (offers, i)), -1);

      if (*code != '\0' && g_ascii_strcasecmp (code, currency) != 0 && !g_ptr_array_find_with_equal_func (foreign, code, g_str_equal, NULL))
        g_ptr_array_add (foreign, g_steal_pointer (&code));
    }

  return foreign;
}
