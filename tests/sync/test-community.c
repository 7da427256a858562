/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The community's pages, against the model server in its three generations and against one that lies, fails and shouts. */

#define G_LOG_DOMAIN "test-sync-community"

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "session-fixture.h"
#include "sl-date.h"
#include "sl-error.h"
#include "sl-test.h"
#include "sl-text.h"
#include "sl-tracker-community.h"

typedef struct {
  SessionFixture base;
  SlTrackerSession *other; /* somebody else on the same server */
  char *folder;
  SlCommunityCache *cache;
  SlTrackerCommunity me, they;
  char *my_id, *their_id;
} Fixture;

static void
set_up (Fixture      *f,
        gconstpointer profile)
{
  const SlTrackerAccount account = { "account-2", SERVER, "second@example.org", NULL };
  g_autoptr (SlTrackerPerson) me = NULL, they = NULL;

  session_fixture_init (&f->base, GPOINTER_TO_INT (profile));
  session_fixture_log_in (&f->base);
  sl_model_server_add_user (f->base.server, account.email, "second", PASSWORD);
  f->other = sl_tracker_session_new (f->base.way, f->base.secrets, f->base.clock, &account);
  g_assert_true (sl_tracker_session_log_in (f->other, PASSWORD, NULL, NULL));
  f->folder = g_build_filename (sl_test_tmp_dir (), g_test_get_path (), NULL);
  f->cache = sl_community_cache_new (f->folder, "one");
  sl_tracker_community_init (&f->me, SL_TRANSPORT (f->base.session), f->cache, sl_clock_get_now (f->base.clock), NULL);
  sl_tracker_community_init (&f->they, SL_TRANSPORT (f->other), NULL, sl_clock_get_now (f->base.clock), NULL);
  me = sl_tracker_people_me (&f->me, NULL);
  they = sl_tracker_people_me (&f->they, NULL);
  f->my_id = g_strdup (me->id);
  f->their_id = g_strdup (they->id);
}

static void
tear_down (Fixture      *f,
           gconstpointer profile)
{
  sl_tracker_community_clear (&f->me);
  sl_tracker_community_clear (&f->they);
  sl_community_cache_drop (f->folder);
  g_clear_pointer (&f->cache, sl_community_cache_unref);
  g_free (f->folder);
  g_free (f->my_id);
  g_free (f->their_id);
  g_clear_object (&f->other);
  session_fixture_clear (&f->base);
}

static void
assert_code (GError     **error,
             SlErrorCode  code)
{
  g_assert_error (*error, SL_ERROR, (int) code);
  g_assert_cmpuint (strlen ((*error)->message), >, 10);
  g_clear_error (error);
}

