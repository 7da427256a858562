/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules, each against a small store in memory. */

#include <string.h>

#include "sl-error.h"
#include "sl-kinds.h"
#include "sl-rules.h"
#include "sl-test.h"

#define TODAY "2026-03-16"

typedef struct {
  GHashTable *records; /* id -> SlRecord */
  SlClock *clock;
  SlRuleReader reader;
  guint n_reads;
  gboolean broken;
} Fixture;

static SlRecord *
read_record (SlKind kind, const char *id, gpointer data, GError **error)
{
  Fixture *f = data;
  SlRecord *record = g_hash_table_lookup (f->records, id);

  f->n_reads++;
  if (f->broken)
    {
      g_set_error_literal (error, SL_ERROR, SL_ERROR_DAMAGED, "Broken.");
      return NULL;
    }
  return record != NULL && sl_record_get_kind (record) == kind ? g_object_ref (record) : NULL;
}

static gint64
get_time (SlRecord *event)
{
  return sl_record_get_integer (event, SL_EVENT_OCCURRED_AT, G_MININT64);
}

static gint64
newest_event (const char *application_id, GHashTable *except, SlRecord **event, gpointer data, GError **error)
{
  Fixture *f = data;
  GHashTableIter iter;
  gpointer record;
  SlRecord *newest = NULL;

  g_hash_table_iter_init (&iter, f->records);
  while (g_hash_table_iter_next (&iter, NULL, &record))
    if (sl_record_get_kind (record) == SL_KIND_EVENT && !g_hash_table_contains (except, sl_record_get_id (record)) &&
        sl_record_is_null (record, SL_FIELD_DELETED_AT) &&
        g_strcmp0 (sl_record_get_text (record, SL_EVENT_APPLICATION_ID), application_id) == 0 &&
        g_strcmp0 (sl_record_get_text (record, SL_EVENT_TYPE), SL_EVENT_TYPE_NOTE) != 0 &&
        (!sl_record_is_null (record, SL_EVENT_TO_STATUS) || !sl_record_is_null (record, SL_EVENT_TO_STAGE)) &&
        (newest == NULL || get_time (record) > get_time (newest)))
      newest = record;
  if (newest != NULL && event != NULL)
    *event = g_object_ref (newest);
  return newest != NULL ? get_time (newest) : G_MININT64;
}

static char **
apply_by (const char *application_id, gpointer data, GError **error)
{
  Fixture *f = data;
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  GHashTableIter iter;
  gpointer record;

  g_hash_table_iter_init (&iter, f->records);
  while (g_hash_table_iter_next (&iter, NULL, &record))
    if (sl_record_get_kind (record) == SL_KIND_REMINDER &&
        g_strcmp0 (sl_record_get_text (record, SL_REMINDER_APPLICATION_ID), application_id) == 0)
      g_strv_builder_add (ids, sl_record_get_id (record));
  return g_strv_builder_end (ids);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->records = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  f->clock = sl_test_clock ();
  f->reader.read = read_record;
  f->reader.newest_event = newest_event;
  f->reader.apply_by = apply_by;
  f->reader.data = f;
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_hash_table_unref (f->records);
  g_object_unref (f->clock);
}

static gint64
days_ago (Fixture *f, int days)
{
  return sl_clock_get_now (f->clock) - days * 86400 * G_GINT64_CONSTANT (1000000);
}

static SlRecord *
make_application (const char *id, const char *status)
{
  SlRecord *record = sl_record_new (SL_KIND_APPLICATION);

  sl_record_set_text (record, SL_FIELD_ID, id);
  sl_record_set_text (record, SL_APPLICATION_COMPANY_NAME, "Rowan");
  sl_record_set_text (record, SL_APPLICATION_ROLE_TITLE, "Baker");
  sl_record_set_text (record, SL_APPLICATION_STATUS, status);
  return record;
}

static SlRecord *
make_child (SlKind kind, const char *application_id)
{
  SlRecord *record = sl_record_new (kind);

  sl_record_set_text (record, sl_kind_get_owner_field (kind), application_id);
  return record;
}

static SlRecord *
make_event (const char *application_id, gint64 time, const char *to_status, const char *to_stage, const char *outcome)
{
  SlRecord *record = make_child (SL_KIND_EVENT, application_id);

  sl_record_set_text (record, SL_EVENT_TYPE, SL_EVENT_TYPE_STATUS);
  sl_record_set_integer (record, SL_EVENT_OCCURRED_AT, time);
  sl_record_set_text (record, SL_EVENT_TO_STATUS, to_status);
  sl_record_set_text (record, SL_EVENT_TO_STAGE, to_stage);
  sl_record_set_text (record, SL_EVENT_OUTCOME, outcome);
  return record;
}

/* Takes @record over. */
static SlRecord *
store (Fixture *f, SlRecord *record)
{
  g_hash_table_insert (f->records, g_strdup (sl_record_get_id (record)), record);
  return record;
}

/* Puts an application that has been in @status for 10 days into the store. */
static SlRecord *
store_application (Fixture *f, const char *id, const char *status)
{
  SlRecord *record = store (f, make_application (id, status));

  sl_record_set_integer (record, SL_APPLICATION_STATUS_SINCE, days_ago (f, 10));
  sl_record_set_text (record, SL_APPLICATION_LANE, sl_status_get_lane (status));
  return record;
}

