/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records of all kinds by their words, whether the index knows them already or not. */

#include "sl-search-index.h"
#include "sl-search-records.h"
#include "store-fixture.h"

typedef struct {
  SlKind kind;
  const char *text;
} Wanted;

static gpointer
read_found (SlConnection  *connection,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  const Wanted *wanted = data;
  g_autoptr (GArray) pks = sl_store_find_words (connection, wanted->kind, wanted->text, 20, error);
  GString *names = g_string_new (NULL);

  g_assert_nonnull (pks);
  for (guint i = 0; i < pks->len; i++)
    {
      g_autoptr (SlRecord) record = sl_store_read_record_by_pk (connection, wanted->kind, g_array_index (pks, gint64, i), error);

      /* The first field of each kind that is text of its own. */
      for (guint field = SL_N_COMMON_FIELDS; field < sl_record_get_info (record)->n_fields; field++)
        if (sl_record_get_info (record)->fields[field].flags & SL_FIELD_SEARCHED && !sl_record_is_null (record, field))
          {
            g_string_append_printf (names, "%s%s", names->len > 0 ? "," : "", sl_record_get_text (record, field));
            break;
          }
    }
  return g_string_free_and_steal (names);
}

static void
assert_found (StoreFixture *f,
              SlKind        kind,
              const char   *text,
              const char   *names)
{
  Wanted wanted = { kind, text };
  g_autofree char *found = sl_store_read (f->store, read_found, &wanted, NULL);

  g_test_message ("%s: %s", sl_kind_get_info (kind)->name, text);
  g_assert_cmpstr (found, ==, names);
}

static SlRecord *
add_contact (StoreFixture *f,
             const char   *name,
             const char   *notes)
{
  SlRecord *contact = sl_record_new (SL_KIND_CONTACT);

  sl_record_set_text (contact, SL_CONTACT_NAME, name);
  sl_record_set_text (contact, SL_CONTACT_NOTES, notes);
  store_insert (f->store, contact);
  return contact;
}

static void
test_words (StoreFixture *f,
            gconstpointer data)
{
  g_autoptr (SlRecord) a = add_contact (f, "Head of Łódź", "Ask about the portfolio, C++");
  g_autoptr (SlRecord) b = add_contact (f, "Recruiter in Malmö", "100% remote");

  assert_found (f, SL_KIND_CONTACT, "lodz", "Head of Łódź");
  assert_found (f, SL_KIND_CONTACT, "MALMO recr", "Recruiter in Malmö");
  assert_found (f, SL_KIND_CONTACT, "port head", "Head of Łódź");
  assert_found (f, SL_KIND_CONTACT, "port malmo", "");
  assert_found (f, SL_KIND_CONTACT, "c++", "Head of Łódź");
  assert_found (f, SL_KIND_CONTACT, "c#", "");
  assert_found (f, SL_KIND_CONTACT, "100%", "Recruiter in Malmö");
  assert_found (f, SL_KIND_CONTACT, "\"head\" OR *", "");
  assert_found (f, SL_KIND_CONTACT, "", "");
  assert_found (f, SL_KIND_CONTACT, " \t", "");
  assert_found (f, SL_KIND_CONTACT, "%", "Recruiter in Malmö");
  /* Other kinds have words of their own. */
  assert_found (f, SL_KIND_DOCUMENT, "portfolio", "");
  store_assert_sound (f->store);
}

/* The index follows what is written, undone and deleted. */
static void
test_changes (StoreFixture *f,
              gconstpointer data)
{
  g_autoptr (SlRecord) contact = add_contact (f, "Recruiter", "Rosewater");
  g_autoptr (SlChangeset) trash = sl_changeset_new (SL_ACTOR_PERSON, "trash");

  assert_found (f, SL_KIND_CONTACT, "rose", "Recruiter");
  store_update (f->store, contact, SL_CONTACT_NOTES, "Lavender");
  assert_found (f, SL_KIND_CONTACT, "rose", "");
  assert_found (f, SL_KIND_CONTACT, "lav", "Recruiter");
  store_undo (f->store);
  assert_found (f, SL_KIND_CONTACT, "rose", "Recruiter");
  store_update (f->store, contact, SL_CONTACT_NOTES, NULL);
  assert_found (f, SL_KIND_CONTACT, "rose", "");
  assert_found (f, SL_KIND_CONTACT, "recru", "Recruiter");

  sl_changeset_trash (trash, SL_KIND_CONTACT, sl_record_get_id (contact), sl_clock_get_now (f->clock));
  store_apply (f->store, trash);
  assert_found (f, SL_KIND_CONTACT, "recru", "");
  store_undo (f->store);
  assert_found (f, SL_KIND_CONTACT, "recru", "Recruiter");
  store_fixture_reopen (f);
  assert_found (f, SL_KIND_CONTACT, "recru", "Recruiter");
  store_assert_sound (f->store);
}