static void
test_profile (Fixture      *f,
              gconstpointer profile)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTrackerPerson) me = sl_tracker_people_me (&f->me, &error);
  g_autoptr (SlTrackerPerson) saved = NULL, seen = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (me->username, ==, "first");
  g_assert_cmpstr (me->visibility, ==, "private");
  seen = sl_tracker_people_get (&f->they, f->my_id, &error);
  g_assert_null (seen);
  assert_code (&error, SL_ERROR_PERMISSION);

  saved = sl_tracker_people_save_me (&f->me, "First Person", "Looks for a bakery\nnear the harbour", "public", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sl_tracker_person_get_name (saved), ==, "First Person");
  g_assert_cmpstr (saved->bio, ==, "Looks for a bakery\nnear the harbour");
  seen = sl_tracker_people_get (&f->they, f->my_id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (seen->visibility, ==, "public");

  /* What isn't said stays; nothing said at all is no error. */
  g_clear_pointer (&saved, sl_tracker_person_free);
  saved = sl_tracker_people_save_me (&f->me, "First", NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (saved->bio, ==, "Looks for a bakery\nnear the harbour");
  g_clear_pointer (&saved, sl_tracker_person_free);
  saved = sl_tracker_people_save_me (&f->me, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sl_tracker_person_get_name (saved), ==, "First");

  g_clear_pointer (&saved, sl_tracker_person_free);
  saved = sl_tracker_people_save_me (&f->me, "", "", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sl_tracker_person_get_name (saved), ==, "first");
  g_assert_null (saved->bio);
  g_assert_cmpstr (saved->visibility, ==, "public");

  g_clear_pointer (&saved, sl_tracker_person_free);
  saved = sl_tracker_people_save_me (&f->me, "", "", "everyone", &error);
  g_assert_null (saved);
  assert_code (&error, SL_ERROR_INVALID);
}

/* The first generation couldn't do it, and says so. */
static gboolean
is_first (gconstpointer profile)
{
  return GPOINTER_TO_INT (profile) == SL_MODEL_PROFILE_OLD;
}

static void
test_people (Fixture      *f,
             gconstpointer profile)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTrackerPerson) saved = sl_tracker_people_save_me (&f->they, "Søren, (the baker)", "", "public", &error);
  g_autoptr (GPtrArray) found = NULL, nobody = NULL, followers = NULL, following = NULL;
  gint64 n_followers, n_following;

  found = sl_tracker_people_search (&f->me, "  baker), ", 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpstr (((SlTrackerPerson *) found->pdata[0])->id, ==, f->their_id);
  /* What the server says of it there isn't true. */
  g_assert_null (((SlTrackerPerson *) found->pdata[0])->visibility);
  nobody = sl_tracker_people_search (&f->me, " ,) ", 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (nobody->len, ==, 0);
  g_clear_pointer (&nobody, g_ptr_array_unref);
  nobody = sl_tracker_people_search (&f->me, "baker", 20, &error);
  g_assert_cmpuint (nobody->len, ==, 0);

  if (is_first (profile))
    {
      g_assert_false (sl_tracker_people_follow (&f->me, f->their_id, &error));
      assert_code (&error, SL_ERROR_UNREACHABLE);
      return;
    }
  g_assert_true (sl_tracker_people_follow (&f->me, f->their_id, &error));
  g_assert_no_error (error);
  /* It is as it should be: nothing to complain about. */
  g_assert_true (sl_tracker_people_follow (&f->me, f->their_id, &error));
  followers = sl_tracker_people_followers (&f->they, f->their_id, &error);
  g_assert_cmpuint (followers->len, ==, 1);
  g_assert_cmpstr (((SlTrackerFollow *) followers->pdata[0])->follower, ==, f->my_id);
  following = sl_tracker_people_following (&f->me, f->my_id, &error);
  g_assert_cmpuint (following->len, ==, 1);
  g_assert_cmpstr (((SlTrackerFollow *) following->pdata[0])->followed, ==, f->their_id);
  g_assert_true (sl_tracker_people_count_follows (&f->me, f->their_id, &n_followers, &n_following, &error));
  g_assert_cmpint (n_followers, ==, 1);
  g_assert_cmpint (n_following, ==, 0);
  g_assert_true (sl_tracker_people_unfollow (&f->me, f->their_id, &error));
  g_assert_false (sl_tracker_people_unfollow (&f->me, f->their_id, &error));
  assert_code (&error, SL_ERROR_NOT_FOUND);
  g_assert_false (sl_tracker_people_follow (&f->me, f->my_id, &error));
  assert_code (&error, SL_ERROR_INVALID);
  g_assert_false (sl_tracker_people_follow (&f->me, "51e130c1-5df0-4ad0-b9a9-06d587d3ba13", &error));
  assert_code (&error, SL_ERROR_UNREACHABLE);
}

static void
test_groups (Fixture      *f,
             gconstpointer profile)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTrackerDraft) draft = sl_tracker_groups_draft ("Bakers of the north", NULL, TRUE);
  g_autoptr (SlTrackerGroup) group = sl_tracker_groups_create (&f->me, draft, &error), seen = NULL;
  g_autoptr (GPtrArray) all = NULL, mine = NULL, members = NULL;

  g_assert_no_error (error);
  g_assert_false (draft->is_uncertain);
  g_assert_cmpstr (group->creator, ==, f->my_id);
  all = sl_tracker_groups_list (&f->they, 0, &error);
  g_assert_cmpuint (all->len, ==, 1);
  g_assert_cmpint (((SlTrackerGroup *) all->pdata[0])->n_members, ==, -1);
  if (is_first (profile))
    {
      g_assert_false (sl_tracker_groups_join (&f->they, group->id, &error));
      assert_code (&error, SL_ERROR_UNREACHABLE);
      return;
    }
  g_assert_true (sl_tracker_groups_join (&f->they, group->id, &error));
  g_assert_true (sl_tracker_groups_join (&f->they, group->id, &error));
  mine = sl_tracker_groups_mine (&f->they, &error);
  g_assert_cmpuint (mine->len, ==, 1);
  seen = sl_tracker_groups_get (&f->they, group->id, &error);
  g_assert_cmpint (seen->n_members, ==, 2);
  members = sl_tracker_groups_members (&f->me, group->id, &error);
  g_assert_cmpuint (members->len, ==, 2);
  g_assert_cmpstr (((SlTrackerMember *) members->pdata[0])->role, ==, "admin");

  g_assert_true (sl_tracker_groups_save (&f->me, group->id, "Bakers", "Bread", FALSE, &error));
  g_assert_no_error (error);
  g_assert_false (sl_tracker_groups_save (&f->they, group->id, "Mine", "", TRUE, &error));
  assert_code (&error, SL_ERROR_PERMISSION);
  g_clear_pointer (&seen, sl_tracker_group_free);
  seen = sl_tracker_groups_get (&f->they, group->id, &error);
  g_assert_cmpstr (seen->name, ==, "Bakers");
  g_assert_false (seen->is_public);

  g_assert_true (sl_tracker_groups_leave (&f->they, group->id, &error));
  g_assert_false (sl_tracker_groups_leave (&f->they, group->id, &error));
  assert_code (&error, SL_ERROR_NOT_FOUND);
  g_assert_true (sl_tracker_groups_delete (&f->me, group->id, &error));
  g_assert_null (sl_tracker_groups_get (&f->they, group->id, &error));
  assert_code (&error, SL_ERROR_NOT_FOUND);
}

