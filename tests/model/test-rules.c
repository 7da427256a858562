/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What follows from a status, a round or an outcome, and what the rules don’t let through. */

#define G_LOG_DOMAIN "test-rules"

#include "config.h"

#include "rules-fixture.h"
#include "sl-error.h"

#define TODAY "2026-03-16"

static void
test_insert_applied (RulesFixture *f, gconstpointer data)
{
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_IMPORT, "import");
  SlRecord *dated = rules_make_application ("b", SL_STATUS_APPLIED);

  sl_record_set_text (dated, SL_APPLICATION_APPLIED_DATE, "2026-01-02");
  rules_insert (changeset, rules_make_application ("a", SL_STATUS_APPLIED));
  rules_insert (changeset, dated);
  rules_insert (changeset, rules_make_application ("c", SL_STATUS_SAVED));
  rules_follow (f, changeset);

  g_assert_cmpuint (sl_changeset_get_n_changes (changeset), ==, 3);
  g_assert_cmpstr (sl_record_get_text (sl_changeset_get_change (changeset, 0)->record, SL_APPLICATION_APPLIED_DATE), ==, TODAY);
  g_assert_cmpstr (sl_record_get_text (sl_changeset_get_change (changeset, 1)->record, SL_APPLICATION_APPLIED_DATE), ==, "2026-01-02");
  g_assert_true (sl_record_is_null (sl_changeset_get_change (changeset, 2)->record, SL_APPLICATION_APPLIED_DATE));
  /* An import needs nothing from the store. */
  g_assert_cmpuint (f->n_reads, ==, 0);
}

static void
test_saved_to_applied (RulesFixture *f, gconstpointer data)
{
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_PERSON, "move");

  rules_store_application (f, "a", SL_STATUS_SAVED);
  sl_record_set_text (rules_store_application (f, "dated", SL_STATUS_SAVED), SL_APPLICATION_APPLIED_DATE, "2026-01-02");
  rules_store_application (f, "told", SL_STATUS_SAVED);
  rules_store_application (f, "later", SL_STATUS_SAVED);
  rules_set_status (changeset, "a", SL_STATUS_APPLIED);
  rules_set_status (changeset, "dated", SL_STATUS_APPLIED);
  rules_set_status (changeset, "told", SL_STATUS_APPLIED);
  sl_changeset_update_text (changeset, SL_KIND_APPLICATION, "told", SL_APPLICATION_APPLIED_DATE, NULL);
  rules_set_status (changeset, "later", SL_STATUS_OFFER);
  rules_follow (f, changeset);

  g_assert_cmpstr (rules_get_updated (changeset, "a", SL_APPLICATION_APPLIED_DATE), ==, TODAY);
  g_assert_null (rules_find_update (changeset, "dated", SL_APPLICATION_APPLIED_DATE));
  g_assert_null (rules_get_updated (changeset, "told", SL_APPLICATION_APPLIED_DATE));
  g_assert_null (rules_find_update (changeset, "later", SL_APPLICATION_APPLIED_DATE));
  rules_assert_event (rules_find_event (changeset, 0), SL_STATUS_SAVED, SL_STATUS_APPLIED, SL_LANE_APPLIED, NULL);
}

static void
test_stage (RulesFixture *f, gconstpointer data)
{
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_PERSON, "add round");
  const char *const ids[] = { "applied", "saved", "told", "missing" };

  rules_store_application (f, "applied", SL_STATUS_APPLIED);
  rules_store_application (f, "saved", SL_STATUS_SAVED);
  rules_store_application (f, "told", SL_STATUS_APPLIED);
  rules_set_status (changeset, "told", SL_STATUS_REJECTED);
  rules_insert (changeset, rules_make_application ("new", SL_STATUS_APPLIED));
  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      SlRecord *stage = rules_make_child (SL_KIND_STAGE, ids[i]);

      sl_record_set_text (stage, SL_STAGE_NAME, "First call");
      rules_insert (changeset, stage);
    }
  {
    SlRecord *stage = rules_make_child (SL_KIND_STAGE, "new");

    sl_record_set_text (stage, SL_STAGE_NAME, "First call");
    rules_insert (changeset, stage);
  }
  rules_follow (f, changeset);

  g_assert_cmpstr (rules_get_updated (changeset, "applied", SL_APPLICATION_STATUS), ==, SL_STATUS_INTERVIEWING);
  g_assert_null (rules_find_update (changeset, "saved", SL_APPLICATION_STATUS));
  g_assert_cmpstr (rules_get_updated (changeset, "told", SL_APPLICATION_STATUS), ==, SL_STATUS_REJECTED);
  /* The new one is completed in place, and its history begins with it. */
  g_assert_null (rules_find_update (changeset, "new", SL_APPLICATION_STATUS));
  g_assert_cmpstr (sl_record_get_text (sl_changeset_get_change (changeset, 1)->record, SL_APPLICATION_STATUS), ==, SL_STATUS_INTERVIEWING);
  rules_assert_event (rules_find_event (changeset, 0), SL_STATUS_APPLIED, SL_STATUS_REJECTED, SL_LANE_CLOSED, "rejected");
  rules_assert_event (rules_find_event (changeset, 1), SL_STATUS_APPLIED, SL_STATUS_INTERVIEWING, SL_LANE_RECRUITER_SCREEN, NULL);
  g_assert_null (rules_find_event (changeset, 2));
}

