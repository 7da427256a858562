/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-community.h: what a page needs, read on another thread. */

#define G_LOG_DOMAIN "sl-community"

#include "config.h"

#include "sl-community-private.h"
#include "sl-error.h"
#include "sl-json.h"

/* The server tells names one by one. */
#define MAX_LOOKUPS 30
/* Which groups somebody is in isn't told: the members of so many of one's own are looked through. */
#define MAX_SHARED 10

void
sl_community_page_free (SlCommunityPage *self)
{
  if (self == NULL)
    return;
  sl_tracker_person_free (self->me);
  sl_tracker_person_free (self->person);
  sl_tracker_group_free (self->group);
  g_clear_pointer (&self->posts, g_ptr_array_unref);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  g_clear_pointer (&self->my_groups, g_ptr_array_unref);
  g_clear_pointer (&self->people, g_ptr_array_unref);
  g_clear_pointer (&self->members, g_ptr_array_unref);
  g_clear_pointer (&self->followers, g_ptr_array_unref);
  g_clear_pointer (&self->following, g_ptr_array_unref);
  g_clear_pointer (&self->milestones, g_ptr_array_unref);
  g_clear_pointer (&self->their_followers, g_ptr_array_unref);
  g_clear_pointer (&self->their_following, g_ptr_array_unref);
  g_clear_pointer (&self->standings, g_ptr_array_unref);
  g_clear_pointer (&self->met, g_ptr_array_unref);
  g_clear_pointer (&self->met_groups, g_ptr_array_unref);
  g_clear_pointer (&self->reactions, g_hash_table_unref);
  g_free (self->problem);
  g_free (self->lack);
  g_free (self);
}

/* State of one reading. */
typedef struct {
  SlCommunityAsk *ask;
  SlTrackerCommunity way;
  SlCommunityPage *page;
  const char *me;
  guint n_lookups;
} Reading;

/* Names */

static void
note_met (Reading         *self,
          SlTrackerPerson *person)
{
  g_hash_table_add (self->ask->known, g_strdup (person->id));
  g_ptr_array_add (self->page->met, person);
}

/* Who hides has no name; nobody is asked about them again. */
static void
look_up (Reading    *self,
         const char *id)
{
  g_autoptr (GError) error = NULL;
  SlTrackerPerson *person;

  if (g_strcmp0 (id, self->me) == 0 || g_hash_table_contains (self->ask->known, id) || self->n_lookups >= MAX_LOOKUPS)
    return;
  self->n_lookups++;
  person = sl_tracker_people_get (&self->way, id, &error);
  if (person == NULL && g_error_matches (error, SL_ERROR, SL_ERROR_UNREACHABLE))
    self->n_lookups = MAX_LOOKUPS;
  else if (person == NULL)
    {
      person = g_new0 (SlTrackerPerson, 1);
      person->id = g_strdup (id);
      person->username = g_strdup ("");
      person->streak_days = -1;
    }
  if (person != NULL)
    note_met (self, person);
}

/* As look_up(). */
static void
look_up_group (Reading    *self,
               const char *id)
{
  g_autoptr (GError) error = NULL;
  SlTrackerGroup *group;

  if (id == NULL || g_hash_table_contains (self->ask->known_groups, id) || self->n_lookups >= MAX_LOOKUPS)
    return;
  self->n_lookups++;
  g_hash_table_add (self->ask->known_groups, g_strdup (id));
  group = sl_tracker_groups_get (&self->way, id, &error);
  if (group == NULL && g_error_matches (error, SL_ERROR, SL_ERROR_UNREACHABLE))
    return;
  if (group == NULL)
    {
      group = g_new0 (SlTrackerGroup, 1);
      group->id = g_strdup (id);
      group->name = g_strdup ("");
    }
  g_ptr_array_add (self->page->met_groups, group);
}

static void
look_up_ids (Reading   *self,
             GPtrArray *ids)
{
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    look_up (self, g_ptr_array_index (ids, i));
}