static SlTrackerPost *
post (SlTrackerCommunity *self,
      const char         *content,
      gboolean            is_public)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTrackerDraft) draft = sl_tracker_posts_draft ("Tip", "Title", content, NULL, is_public);
  SlTrackerPost *made = sl_tracker_posts_create (self, draft, &error);

  g_assert_no_error (error);
  return made;
}

static void
test_posts (Fixture      *f,
            gconstpointer profile)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTrackerPost) seen = post (&f->me, "Ask for the second day", TRUE), quiet = post (&f->me, "For me alone", FALSE);
  g_autoptr (GPtrArray) feed = NULL, mine = NULL;
  SlTrackerPost *row;

  feed = sl_tracker_posts_feed (&f->they, NULL, 0, &error);
  g_assert_cmpuint (feed->len, ==, 1);
  row = feed->pdata[0];
  g_assert_cmpstr (row->content, ==, "Ask for the second day");
  g_assert_cmpstr (row->author, ==, f->my_id);
  g_assert_cmpstr (row->type, ==, "Tip");
  g_assert_cmpint (row->created_at, !=, SL_TIME_NONE);
  mine = sl_tracker_posts_mine (&f->me, 0, &error);
  g_assert_cmpuint (mine->len, ==, 2);

  g_assert_true (sl_tracker_posts_save (&f->me, seen->id, "", "Ask for both days", TRUE, &error));
  g_assert_false (sl_tracker_posts_save (&f->they, seen->id, NULL, "Don't", TRUE, &error));
  assert_code (&error, SL_ERROR_PERMISSION);
  g_clear_pointer (&feed, g_ptr_array_unref);
  feed = sl_tracker_posts_feed (&f->they, NULL, 0, &error);
  row = feed->pdata[0];
  g_assert_cmpstr (row->content, ==, "Ask for both days");
  g_assert_null (row->title);
  g_assert_true (sl_tracker_posts_save (&f->me, seen->id, "Days", NULL, TRUE, &error));
  g_clear_pointer (&feed, g_ptr_array_unref);
  feed = sl_tracker_posts_by (&f->they, f->my_id, &error);
  g_assert_cmpuint (feed->len, ==, 1);
  row = feed->pdata[0];
  g_assert_cmpstr (row->content, ==, "Ask for both days");
  g_assert_cmpstr (row->title, ==, "Days");
  g_clear_pointer (&feed, g_ptr_array_unref);
  feed = sl_tracker_posts_by (&f->they, f->their_id, &error);
  g_assert_cmpuint (feed->len, ==, 0);

  /* One is left, whatever was there, and the same again is no error. */
  g_assert_true (sl_tracker_posts_react (&f->they, seen->id, "Like", &error));
  g_assert_true (sl_tracker_posts_react (&f->they, seen->id, "Like", &error));
  g_assert_true (sl_tracker_posts_react (&f->they, seen->id, "Support", &error));
  g_assert_cmpuint (sl_model_server_count (f->base.server, "reactions", "test", NULL), ==, 1);
  g_assert_true (sl_tracker_posts_react (&f->they, seen->id, NULL, &error));
  g_assert_true (sl_tracker_posts_react (&f->they, seen->id, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (sl_model_server_count (f->base.server, "reactions", "test", NULL), ==, 0);

  g_assert_true (sl_tracker_posts_delete (&f->me, seen->id, &error));
  /* Nobody says that it was deleted if it may still be there. */
  g_assert_false (sl_tracker_posts_delete (&f->me, seen->id, &error));
  assert_code (&error, is_first (profile) ? SL_ERROR_UNREACHABLE : SL_ERROR_NOT_FOUND);
}

static void
test_group_posts (Fixture      *f,
                  gconstpointer profile)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTrackerDraft) group_draft = sl_tracker_groups_draft ("Bakers", "Bread", TRUE), draft = NULL;
  g_autoptr (SlTrackerGroup) group = sl_tracker_groups_create (&f->me, group_draft, &error);
  g_autoptr (SlTrackerPost) made = NULL;
  g_autoptr (GPtrArray) feed = NULL, all = NULL;

  draft = sl_tracker_posts_draft ("Question", NULL, "Who bakes?", group->id, FALSE);
  made = sl_tracker_posts_create (&f->me, draft, &error);
  g_assert_no_error (error);
  feed = sl_tracker_posts_feed (&f->they, group->id, 0, &error);
  g_assert_cmpuint (feed->len, ==, 1);
  g_assert_cmpstr (((SlTrackerPost *) feed->pdata[0])->group, ==, group->id);
  all = sl_tracker_posts_feed (&f->they, NULL, 0, &error);
  g_assert_cmpuint (all->len, ==, 0);
}

