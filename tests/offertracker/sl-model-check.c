/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Validation of queries and bodies by the columns' table, with the errors of both generations. */
#define G_LOG_DOMAIN "sl-model-server"

#include "config.h"

#include <string.h>

#include "sl-json.h"
#include "sl-model-call.h"

/* U+0000 can't be in a C string: a character that no text has stands for it. See sl-model-constraints.c. */
#define NUL_ESCAPE "\\u0000"
#define NUL_STAND_IN "\\ufdd0"

static void
write_place (GString    *json,
             const char *place,
             const char *name)
{
  g_string_append_printf (json, "[\"%s\"", place);
  if (name != NULL && g_ascii_isdigit (name[0]))
    g_string_append_printf (json, ",%s", name);
  else if (name != NULL)
    {
      g_string_append_c (json, ',');
      sl_model_write_string (json, name);
    }
  g_string_append_c (json, ']');
}

/**
 * sl_model_check_error:
 * @call: a request
 * @type: pydantic's name of the error
 * @message: its message
 * @place: "body" or "query"
 * @name: (nullable): the field, or a position
 * @input: (nullable): what was given
 * @context: (nullable): the error's context as JSON
 *
 * Adds an error to the answer that validation will give.
 */
void
sl_model_check_error (SlModelCall *call,
                      const char  *type,
                      const char  *message,
                      const char  *place,
                      const char  *name,
                      JsonNode    *input,
                      const char  *context)
{
  if (call->errors == NULL)
    call->errors = g_string_new (NULL);
  else
    g_string_append_c (call->errors, ',');

  if (call->profile == SL_MODEL_PROFILE_HEAD)
    {
      g_autofree char *field = name != NULL ? g_strdup_printf ("%s → %s", place, name) : g_strdup (place);

      g_string_append (call->errors, "{\"field\":");
      sl_model_write_string (call->errors, field);
      g_string_append (call->errors, ",\"message\":");
      sl_model_write_string (call->errors, message);
    }
  else
    {
      g_string_append_printf (call->errors, "{\"type\":\"%s\",\"loc\":", type);
      write_place (call->errors, place, name);
      g_string_append (call->errors, ",\"msg\":");
      sl_model_write_string (call->errors, message);
      g_string_append (call->errors, ",\"input\":");
      sl_model_write_node (call->errors, input);
      if (context != NULL)
        g_string_append_printf (call->errors, ",\"ctx\":%s", context);
    }
  g_string_append_c (call->errors, '}');
}

/* A parameter that takes a whole number. */
static void
check_number (SlModelCall *call,
              const char  *name,
              gint64       fallback,
              gint64      *out)
{
  const char *text = call->query != NULL ? g_hash_table_lookup (call->query, name) : NULL;
  g_autoptr (JsonNode) input = NULL;

  *out = fallback;
  if (text == NULL || g_ascii_string_to_signed (text, 10, G_MININT32, G_MAXINT32, out, NULL))
    return;

  input = json_node_init_string (json_node_alloc (), text);
  sl_model_check_error (call, "int_parsing", "Input should be a valid integer, unable to parse string as an integer", "query", name, input, NULL);
}

static void
check_flag (SlModelCall *call,
            const char  *name)
{
  static const char *const yes[] = { "1", "on", "t", "true", "y", "yes", NULL };
  static const char *const no[] = { "0", "f", "false", "n", "no", "off", NULL };
  const char *text = g_hash_table_lookup (call->query, name);
  g_autofree char *folded = text != NULL ? g_ascii_strdown (text, -1) : NULL;
  g_autoptr (JsonNode) input = NULL;

  if (folded == NULL)
    return;

  if (g_strv_contains (yes, folded) || g_strv_contains (no, folded))
    {
      g_hash_table_insert (call->query, g_strdup (name), g_strdup (g_strv_contains (yes, folded) ? "true" : "false"));
      return;
    }

  input = json_node_init_string (json_node_alloc (), text);
  sl_model_check_error (call, "bool_parsing", "Input should be a valid boolean, unable to interpret input", "query", name, input, NULL);
}

/**
 * sl_model_check_query:
 * @call: a request
 *
 * Checks what the route takes from the query, and keeps it.
 */
void
sl_model_check_query (SlModelCall *call)
{
  const SlModelRoute *route = call->route;

  if (route->limit != 0)
    {
      check_number (call, "skip", 0, &call->skip);
      check_number (call, "limit", route->limit, &call->limit);
    }
  for (guint i = 0; call->query != NULL && i < G_N_ELEMENTS (route->filters) && route->filters[i] != NULL; i++)
    {
      int column = sl_model_kind_field (route->kind, route->filters[i]);

      if (column >= 0 && sl_model_kind_info (route->kind)->fields[column].type == SL_MODEL_BOOL)
        check_flag (call, route->filters[i]);
    }
}

static gboolean
is_json_type (const char *content_type)
{
  g_autofree char *type = content_type != NULL ? g_ascii_strdown (content_type, (gssize) strcspn (content_type, ";")) : NULL;

  return type != NULL && g_str_has_prefix (type, "application/") &&
         (g_str_has_prefix (g_strchomp (type) + strlen ("application/"), "json") || g_str_has_suffix (type, "+json"));
}

