/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking over long lists: in parts, of which none is lost when the program ends between them, and once. */
#include "config.h"

#include "sl-id.h"
#include "sl-json.h"
#include "sl-kinds.h"
#include "sl-store-query.h"
#include "sl-sync-state.h"
#include "sl-table.h"
#include "sl-test.h"
#include "world-fixture.h"

#define N_APPLICATIONS 40
#define N_ROUNDS_EACH 2
#define PART 8

static void
fill (SlSimWorld *world)
{
  g_autoptr (JsonArray) rows = NULL;

  for (guint i = 0; i < N_APPLICATIONS; i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"company_name\":\"Torvmark %u\",\"role_title\":\"Baker\"}", i);

      world_ask (world, "POST", "/api/v1/applications/", body);
    }
  rows = world_read (world, "applications");
  for (guint i = 0; i < N_APPLICATIONS; i++)
    {
      const char *id = sl_json_get_string (json_array_get_object_element (rows, i), "id", NULL);
      g_autofree char *path = g_strconcat ("/api/v1/applications/", id, "/stages", NULL);

      for (guint k = 0; k < N_ROUNDS_EACH; k++)
        world_ask (world, "POST", path, "{\"stage_name\":\"Phone Screen\",\"stage_date\":\"2026-03-20\"}");
    }
}

static gint64
ask (SlSimWorld *world,
     const char *sql)
{
  return sl_connection_get_integer (world->clients[0]->connection, sql, -1);
}

static gboolean
run_round (SlSimWorld   *world,
           SlSyncResult *result)
{
  world->now += 15 * 60 * G_USEC_PER_SEC;
  sl_sim_client_log_in (world->clients[0]);
  return sl_sim_client_round (world->clients[0], result);
}

static void
check_all (SlSimWorld *world)
{
  g_assert_cmpint (ask (world, "SELECT count (*) FROM applications"), ==, N_APPLICATIONS);
  g_assert_cmpint (ask (world, "SELECT count (DISTINCT company_name) FROM applications"), ==, N_APPLICATIONS);
  g_assert_cmpint (ask (world, "SELECT count (*) FROM stages"), ==, N_APPLICATIONS * N_ROUNDS_EACH);
  g_assert_cmpint (ask (world, "SELECT count (*) FROM sync_shadow"), ==, N_APPLICATIONS * (1 + N_ROUNDS_EACH));
  g_assert_cmpint (ask (world, "SELECT count (*) FROM sync_dirty"), ==, 0);
}

/* So many rows are written at once, and no more. */
static void
test_parts (void)
{
  g_auto (SlSimWorld) world;
  SlSyncResult result;

  world_init (&world);
  fill (&world);
  sl_tracker_sync_set_part (world.clients[0]->engine, PART);
  g_assert_true (run_round (&world, &result));

  check_all (&world);
  g_assert_cmpuint (result.n_taken, ==, N_APPLICATIONS * (1 + N_ROUNDS_EACH));
  g_assert_cmpint (ask (&world, "SELECT max (n_changes) FROM txn"), ==, PART * (1 + N_ROUNDS_EACH));
  g_assert_cmpint (ask (&world, "SELECT count (*) FROM txn"), ==, N_APPLICATIONS / PART);
}

/* What was taken over is known: the next round writes nothing about it. */
static void
test_known (void)
{
  g_auto (SlSimWorld) world;
  SlSyncResult result;
  gint64 before;

  world_init (&world);
  fill (&world);
  g_assert_true (run_round (&world, &result));
  before = ask (&world, "SELECT total_changes ()");
  g_assert_true (run_round (&world, &result));

  /* Where the round ended, and that the journal was read. */
  g_assert_cmpint (ask (&world, "SELECT total_changes ()") - before, <=, 4);
  g_assert_cmpuint (result.n_taken, ==, 0);
}