static void
test_pages (Fixture      *f,
            gconstpointer profile)
{
  g_autoptr (GPtrArray) first = NULL, second = NULL, third = NULL;

  for (guint i = 0; i < SL_TRACKER_PAGE + 3; i++)
    sl_tracker_post_free (post (&f->me, "Again", TRUE));
  first = sl_tracker_posts_feed (&f->me, NULL, 0, NULL);
  second = sl_tracker_posts_feed (&f->me, NULL, SL_TRACKER_PAGE, NULL);
  third = sl_tracker_posts_feed (&f->me, NULL, 2 * SL_TRACKER_PAGE, NULL);
  g_assert_cmpuint (first->len, ==, SL_TRACKER_PAGE);
  g_assert_cmpuint (second->len, ==, 3);
  g_assert_cmpuint (third->len, ==, 0);
}

/* A server that gives fewer rows than it was asked for. */
static void
test_short_pages (Fixture      *f,
                  gconstpointer profile)
{
  g_autoptr (GPtrArray) followers = NULL;

  for (guint i = 0; i < 7; i++)
    {
      g_autofree char *email = g_strdup_printf ("more%u@example.org", i);
      g_autofree char *name = g_strdup_printf ("more%u", i);
      g_autofree char *id = g_strdup_printf ("account-more%u", i);
      const SlTrackerAccount account = { id, SERVER, email, NULL };
      g_autoptr (SlTrackerSession) session = sl_tracker_session_new (f->base.way, f->base.secrets, f->base.clock, &account);
      g_auto (SlTrackerCommunity) who;

      sl_model_server_add_user (f->base.server, email, name, PASSWORD);
      g_assert_true (sl_tracker_session_log_in (session, PASSWORD, NULL, NULL));
      sl_tracker_community_init (&who, SL_TRANSPORT (session), NULL, 0, NULL);
      g_assert_true (sl_tracker_people_follow (&who, f->my_id, NULL));
    }
  sl_model_server_set_row_cap (f->base.server, 3);
  followers = sl_tracker_people_followers (&f->me, f->my_id, NULL);
  g_assert_cmpuint (followers->len, ==, 7);
}

static void
test_progress (Fixture      *f,
               gconstpointer profile)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTrackerPost) made = post (&f->me, "Hello", TRUE);
  g_autoptr (SlTrackerPerson) saved = sl_tracker_people_save_me (&f->they, "Second", "", "public", &error);
  g_autoptr (GPtrArray) pipeline = NULL;
  g_autoptr (GPtrArray) milestones = sl_tracker_progress_milestones (&f->me, &error), active = NULL;
  SlTrackerStats stats;
  SlTrackerRates rates;
  guint n_reached = 0;

  g_assert_no_error (error);
  g_assert_cmpuint (milestones->len, ==, 18);
  for (guint i = 0; i < milestones->len; i++)
    n_reached += ((SlTrackerMilestone *) milestones->pdata[i])->reached_at != SL_TIME_NONE;
  g_assert_true (sl_tracker_progress_stats (&f->me, &stats, &error));
  g_assert_cmpint (stats.applications, ==, 0);
  g_assert_cmpint (stats.milestones, ==, n_reached);
  g_assert_cmpint (stats.streak_days, >=, 0);
  active = sl_tracker_progress_active (&f->me, &error);
  g_assert_cmpuint (active->len, ==, 1);
  g_assert_cmpstr (((SlTrackerPerson *) active->pdata[0])->id, ==, f->their_id);
  pipeline = sl_tracker_progress_dashboard (&f->me, &rates, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pipeline->len, ==, 0);
  g_assert_cmpfloat (rates.response, ==, 0);
}

static guint
count_posts (Fixture *f)
{
  return sl_model_server_count (f->base.server, "posts", "test", NULL);
}