/* Lists are kept as JSON: their words are found, the signs between them aren't. */
static void
test_lists (StoreFixture *f,
            gconstpointer data)
{
  g_autoptr (SlRecord) application = store_new_application ("Torvmark", "Baker", SL_STATUS_APPLIED);
  g_autoptr (SlRecord) stage = sl_record_new (SL_KIND_STAGE);
  g_autoptr (SlRecord) reflection = sl_record_new (SL_KIND_REFLECTION);

  store_insert (f->store, application);
  sl_record_set_text (stage, SL_STAGE_APPLICATION_ID, sl_record_get_id (application));
  sl_record_set_text (stage, SL_STAGE_NAME, "Tasting");
  sl_record_set_text (stage, SL_STAGE_QUESTIONS_ASKED, "[\"Why rye?\",\"\\nWhy Łódź?\"]");
  store_insert (f->store, stage);
  sl_record_set_text (reflection, SL_REFLECTION_APPLICATION_ID, sl_record_get_id (application));
  sl_record_set_text (reflection, SL_REFLECTION_WHAT_WORKED, "Calm");
  sl_record_set_text (reflection, SL_REFLECTION_SKILL_GAPS, "{\"Sourdough\":\"beginner\"}");
  store_insert (f->store, reflection);

  assert_found (f, SL_KIND_STAGE, "rye", "Tasting");
  assert_found (f, SL_KIND_STAGE, "lodz why", "Tasting");
  assert_found (f, SL_KIND_STAGE, "nwhy", "");
  assert_found (f, SL_KIND_REFLECTION, "sourd begin", "Calm");
  store_assert_sound (f->store);
}

/* What isn't indexed yet is looked at itself. */
static void
test_lagging (StoreFixture *f,
              gconstpointer data)
{
  g_autoptr (SlRecord) contact = add_contact (f, "Head of Łódź", "C++");
  g_autofree char *path = store_fixture_path (f, "shortlist.db");
  g_autoptr (SlConnection) connection = sl_connection_open (path, SL_CONNECTION_READ_WRITE, NULL);
  g_autoptr (GArray) pks = NULL;
  g_autoptr (GArray) after = NULL;

  g_assert_nonnull (connection);
  g_assert_true (sl_connection_begin (connection, NULL));
  g_assert_true (sl_search_index_rebuild (connection, NULL));
  g_assert_true (sl_search_records_is_behind (connection));
  pks = sl_store_find_words (connection, SL_KIND_CONTACT, "lodz", 5, NULL);
  g_assert_cmpuint (pks->len, ==, 1);
  g_assert_true (sl_search_index_catch_up (connection, 10, NULL));
  g_assert_false (sl_search_records_is_behind (connection));
  after = sl_store_find_words (connection, SL_KIND_CONTACT, "lodz", 5, NULL);
  g_assert_cmpuint (after->len, ==, 1);

  /* Another choice of fields: all of it anew. */
  g_assert_true (sl_connection_execute (connection, "UPDATE record_search SET fields = 'other'", NULL));
  g_assert_true (sl_search_records_is_behind (connection));
  g_assert_true (sl_search_index_catch_up (connection, 10, NULL));
  g_assert_false (sl_search_records_is_behind (connection));
  sl_connection_rollback (connection);
}

static void
test_has_words (void)
{
  g_assert_true (sl_store_has_words ("Why Łódź?", "lodz wh"));
  g_assert_false (sl_store_has_words ("Why Łódź?", "lodz rye"));
  g_assert_true (sl_store_has_words ("C++ or C#", "c++"));
  g_assert_false (sl_store_has_words ("C or D", "c++"));
  g_assert_true (sl_store_has_words ("100% \\ remote", "%"));
  g_assert_true (sl_store_has_words ("東京電力", "電力"));
  g_assert_false (sl_store_has_words ("anything", ""));
  g_assert_false (sl_store_has_words (NULL, "x"));
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);
  STORE_TEST ("/store/find-words/words", test_words);
  STORE_TEST ("/store/find-words/changes", test_changes);
  STORE_TEST ("/store/find-words/lists", test_lists);
  STORE_TEST ("/store/find-words/lagging", test_lagging);
  g_test_add_func ("/store/find-words/has-words", test_has_words);
  return g_test_run ();
}