/* So is it while the server refuses something: that tells nothing of the others. */
static void
test_known_beside_refused (void)
{
  g_auto (SlSimWorld) world;
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "make");
  g_autoptr (SlRecord) record = sl_record_new (SL_KIND_CONTACT);
  SlConnection *connection;
  g_autofree char *sql = g_strdup_printf ("INSERT INTO sync_flight (kind, id, deed, state, sent_at, settles_at) SELECT %d, id, %d, %d, 0, 0 FROM contacts",
                                          SL_KIND_CONTACT, SL_FLIGHT_CREATE, SL_FLIGHT_REFUSED);
  SlSyncResult result;
  gint64 before;

  world_init (&world);
  connection = world.clients[0]->connection;
  fill (&world);
  g_assert_true (run_round (&world, &result));
  sl_record_set_text (record, SL_CONTACT_NAME, "Personnel office");
  sl_changeset_insert (changes, record);
  g_assert_true (sl_sim_client_apply (world.clients[0], changes));
  g_assert_true (sl_connection_execute (connection, "BEGIN", NULL) && sl_sync_collect (connection, NULL) &&
                 sl_connection_execute (connection, sql, NULL) && sl_connection_execute (connection, "COMMIT", NULL));

  before = ask (&world, "SELECT total_changes ()");
  g_assert_true (run_round (&world, &result));
  g_assert_cmpint (ask (&world, "SELECT total_changes ()") - before, <=, 4);
  g_assert_cmpuint (result.n_refused, ==, 1);
  g_assert_cmpuint (result.n_taken, ==, 0);
}

/* The program ends at each edge of a transaction in turn, until the list is taken over; the next round goes on. */
static void
test_ends_between (void)
{
  guint n_halves = 0;
  gboolean taken = FALSE;

  for (int edge = 1; !taken; edge++)
    {
      g_auto (SlSimWorld) world;
      SlSyncResult result;
      gint64 n;

      world_init (&world);
      fill (&world);
      sl_tracker_sync_set_part (world.clients[0]->engine, PART);
      world.clients[0]->crash_in = edge;
      run_round (&world, &result);
      n = ask (&world, "SELECT count (*) FROM applications");
      g_assert_cmpint (n % PART, ==, 0);
      g_assert_cmpint (ask (&world, "SELECT count (*) FROM stages"), ==, n * N_ROUNDS_EACH);
      n_halves += n > 0 && n < N_APPLICATIONS;
      taken = n == N_APPLICATIONS;

      g_assert_true (run_round (&world, &result));
      g_assert_cmpuint (result.n_taken, ==, (N_APPLICATIONS - n) * (1 + N_ROUNDS_EACH));
      g_assert_cmpuint (result.n_sent, ==, 0);
      check_all (&world);
    }
  g_assert_cmpuint (n_halves, >=, N_APPLICATIONS / PART - 1);
}

/* Who was here before and says the same is that row, each once, though some are taken over before others. */
static void
test_alike (void)
{
  g_auto (SlSimWorld) world;
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "make");
  SlSyncResult result;

  world_init (&world);
  fill (&world);
  world_ask (&world, "POST", "/api/v1/applications/", "{\"company_name\":\"Torvmark 3\",\"role_title\":\"Baker\"}");
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (SlRecord) record = sl_record_new (SL_KIND_APPLICATION);

      sl_record_set_text (record, SL_APPLICATION_COMPANY_NAME, i == 3 ? "Torvmark 3" : i == 2 ? "Torvmark 30" : "Torvmark 3");
      sl_record_set_text (record, SL_APPLICATION_ROLE_TITLE, "Baker");
      sl_changeset_insert (changes, record);
    }
  g_assert_true (sl_sim_client_apply (world.clients[0], changes));
  sl_tracker_sync_set_part (world.clients[0]->engine, PART);
  g_assert_true (run_round (&world, &result));
  g_assert_true (run_round (&world, &result));

  /* Two there and three here of the one name: the third goes there. */
  g_assert_cmpint (ask (&world, "SELECT count (*) FROM applications WHERE company_name = 'Torvmark 3'"), ==, 3);
  g_assert_cmpint (ask (&world, "SELECT count (*) FROM applications WHERE company_name = 'Torvmark 30'"), ==, 1);
  g_assert_cmpint (ask (&world, "SELECT count (*) FROM applications"), ==, N_APPLICATIONS + 2);
}