static void
insert (SlChangeset *changeset, SlRecord *record)
{
  sl_changeset_insert (changeset, record);
  g_object_unref (record);
}

static void
set_status (SlChangeset *changeset, const char *id, const char *status)
{
  sl_changeset_update_text (changeset, SL_KIND_APPLICATION, id, SL_APPLICATION_STATUS, status);
}

static void
follow (Fixture *f, SlChangeset *changeset)
{
  g_autoptr (GError) error = NULL;

  sl_rules_check (changeset, &error);
  g_assert_no_error (error);
  sl_rules_follow (changeset, &f->reader, f->clock, &error);
  g_assert_no_error (error);
  /* What was added has to stand the check as well. */
  sl_rules_check (changeset, &error);
  g_assert_no_error (error);
}

/* The last update of @field of application @id in @changeset, or NULL. */
static const SlChange *
find_update (SlChangeset *changeset, const char *id, guint field)
{
  const SlChange *found = NULL;

  for (guint i = 0; i < sl_changeset_get_n_changes (changeset); i++)
    {
      const SlChange *change = sl_changeset_get_change (changeset, i);

      if (change->op == SL_OP_UPDATE && change->field == field && strcmp (change->id, id) == 0)
        found = change;
    }
  return found;
}

static const char *
get_updated (SlChangeset *changeset, const char *id, guint field)
{
  const SlChange *change = find_update (changeset, id, field);

  return change != NULL ? sl_value_get_text (&change->value) : "(not updated)";
}

/* The @n-th inserted event, or NULL. */
static SlRecord *
find_event (SlChangeset *changeset, guint n)
{
  for (guint i = 0; i < sl_changeset_get_n_changes (changeset); i++)
    {
      const SlChange *change = sl_changeset_get_change (changeset, i);

      if (change->op == SL_OP_INSERT && change->kind == SL_KIND_EVENT && n-- == 0)
        return change->record;
    }
  return NULL;
}

static void
assert_event (SlRecord *event, const char *from, const char *to, const char *lane, const char *outcome)
{
  g_assert_nonnull (event);
  g_assert_cmpstr (sl_record_get_text (event, SL_EVENT_TYPE), ==, SL_EVENT_TYPE_STATUS);
  g_assert_cmpstr (sl_record_get_text (event, SL_EVENT_FROM_STATUS), ==, from);
  g_assert_cmpstr (sl_record_get_text (event, SL_EVENT_TO_STATUS), ==, to);
  g_assert_cmpstr (sl_record_get_text (event, SL_EVENT_TO_STAGE), ==, lane);
  g_assert_cmpstr (sl_record_get_text (event, SL_EVENT_OUTCOME), ==, outcome);
}

static void
test_insert_applied (Fixture *f, gconstpointer data)
{
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_IMPORT, "import");
  SlRecord *dated = make_application ("b", SL_STATUS_APPLIED);

  sl_record_set_text (dated, SL_APPLICATION_APPLIED_DATE, "2026-01-02");
  insert (changeset, make_application ("a", SL_STATUS_APPLIED));
  insert (changeset, dated);
  insert (changeset, make_application ("c", SL_STATUS_SAVED));
  follow (f, changeset);

  g_assert_cmpuint (sl_changeset_get_n_changes (changeset), ==, 3);
  g_assert_cmpstr (sl_record_get_text (sl_changeset_get_change (changeset, 0)->record, SL_APPLICATION_APPLIED_DATE), ==, TODAY);
  g_assert_cmpstr (sl_record_get_text (sl_changeset_get_change (changeset, 1)->record, SL_APPLICATION_APPLIED_DATE), ==, "2026-01-02");
  g_assert_true (sl_record_is_null (sl_changeset_get_change (changeset, 2)->record, SL_APPLICATION_APPLIED_DATE));
  /* An import needs nothing from the store. */
  g_assert_cmpuint (f->n_reads, ==, 0);
}

static void
test_saved_to_applied (Fixture *f, gconstpointer data)
{
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_PERSON, "move");

  store_application (f, "a", SL_STATUS_SAVED);
  sl_record_set_text (store_application (f, "dated", SL_STATUS_SAVED), SL_APPLICATION_APPLIED_DATE, "2026-01-02");
  store_application (f, "told", SL_STATUS_SAVED);
  store_application (f, "later", SL_STATUS_SAVED);
  set_status (changeset, "a", SL_STATUS_APPLIED);
  set_status (changeset, "dated", SL_STATUS_APPLIED);
  set_status (changeset, "told", SL_STATUS_APPLIED);
  sl_changeset_update_text (changeset, SL_KIND_APPLICATION, "told", SL_APPLICATION_APPLIED_DATE, NULL);
  set_status (changeset, "later", SL_STATUS_OFFER);
  follow (f, changeset);

  g_assert_cmpstr (get_updated (changeset, "a", SL_APPLICATION_APPLIED_DATE), ==, TODAY);
  g_assert_null (find_update (changeset, "dated", SL_APPLICATION_APPLIED_DATE));
  g_assert_null (get_updated (changeset, "told", SL_APPLICATION_APPLIED_DATE));
  g_assert_null (find_update (changeset, "later", SL_APPLICATION_APPLIED_DATE));
  assert_event (find_event (changeset, 0), SL_STATUS_SAVED, SL_STATUS_APPLIED, SL_LANE_APPLIED, NULL);
}

