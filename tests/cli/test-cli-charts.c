/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers: stats, chart. */
#include "config.h"

#include <string.h>

#include "cli-fixture.h"

static void
test_stats (CliFixture    *fixture,
            gconstpointer  data)
{
  static const char *const members[] = {
    "pipeline", "response_rate", "response_rate_n", "interview_rate", "interview_rate_n", "offer_rate", "offer_rate_n",
    "source_breakdown", "weekly_trend", "salary_insights", "top_companies"
  };
  g_autofree char *a = cli_add (fixture, "Torvmark", "Baker", "Applied");
  g_autofree char *b = cli_add (fixture, "Velkholt", "Joiner", "Applied");
  g_autoptr (JsonNode) node = NULL;

  cli_run (fixture, "move", a, "Interviewing");
  cli_run (fixture, "stats", "--json", "--window", "90");
  cli_assert_done (fixture);
  node = cli_parse (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    g_assert_true (json_object_has_member (json_node_get_object (node), members[i]));
  g_assert_cmpfloat (sl_json_get_double (json_node_get_object (node), "response_rate", -1), ==, 0.5);
  g_assert_cmpuint (json_array_get_length (sl_json_get_array (json_node_get_object (node), "weekly_trend")), ==, 12);

  cli_run (fixture, "stats");
  cli_assert_done (fixture);
  cli_assert_out (fixture, "Interviewing");
  cli_run (fixture, "stats", "--window", "all");
  cli_assert_done (fixture);
  g_assert_cmpint (cli_run (fixture, "stats", "--window", "-3"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "stats", "please"), ==, 2);
}

static void
test_chart (CliFixture    *fixture,
            gconstpointer  data)
{
  static const char *const kinds[] = { "pipeline", "trend", "rates", "sources", "flow", "time-in-stage", "heatmap", "companies", "salary" };
  static const struct {
    const char *format;
    const char *beginning;
  } formats[] = { { "svg", "<?xml" }, { "png", "\x89PNG" }, { "pdf", "%PDF" } };
  g_autofree char *a = cli_add (fixture, "Torvmark", "Baker", "Applied");

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *file = g_strdup_printf ("%s/%s.svg", sl_test_tmp_dir (), kinds[i]);

      cli_run (fixture, "chart", kinds[i], "--output", file);
      cli_assert_done (fixture);
      g_assert_true (g_file_test (file, G_FILE_TEST_EXISTS));
    }
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      cli_run (fixture, "chart", "pipeline", "--output", "-", "--format", formats[i].format);
      cli_assert_done (fixture);
      g_assert_cmpuint (fixture->out_length, >, 200);
      g_assert_true (g_str_has_prefix (fixture->out, formats[i].beginning));
    }
  cli_run (fixture, "chart", "pipeline", "-o", "-", "--format", "csv");
  cli_assert_out (fixture, "Applied");

  g_assert_cmpint (cli_run (fixture, "chart"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "chart", "pie", "-o", "x.svg"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "chart", "pipeline"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "chart", "pipeline", "-o", "x.bmp"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "chart", "pipeline", "-o", "-"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "chart", "pipeline", "-o", "/nowhere/at/all.svg"), ==, 1);
  cli_assert_err (fixture, "There is no folder “/nowhere/at”");
  g_assert_cmpint (cli_run (fixture, "chart", "pipeline", "-o", "x.svg", "--width", "-5"), ==, 2);
  g_assert_cmpint (cli_run (fixture, "chart", "pipeline", "-o", "x.svg", "--width", "nan"), ==, 2);
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);
  cli_test_add ("stats", test_stats);
  cli_test_add ("chart", test_chart);

  return g_test_run ();
}
