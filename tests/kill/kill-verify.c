/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See kill-verify.h. A database in memory holds what was acknowledged (step, promise) and a copy of the journal as far
 * as it was seen (seen_step, seen). The data file is attached for each look, and all of a look happens inside one read
 * transaction, beside programs that go on writing.
 *
 * A promise says which value a field had right after a step. That is told by the next entry of the journal that names
 * the field (its old value), or, without one, by the row: so a promise is followed up to the file's present state. */

#define G_LOG_DOMAIN "kill-verify"

#include "config.h"

#include <sqlite3.h>

#include "kill-promise.h"
#include "kill-verify.h"
#include "sl-json.h"
#include "sl-kinds.h"
#include "sl-store-query.h"

#define MAX_TOLD 20

struct _KillVerifier {
  sqlite3 *db;
  GHashTable *statements; /* SQL → sqlite3_stmt */
  guint n_complaints;
  gint64 checked; /* promises up to here were looked at */
  gint64 checked_imports;
};

static const char memory_schema[] =
  "CREATE TABLE step (id INTEGER PRIMARY KEY, worker TEXT, deed TEXT, actor INTEGER, token TEXT, count INTEGER);"
  "CREATE TABLE promise (n INTEGER PRIMARY KEY, step INTEGER, worker TEXT, kind INTEGER, id TEXT, field TEXT, value ANY);"
  "CREATE TABLE import (n INTEGER PRIMARY KEY, step INTEGER, worker TEXT, token TEXT, count INTEGER);"
  "CREATE TABLE seen_step (id INTEGER PRIMARY KEY, time INTEGER, actor INTEGER, deed TEXT, subject TEXT, n_changes INTEGER,"
  "  kinds INTEGER, undoes INTEGER, first_entry INTEGER, last_entry INTEGER);"
  "CREATE TABLE seen (entry INTEGER PRIMARY KEY, txn_id INTEGER, kind INTEGER, op INTEGER, pk INTEGER,"
  "  application_pk INTEGER, fields TEXT);"
  "CREATE INDEX seen_record ON seen (kind, pk, entry);"
  "CREATE INDEX seen_of_step ON seen (txn_id, kind, op);"
  "CREATE INDEX seen_deleted ON seen (kind, json_extract (fields, '$.id[0]')) WHERE op = 2;";

#define STEP_COLUMNS "id, time, actor, deed, subject, n_changes, kinds, undoes, first_entry, last_entry"
#define ENTRY_COLUMNS "entry, txn_id, kind, op, pk, application_pk, fields"

G_GNUC_PRINTF (2, 3)
static void
complain (KillVerifier *self,
          const char   *format,
          ...)
{
  va_list args;

  if (self->n_complaints++ >= MAX_TOLD)
    return;
  va_start (args, format);
  g_autofree char *text = g_strdup_vprintf (format, args);
  va_end (args);
  g_print ("# COMPLAINT: %s\n", text);
}

static void
must (KillVerifier *self,
      int           rc,
      const char   *sql)
{
  if (rc != SQLITE_OK && rc != SQLITE_ROW && rc != SQLITE_DONE)
    g_error ("%s: %s", sql, sqlite3_errmsg (self->db));
}

static void
execute (KillVerifier *self,
         const char   *sql)
{
  must (self, sqlite3_exec (self->db, sql, NULL, NULL, NULL), sql);
}

static gint64
get_column (sqlite3_stmt *statement,
            int           column)
{
  return sqlite3_column_int64 (statement, column);
}

static void
finalize (gpointer statement)
{
  sqlite3_finalize (statement);
}