static void
test_stage (Fixture *f, gconstpointer data)
{
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_PERSON, "add round");
  const char *const ids[] = { "applied", "saved", "told", "missing" };

  store_application (f, "applied", SL_STATUS_APPLIED);
  store_application (f, "saved", SL_STATUS_SAVED);
  store_application (f, "told", SL_STATUS_APPLIED);
  set_status (changeset, "told", SL_STATUS_REJECTED);
  insert (changeset, make_application ("new", SL_STATUS_APPLIED));
  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      SlRecord *stage = make_child (SL_KIND_STAGE, ids[i]);

      sl_record_set_text (stage, SL_STAGE_NAME, "First call");
      insert (changeset, stage);
    }
  {
    SlRecord *stage = make_child (SL_KIND_STAGE, "new");

    sl_record_set_text (stage, SL_STAGE_NAME, "First call");
    insert (changeset, stage);
  }
  follow (f, changeset);

  g_assert_cmpstr (get_updated (changeset, "applied", SL_APPLICATION_STATUS), ==, SL_STATUS_INTERVIEWING);
  g_assert_null (find_update (changeset, "saved", SL_APPLICATION_STATUS));
  g_assert_cmpstr (get_updated (changeset, "told", SL_APPLICATION_STATUS), ==, SL_STATUS_REJECTED);
  /* The new one is completed in place, and its history begins with it. */
  g_assert_null (find_update (changeset, "new", SL_APPLICATION_STATUS));
  g_assert_cmpstr (sl_record_get_text (sl_changeset_get_change (changeset, 1)->record, SL_APPLICATION_STATUS), ==, SL_STATUS_INTERVIEWING);
  assert_event (find_event (changeset, 0), SL_STATUS_APPLIED, SL_STATUS_REJECTED, SL_LANE_CLOSED, "rejected");
  assert_event (find_event (changeset, 1), SL_STATUS_APPLIED, SL_STATUS_INTERVIEWING, SL_LANE_RECRUITER_SCREEN, NULL);
  g_assert_null (find_event (changeset, 2));
}

static void
test_outcome (Fixture *f, gconstpointer data)
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
      SlRecord *outcome = make_child (SL_KIND_OUTCOME, "a");

      store_application (f, "a", cases[i].before);
      sl_record_set_text (outcome, SL_OUTCOME_STATUS, cases[i].outcome);
      insert (changeset, outcome);
      follow (f, changeset);
      if (cases[i].after == NULL)
        g_assert_cmpuint (sl_changeset_get_n_changes (changeset), ==, 1);
      else
        g_assert_cmpstr (get_updated (changeset, "a", SL_APPLICATION_STATUS), ==, cases[i].after);
    }
}

static void
test_event_moves (Fixture *f, gconstpointer data)
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

      store_application (f, "a", cases[i].before);
      insert (changeset, make_event ("a", days_ago (f, 0), cases[i].to_status, cases[i].to_stage, cases[i].outcome));
      sl_rules_follow (changeset, &f->reader, f->clock, &error);
      g_assert_no_error (error);
      /* It is the event itself that tells of the change. */
      g_assert_null (find_event (changeset, 1));
      g_assert_cmpstr (get_updated (changeset, "a", SL_APPLICATION_STATUS), ==, cases[i].after != NULL ? cases[i].after : "(not updated)");
      g_assert_cmpstr (get_updated (changeset, "a", SL_APPLICATION_STATUS_DETAIL), ==, cases[i].detail != NULL ? cases[i].detail : "(not updated)");
      if (cases[i].after != NULL)
        {
          assert_event (find_event (changeset, 0), cases[i].before, cases[i].after,
                        cases[i].to_stage != NULL ? cases[i].to_stage : SL_LANE_OFFER, cases[i].outcome);
        }
    }
}

