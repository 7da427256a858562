/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lies beside the data file: whether each attached file that was acknowledged, and each that a record has, is there
 * and is what it was; whether the backups are; and, when all have ended and the house was kept, whether nothing else is. */
#define G_LOG_DOMAIN "kill-verify-files"

#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "kill-verify-private.h"

#define HASH_LENGTH 64

G_STATIC_ASSERT (SL_KIND_RESUME_VERSION == 0 && SL_KIND_APPLICATION == 1 && SL_KIND_DOCUMENT == 6);

/* Acknowledged */

/* Whether the record got the file in that step, or nobody can know any more. */
static gboolean
has_file (KillVerifier *self,
          gint64        step,
          gint64        kind,
          gint64        pk,
          const char   *hash)
{
  KillPromise promise = {
    .step = step, .info = sl_kind_get_info ((SlKind) kind), .field = "file_hash", .pk = pk,
    .last_entry = _kill_get_integer (self, _kill_ask (self, "SELECT last_entry FROM seen_step WHERE id = ?", "i", step), 0),
  };
  sqlite3_value *value = NULL;
  const char *where;
  gboolean known = _kill_read_after (self, &promise, &value, &where);
  gboolean same = value != NULL && g_strcmp0 ((const char *) sqlite3_value_text (value), hash) == 0;

  sqlite3_value_free (value);
  return !known || same;
}

/** _kill_keep_files: complains unless each step has a record with each file that it was acknowledged to attach */
void
_kill_keep_files (KillVerifier *self,
                  KillScope     scope)
{
  sqlite3_stmt *statement = _kill_ask (self, "SELECT n, step, worker, hash FROM file WHERE n > ? ORDER BY n", "i",
                                       scope == KILL_SCOPE_ALL ? (gint64) 0 : self->checked_files);

  while (_kill_step (self, statement))
    {
      gint64 step = _kill_get_column (statement, 1);
      const char *hash = (const char *) sqlite3_column_text (statement, 3);
      sqlite3_stmt *entry = _kill_ask (self, "SELECT kind, pk FROM seen WHERE txn_id = ? AND kind IN (0, 6) AND op < 2", "i", step);
      gboolean found = FALSE;

      self->checked_files = _kill_get_column (statement, 0);
      while (!found && _kill_step (self, entry))
        found = has_file (self, step, _kill_get_column (entry, 0), _kill_get_column (entry, 1), hash);
      sqlite3_reset (entry);
      if (!found)
        _kill_complain (self, "No record has the file %.12s, which step %" G_GINT64_FORMAT " attached, acknowledged to %s.", hash, step,
                        sqlite3_column_text (statement, 2));
    }
}

/* In the folder */

typedef struct {
  KillVerifier *verifier;
  char *folder; /* of the attachments */
  sqlite3 *db;
  int lock;
} Look;

static void
look_end (Look *self)
{
  sqlite3_close (self->db);
  g_clear_fd (&self->lock, NULL);
  g_free (self->folder);
}

/* As if attaching something: nobody cleans up meanwhile. */
static gboolean
look_begin (Look         *self,
            KillVerifier *verifier,
            const char   *path)
{
  g_autofree char *dir = g_path_get_dirname (path);
  g_autofree char *lock = g_build_filename (dir, "attachments", "lock", NULL);

  *self = (Look) { .verifier = verifier, .folder = g_build_filename (dir, "attachments", NULL) };
  self->lock = g_open (lock, O_RDWR | O_CLOEXEC, 0);
  if (self->lock >= 0)
    flock (self->lock, LOCK_SH);
  if (sqlite3_open_v2 (path, &self->db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
    return FALSE;
  sqlite3_busy_timeout (self->db, 10000);
  return TRUE;
}

/* NULL: there is no such table yet, or nobody may read. */
static sqlite3_stmt *
prepare (Look       *self,
         const char *sql)
{
  sqlite3_stmt *statement = NULL;

  return sqlite3_prepare_v2 (self->db, sql, -1, &statement, NULL) == SQLITE_OK ? statement : NULL;
}

static char *
hash_file (const char *path)
{
  g_autofree char *contents = NULL;
  gsize length;

  return g_file_get_contents (path, &contents, &length, NULL)
           ? g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) contents, length)
           : NULL;
}

