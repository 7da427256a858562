/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The backups of one context's data: listing, comparing, restoring, deleting, and the one of the day. The plain functions
 * block and are for programs without a window; the _async ones work on a thread and finish with sl_backups_finish(). */

#pragma once

#include "sl-backup.h"
#include "sl-context.h"
#include "sl-restore.h"

G_BEGIN_DECLS

/* Element-type SlBackup, newest first; of one that can't be read only path, reason, time and size are known, and its
 * version is 0. */
GPtrArray *sl_backups_list (SlContext *context);
void sl_backups_list_async (SlContext *context, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/* What restoring it would come to. Finishes with an SlRestore. */
SlRestore *sl_backups_compare (SlContext *context, const char *backup_path, GError **error);
void sl_backups_compare_async (SlContext *context, const char *backup_path, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/* Backs up what is there now, then makes it what it was, in one step that can be undone. Finishes with an SlTransaction,
 * of id 0 when all records were so already; @n_files (out) (optional): how many attached files came back, which undo leaves
 * there. */
SlTransaction *sl_backups_restore (SlContext *context, const char *backup_path, guint *n_files, GError **error);
void sl_backups_restore_async (SlContext *context, const char *backup_path, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
SlTransaction *sl_backups_restore_finish (SlContext *context, GAsyncResult *result, guint *n_files, GError **error);

gboolean sl_backups_delete (SlContext *context, const char *backup_path, GError **error);
/* Finishes with a path that was deleted. */
void sl_backups_delete_async (SlContext *context, const char *backup_path, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/* Finishes with the path of the day's backup, or "" when none was due. */
void sl_backups_make_daily_async (SlContext *context, guint kept, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/* (transfer full) */
gpointer sl_backups_finish (SlContext *context, GAsyncResult *result, GError **error);

/* "Daily", "By hand"…: why it was made, in a person's words. */
const char *sl_backup_get_reason_label (const char *reason);
/* Which papers' files a backup lacks, and how many came back: sentences. */
char *sl_backup_describe_lost (GPtrArray *lost);
char *sl_backup_describe_files_back (guint n);

G_END_DECLS
