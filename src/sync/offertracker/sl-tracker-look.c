/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking at one row right before it is written over or deleted. What has no address of its own is looked for in what does:
 * rounds, offers and reflections in their application, papers and tags in their list. */

#define G_LOG_DOMAIN "sl-tracker-look"

#include "config.h"

#include "sl-json.h"
#include "sl-kinds.h"
#include "sl-tracker-sync-private.h"

/** _sl_tracker_dup_row: (transfer full) (nullable): the row that @answer holds, without what hangs on it */
JsonObject *
_sl_tracker_dup_row (SlTrackerAnswer *answer)
{
  JsonObject *row;

  if (answer->verdict != SL_TRACKER_DONE || !JSON_NODE_HOLDS_OBJECT (answer->body))
    return NULL;
  row = json_object_ref (json_node_get_object (answer->body));
  json_object_remove_member (row, "stages");
  json_object_remove_member (row, "outcome");
  json_object_remove_member (row, "reflection");
  return sl_json_has_value (row, "id") ? row : (json_object_unref (row), NULL);
}

static gboolean
has_id (JsonNode   *node,
        const char *id)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) && g_str_equal (sl_json_get_string (json_node_get_object (node), "id", ""), id);
}

/* (transfer full) (nullable): the part of an application, as lists of applications show it. */
static JsonObject *
find_part (SlTrackerAnswer *answer,
           SlTrackerPlan   *plan)
{
  JsonObject *application = answer->verdict == SL_TRACKER_DONE && JSON_NODE_HOLDS_OBJECT (answer->body) ? json_node_get_object (answer->body) : NULL;
  const char *member = sl_tracker_get_place (plan->look_kind)->nested;
  JsonNode *node = application != NULL ? json_object_get_member (application, member) : NULL;
  JsonArray *parts = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  JsonObject *row;

  for (guint i = 0; parts != NULL && i < json_array_get_length (parts); i++)
    if (has_id (json_array_get_element (parts, i), plan->look_id))
      node = json_array_get_element (parts, i);
  if (!has_id (node, plan->look_id))
    return NULL;
  row = json_object_ref (json_node_get_object (node));
  json_object_set_string_member (row, "application_id", plan->look_parent);
  return row;
}

/* @row: (out) (nullable) */
static gboolean
find_in_list (SlTrackerScan *scan,
              const char    *id,
              JsonObject   **row,
              GError       **error)
{
  for (guint i = 0; i < scan->rows->len; i++)
    {
      SlTrackerListed *listed = g_ptr_array_index (scan->rows, i);

      if (!g_str_equal (listed->id, id))
        continue;
      *row = _sl_tracker_scan_read (scan, listed, error);
      return *row != NULL;
    }
  return TRUE;
}

/**
 * _sl_tracker_look:
 * @plan: says what is to be looked at
 * @row: (out) (transfer full) (nullable): the row as it is now
 * @answer: (out) (transfer full) (nullable): what the server said, where it was asked for the row itself
 * @state: (out): whether it said anything
 *
 * Returns: %FALSE with @error set: the round is over
 */
gboolean
_sl_tracker_look (SlTrackerSync    *self,
                  SlTrackerPlan    *plan,
                  JsonObject      **row,
                  SlTrackerAnswer **answer,
                  SlReplyState     *state,
                  GError          **error)
{
  const SlTrackerPlace *place = sl_tracker_get_place (plan->look_kind);
  gboolean is_part = place->nested != NULL;
  g_autofree char *path = NULL;

  *row = NULL;
  *answer = NULL;
  *state = SL_REPLY_CAME;
  if (plan->look_kind == SL_KIND_TAG || plan->look_kind == SL_KIND_DOCUMENT)
    {
      g_autoptr (SlTrackerScan) scan = _sl_tracker_scan (self, plan->look_kind, plan->look_kind == SL_KIND_DOCUMENT ? plan->look_parent : NULL, error);

      return scan != NULL && find_in_list (scan, plan->look_id, row, error);
    }
  path = sl_tracker_build_path (is_part ? sl_tracker_get_place (SL_KIND_APPLICATION)->item : place->item, is_part ? plan->look_parent : plan->look_id, NULL);
  *answer = _sl_tracker_ask (self, "GET", path, NULL, state);
  *row = is_part ? find_part (*answer, plan) : _sl_tracker_dup_row (*answer);
  return TRUE;
}
