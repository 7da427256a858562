/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The community pages of whoever is signed in: silent before that, forgotten after it. */

#define G_LOG_DOMAIN "test-community"

#include "config.h"

#include "keeper-fixture.h"
#include "sl-community.h"
#include "sl-error.h"
#include "sl-secrets-memory.h"
#include "sl-tracker-session.h"

#define OTHER_EMAIL "second@example.org"

typedef struct {
  KeeperFixture base;
  SlCommunity *community;
  SlSecrets *other_secrets;
  SlTrackerSession *other;
  guint n_changed;
  gboolean done;
  GError *error;
  SlCommunityPage *page;
  SlTrackerDraft *draft;
} Fixture;

static void
changed_cb (Fixture *f)
{
  f->n_changed++;
}

static void
set_up (Fixture      *f,
        gconstpointer data)
{
  const SlTrackerAccount account = { "account-2", SERVER, OTHER_EMAIL, NULL };

  keeper_fixture_init (&f->base, GPOINTER_TO_INT (data), NULL);
  g_settings_set_boolean (f->base.settings, "sync-automatic", FALSE);
  sl_model_server_add_user (f->base.server, OTHER_EMAIL, "second", PASSWORD);
  f->other_secrets = sl_secrets_memory_new ();
  f->other = sl_tracker_session_new (f->base.way, f->other_secrets, f->base.clock, &account);
  g_assert_true (sl_tracker_session_log_in (f->other, PASSWORD, NULL, NULL));
  f->community = sl_community_new (f->base.context, f->base.keeper);
  g_signal_connect_swapped (f->community, "changed", G_CALLBACK (changed_cb), f);
  keeper_fixture_count_requests (&f->base);
}

static void
tear_down (Fixture      *f,
           gconstpointer data)
{
  g_clear_pointer (&f->page, sl_community_page_free);
  g_clear_pointer (&f->draft, sl_tracker_draft_free);
  g_clear_object (&f->community);
  g_settings_reset (f->base.settings, "sync-automatic");
  g_clear_object (&f->other);
  g_clear_object (&f->other_secrets);
  g_clear_error (&f->error);
  keeper_fixture_clear (&f->base);
}

static void
sign_in_and_agree (Fixture *f)
{
  keeper_fixture_sign_in_and_agree (&f->base);
  g_assert_true (sl_community_is_available (f->community));
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Fixture *f = user_data;

  f->page = sl_community_read_finish (SL_COMMUNITY (source), result, &f->error);
  f->done = TRUE;
}

static SlCommunityPage *
read_page (Fixture         *f,
           SlCommunityPlace place,
           const char      *what)
{
  f->done = FALSE;
  g_clear_error (&f->error);
  g_clear_pointer (&f->page, sl_community_page_free);
  sl_community_read_async (f->community, place, what, 0, read_cb, f);
  sl_core_test_wait_for (&f->done);
  return f->page;
}

static void
do_cb (GObject      *source,
       GAsyncResult *result,
       gpointer      user_data)
{
  Fixture *f = user_data;

  g_clear_error (&f->error);
  sl_community_do_finish (SL_COMMUNITY (source), result, &f->error);
  f->done = TRUE;
}

static void
run (Fixture              *f,
     const SlCommunityDeed deed)
{
  f->done = FALSE;
  sl_community_do_async (f->community, &deed, do_cb, f);
  sl_core_test_wait_for (&f->done);
}

static void
post_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Fixture *f = user_data;

  g_clear_error (&f->error);
  sl_community_post_finish (SL_COMMUNITY (source), result, &f->draft, &f->error);
  f->done = TRUE;
}

static void
send_draft (Fixture        *f,
            SlTrackerDraft *draft)
{
  f->done = FALSE;
  sl_community_post_async (f->community, draft, post_cb, f);
  sl_core_test_wait_for (&f->done);
}

/* What somebody else writes, under a name or none. */
static void
post_as_other (Fixture    *f,
               const char *visibility)
{
  g_autoptr (SlTrackerDraft) draft = sl_tracker_posts_draft ("Tip", NULL, "From the other", NULL, TRUE);
  g_autoptr (SlTrackerPerson) saved = NULL;
  g_auto (SlTrackerCommunity) way;

  sl_tracker_community_init (&way, SL_TRANSPORT (f->other), NULL, 0, NULL);
  saved = sl_tracker_people_save_me (&way, "Second Person", "", visibility, NULL);
  g_assert_nonnull (saved);
  g_assert_true (sl_tracker_draft_send (&way, draft, NULL));
}

