/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asking the verifier's database; complaining. A statement is prepared once. */
#define G_LOG_DOMAIN "kill-verify-ask"

#include "config.h"

#include "kill-verify-private.h"

#define MAX_TOLD 20

void
_kill_complain (KillVerifier *self,
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

void
_kill_must (KillVerifier *self,
            int           rc,
            const char   *sql)
{
  if (rc != SQLITE_OK && rc != SQLITE_ROW && rc != SQLITE_DONE)
    g_error ("%s: %s", sql, sqlite3_errmsg (self->db));
}

void
_kill_execute (KillVerifier *self,
               const char   *sql)
{
  _kill_must (self, sqlite3_exec (self->db, sql, NULL, NULL, NULL), sql);
}

gint64
_kill_get_column (sqlite3_stmt *statement,
                  int           column)
{
  return sqlite3_column_int64 (statement, column);
}

/* Reset, with binds: 'i' a gint64, 's' a text or NULL. */
sqlite3_stmt *
_kill_ask (KillVerifier *self,
           const char   *sql,
           const char   *types,
           ...)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, sql);
  va_list args;

  if (statement == NULL)
    {
      _kill_must (self, sqlite3_prepare_v2 (self->db, sql, -1, &statement, NULL), sql);
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

gboolean
_kill_step (KillVerifier *self,
            sqlite3_stmt *statement)
{
  int rc = sqlite3_step (statement);

  _kill_must (self, rc, sqlite3_sql (statement));
  if (rc != SQLITE_ROW)
    sqlite3_reset (statement);
  return rc == SQLITE_ROW;
}

gint64
_kill_get_integer (KillVerifier *self,
                   sqlite3_stmt *statement,
                   gint64        fallback)
{
  gint64 value = fallback;

  if (_kill_step (self, statement) && sqlite3_column_type (statement, 0) != SQLITE_NULL)
    value = _kill_get_column (statement, 0);
  sqlite3_reset (statement);
  return value;
}

gboolean
_kill_same_value (sqlite3_value *a,
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

const char *
_kill_word (sqlite3_value *value)
{
  const char *text = (const char *) sqlite3_value_text (value);
  return text != NULL ? text : "null";
}
