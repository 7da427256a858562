/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every items-changed is checked against a list of our own, as a view would keep one. */
#include "config.h"

#include "sl-core-test.h"
#include "sl-demo.h"
#include "sl-query-model.h"

typedef struct {
  SlContext *context;
  SlQueryModel *model;
  GArray *shadow; /* of gint64 */
  guint n_signals;
  guint n_touched; /* places that were removed or added */
} Fixture;

static void
items_changed_cb (GListModel *list,
                  guint       position,
                  guint       removed,
                  guint       added,
                  Fixture    *fixture)
{
  g_assert_cmpuint (position + removed, <=, fixture->shadow->len);
  g_assert_true (removed > 0 || added > 0);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, fixture->shadow->len - removed + added);

  if (removed > 0)
    g_array_remove_range (fixture->shadow, position, removed);
  for (guint i = 0; i < added; i++)
    {
      gint64 pk = sl_query_model_get_pk (fixture->model, position + i);

      g_array_insert_val (fixture->shadow, position + i, pk);
    }
  /* What the signal doesn't name must be as it was. */
  for (guint i = 0; i < fixture->shadow->len; i++)
    g_assert_cmpint (sl_query_model_get_pk (fixture->model, i), ==, g_array_index (fixture->shadow, gint64, i));

  fixture->n_signals++;
  fixture->n_touched += removed + added;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->context = sl_core_test_open ();
  fixture->model = sl_query_model_new (fixture->context);
  fixture->shadow = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_signal_connect (fixture->model, "items-changed", G_CALLBACK (items_changed_cb), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->model);
  sl_core_test_close (fixture->context);
  g_array_unref (fixture->shadow);
}

static void
ask (Fixture *fixture,
     SlQuery *query)
{
  sl_query_model_set_query (fixture->model, query);
  g_object_unref (query);
  sl_core_test_settle (fixture->context);
}

static SlQuery *
make_query (SlSort   sort,
            gboolean descending)
{
  SlQuery *query = sl_query_new ();

  sl_query_set_sort (query, sort, descending);

  return query;
}

static guint
get_n (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->model));
}

static SlItem *
get_item (Fixture *fixture,
          guint    position)
{
  return g_list_model_get_item (G_LIST_MODEL (fixture->model), position);
}

static void
add_many (Fixture *fixture,
          guint    n)
{
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_PERSON, "add");
  g_autoptr (SlTransaction) transaction = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SlRecord) application = sl_record_new (SL_KIND_APPLICATION);
      g_autofree char *company = g_strdup_printf ("Company %05u", i);

      sl_record_set_text (application, SL_APPLICATION_COMPANY_NAME, company);
      sl_record_set_text (application, SL_APPLICATION_ROLE_TITLE, "Baker");
      sl_changeset_insert (changeset, application);
    }
  transaction = sl_core_test_apply (fixture->context, g_steal_pointer (&changeset));
}

static void
test_first (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (SlQuery) query = make_query (SL_SORT_COMPANY, FALSE);
  g_autoptr (SlItem) item = NULL;
  gboolean loading;

  add_many (fixture, 3);
  g_assert_false (sl_query_model_get_loaded (fixture->model));
  sl_query_model_set_query (fixture->model, query);
  g_object_get (fixture->model, "loading", &loading, NULL);
  g_assert_true (loading);
  sl_core_test_settle (fixture->context);
  g_object_get (fixture->model, "loading", &loading, NULL);
  g_assert_false (loading);
  g_assert_true (sl_query_model_get_loaded (fixture->model));
  g_assert_cmpuint (fixture->n_signals, ==, 1);
  g_assert_cmpuint (get_n (fixture), ==, 3);

  /* The rows came with the first answer. */
  item = get_item (fixture, 1);
  g_assert_nonnull (sl_item_get_row (item));
  g_assert_cmpstr (sl_record_get_text (sl_item_get_application (item), SL_APPLICATION_COMPANY_NAME), ==, "Company 00001");
}

/* Every pk where it stands, by looking through the list and, as it is asked for often, by its index. */
static void
assert_finds_all (Fixture *fixture)
{
  for (guint i = 0; i < get_n (fixture); i++)
    g_assert_cmpuint (sl_query_model_find_pk (fixture->model, sl_query_model_get_pk (fixture->model, i)), ==, i);
  g_assert_cmpuint (sl_query_model_find_pk (fixture->model, 123456), ==, G_MAXUINT);
}

