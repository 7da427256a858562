/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any list of flat objects as a table, for JSON files that aren't Shortlist's own. */

#define G_LOG_DOMAIN "sl-import-json-table"

#include "config.h"

#include "sl-csv.h"
#include "sl-import-json-private.h"
#include "sl-json.h"

static char *
join_texts (JsonArray *array)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
        {
          g_string_free (out, TRUE);
          return NULL;
        }
      if (out->len > 0)
        g_string_append (out, "; ");
      g_string_append (out, json_node_get_string (node));
    }
  return g_string_free (out, FALSE);
}

static char *
write_cell (JsonNode *node)
{
  char *joined;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return g_strdup ("");
  if (JSON_NODE_HOLDS_VALUE (node))
    {
      if (json_node_get_value_type (node) == G_TYPE_STRING)
        return g_strdup (json_node_get_string (node));
      if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
        return g_strdup (json_node_get_boolean (node) ? "yes" : "no");
    }
  if (JSON_NODE_HOLDS_ARRAY (node) && (joined = join_texts (json_node_get_array (node))) != NULL)
    return joined;
  return sl_json_to_text (node, FALSE);
}

static GPtrArray *
gather_keys (GPtrArray *objects)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *keys = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < objects->len; i++)
    {
      g_autoptr (GList) members = json_object_get_members (objects->pdata[i]);

      for (GList *l = members; l != NULL; l = l->next)
        if (!g_hash_table_contains (seen, l->data))
          {
            char *key = g_strdup (l->data);

            g_ptr_array_add (keys, key);
            g_hash_table_add (seen, key);
          }
    }
  return keys;
}

/**
 * sl_import_json_to_csv:
 * @self: a file whose records are of no kind known
 * @error: return location for an error
 *
 * Returns: (transfer full): its objects as a table, a column for each name, to be imported as a spreadsheet is
 */
GBytes *
sl_import_json_to_csv (SlImportJson  *self,
                       GError       **error)
{
  GArray *spans = self->spans[SL_KIND_APPLICATION];
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  g_autoptr (GPtrArray) keys = NULL;
  GString *text = g_string_new (NULL);
  g_autoptr (SlCsvWriter) writer = sl_csv_writer_new_for_string (text, ',', SL_CSV_WRITER_NONE);
  gboolean ok = TRUE;

  for (guint i = 0; i < spans->len && ok; i++)
    {
      JsonObject *object = _sl_import_json_parse_span (self, &g_array_index (spans, SlImportSpan, i), error);

      ok = object != NULL;
      if (ok)
        g_ptr_array_add (objects, object);
    }
  keys = gather_keys (objects);
  ok = ok && sl_csv_writer_write_row (writer, (const char *const *) keys->pdata, keys->len, error);
  for (guint i = 0; i < objects->len && ok; i++)
    {
      for (guint k = 0; k < keys->len; k++)
        {
          g_autofree char *cell = write_cell (json_object_get_member (objects->pdata[i], keys->pdata[k]));

          sl_csv_writer_add_cell (writer, cell);
        }
      ok = sl_csv_writer_end_row (writer, error);
    }
  ok = ok && sl_csv_writer_finish (writer, error);
  if (!ok)
    {
      g_string_free (text, TRUE);
      return NULL;
    }
  return g_string_free_to_bytes (text);
}