static void
test_event_order (Fixture *f, gconstpointer data)
{
  g_autoptr (SlChangeset) old = sl_changeset_new (SL_ACTOR_PERSON, "log");
  g_autoptr (SlChangeset) late = sl_changeset_new (SL_ACTOR_PERSON, "log");
  g_autoptr (SlChangeset) note = sl_changeset_new (SL_ACTOR_PERSON, "log");
  g_autoptr (SlChangeset) several = sl_changeset_new (SL_ACTOR_PERSON, "log");
  SlRecord *note_event;

  /* In the store: an offer, told of by an event ten days ago. */
  store_application (f, "a", SL_STATUS_OFFER);
  store (f, make_event ("a", days_ago (f, 10), SL_STATUS_OFFER, SL_LANE_OFFER, NULL));

  insert (old, make_event ("a", days_ago (f, 20), NULL, SL_LANE_ASSESSMENT, NULL));
  follow (f, old);
  g_assert_cmpuint (sl_changeset_get_n_changes (old), ==, 1);

  insert (late, make_event ("a", days_ago (f, 9), NULL, SL_LANE_ASSESSMENT, NULL));
  follow (f, late);
  g_assert_cmpstr (get_updated (late, "a", SL_APPLICATION_STATUS), ==, SL_STATUS_INTERVIEWING);

  note_event = make_event ("a", days_ago (f, 1), NULL, SL_LANE_CLOSED, "rejected");
  sl_record_set_text (note_event, SL_EVENT_TYPE, SL_EVENT_TYPE_NOTE);
  insert (note, note_event);
  follow (f, note);
  g_assert_cmpuint (sl_changeset_get_n_changes (note), ==, 1);

  /* The newest by time counts, not the last one added. */
  insert (several, make_event ("a", days_ago (f, 1), NULL, SL_LANE_CLOSED, "rejected"));
  insert (several, make_event ("a", days_ago (f, 5), NULL, SL_LANE_ASSESSMENT, NULL));
  follow (f, several);
  g_assert_cmpstr (get_updated (several, "a", SL_APPLICATION_STATUS), ==, SL_STATUS_REJECTED);
  g_assert_null (find_event (several, 2));
}

/* What is logged afterwards counts as long as nothing newer is known: the day it was entered says nothing. */
static void
test_event_first (Fixture *f, gconstpointer data)
{
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_PERSON, "log");

  sl_record_set_integer (store_application (f, "a", SL_STATUS_APPLIED), SL_APPLICATION_STATUS_SINCE, days_ago (f, 0));
  insert (changeset, make_event ("a", days_ago (f, 7), NULL, SL_LANE_RECRUITER_SCREEN, NULL));
  follow (f, changeset);
  g_assert_cmpstr (get_updated (changeset, "a", SL_APPLICATION_STATUS), ==, SL_STATUS_INTERVIEWING);
}

static void
test_event_of_new_application (Fixture *f, gconstpointer data)
{
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_IMPORT, "import");
  SlRecord *application = make_application ("a", SL_STATUS_APPLIED);

  insert (changeset, application);
  insert (changeset, make_event ("a", days_ago (f, 3), NULL, SL_LANE_CLOSED, "ghosted"));
  follow (f, changeset);
  g_assert_cmpuint (sl_changeset_get_n_changes (changeset), ==, 2);
  application = sl_changeset_get_change (changeset, 0)->record;
  g_assert_cmpstr (sl_record_get_text (application, SL_APPLICATION_STATUS), ==, SL_STATUS_REJECTED);
  g_assert_cmpstr (sl_record_get_text (application, SL_APPLICATION_STATUS_DETAIL), ==, SL_DETAIL_NO_RESPONSE);
  g_assert_cmpuint (f->n_reads, ==, 0);
}

static void
test_event_changed (Fixture *f, gconstpointer data)
{
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  g_autoptr (SlChangeset) noted = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  g_autoptr (SlChangeset) told = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  g_autoptr (SlChangeset) ended = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  SlRecord *event;

  store_application (f, "a", SL_STATUS_INTERVIEWING);
  event = store (f, make_event ("a", days_ago (f, 10), SL_STATUS_INTERVIEWING, SL_LANE_ASSESSMENT, NULL));

  sl_changeset_update_text (changeset, SL_KIND_EVENT, sl_record_get_id (event), SL_EVENT_TO_STAGE, SL_LANE_CLOSED);
  sl_changeset_update_text (changeset, SL_KIND_EVENT, sl_record_get_id (event), SL_EVENT_OUTCOME, "withdrawn");
  follow (f, changeset);
  g_assert_cmpstr (get_updated (changeset, "a", SL_APPLICATION_STATUS), ==, SL_STATUS_WITHDRAWN);
  g_assert_cmpstr (get_updated (changeset, sl_record_get_id (event), SL_EVENT_TO_STATUS), ==, SL_STATUS_WITHDRAWN);
  g_assert_null (find_event (changeset, 0));

  sl_changeset_update_text (noted, SL_KIND_EVENT, sl_record_get_id (event), SL_EVENT_NOTE, "Went well.");
  follow (f, noted);
  g_assert_cmpuint (sl_changeset_get_n_changes (noted), ==, 1);

  sl_changeset_update_text (told, SL_KIND_EVENT, sl_record_get_id (event), SL_EVENT_TO_STATUS, SL_STATUS_OFFER);
  sl_changeset_update_text (told, SL_KIND_EVENT, sl_record_get_id (event), SL_EVENT_TO_STAGE, SL_LANE_OFFER);
  follow (f, told);
  g_assert_cmpuint (sl_changeset_get_n_changes (told), ==, 3);
  g_assert_cmpstr (get_updated (told, "a", SL_APPLICATION_STATUS), ==, SL_STATUS_OFFER);

  sl_changeset_update_text (ended, SL_KIND_EVENT, sl_record_get_id (event), SL_EVENT_TO_STATUS, SL_STATUS_REJECTED);
  follow (f, ended);
  g_assert_cmpstr (get_updated (ended, "a", SL_APPLICATION_STATUS), ==, SL_STATUS_REJECTED);
  g_assert_cmpstr (get_updated (ended, sl_record_get_id (event), SL_EVENT_TO_STAGE), ==, SL_LANE_CLOSED);
  g_assert_cmpstr (get_updated (ended, sl_record_get_id (event), SL_EVENT_OUTCOME), ==, "rejected");
}

