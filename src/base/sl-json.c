/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Short ways with json-glib. Getters never complain: what is missing, null or of another kind gives the fallback. */
#define G_LOG_DOMAIN "sl-json"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "sl-error.h"
#include "sl-json.h"

/* json-glib writes "<data>:3:5: Parse error: unexpected …"; the line is said by ours. It may quote a part of a character. */
static char *
dup_details (const GError *error)
{
  const char *details = strstr (error->message, "error: ");

  return g_utf8_make_valid (details != NULL ? details + strlen ("error: ") : error->message, -1);
}

/* The parser itself has forgotten the line by the time it returns. */
static guint
get_line (const GError *error)
{
  const char *colon = strchr (error->message, ':');

  return colon != NULL ? (guint) MAX (g_ascii_strtoull (colon + 1, NULL, 10), 1) : 1;
}

/**
 * sl_json_parse:
 * @text: UTF-8
 * @length: its length in bytes, or -1 if it ends with a NUL
 * @error: return location for an error
 *
 * Parses any JSON value. It is immutable.
 *
 * Returns: (transfer full): the value; %NULL with %SL_ERROR_PARSE and the line if it isn't JSON
 */
JsonNode *
sl_json_parse (const char  *text,
               gssize       length,
               GError     **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) local_error = NULL;
  JsonNode *root;

  g_return_val_if_fail (text != NULL || length == 0, NULL);

  if (text == NULL)
    text = "";
#if JSON_CHECK_VERSION (1, 10, 0)
  json_parser_set_strict (parser, TRUE);
#endif
  if (!json_parser_load_from_data (parser, text, length, &local_error))
    {
      g_autofree char *details = dup_details (local_error);

      g_set_error (error, SL_ERROR, SL_ERROR_PARSE, _("Line %u can’t be read as JSON (%s)."), get_line (local_error), details);
      return NULL;
    }

  root = json_parser_steal_root (parser);
  if (root == NULL)
    g_set_error_literal (error, SL_ERROR, SL_ERROR_PARSE, _("There is nothing in it, not even empty JSON."));
  else
    json_node_seal (root);

  return root;
}

static JsonObject *
take_object (JsonNode  *root,
             GError   **error)
{
  JsonObject *object = NULL;

  if (root == NULL)
    return NULL;

  if (JSON_NODE_HOLDS_OBJECT (root))
    object = json_node_dup_object (root);
  else
    g_set_error_literal (error, SL_ERROR, SL_ERROR_PARSE, _("Line 1 can’t be read: a JSON object, “{…}”, was expected."));
  json_node_unref (root);

  return object;
}

/**
 * sl_json_parse_object:
 * @text: UTF-8
 * @error: return location for an error
 *
 * Parses a JSON object. It is immutable.
 *
 * Returns: (transfer full): the object; %NULL with %SL_ERROR_PARSE and the line if the text is something else
 */
JsonObject *
sl_json_parse_object (const char  *text,
                      GError     **error)
{
  g_return_val_if_fail (text != NULL, NULL);

  return take_object (sl_json_parse (text, -1, error), error);
}

/**
 * sl_json_parse_object_bytes:
 * @bytes: UTF-8
 * @error: return location for an error
 *
 * The same for a file's contents.
 *
 * Returns: (transfer full): the object; %NULL with %SL_ERROR_PARSE
 */
JsonObject *
sl_json_parse_object_bytes (GBytes  *bytes,
                            GError **error)
{
  gsize length;
  const char *text;

  g_return_val_if_fail (bytes != NULL, NULL);

  text = g_bytes_get_data (bytes, &length);

  return take_object (sl_json_parse (text, (gssize) length, error), error);
}

/**
 * sl_json_to_text:
 * @node: a JSON value
 * @pretty: %TRUE for lines with an indent of two spaces, %FALSE for one line
 *
 * Returns: (transfer full): the value as text, without a line feed at the end
 */
char *
sl_json_to_text (JsonNode *node,
                 gboolean  pretty)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();

  g_return_val_if_fail (node != NULL, NULL);

  json_generator_set_root (generator, node);
  json_generator_set_pretty (generator, pretty);
  json_generator_set_indent (generator, 2);

  return json_generator_to_data (generator, NULL);
}

