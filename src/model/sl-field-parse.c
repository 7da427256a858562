/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A field's value as read from what a person wrote: in a form, on the command line. */

#define G_LOG_DOMAIN "sl-field"

#include "config.h"

#include "sl-field-private.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "sl-count.h"
#include "sl-date-typed.h"
#include "sl-error.h"
#include "sl-json.h"
#include "sl-money.h"
#include "sl-text.h"
#include "sl-zone.h"

static gboolean
parse_number (const SlField *field, const char *text, SlValue *value, GError **error)
{
  g_autofree char *quoted = _sl_field_shorten (text);
  SlMoneyRange range;
  gint64 number;

  if (g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &number, NULL))
    {
      sl_value_set_integer (value, number);
      return TRUE;
    }
  if (field->flags & SL_FIELD_MONEY && sl_money_parse_range (text, &range) && fabs (range.min - range.max) < 0.5 &&
      (range.period == SL_MONEY_PERIOD_UNKNOWN || range.period == SL_MONEY_PERIOD_YEAR))
    {
      sl_value_set_integer (value, llround (range.min));
      return TRUE;
    }
  return _sl_field_refuse (error, _("%s must be a whole number, but “%s” isn’t."), sl_field_get_label (field), quoted);
}

static gboolean
parse_boolean (const SlField *field, const char *text, SlValue *value, GError **error)
{
  const char *const yes[] = { "1", "true", "yes", "y", "on", "x", C_("boolean", "yes") };
  const char *const no[] = { "0", "false", "no", "n", "off", C_("boolean", "no") };
  g_autofree char *folded = sl_text_fold (text);

  for (gsize i = 0; i < G_N_ELEMENTS (yes); i++)
    if (strcmp (folded, yes[i]) == 0)
      {
        sl_value_set_integer (value, TRUE);
        return TRUE;
      }
  for (gsize i = 0; i < G_N_ELEMENTS (no); i++)
    if (strcmp (folded, no[i]) == 0)
      {
        sl_value_set_integer (value, FALSE);
        return TRUE;
      }
  return _sl_field_refuse (error, _("%s must be yes or no."), sl_field_get_label (field));
}

/* Of what a person enters; older or later is a mistyped year. */
#define FIRST_YEAR 1950
#define LAST_YEAR 2199
/* Two weeks; longer than a calendar file says it. */
#define MAX_MINUTES (14 * 24 * 60)

/**
 * sl_field_check_day:
 * @field: a field that holds a day
 * @day: what a person wants there
 * @today: the day it is, or %SL_DAY_NONE
 *
 * Returns: whether that may be meant; else %SL_ERROR_INVALID. A file's or a server's day isn't asked.
 */
gboolean
sl_field_check_day (const SlField *field, SlDay day, SlDay today, GError **error)
{
  gboolean early = day < sl_day_from_ymd (FIRST_YEAR, 1, 1), late = day > sl_day_from_ymd (LAST_YEAR, 12, 31);
  gboolean applied = g_str_equal (field->name, "applied-date") && today != SL_DAY_NONE && day > today;
  g_autofree char *text = early || late || applied ? sl_day_format_long (day) : NULL;

  if (applied)
    /* Translators: name of a field, and a date */
    return _sl_field_refuse (error, _("%s: %s hasn’t come yet. Check the year; for when you want to apply, add a reminder."), sl_field_get_label (field), text);
  if (early)
    /* Translators: name of a field, and a date */
    return _sl_field_refuse (error, _("%s: %s is too long ago. Check the year."), sl_field_get_label (field), text);
  if (late)
    /* Translators: name of a field, and a date */
    return _sl_field_refuse (error, _("%s: %s is too far ahead. Check the year."), sl_field_get_label (field), text);
  return TRUE;
}

static gboolean
parse_date (const SlField *field, const char *text, SlDay today, SlValue *value, GError **error)
{
  g_autofree char *rule = NULL;
  char iso[SL_DAY_ISO_SIZE];
  SlDay day;

  if (!sl_date_parse_typed (text, today, &day))
    {
      rule = sl_date_refuse_typed (text);
      /* Translators: a field such as "Applied date", and what it must be: "a day such as Sep 3, 2026 or “yesterday”." */
      return _sl_field_refuse (error, C_("field and rule", "%s must be %s"), sl_field_get_label (field), rule);
    }
  if (!sl_field_check_day (field, day, today, error))
    return FALSE;
  sl_value_set_text (value, sl_day_format_iso (day, iso));
  return TRUE;
}

static gboolean
parse_time (const SlField *field, const char *text, SlDay today, SlValue *value, GError **error)
{
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  gint64 time;

  if (!sl_time_parse_typed (text, today, 0, local, &time))
    return _sl_field_refuse (error, _("%s must be a date and time such as 2026-09-03 14:30 or “tomorrow 16:00”."), sl_field_get_label (field));
  sl_value_set_integer (value, time);
  return TRUE;
}

static gboolean
parse_json (const SlField *field, const char *text, SlValue *value, GError **error)
{
  g_autoptr (JsonNode) node = sl_json_parse (text, -1, NULL);
  g_autofree char *compact = NULL;

  if (node == NULL)
    return _sl_field_check_json (field, text, error);
  compact = sl_json_to_text (node, FALSE);
  sl_value_set_text (value, compact);
  return TRUE;
}

