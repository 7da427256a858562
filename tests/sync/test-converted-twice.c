/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two computers turn the same saved job into an application before either heard of the other: it is one application, with what was
 * written in both. */
#define G_LOG_DOMAIN "test-converted-twice"

#include "config.h"

#include <string.h>

#include "client-fixture.h"
#include "sl-kinds.h"
#include "sl-test.h"

/* As it is done in core/sl-deeds-saved.c, and then a round of that name. */
static void
convert (Computer   *self,
         const char *id,
         const char *stage,
         const char *notes)
{
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "convert");
  g_autoptr (SlRecord) application = sl_record_new (SL_KIND_APPLICATION);
  g_autoptr (SlRecord) round = sl_record_new (SL_KIND_STAGE);
  g_autofree char *job = client_dup_text (self, "SELECT id FROM saved_jobs");

  sl_record_set_text (application, SL_FIELD_ID, id);
  sl_record_set_text (application, SL_APPLICATION_COMPANY_NAME, "Torvmark");
  sl_record_set_text (application, SL_APPLICATION_ROLE_TITLE, "Baker");
  sl_record_set_text (application, SL_APPLICATION_NOTES, notes);
  sl_changeset_insert (changes, application);
  sl_record_set_text (round, SL_STAGE_APPLICATION_ID, id);
  sl_record_set_text (round, SL_STAGE_NAME, stage);
  sl_changeset_insert (changes, round);
  sl_changeset_update_text (changes, SL_KIND_SAVED_JOB, job, SL_SAVED_JOB_STATUS, SL_SAVED_JOB_CONVERTED);
  sl_changeset_update_text (changes, SL_KIND_SAVED_JOB, job, SL_SAVED_JOB_CONVERTED_TO, id);
  client_apply (self, changes);
}

#define FIRST "00000001-0000-4000-8000-000000000000"
#define SECOND "00000002-0000-4000-8000-000000000000"

static void
start (Fixture *f)
{
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "add");
  g_autoptr (SlRecord) job = sl_record_new (SL_KIND_SAVED_JOB);

  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_sign_in (&f->other, CLIENT_EMAIL, FALSE);
  client_run_rounds (f, &f->one, 1);
  sl_record_set_text (job, SL_SAVED_JOB_COMPANY_NAME, "Torvmark");
  sl_record_set_text (job, SL_SAVED_JOB_ROLE_TITLE, "Baker");
  sl_changeset_insert (changes, job);
  client_apply (&f->one, changes);
  client_run_rounds (f, &f->one, 1);
  client_run_rounds (f, &f->other, 1);
}

static void
assert_one (Fixture  *f,
            Computer *self)
{
  g_assert_cmpint (client_count (self, "SELECT count (*) FROM applications"), ==, 1);
  g_assert_cmpint (client_count (self, "SELECT count (*) FROM stages"), ==, 2);
  g_assert_cmpint (client_count (self, "SELECT count (*) FROM applications WHERE notes LIKE '%Ask for the hours.%' AND notes LIKE '%Near the station.%'"), ==, 1);
  g_assert_cmpint (client_count (self, "SELECT count (*) FROM saved_jobs AS j JOIN applications AS a ON a.id = j.converted_to_application_id"), ==, 1);
  g_assert_cmpint (client_count (self, "SELECT (SELECT count (*) FROM sync_dirty) + (SELECT count (*) FROM sync_flight)"), ==, 0);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "applications"), ==, 1);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "stages"), ==, 2);
}

static void
test_both (Fixture      *f,
           gconstpointer data)
{
  start (f);
  convert (&f->one, FIRST, "Call", "Ask for the hours.");
  convert (&f->other, SECOND, "Visit", "Near the station.");
  client_run_rounds (f, &f->one, 2);
  client_run_rounds (f, &f->other, 3);
  client_run_rounds (f, &f->one, 3);
  client_run_rounds (f, &f->other, 1);
  assert_one (f, &f->one);
  assert_one (f, &f->other);
}

typedef struct {
  Fixture *f;
  guint n;
} Meddling;

static SlReply *
convert_first_cb (const SlRequest *request,
                  gpointer         data)
{
  Meddling *meddling = data;
  g_autoptr (JsonNode) made = NULL;

  if (!g_str_has_suffix (request->path, "/convert") || meddling->n++ > 0)
    return NULL;
  made = client_web (meddling->f, CLIENT_EMAIL, "POST", request->path, NULL);
  return NULL;
}

/* On the web page, in the moment in which it is sent from here. */
static void
test_at_once (Fixture      *f,
              gconstpointer data)
{
  Meddling meddling = { f, 0 };

  start (f);
  convert (&f->one, FIRST, "Call", "Ask for the hours.");
  client_meddle (&f->one, convert_first_cb, &meddling);
  client_run_rounds (f, &f->one, 6);
  g_assert_cmpuint (meddling.n, >, 0);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "applications"), ==, 1);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "stages"), ==, 1);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM applications"), ==, 1);
  g_assert_cmpint (client_count (&f->one, "SELECT (SELECT count (*) FROM sync_dirty) + (SELECT count (*) FROM sync_flight)"), ==, 0);
}

static SlReply *
convert_between_cb (const SlRequest *request,
                    gpointer         data)
{
  Meddling *meddling = data;
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  g_autoptr (JsonNode) made = NULL;

  if (!g_str_equal (request->method, "GET") || !g_str_has_prefix (request->path, "/api/v1/saved-jobs/") || meddling->n++ > 0)
    return NULL;
  id = client_dup_text (&meddling->f->one, "SELECT s.server_id FROM sync_shadow AS s JOIN saved_jobs AS j ON j.id = s.id");
  path = g_strdup_printf ("/api/v1/saved-jobs/%s/convert", id);
  made = client_web (meddling->f, CLIENT_EMAIL, "POST", path, NULL);
  return NULL;
}

/* After the applications were read, and before the saved jobs are. */
static void
test_between_the_lists (Fixture      *f,
                        gconstpointer data)
{
  Meddling meddling = { f, 0 };

  start (f);
  convert (&f->one, FIRST, "Call", "Ask for the hours.");
  client_meddle (&f->one, convert_between_cb, &meddling);
  client_run_rounds (f, &f->one, 4);
  g_assert_cmpuint (meddling.n, >, 0);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "applications"), ==, 1);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM applications"), ==, 1);
  g_assert_cmpint (client_count (&f->one, "SELECT (SELECT count (*) FROM sync_dirty) + (SELECT count (*) FROM sync_flight)"), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);
  client_test_add ("converted-twice/both", test_both);
  client_test_add ("converted-twice/at-once", test_at_once);
  client_test_add ("converted-twice/between-the-lists", test_between_the_lists);
  return g_test_run ();
}
