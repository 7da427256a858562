/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One deletes an application, and another has added something to it, before either heard of the other: it stays, with what was
 * added, on both computers and on the server, and who deleted it is told. */
#define G_LOG_DOMAIN "test-added-elsewhere"

#include "config.h"

#include <string.h>

#include "client-fixture.h"
#include "sl-kinds.h"
#include "sl-test.h"

#define PART "00000001-0000-4000-8000-000000000000"
#define TAG "00000002-0000-4000-8000-000000000000"
#define KEPT "00000003-0000-4000-8000-000000000000"
#define THE_ONE "SELECT id FROM applications WHERE company_name = 'Torvmark'"

/* What is added. @collection: (nullable): where the server has it, and nothing else */
typedef struct {
  const char *name;
  SlKind kind;
  const char *table;
  guint fields[2];
  const char *texts[2];
  const char *collection;
} Part;

static const Part parts[] = {
  { "round", SL_KIND_STAGE, "stages", { SL_STAGE_NAME, SL_STAGE_DATE }, { "Visit", "2026-04-01" }, "stages" },
  { "offer", SL_KIND_OUTCOME, "outcomes", { SL_OUTCOME_STATUS, SL_OUTCOME_BENEFITS }, { "Offer", "Bread" }, "outcomes" },
  { "reflection", SL_KIND_REFLECTION, "reflections", { SL_REFLECTION_WHAT_WORKED, SL_REFLECTION_WHAT_FAILED }, { "Bread", "Rolls" }, "reflections" },
  { "paper", SL_KIND_DOCUMENT, "documents", { SL_DOCUMENT_NAME, SL_DOCUMENT_NOTES }, { "Letter", "Signed" }, "documents" },
  { "reminder", SL_KIND_REMINDER, "reminders", { SL_REMINDER_TITLE, SL_REMINDER_DESCRIPTION }, { "Write", "Politely" }, NULL },
  { "tag", SL_KIND_TAG_ASSIGNMENT, "tag_assignments", { SL_TAG_ASSIGNMENT_TAG_ID, SL_TAG_ASSIGNMENT_TAG_ID }, { TAG, TAG }, NULL },
};

/* What was there before. */
static const Part reminder = { NULL, SL_KIND_REMINDER, "reminders", { SL_REMINDER_TITLE, SL_REMINDER_DESCRIPTION }, { "Call", "Friendly" }, NULL };

static void
insert_part (Computer   *self,
             const Part *part,
             const char *id)
{
  g_autofree char *application = client_dup_text (self, THE_ONE);
  SlChangeset *changes = sl_changeset_new (SL_ACTOR_PERSON, "add");
  g_autoptr (SlRecord) record = sl_record_new (part->kind);

  sl_record_set_text (record, SL_FIELD_ID, id);
  sl_record_set_text (record, sl_kind_get_owner_field (part->kind), application);
  for (guint i = 0; i < G_N_ELEMENTS (part->fields); i++)
    sl_record_set_text (record, part->fields[i], part->texts[i]);
  if (part->kind == SL_KIND_REMINDER)
    sl_record_set_integer (record, SL_REMINDER_REMIND_AT, G_GINT64_CONSTANT (1900000000000000));
  sl_changeset_insert (changes, record);
  client_take (self, changes);
}

/* Both computers have the application; the second one has a tag, too, that nothing has yet. */
static void
start (Fixture *f)
{
  SlChangeset *changes = sl_changeset_new (SL_ACTOR_PERSON, "add");
  g_autoptr (SlRecord) tag = sl_record_new (SL_KIND_TAG);

  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_sign_in (&f->other, CLIENT_EMAIL, FALSE);
  client_run_rounds (f, &f->one, 1);
  client_add_application (&f->one, "Torvmark");
  client_add_application (&f->one, "Fjellbro");
  insert_part (&f->one, &reminder, KEPT);
  client_run_rounds (f, &f->one, 2);
  client_run_rounds (f, &f->other, 2);
  sl_record_set_text (tag, SL_FIELD_ID, TAG);
  sl_record_set_text (tag, SL_TAG_NAME, "far");
  sl_record_set_text (tag, SL_TAG_COLOR, "#c01c28");
  sl_changeset_insert (changes, tag);
  client_take (&f->other, changes);
  client_run_rounds (f, &f->other, 1);
}

static void
trash (Fixture  *f,
       Computer *self)
{
  g_autofree char *id = client_dup_text (self, THE_ONE);
  SlChangeset *changes = sl_changeset_new (SL_ACTOR_PERSON, "trash");

  sl_changeset_trash (changes, SL_KIND_APPLICATION, id, sl_clock_get_now (f->clock));
  client_take (self, changes);
}