static char *
read_columns (SlConnection *connection,
              const char   *table,
              const char   *each)
{
  g_autofree char *sql = g_strdup_printf ("SELECT group_concat (%s) FROM pragma_table_info ('%s')", each, table);
  SlStatement *statement = sl_connection_prepare (connection, sql, NULL);
  char *columns;

  g_assert_true (sl_statement_step (statement, NULL));
  columns = g_strdup (sl_statement_get_text (statement, 0));
  sl_statement_reset (statement);
  return columns;
}

/* From now on what stands in @table can't be read, as if that part of the file were damaged; there can still be added to it. */
static void
damage (SlConnection *connection,
        const char   *table)
{
  g_autofree char *max = g_strdup_printf ("SELECT max (pk) FROM %s", table);
  gint64 last = sl_connection_get_integer (connection, max, -1);
  g_autofree char *columns = read_columns (connection, table, "name");
  g_autofree char *news = read_columns (connection, table, "'NEW.' || name");
  /* Only a trigger of the file itself means the table. */
  g_autofree char *sql = g_strdup_printf ("CREATE VIEW whole AS SELECT * FROM %s;"
                                          "CREATE TRIGGER whole_insert INSTEAD OF INSERT ON whole BEGIN INSERT INTO %s (%s) SELECT %s; END;"
                                          "CREATE TEMP VIEW %s AS SELECT * FROM main.%s"
                                          " WHERE CASE WHEN pk > %" G_GINT64_FORMAT " THEN 1 ELSE abs (-9223372036854775807 - 1) END;"
                                          "CREATE TEMP TRIGGER damaged_insert INSTEAD OF INSERT ON %s BEGIN INSERT INTO whole (%s) SELECT %s; END",
                                          table, table, columns, news, table, table, last, table, columns, news);
  g_autoptr (GError) error = NULL;

  sl_connection_execute (connection, sql, &error);
  g_assert_no_error (error);
}

/* Nobody knows whether a row is here: it isn't taken for a new one. */
static void
check_not_doubled (SlKind      kind,
                   guint       field,
                   const char *path,
                   const char *body)
{
  g_auto (SlSimWorld) world;
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "make");
  g_autoptr (SlRecord) record = sl_record_new (kind);
  const char *table = sl_kind_get_info (kind)->table;
  g_autofree char *count = g_strdup_printf ("SELECT count (*) FROM main.%s", table);
  g_autofree char *mend = g_strdup_printf ("DROP VIEW temp.%s; DROP VIEW whole", table);
  SlSyncResult result;

  world_init (&world);
  sl_record_set_text (record, field, "Remote");
  sl_changeset_insert (changes, record);
  g_assert_true (sl_sim_client_apply (world.clients[0], changes));
  world_ask (&world, "POST", path, body);
  damage (world.clients[0]->connection, table);
  g_assert_false (run_round (&world, &result));
  g_assert_cmpint (ask (&world, count), ==, 1);

  g_assert_true (sl_connection_execute (world.clients[0]->connection, mend, NULL));
  g_assert_true (run_round (&world, &result));
  g_assert_cmpint (ask (&world, count), ==, 1);
  g_assert_cmpint (ask (&world, "SELECT count (*) FROM sync_shadow"), ==, 1);
}

static void
test_unreadable_alike (void)
{
  check_not_doubled (SL_KIND_CONTACT, SL_CONTACT_NAME, "/api/v1/contacts/", "{\"name\":\"Remote\"}");
}

static void
test_unreadable_tag (void)
{
  check_not_doubled (SL_KIND_TAG, SL_TAG_NAME, "/api/v1/tags/", "{\"name\":\"Remote\"}");
}

static SlSimWorld *busy;

/* Between two parts of a list, when the first row is tied. */
static gboolean (*write_store) (SlSyncPort *, SlStoreTransactFunc, gpointer, GError **);

