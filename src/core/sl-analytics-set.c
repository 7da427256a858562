/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The compact arrays behind the analytics: words and companies by number, applications found by their pk, days of the
 * person's zone. Knows nothing of SQL. */

#define G_LOG_DOMAIN "sl-analytics-set"

#include "config.h"

#include <string.h>

#include "sl-analytics-private.h"

/* Keys */

static inline guint64
mix (guint64 a,
     guint64 b)
{
  __uint128_t product = (__uint128_t) a * b;
  return (guint64) product ^ (guint64) (product >> 64);
}

static inline guint64
load (const char *text,
      gsize       length)
{
  guint64 word = 0;
  memcpy (&word, text, length);
  return word;
}

Key
_sl_analytics_make_key (const char *text,
                        gsize       length)
{
  guint64 key = G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) ^ length;

  for (; length >= 8; text += 8, length -= 8)
    key = mix (key ^ load (text, 8), G_GUINT64_CONSTANT (0xa0761d6478bd642f));
  if (length > 0)
    key = mix (key ^ load (text, length), G_GUINT64_CONSTANT (0x8ebc6af09c88c6e3));
  return key;
}

/* Words */

static void
words_init (Words *words)
{
  words->numbers = g_hash_table_new (g_str_hash, g_str_equal);
  words->words = g_ptr_array_new_with_free_func (g_free);
}

static void
words_clear (Words *words)
{
  g_clear_pointer (&words->numbers, g_hash_table_unref);
  g_clear_pointer (&words->words, g_ptr_array_unref);
}

/* @text stays the caller's and need not end with a NUL. */
static guint
find_word (Words      *words,
           const char *text,
           gsize       length)
{
  g_autofree char *copy = g_strndup (text, length);
  gpointer number;

  if (!g_hash_table_lookup_extended (words->numbers, copy, NULL, &number))
    {
      number = GUINT_TO_POINTER (words->words->len);
      g_hash_table_insert (words->numbers, copy, number);
      g_ptr_array_add (words->words, g_steal_pointer (&copy));
    }
  return GPOINTER_TO_UINT (number);
}

guint
_sl_analytics_add_word (Words      *words,
                        const char *text,
                        gsize       length)
{
  guint first = length > 0 ? (guchar) text[0] : 0, second = length > 1 ? (guchar) text[1] : 0;
  guint place = (first * 7 + second) % N_NEAR_WORDS;

  if (words->near[place].word == NULL || words->near[place].length != length || memcmp (words->near[place].word, text, length) != 0)
    {
      words->near[place].number = find_word (words, text, length);
      words->near[place].word = g_ptr_array_index (words->words, words->near[place].number);
      words->near[place].length = length;
    }
  return words->near[place].number;
}

guint16
_sl_analytics_add_status (Words      *statuses,
                          const char *text,
                          gsize       length)
{
  if (length == 0)
    return STATUS_NONE;
  return (guint16) MIN (_sl_analytics_add_word (statuses, text, length), STATUS_NONE - 1);
}

static CompanyPlace *
new_company_places (guint n_places)
{
  CompanyPlace *places = g_new (CompanyPlace, n_places);
  memset (places, 0xff, n_places * sizeof (CompanyPlace));
  return places;
}

void
_sl_analytics_set_init (SlAnalyticsSet *set)
{
  *set = (SlAnalyticsSet) { 0 };
  set->applications = g_array_sized_new (FALSE, FALSE, sizeof (Application), 1024);
  set->steps = g_array_new (FALSE, FALSE, sizeof (Step));
  set->rounds = g_array_new (FALSE, FALSE, sizeof (Round));
  set->offers = g_array_new (FALSE, FALSE, sizeof (Offer));
  words_init (&set->statuses);
  words_init (&set->sources);
  for (const SlEnumValue *value = sl_status_words.values; value->word != NULL; value++)
    _sl_analytics_add_word (&set->statuses, value->word, strlen (value->word));
  g_assert (set->statuses.words->len == N_KNOWN_STATUSES);
  set->companies = g_array_new (FALSE, FALSE, sizeof (guint32));
  set->n_company_places = 1024;
  set->company_places = new_company_places (set->n_company_places);
}