/* Reset, with binds: 'i' a gint64, 's' a text or NULL. */
static sqlite3_stmt *
ask (KillVerifier *self,
     const char   *sql,
     const char   *types,
     ...)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, sql);
  va_list args;

  if (statement == NULL)
    {
      must (self, sqlite3_prepare_v2 (self->db, sql, -1, &statement, NULL), sql);
      g_hash_table_insert (self->statements, g_strdup (sql), statement);
    }
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);

  va_start (args, types);
  for (int i = 0; types[i] != '\0'; i++)
    {
      if (types[i] == 'i')
        sqlite3_bind_int64 (statement, i + 1, va_arg (args, gint64));
      else
        sqlite3_bind_text (statement, i + 1, va_arg (args, const char *), -1, SQLITE_TRANSIENT);
    }
  va_end (args);
  return statement;
}

static gboolean
step (KillVerifier *self,
      sqlite3_stmt *statement)
{
  int rc = sqlite3_step (statement);

  must (self, rc, sqlite3_sql (statement));
  if (rc != SQLITE_ROW)
    sqlite3_reset (statement);
  return rc == SQLITE_ROW;
}

static gint64
get_integer (KillVerifier *self,
             sqlite3_stmt *statement,
             gint64        fallback)
{
  gint64 value = fallback;

  if (step (self, statement) && sqlite3_column_type (statement, 0) != SQLITE_NULL)
    value = get_column (statement, 0);
  sqlite3_reset (statement);
  return value;
}

static gboolean
same_value (sqlite3_value *a,
            sqlite3_value *b)
{
  int type = sqlite3_value_type (a);

  if (type != sqlite3_value_type (b))
    return FALSE;
  if (type == SQLITE_INTEGER)
    return sqlite3_value_int64 (a) == sqlite3_value_int64 (b);
  return type == SQLITE_NULL ||
         g_strcmp0 ((const char *) sqlite3_value_text (a), (const char *) sqlite3_value_text (b)) == 0;
}

static const char *
word (sqlite3_value *value)
{
  const char *text = (const char *) sqlite3_value_text (value);
  return text != NULL ? text : "null";
}

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
      sqlite3_stmt *statement = ask (self, "INSERT INTO promise (step, worker, kind, id, field, value) VALUES (nullif (?, 0), ?, ?, ?, ?, ?)",
                                     "isiss", step_id, worker, json_array_get_int_element (one, 0),
                                     json_array_get_string_element (one, 1), json_array_get_string_element (one, 2));

      if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_STRING)
        sqlite3_bind_text (statement, 6, json_node_get_string (value), -1, SQLITE_TRANSIENT);
      else if (JSON_NODE_HOLDS_VALUE (value))
        sqlite3_bind_int64 (statement, 6, json_node_get_int (value));
      step (self, statement);
    }
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

  if (id != 0 && get_integer (self, ask (self, "SELECT count (*) FROM step WHERE id = ?", "i", id), 0) > 0)
    complain (self, "Two changes were acknowledged as step %" G_GINT64_FORMAT ", the second to %s.", id, worker);
  else if (id != 0)
    step (self, ask (self, "INSERT INTO step VALUES (?, ?, ?, ?, ?, ?)", "issisi", id, worker,
                     sl_json_get_string (line, KILL_LINE_DEED, NULL), sl_json_get_int (line, KILL_LINE_ACTOR, -1), token,
                     sl_json_get_int (line, KILL_LINE_COUNT, 0)));
  if (values != NULL)
    remember_values (self, worker, id, values);
  if (token != NULL)
    step (self, ask (self, "INSERT INTO import (step, worker, token, count) VALUES (?, ?, ?, ?)", "issi", id, worker, token,
                     sl_json_get_int (line, KILL_LINE_COUNT, 0)));
}

/* Looks at the file */

static void
look_for_lost_steps (KillVerifier *self)
{
  sqlite3_stmt *statement = ask (self, "SELECT id, worker, deed, actor FROM step WHERE NOT EXISTS"
                                       " (SELECT 1 FROM store.txn AS t WHERE t.id = step.id AND t.deed = step.deed AND t.actor = step.actor)", "");

  while (step (self, statement))
    complain (self, "Step %" G_GINT64_FORMAT " (%s), acknowledged to %s, isn't in the journal.", get_column (statement, 0),
              sqlite3_column_text (statement, 2), sqlite3_column_text (statement, 1));
}