static void
note_first (SlQueryModel *model,
            GParamSpec   *pspec,
            guint        *n_first)
{
  *n_first = g_list_model_get_n_items (G_LIST_MODEL (model));
}

/* As many as there is room for come first, then all. */
static void
test_room (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (SlQuery) query = make_query (SL_SORT_COMPANY, FALSE);
  guint n_first = 0;

  add_many (fixture, 30);
  g_signal_connect (fixture->model, "notify::loaded", G_CALLBACK (note_first), &n_first);
  sl_query_model_set_first_size (fixture->model, 7);
  sl_query_model_set_query (fixture->model, query);
  sl_core_test_settle (fixture->context);
  g_assert_cmpuint (n_first, ==, 7);
  while (get_n (fixture) < 30)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (get_n (fixture), ==, 30);
}

static void
test_two_phases (Fixture       *fixture,
                 gconstpointer  data)
{
  add_many (fixture, 1000);
  ask (fixture, make_query (SL_SORT_COMPANY, FALSE));
  g_assert_cmpuint (get_n (fixture), ==, 1000);
  g_assert_cmpuint (fixture->shadow->len, ==, 1000);
  g_assert_cmpuint (fixture->n_signals, ==, 2);
  g_assert_cmpuint (fixture->n_touched, ==, 1000);

  /* Far down the row is read when it is looked at. */
  g_autoptr (SlItem) item = get_item (fixture, 700);
  g_assert_null (sl_item_get_row (item));
  sl_core_test_settle (fixture->context);
  g_assert_nonnull (sl_item_get_row (item));
  g_assert_cmpint (sl_row_get_pk (sl_item_get_row (item)), ==, sl_item_get_pk (item));

  /* And its neighbours with it. */
  g_autoptr (SlItem) neighbour = get_item (fixture, 760);
  g_assert_nonnull (sl_item_get_row (neighbour));

  g_autoptr (SlItem) same = get_item (fixture, 700);
  g_assert_true (same == item);
  g_assert_cmpuint (sl_query_model_find_pk (fixture->model, sl_item_get_pk (item)), ==, 700);
  assert_finds_all (fixture);
}

/* Pages come and go; every row looked at arrives, also after a jump through the whole list. */
static void
test_scroll (Fixture       *fixture,
             gconstpointer  data)
{
  add_many (fixture, 5000);
  ask (fixture, make_query (SL_SORT_COMPANY, FALSE));
  for (guint start = 0; start < 5000; start += 40)
    {
      g_autoptr (GPtrArray) shown = g_ptr_array_new_with_free_func (g_object_unref);

      for (guint i = start; i < start + 40; i++)
        g_ptr_array_add (shown, get_item (fixture, i));
      if (start % 1000 != 960)
        continue;
      sl_core_test_settle (fixture->context);
      for (guint i = 0; i < shown->len; i++)
        {
          g_autofree char *company = g_strdup_printf ("Company %05u", start + i);
          SlRecord *application = sl_item_get_application (g_ptr_array_index (shown, i));

          g_assert_nonnull (application);
          g_assert_cmpstr (sl_record_get_text (application, SL_APPLICATION_COMPANY_NAME), ==, company);
        }
    }
}

static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          guint      *count)
{
  (*count)++;
}

