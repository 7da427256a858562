/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes rows as JSON, straight into the answer's text: lists of thousands of rows are the rule in simulations. */
#define G_LOG_DOMAIN "sl-model-server"

#include "config.h"

#include <math.h>
#include <string.h>

#include "sl-date.h"
#include "sl-model-call.h"

/**
 * sl_model_write_string:
 * @json: where to write
 * @text: (nullable): UTF-8
 *
 * Writes a JSON string, or null.
 */
void
sl_model_write_string (GString    *json,
                       const char *text)
{
  const char *from = text;

  if (text == NULL)
    {
      g_string_append (json, "null");
      return;
    }

  g_string_append_c (json, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      guchar c = (guchar) *p;

      if (c >= 0x20 && c != '"' && c != '\\')
        continue;
      g_string_append_len (json, from, p - from);
      from = p + 1;
      if (c == '"' || c == '\\')
        {
          g_string_append_c (json, '\\');
          g_string_append_c (json, (char) c);
        }
      else
        g_string_append_printf (json, "\\u%04x", c);
    }
  g_string_append (json, from);
  g_string_append_c (json, '"');
}

/* As the database writes a time: the fraction without zeros at its end. */
static void
write_stored_time (GString *json,
                   gint64   usec)
{
  char buf[SL_TIME_ISO_SIZE];
  gsize length;

  sl_time_format_iso8601 (usec, buf);
  length = strlen (buf) - strlen ("Z");
  while (strchr (buf, '.') != NULL && length > 0 && buf[length - 1] == '0')
    length--;
  g_string_append_c (json, '"');
  g_string_append_len (json, buf, (gssize) length);
  g_string_append (json, "+00:00\"");
}

/**
 * sl_model_write_value:
 * @json: where to write
 * @value: a value
 * @shape: how times are written
 */
void
sl_model_write_value (GString            *json,
                      const SlModelValue *value,
                      SlModelShape        shape)
{
  char buf[32];

  switch (value->type)
    {
    case SL_MODEL_NULL:
      g_string_append (json, "null");
      break;
    case SL_MODEL_IS_TEXT:
      sl_model_write_string (json, value->text);
      break;
    case SL_MODEL_IS_INT:
      g_snprintf (buf, sizeof buf, "%" G_GINT64_FORMAT, value->number);
      g_string_append (json, buf);
      break;
    case SL_MODEL_IS_BOOL:
      g_string_append (json, value->number != 0 ? "true" : "false");
      break;
    case SL_MODEL_IS_TIME:
      if (shape == SL_MODEL_AS_STORED)
        write_stored_time (json, value->number);
      else
        sl_model_write_string (json, sl_time_format_iso8601 (value->number, (char[SL_TIME_ISO_SIZE]) { 0 }));
      break;
    case SL_MODEL_IS_JSON:
    default:
      g_string_append (json, value->text);
      break;
    }
}

static gboolean
is_shown (const SlModelField *field,
          SlModelShape        shape)
{
  if (field->flags & SL_MODEL_INTERNAL)
    return FALSE;
  if (shape == SL_MODEL_PROFILE)
    return (field->flags & SL_MODEL_PUBLIC) != 0;
  if (shape == SL_MODEL_AS_STORED)
    return field->type != SL_MODEL_NOTHING;

  return (field->flags & SL_MODEL_RAW) == 0;
}

/**
 * sl_model_write_columns:
 * @json: where to write
 * @row: a row
 * @shape: which columns, and how
 *
 * Writes a row as a JSON object that still lacks its closing brace, so that more can follow.
 */
void
sl_model_write_columns (GString      *json,
                        SlModelRow   *row,
                        SlModelShape  shape)
{
  const SlModelKindInfo *info = sl_model_kind_info (row->kind);
  char before = '{';

  for (guint i = 0; i < info->n_fields; i++)
    {
      const SlModelField *field = &info->fields[i];

      if (!is_shown (field, shape))
        continue;

      g_string_append_c (json, before);
      g_string_append_c (json, '"');
      g_string_append (json, field->name);
      g_string_append (json, "\":");
      if (field->type == SL_MODEL_NOTHING)
        g_string_append (json, field->fallback != NULL ? field->fallback : "null");
      else
        sl_model_write_value (json, &row->values[i], shape);
      before = ',';
    }
}