static void
test_is_silent_before (Fixture      *f,
                       gconstpointer data)
{
  g_assert_false (sl_community_is_available (f->community));
  g_assert_null (read_page (f, SL_COMMUNITY_FEED, NULL));
  g_assert_error (f->error, SL_ERROR, SL_ERROR_SIGN_IN);
  send_draft (f, sl_tracker_posts_draft ("Tip", NULL, "Too soon", NULL, TRUE));
  g_assert_error (f->error, SL_ERROR, SL_ERROR_SIGN_IN);
  g_assert_cmpuint (keeper_fixture_count_requests (&f->base), ==, 0);

  /* Signing in isn't agreeing. */
  keeper_fixture_sign_in (&f->base);
  keeper_fixture_count_requests (&f->base);
  g_assert_false (sl_community_is_available (f->community));
  g_assert_null (read_page (f, SL_COMMUNITY_FEED, NULL));
  g_assert_error (f->error, SL_ERROR, SL_ERROR_SIGN_IN);
  run (f, (SlCommunityDeed) { .kind = SL_COMMUNITY_SAVE_PROFILE, .title = "", .text = "", .word = "public" });
  g_assert_error (f->error, SL_ERROR, SL_ERROR_SIGN_IN);
  g_assert_cmpuint (keeper_fixture_count_requests (&f->base), ==, 0);
}

static void
test_names (Fixture      *f,
            gconstpointer data)
{
  g_autofree char *hidden = NULL, *known = NULL;
  SlCommunityPage *page;
  SlTrackerPost *row;

  sign_in_and_agree (f);
  post_as_other (f, "private");
  page = read_page (f, SL_COMMUNITY_FEED, NULL);
  g_assert_no_error (f->error);
  g_assert_cmpuint (page->posts->len, ==, 1);
  row = page->posts->pdata[0];
  hidden = sl_community_dup_name (f->community, row->author);
  g_assert_cmpstr (hidden, ==, "Somebody with a private profile");
  /* Nobody is asked twice about somebody who hides. */
  keeper_fixture_count_requests (&f->base);
  page = read_page (f, SL_COMMUNITY_FEED, NULL);
  g_assert_cmpuint (keeper_fixture_count_requests (&f->base), ==, 1);

  post_as_other (f, "public");
  page = read_page (f, SL_COMMUNITY_PEOPLE, NULL);
  g_assert_cmpuint (page->people->len, ==, 1);
  known = sl_community_dup_name (f->community, ((SlTrackerPerson *) page->people->pdata[0])->id);
  g_assert_cmpstr (known, ==, "Second Person");
}

static void
test_deeds (Fixture      *f,
            gconstpointer data)
{
  gboolean is_first = GPOINTER_TO_INT (data) == SL_MODEL_PROFILE_OLD, can_follow = !is_first;
  g_autofree char *id = NULL;
  SlCommunityPage *page;

  sign_in_and_agree (f);
  post_as_other (f, "public");
  page = read_page (f, SL_COMMUNITY_FEED, NULL);
  id = g_strdup (((SlTrackerPost *) page->posts->pdata[0])->author);
  run (f, (SlCommunityDeed) { .kind = SL_COMMUNITY_FOLLOW, .id = id });
  /* On the first generation nobody can. */
  if (can_follow)
    g_assert_no_error (f->error);
  else
    g_assert_error (f->error, SL_ERROR, SL_ERROR_UNREACHABLE);
  g_assert_cmpuint (f->n_changed, ==, can_follow ? 1 : 0);
  run (f, (SlCommunityDeed) { .kind = SL_COMMUNITY_REACT, .id = ((SlTrackerPost *) page->posts->pdata[0])->id, .word = "Like" });
  g_assert_no_error (f->error);
  page = read_page (f, SL_COMMUNITY_FEED, NULL);
  g_assert_cmpint (sl_community_follows (f->community, id), ==, can_follow);
  g_assert_cmpstr (g_hash_table_lookup (page->reactions, ((SlTrackerPost *) page->posts->pdata[0])->id), ==, "Like");

  run (f, (SlCommunityDeed) { .kind = SL_COMMUNITY_SAVE_PROFILE, .title = "First", .text = "Bread", .word = "public" });
  g_assert_no_error (f->error);
  page = read_page (f, SL_COMMUNITY_PROFILE, NULL);
  g_assert_cmpstr (sl_community_get_me (f->community)->visibility, ==, "public");
  g_assert_cmpint (page->n_following, ==, can_follow ? 1 : 0);
  run (f, (SlCommunityDeed) { .kind = SL_COMMUNITY_DELETE_POST, .id = id });
  /* The first generation says 500 of what isn't there. */
  g_assert_error (f->error, SL_ERROR, (is_first ? SL_ERROR_UNREACHABLE : SL_ERROR_NOT_FOUND));
}