/* Nobody may ever see a part of a step. */
static void
look_for_half_steps (KillVerifier *self,
                     gint64        after)
{
  sqlite3_stmt *statement = ask (self, "SELECT id FROM store.txn WHERE id > ? AND (first_entry < 1 OR last_entry - first_entry + 1 <>"
                                       " (SELECT count (*) FROM store.journal WHERE entry BETWEEN first_entry AND last_entry AND txn_id = txn.id))",
                                 "i", after);
  gint64 newest = get_integer (self, ask (self, "SELECT max (entry) FROM seen WHERE txn_id <= ?", "i", after), 0);

  while (step (self, statement))
    complain (self, "Step %" G_GINT64_FORMAT " is incomplete.", get_column (statement, 0));

  statement = ask (self, "SELECT entry FROM store.journal AS j WHERE entry > ? AND NOT EXISTS"
                         " (SELECT 1 FROM store.txn WHERE id = j.txn_id AND j.entry BETWEEN first_entry AND last_entry)", "i", newest);
  while (step (self, statement))
    complain (self, "Entry %" G_GINT64_FORMAT " belongs to no step.", get_column (statement, 0));
}

/* What was readable once was committed. */
static void
look_for_vanished (KillVerifier *self)
{
  sqlite3_stmt *statement = ask (self, "SELECT id FROM (SELECT " STEP_COLUMNS " FROM seen_step EXCEPT SELECT " STEP_COLUMNS " FROM store.txn)", "");

  while (step (self, statement))
    complain (self, "Step %" G_GINT64_FORMAT " was there once and is gone or another one.", get_column (statement, 0));

  statement = ask (self, "SELECT entry FROM (SELECT " ENTRY_COLUMNS " FROM seen EXCEPT SELECT " ENTRY_COLUMNS " FROM store.journal)", "");
  while (step (self, statement))
    complain (self, "Entry %" G_GINT64_FORMAT " was there once and is gone or another one.", get_column (statement, 0));
}

static void
see_new (KillVerifier *self)
{
  execute (self, "INSERT INTO seen_step SELECT " STEP_COLUMNS " FROM store.txn WHERE id > (SELECT coalesce (max (id), 0) FROM seen_step)");
  execute (self, "INSERT INTO seen SELECT " ENTRY_COLUMNS " FROM store.journal WHERE entry > (SELECT coalesce (max (entry), 0) FROM seen)");
}

/* One promise, and the record it is about. */
typedef struct {
  gint64 step;
  const char *worker;
  const SlKindInfo *info;
  const char *id;
  const char *field;
  sqlite3_value *value;
  gint64 pk;
  gint64 last_entry; /* of its step */
} Promise;

static gboolean
find_record (KillVerifier *self,
             Promise      *promise)
{
  g_autofree char *sql = g_strdup_printf ("SELECT pk FROM store.%s WHERE id = ?", promise->info->table);

  promise->pk = get_integer (self, ask (self, sql, "s", promise->id), 0);
  if (promise->pk == 0)
    promise->pk = get_integer (self, ask (self, "SELECT pk FROM seen WHERE op = 2 AND kind = ? AND json_extract (fields, '$.id[0]') = ? LIMIT 1",
                                          "is", (gint64) promise->info->kind, promise->id), 0);
  if (promise->step == 0 && promise->pk != 0)
    promise->step = get_integer (self, ask (self, "SELECT txn_id FROM seen WHERE op = 0 AND kind = ? AND pk = ? ORDER BY entry LIMIT 1",
                                            "ii", (gint64) promise->info->kind, promise->pk), 0);
  promise->last_entry = get_integer (self, ask (self, "SELECT last_entry FROM seen_step WHERE id = ?", "i", promise->step), 0);

  if (promise->pk == 0)
    complain (self, "%s %s, acknowledged to %s in step %" G_GINT64_FORMAT ", is gone without a trace.", promise->info->name,
              promise->id, promise->worker, promise->step);
  else if (promise->last_entry == 0)
    complain (self, "Step %" G_GINT64_FORMAT " of %s %s, acknowledged to %s, is gone.", promise->step, promise->info->name,
              promise->id, promise->worker);
  return promise->pk != 0 && promise->last_entry != 0;
}