/* It was posted, and nobody heard it: looking tells. */
static void
test_lost_reply_is_found (Fixture      *f,
                          gconstpointer profile)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTrackerPost) older = post (&f->me, "Hello", TRUE), made = NULL;
  g_autoptr (SlTrackerDraft) draft = sl_tracker_posts_draft ("Tip", "Title", "Hello", NULL, TRUE);

  /* Whoever looks finds another address. */
  f->base.lose = "/social/posts";
  made = sl_tracker_posts_create (&f->me, draft, &error);
  g_assert_null (made);
  assert_code (&error, SL_ERROR_UNREACHABLE);
  g_assert_false (draft->is_uncertain);
  g_assert_cmpuint (count_posts (f), ==, 1);

  f->base.lose = NULL;
  f->base.lose_writes = TRUE;
  made = sl_tracker_posts_create (&f->me, draft, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (made->id, !=, older->id);
  g_assert_cmpuint (count_posts (f), ==, 2);
}

/* Neither reply nor list: it says so, and what the person sends again isn't there twice. */
static void
test_unknown_end_is_looked_at (Fixture      *f,
                               gconstpointer profile)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTrackerPost) older = post (&f->me, "Older", TRUE), made = NULL;
  g_autoptr (SlTrackerDraft) draft = sl_tracker_posts_draft ("Update", NULL, "Once", NULL, TRUE);

  f->base.lose_writes = TRUE;
  f->base.lose_after_write = TRUE;
  made = sl_tracker_posts_create (&f->me, draft, &error);
  g_assert_null (made);
  assert_code (&error, SL_ERROR_UNREACHABLE);
  g_assert_true (draft->is_uncertain);
  g_assert_cmpuint (count_posts (f), ==, 2);

  /* Nothing is sent while nobody can look, or what is shown can't be all. */
  made = sl_tracker_posts_create (&f->me, draft, &error);
  g_assert_null (made);
  assert_code (&error, SL_ERROR_UNREACHABLE);
  f->base.lose_after_write = FALSE;
  f->base.lose_writes = FALSE;
  f->base.fake = "/social/posts/mine";
  f->base.fake_status = 200;
  f->base.fake_body = "[]";
  made = sl_tracker_posts_create (&f->me, draft, &error);
  g_assert_null (made);
  assert_code (&error, SL_ERROR_UNREACHABLE);
  g_assert_cmpuint (count_posts (f), ==, 2);

  f->base.fake = NULL;
  made = sl_tracker_posts_create (&f->me, draft, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (made->content, ==, "Once");
  g_assert_cmpuint (count_posts (f), ==, 2);
}

/* It wasn't done: the second time it is. */
static void
test_failed_post_goes_again (Fixture      *f,
                             gconstpointer profile)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTrackerGroup) made = NULL;
  g_autoptr (SlTrackerDraft) draft = sl_tracker_groups_draft ("Bakers", "", TRUE);

  f->base.fail_writes = TRUE;
  made = sl_tracker_groups_create (&f->me, draft, &error);
  g_assert_null (made);
  assert_code (&error, SL_ERROR_UNREACHABLE);
  g_assert_true (draft->is_uncertain);
  f->base.fail_writes = FALSE;
  made = sl_tracker_groups_create (&f->me, draft, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sl_model_server_count (f->base.server, "groups", "test", NULL), ==, 1);
}

