/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requests of which no answer came, one at a time: what the server did by itself isn't anybody's change, and what somebody
 * did is. */
#include "config.h"

#include "sl-json.h"
#include "sl-kinds.h"
#include "sl-store-query.h"
#include "sl-test.h"
#include "world-fixture.h"

#define ID(n) "0000000" #n "-0000-4000-8000-000000000000"

static void
run_rounds (SlSimWorld *world,
            guint       n)
{
  for (guint i = 0; i < n; i++)
    {
      SlSyncResult result;

      sl_sim_client_log_in (world->clients[0]);
      g_assert_true (sl_sim_client_round (world->clients[0], &result));
      sl_sim_pass (world, 200 * G_USEC_PER_SEC);
    }
}

/* A round in which one answer doesn't come. */
static void
run_losing (SlSimWorld *world,
            const char *path,
            gboolean    for_good)
{
  SlSyncResult result;

  sl_sim_client_log_in (world->clients[0]);
  world->lose = path;
  world->lose_for_good = for_good;
  sl_sim_client_round (world->clients[0], &result);
  g_assert_null (world->lose);
}

static void
apply (SlSimWorld  *world,
       SlChangeset *changes)
{
  g_autoptr (SlChangeset) own = changes;

  g_assert_true (sl_sim_client_apply (world->clients[0], own));
}

static void
insert (SlSimWorld *world,
        SlRecord   *record)
{
  g_autoptr (SlRecord) own = record;
  SlChangeset *changes = sl_changeset_new (SL_ACTOR_PERSON, "make");

  sl_changeset_insert (changes, own);
  apply (world, changes);
}

static void
set_text (SlSimWorld *world,
          SlKind      kind,
          const char *id,
          guint       field,
          const char *text)
{
  SlChangeset *changes = sl_changeset_new (SL_ACTOR_PERSON, "edit");

  sl_changeset_update_text (changes, kind, id, field, text);
  apply (world, changes);
}

static void
set_completed (SlSimWorld *world,
               gboolean    completed)
{
  SlChangeset *changes = sl_changeset_new (SL_ACTOR_PERSON, "edit");

  sl_changeset_update_integer (changes, SL_KIND_REMINDER, ID (3), SL_REMINDER_IS_COMPLETED, completed);
  if (completed)
    sl_changeset_update_integer (changes, SL_KIND_REMINDER, ID (3), SL_REMINDER_COMPLETED_AT, world->now);
  apply (world, changes);
}

static void
assert_row (SlSimWorld *world,
            const char *collection,
            const char *member,
            const char *expected)
{
  g_autoptr (JsonObject) row = world_find (world, collection);

  g_assert_nonnull (row);
  g_assert_cmpstr (sl_json_get_string (row, member, NULL), ==, expected);
}

/* The only record of @kind. */
static SlRecord *
read_only (SlSimWorld *world,
           SlKind      kind)
{
  g_autoptr (GPtrArray) all = sl_store_read_all (world->clients[0]->connection, kind, FALSE, NULL);

  g_assert_cmpuint (all->len, ==, 1);
  return g_object_ref (g_ptr_array_index (all, 0));
}

static void
make_application (SlSimWorld *world,
                  const char *status,
                  const char *applied_date)
{
  SlRecord *application = sl_record_new (SL_KIND_APPLICATION);

  sl_record_set_text (application, SL_FIELD_ID, ID (1));
  sl_record_set_text (application, SL_APPLICATION_COMPANY_NAME, "Torvmark");
  sl_record_set_text (application, SL_APPLICATION_ROLE_TITLE, "Baker");
  sl_record_set_text (application, SL_APPLICATION_STATUS, status);
  sl_record_set_text (application, SL_APPLICATION_APPLIED_DATE, applied_date);
  insert (world, application);
}

static void
make_reminder (SlSimWorld *world)
{
  SlRecord *reminder = sl_record_new (SL_KIND_REMINDER);

  sl_record_set_text (reminder, SL_FIELD_ID, ID (3));
  sl_record_set_text (reminder, SL_REMINDER_TITLE, "Call");
  sl_record_set_integer (reminder, SL_REMINDER_REMIND_AT, world->now + G_TIME_SPAN_HOUR);
  insert (world, reminder);
}

