/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Queries: sets of words, equality, and JSON that is the same for equal queries. */

#include <string.h>

#include "sl-error.h"
#include "sl-query.h"
#include "sl-test.h"

static void
test_new (void)
{
  g_autoptr (SlQuery) query = sl_query_new ();
  g_autofree char *json = sl_query_to_json (query);

  g_assert_cmpstr (json, ==, "{}");
  g_assert_cmpstr (sl_query_get_text (query), ==, "");
  g_assert_false (sl_query_has_filter (query));
  g_assert_cmpint (sl_query_get_sort (query), ==, SL_SORT_UPDATED);
  g_assert_true (sl_query_get_descending (query));
  g_assert_cmpint (sl_query_get_salary_min (query), ==, -1);
  g_assert_cmpint (sl_query_get_from (query), ==, SL_DAY_NONE);
  g_assert_null (sl_query_get_words (query, SL_FACET_TAG)[0]);
}

static void
test_words (void)
{
  const char *const words[] = { "Offer", "Applied", "Offer", NULL };
  g_autoptr (SlQuery) query = sl_query_new ();
  const char *const *set;

  sl_query_set_words (query, SL_FACET_STATUS, words);
  set = sl_query_get_words (query, SL_FACET_STATUS);
  g_assert_cmpuint (g_strv_length ((GStrv) set), ==, 2);
  g_assert_cmpstr (set[0], ==, "Applied");
  g_assert_cmpstr (set[1], ==, "Offer");
  g_assert_true (sl_query_has_filter (query));

  sl_query_add_word (query, SL_FACET_STATUS, "Offer");
  g_assert_cmpuint (g_strv_length ((GStrv) sl_query_get_words (query, SL_FACET_STATUS)), ==, 2);
  sl_query_add_word (query, SL_FACET_STATUS, SL_FACET_NONE_WORD);
  g_assert_true (sl_query_has_word (query, SL_FACET_STATUS, ""));
  sl_query_remove_word (query, SL_FACET_STATUS, "");
  sl_query_remove_word (query, SL_FACET_STATUS, "Applied");
  sl_query_remove_word (query, SL_FACET_STATUS, "Saved");
  g_assert_false (sl_query_has_word (query, SL_FACET_STATUS, "Applied"));
  g_assert_true (sl_query_has_word (query, SL_FACET_STATUS, "Offer"));
  /* The set may be handed to itself. */
  sl_query_set_words (query, SL_FACET_STATUS, sl_query_get_words (query, SL_FACET_STATUS));
  g_assert_true (sl_query_has_word (query, SL_FACET_STATUS, "Offer"));
  sl_query_set_words (query, SL_FACET_STATUS, NULL);
  g_assert_false (sl_query_has_filter (query));
}

static void
test_equal (void)
{
  g_autoptr (SlQuery) a = sl_query_new ();
  g_autoptr (SlQuery) b = sl_query_new ();
  g_autofree char *json_a = NULL;
  g_autofree char *json_b = NULL;

  sl_query_add_word (a, SL_FACET_STATUS, "Offer");
  sl_query_add_word (a, SL_FACET_STATUS, "Applied");
  sl_query_set_text (a, "rust ");
  sl_query_set_text (b, "rust");
  g_assert_false (sl_query_equal (a, b));
  sl_query_add_word (b, SL_FACET_STATUS, "Applied");
  sl_query_add_word (b, SL_FACET_STATUS, "Offer");
  g_assert_true (sl_query_equal (a, b));
  json_a = sl_query_to_json (a);
  json_b = sl_query_to_json (b);
  g_assert_cmpstr (json_a, ==, json_b);
  g_assert_cmpstr (json_a, ==, "{\"text\":\"rust\",\"status\":[\"Applied\",\"Offer\"]}");
  g_assert_cmpstr (sl_query_get_text (a), ==, "rust ");

  sl_query_set_sort (b, SL_SORT_UPDATED, FALSE);
  g_assert_false (sl_query_equal (a, b));
}

static void
test_clear (void)
{
  g_autoptr (SlQuery) query = sl_query_new ();

  sl_query_set_text (query, "  ");
  g_assert_false (sl_query_has_filter (query));
  sl_query_set_window (query, 30);
  g_assert_true (sl_query_has_filter (query));
  sl_query_set_salary (query, -7, 0);
  g_assert_cmpint (sl_query_get_salary_min (query), ==, -1);
  sl_query_set_dates (query, 20000, SL_DAY_NONE);
  sl_query_set_sort (query, SL_SORT_COMPANY, FALSE);
  sl_query_set_trash (query, TRUE);
  sl_query_clear_filters (query);
  g_assert_false (sl_query_has_filter (query));
  g_assert_true (sl_query_get_trash (query));
  g_assert_cmpint (sl_query_get_sort (query), ==, SL_SORT_COMPANY);
}

