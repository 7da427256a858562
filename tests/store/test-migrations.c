/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The data file's versions: each earlier one is made, filled and brought up to date, and the sum is what the field
 * tables say. */

#include <glib/gstdio.h>

#include "sl-backup.h"
#include "sl-connection-private.h"
#include "sl-error.h"
#include "sl-migrations.h"
#include "sl-schema.h"
#include "store-fixture.h"

static char *
describe_table (SlConnection *connection,
                SlKind        kind)
{
  g_autofree char *sql = g_strdup_printf ("SELECT name, type FROM pragma_table_info ('%s') ORDER BY name", sl_kind_get_info (kind)->table);
  SlStatement *statement = sl_connection_prepare (connection, sql, NULL);
  GString *text = g_string_new (NULL);

  while (sl_statement_step (statement, NULL))
    {
      const char *name = sl_statement_get_text (statement, 0);
      if (!g_str_has_suffix (name, "_fold") && !g_str_equal (name, "pk") && !g_str_equal (name, "dup_key") && !g_str_equal (name, "url_key"))
        g_string_append_printf (text, "%s %s\n", name, sl_statement_get_text (statement, 1));
    }
  return g_string_free (text, FALSE);
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char *
describe_fields (SlKind kind)
{
  const SlKindInfo *info = sl_kind_get_info (kind);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < info->n_fields; i++)
    g_ptr_array_add (lines, g_strdup_printf ("%s %s\n", info->fields[i].column, sl_field_is_integer (&info->fields[i]) ? "INTEGER" : "TEXT"));
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv (NULL, (char **) lines->pdata);
}

static gpointer
compare_schema (SlConnection *connection,
                gpointer      data,
                GCancellable *cancellable,
                GError      **error)
{
  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    {
      g_autofree char *table = describe_table (connection, kind);
      g_autofree char *fields = describe_fields (kind);
      const SlKindInfo *info = sl_kind_get_info (kind);

      g_assert_cmpstr (table, ==, fields);
      for (guint i = 0; i < info->n_fields; i++)
        {
          g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM pragma_table_info ('%s') WHERE name = '%s_fold'",
                                                  info->table, info->fields[i].column);
          g_assert_cmpint (sl_connection_get_integer (connection, sql, -1), ==, (info->fields[i].flags & SL_FIELD_FOLDED) != 0);
        }
    }
  return NULL;
}

static void
test_schema_is_field_tables (StoreFixture *f,
                             gconstpointer data)
{
  sl_store_read (f->store, compare_schema, NULL, NULL);
}

/* Every reference is looked up from its target's side when that is deleted: without an index, each would be a walk. */
static gpointer
find_unindexed (SlConnection *connection,
                gpointer      data,
                GCancellable *cancellable,
                GError      **error)
{
  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    {
      const SlKindInfo *info = sl_kind_get_info (kind);
      for (guint i = 0; i < info->n_fields; i++)
        if (info->fields[i].type == SL_TYPE_REFERENCE)
          {
            g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM pragma_index_list ('%s') AS l JOIN pragma_index_info (l.name) AS c"
                                                    " WHERE c.seqno = 0 AND c.name = '%s'", info->table, info->fields[i].column);
            g_assert_cmpint (sl_connection_get_integer (connection, sql, 0), >, 0);
          }
    }
  return NULL;
}

static void
test_references_are_indexed (StoreFixture *f,
                             gconstpointer data)
{
  sl_store_read (f->store, find_unindexed, NULL, NULL);
}

