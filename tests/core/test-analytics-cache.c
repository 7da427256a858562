/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is counted once isn’t counted anew, and comes to the same as a plain count. */

#define G_LOG_DOMAIN "test-analytics-cache"

#include "config.h"

#include "analytics-fixture.h"
#include "sl-demo.h"

static char *
describe (SlAnalytics *analytics)
{
  g_autoptr (JsonObject) json = sl_analytics_to_json (analytics);
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), json);
  return json_to_string (node, FALSE);
}

static void
assert_same (SlContext        *context,
             SlAnalyticsCache *cache,
             SlQuery          *query)
{
  SlDay today = sl_context_get_today (context);
  g_autoptr (SlAnalytics) fresh = analytics_compute_query (context, query, today, NULL);
  g_autoptr (SlAnalytics) cached = analytics_compute_query (context, query, today, cache);
  g_autofree char *expected = describe (fresh);
  g_autofree char *found = describe (cached);

  g_assert_cmpstr (found, ==, expected);
}

/* The cache gives what a fresh count gives: for every filter, and after a change. */
static void
test_cache (void)
{
  SlContext *context = sl_core_test_open ();
  g_autoptr (SlAnalyticsCache) cache = sl_analytics_cache_new ();
  g_autoptr (SlQuery) query = sl_query_new ();
  g_autofree char *id = analytics_add (context, "Torvmark", SL_STATUS_INTERVIEWING, "2026-03-01");
  g_autofree char *other = analytics_add (context, "Velkholt", SL_STATUS_APPLIED, "2026-03-12");
  const char *ids[] = { other, NULL };

  analytics_move (context, id, "2026-03-04T12:00:00Z", SL_STATUS_APPLIED, SL_STATUS_INTERVIEWING);
  analytics_add_round (context, id, "2026-03-12", "Passed");
  assert_same (context, cache, query);
  sl_query_set_window (query, 7);
  assert_same (context, cache, query);
  sl_query_set_window (query, 0);
  sl_query_add_word (query, SL_FACET_STATUS, SL_STATUS_INTERVIEWING);
  assert_same (context, cache, query);
  sl_query_set_text (query, "nothing has this");
  assert_same (context, cache, query);

  g_object_unref (sl_core_test_apply (context, sl_deed_set_status (ids, SL_STATUS_INTERVIEWING, NULL)));
  sl_query_set_text (query, NULL);
  assert_same (context, cache, query);
  g_autoptr (SlAnalytics) after = analytics_compute_query (context, query, sl_context_get_today (context), cache);
  g_assert_cmpuint (after->total, ==, 2);
  g_object_unref (sl_core_test_apply (context, sl_deed_trash (SL_KIND_APPLICATION, ids, sl_context_get_clock (context))));
  assert_same (context, cache, query);
  sl_query_clear_filters (query);
  sl_query_set_trash (query, TRUE);
  assert_same (context, cache, query);
  sl_core_test_close (context);
}

