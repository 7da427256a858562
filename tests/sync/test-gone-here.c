/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is gone here for good, by undo or out of the Trash, and what the server still has refer to it: it goes there, too,
 * and everything else is synced. Where somebody changed it there meanwhile, it comes back. */
#define G_LOG_DOMAIN "test-gone-here"

#include "config.h"

#include "client-fixture.h"
#include "sl-error.h"
#include "sl-json.h"
#include "sl-kinds.h"
#include "sl-test.h"

#define SAVED_JOB "00000001-0000-4000-8000-000000000000"
#define APPLICATION "00000002-0000-4000-8000-000000000000"

static void
apply (Fixture     *f,
       SlChangeset *changes)
{
  g_autoptr (SlChangeset) own = changes;

  client_apply (&f->one, own);
}

static void
run (Fixture *f,
     guint    n)
{
  for (guint i = 0; i < n; i++)
    client_run_agreed (f, &f->one);
}

static void
undo (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = sl_store_undo (f->one.store, &error);

  g_assert_no_error (error);
  g_assert_nonnull (transaction);
}

static void
make_job (Fixture *f)
{
  SlChangeset *add = sl_changeset_new (SL_ACTOR_PERSON, "add");
  g_autoptr (SlRecord) job = sl_record_new (SL_KIND_SAVED_JOB);

  sl_record_set_text (job, SL_FIELD_ID, SAVED_JOB);
  sl_record_set_text (job, SL_SAVED_JOB_COMPANY_NAME, "Torvmark");
  sl_record_set_text (job, SL_SAVED_JOB_ROLE_TITLE, "Baker");
  sl_changeset_insert (add, job);
  apply (f, add);
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  run (f, 2);
}

/* As it is done in core/sl-deeds-saved.c. */
static void
convert_job (Fixture *f)
{
  SlChangeset *changes = sl_changeset_new (SL_ACTOR_PERSON, "convert");
  g_autoptr (SlRecord) application = sl_record_new (SL_KIND_APPLICATION);

  sl_record_set_text (application, SL_FIELD_ID, APPLICATION);
  sl_record_set_text (application, SL_APPLICATION_COMPANY_NAME, "Torvmark");
  sl_record_set_text (application, SL_APPLICATION_ROLE_TITLE, "Baker");
  sl_changeset_insert (changes, application);
  sl_changeset_update_text (changes, SL_KIND_SAVED_JOB, SAVED_JOB, SL_SAVED_JOB_STATUS, SL_SAVED_JOB_CONVERTED);
  sl_changeset_update_text (changes, SL_KIND_SAVED_JOB, SAVED_JOB, SL_SAVED_JOB_CONVERTED_TO, APPLICATION);
  apply (f, changes);
}

static void
convert (Fixture *f)
{
  make_job (f);
  convert_job (f);
  run (f, 3);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "applications"), ==, 1);
}

/* What the saved job became is told in the round in which it becomes that. */
static void
test_nothing_waits_after_a_conversion (Fixture      *f,
                                       gconstpointer data)
{
  SlChangeset *changes = sl_changeset_new (SL_ACTOR_PERSON, "convert");
  g_autoptr (SlRecord) application = sl_record_new (SL_KIND_APPLICATION);
  g_autoptr (SlRecord) job = sl_record_new (SL_KIND_SAVED_JOB);
  SlSyncResult result;

  sl_record_set_text (application, SL_FIELD_ID, APPLICATION);
  sl_record_set_text (application, SL_APPLICATION_COMPANY_NAME, "Torvmark");
  sl_record_set_text (application, SL_APPLICATION_ROLE_TITLE, "Baker");
  sl_changeset_insert (changes, application);
  sl_record_set_text (job, SL_FIELD_ID, SAVED_JOB);
  sl_record_set_text (job, SL_SAVED_JOB_COMPANY_NAME, "Torvmark");
  sl_record_set_text (job, SL_SAVED_JOB_ROLE_TITLE, data);
  sl_record_set_text (job, SL_SAVED_JOB_STATUS, SL_SAVED_JOB_CONVERTED);
  sl_record_set_text (job, SL_SAVED_JOB_CONVERTED_TO, APPLICATION);
  sl_changeset_insert (changes, job);
  apply (f, changes);
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  result = client_run_agreed (f, &f->one);
  g_assert_cmpuint (result.n_waiting, ==, 0);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "applications"), ==, 1);
  result = client_run_agreed (f, &f->one);
  g_assert_cmpuint (result.n_sent, ==, 0);
}