/* One that has not been written since it was right isn't read again. */
static gboolean
is_right (KillVerifier *self,
          const char   *path,
          const char   *hash)
{
  g_autofree char *stamp = NULL;
  g_autofree char *found = NULL;
  GStatBuf info;

  if (g_stat (path, &info) != 0)
    return FALSE;
  stamp = g_strdup_printf ("%" G_GUINT64_FORMAT " %" G_GINT64_FORMAT " %ld %ld", (guint64) info.st_ino, (gint64) info.st_size,
                           (long) info.st_mtim.tv_sec, (long) info.st_mtim.tv_nsec);
  if (g_strcmp0 (g_hash_table_lookup (self->looked_at, path), stamp) == 0)
    return TRUE;
  found = hash_file (path);
  if (g_strcmp0 (found, hash) != 0)
    return FALSE;
  g_hash_table_insert (self->looked_at, g_strdup (path), g_steal_pointer (&stamp));
  return TRUE;
}

static void
look_for_records_files (Look *self)
{
  sqlite3_stmt *statement = prepare (self, "SELECT id, file_hash, file_size FROM documents WHERE file_hash IS NOT NULL"
                                           " UNION ALL SELECT id, file_hash, file_size FROM resume_versions WHERE file_hash IS NOT NULL");

  while (statement != NULL && sqlite3_step (statement) == SQLITE_ROW)
    {
      const char *id = (const char *) sqlite3_column_text (statement, 0);
      const char *hash = (const char *) sqlite3_column_text (statement, 1);
      g_autofree char *start = g_strndup (hash, 2);
      g_autofree char *path = g_build_filename (self->folder, start, hash, NULL);
      GStatBuf info;

      if (!is_right (self->verifier, path, hash))
        _kill_complain (self->verifier, "The file %.12s of %s is %s.", hash, id, g_file_test (path, G_FILE_TEST_EXISTS) ? "another one" : "gone");
      else if (g_stat (path, &info) == 0 && sqlite3_column_type (statement, 2) != SQLITE_NULL &&
               info.st_size != sqlite3_column_int64 (statement, 2))
        _kill_complain (self->verifier, "The file of %s isn't as long as its record says.", id);
    }
  sqlite3_finalize (statement);
}

typedef void (*FileFunc) (Look *self, const char *path, const char *name);

static void
foreach_file (Look       *self,
              const char *folder,
              FileFunc    func)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      func (self, path, name);
    }
}

/* What has a name is whole, whoever was killed: it gets the name last. */
static void
look_at_named (Look       *self,
               const char *path,
               const char *name)
{
  if (strlen (name) == HASH_LENGTH && g_file_test (path, G_FILE_TEST_EXISTS) && !is_right (self->verifier, path, name))
    _kill_complain (self->verifier, "%s isn't what its name says.", path);
}

static void
look_at_folder (Look       *self,
                const char *path,
                const char *name)
{
  if (strlen (name) == 2)
    foreach_file (self, path, look_at_named);
}

/**
 * kill_verifier_check_attachments:
 * @path: the data file; others may be writing to it
 * @scope: all: also files that no record refers to
 *
 * Returns: how many complaints about files there are
 */
guint
kill_verifier_check_attachments (KillVerifier *self,
                                 const char   *path,
                                 KillScope     scope)
{
  guint before = self->n_complaints;
  Look look;

  if (look_begin (&look, self, path))
    look_for_records_files (&look);
  if (scope == KILL_SCOPE_ALL)
    foreach_file (&look, look.folder, look_at_folder);
  look_end (&look);
  return self->n_complaints - before;
}

