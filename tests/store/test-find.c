/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding what is meant: by words, by a shortened id, by what it shares with another. */

#include "sl-error.h"
#include "store-fixture.h"

/* Search */

static void
add_company (StoreFixture *f,
             const char   *company,
             const char   *notes)
{
  g_autoptr (SlRecord) record = store_new_application (company, "Role", SL_STATUS_SAVED);
  sl_record_set_text (record, SL_APPLICATION_NOTES, notes);
  store_insert (f->store, record);
}

static void
assert_found (StoreFixture *f,
              const char   *text,
              const char   *companies)
{
  g_autoptr (SlQuery) query = sl_query_new ();
  sl_query_set_sort (query, SL_SORT_COMPANY, FALSE);
  sl_query_set_text (query, text);
  g_autofree char *found = store_query_companies (f->store, query);
  g_test_message ("%.60s", text);
  g_assert_cmpstr (found, ==, companies);
}

static void
test_search (StoreFixture *f,
             gconstpointer data)
{
  g_autofree char *long_text = g_strnfill (10240, 'x');
  g_autoptr (GString) many = g_string_new (NULL);

  add_company (f, "Çelik", "Ask for the Malmö office");
  add_company (f, "Łódź", "C++ and Rust");
  add_company (f, "東京電力", NULL);
  add_company (f, "Straßenbau", "C and \"quotes\"");
  for (int i = 0; i < 3000; i++)
    g_string_append (many, "rust ");

  assert_found (f, "celik", "Çelik");
  assert_found (f, "CEL", "Çelik");
  assert_found (f, "office malmo", "Çelik");
  assert_found (f, "malmo rust", "");
  assert_found (f, "lodz", "Łódź");
  assert_found (f, "ŁÓ", "Łódź");
  assert_found (f, "strasse", "Straßenbau");
  assert_found (f, "Straße", "Straßenbau");
  assert_found (f, "電力", "東京電力");
  assert_found (f, "c++", "Łódź");
  assert_found (f, "quotes", "Straßenbau");
  assert_found (f, "\"quotes\"", "Straßenbau");
  assert_found (f, "elik", "");
  assert_found (f, "", "Çelik Łódź Straßenbau 東京電力");
  assert_found (f, "   \t ", "Çelik Łódź Straßenbau 東京電力");
  assert_found (f, "\"*^-( NEAR", "");
  assert_found (f, "rust OR malmo", "");
  assert_found (f, "notes:rust", "");
  assert_found (f, "'; DROP TABLE applications; --", "");
  assert_found (f, "%", "");
  assert_found (f, "_", "");
  assert_found (f, "\"", "Straßenbau");
  assert_found (f, "\xff\xfe rust", "Łódź");
  assert_found (f, long_text, "");
  assert_found (f, many->str, "Łódź");
}

static void
test_search_follows_changes (StoreFixture *f,
                             gconstpointer data)
{
  g_autoptr (SlRecord) record = store_new_application ("Acme", "Baker", SL_STATUS_SAVED);
  g_autoptr (SlChangeset) trash = sl_changeset_new (SL_ACTOR_PERSON, "Delete");

  store_insert (f->store, record);
  assert_found (f, "acme", "Acme");
  store_update (f->store, record, SL_APPLICATION_COMPANY_NAME, "Birch");
  assert_found (f, "acme", "");
  assert_found (f, "birch", "Birch");
  store_undo (f->store);
  assert_found (f, "birch", "");
  assert_found (f, "acme", "Acme");
  sl_changeset_trash (trash, SL_KIND_APPLICATION, sl_record_get_id (record), 5);
  store_apply (f->store, trash);
  assert_found (f, "acme", "");
  store_undo (f->store);
  store_undo (f->store);
  assert_found (f, "acme", "");
  store_redo (f->store);
  assert_found (f, "acme", "Acme");
  store_assert_sound (f->store);
}

/* Single records */

static gpointer
read_by_prefix (SlConnection *connection,
                gpointer      data,
                GCancellable *cancellable,
                GError      **error)
{
  return sl_store_resolve_id (connection, SL_KIND_TAG, data, error);
}

static void
test_resolve_id (StoreFixture *f,
                 gconstpointer data)
{
  g_autoptr (SlRecord) one = store_new_tag ("One");
  g_autoptr (SlRecord) two = store_new_tag ("Two");
  g_autoptr (GError) error = NULL;

  sl_record_set_text (one, SL_FIELD_ID, "aaaa0000-0000-4000-8000-000000000001");
  sl_record_set_text (two, SL_FIELD_ID, "aaaa1000-0000-4000-8000-000000000002");
  store_insert (f->store, one);
  store_insert (f->store, two);

  g_autofree char *found = sl_store_read (f->store, read_by_prefix, (gpointer) "AAAA1", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, sl_record_get_id (two));
  g_assert_null (sl_store_read (f->store, read_by_prefix, (gpointer) "aaaa", &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_AMBIGUOUS);
  g_clear_error (&error);
  g_assert_null (sl_store_read (f->store, read_by_prefix, (gpointer) "bbbb", &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (sl_store_read (f->store, read_by_prefix, (gpointer) "aaa", &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_INVALID);
}

static gpointer
read_duplicates (SlConnection *connection,
                 gpointer      data,
                 GCancellable *cancellable,
                 GError      **error)
{
  const char *const *question = data;
  return sl_store_find_duplicates (connection, question[0], question[1], question[2], 10, error);
}

static void
test_duplicates (StoreFixture *f,
                 gconstpointer data)
{
  static const char *const same[] = { "ACME Inc.", "báker", NULL };
  static const char *const by_url[] = { "Other", "Cook", "http://www.acme.example/jobs/1/?utm_source=x" };
  static const char *const neither[] = { "Acme", "Cook", "https://acme.example/jobs/2" };
  static const char *const nothing[] = { NULL, NULL, NULL };
  const char *const *const questions[] = { same, by_url, neither, nothing };
  const guint expected[] = { 1, 1, 0, 0 };
  g_autoptr (SlRecord) record = store_new_application ("Acme", "Baker", SL_STATUS_SAVED);

  sl_record_set_text (record, SL_APPLICATION_URL, "https://acme.example/jobs/1");
  store_insert (f->store, record);
  add_company (f, "Blank", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) found = sl_store_read (f->store, read_duplicates, (gpointer) questions[i], &error);
      g_assert_no_error (error);
      g_assert_cmpuint (found->len, ==, expected[i]);
    }
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);

  STORE_TEST ("/store/find/search", test_search);
  STORE_TEST ("/store/find/search-follows-changes", test_search_follows_changes);
  STORE_TEST ("/store/find/resolve-id", test_resolve_id);
  STORE_TEST ("/store/find/duplicates", test_duplicates);

  return g_test_run ();
}