static void
assert_goes_on (Fixture *f)
{
  client_add_application (&f->one, "Fjellbro");
  run (f, 4);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "applications"), ==, 1);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM applications"), ==, 1);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM sync_dirty WHERE kind = 1"), ==, 0);
}

static void
test_undone_conversion (Fixture      *f,
                        gconstpointer data)
{
  convert (f);
  undo (f);
  assert_goes_on (f);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM saved_jobs WHERE deleted_at IS NULL"), ==, 1);
}

/* On the other computer, too, the saved job is what it was, and nothing waits. */
static void
test_undone_conversion_elsewhere (Fixture      *f,
                                  gconstpointer data)
{
  client_sign_in (&f->other, CLIENT_EMAIL, FALSE);
  convert (f);
  for (guint i = 0; i < 2; i++)
    client_run_agreed (f, &f->other);
  g_assert_cmpint (client_count (&f->other, "SELECT count (*) FROM saved_jobs WHERE status = 'Converted' AND converted_to_application_id IS NOT NULL"), ==, 1);
  undo (f);
  client_add_application (&f->one, "Fjellbro");
  for (guint i = 0; i < 4; i++)
    {
      run (f, 1);
      client_run_agreed (f, &f->other);
    }
  g_assert_cmpint (client_count (&f->other, "SELECT count (*) FROM applications WHERE deleted_at IS NULL"), ==, 1);
  g_assert_cmpint (client_count (&f->other, "SELECT count (*) FROM saved_jobs WHERE status = 'Active' AND converted_to_application_id IS NULL AND deleted_at IS NULL"), ==, 1);
  g_assert_cmpint (client_count (&f->other, "SELECT (SELECT count (*) FROM sync_dirty) + (SELECT count (*) FROM sync_flight)"), ==, 0);
}

static void
test_emptied_trash (Fixture      *f,
                    gconstpointer data)
{
  SlChangeset *changes = sl_changeset_new (SL_ACTOR_PERSON, "trash");
  g_autoptr (SlTransaction) purged = NULL;
  g_autoptr (GError) error = NULL;

  convert (f);
  sl_changeset_trash (changes, SL_KIND_APPLICATION, APPLICATION, sl_clock_get_now (f->clock));
  apply (f, changes);
  purged = sl_store_purge (f->one.store, NULL, &error);
  g_assert_no_error (error);
  assert_goes_on (f);
}

/* Meanwhile another computer added somebody to the application. */
static void
test_person_of_undone_application (Fixture      *f,
                                   gconstpointer data)
{
  g_autofree char *dump = NULL;
  g_autoptr (JsonObject) all = NULL;
  g_autofree char *body = NULL;
  g_autoptr (JsonNode) made = NULL;

  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  run (f, 1);
  client_add_application (&f->one, "Torvmark");
  run (f, 2);
  dump = sl_model_server_dump (f->server, CLIENT_EMAIL);
  all = sl_json_parse_object (dump, NULL);
  body = g_strdup_printf ("{\"name\":\"Person\",\"application_id\":\"%s\"}",
                          sl_json_get_string (json_array_get_object_element (sl_json_get_array (all, "applications"), 0), "id", ""));
  made = client_web (f, CLIENT_EMAIL, "POST", "/api/v1/contacts/", body);
  undo (f);
  assert_goes_on (f);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM contacts WHERE deleted_at IS NULL AND application_id IS NULL"), ==, 1);
}

/* One application with a round, here and there. */
static void
start_with_round (Fixture *f)
{
  SlChangeset *changes = sl_changeset_new (SL_ACTOR_PERSON, "add");
  g_autoptr (SlRecord) stage = sl_record_new (SL_KIND_STAGE);
  g_autofree char *id = NULL;

  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  run (f, 1);
  client_add_application (&f->one, "Torvmark");
  id = client_dup_text (&f->one, "SELECT id FROM applications");
  sl_record_set_text (stage, SL_STAGE_APPLICATION_ID, id);
  sl_record_set_text (stage, SL_STAGE_NAME, "Call");
  sl_changeset_insert (changes, stage);
  apply (f, changes);
  run (f, 3);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "stages"), ==, 1);
}

static void
change_there (Fixture *f)
{
  g_autofree char *dump = sl_model_server_dump (f->server, CLIENT_EMAIL);
  g_autoptr (JsonObject) all = sl_json_parse_object (dump, NULL);
  g_autofree char *path = g_strconcat ("/api/v1/applications/",
                                       sl_json_get_string (json_array_get_object_element (sl_json_get_array (all, "applications"), 0), "id", ""), NULL);
  g_autoptr (JsonNode) changed = client_web (f, CLIENT_EMAIL, "PUT", path, "{\"notes\":\"They called.\"}");

  g_assert_nonnull (changed);
}

