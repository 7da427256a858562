/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What belongs to another application than before, as two were merged, or that was undone: so it does on the server, where
 * nothing can be moved, and on the other computer. */
#define G_LOG_DOMAIN "test-moved"

#include "config.h"

#include "client-fixture.h"
#include "sl-json.h"
#include "sl-kinds.h"
#include "sl-test.h"

#define FIRST "00000001-0000-4000-8000-000000000000"
#define SECOND "00000002-0000-4000-8000-000000000000"
#define ROUND "00000003-0000-4000-8000-000000000000"
#define OTHER_ROUND "00000004-0000-4000-8000-000000000000"
#define REMINDER "00000005-0000-4000-8000-000000000000"
#define PAPER "00000006-0000-4000-8000-000000000000"

static void
add_application (SlChangeset *changes,
                 const char  *id,
                 const char  *notes)
{
  g_autoptr (SlRecord) application = sl_record_new (SL_KIND_APPLICATION);

  sl_record_set_text (application, SL_FIELD_ID, id);
  sl_record_set_text (application, SL_APPLICATION_COMPANY_NAME, "Torvmark");
  sl_record_set_text (application, SL_APPLICATION_ROLE_TITLE, "Baker");
  sl_record_set_text (application, SL_APPLICATION_STATUS, SL_STATUS_APPLIED);
  sl_record_set_text (application, SL_APPLICATION_APPLIED_DATE, "2026-03-02");
  sl_record_set_text (application, SL_APPLICATION_NOTES, notes);
  sl_changeset_insert (changes, application);
}

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
  if (kind == SL_KIND_REMINDER)
    sl_record_set_integer (part, SL_REMINDER_REMIND_AT, G_GINT64_CONSTANT (1774000000000000));
  sl_changeset_insert (changes, part);
}

/* Two applications of one name, each with a round, on both computers and on the server. */
static void
start (Fixture *f)
{
  SlChangeset *changes = sl_changeset_new (SL_ACTOR_PERSON, "add");

  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_sign_in (&f->other, CLIENT_EMAIL, FALSE);
  add_application (changes, FIRST, "first");
  add_application (changes, SECOND, "second");
  add_part (changes, SL_KIND_STAGE, ROUND, FIRST, SL_STAGE_NAME, "Call");
  add_part (changes, SL_KIND_STAGE, OTHER_ROUND, SECOND, SL_STAGE_NAME, "Visit");
  client_take (&f->one, changes);
  client_run_rounds (f, &f->one, 2);
  client_run_rounds (f, &f->other, 2);
}

static void
move (Computer   *self,
      SlKind      kind,
      const char *id,
      const char *application)
{
  SlChangeset *changes = sl_changeset_new (SL_ACTOR_PERSON, "move");

  sl_changeset_update_text (changes, kind, id, sl_kind_get_owner_field (kind), application);
  client_take (self, changes);
}

static char *
find_there (Fixture    *f,
            const char *collection,
            const char *name)
{
  g_autofree char *dump = sl_model_server_dump (f->server, CLIENT_EMAIL);
  g_autoptr (JsonObject) all = sl_json_parse_object (dump, NULL);
  JsonArray *rows = json_object_get_array_member (all, collection);
  char *found = NULL;

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);

      if (g_strcmp0 (sl_json_get_string (row, "stage_name", sl_json_get_string (row, "title", sl_json_get_string (row, "name", NULL))), name) != 0)
        continue;
      g_assert_null (found);
      found = g_strdup (sl_json_get_string (row, "application_id", "none"));
    }
  g_assert_nonnull (found);
  return found;
}

/* That the part called @name is there once, and belongs to what the computer knows as @application; NULL: to none. */
static void
assert_there (Fixture    *f,
              const char *collection,
              const char *name,
              const char *application)
{
  g_autofree char *found = find_there (f, collection, name);
  g_autofree char *sql = g_strdup_printf ("SELECT server_id FROM sync_shadow WHERE id = '%s'", application);
  g_autofree char *expected = application != NULL ? client_dup_text (&f->one, sql) : g_strdup ("none");

  g_assert_cmpstr (found, ==, expected);
}