static void
test_outcome (RulesFixture *f, gconstpointer data)
{
  const struct {
    const char *before;
    const char *outcome;
    const char *after;
  } cases[] = {
    { SL_STATUS_INTERVIEWING, SL_STATUS_OFFER, SL_STATUS_OFFER },
    { SL_STATUS_APPLIED, NULL, SL_STATUS_OFFER },
    { SL_STATUS_APPLIED, SL_STATUS_REJECTED, SL_STATUS_REJECTED },
    { SL_STATUS_OFFER, SL_STATUS_WITHDRAWN, SL_STATUS_WITHDRAWN },
    { SL_STATUS_ACCEPTED, SL_STATUS_OFFER, NULL },
    { SL_STATUS_OFFER, SL_STATUS_OFFER, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_PERSON, "add offer");
      SlRecord *outcome = rules_make_child (SL_KIND_OUTCOME, "a");

      rules_store_application (f, "a", cases[i].before);
      sl_record_set_text (outcome, SL_OUTCOME_STATUS, cases[i].outcome);
      rules_insert (changeset, outcome);
      rules_follow (f, changeset);
      if (cases[i].after == NULL)
        g_assert_cmpuint (sl_changeset_get_n_changes (changeset), ==, 1);
      else
        g_assert_cmpstr (rules_get_updated (changeset, "a", SL_APPLICATION_STATUS), ==, cases[i].after);
    }
}

static void
test_status_event (RulesFixture *f, gconstpointer data)
{
  const struct {
    const char *before;
    const char *lane;
    const char *after;
    const char *to_stage;
    const char *outcome;
  } cases[] = {
    { SL_STATUS_SAVED, NULL, SL_STATUS_INTERVIEWING, SL_LANE_RECRUITER_SCREEN, NULL },
    { SL_STATUS_APPLIED, SL_LANE_APPLIED, SL_STATUS_OFFER, SL_LANE_OFFER, NULL },
    { SL_STATUS_APPLIED, SL_LANE_TECHNICAL_INTERVIEW, SL_STATUS_INTERVIEWING, NULL, NULL },
    { SL_STATUS_APPLIED, SL_LANE_APPLIED, SL_STATUS_SAVED, NULL, NULL },
    { SL_STATUS_OFFER, SL_LANE_OFFER, SL_STATUS_ACCEPTED, SL_LANE_CLOSED, "offer_accepted" },
    { SL_STATUS_OFFER, SL_LANE_OFFER, SL_STATUS_WITHDRAWN, SL_LANE_CLOSED, "offer_declined" },
    { SL_STATUS_APPLIED, SL_LANE_APPLIED, SL_STATUS_WITHDRAWN, SL_LANE_CLOSED, "withdrawn" },
    { SL_STATUS_APPLIED, SL_LANE_APPLIED, SL_STATUS_REJECTED, SL_LANE_CLOSED, "rejected" },
    { SL_STATUS_WITHDRAWN, SL_LANE_CLOSED, SL_STATUS_REJECTED, SL_LANE_CLOSED, "rejected" },
    { SL_STATUS_REJECTED, SL_LANE_CLOSED, SL_STATUS_APPLIED, SL_LANE_APPLIED, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_PERSON, "move");
      SlRecord *event;

      sl_record_set_text (rules_store_application (f, "a", cases[i].before), SL_APPLICATION_LANE, cases[i].lane);
      rules_set_status (changeset, "a", cases[i].after);
      rules_follow (f, changeset);
      event = rules_find_event (changeset, 0);
      rules_assert_event (event, cases[i].before, cases[i].after, cases[i].to_stage, cases[i].outcome);
      g_assert_cmpstr (sl_record_get_text (event, SL_EVENT_APPLICATION_ID), ==, "a");
      g_assert_cmpstr (sl_record_get_text (event, SL_EVENT_ACTOR), ==, "user");
      g_assert_cmpint (sl_record_get_integer (event, SL_EVENT_OCCURRED_AT, 0), ==, sl_clock_get_now (f->clock));
      g_assert_null (rules_find_event (changeset, 1));
    }
}