static void
test_old_event_changed (Fixture *f, gconstpointer data)
{
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  SlRecord *event;

  store_application (f, "a", SL_STATUS_OFFER);
  event = store (f, make_event ("a", days_ago (f, 20), SL_STATUS_INTERVIEWING, SL_LANE_ASSESSMENT, NULL));
  store (f, make_event ("a", days_ago (f, 10), SL_STATUS_OFFER, SL_LANE_OFFER, NULL));
  sl_changeset_update_text (changeset, SL_KIND_EVENT, sl_record_get_id (event), SL_EVENT_TO_STAGE, SL_LANE_CLOSED);
  follow (f, changeset);
  g_assert_null (find_update (changeset, "a", SL_APPLICATION_STATUS));
}

/* An application that came to Offer by way of Interviewing, as two events tell; gives their ids. */
static void
store_history (Fixture *f, const char **interviewing, const char **offer)
{
  SlRecord *first, *second;

  store_application (f, "a", SL_STATUS_OFFER);
  first = store (f, make_event ("a", days_ago (f, 20), SL_STATUS_INTERVIEWING, SL_LANE_ASSESSMENT, NULL));
  sl_record_set_text (first, SL_EVENT_FROM_STATUS, SL_STATUS_APPLIED);
  second = store (f, make_event ("a", days_ago (f, 10), SL_STATUS_OFFER, SL_LANE_OFFER, NULL));
  sl_record_set_text (second, SL_EVENT_FROM_STATUS, SL_STATUS_INTERVIEWING);
  *interviewing = sl_record_get_id (first);
  *offer = sl_record_get_id (second);
}

/* The status goes back with the newest event, and no event tells of that. */
static void
test_event_gone (Fixture *f, gconstpointer data)
{
  g_autoptr (SlChangeset) trashed = sl_changeset_new (SL_ACTOR_PERSON, "trash");
  g_autoptr (SlChangeset) deleted = sl_changeset_new (SL_ACTOR_PERSON, "delete");
  g_autoptr (SlChangeset) older = sl_changeset_new (SL_ACTOR_PERSON, "trash");
  g_autoptr (SlChangeset) both = sl_changeset_new (SL_ACTOR_PERSON, "trash");
  g_autoptr (SlChangeset) told = sl_changeset_new (SL_ACTOR_PERSON, "trash");
  const char *interviewing, *offer;

  store_history (f, &interviewing, &offer);

  sl_changeset_trash (trashed, SL_KIND_EVENT, offer, sl_clock_get_now (f->clock));
  follow (f, trashed);
  g_assert_cmpstr (get_updated (trashed, "a", SL_APPLICATION_STATUS), ==, SL_STATUS_INTERVIEWING);
  g_assert_null (find_event (trashed, 0));

  sl_changeset_delete (deleted, SL_KIND_EVENT, offer);
  follow (f, deleted);
  g_assert_cmpstr (get_updated (deleted, "a", SL_APPLICATION_STATUS), ==, SL_STATUS_INTERVIEWING);

  sl_changeset_trash (older, SL_KIND_EVENT, interviewing, sl_clock_get_now (f->clock));
  follow (f, older);
  g_assert_null (find_update (older, "a", SL_APPLICATION_STATUS));

  /* Without any, as it was before the first. */
  sl_changeset_trash (both, SL_KIND_EVENT, interviewing, sl_clock_get_now (f->clock));
  sl_changeset_trash (both, SL_KIND_EVENT, offer, sl_clock_get_now (f->clock));
  follow (f, both);
  g_assert_cmpstr (get_updated (both, "a", SL_APPLICATION_STATUS), ==, SL_STATUS_APPLIED);
  g_assert_null (find_event (both, 0));

  sl_changeset_trash (told, SL_KIND_EVENT, offer, sl_clock_get_now (f->clock));
  set_status (told, "a", SL_STATUS_WITHDRAWN);
  follow (f, told);
  g_assert_cmpstr (get_updated (told, "a", SL_APPLICATION_STATUS), ==, SL_STATUS_WITHDRAWN);
}

