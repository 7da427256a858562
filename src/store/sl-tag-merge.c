/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-tag-merge.h. */

#define G_LOG_DOMAIN "sl-tag-merge"

#include "config.h"

#include "sl-kinds.h"
#include "sl-query.h"
#include "sl-store-query.h"
#include "sl-tag-merge.h"

/* The assignments of @from to applications that lack @into move over. Those of applications that have both stay with the
 * tag in the Trash, so that it comes back with them. */
static guint
move_assignments (SlChangeset *changeset,
                  GPtrArray   *assignments,
                  const char  *from_id,
                  const char  *into_id)
{
  g_autoptr (GHashTable) have = g_hash_table_new (g_str_hash, g_str_equal);
  guint n = 0;

  for (guint i = 0; i < assignments->len; i++)
    {
      SlRecord *assignment = g_ptr_array_index (assignments, i);

      if (g_strcmp0 (sl_record_get_text (assignment, SL_TAG_ASSIGNMENT_TAG_ID), into_id) == 0)
        g_hash_table_add (have, (gpointer) sl_record_get_text (assignment, SL_TAG_ASSIGNMENT_APPLICATION_ID));
    }
  for (guint i = 0; i < assignments->len; i++)
    {
      SlRecord *assignment = g_ptr_array_index (assignments, i);

      if (g_strcmp0 (sl_record_get_text (assignment, SL_TAG_ASSIGNMENT_TAG_ID), from_id) != 0)
        continue;
      n++;
      if (g_hash_table_add (have, (gpointer) sl_record_get_text (assignment, SL_TAG_ASSIGNMENT_APPLICATION_ID)))
        sl_changeset_update_text (changeset, SL_KIND_TAG_ASSIGNMENT, sl_record_get_id (assignment), SL_TAG_ASSIGNMENT_TAG_ID, into_id);
    }

  return n;
}

/* A filter that can't be read stays as it is. */
static void
move_filters (SlChangeset *changeset,
              GPtrArray   *filters,
              const char  *from_id,
              const char  *into_id)
{
  for (guint i = 0; i < filters->len; i++)
    {
      SlRecord *filter = g_ptr_array_index (filters, i);
      const char *text = sl_record_get_text (filter, SL_SAVED_FILTER_QUERY);
      g_autoptr (SlQuery) query = text != NULL ? sl_query_from_json (text, NULL) : NULL;
      g_autofree char *json = NULL;

      if (query == NULL || !sl_query_has_word (query, SL_FACET_TAG, from_id))
        continue;
      sl_query_remove_word (query, SL_FACET_TAG, from_id);
      if (!sl_query_has_word (query, SL_FACET_TAG, into_id))
        sl_query_add_word (query, SL_FACET_TAG, into_id);
      json = sl_query_to_json (query);
      sl_changeset_update_text (changeset, SL_KIND_SAVED_FILTER, sl_record_get_id (filter), SL_SAVED_FILTER_QUERY, json);
    }
}

/**
 * sl_tag_merge:
 * @changeset: gets what is to be changed
 * @from_id: the tag that goes to the Trash
 * @into_id: the tag that stays, and is on all that @from_id was on
 * @now: microseconds since 1970 UTC
 * @n: (out): how many applications had @from_id
 *
 * Returns: %FALSE with @error set
 */
gboolean
sl_tag_merge (SlConnection *connection,
              SlChangeset  *changeset,
              const char   *from_id,
              const char   *into_id,
              gint64        now,
              guint        *n,
              GError      **error)
{
  /* Applications in the Trash keep their tags, too. */
  g_autoptr (GPtrArray) assignments = sl_store_read_all (connection, SL_KIND_TAG_ASSIGNMENT, TRUE, error);
  g_autoptr (GPtrArray) filters = assignments != NULL ? sl_store_read_all (connection, SL_KIND_SAVED_FILTER, TRUE, error) : NULL;

  if (filters == NULL)
    return FALSE;
  *n = move_assignments (changeset, assignments, from_id, into_id);
  move_filters (changeset, filters, from_id, into_id);
  sl_changeset_trash (changeset, SL_KIND_TAG, from_id, now);
  return TRUE;
}
