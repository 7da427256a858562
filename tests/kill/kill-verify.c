/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See kill-verify.h. A database in memory holds what was acknowledged (step, promise) and a copy of the journal as far
 * as it was seen (seen_step, seen). The data file is attached for each look, and all of a look happens inside one read
 * transaction, beside programs that go on writing.
 *
 * A promise says which value a field had right after a step. That is told by the next entry of the journal that names
 * the field (its old value), or, without one, by the row: so a promise is followed up to the file's present state. */

#define G_LOG_DOMAIN "kill-verify"

#include "config.h"

#include "kill-promise.h"
#include "kill-verify-private.h"
#include "sl-json.h"
#include "sl-kinds.h"
#include "sl-store-query.h"

static const char memory_schema[] =
  "CREATE TABLE step (id INTEGER PRIMARY KEY, worker TEXT, deed TEXT, actor INTEGER, token TEXT, count INTEGER);"
  "CREATE TABLE promise (n INTEGER PRIMARY KEY, step INTEGER, worker TEXT, kind INTEGER, id TEXT, field TEXT, value ANY);"
  "CREATE TABLE import (n INTEGER PRIMARY KEY, step INTEGER, worker TEXT, token TEXT, count INTEGER);"
  "CREATE TABLE file (n INTEGER PRIMARY KEY, step INTEGER, worker TEXT, hash TEXT);"
  "CREATE TABLE backup (path TEXT PRIMARY KEY, dropped INTEGER);"
  "CREATE TABLE restore (n INTEGER PRIMARY KEY, step INTEGER, worker TEXT, path TEXT, since INTEGER);"
  "CREATE TABLE purged (kind INTEGER, pk INTEGER, entry INTEGER, PRIMARY KEY (kind, pk));"
  "CREATE TABLE seen_step (id INTEGER PRIMARY KEY, time INTEGER, actor INTEGER, deed TEXT, subject TEXT, n_changes INTEGER,"
  "  kinds INTEGER, undoes INTEGER, first_entry INTEGER, last_entry INTEGER);"
  "CREATE TABLE seen (entry INTEGER PRIMARY KEY, txn_id INTEGER, kind INTEGER, op INTEGER, pk INTEGER,"
  "  application_pk INTEGER, fields TEXT);"
  "CREATE INDEX seen_record ON seen (kind, pk, entry);"
  "CREATE INDEX seen_of_step ON seen (txn_id, kind, op);"
  "CREATE INDEX seen_deleted ON seen (kind, json_extract (fields, '$.id[0]')) WHERE op = 2;";

#define STEP_COLUMNS "id, time, actor, deed, subject, n_changes, kinds, undoes, first_entry, last_entry"
#define ENTRY_COLUMNS "entry, txn_id, kind, op, pk, application_pk, fields"

/* Acknowledged */

static void
remember_values (KillVerifier *self,
                 const char   *worker,
                 gint64        step_id,
                 JsonArray    *values)
{
  for (guint i = 0; i < json_array_get_length (values); i++)
    {
      JsonArray *one = json_array_get_array_element (values, i);
      JsonNode *value = json_array_get_element (one, 3);
      sqlite3_stmt *statement = _kill_ask (self, "INSERT INTO promise (step, worker, kind, id, field, value) VALUES (nullif (?, 0), ?, ?, ?, ?, ?)",
                                     "isiss", step_id, worker, json_array_get_int_element (one, 0),
                                     json_array_get_string_element (one, 1), json_array_get_string_element (one, 2));

      if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_STRING)
        sqlite3_bind_text (statement, 6, json_node_get_string (value), -1, SQLITE_TRANSIENT);
      else if (JSON_NODE_HOLDS_VALUE (value))
        sqlite3_bind_int64 (statement, 6, json_node_get_int (value));
      _kill_step (self, statement);
    }
}