static void
test_event_put_back (Fixture *f, gconstpointer data)
{
  g_autoptr (SlChangeset) moved = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  g_autoptr (SlChangeset) noted = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  g_autoptr (SlChangeset) restored = sl_changeset_new (SL_ACTOR_PERSON, "restore");
  const char *interviewing, *offer;

  store_history (f, &interviewing, &offer);

  sl_changeset_update_integer (moved, SL_KIND_EVENT, offer, SL_EVENT_OCCURRED_AT, days_ago (f, 30));
  follow (f, moved);
  g_assert_cmpstr (get_updated (moved, "a", SL_APPLICATION_STATUS), ==, SL_STATUS_INTERVIEWING);
  g_assert_null (find_event (moved, 0));

  sl_changeset_update_text (noted, SL_KIND_EVENT, offer, SL_EVENT_TYPE, SL_EVENT_TYPE_NOTE);
  follow (f, noted);
  g_assert_cmpstr (get_updated (noted, "a", SL_APPLICATION_STATUS), ==, SL_STATUS_INTERVIEWING);

  sl_record_set_integer (g_hash_table_lookup (f->records, offer), SL_FIELD_DELETED_AT, days_ago (f, 1));
  sl_record_set_text (g_hash_table_lookup (f->records, "a"), SL_APPLICATION_STATUS, SL_STATUS_INTERVIEWING);
  sl_changeset_restore (restored, SL_KIND_EVENT, offer);
  follow (f, restored);
  g_assert_cmpstr (get_updated (restored, "a", SL_APPLICATION_STATUS), ==, SL_STATUS_OFFER);
  g_assert_null (find_event (restored, 0));
}

/* What happens now comes after an interview that is dated ahead. */
static void
test_event_without_time (Fixture *f, gconstpointer data)
{
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_PERSON, "move");
  g_autoptr (GError) error = NULL;
  SlRecord *event = make_event ("a", 0, NULL, SL_LANE_OFFER, NULL);

  store_application (f, "a", SL_STATUS_INTERVIEWING);
  store (f, make_event ("a", days_ago (f, -3), SL_STATUS_INTERVIEWING, SL_LANE_FINAL_ROUND, NULL));
  sl_record_set_null (event, SL_EVENT_OCCURRED_AT);
  insert (changeset, event);
  sl_rules_follow (changeset, &f->reader, f->clock, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (get_updated (changeset, "a", SL_APPLICATION_STATUS), ==, SL_STATUS_OFFER);
  g_assert_cmpint (get_time (find_event (changeset, 0)), >, days_ago (f, -3));
  g_assert_true (sl_rules_check (changeset, &error));
}

static void
test_status_event (Fixture *f, gconstpointer data)
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

      sl_record_set_text (store_application (f, "a", cases[i].before), SL_APPLICATION_LANE, cases[i].lane);
      set_status (changeset, "a", cases[i].after);
      follow (f, changeset);
      event = find_event (changeset, 0);
      assert_event (event, cases[i].before, cases[i].after, cases[i].to_stage, cases[i].outcome);
      g_assert_cmpstr (sl_record_get_text (event, SL_EVENT_APPLICATION_ID), ==, "a");
      g_assert_cmpstr (sl_record_get_text (event, SL_EVENT_ACTOR), ==, "user");
      g_assert_cmpint (sl_record_get_integer (event, SL_EVENT_OCCURRED_AT, 0), ==, sl_clock_get_now (f->clock));
      g_assert_null (find_event (changeset, 1));
    }
}

static void
test_status_unchanged (Fixture *f, gconstpointer data)
{
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_PERSON, "move");

  store_application (f, "a", SL_STATUS_APPLIED);
  store_application (f, "b", SL_STATUS_APPLIED);
  set_status (changeset, "a", SL_STATUS_APPLIED);
  sl_changeset_update_text (changeset, SL_KIND_APPLICATION, "b", SL_APPLICATION_NOTES, "Ask about the team.");
  set_status (changeset, "gone", SL_STATUS_OFFER);
  follow (f, changeset);
  g_assert_cmpuint (sl_changeset_get_n_changes (changeset), ==, 3);
}

static void
test_own_event (Fixture *f, gconstpointer data)
{
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_PERSON, "move");

  store_application (f, "a", SL_STATUS_APPLIED);
  store_application (f, "b", SL_STATUS_APPLIED);
  set_status (changeset, "a", SL_STATUS_INTERVIEWING);
  insert (changeset, make_event ("a", days_ago (f, 0), NULL, SL_LANE_ASSESSMENT, NULL));
  /* An event that tells of something else doesn't tell of this. */
  set_status (changeset, "b", SL_STATUS_OFFER);
  insert (changeset, make_event ("b", days_ago (f, 0), SL_STATUS_INTERVIEWING, SL_LANE_ASSESSMENT, NULL));
  follow (f, changeset);
  assert_event (find_event (changeset, 0), SL_STATUS_APPLIED, SL_STATUS_INTERVIEWING, SL_LANE_ASSESSMENT, NULL);
  assert_event (find_event (changeset, 2), SL_STATUS_APPLIED, SL_STATUS_OFFER, SL_LANE_OFFER, NULL);
  g_assert_null (find_event (changeset, 3));
  /* It comes after the one it was entered with. */
  g_assert_cmpint (sl_record_get_integer (find_event (changeset, 2), SL_EVENT_OCCURRED_AT, 0), >, days_ago (f, 0));
}

