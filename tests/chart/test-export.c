/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chart-fixture.h"
#include "sl-error.h"

static GBytes *
render (SlAnalytics  *analytics,
        SlChartKind   kind,
        SlChartFormat format,
        gboolean      dark)
{
  GError *error = NULL;
  GBytes *bytes = sl_chart_render (analytics, kind, format, SL_CHART_DEFAULT, 500, 0, dark, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (bytes), >, 0);
  return bytes;
}

static void
start_cb (GMarkupParseContext *context,
          const char          *name,
          const char         **names,
          const char         **values,
          gpointer             data,
          GError             **error)
{
  guint *n = data;

  if ((*n)++ == 0)
    g_assert_cmpstr (name, ==, "svg");
}

static void
assert_svg (GBytes *bytes)
{
  const GMarkupParser parser = { .start_element = start_cb };
  guint n_elements = 0;
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, &n_elements, NULL);
  GError *error = NULL;

  g_assert_true (g_markup_parse_context_parse (context, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), &error));
  g_assert_true (g_markup_parse_context_end_parse (context, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_elements, >, 3);
}

static guint
count (GBytes     *bytes,
       const char *text)
{
  gsize length, size = strlen (text);
  const char *data = g_bytes_get_data (bytes, &length);
  guint n = 0;

  for (gsize i = 0; i + size <= length; i++)
    n += memcmp (data + i, text, size) == 0;
  return n;
}

static void
assert_pdf (GBytes *bytes)
{
  g_assert_cmpuint (count (bytes, "%PDF-"), ==, 1);
  g_assert_cmpuint (count (bytes, "%%EOF"), ==, 1);
  g_assert_cmpuint (count (bytes, "/Count 1\n"), ==, 1);
}

static guint32
read_number (GBytes *bytes,
             gsize   place)
{
  guint32 number;
  memcpy (&number, (const char *) g_bytes_get_data (bytes, NULL) + place, 4);
  return GUINT32_FROM_BE (number);
}

/* Twice the size, for sharp screens. */
static void
assert_png (GBytes *bytes)
{
  g_assert_cmpuint (count (bytes, "\x89PNG\r\n"), ==, 1);
  g_assert_cmpuint (read_number (bytes, 16), ==, 1000);
  g_assert_cmpuint (read_number (bytes, 20), >, 100);
}

static void
test_formats (void)
{
  for (ChartSample sample = 0; sample < N_CHART_SAMPLES; sample++)
    for (SlChartKind kind = 0; kind < SL_N_CHARTS; kind++)
      {
        g_autoptr (SlAnalytics) analytics = chart_fixture_new (sample);
        g_autoptr (GBytes) svg = render (analytics, kind, SL_CHART_FORMAT_SVG, FALSE);
        g_autoptr (GBytes) png = render (analytics, kind, SL_CHART_FORMAT_PNG, TRUE);
        g_autoptr (GBytes) pdf = render (analytics, kind, SL_CHART_FORMAT_PDF, FALSE);

        assert_svg (svg);
        assert_png (png);
        assert_pdf (pdf);
      }
}

static void
test_text (void)
{
  g_autoptr (SlAnalytics) analytics = chart_fixture_new (CHART_SEARCH);
  g_autoptr (GBytes) csv = render (analytics, SL_CHART_TREND, SL_CHART_FORMAT_CSV, FALSE);
  g_autoptr (GBytes) sankey = render (analytics, SL_CHART_FLOW, SL_CHART_FORMAT_SANKEY, FALSE);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (count (csv, "Week,From,Applications,Interview rounds\r\n"), ==, 1);
  g_assert_cmpuint (count (csv, "2026-W12,2026-03-16,"), ==, 1);
  g_assert_cmpuint (count (sankey, "] "), ==, 12);
  g_assert_null (sl_chart_render (analytics, SL_CHART_RATES, SL_CHART_FORMAT_SANKEY, SL_CHART_DEFAULT, 500, 0, FALSE, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_UNSUPPORTED);
}

static void
test_files (void)
{
  g_autoptr (SlAnalytics) analytics = chart_fixture_new (CHART_SEARCH);
  g_autofree char *path = g_build_filename (sl_test_tmp_dir (), "flow.svg", NULL);
  g_autofree char *nowhere = g_build_filename (sl_test_tmp_dir (), "missing", "flow.svg", NULL);
  g_autoptr (GError) error = NULL;
  SlChartFormat format;

  g_assert_true (sl_chart_format_from_path ("Flow.SVG", &format));
  g_assert_cmpint (format, ==, SL_CHART_FORMAT_SVG);
  g_assert_false (sl_chart_format_from_path ("flow", &format));
  g_assert_true (sl_chart_export (analytics, SL_CHART_FLOW, SL_CHART_FORMAT_SVG, path, 640, 0, FALSE, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  g_assert_false (sl_chart_export (analytics, SL_CHART_FLOW, SL_CHART_FORMAT_SVG, nowhere, 640, 0, FALSE, &error));
  g_assert_nonnull (error);
}

/* Absurd sizes end in a picture, not in a crash. */
static void
test_sizes (void)
{
  const double sizes[] = { -1, 0, 1, 240, 100000 };
  g_autoptr (SlAnalytics) analytics = chart_fixture_new (CHART_SEARCH);

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      GError *error = NULL;
      g_autoptr (GBytes) bytes =
        sl_chart_render (analytics, SL_CHART_FLOW, SL_CHART_FORMAT_SVG, SL_CHART_DEFAULT, sizes[i], sizes[i], FALSE, &error);
      g_assert_no_error (error);
      assert_svg (bytes);
    }
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);
  g_test_add_func ("/chart/export/formats", test_formats);
  g_test_add_func ("/chart/export/text", test_text);
  g_test_add_func ("/chart/export/files", test_files);
  g_test_add_func ("/chart/export/sizes", test_sizes);
  return g_test_run ();
}