/* The server moves an application to Offer with an offer that it makes after the next list was read. */
static void
test_late_offer_moves_nothing (void)
{
  g_auto (SlSimWorld) world;
  SlRecord *outcome = sl_record_new (SL_KIND_OUTCOME);
  SlSyncResult result;
  g_autoptr (SlRecord) application = NULL;

  world_init (&world);
  make_application (&world, SL_STATUS_APPLIED, "2026-03-02");
  run_rounds (&world, 2);
  sl_record_set_text (outcome, SL_FIELD_ID, ID (2));
  sl_record_set_text (outcome, SL_OUTCOME_APPLICATION_ID, ID (1));
  insert (&world, outcome);
  set_text (&world, SL_KIND_APPLICATION, ID (1), SL_APPLICATION_STATUS, SL_STATUS_INTERVIEWING);
  run_losing (&world, "/outcome", FALSE);
  sl_sim_client_round (world.clients[0], &result);
  g_assert_cmpuint (world.late->len, ==, 1);
  sl_sim_pass (&world, 200 * G_USEC_PER_SEC);
  assert_row (&world, "applications", "status", "Offer");
  run_rounds (&world, 3);
  assert_row (&world, "applications", "status", "Interviewing");
  application = read_only (&world, SL_KIND_APPLICATION);
  g_assert_cmpstr (sl_record_get_text (application, SL_APPLICATION_STATUS), ==, SL_STATUS_INTERVIEWING);
}

/* What a saved job became is renamed before it was seen. */
static void
test_converted_and_renamed_is_one (void)
{
  g_auto (SlSimWorld) world;
  g_autoptr (SlRecord) job = NULL;
  g_autoptr (SlRecord) application = NULL;
  g_autoptr (JsonObject) row = NULL;
  g_autofree char *path = NULL;
  SlChangeset *changes = sl_changeset_new (SL_ACTOR_PERSON, "convert");

  world_init (&world);
  world_ask (&world, "POST", "/api/v1/saved-jobs/", "{\"company_name\":\"Torvmark\",\"role_title\":\"Baker\"}");
  run_rounds (&world, 1);
  job = read_only (&world, SL_KIND_SAVED_JOB);
  application = sl_record_new (SL_KIND_APPLICATION);
  sl_record_set_text (application, SL_FIELD_ID, ID (1));
  sl_record_set_text (application, SL_APPLICATION_COMPANY_NAME, "Torvmark");
  sl_record_set_text (application, SL_APPLICATION_ROLE_TITLE, "Baker");
  sl_changeset_insert (changes, application);
  sl_changeset_update_text (changes, SL_KIND_SAVED_JOB, sl_record_get_id (job), SL_SAVED_JOB_STATUS, SL_SAVED_JOB_CONVERTED);
  sl_changeset_update_text (changes, SL_KIND_SAVED_JOB, sl_record_get_id (job), SL_SAVED_JOB_CONVERTED_TO, ID (1));
  apply (&world, changes);
  run_losing (&world, "/convert", FALSE);
  sl_sim_pass (&world, 121 * G_USEC_PER_SEC);
  row = world_find (&world, "applications");
  g_assert_nonnull (row);
  path = g_strconcat ("/api/v1/applications/", sl_json_get_string (row, "id", ""), NULL);
  world_ask (&world, "PUT", path, "{\"role_title\":\"Pastry cook\",\"company_name\":\"Torvmark AS\"}");
  run_rounds (&world, 3);
  assert_row (&world, "applications", "role_title", "Pastry cook");
  g_clear_object (&application);
  application = read_only (&world, SL_KIND_APPLICATION);
  g_assert_cmpstr (sl_record_get_id (application), ==, ID (1));
  g_assert_cmpstr (sl_record_get_text (application, SL_APPLICATION_ROLE_TITLE), ==, "Pastry cook");
}

/* Done, opened again, and done by a request that never came: the day of the first time is no sign of the second. */
static void
test_done_twice_is_done (void)
{
  g_auto (SlSimWorld) world;
  g_autoptr (JsonObject) row = NULL;

  world_init (&world);
  make_reminder (&world);
  set_completed (&world, TRUE);
  run_rounds (&world, 2);
  set_completed (&world, FALSE);
  run_rounds (&world, 2);
  set_completed (&world, TRUE);
  run_losing (&world, "/complete", TRUE);
  sl_sim_pass (&world, 200 * G_USEC_PER_SEC);
  run_rounds (&world, 3);
  row = world_find (&world, "reminders");
  g_assert_true (sl_json_get_boolean (row, "is_completed", FALSE));
}

