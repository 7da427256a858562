/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding anything by its words: people, questions, saved jobs, rounds and notes, papers; the applications among them as the
 * list's search finds them. In groups, the best few of each. */

#pragma once

#include "sl-context.h"
#include "sl-kinds.h"
#include "sl-row.h"

G_BEGIN_DECLS

/** SlFindGroup: in the order they are shown in. */
typedef enum {
  SL_FIND_APPLICATIONS,
  SL_FIND_PEOPLE,
  SL_FIND_QUESTIONS,
  SL_FIND_SAVED_JOBS,
  SL_FIND_ROUNDS,
  SL_FIND_PAPERS,
  SL_N_FIND_GROUPS,
} SlFindGroup;

#define SL_FIND_GROUP(group) (1u << (group))
#define SL_FIND_ALL ((1u << SL_N_FIND_GROUPS) - 1)

#define SL_TYPE_FOUND (sl_found_get_type ())
G_DECLARE_FINAL_TYPE (SlFound, sl_found, SL, FOUND, GObject)

/* Immutable. Of a question from a round the kind and id are the round's. */
SlFound *sl_found_new_application (SlRow *row);
SlFindGroup sl_found_get_group (SlFound *self);
SlKind sl_found_get_kind (SlFound *self);
const char *sl_found_get_id (SlFound *self);
const char *sl_found_get_title (SlFound *self);
/* What tells it from others of the same title: its application, and the line in which the words stand. Maybe "". */
const char *sl_found_get_detail (SlFound *self);
/* (nullable): of an application */
SlRow *sl_found_get_row (SlFound *self);

/* Returns: (transfer none): the group's name for people */
const char *sl_find_group_get_title (SlFindGroup group);
/* "people", "saved-jobs"…: what the command line calls it */
const char *sl_find_group_get_name (SlFindGroup group);
/* "@peo" → people. FALSE: several or none begin so, or a status does. */
gboolean sl_find_match_group (const char *text, SlFindGroup *group);

/* (transfer full) (element-type SlFound): at most @per_group of each group in @groups (bits), in their order. */
GPtrArray *sl_find_read (SlConnection *connection, const char *text, guint groups, guint per_group, SlDay today, GCancellable *cancellable, GError **error);
void sl_find_async (SlContext *context, const char *text, guint groups, guint per_group, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *sl_find_finish (SlContext *context, GAsyncResult *result, GError **error);

G_END_DECLS
