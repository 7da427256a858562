/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-connection.h. */

#define G_LOG_DOMAIN "sl-connection"

#include "config.h"

#include <string.h>

#include "sl-connection-private.h"
#include "sl-error.h"
#include "sl-file-locks.h"
#include "sl-search.h"
#include "sl-sqlite-error.h"

/* How long a write waits for another program's write. */
#define BUSY_PATIENCE_USEC (10 * G_USEC_PER_SEC)
#define BUSY_TIMEOUT_MSEC 1000
/* How long all writes together still wait once the program is about to end. */
#define HURRY_PATIENCE_USEC (2 * G_USEC_PER_SEC)
/* A cancellable is looked at after so many steps of SQLite's virtual machine, some tens of microseconds. */
#define PROGRESS_STEPS 2000

struct _SlConnection {
  sqlite3 *db;
  char *path;
  GHashTable *statements; /* SQL text → SlStatement */
  GCancellable *cancellable;
  gint *hurry;         /* (nullable): atomic: whether the program is about to end */
  gint64 hurry_until;  /* 0: not yet noticed */
  int cache_kibibytes; /* 0: as configured */
  GError *failure;     /* (nullable): the first of the open write transaction */
  gboolean writing;    /* a write transaction is open */
  gpointer cache;
  GDestroyNotify cache_free;
};

static void
statement_free (SlStatement *statement)
{
  sqlite3_finalize (statement->handle);
  g_clear_pointer (&statement->mended, g_ptr_array_unref);
  g_free (statement);
}

/* Statements are long, asked for by the thousand, and differ where they end. */
static guint
hash_sql (gconstpointer key)
{
  const char *sql = key;
  gsize length = strlen (sql);

  return g_str_hash (sql + length - MIN (length, 32)) * 31 + (guint) length;
}

static int
progress_cb (gpointer data)
{
  SlConnection *self = data;
  return g_cancellable_is_cancelled (self->cancellable);
}

sqlite3 *
_sl_connection_get_db (SlConnection *self)
{
  return self->db;
}

/* What couldn't be read is often taken for what isn't there. Of what is only looked at, less is shown then; but nothing may be
 * written on the strength of it, see sl_connection_commit(). */
void
_sl_connection_take_error (SlConnection *self,
                           int           rc,
                           GError      **error)
{
  g_autoptr (GError) local = NULL;

  sl_sqlite_set_error (&local, self->db, rc, self->path);
  if (self->writing && self->failure == NULL)
    self->failure = g_error_copy (local);
  g_propagate_error (error, g_steal_pointer (&local));
}

/* Room for query results that outlive a query, see sl-query-cache.c. Freed with the connection. */
gpointer
_sl_connection_get_cache_data (SlConnection *self)
{
  return self->cache;
}

void
_sl_connection_set_cache_data (SlConnection  *self,
                               gpointer       data,
                               GDestroyNotify data_free)
{
  if (self->cache != NULL && self->cache_free != NULL)
    self->cache_free (self->cache);
  self->cache = data;
  self->cache_free = data_free;
}

/* @hurry: when it becomes true, another program's lock isn't waited for much longer; must outlive the connection. */
void
_sl_connection_set_hurry (SlConnection *self,
                          gint         *hurry)
{
  self->hurry = hurry;
}

static gint64
get_deadline (SlConnection *self,
              gint64        usual)
{
  if (self->hurry == NULL || !g_atomic_int_get (self->hurry))
    return usual;

  if (self->hurry_until == 0)
    self->hurry_until = g_get_monotonic_time () + HURRY_PATIENCE_USEC;
  return MIN (usual, self->hurry_until);
}

/* Page cache in KiB; the pages of a smaller one are given back at once. */
void
_sl_connection_set_cache (SlConnection *self,
                          int           kibibytes)
{
  if (self->cache_kibibytes == kibibytes)
    return;

  g_autofree char *sql = g_strdup_printf ("PRAGMA cache_size = -%d; PRAGMA shrink_memory", kibibytes);
  sl_connection_execute (self, sql, NULL);
  self->cache_kibibytes = kibibytes;
}

