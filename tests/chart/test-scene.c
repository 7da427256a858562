/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart-fixture.h"

/* Text boxes may come this near to one another or to the edge before they count as touching. */
#define SLACK 1.0

static const double widths[] = { 240, 312, 420, 700, 1600 };

typedef void (*SceneFunc) (SlScene *scene, SlAnalytics *analytics, SlChartKind kind);

static void
foreach_scene (SceneFunc func)
{
  g_autoptr (GObject) context = G_OBJECT (chart_fixture_context ());

  for (ChartSample sample = 0; sample < N_CHART_SAMPLES; sample++)
    for (SlChartKind kind = 0; kind < SL_N_CHARTS; kind++)
      for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
        for (SlChartFlags flags = SL_CHART_DEFAULT; flags <= SL_CHART_SHOW_FEW; flags++)
          {
            g_autoptr (SlAnalytics) analytics = chart_fixture_new (sample);
            g_autoptr (SlScene) scene = sl_chart_build (analytics, kind, flags, widths[i], 0, PANGO_CONTEXT (context));
            g_test_message ("sample %d, %s, %g wide", sample, sl_chart_kind_get_name (kind), widths[i]);
            func (scene, analytics, kind);
          }
}

static void
assert_inside (SlScene           *scene,
               const SlSceneRect *rect,
               const char        *name)
{
  if (rect->x >= -SLACK && rect->y >= -SLACK && rect->x + rect->width <= sl_scene_get_width (scene) + SLACK &&
      rect->y + rect->height <= sl_scene_get_height (scene) + SLACK)
    return;
  g_test_message ("“%s” at %g, %g, %g × %g is outside of %g × %g", name, rect->x, rect->y, rect->width, rect->height,
                  sl_scene_get_width (scene), sl_scene_get_height (scene));
  g_test_fail ();
}

static gboolean
overlap (const SlSceneRect *a,
         const SlSceneRect *b)
{
  return a->x + a->width - SLACK > b->x && b->x + b->width - SLACK > a->x && a->y + a->height - SLACK > b->y &&
         b->y + b->height - SLACK > a->y;
}

static void
check_inside (SlScene     *scene,
              SlAnalytics *analytics,
              SlChartKind  kind)
{
  for (guint i = 0; i < sl_scene_get_n_shapes (scene); i++)
    {
      const SlShape *shape = sl_scene_get_shape (scene, i);
      if (shape->type != SL_SHAPE_PATH)
        assert_inside (scene, &shape->rect, shape->text != NULL ? shape->text : "a shape");
    }
  for (guint i = 0; i < sl_scene_get_n_regions (scene); i++)
    assert_inside (scene, &sl_scene_get_region (scene, i)->rect, sl_scene_get_region (scene, i)->id);
}

static void
test_inside (void)
{
  foreach_scene (check_inside);
}

static void
check_texts (SlScene     *scene,
             SlAnalytics *analytics,
             SlChartKind  kind)
{
  for (guint i = 0; i < sl_scene_get_n_shapes (scene); i++)
    for (guint j = i + 1; j < sl_scene_get_n_shapes (scene); j++)
      {
        const SlShape *a = sl_scene_get_shape (scene, i), *b = sl_scene_get_shape (scene, j);
        if (a->type != SL_SHAPE_TEXT || b->type != SL_SHAPE_TEXT || !overlap (&a->rect, &b->rect))
          continue;
        g_test_message ("“%s” touches “%s”", a->text, b->text);
        g_test_fail ();
      }
}

static void
test_no_touching_texts (void)
{
  foreach_scene (check_texts);
}

static void
check_regions (SlScene     *scene,
               SlAnalytics *analytics,
               SlChartKind  kind)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  guint n = sl_scene_get_n_regions (scene);

  if (!sl_chart_is_empty (analytics, kind) && sl_scene_get_height (scene) > 0)
    g_assert_cmpuint (n, >, 0);
  for (guint i = 0; i < n; i++)
    {
      const SlRegion *region = sl_scene_get_region (scene, i);
      g_assert_true (*region->label != '\0' && *region->value != '\0');
      /* the extremes repeat a company's name */
      if (kind != SL_CHART_COMPANIES)
        g_assert_true (g_hash_table_add (ids, region->id));
      g_assert_true (g_utf8_validate (region->label, -1, NULL));
    }
}

static void
test_regions (void)
{
  foreach_scene (check_regions);
}

static const SlRegion *
find_region (SlScene    *scene,
             const char *id)
{
  for (guint i = 0; i < sl_scene_get_n_regions (scene); i++)
    if (strcmp (sl_scene_get_region (scene, i)->id, id) == 0)
      return sl_scene_get_region (scene, i);
  g_error ("No region %s", id);
}