static void
test_status_unchanged (RulesFixture *f, gconstpointer data)
{
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_PERSON, "move");

  rules_store_application (f, "a", SL_STATUS_APPLIED);
  rules_store_application (f, "b", SL_STATUS_APPLIED);
  rules_set_status (changeset, "a", SL_STATUS_APPLIED);
  sl_changeset_update_text (changeset, SL_KIND_APPLICATION, "b", SL_APPLICATION_NOTES, "Ask about the team.");
  rules_set_status (changeset, "gone", SL_STATUS_OFFER);
  rules_follow (f, changeset);
  g_assert_cmpuint (sl_changeset_get_n_changes (changeset), ==, 3);
}

static void
test_own_event (RulesFixture *f, gconstpointer data)
{
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_PERSON, "move");

  rules_store_application (f, "a", SL_STATUS_APPLIED);
  rules_store_application (f, "b", SL_STATUS_APPLIED);
  rules_set_status (changeset, "a", SL_STATUS_INTERVIEWING);
  rules_insert (changeset, rules_make_event ("a", rules_days_ago (f, 0), NULL, SL_LANE_ASSESSMENT, NULL));
  /* An event that tells of something else doesn't tell of this. */
  rules_set_status (changeset, "b", SL_STATUS_OFFER);
  rules_insert (changeset, rules_make_event ("b", rules_days_ago (f, 0), SL_STATUS_INTERVIEWING, SL_LANE_ASSESSMENT, NULL));
  rules_follow (f, changeset);
  rules_assert_event (rules_find_event (changeset, 0), SL_STATUS_APPLIED, SL_STATUS_INTERVIEWING, SL_LANE_ASSESSMENT, NULL);
  rules_assert_event (rules_find_event (changeset, 2), SL_STATUS_APPLIED, SL_STATUS_OFFER, SL_LANE_OFFER, NULL);
  g_assert_null (rules_find_event (changeset, 3));
  /* It comes after the one it was entered with. */
  g_assert_cmpint (sl_record_get_integer (rules_find_event (changeset, 2), SL_EVENT_OCCURRED_AT, 0), >, rules_days_ago (f, 0));
}

static void
test_event_times (RulesFixture *f, gconstpointer data)
{
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_PERSON, "move");
  g_autoptr (SlChangeset) ahead = sl_changeset_new (SL_ACTOR_PERSON, "move");
  gint64 last = G_MININT64;

  for (int i = 0; i < 5; i++)
    {
      g_autofree char *id = g_strdup_printf ("%d", i);

      rules_store_application (f, id, SL_STATUS_APPLIED);
      rules_set_status (changeset, id, SL_STATUS_REJECTED);
    }
  rules_follow (f, changeset);
  for (int i = 0; i < 5; i++)
    {
      gint64 time = sl_record_get_integer (rules_find_event (changeset, i), SL_EVENT_OCCURRED_AT, G_MININT64);

      g_assert_cmpint (time, >, last);
      last = time;
    }

  /* An interview dated ahead must not stay the newest. */
  sl_record_set_integer (rules_store_application (f, "a", SL_STATUS_INTERVIEWING), SL_APPLICATION_STATUS_SINCE, rules_days_ago (f, -3));
  rules_store (f, rules_make_event ("a", rules_days_ago (f, -3), SL_STATUS_INTERVIEWING, SL_LANE_FINAL_ROUND, NULL));
  rules_set_status (ahead, "a", SL_STATUS_WITHDRAWN);
  rules_follow (f, ahead);
  g_assert_cmpint (sl_record_get_integer (rules_find_event (ahead, 0), SL_EVENT_OCCURRED_AT, 0), >, rules_days_ago (f, -3));
}