static void
test_row_changes (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *id = sl_core_test_add (fixture->context, "Torvmark", "Baker", SL_STATUS_APPLIED);
  g_autofree char *other_id = sl_core_test_add (fixture->context, "Velkholt", "Baker", SL_STATUS_APPLIED);
  const char *ids[] = { id, NULL };
  g_autoptr (SlItem) item = NULL;
  g_autoptr (SlItem) other = NULL;
  guint n_notified = 0;
  guint n_other = 0;

  ask (fixture, make_query (SL_SORT_COMPANY, FALSE));
  item = get_item (fixture, 0);
  other = get_item (fixture, 1);
  g_signal_connect (item, "notify::row", G_CALLBACK (count_cb), &n_notified);
  g_signal_connect (other, "notify::row", G_CALLBACK (count_cb), &n_other);
  fixture->n_signals = 0;

  g_object_unref (sl_core_test_apply (fixture->context, sl_deed_set_status (ids, SL_STATUS_OFFER, NULL)));
  sl_core_test_settle (fixture->context);
  g_assert_cmpuint (fixture->n_signals, ==, 0);
  g_assert_cmpuint (n_notified, ==, 1);
  g_assert_cmpuint (n_other, ==, 0);
  g_assert_cmpstr (sl_record_get_text (sl_item_get_application (item), SL_APPLICATION_STATUS), ==, SL_STATUS_OFFER);

  /* A tag is part of the row, too. */
  g_object_unref (sl_core_test_apply (fixture->context, sl_deed_create_tag ("Nearby", "#3584e4", ids, NULL)));
  sl_core_test_settle (fixture->context);
  g_assert_cmpuint (n_notified, ==, 2);
  g_assert_cmpuint (sl_row_get_tags (sl_item_get_row (item))->len, ==, 1);
}

/* Moving one row to the front says so, and no more. */
static void
test_one_moves (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *first = sl_core_test_add (fixture->context, "Torvmark", "Baker", NULL);
  const char *ids[] = { first, NULL };
  g_auto (SlValue) value = SL_VALUE_INIT;

  for (guint i = 0; i < 20; i++)
    g_free (sl_core_test_add (fixture->context, "Velkholt", "Baker", NULL));
  ask (fixture, make_query (SL_SORT_UPDATED, TRUE));
  fixture->n_signals = fixture->n_touched = 0;

  sl_clock_advance (sl_context_get_clock (fixture->context), G_USEC_PER_SEC);
  sl_value_set_text (&value, "High");
  g_object_unref (sl_core_test_apply (fixture->context, sl_deed_edit (SL_KIND_APPLICATION, ids, SL_APPLICATION_PRIORITY, &value)));
  sl_core_test_settle (fixture->context);
  g_assert_cmpuint (fixture->n_signals, ==, 2);
  g_assert_cmpuint (fixture->n_touched, ==, 2);
}

static void
random_edit (Fixture *fixture,
             GPtrArray *ids)
{
  static const char *const statuses[] = { SL_STATUS_SAVED, SL_STATUS_APPLIED, SL_STATUS_INTERVIEWING, SL_STATUS_REJECTED };
  const char *some[4] = { 0 };
  guint n = (guint) g_test_rand_int_range (1, 4);
  guint first = (guint) g_test_rand_int_range (0, (gint32) (ids->len - n));
  g_auto (SlValue) value = SL_VALUE_INIT;

  for (guint i = 0; i < n; i++)
    some[i] = g_ptr_array_index (ids, first + i);
  sl_clock_advance (sl_context_get_clock (fixture->context), G_USEC_PER_SEC);

  switch (g_test_rand_int_range (0, 6))
    {
    case 0:
      g_ptr_array_add (ids, sl_core_test_add (fixture->context, "Osterwick", "Joiner", statuses[g_test_rand_int_range (0, 4)]));
      break;
    case 1:
      g_object_unref (sl_core_test_apply (fixture->context, sl_deed_trash (SL_KIND_APPLICATION, some, sl_context_get_clock (fixture->context))));
      break;
    case 2:
      g_object_unref (sl_core_test_apply (fixture->context, sl_deed_restore (SL_KIND_APPLICATION, some)));
      break;
    case 3:
      sl_value_set_text (&value, g_test_rand_int_range (0, 2) ? "Aldermere" : "Zephyard");
      g_object_unref (sl_core_test_apply (fixture->context, sl_deed_edit (SL_KIND_APPLICATION, some, SL_APPLICATION_COMPANY_NAME, &value)));
      break;
    default:
      g_object_unref (sl_core_test_apply (fixture->context, sl_deed_set_status (some, statuses[g_test_rand_int_range (0, 4)], NULL)));
    }
}