static void
compare (KillVerifier  *self,
         Promise       *promise,
         sqlite3_value *found,
         const char    *where)
{
  if (!same_value (promise->value, found))
    complain (self, "%s %s: %s was acknowledged to %s as “%s” in step %" G_GINT64_FORMAT ", but %s says “%s”.", promise->info->name,
              promise->id, promise->field, promise->worker, word (promise->value), promise->step, where, word (found));
}

/* The row's value; NULL when the row isn't there. */
static sqlite3_stmt *
read_row (KillVerifier *self,
          Promise      *promise)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM store.%s WHERE pk = ?", promise->field, promise->info->table);
  sqlite3_stmt *statement = ask (self, sql, "i", promise->pk);

  return step (self, statement) ? statement : NULL;
}

#define MENTIONS " kind = ?1 AND pk = ?2 AND (op = 2 OR (op = 1 AND json_type (fields, '$.' || ?3) IS NOT NULL))"

static void
keep_promise (KillVerifier *self,
              Promise      *promise)
{
  gint64 kind = promise->info->kind;
  sqlite3_stmt *own = ask (self, "SELECT json_extract (fields, '$.' || ?3 || '[1]') FROM seen WHERE op = 1 AND txn_id = ?4 AND" MENTIONS
                                 " ORDER BY entry DESC LIMIT 1", "iisi", kind, promise->pk, promise->field, promise->step);
  if (step (self, own))
    compare (self, promise, sqlite3_column_value (own, 0), "the journal of that step");
  sqlite3_reset (own);

  sqlite3_stmt *next = ask (self, "SELECT json_extract (fields, '$.' || ?3 || '[0]') FROM seen WHERE entry > ?4 AND" MENTIONS
                                  " ORDER BY entry LIMIT 1", "iisi", kind, promise->pk, promise->field, promise->last_entry);
  gboolean changed = step (self, next);
  if (changed)
    compare (self, promise, sqlite3_column_value (next, 0), "the journal of the next change");
  sqlite3_reset (next);
  if (changed)
    return;

  sqlite3_stmt *row = read_row (self, promise);
  if (row == NULL)
    complain (self, "%s %s, acknowledged to %s, is gone.", promise->info->name, promise->id, promise->worker);
  else
    {
      compare (self, promise, sqlite3_column_value (row, 0), "the row");
      sqlite3_reset (row);
    }
}

/* What the journal says last about the field is what the row holds. */
static void
compare_with_newest (KillVerifier *self,
                     Promise      *promise)
{
  gint64 kind = promise->info->kind;
  gint64 op = get_integer (self, ask (self, "SELECT op FROM seen WHERE kind = ? AND pk = ? AND op <> 1 ORDER BY entry DESC LIMIT 1",
                                      "ii", kind, promise->pk), -1);
  sqlite3_stmt *row = read_row (self, promise);

  if ((row != NULL) != (op == 0))
    complain (self, row != NULL ? "%s %s is there, but was deleted." : "%s %s isn't there, but wasn't deleted.",
              promise->info->name, promise->id);
  sqlite3_stmt *newest = ask (self, "SELECT json_extract (fields, '$.' || ?3 || (CASE op WHEN 1 THEN '[1]' ELSE '[0]' END)) FROM seen"
                                    " WHERE" MENTIONS " ORDER BY entry DESC LIMIT 1", "iis", kind, promise->pk, promise->field);
  if (row != NULL && step (self, newest) && !same_value (sqlite3_column_value (row, 0), sqlite3_column_value (newest, 0)))
    complain (self, "%s %s: %s is “%s”, but the newest entry of the journal says “%s”.", promise->info->name, promise->id,
              promise->field, word (sqlite3_column_value (row, 0)), word (sqlite3_column_value (newest, 0)));
  sqlite3_reset (newest);
  if (row != NULL)
    sqlite3_reset (row);
}

