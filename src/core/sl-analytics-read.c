/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads what the charts need of a query's applications in a few passes: columns go straight from SQLite's rows into
 * compact arrays. Children are matched to their application by a 64-bit key of its id, so no text is kept. */

#define G_LOG_DOMAIN "sl-analytics-read"

#include "config.h"

#include <string.h>

#include "sl-analytics-private.h"
#include "sl-store-query.h"

/* Children are read through the applications when they are likely fewer than this part of the whole table. */
#define SMALL_SET_PART 8

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

static Key
make_key (const char *text,
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

static guint
find_word (Words      *words,
           const char *text)
{
  gpointer number;

  if (!g_hash_table_lookup_extended (words->numbers, text, NULL, &number))
    {
      char *copy = g_strdup (text);
      number = GUINT_TO_POINTER (words->words->len);
      g_ptr_array_add (words->words, copy);
      g_hash_table_insert (words->numbers, copy, number);
    }
  return GPOINTER_TO_UINT (number);
}

static guint
words_add (Words      *words,
           const char *text)
{
  guint first = (guchar) text[0], second = first != 0 ? (guchar) text[1] : 0;
  guint place = (first * 7 + second) % N_NEAR_WORDS;

  if (words->near[place].word == NULL || strcmp (words->near[place].word, text) != 0)
    {
      words->near[place].number = find_word (words, text);
      words->near[place].word = g_ptr_array_index (words->words, words->near[place].number);
    }
  return words->near[place].number;
}

static guint16
add_status (Words      *statuses,
            const char *text)
{
  if (text == NULL || *text == '\0')
    return STATUS_NONE;
  return (guint16) MIN (words_add (statuses, text), STATUS_NONE - 1);
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
    words_add (&set->statuses, value->word);
  g_assert (set->statuses.words->len == N_KNOWN_STATUSES);
  set->steps_sorted = TRUE;
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
  g_clear_pointer (&set->places, g_free);
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

static guint32
add_company (SlAnalyticsSet *set,
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

/* Columns */

static SlDay
read_day (SlStatement *statement,
          int          column)
{
  SlDay day;
  const char *text = sl_statement_get_text (statement, column);
  return text != NULL && sl_day_parse_iso (text, &day) ? day : SL_DAY_NONE;
}

static guint32
read_currency (SlStatement *statement,
               int          column)
{
  guint32 packed = 0;
  const char *text = sl_statement_get_text (statement, column);

  for (int i = 0; text != NULL && i < 3 && g_ascii_isalpha (text[i]); i++)
    packed = packed << 8 | (guchar) g_ascii_toupper (text[i]);
  return packed;
}

char *
_sl_analytics_unpack_currency (guint32 packed,
                               char    currency[4])
{
  int n = 0;
  for (int shift = 16; shift >= 0; shift -= 8)
    if ((packed >> shift & 0xff) != 0)
      currency[n++] = (char) (packed >> shift & 0xff);
  currency[n] = '\0';
  return currency;
}

static Key
read_key (SlStatement *statement,
          int          column)
{
  const char *text = sl_statement_get_text (statement, column);
  return make_key (text != NULL ? text : "", text != NULL ? sl_statement_get_length (statement, column) : 0);
}

/* Passes */

static SlStatement *
prepare (SlConnection *connection,
         const char   *sql,
         GArray       *binds,
         GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection, sql, error);
  for (guint i = 0; statement != NULL && i < binds->len; i++)
    sl_statement_bind_value (statement, (int) i + 1, &g_array_index (binds, SlValue, i));
  return statement;
}

static void
read_application (SlAnalyticsSet *set,
                  SlStatement    *row,
                  DayCache       *days)
{
  Application application = { .id = read_key (row, 1), .pk = sl_statement_get_integer (row, 0) };
  const char *text;

  if ((text = sl_statement_get_text (row, 2)) != NULL)
    application.status = add_status (&set->statuses, text);
  else
    application.status = STATUS_SAVED;
  text = sl_statement_get_text (row, 3);
  application.no_response = text != NULL && g_ascii_strcasecmp (text, SL_DETAIL_NO_RESPONSE) == 0;
  text = sl_statement_get_text (row, 4);
  application.source = words_add (&set->sources, text != NULL ? text : "");
  application.applied = read_day (row, 5);
  application.created = _sl_day_cache_get (days, sl_statement_get_integer (row, 6));
  application.salary_min = MAX (sl_statement_get_integer (row, 7), 0);
  application.salary_max = MAX (sl_statement_get_integer (row, 8), 0);
  if (application.salary_min > 0 || application.salary_max > 0)
    application.currency = read_currency (row, 9);
  application.company = add_company (set, read_key (row, 10), set->applications->len);
  g_array_append_val (set->applications, application);
}

static void
index_applications (SlAnalyticsSet *set)
{
  set->n_places = 16;
  while (set->n_places < set->applications->len * 2)
    set->n_places *= 2;
  set->places = g_new (Place, set->n_places);
  memset (set->places, 0xff, set->n_places * sizeof (Place));

  for (guint i = 0; i < set->applications->len; i++)
    {
      Key id = g_array_index (set->applications, Application, i).id;
      guint place = (guint) id & (set->n_places - 1);
      while (set->places[place].application != NO_PLACE)
        place = (place + 1) & (set->n_places - 1);
      set->places[place] = (Place) { (guint32) (id >> 32), i };
    }
}

/* Children mostly come in the order of their applications, so the one after the last is tried first. */
static guint32
find_application (SlAnalyticsSet *set,
                  Key             id,
                  guint32         last)
{
  guint place = (guint) id & (set->n_places - 1);
  guint32 next = last == NO_PLACE ? 0 : last + 1;

  if (next < set->applications->len && g_array_index (set->applications, Application, next).id == id)
    return next;
  for (; set->places[place].application != NO_PLACE; place = (place + 1) & (set->n_places - 1))
    if (set->places[place].tag == (guint32) (id >> 32) &&
        g_array_index (set->applications, Application, set->places[place].application).id == id)
      return set->places[place].application;
  return NO_PLACE;
}

static gboolean
read_applications (SlAnalyticsSet *set,
                   SlConnection   *connection,
                   const char     *where,
                   GArray         *binds,
                   DayCache       *days,
                   GError        **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *sql =
    g_strdup_printf ("SELECT a.pk, a.id, a.status, a.status_detail, a.applied_source, a.applied_date, a.created_at, "
                     "a.salary_min, a.salary_max, a.salary_currency, a.company_name_fold "
                     "FROM applications a NOT INDEXED WHERE %s ORDER BY a.pk", where);
  SlStatement *statement = prepare (connection, sql, binds, error);

  if (statement == NULL)
    return FALSE;
  while (sl_statement_step (statement, &local_error))
    read_application (set, statement, days);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  index_applications (set);
  return TRUE;
}

typedef void (*ChildFunc) (SlAnalyticsSet *set, guint32 application, SlStatement *row, DayCache *days);

static void
read_step (SlAnalyticsSet *set,
           guint32         application,
           SlStatement    *row,
           DayCache       *days)
{
  Step step = { .time = sl_statement_get_integer (row, 1), .application = application };
  step.to = add_status (&set->statuses, sl_statement_get_text (row, 2));
  step.from = add_status (&set->statuses, sl_statement_get_text (row, 3));
  if (step.to == STATUS_NONE)
    return;
  if (set->steps_sorted && set->steps->len > 0)
    {
      const Step *before = &g_array_index (set->steps, Step, set->steps->len - 1);
      set->steps_sorted = before->application < application || (before->application == application && before->time <= step.time);
    }
  g_array_append_val (set->steps, step);
}

static void
read_round (SlAnalyticsSet *set,
            guint32         application,
            SlStatement    *row,
            DayCache       *days)
{
  Round round = { .application = application, .day = read_day (row, 1) };
  const char *result = sl_statement_get_text (row, 3);

  if (result != NULL && strcmp (result, "Cancelled") == 0)
    return;
  if (round.day == SL_DAY_NONE)
    round.day = _sl_day_cache_get (days, sl_statement_get_integer (row, 2));
  g_array_index (set->applications, Application, application).has_stage = TRUE;
  g_array_append_val (set->rounds, round);
}

static void
read_offer (SlAnalyticsSet *set,
            guint32         application,
            SlStatement    *row,
            DayCache       *days)
{
  Offer offer = { .application = application, .salary = MAX (sl_statement_get_integer (row, 1), 0) };
  const char *status = sl_statement_get_text (row, 3);

  if (status != NULL && (strcmp (status, SL_STATUS_REJECTED) == 0 || strcmp (status, SL_STATUS_WITHDRAWN) == 0))
    return;
  offer.currency = read_currency (row, 2);
  g_array_index (set->applications, Application, application).has_offer = TRUE;
  g_array_append_val (set->offers, offer);
}

static gboolean
read_children (SlAnalyticsSet *set,
               SlConnection   *connection,
               const char     *table,
               const char     *columns,
               const char     *condition,
               const char     *where,
               GArray         *binds,
               DayCache       *days,
               ChildFunc       func,
               GError        **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *newest = g_strdup_printf ("SELECT MAX(pk) FROM %s", table);
  gint64 n_children = sl_connection_get_integer (connection, newest, 0);
  gboolean small = (gint64) set->applications->len * SMALL_SET_PART < n_children;
  g_autoptr (GArray) no_binds = g_array_new (FALSE, FALSE, sizeof (SlValue));
  g_autofree char *sql = NULL;
  SlStatement *statement;
  Key last = 0;
  guint32 application = NO_PLACE, found = NO_PLACE;

  /* CROSS JOIN keeps SQLite from turning the order around */
  if (small)
    sql = g_strdup_printf ("SELECT %s FROM applications a CROSS JOIN %s c ON c.application_id = a.id WHERE %s AND (%s)",
                           columns, table, condition, where);
  else
    sql = g_strdup_printf ("SELECT %s FROM %s c WHERE %s", columns, table, condition);
  statement = prepare (connection, sql, small ? binds : no_binds, error);
  if (statement == NULL)
    return FALSE;

  while (sl_statement_step (statement, &local_error))
    {
      Key id = read_key (statement, 0);
      if (id != last)
        {
          application = find_application (set, id, found);
          found = application != NO_PLACE ? application : found;
          last = id;
        }
      if (application != NO_PLACE)
        func (set, application, statement, days);
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return TRUE;
}

/* Where each application's steps begin, and how many they are. */
static void
count_steps (SlAnalyticsSet *set)
{
  Application *applications = &g_array_index (set->applications, Application, 0);
  guint place = 0;

  for (guint i = 0; i < set->steps->len; i++)
    applications[g_array_index (set->steps, Step, i).application].n_steps++;
  for (guint i = 0; i < set->applications->len; i++)
    {
      applications[i].first_step = place;
      place += applications[i].n_steps;
    }
}

/* Puts the steps in the order of their applications, and each one's by time; equal times keep their order. */
static void
sort_steps (SlAnalyticsSet *set)
{
  Application *applications = &g_array_index (set->applications, Application, 0);
  g_autoptr (GArray) sorted = NULL;

  count_steps (set);
  if (set->steps_sorted)
    return;

  sorted = g_array_sized_new (FALSE, FALSE, sizeof (Step), MAX (set->steps->len, 1));
  g_array_set_size (sorted, set->steps->len);
  for (guint i = 0; i < set->applications->len; i++)
    applications[i].n_steps = 0;
  for (guint i = 0; i < set->steps->len; i++)
    {
      Step step = g_array_index (set->steps, Step, i);
      Application *application = &applications[step.application];
      Step *first = &g_array_index (sorted, Step, application->first_step);
      guint at = application->n_steps++;
      for (; at > 0 && first[at - 1].time > step.time; at--)
        first[at] = first[at - 1];
      first[at] = step;
    }
  g_array_unref (set->steps);
  set->steps = g_steal_pointer (&sorted);
}

gboolean
_sl_analytics_set_read (SlAnalyticsSet *set,
                        SlConnection   *connection,
                        SlQuery        *query,
                        SlDay           today,
                        GCancellable   *cancellable,
                        GError        **error)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GArray) binds = g_array_new (FALSE, TRUE, sizeof (SlValue));
  g_array_set_clear_func (binds, (GDestroyNotify) sl_value_clear);
  g_autofree char *where = sl_store_query_build_where (query, today, binds);
  DayCache *days = _sl_day_cache_new (zone);

  gboolean read =
    read_applications (set, connection, where, binds, days, error) &&
    !g_cancellable_set_error_if_cancelled (cancellable, error) &&
    read_children (set, connection, "events", "c.application_id, c.occurred_at, c.to_status, c.from_status",
                   "c.deleted_at IS NULL AND c.to_status IS NOT NULL", where, binds, days, read_step, error) &&
    !g_cancellable_set_error_if_cancelled (cancellable, error) &&
    read_children (set, connection, "stages", "c.application_id, c.stage_date, c.created_at, c.result",
                   "c.deleted_at IS NULL", where, binds, days, read_round, error) &&
    read_children (set, connection, "outcomes", "c.application_id, c.salary, c.salary_currency, c.status",
                   "c.deleted_at IS NULL", where, binds, days, read_offer, error);

  _sl_day_cache_free (days);
  if (read)
    sort_steps (set);
  /* only reading needs them */
  g_clear_pointer (&set->places, g_free);
  g_clear_pointer (&set->company_places, g_free);
  return read;
}

/* Rows are read in the order of their pks. */
static guint32
find_pk (SlAnalyticsSet *set,
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

/* Marks which of @set's applications match @query, of the same state of the store. */
gboolean
_sl_analytics_set_choose (SlAnalyticsSet    *set,
                          SlAnalyticsChoice *choice,
                          SlConnection      *connection,
                          SlQuery           *query,
                          SlDay              today,
                          GError           **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GArray) binds = g_array_new (FALSE, TRUE, sizeof (SlValue));
  g_array_set_clear_func (binds, (GDestroyNotify) sl_value_clear);
  g_autofree char *where = sl_store_query_build_where (query, today, binds);
  g_autofree char *sql = g_strconcat ("SELECT a.pk FROM applications a WHERE ", where, NULL);
  SlStatement *statement = prepare (connection, sql, binds, error);

  if (statement == NULL)
    return FALSE;
  choice->chosen = g_new0 (guint8, set->applications->len + 1);
  while (sl_statement_step (statement, &local_error))
    {
      guint32 application = find_pk (set, sl_statement_get_integer (statement, 0));
      if (application != NO_PLACE)
        choice->chosen[application] = TRUE;
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}
