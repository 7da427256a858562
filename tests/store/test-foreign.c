/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several programs on one file, and readers beside the writer. The other program is store-writer, named by
 * SL_STORE_WRITER. */

#include "sl-error.h"
#include "store-fixture.h"

typedef struct {
  guint n_own;
  guint n_foreign;
  guint kinds;
} Told;

static void
changed_cb (SlStore *store,
            guint    kinds,
            gboolean foreign,
            Told    *told)
{
  told->kinds |= kinds;
  if (foreign)
    told->n_foreign++;
  else
    told->n_own++;
}

static void
run_writer (StoreFixture *f,
            const char   *deed,
            const char   *company)
{
  const char *argv[] = { g_getenv ("SL_STORE_WRITER"), f->dir, deed, company, NULL };
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, &error));
}

static void
test_seen_when_asked (StoreFixture *f,
                      gconstpointer data)
{
  g_autoptr (SlRecord) record = store_new_application ("Mine", "Cook", SL_STATUS_SAVED);
  Told told = { 0 };
  gboolean can_undo, can_redo;

  g_signal_connect (f->store, "changed", G_CALLBACK (changed_cb), &told);
  run_writer (f, "add", "Acme");
  sl_store_look_for_foreign_changes (f->store);
  g_assert_cmpuint (told.n_foreign, ==, 1);
  g_assert_cmpuint (told.kinds, ==, 1u << SL_KIND_APPLICATION);
  g_object_get (f->store, "can-undo", &can_undo, NULL);
  g_assert_true (can_undo);

  /* Once is enough. */
  sl_store_look_for_foreign_changes (f->store);
  g_assert_cmpuint (told.n_foreign, ==, 1);

  store_insert (f->store, record);
  run_writer (f, "undo", NULL);
  sl_store_look_for_foreign_changes (f->store);
  g_assert_cmpuint (told.n_own, ==, 1);
  g_assert_cmpuint (told.n_foreign, ==, 2);
  g_object_get (f->store, "can-redo", &can_redo, NULL);
  g_assert_true (can_redo);
  g_autoptr (SlRecord) gone = store_read (f->store, record);
  g_assert_null (gone);
  g_signal_handlers_disconnect_by_data (f->store, &told);
}

/* The monitor's own doing: waits for the signal, however long that takes. */
static void
test_seen_by_itself (StoreFixture *f,
                     gconstpointer data)
{
  Told told = { 0 };

  g_signal_connect (f->store, "changed", G_CALLBACK (changed_cb), &told);
  run_writer (f, "add", "Acme");
  while (told.n_foreign == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM applications"), ==, 1);
  g_signal_handlers_disconnect_by_data (f->store, &told);
}

/* A large import leaves its words to be indexed by whoever lives longer. */
static void
test_indexes_what_others_left (StoreFixture *f,
                               gconstpointer data)
{
  g_autoptr (SlQuery) query = sl_query_new ();

  run_writer (f, "import", "5000");
  sl_query_set_text (query, "imported");
  g_autoptr (GArray) before = store_query (f->store, query, 0);
  g_assert_cmpuint (before->len, ==, 5000);

  sl_store_look_for_foreign_changes (f->store);
  while (store_count (f->store, "SELECT EXISTS (SELECT 1 FROM search_pending)") != 0)
    g_thread_yield ();
  g_autoptr (GArray) after = store_query (f->store, query, 0);
  g_assert_cmpuint (after->len, ==, 5000);
  store_assert_sound (f->store);
}

static gpointer
write_many (gpointer data)
{
  StoreFixture *f = data;

  for (int i = 0; i < 8; i++)
    run_writer (f, "add", "Theirs");
  return NULL;
}

static void
test_both_write (StoreFixture *f,
                 gconstpointer data)
{
  GThread *other = g_thread_new ("other", write_many, f);
  Told told = { 0 };

  g_signal_connect (f->store, "changed", G_CALLBACK (changed_cb), &told);
  for (int i = 0; i < 60; i++)
    {
      g_autoptr (SlRecord) record = store_new_application ("Mine", "Cook", SL_STATUS_SAVED);
      store_insert (f->store, record);
    }
  g_thread_join (other);
  sl_store_look_for_foreign_changes (f->store);

  g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM applications WHERE company_name = 'Mine'"), ==, 60);
  g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM applications WHERE company_name = 'Theirs'"), ==, 8);
  g_assert_cmpuint (told.n_own, ==, 60);
  g_assert_cmpuint (told.n_foreign, >=, 1);
  store_assert_sound (f->store);
  g_signal_handlers_disconnect_by_data (f->store, &told);
}

/* One state for a whole read, whatever is written meanwhile. */
static gpointer
read_twice (SlConnection *connection,
            gpointer      data,
            GCancellable *cancellable,
            GError      **error)
{
  StoreFixture *f = data;
  gint64 before = sl_connection_get_integer (connection, "SELECT count (*) FROM applications", -1);

  run_writer (f, "add", "Meanwhile");
  g_assert_cmpint (sl_connection_get_integer (connection, "SELECT count (*) FROM applications", -1), ==, before);
  return NULL;
}

static void
test_isolation (StoreFixture *f,
                gconstpointer data)
{
  sl_store_read (f->store, read_twice, f, NULL);
  g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM applications"), ==, 1);
}

static gpointer
read_forever (SlConnection *connection,
              gpointer      data,
              GCancellable *cancellable,
              GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
                                                              " SELECT max (i) FROM n", error);
  g_atomic_int_set ((gint *) data, TRUE);
  sl_statement_run (statement, error);
  return NULL;
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  sl_store_read_finish (SL_STORE (source), result, data);
}

