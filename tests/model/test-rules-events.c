/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What follows from an event that is written, corrected, taken away or put back. */

#define G_LOG_DOMAIN "test-rules-events"

#include "config.h"

#include "rules-fixture.h"
#include "sl-error.h"

static void
test_event_moves (RulesFixture *f, gconstpointer data)
{
  const struct {
    const char *before;
    const char *to_status;
    const char *to_stage;
    const char *outcome;
    const char *after;
    const char *detail;
  } cases[] = {
    { SL_STATUS_APPLIED, NULL, SL_LANE_TECHNICAL_INTERVIEW, NULL, SL_STATUS_INTERVIEWING, NULL },
    { SL_STATUS_APPLIED, SL_STATUS_OFFER, NULL, NULL, SL_STATUS_OFFER, NULL },
    { SL_STATUS_OFFER, NULL, SL_LANE_CLOSED, "offer_accepted", SL_STATUS_ACCEPTED, NULL },
    { SL_STATUS_OFFER, NULL, SL_LANE_CLOSED, "offer_declined", SL_STATUS_WITHDRAWN, NULL },
    { SL_STATUS_APPLIED, NULL, SL_LANE_CLOSED, "withdrawn", SL_STATUS_WITHDRAWN, NULL },
    { SL_STATUS_APPLIED, NULL, SL_LANE_CLOSED, "rejected", SL_STATUS_REJECTED, NULL },
    { SL_STATUS_APPLIED, NULL, SL_LANE_CLOSED, "ghosted", SL_STATUS_REJECTED, SL_DETAIL_NO_RESPONSE },
    { SL_STATUS_APPLIED, NULL, SL_LANE_CLOSED, "no_response", SL_STATUS_REJECTED, SL_DETAIL_NO_RESPONSE },
    { SL_STATUS_INTERVIEWING, NULL, SL_LANE_FINAL_ROUND, NULL, NULL, NULL },
    { SL_STATUS_APPLIED, NULL, NULL, NULL, NULL, NULL },
    { SL_STATUS_APPLIED, NULL, "no_lane_of_ours", NULL, NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_MAIL, "approve");
      g_autoptr (GError) error = NULL;

      rules_store_application (f, "a", cases[i].before);
      rules_insert (changeset, rules_make_event ("a", rules_days_ago (f, 0), cases[i].to_status, cases[i].to_stage, cases[i].outcome));
      sl_rules_follow (changeset, &f->reader, f->clock, &error);
      g_assert_no_error (error);
      /* It is the event itself that tells of the change. */
      g_assert_null (rules_find_event (changeset, 1));
      g_assert_cmpstr (rules_get_updated (changeset, "a", SL_APPLICATION_STATUS), ==, cases[i].after != NULL ? cases[i].after : "(not updated)");
      g_assert_cmpstr (rules_get_updated (changeset, "a", SL_APPLICATION_STATUS_DETAIL), ==, cases[i].detail != NULL ? cases[i].detail : "(not updated)");
      if (cases[i].after != NULL)
        {
          rules_assert_event (rules_find_event (changeset, 0), cases[i].before, cases[i].after,
                        cases[i].to_stage != NULL ? cases[i].to_stage : SL_LANE_OFFER, cases[i].outcome);
        }
    }
}