/* Done by a request whose end isn't known, and deleted: that it is done now is nobody else's change. */
static void
test_done_and_deleted_is_deleted (void)
{
  g_auto (SlSimWorld) world;
  SlChangeset *changes = sl_changeset_new (SL_ACTOR_PERSON, "delete");
  g_autoptr (JsonObject) row = NULL;

  world_init (&world);
  make_reminder (&world);
  run_rounds (&world, 2);
  set_completed (&world, TRUE);
  run_losing (&world, "/complete", FALSE);
  sl_changeset_trash (changes, SL_KIND_REMINDER, ID (3), world.now);
  apply (&world, changes);
  sl_sim_pass (&world, 121 * G_USEC_PER_SEC);
  run_rounds (&world, 3);
  row = world_find (&world, "reminders");
  g_assert_null (row);
}

/* Back to Saved by a request that never came: the day that somebody set meanwhile isn't the server's own. */
static void
test_day_set_meanwhile_stays (void)
{
  g_auto (SlSimWorld) world;
  g_autoptr (JsonObject) row = NULL;
  g_autofree char *path = NULL;

  world_init (&world);
  make_application (&world, SL_STATUS_APPLIED, "2026-03-02");
  run_rounds (&world, 2);
  row = world_find (&world, "applications");
  path = g_strconcat ("/api/v1/applications/", sl_json_get_string (row, "id", ""), NULL);
  set_text (&world, SL_KIND_APPLICATION, ID (1), SL_APPLICATION_STATUS, SL_STATUS_SAVED);
  run_losing (&world, path, TRUE);
  world_ask (&world, "PUT", path, "{\"applied_date\":\"2026-02-11\"}");
  sl_sim_pass (&world, 200 * G_USEC_PER_SEC);
  run_rounds (&world, 3);
  assert_row (&world, "applications", "applied_date", "2026-02-11");
  assert_row (&world, "applications", "status", "Saved");
}

/* A look back without a word that never came, and one with words that somebody else wrote. */
static void
test_words_of_another_stay (void)
{
  g_auto (SlSimWorld) world;
  SlRecord *reflection = sl_record_new (SL_KIND_REFLECTION);
  g_autoptr (JsonObject) row = NULL;
  g_autofree char *path = NULL;
  g_autoptr (SlRecord) here = NULL;

  world_init (&world);
  make_application (&world, SL_STATUS_APPLIED, "2026-03-02");
  run_rounds (&world, 2);
  sl_record_set_text (reflection, SL_FIELD_ID, ID (2));
  sl_record_set_text (reflection, SL_REFLECTION_APPLICATION_ID, ID (1));
  insert (&world, reflection);
  run_losing (&world, "/reflection", TRUE);
  row = world_find (&world, "applications");
  path = g_strconcat ("/api/v1/applications/", sl_json_get_string (row, "id", ""), "/reflection", NULL);
  world_ask (&world, "POST", path, "{\"what_failed\":\"The oven\"}");
  run_rounds (&world, 3);
  assert_row (&world, "reflections", "what_failed", "The oven");
  here = read_only (&world, SL_KIND_REFLECTION);
  g_assert_cmpstr (sl_record_get_text (here, SL_REFLECTION_WHAT_FAILED), ==, "The oven");
}

/* The same of a person with one name, of whom the other computer knew more. */
static void
test_more_of_another_stays (void)
{
  g_auto (SlSimWorld) world;
  SlRecord *contact = sl_record_new (SL_KIND_CONTACT);
  g_autoptr (SlRecord) here = NULL;

  world_init (&world);
  sl_record_set_text (contact, SL_FIELD_ID, ID (2));
  sl_record_set_text (contact, SL_CONTACT_NAME, "Personnel office");
  insert (&world, contact);
  run_losing (&world, "/contacts/", TRUE);
  world_ask (&world, "POST", "/api/v1/contacts/", "{\"name\":\"Personnel office\",\"phone\":\"555-0100\"}");
  run_rounds (&world, 3);
  assert_row (&world, "contacts", "phone", "555-0100");
  here = read_only (&world, SL_KIND_CONTACT);
  g_assert_cmpstr (sl_record_get_text (here, SL_CONTACT_PHONE), ==, "555-0100");
}