static SlQuery *
random_query (void)
{
  SlQuery *query = make_query ((SlSort) g_test_rand_int_range (0, SL_N_SORTS), g_test_rand_int_range (0, 2));

  if (g_test_rand_int_range (0, 2))
    sl_query_add_word (query, SL_FACET_STATUS, SL_STATUS_APPLIED);
  if (g_test_rand_int_range (0, 4) == 0)
    sl_query_set_text (query, "os");

  return query;
}

/* Edits and queries in any order, sometimes many before an answer is here; in the end the list is what a fresh model
 * says, and no signal on the way was wrong. */
static void
test_random (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) shown = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) wanted = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (SlQueryModel) fresh = sl_query_model_new (fixture->context);

  for (guint i = 0; i < 30; i++)
    g_ptr_array_add (ids, sl_core_test_add (fixture->context, "Osterwick", "Joiner", NULL));

  for (guint i = 0; i < 150; i++)
    {
      if (i % 20 == 0)
        {
          g_autoptr (SlQuery) query = random_query ();

          sl_query_model_set_query (fixture->model, query);
        }
      random_edit (fixture, ids);
      if (g_test_rand_int_range (0, 4) == 0)
        assert_finds_all (fixture);
      if (g_test_rand_int_range (0, 3) == 0)
        sl_core_test_settle (fixture->context);
      else
        g_main_context_iteration (NULL, FALSE);
    }

  sl_core_test_settle (fixture->context);
  sl_query_model_set_query (fresh, sl_query_model_get_query (fixture->model));
  sl_core_test_settle (fixture->context);
  g_assert_cmpuint (get_n (fixture), ==, g_list_model_get_n_items (G_LIST_MODEL (fresh)));
  /* Rows are read once somebody asks for them. */
  for (guint i = 0; i < get_n (fixture); i++)
    {
      g_ptr_array_add (shown, get_item (fixture, i));
      g_ptr_array_add (wanted, g_list_model_get_item (G_LIST_MODEL (fresh), i));
    }
  sl_core_test_settle (fixture->context);
  for (guint i = 0; i < get_n (fixture); i++)
    {
      SlItem *mine = g_ptr_array_index (shown, i);
      SlItem *theirs = g_ptr_array_index (wanted, i);

      g_assert_cmpint (sl_item_get_pk (mine), ==, sl_item_get_pk (theirs));
      g_assert_true (sl_record_equal (sl_item_get_application (mine), sl_item_get_application (theirs)));
    }
}

/* Only the last of many queries is answered. */
static void
test_superseded (Fixture       *fixture,
                 gconstpointer  data)
{
  add_many (fixture, 300);
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *text = g_strdup_printf ("%05u", i);
      g_autoptr (SlQuery) query = sl_query_new ();

      sl_query_set_text (query, text);
      sl_query_model_set_query (fixture->model, query);
    }
  sl_core_test_settle (fixture->context);
  g_assert_cmpuint (get_n (fixture), ==, 1);
  g_assert_cmpuint (fixture->n_signals, ==, 1);
  g_assert_null (sl_query_model_get_error (fixture->model));

  sl_query_model_set_query (fixture->model, NULL);
  g_assert_cmpuint (get_n (fixture), ==, 0);
  g_assert_cmpuint (fixture->shadow->len, ==, 0);
}

/* A watcher that sets another query within items-changed must not break the list. */
static void
set_query_once_cb (GListModel *list,
                   guint       position,
                   guint       removed,
                   guint       added,
                   gpointer    data)
{
  g_autoptr (SlQuery) query = sl_query_new ();

  g_signal_handlers_disconnect_by_func (list, set_query_once_cb, data);
  sl_query_set_text (query, "00007");
  sl_query_model_set_query (SL_QUERY_MODEL (list), query);
}

static void
test_reentrant (Fixture       *fixture,
                gconstpointer  data)
{
  add_many (fixture, 300);
  g_signal_connect (fixture->model, "items-changed", G_CALLBACK (set_query_once_cb), NULL);
  ask (fixture, make_query (SL_SORT_COMPANY, FALSE));
  g_assert_cmpuint (get_n (fixture), ==, 1);
  g_assert_cmpuint (fixture->shadow->len, ==, 1);
}

