/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sl-core-test.h"
#include "sl-demo.h"
#include "sl-finder.h"

typedef struct {
  GPtrArray *rows;
  GError *error;
  gboolean done;
} Found;

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Found *found = user_data;

  found->rows = sl_finder_find_finish (SL_FINDER (source), result, &found->error);
  found->done = TRUE;
}

static GPtrArray *
find (SlFinder   *finder,
      const char *text,
      const char *status,
      guint       limit)
{
  Found found = { 0 };

  sl_finder_find_async (finder, text, status, limit, NULL, found_cb, &found);
  sl_core_test_wait_for (&found.done);
  g_assert_no_error (found.error);

  return found.rows;
}

static void
assert_found (SlFinder   *finder,
              const char *text,
              const char *status,
              const char *companies)
{
  g_autoptr (GPtrArray) rows = find (finder, text, status, 10);
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? "," : "",
                            sl_record_get_text (sl_row_get_application (g_ptr_array_index (rows, i)), SL_APPLICATION_COMPANY_NAME));
  g_assert_cmpstr (list->str, ==, companies);
}

static void
test_find (void)
{
  SlContext *context = sl_core_test_open ();
  SlFinder *finder = sl_finder_new (context);
  g_autofree char *a = sl_core_test_add (context, "Torvmark", "Baker", SL_STATUS_APPLIED);
  g_autofree char *b = sl_core_test_add (context, "Velkholt", "Head of Torte", SL_STATUS_SAVED);
  g_autofree char *c = sl_core_test_add (context, "Müller Bäckerei", "Pâtissier", SL_STATUS_APPLIED);
  const char *ids[] = { a, NULL };

  assert_found (finder, "torv", NULL, "Torvmark");
  assert_found (finder, "tor", NULL, "Torvmark,Velkholt");
  assert_found (finder, "tor", SL_STATUS_SAVED, "Velkholt");
  assert_found (finder, "MULLER pat", NULL, "Müller Bäckerei");
  assert_found (finder, "zzz", NULL, "");
  /* Nothing typed: those changed last. */
  assert_found (finder, "  ", NULL, "Müller Bäckerei,Velkholt,Torvmark");
  assert_found (finder, "", SL_STATUS_APPLIED, "Müller Bäckerei,Torvmark");

  /* What is closed comes after what is open, though it changed later. */
  g_free (sl_core_test_add (context, "Ostrelby", "Baker", SL_STATUS_REJECTED));
  sl_core_test_settle (context);
  assert_found (finder, "", NULL, "Müller Bäckerei,Velkholt,Torvmark,Ostrelby");

  g_object_unref (sl_core_test_apply (context, sl_deed_trash (SL_KIND_APPLICATION, ids, sl_context_get_clock (context))));
  sl_core_test_settle (context);
  assert_found (finder, "tor", NULL, "Velkholt");

  g_assert_finalize_object (finder);
  sl_core_test_close (context);
}

/* Who types a name sees that name, not whatever has its letters. */
static void
test_noise (void)
{
  SlContext *context = sl_core_test_open ();
  SlFinder *finder = sl_finder_new (context);
  g_autofree char *a = sl_core_test_add (context, "Globex", "Data Analyst", SL_STATUS_APPLIED);
  g_autofree char *b = sl_core_test_add (context, "Green Lodge", "Bell Expert", SL_STATUS_APPLIED);
  g_autofree char *c = sl_core_test_add (context, "Grand Logistics", "Senior Executive", SL_STATUS_APPLIED);

  assert_found (finder, "gl", NULL, "Globex,Green Lodge,Grand Logistics");
  assert_found (finder, "globex", NULL, "Globex");
  assert_found (finder, "analyst globex", NULL, "Globex");
  /* Nobody has it as it was typed: now the pieces count. */
  assert_found (finder, "grlogist", NULL, "Grand Logistics");

  g_assert_finalize_object (finder);
  sl_core_test_close (context);
}

/* A growing needle is looked for among the last finds; the answer must be that of a fresh finder. */
static void
test_typing (void)
{
  SlContext *context = sl_core_test_open ();
  SlFinder *typing = sl_finder_new (context);
  const char *text = "nurse ber";
  g_autoptr (GError) error = NULL;

  sl_demo_fill (sl_context_get_store (context), 3, 300, &error);
  g_assert_no_error (error);
  for (gsize n = 0; n <= strlen (text); n++)
    {
      g_autofree char *typed = g_strndup (text, n);
      SlFinder *fresh = sl_finder_new (context);
      g_autoptr (GPtrArray) one = find (typing, typed, NULL, 20);
      g_autoptr (GPtrArray) other = find (fresh, typed, NULL, 20);

      g_assert_cmpuint (one->len, ==, other->len);
      for (guint i = 0; i < one->len; i++)
        g_assert_cmpint (sl_row_get_pk (g_ptr_array_index (one, i)), ==, sl_row_get_pk (g_ptr_array_index (other, i)));
      g_assert_finalize_object (fresh);
    }
  g_assert_finalize_object (typing);
  sl_core_test_close (context);
}

static void
test_cancel (void)
{
  SlContext *context = sl_core_test_open ();
  SlFinder *finder = sl_finder_new (context);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Found found = { 0 };

  g_cancellable_cancel (cancellable);
  sl_finder_find_async (finder, "a", NULL, 5, cancellable, found_cb, &found);
  sl_core_test_wait_for (&found.done);
  g_assert_null (found.rows);
  g_assert_nonnull (found.error);
  g_clear_error (&found.error);
  g_assert_finalize_object (finder);
  sl_core_test_close (context);
}

static void
test_status (void)
{
  g_assert_cmpstr (sl_finder_match_status ("@app"), ==, SL_STATUS_APPLIED);
  g_assert_cmpstr (sl_finder_match_status ("REJ"), ==, SL_STATUS_REJECTED);
  g_assert_cmpstr (sl_finder_match_status ("@w"), ==, SL_STATUS_WITHDRAWN);
  g_assert_null (sl_finder_match_status ("@a"));
  g_assert_null (sl_finder_match_status ("@"));
  g_assert_null (sl_finder_match_status ("@nothing"));
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);
  g_test_add_func ("/core/finder/find", test_find);
  g_test_add_func ("/core/finder/noise", test_noise);
  g_test_add_func ("/core/finder/typing", test_typing);
  g_test_add_func ("/core/finder/cancel", test_cancel);
  g_test_add_func ("/core/finder/status", test_status);

  return g_test_run ();
}