/* A file of @version with two applications, an event and their journal, as a program of that time left it. */
static void
make_old_file (StoreFixture *f,
               int           version)
{
  static const char rows[] =
    "INSERT INTO applications (pk, id, created_at, updated_at, company_name, company_name_fold, role_title, role_title_fold, status,"
    "  applied_date, salary_currency, dup_key) VALUES"
    "  (1, 'aaaaaaaa-0000-4000-8000-000000000001', 10, 10, 'Çelik', 'celik', 'Baker', 'baker', 'Applied', '2026-01-02', 'USD', 'celik|baker'),"
    "  (2, 'aaaaaaaa-0000-4000-8000-000000000002', 20, 20, 'Birch', 'birch', 'Cook', 'cook', 'Interviewing', '2026-01-03', 'USD', 'birch|cook');"
    "INSERT INTO events (pk, id, created_at, updated_at, application_id, event_type, occurred_at, to_status, to_stage, actor)"
    "  VALUES (1, 'bbbbbbbb-0000-4000-8000-000000000001', 30, 30, 'aaaaaaaa-0000-4000-8000-000000000002', 'status_update', 777,"
    "  'Interviewing', 'technical_interview', 'user');"
    "INSERT INTO txn (id, time, actor, deed, n_changes, kinds, first_entry, last_entry) VALUES (1, 30, 0, 'Add', 3, 2050, 1, 3);"
    "INSERT INTO journal (entry, txn_id, kind, op, pk, application_pk) VALUES (1, 1, 1, 0, 1, 1), (2, 1, 1, 0, 2, 2), (3, 1, 11, 0, 1, 2)";
  g_autofree char *path = g_strdup (sl_store_get_path (f->store));
  g_autoptr (GError) error = NULL;

  sl_store_close (f->store);
  g_unlink (path);
  g_autoptr (SlConnection) connection = sl_connection_open (path, SL_CONNECTION_READ_WRITE, &error);
  g_assert_no_error (error);
  sl_connection_execute (connection, "PRAGMA journal_mode = WAL", &error);
  g_assert_no_error (error);
  sl_migrations_run (connection, version, NULL, NULL, &error);
  g_assert_no_error (error);
  sl_connection_execute (connection, rows, &error);
  g_assert_no_error (error);
  if (version == 1)
    return;
  /* Later versions had the derived columns; a new row's came from the program. */
  sl_connection_execute (connection, "UPDATE applications SET lane = 'applied', status_since = unixepoch ('2026-01-02') * 1000000 WHERE pk = 1", &error);
  g_assert_no_error (error);
  if (version < 6)
    return;
  sl_connection_execute (connection, "UPDATE applications SET last_activity_at = status_since WHERE pk = 1", &error);
  g_assert_no_error (error);
  if (version < 8)
    return;
  sl_connection_execute (connection, "INSERT INTO sync_shadow (kind, id, server_id, parent, row, print, absent_since, absences)"
                                     " VALUES (1, 'b', 's2', NULL, '{}', 5, NULL, 0), (2, 'a', 's1', 'p', '{\"x\":1}', -7, 9, 2)", &error);
  g_assert_no_error (error);
}

static void
test_from_each_version (StoreFixture *f,
                        gconstpointer data)
{
  for (int version = 1; version <= SL_SCHEMA_VERSION; version++)
    {
      make_old_file (f, version);
      store_fixture_reopen (f);
      g_test_message ("from version %d", version);

      g_assert_cmpint (sl_store_get_notice (f->store), ==, SL_STORE_NOTICE_NONE);
      g_assert_cmpint (store_count (f->store, "PRAGMA user_version"), ==, SL_SCHEMA_VERSION);
      g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM applications WHERE lane = 'technical_interview' AND status_since = 777"), ==, 1);
      g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM applications WHERE lane = 'applied' AND status_since = unixepoch ('2026-01-02') * 1000000"), ==, 1);
      g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM sync_shadow WHERE (kind, id, server_id, row, print, absences) IS (1, 'b', 's2', '{}', 5, 0)"
                                             " OR (kind, id, server_id, parent, row, print, absent_since, absences) IS (2, 'a', 's1', 'p', '{\"x\":1}', -7, 9, 2)"),
                       ==, version >= 8 ? 2 : 0);
      g_autoptr (SlQuery) query = sl_query_new ();
      sl_query_set_text (query, "celik bak");
      g_autofree char *found = store_query_companies (f->store, query);
      g_assert_cmpstr (found, ==, "Çelik");
      store_assert_sound (f->store);

      /* The journal of the old version can be undone by the new one. */
      store_undo (f->store);
      g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM applications"), ==, 0);
      store_assert_sound (f->store);

      g_autoptr (GPtrArray) backups = sl_backup_list (sl_store_get_path (f->store));
      g_assert_cmpuint (backups->len, ==, MIN (version == SL_SCHEMA_VERSION ? SL_SCHEMA_VERSION - 1 : version, SL_BACKUP_KEPT));
      for (guint i = 0; i < backups->len; i++)
        g_assert_true (sl_backup_is_good (g_ptr_array_index (backups, i)));
    }
}