/* Which rounds the application of these notes has, in the order of their names. */
static void
assert_rounds (Computer   *self,
               const char *notes,
               const char *rounds)
{
  g_autofree char *sql = g_strdup_printf ("SELECT coalesce (group_concat (stage_name, ' '), '') FROM (SELECT s.stage_name FROM stages AS s"
                                          " JOIN applications AS a ON a.id = s.application_id WHERE a.notes = '%s' AND a.deleted_at IS NULL"
                                          " AND s.deleted_at IS NULL ORDER BY s.stage_name)", notes);
  g_autofree char *found = client_dup_text (self, sql);

  g_assert_cmpstr (found, ==, rounds);
}

/* Merged, heard of everywhere, and undone. */
static void
test_merge_undone (Fixture      *f,
                   gconstpointer data)
{
  SlChangeset *changes = sl_changeset_new (SL_ACTOR_PERSON, "merge");
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) undone = NULL;

  start (f);
  /* As it is done in core/sl-deeds-merge.c. */
  sl_changeset_update_text (changes, SL_KIND_APPLICATION, SECOND, SL_APPLICATION_NOTES, "both");
  sl_changeset_update_text (changes, SL_KIND_STAGE, ROUND, SL_STAGE_APPLICATION_ID, SECOND);
  sl_changeset_trash (changes, SL_KIND_APPLICATION, FIRST, sl_clock_get_now (f->clock));
  client_take (&f->one, changes);
  client_run_rounds (f, &f->one, 1);
  client_run_rounds (f, &f->other, GPOINTER_TO_UINT (data));
  assert_there (f, "stages", "Call", SECOND);

  undone = sl_store_undo (f->one.store, &error);
  g_assert_no_error (error);
  client_run_rounds (f, &f->one, 1);
  assert_there (f, "stages", "Call", FIRST);
  assert_there (f, "stages", "Visit", SECOND);
  /* Longer than anybody waits for anybody. */
  for (guint i = 0; i < 5; i++)
    {
      client_run_rounds (f, &f->other, 1);
      client_run_rounds (f, &f->one, 1);
    }
  assert_there (f, "stages", "Call", FIRST);
  assert_there (f, "stages", "Visit", SECOND);
  for (guint i = 0; i < 2; i++)
    {
      assert_rounds (i == 0 ? &f->one : &f->other, "first", "Call");
      assert_rounds (i == 0 ? &f->one : &f->other, "second", "Visit");
    }
}

/* What is written in it on the other computer meanwhile comes along. */
static void
test_moved_and_written (Fixture      *f,
                        gconstpointer data)
{
  g_autofree char *there = NULL;
  SlChangeset *changes = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  SlSyncResult result;

  start (f);
  there = client_dup_text (&f->other, "SELECT id FROM stages WHERE stage_name = 'Call'");
  move (&f->one, SL_KIND_STAGE, ROUND, SECOND);
  sl_changeset_update_text (changes, SL_KIND_STAGE, there, SL_STAGE_NOTES, "Ask for the hours.");
  client_take (&f->other, changes);
  client_run_rounds (f, &f->other, 1);
  result = client_run_agreed (f, &f->one);
  g_assert_cmpuint (result.n_sent, ==, 2);
  g_assert_cmpuint (result.n_waiting, ==, 0);
  client_run_rounds (f, &f->other, 3);
  client_run_rounds (f, &f->one, 2);
  assert_there (f, "stages", "Call", SECOND);
  assert_rounds (&f->other, "first", "");
  assert_rounds (&f->other, "second", "Call Visit");
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM stages WHERE id = '" ROUND "' AND notes = 'Ask for the hours.' AND deleted_at IS NULL"), ==, 1);
  g_assert_cmpint (client_count (&f->other, "SELECT count (*) FROM stages WHERE notes = 'Ask for the hours.' AND deleted_at IS NULL"), ==, 1);
}