static gboolean
configure (SlConnection    *self,
           SlConnectionMode mode,
           GError         **error)
{
  sqlite3_extended_result_codes (self->db, 1);
  sqlite3_busy_timeout (self->db, BUSY_TIMEOUT_MSEC);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 1, NULL);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);

  sl_matcher_register (self->db);

  if (mode == SL_CONNECTION_READ_ONLY)
    return sl_connection_execute (self, "PRAGMA query_only = 1; PRAGMA temp_store = MEMORY;"
                                        "PRAGMA cache_size = -4096", error);

  return sl_connection_execute (self, "PRAGMA synchronous = FULL; PRAGMA foreign_keys = 1;"
                                      "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -4096", error);
}

static SlConnection *
open_with_flags (const char      *name,
                 const char      *path,
                 int              flags,
                 SlConnectionMode mode,
                 GError         **error)
{
  g_autoptr (SlConnection) self = g_new0 (SlConnection, 1);
  self->path = g_strdup (path);
  self->statements = g_hash_table_new_full (hash_sql, g_str_equal, g_free, (GDestroyNotify) statement_free);

  sl_file_locks_install ();
  int rc = sqlite3_open_v2 (name, &self->db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
  if (rc != SQLITE_OK)
    {
      sl_sqlite_set_error (error, self->db, rc, path);
      return NULL;
    }

  if (!configure (self, mode, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * sl_connection_open:
 * @path: the database file; made when missing and @mode is %SL_CONNECTION_READ_WRITE
 * @mode: for a writer synchronous=FULL and foreign keys are on; a reader can change nothing
 *
 * Returns: (transfer full): the connection, or %NULL with @error set
 */
SlConnection *
sl_connection_open (const char      *path,
                    SlConnectionMode mode,
                    GError         **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  /* With URIs for what is attached; an absolute path is none itself. */
  if (mode == SL_CONNECTION_READ_ONLY)
    return open_with_flags (path, path, SQLITE_OPEN_READONLY | (g_path_is_absolute (path) ? SQLITE_OPEN_URI : 0), mode, error);
  return open_with_flags (path, path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, mode, error);
}

static char *
build_immutable_uri (const char *path)
{
  g_autofree char *escaped = g_uri_escape_string (path, "/", FALSE);

  return g_strdup_printf ("file:%s?immutable=1", escaped);
}

/* For a file in a folder that can't be written: there SQLite can't make the files that WAL needs. Only right while
 * nobody writes, which nobody can. */
SlConnection *
_sl_connection_open_immutable (const char *path,
                               GError    **error)
{
  g_autofree char *uri = build_immutable_uri (path);

  return open_with_flags (uri, path, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, SL_CONNECTION_READ_ONLY, error);
}

/* Has the file at @path beside the connection's own, as the schema "backup"; @self is a reader of an absolute path. */
gboolean
_sl_connection_attach_immutable (SlConnection *self,
                                 const char   *path,
                                 GError      **error)
{
  SlStatement *statement = sl_connection_prepare (self, "ATTACH ? AS backup", error);
  g_autofree char *uri = build_immutable_uri (path);

  g_return_val_if_fail (g_path_is_absolute (self->path), FALSE);

  if (statement == NULL)
    return FALSE;
  sl_statement_bind_text (statement, 1, uri);
  return sl_statement_run (statement, error);
}

/**
 * sl_connection_close:
 * @self: (transfer full) (nullable): the connection
 *
 * Rolls back what is open and frees the connection and its statements.
 */
void
sl_connection_close (SlConnection *self)
{
  if (self == NULL)
    return;

  _sl_connection_set_cache_data (self, NULL, NULL);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->failure);
  g_clear_pointer (&self->statements, g_hash_table_unref);
  if (self->db != NULL && sqlite3_close (self->db) != SQLITE_OK)
    g_warning ("A statement is still open on %s", self->path);
  g_free (self->path);
  g_free (self);
}

/**
 * sl_connection_execute:
 * @sql: one statement or several
 *
 * Returns: %FALSE with @error set on failure
 */
gboolean
sl_connection_execute (SlConnection *self,
                       const char   *sql,
                       GError      **error)
{
  int rc = sqlite3_exec (self->db, sql, NULL, NULL, NULL);
  if (rc == SQLITE_OK)
    return TRUE;

  _sl_connection_take_error (self, rc, error);
  return FALSE;
}

/**
 * sl_connection_prepare:
 * @sql: one statement
 *
 * The statement for this text, kept for the next time; reset and unbound. One text is one statement: don't step it
 * inside a loop over itself.
 *
 * Returns: (transfer none): the statement, or %NULL with @error set
 */
SlStatement *
sl_connection_prepare (SlConnection *self,
                       const char   *sql,
                       GError      **error)
{
  SlStatement *statement = g_hash_table_lookup (self->statements, sql);
  if (statement != NULL)
    {
      sqlite3_reset (statement->handle);
      sqlite3_clear_bindings (statement->handle);
      return statement;
    }

  sqlite3_stmt *handle = NULL;
  int rc = sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL);
  if (rc != SQLITE_OK)
    {
      _sl_connection_take_error (self, rc, error);
      return NULL;
    }

  statement = g_new0 (SlStatement, 1);
  statement->handle = handle;
  statement->connection = self;
  g_hash_table_insert (self->statements, g_strdup (sql), statement);
  return statement;
}

/**
 * sl_connection_begin:
 *
 * Begins a transaction that writes. Waits up to ten seconds for another program's to end; while the store is being
 * closed, up to two for all that is still to be written.
 *
 * Returns: %FALSE with @error set, %SL_ERROR_BUSY when the other one takes longer
 */
gboolean
sl_connection_begin (SlConnection *self,
                     GError      **error)
{
  gint64 deadline = g_get_monotonic_time () + BUSY_PATIENCE_USEC;

  while (TRUE)
    {
      g_autoptr (GError) local = NULL;
      if (sl_connection_execute (self, "BEGIN IMMEDIATE", &local))
        {
          g_clear_error (&self->failure);
          self->writing = TRUE;
          return TRUE;
        }

      if (!g_error_matches (local, SL_ERROR, SL_ERROR_BUSY) || g_get_monotonic_time () > get_deadline (self, deadline))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      /* SQLite's own timeout doesn't cover every case (recovery of the log, a lock held by a checkpoint). */
      g_usleep (20 * 1000);
    }
}

/**
 * sl_connection_begin_read:
 *
 * Begins a transaction that only reads; the first read fixes the state that all its reads see.
 */
gboolean
sl_connection_begin_read (SlConnection *self,
                          GError      **error)
{
  return sl_connection_execute (self, "BEGIN", error);
}

/**
 * sl_connection_commit:
 *
 * When it returns %TRUE, the transaction is on the disk. When not, it is still open: roll back. That is so, too, when
 * anything in a transaction that writes failed, whoever heard of it.
 */
gboolean
sl_connection_commit (SlConnection *self,
                      GError      **error)
{
  if (self->failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->failure));
      return FALSE;
    }
  if (!sl_connection_execute (self, "COMMIT", error))
    return FALSE;

  self->writing = FALSE;
  return TRUE;
}

