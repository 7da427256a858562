/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person wrote and doesn't stand any more, because another computer or the web page changed the same. Kept until the
 * person says that it isn't needed. Functions of a connection. */

#pragma once

#include "sl-changeset.h"
#include "sl-connection.h"
#include "sl-record.h"

G_BEGIN_DECLS

/**
 * SlSyncConflictWay:
 * @SL_SYNC_CONFLICT_REPLACED: something else stands instead of what lost
 * @SL_SYNC_CONFLICT_BOTH: what lost stands as well, in one text with the other
 * @SL_SYNC_CONFLICT_EMPTIED_HERE: the field was emptied here, and changed elsewhere
 * @SL_SYNC_CONFLICT_EMPTIED_THERE: the other way round
 * @SL_SYNC_CONFLICT_EMPTIED: the field was emptied, and nobody knows any more where
 * @SL_SYNC_CONFLICT_DELETED: the record was deleted here, and came back as it was changed elsewhere
 */
typedef enum {
  SL_SYNC_CONFLICT_REPLACED,
  SL_SYNC_CONFLICT_BOTH,
  SL_SYNC_CONFLICT_EMPTIED_HERE,
  SL_SYNC_CONFLICT_EMPTIED_THERE,
  SL_SYNC_CONFLICT_EMPTIED,
  SL_SYNC_CONFLICT_DELETED,
} SlSyncConflictWay;

/**
 * SlSyncConflict:
 * @way: what happened
 * @number: by which it is called
 * @at: when it lost, microseconds since 1970 UTC
 * @lost: what was written; null: the field was emptied; of a deletion, when it was
 * @present: what stands now
 */
typedef struct {
  SlSyncConflictWay way;
  gint64 number;
  SlKind kind;
  char *id;
  guint field;
  gint64 at;
  SlValue lost;
  SlValue present;
} SlSyncConflict;

/* Subject of a swap by which a record went to the Trash. */
#define SL_SYNC_CONFLICT_SUBJECT_TRASH "trash"

void       sl_sync_conflict_free   (SlSyncConflict *self);
const char *sl_sync_conflict_explain (const SlSyncConflict *self);
gboolean   sl_sync_conflict_is_own (SlConnection *connection, const SlSyncConflict *self);
GPtrArray *sl_sync_conflicts_read  (SlConnection *connection, GError **error);
SlSyncConflict *sl_sync_conflict_find (SlConnection *connection, gint64 number, GError **error);
int        sl_sync_conflicts_count (SlConnection *connection, GError **error);
gboolean   sl_sync_conflict_swap   (SlConnection *connection, SlChangeset *changes, gint64 number, gint64 now, GError **error);
gboolean   sl_sync_conflicts_settle (SlConnection *connection, GArray *numbers, gint64 *mark, GError **error);
gboolean   sl_sync_conflicts_reopen (SlConnection *connection, gint64 mark, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlSyncConflict, sl_sync_conflict_free)

G_END_DECLS
