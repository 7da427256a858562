/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files attached to records, as far as backups keep them. A file is named by the checksum of what is in it and never
 * changes: backups/attachments/ holds each once, as a second name for the same file where the file system can do that,
 * and as a copy where not. There it survives when the original goes, as long as any backup's records speak of it. */

#pragma once

#include "sl-connection.h"

G_BEGIN_DECLS

int      sl_backup_files_lock          (const char    *path);
int      sl_backup_files_hold          (const char    *path);
gboolean sl_backup_files_keep          (const char    *path,
                                        SlConnection  *backup,
                                        GError       **error);
gboolean sl_backup_files_bring_back    (const char    *backup_path,
                                        const char    *path,
                                        guint         *n_back,
                                        GError       **error);
void     sl_backup_files_sweep         (const char    *path);
GPtrArray *sl_backup_files_find_lost   (const char    *backup_path,
                                        SlConnection  *backup);
gboolean sl_backup_files_compare       (const char    *backup_path,
                                        const char    *path,
                                        SlConnection  *backup,
                                        guint         *n_back,
                                        guint         *n_missing,
                                        GPtrArray    **lost,
                                        GError       **error);

G_END_DECLS