static gboolean
write_cb (SlSyncPort         *port,
          SlStoreTransactFunc func,
          gpointer            data,
          GError            **error)
{
  gboolean done = write_store (port, func, data, error);

  if (ask (busy, "SELECT count (*) FROM sync_shadow") == 1)
    sl_connection_execute (busy->clients[0]->connection, "DELETE FROM contacts WHERE id NOT IN (SELECT id FROM sync_shadow)", NULL);
  return done;
}

static void
test_alike_goes (void)
{
  g_auto (SlSimWorld) world;
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "make");
  SlSyncResult result;

  world_init (&world);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (SlRecord) record = sl_record_new (SL_KIND_CONTACT);

      sl_record_set_text (record, SL_CONTACT_NAME, i == 0 ? "One" : "Two");
      sl_changeset_insert (changes, record);
      world_ask (&world, "POST", "/api/v1/contacts/", i == 0 ? "{\"name\":\"One\"}" : "{\"name\":\"Two\"}");
    }
  g_assert_true (sl_sim_client_apply (world.clients[0], changes));
  sl_tracker_sync_set_part (world.clients[0]->engine, 1);
  busy = &world;
  write_store = world.clients[0]->port.write;
  world.clients[0]->port.write = write_cb;
  g_assert_true (run_round (&world, &result));
  g_assert_cmpint (ask (&world, "SELECT count (*) FROM contacts"), ==, 2);
  g_assert_cmpint (ask (&world, "SELECT count (*) FROM sync_shadow"), ==, 2);
}

/* What happens on the web page between two lists. */
static gpointer (*read_store) (SlSyncPort *, SlReadFunc, gpointer, GError **);
static guint n_reads;

static gpointer
read_cb (SlSyncPort *port,
         SlReadFunc  func,
         gpointer    data,
         GError    **error)
{
  /* Tags were listed, and those of one name looked for; and résumés were listed. */
  if (++n_reads == 3)
    {
      g_autoptr (JsonObject) resume = NULL;
      g_autofree char *body = NULL;

      world_ask (busy, "POST", "/api/v1/resumes/", "{\"version_name\":\"General\"}");
      resume = world_find (busy, "resumes");
      body = g_strdup_printf ("{\"company_name\":\"Torvmark\",\"role_title\":\"Baker\",\"resume_version_id\":\"%s\"}",
                              sl_json_get_string (resume, "id", NULL));
      world_ask (busy, "POST", "/api/v1/applications/", body);
    }
  return read_store (port, func, data, error);
}

/* What refers to something that isn't known yet is looked at again, though its row be the same. */
static void
test_refers_to_unknown (void)
{
  g_auto (SlSimWorld) world;
  SlSyncResult result;

  world_init (&world);
  busy = &world;
  n_reads = 0;
  read_store = world.clients[0]->port.read;
  world.clients[0]->port.read = read_cb;
  g_assert_true (run_round (&world, &result));
  g_assert_cmpint (ask (&world, "SELECT count (*) FROM applications"), ==, 1);
  g_assert_cmpint (ask (&world, "SELECT count (resume_version_id) FROM applications"), ==, 0);

  g_assert_true (run_round (&world, &result));
  g_assert_cmpint (ask (&world, "SELECT count (resume_version_id) FROM applications"), ==, 1);
  g_assert_true (run_round (&world, &result));
  g_assert_cmpuint (result.n_sent, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);
  g_test_add_func ("/pull/parts", test_parts);
  g_test_add_func ("/pull/known", test_known);
  g_test_add_func ("/pull/known-beside-refused", test_known_beside_refused);
  g_test_add_func ("/pull/ends-between", test_ends_between);
  g_test_add_func ("/pull/alike", test_alike);
  g_test_add_func ("/pull/alike-goes", test_alike_goes);
  g_test_add_func ("/pull/unreadable-alike", test_unreadable_alike);
  g_test_add_func ("/pull/unreadable-tag", test_unreadable_tag);
  g_test_add_func ("/pull/refers-to-unknown", test_refers_to_unknown);

  return g_test_run ();
}
