/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything that happens to the files before a store can be used. Any thread. */

#pragma once

#include "sl-backup.h"
#include "sl-store.h"

G_BEGIN_DECLS

/**
 * SlOpened:
 * @writer: (nullable): %NULL when the data can only be read
 * @readers: one for each SlReadLane
 * @notice_path: (nullable): where the damaged file lies; %NULL when it was missing
 * @notice_log: (nullable): where the log of a missing file lies
 * @notice_backup: (nullable): what is open in its place
 * @notice_n_files: how many attached files are kept that what is open since knows nothing of
 * @presence: a file descriptor to keep open as long as the store is: by it other programs know that the file is in use;
 *   -1 when there is none
 */
typedef struct {
  SlConnection *writer;
  SlConnection *readers[2];
  SlStoreNotice notice;
  char *notice_path;
  char *notice_log;
  SlBackup *notice_backup;
  guint notice_n_files;
  int presence;
  gint64 newest;
  gboolean can_undo;
  gboolean can_redo;
} SlOpened;

SlOpened *sl_opened_new  (const char  *data_dir,
                          const char  *path,
                          gint64       now,
                          GError     **error);
void      sl_opened_free (SlOpened    *self);

SlConnection *sl_store_open_reader (const char  *path,
                                    gboolean     writable,
                                    GError     **error);
gboolean      sl_store_has_log     (const char  *path);
gboolean      sl_store_is_taken_away (const char *path,
                                      GError    **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlOpened, sl_opened_free)

G_END_DECLS