/* A reminder may belong to no application, a paper belongs to one. */
static void
test_moved_otherwise (Fixture      *f,
                      gconstpointer data)
{
  SlChangeset *changes = sl_changeset_new (SL_ACTOR_PERSON, "add");

  start (f);
  add_part (changes, SL_KIND_REMINDER, REMINDER, FIRST, SL_REMINDER_TITLE, "Ring");
  add_part (changes, SL_KIND_DOCUMENT, PAPER, FIRST, SL_DOCUMENT_NAME, "Letter");
  client_take (&f->one, changes);
  client_run_rounds (f, &f->one, 1);
  client_run_rounds (f, &f->other, 1);
  assert_there (f, "reminders", "Ring", FIRST);

  move (&f->one, SL_KIND_DOCUMENT, PAPER, SECOND);
  move (&f->one, SL_KIND_REMINDER, REMINDER, NULL);
  client_run_rounds (f, &f->one, 1);
  assert_there (f, "documents", "Letter", SECOND);
  assert_there (f, "reminders", "Ring", NULL);
  move (&f->one, SL_KIND_REMINDER, REMINDER, SECOND);
  client_run_rounds (f, &f->one, 1);
  assert_there (f, "reminders", "Ring", SECOND);
  client_run_rounds (f, &f->other, 3);
  client_run_rounds (f, &f->one, 2);
  g_assert_cmpint (client_count (&f->other, "SELECT count (*) FROM reminders WHERE deleted_at IS NULL"), ==, 1);
  g_assert_cmpint (client_count (&f->other, "SELECT count (*) FROM documents WHERE deleted_at IS NULL"), ==, 1);
  g_assert_cmpint (client_count (&f->one, "SELECT (SELECT count (*) FROM sync_flight) + (SELECT count (*) FROM sync_dirty)"), ==, 0);
}

static SlReply *
lose_cb (const SlRequest *request,
         gpointer         data)
{
  Fixture *f = data;
  SlReply *reply;

  if (!g_str_equal (request->method, "POST") || !(g_str_has_suffix (request->path, "/stages") || g_str_has_suffix (request->path, "/reminders/")))
    return NULL;
  sl_reply_free (sl_model_transport_ask (f->server, request, NULL));
  reply = sl_reply_new ();
  reply->state = SL_REPLY_LOST;
  return reply;
}

/* Made where it belonged before, and nobody heard of that: it is the one that belongs elsewhere now. */
static void
test_moved_untold (Fixture      *f,
                   gconstpointer data)
{
  SlChangeset *changes = sl_changeset_new (SL_ACTOR_PERSON, "add");
  SlSyncResult result;

  start (f);
  add_part (changes, SL_KIND_STAGE, PAPER, FIRST, SL_STAGE_NAME, "Test");
  add_part (changes, SL_KIND_REMINDER, REMINDER, NULL, SL_REMINDER_TITLE, "Ring");
  client_take (&f->one, changes);
  client_meddle (&f->one, lose_cb, f);
  sl_sync_client_run (f->one.client, SL_SYNC_RUN_AGREED, SL_TRACKER_MISSING_ASK, &result, NULL, NULL);
  client_meddle (&f->one, NULL, NULL);
  assert_there (f, "stages", "Test", FIRST);
  assert_there (f, "reminders", "Ring", NULL);

  changes = sl_changeset_new (SL_ACTOR_PERSON, "merge");
  sl_changeset_update_text (changes, SL_KIND_STAGE, ROUND, SL_STAGE_APPLICATION_ID, SECOND);
  sl_changeset_update_text (changes, SL_KIND_STAGE, PAPER, SL_STAGE_APPLICATION_ID, SECOND);
  sl_changeset_update_text (changes, SL_KIND_REMINDER, REMINDER, SL_REMINDER_APPLICATION_ID, SECOND);
  if (data != NULL)
    sl_changeset_trash (changes, SL_KIND_APPLICATION, FIRST, sl_clock_get_now (f->clock));
  client_take (&f->one, changes);
  client_run_rounds (f, &f->one, 5);
  client_run_rounds (f, &f->other, 3);
  assert_there (f, "stages", "Test", SECOND);
  assert_there (f, "reminders", "Ring", SECOND);
  assert_rounds (&f->one, "second", "Call Test Visit");
  assert_rounds (&f->other, "second", "Call Test Visit");
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "applications"), ==, data != NULL ? 1 : 2);
  g_assert_cmpint (client_count (&f->one, "SELECT (SELECT count (*) FROM sync_flight) + (SELECT count (*) FROM sync_dirty)"), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);
  g_test_add ("/sync/moved/merge-undone", Fixture, GUINT_TO_POINTER (1), client_set_up, test_merge_undone, client_tear_down);
  g_test_add ("/sync/moved/merge-undone-later", Fixture, GUINT_TO_POINTER (3), client_set_up, test_merge_undone, client_tear_down);
  client_test_add ("moved/and-written", test_moved_and_written);
  client_test_add ("moved/otherwise", test_moved_otherwise);
  g_test_add ("/sync/moved/untold", Fixture, NULL, client_set_up, test_moved_untold, client_tear_down);
  g_test_add ("/sync/moved/merged-untold", Fixture, GUINT_TO_POINTER (1), client_set_up, test_moved_untold, client_tear_down);
  return g_test_run ();
}
