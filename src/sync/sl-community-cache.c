/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-community-cache.h. One file for each path, named by its sum; the folder is named by the account's. */

#define G_LOG_DOMAIN "sl-community-cache"

#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "sl-community-cache.h"
#include "sl-file.h"
#include "sl-json.h"

#define MAX_FILES 300
#define MAX_SIZE (512 * 1024)
#define MODE 0600

struct _SlCommunityCache {
  gatomicrefcount ref_count;
  int is_closed, is_tidy;
  char *folder;
};

/**
 * sl_community_cache_new:
 * @folder: of all accounts; what is in it of others is deleted when this one is looked at
 * @account: whose it is, as "address user-id"
 *
 * Returns: (transfer full): nothing is made on the disk before there is something to keep
 */
SlCommunityCache *
sl_community_cache_new (const char *folder,
                        const char *account)
{
  SlCommunityCache *self = g_new0 (SlCommunityCache, 1);
  g_autofree char *name = g_compute_checksum_for_string (G_CHECKSUM_SHA256, account, -1);

  g_atomic_ref_count_init (&self->ref_count);
  self->folder = g_build_filename (folder, name, NULL);
  return self;
}

static void
drop_others (SlCommunityCache *self)
{
  g_autofree char *folder = g_path_get_dirname (self->folder);
  g_autofree char *name = g_path_get_basename (self->folder);
  g_autoptr (GDir) dir = NULL;
  const char *entry;

  if (!g_atomic_int_compare_and_exchange (&self->is_tidy, FALSE, TRUE))
    return;
  dir = g_dir_open (folder, 0, NULL);
  while (dir != NULL && (entry = g_dir_read_name (dir)) != NULL)
    if (!g_str_equal (entry, name))
      {
        g_autoptr (GFile) other = g_file_new_build_filename (folder, entry, NULL);

        sl_file_remove_tree (other);
      }
}

/** sl_community_cache_ref: from any thread */
SlCommunityCache *
sl_community_cache_ref (SlCommunityCache *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
sl_community_cache_unref (SlCommunityCache *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->folder);
  g_free (self);
}

/** sl_community_cache_close: nothing is written from now on; whoever is at it may finish. From any thread */
void
sl_community_cache_close (SlCommunityCache *self)
{
  g_atomic_int_set (&self->is_closed, TRUE);
}

/** sl_community_cache_drop: deletes @folder, of all accounts */
void
sl_community_cache_drop (const char *folder)
{
  g_autoptr (GFile) file = g_file_new_for_path (folder);

  if (g_file_test (folder, G_FILE_TEST_EXISTS))
    sl_file_remove_tree (file);
}

static char *
build_file_name (SlCommunityCache *self,
                 const char       *path)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, path, -1);
  g_autofree char *name = g_strconcat (sum, ".json", NULL);

  return g_build_filename (self->folder, name, NULL);
}

/* What was written longest ago goes when there are too many. */
static void
make_room (SlCommunityCache *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  g_autofree char *oldest = NULL;
  gint64 oldest_at = G_MAXINT64;
  const char *entry;
  guint n = 0;

  while (dir != NULL && (entry = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, entry, NULL);
      struct stat info;

      n++;
      if (stat (path, &info) != 0 || info.st_mtim.tv_sec * G_USEC_PER_SEC + info.st_mtim.tv_nsec / 1000 >= oldest_at)
        continue;
      oldest_at = info.st_mtim.tv_sec * G_USEC_PER_SEC + info.st_mtim.tv_nsec / 1000;
      g_set_str (&oldest, path);
    }
  if (n > MAX_FILES && oldest != NULL)
    g_unlink (oldest);
}

static gboolean
write_file (const char *path,
            GBytes     *bytes,
            GError    **error)
{
  g_autoptr (SlAtomicFile) file = sl_atomic_file_begin (path, error);

  if (file == NULL)
    return FALSE;
  sl_atomic_file_set_target (file, path, MODE);
  return g_output_stream_write_all (sl_atomic_file_get_stream (file), g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL, NULL, error) &&
         sl_atomic_file_commit (file, error);
}

/** sl_community_cache_put: keeps @body, the answer to @path that came at @at. That it can't be kept is no failure */
void
sl_community_cache_put (SlCommunityCache *self,
                        const char       *path,
                        JsonNode         *body,
                        gint64            at)
{
  g_autofree char *name = build_file_name (self, path);
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  char *text;

  if (g_atomic_int_get (&self->is_closed))
    return;
  drop_others (self);
  json_object_set_string_member (object, "path", path);
  json_object_set_int_member (object, "at", at);
  json_object_set_member (object, "body", json_node_ref (body));
  text = sl_json_object_to_text (object, FALSE);
  bytes = g_bytes_new_take (text, strlen (text));
  if (g_bytes_get_size (bytes) > MAX_SIZE || !sl_file_make_dir (self->folder, &error) || !write_file (name, bytes, &error))
    {
      /* Better nothing than what isn't so any more. */
      g_unlink (name);
      if (error != NULL)
        g_message ("What the server said can’t be kept: %s", error->message);
      return;
    }
  make_room (self);
}

/** sl_community_cache_get: (transfer full) (nullable): what was answered to @path last; @at: (out): when */
JsonNode *
sl_community_cache_get (SlCommunityCache *self,
                        const char       *path,
                        gint64           *at)
{
  g_autofree char *name = build_file_name (self, path);
  g_autoptr (GBytes) bytes = sl_file_read (name, MAX_SIZE, NULL);
  g_autoptr (JsonObject) object = bytes != NULL ? sl_json_parse_object_bytes (bytes, NULL) : NULL;

  drop_others (self);
  if (object == NULL || g_strcmp0 (sl_json_get_string (object, "path", NULL), path) != 0 || !sl_json_has_value (object, "body"))
    return NULL;
  *at = sl_json_get_int (object, "at", 0);
  return json_node_ref (json_object_get_member (object, "body"));
}

/* One that can't be read is none; what it holds is nobody's. */
static void
edit_file (SlCommunityCache   *self,
           const char         *name,
           SlCommunityEditFunc func,
           gpointer            data)
{
  g_autofree char *file = g_build_filename (self->folder, name, NULL);
  g_autoptr (GBytes) bytes = sl_file_read (file, MAX_SIZE, NULL);
  g_autoptr (JsonObject) object = bytes != NULL ? sl_json_parse_object_bytes (bytes, NULL) : NULL;
  const char *path = object != NULL ? sl_json_get_string (object, "path", NULL) : NULL;
  g_autoptr (JsonNode) body = NULL;

  if (path != NULL && sl_json_has_value (object, "body"))
    body = func (path, json_object_get_member (object, "body"), data);
  if (body != NULL)
    sl_community_cache_put (self, path, body, sl_json_get_int (object, "at", 0));
}

/** sl_community_cache_edit: hands all that is kept to @func; what it changes is as old as it was */
void
sl_community_cache_edit (SlCommunityCache   *self,
                         SlCommunityEditFunc func,
                         gpointer            data)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *entry;

  while (dir != NULL && (entry = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (entry, ".json"))
      g_ptr_array_add (names, g_strdup (entry));
  for (guint i = 0; i < names->len; i++)
    edit_file (self, g_ptr_array_index (names, i), func, data);
}