static void
test_event_order (RulesFixture *f, gconstpointer data)
{
  g_autoptr (SlChangeset) old = sl_changeset_new (SL_ACTOR_PERSON, "log");
  g_autoptr (SlChangeset) late = sl_changeset_new (SL_ACTOR_PERSON, "log");
  g_autoptr (SlChangeset) note = sl_changeset_new (SL_ACTOR_PERSON, "log");
  g_autoptr (SlChangeset) several = sl_changeset_new (SL_ACTOR_PERSON, "log");
  SlRecord *note_event;

  /* In the store: an offer, told of by an event ten days ago. */
  rules_store_application (f, "a", SL_STATUS_OFFER);
  rules_store (f, rules_make_event ("a", rules_days_ago (f, 10), SL_STATUS_OFFER, SL_LANE_OFFER, NULL));

  rules_insert (old, rules_make_event ("a", rules_days_ago (f, 20), NULL, SL_LANE_ASSESSMENT, NULL));
  rules_follow (f, old);
  g_assert_cmpuint (sl_changeset_get_n_changes (old), ==, 1);

  rules_insert (late, rules_make_event ("a", rules_days_ago (f, 9), NULL, SL_LANE_ASSESSMENT, NULL));
  rules_follow (f, late);
  g_assert_cmpstr (rules_get_updated (late, "a", SL_APPLICATION_STATUS), ==, SL_STATUS_INTERVIEWING);

  note_event = rules_make_event ("a", rules_days_ago (f, 1), NULL, SL_LANE_CLOSED, "rejected");
  sl_record_set_text (note_event, SL_EVENT_TYPE, SL_EVENT_TYPE_NOTE);
  rules_insert (note, note_event);
  rules_follow (f, note);
  g_assert_cmpuint (sl_changeset_get_n_changes (note), ==, 1);

  /* The newest by time counts, not the last one added. */
  rules_insert (several, rules_make_event ("a", rules_days_ago (f, 1), NULL, SL_LANE_CLOSED, "rejected"));
  rules_insert (several, rules_make_event ("a", rules_days_ago (f, 5), NULL, SL_LANE_ASSESSMENT, NULL));
  rules_follow (f, several);
  g_assert_cmpstr (rules_get_updated (several, "a", SL_APPLICATION_STATUS), ==, SL_STATUS_REJECTED);
  g_assert_null (rules_find_event (several, 2));
}

/* A minute is told without its seconds: what is told of the newest move's minute comes after it. */
static void
test_event_of_same_minute (RulesFixture *f, gconstpointer data)
{
  gint64 minute = rules_days_ago (f, 1) / G_TIME_SPAN_MINUTE * G_TIME_SPAN_MINUTE;
  const struct {
    SlActor actor;
    gint64 time;
    const char *after;
  } cases[] = {
    { SL_ACTOR_PERSON, minute, SL_STATUS_INTERVIEWING },
    { SL_ACTOR_PERSON, minute + G_TIME_SPAN_SECOND, "(not updated)" },
    { SL_ACTOR_PERSON, minute - G_TIME_SPAN_MINUTE, "(not updated)" },
    { SL_ACTOR_IMPORT, minute, "(not updated)" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SlChangeset) changeset = sl_changeset_new (cases[i].actor, "log");
      gint64 newest = minute + 7 * G_TIME_SPAN_SECOND;

      g_hash_table_remove_all (f->records);
      rules_store_application (f, "a", SL_STATUS_OFFER);
      rules_store (f, rules_make_event ("a", newest, SL_STATUS_OFFER, SL_LANE_OFFER, NULL));
      rules_insert (changeset, rules_make_event ("a", cases[i].time, NULL, SL_LANE_TEAM_MATCH, NULL));
      rules_follow (f, changeset);
      g_assert_cmpstr (rules_get_updated (changeset, "a", SL_APPLICATION_STATUS), ==, cases[i].after);
      g_assert_cmpint (rules_get_time (rules_find_event (changeset, 0)), ==, i == 0 ? newest + 1 : cases[i].time);
    }
}

/* What is logged afterwards counts as long as nothing newer is known: the day it was entered says nothing. */
static void
test_event_first (RulesFixture *f, gconstpointer data)
{
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_PERSON, "log");

  sl_record_set_integer (rules_store_application (f, "a", SL_STATUS_APPLIED), SL_APPLICATION_STATUS_SINCE, rules_days_ago (f, 0));
  rules_insert (changeset, rules_make_event ("a", rules_days_ago (f, 7), NULL, SL_LANE_RECRUITER_SCREEN, NULL));
  rules_follow (f, changeset);
  g_assert_cmpstr (rules_get_updated (changeset, "a", SL_APPLICATION_STATUS), ==, SL_STATUS_INTERVIEWING);
}

static void
test_event_of_new_application (RulesFixture *f, gconstpointer data)
{
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_IMPORT, "import");
  SlRecord *application = rules_make_application ("a", SL_STATUS_APPLIED);

  rules_insert (changeset, application);
  rules_insert (changeset, rules_make_event ("a", rules_days_ago (f, 3), NULL, SL_LANE_CLOSED, "ghosted"));
  rules_follow (f, changeset);
  g_assert_cmpuint (sl_changeset_get_n_changes (changeset), ==, 2);
  application = sl_changeset_get_change (changeset, 0)->record;
  g_assert_cmpstr (sl_record_get_text (application, SL_APPLICATION_STATUS), ==, SL_STATUS_REJECTED);
  g_assert_cmpstr (sl_record_get_text (application, SL_APPLICATION_STATUS_DETAIL), ==, SL_DETAIL_NO_RESPONSE);
  g_assert_cmpuint (f->n_reads, ==, 0);
}

