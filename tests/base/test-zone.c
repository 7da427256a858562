/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of time zones: real ones, those of other programs, and those that are none. */
#include "config.h"

#include "sl-test.h"
#include "sl-zone.h"

static void
test_find (void)
{
  static const char *const none[] = { "", "CET-1CEST", "/etc/passwd", "../../../etc/passwd", "Europe/../../passwd", "Europe/", "Europe/Nowhere",
                                      "Europe/Ber lin", "Europe/Berlin\n" };
  g_autoptr (GTimeZone) berlin = sl_zone_find ("Europe/Berlin");
  g_autoptr (GTimeZone) utc = sl_zone_find ("UTC");

  g_assert_nonnull (berlin);
  g_assert_nonnull (utc);
  g_assert_null (sl_zone_find (NULL));
  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    g_assert_null (sl_zone_find (none[i]));
}

static void
test_guess (void)
{
  static const struct {
    const char *text;
    const char *name;
  } cases[] = {
    { "Europe/Berlin", "Europe/Berlin" },
    { " America/New_York ", "America/New_York" },
    { "America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires" },
    { "W. Europe Standard Time", "Europe/Berlin" },
    { "\"w. europe standard time\"", "Europe/Berlin" },
    { "/mozilla.org/20050126_1/Europe/Berlin", "Europe/Berlin" },
    { "/freeassociation.sourceforge.net/Tzfile/Europe/Vienna", "Europe/Vienna" },
    { "tzone://Microsoft/Utc", "UTC" },
    { "GMT", "UTC" },
    { "Customized Time Zone", NULL },
    { "(UTC+01:00) Amsterdam, Berlin, Bern, Rome", NULL },
    { "", NULL },
    { "//////", NULL },
    { NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = sl_zone_guess_name (cases[i].text);

      g_assert_cmpstr (name, ==, cases[i].name);
    }
}

static void
test_names (void)
{
  g_autoptr (GTimeZone) berlin = sl_zone_find ("Europe/Berlin");
  g_autoptr (GTimeZone) offset = g_time_zone_new_offset (3600);
  g_autofree char *name = sl_zone_get_name (berlin);
  g_autofree char *label = sl_zone_format_label ("America/New_York");

  g_assert_cmpstr (name, ==, "Europe/Berlin");
  g_assert_null (sl_zone_get_name (offset));
  g_assert_cmpstr (label, ==, "New York");
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);

  g_test_add_func ("/base/zone/find", test_find);
  g_test_add_func ("/base/zone/guess", test_guess);
  g_test_add_func ("/base/zone/names", test_names);

  return g_test_run ();
}
