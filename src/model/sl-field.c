/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one row of a field table says about a value: whether it may stand there, how it is read from what a person
 * writes, and how it is written for a person. The messages made here are the ones that form, command line and import
 * show. */

#define G_LOG_DOMAIN "sl-field"

#include "config.h"

#include "sl-field-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-error.h"
#include "sl-json.h"
#include "sl-money.h"
#include "sl-text.h"

/* Of what was written, so many characters are told again. */
#define MAX_QUOTED 60

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
 * @value: an initialised value, overwritten with what a new record has there; of a currency the one of the locale
 */
void
sl_field_get_initial (const SlField *field, SlValue *value)
{
  if (field->initial != NULL && field->flags & SL_FIELD_CURRENCY)
    {
      char code[SL_MONEY_CODE_SIZE];

      sl_value_set_text (value, sl_money_get_locale_currency (code) ? code : field->initial);
    }
  else if (field->initial != NULL && sl_field_is_integer (field))
    sl_value_set_integer (value, g_ascii_strtoll (field->initial, NULL, 10));
  else
    sl_value_set_text (value, field->initial);
}

/* Checking */

gboolean
_sl_field_refuse (GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, SL_ERROR, SL_ERROR_INVALID, message);
  return FALSE;
}

/** _sl_field_shorten: (transfer full): what was written, as much of it as a sentence can hold */
char *
_sl_field_shorten (const char *text)
{
  g_autofree char *start = sl_text_truncate_utf8 (text, MAX_QUOTED);

  return strlen (start) < strlen (text) ? g_strconcat (start, "…", NULL) : g_steal_pointer (&start);
}

gboolean
_sl_field_refuse_word (const SlField *field, const char *text, GError **error)
{
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree char *quoted = _sl_field_shorten (text);

  for (const SlEnumValue *value = field->words->values; value->word != NULL; value++)
    {
      if (list->len > 0)
        /* Translators: between the words of a list, "Saved, Applied, Offer" */
        g_string_append (list, C_("list of words", ", "));
      g_string_append (list, sl_enum_label (field->words, value->word));
    }
  /* Translators: the name of a field, what was written there, and the words that may stand there */
  return _sl_field_refuse (error, _("%s can’t be “%s”. Use one of: %s."), sl_field_get_label (field), quoted, list->str);
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
  return _sl_field_refuse (error,
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
    return _sl_field_refuse (error, _("%s must be three letters such as USD or EUR."), label);
  if (field->flags & SL_FIELD_COLOR && !is_color (text))
    return _sl_field_refuse (error, _("%s must be written like #6366f1."), label);
  if (field->flags & SL_FIELD_TIME_OF_DAY && sl_time_of_day_parse (text) < 0)
    return _sl_field_refuse (error, _("%s must be a time such as 14:30."), label);
  return TRUE;
}

gboolean
_sl_field_check_json (const SlField *field, const char *text, GError **error)
{
  g_autoptr (JsonNode) node = sl_json_parse (text, -1, NULL);

  if (node != NULL && (JSON_NODE_HOLDS_ARRAY (node) || JSON_NODE_HOLDS_OBJECT (node)))
    return TRUE;
  return _sl_field_refuse (error, _("%s must be a list or an object in JSON, such as [\"one\", \"two\"]."), sl_field_get_label (field));
}

static gboolean
check_text (const SlField *field, const char *text, gboolean foreign, GError **error)
{
  SlDay day;

  if (!g_utf8_validate (text, -1, NULL))
    return _sl_field_refuse (error, _("%s holds characters that aren’t text."), sl_field_get_label (field));
  if (field->flags & SL_FIELD_REQUIRED && sl_text_is_blank (text))
    return _sl_field_refuse (error, _("%s can’t be empty."), sl_field_get_label (field));

  switch (field->type)
    {
    case SL_TYPE_TEXT:
      return check_length (field, text, error) && (*text == '\0' || check_form (field, text, error));
    case SL_TYPE_DATE:
      if (!sl_day_parse_iso (text, &day))
        return _sl_field_refuse (error, _("%s must be a date such as 2026-09-03."), sl_field_get_label (field));
      return TRUE;
    case SL_TYPE_ENUM:
      return foreign || sl_enum_index (field->words, text) >= 0 || _sl_field_refuse_word (field, text, error);
    case SL_TYPE_JSON:
      return _sl_field_check_json (field, text, error);
    case SL_TYPE_REFERENCE:
      if (sl_text_is_blank (text))
        return _sl_field_refuse (error, _("%s must name a record or be empty."), sl_field_get_label (field));
      return TRUE;
    case SL_TYPE_INTEGER:
    case SL_TYPE_BOOLEAN:
    case SL_TYPE_TIME:
    case SL_TYPE_RANK:
    default:
      return _sl_field_refuse (error, _("%s must be a whole number."), sl_field_get_label (field));
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
    return _sl_field_refuse (error, _("%s must be from %s to %s."), sl_field_get_label (field), min, max);
  if (too_small)
    /* Translators: "Salary from must be 0 or more." */
    return _sl_field_refuse (error, _("%s must be %s or more."), sl_field_get_label (field), min);
  return _sl_field_refuse (error, _("%s can be at most %s."), sl_field_get_label (field), max);
}

static gboolean
check_number (const SlField *field, gint64 number, GError **error)
{
  if (!sl_field_is_integer (field))
    return _sl_field_refuse (error, _("%s must be text, not a number."), sl_field_get_label (field));
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
        return _sl_field_refuse (error, _("%s can’t be empty."), sl_field_get_label (field));
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