/**
 * sl_model_write_row:
 * @json: where to write
 * @row: a row
 * @shape: which columns, and how
 *
 * Writes a row as a JSON object.
 */
void
sl_model_write_row (GString      *json,
                    SlModelRow   *row,
                    SlModelShape  shape)
{
  sl_model_write_columns (json, row, shape);
  g_string_append_c (json, '}');
}

/**
 * sl_model_write_double:
 * @json: where to write
 * @number: a number
 * @places: digits after the point at most
 *
 * Writes a number with a fraction as the server's language does: at least one digit after the point.
 */
void
sl_model_write_double (GString *json,
                       double   number,
                       int      places)
{
  char format[8], buf[64];
  gsize length;

  g_snprintf (format, sizeof format, "%%.%df", places);
  g_ascii_formatd (buf, sizeof buf, format, number);
  length = strlen (buf);
  while (length > 2 && buf[length - 1] == '0' && buf[length - 2] != '.')
    length--;
  g_string_append_len (json, buf, (gssize) length);
}

static int
compare_keys (gconstpointer a,
              gconstpointer b)
{
  const char *left = *(const char **) a, *right = *(const char **) b;
  gsize x = strlen (left), y = strlen (right);

  return x != y ? (x < y ? -1 : 1) : strcmp (left, right);
}

static void
write_object (GString    *json,
              JsonObject *object)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  g_autoptr (GList) members = json_object_get_members (object);

  for (GList *l = members; l != NULL; l = l->next)
    g_ptr_array_add (keys, l->data);
  g_ptr_array_sort (keys, compare_keys);

  g_string_append_c (json, '{');
  for (guint i = 0; i < keys->len; i++)
    {
      if (i > 0)
        g_string_append_c (json, ',');
      sl_model_write_string (json, keys->pdata[i]);
      g_string_append_c (json, ':');
      sl_model_write_node (json, json_object_get_member (object, keys->pdata[i]));
    }
  g_string_append_c (json, '}');
}

static void
write_number (GString  *json,
              JsonNode *node)
{
  char buf[G_ASCII_DTOSTR_BUF_SIZE];

  if (json_node_get_value_type (node) == G_TYPE_INT64)
    {
      g_string_append_printf (json, "%" G_GINT64_FORMAT, json_node_get_int (node));
      return;
    }

  g_ascii_dtostr (buf, sizeof buf, json_node_get_double (node));
  g_string_append (json, buf);
  if (strpbrk (buf, ".en") == NULL)
    g_string_append (json, ".0");
}

/**
 * sl_model_write_node:
 * @json: where to write
 * @node: (nullable): a JSON value
 *
 * Writes a JSON value with its objects' keys in the order of the database (shorter ones first), or null.
 */
void
sl_model_write_node (GString  *json,
                     JsonNode *node)
{
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    g_string_append (json, "null");
  else if (JSON_NODE_HOLDS_OBJECT (node))
    write_object (json, json_node_get_object (node));
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      g_string_append_c (json, '[');
      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          if (i > 0)
            g_string_append_c (json, ',');
          sl_model_write_node (json, json_array_get_element (array, i));
        }
      g_string_append_c (json, ']');
    }
  else if (json_node_get_value_type (node) == G_TYPE_STRING)
    sl_model_write_string (json, json_node_get_string (node));
  else if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    g_string_append (json, json_node_get_boolean (node) ? "true" : "false");
  else
    write_number (json, node);
}

/**
 * sl_model_canonical:
 * @node: a JSON value
 *
 * Returns: (transfer full): its text as sl_model_write_node() writes it
 */
char *
sl_model_canonical (JsonNode *node)
{
  GString *json = g_string_new (NULL);

  sl_model_write_node (json, node);

  return g_string_free_and_steal (json);
}
