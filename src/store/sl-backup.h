/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies of the data file that were looked at before they count. */

#pragma once

#include "sl-connection.h"

G_BEGIN_DECLS

char      *sl_backup_make        (const char  *path,
                                  const char  *reason,
                                  gint64       now,
                                  GError     **error);
GPtrArray *sl_backup_list        (const char  *path);
gboolean   sl_backup_is_good     (const char  *backup_path);
gboolean   sl_backup_restore     (const char  *backup_path,
                                  const char  *path,
                                  GError     **error);

G_END_DECLS
