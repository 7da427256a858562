/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was deleted and is there again, by undo or out of the Trash, here or on another computer: it stays. */
#define G_LOG_DOMAIN "test-brought-back"

#include "config.h"

#include <string.h>

#include "client-fixture.h"
#include "sl-kinds.h"
#include "sl-test.h"

#define SAVED_JOB "00000001-0000-4000-8000-000000000000"
#define FIRST "00000002-0000-4000-8000-000000000000"
#define SECOND "00000003-0000-4000-8000-000000000000"

static void
trash (Fixture    *f,
       Computer   *self,
       SlKind      kind,
       const char *id)
{
  SlChangeset *changes = sl_changeset_new (SL_ACTOR_PERSON, "trash");

  sl_changeset_trash (changes, kind, id, sl_clock_get_now (f->clock));
  client_take (self, changes);
}

static void
restore (Computer   *self,
         SlKind      kind,
         const char *id)
{
  SlChangeset *changes = sl_changeset_new (SL_ACTOR_PERSON, "restore");

  sl_changeset_restore (changes, kind, id);
  client_take (self, changes);
}

/* A saved job on both computers and on the server. Returns: (transfer full): its path there */
static char *
start_with_job (Fixture *f)
{
  SlChangeset *changes = sl_changeset_new (SL_ACTOR_PERSON, "add");
  g_autoptr (SlRecord) job = sl_record_new (SL_KIND_SAVED_JOB);
  g_autofree char *id = NULL;

  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_sign_in (&f->other, CLIENT_EMAIL, FALSE);
  client_run_rounds (f, &f->one, 1);
  sl_record_set_text (job, SL_FIELD_ID, SAVED_JOB);
  sl_record_set_text (job, SL_SAVED_JOB_COMPANY_NAME, "Torvmark");
  sl_changeset_insert (changes, job);
  client_take (&f->one, changes);
  /* Something that stays, by which the server shows whose rows it shows. */
  client_add_application (&f->one, "Fjellbro");
  client_run_rounds (f, &f->one, 2);
  client_run_rounds (f, &f->other, 2);
  g_assert_cmpint (client_count (&f->other, "SELECT count (*) FROM saved_jobs"), ==, 1);
  id = client_dup_text (&f->one, "SELECT server_id FROM sync_shadow WHERE id = '" SAVED_JOB "'");
  return g_strconcat ("/api/v1/saved-jobs/", id, NULL);
}

/* Deleted here, and gone there; the other computer heard of that, and its person took it from the Trash. */
static void
test_restored_elsewhere (Fixture      *f,
                         gconstpointer data)
{
  g_autofree char *path = start_with_job (f);
  g_autoptr (JsonNode) gone = client_web (f, CLIENT_EMAIL, "DELETE", path, NULL);
  g_autofree char *id = NULL;

  trash (f, &f->one, SL_KIND_SAVED_JOB, SAVED_JOB);
  client_run_rounds (f, &f->other, 3);
  id = client_dup_text (&f->other, "SELECT id FROM saved_jobs WHERE deleted_at IS NOT NULL");
  restore (&f->other, SL_KIND_SAVED_JOB, id);
  client_run_rounds (f, &f->other, 2);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "saved_jobs"), ==, 1);
  client_run_rounds (f, &f->one, 4);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "saved_jobs"), ==, 1);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM saved_jobs WHERE deleted_at IS NULL"), ==, 1);
}

/* The same, after this computer had told the server. */
static void
test_restored_elsewhere_later (Fixture      *f,
                               gconstpointer data)
{
  g_autofree char *path = start_with_job (f);
  g_autofree char *id = client_dup_text (&f->other, "SELECT id FROM saved_jobs");

  trash (f, &f->one, SL_KIND_SAVED_JOB, SAVED_JOB);
  client_run_rounds (f, &f->one, 2);
  client_run_rounds (f, &f->other, 3);
  restore (&f->other, SL_KIND_SAVED_JOB, id);
  client_run_rounds (f, &f->other, 2);
  client_run_rounds (f, &f->one, 4);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "saved_jobs"), ==, 1);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM saved_jobs WHERE deleted_at IS NULL AND id = '" SAVED_JOB "'"), ==, 1);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM saved_jobs"), ==, 1);
  /* Nothing of it was changed: there is nothing to tell. */
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM sync_conflict"), ==, 0);
}

#define ROUND_A "00000004-0000-4000-8000-000000000000"
#define ROUND_B "00000005-0000-4000-8000-000000000000"
#define PAPER "00000006-0000-4000-8000-000000000000"
#define LOCAL_PAPER "00000007-0000-4000-8000-000000000000"

