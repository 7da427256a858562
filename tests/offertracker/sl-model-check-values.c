/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Validation of single values: what of a JSON value a column takes, and what is said of the rest. */
#define G_LOG_DOMAIN "sl-model-server"

#include "config.h"

#include <math.h>
#include <string.h>

#include "sl-date.h"
#include "sl-model-call.h"

/* Seconds of Unix time above this are milliseconds. */
#define LAST_SECOND G_GINT64_CONSTANT (20000000000)

static gboolean
refuse (SlModelCall        *call,
        const SlModelField *field,
        JsonNode           *node,
        const char         *type,
        const char         *message,
        const char         *context)
{
  sl_model_check_error (call, type, message, "body", field->name, node, context);

  return FALSE;
}

static gboolean
refuse_number (SlModelCall        *call,
               const SlModelField *field,
               JsonNode           *node,
               const char         *type,
               const char         *format,
               const char         *key,
               gint64              number)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  g_autofree char *message = g_strconcat (format, " ", digits, strcmp (type, "string_too_long") == 0 || strcmp (type, "string_too_short") == 0 ? (number == 1 ? " character" : " characters") : "", NULL);
  g_autofree char *context = g_strdup_printf ("{\"%s\":%s}", key, digits);

  return refuse (call, field, node, type, message, context);
}

static const char *
get_text (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static gboolean
get_number (JsonNode *node,
            double   *out)
{
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  if (type != G_TYPE_INT64 && type != G_TYPE_DOUBLE)
    return FALSE;

  *out = type == G_TYPE_INT64 ? (double) json_node_get_int (node) : json_node_get_double (node);

  return TRUE;
}

static gboolean
read_text (SlModelCall        *call,
           const SlModelField *field,
           JsonNode           *node,
           SlModelValue       *out)
{
  const char *text = get_text (node);
  guint least = call->profile == SL_MODEL_PROFILE_HEAD ? field->least_head : field->least;
  glong length;

  if (text == NULL)
    return refuse (call, field, node, "string_type", "Input should be a valid string", NULL);

  length = g_utf8_strlen (text, -1);
  if (length < (glong) least)
    return refuse_number (call, field, node, "string_too_short", "String should have at least", "min_length", least);
  if (field->limit > 0 && length > (glong) field->limit)
    return refuse_number (call, field, node, "string_too_long", "String should have at most", "max_length", field->limit);

  *out = (SlModelValue) { SL_MODEL_IS_TEXT, 0, g_strdup (text) };

  return TRUE;
}

/* "'High', 'Medium' or 'Low'" */
static char *
list_words (const char *const *words)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    g_string_append_printf (list, "%s'%s'", i == 0 ? "" : words[i + 1] == NULL ? " or " : ", ", words[i]);

  return g_string_free_and_steal (list);
}

static gboolean
read_word (SlModelCall        *call,
           const SlModelField *field,
           JsonNode           *node,
           SlModelValue       *out)
{
  const char *text = get_text (node);
  const char *const *words = sl_model_words (field->words, call->profile);
  g_autofree char *list = NULL, *message = NULL, *context = NULL;

  if (text != NULL && g_strv_contains (words, text))
    {
      *out = (SlModelValue) { SL_MODEL_IS_TEXT, 0, g_strdup (text) };
      return TRUE;
    }

  if (field->type == SL_MODEL_PATTERN)
    {
      if (text == NULL)
        return refuse (call, field, node, "string_type", "Input should be a valid string", NULL);
      list = g_strjoinv ("|", (char **) words);
      message = g_strdup_printf ("String should match pattern '^(%s)$'", list);
      context = g_strdup_printf ("{\"pattern\":\"^(%s)$\"}", list);
      return refuse (call, field, node, "string_pattern_mismatch", message, context);
    }

  list = list_words (words);
  message = g_strconcat ("Input should be ", list, NULL);
  context = g_strdup_printf ("{\"expected\":\"%s\"}", list);

  return refuse (call, field, node, "enum", message, context);
}

