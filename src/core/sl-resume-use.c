/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-resume-use.h. */

#define G_LOG_DOMAIN "sl-resume-use"

#include "config.h"

#include "sl-analytics-private.h"
#include "sl-kinds.h"
#include "sl-resume-use.h"
#include "sl-store-query.h"

static void
use_free (gpointer data)
{
  SlResumeUse *use = data;

  g_free (use->id);
  g_ptr_array_unref (use->applications);
  g_free (use);
}

/* The pks of the applications of each résumé, newest first. */
static GHashTable *
read_pks (SlConnection *connection,
          GError      **error)
{
  g_autoptr (GHashTable) pks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  g_autoptr (GError) local = NULL;
  SlStatement *statement = sl_connection_prepare (connection,
                                                  "SELECT resume_version_id, pk FROM applications"
                                                  " WHERE resume_version_id IS NOT NULL AND deleted_at IS NULL ORDER BY pk DESC", error);

  if (statement == NULL)
    return NULL;
  while (sl_statement_step (statement, &local))
    {
      const char *id = sl_statement_get_text (statement, 0);
      gint64 pk = sl_statement_get_integer (statement, 1);
      GArray *list = g_hash_table_lookup (pks, id);

      if (list == NULL)
        {
          list = g_array_new (FALSE, FALSE, sizeof (gint64));
          g_hash_table_insert (pks, g_strdup (id), list);
        }
      g_array_append_val (list, pk);
    }
  if (local == NULL)
    return g_steal_pointer (&pks);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static SlResumeUse *
build_use (SlConnection    *connection,
           SlAnalyticsSet  *set,
           const char      *id,
           GArray          *pks,
           SlDay            today,
           GError         **error)
{
  g_autoptr (SlAnalytics) numbers = _sl_analytics_count_pks (set, pks, today);
  SlResumeUse *use = g_new0 (SlResumeUse, 1);

  use->id = g_strdup (id);
  use->n_used = pks->len;
  use->response = numbers->response;
  use->applications = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < MIN (pks->len, SL_RESUME_USE_SHOWN); i++)
    {
      SlRecord *application = sl_store_read_record_by_pk (connection, SL_KIND_APPLICATION, g_array_index (pks, gint64, i), error);

      if (application == NULL)
        {
          use_free (use);
          return NULL;
        }
      g_ptr_array_add (use->applications, application);
    }
  return use;
}

/**
 * sl_resume_use_read:
 * @today: the end of what is counted
 *
 * Returns: (transfer full) (element-type utf8 SlResumeUse): by id, all résumé versions that an application names; %NULL
 *   with @error set
 */
GHashTable *
sl_resume_use_read (SlConnection *connection,
                    SlDay         today,
                    GError      **error)
{
  g_autoptr (GHashTable) pks = read_pks (connection, error);
  g_autoptr (GHashTable) uses = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, use_free);
  SlAnalyticsSet set;
  GHashTableIter iter;
  gpointer id, list;
  gboolean ok;

  if (pks == NULL)
    return NULL;
  if (g_hash_table_size (pks) == 0)
    return g_steal_pointer (&uses);

  _sl_analytics_set_init (&set);
  ok = _sl_analytics_set_read (&set, connection, FALSE, error);
  g_hash_table_iter_init (&iter, pks);
  while (ok && g_hash_table_iter_next (&iter, &id, &list))
    {
      SlResumeUse *use = build_use (connection, &set, id, list, today, error);

      if (use != NULL)
        g_hash_table_insert (uses, use->id, use);
      ok = use != NULL;
    }
  _sl_analytics_set_clear (&set);
  return ok ? g_steal_pointer (&uses) : NULL;
}
