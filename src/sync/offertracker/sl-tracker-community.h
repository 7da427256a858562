/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The community of an OfferTracker server: people, groups, posts and one's own progress, asked one by one. Everything here
 * waits for the network, on a thread other than the main one. What others wrote comes out clean and bounded: valid UTF-8, no
 * marks that turn the direction of other text, names on one line.
 *
 * A list comes in pages. A short page isn't the end, an empty one is. */

#pragma once

#include "sl-community-cache.h"
#include "sl-transport.h"

G_BEGIN_DECLS

#define SL_TRACKER_PAGE 20
/* What the server takes, in characters. */
#define SL_TRACKER_MAX_NAME 100
#define SL_TRACKER_MAX_TITLE 255
/* The server takes longer ones; nobody reads them. */
#define SL_TRACKER_MAX_CONTENT 5000
#define SL_TRACKER_MAX_BIO 1000
/* Of what one may want to change again. */
#define SL_TRACKER_MAX_OWN 10000

/**
 * SlTrackerCommunity: who asks
 * @transport: (nullable): signed in; %NULL: only what was kept is looked at
 * @cache: (nullable): where answers are kept, and taken from when none comes
 * @now: microseconds since 1970 UTC
 * @as_of: (out): when the oldest of what was kept and is now told came; %SL_TIME_NONE: all of it is new
 * @problem: (out) (nullable): why that had to be, for people
 */
typedef struct {
  SlTransport *transport;
  SlCommunityCache *cache;
  GCancellable *cancellable;
  gint64 now;
  gint64 as_of;
  char *problem;
} SlTrackerCommunity;

void sl_tracker_community_init  (SlTrackerCommunity *self, SlTransport *transport, SlCommunityCache *cache, gint64 now, GCancellable *cancellable);
void sl_tracker_community_clear (SlTrackerCommunity *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SlTrackerCommunity, sl_tracker_community_clear)

/* People */

/**
 * SlTrackerPerson:
 * @username: never empty
 * @display_name: (nullable)
 * @bio: (nullable)
 * @visibility: (nullable): as the server has it; known are "private", "followers", "groups" and "public"
 * @streak_days: -1: not told
 */
typedef struct {
  char *id;
  char *username;
  char *display_name;
  char *bio;
  char *visibility;
  gint64 streak_days;
} SlTrackerPerson;

/** SlTrackerFollow: @follower follows @followed; both ids of people */
typedef struct {
  char *follower;
  char *followed;
} SlTrackerFollow;

SlTrackerPerson *sl_tracker_person_copy (const SlTrackerPerson *self);
void        sl_tracker_person_free (SlTrackerPerson *self);
const char *sl_tracker_person_get_name (const SlTrackerPerson *self);

SlTrackerPerson *sl_tracker_people_me (SlTrackerCommunity *self, GError **error);
SlTrackerPerson *sl_tracker_people_save_me (SlTrackerCommunity *self, const char *display_name, const char *bio, const char *visibility, GError **error);
SlTrackerPerson *sl_tracker_people_get (SlTrackerCommunity *self, const char *id, GError **error);
GPtrArray       *sl_tracker_people_search (SlTrackerCommunity *self, const char *words, guint skip, GError **error);
GPtrArray       *sl_tracker_people_followers (SlTrackerCommunity *self, const char *id, GError **error);
GPtrArray       *sl_tracker_people_following (SlTrackerCommunity *self, const char *id, GError **error);
gboolean         sl_tracker_people_count_follows (SlTrackerCommunity *self, const char *id, gint64 *n_followers, gint64 *n_following, GError **error);
gboolean         sl_tracker_people_follow (SlTrackerCommunity *self, const char *id, GError **error);
gboolean         sl_tracker_people_unfollow (SlTrackerCommunity *self, const char *id, GError **error);

/* What is made anew */

/**
 * SlTrackerDraft: something to be made on the server, once. Keeps what is known of tries whose end nobody knows.
 * @is_uncertain: it may have been made: send it again only when the person wants it
 */
typedef struct {
  JsonObject *body;
  const char *path;
  const char *mine; /* the list where it shows up then */
  GHashTable *before; /* (nullable): ids that were in that list before the first try */
  gboolean is_uncertain;
} SlTrackerDraft;

void     sl_tracker_draft_free (SlTrackerDraft *self);
gboolean sl_tracker_draft_send (SlTrackerCommunity *self, SlTrackerDraft *draft, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlTrackerDraft, sl_tracker_draft_free)

/* Groups */

/**
 * SlTrackerGroup:
 * @description: (nullable)
 * @is_cut: whether the description was longer; it isn't to be edited then
 * @creator: id of a person
 * @n_members: -1: not told, as in every list
 */
typedef struct {
  char *id;
  char *name;
  char *description;
  char *creator;
  gboolean is_public;
  gboolean is_cut;
  gint64 n_members;
} SlTrackerGroup;