static void
test_event_times (Fixture *f, gconstpointer data)
{
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_PERSON, "move");
  g_autoptr (SlChangeset) ahead = sl_changeset_new (SL_ACTOR_PERSON, "move");
  gint64 last = G_MININT64;

  for (int i = 0; i < 5; i++)
    {
      g_autofree char *id = g_strdup_printf ("%d", i);

      store_application (f, id, SL_STATUS_APPLIED);
      set_status (changeset, id, SL_STATUS_REJECTED);
    }
  follow (f, changeset);
  for (int i = 0; i < 5; i++)
    {
      gint64 time = sl_record_get_integer (find_event (changeset, i), SL_EVENT_OCCURRED_AT, G_MININT64);

      g_assert_cmpint (time, >, last);
      last = time;
    }

  /* An interview dated ahead must not stay the newest. */
  sl_record_set_integer (store_application (f, "a", SL_STATUS_INTERVIEWING), SL_APPLICATION_STATUS_SINCE, days_ago (f, -3));
  store (f, make_event ("a", days_ago (f, -3), SL_STATUS_INTERVIEWING, SL_LANE_FINAL_ROUND, NULL));
  set_status (ahead, "a", SL_STATUS_WITHDRAWN);
  follow (f, ahead);
  g_assert_cmpint (sl_record_get_integer (find_event (ahead, 0), SL_EVENT_OCCURRED_AT, 0), >, days_ago (f, -3));
}

static void
test_leaving_rejected (Fixture *f, gconstpointer data)
{
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_PERSON, "move");
  g_autoptr (SlChangeset) silent = sl_changeset_new (SL_ACTOR_PERSON, "move");
  g_autoptr (SlChangeset) answered = sl_changeset_new (SL_ACTOR_MAIL, "approve");

  sl_record_set_text (store_application (f, "a", SL_STATUS_REJECTED), SL_APPLICATION_STATUS_DETAIL, SL_DETAIL_NO_RESPONSE);
  set_status (changeset, "a", SL_STATUS_INTERVIEWING);
  follow (f, changeset);
  g_assert_null (get_updated (changeset, "a", SL_APPLICATION_STATUS_DETAIL));

  store_application (f, "b", SL_STATUS_APPLIED);
  set_status (silent, "b", SL_STATUS_REJECTED);
  sl_changeset_update_text (silent, SL_KIND_APPLICATION, "b", SL_APPLICATION_STATUS_DETAIL, SL_DETAIL_NO_RESPONSE);
  follow (f, silent);
  assert_event (find_event (silent, 0), SL_STATUS_APPLIED, SL_STATUS_REJECTED, SL_LANE_CLOSED, "no_response");

  /* A late rejection: the status stays, its detail doesn't. */
  insert (answered, make_event ("a", days_ago (f, 0), NULL, SL_LANE_CLOSED, "rejected"));
  follow (f, answered);
  g_assert_null (find_update (answered, "a", SL_APPLICATION_STATUS));
  g_assert_null (get_updated (answered, "a", SL_APPLICATION_STATUS_DETAIL));
}

static void
test_deleted (Fixture *f, gconstpointer data)
{
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_PERSON, "delete");

  store_application (f, "a", SL_STATUS_APPLIED);
  set_status (changeset, "a", SL_STATUS_OFFER);
  sl_changeset_delete (changeset, SL_KIND_APPLICATION, "a");
  follow (f, changeset);
  g_assert_cmpuint (sl_changeset_get_n_changes (changeset), ==, 2);
}

static void
test_actors (Fixture *f, gconstpointer data)
{
  const SlActor all[] = { SL_ACTOR_PERSON, SL_ACTOR_IMPORT, SL_ACTOR_MAIL, SL_ACTOR_SYNC, SL_ACTOR_UNDO, SL_ACTOR_REDO, SL_ACTOR_HOUSEKEEPING };

  store_application (f, "a", SL_STATUS_APPLIED);
  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autoptr (SlChangeset) changeset = sl_changeset_new (all[i], "move");
      gboolean follows = all[i] == SL_ACTOR_PERSON || all[i] == SL_ACTOR_IMPORT || all[i] == SL_ACTOR_MAIL;

      g_assert_cmpint (sl_changeset_get_follow_rules (changeset), ==, follows);
      set_status (changeset, "a", SL_STATUS_OFFER);
      follow (f, changeset);
      g_assert_cmpuint (sl_changeset_get_n_changes (changeset), ==, follows ? 2 : 1);
    }
}

static void
test_reader_fails (Fixture *f, gconstpointer data)
{
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_PERSON, "move");
  g_autoptr (GError) error = NULL;

  f->broken = TRUE;
  set_status (changeset, "a", SL_STATUS_OFFER);
  g_assert_false (sl_rules_follow (changeset, &f->reader, f->clock, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_DAMAGED);
}