static gboolean
read_int (SlModelCall        *call,
          const SlModelField *field,
          JsonNode           *node,
          SlModelValue       *out)
{
  const char *text = get_text (node);
  gint64 number;
  double real;

  if (text != NULL)
    {
      if (!g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &number, NULL))
        return refuse (call, field, node, "int_parsing", "Input should be a valid integer, unable to parse string as an integer", NULL);
    }
  else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    number = json_node_get_boolean (node);
  else if (!get_number (node, &real))
    return refuse (call, field, node, "int_type", "Input should be a valid integer", NULL);
  else if (real != floor (real))
    return refuse (call, field, node, "int_from_float", "Input should be a valid integer, got a number with a fractional part", NULL);
  else
    number = json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node) : (gint64) CLAMP (real, -9e18, 9e18);

  if (field->has_low && field->above && number <= field->low)
    return refuse_number (call, field, node, "greater_than", "Input should be greater than", "gt", field->low);
  if (field->has_low && number < field->low)
    return refuse_number (call, field, node, "greater_than_equal", "Input should be greater than or equal to", "ge", field->low);
  if (field->has_high && number > field->high)
    return refuse_number (call, field, node, "less_than_equal", "Input should be less than or equal to", "le", field->high);

  *out = (SlModelValue) { SL_MODEL_IS_INT, number, NULL };

  return TRUE;
}

static gboolean
read_bool (SlModelCall        *call,
           const SlModelField *field,
           JsonNode           *node,
           SlModelValue       *out)
{
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return refuse (call, field, node, "bool_parsing", "Input should be a valid boolean, unable to interpret input", NULL);

  *out = (SlModelValue) { SL_MODEL_IS_BOOL, json_node_get_boolean (node), NULL };

  return TRUE;
}

static gboolean
read_digits (const char *text,
             guint       n,
             guint      *out)
{
  *out = 0;
  for (guint i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      *out = *out * 10 + (guint) (text[i] - '0');
    }

  return TRUE;
}

/* What the server's parser says of a text that isn't a day. */
static const char *
explain_day (const char *text)
{
  guint year, month, day;

  if (strlen (text) < strlen ("2026-01-01"))
    return "input is too short";
  if (!read_digits (text, 4, &year))
    return "invalid character in year";
  if (text[4] != '-')
    return "invalid date separator, expected `-`";
  if (!read_digits (text + 5, 2, &month))
    return "invalid character in month";
  if (month < 1 || month > 12)
    return "month value is outside expected range of 1-12";
  if (text[7] != '-')
    return "invalid date separator, expected `-`";
  if (!read_digits (text + 8, 2, &day))
    return "invalid character in day";
  if (sl_day_from_ymd ((int) year, (int) month, (int) day) == SL_DAY_NONE)
    return "day value is outside expected range";

  return "unexpected extra characters at the end of the input";
}

/* A time as text or Unix seconds. Without a zone it is UTC; a day alone is its midnight. */
static gboolean
parse_time (JsonNode *node,
            gint64   *out)
{
  const char *text = get_text (node);
  double seconds;
  SlDay day;

  if (text != NULL)
    {
      if (sl_time_parse_iso8601 (text, NULL, out))
        return TRUE;
      if (!sl_day_parse_iso (text, &day))
        return FALSE;
      *out = sl_day_to_time (day, NULL);
      return TRUE;
    }

  if (!get_number (node, &seconds))
    return FALSE;
  if (fabs (seconds) > (double) LAST_SECOND)
    seconds /= 1000;
  *out = (gint64) round (seconds * G_USEC_PER_SEC);

  return TRUE;
}