static void
remember_files (KillVerifier *self,
                const char   *worker,
                gint64        step_id,
                JsonArray    *files)
{
  for (guint i = 0; i < json_array_get_length (files); i++)
    _kill_step (self, _kill_ask (self, "INSERT INTO file (step, worker, hash) VALUES (?, ?, ?)", "iss", step_id, worker,
                                 json_array_get_string_element (files, i)));
}

static void
remember_backup (KillVerifier *self,
                 const char   *worker,
                 gint64        step_id,
                 JsonObject   *line)
{
  const char *path = sl_json_get_string (line, KILL_LINE_BACKUP, "");

  if (step_id != 0)
    _kill_step (self, _kill_ask (self, "INSERT INTO restore (step, worker, path, since) VALUES (?, ?, ?, ?)", "issi", step_id, worker, path,
                                 sl_json_get_int (line, KILL_LINE_SINCE, 0)));
  else
    _kill_step (self, _kill_ask (self, "INSERT OR IGNORE INTO backup VALUES (?, 0)", "s", path));
}

/** kill_verifier_drop_backup: @backup may be gone from now on */
void
kill_verifier_drop_backup (KillVerifier *self,
                           const char   *backup)
{
  _kill_step (self, _kill_ask (self, "INSERT INTO backup VALUES (?, 1) ON CONFLICT DO UPDATE SET dropped = 1", "s", backup));
}

/**
 * kill_verifier_acknowledge:
 * @worker: who was told so
 * @line: what was acknowledged, as in kill-promise.h; without a step's number when the worker isn't told it
 */
void
kill_verifier_acknowledge (KillVerifier *self,
                           const char   *worker,
                           JsonObject   *line)
{
  gint64 id = sl_json_get_int (line, KILL_LINE_STEP, 0);
  JsonArray *values = sl_json_get_array (line, KILL_LINE_VALUES);
  const char *token = sl_json_get_string (line, KILL_LINE_TOKEN, NULL);

  if (id != 0 && _kill_get_integer (self, _kill_ask (self, "SELECT count (*) FROM step WHERE id = ?", "i", id), 0) > 0)
    _kill_complain (self, "Two changes were acknowledged as step %" G_GINT64_FORMAT ", the second to %s.", id, worker);
  else if (id != 0)
    _kill_step (self, _kill_ask (self, "INSERT INTO step VALUES (?, ?, ?, ?, ?, ?)", "issisi", id, worker,
                     sl_json_get_string (line, KILL_LINE_DEED, NULL), sl_json_get_int (line, KILL_LINE_ACTOR, -1), token,
                     sl_json_get_int (line, KILL_LINE_COUNT, 0)));
  if (values != NULL)
    remember_values (self, worker, id, values);
  if (json_object_has_member (line, KILL_LINE_FILES))
    remember_files (self, worker, id, sl_json_get_array (line, KILL_LINE_FILES));
  if (json_object_has_member (line, KILL_LINE_BACKUP))
    remember_backup (self, worker, id, line);
  if (token != NULL)
    _kill_step (self, _kill_ask (self, "INSERT INTO import (step, worker, token, count) VALUES (?, ?, ?, ?)", "issi", id, worker, token,
                     sl_json_get_int (line, KILL_LINE_COUNT, 0)));
}

/* Looks at the file */

static void
look_for_lost_steps (KillVerifier *self)
{
  sqlite3_stmt *statement = _kill_ask (self, "SELECT id, worker, deed, actor FROM step WHERE NOT EXISTS"
                                       " (SELECT 1 FROM store.txn AS t WHERE t.id = step.id AND t.deed = step.deed AND t.actor = step.actor)", "");

  while (_kill_step (self, statement))
    _kill_complain (self, "Step %" G_GINT64_FORMAT " (%s), acknowledged to %s, isn't in the journal.", _kill_get_column (statement, 0),
              sqlite3_column_text (statement, 2), sqlite3_column_text (statement, 1));
}