static void
add_part (SlChangeset *changes,
          SlKind       kind,
          const char  *id,
          const char  *application,
          guint        name,
          const char  *text)
{
  g_autoptr (SlRecord) part = sl_record_new (kind);

  sl_record_set_text (part, SL_FIELD_ID, id);
  sl_record_set_text (part, sl_kind_get_owner_field (kind), application);
  sl_record_set_text (part, name, text);
  sl_changeset_insert (changes, part);
}

/* An application with two rounds and a paper on both computers and on the server. Returns: (transfer full): its id on both */
static char *
start_with_application (Fixture *f)
{
  SlChangeset *changes = sl_changeset_new (SL_ACTOR_PERSON, "add");
  char *id;

  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_sign_in (&f->other, CLIENT_EMAIL, FALSE);
  client_run_rounds (f, &f->one, 1);
  client_add_application (&f->one, "Torvmark");
  client_add_application (&f->one, "Fjellbro");
  id = client_dup_text (&f->one, "SELECT id FROM applications WHERE company_name = 'Torvmark'");
  add_part (changes, SL_KIND_STAGE, ROUND_A, id, SL_STAGE_NAME, "Call");
  add_part (changes, SL_KIND_STAGE, ROUND_B, id, SL_STAGE_NAME, "Visit");
  add_part (changes, SL_KIND_DOCUMENT, PAPER, id, SL_DOCUMENT_NAME, "Letter");
  client_take (&f->one, changes);
  client_run_rounds (f, &f->one, 2);
  client_run_rounds (f, &f->other, 2);
  g_assert_cmpint (client_count (&f->other, "SELECT count (*) FROM stages"), ==, 2);
  g_assert_cmpint (client_count (&f->other, "SELECT count (*) FROM documents"), ==, 1);
  return id;
}

static char *
find_other_id (Fixture    *f,
               const char *table,
               const char *column,
               const char *text)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM %s WHERE %s = '%s'", table, column, text);

  return client_dup_text (&f->other, sql);
}

static void
edit_there (Fixture    *f,
            const char *id)
{
  SlChangeset *changes = sl_changeset_new (SL_ACTOR_PERSON, "edit");

  sl_changeset_update_text (changes, SL_KIND_APPLICATION, id, SL_APPLICATION_NOTES, "Ask for the hours.");
  client_take (&f->other, changes);
}

/* Deleted here, and the server was told; another computer had changed it, and makes it again: it comes back as what it was, with
 * what only this computer has of it, and nothing of it is there twice. */
static void
test_changed_elsewhere (Fixture      *f,
                        gconstpointer data)
{
  g_autofree char *id = start_with_application (f);
  g_autofree char *there = find_other_id (f, "applications", "company_name", "Torvmark");
  g_autofree char *visit = find_other_id (f, "stages", "stage_name", "Visit");
  SlChangeset *changes = sl_changeset_new (SL_ACTOR_PERSON, "add");

  add_part (changes, SL_KIND_DOCUMENT, LOCAL_PAPER, id, SL_DOCUMENT_NAME, "Only here");
  client_take (&f->one, changes);
  trash (f, &f->one, SL_KIND_APPLICATION, id);
  client_run_rounds (f, &f->one, 2);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "applications"), ==, 1);

  edit_there (f, there);
  trash (f, &f->other, SL_KIND_STAGE, visit);
  client_run_rounds (f, &f->other, 2);
  /* Who makes it again makes all that belongs to it, and waits for nobody. */
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "applications"), ==, 2);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "stages"), ==, 1);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "documents"), ==, 1);
  g_assert_cmpint (client_count (&f->other, "SELECT count (*) FROM sync_dirty"), ==, 0);
  for (guint i = 0; i < 3; i++)
    {
      client_run_rounds (f, &f->one, 3);
      client_run_rounds (f, &f->other, 3);
    }
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "applications"), ==, 2);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "stages"), ==, 1);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "documents"), ==, 2);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM applications"), ==, 2);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM applications WHERE deleted_at IS NULL AND notes = 'Ask for the hours.'"), ==, 1);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM stages"), ==, 2);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM stages WHERE deleted_at IS NULL AND id = '" ROUND_A "'"), ==, 1);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM documents WHERE deleted_at IS NULL"), ==, 2);
  g_assert_cmpint (client_count (&f->other, "SELECT count (*) FROM documents WHERE deleted_at IS NULL"), ==, 2);
  /* That the deletion doesn't stand is told, once. */
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM sync_conflict WHERE field = 'deleted_at'"), ==, 1);
}