/* What the routes give of somebody: there are none for somebody's posts and groups. */
static void
test_person (Fixture      *f,
             gconstpointer data)
{
  g_autoptr (SlTrackerDraft) draft = sl_tracker_groups_draft ("Bakers", NULL, TRUE);
  g_autofree char *id = NULL, *group = NULL, *name = NULL;
  gboolean is_first = GPOINTER_TO_INT (data) == SL_MODEL_PROFILE_OLD;
  SlCommunityPage *page;
  g_auto (SlTrackerCommunity) way;

  sign_in_and_agree (f);
  post_as_other (f, "public");
  sl_tracker_community_init (&way, SL_TRANSPORT (f->other), NULL, 0, NULL);
  g_assert_true (sl_tracker_draft_send (&way, draft, NULL));
  send_draft (f, sl_tracker_posts_draft ("Tip", NULL, "From me", NULL, TRUE));
  page = read_page (f, SL_COMMUNITY_GROUPS, NULL);
  group = g_strdup (((SlTrackerGroup *) page->groups->pdata[0])->id);
  name = sl_community_dup_group_name (f->community, group);
  g_assert_cmpstr (name, ==, "Bakers");
  page = read_page (f, SL_COMMUNITY_PEOPLE, NULL);
  id = g_strdup (((SlTrackerPerson *) page->people->pdata[0])->id);
  g_assert_true (sl_community_has_name (f->community, id));

  page = read_page (f, SL_COMMUNITY_PERSON, id);
  g_assert_no_error (f->error);
  g_assert_cmpstr (page->person->display_name, ==, "Second Person");
  g_assert_cmpuint (page->posts->len, ==, 1);
  g_assert_cmpstr (((SlTrackerPost *) page->posts->pdata[0])->content, ==, "From the other");
  g_assert_cmpuint (page->groups->len, ==, 0);
  g_assert_cmpuint (page->their_followers->len, ==, 0);
  /* Whom they follow isn't whom the person here follows. */
  g_assert_null (page->following);
  if (is_first)
    return;

  run (f, (SlCommunityDeed) { .kind = SL_COMMUNITY_JOIN, .id = group });
  g_assert_no_error (f->error);
  run (f, (SlCommunityDeed) { .kind = SL_COMMUNITY_FOLLOW, .id = id });
  g_assert_no_error (f->error);
  page = read_page (f, SL_COMMUNITY_PERSON, id);
  g_assert_cmpuint (page->groups->len, ==, 1);
  g_assert_cmpuint (page->their_followers->len, ==, 1);
  g_assert_true (sl_community_is_me (f->community, page->their_followers->pdata[0]));
  g_assert_cmpint (page->n_followers, ==, 1);
  g_assert_true (sl_community_follows (f->community, id));
}

static void
test_posting (Fixture      *f,
              gconstpointer data)
{
  SlCommunityPage *page;

  sign_in_and_agree (f);
  sl_model_transport_set_away (SL_MODEL_TRANSPORT (f->base.way), TRUE);
  send_draft (f, sl_tracker_posts_draft ("Tip", NULL, "Hello", NULL, TRUE));
  g_assert_error (f->error, SL_ERROR, SL_ERROR_UNREACHABLE);
  g_assert_nonnull (f->draft);
  sl_model_transport_set_away (SL_MODEL_TRANSPORT (f->base.way), FALSE);
  send_draft (f, g_steal_pointer (&f->draft));
  g_assert_no_error (f->error);
  g_assert_null (f->draft);
  g_assert_cmpuint (f->n_changed, ==, 1);
  page = read_page (f, SL_COMMUNITY_MINE, NULL);
  g_assert_cmpuint (page->posts->len, ==, 1);
}