/* Nobody may ever see a part of a step. */
static void
look_for_half_steps (KillVerifier *self,
                     gint64        after)
{
  sqlite3_stmt *statement = _kill_ask (self, "SELECT id FROM store.txn WHERE id > ? AND (first_entry < 1 OR last_entry - first_entry + 1 <>"
                                       " (SELECT count (*) FROM store.journal WHERE entry BETWEEN first_entry AND last_entry AND txn_id = txn.id))",
                                 "i", after);
  gint64 newest = _kill_get_integer (self, _kill_ask (self, "SELECT max (entry) FROM seen WHERE txn_id <= ?", "i", after), 0);

  while (_kill_step (self, statement))
    _kill_complain (self, "Step %" G_GINT64_FORMAT " is incomplete.", _kill_get_column (statement, 0));

  statement = _kill_ask (self, "SELECT entry FROM store.journal AS j WHERE entry > ? AND NOT EXISTS"
                         " (SELECT 1 FROM store.txn WHERE id = j.txn_id AND j.entry BETWEEN first_entry AND last_entry)", "i", newest);
  while (_kill_step (self, statement))
    _kill_complain (self, "Entry %" G_GINT64_FORMAT " belongs to no step.", _kill_get_column (statement, 0));
}

#define OTHER_STEP "t.time <> s.time OR t.actor <> s.actor OR t.deed <> s.deed OR t.n_changes <> s.n_changes OR t.kinds <> s.kinds" \
  " OR t.undoes IS NOT s.undoes OR t.first_entry <> s.first_entry OR t.last_entry <> s.last_entry"
#define OTHER_ENTRY "j.txn_id <> s.txn_id OR j.kind <> s.kind OR j.op <> s.op OR j.pk <> s.pk OR j.application_pk IS NOT s.application_pk"

/* What was readable once was committed. Only deleting for good takes something out of the journal: the values. */
static void
look_for_vanished (KillVerifier *self)
{
  sqlite3_stmt *statement = _kill_ask (self, "SELECT s.id FROM seen_step AS s LEFT JOIN store.txn AS t ON t.id = s.id"
                                       " WHERE t.id IS NULL OR " OTHER_STEP " OR (t.subject IS NOT s.subject AND NOT (t.subject IS NULL"
                                       "  AND EXISTS (SELECT 1 FROM seen AS e WHERE e.txn_id = s.id AND " KILL_FORGOTTEN ("e") ")))", "");

  while (_kill_step (self, statement))
    _kill_complain (self, "Step %" G_GINT64_FORMAT " was there once and is gone or another one.", _kill_get_column (statement, 0));

  statement = _kill_ask (self, "SELECT s.entry FROM seen AS s LEFT JOIN store.journal AS j ON j.entry = s.entry"
                         " WHERE j.entry IS NULL OR " OTHER_ENTRY
                         " OR (j.fields IS NOT s.fields AND NOT (" KILL_EMPTIED ("j") " AND " KILL_FORGOTTEN ("s") "))", "");
  while (_kill_step (self, statement))
    _kill_complain (self, "Entry %" G_GINT64_FORMAT " was there once and is gone or another one.", _kill_get_column (statement, 0));

  statement = _kill_ask (self, "SELECT j.entry FROM store.journal AS j WHERE NOT " KILL_EMPTIED ("j") " AND " KILL_FORGOTTEN ("j"), "");
  while (_kill_step (self, statement))
    _kill_complain (self, "Entry %" G_GINT64_FORMAT " still has values of what was deleted for good.", _kill_get_column (statement, 0));
}

static void
see_new (KillVerifier *self)
{
  _kill_execute (self, "INSERT INTO seen_step SELECT " STEP_COLUMNS " FROM store.txn WHERE id > (SELECT coalesce (max (id), 0) FROM seen_step)");
  _kill_execute (self, "INSERT INTO seen SELECT " ENTRY_COLUMNS " FROM store.journal WHERE entry > (SELECT coalesce (max (entry), 0) FROM seen)");
  _kill_execute (self, "INSERT OR IGNORE INTO purged SELECT kind, pk, entry FROM seen_step AS s JOIN seen ON txn_id = s.id AND op = 2"
                       " WHERE s.actor = 6 AND s.deed = 'purge' AND entry > (SELECT coalesce (max (entry), 0) FROM purged)");
}