static void
test_leaving_rejected (RulesFixture *f, gconstpointer data)
{
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_PERSON, "move");
  g_autoptr (SlChangeset) silent = sl_changeset_new (SL_ACTOR_PERSON, "move");
  g_autoptr (SlChangeset) answered = sl_changeset_new (SL_ACTOR_MAIL, "approve");

  sl_record_set_text (rules_store_application (f, "a", SL_STATUS_REJECTED), SL_APPLICATION_STATUS_DETAIL, SL_DETAIL_NO_RESPONSE);
  rules_set_status (changeset, "a", SL_STATUS_INTERVIEWING);
  rules_follow (f, changeset);
  g_assert_null (rules_get_updated (changeset, "a", SL_APPLICATION_STATUS_DETAIL));

  rules_store_application (f, "b", SL_STATUS_APPLIED);
  rules_set_status (silent, "b", SL_STATUS_REJECTED);
  sl_changeset_update_text (silent, SL_KIND_APPLICATION, "b", SL_APPLICATION_STATUS_DETAIL, SL_DETAIL_NO_RESPONSE);
  rules_follow (f, silent);
  rules_assert_event (rules_find_event (silent, 0), SL_STATUS_APPLIED, SL_STATUS_REJECTED, SL_LANE_CLOSED, "no_response");

  /* A late rejection: the status stays, its detail doesn't. */
  rules_insert (answered, rules_make_event ("a", rules_days_ago (f, 0), NULL, SL_LANE_CLOSED, "rejected"));
  rules_follow (f, answered);
  g_assert_null (rules_find_update (answered, "a", SL_APPLICATION_STATUS));
  g_assert_null (rules_get_updated (answered, "a", SL_APPLICATION_STATUS_DETAIL));
}

static void
test_deleted (RulesFixture *f, gconstpointer data)
{
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_PERSON, "delete");

  rules_store_application (f, "a", SL_STATUS_APPLIED);
  rules_set_status (changeset, "a", SL_STATUS_OFFER);
  sl_changeset_delete (changeset, SL_KIND_APPLICATION, "a");
  rules_follow (f, changeset);
  g_assert_cmpuint (sl_changeset_get_n_changes (changeset), ==, 2);
}

static void
test_actors (RulesFixture *f, gconstpointer data)
{
  const SlActor all[] = { SL_ACTOR_PERSON, SL_ACTOR_IMPORT, SL_ACTOR_MAIL, SL_ACTOR_SYNC, SL_ACTOR_UNDO, SL_ACTOR_REDO, SL_ACTOR_HOUSEKEEPING };

  rules_store_application (f, "a", SL_STATUS_APPLIED);
  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autoptr (SlChangeset) changeset = sl_changeset_new (all[i], "move");
      gboolean follows = all[i] == SL_ACTOR_PERSON || all[i] == SL_ACTOR_IMPORT || all[i] == SL_ACTOR_MAIL;

      g_assert_cmpint (sl_changeset_get_follow_rules (changeset), ==, follows);
      rules_set_status (changeset, "a", SL_STATUS_OFFER);
      rules_follow (f, changeset);
      g_assert_cmpuint (sl_changeset_get_n_changes (changeset), ==, follows ? 2 : 1);
    }
}

static void
test_reader_fails (RulesFixture *f, gconstpointer data)
{
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_PERSON, "move");
  g_autoptr (GError) error = NULL;

  f->broken = TRUE;
  rules_set_status (changeset, "a", SL_STATUS_OFFER);
  g_assert_false (sl_rules_follow (changeset, &f->reader, f->clock, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_DAMAGED);
}

/* Nobody has applied tomorrow; what stands there so already, and what comes from elsewhere, doesn't keep other changes out. */
static void
test_applied_ahead (RulesFixture *f, gconstpointer data)
{
  static const struct {
    const char *day;
    gboolean is_error;
  } days[] = { { "0001-01-01", TRUE }, { "1949-12-31", TRUE }, { "2001-02-03", FALSE }, { NULL, FALSE }, { "2030-01-01", TRUE } };
  g_autoptr (SlChangeset) added = sl_changeset_new (SL_ACTOR_PERSON, "add");
  g_autoptr (SlChangeset) synced = sl_changeset_new (SL_ACTOR_SYNC, "sync");
  g_autoptr (SlChangeset) other = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  g_autoptr (SlRecord) record = sl_record_new (SL_KIND_APPLICATION);
  g_autoptr (GError) error = NULL;
  char iso[SL_DAY_ISO_SIZE];

  sl_record_set_text (rules_store_application (f, "a", SL_STATUS_APPLIED), SL_APPLICATION_APPLIED_DATE, "2030-01-01");
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autoptr (SlChangeset) edited = sl_changeset_new (SL_ACTOR_PERSON, "edit");

      sl_changeset_update_text (edited, SL_KIND_APPLICATION, "a", SL_APPLICATION_APPLIED_DATE, days[i].day);
      g_assert_cmpint (sl_rules_follow (edited, &f->reader, f->clock, &error), ==, !days[i].is_error);
      if (days[i].is_error)
        {
          g_assert_error (error, SL_ERROR, SL_ERROR_INVALID);
          g_assert_true (g_str_has_prefix (error->message, sl_field_get_label (sl_kind_get_field (SL_KIND_APPLICATION, SL_APPLICATION_APPLIED_DATE))));
        }
      g_clear_error (&error);
    }

  sl_record_set_text (record, SL_APPLICATION_COMPANY_NAME, "Torvmark");
  sl_record_set_text (record, SL_APPLICATION_ROLE_TITLE, "Baker");
  sl_record_set_text (record, SL_APPLICATION_APPLIED_DATE, sl_day_format_iso (sl_clock_get_today (f->clock) + 1, iso));
  sl_changeset_insert (added, record);
  g_assert_false (sl_rules_follow (added, &f->reader, f->clock, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_INVALID);
  sl_record_set_text (record, SL_APPLICATION_APPLIED_DATE, sl_day_format_iso (sl_clock_get_today (f->clock), iso));
  rules_follow (f, added);
  sl_changeset_update_text (synced, SL_KIND_APPLICATION, "a", SL_APPLICATION_APPLIED_DATE, "2031-01-01");
  rules_follow (f, synced);
  sl_changeset_update_text (other, SL_KIND_APPLICATION, "a", SL_APPLICATION_NOTES, "Ask again");
  rules_follow (f, other);
}