/* What makes no difference twice is sent twice, and no more. */
static void
test_lost_reply_to_follow (Fixture      *f,
                           gconstpointer profile)
{
  g_autoptr (GError) error = NULL;
  guint before;

  f->base.lose_writes = TRUE;
  before = f->base.n_requests;
  g_assert_false (sl_tracker_people_follow (&f->me, f->their_id, &error));
  assert_code (&error, SL_ERROR_UNREACHABLE);
  g_assert_cmpuint (f->base.n_requests, ==, before + 2);
  f->base.lose_writes = FALSE;
  f->base.lose_once = TRUE;
  g_assert_true (sl_tracker_people_unfollow (&f->me, f->their_id, &error));
  g_assert_no_error (error);
  f->base.lose_once = TRUE;
  g_assert_true (sl_tracker_people_follow (&f->me, f->their_id, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (sl_model_server_count (f->base.server, "follows", "test", NULL), ==, 1);
}

static void
test_offline (Fixture      *f,
              gconstpointer profile)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTrackerPost) made = post (&f->me, "Hello", TRUE);
  g_autoptr (GPtrArray) feed = sl_tracker_posts_feed (&f->me, NULL, 0, &error), kept = NULL, none = NULL;
  gint64 then = f->me.now;

  g_assert_cmpint (f->me.as_of, ==, SL_TIME_NONE);
  f->me.now += G_TIME_SPAN_HOUR;
  f->base.cut = "/";
  kept = sl_tracker_posts_feed (&f->me, NULL, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (kept->len, ==, 1);
  g_assert_cmpint (f->me.as_of, ==, then);
  g_assert_nonnull (f->me.problem);
  none = sl_tracker_groups_list (&f->me, 0, &error);
  g_assert_null (none);
  assert_code (&error, SL_ERROR_UNREACHABLE);
  g_assert_false (sl_tracker_people_follow (&f->me, f->their_id, &error));
  assert_code (&error, SL_ERROR_UNREACHABLE);

  /* Another account sees nothing of it. */
  g_clear_pointer (&f->cache, sl_community_cache_unref);
  f->me.cache = f->cache = sl_community_cache_new (f->folder, "two");
  none = sl_tracker_posts_feed (&f->me, NULL, 0, &error);
  g_assert_null (none);
  assert_code (&error, SL_ERROR_UNREACHABLE);
}

static guint
count_files (const char *folder,
             const char *account,
             gboolean    check)
{
  g_autofree char *name = g_compute_checksum_for_string (G_CHECKSUM_SHA256, account, -1);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *entry;
  guint n = 0;

  while (dir != NULL && (entry = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, entry, NULL);
      struct stat info;

      n++;
      g_assert_cmpint (stat (file, &info), ==, 0);
      g_assert_cmpint (info.st_mode & 0777, ==, 0600);
    }
  return n;
}

/* (transfer full): what is shown of @posts, which it takes, first to last: by their texts */
static char *
list_posts (GPtrArray *posts)
{
  g_autoptr (GPtrArray) own = posts;
  g_autoptr (GString) texts = g_string_new (NULL);

  for (guint i = 0; own != NULL && i < own->len; i++)
    g_string_append_printf (texts, "%s|", ((SlTrackerPost *) g_ptr_array_index (own, i))->content);
  return g_string_free_and_steal (g_steal_pointer (&texts));
}

static void
assert_posts (GPtrArray  *posts,
              const char *expected)
{
  g_autofree char *texts = list_posts (posts);

  g_assert_cmpstr (texts, ==, expected);
}

static char *
write_post (Fixture    *f,
            const char *text,
            const char *group)
{
  g_autoptr (SlTrackerDraft) draft = sl_tracker_posts_draft ("Tip", NULL, text, group, group == NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTrackerPost) post = sl_tracker_posts_create (&f->me, draft, &error);

  g_assert_no_error (error);
  return g_strdup (post->id);
}

static void
read_lists (Fixture *f)
{
  g_clear_pointer (&(GPtrArray *) { sl_tracker_posts_feed (&f->me, NULL, 0, NULL) }, g_ptr_array_unref);
  g_clear_pointer (&(GPtrArray *) { sl_tracker_posts_mine (&f->me, 0, NULL) }, g_ptr_array_unref);
  g_clear_pointer (&(GPtrArray *) { sl_tracker_groups_list (&f->me, 0, NULL) }, g_ptr_array_unref);
  g_clear_pointer (&(GPtrArray *) { sl_tracker_groups_mine (&f->me, NULL) }, g_ptr_array_unref);
}

/* What one does under "Mine", say, is done in each list that was kept for when the server can't be reached. */
static void
test_kept_follows_deeds (Fixture      *f,
                         gconstpointer profile)
{
  g_autofree char *first = write_post (f, "first", NULL), *second = write_post (f, "second", NULL), *third = NULL;
  gint64 later = f->me.now + 1;

  read_lists (f);
  f->me.now = later;
  g_assert_true (sl_tracker_posts_delete (&f->me, first, NULL));
  g_assert_true (sl_tracker_posts_save (&f->me, second, NULL, "changed", TRUE, NULL));
  third = write_post (f, "third", NULL);

  f->me.transport = NULL;
  assert_posts (sl_tracker_posts_feed (&f->me, NULL, 0, NULL), "third|changed|");
  assert_posts (sl_tracker_posts_mine (&f->me, 0, NULL), "third|changed|");
  /* It isn't what the server says now. */
  g_assert_cmpint (f->me.as_of, ==, later - 1);
}

static void
assert_groups (GPtrArray *groups,
               guint      n)
{
  g_autoptr (GPtrArray) own = groups;

  g_assert_nonnull (own);
  g_assert_cmpuint (own->len, ==, n);
}

static void
test_kept_follows_groups (Fixture      *f,
                          gconstpointer profile)
{
  g_autoptr (SlTrackerDraft) draft = sl_tracker_groups_draft ("Bakers", NULL, TRUE);
  g_autoptr (SlTrackerGroup) group = sl_tracker_groups_create (&f->they, draft, NULL);
  SlTransport *way = f->me.transport;
  g_autofree char *post = NULL;

  if (is_first (profile))
    return;
  g_assert_nonnull (group);
  read_lists (f);
  g_assert_true (sl_tracker_groups_join (&f->me, group->id, NULL));
  g_clear_pointer (&(GPtrArray *) { sl_tracker_posts_feed (&f->me, group->id, 0, NULL) }, g_ptr_array_unref);
  post = write_post (f, "hello", group->id);
  f->me.transport = NULL;
  assert_groups (sl_tracker_groups_mine (&f->me, NULL), 1);
  assert_posts (sl_tracker_posts_feed (&f->me, group->id, 0, NULL), "hello|");

  f->me.transport = way;
  g_assert_true (sl_tracker_groups_leave (&f->me, group->id, NULL));
  f->me.transport = NULL;
  assert_groups (sl_tracker_groups_mine (&f->me, NULL), 0);
  assert_groups (sl_tracker_groups_list (&f->me, 0, NULL), 1);
}

static void
assert_follows (Fixture *f,
                guint    n)
{
  g_autoptr (GPtrArray) following = sl_tracker_people_following (&f->me, f->my_id, NULL);
  g_autoptr (GPtrArray) followers = sl_tracker_people_followers (&f->me, f->their_id, NULL);
  gint64 theirs, mine, other;

  g_assert_cmpuint (following->len, ==, n);
  g_assert_cmpuint (followers->len, ==, n);
  g_assert_true (sl_tracker_people_count_follows (&f->me, f->their_id, &theirs, &other, NULL));
  g_assert_true (sl_tracker_people_count_follows (&f->me, f->my_id, &other, &mine, NULL));
  g_assert_cmpint (theirs, ==, n);
  g_assert_cmpint (mine, ==, n);
}

/* Whom one followed a moment ago is followed also while the server can't be reached. */
static void
test_kept_follows_people (Fixture      *f,
                          gconstpointer profile)
{
  SlTransport *way = f->me.transport;

  g_clear_pointer (&(SlTrackerPerson *) { sl_tracker_people_save_me (&f->they, "Second", NULL, "public", NULL) }, sl_tracker_person_free);
  g_clear_pointer (&(SlTrackerPerson *) { sl_tracker_people_me (&f->me, NULL) }, sl_tracker_person_free);
  assert_follows (f, 0);
  g_assert_true (sl_tracker_people_follow (&f->me, f->their_id, NULL));
  g_assert_true (sl_tracker_people_follow (&f->me, f->their_id, NULL));
  f->me.transport = NULL;
  assert_follows (f, 1);

  f->me.transport = way;
  g_assert_true (sl_tracker_people_unfollow (&f->me, f->their_id, NULL));
  f->me.transport = NULL;
  assert_follows (f, 0);
}

static void
test_cache_is_bounded (void)
{
  g_autofree char *folder = g_build_filename (sl_test_tmp_dir (), "bounded", NULL);
  g_autoptr (SlCommunityCache) cache = sl_community_cache_new (folder, "me"), other = NULL;
  g_autoptr (JsonNode) small = json_from_string ("[1]", NULL), large = json_node_new (JSON_NODE_VALUE), got = NULL;
  g_autofree char *long_text = g_strnfill (600 * 1024, 'a');
  gint64 at;

  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
  for (guint i = 0; i < 320; i++)
    {
      g_autofree char *path = g_strdup_printf ("/%u", i);

      sl_community_cache_put (cache, path, small, 5);
    }
  g_assert_cmpuint (count_files (folder, "me", TRUE), ==, 300);
  got = sl_community_cache_get (cache, "/319", &at);
  g_assert_true (json_node_equal (got, small));
  g_assert_cmpint (at, ==, 5);

  /* What is too large to keep doesn't leave behind what was there before. */
  json_node_set_string (large, long_text);
  sl_community_cache_put (cache, "/319", large, 6);
  g_assert_null (sl_community_cache_get (cache, "/319", &at));
  other = sl_community_cache_new (folder, "they");
  g_assert_null (sl_community_cache_get (other, "/1", &at));
  g_assert_cmpuint (count_files (folder, "me", FALSE), ==, 0);
  sl_community_cache_drop (folder);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
}

static void
test_damaged_cache (Fixture      *f,
                    gconstpointer profile)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) feed = sl_tracker_posts_feed (&f->me, NULL, 0, &error), none = NULL;
  g_autofree char *name = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "one", -1);
  g_autofree char *path = g_build_filename (f->folder, name, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *entry;

  g_assert_nonnull (dir);
  while ((entry = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, entry, NULL);

      g_assert_true (g_file_set_contents (file, "{\"path\":\"/api", -1, NULL));
    }
  f->base.cut = "/";
  none = sl_tracker_posts_feed (&f->me, NULL, 0, &error);
  g_assert_null (none);
  assert_code (&error, SL_ERROR_UNREACHABLE);
}

