/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All charts of all applications: the counting, on the reader thread where the window has it done, and the building of
 * the drawings. */

#define G_LOG_DOMAIN "sl-bench-charts"

#include "config.h"

#include "sl-bench.h"

#include <pango/pangocairo.h>

#include "sl-chart.h"

typedef struct {
  SlAnalyticsCache *cache;
  SlQuery *query;
  SlDay today;
  SlAnalytics *analytics;
  GError *error;
  gboolean done;
} Count;

static gpointer
compute (SlConnection  *connection,
         gpointer       data,
         GCancellable  *cancellable,
         GError       **error)
{
  Count *count = data;

  return sl_analytics_compute_cached (count->cache, connection, count->query, count->today, cancellable, error);
}

static void
computed_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Count *count = user_data;

  count->analytics = sl_store_read_finish (SL_STORE (source), result, &count->error);
  count->done = TRUE;
}

static SlAnalytics *
run_count (SlContext        *context,
           SlAnalyticsCache *cache,
           SlQuery          *query)
{
  Count count = { cache, query, sl_context_get_today (context) };

  sl_store_read_async (sl_context_get_store (context), SL_READ_BACKGROUND, compute, &count, NULL, (GDestroyNotify) sl_analytics_unref,
                       NULL, computed_cb, &count);
  while (!count.done)
    g_main_context_iteration (NULL, TRUE);
  sl_bench_check (count.error);
  return count.analytics;
}

static void
build_scenes (SlAnalytics  *analytics,
              PangoContext *pango)
{
  for (SlChartKind kind = 0; kind < SL_N_CHARTS; kind++)
    {
      double height = sl_chart_get_height (analytics, kind, SL_CHART_DEFAULT, 440, pango);
      g_autoptr (SlScene) scene = sl_chart_build (analytics, kind, SL_CHART_DEFAULT, 440, height, pango);

      if (scene == NULL)
        sl_bench_fail ("No drawing of the chart %s", sl_chart_kind_get_name (kind));
    }
}

/* @first: counted from the file, as when the charts are opened or something has changed; @again: with what the window
 * keeps, as when only the filter changes. */
static void
measure_once (SlContext    *context,
              PangoContext *pango,
              GArray       *first,
              GArray       *again,
              GArray       *building)
{
  g_autoptr (SlAnalyticsCache) cache = sl_analytics_cache_new ();
  g_autoptr (SlQuery) query = sl_query_new ();
  double start = sl_bench_now ();
  g_autoptr (SlAnalytics) all = run_count (context, cache, query);
  double counted = sl_bench_now ();

  build_scenes (all, pango);
  sl_bench_samples_add (first, counted - start);
  sl_bench_samples_add (building, sl_bench_now () - counted);

  sl_query_set_window (query, 365);
  start = sl_bench_now ();
  g_autoptr (SlAnalytics) year = run_count (context, cache, query);
  sl_bench_samples_add (again, sl_bench_now () - start);
}

void
sl_bench_charts (const char *data_dir,
                 guint       repetitions)
{
  g_autoptr (SlContext) context = sl_bench_open (data_dir);
  PangoContext *pango = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  g_autoptr (GArray) first = sl_bench_samples_new ();
  g_autoptr (GArray) again = sl_bench_samples_new ();
  g_autoptr (GArray) building = sl_bench_samples_new ();

  for (guint i = 0; i < repetitions; i++)
    measure_once (context, pango, first, again, building);

  sl_bench_detail ("charts: counted from the file in %.1f ms (median of %u; from %.1f to %.1f ms)", sl_bench_samples_get (first, 0.5),
                   repetitions, sl_bench_samples_get (first, 0), sl_bench_samples_get (first, 1));
  sl_bench_detail ("charts: of the last year, with what is kept, in %.1f ms (median; longest %.1f ms)",
                   sl_bench_samples_get (again, 0.5), sl_bench_samples_get (again, 1));
  sl_bench_detail ("charts: all drawings built in %.1f ms (median; longest %.1f ms, the first one loads fonts)",
                   sl_bench_samples_get (building, 0.5), sl_bench_samples_get (building, 1));
  sl_bench_report ("charts", sl_bench_samples_get (first, 0.5));
  sl_bench_report ("charts-again", sl_bench_samples_get (again, 0.5));
  g_object_unref (pango);
  sl_context_close (context);
}
