/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one row of a field table says about a value: whether it may stand there, how it is read from what a person
 * writes, and how it is written for a person. The messages made here are the ones that form, command line and import
 * show. */

#define G_LOG_DOMAIN "sl-field"

#include "config.h"

#include "sl-field.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "sl-date-guess.h"
#include "sl-error.h"
#include "sl-json.h"
#include "sl-money.h"
#include "sl-text.h"
#include "sl-zone.h"

/**
 * sl_field_get_label:
 * @field: a field
 *
 * Returns: its name for people, in their language
 */
const char *
sl_field_get_label (const SlField *field)
{
  return _ (field->label);
}

/**
 * sl_field_is_integer:
 * @field: a field
 *
 * Returns: whether its values are numbers; else they are text
 */
gboolean
sl_field_is_integer (const SlField *field)
{
  switch (field->type)
    {
    case SL_TYPE_INTEGER:
    case SL_TYPE_BOOLEAN:
    case SL_TYPE_TIME:
    case SL_TYPE_RANK:
      return TRUE;
    case SL_TYPE_TEXT:
    case SL_TYPE_DATE:
    case SL_TYPE_ENUM:
    case SL_TYPE_REFERENCE:
    case SL_TYPE_JSON:
    default:
      return FALSE;
    }
}

/**
 * sl_field_is_editable:
 * @field: a field
 *
 * Returns: whether a person writes it: neither bookkeeping nor derived
 */
gboolean
sl_field_is_editable (const SlField *field)
{
  return (field->flags & (SL_FIELD_HIDDEN | SL_FIELD_DERIVED)) == 0;
}

/**
 * sl_field_get_initial:
 * @field: a field
 * @value: an initialised value, overwritten with what a new record has there
 */
void
sl_field_get_initial (const SlField *field, SlValue *value)
{
  if (field->initial != NULL && sl_field_is_integer (field))
    sl_value_set_integer (value, g_ascii_strtoll (field->initial, NULL, 10));
  else
    sl_value_set_text (value, field->initial);
}

/* Checking */

G_GNUC_PRINTF (2, 3) static gboolean
refuse (GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, SL_ERROR, SL_ERROR_INVALID, message);
  return FALSE;
}

static gboolean
refuse_word (const SlField *field, const char *text, GError **error)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (const SlEnumValue *value = field->words->values; value->word != NULL; value++)
    {
      if (list->len > 0)
        /* Translators: between the words of a list, "Saved, Applied, Offer" */
        g_string_append (list, C_("list of words", ", "));
      g_string_append (list, sl_enum_label (field->words, value->word));
    }
  /* Translators: the name of a field, what was written there, and the words that may stand there */
  return refuse (error, _("%s can’t be “%s”. Use one of: %s."), sl_field_get_label (field), text, list->str);
}

static gboolean
check_length (const SlField *field, const char *text, GError **error)
{
  gsize n;

  /* No text has more characters than bytes. */
  if (field->max == 0 || strlen (text) <= (gsize) field->max)
    return TRUE;
  n = sl_text_count_chars (text);
  if (n <= (gsize) field->max)
    return TRUE;
  /* Translators: "Company can have at most 255 characters (this one has 300)." */
  return refuse (error,
                 ngettext ("%s can have at most %d character (this one has %d).",
                           "%s can have at most %d characters (this one has %d).", (gulong) field->max),
                 sl_field_get_label (field), (int) field->max, (int) n);
}

static gboolean
is_currency (const char *text)
{
  return strlen (text) == 3 && strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3;
}

static gboolean
is_color (const char *text)
{
  gsize length = strlen (text);

  return text[0] == '#' && (length == 7 || length == 4) && strspn (text + 1, "0123456789abcdefABCDEF") == length - 1;
}

static gboolean
check_form (const SlField *field, const char *text, GError **error)
{
  const char *label = sl_field_get_label (field);

  if (field->flags & SL_FIELD_CURRENCY && !is_currency (text))
    return refuse (error, _("%s must be three letters such as USD or EUR."), label);
  if (field->flags & SL_FIELD_COLOR && !is_color (text))
    return refuse (error, _("%s must be written like #6366f1."), label);
  if (field->flags & SL_FIELD_TIME_OF_DAY && sl_time_of_day_parse (text) < 0)
    return refuse (error, _("%s must be a time such as 14:30."), label);
  return TRUE;
}