static void
assert_came_back (Fixture *f)
{
  run (f, 4);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "applications"), ==, 1);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM applications WHERE deleted_at IS NULL AND notes = 'They called.'"), ==, 1);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM sync_dirty"), ==, 0);
}

static void
test_undone_and_changed_there (Fixture      *f,
                               gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) again = NULL;

  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  run (f, 1);
  client_add_application (&f->one, "Torvmark");
  run (f, 2);
  change_there (f);
  undo (f);
  assert_came_back (f);

  /* It is there already. */
  again = sl_store_redo (f->one.store, &error);
  g_assert_null (again);
  g_assert_error (error, SL_ERROR, SL_ERROR_CONFLICT);
  assert_came_back (f);
}

static void
add_person (Fixture    *f,
            const char *application)
{
  SlChangeset *changes = sl_changeset_new (SL_ACTOR_PERSON, "add");
  g_autoptr (SlRecord) person = sl_record_new (SL_KIND_CONTACT);

  sl_record_set_text (person, SL_CONTACT_NAME, "Person");
  sl_record_set_text (person, SL_CONTACT_APPLICATION_ID, application);
  sl_changeset_insert (changes, person);
  apply (f, changes);
  run (f, 2);
}

static void
test_emptied_trash_and_changed_there (Fixture      *f,
                                      gconstpointer data)
{
  SlChangeset *changes = sl_changeset_new (SL_ACTOR_PERSON, "trash");
  g_autoptr (SlTransaction) purged = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  start_with_round (f);
  id = client_dup_text (&f->one, "SELECT id FROM applications");
  add_person (f, id);
  sl_changeset_trash (changes, SL_KIND_APPLICATION, id, sl_clock_get_now (f->clock));
  apply (f, changes);
  purged = sl_store_purge (f->one.store, NULL, &error);
  g_assert_no_error (error);
  change_there (f);
  assert_came_back (f);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "stages"), ==, 1);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM stages WHERE deleted_at IS NULL"), ==, 1);
  /* Somebody whom nobody took from it. */
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM contacts AS c JOIN applications AS a ON a.id = c.application_id"), ==, 1);
}

/* Turned into an application that goes before the server heard of it: nobody shall take it for one to apply for. */
static void
test_converted_to_nothing (Fixture      *f,
                           gconstpointer data)
{
  SlChangeset *changes = sl_changeset_new (SL_ACTOR_PERSON, "trash");
  g_autofree char *dump = NULL;
  g_autoptr (JsonObject) all = NULL;

  make_job (f);
  convert_job (f);
  sl_changeset_trash (changes, SL_KIND_APPLICATION, APPLICATION, sl_clock_get_now (f->clock));
  apply (f, changes);
  run (f, 3);
  dump = sl_model_server_dump (f->server, CLIENT_EMAIL);
  all = sl_json_parse_object (dump, NULL);
  g_assert_cmpstr (sl_json_get_string (json_array_get_object_element (sl_json_get_array (all, "saved_jobs"), 0), "status", NULL), ==, SL_SAVED_JOB_ARCHIVED);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "applications"), ==, 0);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM saved_jobs WHERE status = 'Converted'"), ==, 1);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM sync_dirty"), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);
  /* The server has a way to convert a saved job, but not one without a role. */
  g_test_add ("/sync/gone-here/nothing-waits-after-a-conversion", Fixture, "Baker", client_set_up, test_nothing_waits_after_a_conversion, client_tear_down);
  g_test_add ("/sync/gone-here/nothing-waits-after-putting-away", Fixture, NULL, client_set_up, test_nothing_waits_after_a_conversion, client_tear_down);
  client_test_add ("gone-here/undone-conversion", test_undone_conversion);
  client_test_add ("gone-here/undone-conversion-elsewhere", test_undone_conversion_elsewhere);
  client_test_add ("gone-here/emptied-trash", test_emptied_trash);
  client_test_add ("gone-here/person-of-undone-application", test_person_of_undone_application);
  client_test_add ("gone-here/undone-and-changed-there", test_undone_and_changed_there);
  client_test_add ("gone-here/emptied-trash-and-changed-there", test_emptied_trash_and_changed_there);
  client_test_add ("gone-here/converted-to-nothing", test_converted_to_nothing);
  return g_test_run ();
}
