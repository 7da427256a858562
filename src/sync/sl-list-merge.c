/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sl-list-merge"

#include "config.h"

#include "sl-list-merge.h"

static gboolean
holds (JsonArray *array,
       JsonNode  *node)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (json_node_equal (json_array_get_element (array, i), node))
      return TRUE;
  return FALSE;
}

static JsonArray *
get_array (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_array_ref (json_node_get_array (node)) : json_array_new ();
}

/**
 * sl_list_merge:
 * @base: (nullable): what both began with; what isn't a list counts as empty, here and below
 * @mine: (nullable): the one side
 * @theirs: (nullable): the other
 *
 * Entries are compared as a whole: one that was changed is one that went and one that came, so that two changes of one
 * entry are both there in the end.
 *
 * Returns: (transfer full): theirs, without what went from mine, and at its end what came to mine
 */
JsonNode *
sl_list_merge (JsonNode *base,
               JsonNode *mine,
               JsonNode *theirs)
{
  g_autoptr (JsonArray) had = get_array (base);
  g_autoptr (JsonArray) here = get_array (mine);
  g_autoptr (JsonArray) there = get_array (theirs);
  g_autoptr (JsonArray) merged = json_array_new ();

  for (guint i = 0; i < json_array_get_length (there); i++)
    {
      JsonNode *entry = json_array_get_element (there, i);

      if (holds (here, entry) || !holds (had, entry))
        json_array_add_element (merged, json_node_copy (entry));
    }
  for (guint i = 0; i < json_array_get_length (here); i++)
    {
      JsonNode *entry = json_array_get_element (here, i);

      if (!holds (had, entry) && !holds (there, entry))
        json_array_add_element (merged, json_node_copy (entry));
    }
  return json_node_init_array (json_node_alloc (), merged);
}

static JsonObject *
get_object (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_object_ref (json_node_get_object (node)) : json_object_new ();
}

static gboolean
same (JsonNode *a,
      JsonNode *b)
{
  return a == b || (a != NULL && b != NULL && json_node_equal (a, b));
}

/* What one key shall be; NULL: nothing */
static JsonNode *
choose (JsonNode *had,
        JsonNode *here,
        JsonNode *there,
        gboolean  mine_is_later,
        gboolean *has_lost)
{
  if (same (here, had) || same (here, there))
    return there;
  if (same (there, had))
    return here;
  *has_lost = TRUE;
  return mine_is_later ? here : there;
}

/**
 * sl_object_merge:
 * @mine_is_later: whose value stands where both changed the same key
 * @has_lost: (out): whether that happened
 *
 * Merges key by key, as sl_list_merge() does with entries.
 *
 * Returns: (transfer full): the merged object
 */
JsonNode *
sl_object_merge (JsonNode *base,
                 JsonNode *mine,
                 JsonNode *theirs,
                 gboolean  mine_is_later,
                 gboolean *has_lost)
{
  g_autoptr (JsonObject) had = get_object (base);
  g_autoptr (JsonObject) here = get_object (mine);
  g_autoptr (JsonObject) there = get_object (theirs);
  g_autoptr (JsonObject) merged = json_object_new ();
  JsonObject *const sides[] = { there, here };

  *has_lost = FALSE;
  for (guint side = 0; side < G_N_ELEMENTS (sides); side++)
    {
      g_autoptr (GList) keys = json_object_get_members (sides[side]);

      for (GList *l = keys; l != NULL; l = l->next)
        {
          JsonNode *chosen;

          if (side == 1 && json_object_has_member (there, l->data))
            continue;
          chosen = choose (json_object_get_member (had, l->data), json_object_get_member (here, l->data),
                           json_object_get_member (there, l->data), mine_is_later, has_lost);
          if (chosen != NULL)
            json_object_set_member (merged, l->data, json_node_copy (chosen));
        }
    }
  return json_node_init_object (json_node_alloc (), merged);
}