static void
agree (Fixture *f)
{
  for (guint i = 0; i < 4; i++)
    {
      client_run_rounds (f, &f->one, 2);
      client_run_rounds (f, &f->other, 2);
      sl_clock_advance (f->clock, 120 * G_USEC_PER_SEC);
    }
}

static gint64
count_parts (Computer   *self,
             const Part *part)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM %s AS p JOIN applications AS a ON a.id = p.application_id"
                                          " WHERE p.deleted_at IS NULL AND a.deleted_at IS NULL", part->table);

  return client_count (self, sql);
}

/* @part: (nullable): what was added beside the reminder that was there */
static void
assert_stays (Fixture    *f,
              const Part *part)
{
  Computer *all[] = { &f->one, &f->other };
  guint n_reminders = part != NULL && part->kind == SL_KIND_REMINDER ? 2 : 1;

  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "applications"), ==, 2);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "reminders"), ==, n_reminders);
  if (part != NULL && part->collection != NULL)
    g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, part->collection), ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_assert_cmpint (client_count (all[i], "SELECT count (*) FROM applications WHERE deleted_at IS NULL"), ==, 2);
      g_assert_cmpint (client_count (all[i], "SELECT count (*) FROM applications"), ==, 2);
      g_assert_cmpint (count_parts (all[i], &reminder), ==, n_reminders);
      if (part != NULL && part->kind != SL_KIND_REMINDER)
        g_assert_cmpint (count_parts (all[i], part), ==, 1);
      g_assert_cmpint (client_count (all[i], "SELECT (SELECT count (*) FROM sync_dirty) + (SELECT count (*) FROM sync_flight)"), ==, 0);
    }
}

static void
test_adder_first (Fixture      *f,
                  gconstpointer data)
{
  start (f);
  insert_part (&f->other, data, PART);
  trash (f, &f->one);
  client_run_rounds (f, &f->other, 1);
  agree (f);
  assert_stays (f, data);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM sync_conflict WHERE field = 'deleted_at'"), ==, 1);
}

static void
test_deleter_first (Fixture      *f,
                    gconstpointer data)
{
  start (f);
  insert_part (&f->other, data, PART);
  trash (f, &f->one);
  client_run_rounds (f, &f->one, 1);
  agree (f);
  assert_stays (f, data);
}

static void
test_edited_there (Fixture      *f,
                   gconstpointer data)
{
  SlChangeset *changes = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  g_autofree char *id = NULL;

  start (f);
  id = client_dup_text (&f->other, THE_ONE);
  sl_changeset_update_text (changes, SL_KIND_APPLICATION, id, SL_APPLICATION_LOCATION, "Lund");
  client_take (&f->other, changes);
  trash (f, &f->one);
  client_run_rounds (f, &f->one, 1);
  agree (f);
  assert_stays (f, NULL);
}

static SlReply *
broken_cb (const SlRequest *request,
           gpointer         data)
{
  const char *id = request->path + strlen ("/api/v1/documents/");
  g_autofree char *body = NULL;

  if (!g_str_equal (request->method, "GET") || !g_str_has_prefix (request->path, "/api/v1/documents/") || !g_str_has_prefix (id, data))
    return NULL;
  body = g_strdup_printf ("[{\"id\":\"3f0c5b0a-6f1d-4f0e-9a51-0b6f5f3a7c11\",\"application_id\":\"%s\",\"created_at\":\"2026-03-01T10:00:00Z\"}]", (const char *) data);
  return client_reply (200, body, -1);
}

/* What can't be kept here keeps nothing: it would be new each time. */
static void
test_unkept (Fixture      *f,
             gconstpointer data)
{
  g_autofree char *there = NULL;

  start (f);
  there = client_dup_text (&f->one, "SELECT server_id FROM sync_shadow WHERE id = (" THE_ONE ")");
  client_meddle (&f->one, broken_cb, there);
  client_run_rounds (f, &f->one, 1);
  trash (f, &f->one);
  client_run_rounds (f, &f->one, 2);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "applications"), ==, 1);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM applications WHERE deleted_at IS NOT NULL"), ==, 1);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM sync_conflict"), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *first = g_strdup_printf ("/sync/added-elsewhere/adder-first/%s", parts[i].name);
      g_autofree char *second = g_strdup_printf ("/sync/added-elsewhere/deleter-first/%s", parts[i].name);

      g_test_add (first, Fixture, &parts[i], client_set_up, test_adder_first, client_tear_down);
      g_test_add (second, Fixture, &parts[i], client_set_up, test_deleter_first, client_tear_down);
    }
  client_test_add ("added-elsewhere/edited-there", test_edited_there);
  client_test_add ("added-elsewhere/unkept", test_unkept);
  return g_test_run ();
}
