/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of a journal entry as JSON, {"column": [old, new], …}. Written here and not with json-glib: for the undo of
 * a large import its nodes cost as much as all else together. */

#define G_LOG_DOMAIN "sl-journal-fields"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-error.h"
#include "sl-journal.h"
#include "sl-json.h"
#include "sl-table.h"

static void
append_text (GString    *out,
             const char *text)
{
  g_string_append_c (out, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      gsize plain = 0;

      while ((guchar) p[plain] >= 0x20 && p[plain] != '"' && p[plain] != '\\')
        plain++;
      g_string_append_len (out, p, (gssize) plain);
      p += plain;
      if (*p == '\0')
        break;
      if (*p == '"' || *p == '\\')
        g_string_append_printf (out, "\\%c", *p);
      else
        g_string_append_printf (out, "\\u%04x", (guint) (guchar) *p);
    }
  g_string_append_c (out, '"');
}

static void
append_value (GString       *out,
              const SlValue *value)
{
  if (value->type == SL_VALUE_INTEGER)
    g_string_append_printf (out, "%" G_GINT64_FORMAT, value->integer);
  else if (value->type == SL_VALUE_TEXT)
    append_text (out, value->text);
  else
    g_string_append (out, "null");
}

/**
 * sl_journal_build_fields:
 * @after: (nullable): %NULL for a delete
 * @fields: bits (SL_TABLE_BIT) of the fields to write
 *
 * Returns: (transfer full): {"column": [old, new], …}
 */
char *
sl_journal_build_fields (SlRecord *before,
                         SlRecord *after,
                         guint64   fields)
{
  const SlKindInfo *info = sl_record_get_info (before);
  GString *out = g_string_sized_new (256);

  g_string_append_c (out, '{');
  for (guint i = 0; i < info->n_fields; i++)
    {
      if (!(fields & SL_TABLE_BIT (i)))
        continue;
      if (out->len > 1)
        g_string_append_c (out, ',');
      append_text (out, info->fields[i].column);
      g_string_append (out, ":[");
      append_value (out, sl_record_get_value (before, i));
      g_string_append_c (out, ',');
      if (after != NULL)
        append_value (out, sl_record_get_value (after, i));
      else
        g_string_append (out, "null");
      g_string_append_c (out, ']');
    }
  g_string_append_c (out, '}');
  return g_string_free (out, FALSE);
}

/**
 * sl_journal_foreach_field:
 * @fields: (nullable): an entry's fields as JSON
 *
 * Calls @func for each field that this program knows; one that a newer version added is passed over.
 */
gboolean
sl_journal_foreach_field (SlKind             kind,
                          const char        *fields,
                          SlJournalFieldFunc func,
                          gpointer           data,
                          GError           **error)
{
  if (fields == NULL)
    return TRUE;

  g_autoptr (JsonObject) object = sl_json_parse_object (fields, error);
  if (object == NULL)
    return FALSE;

  const SlKindInfo *info = sl_kind_get_info (kind);
  for (guint i = 0; i < info->n_fields; i++)
    {
      JsonNode *node = json_object_get_member (object, info->fields[i].column);
      g_auto (SlValue) before = SL_VALUE_INIT;
      g_auto (SlValue) after = SL_VALUE_INIT;

      if (node == NULL)
        continue;
      /* To pass over it would bring back half of a record. */
      if (!JSON_NODE_HOLDS_ARRAY (node) || json_array_get_length (json_node_get_array (node)) != 2 ||
          !sl_value_from_json (&before, json_array_get_element (json_node_get_array (node), 0)) ||
          !sl_value_from_json (&after, json_array_get_element (json_node_get_array (node), 1)))
        {
          g_set_error (error, SL_ERROR, SL_ERROR_DAMAGED, _("The history of your changes is damaged (“%s”). Nothing was changed."),
                       info->fields[i].column);
          return FALSE;
        }
      if (!func (i, &before, &after, data, error))
        return FALSE;
    }
  return TRUE;
}