/**
 * sl_model_check_parse:
 * @call: a request
 *
 * Reads the body before anything else is looked at, as the server does.
 *
 * Returns: %FALSE if it isn't JSON although it says so
 */
gboolean
sl_model_check_parse (SlModelCall *call)
{
  GBytes *body = call->request->body;
  g_autoptr (GString) text = NULL;
  g_autofree char *place = NULL;
  g_autoptr (JsonNode) empty = NULL;

  if (body == NULL || g_bytes_get_size (body) == 0 || call->route->body == SL_MODEL_BODY_NONE || call->route->body == SL_MODEL_BODY_UPLOAD)
    return TRUE;

  text = g_string_new_len (g_bytes_get_data (body, NULL), (gssize) g_bytes_get_size (body));
  if (!is_json_type (call->request->content_type))
    {
      g_autofree char *valid = g_utf8_make_valid (text->str, -1);

      call->body = json_node_init_string (json_node_alloc (), valid);
      return TRUE;
    }

  if (strstr (text->str, NUL_ESCAPE) != NULL)
    g_string_replace (text, NUL_ESCAPE, NUL_STAND_IN, 0);
  call->body = sl_json_parse (text->str, (gssize) text->len, NULL);
  if (call->body != NULL)
    return TRUE;

  /* The real one names where its parser stopped; most often that is the end. */
  place = g_strdup_printf ("%" G_GSIZE_FORMAT, text->len);
  empty = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (empty, json_object_new ());
  sl_model_check_error (call, "json_invalid", "JSON decode error", "body", place, empty, "{\"error\":\"Expecting value\"}");

  return FALSE;
}

static void
take_fallback (SlModelCall        *call,
               const SlModelField *field,
               SlModelValue       *value)
{
  const char *text = field->fallback;

  if (text == NULL)
    return;

  if (strcmp (text, SL_MODEL_FIRST_WORD) == 0)
    text = sl_model_words (field->words, call->profile)[0];
  if (field->type == SL_MODEL_BOOL)
    *value = (SlModelValue) { SL_MODEL_IS_BOOL, strcmp (text, "true") == 0, NULL };
  else
    *value = (SlModelValue) { field->type == SL_MODEL_LIST ? SL_MODEL_IS_JSON : SL_MODEL_IS_TEXT, 0, g_strdup (text) };
}

static void
check_created (SlModelCall        *call,
               const SlModelField *field,
               JsonNode           *node,
               guint               column)
{
  SlModelValue value = { 0 };

  if (node == NULL && (field->flags & SL_MODEL_REQUIRED) != 0)
    {
      sl_model_check_error (call, "missing", "Field required", "body", field->name, call->body, NULL);
      return;
    }

  if (node == NULL)
    take_fallback (call, field, &value);
  else if (JSON_NODE_HOLDS_NULL (node) && (field->flags & SL_MODEL_FIXED) == 0)
    {
      if (field->flags & SL_MODEL_NO_CHANGE)
        take_fallback (call, field, &value);
    }
  else if (!sl_model_check_read (call, field, node, &value))
    return;

  /* What isn't said stays as the database has it: null. */
  if (value.type == SL_MODEL_NULL)
    return;
  call->draft.values[column] = value;
  call->draft.set[column] = TRUE;
}

static void
check_updated (SlModelCall        *call,
               const SlModelField *field,
               JsonNode           *node,
               guint               column)
{
  SlModelValue value = { 0 };

  if (node == NULL)
    return;

  if (!JSON_NODE_HOLDS_NULL (node))
    sl_model_check_read (call, field, node, &value);
  else if (field->flags & SL_MODEL_NO_CHANGE)
    take_fallback (call, field, &value);

  if (value.type == SL_MODEL_NULL)
    return;
  call->draft.values[column] = value;
  call->draft.set[column] = TRUE;
}

/**
 * sl_model_check_body:
 * @call: a request
 *
 * Checks the body by the table of the route's collection, and fills the draft.
 */
void
sl_model_check_body (SlModelCall *call)
{
  const SlModelKindInfo *info;
  gboolean create = call->route->body == SL_MODEL_BODY_CREATE;
  JsonObject *object;

  if (call->route->body != SL_MODEL_BODY_CREATE && call->route->body != SL_MODEL_BODY_UPDATE)
    return;

  if (call->body == NULL || JSON_NODE_HOLDS_NULL (call->body))
    {
      sl_model_check_error (call, "missing", "Field required", "body", NULL, NULL, NULL);
      return;
    }
  if (!JSON_NODE_HOLDS_OBJECT (call->body))
    {
      sl_model_check_error (call, "model_attributes_type", "Input should be a valid dictionary or object to extract fields from", "body", NULL, call->body, NULL);
      return;
    }

  info = sl_model_kind_info (call->route->kind);
  object = json_node_get_object (call->body);
  for (guint i = 0; i < info->n_fields; i++)
    {
      const SlModelField *field = &info->fields[i];

      if (field->flags & (create ? SL_MODEL_CREATE : SL_MODEL_UPDATE))
        (create ? check_created : check_updated) (call, field, json_object_get_member (object, field->name), i);
    }
}
