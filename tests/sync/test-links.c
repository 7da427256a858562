/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who refers to what the web page deletes: the server empties that by itself, and nobody chose it. Where what they refer to is made
 * there again they refer to it again, everywhere. */
#define G_LOG_DOMAIN "test-links"

#include "config.h"

#include "client-fixture.h"
#include "sl-kinds.h"
#include "sl-test.h"

#define APPLICATION "00000001-0000-4000-8000-000000000000"
#define VERSION "00000002-0000-4000-8000-000000000000"

static void
add_one (SlChangeset *changes,
         const char  *id,
         const char  *company)
{
  g_autoptr (SlRecord) application = sl_record_new (SL_KIND_APPLICATION);
  g_autoptr (SlRecord) person = sl_record_new (SL_KIND_CONTACT);
  g_autoptr (SlRecord) reminder = sl_record_new (SL_KIND_REMINDER);

  sl_record_set_text (application, SL_FIELD_ID, id);
  sl_record_set_text (application, SL_APPLICATION_COMPANY_NAME, company);
  sl_record_set_text (application, SL_APPLICATION_ROLE_TITLE, "Baker");
  sl_record_set_text (application, SL_APPLICATION_STATUS, SL_STATUS_APPLIED);
  sl_record_set_text (application, SL_APPLICATION_APPLIED_DATE, "2026-03-02");
  sl_changeset_insert (changes, application);
  sl_record_set_text (person, SL_CONTACT_APPLICATION_ID, id);
  sl_record_set_text (person, SL_CONTACT_NAME, company);
  sl_changeset_insert (changes, person);
  sl_record_set_text (reminder, SL_REMINDER_APPLICATION_ID, id);
  sl_record_set_text (reminder, SL_REMINDER_TITLE, company);
  sl_record_set_integer (reminder, SL_REMINDER_REMIND_AT, G_GINT64_CONSTANT (1774000000000000));
  sl_changeset_insert (changes, reminder);
}

/* @n applications, each with a person and a reminder, on both computers and on the server, and one that stays. */
static void
start (Fixture *f,
       guint    n)
{
  SlChangeset *changes = sl_changeset_new (SL_ACTOR_PERSON, "add");

  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_sign_in (&f->other, CLIENT_EMAIL, FALSE);
  client_add_application (&f->one, "Fjellbro");
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("%08u-0000-4000-8000-000000000000", i + 1);
      g_autofree char *company = g_strdup_printf ("Torvmark %u", i);

      add_one (changes, id, company);
    }
  client_take (&f->one, changes);
  client_run_rounds (f, &f->one, 2);
  client_run_rounds (f, &f->other, 2);
  /* So that nothing was made a moment ago. */
  sl_clock_advance (f->clock, G_TIME_SPAN_HOUR);
  client_run_rounds (f, &f->one, 1);
  client_run_rounds (f, &f->other, 1);
}

static void
delete_there (Fixture    *f,
              const char *place,
              const char *id)
{
  g_autofree char *sql = g_strdup_printf ("SELECT server_id FROM sync_shadow WHERE id = '%s'", id);
  g_autofree char *server_id = client_dup_text (&f->one, sql);
  g_autofree char *path = g_strdup_printf ("/api/v1/%s/%s", place, server_id);
  g_autoptr (JsonNode) answer = client_web (f, CLIENT_EMAIL, "DELETE", path, NULL);
}

static void
edit_elsewhere (Fixture *f,
                SlKind   kind,
                guint    name,
                guint    field)
{
  SlChangeset *changes = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM %s WHERE %s GLOB 'Torvmark*'", sl_kind_get_info (kind)->table, sl_kind_get_field (kind, name)->column);
  g_autofree char *id = client_dup_text (&f->other, sql);

  sl_changeset_update_text (changes, kind, id, field, "Ask for the hours.");
  client_take (&f->other, changes);
}

/* That @n applications are living, each with its person and its reminder, and nothing is there twice or left to do. */
static void
assert_whole (Computer *self,
              gint64    n)
{
  g_assert_cmpint (client_count (self, "SELECT count (*) FROM applications WHERE deleted_at IS NULL AND company_name GLOB 'Torvmark*'"), ==, n);
  g_assert_cmpint (client_count (self, "SELECT count (*) FROM contacts AS c JOIN applications AS a ON a.id = c.application_id"
                                       " WHERE c.name = a.company_name AND a.deleted_at IS NULL"), ==, n);
  g_assert_cmpint (client_count (self, "SELECT count (*) FROM reminders AS r JOIN applications AS a ON a.id = r.application_id"
                                       " WHERE r.title = a.company_name AND a.deleted_at IS NULL AND r.deleted_at IS NULL"), ==, n);
  g_assert_cmpint (client_count (self, "SELECT (SELECT count (*) FROM contacts) + (SELECT count (*) FROM reminders)"), ==, 2 * n);
  g_assert_cmpint (client_count (self, "SELECT (SELECT count (*) FROM sync_flight) + (SELECT count (*) FROM sync_dirty)"), ==, 0);
  g_assert_cmpint (client_count (self, "SELECT count (*) FROM sync_conflict"), ==, 0);
}

static void
assert_told (Computer *self,
             gint64    n)
{
  g_assert_cmpint (client_count (self, "SELECT count (*) FROM sync_shadow AS s JOIN sync_shadow AS a ON a.server_id = json_extract (s.row, '$.application_id')"
                                       " JOIN contacts AS c ON c.id = s.id AND c.application_id = a.id"), ==, n);
}

