/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See store-fixture.h. */

#define G_LOG_DOMAIN "store-fixture"

#include "config.h"

#include <string.h>

#include "store-fixture.h"

void
store_fixture_set_up (StoreFixture *self,
                      gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *template = g_build_filename (sl_test_tmp_dir (), "store-XXXXXX", NULL);

  self->dir = g_strdup (g_mkdtemp (template));
  self->clock = sl_test_clock ();
  self->store = sl_store_new (self->dir, self->clock);
  sl_store_open (self->store, &error);
  g_assert_no_error (error);
}

void
store_fixture_tear_down (StoreFixture *self,
                         gconstpointer data)
{
  if (self->store != NULL)
    {
      sl_store_close (self->store);
      while (g_main_context_iteration (NULL, FALSE))
        continue;
      g_assert_finalize_object (self->store);
    }
  g_clear_object (&self->clock);
  g_clear_pointer (&self->dir, g_free);
}

void
store_fixture_reopen (StoreFixture *self)
{
  g_autoptr (GError) error = NULL;

  if (self->store != NULL)
    sl_store_close (self->store);
  g_clear_object (&self->store);
  self->store = sl_store_new (self->dir, self->clock);
  sl_store_open (self->store, &error);
  g_assert_no_error (error);
}

char *
store_fixture_path (StoreFixture *self,
                    const char   *name)
{
  return g_build_filename (self->dir, name, NULL);
}

SlRecord *
store_new_application (const char *company,
                       const char *role,
                       const char *status)
{
  SlRecord *record = sl_record_new (SL_KIND_APPLICATION);

  sl_record_set_text (record, SL_APPLICATION_COMPANY_NAME, company);
  sl_record_set_text (record, SL_APPLICATION_ROLE_TITLE, role);
  sl_record_set_text (record, SL_APPLICATION_STATUS, status);
  return record;
}

SlRecord *
store_new_tag (const char *name)
{
  SlRecord *record = sl_record_new (SL_KIND_TAG);
  sl_record_set_text (record, SL_TAG_NAME, name);
  return record;
}

SlRecord *
store_new_assignment (SlRecord *application,
                      SlRecord *tag)
{
  SlRecord *record = sl_record_new (SL_KIND_TAG_ASSIGNMENT);

  sl_record_set_text (record, SL_TAG_ASSIGNMENT_APPLICATION_ID, sl_record_get_id (application));
  sl_record_set_text (record, SL_TAG_ASSIGNMENT_TAG_ID, sl_record_get_id (tag));
  return record;
}

SlRecord *
store_new_event (SlRecord   *application,
                 const char *to_status,
                 const char *to_stage,
                 gint64      occurred_at)
{
  SlRecord *record = sl_record_new (SL_KIND_EVENT);

  sl_record_set_text (record, SL_EVENT_APPLICATION_ID, sl_record_get_id (application));
  sl_record_set_text (record, SL_EVENT_TYPE, SL_EVENT_TYPE_STATUS);
  sl_record_set_text (record, SL_EVENT_TO_STATUS, to_status);
  sl_record_set_text (record, SL_EVENT_TO_STAGE, to_stage);
  sl_record_set_integer (record, SL_EVENT_OCCURRED_AT, occurred_at);
  return record;
}

gint64
store_apply (SlStore     *store,
             SlChangeset *changeset)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = sl_store_apply (store, changeset, &error);

  g_assert_no_error (error);
  g_assert_nonnull (transaction);
  return sl_transaction_get_id (transaction);
}

gint64
store_insert (SlStore  *store,
              SlRecord *record)
{
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_PERSON, "Add");

  sl_changeset_insert (changeset, record);
  return store_apply (store, changeset);
}

gint64
store_update (SlStore    *store,
              SlRecord   *record,
              guint       field,
              const char *text)
{
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_PERSON, "Edit");

  sl_changeset_update_text (changeset, sl_record_get_kind (record), sl_record_get_id (record), field, text);
  return store_apply (store, changeset);
}

gint64
store_undo (SlStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = sl_store_undo (store, &error);

  g_assert_no_error (error);
  return sl_transaction_get_id (transaction);
}

gint64
store_redo (SlStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = sl_store_redo (store, &error);

  g_assert_no_error (error);
  return sl_transaction_get_id (transaction);
}

static gpointer
read_one (SlConnection *connection,
          gpointer      data,
          GCancellable *cancellable,
          GError      **error)
{
  SlRecord *record = data;
  return sl_store_read_record (connection, sl_record_get_kind (record), sl_record_get_id (record), error);
}

/* NULL when it isn't there. */
SlRecord *
store_read (SlStore  *store,
            SlRecord *record)
{
  return sl_store_read (store, read_one, record, NULL);
}

