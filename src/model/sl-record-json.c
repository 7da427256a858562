/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records to JSON and back, by the kind's table, without loss: what an export holds and what a server speaks.
 * Declared in sl-record.h. */

#define G_LOG_DOMAIN "sl-record-json"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-date.h"
#include "sl-error.h"
#include "sl-id.h"
#include "sl-json.h"
#include "sl-record.h"

static JsonNode *
time_to_json (gint64 time)
{
  char iso[SL_TIME_ISO_SIZE];

  sl_time_format_iso8601 (time, iso);
  /* Beyond the year 9999 there is no ISO text; the bare number keeps what was there. */
  if (*iso == '\0')
    return json_node_init_int (json_node_alloc (), time);
  return json_node_init_string (json_node_alloc (), iso);
}

static JsonNode *
field_to_json (const SlField *field, const SlValue *value)
{
  JsonNode *node = NULL;

  if (value->type == SL_VALUE_INTEGER && field->type == SL_TYPE_TIME)
    return time_to_json (value->integer);
  if (value->type == SL_VALUE_INTEGER && field->type == SL_TYPE_BOOLEAN)
    return json_node_init_boolean (json_node_alloc (), value->integer != 0);
  if (value->type == SL_VALUE_TEXT && field->type == SL_TYPE_JSON)
    node = sl_json_parse (value->text, -1, NULL);
  /* Text that isn't JSON after all goes out as a string, and comes back as the same text. */
  if (node != NULL && (JSON_NODE_HOLDS_ARRAY (node) || JSON_NODE_HOLDS_OBJECT (node)))
    return node;
  g_clear_pointer (&node, json_node_unref);
  return sl_value_to_json (value);
}

/**
 * sl_record_to_json:
 * @self: a record
 *
 * Returns: (transfer full): an object with a member for every column but the derived ones; times as ISO 8601 in UTC
 */
JsonObject *
sl_record_to_json (SlRecord *self)
{
  const SlKindInfo *info = sl_record_get_info (self);
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < info->n_fields; i++)
    if (!(info->fields[i].flags & SL_FIELD_DERIVED))
      json_object_set_member (object, info->fields[i].column, field_to_json (&info->fields[i], sl_record_get_value (self, i)));
  return object;
}

static gboolean
text_from_json (const SlField *field, JsonNode *node, SlValue *value)
{
  g_autofree char *text = NULL;

  if (field->type == SL_TYPE_JSON && (JSON_NODE_HOLDS_ARRAY (node) || JSON_NODE_HOLDS_OBJECT (node)))
    {
      text = sl_json_to_text (node, FALSE);
      sl_value_set_text (value, text);
      return TRUE;
    }
  return sl_value_from_json (value, node) && value->type != SL_VALUE_INTEGER;
}

static gboolean
number_from_json (const SlField *field, JsonNode *node, SlValue *value)
{
  gint64 time;

  if (!sl_value_from_json (value, node))
    return FALSE;
  if (value->type != SL_VALUE_TEXT)
    return TRUE;
  if (field->type != SL_TYPE_TIME || !sl_time_parse_iso8601 (value->text, NULL, &time))
    return FALSE;
  sl_value_set_integer (value, time);
  return TRUE;
}

static const char *
describe_type (const SlField *field)
{
  switch (field->type)
    {
    case SL_TYPE_INTEGER:
    case SL_TYPE_RANK:
      return C_("type of a value", "a whole number");
    case SL_TYPE_BOOLEAN:
      return C_("type of a value", "true or false");
    case SL_TYPE_TIME:
      return C_("type of a value", "a time such as 2026-03-15T09:00:00Z");
    case SL_TYPE_JSON:
      return C_("type of a value", "a list or an object");
    case SL_TYPE_DATE:
      return C_("type of a value", "a date such as 2026-09-03");
    case SL_TYPE_TEXT:
    case SL_TYPE_ENUM:
    case SL_TYPE_REFERENCE:
    default:
      return C_("type of a value", "text");
    }
}

static gboolean
field_from_json (const SlField *field, JsonNode *node, SlValue *value, GError **error)
{
  SlDay day;
  gboolean understood;

  if (sl_field_is_integer (field))
    understood = number_from_json (field, node, value);
  else
    understood = text_from_json (field, node, value);
  if (understood && field->type == SL_TYPE_DATE && value->type == SL_VALUE_TEXT)
    understood = sl_day_parse_iso (value->text, &day);
  if (understood)
    return TRUE;

  g_set_error (error, SL_ERROR, SL_ERROR_PARSE,
               /* Translators: name of a field, its name in the file, and what is expected:
                * "Salary from (“salary_min”) must be a whole number." */
               _("%s (“%s”) must be %s."), sl_field_get_label (field), field->column, describe_type (field));
  return FALSE;
}

/* @unread: (out) (nullable): where a member of the wrong type may be passed over. */
static SlRecord *
read_members (SlKind      kind,
              JsonObject *object,
              guint64    *unread,
              GError    **error)
{
  const SlKindInfo *info = sl_kind_get_info (kind);
  g_autoptr (SlRecord) self = sl_record_new_blank (kind);

  for (guint i = 0; i < info->n_fields; i++)
    {
      const SlField *field = &info->fields[i];
      g_auto (SlValue) value = SL_VALUE_INIT;
      JsonNode *node;

      if (field->flags & SL_FIELD_DERIVED)
        continue;
      node = json_object_get_member (object, field->column);
      if (node != NULL && !field_from_json (field, node, &value, unread == NULL ? error : NULL))
        {
          if (unread == NULL)
            return NULL;
          *unread |= G_GUINT64_CONSTANT (1) << i;
          node = NULL;
        }
      if (node == NULL)
        {
          sl_value_clear (&value);
          sl_field_get_initial (field, &value);
        }
      sl_record_take_value (self, i, &value);
    }

  if (sl_record_is_null (self, SL_FIELD_ID))
    {
      char id[SL_ID_LENGTH + 1];

      sl_record_set_text (self, SL_FIELD_ID, sl_id_write (id));
    }
  return g_steal_pointer (&self);
}

/**
 * sl_record_from_json:
 * @kind: a kind
 * @object: an object as sl_record_to_json() makes it
 * @error: return location for an #SlErrorCode
 *
 * Members that aren't columns are ignored, columns that aren't members get their initial value, and a missing id a
 * new one. Words that an enum doesn't have are kept. Limits aren't checked: see sl_record_check_foreign().
 *
 * Returns: (transfer full): the record, or %NULL with %SL_ERROR_PARSE when a member has the wrong type
 */
SlRecord *
sl_record_from_json (SlKind kind, JsonObject *object, GError **error)
{
  g_return_val_if_fail (sl_kind_get_info (kind) != NULL, NULL);

  return read_members (kind, object, NULL, error);
}

/**
 * sl_record_from_json_partly:
 * @unread: (out): by bit, the fields whose member has the wrong type; they get their initial value
 *
 * As sl_record_from_json(), for what must be read as far as it can.
 *
 * Returns: (transfer full): the record
 */
SlRecord *
sl_record_from_json_partly (SlKind kind, JsonObject *object, guint64 *unread)
{
  g_return_val_if_fail (sl_kind_get_info (kind) != NULL, NULL);

  *unread = 0;
  return read_members (kind, object, unread, NULL);
}