static GPtrArray *
read_fake (Fixture    *f,
           guint       status,
           const char *body,
           GError    **error)
{
  f->base.fake = "/social/posts/feed";
  f->base.fake_status = status;
  f->base.fake_body = body;
  f->me.cache = NULL;
  return sl_tracker_posts_feed (&f->me, NULL, 0, error);
}

/* None of it is a post, and none of it ends the program. */
static void
test_hostile_answers (Fixture      *f,
                      gconstpointer profile)
{
  static const char *const bodies[] = {
    "", "[", "[{\"id\":\"a\",\"user_id\":\"b\",\"cont", "null", "{}", "\"text\"", "7", "<html>Sign in to the hotel</html>", "\xff\xfe[]",
  };
  static const char *const none[] = {
    "[]", "[null]", "[[]]", "[7,\"x\"]", "[{}]", "[{\"id\":7,\"user_id\":[]}]", "[{\"id\":\"../../me\",\"user_id\":\"b\"}]", "[{\"id\":\"a\",\"user_id\":null}]",
  };
  static const guint statuses[] = { 301, 400, 401, 403, 404, 405, 409, 418, 422, 429, 500, 502 };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_assert_null (read_fake (f, 200, bodies[i], &error));
      assert_code (&error, SL_ERROR_UNREACHABLE);
    }
  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    {
      g_autoptr (GPtrArray) rows = read_fake (f, 200, none[i], &error);

      g_assert_no_error (error);
      g_assert_cmpuint (rows->len, ==, 0);
    }
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_assert_null (read_fake (f, statuses[i], "{\"detail\":\"no\"}", &error));
      g_assert_error (error, SL_ERROR, error->code);
      g_clear_error (&error);
    }
}