static void
test_day_changes (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *id = sl_core_test_add (fixture->context, "Torvmark", "Baker", SL_STATUS_APPLIED);
  SlQuery *query = make_query (SL_SORT_COMPANY, FALSE);

  sl_query_set_window (query, 7);
  ask (fixture, query);
  g_assert_cmpuint (get_n (fixture), ==, 1);

  sl_clock_advance (sl_context_get_clock (fixture->context), 7 * G_TIME_SPAN_DAY);
  sl_core_test_settle (fixture->context);
  g_assert_cmpuint (get_n (fixture), ==, 0);
}

/* Dropped in the middle of everything, with items still held. */
static void
test_dropped (Fixture       *fixture,
              gconstpointer  data)
{
  SlQueryModel *model = sl_query_model_new (fixture->context);
  g_autoptr (SlQuery) query = make_query (SL_SORT_COMPANY, FALSE);
  g_autoptr (SlItem) item = NULL;

  add_many (fixture, 600);
  sl_query_model_set_query (model, query);
  sl_core_test_settle (fixture->context);
  item = g_list_model_get_item (G_LIST_MODEL (model), 500);
  sl_query_model_retry (model);
  g_assert_finalize_object (model);
  sl_core_test_settle (fixture->context);
  g_assert_cmpint (sl_item_get_pk (item), >, 0);
}

static void
reopen (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  sl_context_open (fixture->context, &error);
  g_assert_no_error (error);
}

static void
ask_another_cb (SlQueryModel *model,
                GParamSpec   *pspec,
                Fixture      *fixture)
{
  g_autoptr (SlQuery) query = sl_query_new ();

  if (sl_query_model_get_error (model) == NULL)
    return;

  g_signal_handlers_disconnect_by_func (model, ask_another_cb, fixture);
  reopen (fixture);
  sl_query_set_text (query, "00007");
  sl_query_model_set_query (model, query);
}

/* A query that is set because the one before failed is answered. */
static void
test_error_and_another (Fixture       *fixture,
                        gconstpointer  data)
{
  add_many (fixture, 20);
  sl_context_close (fixture->context);
  g_signal_connect (fixture->model, "notify::error", G_CALLBACK (ask_another_cb), fixture);
  ask (fixture, make_query (SL_SORT_COMPANY, FALSE));
  sl_core_test_settle (fixture->context);
  g_assert_cmpuint (get_n (fixture), ==, 1);
  g_assert_null (sl_query_model_get_error (fixture->model));
}

/* Rows that couldn't be read come with the next try, wherever they are in the list. */
static void
test_rows_fail (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (SlItem) item = NULL;

  add_many (fixture, 300);
  ask (fixture, make_query (SL_SORT_COMPANY, FALSE));
  sl_context_close (fixture->context);
  item = get_item (fixture, 250);
  while (sl_query_model_get_error (fixture->model) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (sl_item_get_row (item));

  reopen (fixture);
  sl_query_model_retry (fixture->model);
  sl_core_test_settle (fixture->context);
  g_assert_nonnull (sl_item_get_row (item));
  g_assert_null (sl_query_model_get_error (fixture->model));
}

/* A watcher of the list being emptied asks at once for something. */
static void
test_none_and_another (Fixture       *fixture,
                       gconstpointer  data)
{
  add_many (fixture, 20);
  ask (fixture, make_query (SL_SORT_COMPANY, FALSE));
  g_signal_connect (fixture->model, "items-changed", G_CALLBACK (set_query_once_cb), NULL);
  sl_query_model_set_query (fixture->model, NULL);
  sl_core_test_settle (fixture->context);
  g_assert_cmpuint (get_n (fixture), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);
#define ADD(name, func) g_test_add ("/core/query-model/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("first", test_first);
  ADD ("room", test_room);
  ADD ("two-phases", test_two_phases);
  ADD ("scroll", test_scroll);
  ADD ("row-changes", test_row_changes);
  ADD ("one-moves", test_one_moves);
  ADD ("random", test_random);
  ADD ("superseded", test_superseded);
  ADD ("reentrant", test_reentrant);
  ADD ("day-changes", test_day_changes);
  ADD ("dropped", test_dropped);
  ADD ("error-and-another", test_error_and_another);
  ADD ("rows-fail", test_rows_fail);
  ADD ("none-and-another", test_none_and_another);
#undef ADD

  return g_test_run ();
}
