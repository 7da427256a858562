/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether what was acknowledged is in the file: each value, each row of an import, each undo. */
#define G_LOG_DOMAIN "kill-verify-promises"

#include "config.h"

#include "kill-verify-private.h"
#include "sl-kinds.h"

/* What was deleted and comes back by a restored backup has another number from then on. */
static void
find_pk (KillVerifier *self,
         KillPromise  *promise)
{
  g_autofree char *sql = g_strdup_printf ("SELECT pk FROM store.%s WHERE id = ?", promise->info->table);

  promise->pk = _kill_get_integer (self, _kill_ask (self, "SELECT pk FROM seen WHERE op = 2 AND kind = ? AND json_extract (fields, '$.id[0]') = ?"
                                                    " AND entry > ? ORDER BY entry LIMIT 1",
                                                    "isi", (gint64) promise->info->kind, promise->id, promise->last_entry), 0);
  if (promise->pk == 0)
    promise->pk = _kill_get_integer (self, _kill_ask (self, sql, "s", promise->id), 0);
}

static gboolean
find_record (KillVerifier *self,
             KillPromise      *promise)
{
  promise->last_entry = _kill_get_integer (self, _kill_ask (self, "SELECT last_entry FROM seen_step WHERE id = ?", "i", promise->step), 0);
  find_pk (self, promise);
  if (promise->step == 0 && promise->pk != 0)
    promise->step = _kill_get_integer (self, _kill_ask (self, "SELECT txn_id FROM seen WHERE op = 0 AND kind = ? AND pk = ? ORDER BY entry LIMIT 1",
                                            "ii", (gint64) promise->info->kind, promise->pk), 0);
  promise->last_entry = _kill_get_integer (self, _kill_ask (self, "SELECT last_entry FROM seen_step WHERE id = ?", "i", promise->step), 0);

  if (promise->pk == 0)
    _kill_complain (self, "%s %s, acknowledged to %s in step %" G_GINT64_FORMAT ", is gone without a trace.", promise->info->name,
              promise->id, promise->worker, promise->step);
  else if (promise->last_entry == 0)
    _kill_complain (self, "Step %" G_GINT64_FORMAT " of %s %s, acknowledged to %s, is gone.", promise->step, promise->info->name,
              promise->id, promise->worker);
  return promise->pk != 0 && promise->last_entry != 0;
}

/* An entry that names the field, or that named nobody knows what before it was emptied. */
#define MENTIONS " kind = ?1 AND pk = ?2 AND (op = 2 OR (op = 1 AND (fields IS NULL OR json_type (fields, '$.' || ?3) IS NOT NULL)))"
#define UNKNOWN "json_type (fields, '$.' || ?3) IS NULL AND " KILL_FORGOTTEN ("seen")

/* What lay in the Trash before it was deleted once more keeps its time: the step then doesn't mention it, and what is
 * promised is the value of the change before. FALSE: nobody knows that any more. */
static gboolean
keep_first_deletion (KillVerifier *self,
                     KillPromise  *promise)
{
  gboolean known = TRUE;

  if (g_strcmp0 (promise->field, "deleted_at") != 0 || sqlite3_value_type (promise->value) == SQLITE_NULL)
    return TRUE;

  sqlite3_stmt *last = _kill_ask (self, "SELECT txn_id, json_extract (fields, '$.' || ?3 || '[1]'), " UNKNOWN " FROM seen WHERE op = 1 AND entry <= ?4 AND" MENTIONS
                                  " ORDER BY entry DESC LIMIT 1", "iisi", (gint64) promise->info->kind, promise->pk, promise->field, promise->last_entry);
  if (_kill_step (self, last) && sqlite3_column_int64 (last, 0) < promise->step)
    {
      known = !sqlite3_column_int (last, 2);
      if (sqlite3_column_type (last, 1) != SQLITE_NULL)
        promise->value = promise->kept = sqlite3_value_dup (sqlite3_column_value (last, 1));
    }
  sqlite3_reset (last);
  return known;
}

static void
compare (KillVerifier  *self,
         KillPromise       *promise,
         sqlite3_value *found,
         const char    *where)
{
  if (!_kill_same_value (promise->value, found))
    _kill_complain (self, "%s %s: %s was acknowledged to %s as “%s” in step %" G_GINT64_FORMAT ", but %s says “%s”.", promise->info->name,
              promise->id, promise->field, promise->worker, _kill_word (promise->value), promise->step, where, _kill_word (found));
}

