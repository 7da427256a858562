/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sl_store_check_file(): all checks of a data file as it lies there. A store that is opened brings its file up to date,
 * cleans up and has it written in another way; nothing of that happens here. */

#define G_LOG_DOMAIN "sl-check-file"

#include "config.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "sl-attachments.h"
#include "sl-backup-private.h"
#include "sl-check.h"
#include "sl-connection.h"
#include "sl-error.h"
#include "sl-migrations.h"
#include "sl-schema.h"
#include "sl-store-open.h"
#include "sl-store-query.h"

/* A copy of an older file, brought to the present version: only that can be told to be right. */
static SlConnection *
copy_and_migrate (SlConnection *connection,
                  GError      **error)
{
  g_autoptr (SlConnection) copy = sl_connection_open ("", SL_CONNECTION_READ_WRITE, error);

  if (copy == NULL || !_sl_backup_copy (connection, copy, error) || !sl_migrations_run (copy, SL_SCHEMA_VERSION, NULL, NULL, error))
    return NULL;
  return g_steal_pointer (&copy);
}

static GPtrArray *
check_version (SlConnection *connection,
               GCancellable *cancellable,
               GError      **error)
{
  int version = sl_migrations_get_version (connection);
  g_autoptr (SlConnection) copy = NULL;

  if (version > SL_SCHEMA_VERSION)
    {
      g_set_error_literal (error, SL_ERROR, SL_ERROR_NEWER_SCHEMA,
                           _("This data was written by a newer version of Shortlist. Update Shortlist to check it."));
      return NULL;
    }
  if (version == SL_SCHEMA_VERSION)
    return sl_store_check (connection, cancellable, error);

  copy = copy_and_migrate (connection, error);
  return copy != NULL ? sl_store_check (copy, cancellable, error) : NULL;
}

/* Who reads a file that is written with a log makes an empty one; only who writes takes it away again. */
static void
take_away_log (const char *path)
{
  g_autoptr (SlConnection) connection = sl_connection_open (path, SL_CONNECTION_READ_WRITE, NULL);

  if (connection != NULL)
    sl_connection_execute (connection, "SELECT count (*) FROM sqlite_schema", NULL);
}

/**
 * sl_store_check_file:
 * @path: the data file, which may be open in other programs
 *
 * As sl_store_check(), and whether the attached files are there. Files that nothing uses are no problem: they are removed
 * when the data is opened next. Neither the file nor what lies beside it is changed.
 *
 * Returns: (transfer full) (element-type utf8): what was found, as sentences; %NULL with @error set
 */
GPtrArray *
sl_store_check_file (const char   *path,
                     GCancellable *cancellable,
                     GError      **error)
{
  g_autofree char *data_dir = g_path_get_dirname (path);
  gboolean writable = g_access (data_dir, W_OK) == 0;
  gboolean had_log = sl_store_has_log (path);
  g_autoptr (SlConnection) connection = sl_store_open_reader (path, writable, error);
  g_autoptr (GPtrArray) problems = NULL;

  if (connection == NULL || !sl_connection_begin_read (connection, error))
    return NULL;
  problems = check_version (connection, cancellable, error);
  g_clear_pointer (&connection, sl_connection_close);
  if (problems != NULL && !sl_attachments_check (path, FALSE, problems, cancellable, error))
    g_clear_pointer (&problems, g_ptr_array_unref);
  if (writable && !had_log)
    take_away_log (path);
  return g_steal_pointer (&problems);
}