/* Taken out of the Trash here, too, before this computer heard of it: all that was in it is there, once. */
static void
test_restored_here_too (Fixture      *f,
                        gconstpointer data)
{
  g_autofree char *id = start_with_application (f);
  g_autofree char *there = find_other_id (f, "applications", "company_name", "Torvmark");

  trash (f, &f->one, SL_KIND_APPLICATION, id);
  client_run_rounds (f, &f->one, 2);
  edit_there (f, there);
  client_run_rounds (f, &f->other, 4);
  restore (&f->one, SL_KIND_APPLICATION, id);
  for (guint i = 0; i < 3; i++)
    {
      client_run_rounds (f, &f->one, 3);
      client_run_rounds (f, &f->other, 3);
    }
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "applications"), ==, 2);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "stages"), ==, 2);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "documents"), ==, 1);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM applications"), ==, 2);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM stages WHERE deleted_at IS NULL"), ==, 2);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM documents WHERE deleted_at IS NULL"), ==, 1);
}

/* Who applies again where they once did doesn't mean what is in the Trash. */
static void
test_another_of_that_name (Fixture      *f,
                           gconstpointer data)
{
  g_autofree char *id = start_with_application (f);
  g_autoptr (JsonNode) made = NULL;

  trash (f, &f->one, SL_KIND_APPLICATION, id);
  client_run_rounds (f, &f->one, 2);
  made = client_web (f, CLIENT_EMAIL, "POST", "/api/v1/applications/",
                     "{\"company_name\":\"Torvmark\",\"role_title\":\"Baker\",\"status\":\"Applied\",\"applied_date\":\"2026-03-20\"}");
  client_run_rounds (f, &f->one, 3);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM applications WHERE company_name = 'Torvmark' AND deleted_at IS NULL"), ==, 1);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM applications WHERE company_name = 'Torvmark' AND deleted_at IS NOT NULL"), ==, 1);
}

/* Nothing is remembered of what left the Trash for good, and what is taken out of it goes to the server at once. */
static void
test_restored_here (Fixture      *f,
                    gconstpointer data)
{
  g_autofree char *id = start_with_application (f);

  trash (f, &f->one, SL_KIND_APPLICATION, id);
  client_run_rounds (f, &f->one, 2);
  restore (&f->one, SL_KIND_APPLICATION, id);
  client_run_rounds (f, &f->one, 1);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "stages"), ==, 2);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "documents"), ==, 1);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM sync_shadow WHERE server_id GLOB 'gone:*'"), ==, 0);
  trash (f, &f->one, SL_KIND_APPLICATION, id);
  client_run_rounds (f, &f->one, 2);
  {
    SlChangeset *changes = sl_changeset_new (SL_ACTOR_PERSON, "purge");

    sl_changeset_delete (changes, SL_KIND_APPLICATION, id);
    client_take (&f->one, changes);
  }
  client_run_rounds (f, &f->one, 2);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM sync_shadow WHERE server_id GLOB 'gone:*'"), ==, 0);
}

static SlReply *
assert_known_cb (const SlRequest *request,
                 gpointer         data)
{
  guint *n_refused = data;

  g_assert_null (strstr (request->path, "gone"));
  /* The saved job doesn't come to the server before the application. */
  if (!g_str_equal (request->method, "POST") || !g_str_equal (request->path, "/api/v1/saved-jobs/") || (*n_refused)++ > 0)
    return NULL;
  return client_reply (500, "{\"detail\":\"Internal Server Error\"}", -1);
}

/* Taken out of the Trash and turned into an application at once: the server can't convert what it doesn't have. */
static void
test_restored_and_converted (Fixture      *f,
                             gconstpointer data)
{
  g_autofree char *path = start_with_job (f);
  SlChangeset *changes = sl_changeset_new (SL_ACTOR_PERSON, "convert");
  g_autoptr (SlRecord) application = sl_record_new (SL_KIND_APPLICATION);
  guint n_refused = 0;

  sl_changeset_update_text (changes, SL_KIND_SAVED_JOB, SAVED_JOB, SL_SAVED_JOB_ROLE_TITLE, "Baker");
  client_take (&f->one, changes);
  client_run_rounds (f, &f->one, 1);
  trash (f, &f->one, SL_KIND_SAVED_JOB, SAVED_JOB);
  client_run_rounds (f, &f->one, 2);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "saved_jobs"), ==, 0);

  restore (&f->one, SL_KIND_SAVED_JOB, SAVED_JOB);
  changes = sl_changeset_new (SL_ACTOR_PERSON, "convert");
  sl_record_set_text (application, SL_FIELD_ID, FIRST);
  sl_record_set_text (application, SL_APPLICATION_COMPANY_NAME, "Torvmark");
  sl_record_set_text (application, SL_APPLICATION_ROLE_TITLE, "Baker");
  sl_changeset_insert (changes, application);
  sl_changeset_update_text (changes, SL_KIND_SAVED_JOB, SAVED_JOB, SL_SAVED_JOB_STATUS, SL_SAVED_JOB_CONVERTED);
  sl_changeset_update_text (changes, SL_KIND_SAVED_JOB, SAVED_JOB, SL_SAVED_JOB_CONVERTED_TO, FIRST);
  client_take (&f->one, changes);
  client_meddle (&f->one, assert_known_cb, &n_refused);
  client_run_rounds (f, &f->one, 4);
  g_assert_cmpuint (n_refused, ==, 2);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "applications"), ==, 2);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "saved_jobs"), ==, 1);
  g_assert_cmpint (client_count (&f->one, "SELECT (SELECT count (*) FROM sync_flight) + (SELECT count (*) FROM sync_dirty)"), ==, 0);
}