/* A plain count of the same, the slow way: one question for each number. */
static gpointer
count_plainly_cb (SlConnection *connection,
                  gpointer      data,
                  GCancellable *cancellable,
                  GError      **error)
{
#define COUNT "SELECT count (*) FROM applications AS a WHERE deleted_at IS NULL AND "
#define EVER(words) "(status IN (" words ") OR EXISTS (SELECT 1 FROM events AS e WHERE e.application_id = a.id AND e.deleted_at IS NULL" \
                    " AND (to_status IN (" words ") OR (to_status IS NOT NULL AND from_status IN (" words ")))))"
#define HAS_ROUND "EXISTS (SELECT 1 FROM stages AS s WHERE s.application_id = a.id AND s.deleted_at IS NULL AND s.result IS NOT 'Cancelled')"
#define HAS_OFFER "EXISTS (SELECT 1 FROM outcomes AS o WHERE o.application_id = a.id AND o.deleted_at IS NULL" \
                  " AND coalesce (o.status, '') NOT IN ('Rejected', 'Withdrawn'))"
  SlAnalytics *analytics = data;
  guint n_rounds = 0;

  for (guint i = 0; sl_status_words.values[i].word != NULL; i++)
    {
      g_autofree char *sql = g_strdup_printf (COUNT "status = '%s'", sl_status_words.values[i].word);
      g_assert_cmpint (sl_connection_get_integer (connection, sql, -1), ==, analytics_count_status (analytics, sl_status_words.values[i].word));
    }
  for (guint i = 0; i < SL_ANALYTICS_HEAT_WEEKS * 7; i++)
    n_rounds += analytics->heat[i].stages;
  char start[SL_DAY_ISO_SIZE], today[SL_DAY_ISO_SIZE];
  g_autofree char *rounds = g_strdup_printf ("SELECT count (*) FROM stages AS s JOIN applications AS a ON a.id = s.application_id WHERE a.deleted_at IS NULL"
                                             " AND s.deleted_at IS NULL AND result IS NOT 'Cancelled' AND stage_date BETWEEN '%s' AND '%s'",
                                             sl_day_format_iso (analytics->heat_start, start), sl_day_format_iso (analytics->today, today));
  g_assert_cmpint (sl_connection_get_integer (connection, rounds, -1), ==, n_rounds);
  g_assert_cmpuint (n_rounds, >, 0);
  g_assert_cmpint (sl_connection_get_integer (connection, "SELECT count (DISTINCT company_name_fold) FROM applications WHERE deleted_at IS NULL", -1),
                   ==, analytics->n_companies);
  g_assert_cmpint (sl_connection_get_integer (connection, COUNT "(applied_date IS NOT NULL OR "
                                              EVER ("'Applied', 'Interviewing', 'Offer', 'Accepted', 'Rejected'")
                                              " OR " HAS_ROUND " OR " HAS_OFFER ")", -1), ==, analytics->applied);
  g_assert_cmpint (sl_connection_get_integer (connection, COUNT "(" EVER ("'Interviewing', 'Offer', 'Accepted'")
                                              " OR " HAS_ROUND " OR " HAS_OFFER ")", -1), ==, analytics->interview.n);
  g_assert_cmpint (sl_connection_get_integer (connection, COUNT "(" EVER ("'Offer', 'Accepted'") " OR " HAS_OFFER ")", -1), ==, analytics->offer.n);
  return GINT_TO_POINTER (1);
}

/* The id of any that lives. */
static gpointer
pick_cb (SlConnection *connection,
         gpointer      data,
         GCancellable *cancellable,
         GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection, "SELECT id FROM applications WHERE deleted_at IS NULL AND pk > ? LIMIT 1", NULL);
  char *id;

  sl_statement_bind_integer (statement, 1, g_rand_int_range (data, 0, 300));
  g_assert_true (sl_statement_step (statement, NULL));
  id = g_strdup (sl_statement_get_text (statement, 0));
  sl_statement_reset (statement);
  return id;
}

static void
test_plain_count (void)
{
  SlContext *context = sl_core_test_open ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (GError) error = NULL;

  sl_demo_fill (sl_context_get_store (context), 3, 400, &error);
  g_assert_no_error (error);
  for (guint turn = 0; turn < 12; turn++)
    {
      g_autoptr (SlAnalytics) analytics = analytics_compute (context);
      g_autofree char *id = sl_store_read (sl_context_get_store (context), pick_cb, rand, NULL);
      const char *chosen[] = { id, NULL };

      g_assert_nonnull (sl_store_read (sl_context_get_store (context), count_plainly_cb, analytics, NULL));
      if (turn % 3 == 2)
        g_object_unref (sl_core_test_apply (context, sl_deed_trash (SL_KIND_APPLICATION, chosen, sl_context_get_clock (context))));
      else
        g_object_unref (sl_core_test_apply (context, sl_deed_set_status (chosen, sl_status_words.values[g_rand_int_range (rand, 0, 7)].word, NULL)));
    }
  sl_core_test_close (context);
}

static gpointer
compute_cancelled_cb (SlConnection *connection,
                      gpointer      data,
                      GCancellable *cancellable,
                      GError      **error)
{
  g_autoptr (SlQuery) query = sl_query_new ();
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GError) local_error = NULL;

  g_cancellable_cancel (cancelled);
  g_assert_null (sl_analytics_compute (connection, query, analytics_day_of ("2026-03-16"), cancelled, &local_error));
  g_assert_error (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  return GINT_TO_POINTER (1);
}

static void
test_cancelled (void)
{
  SlContext *context = sl_core_test_open ();
  g_assert_nonnull (sl_store_read (sl_context_get_store (context), compute_cancelled_cb, NULL, NULL));
  sl_core_test_close (context);
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);
  g_test_add_func ("/core/analytics/cache", test_cache);
  g_test_add_func ("/core/analytics/plain-count", test_plain_count);
  g_test_add_func ("/core/analytics/cancelled", test_cancelled);
  return g_test_run ();
}
