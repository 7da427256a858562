/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Papers and tags are lists of one application each, of which a round reads a few in turn: what another computer brought comes with
 * all of its own at once all the same. */
#define G_LOG_DOMAIN "test-papers"

#include "config.h"

#include <string.h>

#include "client-fixture.h"
#include "sl-kinds.h"
#include "sl-test.h"

#define N_APPLICATIONS 60

static void
add_many (Fixture *f,
          guint    n)
{
  SlChangeset *changes = sl_changeset_new (SL_ACTOR_PERSON, "add");
  g_autoptr (SlChangeset) own = changes;
  g_autoptr (SlRecord) tag = sl_record_new (SL_KIND_TAG);

  sl_record_set_text (tag, SL_TAG_NAME, "nearby");
  sl_changeset_insert (changes, tag);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *company = g_strdup_printf ("Torvmark %u", i);
      g_autoptr (SlRecord) application = sl_record_new (SL_KIND_APPLICATION);
      g_autoptr (SlRecord) assignment = sl_record_new (SL_KIND_TAG_ASSIGNMENT);
      g_autoptr (SlRecord) paper = sl_record_new (SL_KIND_DOCUMENT);

      sl_record_set_text (application, SL_APPLICATION_COMPANY_NAME, company);
      sl_record_set_text (application, SL_APPLICATION_ROLE_TITLE, "Baker");
      sl_changeset_insert (changes, application);
      sl_record_set_text (assignment, SL_TAG_ASSIGNMENT_APPLICATION_ID, sl_record_get_id (application));
      sl_record_set_text (assignment, SL_TAG_ASSIGNMENT_TAG_ID, sl_record_get_id (tag));
      sl_changeset_insert (changes, assignment);
      sl_record_set_text (paper, SL_DOCUMENT_APPLICATION_ID, sl_record_get_id (application));
      sl_record_set_text (paper, SL_DOCUMENT_NAME, "Letter");
      sl_record_set_text (paper, SL_DOCUMENT_FILE_URL, "https://example.org/letter");
      sl_changeset_insert (changes, paper);
    }
  client_apply (&f->one, changes);
}

static gint64
count_parts (Computer *self)
{
  return client_count (self, "SELECT (SELECT count (*) FROM tag_assignments) + (SELECT count (*) FROM documents)");
}

static void
test_come_with_their_applications (Fixture      *f,
                                   gconstpointer data)
{
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_sign_in (&f->other, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  add_many (f, N_APPLICATIONS);
  client_run_agreed (f, &f->one);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "documents"), ==, N_APPLICATIONS);

  client_run_agreed (f, &f->other);
  g_assert_cmpint (count_parts (&f->other), ==, 2 * N_APPLICATIONS);
  g_assert_cmpint (client_count (&f->other, "SELECT count (*) FROM sync_shadow WHERE papers_due IS NOT NULL"), ==, 0);
  /* Those of 100 applications at once, after the tag and the applications themselves. */
  g_assert_cmpint (client_count (&f->other, "SELECT count (*) FROM txn"), ==, 1 + 1 + (N_APPLICATIONS + 99) / 100);
}

typedef struct {
  char *application;
  guint n;
} Repeat;

/* Of each application it says that it has the paper of the first one, which is called otherwise each time. */
static SlReply *
repeat_cb (const SlRequest *request,
           gpointer         data)
{
  Repeat *repeat = data;
  g_autofree char *body = NULL;

  if (!g_str_equal (request->method, "GET") || !g_str_has_prefix (request->path, "/api/v1/documents/"))
    return NULL;
  if (repeat->application == NULL)
    {
      const char *id = request->path + strlen ("/api/v1/documents/");

      repeat->application = g_strndup (id, strcspn (id, "?"));
    }
  body = g_strdup_printf ("[{\"id\":\"3f0c5b0a-6f1d-4f0e-9a51-0b6f5f3a7c11\",\"application_id\":\"%s\",\"name\":\"Letter %u\",\"type\":\"other\","
                          "\"created_at\":\"2026-03-01T10:00:00Z\"}]", repeat->application, ++repeat->n);
  return client_reply (200, body, -1);
}