static void
test_event_changed (RulesFixture *f, gconstpointer data)
{
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  g_autoptr (SlChangeset) noted = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  g_autoptr (SlChangeset) told = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  g_autoptr (SlChangeset) ended = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  SlRecord *event;

  rules_store_application (f, "a", SL_STATUS_INTERVIEWING);
  event = rules_store (f, rules_make_event ("a", rules_days_ago (f, 10), SL_STATUS_INTERVIEWING, SL_LANE_ASSESSMENT, NULL));

  sl_changeset_update_text (changeset, SL_KIND_EVENT, sl_record_get_id (event), SL_EVENT_TO_STAGE, SL_LANE_CLOSED);
  sl_changeset_update_text (changeset, SL_KIND_EVENT, sl_record_get_id (event), SL_EVENT_OUTCOME, "withdrawn");
  rules_follow (f, changeset);
  g_assert_cmpstr (rules_get_updated (changeset, "a", SL_APPLICATION_STATUS), ==, SL_STATUS_WITHDRAWN);
  g_assert_cmpstr (rules_get_updated (changeset, sl_record_get_id (event), SL_EVENT_TO_STATUS), ==, SL_STATUS_WITHDRAWN);
  g_assert_null (rules_find_event (changeset, 0));

  sl_changeset_update_text (noted, SL_KIND_EVENT, sl_record_get_id (event), SL_EVENT_NOTE, "Went well.");
  rules_follow (f, noted);
  g_assert_cmpuint (sl_changeset_get_n_changes (noted), ==, 1);

  sl_changeset_update_text (told, SL_KIND_EVENT, sl_record_get_id (event), SL_EVENT_TO_STATUS, SL_STATUS_OFFER);
  sl_changeset_update_text (told, SL_KIND_EVENT, sl_record_get_id (event), SL_EVENT_TO_STAGE, SL_LANE_OFFER);
  rules_follow (f, told);
  g_assert_cmpuint (sl_changeset_get_n_changes (told), ==, 3);
  g_assert_cmpstr (rules_get_updated (told, "a", SL_APPLICATION_STATUS), ==, SL_STATUS_OFFER);

  sl_changeset_update_text (ended, SL_KIND_EVENT, sl_record_get_id (event), SL_EVENT_TO_STATUS, SL_STATUS_REJECTED);
  rules_follow (f, ended);
  g_assert_cmpstr (rules_get_updated (ended, "a", SL_APPLICATION_STATUS), ==, SL_STATUS_REJECTED);
  g_assert_cmpstr (rules_get_updated (ended, sl_record_get_id (event), SL_EVENT_TO_STAGE), ==, SL_LANE_CLOSED);
  g_assert_cmpstr (rules_get_updated (ended, sl_record_get_id (event), SL_EVENT_OUTCOME), ==, "rejected");
}

static void
test_old_event_changed (RulesFixture *f, gconstpointer data)
{
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  SlRecord *event;

  rules_store_application (f, "a", SL_STATUS_OFFER);
  event = rules_store (f, rules_make_event ("a", rules_days_ago (f, 20), SL_STATUS_INTERVIEWING, SL_LANE_ASSESSMENT, NULL));
  rules_store (f, rules_make_event ("a", rules_days_ago (f, 10), SL_STATUS_OFFER, SL_LANE_OFFER, NULL));
  sl_changeset_update_text (changeset, SL_KIND_EVENT, sl_record_get_id (event), SL_EVENT_TO_STAGE, SL_LANE_CLOSED);
  rules_follow (f, changeset);
  g_assert_null (rules_find_update (changeset, "a", SL_APPLICATION_STATUS));
}