static void
test_newer (StoreFixture *f,
            gconstpointer data)
{
  g_autofree char *path = g_strdup (sl_store_get_path (f->store));
  g_autoptr (SlRecord) record = store_new_application ("Acme", "Baker", SL_STATUS_SAVED);
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_PERSON, "Add");
  g_autoptr (GError) error = NULL;
  gboolean read_only, can_undo;

  store_insert (f->store, record);
  sl_store_close (f->store);
  g_autoptr (SlConnection) connection = sl_connection_open (path, SL_CONNECTION_READ_WRITE, &error);
  sl_connection_execute (connection, "PRAGMA user_version = 99; ALTER TABLE applications ADD COLUMN mood TEXT", &error);
  g_assert_no_error (error);
  g_clear_pointer (&connection, sl_connection_close);

  store_fixture_reopen (f);
  g_assert_cmpint (sl_store_get_notice (f->store), ==, SL_STORE_NOTICE_READ_ONLY_NEWER);
  g_object_get (f->store, "read-only", &read_only, "can-undo", &can_undo, NULL);
  g_assert_true (read_only);
  g_assert_false (can_undo);
  g_autoptr (SlRecord) read = store_read (f->store, record);
  g_assert_nonnull (read);

  sl_changeset_delete (changeset, SL_KIND_APPLICATION, sl_record_get_id (record));
  g_assert_null (sl_store_apply (f->store, changeset, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_NEWER_SCHEMA);
}

static gboolean
fail_backup (gpointer data,
             GError **error)
{
  g_set_error_literal (error, SL_ERROR, SL_ERROR_DISK_FULL, "No room.");
  return FALSE;
}

static void
test_no_backup_no_migration (StoreFixture *f,
                             gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  make_old_file (f, 1);
  g_autoptr (SlConnection) connection = sl_connection_open (sl_store_get_path (f->store), SL_CONNECTION_READ_WRITE, NULL);
  g_assert_false (sl_migrations_run (connection, SL_SCHEMA_VERSION, fail_backup, NULL, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_DISK_FULL);
  g_assert_cmpint (sl_migrations_get_version (connection), ==, 1);
}

static gpointer
open_in_thread (gpointer data)
{
  StoreFixture *f = data;
  g_autoptr (SlStore) store = sl_store_new (f->dir, f->clock);
  g_autoptr (GError) error = NULL;

  sl_store_open (store, &error);
  g_assert_no_error (error);
  g_assert_cmpint (store_count (store, "SELECT count (*) FROM applications"), ==, 2);
  sl_store_close (store);
  return NULL;
}

static void
test_race (StoreFixture *f,
           gconstpointer data)
{
  GThread *threads[4];

  make_old_file (f, 1);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("open", open_in_thread, f);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);

  g_autoptr (GPtrArray) backups = sl_backup_list (sl_store_get_path (f->store));
  g_assert_cmpuint (backups->len, ==, 1);
  store_fixture_reopen (f);
  store_assert_sound (f->store);
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);

  STORE_TEST ("/store/migrations/schema-is-field-tables", test_schema_is_field_tables);
  STORE_TEST ("/store/migrations/references-are-indexed", test_references_are_indexed);
  STORE_TEST ("/store/migrations/from-each-version", test_from_each_version);
  STORE_TEST ("/store/migrations/newer", test_newer);
  STORE_TEST ("/store/migrations/no-backup-no-migration", test_no_backup_no_migration);
  STORE_TEST ("/store/migrations/race", test_race);

  return g_test_run ();
}