/* FALSE: nobody has come far enough yet to make the file with its tables. Whoever was killed while making it may have
 * left a rollback journal, which only a writer can take back. */
static gboolean
attach (KillVerifier *self,
        const char   *path)
{
  g_autofree char *escaped = g_uri_escape_string (path, "/", FALSE);
  g_autofree char *uri = g_strdup_printf ("file:%s?mode=ro", escaped);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return FALSE;

  sqlite3_stmt *statement = _kill_ask (self, "ATTACH ? AS store", "s", uri);
  int rc = sqlite3_step (statement);
  sqlite3_reset (statement);
  if ((rc & 0xff) == SQLITE_READONLY)
    return FALSE;
  _kill_must (self, rc, uri);
  return _kill_get_integer (self, _kill_ask (self, "SELECT count (*) FROM store.sqlite_schema WHERE name = 'txn'", ""), 0) > 0;
}

static void
detach (KillVerifier *self)
{
  /* Statements on the file keep it open. */
  g_hash_table_remove_all (self->statements);
  if (_kill_get_integer (self, _kill_ask (self, "SELECT count (*) FROM pragma_database_list WHERE name = 'store'", ""), 0) > 0)
    _kill_execute (self, "DETACH store");
}

/**
 * kill_verifier_verify:
 * @path: the data file; others may be writing to it
 *
 * Returns: how many complaints there are; each was printed. Complaints made when something was acknowledged count.
 */
guint
kill_verifier_verify (KillVerifier *self,
                      const char   *path,
                      KillScope     scope)
{
  gint64 after = _kill_get_integer (self, _kill_ask (self, "SELECT max (id) FROM seen_step", ""), 0);

  if (!attach (self, path))
    {
      if (after > 0 || kill_verifier_count_acknowledged (self) > 0)
        _kill_complain (self, "The file is gone.");
      detach (self);
      return self->n_complaints;
    }

  _kill_execute (self, "BEGIN");
  look_for_lost_steps (self);
  look_for_half_steps (self, scope == KILL_SCOPE_ALL ? 0 : after);
  see_new (self);
  if (scope == KILL_SCOPE_ALL)
    {
      look_for_vanished (self);
      _kill_keep_undos (self);
    }
  _kill_keep_imports (self, scope);
  _kill_keep_promises (self, scope);
  _kill_keep_files (self, scope);
  _kill_keep_restores (self);
  _kill_execute (self, "COMMIT");
  detach (self);
  return self->n_complaints;
}

/**
 * kill_verifier_check_file:
 * @path: the data file
 *
 * Runs the program's own check on it.
 *
 * Returns: how many problems it found; each was printed
 */
guint
kill_verifier_check_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlConnection) connection = sl_connection_open (path, SL_CONNECTION_READ_ONLY, &error);
  g_autoptr (GPtrArray) problems = NULL;

  if (connection != NULL && sl_connection_begin_read (connection, &error))
    problems = sl_store_check (connection, NULL, &error);
  if (problems == NULL)
    {
      g_print ("# COMPLAINT: the file can't be checked: %s\n", error->message);
      return 1;
    }
  for (guint i = 0; i < problems->len; i++)
    g_print ("# COMPLAINT: check: %s\n", (char *) g_ptr_array_index (problems, i));
  sl_connection_rollback (connection);
  return problems->len;
}

/**
 * kill_verifier_choose_ids:
 *
 * Returns: (transfer full) (nullable): up to @n ids of records of @kind acknowledged lately; %NULL when there are none
 */
