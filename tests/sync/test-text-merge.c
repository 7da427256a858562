/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text changed on two sides: what is merged, what is kept twice, and that no line that somebody wrote is lost, for every
 * small text there is. */

#define G_LOG_DOMAIN "test-text-merge"

#include "config.h"

#include "sl-test.h"
#include "sl-text-merge.h"

#define HEADING "Changed elsewhere on Friday:"
#define LATER "Changed elsewhere on Saturday:"

typedef struct {
  const char *base, *mine, *theirs, *merged;
} Case;

/* A “|” stands for the end of a line; a merged text of NULL for a clash. */
static const Case cases[] = {
  { "a|b|c", "A|b|c", "a|b|C", "A|b|C" },
  { "a|b|c", "a|b|c|d", "z|a|b|c", "z|a|b|c|d" },
  { "a|b|c", "b|c", "a|b|c", "b|c" },
  { "a|b|c", "a|c", "a|c", "a|c" },
  { "a|b|c", "A|b|c", "A|b|C", "A|b|C" },
  { "a|b|c|d|e", "a|c|d|e", "a|b|c|e", "a|c|e" },
  { "a||b||c", "a+||b||c", "a||b||c+", "a+||b||c+" },
  { "", "a", "", "a" },
  { "a", "", "a", "" },
  { "a", "a", "a|", "a|" },
  /* The same place */
  { "a|b|c", "a|X|c", "a|Y|c", NULL },
  { "a|b", "a|b|X", "a|b|Y", NULL },
  { "", "X", "Y", NULL },
  { "a", "", "A", NULL },
  { "a|b", "A|b", "a|B", NULL },
  /* Beside a line that stands more than once nobody can say which of them is meant. */
  { "x|-|y|-|z", "x|-|new|-|y|-|z", "x|-|y|-|new|-|z", "x|-|new|-|y|-|new|-|z" },
  { "-|-", "-|X|-", "-|-|Y", NULL },
  { "a|-|-", "A|-|-", "a|-|-|B", NULL },
  /* A line that both sides moved would stand twice. */
  { "a|x|b|c", "a|b|x|c", "a|b|c|x", NULL },
  { "a|x|b|c|d", "a|b|x|c|d", "a|b|c|x|d|x", NULL },
  /* Lines only changed their order */
  { "a|b|c", "c|a|b", "a|b|c", "c|a|b" },
  { "a|b|c", "c|a|b", "a|b|C", NULL },
  /* One side changed the place, the other left it as it was and wrote beside it. */
  { "a", "A", "a|X", "A|X" },
  { "a", "A", "X|a", "X|A" },
  { "a", "A|B", "X|a|Y", "X|A|B|Y" },
  { "p|a", "p", "p|a|X", "p|X" },
  { "p||a", "p||A", "p||a||X", "p||A||X" },
  { "a|b|c", "c|a|b", "a|b|c|X", NULL },
  { "|a", "A", "a|X", NULL },
  { "a", "", "a|X", NULL },
  { "a", "|", "a|X", NULL },
  { "a", "A", "a|X|a", NULL },
  { "a|-|-", "A|-|-", "a|-|-|B|C", NULL },
  { "p|", "p|A", "p||X", NULL },
  /* Both wrote the same beside it, and one changed it. */
  { "a", "A|X", "a|X|Y", NULL },
  { "a", "A|X", "X|a|Y", NULL },
  /* What an earlier merge has kept below stays there, whatever is written above it. */
  { "a", "A", "a||" HEADING "|X", "A||" HEADING "|X" },
  { "a", "a|A", "a||" HEADING "|X", "a|A||" HEADING "|X" },
  { "a", "a||A", "a||" HEADING "|X", "a||A||" HEADING "|X" },
  { "p|a", "p", "p|a||" HEADING "|X", "p||" HEADING "|X" },
  { "a|", "a|A", "a|||" HEADING "|X", "a|A||" HEADING "|X" },
  { "-|a|-", "-|A|-", "-|a|-||" HEADING "|-|-|X", "-|A|-||" HEADING "|-|-|X" },
  { "a||" HEADING "|X", "a||" HEADING "|X+", "a||" HEADING "|X||" LATER "|Y", "a||" HEADING "|X+||" LATER "|Y" },
  { "a||" HEADING "|X", "a||" HEADING "|X+", "a||" HEADING "|X||" HEADING "|Y", "a||" HEADING "|X+||" HEADING "|Y" },
  { "a", "A||" HEADING "|X", "a||" HEADING "|X|Y", NULL },
  { "a", "a||" LATER "|Y", "a||" HEADING "|X", NULL },
  { "a", "a|A", "a|" HEADING "|X", NULL },
  { "a", "a|A", "a||Changed elsewhere on|X", NULL },
  { "a", "a|A", "a||Changed elsewhere on Friday|X", NULL },
  { "a", "a|A", "a||Changed elsewhere:|X", NULL },
};