/* Changed on one computer, deleted on the web page. */
static void
test_changed_here (Fixture      *f,
                   gconstpointer data)
{
  start (f, 1);
  delete_there (f, "applications", APPLICATION);
  edit_elsewhere (f, SL_KIND_APPLICATION, SL_APPLICATION_COMPANY_NAME, SL_APPLICATION_NOTES);
  for (guint i = 0; i < 4; i++)
    {
      client_run_rounds (f, &f->other, 1);
      client_run_rounds (f, &f->one, 1);
    }
  assert_whole (&f->one, 1);
  assert_whole (&f->other, 1);
  assert_told (&f->one, 1);
  assert_told (&f->other, 1);
}

/* So many that the person is asked, on both computers, and says on one that they are to be sent again. */
static void
test_sent_again (Fixture      *f,
                 gconstpointer data)
{
  start (f, 8);
  for (guint i = 0; i < 8; i++)
    {
      g_autofree char *id = g_strdup_printf ("%08u-0000-4000-8000-000000000000", i + 1);

      delete_there (f, "applications", id);
    }
  client_run_rounds (f, &f->one, 3);
  client_run_rounds (f, &f->other, 3);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM contacts WHERE application_id IS NOT NULL"), ==, 8);
  client_run (f, &f->other, SL_SYNC_RUN_AGREED, SL_TRACKER_MISSING_SEND);
  for (guint i = 0; i < 4; i++)
    {
      client_run_rounds (f, &f->one, 1);
      client_run_rounds (f, &f->other, 1);
    }
  assert_whole (&f->one, 8);
  assert_whole (&f->other, 8);
  assert_told (&f->one, 8);
  assert_told (&f->other, 8);
}

/* It goes to the Trash, and who takes it from there has all that belonged to it. */
static void
test_to_the_trash_and_back (Fixture      *f,
                            gconstpointer data)
{
  SlChangeset *changes = sl_changeset_new (SL_ACTOR_PERSON, "restore");
  g_autofree char *there = NULL;
  SlSyncResult result;

  start (f, 1);
  delete_there (f, "applications", APPLICATION);
  for (guint i = 0; i < 3; i++)
    {
      result = client_run_agreed (f, &f->one);
      g_assert_cmpuint (result.n_waiting, ==, 0);
    }
  client_run_rounds (f, &f->other, 3);
  g_assert_cmpint (client_count (&f->other, "SELECT count (*) FROM applications WHERE deleted_at IS NOT NULL"), ==, 1);
  g_assert_cmpint (client_count (&f->other, "SELECT (SELECT count (*) FROM sync_flight) + (SELECT count (*) FROM sync_dirty)"), ==, 0);

  there = client_dup_text (&f->other, "SELECT id FROM applications WHERE deleted_at IS NOT NULL");
  sl_changeset_restore (changes, SL_KIND_APPLICATION, there);
  client_take (&f->other, changes);
  for (guint i = 0; i < 4; i++)
    {
      client_run_rounds (f, &f->other, 1);
      client_run_rounds (f, &f->one, 1);
    }
  assert_whole (&f->one, 1);
  assert_whole (&f->other, 1);
  assert_told (&f->one, 1);
}

/* The same for the version of a résumé that an application was sent with. */
static void
test_version (Fixture      *f,
              gconstpointer data)
{
  SlChangeset *changes = sl_changeset_new (SL_ACTOR_PERSON, "add");
  g_autoptr (SlRecord) version = sl_record_new (SL_KIND_RESUME_VERSION);
  static const char *const linked = "SELECT count (*) FROM applications AS a JOIN resume_versions AS v ON v.id = a.resume_version_id"
                                    " WHERE v.notes = 'Ask for the hours.' AND v.deleted_at IS NULL";

  sl_record_set_text (version, SL_FIELD_ID, VERSION);
  sl_record_set_text (version, SL_RESUME_VERSION_NAME, "Torvmark");
  sl_changeset_insert (changes, version);
  client_take (&f->one, changes);
  start (f, 1);
  changes = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  sl_changeset_update_text (changes, SL_KIND_APPLICATION, APPLICATION, SL_APPLICATION_RESUME_VERSION_ID, VERSION);
  client_take (&f->one, changes);
  client_run_rounds (f, &f->one, 1);
  client_run_rounds (f, &f->other, 1);
  delete_there (f, "resumes", VERSION);
  edit_elsewhere (f, SL_KIND_RESUME_VERSION, SL_RESUME_VERSION_NAME, SL_RESUME_VERSION_NOTES);
  for (guint i = 0; i < 4; i++)
    {
      client_run_rounds (f, &f->other, 1);
      client_run_rounds (f, &f->one, 1);
    }
  g_assert_cmpint (client_count (&f->one, linked), ==, 1);
  g_assert_cmpint (client_count (&f->other, linked), ==, 1);
  assert_whole (&f->one, 1);
  assert_whole (&f->other, 1);
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);
  client_test_add ("links/changed-here", test_changed_here);
  client_test_add ("links/sent-again", test_sent_again);
  client_test_add ("links/to-the-trash-and-back", test_to_the_trash_and_back);
  client_test_add ("links/version", test_version);
  return g_test_run ();
}
