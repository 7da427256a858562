/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart-fixture.h"

static const SlStyle styles[] = {
  SL_STYLE_LIGHT,
  SL_STYLE_DARK,
  SL_STYLE_HIGH_CONTRAST,
  SL_STYLE_DARK | SL_STYLE_HIGH_CONTRAST,
};

static double
get_contrast (SlStyle     style,
              SlColorRole a,
              SlColorRole b)
{
  return sl_palette_get_contrast (sl_palette_get (style, a), sl_palette_get (style, b));
}

/* Text at 4.5:1, shapes at 3:1 against the card; high contrast stronger. */
static void
test_contrast (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    {
      gboolean high = (styles[i] & SL_STYLE_HIGH_CONTRAST) != 0;

      g_assert_cmpfloat (get_contrast (styles[i], SL_COLOR_TEXT, SL_COLOR_SURFACE), >=, high ? 14 : 10);
      g_assert_cmpfloat (get_contrast (styles[i], SL_COLOR_DIM, SL_COLOR_SURFACE), >=, high ? 10 : 4.5);
      for (SlColorRole role = SL_COLOR_ACCENT; role <= SL_COLOR_UNKNOWN; role++)
        {
          g_test_message ("style %d, role %d", styles[i], role);
          g_assert_cmpfloat (get_contrast (styles[i], role, SL_COLOR_SURFACE), >=, high ? 4.5 : 3);
        }
    }
}

/* Each step of the heat map is darker (on dark: lighter) than the one before. */
static void
test_heat (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    for (SlColorRole role = SL_COLOR_HEAT_0; role < SL_COLOR_HEAT_4; role++)
      {
        g_assert_cmpfloat (get_contrast (styles[i], role + 1, SL_COLOR_SURFACE), >, get_contrast (styles[i], role, SL_COLOR_SURFACE));
        g_assert_cmpfloat (get_contrast (styles[i], role + 1, role), >=, 1.2);
      }
}

static void
test_statuses (void)
{
  g_assert_cmpint (sl_palette_get_status_role (SL_STATUS_APPLIED), ==, SL_COLOR_APPLIED);
  g_assert_cmpint (sl_palette_get_status_role (SL_STATUS_WITHDRAWN), ==, SL_COLOR_WITHDRAWN);
  g_assert_cmpint (sl_palette_get_status_role ("Shortlisted"), ==, SL_COLOR_UNKNOWN);
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);
  g_test_add_func ("/chart/palette/contrast", test_contrast);
  g_test_add_func ("/chart/palette/heat", test_heat);
  g_test_add_func ("/chart/palette/statuses", test_statuses);
  return g_test_run ();
}
