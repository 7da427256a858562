/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deeds on answers to interview questions and on the tags' library; see sl-deeds.h. */

#pragma once

#include "sl-deeds.h"

G_BEGIN_DECLS

/* Writes the person's notes on a question. @answer_id (nullable): the record that holds them so far; NULL makes one.
 * @new_id (out) (optional) (transfer full): its id, in either case. @notes (nullable): empties them. */
SlChangeset *sl_deed_write_answer (const char *question, const char *answer_id, const char *notes, char **new_id);
/* The same, looking first what there is by now: @answer_id, or another answer to what counts as the same question. Nothing
 * to write and nothing there changes nothing. What came meanwhile in place of @base (nullable: no matter), the notes that the
 * person began with, is merged as sl_deed_edit_since() does. For an SlReadFunc, with @base on the writer thread. */
SlChangeset *sl_deed_answer_question (SlConnection *connection, const char *question, const char *answer_id, const char *base, const char *notes, SlClock *clock, GError **error);
/* The same on the writer thread, and applies it. Finish with sl_store_apply_finish (store, result). */
void sl_deed_answer_question_async (SlContext *context, const char *question, const char *answer_id, const char *base, const char *notes, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/* Whether the person moved something to an offer. */
gboolean sl_deed_reaches_offer (SlTransaction *transaction);

/* Gives what has the tag @from_id the tag @into_id instead, in saved filters too, and moves @from_id to the Trash. For an
 * SlReadFunc. */
SlChangeset *sl_deed_merge_tags (SlConnection *connection, const char *from_id, const char *into_id, SlClock *clock, GError **error);
/* The same on the writer thread, and applies it. Finish with sl_store_apply_finish (store, result). */
void sl_deed_merge_tags_async (SlContext *context, const char *from_id, const char *into_id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

G_END_DECLS
