/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words in which deeds are journalled: a deed's key, and its subject as a small JSON object with what the wording
 * needs. Files exist with these words: never change one, only add. */

#pragma once

#include "sl-deeds.h"
#include "sl-kinds.h"

G_BEGIN_DECLS

#define SL_DEED_ADD "add"
#define SL_DEED_EDIT "edit"
#define SL_DEED_STATUS "status"
#define SL_DEED_LANE "move"
#define SL_DEED_BOARD "board"
#define SL_DEED_TRASH "trash"
#define SL_DEED_RESTORE "restore"
#define SL_DEED_CREATE_TAG "create-tag"
#define SL_DEED_TAG "tag"
#define SL_DEED_UNTAG "untag"
#define SL_DEED_MERGE_TAGS "merge-tags"
#define SL_DEED_IMPORT "import"
#define SL_DEED_DEMO "demo"
#define SL_DEED_SYNC "sync"
#define SL_DEED_SIGN_OUT "sign-out"
#define SL_DEED_DISCARD "discard"
#define SL_DEED_SWAP "swap"
#define SL_DEED_DONE "done"
#define SL_DEED_SNOOZE "snooze"
#define SL_DEED_REOPEN "reopen-reminder"
#define SL_DEED_ATTACH "attach"
#define SL_DEED_TOUCH "touch"
#define SL_DEED_IMPORT_CONTACTS "import-contacts"
#define SL_DEED_IMPORT_ROUNDS "import-rounds"
#define SL_DEED_ARCHIVE "archive"
#define SL_DEED_UNARCHIVE "unarchive"
#define SL_DEED_CONVERT "convert"
#define SL_DEED_FOLLOW_UP "follow-up"
#define SL_DEED_SNOOZE_QUIET "snooze-quiet"
#define SL_DEED_REOPEN_APPLICATION "reopen"
#define SL_DEED_KEEP_CLOSED "keep-closed"
#define SL_DEED_PURGE "purge" /* by the store itself */
#define SL_DEED_RESTORE_BACKUP "restore-backup" /* by the store itself */
#define SL_DEED_RESTORE_MANY "restore-many"
#define SL_DEED_MERGE "merge"

#define SL_SUBJECT_COMPANY "company"
#define SL_SUBJECT_COUNT "count" /* of applications, where a deed touches other records too */
#define SL_SUBJECT_KIND "kind"
#define SL_SUBJECT_FIELD "field"
#define SL_SUBJECT_NAME "name"
#define SL_SUBJECT_INTO "into" /* what “name” became part of */
#define SL_SUBJECT_STATUS "status"
#define SL_SUBJECT_DETAIL "detail"
#define SL_SUBJECT_MOVED "moved" /* companies of applications that went on to another status by it */
#define SL_SUBJECT_LANE "lane"
#define SL_SUBJECT_BY "by" /* "person": not by itself */

/* A step of the person's, with the kind that it is about. */
SlChangeset *sl_deed_new (const char *deed, SlKind kind);
const char *sl_deed_get_name (SlRecord *record);
/* How many applications it is about, where the changes are more than those. */
void sl_deed_set_count (SlChangeset *changeset, guint count);
/* @companies: (element-type utf8): of the applications that it moves; may be empty */
void sl_deed_set_moved (SlChangeset *changeset, GPtrArray *companies);
/* What becomes of @written, which a person made of @base, where @present holds something else by now: as sl_deed_edit_since() says.
 * @merged (out): initialised. */
gboolean sl_deed_merge_value (SlConnection *connection, SlRecord *present, guint field, const SlValue *base, const SlValue *written, SlClock *clock,
                              SlValue *merged, GError **error);
void sl_deed_update_status (SlChangeset *changeset, const char *id, const char *status, const char *detail);
void sl_deed_insert_lane_event (SlChangeset *changeset, const char *id, const char *lane, const char *outcome);
/* Has @build make the changeset on the writer thread, and applies it, also when the store is closed right after; finish with sl_store_apply_finish(). */
void sl_deed_build_async (SlContext *context, SlReadFunc build, gpointer data, GDestroyNotify data_free, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* For sl_store_apply_async() within an asking of one's own: its GTask (transfer full) returns the SlTransaction or the error. */
void sl_deed_forward_cb (GObject *source, GAsyncResult *result, gpointer task);
/* @value (nullable): leaves @key out. */
void sl_deed_set_subject (SlChangeset *changeset, const char *key, const char *value);

/* "Added an interview round": the phrase of a deed that every kind has, to be translated; NULL for other deeds. */
const char *_sl_deed_find_kind_phrase (SlKind kind, const char *deed, gboolean undo);

G_END_DECLS