static gboolean
refuse_time (SlModelCall        *call,
             const SlModelField *field,
             JsonNode           *node,
             gboolean            day)
{
  const char *why = get_text (node) != NULL ? explain_day (get_text (node)) : NULL;
  g_autofree char *message = NULL, *context = NULL;

  if (why == NULL)
    return refuse (call, field, node, day ? "date_type" : "datetime_type", day ? "Input should be a valid date" : "Input should be a valid datetime", NULL);

  message = g_strdup_printf (day ? "Input should be a valid date or datetime, %s" : "Input should be a valid datetime or date, %s", why);
  context = g_strdup_printf ("{\"error\":\"%s\"}", why);

  return refuse (call, field, node, day ? "date_from_datetime_parsing" : "datetime_from_date_parsing", message, context);
}

static gboolean
read_day (SlModelCall        *call,
          const SlModelField *field,
          JsonNode           *node,
          SlModelValue       *out)
{
  char buf[SL_DAY_ISO_SIZE];
  gint64 usec;

  if (!parse_time (node, &usec))
    return refuse_time (call, field, node, TRUE);
  if (usec % ((gint64) 86400 * G_USEC_PER_SEC) != 0)
    return refuse (call, field, node, "date_from_datetime_inexact", "Datetimes provided to dates should have zero time - e.g. be exact dates", NULL);

  *out = (SlModelValue) { SL_MODEL_IS_TEXT, 0, g_strdup (sl_day_format_iso (sl_day_from_time (usec, NULL), buf)) };

  return TRUE;
}

static gboolean
read_time (SlModelCall        *call,
           const SlModelField *field,
           JsonNode           *node,
           SlModelValue       *out)
{
  gint64 usec;

  if (!parse_time (node, &usec))
    return refuse_time (call, field, node, FALSE);

  *out = (SlModelValue) { SL_MODEL_IS_TIME, usec, NULL };

  return TRUE;
}

static gboolean
read_list (SlModelCall        *call,
           const SlModelField *field,
           JsonNode           *node,
           SlModelValue       *out)
{
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return refuse (call, field, node, "list_type", "Input should be a valid list", NULL);

  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (get_text (json_array_get_element (array, i)) == NULL)
      return refuse (call, field, json_array_get_element (array, i), "string_type", "Input should be a valid string", NULL);

  *out = (SlModelValue) { SL_MODEL_IS_JSON, 0, sl_model_canonical (node) };

  return TRUE;
}

static gboolean
read_object (SlModelCall        *call,
             const SlModelField *field,
             JsonNode           *node,
             SlModelValue       *out)
{
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return refuse (call, field, node, "dict_type", "Input should be a valid dictionary", NULL);

  *out = (SlModelValue) { SL_MODEL_IS_JSON, 0, sl_model_canonical (node) };

  return TRUE;
}

/**
 * sl_model_check_read:
 * @call: a request
 * @field: a column
 * @node: what the body has for it
 * @out: (out): the value
 *
 * Reads a value of the body; one that the column doesn't take becomes an error of validation.
 *
 * Returns: %TRUE if @out was set
 */
gboolean
sl_model_check_read (SlModelCall        *call,
                     const SlModelField *field,
                     JsonNode           *node,
                     SlModelValue       *out)
{
  switch (field->type)
    {
    case SL_MODEL_TEXT:
      return read_text (call, field, node, out);
    case SL_MODEL_WORD:
    case SL_MODEL_PATTERN:
      return read_word (call, field, node, out);
    case SL_MODEL_INT:
      return read_int (call, field, node, out);
    case SL_MODEL_BOOL:
      return read_bool (call, field, node, out);
    case SL_MODEL_DAY:
      return read_day (call, field, node, out);
    case SL_MODEL_TIME:
      return read_time (call, field, node, out);
    case SL_MODEL_LIST:
      return read_list (call, field, node, out);
    case SL_MODEL_OBJECT:
      return read_object (call, field, node, out);
    case SL_MODEL_ID:
    case SL_MODEL_NOTHING:
    default:
      g_assert_not_reached ();
    }
}