static void
look_up_all (Reading *self)
{
  SlCommunityPage *page = self->page;

  if (page->person != NULL)
    note_met (self, sl_tracker_person_copy (page->person));
  for (guint i = 0; page->people != NULL && i < page->people->len; i++)
    note_met (self, sl_tracker_person_copy (g_ptr_array_index (page->people, i)));
  for (guint i = 0; page->posts != NULL && i < page->posts->len; i++)
    look_up (self, ((SlTrackerPost *) g_ptr_array_index (page->posts, i))->author);
  for (guint i = 0; page->members != NULL && i < page->members->len; i++)
    look_up (self, ((SlTrackerMember *) g_ptr_array_index (page->members, i))->person);
  if (self->ask->place == SL_COMMUNITY_PEOPLE)
    look_up_ids (self, page->following);
  look_up_ids (self, page->followers);
  look_up_ids (self, page->their_followers);
  look_up_ids (self, page->their_following);
  for (guint i = 0; page->posts != NULL && i < page->posts->len; i++)
    look_up_group (self, ((SlTrackerPost *) g_ptr_array_index (page->posts, i))->group);
}

/* Places */

/* (transfer full) (element-type utf8): the other end of each; takes @follows */
static GPtrArray *
take_ids (GPtrArray *follows,
          gboolean   followed)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < follows->len; i++)
    {
      SlTrackerFollow *follow = g_ptr_array_index (follows, i);

      g_ptr_array_add (ids, g_strdup (followed ? follow->followed : follow->follower));
    }
  g_ptr_array_unref (follows);
  return ids;
}

static gboolean
read_following (Reading *self,
                GError **error)
{
  GPtrArray *follows;

  if (!self->ask->needs_following && self->ask->place != SL_COMMUNITY_PEOPLE)
    return TRUE;
  follows = sl_tracker_people_following (&self->way, self->me, error);
  if (follows == NULL)
    return FALSE;
  self->page->following = take_ids (follows, TRUE);
  return TRUE;
}

static gboolean
read_people (Reading *self,
             GError **error)
{
  GPtrArray *follows = sl_tracker_people_followers (&self->way, self->me, error);

  if (follows == NULL)
    return FALSE;
  self->page->followers = take_ids (follows, FALSE);
  self->page->people = sl_tracker_progress_active (&self->way, error);
  return self->page->people != NULL;
}

static gboolean
read_groups (Reading *self,
             GError **error)
{
  self->page->groups = sl_tracker_groups_list (&self->way, self->ask->skip, error);
  if (self->page->groups == NULL)
    return FALSE;
  self->page->has_more = self->page->groups->len > 0;
  self->page->my_groups = sl_tracker_groups_mine (&self->way, error);
  return self->page->my_groups != NULL;
}

static gboolean
take_posts (Reading   *self,
            GPtrArray *posts)
{
  self->page->posts = posts;
  self->page->has_more = posts != NULL && posts->len > 0;
  return posts != NULL;
}

static gboolean
read_group (Reading *self,
            GError **error)
{
  const char *id = self->ask->what;

  self->page->group = sl_tracker_groups_get (&self->way, id, error);
  if (self->page->group == NULL)
    return FALSE;
  self->page->members = sl_tracker_groups_members (&self->way, id, error);
  return self->page->members != NULL && take_posts (self, sl_tracker_posts_feed (&self->way, id, self->ask->skip, error));
}

static gboolean
has_member (GPtrArray  *members,
            const char *id)
{
  for (guint i = 0; i < members->len; i++)
    if (g_str_equal (((SlTrackerMember *) g_ptr_array_index (members, i))->person, id))
      return TRUE;
  return FALSE;
}