typedef struct {
  Fixture *f;
  const char *path;
  guint n;
} Editing;

static SlReply *
edit_cb (const SlRequest *request,
         gpointer         data)
{
  Editing *editing = data;
  SlChangeset *changes;

  if (!g_str_equal (request->method, "GET") || strcmp (request->path, editing->path) != 0 || editing->n++ > 0)
    return NULL;
  changes = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  sl_changeset_update_text (changes, SL_KIND_SAVED_JOB, SAVED_JOB, SL_SAVED_JOB_NOTES, "Ask for the hours.");
  client_take (&editing->f->one, changes);
  return NULL;
}

/* Deleted there, and changed here while the round that finds this out is under way. */
static void
test_changed_while_it_goes (Fixture      *f,
                            gconstpointer data)
{
  g_autofree char *path = start_with_job (f);
  g_autoptr (JsonNode) gone = client_web (f, CLIENT_EMAIL, "DELETE", path, NULL);
  Editing editing = { f, path, 0 };

  client_meddle (&f->one, edit_cb, &editing);
  client_run_rounds (f, &f->one, 8);
  g_assert_cmpuint (editing.n, ==, 1);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM saved_jobs WHERE deleted_at IS NULL AND notes = 'Ask for the hours.'"), ==, 1);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "saved_jobs"), ==, 1);
}

static void
add_offer (Fixture    *f,
           const char *application,
           const char *id)
{
  SlChangeset *changes = sl_changeset_new (SL_ACTOR_PERSON, "add");
  g_autoptr (SlRecord) offer = sl_record_new (SL_KIND_OUTCOME);

  sl_record_set_text (offer, SL_FIELD_ID, id);
  sl_record_set_text (offer, SL_OUTCOME_APPLICATION_ID, application);
  sl_record_set_text (offer, SL_OUTCOME_BENEFITS, id);
  sl_changeset_insert (changes, offer);
  client_take (&f->one, changes);
}

/* The server has one for each application: the person is told, and says which. */
static void
test_offer_beside_another (Fixture      *f,
                           gconstpointer data)
{
  g_autofree char *application = NULL;
  g_autofree char *loser = NULL;

  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_run_rounds (f, &f->one, 1);
  client_add_application (&f->one, "Torvmark");
  application = client_dup_text (&f->one, "SELECT id FROM applications");
  add_offer (f, application, FIRST);
  trash (f, &f->one, SL_KIND_OUTCOME, FIRST);
  add_offer (f, application, SECOND);
  restore (&f->one, SL_KIND_OUTCOME, FIRST);
  client_run_rounds (f, &f->one, 4);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "outcomes"), ==, 1);
  loser = client_dup_text (&f->one, "SELECT id FROM sync_flight WHERE state = 2");
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM outcomes WHERE deleted_at IS NULL"), ==, 2);

  trash (f, &f->one, SL_KIND_OUTCOME, g_str_equal (loser, FIRST) ? SECOND : FIRST);
  client_run_rounds (f, &f->one, 4);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "outcomes"), ==, 1);
  g_assert_cmpint (client_count (&f->one, "SELECT (SELECT count (*) FROM sync_flight) + (SELECT count (*) FROM sync_dirty)"), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);
  client_test_add ("brought-back/restored-elsewhere", test_restored_elsewhere);
  client_test_add ("brought-back/restored-elsewhere-later", test_restored_elsewhere_later);
  client_test_add ("brought-back/changed-elsewhere", test_changed_elsewhere);
  client_test_add ("brought-back/restored-here-too", test_restored_here_too);
  client_test_add ("brought-back/another-of-that-name", test_another_of_that_name);
  client_test_add ("brought-back/restored-here", test_restored_here);
  client_test_add ("brought-back/restored-and-converted", test_restored_and_converted);
  client_test_add ("brought-back/changed-while-it-goes", test_changed_while_it_goes);
  client_test_add ("brought-back/offer-beside-another", test_offer_beside_another);
  return g_test_run ();
}