static void
test_salary (RulesFixture *f, gconstpointer data)
{
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  g_autoptr (SlChangeset) both = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  g_autoptr (GError) error = NULL;

  sl_record_set_integer (rules_store_application (f, "a", SL_STATUS_APPLIED), SL_APPLICATION_SALARY_MIN, 80000);
  sl_changeset_update_integer (changeset, SL_KIND_APPLICATION, "a", SL_APPLICATION_SALARY_MAX, 70000);
  g_assert_false (sl_rules_follow (changeset, &f->reader, f->clock, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, "Salary to can’t be less than Salary from.");

  sl_changeset_update_integer (both, SL_KIND_APPLICATION, "a", SL_APPLICATION_SALARY_MAX, 70000);
  sl_changeset_update_integer (both, SL_KIND_APPLICATION, "a", SL_APPLICATION_SALARY_MIN, 60000);
  rules_follow (f, both);
  /* The record in the store is only looked at. */
  g_assert_true (sl_record_is_null (g_hash_table_lookup (f->records, "a"), SL_APPLICATION_SALARY_MAX));
}

static void
test_check (RulesFixture *f, gconstpointer data)
{
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  g_autoptr (SlChangeset) bare = sl_changeset_new (SL_ACTOR_IMPORT, "import");
  g_autoptr (SlChangeset) sync = sl_changeset_new (SL_ACTOR_SYNC, "sync");
  g_autoptr (GError) error = NULL;

  rules_set_status (changeset, "a", "Shortlisted");
  g_assert_false (sl_rules_check (changeset, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_INVALID);
  g_clear_error (&error);

  /* An own export that is read back holds what a server once sent… */
  rules_insert (bare, rules_make_application ("b", "Shortlisted"));
  g_assert_false (sl_rules_check (bare, NULL));
  sl_changeset_set_follow_rules (bare, FALSE);
  g_assert_true (sl_rules_check (bare, NULL));
  /* …but no field may break its limit. */
  sl_changeset_update_integer (bare, SL_KIND_APPLICATION, "b", SL_APPLICATION_SALARY_MIN, -1);
  g_assert_false (sl_rules_check (bare, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_INVALID);

  rules_set_status (sync, "a", "Shortlisted");
  g_assert_true (sl_rules_check (sync, NULL));
}

int
main (int argc, char **argv)
{
  sl_test_init (&argc, &argv);

  RULES_TEST ("insert-applied", test_insert_applied);
  RULES_TEST ("saved-to-applied", test_saved_to_applied);
  RULES_TEST ("stage", test_stage);
  RULES_TEST ("outcome", test_outcome);
  RULES_TEST ("status/event", test_status_event);
  RULES_TEST ("status/unchanged", test_status_unchanged);
  RULES_TEST ("status/own-event", test_own_event);
  RULES_TEST ("status/times", test_event_times);
  RULES_TEST ("status/leaving-rejected", test_leaving_rejected);
  RULES_TEST ("status/deleted", test_deleted);
  RULES_TEST ("actors", test_actors);
  RULES_TEST ("reader-fails", test_reader_fails);
  RULES_TEST ("salary", test_salary);
  RULES_TEST ("applied-ahead", test_applied_ahead);
  RULES_TEST ("check", test_check);

  return g_test_run ();
}