/* The row's value; NULL when the row isn't there. */
static sqlite3_stmt *
read_row (KillVerifier *self,
          KillPromise      *promise)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM store.%s WHERE pk = ?", promise->field, promise->info->table);
  sqlite3_stmt *statement = _kill_ask (self, sql, "i", promise->pk);

  return _kill_step (self, statement) ? statement : NULL;
}

/**
 * _kill_read_after:
 * @promise: of which record and step; its value isn't looked at
 * @value: (out): what the field was right after the step; owned by the caller, for sqlite3_value_free()
 * @where: (out): where that stands
 *
 * Returns: whether it is known; what was deleted for good since isn't
 */
gboolean
_kill_read_after (KillVerifier   *self,
                  KillPromise    *promise,
                  sqlite3_value **value,
                  const char    **where)
{
  sqlite3_stmt *next = _kill_ask (self, "SELECT json_extract (fields, '$.' || ?3 || '[0]'), " UNKNOWN " FROM seen WHERE entry > ?4 AND" MENTIONS
                                  " ORDER BY entry LIMIT 1", "iisi", (gint64) promise->info->kind, promise->pk, promise->field, promise->last_entry);
  gboolean changed = _kill_step (self, next);
  gboolean known = !changed || !sqlite3_column_int (next, 1);

  *value = NULL;
  *where = changed ? "the journal of the next change" : "the row";
  if (changed && known)
    *value = sqlite3_value_dup (sqlite3_column_value (next, 0));
  sqlite3_reset (next);
  if (changed)
    return known;

  sqlite3_stmt *row = read_row (self, promise);
  if (row != NULL)
    {
      *value = sqlite3_value_dup (sqlite3_column_value (row, 0));
      sqlite3_reset (row);
    }
  return TRUE;
}

static void
keep_promise (KillVerifier *self,
              KillPromise  *promise)
{
  gint64 kind = promise->info->kind;
  sqlite3_value *after = NULL;
  const char *where;
  sqlite3_stmt *own = _kill_ask (self, "SELECT json_extract (fields, '$.' || ?3 || '[1]'), " UNKNOWN " FROM seen WHERE op = 1 AND txn_id = ?4 AND" MENTIONS
                                 " ORDER BY entry DESC LIMIT 1", "iisi", kind, promise->pk, promise->field, promise->step);
  if (_kill_step (self, own) && !sqlite3_column_int (own, 1))
    compare (self, promise, sqlite3_column_value (own, 0), "the journal of that step");
  sqlite3_reset (own);

  if (!_kill_read_after (self, promise, &after, &where))
    return;
  if (after == NULL)
    _kill_complain (self, "%s %s, acknowledged to %s, is gone.", promise->info->name, promise->id, promise->worker);
  else
    compare (self, promise, after, where);
  sqlite3_value_free (after);
}

/* What the journal says last about the field is what the row holds. */
static void
compare_with_newest (KillVerifier *self,
                     KillPromise      *promise)
{
  gint64 kind = promise->info->kind;
  gint64 op = _kill_get_integer (self, _kill_ask (self, "SELECT op FROM seen WHERE kind = ? AND pk = ? AND op <> 1 ORDER BY entry DESC LIMIT 1",
                                      "ii", kind, promise->pk), -1);
  sqlite3_stmt *row = read_row (self, promise);

  if ((row != NULL) != (op == 0))
    _kill_complain (self, row != NULL ? "%s %s is there, but was deleted." : "%s %s isn't there, but wasn't deleted.",
              promise->info->name, promise->id);
  sqlite3_stmt *newest = _kill_ask (self, "SELECT json_extract (fields, '$.' || ?3 || (CASE op WHEN 1 THEN '[1]' ELSE '[0]' END)), " UNKNOWN " FROM seen"
                                    " WHERE" MENTIONS " ORDER BY entry DESC LIMIT 1", "iis", kind, promise->pk, promise->field);
  if (row != NULL && _kill_step (self, newest) && !sqlite3_column_int (newest, 1) && !_kill_same_value (sqlite3_column_value (row, 0), sqlite3_column_value (newest, 0)))
    _kill_complain (self, "%s %s: %s is “%s”, but the newest entry of the journal says “%s”.", promise->info->name, promise->id,
              promise->field, _kill_word (sqlite3_column_value (row, 0)), _kill_word (sqlite3_column_value (newest, 0)));
  sqlite3_reset (newest);
  if (row != NULL)
    sqlite3_reset (row);
}