/**
 * sl_connection_rollback:
 *
 * Takes back the open transaction, if any.
 */
void
sl_connection_rollback (SlConnection *self)
{
  GHashTableIter iter;
  gpointer statement;

  g_hash_table_iter_init (&iter, self->statements);
  while (g_hash_table_iter_next (&iter, NULL, &statement))
    sqlite3_reset (((SlStatement *) statement)->handle);

  self->writing = FALSE;
  g_clear_error (&self->failure);
  /* After some failures (disk full) SQLite has rolled back by itself. */
  if (!sqlite3_get_autocommit (self->db))
    sl_connection_execute (self, "ROLLBACK", NULL);
}

/**
 * sl_connection_get_integer:
 *
 * Returns: the first column of the first row of @sql, or @fallback when there is none, it is null or @sql fails
 */
gint64
sl_connection_get_integer (SlConnection *self,
                           const char   *sql,
                           gint64        fallback)
{
  SlStatement *statement = sl_connection_prepare (self, sql, NULL);
  if (statement == NULL || !sl_statement_step (statement, NULL))
    return fallback;

  gint64 value = sl_statement_is_null (statement, 0) ? fallback : sl_statement_get_integer (statement, 0);
  sl_statement_reset (statement);
  return value;
}

/** sl_connection_get_last_pk: the rowid of the last insert on this connection */
gint64
sl_connection_get_last_pk (SlConnection *self)
{
  return sqlite3_last_insert_rowid (self->db);
}

/**
 * sl_connection_set_cancellable:
 * @cancellable: (nullable): while set, statements end with %G_IO_ERROR_CANCELLED soon after it is cancelled
 */
void
sl_connection_set_cancellable (SlConnection *self,
                               GCancellable *cancellable)
{
  g_set_object (&self->cancellable, cancellable);
  sqlite3_progress_handler (self->db, cancellable != NULL ? PROGRESS_STEPS : 0,
                            cancellable != NULL ? progress_cb : NULL, self);
}