static char *
lines (const char *text)
{
  return text != NULL ? g_strdelimit (g_strdup (text), "|", '\n') : NULL;
}

static void
test_cases (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (int turned = 0; turned < 2; turned++)
      {
        g_autofree char *base = lines (cases[i].base);
        g_autofree char *mine = lines (turned ? cases[i].theirs : cases[i].mine);
        g_autofree char *theirs = lines (turned ? cases[i].mine : cases[i].theirs);
        g_autofree char *expected = lines (cases[i].merged);
        g_autofree char *merged = sl_text_merge (base, mine, theirs);

        g_test_message ("%s, %s, %s", cases[i].base, cases[i].mine, cases[i].theirs);
        g_assert_cmpstr (merged, ==, expected);
      }
}

static int
count_line (const char *text, const char *line)
{
  g_auto (GStrv) all = g_strsplit (text, "\n", -1);
  int n = 0;

  for (int i = 0; all[i] != NULL; i++)
    n += g_str_equal (all[i], line);
  return n;
}

/* The lines of small texts: three words, or two and a heading, and an empty one. */
#define N_WORDS 4

static const char *const every_words[][N_WORDS] = {
  { "a", "b", "c", "" },
  { "a", "b", HEADING, "" },
};

/* All texts of up to three lines out of @words. */
static GPtrArray *
all_texts (const char *const *words)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);
  guint from = 0;

  g_ptr_array_add (texts, g_strdup (""));
  for (int length = 1; length <= 3; length++)
    {
      guint to = texts->len;

      for (guint i = from; i < to; i++)
        for (gsize w = 0; w < N_WORDS; w++)
          if (length == 1)
            {
              if (*words[w] != '\0')
                g_ptr_array_add (texts, g_strdup (words[w]));
            }
          else
            g_ptr_array_add (texts, g_strconcat (texts->pdata[i], "\n", words[w], NULL));
      from = to;
    }
  return texts;
}

/* What a merge without a clash owes: a line that neither side touched stays as often as it was, one that a side added is
 * there, and none is there more often than its additions explain. */
static void
check_lines (const char *const *words, const char *base, const char *mine, const char *theirs, const char *merged)
{
  for (gsize w = 0; w < N_WORDS - 1; w++)
    {
      int had = count_line (base, words[w]);
      int here = count_line (mine, words[w]);
      int there = count_line (theirs, words[w]);
      int now = count_line (merged, words[w]);

      if (had == here && had == there)
        g_assert_cmpint (now, ==, had);
      g_assert_cmpint (now, <=, MAX (had, here) + MAX (0, there - had));
      if (here > had || there > had)
        g_assert_cmpint (now, >, 0);
      if (here == 0 && there == 0)
        g_assert_cmpint (now, ==, 0);
    }
}

