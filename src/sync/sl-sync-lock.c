/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sl-sync-lock"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sys/file.h>

#include "sl-error.h"
#include "sl-sync-lock.h"

#define LOCK "sync.lock"

/**
 * sl_sync_lock_take:
 *
 * Returns: a descriptor that holds the lock until it is closed; -1 with @error set, %SL_ERROR_BUSY if another program has it
 */
int
sl_sync_lock_take (SlStore *store,
                   GError **error)
{
  g_autofree char *folder = g_path_get_dirname (sl_store_get_path (store));
  g_autofree char *path = g_build_filename (folder, LOCK, NULL);
  g_autofd int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  int saved_errno;

  if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) == 0)
    return g_steal_fd (&fd);
  saved_errno = errno;
  if (fd >= 0 && saved_errno == EWOULDBLOCK)
    g_set_error_literal (error, SL_ERROR, SL_ERROR_BUSY, _("Another program is syncing just now. Try again in a moment."));
  else
    g_set_error (error, SL_ERROR, SL_ERROR_FAILED,
                 /* Translators: the first %s is a file with its folder, the second the reason, such as "Permission denied" */
                 _("Syncing can’t begin, as the file “%s” can’t be used: %s. Shortlist tries again later; nothing is lost."), path, g_strerror (saved_errno));
  return -1;
}
