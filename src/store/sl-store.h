/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The person's job search on disk: one SQLite file in WAL mode. One writer thread applies changesets, each in one
 * durable transaction that also writes the journal; two reader threads answer reads on connections of their own.
 * Owned by SlContext; lives as long as the program. Methods are called on the thread that made it; signals come on
 * its main context. */

#pragma once

#include "sl-backup.h"
#include "sl-changeset.h"
#include "sl-clock.h"
#include "sl-connection.h"
#include "sl-transaction.h"

G_BEGIN_DECLS

/**
 * SlStoreNotice: what a person must be told after opening.
 * @SL_STORE_NOTICE_RESTORED: the file was damaged and was set aside, or was missing, and the newest good backup is open
 * @SL_STORE_NOTICE_STARTED_EMPTY: the same, and no good backup was found
 * @SL_STORE_NOTICE_READ_ONLY_NEWER: written by a newer Shortlist; open for reading only
 * @SL_STORE_NOTICE_READ_ONLY_FILE: the file or its folder may not be written
 */
typedef enum {
  SL_STORE_NOTICE_NONE,
  SL_STORE_NOTICE_RESTORED,
  SL_STORE_NOTICE_STARTED_EMPTY,
  SL_STORE_NOTICE_READ_ONLY_NEWER,
  SL_STORE_NOTICE_READ_ONLY_FILE,
} SlStoreNotice;

/** SlReadLane: which reader thread answers: visible rows and typing never wait behind charts and exports. */
typedef enum {
  SL_READ_INTERACTIVE,
  SL_READ_BACKGROUND,
} SlReadLane;

/**
 * SlReadFunc:
 * @connection: read-only, inside a read transaction: one consistent state for the whole function
 *
 * Runs on a reader thread. Returns what sl_store_read_finish() hands on, or %NULL with @error set.
 */
typedef gpointer (*SlReadFunc) (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error);

#define SL_TYPE_STORE (sl_store_get_type ())
G_DECLARE_FINAL_TYPE (SlStore, sl_store, SL, STORE, GObject)

/* Signal "changed" (SlStore *, guint kinds, gboolean foreign): rows changed. @kinds has bit 1 << SlKind of each kind;
 * @foreign: another program wrote. Properties: "can-undo", "can-redo" (boolean), "read-only" (boolean). */

SlStore *sl_store_new (const char *data_dir, SlClock *clock);
gboolean sl_store_open (SlStore *self, GError **error);
void sl_store_open_async (SlStore *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean sl_store_open_finish (SlStore *self, GAsyncResult *result, GError **error);
void sl_store_close (SlStore *self);

const char *sl_store_get_path (SlStore *self);
SlClock *sl_store_get_clock (SlStore *self);
gboolean sl_store_get_is_open (SlStore *self);
gboolean sl_store_get_read_only (SlStore *self);
SlStoreNotice sl_store_get_notice (SlStore *self);
const char *sl_store_get_notice_path (SlStore *self); /* where the damaged file lies now; NULL: there is none */
const char *sl_store_get_notice_log (SlStore *self); /* where the log of a missing file was kept; NULL: there was none */
guint sl_store_get_notice_n_files (SlStore *self); /* how many attached files are kept that what is open knows nothing of */
const SlBackup *sl_store_get_notice_backup (SlStore *self); /* what was restored in its place, or NULL */

/* Changes. The _async forms finish when the transaction is durable on disk. */
SlTransaction *sl_store_apply (SlStore *self, SlChangeset *changeset, GError **error);
void sl_store_apply_async (SlStore *self, SlChangeset *changeset, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
SlTransaction *sl_store_apply_finish (SlStore *self, GAsyncResult *result, GError **error);

SlTransaction *sl_store_undo (SlStore *self, GError **error);
void sl_store_undo_async (SlStore *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
SlTransaction *sl_store_redo (SlStore *self, GError **error);
void sl_store_redo_async (SlStore *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Undoes this one transaction (a toast's button), also when it is not the newest; SL_ERROR_CONFLICT when a later
 * change touched the same fields. Finish with sl_store_apply_finish(), as for undo and redo. */
void sl_store_undo_transaction_async (SlStore *self, gint64 transaction_id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/* Deletes for good, with its values in the journal, what lies in the Trash: the records that @only deletes, or with NULL
 * all. Can't be undone. Finish with sl_store_apply_finish(). */
SlTransaction *sl_store_purge (SlStore *self, SlChangeset *only, GError **error);
void sl_store_purge_async (SlStore *self, SlChangeset *only, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/* Reads. */
gpointer sl_store_read (SlStore *self, SlReadFunc func, gpointer data, GError **error);
gpointer sl_store_read_on (SlStore *self, SlReadLane lane, SlReadFunc func, gpointer data, GError **error);
void sl_store_read_async (SlStore *self, SlReadLane lane, SlReadFunc func, gpointer data, GDestroyNotify data_free, GDestroyNotify result_free, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gpointer sl_store_read_finish (SlStore *self, GAsyncResult *result, GError **error);

/* Looks whether another program wrote and emits "changed" if so. The store does this by itself when the file's
 * write-ahead log changes; tests call it directly. */
void sl_store_look_for_foreign_changes (SlStore *self);

void sl_store_settle (SlStore *self);

/* Backup with SQLite's backup API into the data folder's backups/, verified before it counts; @reason is a word for
 * the file name ("import", "migration", "manual"). Sync: for the writer's own use and the command line. */
char *sl_store_backup (SlStore *self, const char *reason, GError **error);
void sl_store_backup_async (SlStore *self, const char *reason, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
char *sl_store_backup_finish (SlStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
