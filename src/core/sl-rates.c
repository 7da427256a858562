/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-rates.h. */
#define G_LOG_DOMAIN "sl-rates"

#include "config.h"

#include <math.h>
#include <string.h>

#include "sl-rates.h"

/* One of a currency is worth neither more nor less of another than this. */
#define MAX_RATE 1e7

struct _SlRates {
  GHashTable *rates; /* "CHF EUR" → double */
};

static char *
make_key (const char *currency,
          const char *other)
{
  g_autofree char *upper = g_ascii_strup (currency != NULL ? currency : "", -1);
  g_autofree char *other_upper = g_ascii_strup (other != NULL ? other : "", -1);

  return g_strconcat (upper, " ", other_upper, NULL);
}

static gboolean
is_rate (double rate)
{
  return isfinite (rate) && rate >= 1 / MAX_RATE && rate <= MAX_RATE;
}

/** sl_rates_new: Returns: (transfer full): no rates yet */
SlRates *
sl_rates_new (void)
{
  SlRates *self = g_new0 (SlRates, 1);

  self->rates = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

void
sl_rates_free (SlRates *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->rates);
  g_free (self);
}

/**
 * sl_rates_set:
 * @currency: an ISO 4217 code
 * @other: another one
 * @rate: what one @currency is worth in @other; 0 or less, or what is no rate, forgets it
 */
void
sl_rates_set (SlRates    *self,
              const char *currency,
              const char *other,
              double      rate)
{
  g_autofree char *back = make_key (other, currency);

  g_return_if_fail (self != NULL);

  /* The newest word counts, whichever way round. */
  g_hash_table_remove (self->rates, back);
  if (is_rate (rate))
    g_hash_table_replace (self->rates, make_key (currency, other), g_memdup2 (&rate, sizeof rate));
  else
    {
      g_autofree char *key = make_key (currency, other);

      g_hash_table_remove (self->rates, key);
    }
}

/** sl_rates_get: Returns: what one @currency is worth in @other; 0 when that isn't known */
double
sl_rates_get (SlRates    *self,
              const char *currency,
              const char *other)
{
  g_autofree char *key = make_key (currency, other);
  g_autofree char *back = make_key (other, currency);
  double *rate;

  g_return_val_if_fail (self != NULL, 0);

  if (g_str_equal (key, back))
    return 1;
  rate = g_hash_table_lookup (self->rates, key);
  if (rate != NULL)
    return *rate;
  rate = g_hash_table_lookup (self->rates, back);

  return rate != NULL ? 1 / *rate : 0;
}

/**
 * sl_rates_convert:
 * @amount: in @currency
 * @result: (out): the same in @other
 *
 * Returns: %FALSE when the rate isn't known
 */
gboolean
sl_rates_convert (SlRates    *self,
                  double      amount,
                  const char *currency,
                  const char *other,
                  double     *result)
{
  double rate = sl_rates_get (self, currency, other);

  *result = amount * rate;

  return rate > 0;
}

/** sl_rates_to_variant: Returns: (transfer floating): a{sd} */
GVariant *
sl_rates_to_variant (SlRates *self)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{sd}"));
  g_autoptr (GPtrArray) keys = g_hash_table_get_keys_as_ptr_array (self->rates);

  g_ptr_array_sort_values (keys, (GCompareFunc) strcmp);
  for (guint i = 0; i < keys->len; i++)
    g_variant_builder_add (&builder, "{sd}", keys->pdata[i], *(double *) g_hash_table_lookup (self->rates, keys->pdata[i]));

  return g_variant_builder_end (&builder);
}

/** sl_rates_from_variant: Returns: (transfer full): what is in a{sd}, without what makes no sense */
SlRates *
sl_rates_from_variant (GVariant *variant)
{
  SlRates *self = sl_rates_new ();
  GVariantIter iter;
  const char *key;
  double rate;

  g_return_val_if_fail (g_variant_is_of_type (variant, G_VARIANT_TYPE ("a{sd}")), self);

  g_variant_iter_init (&iter, variant);
  while (g_variant_iter_next (&iter, "{&sd}", &key, &rate))
    if (strlen (key) == 7 && key[3] == ' ')
      {
        g_autofree char *currency = g_strndup (key, 3);

        sl_rates_set (self, currency, key + 4, rate);
      }

  return self;
}

/**
 * sl_rate_parse:
 * @text: a number with a point or a comma
 * @rate: (out): the rate
 *
 * Returns: whether it is one
 */
gboolean
sl_rate_parse (const char *text,
               double     *rate)
{
  g_autofree char *clean = g_strstrip (g_strdelimit (g_strdup (text), ",", '.'));
  char *end;

  *rate = g_ascii_strtod (clean, &end);

  /* Neither hexadecimal nor "inf". */
  return strspn (clean, "0123456789.") == strlen (clean) && end != clean && *end == '\0' && is_rate (*rate);
}
