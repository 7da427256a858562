/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was attached when the data file was lost. Nothing refers to it any more, but the lost file does, and it may be
 * found: housekeeping spares it until the person says otherwise. */

#define G_LOG_DOMAIN "sl-attachments-spare"

#include "config.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "sl-attachments-private.h"
#include "sl-file.h"

/* A checksum a line. */
#define MAX_SIZE (64 << 20)

static char *
build_path (const char *data_dir)
{
  return g_build_filename (data_dir, SL_ATTACHMENTS_FOLDER, SL_ATTACHMENTS_SPARED, NULL);
}

static void
list_folder (const char *path,
             GHashTable *hashes)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (_sl_attachments_is_hash (name))
      g_hash_table_add (hashes, g_strdup (name));
}

static GHashTable *
new_set (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/* What is there, whether anything refers to it or not. */
static GHashTable *
list_all (const char *data_dir)
{
  g_autofree char *folder = _sl_attachments_build_folder (data_dir);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GHashTable *hashes = new_set ();
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (_sl_attachments_is_folder (name))
      {
        g_autofree char *path = g_build_filename (folder, name, NULL);
        list_folder (path, hashes);
      }
  return hashes;
}

/** sl_attachments_is_any: whether any file is attached, or was */
gboolean
sl_attachments_is_any (const char *data_dir)
{
  g_autoptr (GHashTable) hashes = list_all (data_dir);

  return g_hash_table_size (hashes) > 0;
}

/**
 * _sl_attachments_read_spared:
 *
 * Returns: (transfer full) (element-type utf8): the checksums of the files that housekeeping shall spare; %NULL with @error
 *   set when that can't be told
 */
GHashTable *
_sl_attachments_read_spared (const char  *data_dir,
                             GError     **error)
{
  g_autofree char *path = build_path (data_dir);
  g_autoptr (GHashTable) hashes = new_set ();
  g_auto (GStrv) lines = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&hashes);

  g_autoptr (GBytes) bytes = sl_file_read (path, MAX_SIZE, error);
  if (bytes == NULL)
    return NULL;
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (_sl_attachments_is_hash (g_strstrip (lines[i])))
      g_hash_table_add (hashes, g_strdup (lines[i]));
  return g_steal_pointer (&hashes);
}

static gboolean
write_spared (const char  *data_dir,
              GHashTable  *hashes,
              GError     **error)
{
  g_autofree char *path = build_path (data_dir);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;
  GHashTableIter iter;
  gpointer hash;

  /* Translators: the first line of a text file that lies among the attached files */
  g_string_append_printf (text, "%s\n", _("Attached files that are kept although nothing refers to them since the data file was lost. Delete this list when you don’t need them any more."));
  g_hash_table_iter_init (&iter, hashes);
  while (g_hash_table_iter_next (&iter, &hash, NULL))
    g_string_append_printf (text, "%s\n", (const char *) hash);
  bytes = g_string_free_to_bytes (g_steal_pointer (&text));
  return sl_file_write_atomic (path, bytes, error);
}

/**
 * sl_attachments_spare_all:
 * @n: (out): how many
 *
 * From now on housekeeping leaves alone all files that are attached now, until records refer to them or the list is
 * deleted. Returns: %FALSE with @error set
 */
gboolean
sl_attachments_spare_all (const char  *data_dir,
                          guint       *n,
                          GError     **error)
{
  g_autoptr (GHashTable) hashes = list_all (data_dir);

  *n = g_hash_table_size (hashes);
  return *n == 0 || write_spared (data_dir, hashes, error);
}

/**
 * sl_attachments_count_spared:
 * @connection: of what is open now
 * @n: (out): how many files are spared that nothing in it refers to
 *
 * Returns: %FALSE with @error set; @n is as it was then
 */
gboolean
sl_attachments_count_spared (SlConnection *connection,
                             const char   *data_dir,
                             guint        *n,
                             GError      **error)
{
  g_autoptr (GPtrArray) needed = sl_attachments_read_needed (connection, error);
  g_autoptr (GHashTable) spared = needed != NULL ? _sl_attachments_read_spared (data_dir, error) : NULL;

  if (spared == NULL)
    return FALSE;
  for (guint i = 0; i < needed->len; i++)
    g_hash_table_remove (spared, g_ptr_array_index (needed, i));
  *n = g_hash_table_size (spared);
  return TRUE;
}

/* What records refer to again goes the way of its records. That this is noted can wait. */
void
_sl_attachments_forget_spared (const char *data_dir,
                               GHashTable *spared,
                               GHashTable *needed)
{
  g_autofree char *path = build_path (data_dir);
  guint before = g_hash_table_size (spared);
  g_autoptr (GError) error = NULL;
  GHashTableIter iter;
  gpointer hash;

  g_hash_table_iter_init (&iter, spared);
  while (g_hash_table_iter_next (&iter, &hash, NULL))
    if (g_hash_table_contains (needed, hash))
      g_hash_table_iter_remove (&iter);
  if (g_hash_table_size (spared) == before)
    return;
  if (g_hash_table_size (spared) == 0)
    g_unlink (path);
  else if (!write_spared (data_dir, spared, &error))
    g_info ("What is spared among the attachments is noted another day: %s", error->message);
}