/**
 * sl_json_object_to_text:
 * @object: a JSON object
 * @pretty: as in sl_json_to_text()
 *
 * Returns: (transfer full): the object as text
 */
char *
sl_json_object_to_text (JsonObject *object,
                        gboolean    pretty)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  g_return_val_if_fail (object != NULL, NULL);

  json_node_set_object (node, object);

  return sl_json_to_text (node, pretty);
}

static JsonNode *
get_member (JsonObject *object,
            const char *member)
{
  g_return_val_if_fail (member != NULL, NULL);

  return object != NULL ? json_object_get_member (object, member) : NULL;
}

static GType
get_value_type (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;
}

/**
 * sl_json_has_value:
 * @object: (nullable): an object
 * @member: a member's name
 *
 * Returns: %TRUE if @member is there and isn't null
 */
gboolean
sl_json_has_value (JsonObject *object,
                   const char *member)
{
  JsonNode *node = get_member (object, member);

  return node != NULL && !JSON_NODE_HOLDS_NULL (node);
}

/**
 * sl_json_get_string:
 * @object: (nullable): an object
 * @member: a member's name
 * @fallback: (nullable): what to give when there is no string
 *
 * Returns: (transfer none) (nullable): the string, which lives as long as @object, or @fallback
 */
const char *
sl_json_get_string (JsonObject *object,
                    const char *member,
                    const char *fallback)
{
  JsonNode *node = get_member (object, member);

  return get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : fallback;
}

/**
 * sl_json_get_int:
 * @object: (nullable): an object
 * @member: a member's name
 * @fallback: what to give when there is no whole number
 *
 * A number such as 3.0 counts as whole.
 *
 * Returns: the number or @fallback
 */
gint64
sl_json_get_int (JsonObject *object,
                 const char *member,
                 gint64      fallback)
{
  JsonNode *node = get_member (object, member);
  GType type = get_value_type (node);
  double number;

  if (type == G_TYPE_INT64)
    return json_node_get_int (node);
  if (type != G_TYPE_DOUBLE)
    return fallback;

  number = json_node_get_double (node);

  return number == floor (number) && fabs (number) < 9007199254740992.0 ? (gint64) number : fallback;
}

/**
 * sl_json_get_double:
 * @object: (nullable): an object
 * @member: a member's name
 * @fallback: what to give when there is no number
 *
 * Returns: the number or @fallback
 */
double
sl_json_get_double (JsonObject *object,
                    const char *member,
                    double      fallback)
{
  JsonNode *node = get_member (object, member);
  GType type = get_value_type (node);

  if (type == G_TYPE_INT64)
    return (double) json_node_get_int (node);

  return type == G_TYPE_DOUBLE ? json_node_get_double (node) : fallback;
}

/**
 * sl_json_get_boolean:
 * @object: (nullable): an object
 * @member: a member's name
 * @fallback: what to give when there is neither true nor false
 *
 * Returns: the value or @fallback
 */
gboolean
sl_json_get_boolean (JsonObject *object,
                     const char *member,
                     gboolean    fallback)
{
  JsonNode *node = get_member (object, member);

  return get_value_type (node) == G_TYPE_BOOLEAN ? json_node_get_boolean (node) : fallback;
}

/**
 * sl_json_get_object:
 * @object: (nullable): an object
 * @member: a member's name
 *
 * Returns: (transfer none) (nullable): the object inside, or %NULL
 */
JsonObject *
sl_json_get_object (JsonObject *object,
                    const char *member)
{
  JsonNode *node = get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * sl_json_get_array:
 * @object: (nullable): an object
 * @member: a member's name
 *
 * Returns: (transfer none) (nullable): the array inside, or %NULL
 */
JsonArray *
sl_json_get_array (JsonObject *object,
                   const char *member)
{
  JsonNode *node = get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/**
 * sl_json_set_string:
 * @object: an object that can be changed
 * @member: a member's name
 * @value: (nullable): a string; %NULL is written as null
 *
 * Sets a member to a string or null.
 */
void
sl_json_set_string (JsonObject *object,
                    const char *member,
                    const char *value)
{
  g_return_if_fail (object != NULL);

  if (value != NULL)
    json_object_set_string_member (object, member, value);
  else
    json_object_set_null_member (object, member);
}