static void
test_cancel (StoreFixture *f,
             gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  gint begun = FALSE;

  sl_store_read_async (f->store, SL_READ_BACKGROUND, read_forever, &begun, NULL, NULL, cancellable, read_cb, &error);
  while (!g_atomic_int_get (&begun))
    g_thread_yield ();
  /* The other lane isn't held up. */
  g_assert_cmpint (store_count (f->store, "SELECT 7"), ==, 7);
  g_cancellable_cancel (cancellable);
  while (error == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static gpointer
try_to_write (SlConnection *connection,
              gpointer      data,
              GCancellable *cancellable,
              GError      **error)
{
  sl_connection_execute (connection, "DELETE FROM applications", error);
  return NULL;
}

static void
test_readers_cannot_write (StoreFixture *f,
                           gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  sl_store_read (f->store, try_to_write, NULL, &error);
  g_assert_error (error, SL_ERROR, SL_ERROR_READ_ONLY);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GError) error = NULL;

  sl_store_open_finish (SL_STORE (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

static void
test_open_async (StoreFixture *f,
                 gconstpointer data)
{
  g_autoptr (SlStore) store = sl_store_new (f->dir, f->clock);
  g_autoptr (GError) error = NULL;
  gboolean opened = FALSE;

  g_assert_null (sl_store_read (store, try_to_write, NULL, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_FAILED);
  sl_store_open_async (store, NULL, opened_cb, &opened);
  while (!opened)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (store_count (store, "SELECT count (*) FROM applications"), ==, 0);
  sl_store_close (store);
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);

  STORE_TEST ("/store/foreign/seen-when-asked", test_seen_when_asked);
  STORE_TEST ("/store/foreign/seen-by-itself", test_seen_by_itself);
  STORE_TEST ("/store/foreign/indexes-what-others-left", test_indexes_what_others_left);
  STORE_TEST ("/store/foreign/both-write", test_both_write);
  STORE_TEST ("/store/foreign/isolation", test_isolation);
  STORE_TEST ("/store/foreign/cancel", test_cancel);
  STORE_TEST ("/store/foreign/readers-cannot-write", test_readers_cannot_write);
  STORE_TEST ("/store/foreign/open-async", test_open_async);

  return g_test_run ();
}