static gboolean
check_json (const SlField *field, const char *text, GError **error)
{
  g_autoptr (JsonNode) node = sl_json_parse (text, -1, NULL);

  if (node != NULL && (JSON_NODE_HOLDS_ARRAY (node) || JSON_NODE_HOLDS_OBJECT (node)))
    return TRUE;
  return refuse (error, _("%s must be a list or an object in JSON, such as [\"one\", \"two\"]."), sl_field_get_label (field));
}

static gboolean
check_text (const SlField *field, const char *text, gboolean foreign, GError **error)
{
  SlDay day;

  if (!g_utf8_validate (text, -1, NULL))
    return refuse (error, _("%s holds characters that aren’t text."), sl_field_get_label (field));
  if (field->flags & SL_FIELD_REQUIRED && sl_text_is_blank (text))
    return refuse (error, _("%s can’t be empty."), sl_field_get_label (field));

  switch (field->type)
    {
    case SL_TYPE_TEXT:
      return check_length (field, text, error) && (*text == '\0' || check_form (field, text, error));
    case SL_TYPE_DATE:
      if (!sl_day_parse_iso (text, &day))
        return refuse (error, _("%s must be a date such as 2026-09-03."), sl_field_get_label (field));
      return TRUE;
    case SL_TYPE_ENUM:
      return foreign || sl_enum_index (field->words, text) >= 0 || refuse_word (field, text, error);
    case SL_TYPE_JSON:
      return check_json (field, text, error);
    case SL_TYPE_REFERENCE:
      if (sl_text_is_blank (text))
        return refuse (error, _("%s must name a record or be empty."), sl_field_get_label (field));
      return TRUE;
    case SL_TYPE_INTEGER:
    case SL_TYPE_BOOLEAN:
    case SL_TYPE_TIME:
    case SL_TYPE_RANK:
    default:
      return refuse (error, _("%s must be a whole number."), sl_field_get_label (field));
    }
}

static gboolean
check_range (const SlField *field, gint64 number, GError **error)
{
  g_autofree char *min = g_strdup_printf ("%" G_GINT64_FORMAT, field->min);
  g_autofree char *max = g_strdup_printf ("%" G_GINT64_FORMAT, field->max);
  gboolean too_small = number < field->min;
  gboolean too_large = field->max != 0 && number > field->max;

  if (!too_small && !too_large)
    return TRUE;
  /* A small range is told whole, the limits of a column one at a time. */
  if (field->max != 0 && field->max <= 100)
    /* Translators: "Excitement must be from 1 to 5." */
    return refuse (error, _("%s must be from %s to %s."), sl_field_get_label (field), min, max);
  if (too_small)
    /* Translators: "Salary from must be 0 or more." */
    return refuse (error, _("%s must be %s or more."), sl_field_get_label (field), min);
  return refuse (error, _("%s can be at most %s."), sl_field_get_label (field), max);
}

static gboolean
check_number (const SlField *field, gint64 number, GError **error)
{
  if (!sl_field_is_integer (field))
    return refuse (error, _("%s must be text, not a number."), sl_field_get_label (field));
  if (field->type == SL_TYPE_INTEGER || field->type == SL_TYPE_BOOLEAN)
    return check_range (field, number, error);
  return TRUE;
}

static gboolean
check (const SlField *field, const SlValue *value, gboolean foreign, GError **error)
{
  switch (value->type)
    {
    case SL_VALUE_TEXT:
      return check_text (field, value->text, foreign, error);
    case SL_VALUE_INTEGER:
      return check_number (field, value->integer, error);
    case SL_VALUE_NULL:
    default:
      if (field->flags & SL_FIELD_REQUIRED)
        return refuse (error, _("%s can’t be empty."), sl_field_get_label (field));
      return TRUE;
    }
}

/**
 * sl_field_check:
 * @field: a field
 * @value: what shall stand there
 * @error: return location for an #SlErrorCode
 *
 * Returns: whether @value may stand in @field; else %SL_ERROR_INVALID with a message that names field and limit
 */
gboolean
sl_field_check (const SlField *field, const SlValue *value, GError **error)
{
  return check (field, value, FALSE, error);
}

/**
 * sl_field_check_foreign:
 * @field: a field
 * @value: what shall stand there
 * @error: return location for an #SlErrorCode
 *
 * As sl_field_check(), but lets a word pass that isn't one of the enum's: servers and exports of other versions have
 * words of their own, and those are kept.
 */
gboolean
sl_field_check_foreign (const SlField *field, const SlValue *value, GError **error)
{
  return check (field, value, TRUE, error);
}

/* Reading what a person wrote */

static gboolean
parse_number (const SlField *field, const char *text, SlValue *value, GError **error)
{
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
  return refuse (error, _("%s must be a whole number, but “%s” isn’t."), sl_field_get_label (field), text);
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
  return refuse (error, _("%s must be yes or no."), sl_field_get_label (field));
}