/* An application that came to Offer by way of Interviewing, as two events tell; gives their ids. */
static void
store_history (RulesFixture *f, const char **interviewing, const char **offer)
{
  SlRecord *first, *second;

  rules_store_application (f, "a", SL_STATUS_OFFER);
  first = rules_store (f, rules_make_event ("a", rules_days_ago (f, 20), SL_STATUS_INTERVIEWING, SL_LANE_ASSESSMENT, NULL));
  sl_record_set_text (first, SL_EVENT_FROM_STATUS, SL_STATUS_APPLIED);
  second = rules_store (f, rules_make_event ("a", rules_days_ago (f, 10), SL_STATUS_OFFER, SL_LANE_OFFER, NULL));
  sl_record_set_text (second, SL_EVENT_FROM_STATUS, SL_STATUS_INTERVIEWING);
  *interviewing = sl_record_get_id (first);
  *offer = sl_record_get_id (second);
}

/* The status goes back with the newest event, and no event tells of that. */
static void
test_event_gone (RulesFixture *f, gconstpointer data)
{
  g_autoptr (SlChangeset) trashed = sl_changeset_new (SL_ACTOR_PERSON, "trash");
  g_autoptr (SlChangeset) deleted = sl_changeset_new (SL_ACTOR_PERSON, "delete");
  g_autoptr (SlChangeset) older = sl_changeset_new (SL_ACTOR_PERSON, "trash");
  g_autoptr (SlChangeset) both = sl_changeset_new (SL_ACTOR_PERSON, "trash");
  g_autoptr (SlChangeset) told = sl_changeset_new (SL_ACTOR_PERSON, "trash");
  const char *interviewing, *offer;

  store_history (f, &interviewing, &offer);

  sl_changeset_trash (trashed, SL_KIND_EVENT, offer, sl_clock_get_now (f->clock));
  rules_follow (f, trashed);
  g_assert_cmpstr (rules_get_updated (trashed, "a", SL_APPLICATION_STATUS), ==, SL_STATUS_INTERVIEWING);
  g_assert_null (rules_find_event (trashed, 0));

  sl_changeset_delete (deleted, SL_KIND_EVENT, offer);
  rules_follow (f, deleted);
  g_assert_cmpstr (rules_get_updated (deleted, "a", SL_APPLICATION_STATUS), ==, SL_STATUS_INTERVIEWING);

  sl_changeset_trash (older, SL_KIND_EVENT, interviewing, sl_clock_get_now (f->clock));
  rules_follow (f, older);
  g_assert_null (rules_find_update (older, "a", SL_APPLICATION_STATUS));

  /* Without any, as it was before the first. */
  sl_changeset_trash (both, SL_KIND_EVENT, interviewing, sl_clock_get_now (f->clock));
  sl_changeset_trash (both, SL_KIND_EVENT, offer, sl_clock_get_now (f->clock));
  rules_follow (f, both);
  g_assert_cmpstr (rules_get_updated (both, "a", SL_APPLICATION_STATUS), ==, SL_STATUS_APPLIED);
  g_assert_null (rules_find_event (both, 0));

  sl_changeset_trash (told, SL_KIND_EVENT, offer, sl_clock_get_now (f->clock));
  rules_set_status (told, "a", SL_STATUS_WITHDRAWN);
  rules_follow (f, told);
  g_assert_cmpstr (rules_get_updated (told, "a", SL_APPLICATION_STATUS), ==, SL_STATUS_WITHDRAWN);
}

static void
test_event_put_back (RulesFixture *f, gconstpointer data)
{
  g_autoptr (SlChangeset) moved = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  g_autoptr (SlChangeset) noted = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  g_autoptr (SlChangeset) restored = sl_changeset_new (SL_ACTOR_PERSON, "restore");
  const char *interviewing, *offer;

  store_history (f, &interviewing, &offer);

  sl_changeset_update_integer (moved, SL_KIND_EVENT, offer, SL_EVENT_OCCURRED_AT, rules_days_ago (f, 30));
  rules_follow (f, moved);
  g_assert_cmpstr (rules_get_updated (moved, "a", SL_APPLICATION_STATUS), ==, SL_STATUS_INTERVIEWING);
  g_assert_null (rules_find_event (moved, 0));

  sl_changeset_update_text (noted, SL_KIND_EVENT, offer, SL_EVENT_TYPE, SL_EVENT_TYPE_NOTE);
  rules_follow (f, noted);
  g_assert_cmpstr (rules_get_updated (noted, "a", SL_APPLICATION_STATUS), ==, SL_STATUS_INTERVIEWING);

  sl_record_set_integer (g_hash_table_lookup (f->records, offer), SL_FIELD_DELETED_AT, rules_days_ago (f, 1));
  sl_record_set_text (g_hash_table_lookup (f->records, "a"), SL_APPLICATION_STATUS, SL_STATUS_INTERVIEWING);
  sl_changeset_restore (restored, SL_KIND_EVENT, offer);
  rules_follow (f, restored);
  g_assert_cmpstr (rules_get_updated (restored, "a", SL_APPLICATION_STATUS), ==, SL_STATUS_OFFER);
  g_assert_null (rules_find_event (restored, 0));
}

