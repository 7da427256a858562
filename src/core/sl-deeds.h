/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person can do, each deed once: builders of changesets, which every front end (window, menu, key, drag,
 * command line) hands to sl_store_apply_*(). Arrays of ids are NULL-terminated. All return (transfer full). */

#pragma once

#include "sl-context.h"

G_BEGIN_DECLS

/* Names the one application that a deed is about, so that its wording can: "Moved Acme to Interviewing". The bulk
 * functions do this by themselves. */
void sl_deed_name_application (SlChangeset *changeset, SlRecord *application);

/* Adds an application; @tag_ids (nullable). */
SlChangeset *sl_deed_add_application (SlRecord *application, const char *const *tag_ids);
/* Sets one field of one or many records; deed "edit". A status goes through sl_deed_set_status(). */
SlChangeset *sl_deed_edit (SlKind kind, const char *const *ids, guint field, const SlValue *value);
/* Sets @n_fields fields of one or many records in one step. */
SlChangeset *sl_deed_edit_fields (SlKind kind, const char *const *ids, const guint *fields, const SlValue *values, guint n_fields);
/* Notes that an edit changes something else, too: %SL_EDITED_TAGS, or a field's name. For its wording, before or after others. */
void sl_deed_note_edited (SlChangeset *changeset, const char *name);
#define SL_EDITED_TAGS "tags"
/* Makes @before into @after, all fields in one step. */
SlChangeset *sl_deed_edit_record (SlRecord *before, SlRecord *after);
SlChangeset *sl_deed_set_status (const char *const *ids, const char *status, const char *detail);
/* Logs an event that moves the applications to an interview lane; @outcome only with the lane "closed". */
SlChangeset *sl_deed_move_to_lane (const char *const *ids, const char *lane, const char *outcome);
/**
 * SlBoardPlace: a place in a column of the board.
 * @status: the column's status, or %NULL
 * @lane: the column's interview lane, or %NULL; exactly one of the two is set
 * @above: pk of the card above the place, or 0
 * @below: pk of the card below the place, or 0
 * @outcome: with the lane "closed", how it ended, or %NULL
 */
typedef struct {
  const char *status;
  const char *lane;
  gint64 above;
  gint64 below;
  const char *outcome;
} SlBoardPlace;

/* Puts applications there, in this order; what lies in the column already only changes its place. For an SlReadFunc. */
SlChangeset *sl_deed_place_on_board (SlConnection *connection, const gint64 *pks, guint n_pks, const SlBoardPlace *place, SlClock *clock, GError **error);
/* The same on the writer thread, and applies it. Finish with sl_store_apply_finish (store, result). */
void sl_deed_place_on_board_async (SlContext *context, const gint64 *pks, guint n_pks, const SlBoardPlace *place, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Where the application lies within its column: ascending, those never placed by hand newest first. */
gint64 sl_deed_get_board_rank (SlRecord *application);
SlChangeset *sl_deed_trash (SlKind kind, const char *const *ids, SlClock *clock);
SlChangeset *sl_deed_restore (SlKind kind, const char *const *ids);
SlChangeset *sl_deed_add (SlRecord *record); /* any other kind: event, tag, saved filter, stage… */
SlChangeset *sl_deed_create_tag (const char *name, const char *color, const char *const *application_ids, char **tag_id);
SlChangeset *sl_deed_assign_tag (const char *const *application_ids, const char *tag_id);
SlChangeset *sl_deed_unassign_tag (const char *const *assignment_ids);

/* What happened, in a person's words: "Moved 3 applications to Interviewing". (transfer full) */
char *sl_deed_describe (SlTransaction *transaction);
/* "Added an interview round": what the deed "add", "edit", "trash" or "restore" is called for a kind. (nullable) */
const char *sl_deed_get_kind_phrase (SlKind kind, const char *deed);
/* For the Undo menu item and toast: "Undo moving 3 applications". (transfer full) */
char *sl_deed_describe_undone (SlTransaction *transaction);

/* Builds the changeset on the reader thread's answer: the ids of @pks (which may be 100,000) are looked up first.
 * Finish with sl_store_apply_finish (store, result). */
typedef SlChangeset *(*SlBulkFunc) (const char *const *ids, gpointer data);
void sl_deed_bulk_async (SlContext *context, const gint64 *pks, guint n_pks, SlBulkFunc build, gpointer data, GDestroyNotify data_free, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Takes @tag_id off the applications @pks, or puts it on those that lack it. */
void sl_deed_bulk_tag_async (SlContext *context, const gint64 *pks, guint n_pks, const char *tag_id, gboolean assign, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

G_END_DECLS
