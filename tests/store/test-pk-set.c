/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A set of row numbers holds what it was given, and nothing that only a damaged file gives. */

#define G_LOG_DOMAIN "test-pk-set"

#include "config.h"

#include "sl-pk-set.h"
#include "sl-test.h"

static void
test_holds (void)
{
  static const gint64 pks[] = { 1, 63, 64, 65, 100000, 7, 64 };
  g_autoptr (SlPkSet) set = sl_pk_set_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (pks); i++)
    sl_pk_set_add (set, pks[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (pks); i++)
    g_assert_true (sl_pk_set_contains (set, pks[i]));
  g_assert_cmpuint (set->n, ==, G_N_ELEMENTS (pks) - 1);
  g_assert_false (sl_pk_set_contains (set, 2));
  g_assert_false (sl_pk_set_contains (set, 100001));
}

static void
test_impossible (void)
{
  static const gint64 pks[] = { 0, -1, G_MININT64, G_MAXINT64, G_GINT64_CONSTANT (1) << 50 };
  g_autoptr (SlPkSet) set = sl_pk_set_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (pks); i++)
    {
      sl_pk_set_add (set, pks[i]);
      g_assert_false (sl_pk_set_contains (set, pks[i]));
    }
  g_assert_cmpuint (set->n, ==, 0);
}

static void
test_together (void)
{
  static const gint64 pks[] = { 1, 64, 500 }, others[] = { 2, 64, 100000 };
  g_autoptr (SlPkSet) set = sl_pk_set_new ();
  g_autoptr (SlPkSet) other = sl_pk_set_new ();
  g_autoptr (SlPkSet) none = sl_pk_set_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (pks); i++)
    sl_pk_set_add (set, pks[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    sl_pk_set_add (other, others[i]);

  sl_pk_set_add_set (set, none);
  g_assert_cmpuint (set->n, ==, 3);
  sl_pk_set_add_set (set, other);
  g_assert_cmpuint (set->n, ==, 5);
  for (gsize i = 0; i < G_N_ELEMENTS (pks); i++)
    g_assert_true (sl_pk_set_contains (set, pks[i]) && sl_pk_set_contains (set, others[i]));
  g_assert_false (sl_pk_set_contains (other, 500));

  sl_pk_set_add_set (none, set);
  g_assert_cmpuint (none->n, ==, 5);
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);
  g_test_add_func ("/store/pk-set/holds", test_holds);
  g_test_add_func ("/store/pk-set/impossible", test_impossible);
  g_test_add_func ("/store/pk-set/together", test_together);
  return g_test_run ();
}