static SlQuery *
make_random (GRand *rand)
{
  const char *const words[] = { "", "Applied", "Offer", "High", "ä \"quoted\" \\ word", "5f3c" };
  SlQuery *query = sl_query_new ();

  if (g_rand_boolean (rand))
    sl_query_set_text (query, "senior \"rust\" é");
  for (int facet = 0; facet < SL_N_FACETS; facet++)
    for (int n = g_rand_int_range (rand, 0, 4); n > 0; n--)
      sl_query_add_word (query, facet, words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]);
  sl_query_set_salary (query, g_rand_int_range (rand, -2, 100000), g_rand_int_range (rand, -100000, 100000));
  sl_query_set_dates (query, g_rand_boolean (rand) ? SL_DAY_NONE : g_rand_int_range (rand, 0, 30000),
                      g_rand_boolean (rand) ? SL_DAY_NONE : g_rand_int_range (rand, 0, 30000));
  sl_query_set_window (query, g_rand_boolean (rand) ? 0 : g_rand_int_range (rand, 1, 400));
  sl_query_set_trash (query, g_rand_boolean (rand));
  sl_query_set_sort (query, g_rand_int_range (rand, 0, SL_N_SORTS), g_rand_boolean (rand));
  return query;
}

static void
test_round_trip (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260316);

  for (int i = 0; i < 300; i++)
    {
      g_autoptr (SlQuery) query = make_random (rand);
      g_autoptr (SlQuery) copy = sl_query_dup (query);
      g_autofree char *json = sl_query_to_json (query);
      g_autoptr (GError) error = NULL;
      g_autoptr (SlQuery) back = sl_query_from_json (json, &error);
      g_autofree char *again = NULL;

      g_assert_no_error (error);
      g_assert_true (sl_query_equal (query, copy));
      g_assert_true (sl_query_equal (query, back));
      again = sl_query_to_json (back);
      g_assert_cmpstr (json, ==, again);
    }
}

static void
test_bad_json (void)
{
  const char *const bad[] = {
    "", "[]", "{", "{\"text\": 5}", "{\"status\": \"Applied\"}", "{\"status\": [1]}", "{\"window\": -3}",
    "{\"from\": \"yesterday\"}", "{\"salary-min\": \"a\"}", "{\"sort\": 3}",
  };
  const char *const fine[] = { "{}", "{\"unknown\": {}}", "{\"sort\": \"moon\"}", "{\"status\": null, \"text\": null}" };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", bad[i]);
      g_assert_null (sl_query_from_json (bad[i], &error));
      g_assert_error (error, SL_ERROR, SL_ERROR_PARSE);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (fine); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SlQuery) query = sl_query_from_json (fine[i], &error);
      g_autoptr (SlQuery) plain = sl_query_new ();

      g_assert_no_error (error);
      g_assert_true (sl_query_equal (query, plain));
    }
}

static void
test_names (void)
{
  SlSort sort = SL_SORT_QUIET;

  for (int i = 0; i < SL_N_SORTS; i++)
    {
      SlSort found;

      g_assert_true (sl_sort_from_name (sl_sort_get_name (i), &found));
      g_assert_cmpint (found, ==, i);
    }
  g_assert_true (sl_sort_from_name ("applied_date", &sort));
  g_assert_cmpint (sort, ==, SL_SORT_APPLIED);
  g_assert_true (sl_sort_from_name ("company-name", &sort));
  g_assert_cmpint (sort, ==, SL_SORT_COMPANY);
  g_assert_true (sl_sort_from_name ("salary_max", &sort));
  g_assert_cmpint (sort, ==, SL_SORT_SALARY);
  g_assert_false (sl_sort_from_name ("notes", &sort));
  g_assert_false (sl_sort_from_name ("moon", &sort));
  g_assert_false (sl_sort_from_name (NULL, &sort));
  g_assert_cmpint (sort, ==, SL_SORT_SALARY);

  for (int i = 0; i < SL_N_FACETS; i++)
    for (int j = 0; j < i; j++)
      g_assert_cmpstr (sl_facet_get_name (i), !=, sl_facet_get_name (j));
  g_assert_true (sl_facet_get_words (SL_FACET_STATUS) == &sl_status_words);
  g_assert_null (sl_facet_get_words (SL_FACET_TAG));
}

int
main (int argc, char **argv)
{
  sl_test_init (&argc, &argv);

  g_test_add_func ("/model/query/new", test_new);
  g_test_add_func ("/model/query/words", test_words);
  g_test_add_func ("/model/query/equal", test_equal);
  g_test_add_func ("/model/query/clear", test_clear);
  g_test_add_func ("/model/query/round-trip", test_round_trip);
  g_test_add_func ("/model/query/bad-json", test_bad_json);
  g_test_add_func ("/model/query/names", test_names);

  return g_test_run ();
}
