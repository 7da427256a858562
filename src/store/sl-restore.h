/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Going back to a backup, as one step among the others: what is there now is compared with the backup row by row, and the
 * differences become a changeset. So it can be undone, other programs see it like any change, and nothing is overwritten
 * that a backup of now doesn't have. Reads files: call it off the main thread. */

#pragma once

#include "sl-backup.h"
#include "sl-changeset.h"

G_BEGIN_DECLS

/** SL_RESTORE_DEED: the deed's word in the journal */
#define SL_RESTORE_DEED "restore-backup"

/**
 * SlRestore: what going back comes to.
 * @time: when the backup was made, in microseconds since 1970 UTC
 * @now: how many records of each kind are not in the Trash now
 * @then: as many in the backup
 * @back: how many records, in the Trash or not, come back
 * @gone: how many go, because the backup doesn't have them
 * @changed: how many become what they were
 * @n_files_back: attached files that are missing or damaged now, and good in the backup; 0 with @changeset, as nobody looked
 * @n_missing: attached files that are good neither in the backup nor in the data folder; likewise
 * @lost: (nullable) (element-type utf8): the names of the papers whose file isn't good in the backup; %NULL with @changeset
 * @changeset: (nullable): the step
 */
typedef struct {
  gint64 time;
  gint64 now[SL_N_KINDS];
  gint64 then[SL_N_KINDS];
  guint back[SL_N_KINDS];
  guint gone[SL_N_KINDS];
  guint changed[SL_N_KINDS];
  guint n_files_back;
  guint n_missing;
  GPtrArray *lost;
  SlChangeset *changeset;
} SlRestore;

/** SlRestoreSource: a backup that was found good, in this version's tables. Used by one thread at a time. */
typedef struct _SlRestoreSource SlRestoreSource;

SlRestoreSource *sl_restore_source_open     (const char      *path,
                                             const char      *backup_path,
                                             GError         **error);
gint64           sl_restore_source_get_time (SlRestoreSource *self);
void             sl_restore_source_free     (SlRestoreSource *self);

SlRestore       *sl_restore_compare         (SlRestoreSource *source,
                                             gboolean         with_changeset,
                                             gint64           now,
                                             GError         **error);
guint            sl_restore_get_n_changes   (SlRestore       *self);
void             sl_restore_free            (SlRestore       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlRestoreSource, sl_restore_source_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlRestore, sl_restore_free)

G_END_DECLS