/* Deleted here, and its application deleted there: that the row doesn't refer to it any more is nobody's change. */
static void
test_deleted_with_its_application (void)
{
  g_auto (SlSimWorld) world;
  SlRecord *contact = sl_record_new (SL_KIND_CONTACT);
  SlChangeset *changes = sl_changeset_new (SL_ACTOR_PERSON, "delete");
  g_autoptr (JsonObject) row = NULL;
  g_autofree char *path = NULL;

  world_init (&world);
  make_application (&world, SL_STATUS_APPLIED, "2026-03-02");
  sl_record_set_text (contact, SL_FIELD_ID, ID (2));
  sl_record_set_text (contact, SL_CONTACT_NAME, "Personnel office");
  sl_record_set_text (contact, SL_CONTACT_APPLICATION_ID, ID (1));
  insert (&world, contact);
  run_rounds (&world, 2);
  row = world_find (&world, "applications");
  path = g_strconcat ("/api/v1/applications/", sl_json_get_string (row, "id", ""), NULL);
  world_ask (&world, "DELETE", path, "");
  sl_changeset_trash (changes, SL_KIND_CONTACT, ID (2), world.now);
  apply (&world, changes);
  run_rounds (&world, 3);
  g_assert_null (world_find (&world, "contacts"));
  g_assert_null (world_find (&world, "applications"));
}

/* Sent with a résumé by a request that no answer came to; the résumé leaves the Trash for good, and comes back, as somebody changed
 * it there: so does what referred to it. */
static void
test_reference_comes_back (void)
{
  g_auto (SlSimWorld) world;
  SlRecord *resume = sl_record_new (SL_KIND_RESUME_VERSION);
  SlChangeset *changes = sl_changeset_new (SL_ACTOR_HOUSEKEEPING, "purge");
  g_autoptr (JsonObject) row = NULL;
  g_autofree char *path = NULL;
  g_autoptr (SlRecord) here = NULL;

  world_init (&world);
  sl_record_set_text (resume, SL_FIELD_ID, ID (2));
  sl_record_set_text (resume, SL_RESUME_VERSION_NAME, "Short");
  insert (&world, resume);
  run_rounds (&world, 2);
  make_application (&world, SL_STATUS_APPLIED, "2026-03-02");
  set_text (&world, SL_KIND_APPLICATION, ID (1), SL_APPLICATION_RESUME_VERSION_ID, ID (2));
  run_losing (&world, "/applications/", FALSE);
  sl_changeset_delete (changes, SL_KIND_RESUME_VERSION, ID (2));
  apply (&world, changes);
  row = world_find (&world, "resumes");
  path = g_strconcat ("/api/v1/resumes/", sl_json_get_string (row, "id", ""), NULL);
  world_ask (&world, "PUT", path, "{\"notes\":\"With the oven\"}");
  sl_sim_pass (&world, 200 * G_USEC_PER_SEC);
  run_rounds (&world, 3);
  here = read_only (&world, SL_KIND_APPLICATION);
  g_assert_cmpstr (sl_record_get_text (here, SL_APPLICATION_RESUME_VERSION_ID), ==, ID (2));
}

/* The first generation can't write an application with a look back into a list. With more than ten of them, the ends of its
 * pages are read twice; the list is whole all the same, and shows what isn't in it. */
static void
test_list_with_unreadable_rows (void)
{
  g_auto (SlSimWorld) world;
  g_autoptr (JsonArray) before = NULL;
  g_autoptr (JsonArray) after = NULL;

  world_init_as (&world, SL_MODEL_PROFILE_OLD);
  for (guint i = 0; i < 12; i++)
    world_ask (&world, "POST", "/api/v1/applications/", "{\"company_name\":\"Other\",\"role_title\":\"Cook\"}");
  before = world_read (&world, "applications");
  g_assert_cmpuint (json_array_get_length (before), ==, 12);
  for (guint i = 0; i < 11; i++)
    {
      g_autofree char *path = g_strdup_printf ("/api/v1/applications/%s/reflection", sl_json_get_string (json_array_get_object_element (before, i), "id", ""));

      world_ask (&world, "POST", path, "{\"what_failed\":\"The oven\"}");
    }
  run_rounds (&world, 2);
  make_application (&world, SL_STATUS_APPLIED, "2026-03-02");
  run_losing (&world, "/applications/", TRUE);
  sl_sim_pass (&world, 200 * G_USEC_PER_SEC);
  run_rounds (&world, 3);
  after = world_read (&world, "applications");
  g_assert_cmpuint (json_array_get_length (after), ==, 13);
}