static void
keep_promises (KillVerifier *self,
               KillScope     scope)
{
  sqlite3_stmt *statement = ask (self, "SELECT n, coalesce (step, 0), worker, kind, id, field, value FROM promise WHERE n > ? ORDER BY n",
                                 "i", scope == KILL_SCOPE_ALL ? (gint64) 0 : self->checked);

  while (step (self, statement))
    {
      Promise promise = {
        .step = get_column (statement, 1),
        .worker = (const char *) sqlite3_column_text (statement, 2),
        .info = sl_kind_get_info ((SlKind) get_column (statement, 3)),
        .id = (const char *) sqlite3_column_text (statement, 4),
        .field = (const char *) sqlite3_column_text (statement, 5),
        .value = sqlite3_column_value (statement, 6),
      };

      self->checked = get_column (statement, 0);
      if (!find_record (self, &promise))
        continue;
      keep_promise (self, &promise);
      compare_with_newest (self, &promise);
    }
}

static void
keep_imports (KillVerifier *self,
              KillScope     scope)
{
  sqlite3_stmt *statement = ask (self, "SELECT step, worker, token, count, n FROM import WHERE n > ? ORDER BY n", "i",
                                 scope == KILL_SCOPE_ALL ? (gint64) 0 : self->checked_imports);

  while (step (self, statement))
    {
      self->checked_imports = get_column (statement, 4);
      const char *token = (const char *) sqlite3_column_text (statement, 2);
      gint64 expected = get_column (statement, 3);
      gint64 found = get_integer (self, ask (self,
                                             "SELECT count (DISTINCT name) FROM (SELECT coalesce ("
                                             " (SELECT company_name FROM store.applications AS a WHERE a.pk = s.pk),"
                                             " (SELECT CASE op WHEN 2 THEN json_extract (fields, '$.company_name[0]') END FROM seen AS d"
                                             "    WHERE d.kind = ?3 AND d.pk = s.pk AND d.op <> 1 ORDER BY entry DESC LIMIT 1)) AS name"
                                             " FROM seen AS s WHERE txn_id = ?1 AND kind = ?3 AND op = 0) WHERE name LIKE ?2 || ' %'",
                                             "isi", get_column (statement, 0), token, (gint64) SL_KIND_APPLICATION), 0);
      if (found != expected)
        complain (self, "Of the import %s, acknowledged to %s with %" G_GINT64_FORMAT " applications, %" G_GINT64_FORMAT " are there.",
                  token, sqlite3_column_text (statement, 1), expected, found);
    }
}

/* The newest undo or redo of a step decides what that step is now. */
static void
keep_undos (KillVerifier *self)
{
  sqlite3_stmt *statement = ask (self, "WITH newest AS (SELECT undoes, max (id) AS id FROM store.txn WHERE undoes IS NOT NULL GROUP BY undoes)"
                                       " SELECT t.id FROM newest JOIN store.txn AS t ON t.id = newest.id"
                                       " LEFT JOIN store.txn AS o ON o.id = newest.undoes"
                                       " WHERE NOT coalesce (CASE t.actor WHEN 4 THEN o.state IN (1, 2) AND o.undone_by = t.id"
                                       "                                  WHEN 5 THEN o.state = 0 END, 0)", "");

  while (step (self, statement))
    complain (self, "Step %" G_GINT64_FORMAT " takes back or brings again a step that knows nothing of it.", get_column (statement, 0));
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

  sqlite3_stmt *statement = ask (self, "ATTACH ? AS store", "s", uri);
  int rc = sqlite3_step (statement);
  sqlite3_reset (statement);
  if ((rc & 0xff) == SQLITE_READONLY)
    return FALSE;
  must (self, rc, uri);
  return get_integer (self, ask (self, "SELECT count (*) FROM store.sqlite_schema WHERE name = 'txn'", ""), 0) > 0;
}

