/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What differs in two long texts is in sight. */

#include "config.h"

#include <string.h>

#include "sl-sync-excerpt.h"
#include "sl-test.h"

typedef struct {
  const char *name;
  const char *text;
  const char *other; /* (nullable) */
  const char *expected;
} Case;

#define SAME "One\nTwo\nThree\nFour\n"
#define LONG_LINE "The bakery at the old harbour is looking for somebody who has worked with sourdough before, "

static const Case cases[] = {
  { "short", "Rye\nWhite", "Rye\nBrown", "Rye\nWhite" },
  { "few", SAME "Five", SAME "5", SAME "Five" },
  { "alone", SAME "Five\nSix", NULL, SAME "Five …" },
  { "line", SAME "Five\nSix\nSeven", SAME "5\nSix", "… Five\nSix\nSeven" },
  { "shorter", SAME "5\nSix", SAME "Five\nSix\nSeven", "… 5\nSix" },
  { "longer", SAME "Five\nSix", SAME "Five", "… Five\nSix" },
  { "ends", SAME "Five", SAME "Five\nSix", "… Five" },
  { "empty-line", SAME "Five\n\nSix", SAME "Five\n", "… Five\n\nSix" },
  { "first-line", "1\nTwo\nThree\nFour\nFive\nSix", SAME "Five\nSix", "1\nTwo\nThree\nFour\nFive …" },
  { "characters", SAME "Fünf\nSix", SAME "Fënf\nSix", "… Fünf\nSix" },
  { "late", LONG_LINE LONG_LINE LONG_LINE LONG_LINE "full time", LONG_LINE LONG_LINE LONG_LINE LONG_LINE "part time", "… with sourdough before, full time" },
  { "same", SAME SAME, SAME SAME, "… Four\n" },
  { "nothing", "", SAME SAME, "" },
};

static void
test_case (gconstpointer data)
{
  const Case *one = data;
  g_autofree char *excerpt = sl_sync_excerpt (one->text, one->other);

  g_assert_cmpstr (excerpt, ==, one->expected);
}

static void
test_wide (void)
{
  g_autofree char *text = g_strnfill (20000, 'x');
  g_autofree char *excerpt = sl_sync_excerpt (text, NULL);

  g_assert_cmpuint (strlen (excerpt), <, 400);
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/ui/sync-excerpt/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/ui/sync-excerpt/wide", test_wide);

  return g_test_run ();
}
