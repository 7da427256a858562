/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks at the attached files: is there what the records refer to, is it whole, is there nothing else. */

#define G_LOG_DOMAIN "sl-attachments-check"

#include "config.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "sl-attachments-private.h"
#include "sl-check.h"
#include "sl-count.h"
#include "sl-error.h"
#include "sl-store-open.h"

/* By what a person knows it; one that only undo knows has no name. */
static char *
describe (SlConnection *connection,
          const char   *hash)
{
  SlStatement *statement = sl_connection_prepare (connection,
                                                  "SELECT name FROM documents WHERE file_hash = ?1"
                                                  " UNION ALL SELECT version_name FROM resume_versions WHERE file_hash = ?1 LIMIT 1", NULL);
  char *name = NULL;

  if (statement == NULL)
    return g_strdup (hash);
  sl_statement_bind_text (statement, 1, hash);
  if (sl_statement_step (statement, NULL))
    name = g_strdup (sl_statement_get_text (statement, 0));
  sl_statement_reset (statement);
  return name != NULL ? name : g_strndup (hash, 12);
}

static char *
word_problem (const GError *problem,
              const char   *name)
{
  if (problem->code == SL_ERROR_NOT_FOUND)
    return g_strdup_printf (_("The file of “%s” is missing from the attachments."), name);
  if (problem->code == SL_ERROR_DAMAGED)
    return g_strdup_printf (_("The file of “%s” is damaged."), name);
  return g_strdup_printf (_("The file of “%s” can’t be read: %s"), name, problem->message);
}

static gboolean
check_needed (SlConnection  *connection,
              const char    *data_dir,
              GPtrArray     *hashes,
              GPtrArray     *problems,
              GCancellable  *cancellable,
              GError       **error)
{
  for (guint i = 0, n = 0; i < hashes->len && n < SL_CHECK_MAX_TOLD; i++)
    {
      const char *hash = g_ptr_array_index (hashes, i);
      g_autoptr (GError) problem = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (sl_attachments_verify (data_dir, hash, cancellable, &problem))
        continue;
      g_autofree char *name = describe (connection, hash);
      g_ptr_array_add (problems, word_problem (problem, name));
      n++;
    }
  return TRUE;
}

static guint
count_unused (const char *path,
              GPtrArray  *hashes,
              GHashTable *spared)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (_sl_attachments_is_hash (name) && (spared == NULL || !g_hash_table_contains (spared, name)) &&
        !g_ptr_array_find_with_equal_func (hashes, name, g_str_equal, NULL))
      n++;
  return n;
}

static void
check_unused (const char *data_dir,
              const char *folder,
              GPtrArray  *hashes,
              GPtrArray  *problems)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GHashTable) spared = _sl_attachments_read_spared (data_dir, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (strlen (name) == 2)
      {
        g_autofree char *path = g_build_filename (folder, name, NULL);
        n += count_unused (path, hashes, spared);
      }
  if (n > 0)
    g_ptr_array_add (problems, g_strdup_printf (ngettext ("%s attached file isn’t used by anything.",
                                                          "%s attached files aren’t used by anything.", n), SL_COUNT (n)));
}

/**
 * sl_attachments_check:
 * @database: the data file
 * @with_unused: whether files that nothing uses are a problem
 *
 * Reads all attached files.
 *
 * Returns: %FALSE with @error set when it could not look; what it found is added to @problems as sentences
 */
gboolean
sl_attachments_check (const char    *database,
                      gboolean       with_unused,
                      GPtrArray     *problems,
                      GCancellable  *cancellable,
                      GError       **error)
{
  g_autofree char *data_dir = g_path_get_dirname (database);
  g_autofree char *folder = _sl_attachments_build_folder (data_dir);
  gboolean is_there = with_unused && g_file_test (folder, G_FILE_TEST_IS_DIR);
  gboolean writable = g_access (data_dir, W_OK) == 0;
  /* While something is being attached, its file has no record yet. */
  g_autofd int lock = is_there && writable ? _sl_attachments_lock (data_dir, TRUE) : -1;
  /* Its own, begun after the lock was had. */
  g_autoptr (SlConnection) connection = sl_store_open_reader (database, writable, error);
  g_autoptr (GPtrArray) hashes = connection != NULL ? sl_attachments_read_needed (connection, error) : NULL;

  if (hashes == NULL)
    return FALSE;
  /* Where nothing can be written nothing is being attached. */
  if (lock >= 0 || (is_there && !writable))
    check_unused (data_dir, folder, hashes, problems);
  g_clear_fd (&lock, NULL);
  return check_needed (connection, data_dir, hashes, problems, cancellable, error);
}