/* After the end */

/* Not sooner: who deletes one says so before, but that may not have been read yet. */
static void
look_at_backups (Look *self)
{
  KillVerifier *verifier = self->verifier;
  sqlite3_stmt *statement = _kill_ask (verifier, "SELECT path FROM backup WHERE NOT dropped", "");

  while (_kill_step (verifier, statement))
    if (!g_file_test ((const char *) sqlite3_column_text (statement, 0), G_FILE_TEST_EXISTS))
      _kill_complain (verifier, "The backup %s, which was acknowledged, is gone.", sqlite3_column_text (statement, 0));
}


static gboolean
is_mentioned (Look       *self,
              const char *hash)
{
  sqlite3_stmt *statement = prepare (self, "SELECT EXISTS (SELECT 1 FROM documents WHERE file_hash = ?1)"
                                           " OR EXISTS (SELECT 1 FROM resume_versions WHERE file_hash = ?1)"
                                           " OR EXISTS (SELECT 1 FROM journal WHERE kind IN (0, 6) AND instr (fields, ?1) > 0)");
  gboolean mentioned;

  sqlite3_bind_text (statement, 1, hash, -1, SQLITE_TRANSIENT);
  mentioned = sqlite3_step (statement) == SQLITE_ROW && sqlite3_column_int (statement, 0) != 0;
  sqlite3_finalize (statement);
  return mentioned;
}

static void
complain_of (Look       *self,
             const char *path)
{
  _kill_complain (self->verifier, "%s was left behind.", path);
}

static void
want_mentioned (Look       *self,
                const char *path,
                const char *name)
{
  if (strlen (name) != HASH_LENGTH || !is_mentioned (self, name))
    complain_of (self, path);
}

static void
want_attachment (Look       *self,
                 const char *path,
                 const char *name)
{
  if (strlen (name) == 2)
    foreach_file (self, path, want_mentioned);
  else if (!g_str_equal (name, "lock") && !g_str_equal (name, "copies"))
    complain_of (self, path);
}

static void
want_kept (Look       *self,
           const char *path,
           const char *name)
{
  if (strlen (name) != HASH_LENGTH)
    complain_of (self, path);
}

static void
want_kept_folder (Look       *self,
                  const char *path,
                  const char *name)
{
  if (strlen (name) == 2)
    foreach_file (self, path, want_kept);
  else
    complain_of (self, path);
}

static void
want_backup (Look       *self,
             const char *path,
             const char *name)
{
  if (g_str_equal (name, "attachments"))
    foreach_file (self, path, want_kept_folder);
  else if (!g_str_has_prefix (name, "shortlist-") || !g_str_has_suffix (name, ".db"))
    complain_of (self, path);
}

static void
want_usual (Look       *self,
            const char *path,
            const char *name)
{
  static const char *const usual[] = { "shortlist.db", "shortlist.db-wal", "shortlist.db-shm", "shortlist.lock", "shortlist.open", NULL };

  if (g_str_equal (name, "attachments"))
    foreach_file (self, path, want_attachment);
  else if (g_str_equal (name, "backups"))
    foreach_file (self, path, want_backup);
  else if (!g_strv_contains (usual, name))
    complain_of (self, path);
}

/**
 * kill_verifier_check_leftovers:
 * @path: the data file; nobody has it open, the house was kept and a backup made since somebody was killed
 *
 * Returns: how many files lie there that nothing refers to, and how many backups are gone
 */
guint
kill_verifier_check_leftovers (KillVerifier *self,
                               const char   *path)
{
  g_autofree char *dir = g_path_get_dirname (path);
  guint before = self->n_complaints;
  Look look;

  if (look_begin (&look, self, path))
    foreach_file (&look, dir, want_usual);
  look_at_backups (&look);
  look_end (&look);
  return self->n_complaints - before;
}