static void
test_offline_and_sign_out (Fixture      *f,
                           gconstpointer data)
{
  g_autofree char *folder = NULL;
  SlCommunityPage *page;

  sign_in_and_agree (f);
  folder = g_build_filename (sl_context_get_data_dir (f->base.context), "cache", "community", NULL);
  post_as_other (f, "public");
  page = read_page (f, SL_COMMUNITY_FEED, NULL);
  g_assert_cmpint (page->as_of, ==, SL_TIME_NONE);
  g_assert_true (g_file_test (folder, G_FILE_TEST_IS_DIR));
  sl_model_transport_set_away (SL_MODEL_TRANSPORT (f->base.way), TRUE);
  page = read_page (f, SL_COMMUNITY_FEED, NULL);
  g_assert_no_error (f->error);
  g_assert_cmpuint (page->posts->len, ==, 1);
  g_assert_cmpint (page->as_of, ==, sl_clock_get_now (sl_context_get_clock (f->base.context)));
  g_assert_nonnull (page->problem);

  keeper_fixture_sign_out (&f->base);
  g_assert_false (sl_community_is_available (f->community));
  g_assert_null (sl_community_get_me (f->community));
  while (g_file_test (folder, G_FILE_TEST_EXISTS))
    g_thread_yield ();
  g_assert_null (read_page (f, SL_COMMUNITY_FEED, NULL));
  g_assert_error (f->error, SL_ERROR, SL_ERROR_SIGN_IN);
}

static void
test_numbers (Fixture      *f,
              gconstpointer data)
{
  g_autofree char *first = sl_core_test_add (f->base.context, "Torvmark", "Baker", SL_STATUS_APPLIED), *second = NULL;
  g_autofree char *none = NULL, *some = NULL;
  SlCommunityPage *page;

  sign_in_and_agree (f);
  page = read_page (f, SL_COMMUNITY_PROGRESS, NULL);
  g_assert_no_error (f->error);
  g_assert_cmpint (page->stats.applications, ==, 1);
  none = sl_community_explain (page);
  g_assert_null (none);
  second = sl_core_test_add (f->base.context, "Havnebageri", "Baker", SL_STATUS_APPLIED);
  page = read_page (f, SL_COMMUNITY_PROGRESS, NULL);
  g_assert_cmpint (page->stats.applications, ==, 1);
  g_assert_cmpint (page->counts.applications, ==, 2);
  some = sl_community_explain (page);
  g_assert_nonnull (strstr (some, "only what is synced"));
  g_assert_cmpuint (page->standings->len, ==, 1);
  g_assert_cmpstr (((SlCommunityStanding *) page->standings->pdata[0])->status, ==, SL_STATUS_APPLIED);
  g_assert_cmpint (((SlCommunityStanding *) page->standings->pdata[0])->here, ==, 2);
  g_assert_cmpint (((SlCommunityStanding *) page->standings->pdata[0])->there, ==, 1);
}

/* The words of both sides are brought together, whatever the generation calls them. */
static void
test_standings (Fixture      *f,
                gconstpointer data)
{
  static const char *const statuses[] = { SL_STATUS_SAVED, SL_STATUS_INTERVIEWING, SL_STATUS_INTERVIEWING, SL_STATUS_ACCEPTED, SL_STATUS_WITHDRAWN };
  SlCommunityPage *page;
  gint64 n_here = 0;

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autofree char *role = g_strdup_printf ("Baker %u", i), *id = sl_core_test_add (f->base.context, "Torvmark", role, statuses[i]);
    }
  sign_in_and_agree (f);
  page = read_page (f, SL_COMMUNITY_PROGRESS, NULL);
  g_assert_no_error (f->error);
  for (guint i = 0; i < page->standings->len; i++)
    {
      const SlCommunityStanding *standing = page->standings->pdata[i];

      g_assert_cmpint (standing->here, ==, standing->there);
      n_here += standing->here;
    }
  g_assert_cmpint (n_here, ==, G_N_ELEMENTS (statuses));
  /* In the newer generation one word stands for both ends. */
  g_assert_cmpuint (page->standings->len, ==, (GPOINTER_TO_INT (data) == SL_MODEL_PROFILE_HEAD ? 3 : 4));
}

static void
refuse (Fixture    *f,
        const char *part,
        guint       status)
{
  sl_model_transport_refuse (SL_MODEL_TRANSPORT (f->base.way), part, status);
}