void
_sl_analytics_set_clear (SlAnalyticsSet *set)
{
  g_clear_pointer (&set->applications, g_array_unref);
  g_clear_pointer (&set->steps, g_array_unref);
  g_clear_pointer (&set->rounds, g_array_unref);
  g_clear_pointer (&set->offers, g_array_unref);
  words_clear (&set->statuses);
  words_clear (&set->sources);
  g_clear_pointer (&set->companies, g_array_unref);
  g_clear_pointer (&set->company_places, g_free);
}

/* Companies */

static CompanyPlace *
find_company (CompanyPlace *places,
              guint         n_places,
              Key           name)
{
  guint place = (guint) name & (n_places - 1);
  while (places[place].number != NO_PLACE && places[place].name != name)
    place = (place + 1) & (n_places - 1);
  return &places[place];
}

static void
grow_companies (SlAnalyticsSet *set)
{
  guint n_places = set->n_company_places * 4;
  CompanyPlace *places = new_company_places (n_places);

  for (guint i = 0; i < set->n_company_places; i++)
    if (set->company_places[i].number != NO_PLACE)
      *find_company (places, n_places, set->company_places[i].name) = set->company_places[i];
  g_free (set->company_places);
  set->company_places = places;
  set->n_company_places = n_places;
}

guint32
_sl_analytics_add_company (SlAnalyticsSet *set,
                           Key             name,
                           guint32         application)
{
  CompanyPlace *place = find_company (set->company_places, set->n_company_places, name);
  guint32 number = place->number;

  if (number != NO_PLACE)
    return number;
  number = set->companies->len;
  *place = (CompanyPlace) { name, number };
  g_array_append_val (set->companies, application);
  if (set->companies->len * 2 > set->n_company_places)
    grow_companies (set);
  return number;
}

/* Days */

DayCache *
_sl_day_cache_new (GTimeZone *zone)
{
  DayCache *self = g_new0 (DayCache, 1);
  self->zone = g_time_zone_ref (zone);
  for (guint i = 0; i < G_N_ELEMENTS (self->days); i++)
    self->days[i].utc_day = G_MININT64;
  return self;
}

void
_sl_day_cache_free (DayCache *self)
{
  g_time_zone_unref (self->zone);
  g_free (self);
}

static gint64
get_offset (GTimeZone *zone,
            gint64     seconds)
{
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, seconds);
  return interval < 0 ? 0 : g_time_zone_get_offset (zone, interval);
}

SlDay
_sl_day_cache_get (DayCache *self,
                   gint64    time)
{
  const gint64 day_length = (gint64) 86400 * G_USEC_PER_SEC;

  /* far out times are rare and may not be days at all */
  if (time <= -day_length || time > 400 * 366 * day_length)
    return sl_day_from_time (time, self->zone);

  gint64 utc_day = time / day_length;
  guint place = (guint) utc_day % G_N_ELEMENTS (self->days);
  if (self->days[place].utc_day != utc_day)
    {
      gint64 first = get_offset (self->zone, utc_day * 86400);
      gint64 last = get_offset (self->zone, utc_day * 86400 + 86399);
      self->days[place].utc_day = utc_day;
      self->days[place].offset = first == last ? first : G_MAXINT64;
    }

  gint64 offset = self->days[place].offset;
  if (offset == G_MAXINT64)
    return sl_day_from_time (time, self->zone);
  gint64 seconds = time / G_USEC_PER_SEC + offset;
  return (SlDay) (seconds >= 0 ? seconds / 86400 : -1);
}

/* Applications */

/* Rows are read in the order of their pks. */
guint32
_sl_analytics_find_pk (SlAnalyticsSet *set,
                       gint64          pk)
{
  guint low = 0, high = set->applications->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      gint64 at = g_array_index (set->applications, Application, middle).pk;
      if (at == pk)
        return middle;
      if (at < pk)
        low = middle + 1;
      else
        high = middle;
    }
  return NO_PLACE;
}
