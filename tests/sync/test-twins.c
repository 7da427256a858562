/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two sides that meet for the first time, with several of a name on both: each is tied to the one that says the same. */
#define G_LOG_DOMAIN "test-twins"

#include "config.h"

#include "client-fixture.h"
#include "sl-kinds.h"
#include "sl-test.h"

#define N_MANY 1100

/* (transfer full): its id */
static char *
add_alone (SlChangeset *changes,
           const char  *date,
           const char  *place,
           const char  *notes)
{
  g_autoptr (SlRecord) application = sl_record_new (SL_KIND_APPLICATION);

  sl_record_set_text (application, SL_APPLICATION_COMPANY_NAME, "Torvmark");
  sl_record_set_text (application, SL_APPLICATION_ROLE_TITLE, "Baker");
  sl_record_set_text (application, SL_APPLICATION_STATUS, SL_STATUS_INTERVIEWING);
  sl_record_set_text (application, SL_APPLICATION_APPLIED_DATE, date);
  sl_record_set_text (application, SL_APPLICATION_LOCATION, place);
  sl_record_set_text (application, SL_APPLICATION_NOTES, notes);
  sl_changeset_insert (changes, application);
  return g_strdup (sl_record_get_id (application));
}

static void
add_application (SlChangeset *changes,
                 const char  *date,
                 const char  *place,
                 const char  *notes)
{
  g_autofree char *id = add_alone (changes, date, place, notes);
  g_autoptr (SlRecord) round = sl_record_new (SL_KIND_STAGE);

  sl_record_set_text (round, SL_STAGE_APPLICATION_ID, id);
  sl_record_set_text (round, SL_STAGE_NAME, "Call");
  sl_record_set_text (round, SL_STAGE_NOTES, place);
  sl_changeset_insert (changes, round);
}

static void
add_person (SlChangeset *changes,
            const char  *phone)
{
  g_autoptr (SlRecord) person = sl_record_new (SL_KIND_CONTACT);

  sl_record_set_text (person, SL_CONTACT_NAME, "Personnel office");
  sl_record_set_text (person, SL_CONTACT_PHONE, phone);
  sl_changeset_insert (changes, person);
}

static SlChangeset *
begin (Fixture *f)
{
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  return sl_changeset_new (SL_ACTOR_PERSON, "add");
}

static void
sync_one (Fixture     *f,
          SlChangeset *changes)
{
  g_autoptr (SlChangeset) own = changes;

  client_apply (&f->one, own);
  client_run_agreed (f, &f->one);
  client_run_agreed (f, &f->one);
}

static void
meet (Fixture     *f,
      SlChangeset *changes)
{
  g_autoptr (SlChangeset) own = changes;

  client_apply (&f->other, own);
  client_sign_in (&f->other, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->other);
  client_run_agreed (f, &f->other);
}

static void
test_each_is_its_own (Fixture      *f,
                      gconstpointer data)
{
  SlChangeset *changes = begin (f);
  SlChangeset *there = sl_changeset_new (SL_ACTOR_PERSON, "add");

  add_application (changes, "2026-01-05", "Linz", "first");
  add_application (changes, "2026-02-05", "Graz", "second");
  add_application (changes, NULL, "Wels", "third");
  add_person (changes, "+43 1 1");
  add_person (changes, "+43 2 2");
  sync_one (f, changes);
  add_person (there, "+43 2 2");
  add_person (there, "+43 1 1");
  /* One of them was written on in the meantime. */
  add_application (there, NULL, "Wels", "third");
  add_application (there, "2026-02-05", "Graz", "second\nand more");
  add_application (there, "2026-01-05", "Linz", "first");
  meet (f, there);

  g_assert_cmpint (client_count (&f->other, "SELECT count (*) FROM applications"), ==, 3);
  g_assert_cmpint (client_count (&f->other, "SELECT count (*) FROM stages"), ==, 3);
  g_assert_cmpint (client_count (&f->other, "SELECT count (*) FROM contacts"), ==, 2);
  g_assert_cmpint (client_count (&f->other, "SELECT count (*) FROM applications AS a JOIN stages AS s ON s.application_id = a.id AND s.notes = a.location"), ==, 3);
  g_assert_cmpint (client_count (&f->other, "SELECT count (*) FROM sync_conflict"), ==, 0);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "applications"), ==, 3);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "contacts"), ==, 2);
}

static void
test_applied_again (Fixture      *f,
                    gconstpointer data)
{
  SlChangeset *changes = begin (f);
  SlChangeset *there = sl_changeset_new (SL_ACTOR_PERSON, "add");

  add_application (changes, "2026-01-05", "Linz", "first");
  sync_one (f, changes);
  add_application (there, "2026-02-20", "Linz", "second");
  meet (f, there);
  g_assert_cmpint (client_count (&f->other, "SELECT count (*) FROM applications"), ==, 2);
  g_assert_cmpint (client_count (&f->other, "SELECT count (*) FROM sync_conflict"), ==, 0);
}

/* So many of one name that each can't be compared with each: those that say the same are the same. */
static void
test_many (Fixture      *f,
           gconstpointer data)
{
  SlChangeset *changes = begin (f);
  SlChangeset *there = sl_changeset_new (SL_ACTOR_PERSON, "add");

  for (guint i = 0; i < N_MANY; i++)
    {
      g_autofree char *place = g_strdup_printf ("Street %u", i);
      g_autofree char *other = g_strdup_printf ("Street %u", N_MANY - 1 - i);

      g_free (add_alone (changes, "2026-01-05", place, NULL));
      g_free (add_alone (there, "2026-01-05", other, NULL));
    }
  sync_one (f, changes);
  meet (f, there);
  g_assert_cmpint (client_count (&f->other, "SELECT count (*) FROM applications"), ==, N_MANY);
  g_assert_cmpint (client_count (&f->other, "SELECT count (*) FROM sync_conflict"), ==, 0);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "applications"), ==, N_MANY);
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);
  client_test_add ("twins/each-is-its-own", test_each_is_its_own);
  client_test_add ("twins/applied-again", test_applied_again);
  client_test_add ("twins/many", test_many);
  return g_test_run ();
}
