/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes of two computers shortly after each other by which nothing is lost, and of which nothing is to be told. */
#define G_LOG_DOMAIN "test-nothing-lost"

#include "config.h"

#include "client-fixture.h"
#include "sl-kinds.h"
#include "sl-test.h"

static void
set (Computer   *self,
     guint       field,
     const char *text)
{
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  g_autofree char *id = client_dup_text (self, "SELECT id FROM applications");

  sl_changeset_update_text (changes, SL_KIND_APPLICATION, id, field, text);
  client_apply (self, changes);
}

static void
start (Fixture *f)
{
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_sign_in (&f->other, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  client_add_application (&f->one, "Torvmark");
  set (&f->one, SL_APPLICATION_LOCATION, "Linz");
  set (&f->one, SL_APPLICATION_NOTES, "one\ntwo\nthree");
  client_run_agreed (f, &f->one);
  client_run_agreed (f, &f->other);
  sl_clock_advance (f->clock, 600 * G_USEC_PER_SEC);
}

static void
assert_nothing_told (Fixture *f)
{
  client_run_agreed (f, &f->one);
  client_run_agreed (f, &f->other);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM sync_conflict"), ==, 0);
  g_assert_cmpint (client_count (&f->other, "SELECT count (*) FROM sync_conflict"), ==, 0);
}

/* What was written long ago was seen, although something else was sent a moment ago. */
static void
test_other_field (Fixture      *f,
                  gconstpointer data)
{
  start (f);
  set (&f->one, SL_APPLICATION_NOTES, "one\ntwo\nthree\nfour");
  client_run_agreed (f, &f->one);
  set (&f->other, SL_APPLICATION_LOCATION, "Graz");
  client_run_agreed (f, &f->other);
  assert_nothing_told (f);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM applications WHERE location = 'Graz' AND notes LIKE '%four'"), ==, 1);
}

static void
test_merged_elsewhere (Fixture      *f,
                       gconstpointer data)
{
  start (f);
  set (&f->one, SL_APPLICATION_NOTES, "zero\none\ntwo\nthree");
  set (&f->other, SL_APPLICATION_NOTES, "one\ntwo\nthree\nfour");
  client_run_agreed (f, &f->one);
  client_run_agreed (f, &f->other);
  assert_nothing_told (f);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM applications WHERE notes LIKE 'zero%four'"), ==, 1);
}

static char *
build_path (Fixture *f)
{
  g_autofree char *id = client_dup_text (&f->one, "SELECT s.server_id FROM sync_shadow AS s JOIN applications AS a ON a.id = s.id");

  return g_strconcat ("/api/v1/applications/", id, NULL);
}

/* The web page doesn't look before it writes. */
static void
test_written_over (Fixture      *f,
                   gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (JsonNode) done = NULL;

  start (f);
  set (&f->one, SL_APPLICATION_LOCATION, "Wels");
  client_run_agreed (f, &f->one);
  path = build_path (f);
  done = client_web (f, CLIENT_EMAIL, "PUT", path, "{\"location\":\"Graz\"}");
  client_run_agreed (f, &f->one);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM sync_conflict WHERE field = 'location' AND lost = '\"Wels\"'"), ==, 1);
}

/* Who changes what was made a moment ago has seen it: how else would they know of it? Not so what was changed since. */
static void
test_made_a_moment_ago (Fixture      *f,
                        gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (JsonNode) first = NULL, second = NULL;

  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  client_add_application (&f->one, "Torvmark");
  set (&f->one, SL_APPLICATION_LOCATION, "Linz");
  client_run_agreed (f, &f->one);
  path = build_path (f);
  first = client_web (f, CLIENT_EMAIL, "PUT", path, "{\"location\":\"Graz\"}");
  client_run_agreed (f, &f->one);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM applications WHERE location = 'Graz'"), ==, 1);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM sync_conflict"), ==, 0);

  set (&f->one, SL_APPLICATION_LOCATION, "Wels");
  client_run_agreed (f, &f->one);
  second = client_web (f, CLIENT_EMAIL, "PUT", path, "{\"location\":\"Lund\"}");
  client_run_agreed (f, &f->one);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM sync_conflict WHERE lost = '\"Wels\"'"), ==, 1);
}

static void
set_number (Computer *self,
            guint     field,
            gint64    number)
{
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  g_autofree char *id = client_dup_text (self, "SELECT id FROM applications");

  sl_changeset_update_integer (changes, SL_KIND_APPLICATION, id, field, number);
  client_apply (self, changes);
}

/* One raised the lower end, the other lowered the upper end: a salary has both ends of one of them, and the other is told. */
static void
test_salary_stays_one (Fixture      *f,
                       gconstpointer data)
{
  start (f);
  set_number (&f->one, SL_APPLICATION_SALARY_MIN, 5000000);
  set_number (&f->one, SL_APPLICATION_SALARY_MAX, 6000000);
  client_run_agreed (f, &f->one);
  client_run_agreed (f, &f->other);
  sl_clock_advance (f->clock, 600 * G_USEC_PER_SEC);
  set_number (&f->one, SL_APPLICATION_SALARY_MIN, 5800000);
  sl_clock_advance (f->clock, 60 * G_USEC_PER_SEC);
  set_number (&f->other, SL_APPLICATION_SALARY_MAX, 5500000);
  if (GPOINTER_TO_INT (data))
    {
      client_run_agreed (f, &f->other);
      client_run_agreed (f, &f->one);
    }
  else
    {
      client_run_agreed (f, &f->one);
      client_run_agreed (f, &f->other);
    }
  client_run_agreed (f, &f->other);
  client_run_agreed (f, &f->one);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM applications WHERE salary_min <= salary_max"), ==, 1);
  g_assert_cmpint (client_count (&f->other, "SELECT count (*) FROM applications WHERE salary_min <= salary_max"), ==, 1);
  g_assert_cmpint (client_count (&f->one, "SELECT salary_max - salary_min FROM applications"), ==, client_count (&f->other, "SELECT salary_max - salary_min FROM applications"));
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM sync_conflict") + client_count (&f->other, "SELECT count (*) FROM sync_conflict"), ==, 1);
  g_assert_cmpint (client_count (&f->one, "SELECT (SELECT count (*) FROM sync_dirty) + (SELECT count (*) FROM sync_flight)"), ==, 0);
  g_assert_cmpint (client_count (&f->other, "SELECT (SELECT count (*) FROM sync_dirty) + (SELECT count (*) FROM sync_flight)"), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);
  client_test_add ("nothing-lost/other-field", test_other_field);
  client_test_add ("nothing-lost/merged-elsewhere", test_merged_elsewhere);
  client_test_add ("nothing-lost/written-over", test_written_over);
  client_test_add ("nothing-lost/made-a-moment-ago", test_made_a_moment_ago);
  client_test_add ("nothing-lost/salary-stays-one", test_salary_stays_one);
  g_test_add ("/sync/nothing-lost/salary-stays-one-turned", Fixture, GINT_TO_POINTER (TRUE), client_set_up, test_salary_stays_one, client_tear_down);
  return g_test_run ();
}