static SlScene *
build (SlAnalytics *analytics,
       SlChartKind  kind)
{
  g_autoptr (GObject) context = G_OBJECT (chart_fixture_context ());
  return sl_chart_build (analytics, kind, SL_CHART_DEFAULT, 420, 0, PANGO_CONTEXT (context));
}

/* Bars start at zero and are as long as their number says. */
static void
test_bars (void)
{
  g_autoptr (SlAnalytics) analytics = chart_fixture_new (CHART_SEARCH);
  g_autoptr (SlScene) scene = build (analytics, SL_CHART_PIPELINE);
  double lengths[8] = { 0 };
  double start = 0;

  for (guint i = 0; i < sl_scene_get_n_shapes (scene); i++)
    {
      const SlShape *shape = sl_scene_get_shape (scene, i);
      if (shape->type != SL_SHAPE_RECT)
        continue;
      lengths[shape->region] = shape->rect.width;
      if (start > 0)
        g_assert_cmpfloat (shape->rect.x, ==, start);
      start = shape->rect.x;
    }
  g_assert_cmpfloat_with_epsilon (lengths[0] / lengths[1], 19 / 40.0, 0.001);
  g_assert_cmpfloat_with_epsilon (lengths[5] / lengths[1], (46 - 8) / 40.0, 0.001);
  g_assert_cmpstr (find_region (scene, "status:Applied")->value, ==, "40 applications");
}

/* Of each node the bands that leave are as many as those that come. */
static void
test_flow (void)
{
  g_autoptr (SlAnalytics) analytics = chart_fixture_new (CHART_SEARCH);
  g_autoptr (SlScene) scene = build (analytics, SL_CHART_FLOW);
  const SlRegion *band = find_region (scene, "band:1-2");

  g_assert_cmpstr (band->label, ==, "Applied → Interviewing");
  g_assert_cmpstr (band->value, ==, "31 applications");
  g_assert_cmpstr (find_region (scene, "node:1")->value, ==, "101 applications");
  g_assert_cmpstr (find_region (scene, "node:8")->value, ==, "38 applications");
  /* only what was sent is drawn */
  for (guint i = 0; i < sl_scene_get_n_regions (scene); i++)
    g_assert_false (g_str_has_prefix (sl_scene_get_region (scene, i)->id, "band:0-"));
  /* in the middle of a band, and beside it */
  g_assert_cmpint (sl_scene_find_region (scene, band->rect.x + band->rect.width / 2, band->rect.y + band->rect.height / 2), >=, 0);
  g_assert_cmpint (sl_scene_find_region (scene, -5, -5), ==, -1);

  g_autofree char *sankey = sl_chart_flow_to_sankeymatic (analytics);
  g_assert_nonnull (strstr (sankey, "Applied [31] Interviewing\n"));
  g_assert_nonnull (strstr (sankey, "Offer [1] Accepted\n"));
  g_assert_null (strstr (sankey, "Saved"));
}

static void
test_filters (void)
{
  g_autoptr (SlAnalytics) analytics = chart_fixture_new (CHART_SEARCH);
  g_autoptr (SlScene) pipeline = build (analytics, SL_CHART_PIPELINE);
  g_autoptr (SlScene) trend = build (analytics, SL_CHART_TREND);
  g_autoptr (SlScene) sources = build (analytics, SL_CHART_SOURCES);
  g_autoptr (SlQuery) query = sl_query_new ();
  const SlSceneFilter *applied = &find_region (pipeline, "status:Applied")->filter;
  const SlSceneFilter *week = &find_region (trend, "week:2026-W10")->filter;
  const SlSceneFilter *none = &find_region (sources, "source:")->filter;

  sl_scene_filter_toggle (applied, query);
  g_assert_true (sl_query_has_word (query, SL_FACET_STATUS, SL_STATUS_APPLIED));
  g_assert_true (sl_scene_filter_is_set (applied, query));
  sl_scene_filter_toggle (week, query);
  g_assert_cmpint (sl_query_get_from (query), ==, sl_day_from_ymd (2026, 3, 2));
  g_assert_cmpint (sl_query_get_to (query), ==, sl_day_from_ymd (2026, 3, 8));
  sl_scene_filter_toggle (none, query);
  g_assert_true (sl_query_has_word (query, SL_FACET_SOURCE, SL_FACET_NONE_WORD));

  sl_scene_filter_toggle (applied, query);
  sl_scene_filter_toggle (week, query);
  sl_scene_filter_toggle (none, query);
  g_assert_false (sl_query_has_filter (query));
}