static void
test_every_small_text (gconstpointer data)
{
  const char *const *words = data;
  g_autoptr (GPtrArray) texts = all_texts (words);
  guint n_merged = 0, n_clashes = 0;

  for (guint b = 0; b < texts->len; b++)
    for (guint m = 0; m < texts->len; m++)
      for (guint t = 0; t < texts->len; t++)
        {
          const char *base = texts->pdata[b], *mine = texts->pdata[m], *theirs = texts->pdata[t];
          g_autofree char *merged = sl_text_merge (base, mine, theirs);
          g_autofree char *turned = sl_text_merge (base, theirs, mine);

          if (m == b || t == b || m == t)
            g_assert_cmpstr (merged, ==, m == b ? theirs : mine);
          g_assert_cmpstr (merged, ==, turned);
          if (merged != NULL)
            check_lines (words, base, mine, theirs, merged);
          n_merged += merged != NULL;
          n_clashes += merged == NULL;
        }
  g_test_message ("%u texts, %u merged, %u clashes", texts->len, n_merged, n_clashes);
  g_assert_cmpuint (n_merged, >, 1000);
  g_assert_cmpuint (n_clashes, >, 1000);
}

/* Long texts in a moment, however unlike they are. */
static void
test_long (void)
{
  g_autoptr (GString) base = g_string_new (NULL), mine = g_string_new ("first\n"), theirs = g_string_new (NULL);
  g_autofree char *merged = NULL, *expected = NULL;

  for (int i = 0; i < 20000; i++)
    {
      g_string_append_printf (base, "line %d\n", i);
      g_string_append_printf (mine, "line %d\n", i);
      g_string_append_printf (theirs, "line %d\n", i);
    }
  g_string_append (theirs, "last\n");
  merged = sl_text_merge (base->str, mine->str, theirs->str);
  expected = g_strconcat ("first\n", base->str, "last\n", NULL);
  g_assert_cmpstr (merged, ==, expected);

  g_string_assign (mine, "");
  for (int i = 20000; i > 0; i--)
    g_string_append_printf (mine, "line %d\n", i - 1);
  g_clear_pointer (&merged, g_free);
  merged = sl_text_merge (base->str, mine->str, base->str);
  g_assert_cmpstr (merged, ==, mine->str);
}

static void
test_keep_both (void)
{
  g_autofree char *both = sl_text_keep_both ("", "mine", "theirs", "On March 3:");
  g_autofree char *longer = sl_text_keep_both ("", "mine", "mine, and more", "On March 3:");
  g_autofree char *shorter = sl_text_keep_both ("", "mine, and more", "mine", "On March 3:");
  g_autofree char *ends = sl_text_keep_both ("one\ntwo\nthree", "one\ntwo\nthree\nmine", "one\ntwo\nthree\ntheirs", "On March 3:");
  g_autofree char *middles = sl_text_keep_both ("one\ntwo\nthree", "zero\none\nmine\nthree", "one\ntheirs\nthree\nfour", "On March 3:");
  g_autofree char *removed = sl_text_keep_both ("one\ntwo\nthree", "one\nthree", "one\ntheirs\nthree", "On March 3:");
  g_autofree char *unclear = sl_text_keep_both ("-\n-", "-\nX\n-", "-\n-\nY", "On March 3:");
  g_autofree char *moved = sl_text_keep_both ("a\nx\nb\nc", "a\nb\nx\nc", "a\nb\nc\nx", "On March 3:");

  g_assert_cmpstr (both, ==, "mine\n\nOn March 3:\ntheirs");
  g_assert_cmpstr (longer, ==, "mine, and more");
  g_assert_cmpstr (shorter, ==, "mine, and more");
  /* Nothing that both have stands twice, and what only one changed is where it belongs. */
  g_assert_cmpstr (ends, ==, "one\ntwo\nthree\nmine\n\nOn March 3:\ntheirs");
  g_assert_cmpstr (middles, ==, "zero\none\nmine\nthree\nfour\n\nOn March 3:\ntheirs");
  g_assert_cmpstr (removed, ==, "one\nthree\n\nOn March 3:\ntheirs");
  g_assert_cmpstr (unclear, ==, "-\nX\n-\n\nOn March 3:\n-\n-\nY");
  g_assert_cmpstr (moved, ==, "a\nb\nx\nc\n\nOn March 3:\na\nb\nc\nx");
}

