/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Emptying the Trash: what is spared, what undo makes of what is gone, and what the journal still tells of it. */

#include "sl-connection-private.h"
#include "sl-error.h"
#include "sl-purge.h"
#include "store-fixture.h"

#define DAY (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)

static void
trash (StoreFixture *f,
       SlRecord     *record)
{
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_PERSON, "trash");

  sl_changeset_trash (changeset, sl_record_get_kind (record), sl_record_get_id (record), sl_clock_get_now (f->clock));
  store_apply (f->store, changeset);
}

static SlConnection *
open_connection (StoreFixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = store_fixture_path (f, "shortlist.db");
  SlConnection *connection = sl_connection_open (path, SL_CONNECTION_READ_WRITE, &error);

  g_assert_no_error (error);
  return connection;
}

static void
execute (SlConnection *connection,
         const char   *sql)
{
  g_autoptr (GError) error = NULL;

  sl_connection_execute (connection, sql, &error);
  g_assert_no_error (error);
}

static int
commit_other_cb (void *other,
                 int   n_tries)
{
  g_autoptr (GError) error = NULL;

  sl_connection_commit (other, &error);
  g_assert_no_error (error);
  return 1;
}

/* Another program restores something old, and commits while the purge waits for the lock. */
static void
test_restored_meanwhile (StoreFixture *f,
                         gconstpointer data)
{
  g_autoptr (SlRecord) acme = store_new_application ("Acme", "Baker", SL_STATUS_APPLIED);
  g_autoptr (SlRecord) birch = store_new_application ("Birch", "Baker", SL_STATUS_APPLIED);
  g_autoptr (SlConnection) own = open_connection (f);
  g_autoptr (SlConnection) other = open_connection (f);
  SlWriteContext context = { .connection = own, .clock = f->clock };
  g_autoptr (GError) error = NULL;

  store_insert (f->store, acme);
  store_insert (f->store, birch);
  trash (f, acme);
  trash (f, birch);
  sl_clock_advance (f->clock, 31 * DAY);

  sl_connection_begin (other, &error);
  g_assert_no_error (error);
  execute (other, "UPDATE applications SET deleted_at = NULL WHERE company_name = 'Acme'");
  sqlite3_busy_handler (_sl_connection_get_db (own), commit_other_cb, other);

  g_autoptr (SlTransaction) step = sl_purge_trash (&context, &error);
  g_assert_no_error (error);
  g_assert_nonnull (step);
  g_assert_cmpuint (sl_transaction_get_n_changes (step), ==, 1);
  g_assert_cmpint (sl_connection_get_integer (own, "SELECT count (*) FROM applications WHERE company_name = 'Acme'", -1), ==, 1);
  g_assert_cmpint (sl_connection_get_integer (own, "SELECT count (*) FROM applications", -1), ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);

  STORE_TEST ("/store/purge/restored-meanwhile", test_restored_meanwhile);

  return g_test_run ();
}