/* What is yet to come is no step; one that stands there so already can still be corrected. */
static void
test_event_ahead (Fixture *f, gconstpointer data)
{
  g_autoptr (SlChangeset) ahead = sl_changeset_new (SL_ACTOR_PERSON, "add");
  g_autoptr (SlChangeset) tomorrow = sl_changeset_new (SL_ACTOR_PERSON, "add");
  g_autoptr (SlChangeset) corrected = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  g_autoptr (SlChangeset) moved = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  g_autoptr (GError) error = NULL;
  SlRecord *planned = make_event ("a", days_ago (f, -3), SL_STATUS_INTERVIEWING, SL_LANE_FINAL_ROUND, NULL);

  store_application (f, "a", SL_STATUS_APPLIED);
  insert (ahead, make_event ("a", days_ago (f, -2), SL_STATUS_OFFER, SL_LANE_OFFER, NULL));
  g_assert_false (sl_rules_follow (ahead, &f->reader, f->clock, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_INVALID);
  g_clear_error (&error);
  insert (tomorrow, make_event ("a", days_ago (f, -1), SL_STATUS_OFFER, SL_LANE_OFFER, NULL));
  follow (f, tomorrow);

  store (f, planned);
  sl_changeset_update_text (corrected, SL_KIND_EVENT, sl_record_get_id (planned), SL_EVENT_TO_STATUS, SL_STATUS_OFFER);
  follow (f, corrected);
  sl_changeset_update_integer (moved, SL_KIND_EVENT, sl_record_get_id (planned), SL_EVENT_OCCURRED_AT, days_ago (f, -4));
  g_assert_false (sl_rules_follow (moved, &f->reader, f->clock, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_INVALID);
}

/* Nobody has applied tomorrow; what stands there so already, and what comes from elsewhere, doesn't keep other changes out. */
static void
test_applied_ahead (Fixture *f, gconstpointer data)
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

  sl_record_set_text (store_application (f, "a", SL_STATUS_APPLIED), SL_APPLICATION_APPLIED_DATE, "2030-01-01");
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
  follow (f, added);
  sl_changeset_update_text (synced, SL_KIND_APPLICATION, "a", SL_APPLICATION_APPLIED_DATE, "2031-01-01");
  follow (f, synced);
  sl_changeset_update_text (other, SL_KIND_APPLICATION, "a", SL_APPLICATION_NOTES, "Ask again");
  follow (f, other);
}

static void
test_salary (Fixture *f, gconstpointer data)
{
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  g_autoptr (SlChangeset) both = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  g_autoptr (GError) error = NULL;

  sl_record_set_integer (store_application (f, "a", SL_STATUS_APPLIED), SL_APPLICATION_SALARY_MIN, 80000);
  sl_changeset_update_integer (changeset, SL_KIND_APPLICATION, "a", SL_APPLICATION_SALARY_MAX, 70000);
  g_assert_false (sl_rules_follow (changeset, &f->reader, f->clock, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, "Salary to can’t be less than Salary from.");

  sl_changeset_update_integer (both, SL_KIND_APPLICATION, "a", SL_APPLICATION_SALARY_MAX, 70000);
  sl_changeset_update_integer (both, SL_KIND_APPLICATION, "a", SL_APPLICATION_SALARY_MIN, 60000);
  follow (f, both);
  /* The record in the store is only looked at. */
  g_assert_true (sl_record_is_null (g_hash_table_lookup (f->records, "a"), SL_APPLICATION_SALARY_MAX));
}

static void
test_check (Fixture *f, gconstpointer data)
{
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  g_autoptr (SlChangeset) bare = sl_changeset_new (SL_ACTOR_IMPORT, "import");
  g_autoptr (SlChangeset) sync = sl_changeset_new (SL_ACTOR_SYNC, "sync");
  g_autoptr (GError) error = NULL;

  set_status (changeset, "a", "Shortlisted");
  g_assert_false (sl_rules_check (changeset, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_INVALID);
  g_clear_error (&error);

  /* An own export that is read back holds what a server once sent… */
  insert (bare, make_application ("b", "Shortlisted"));
  g_assert_false (sl_rules_check (bare, NULL));
  sl_changeset_set_follow_rules (bare, FALSE);
  g_assert_true (sl_rules_check (bare, NULL));
  /* …but no field may break its limit. */
  sl_changeset_update_integer (bare, SL_KIND_APPLICATION, "b", SL_APPLICATION_SALARY_MIN, -1);
  g_assert_false (sl_rules_check (bare, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_INVALID);

  set_status (sync, "a", "Shortlisted");
  g_assert_true (sl_rules_check (sync, NULL));
}

#define ADD(path, func) g_test_add ("/model/rules/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  sl_test_init (&argc, &argv);

  ADD ("insert-applied", test_insert_applied);
  ADD ("saved-to-applied", test_saved_to_applied);
  ADD ("stage", test_stage);
  ADD ("outcome", test_outcome);
  ADD ("event/moves", test_event_moves);
  ADD ("event/order", test_event_order);
  ADD ("event/first", test_event_first);
  ADD ("event/of-new-application", test_event_of_new_application);
  ADD ("event/changed", test_event_changed);
  ADD ("event/old-changed", test_old_event_changed);
  ADD ("event/gone", test_event_gone);
  ADD ("event/put-back", test_event_put_back);
  ADD ("event/without-time", test_event_without_time);
  ADD ("status/event", test_status_event);
  ADD ("status/unchanged", test_status_unchanged);
  ADD ("status/own-event", test_own_event);
  ADD ("status/times", test_event_times);
  ADD ("status/leaving-rejected", test_leaving_rejected);
  ADD ("status/deleted", test_deleted);
  ADD ("actors", test_actors);
  ADD ("reader-fails", test_reader_fails);
  ADD ("salary", test_salary);
  ADD ("event-ahead", test_event_ahead);
  ADD ("applied-ahead", test_applied_ahead);
  ADD ("check", test_check);

  return g_test_run ();
}