/* What is built is known again, once it stands in the text. */
static void
test_heading (void)
{
  g_autofree char *heading = sl_text_merge_build_heading (sl_day_from_ymd (2026, 3, 3));
  g_autofree char *both = sl_text_keep_both ("one", "one\nmine", "one\ntheirs", heading);
  g_autofree char *on = sl_text_merge ("one\nmine", "one\nmine\nand on", both);
  g_autofree char *expected = g_strconcat ("one\nmine\nand on\n\n", heading, "\ntheirs", NULL);

  g_assert_cmpstr (heading, ==, "Changed elsewhere on Tuesday, March 3, 2026:");
  g_assert_cmpstr (on, ==, expected);
}

/* Where both are kept, no line is lost that one side has added, and a line that nobody added more of stands no more often than
 * it did. */
static void
test_every_small_text_kept (gconstpointer data)
{
  const char *const *words = data;
  g_autoptr (GPtrArray) texts = all_texts (words);
  guint n_pieces = 0;

  for (guint b = 0; b < texts->len; b++)
    for (guint m = 0; m < texts->len; m++)
      for (guint t = 0; t < texts->len; t++)
        {
          const char *base = texts->pdata[b], *mine = texts->pdata[m], *theirs = texts->pdata[t];
          g_autofree char *merged = sl_text_merge (base, mine, theirs);
          g_autofree char *kept = merged == NULL ? sl_text_keep_both (base, mine, theirs, "H") : NULL;
          g_autofree char *whole = g_strconcat (mine, "\n\nH\n", theirs, NULL);

          if (kept == NULL)
            continue;
          for (gsize w = 0; w < N_WORDS - 1; w++)
            {
              int had = count_line (base, words[w]), here = count_line (mine, words[w]), there = count_line (theirs, words[w]);

              if (here > had || there > had)
                g_assert_cmpint (count_line (kept, words[w]), >, 0);
              if (!g_str_equal (kept, whole))
                g_assert_cmpint (count_line (kept, words[w]), <=, MAX (had, here) + MAX (0, there - had));
            }
          n_pieces += !g_str_equal (kept, whole);
        }
  g_test_message ("%u kept without being doubled", n_pieces);
  g_assert_cmpuint (n_pieces, >, 1000);
}

static void
test_has_lines (void)
{
  g_assert_true (sl_text_has_lines ("a\n\nb\nc", "c\na\n"));
  g_assert_true (sl_text_has_lines ("a", ""));
  g_assert_false (sl_text_has_lines ("a\nb", "a\na"));
  g_assert_false (sl_text_has_lines ("ab", "a"));
}

int
main (int argc, char **argv)
{
  sl_test_init (&argc, &argv);

  g_test_add_func ("/sync/text-merge/cases", test_cases);
  g_test_add_data_func ("/sync/text-merge/every-small-text", every_words[0], test_every_small_text);
  g_test_add_data_func ("/sync/text-merge/every-small-text-with-a-heading", every_words[1], test_every_small_text);
  g_test_add_data_func ("/sync/text-merge/every-small-text-kept", every_words[0], test_every_small_text_kept);
  g_test_add_data_func ("/sync/text-merge/every-small-text-kept-with-a-heading", every_words[1], test_every_small_text_kept);
  g_test_add_func ("/sync/text-merge/heading", test_heading);
  g_test_add_func ("/sync/text-merge/has-lines", test_has_lines);
  g_test_add_func ("/sync/text-merge/long", test_long);
  g_test_add_func ("/sync/text-merge/keep-both", test_keep_both);

  return g_test_run ();
}