/* Nobody rejected those whom nobody answered, though they stand in that status. */
static void
test_unanswered (void)
{
  g_autoptr (SlAnalytics) analytics = chart_fixture_new (CHART_SEARCH);
  g_autoptr (SlScene) scene = build (analytics, SL_CHART_PIPELINE);
  g_autoptr (SlChartTable) table = sl_chart_get_table (analytics, SL_CHART_PIPELINE, SL_CHART_DEFAULT);
  const SlRegion *rejected = find_region (scene, "status:Rejected");
  const SlRegion *unanswered = find_region (scene, "status-detail:no-response");
  guint told = 0, total = 0;

  g_assert_cmpstr (unanswered->label, ==, "No response");
  g_assert_cmpstr (rejected->value, !=, unanswered->value);
  /* A filter for "Rejected" would find the others too. */
  g_assert_cmpint (unanswered->filter.type, ==, SL_FILTER_NONE);
  g_assert_cmpint (rejected->filter.type, ==, SL_FILTER_WORDS);
  for (guint i = 0; i < SL_N_FLOW_NODES; i++)
    total += analytics->flow[i][SL_FLOW_NO_RESPONSE];
  g_assert_cmpint (g_ascii_strtoll (unanswered->value, NULL, 10), ==, total);
  for (guint row = 0; row < sl_chart_table_get_n_rows (table); row++)
    told += (guint) g_ascii_strtoull (sl_chart_table_get_cell (table, row, 1), NULL, 10);
  g_assert_cmpuint (told, ==, analytics->total);
}

/* The tables hold the drawing's numbers, all of them. */
static void
test_tables (void)
{
  for (ChartSample sample = CHART_ONE; sample < N_CHART_SAMPLES; sample++)
    for (SlChartKind kind = 0; kind < SL_N_CHARTS; kind++)
      {
        g_autoptr (SlAnalytics) analytics = chart_fixture_new (sample);
        g_autoptr (SlChartTable) table = sl_chart_get_table (analytics, kind, SL_CHART_SHOW_FEW);

        if (!sl_chart_is_empty (analytics, kind))
          g_assert_cmpuint (sl_chart_table_get_n_rows (table), >, 0);
        for (guint row = 0; row < sl_chart_table_get_n_rows (table); row++)
          for (guint column = 0; column < sl_chart_table_get_n_columns (table); column++)
            g_assert_cmpstr (sl_chart_table_get_cell (table, row, column), !=, "");
      }

  g_autoptr (SlAnalytics) analytics = chart_fixture_new (CHART_SEARCH);
  g_autoptr (SlChartTable) flow = sl_chart_get_table (analytics, SL_CHART_FLOW, SL_CHART_DEFAULT);
  guint from_applied = 0;
  for (guint row = 0; row < sl_chart_table_get_n_rows (flow); row++)
    if (strcmp (sl_chart_table_get_cell (flow, row, 0), "Applied") == 0)
      from_applied += (guint) g_ascii_strtoull (sl_chart_table_get_cell (flow, row, 2), NULL, 10);
  g_assert_cmpuint (from_applied, ==, 101);

  g_autoptr (SlChartTable) companies = sl_chart_get_table (analytics, SL_CHART_COMPANIES, SL_CHART_DEFAULT);
  g_autofree char *csv = sl_chart_table_to_text (companies, ',');
  g_assert_nonnull (strstr (csv, "Torvmark Joinery,6"));
  g_assert_null (strstr (csv, "\n=Farrofield"));
}

static void
test_hidden_sources (void)
{
  g_autoptr (SlAnalytics) analytics = chart_fixture_new (CHART_SEARCH);
  g_autoptr (SlChartTable) few = sl_chart_get_table (analytics, SL_CHART_SOURCES, SL_CHART_DEFAULT);
  g_autoptr (SlChartTable) all = sl_chart_get_table (analytics, SL_CHART_SOURCES, SL_CHART_SHOW_FEW);

  g_assert_cmpuint (sl_chart_get_n_hidden (analytics, SL_CHART_SOURCES), ==, 1);
  g_assert_cmpuint (sl_chart_table_get_n_rows (few), ==, 3);
  g_assert_cmpuint (sl_chart_table_get_n_rows (all), ==, 4);
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);
  g_test_add_func ("/chart/scene/inside", test_inside);
  g_test_add_func ("/chart/scene/no-touching-texts", test_no_touching_texts);
  g_test_add_func ("/chart/scene/regions", test_regions);
  g_test_add_func ("/chart/scene/bars", test_bars);
  g_test_add_func ("/chart/scene/flow", test_flow);
  g_test_add_func ("/chart/scene/filters", test_filters);
  g_test_add_func ("/chart/scene/tables", test_tables);
  g_test_add_func ("/chart/scene/unanswered", test_unanswered);
  g_test_add_func ("/chart/scene/hidden-sources", test_hidden_sources);
  return g_test_run ();
}