static gboolean
parse_date (const SlField *field, const char *text, SlValue *value, GError **error)
{
  char iso[SL_DAY_ISO_SIZE];
  SlDay day;

  /* "Sep 3, 2026" is clear, "03/09/2026" isn't: only a whole column can tell, and that is the importer's. */
  if (!sl_day_parse_iso (text, &day) && !sl_date_parse_loose (text, SL_DATE_ORDER_UNKNOWN, &day))
    return refuse (error, _("%s must be a date such as 2026-09-03."), sl_field_get_label (field));
  sl_value_set_text (value, sl_day_format_iso (day, iso));
  return TRUE;
}

static gboolean
parse_time (const SlField *field, const char *text, SlValue *value, GError **error)
{
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  gint64 time;
  SlDay day;

  if (sl_day_parse_iso (text, &day))
    time = sl_day_to_time (day, local);
  else if (!sl_time_parse_iso8601 (text, local, &time))
    return refuse (error, _("%s must be a date and time such as 2026-09-03 14:30."), sl_field_get_label (field));
  sl_value_set_integer (value, time);
  return TRUE;
}

static gboolean
parse_json (const SlField *field, const char *text, SlValue *value, GError **error)
{
  g_autoptr (JsonNode) node = sl_json_parse (text, -1, NULL);
  g_autofree char *compact = NULL;

  if (node == NULL)
    return check_json (field, text, error);
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
      /* "9:30" */
      if (field->flags & SL_FIELD_TIME_OF_DAY && strlen (clean) == 4)
        {
          g_autofree char *padded = g_strconcat ("0", clean, NULL);

          g_set_str (&clean, padded);
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
    return refuse (error, _("%s must name a place as in Europe/Berlin."), sl_field_get_label (field));
  sl_value_set_text (value, name);
  return TRUE;
}

static gboolean
parse_filled (const SlField *field, const char *text, SlValue *value, GError **error)
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
      return parse_date (field, stripped, value, error);
    case SL_TYPE_TIME:
      return parse_time (field, stripped, value, error);
    case SL_TYPE_ENUM:
      word = sl_enum_match (field->words, stripped);
      if (word == NULL)
        return refuse_word (field, stripped, error);
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
 * @field: a field
 * @text: (nullable): what a person wrote
 * @value: an initialised value, overwritten on success
 * @error: return location for an #SlErrorCode
 *
 * Reads labels and words of enums in any case, dates that have only one reading, times of the local zone, "yes" and
 * "no", and amounts such as "$120k". Blank text is null, and for a required field its initial value. Text is cleaned:
 * broken bytes and control characters go, and line breaks become spaces where the field isn't a long one.
 *
 * Returns: whether @text was understood and may stand in @field; else %SL_ERROR_INVALID, with a message that names the
 *   field and what it takes
 */
gboolean
sl_field_parse (const SlField *field, const char *text, SlValue *value, GError **error)
{
  g_auto (SlValue) parsed = SL_VALUE_INIT;

  if (sl_text_is_blank (text))
    {
      if (field->flags & SL_FIELD_REQUIRED)
        sl_field_get_initial (field, &parsed);
    }
  else if (!parse_filled (field, text, &parsed, error))
    return FALSE;

  if (!sl_field_check (field, &parsed, error))
    return FALSE;
  sl_value_take (&parsed, value);
  return TRUE;
}

/**
 * sl_field_format:
 * @field: a field
 * @value: what stands there
 *
 * Writes a value so that a person understands it and sl_field_parse() reads the same again: enums by their label,
 * dates and times as ISO 8601, numbers without grouping.
 *
 * Returns: (transfer full): the text; "" for null
 */
char *
sl_field_format (const SlField *field, const SlValue *value)
{
  char iso[SL_TIME_ISO_SIZE];

  switch (value->type)
    {
    case SL_VALUE_TEXT:
      if (field->type == SL_TYPE_ENUM)
        return g_strdup (sl_enum_label (field->words, value->text));
      return g_strdup (value->text);
    case SL_VALUE_INTEGER:
      if (field->type == SL_TYPE_BOOLEAN)
        return g_strdup (value->integer ? C_("boolean", "yes") : C_("boolean", "no"));
      if (field->type == SL_TYPE_TIME)
        return g_strdup (sl_time_format_iso8601 (value->integer, iso));
      return g_strdup_printf ("%" G_GINT64_FORMAT, value->integer);
    case SL_VALUE_NULL:
    default:
      return g_strdup ("");
    }
}