/* What happens now comes after an interview that is dated ahead. */
static void
test_event_without_time (RulesFixture *f, gconstpointer data)
{
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_PERSON, "move");
  g_autoptr (GError) error = NULL;
  SlRecord *event = rules_make_event ("a", 0, NULL, SL_LANE_OFFER, NULL);

  rules_store_application (f, "a", SL_STATUS_INTERVIEWING);
  rules_store (f, rules_make_event ("a", rules_days_ago (f, -3), SL_STATUS_INTERVIEWING, SL_LANE_FINAL_ROUND, NULL));
  sl_record_set_null (event, SL_EVENT_OCCURRED_AT);
  rules_insert (changeset, event);
  sl_rules_follow (changeset, &f->reader, f->clock, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rules_get_updated (changeset, "a", SL_APPLICATION_STATUS), ==, SL_STATUS_OFFER);
  g_assert_cmpint (rules_get_time (rules_find_event (changeset, 0)), >, rules_days_ago (f, -3));
  g_assert_true (sl_rules_check (changeset, &error));
}

/* What is yet to come is no step; one that stands there so already can still be corrected. */
static void
test_event_ahead (RulesFixture *f, gconstpointer data)
{
  g_autoptr (SlChangeset) ahead = sl_changeset_new (SL_ACTOR_PERSON, "add");
  g_autoptr (SlChangeset) tomorrow = sl_changeset_new (SL_ACTOR_PERSON, "add");
  g_autoptr (SlChangeset) corrected = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  g_autoptr (SlChangeset) moved = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  g_autoptr (GError) error = NULL;
  SlRecord *planned = rules_make_event ("a", rules_days_ago (f, -3), SL_STATUS_INTERVIEWING, SL_LANE_FINAL_ROUND, NULL);

  rules_store_application (f, "a", SL_STATUS_APPLIED);
  rules_insert (ahead, rules_make_event ("a", rules_days_ago (f, -2), SL_STATUS_OFFER, SL_LANE_OFFER, NULL));
  g_assert_false (sl_rules_follow (ahead, &f->reader, f->clock, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_INVALID);
  g_clear_error (&error);
  rules_insert (tomorrow, rules_make_event ("a", rules_days_ago (f, -1), SL_STATUS_OFFER, SL_LANE_OFFER, NULL));
  rules_follow (f, tomorrow);

  rules_store (f, planned);
  sl_changeset_update_text (corrected, SL_KIND_EVENT, sl_record_get_id (planned), SL_EVENT_TO_STATUS, SL_STATUS_OFFER);
  rules_follow (f, corrected);
  sl_changeset_update_integer (moved, SL_KIND_EVENT, sl_record_get_id (planned), SL_EVENT_OCCURRED_AT, rules_days_ago (f, -4));
  g_assert_false (sl_rules_follow (moved, &f->reader, f->clock, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  sl_test_init (&argc, &argv);

  RULES_TEST ("event/moves", test_event_moves);
  RULES_TEST ("event/order", test_event_order);
  RULES_TEST ("event/first", test_event_first);
  RULES_TEST ("event/same-minute", test_event_of_same_minute);
  RULES_TEST ("event/of-new-application", test_event_of_new_application);
  RULES_TEST ("event/changed", test_event_changed);
  RULES_TEST ("event/old-changed", test_old_event_changed);
  RULES_TEST ("event/gone", test_event_gone);
  RULES_TEST ("event/put-back", test_event_put_back);
  RULES_TEST ("event/without-time", test_event_without_time);
  RULES_TEST ("event-ahead", test_event_ahead);

  return g_test_run ();
}
