/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-sqlite-error.h. A file found damaged in use is marked with an empty file beside it, so that the next open
 * looks at all of it and not only at its head. */

#define G_LOG_DOMAIN "sl-sqlite-error"

#include "config.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "sl-error.h"
#include "sl-sqlite-error.h"

#define SUSPECT_SUFFIX "-suspect"

/* No room, for whatever reason: disk, quota, the greatest size of a file. */
static gboolean
is_out_of_room (sqlite3 *db)
{
  int system = db != NULL ? sqlite3_system_errno (db) : errno;

  return system == ENOSPC || system == EDQUOT || system == EFBIG;
}

/**
 * sl_sqlite_set_error:
 * @error: where to, or %NULL
 * @db: (nullable): the connection, for its last message
 * @rc: what SQLite returned
 * @path: (nullable): the database file; marked as suspect when @rc means damage
 *
 * Sets an %SL_ERROR (or %G_IO_ERROR_CANCELLED for an interrupted statement) for @rc.
 */
void
sl_sqlite_set_error (GError    **error,
                     sqlite3    *db,
                     int         rc,
                     const char *path)
{
  const char *message = db != NULL && sqlite3_errcode (db) != SQLITE_OK ? sqlite3_errmsg (db) : sqlite3_errstr (rc);
  /* It may quote what stands in a damaged file. */
  g_autofree char *detail = g_utf8_make_valid (message, -1);

  switch (rc & 0xff)
    {
    case SQLITE_INTERRUPT:
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("The operation was cancelled."));
      return;

    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      g_set_error_literal (error, SL_ERROR, SL_ERROR_BUSY,
                           _("Another program is using your data right now. Try again in a moment."));
      return;

    case SQLITE_FULL:
      g_set_error_literal (error, SL_ERROR, SL_ERROR_DISK_FULL,
                           _("There is no room left on the disk. Free some space and try again; nothing was changed."));
      return;

    case SQLITE_READONLY:
      if (rc == SQLITE_READONLY_ROLLBACK)
        {
          g_set_error_literal (error, SL_ERROR, SL_ERROR_READ_ONLY,
                               _("Shortlist was cut off while it wrote the data file. Start it once, so that it takes back what is half done, then try again."));
          return;
        }
      g_set_error_literal (error, SL_ERROR, SL_ERROR_READ_ONLY,
                           _("Your data can’t be changed, because its file is read-only."));
      return;

    case SQLITE_PERM:
    case SQLITE_AUTH:
      g_set_error_literal (error, SL_ERROR, SL_ERROR_PERMISSION,
                           _("Shortlist isn’t allowed to use its data file. Check the permissions of the data folder."));
      return;

    case SQLITE_CANTOPEN:
      g_set_error (error, SL_ERROR, SL_ERROR_PERMISSION,
                   _("The data file “%s” can’t be opened. Check that its folder exists and may be used."),
                   path != NULL ? path : "");
      return;

    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      sl_sqlite_mark_suspect (path);
      g_set_error_literal (error, SL_ERROR, SL_ERROR_DAMAGED,
                           _("The data file is damaged. Close Shortlist and start it again to restore the newest backup."));
      return;

    case SQLITE_IOERR:
      if (is_out_of_room (db))
        g_set_error_literal (error, SL_ERROR, SL_ERROR_DISK_FULL,
                             _("There is no room left on the disk. Free some space and try again; nothing was changed."));
      else
        g_set_error (error, SL_ERROR, SL_ERROR_DISK,
                     _("The disk reported a problem while using your data (%s). Check the disk and try again."), detail);
      return;

    case SQLITE_NOMEM:
    case SQLITE_TOOBIG:
      g_set_error_literal (error, SL_ERROR, SL_ERROR_TOO_LARGE, _("That is too much data to handle at once."));
      return;

    default:
      g_set_error (error, SL_ERROR, SL_ERROR_FAILED, _("Your data couldn’t be used (%s)."), detail);
    }
}

static char *
build_suspect_path (const char *path)
{
  return g_strconcat (path, SUSPECT_SUFFIX, NULL);
}

/**
 * sl_sqlite_mark_suspect:
 * @path: (nullable): the database file
 *
 * Makes the next open check the whole file.
 */
void
sl_sqlite_mark_suspect (const char *path)
{
  if (path == NULL || *path == '\0')
    return;

  g_autofree char *mark = build_suspect_path (path);
  /* When not even this can be written the open still checks the head of the file. */
  g_file_set_contents_full (mark, "", 0, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL);
}

/** sl_sqlite_is_suspect: whether an error has marked the file as perhaps damaged */
gboolean
sl_sqlite_is_suspect (const char *path)
{
  g_autofree char *mark = build_suspect_path (path);
  return g_file_test (mark, G_FILE_TEST_EXISTS);
}

/** sl_sqlite_clear_suspect: forgets that: the file was looked at */
void
sl_sqlite_clear_suspect (const char *path)
{
  g_autofree char *mark = build_suspect_path (path);
  g_unlink (mark);
}