/* Takes @lack, which kept a part of a page from coming. %FALSE with @error: without it nothing else comes either. */
static gboolean
do_without (Reading *self,
            GError  *lack,
            GError **error)
{
  gboolean ends = g_error_matches (lack, SL_ERROR, SL_ERROR_SIGN_IN) || g_cancellable_is_cancelled (self->way.cancellable);

  if (ends)
    {
      g_propagate_error (error, lack);
      return FALSE;
    }
  if (self->page->lack == NULL)
    self->page->lack = g_strdup (lack->message);
  g_error_free (lack);
  return TRUE;
}

/* Leaves the groups that @id is in as well, as far as their members are told. */
static gboolean
read_shared (Reading    *self,
             const char *id,
             GError    **error)
{
  GError *lack = NULL;
  GPtrArray *groups = self->page->groups = sl_tracker_groups_mine (&self->way, &lack);

  if (groups == NULL)
    return do_without (self, lack, error);
  if (groups->len > MAX_SHARED)
    g_ptr_array_set_size (groups, MAX_SHARED);
  for (guint i = groups->len; i > 0; i--)
    {
      g_autoptr (GPtrArray) members = sl_tracker_groups_members (&self->way, ((SlTrackerGroup *) g_ptr_array_index (groups, i - 1))->id, &lack);

      if (members == NULL && !do_without (self, g_steal_pointer (&lack), error))
        return FALSE;
      if (members == NULL || !has_member (members, id))
        g_ptr_array_remove_index (groups, i - 1);
    }
  return TRUE;
}

/* (out) (nullable) @ids: who is at the other end of @follows, which it takes; %NULL: @lack says why there are none */
static gboolean
take_follows (Reading    *self,
              GPtrArray  *follows,
              gboolean    followed,
              GError     *lack,
              GPtrArray **ids,
              GError    **error)
{
  if (follows == NULL)
    return do_without (self, lack, error);
  *ids = take_ids (follows, followed);
  return TRUE;
}

static gboolean
read_their_follows (Reading    *self,
                    const char *id,
                    GError    **error)
{
  SlCommunityPage *page = self->page;
  GError *lack = NULL;
  GPtrArray *follows = sl_tracker_people_followers (&self->way, id, &lack);

  if (!take_follows (self, follows, FALSE, g_steal_pointer (&lack), &page->their_followers, error))
    return FALSE;
  follows = sl_tracker_people_following (&self->way, id, &lack);
  return take_follows (self, follows, TRUE, lack, &page->their_following, error);
}

static gboolean
read_their_posts (Reading    *self,
                  const char *id,
                  GError    **error)
{
  GError *lack = NULL;

  self->page->posts = sl_tracker_posts_by (&self->way, id, &lack);
  return self->page->posts != NULL || do_without (self, lack, error);
}

static gboolean
count_follows (Reading    *self,
               const char *id,
               GError    **error)
{
  GError *lack = NULL;

  self->page->n_followers = self->page->n_following = -1;
  return sl_tracker_people_count_follows (&self->way, id, &self->page->n_followers, &self->page->n_following, &lack) || do_without (self, lack, error);
}

static gboolean
read_person (Reading *self,
             GError **error)
{
  const char *id = self->ask->what;

  self->page->person = sl_tracker_people_get (&self->way, id, error);
  return self->page->person != NULL && count_follows (self, id, error) && read_their_posts (self, id, error) && read_shared (self, id, error) &&
         read_their_follows (self, id, error);
}

/* What the server counts. */
static gboolean
read_stats (Reading *self,
            GError **error)
{
  GError *lack = NULL;

  self->page->stats = (SlTrackerStats) { -1, -1, -1, -1, -1, -1, -1, -1, -1 };
  return sl_tracker_progress_stats (&self->way, &self->page->stats, &lack) || do_without (self, lack, error);
}

