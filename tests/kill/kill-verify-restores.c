/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a restored backup was restored as a whole: after the step every record is as the backup has it, unless others
 * changed it between its looking and its writing. */
#define G_LOG_DOMAIN "kill-verify-restores"

#include "config.h"

#include <string.h>

#include "kill-verify-private.h"

static const struct {
  SlKind kind;
  guint fields[5]; /* ends with 0 */
} looked_at[] = {
  { SL_KIND_APPLICATION, { SL_APPLICATION_COMPANY_NAME, SL_APPLICATION_ROLE_TITLE, SL_APPLICATION_STATUS, SL_APPLICATION_NOTES } },
  { SL_KIND_DOCUMENT, { SL_DOCUMENT_APPLICATION_ID, SL_DOCUMENT_FILE_HASH } },
  { SL_KIND_REMINDER, { SL_REMINDER_TITLE, SL_REMINDER_IS_COMPLETED } },
};

typedef struct {
  gint64 step;
  const char *worker;
  gint64 since;
  sqlite3 *backup;
} Restored;

/* In the steps of others between looking and writing. */
static gboolean
was_touched (KillVerifier *self,
             Restored     *restored,
             SlKind        kind,
             const char   *id)
{
  g_autofree char *sql = g_strdup_printf ("SELECT 1 FROM seen WHERE txn_id > ?1 AND txn_id < ?2 AND kind = ?3 AND pk IN"
                                          " (SELECT pk FROM store.%s WHERE id = ?4 UNION"
                                          "  SELECT pk FROM seen WHERE op = 2 AND kind = ?3 AND json_extract (fields, '$.id[0]') = ?4)",
                                          sl_kind_get_info (kind)->table);

  return _kill_get_integer (self, _kill_ask (self, sql, "iiis", restored->since, restored->step, (gint64) kind, id), 0) != 0;
}

static gboolean
was_anything_touched (KillVerifier *self,
                      Restored     *restored)
{
  return _kill_get_integer (self, _kill_ask (self, "SELECT 1 FROM seen_step WHERE id > ? AND id < ? LIMIT 1", "ii", restored->since,
                                             restored->step), 0) != 0;
}

static void
compare_row (KillVerifier *self,
             Restored     *restored,
             gsize         i,
             sqlite3_stmt *row)
{
  for (guint j = 0; j < G_N_ELEMENTS (looked_at[i].fields) && looked_at[i].fields[j] != 0; j++)
    {
      KillPromise promise = {
        .step = restored->step,
        .worker = restored->worker,
        .info = sl_kind_get_info (looked_at[i].kind),
        .id = (const char *) sqlite3_column_text (row, 0),
        .field = sl_kind_get_field (looked_at[i].kind, looked_at[i].fields[j])->column,
        .value = sqlite3_column_value (row, (int) j + 1),
      };
      _kill_keep_promise (self, &promise);
    }
}

static sqlite3_stmt *
prepare (Restored *restored,
         gsize     i)
{
  g_autoptr (GString) sql = g_string_new ("SELECT id");
  sqlite3_stmt *statement = NULL;

  for (guint j = 0; j < G_N_ELEMENTS (looked_at[i].fields) && looked_at[i].fields[j] != 0; j++)
    g_string_append_printf (sql, ", %s", sl_kind_get_field (looked_at[i].kind, looked_at[i].fields[j])->column);
  g_string_append_printf (sql, " FROM %s", sl_kind_get_info (looked_at[i].kind)->table);
  if (sqlite3_prepare_v2 (restored->backup, sql->str, -1, &statement, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql->str, sqlite3_errmsg (restored->backup));
  return statement;
}

/* What is here now, and was not brought since, was in the backup. */
static void
look_for_left_over (KillVerifier *self,
                    Restored     *restored,
                    SlKind        kind,
                    GHashTable   *ids)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM store.%s AS r WHERE NOT EXISTS (SELECT 1 FROM seen WHERE kind = ? AND pk = r.pk"
                                          " AND op = 0 AND txn_id > ?)", sl_kind_get_info (kind)->table);
  sqlite3_stmt *statement = _kill_ask (self, sql, "ii", (gint64) kind, restored->since);

  while (_kill_step (self, statement))
    if (!g_hash_table_contains (ids, sqlite3_column_text (statement, 0)))
      _kill_complain (self, "%s %s isn't in the backup that %s restored in step %" G_GINT64_FORMAT ", and stayed.", sl_kind_get_info (kind)->name,
                      sqlite3_column_text (statement, 0), restored->worker, restored->step);
}

static void
compare_all (KillVerifier *self,
             Restored     *restored)
{
  gboolean alone = !was_anything_touched (self, restored);

  for (gsize i = 0; i < G_N_ELEMENTS (looked_at); i++)
    {
      g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      sqlite3_stmt *row = prepare (restored, i);

      while (sqlite3_step (row) == SQLITE_ROW)
        {
          const char *id = (const char *) sqlite3_column_text (row, 0);

          g_hash_table_add (ids, g_strdup (id));
          if (alone || !was_touched (self, restored, looked_at[i].kind, id))
            compare_row (self, restored, i, row);
        }
      sqlite3_finalize (row);
      look_for_left_over (self, restored, looked_at[i].kind, ids);
    }
}

/** _kill_keep_restores: each once: the backups go in time */
void
_kill_keep_restores (KillVerifier *self)
{
  sqlite3_stmt *statement = _kill_ask (self, "SELECT n, step, worker, path, since FROM restore WHERE n > ? ORDER BY n", "i", self->checked_restores);

  while (_kill_step (self, statement))
    {
      Restored restored = {
        .step = _kill_get_column (statement, 1),
        .worker = (const char *) sqlite3_column_text (statement, 2),
        .since = _kill_get_column (statement, 4),
      };
      g_autofree char *escaped = g_uri_escape_string ((const char *) sqlite3_column_text (statement, 3), "/", FALSE);
      g_autofree char *uri = g_strdup_printf ("file:%s?immutable=1", escaped);

      self->checked_restores = _kill_get_column (statement, 0);
      if (g_file_test ((const char *) sqlite3_column_text (statement, 3), G_FILE_TEST_EXISTS) &&
          sqlite3_open_v2 (uri, &restored.backup, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL) == SQLITE_OK)
        compare_all (self, &restored);
      sqlite3_close (restored.backup);
    }
}