/* Of pages that are put together from halves the end comes again, but never so much that a short answer holds nothing else:
 * that would look like the end of the list. */
static void
test_unreadable_on_short_pages (void)
{
  g_auto (SlSimWorld) world;
  g_autoptr (JsonArray) rows = NULL;
  g_autofree char *path = NULL;

  world_init_as (&world, SL_MODEL_PROFILE_OLD);
  sl_model_server_set_row_cap (world.server, 3);
  for (guint i = 0; i < 7; i++)
    world_ask (&world, "POST", "/api/v1/applications/", "{\"company_name\":\"Other\",\"role_title\":\"Cook\"}");
  rows = world_read (&world, "applications");
  /* Lists begin with the newest. */
  path = g_strdup_printf ("/api/v1/applications/%s/reflection", sl_json_get_string (json_array_get_object_element (rows, 6), "id", ""));
  world_ask (&world, "POST", path, "{\"what_failed\":\"The oven\"}");
  run_rounds (&world, 1);
  g_assert_cmpint (sl_connection_get_integer (world.clients[0]->connection, "SELECT count (*) FROM applications", 0), ==, 7);
}

static SlSyncPort usual;

/* Between a reply and what is noted next, the clock is turned back. */
static gboolean
write_turning_back (SlSyncPort         *port,
                    SlStoreTransactFunc func,
                    gpointer            data,
                    GError            **error)
{
  ((SlSimClient *) port)->skew -= G_TIME_SPAN_HOUR;
  return usual.write (port, func, data, error);
}

/* A request that was sent a moment ago isn't one of an hour ago, and may still be done. */
static void
test_clock_turned_back (void)
{
  g_auto (SlSimWorld) world;
  SlRecord *contact = sl_record_new (SL_KIND_CONTACT);
  SlSyncResult result;

  world_init (&world);
  run_rounds (&world, 2);
  sl_record_set_text (contact, SL_FIELD_ID, ID (2));
  sl_record_set_text (contact, SL_CONTACT_NAME, "Personnel office");
  insert (&world, contact);
  usual = world.clients[0]->port;
  world.clients[0]->port.write = write_turning_back;
  run_losing (&world, "/contacts/", FALSE);
  world.clients[0]->port.write = usual.write;
  for (guint i = 0; i < 3; i++)
    sl_sim_client_round (world.clients[0], &result);
  g_assert_cmpuint (world.late->len, ==, 1);
  sl_sim_pass (&world, 121 * G_USEC_PER_SEC);
  run_rounds (&world, 3);
  assert_row (&world, "contacts", "name", "Personnel office");
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);
  g_test_add_func ("/lost-answers/late-offer-moves-nothing", test_late_offer_moves_nothing);
  g_test_add_func ("/lost-answers/reference-comes-back", test_reference_comes_back);
  g_test_add_func ("/lost-answers/converted-and-renamed-is-one", test_converted_and_renamed_is_one);
  g_test_add_func ("/lost-answers/done-twice-is-done", test_done_twice_is_done);
  g_test_add_func ("/lost-answers/done-and-deleted-is-deleted", test_done_and_deleted_is_deleted);
  g_test_add_func ("/lost-answers/day-set-meanwhile-stays", test_day_set_meanwhile_stays);
  g_test_add_func ("/lost-answers/words-of-another-stay", test_words_of_another_stay);
  g_test_add_func ("/lost-answers/more-of-another-stays", test_more_of_another_stays);
  g_test_add_func ("/lost-answers/deleted-with-its-application", test_deleted_with_its_application);
  g_test_add_func ("/lost-answers/clock-turned-back", test_clock_turned_back);
  g_test_add_func ("/lost-answers/list-with-unreadable-rows", test_list_with_unreadable_rows);
  g_test_add_func ("/lost-answers/unreadable-on-short-pages", test_unreadable_on_short_pages);
  return g_test_run ();
}