static void
parse_text (const SlField *field, const char *text, SlValue *value)
{
  g_autofree char *clean = sl_text_sanitize (text, -1);

  if (!(field->flags & SL_FIELD_LONG))
    {
      g_autofree char *line = NULL;

      g_strdelimit (clean, "\n\t", ' ');
      line = sl_text_strip (clean);
      g_set_str (&clean, line);
      if (field->flags & SL_FIELD_CURRENCY)
        for (char *c = clean; *c != '\0'; c++)
          *c = g_ascii_toupper (*c);
      if (field->flags & SL_FIELD_TIME_OF_DAY && sl_time_of_day_parse_typed (clean) >= 0)
        {
          int minutes = sl_time_of_day_parse_typed (clean);
          g_autofree char *clock = g_strdup_printf ("%02d:%02d", minutes / 60, minutes % 60);

          g_set_str (&clean, clock);
        }
      if (field->flags & SL_FIELD_URL)
        {
          g_autofree char *whole = sl_text_complete_url (clean);

          g_set_str (&clean, whole);
        }
    }
  sl_value_set_text (value, clean);
}

/* "America/New_York", and "new york" as people write it. */
static gboolean
parse_zone (const SlField *field, const char *text, SlValue *value, GError **error)
{
  g_autofree char *name = sl_zone_guess_name (text);

  if (name == NULL)
    return _sl_field_refuse (error, _("%s must name a place as in Europe/Berlin."), sl_field_get_label (field));
  sl_value_set_text (value, name);
  return TRUE;
}

static gboolean
parse_filled (const SlField *field, const char *text, SlDay today, SlValue *value, GError **error)
{
  g_autofree char *stripped = sl_text_strip (text);
  const char *word;

  switch (field->type)
    {
    case SL_TYPE_INTEGER:
    case SL_TYPE_RANK:
      return parse_number (field, stripped, value, error);
    case SL_TYPE_BOOLEAN:
      return parse_boolean (field, stripped, value, error);
    case SL_TYPE_DATE:
      return parse_date (field, stripped, today, value, error);
    case SL_TYPE_TIME:
      return parse_time (field, stripped, today, value, error);
    case SL_TYPE_ENUM:
      word = sl_enum_match (field->words, stripped);
      if (word == NULL)
        return _sl_field_refuse_word (field, stripped, error);
      sl_value_set_text (value, word);
      return TRUE;
    case SL_TYPE_JSON:
      return parse_json (field, stripped, value, error);
    case SL_TYPE_REFERENCE:
      sl_value_set_text (value, stripped);
      return TRUE;
    case SL_TYPE_TEXT:
    default:
      if (field->flags & SL_FIELD_ZONE)
        return parse_zone (field, stripped, value, error);
      parse_text (field, text, value);
      return TRUE;
    }
}

/**
 * sl_field_parse:
 *
 * As sl_field_parse_on() on an unknown day: dates need a year, and "yesterday" isn't understood.
 */
gboolean
sl_field_parse (const SlField *field, const char *text, SlValue *value, GError **error)
{
  return sl_field_parse_on (field, text, SL_DAY_NONE, value, error);
}

/**
 * sl_field_parse_on:
 * @field: a field
 * @text: (nullable): what a person wrote
 * @today: the day it is, from the clock
 * @value: an initialised value, overwritten on success
 * @error: return location for an #SlErrorCode
 *
 * Reads labels and words of enums in any case, days as sl_date_parse_typed(), times of the local zone, "yes" and
 * "no", and amounts such as "$120k". Blank text is null, and for a required field its initial value. Text is cleaned:
 * broken bytes and control characters go, and line breaks become spaces where the field isn't a long one.
 *
 * Returns: whether @text was understood and may stand in @field; else %SL_ERROR_INVALID, with a message that names the
 *   field and what it takes
 */
gboolean
sl_field_parse_on (const SlField *field, const char *text, SlDay today, SlValue *value, GError **error)
{
  g_auto (SlValue) parsed = SL_VALUE_INIT;

  if (sl_text_is_blank (text))
    {
      if (field->flags & SL_FIELD_REQUIRED)
        sl_field_get_initial (field, &parsed);
    }
  else if (!parse_filled (field, text, today, &parsed, error))
    return FALSE;

  if (!sl_field_check (field, &parsed, error))
    return FALSE;
  if (g_str_equal (field->name, "duration-minutes") && parsed.type == SL_VALUE_INTEGER && parsed.integer > MAX_MINUTES)
    return _sl_field_refuse (error, _("%s can be at most %s."), sl_field_get_label (field), SL_COUNT (MAX_MINUTES));
  sl_value_take (&parsed, value);
  return TRUE;
}

/**
 * sl_field_find_currency:
 * @text: what was written for an amount
 * @present: (nullable): the currency that the amount is in as it stands
 * @code: (out caller-allocates): the currency that @text names
 *
 * Returns: whether @text names another currency than @present, which has to be set along with the amount. A mere "$" means
 *   the present dollar, if it is one.
 */
gboolean
sl_field_find_currency (const SlField *field, const char *text, const char *present, char code[4])
{
  SlMoneyRange range;

  if ((field->flags & SL_FIELD_MONEY) == 0 || text == NULL || !sl_money_parse_range (text, &range) || *range.currency == '\0' ||
      g_strcmp0 (range.currency, present) == 0)
    return FALSE;
  if (present != NULL && g_str_equal (range.currency, "USD") && strchr (sl_money_get_currency_symbol (present), '$') != NULL &&
      strpbrk (text, "uU") == NULL)
    return FALSE;
  g_strlcpy (code, range.currency, 4);
  return TRUE;
}