/* Beside it what is counted here, which needs no server. */
static gboolean
read_progress (Reading *self,
               GError **error)
{
  SlCommunityPage *page = self->page;
  GError *lack = NULL;
  g_autoptr (GPtrArray) pipeline = NULL;

  page->milestones = sl_tracker_progress_milestones (&self->way, &lack);
  if (page->milestones == NULL && !do_without (self, g_steal_pointer (&lack), error))
    return FALSE;
  if (!read_stats (self, error))
    return FALSE;
  page->rates = (SlTrackerRates) { -1, -1, -1 };
  pipeline = sl_tracker_progress_dashboard (&self->way, &page->rates, &lack);
  if (pipeline == NULL && !do_without (self, lack, error))
    return FALSE;
  if (!_sl_community_count (self->ask->store, self->ask->today, &page->counts, error))
    return FALSE;
  page->standings = _sl_community_compare (self->ask->store, pipeline, error);
  return page->standings != NULL;
}

static gboolean
read_profile (Reading *self,
              GError **error)
{
  return sl_tracker_people_count_follows (&self->way, self->me, &self->page->n_followers, &self->page->n_following, error);
}

static gboolean
read_search (Reading *self,
             GError **error)
{
  self->page->people = sl_tracker_people_search (&self->way, self->ask->what, self->ask->skip, error);
  self->page->has_more = self->page->people != NULL && self->page->people->len > 0;
  return self->page->people != NULL;
}

static gboolean
read_place (Reading *self,
            GError **error)
{
  switch (self->ask->place)
    {
    case SL_COMMUNITY_FEED:
      return take_posts (self, sl_tracker_posts_feed (&self->way, NULL, self->ask->skip, error));
    case SL_COMMUNITY_MINE:
      return take_posts (self, sl_tracker_posts_mine (&self->way, self->ask->skip, error));
    case SL_COMMUNITY_GROUPS:
      return read_groups (self, error);
    case SL_COMMUNITY_GROUP:
      return read_group (self, error);
    case SL_COMMUNITY_PEOPLE:
      return read_people (self, error);
    case SL_COMMUNITY_SEARCH:
      return read_search (self, error);
    case SL_COMMUNITY_PERSON:
      return read_person (self, error);
    case SL_COMMUNITY_PROGRESS:
      return read_progress (self, error);
    case SL_COMMUNITY_PROFILE:
    default:
      return read_profile (self, error);
    }
}

static gboolean
read_me (Reading *self,
         GError **error)
{
  self->me = self->ask->me;
  if (self->me != NULL && self->ask->place != SL_COMMUNITY_PROFILE)
    return TRUE;
  self->page->me = sl_tracker_people_me (&self->way, error);
  if (self->page->me == NULL)
    return FALSE;
  self->me = self->page->me->id;
  return TRUE;
}

static void
read_reactions (Reading *self)
{
  gint64 at;
  g_autoptr (JsonNode) node = sl_community_cache_get (self->ask->cache, SL_COMMUNITY_REACTIONS, &at);
  JsonObject *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  self->page->reactions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; object != NULL && i < self->page->posts->len; i++)
    {
      const char *id = ((SlTrackerPost *) g_ptr_array_index (self->page->posts, i))->id;
      const char *word = sl_json_get_string (object, id, NULL);

      if (word != NULL)
        g_hash_table_insert (self->page->reactions, g_strdup (id), g_strdup (word));
    }
}

gpointer
_sl_community_read (SlTransport  *transport,
                    gpointer      data,
                    GCancellable *cancellable,
                    GError      **error)
{
  g_autoptr (SlCommunityPage) page = g_new0 (SlCommunityPage, 1);
  Reading self = { .ask = data, .page = page };
  gboolean done;

  page->met = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_tracker_person_free);
  page->met_groups = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_tracker_group_free);
  sl_tracker_community_init (&self.way, transport, self.ask->cache, self.ask->now, cancellable);
  done = read_me (&self, error) && read_following (&self, error) && read_place (&self, error);
  if (done)
    look_up_all (&self);
  if (done && page->posts != NULL)
    read_reactions (&self);
  page->as_of = self.way.as_of;
  page->problem = g_steal_pointer (&self.way.problem);
  sl_tracker_community_clear (&self.way);
  return done ? g_steal_pointer (&page) : NULL;
}
