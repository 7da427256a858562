/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking at the data file before it is used, and what to do when it is damaged. */

#pragma once

#include "sl-backup.h"

G_BEGIN_DECLS

typedef enum {
  SL_RECOVERY_GOOD,
  SL_RECOVERY_NEW,     /* nothing there yet */
  SL_RECOVERY_DAMAGED, /* or missing, though there are backups, attached files or a log of it */
  SL_RECOVERY_FAILED,  /* can't be told: @error says why */
} SlRecoveryState;

gboolean        sl_recovery_is_missing (const char *path);
SlRecoveryState sl_recovery_inspect  (const char  *path,
                                      gboolean     repair,
                                      GError     **error);
char           *sl_recovery_set_aside (const char *path,
                                       gint64      now,
                                       GError    **error);
SlBackup       *sl_recovery_find_backup (const char *path);
gboolean        sl_recovery_restore   (const char  *path,
                                       SlBackup   **restored,
                                       GError     **error);

G_END_DECLS