/* What is counted here needs no server; what it says otherwise is shown without the rest. */
static void
test_numbers_in_part (Fixture      *f,
                      gconstpointer data)
{
  static const char *const parts[] = { "/analytics/dashboard", "/progress/stats", "/progress/milestones" };
  g_autofree char *id = sl_core_test_add (f->base.context, "Torvmark", "Baker", SL_STATUS_APPLIED);

  sign_in_and_agree (f);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      SlCommunityPage *page;

      refuse (f, parts[i], 403);
      page = read_page (f, SL_COMMUNITY_PROGRESS, NULL);
      g_assert_no_error (f->error);
      g_assert_nonnull (page->lack);
      g_assert_cmpint (page->counts.applications, ==, 1);
      g_assert_cmpuint (page->standings->len, ==, 1);
      g_assert_cmpint (((SlCommunityStanding *) page->standings->pdata[0])->here, ==, 1);
      g_assert_cmpint (((SlCommunityStanding *) page->standings->pdata[0])->there, ==, i == 0 ? -1 : 1);
      g_assert_cmpint (page->stats.applications, ==, i == 1 ? -1 : 1);
      g_assert_cmpint (page->milestones != NULL, ==, i != 2);
      g_assert_null (sl_community_explain (page));
    }
}

/* One group whose members aren't told hides neither the other ones nor the person. */
static void
test_person_in_part (Fixture      *f,
                     gconstpointer data)
{
  static const char *const names[] = { "Bakers", "Joiners" };
  static const char *const parts[] = { "/social/posts", "/social/groups/mine", "/social/followers", "/social/following", "/social/follow-stats" };
  g_autofree char *id = NULL, *members = NULL;
  SlCommunityPage *page;

  sign_in_and_agree (f);
  post_as_other (f, "public");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (SlTrackerDraft) draft = sl_tracker_groups_draft (names[i], NULL, TRUE);
      g_auto (SlTrackerCommunity) way;

      sl_tracker_community_init (&way, SL_TRANSPORT (f->other), NULL, 0, NULL);
      g_assert_true (sl_tracker_draft_send (&way, draft, NULL));
    }
  page = read_page (f, SL_COMMUNITY_GROUPS, NULL);
  g_assert_cmpuint (page->groups->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *group = g_strdup (((SlTrackerGroup *) page->groups->pdata[i])->id);

      run (f, (SlCommunityDeed) { .kind = SL_COMMUNITY_JOIN, .id = group });
      g_assert_no_error (f->error);
      if (i == 0)
        members = g_strdup_printf ("/social/groups/%s/members", group);
    }
  page = read_page (f, SL_COMMUNITY_PEOPLE, NULL);
  id = g_strdup (((SlTrackerPerson *) page->people->pdata[0])->id);

  page = read_page (f, SL_COMMUNITY_PERSON, id);
  g_assert_no_error (f->error);
  g_assert_null (page->lack);
  g_assert_cmpuint (page->groups->len, ==, 2);
  refuse (f, members, 403);
  page = read_page (f, SL_COMMUNITY_PERSON, id);
  g_assert_no_error (f->error);
  g_assert_nonnull (page->lack);
  g_assert_cmpuint (page->groups->len, ==, 1);
  g_assert_cmpuint (page->posts->len, ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      refuse (f, parts[i], 403);
      page = read_page (f, SL_COMMUNITY_PERSON, id);
      g_assert_no_error (f->error);
      g_assert_nonnull (page->lack);
      g_assert_cmpstr (page->person->display_name, ==, "Second Person");
    }
  refuse (f, "/users/", 403);
  g_assert_null (read_page (f, SL_COMMUNITY_PERSON, id));
  g_assert_error (f->error, SL_ERROR, SL_ERROR_PERMISSION);
}

#define ADD_WITH(path, test, profile) g_test_add ("/community/" path, Fixture, GINT_TO_POINTER (profile), set_up, test, tear_down)
#define ADD(path, test)                                      \
  ADD_WITH (path "/doc", test, SL_MODEL_PROFILE_DOC);        \
  ADD_WITH (path "/head", test, SL_MODEL_PROFILE_HEAD);      \
  ADD_WITH (path "/old", test, SL_MODEL_PROFILE_OLD)

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);

  ADD ("is-silent-before", test_is_silent_before);
  ADD ("names", test_names);
  ADD ("deeds", test_deeds);
  ADD ("person", test_person);
  ADD ("posting", test_posting);
  ADD ("offline-and-sign-out", test_offline_and_sign_out);
  ADD ("numbers", test_numbers);
  ADD ("standings", test_standings);
  ADD ("numbers-in-part", test_numbers_in_part);
  ADD_WITH ("person-in-part", test_person_in_part, SL_MODEL_PROFILE_HEAD);

  return g_test_run ();
}
