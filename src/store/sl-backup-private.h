/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files about backups share. */

#pragma once

#include "sl-backup.h"

G_BEGIN_DECLS

#define SL_BACKUPS_FOLDER "backups"

char    *sl_backup_build_folder  (const char    *path);
void     sl_backup_thin          (const char    *path,
                                  const char    *reason,
                                  guint          kept,
                                  const char    *just_made);

gboolean _sl_backup_copy         (SlConnection  *from,
                                  SlConnection  *to,
                                  GError       **error);
char    *_sl_backup_begin_part   (const char    *folder,
                                  int           *fd,
                                  GError       **error);
void     _sl_backup_remove_part  (const char    *part);
void           _sl_backup_set_damaged   (GError          **error,
                                         const char       *backup_path);

G_END_DECLS