static void
detach (KillVerifier *self)
{
  /* Statements on the file keep it open. */
  g_hash_table_remove_all (self->statements);
  if (get_integer (self, ask (self, "SELECT count (*) FROM pragma_database_list WHERE name = 'store'", ""), 0) > 0)
    execute (self, "DETACH store");
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
  gint64 after = get_integer (self, ask (self, "SELECT max (id) FROM seen_step", ""), 0);

  if (!attach (self, path))
    {
      if (after > 0 || kill_verifier_count_acknowledged (self) > 0)
        complain (self, "The file is gone.");
      detach (self);
      return self->n_complaints;
    }

  execute (self, "BEGIN");
  look_for_lost_steps (self);
  look_for_half_steps (self, scope == KILL_SCOPE_ALL ? 0 : after);
  see_new (self);
  if (scope == KILL_SCOPE_ALL)
    {
      look_for_vanished (self);
      keep_undos (self);
    }
  keep_imports (self, scope);
  keep_promises (self, scope);
  execute (self, "COMMIT");
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
 * Returns: (transfer full) (nullable): up to @n ids of applications acknowledged lately; %NULL when there are none
 */
char **
kill_verifier_choose_ids (KillVerifier *self,
                          GRand        *rand,
                          guint         n)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  gint64 last = get_integer (self, ask (self, "SELECT max (n) FROM promise", ""), 0);
  gboolean any = FALSE;

  for (guint i = 0; i < n; i++)
    {
      gint64 from = MAX (1, last - g_rand_int_range (rand, 0, 2000));
      sqlite3_stmt *statement = ask (self, "SELECT id FROM promise WHERE kind = ? AND n >= ? ORDER BY n LIMIT 1", "ii",
                                     (gint64) SL_KIND_APPLICATION, from);
      if (step (self, statement))
        {
          g_strv_builder_add (ids, (const char *) sqlite3_column_text (statement, 0));
          any = TRUE;
        }
      sqlite3_reset (statement);
    }
  return any ? g_strv_builder_end (ids) : NULL;
}

gint64
kill_verifier_count_acknowledged (KillVerifier *self)
{
  return get_integer (self, ask (self, "SELECT (SELECT count (*) FROM step) + (SELECT count (DISTINCT id) FROM promise WHERE step IS NULL)", ""), 0);
}

gint64
kill_verifier_count_promises (KillVerifier *self)
{
  return get_integer (self, ask (self, "SELECT count (*) FROM promise", ""), 0);
}

/** kill_verifier_count_steps: all steps ever seen in the file */
gint64
kill_verifier_count_steps (KillVerifier *self)
{
  return get_integer (self, ask (self, "SELECT count (*) FROM seen_step", ""), 0);
}

/** kill_verifier_count_untold: steps in the file whose worker was killed before it could acknowledge them */
gint64
kill_verifier_count_untold (KillVerifier *self)
{
  return kill_verifier_count_steps (self) - kill_verifier_count_acknowledged (self);
}

KillVerifier *
kill_verifier_new (void)
{
  KillVerifier *self = g_new0 (KillVerifier, 1);

  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, finalize);
  if (sqlite3_open_v2 (":memory:", &self->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI, NULL) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (self->db));
  sqlite3_busy_timeout (self->db, 10000);
  execute (self, memory_schema);
  return self;
}

void
kill_verifier_free (KillVerifier *self)
{
  g_hash_table_unref (self->statements);
  sqlite3_close (self->db);
  g_free (self);
}
