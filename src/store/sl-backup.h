/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies of the data file that were looked at before they count. All of this reads and writes files: call it off the
 * main thread. */

#pragma once

#include "sl-connection.h"
#include "sl-field.h"

G_BEGIN_DECLS

/* Why a backup was made: the word in its name. */
#define SL_BACKUP_DAILY "daily"
#define SL_BACKUP_MIGRATION "migration"
#define SL_BACKUP_IMPORT "import"
#define SL_BACKUP_RESTORE "restore"
#define SL_BACKUP_SYNC "sync"
#define SL_BACKUP_MANUAL "manual"

/* Of those that Shortlist makes by itself now and then, so many of each reason are kept. */
#define SL_BACKUP_KEPT 10

/**
 * SlBackup: a backup and what is in it.
 * @reason: the word in its name; "" for a file from elsewhere
 * @time: when it was made, in microseconds since 1970 UTC
 * @size: of the file, in bytes, without attached files
 * @version: of its schema; 0 in a list: it can't be read, or was found damaged
 * @living: how many records of each kind are not in the Trash
 * @trashed: how many records are in the Trash
 * @newest: the number of its newest step
 * @lost: (element-type utf8): the names of the papers whose attached file isn't in it, or is damaged so that it shows
 */
typedef struct {
  char *path;
  char *reason;
  gint64 time;
  gint64 size;
  int version;
  gint64 living[SL_N_KINDS];
  gint64 trashed;
  gint64 newest;
  GPtrArray *lost;
} SlBackup;

SlConnection *sl_backup_copy_to_memory (SlConnection *connection,
                                   GError      **error);
char      *sl_backup_make         (const char  *path,
                                   const char  *reason,
                                   guint        kept,
                                   gint64       now,
                                   GError     **error);
GPtrArray *sl_backup_list         (const char  *path);
SlBackup  *sl_backup_look         (const char  *backup_path,
                                   GError     **error);
SlBackup  *sl_backup_build_unreadable
                                  (const char  *backup_path);
gboolean   sl_backup_is_good      (const char  *backup_path);
gboolean   sl_backup_seems_good   (const char  *backup_path);
gboolean   sl_backup_is_due       (const char  *path,
                                   gint64       now,
                                   GTimeZone   *zone);
gboolean   sl_backup_delete       (const char  *path,
                                   const char  *backup_path,
                                   GError     **error);
gboolean   sl_backup_restore      (const char  *backup_path,
                                   const char  *path,
                                   GError     **error);

void       sl_backup_free         (SlBackup    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlBackup, sl_backup_free)

G_END_DECLS
