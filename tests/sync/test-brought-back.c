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
apply (Computer    *self,
       SlChangeset *changes)
{
  g_autoptr (SlChangeset) own = changes;

  client_apply (self, changes);
}

static void
run (Fixture  *f,
     Computer *self,
     guint     n)
{
  for (guint i = 0; i < n; i++)
    client_run_agreed (f, self);
}

static void
trash (Fixture    *f,
       Computer   *self,
       SlKind      kind,
       const char *id)
{
  SlChangeset *changes = sl_changeset_new (SL_ACTOR_PERSON, "trash");

  sl_changeset_trash (changes, kind, id, sl_clock_get_now (f->clock));
  apply (self, changes);
}

static void
restore (Computer   *self,
         SlKind      kind,
         const char *id)
{
  SlChangeset *changes = sl_changeset_new (SL_ACTOR_PERSON, "restore");

  sl_changeset_restore (changes, kind, id);
  apply (self, changes);
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
  run (f, &f->one, 1);
  sl_record_set_text (job, SL_FIELD_ID, SAVED_JOB);
  sl_record_set_text (job, SL_SAVED_JOB_COMPANY_NAME, "Torvmark");
  sl_changeset_insert (changes, job);
  apply (&f->one, changes);
  /* Something that stays, by which the server shows whose rows it shows. */
  client_add_application (&f->one, "Fjellbro");
  run (f, &f->one, 2);
  run (f, &f->other, 2);
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
  run (f, &f->other, 3);
  id = client_dup_text (&f->other, "SELECT id FROM saved_jobs WHERE deleted_at IS NOT NULL");
  restore (&f->other, SL_KIND_SAVED_JOB, id);
  run (f, &f->other, 2);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "saved_jobs"), ==, 1);
  run (f, &f->one, 4);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "saved_jobs"), ==, 1);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM saved_jobs WHERE deleted_at IS NULL"), ==, 1);
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
  apply (&editing->f->one, changes);
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
  run (f, &f->one, 8);
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
  apply (&f->one, changes);
}

/* The server has one for each application: the person is told, and says which. */
static void
test_offer_beside_another (Fixture      *f,
                           gconstpointer data)
{
  g_autofree char *application = NULL;
  g_autofree char *loser = NULL;

  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  run (f, &f->one, 1);
  client_add_application (&f->one, "Torvmark");
  application = client_dup_text (&f->one, "SELECT id FROM applications");
  add_offer (f, application, FIRST);
  trash (f, &f->one, SL_KIND_OUTCOME, FIRST);
  add_offer (f, application, SECOND);
  restore (&f->one, SL_KIND_OUTCOME, FIRST);
  run (f, &f->one, 4);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "outcomes"), ==, 1);
  loser = client_dup_text (&f->one, "SELECT id FROM sync_flight WHERE state = 2");
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM outcomes WHERE deleted_at IS NULL"), ==, 2);

  trash (f, &f->one, SL_KIND_OUTCOME, g_str_equal (loser, FIRST) ? SECOND : FIRST);
  run (f, &f->one, 4);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "outcomes"), ==, 1);
  g_assert_cmpint (client_count (&f->one, "SELECT (SELECT count (*) FROM sync_flight) + (SELECT count (*) FROM sync_dirty)"), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);
  client_test_add ("brought-back/restored-elsewhere", test_restored_elsewhere);
  client_test_add ("brought-back/changed-while-it-goes", test_changed_while_it_goes);
  client_test_add ("brought-back/offer-beside-another", test_offer_beside_another);
  return g_test_run ();
}
