/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-community.h: how many applications stand where, here and on the server. */

#define G_LOG_DOMAIN "sl-community"

#include "config.h"

#include "sl-community-private.h"
#include "sl-kinds.h"
#include "sl-tracker-words.h"

static void
standing_free (gpointer data)
{
  SlCommunityStanding *standing = data;

  g_free (standing->status);
  g_free (standing);
}

static SlCommunityStanding *
ensure (GPtrArray  *standings,
        const char *status)
{
  SlCommunityStanding *standing;

  for (guint i = 0; i < standings->len; i++)
    {
      standing = g_ptr_array_index (standings, i);
      if (g_str_equal (standing->status, status))
        return standing;
    }
  standing = g_new0 (SlCommunityStanding, 1);
  standing->status = g_strdup (status);
  g_ptr_array_add (standings, standing);
  return standing;
}

/* By the words that only the newer generation has: where none is, both have the same. */
static SlTrackerGeneration
guess_generation (GPtrArray *pipeline)
{
  static const char *const own[] = { "Open", "Shortlisted", "Interview", "Closed", NULL };

  for (guint i = 0; pipeline != NULL && i < pipeline->len; i++)
    if (g_strv_contains (own, ((SlTrackerTally *) g_ptr_array_index (pipeline, i))->word))
      return SL_TRACKER_NEWER;
  return SL_TRACKER_DOCUMENTED;
}

typedef struct {
  GPtrArray *standings;
  SlTrackerGeneration generation;
} Counting;

/* What one word of the server stands for is counted together here, too. */
static gpointer
count_cb (SlConnection *connection,
          gpointer      data,
          GCancellable *cancellable,
          GError      **error)
{
  Counting *counting = data;
  g_autoptr (GError) local = NULL;
  SlStatement *statement = sl_connection_prepare (connection, "SELECT status, count (*) FROM applications WHERE deleted_at IS NULL GROUP BY status", error);

  if (statement == NULL)
    return NULL;
  while (sl_statement_step (statement, &local))
    {
      const char *word = sl_tracker_status_to_server (counting->generation, sl_statement_get_text (statement, 0), NULL);

      ensure (counting->standings, sl_tracker_status_from_server (counting->generation, word, NULL))->here += sl_statement_get_integer (statement, 1);
    }
  if (local == NULL)
    return counting;
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/* Whoever is nowhere here and nowhere there isn't listed. */
static void
drop_empty (GPtrArray *standings)
{
  for (guint i = standings->len; i > 0; i--)
    {
      const SlCommunityStanding *standing = g_ptr_array_index (standings, i - 1);

      if (standing->here == 0 && standing->there <= 0)
        g_ptr_array_remove_index (standings, i - 1);
    }
}

static void
forget_server (GPtrArray *standings)
{
  for (guint i = 0; i < standings->len; i++)
    ((SlCommunityStanding *) g_ptr_array_index (standings, i))->there = -1;
}

/** _sl_community_compare: (transfer full) (nullable) (element-type SlCommunityStanding): @pipeline: (nullable): of #SlTrackerTally; %NULL: the
 * server doesn't tell. Blocks */
GPtrArray *
_sl_community_compare (SlStore   *store,
                       GPtrArray *pipeline,
                       GError   **error)
{
  g_autoptr (GPtrArray) standings = g_ptr_array_new_with_free_func (standing_free);
  Counting counting = { standings, guess_generation (pipeline) };

  /* In their natural order. */
  for (const SlEnumValue *value = sl_status_words.values; value->word != NULL; value++)
    ensure (standings, value->word);
  for (guint i = 0; pipeline != NULL && i < pipeline->len; i++)
    {
      const SlTrackerTally *tally = g_ptr_array_index (pipeline, i);

      ensure (standings, sl_tracker_status_from_server (counting.generation, tally->word, NULL))->there += tally->n;
    }
  if (sl_store_read (store, count_cb, &counting, error) == NULL)
    return NULL;
  if (pipeline == NULL)
    forget_server (standings);
  drop_empty (standings);
  return g_steal_pointer (&standings);
}