/* A row in several lists is one. */
static void
test_in_many_lists (Fixture      *f,
                    gconstpointer data)
{
  Repeat repeat = { 0 };

  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_sign_in (&f->other, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  add_many (f, N_APPLICATIONS);
  client_run_agreed (f, &f->one);

  client_meddle (&f->other, repeat_cb, &repeat);
  client_run_agreed (f, &f->other);
  g_assert_cmpuint (repeat.n, ==, N_APPLICATIONS);
  g_free (repeat.application);
  g_assert_cmpint (client_count (&f->other, "SELECT count (*) FROM documents"), ==, 1);
}

typedef struct {
  guint n;
} Cut;

static SlReply *
cut_cb (const SlRequest *request,
        gpointer         data)
{
  Cut *cut = data;

  if (!g_str_equal (request->method, "GET") || !g_str_has_prefix (request->path, "/api/v1/documents/"))
    return NULL;
  return ++cut->n > N_APPLICATIONS / 2 ? client_reply (503, "{\"detail\":\"later\"}", -1) : NULL;
}

static void
run_cut (Fixture *f)
{
  Cut cut = { 0 };
  SlSyncResult result;
  g_autoptr (GError) error = NULL;

  client_meddle (&f->other, cut_cb, &cut);
  g_assert_false (sl_sync_client_run (f->other.client, SL_SYNC_RUN_AGREED, SL_TRACKER_MISSING_ASK, &result, NULL, &error));
  client_meddle (&f->other, NULL, NULL);
  sl_clock_advance (f->clock, 70 * G_USEC_PER_SEC);
}

static void
start_many (Fixture *f)
{
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_sign_in (&f->other, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  add_many (f, N_APPLICATIONS);
  client_run_agreed (f, &f->one);
}

/* What a round read before it broke off is there, and the next one reads the rest. */
static void
test_come_after_a_cut (Fixture      *f,
                       gconstpointer data)
{
  start_many (f);
  run_cut (f);
  g_assert_cmpint (count_parts (&f->other), ==, N_APPLICATIONS);
  client_run_agreed (f, &f->other);
  g_assert_cmpint (count_parts (&f->other), ==, 2 * N_APPLICATIONS);
}

/* What wasn't read before somebody deleted it was there before: it goes along. */
static void
test_deleted_after_a_cut (Fixture      *f,
                          gconstpointer data)
{
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "trash");
  g_autofree char *due = NULL;

  start_many (f);
  run_cut (f);
  due = client_dup_text (&f->other, "SELECT id FROM sync_shadow WHERE papers_due IS NOT NULL ORDER BY server_id DESC");
  sl_changeset_trash (changes, SL_KIND_APPLICATION, due, sl_clock_get_now (f->clock));
  client_apply (&f->other, changes);
  for (guint i = 0; i < 3; i++)
    client_run_agreed (f, &f->other);
  g_assert_cmpint (client_count (&f->other, "SELECT count (*) FROM applications WHERE deleted_at IS NOT NULL"), ==, 1);
  g_assert_cmpint (client_count (&f->other, "SELECT count (*) FROM sync_conflict"), ==, 0);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "applications"), ==, N_APPLICATIONS - 1);
}

/* To an application that was here before. */
static void
test_are_told_by_the_diary (Fixture      *f,
                            gconstpointer data)
{
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "add");
  g_autofree char *application = NULL;
  g_autoptr (SlRecord) assignment = sl_record_new (SL_KIND_TAG_ASSIGNMENT);
  g_autoptr (SlRecord) own = sl_record_new (SL_KIND_TAG);

  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_sign_in (&f->other, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  add_many (f, N_APPLICATIONS);
  client_run_agreed (f, &f->one);
  client_run_agreed (f, &f->other);
  client_run_agreed (f, &f->other);
  sl_clock_advance (f->clock, (gint64) 3600 * G_USEC_PER_SEC);
  client_run_agreed (f, &f->other);

  /* One that the next rounds' turn wouldn't come to: the last by its id there. */
  application = client_dup_text (&f->one, "SELECT a.id FROM applications AS a JOIN sync_shadow AS s ON s.id = a.id ORDER BY s.server_id DESC LIMIT 1");
  sl_record_set_text (own, SL_TAG_NAME, "with a view");
  sl_changeset_insert (changes, own);
  sl_record_set_text (assignment, SL_TAG_ASSIGNMENT_APPLICATION_ID, application);
  sl_record_set_text (assignment, SL_TAG_ASSIGNMENT_TAG_ID, sl_record_get_id (own));
  sl_changeset_insert (changes, assignment);
  client_apply (&f->one, changes);
  client_run_agreed (f, &f->one);
  client_run_agreed (f, &f->other);
  g_assert_cmpint (count_parts (&f->other), ==, 2 * N_APPLICATIONS + 1);
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);
  client_test_add ("papers/come-with-their-applications", test_come_with_their_applications);
  client_test_add ("papers/in-many-lists", test_in_many_lists);
  client_test_add ("papers/come-after-a-cut", test_come_after_a_cut);
  client_test_add ("papers/deleted-after-a-cut", test_deleted_after_a_cut);
  client_test_add ("papers/are-told-by-the-diary", test_are_told_by_the_diary);
  return g_test_run ();
}
