/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The value of one field of one record. See sl-value.h. */

#define G_LOG_DOMAIN "sl-value"

#include "sl-value.h"

#include <math.h>
#include <string.h>

/* Doubles hold every whole number up to this one exactly; JSON from other programs may write 3 as 3.0. */
#define LARGEST_EXACT_DOUBLE 9007199254740992.0

/**
 * sl_value_clear:
 * @value: the value
 *
 * Frees what @value holds and makes it null.
 */
void
sl_value_clear (SlValue *value)
{
  if (value->type == SL_VALUE_TEXT)
    g_ref_string_release (value->text);
  *value = (SlValue) SL_VALUE_INIT;
}

/**
 * sl_value_copy:
 * @from: what to copy
 * @to: an initialised value, overwritten
 *
 * Makes @to equal to @from. Text is shared, not duplicated.
 */
void
sl_value_copy (const SlValue *from, SlValue *to)
{
  SlValue copy = *from;

  if (copy.type == SL_VALUE_TEXT)
    g_ref_string_acquire (copy.text);
  sl_value_clear (to);
  *to = copy;
}

/**
 * sl_value_take:
 * @from: what to move; null afterwards
 * @to: an initialised value, overwritten
 */
void
sl_value_take (SlValue *from, SlValue *to)
{
  SlValue moved = *from;

  if (from == to)
    return;

  *from = (SlValue) SL_VALUE_INIT;
  sl_value_clear (to);
  *to = moved;
}

/** sl_value_set_integer: makes it a whole number; what it held is freed */
void
sl_value_set_integer (SlValue *value, gint64 integer)
{
  sl_value_clear (value);
  value->type = SL_VALUE_INTEGER;
  value->integer = integer;
}

/**
 * sl_value_set_text:
 * @value: an initialised value
 * @text: (nullable): UTF-8 text, copied; %NULL makes @value null
 */
void
sl_value_set_text (SlValue *value, const char *text)
{
  sl_value_set_text_len (value, text, -1);
}

/**
 * sl_value_set_text_len:
 * @value: an initialised value
 * @text: (nullable): UTF-8 text, copied; %NULL makes @value null
 * @length: its bytes, or -1 when it ends with a NUL
 */
void
sl_value_set_text_len (SlValue *value, const char *text, gssize length)
{
  char *copy = NULL;

  /* Copied first: @text may be part of what @value holds now. */
  if (text != NULL)
    copy = length < 0 ? g_ref_string_new (text) : g_ref_string_new_len (text, length);
  sl_value_clear (value);
  if (copy == NULL)
    return;
  value->type = SL_VALUE_TEXT;
  value->text = copy;
}

/**
 * sl_value_equal:
 * @a: a value
 * @b: another
 *
 * Returns: whether both have the same type and content; two nulls are equal
 */
gboolean
sl_value_equal (const SlValue *a, const SlValue *b)
{
  if (a->type != b->type)
    return FALSE;
  switch (a->type)
    {
    case SL_VALUE_INTEGER:
      return a->integer == b->integer;
    case SL_VALUE_TEXT:
      return a->text == b->text || strcmp (a->text, b->text) == 0;
    case SL_VALUE_NULL:
    default:
      return TRUE;
    }
}

/** sl_value_is_null: whether it holds nothing */
gboolean
sl_value_is_null (const SlValue *value)
{
  return value->type == SL_VALUE_NULL;
}

/**
 * sl_value_get_text:
 * @value: the value
 *
 * Returns: (nullable): its text, owned by @value; %NULL when it is null or a number
 */
const char *
sl_value_get_text (const SlValue *value)
{
  return value->type == SL_VALUE_TEXT ? value->text : NULL;
}

/**
 * sl_value_get_integer:
 * @value: the value
 * @fallback: what to return when @value isn't a number
 */
gint64
sl_value_get_integer (const SlValue *value, gint64 fallback)
{
  return value->type == SL_VALUE_INTEGER ? value->integer : fallback;
}

/**
 * sl_value_to_json:
 * @value: the value
 *
 * Returns: (transfer full): a null, number or string node
 */
JsonNode *
sl_value_to_json (const SlValue *value)
{
  JsonNode *node = json_node_alloc ();

  switch (value->type)
    {
    case SL_VALUE_INTEGER:
      return json_node_init_int (node, value->integer);
    case SL_VALUE_TEXT:
      return json_node_init_string (node, value->text);
    case SL_VALUE_NULL:
    default:
      return json_node_init_null (node);
    }
}

/**
 * sl_value_from_json:
 * @value: an initialised value, overwritten on success
 * @node: a JSON node
 *
 * Reads null, whole numbers, strings and booleans (as 0 and 1).
 *
 * Returns: %FALSE for arrays, objects and fractions, with @value left as it was
 */
gboolean
sl_value_from_json (SlValue *value, JsonNode *node)
{
  GType type;

  if (JSON_NODE_HOLDS_NULL (node))
    {
      sl_value_clear (value);
      return TRUE;
    }
  if (!JSON_NODE_HOLDS_VALUE (node))
    return FALSE;

  type = json_node_get_value_type (node);
  if (type == G_TYPE_STRING)
    {
      sl_value_set_text (value, json_node_get_string (node));
      return TRUE;
    }
  if (type == G_TYPE_INT64)
    {
      sl_value_set_integer (value, json_node_get_int (node));
      return TRUE;
    }
  if (type == G_TYPE_BOOLEAN)
    {
      sl_value_set_integer (value, json_node_get_boolean (node));
      return TRUE;
    }
  if (type == G_TYPE_DOUBLE)
    {
      double number = json_node_get_double (node);

      if (!(fabs (number) <= LARGEST_EXACT_DOUBLE) || number != floor (number))
        return FALSE;
      sl_value_set_integer (value, (gint64) number);
      return TRUE;
    }
  return FALSE;
}
