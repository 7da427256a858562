/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "sl-error.h"
#include "sl-spool.h"
#include "sl-test.h"

#define N 5000

static char *
build_text (guint i)
{
  return g_strnfill (i % 1400, (char) ('a' + i % 26));
}

/* What doesn't fit into memory comes back from the disk, and nobody else finds it there. */
static void
test_long (void)
{
  g_autoptr (SlSpool) spool = sl_spool_new ();
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "shortlist", NULL);
  g_autoptr (GDir) dir = NULL;
  gint64 at[N];
  GError *error = NULL;

  for (guint i = 0; i < N; i++)
    {
      g_autofree char *text = build_text (i);

      at[i] = sl_spool_add (spool, text, strlen (text), &error);
      g_assert_no_error (error);
      g_assert_cmpuint (sl_spool_get_held (spool), <=, 1024 * 1024);
    }
  for (guint i = N; i-- > 0;)
    {
      g_autofree char *text = build_text (i);
      g_autofree char *back = sl_spool_dup (spool, at[i], strlen (text), &error);

      g_assert_no_error (error);
      g_assert_cmpstr (back, ==, text);
    }
  g_assert_cmpint (at[N - 1], >, 1024 * 1024);
  dir = g_dir_open (folder, 0, &error);
  g_assert_no_error (error);
  g_assert_null (g_dir_read_name (dir));
}

/* Most lists are short: no file for these. */
static void
test_short (void)
{
  g_autoptr (SlSpool) spool = sl_spool_new ();
  g_autofree char *big = g_strnfill (2 * 1024 * 1024, 'x');
  g_autofree char *back = NULL;

  g_assert_cmpint (sl_spool_add (spool, "one", 3, NULL), ==, 0);
  g_assert_cmpint (sl_spool_add (spool, "", 0, NULL), ==, 3);
  g_assert_cmpint (sl_spool_add (spool, "three", 5, NULL), ==, 3);
  back = sl_spool_dup (spool, 3, 5, NULL);
  g_assert_cmpstr (back, ==, "three");
  g_assert_cmpuint (sl_spool_get_held (spool), ==, 8);
  g_assert_cmpint (sl_spool_add (spool, big, strlen (big), NULL), ==, 8);
  g_free (back);
  back = sl_spool_dup (spool, 0, 8, NULL);
  g_assert_cmpstr (back, ==, "onethree");
}

/* Where there is no place for it, that is said. */
static void
test_no_place (void)
{
  g_autoptr (SlSpool) spool = sl_spool_new ();
  g_autofree char *big = g_strnfill (2 * 1024 * 1024, 'x');
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "shortlist", NULL);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (g_get_user_cache_dir (), 0700);
  g_assert_true (g_file_set_contents (folder, "", 0, NULL));
  g_assert_cmpint (sl_spool_add (spool, big, strlen (big), NULL), ==, 0);
  g_assert_cmpint (sl_spool_add (spool, "more", 4, &error), ==, -1);
  g_assert_cmpint (error->domain, ==, SL_ERROR);
  g_unlink (folder);
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);
  g_test_add_func ("/spool/long", test_long);
  g_test_add_func ("/spool/short", test_short);
  g_test_add_func ("/spool/no-place", test_no_place);

  return g_test_run ();
}
