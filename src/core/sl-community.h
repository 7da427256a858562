/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The community pages of the server that the person is signed in to. Nothing is asked before the person has agreed to
 * sync, and nothing is kept after signing out. Main thread only; whatever waits is done on another one. */

#pragma once

#include "sl-context.h"
#include "sl-sync-keeper.h"
#include "sl-tracker-community.h"

G_BEGIN_DECLS

/**
 * SlCommunityPlace: what to read
 * @SL_COMMUNITY_FEED: what everybody shares
 * @SL_COMMUNITY_MINE: what the person wrote
 * @SL_COMMUNITY_GROUPS: all that are public, and those the person is in
 * @SL_COMMUNITY_GROUP: one, its members and posts; @what: its id
 * @SL_COMMUNITY_PEOPLE: whom the person follows, who follows them, and who was here lately
 * @SL_COMMUNITY_SEARCH: people; @what: words
 * @SL_COMMUNITY_PERSON: one, what they shared lately, the groups that both are in, who follows them and whom they follow; @what: their id
 * @SL_COMMUNITY_PROGRESS: milestones and numbers
 * @SL_COMMUNITY_PROFILE: one's own
 */
typedef enum {
  SL_COMMUNITY_FEED,
  SL_COMMUNITY_MINE,
  SL_COMMUNITY_GROUPS,
  SL_COMMUNITY_GROUP,
  SL_COMMUNITY_PEOPLE,
  SL_COMMUNITY_SEARCH,
  SL_COMMUNITY_PERSON,
  SL_COMMUNITY_PROGRESS,
  SL_COMMUNITY_PROFILE,
} SlCommunityPlace;

/**
 * SlCommunityCounts: the same numbers as the server has, of the data here
 * @offers: of what is written down about offers, as @rejections
 * @rates: as the charts have them
 */
typedef struct {
  gint64 applications, offers, rejections, reflections, stages, contacts, reminders;
  SlTrackerRates rates;
} SlCommunityCounts;

/** SlCommunityStanding: how many applications have @status here and on the server, -1: it doesn't tell; a word of the server where nothing here is it */
typedef struct {
  char *status;
  gint64 here, there;
} SlCommunityStanding;

/**
 * SlCommunityPage: what was read; what a place hasn't is %NULL
 * @posts: of #SlTrackerPost
 * @groups: of #SlTrackerGroup: public ones; of a person: which the person here is in, too
 * @my_groups: of #SlTrackerGroup
 * @people: of #SlTrackerPerson: found, or here lately
 * @members: of #SlTrackerMember
 * @followers: ids of people, as @following, @their_followers and @their_following
 * @milestones: of #SlTrackerMilestone
 * @standings: of #SlCommunityStanding
 * @reactions: (element-type utf8 utf8): what the person said to posts from this computer, by the post's id
 * @has_more: there may be another page of posts, groups or people found
 * @as_of: from when it is; %SL_TIME_NONE: from now
 * @problem: (nullable): why it isn't from now
 * @lack: (nullable): why some of it didn't come: that is %NULL, or -1 for a number. For a person's page and for progress; other
 *   pages come whole or not at all
 */
typedef struct {
  SlTrackerPerson *me;
  SlTrackerPerson *person;
  SlTrackerGroup *group;
  GPtrArray *posts, *groups, *my_groups, *people, *members, *followers, *following, *milestones;
  GPtrArray *their_followers, *their_following; /* of a person: not of the one here */
  GPtrArray *standings;
  GPtrArray *met; /* of SlTrackerPerson: whose names were looked up on the way */
  GPtrArray *met_groups; /* of SlTrackerGroup, as @met */
  GHashTable *reactions;
  gint64 n_followers, n_following;
  SlTrackerStats stats;
  SlTrackerRates rates;
  SlCommunityCounts counts;
  gboolean has_more;
  gint64 as_of;
  char *problem;
  char *lack;
} SlCommunityPage;

void sl_community_page_free (SlCommunityPage *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlCommunityPage, sl_community_page_free)

/** SlCommunityDeedKind: what it needs of #SlCommunityDeed stands behind it */
typedef enum {
  SL_COMMUNITY_FOLLOW,       /* id */
  SL_COMMUNITY_UNFOLLOW,     /* id */
  SL_COMMUNITY_JOIN,         /* id */
  SL_COMMUNITY_LEAVE,        /* id */
  SL_COMMUNITY_SAVE_GROUP,   /* id, title: nullable: its name, text: nullable, is_public; what is NULL stays */
  SL_COMMUNITY_DELETE_GROUP, /* id */
  SL_COMMUNITY_SAVE_POST,    /* id, title: nullable, text: nullable, is_public; what is NULL stays */
  SL_COMMUNITY_DELETE_POST,  /* id */
  SL_COMMUNITY_REACT,        /* id, word: nullable */
  SL_COMMUNITY_SAVE_PROFILE, /* title: nullable: the name, text: nullable, word: nullable: the visibility; what is NULL stays */
} SlCommunityDeedKind;

typedef struct {
  SlCommunityDeedKind kind;
  const char *id;
  const char *title;
  const char *text;
  const char *word;
  gboolean is_public;
} SlCommunityDeed;

#define SL_TYPE_COMMUNITY (sl_community_get_type ())
G_DECLARE_FINAL_TYPE (SlCommunity, sl_community, SL, COMMUNITY, GObject)

/* Property "available" (boolean): whether the person is signed in and has agreed.
 * Signal "changed" (SlCommunity *): a deed was done: what was read may not be so any more. */

SlCommunity *sl_community_new (SlContext *context, SlSyncKeeper *keeper);

gboolean               sl_community_is_available (SlCommunity *self);
SlClock               *sl_community_get_clock  (SlCommunity *self);
char                  *sl_community_dup_server (SlCommunity *self);
const SlTrackerPerson *sl_community_get_me     (SlCommunity *self);
char                  *sl_community_dup_name   (SlCommunity *self, const char *id);
gboolean               sl_community_has_name  (SlCommunity *self, const char *id);
char                  *sl_community_dup_group_name (SlCommunity *self, const char *id);
gboolean               sl_community_is_me      (SlCommunity *self, const char *id);
gboolean               sl_community_follows    (SlCommunity *self, const char *id);

void             sl_community_read_async  (SlCommunity *self, SlCommunityPlace place, const char *what, guint skip, GAsyncReadyCallback callback, gpointer user_data);
SlCommunityPage *sl_community_read_finish (SlCommunity *self, GAsyncResult *result, GError **error);

void     sl_community_do_async  (SlCommunity *self, const SlCommunityDeed *deed, GAsyncReadyCallback callback, gpointer user_data);
gboolean sl_community_do_finish (SlCommunity *self, GAsyncResult *result, GError **error);

void     sl_community_post_async  (SlCommunity *self, SlTrackerDraft *draft, GAsyncReadyCallback callback, gpointer user_data);
gboolean sl_community_post_finish (SlCommunity *self, GAsyncResult *result, SlTrackerDraft **draft, GError **error);

/* Why the server counts otherwise than is counted here. */
char *sl_community_explain (const SlCommunityPage *page);

G_END_DECLS