/** _kill_keep_promise: complains unless the field was so after the step; of @promise all up to its value is known */
void
_kill_keep_promise (KillVerifier *self,
                    KillPromise  *promise)
{
  if (find_record (self, promise) && keep_first_deletion (self, promise))
    {
      keep_promise (self, promise);
      compare_with_newest (self, promise);
    }
  sqlite3_value_free (promise->kept);
}

void
_kill_keep_promises (KillVerifier *self,
                     KillScope     scope)
{
  sqlite3_stmt *statement = _kill_ask (self, "SELECT n, coalesce (step, 0), worker, kind, id, field, value FROM promise WHERE n > ? ORDER BY n",
                                 "i", scope == KILL_SCOPE_ALL ? (gint64) 0 : self->checked);

  while (_kill_step (self, statement))
    {
      KillPromise promise = {
        .step = _kill_get_column (statement, 1),
        .worker = (const char *) sqlite3_column_text (statement, 2),
        .info = sl_kind_get_info ((SlKind) _kill_get_column (statement, 3)),
        .id = (const char *) sqlite3_column_text (statement, 4),
        .field = (const char *) sqlite3_column_text (statement, 5),
        .value = sqlite3_column_value (statement, 6),
      };

      self->checked = _kill_get_column (statement, 0);
      _kill_keep_promise (self, &promise);
    }
}

void
_kill_keep_imports (KillVerifier *self,
                    KillScope     scope)
{
  sqlite3_stmt *statement = _kill_ask (self, "SELECT step, worker, token, count, n FROM import WHERE n > ? ORDER BY n", "i",
                                 scope == KILL_SCOPE_ALL ? (gint64) 0 : self->checked_imports);

  while (_kill_step (self, statement))
    {
      self->checked_imports = _kill_get_column (statement, 4);
      const char *token = (const char *) sqlite3_column_text (statement, 2);
      gint64 expected = _kill_get_column (statement, 3);
      gint64 found = _kill_get_integer (self, _kill_ask (self,
                                             "SELECT count (DISTINCT name) FROM (SELECT coalesce ("
                                             " (SELECT company_name FROM store.applications AS a WHERE a.pk = s.pk),"
                                             " (SELECT CASE op WHEN 2 THEN coalesce (json_extract (fields, '$.company_name[0]'),"
                                             "  CASE WHEN " KILL_FORGOTTEN ("d") " THEN ?2 || ' gone ' || d.pk END) END FROM seen AS d"
                                             "    WHERE d.kind = ?3 AND d.pk = s.pk AND d.op <> 1 ORDER BY entry DESC LIMIT 1)) AS name"
                                             " FROM seen AS s WHERE txn_id = ?1 AND kind = ?3 AND op = 0) WHERE name LIKE ?2 || ' %'",
                                             "isi", _kill_get_column (statement, 0), token, (gint64) SL_KIND_APPLICATION), 0);
      if (found != expected)
        _kill_complain (self, "Of the import %s, acknowledged to %s with %" G_GINT64_FORMAT " applications, %" G_GINT64_FORMAT " are there.",
                  token, sqlite3_column_text (statement, 1), expected, found);
    }
}

/* The newest undo or redo of a step decides what that step is now; it may have been set aside since. */
void
_kill_keep_undos (KillVerifier *self)
{
  sqlite3_stmt *statement = _kill_ask (self, "WITH newest AS (SELECT undoes, max (id) AS id FROM store.txn WHERE undoes IS NOT NULL GROUP BY undoes)"
                                       " SELECT t.id FROM newest JOIN store.txn AS t ON t.id = newest.id"
                                       " LEFT JOIN store.txn AS o ON o.id = newest.undoes"
                                       " WHERE NOT coalesce (CASE t.actor WHEN 4 THEN o.state IN (1, 2) AND o.undone_by = t.id"
                                       "                                  WHEN 5 THEN o.state IN (0, 2) END, 0)", "");

  while (_kill_step (self, statement))
    _kill_complain (self, "Step %" G_GINT64_FORMAT " takes back or brings again a step that knows nothing of it.", _kill_get_column (statement, 0));
}