static void
dump_rows (SlConnection *connection,
           const char   *sql,
           GString      *out)
{
  g_autoptr (GError) error = NULL;
  SlStatement *statement = sl_connection_prepare (connection, sql, &error);

  g_assert_no_error (error);
  while (sl_statement_step (statement, &error))
    {
      for (int i = 0; i < sl_statement_get_n_columns (statement); i++)
        g_string_append_printf (out, "%s|", sl_statement_is_null (statement, i) ? "∅" : sl_statement_get_text (statement, i));
      g_string_append_c (out, '\n');
    }
  g_assert_no_error (error);
}

static gpointer
dump (SlConnection *connection,
      gpointer      data,
      GCancellable *cancellable,
      GError      **error)
{
  GString *out = g_string_new (NULL);

  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    {
      const char *table = sl_kind_get_info (kind)->table;
      g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s ORDER BY pk", table);
      g_string_append_printf (out, "%s\n", table);
      dump_rows (connection, sql, out);
    }
  return g_string_free (out, FALSE);
}

/* Every column of every record, derived and folded ones too. */
char *
store_dump (SlStore *store)
{
  g_autoptr (GError) error = NULL;
  char *text = sl_store_read (store, dump, NULL, &error);

  g_assert_no_error (error);
  return text;
}

static gpointer
count (SlConnection *connection,
       gpointer      data,
       GCancellable *cancellable,
       GError      **error)
{
  gint64 *value = g_new (gint64, 1);
  *value = sl_connection_get_integer (connection, data, -1);
  return value;
}

gint64
store_count (SlStore    *store,
             const char *sql)
{
  g_autofree gint64 *value = sl_store_read (store, count, (gpointer) sql, NULL);
  return *value;
}

static gpointer
check (SlConnection *connection,
       gpointer      data,
       GCancellable *cancellable,
       GError      **error)
{
  return sl_store_check (connection, cancellable, error);
}

void
store_assert_sound (SlStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = sl_store_read (store, check, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s", (char *) g_ptr_array_index (problems, i));
  g_assert_cmpuint (problems->len, ==, 0);
}

typedef struct {
  SlQuery *query;
  SlDay today;
  guint limit;
} Question;

static gpointer
query_pks (SlConnection *connection,
           gpointer      data,
           GCancellable *cancellable,
           GError      **error)
{
  Question *question = data;
  return sl_store_query_pks (connection, question->query, question->today, question->limit, cancellable, error);
}

GArray *
store_query (SlStore *store,
             SlQuery *query,
             guint    limit)
{
  g_autoptr (GError) error = NULL;
  Question question = { query, sl_clock_get_today (sl_store_get_clock (store)), limit };
  GArray *pks = sl_store_read (store, query_pks, &question, &error);

  g_assert_no_error (error);
  return pks;
}

static gpointer
query_companies (SlConnection *connection,
                 gpointer      data,
                 GCancellable *cancellable,
                 GError      **error)
{
  Question *question = data;
  g_autoptr (GArray) pks = sl_store_query_pks (connection, question->query, question->today, 0, cancellable, error);
  GString *names = g_string_new (NULL);

  for (guint i = 0; pks != NULL && i < pks->len; i++)
    {
      g_autoptr (SlRecord) record = sl_store_read_record_by_pk (connection, SL_KIND_APPLICATION, g_array_index (pks, gint64, i), error);
      g_string_append_printf (names, "%s%s", i > 0 ? " " : "", sl_record_get_text (record, SL_APPLICATION_COMPANY_NAME));
    }
  return g_string_free (names, FALSE);
}

/* The companies of the result in order, with spaces between: "Acme Birch". */
char *
store_query_companies (SlStore *store,
                       SlQuery *query)
{
  g_autoptr (GError) error = NULL;
  Question question = { query, sl_clock_get_today (sl_store_get_clock (store)), 0 };
  char *names = sl_store_read (store, query_companies, &question, &error);

  g_assert_no_error (error);
  return names;
}

void
store_assert_fails (SlTransaction *transaction,
                    GError       **error,
                    SlErrorCode    code)
{
  g_assert_null (transaction);
  g_assert_error (*error, SL_ERROR, (int) code);
  g_assert_cmpuint (strlen ((*error)->message), >, 10);
  g_clear_error (error);
}

void
store_apply_as (StoreFixture *f,
                SlActor       actor,
                SlRecord     *record,
                guint         field,
                const char   *text)
{
  g_autoptr (SlChangeset) changeset = sl_changeset_new (actor, "Edit");
  sl_changeset_update_text (changeset, sl_record_get_kind (record), sl_record_get_id (record), field, text);
  store_apply (f->store, changeset);
}
