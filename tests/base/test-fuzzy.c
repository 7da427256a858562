/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What matches, and what comes before what. */
#include "config.h"

#include <string.h>

#include "sl-fuzzy.h"
#include "sl-test.h"

static void
test_match (void)
{
  static const struct
  {
    const char *needle, *haystack;
    gboolean matches;
  } cases[] = {
    { "", "", TRUE },
    { NULL, NULL, TRUE },
    { "", "acme", TRUE },
    { " ", "acme", TRUE },
    { "a", "", FALSE },
    { "a", NULL, FALSE },
    { "acme", "acme", TRUE },
    { "am", "acme", TRUE },
    { "ma", "acme", FALSE },
    { "acmee", "acme", FALSE },
    { "aa", "acme", FALSE },
    { "soeng", "software engineer", TRUE },
    { "software engineer", "software engineer", TRUE },
    { "softwareengineer", "software engineer", TRUE },
    { "acme software", "acme — software", TRUE },
    { "software acme", "acme — software", TRUE },
    { "acme hardware", "acme — software", FALSE },
    { "ops", "devops", TRUE },
    { "glx", "globex data analyst", TRUE },
    { "sde", "software development engineer", TRUE },
    /* The letters are there, in their order; what was meant isn't. */
    { "globex", "grand logistics berlin: senior executive", FALSE },
    { "globex", "velkholt group, sales of books and expresso", FALSE },
    { "acme", "a common theme", FALSE },
    { "eng", "great pending", FALSE },
    { "be", "table", FALSE },
    { "gb", "glove club", FALSE },
    { "c++", "c++ developer", TRUE },
    { "本", "日本語", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int score = sl_fuzzy_score (cases[i].needle, cases[i].haystack);

      g_test_message ("%s in %s: %d", cases[i].needle, cases[i].haystack, score);
      if (cases[i].matches)
        g_assert_cmpint (score, >=, 0);
      else
        g_assert_cmpint (score, ==, SL_FUZZY_NO_MATCH);
    }
}

static void
test_order (void)
{
  /* The left one has to come first. */
  static const struct
  {
    const char *needle, *better, *worse;
  } cases[] = {
    { "acme", "acme", "acme labs" },
    { "acme", "acme labs", "the acme labs" },
    { "se", "senior engineer", "house" },
    { "se", "software engineer", "please" },
    { "eng", "data engineer", "bengal trading" },
    { "ops", "dev ops", "devops" },
    { "ops", "devops", "office postman and sales" },
    { "ber", "berlin", "october" },
    { "data", "data analyst", "big data analyst" },
    { "be", "backend engineer", "robert" },
    { "acme ops", "acme ops engineer", "acme of people and saturn" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int better = sl_fuzzy_score (cases[i].needle, cases[i].better);
      int worse = sl_fuzzy_score (cases[i].needle, cases[i].worse);

      g_test_message ("%s: %s %d, %s %d", cases[i].needle, cases[i].better, better, cases[i].worse, worse);
      g_assert_cmpint (worse, >=, 0);
      g_assert_cmpint (better, >, worse);
    }
}

static void
test_as_typed (void)
{
  g_assert_true (sl_fuzzy_is_as_typed ("globex", "the globex corporation"));
  g_assert_true (sl_fuzzy_is_as_typed ("berlin globex", "globex berlin"));
  g_assert_true (sl_fuzzy_is_as_typed ("over", "hannover"));
  g_assert_false (sl_fuzzy_is_as_typed ("glx", "globex"));
  g_assert_false (sl_fuzzy_is_as_typed ("globex paris", "globex berlin"));
}

static void
test_huge (void)
{
  gsize size = 1024 * 1024;
  g_autofree char *haystack = g_malloc (size + 1);
  g_autofree char *needle = g_malloc (size + 1);

  memset (haystack, 'a', size);
  haystack[size - 1] = 'z';
  haystack[size] = '\0';
  memcpy (needle, haystack, size + 1);

  g_assert_cmpint (sl_fuzzy_score ("z", haystack), >, 0);
  g_assert_cmpint (sl_fuzzy_score ("az", haystack), >, 0);
  g_assert_cmpint (sl_fuzzy_score (needle, haystack), >, 0);
  g_assert_cmpint (sl_fuzzy_score (needle, "a"), ==, SL_FUZZY_NO_MATCH);
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);

  g_test_add_func ("/base/fuzzy/match", test_match);
  g_test_add_func ("/base/fuzzy/order", test_order);
  g_test_add_func ("/base/fuzzy/as-typed", test_as_typed);
  g_test_add_func ("/base/fuzzy/huge", test_huge);

  return g_test_run ();
}
