/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of SlCommunity share. */

#pragma once

#include "sl-community.h"

G_BEGIN_DECLS

/* What the person said to posts, in the cache beside what the server said: it tells nobody. */
#define SL_COMMUNITY_REACTIONS "reactions"

/**
 * SlCommunityAsk: what another thread works on
 * @known: (element-type utf8): ids of people whose names needn't be looked up; "" for oneself
 * @known_groups: (element-type utf8): as @known, of groups
 * @needs_following: whether to find out whom the person follows
 */
typedef struct {
  SlStore *store;
  SlDay today;
  SlCommunityCache *cache;
  gint64 now;

  SlCommunityPlace place;
  char *what;
  guint skip;
  char *me; /* (nullable) */
  GHashTable *known, *known_groups;
  gboolean needs_following;

  SlCommunityDeedKind deed;
  char *id, *title, *text, *word;
  gboolean is_public;

  SlTrackerDraft *draft;
} SlCommunityAsk;

/** SlCommunitySent: @draft: to be sent again if the person wants it; @error: (nullable): %NULL: it was made */
typedef struct {
  SlTrackerDraft *draft;
  GError *error;
} SlCommunitySent;

void _sl_community_sent_free (SlCommunitySent *sent);

/* SlSyncAskFuncs; they return an SlCommunityPage, something that isn't NULL, an SlCommunitySent. */
gpointer _sl_community_read (SlTransport *transport, gpointer data, GCancellable *cancellable, GError **error);
gpointer _sl_community_do (SlTransport *transport, gpointer data, GCancellable *cancellable, GError **error);
gpointer _sl_community_create (SlTransport *transport, gpointer data, GCancellable *cancellable, GError **error);

gboolean _sl_community_count (SlStore *store, SlDay today, SlCommunityCounts *counts, GError **error);

GPtrArray *_sl_community_compare (SlStore *store, GPtrArray *pipeline, GError **error);

G_END_DECLS
