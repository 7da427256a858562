/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a server said last on its community pages, kept in files for when it can't be reached. Nothing in it is needed: it may be
 * deleted at any time. Bounded, for this person only, and of one account at a time. Blocks: for threads other than the main one. */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _SlCommunityCache SlCommunityCache;

/** SlCommunityEditFunc: (transfer full) (nullable): what is kept of @path in place of @body; %NULL: that stays */
typedef JsonNode *(*SlCommunityEditFunc) (const char *path, JsonNode *body, gpointer data);

SlCommunityCache *sl_community_cache_new  (const char *folder, const char *account);
SlCommunityCache *sl_community_cache_ref  (SlCommunityCache *self);
void              sl_community_cache_unref (SlCommunityCache *self);

void              sl_community_cache_put  (SlCommunityCache *self, const char *path, JsonNode *body, gint64 at);
JsonNode         *sl_community_cache_get  (SlCommunityCache *self, const char *path, gint64 *at);
void              sl_community_cache_edit (SlCommunityCache *self, SlCommunityEditFunc func, gpointer data);
void              sl_community_cache_close (SlCommunityCache *self);
void              sl_community_cache_drop (const char *folder);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlCommunityCache, sl_community_cache_unref)

G_END_DECLS
