/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sl-query-diff.h"
#include "sl-test.h"

static GArray *
make_list (const gint64 *pks,
           guint         n)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_vals (list, pks, n);

  return list;
}

/* Applies the splices one after the other; each may only touch what is there. */
static guint
check (const gint64 *old_pks,
       guint         n_old,
       const gint64 *new_pks,
       guint         n_new,
       gboolean      fine)
{
  g_autoptr (GArray) splices = sl_query_diff (old_pks, n_old, new_pks, n_new, fine);
  g_autoptr (GArray) list = make_list (old_pks, n_old);

  for (guint i = 0; i < splices->len; i++)
    {
      const SlSplice *splice = &g_array_index (splices, SlSplice, i);

      g_assert_cmpuint (splice->position + splice->removed, <=, list->len);
      g_assert_cmpuint (splice->source + splice->added, <=, n_new);
      if (splice->removed > 0)
        g_array_remove_range (list, splice->position, splice->removed);
      if (splice->added > 0)
        g_array_insert_vals (list, splice->position, &new_pks[splice->source], splice->added);
    }
  g_assert_cmpmem (list->data, list->len * sizeof (gint64), new_pks, n_new * sizeof (gint64));

  return splices->len;
}

static void
test_known (void)
{
  const gint64 a[] = { 1, 2, 3, 4, 5, 6, 7, 8 };
  const gint64 moved[] = { 1, 7, 2, 3, 4, 5, 6, 8 };
  const gint64 thinned[] = { 2, 3, 5, 6, 8 };
  const gint64 other[] = { 11, 12 };

  g_assert_cmpuint (check (a, 8, a, 8, TRUE), ==, 0);
  g_assert_cmpuint (check (a, 8, moved, 8, TRUE), ==, 2);
  g_assert_cmpuint (check (a, 8, moved, 8, FALSE), ==, 1);
  g_assert_cmpuint (check (a, 8, thinned, 5, TRUE), ==, 3);
  g_assert_cmpuint (check (thinned, 5, a, 8, TRUE), ==, 3);
  g_assert_cmpuint (check (a, 8, other, 2, TRUE), ==, 1);
  g_assert_cmpuint (check (a, 8, NULL, 0, TRUE), ==, 1);
  g_assert_cmpuint (check (NULL, 0, a, 8, TRUE), ==, 1);
  g_assert_cmpuint (check (a, 4, a, 8, FALSE), ==, 1);
}

static void
test_random (void)
{
  for (guint round = 0; round < 2000; round++)
    {
      gint64 old_pks[200];
      gint64 new_pks[200];
      guint n_old = (guint) g_test_rand_int_range (0, 100);
      guint n_new = 0;

      for (guint i = 0; i < n_old; i++)
        old_pks[i] = i + 1;
      for (guint i = 0; i < n_old; i++)
        if (g_test_rand_int_range (0, 10) > 0)
          new_pks[n_new++] = old_pks[i];
      for (int i = g_test_rand_int_range (0, 4); i-- > 0 && n_new > 1;)
        {
          guint from = (guint) g_test_rand_int_range (0, (gint32) n_new);
          guint to = (guint) g_test_rand_int_range (0, (gint32) n_new);
          gint64 pk = new_pks[from];

          memmove (&new_pks[from], &new_pks[from + 1], (n_new - from - 1) * sizeof (gint64));
          memmove (&new_pks[to + 1], &new_pks[to], (n_new - to - 1) * sizeof (gint64));
          new_pks[to] = pk;
        }
      for (int i = g_test_rand_int_range (0, 4); i-- > 0;)
        {
          guint at = (guint) g_test_rand_int_range (0, (gint32) n_new + 1);

          memmove (&new_pks[at + 1], &new_pks[at], (n_new - at) * sizeof (gint64));
          new_pks[at] = 1000 + i;
          n_new++;
        }
      check (old_pks, n_old, new_pks, n_new, round % 4 > 0);
    }
}

/* Turned round, nothing stays in place: one replacement, not thousands of splices. */
static void
test_many (void)
{
  enum { N = 20000 };
  g_autofree gint64 *a = g_new (gint64, N);
  g_autofree gint64 *b = g_new (gint64, N);

  for (guint i = 0; i < N; i++)
    {
      a[i] = i;
      b[i] = N - 1 - i;
    }
  g_assert_cmpuint (check (a, N, b, N, TRUE), <=, 64);
  for (guint i = 0; i < N; i++)
    b[i] = i ^ 1;
  g_assert_cmpuint (check (a, N, b, N, TRUE), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);
  g_test_add_func ("/core/query-diff/known", test_known);
  g_test_add_func ("/core/query-diff/random", test_random);
  g_test_add_func ("/core/query-diff/many", test_many);

  return g_test_run ();
}
