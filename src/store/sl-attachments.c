/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-attachments.h: where the files lie, which are needed, and copies of them for other programs. Cleaning up is in
 * sl-attachments-clean.c, looking for damage in sl-attachments-check.c. */

#define G_LOG_DOMAIN "sl-attachments"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>

#include "sl-attachments-private.h"
#include "sl-changeset.h"
#include "sl-error.h"
#include "sl-file.h"

#define HASH_LENGTH 64
/* So much of the checksum names the folder of a file's copies. */
#define COPIES_LENGTH 16
#define CHUNK 65536
/* A name in a folder may have 255 bytes; room for what is put around it while it is written. */
#define MAX_COPY_NAME 200

/** _sl_attachments_build_folder: (transfer full) */
char *
_sl_attachments_build_folder (const char *data_dir)
{
  return g_build_filename (data_dir, SL_ATTACHMENTS_FOLDER, NULL);
}

/**
 * _sl_attachments_lock:
 * @alone: for cleaning up: doesn't wait; otherwise shared, after who cleans up right now
 *
 * Returns: a file descriptor that holds the lock until it is closed, or with the program's end; -1 when there is none to
 *   be had
 */
int
_sl_attachments_lock (const char *data_dir,
                      gboolean    alone)
{
  g_autofree char *name = g_build_filename (data_dir, SL_ATTACHMENTS_FOLDER, "lock", NULL);
  int fd = g_open (name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  int result;

  if (fd < 0)
    return -1;
  do
    result = flock (fd, alone ? LOCK_EX | LOCK_NB : LOCK_SH);
  while (result != 0 && errno == EINTR);
  if (result != 0)
    g_clear_fd (&fd, NULL);
  return fd;
}

/** _sl_attachments_is_hash: whether @text may be the name of an attached file */
gboolean
_sl_attachments_is_hash (const char *text)
{
  return text != NULL && strlen (text) == HASH_LENGTH && strspn (text, "0123456789abcdef") == HASH_LENGTH;
}

/** _sl_attachments_is_folder: whether @name is that of a folder of such files, "00" to "ff" */
gboolean
_sl_attachments_is_folder (const char *name)
{
  return strlen (name) == 2 && strspn (name, "0123456789abcdef") == 2;
}

/**
 * sl_attachments_build_path:
 * @hash: (nullable): the checksum of a file
 *
 * Returns: (transfer full) (nullable): where it lies if it is there; %NULL when @hash is none
 */
char *
sl_attachments_build_path (const char *data_dir,
                           const char *hash)
{
  if (!_sl_attachments_is_hash (hash))
    return NULL;

  const char dir[] = { hash[0], hash[1], '\0' };
  return g_build_filename (data_dir, SL_ATTACHMENTS_FOLDER, dir, hash, NULL);
}

/** sl_attachments_has: whether the file is there; not whether it is whole */
gboolean
sl_attachments_has (const char *data_dir,
                    const char *hash)
{
  g_autofree char *path = sl_attachments_build_path (data_dir, hash);

  return path != NULL && g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

/* A step can be undone as long as it stands, and brought again as long as its undo does. Both look at what was before:
 * the first value of a pair in the journal. */
#define NEEDED \
  "SELECT file_hash FROM documents WHERE file_hash IS NOT NULL" \
  " UNION SELECT file_hash FROM resume_versions WHERE file_hash IS NOT NULL" \
  " UNION SELECT json_extract (j.fields, '$.file_hash[0]') FROM journal AS j JOIN txn AS t ON t.id = j.txn_id" \
  "  WHERE j.kind IN (0, 6) AND j.fields IS NOT NULL AND json_extract (j.fields, '$.file_hash[0]') IS NOT NULL" \
  "  AND ((t.actor <= ?1 AND t.state = 0)" \
  "   OR EXISTS (SELECT 1 FROM txn AS o WHERE o.undone_by = t.id AND o.id = t.undoes AND o.state = 1))"

G_STATIC_ASSERT (SL_KIND_RESUME_VERSION == 0 && SL_KIND_DOCUMENT == 6);

/**
 * sl_attachments_read_needed:
 * @connection: of a data file or a backup
 *
 * Returns: (transfer full) (element-type utf8): the checksums of all files that a record refers to, living, in the Trash,
 *   or in a step that can be undone or redone; %NULL with @error set
 */
GPtrArray *
sl_attachments_read_needed (SlConnection  *connection,
                            GError       **error)
{
  SlStatement *statement = sl_connection_prepare (connection, NEEDED, error);
  g_autoptr (GPtrArray) hashes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return NULL;
  sl_statement_bind_integer (statement, 1, SL_ACTOR_IMPORT);
  while (sl_statement_step (statement, &local))
    if (_sl_attachments_is_hash (sl_statement_get_text (statement, 0)))
      g_ptr_array_add (hashes, g_strdup (sl_statement_get_text (statement, 0)));
  if (local == NULL)
    return g_steal_pointer (&hashes);

  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/**
 * _sl_attachments_copy:
 * @to: (nullable): where to write; %NULL: only reads
 * @hash: (out) (transfer full): the checksum of what was read
 * @size: (out): how much it was; at a little more than the limit it stops
 */
gboolean
_sl_attachments_copy (GInputStream   *from,
                      GOutputStream  *to,
                      const char     *name,
                      char          **hash,
                      gint64         *size,
                      GCancellable   *cancellable,
                      GError        **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guchar *chunk = g_malloc (CHUNK);
  GError *local = NULL;
  gssize n = 0;

  *size = 0;
  while (*size <= SL_ATTACHMENT_MAX_SIZE && (n = g_input_stream_read (from, chunk, CHUNK, cancellable, &local)) > 0)
    {
      g_checksum_update (checksum, chunk, n);
      *size += n;
      if (to != NULL && !g_output_stream_write_all (to, chunk, (gsize) n, NULL, cancellable, &local))
        {
          sl_file_propagate_error (error, local, name);
          return FALSE;
        }
    }
  if (n < 0)
    {
      sl_file_propagate_error (error, local, name);
      return FALSE;
    }
  g_set_str (hash, g_checksum_get_string (checksum));
  return TRUE;
}

/* Reads a kept file, and writes it to @to (nullable); FALSE when it isn't what its name says. */
static gboolean
read_kept (const char     *data_dir,
           const char     *hash,
           GOutputStream  *to,
           GCancellable   *cancellable,
           GError        **error)
{
  g_autofree char *path = sl_attachments_build_path (data_dir, hash);
  g_autoptr (GFile) file = path != NULL ? g_file_new_for_path (path) : NULL;
  g_autoptr (GFileInputStream) from = NULL;
  g_autofree char *found = NULL;
  GError *local = NULL;
  gint64 size;

  from = file != NULL ? g_file_read (file, cancellable, &local) : NULL;
  if (file == NULL || g_error_matches (local, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    {
      g_clear_error (&local);
      g_set_error_literal (error, SL_ERROR, SL_ERROR_NOT_FOUND,
                           _("The attached file is missing from your data folder. Restore a backup, or attach it again."));
      return FALSE;
    }
  if (from == NULL)
    {
      sl_file_propagate_error (error, local, NULL);
      return FALSE;
    }
  if (!_sl_attachments_copy (G_INPUT_STREAM (from), to, NULL, &found, &size, cancellable, error))
    return FALSE;
  if (g_str_equal (found, hash))
    return TRUE;

  g_set_error_literal (error, SL_ERROR, SL_ERROR_DAMAGED,
                       _("The attached file is damaged. Restore a backup, or attach it again."));
  return FALSE;
}

/**
 * sl_attachments_verify:
 *
 * Reads the whole file.
 *
 * Returns: %FALSE with %SL_ERROR_NOT_FOUND, %SL_ERROR_DAMAGED or what kept it from being read
 */
gboolean
sl_attachments_verify (const char    *data_dir,
                       const char    *hash,
                       GCancellable  *cancellable,
                       GError       **error)
{
  return read_kept (data_dir, hash, NULL, cancellable, error);
}

/* A name that can only be a file in its folder: no path, nothing hidden, and with its ending, by which programs go. */
static char *
build_copy_name (const char *name)
{
  g_autofree char *clean = g_strdelimit (g_strdup (name != NULL ? name : ""), "/\\\n\r\t", '_');
  const char *ending;

  g_strstrip (clean);
  while (*clean == '.')
    memmove (clean, clean + 1, strlen (clean));
  if (*clean == '\0')
    return g_strdup (_("Document"));
  if (strlen (clean) <= MAX_COPY_NAME)
    return g_steal_pointer (&clean);

  ending = strrchr (clean, '.');
  if (ending == NULL || strlen (ending) > 20)
    ending = "";
  g_autofree char *start = g_utf8_make_valid (clean, MAX_COPY_NAME - 30);
  return g_strconcat (start, ending, NULL);
}

static gboolean
write_copy (const char    *data_dir,
            const char    *hash,
            SlAtomicFile  *to,
            GCancellable  *cancellable,
            GError       **error)
{
  return to != NULL && read_kept (data_dir, hash, sl_atomic_file_get_stream (to), cancellable, error) && sl_atomic_file_commit (to, error);
}

/** _sl_attachments_build_copies: Returns: (transfer full): the folder of the copies of one file, in the attachments’ @folder */
char *
_sl_attachments_build_copies (const char *folder,
                              const char *hash)
{
  g_autofree char *short_hash = g_strndup (hash != NULL ? hash : "", COPIES_LENGTH);

  return g_build_filename (folder, SL_ATTACHMENTS_COPIES, short_hash, NULL);
}

/**
 * sl_attachments_make_copy:
 * @name: (nullable): what it was called
 *
 * A read-only copy under its own name, for another program to open or to take: what that does to it never reaches the file
 * that is kept. Housekeeping removes it after a day or so.
 *
 * Returns: (transfer full): the path of the copy; %NULL with @error set
 */
char *
sl_attachments_make_copy (const char    *data_dir,
                          const char    *hash,
                          const char    *name,
                          GCancellable  *cancellable,
                          GError       **error)
{
  g_autofree char *base = build_copy_name (name);
  g_autofree char *folder = _sl_attachments_build_folder (data_dir);
  g_autofree char *dir = _sl_attachments_build_copies (folder, hash);
  g_autofree char *path = g_build_filename (dir, base, NULL);

  if (!_sl_attachments_is_hash (hash))
    {
      g_set_error_literal (error, SL_ERROR, SL_ERROR_NOT_FOUND, _("There is no file with this document, only a link or a note."));
      return NULL;
    }

  /* Who cleans up might take the folder away again. */
  g_autofd int lock = _sl_attachments_lock (data_dir, FALSE);
  if (!sl_file_make_dir (dir, error))
    return NULL;

  g_autoptr (SlAtomicFile) to = sl_atomic_file_begin (path, error);
  if (to != NULL)
    sl_atomic_file_set_target (to, path, 0400);
  return write_copy (data_dir, hash, to, cancellable, error) ? g_steal_pointer (&path) : NULL;
}

/** sl_attachments_save_copy: writes a copy to @target, as the person chose it */
gboolean
sl_attachments_save_copy (const char    *data_dir,
                          const char    *hash,
                          GFile         *target,
                          GCancellable  *cancellable,
                          GError       **error)
{
  g_autoptr (SlAtomicFile) to = sl_atomic_file_begin_file (target, error);

  return write_copy (data_dir, hash, to, cancellable, error);
}