/** SlTrackerMember: @role: as the server has it; known are "admin" and "member" */
typedef struct {
  char *person;
  char *role;
} SlTrackerMember;

void sl_tracker_group_free (SlTrackerGroup *self);

GPtrArray      *sl_tracker_groups_list (SlTrackerCommunity *self, guint skip, GError **error);
GPtrArray      *sl_tracker_groups_mine (SlTrackerCommunity *self, GError **error);
SlTrackerGroup *sl_tracker_groups_get (SlTrackerCommunity *self, const char *id, GError **error);
GPtrArray      *sl_tracker_groups_members (SlTrackerCommunity *self, const char *id, GError **error);
SlTrackerDraft *sl_tracker_groups_draft (const char *name, const char *description, gboolean is_public);
SlTrackerGroup *sl_tracker_groups_create (SlTrackerCommunity *self, SlTrackerDraft *draft, GError **error);
gboolean        sl_tracker_groups_save (SlTrackerCommunity *self, const char *id, const char *name, const char *description, gboolean is_public, GError **error);
gboolean        sl_tracker_groups_delete (SlTrackerCommunity *self, const char *id, GError **error);
gboolean        sl_tracker_groups_join (SlTrackerCommunity *self, const char *id, GError **error);
gboolean        sl_tracker_groups_leave (SlTrackerCommunity *self, const char *id, GError **error);

/* Posts. How many reactions one has isn't told: the server says 0 whatever there is. */

/**
 * SlTrackerPost:
 * @author: id of a person
 * @group: (nullable): id of a group
 * @type: as the server has it; known are "Update", "Tip", "Milestone", "Question", "Resource" and "Celebration"
 * @title: (nullable)
 * @is_public: whether it is in everybody's feed; in a group all read it
 * @is_cut: whether the text was longer; it isn't to be edited then
 * @created_at: microseconds since 1970 UTC; %SL_TIME_NONE: not told
 */
typedef struct {
  char *id;
  char *author;
  char *group;
  char *type;
  char *title;
  char *content;
  gboolean is_public;
  gboolean is_cut;
  gint64 created_at;
} SlTrackerPost;

void sl_tracker_post_free (SlTrackerPost *self);

GPtrArray      *sl_tracker_posts_feed (SlTrackerCommunity *self, const char *group, guint skip, GError **error);
GPtrArray      *sl_tracker_posts_by (SlTrackerCommunity *self, const char *author, GError **error);
GPtrArray      *sl_tracker_posts_mine (SlTrackerCommunity *self, guint skip, GError **error);
SlTrackerDraft *sl_tracker_posts_draft (const char *type, const char *title, const char *content, const char *group, gboolean is_public);
SlTrackerPost  *sl_tracker_posts_create (SlTrackerCommunity *self, SlTrackerDraft *draft, GError **error);
gboolean        sl_tracker_posts_save (SlTrackerCommunity *self, const char *id, const char *title, const char *content, gboolean is_public, GError **error);
gboolean        sl_tracker_posts_delete (SlTrackerCommunity *self, const char *id, GError **error);
gboolean        sl_tracker_posts_react (SlTrackerCommunity *self, const char *id, const char *reaction, GError **error);

/* Progress */

/** SlTrackerMilestone: @reached_at: microseconds since 1970 UTC; %SL_TIME_NONE: not yet */
typedef struct {
  char *id;
  char *name;
  char *description;
  gint64 reached_at;
} SlTrackerMilestone;

/** SlTrackerStats: what the server counts of one's own; -1: not told. Offers and rejections are what is written in rows of
 * offers, whatever the status of the application. */
typedef struct {
  gint64 applications, offers, rejections, reflections, stages, contacts, reminders;
  gint64 streak_days, milestones;
} SlTrackerStats;

/** SlTrackerRates: of what was sent, 0 to 1; -1: not told */
typedef struct {
  double response, interview, offer;
} SlTrackerRates;

/** SlTrackerTally: how many applications have a status; @word: as the server has it */
typedef struct {
  char *word;
  gint64 n;
} SlTrackerTally;

void sl_tracker_milestone_free (SlTrackerMilestone *self);

GPtrArray *sl_tracker_progress_milestones (SlTrackerCommunity *self, GError **error);
GPtrArray *sl_tracker_progress_active (SlTrackerCommunity *self, GError **error);
gboolean   sl_tracker_progress_stats (SlTrackerCommunity *self, SlTrackerStats *stats, GError **error);
GPtrArray *sl_tracker_progress_dashboard (SlTrackerCommunity *self, SlTrackerRates *rates, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlTrackerPerson, sl_tracker_person_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlTrackerGroup, sl_tracker_group_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlTrackerPost, sl_tracker_post_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlTrackerMilestone, sl_tracker_milestone_free)

G_END_DECLS