char **
kill_verifier_choose_ids (KillVerifier *self,
                          GRand        *rand,
                          SlKind        kind,
                          guint         n)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  gint64 last = _kill_get_integer (self, _kill_ask (self, "SELECT max (n) FROM promise", ""), 0);
  gboolean any = FALSE;

  for (guint i = 0; i < n; i++)
    {
      gint64 from = MAX (1, last - g_rand_int_range (rand, 0, 2000));
      sqlite3_stmt *statement = _kill_ask (self, "SELECT id FROM promise WHERE kind = ? AND n >= ? ORDER BY n LIMIT 1", "ii",
                                     (gint64) kind, from);
      if (_kill_step (self, statement))
        {
          g_strv_builder_add (ids, (const char *) sqlite3_column_text (statement, 0));
          any = TRUE;
        }
      sqlite3_reset (statement);
    }
  return any ? g_strv_builder_end (ids) : NULL;
}

/** kill_verifier_read_newest: the number of the newest step in the file @path; 0 when there is none */
gint64
kill_verifier_read_newest (const char *path)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  gint64 newest = 0;

  if (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK && sqlite3_busy_timeout (db, 10000) == SQLITE_OK &&
      sqlite3_prepare_v2 (db, "SELECT max (id) FROM txn", -1, &statement, NULL) == SQLITE_OK && sqlite3_step (statement) == SQLITE_ROW)
    newest = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return newest;
}

/** kill_verifier_choose_backup: (transfer full) (nullable): the path of one made lately */
char *
kill_verifier_choose_backup (KillVerifier *self,
                             GRand        *rand)
{
  sqlite3_stmt *statement = _kill_ask (self, "SELECT path FROM backup WHERE NOT dropped ORDER BY path DESC LIMIT 1 OFFSET ?", "i",
                                       (gint64) g_rand_int_range (rand, 0, 2));
  char *path = _kill_step (self, statement) ? g_strdup ((const char *) sqlite3_column_text (statement, 0)) : NULL;

  sqlite3_reset (statement);
  return path;
}

gint64
kill_verifier_count_acknowledged (KillVerifier *self)
{
  return _kill_get_integer (self, _kill_ask (self, "SELECT (SELECT count (*) FROM step) + (SELECT count (DISTINCT id) FROM promise WHERE step IS NULL)", ""), 0);
}

gint64
kill_verifier_count_promises (KillVerifier *self)
{
  return _kill_get_integer (self, _kill_ask (self, "SELECT count (*) FROM promise", ""), 0);
}

/** kill_verifier_count_steps: all steps ever seen in the file */
gint64
kill_verifier_count_steps (KillVerifier *self)
{
  return _kill_get_integer (self, _kill_ask (self, "SELECT count (*) FROM seen_step", ""), 0);
}

/** kill_verifier_count_untold: steps in the file whose worker was killed before it could acknowledge them */
gint64
kill_verifier_count_untold (KillVerifier *self)
{
  return kill_verifier_count_steps (self) - kill_verifier_count_acknowledged (self);
}

/** kill_verifier_count: how many rows its own @table has */
gint64
kill_verifier_count (KillVerifier *self,
                     const char   *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM %s", table);

  return _kill_get_integer (self, _kill_ask (self, sql, ""), 0);
}

static void
finalize (gpointer statement)
{
  sqlite3_finalize (statement);
}

KillVerifier *
kill_verifier_new (void)
{
  KillVerifier *self = g_new0 (KillVerifier, 1);

  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, finalize);
  self->looked_at = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (sqlite3_open_v2 (":memory:", &self->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI, NULL) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (self->db));
  sqlite3_busy_timeout (self->db, 10000);
  _kill_execute (self, memory_schema);
  return self;
}

void
kill_verifier_free (KillVerifier *self)
{
  g_hash_table_unref (self->statements);
  g_hash_table_unref (self->looked_at);
  sqlite3_close (self->db);
  g_free (self);
}
