/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sl-core-test.h"

static void
test_default_dir (void)
{
  g_autoptr (SlContext) context = sl_context_new (NULL, NULL);
  g_autofree char *expected = g_build_filename (g_get_user_data_dir (), "shortlist", NULL);

  g_assert_cmpstr (sl_context_get_data_dir (context), ==, expected);
  g_assert_false (sl_clock_get_fixed (sl_context_get_clock (context)));
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean *opened = user_data;

  g_assert_true (sl_context_open_finish (SL_CONTEXT (source), result, &error));
  g_assert_no_error (error);
  *opened = TRUE;
}

static void
test_open_async (void)
{
  g_autofree char *dir = g_build_filename (sl_test_tmp_dir (), "async", NULL);
  g_autoptr (SlClock) clock = sl_test_clock ();
  SlContext *context = sl_context_new (dir, clock);
  gboolean opened = FALSE;

  sl_context_open_async (context, NULL, opened_cb, &opened);
  sl_core_test_wait_for (&opened);
  g_assert_cmpint (sl_context_get_today (context), ==, sl_day_from_ymd (2026, 3, 16));
  g_assert_true (g_file_test (sl_store_get_path (sl_context_get_store (context)), G_FILE_TEST_EXISTS));
  sl_core_test_close (context);
}

static void
test_open_fails (void)
{
  g_autofree char *file = sl_test_tmp_file ("in-the-way", "x", 1);
  g_autofree char *dir = g_build_filename (file, "data", NULL);
  g_autoptr (SlContext) context = sl_context_new (dir, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (sl_context_open (context, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (strlen (error->message), >, 0);
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);
  g_test_add_func ("/core/context/default-dir", test_default_dir);
  g_test_add_func ("/core/context/open-async", test_open_async);
  g_test_add_func ("/core/context/open-fails", test_open_fails);

  return g_test_run ();
}
