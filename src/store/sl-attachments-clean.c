/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Removes the attached files that nothing refers to. Alone with the folder while at it: who is about to write a record
 * for a file holds the lock as well. */

#define G_LOG_DOMAIN "sl-attachments-clean"

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sl-attachments-private.h"

/* How long a copy for another program stays. */
#define COPY_SECONDS (24 * 60 * 60)

static GHashTable *
read_needed_set (SlConnection  *connection,
                 GError       **error)
{
  g_autoptr (GPtrArray) hashes = sl_attachments_read_needed (connection, error);
  GHashTable *set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; hashes != NULL && i < hashes->len; i++)
    g_hash_table_add (set, g_strdup (g_ptr_array_index (hashes, i)));
  if (hashes == NULL)
    g_clear_pointer (&set, g_hash_table_unref);
  return set;
}

static void
clean_copies (const char *path,
              gint64      before)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      GStatBuf info;

      if (g_lstat (child, &info) != 0)
        continue;
      if (S_ISDIR (info.st_mode))
        {
          clean_copies (child, before);
          g_rmdir (child);
        }
      else if (info.st_mtime < before)
        g_unlink (child);
    }
}

/* What was copied of it for another program isn't kept longer than the file itself. */
static gboolean
remove_file (const char *folder,
             const char *path,
             const char *hash)
{
  g_autofree char *copies = _sl_attachments_build_copies (folder, hash);

  if (g_unlink (path) != 0)
    return FALSE;
  clean_copies (copies, G_MAXINT64);
  g_rmdir (copies);
  return TRUE;
}

/* Of one of the folders "00" to "ff". */
static guint
clean_folder (const char *folder,
              const char *path,
              GHashTable *needed)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);
      if (_sl_attachments_is_hash (name) && !g_hash_table_contains (needed, name) && remove_file (folder, file, name))
        n++;
    }
  g_rmdir (path);
  return n;
}

/* Takes what is spared into what is needed. */
static gboolean
add_spared (const char  *data_dir,
            GHashTable  *needed,
            GError     **error)
{
  g_autoptr (GHashTable) spared = _sl_attachments_read_spared (data_dir, error);
  GHashTableIter iter;
  gpointer hash;

  if (spared == NULL)
    return FALSE;
  _sl_attachments_forget_spared (data_dir, spared, needed);
  g_hash_table_iter_init (&iter, spared);
  while (g_hash_table_iter_next (&iter, &hash, NULL))
    g_hash_table_add (needed, g_strdup (hash));
  return TRUE;
}

static guint
clean_all (const char *folder,
           GHashTable *needed,
           gint64      now)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (_sl_attachments_is_folder (name))
        n += clean_folder (folder, path, needed);
      else if (g_str_has_prefix (name, "." SL_ATTACHMENTS_NEW "."))
        g_unlink (path);
      else if (g_str_equal (name, SL_ATTACHMENTS_COPIES))
        clean_copies (path, now / G_USEC_PER_SEC - COPY_SECONDS);
    }
  return n;
}

/**
 * sl_attachments_clean_up:
 * @connection: outside of a transaction
 * @now: by the clock of which copies get old
 *
 * Removes what nothing refers to, what was never finished, and old copies. While another program is about to attach
 * something, it leaves all as it is for another day.
 *
 * Returns: %FALSE with @error set when it could not be told what is needed; nothing was removed then
 */
gboolean
sl_attachments_clean_up (SlConnection  *connection,
                         const char    *data_dir,
                         gint64         now,
                         GError       **error)
{
  g_autofree char *folder = _sl_attachments_build_folder (data_dir);
  g_autofd int lock = -1;

  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    return TRUE;
  lock = _sl_attachments_lock (data_dir, TRUE);
  if (lock < 0)
    return TRUE;

  /* Read after the lock was had: what was being attached has its record by now. */
  g_autoptr (GHashTable) needed = read_needed_set (connection, error);
  if (needed == NULL || !add_spared (data_dir, needed, error))
    return FALSE;

  guint n = clean_all (folder, needed, now);
  if (n > 0)
    g_info ("Removed %u attached files that nothing refers to", n);
  return TRUE;
}