static void
test_hostile_texts (Fixture      *f,
                    gconstpointer profile)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *many = g_strnfill (20000, 'x');
  g_autofree char *body = g_strconcat ("[{\"id\":\"a1\",\"user_id\":\"b\",\"post_type\":\"Riddle\",\"title\":\"One\\nline\\u202e \",\"is_public\":\"yes\","
                                       "\"created_at\":\"yesterday\",\"content\":\"<b>&amp;\\u202e\\u0007", many, "\"}]", NULL);
  g_autoptr (GPtrArray) rows = read_fake (f, 200, body, &error);
  SlTrackerPost *row;

  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 1);
  row = rows->pdata[0];
  g_assert_cmpstr (row->title, ==, "One line");
  /* Words that nobody here knows stay as they are. */
  g_assert_cmpstr (row->type, ==, "Riddle");
  g_assert_cmpint (row->created_at, ==, SL_TIME_NONE);
  g_assert_true (row->is_cut);
  g_assert_cmpuint (sl_text_count_chars (row->content), ==, 10000);
  g_assert_true (g_utf8_validate (row->content, -1, NULL));
  g_assert_true (g_str_has_prefix (row->content, "<b>&amp;"));
  g_assert_null (strstr (row->content, "\xe2\x80\xae"));
}

/* Not for the first generation, where nobody can follow. */
#define ADD_LATER(path, test) \
  G_STMT_START { \
    g_test_add ("/community/documented/" path, Fixture, GINT_TO_POINTER (SL_MODEL_PROFILE_DOC), set_up, test, tear_down); \
    g_test_add ("/community/newer/" path, Fixture, GINT_TO_POINTER (SL_MODEL_PROFILE_HEAD), set_up, test, tear_down); \
  } G_STMT_END

#define ADD(path, test) \
  G_STMT_START { \
    ADD_LATER (path, test); \
    g_test_add ("/community/first/" path, Fixture, GINT_TO_POINTER (SL_MODEL_PROFILE_OLD), set_up, test, tear_down); \
  } G_STMT_END

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);

  ADD ("profile", test_profile);
  ADD ("people", test_people);
  ADD ("groups", test_groups);
  ADD ("posts", test_posts);
  ADD ("group-posts", test_group_posts);
  ADD ("pages", test_pages);
  ADD_LATER ("short-pages", test_short_pages);
  ADD ("progress", test_progress);
  ADD ("lost-reply-is-found", test_lost_reply_is_found);
  ADD ("unknown-end-is-looked-at", test_unknown_end_is_looked_at);
  ADD ("failed-post-goes-again", test_failed_post_goes_again);
  ADD_LATER ("lost-reply-to-follow", test_lost_reply_to_follow);
  ADD ("offline", test_offline);
  ADD ("damaged-cache", test_damaged_cache);
  ADD ("kept-follows-deeds", test_kept_follows_deeds);
  ADD ("kept-follows-groups", test_kept_follows_groups);
  ADD_LATER ("kept-follows-people", test_kept_follows_people);
  ADD ("hostile-answers", test_hostile_answers);
  ADD ("hostile-texts", test_hostile_texts);
  g_test_add_func ("/community/cache-is-bounded", test_cache_is_bounded);

  return g_test_run ();
}
