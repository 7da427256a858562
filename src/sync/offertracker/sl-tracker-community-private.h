/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the community share: asking, reading rows, making something once. */

#pragma once

#include "sl-tracker-answer.h"
#include "sl-tracker-community.h"

G_BEGIN_DECLS

#define API "/api/v1"

/* Reads one row; %NULL: it isn't one. */
typedef gpointer (*SlTrackerRowFunc) (JsonObject *row);

char *_sl_tracker_community_clean_line (JsonObject *row, const char *member, guint max_chars);
char *_sl_tracker_community_clean_text (JsonObject *row, const char *member, guint max_chars, gboolean *is_cut);
char *_sl_tracker_community_clean_id   (JsonObject *row, const char *member);
gint64 _sl_tracker_community_read_time (JsonObject *row, const char *member);

JsonNode  *_sl_tracker_community_get (SlTrackerCommunity *self, const char *path, JsonNodeType type, GError **error);
GPtrArray *_sl_tracker_community_list (SlTrackerCommunity *self, const char *path, SlTrackerRowFunc read, GDestroyNotify row_free, GError **error);
GPtrArray *_sl_tracker_community_list_all (SlTrackerCommunity *self, const char *path, SlTrackerRowFunc read, GDestroyNotify row_free, GError **error);

SlTrackerAnswer *_sl_tracker_community_ask (SlTrackerCommunity *self, const char *method, const char *path, JsonObject *body, SlReplyState *state);
gboolean _sl_tracker_community_do_until (SlTrackerCommunity *self, const char *method, const char *path, JsonObject *body, const char *already, GError **error);
gboolean _sl_tracker_community_fail (SlTrackerCommunity *self, const SlTrackerAnswer *answer, SlReplyState state, GError **error);
JsonObject *_sl_tracker_community_create (SlTrackerCommunity *self, SlTrackerDraft *draft, GError **error);

/* What is kept follows what was done. */
void _sl_tracker_community_forget    (SlTrackerCommunity *self, const char *path, const char *member, const char *value);
void _sl_tracker_community_amend     (SlTrackerCommunity *self, const char *path, const char *id, JsonObject *changes);
void _sl_tracker_community_keep_made (SlTrackerCommunity *self, const SlTrackerDraft *draft, JsonObject *row);
void _sl_tracker_community_keep_follow (SlTrackerCommunity *self, const char *id, gboolean follows);
void _sl_tracker_community_copy_row  (SlTrackerCommunity *self, const char *from, const char *to, const char *id);

char *_sl_tracker_community_path (const char *format, const char *id);

G_END_DECLS
