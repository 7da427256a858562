/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is sent while others write, and to a server that answers some requests only: nothing is written over unseen, one
 * record doesn't hold up the others, and a server in trouble is left alone. */
#define G_LOG_DOMAIN "test-troubled-writes"

#include "config.h"

#include <string.h>

#include "client-fixture.h"
#include "sl-json.h"
#include "sl-kinds.h"
#include "sl-store-query.h"
#include "sl-test.h"

#define APPLICATION "00000001-0000-4000-8000-000000000000"
#define PART "00000002-0000-4000-8000-000000000000"

static void
insert (Computer *self,
        SlRecord *record)
{
  g_autoptr (SlRecord) own = record;
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "add");

  sl_changeset_insert (changes, own);
  client_apply (self, changes);
}

static void
add_people (Computer *self,
            guint     n)
{
  for (guint i = 0; i < n; i++)
    {
      SlRecord *record = sl_record_new (SL_KIND_CONTACT);
      g_autofree char *name = g_strdup_printf ("Person %u", i);
      g_autofree char *id = g_strdup_printf ("%08x-0000-4000-8000-000000000000", i + 1);

      sl_record_set_text (record, SL_FIELD_ID, id);
      sl_record_set_text (record, SL_CONTACT_NAME, name);
      insert (self, record);
    }
}

static gboolean
holds (const SlRequest *request,
       const char      *words)
{
  g_autofree char *text = request->body != NULL ? g_strndup (g_bytes_get_data (request->body, NULL), g_bytes_get_size (request->body)) : NULL;

  return text != NULL && strstr (text, words) != NULL;
}

static gboolean
run (Fixture *f)
{
  SlSyncResult result;
  gboolean done = sl_sync_client_run (f->one.client, SL_SYNC_RUN_BY_ITSELF, SL_TRACKER_MISSING_ASK, &result, NULL, NULL);

  while (g_main_context_iteration (NULL, FALSE))
    ;
  sl_clock_advance (f->clock, 450 * G_USEC_PER_SEC);
  return done;
}

/* A server in trouble */

typedef struct {
  guint n;
  gint64 retry_after;
} Busy;

static SlReply *
busy_cb (const SlRequest *request,
         gpointer         data)
{
  Busy *busy = data;

  if (!g_str_equal (request->method, "POST") || strstr (request->path, "/auth/") != NULL)
    return NULL;
  busy->n++;
  return client_reply (503, "busy", busy->retry_after);
}

static void
assert_left_alone (Fixture *f,
                   gint64   retry_after,
                   guint    most)
{
  Busy busy = { 0, retry_after };
  g_autoptr (SlSyncAccount) account = NULL;

  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  add_people (&f->one, 20);
  client_meddle (&f->one, busy_cb, &busy);
  g_assert_false (run (f));
  g_assert_cmpuint (busy.n, ==, most);
  account = sl_sync_client_read_account (f->one.client, NULL);
  g_assert_cmpuint (account->n_failures, ==, 1);
  g_assert_cmpint (account->retry_after, ==, retry_after);
}

static void
test_stops_when_told_to_wait (Fixture      *f,
                              gconstpointer data)
{
  assert_left_alone (f, 600, 1);
}

static void
test_stops_when_gateway_answers (Fixture      *f,
                                 gconstpointer data)
{
  assert_left_alone (f, -1, 2);
}

/* One record that never arrives */

static SlReply *
swallow_cb (const SlRequest *request,
            gpointer         data)
{
  guint *n = data;

  if (!holds (request, "Person 3"))
    return NULL;
  (*n)++;
  return sl_reply_new ();
}

static void
test_one_record_holds_up_nothing (Fixture      *f,
                                  gconstpointer data)
{
  guint n = 0;

  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  add_people (&f->one, 10);
  client_meddle (&f->one, swallow_cb, &n);
  g_assert_true (run (f));
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "contacts"), ==, 9);
  for (guint i = 0; i < 5; i++)
    g_assert_true (run (f));
  /* Three times, then the person is told. */
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM sync_flight WHERE state = 2 AND message IS NOT NULL"), ==, 1);
}

/* Nobody knows whether it is the record where nothing else gets through: it goes as soon as anything does. */
static void
test_gateway_gives_up_nothing (Fixture      *f,
                               gconstpointer data)
{
  Busy busy = { 0, -1 };

  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  add_people (&f->one, 1);
  client_meddle (&f->one, busy_cb, &busy);
  for (guint i = 0; i < 8; i++)
    g_assert_false (run (f));
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM sync_flight WHERE state = 2"), ==, 0);
  client_meddle (&f->one, NULL, NULL);
  run (f);
  run (f);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "contacts"), ==, 1);
}

typedef struct {
  guint n;
  const char *path; /* (nullable): %NULL: all, from the first change on */
  guint status;
  const char *text;
} Failing;

static SlReply *
fail_cb (const SlRequest *request,
         gpointer         data)
{
  Failing *failing = data;
  gboolean writes = g_str_equal (request->method, "POST") && strstr (request->path, "/auth/") == NULL;

  if (failing->path != NULL)
    return g_str_equal (request->method, "GET") && g_str_has_suffix (request->path, failing->path) ? client_reply (failing->status, failing->text, -1) : NULL;
  failing->n += writes;
  return failing->n > 0 && strstr (request->path, "/auth/") == NULL ? client_reply (failing->status, "Internal Server Error", -1) : NULL;
}

/* The server fails at everything, also at showing what it has. */
static void
test_stops_when_all_fails (Fixture      *f,
                           gconstpointer data)
{
  Failing failing = { 0, NULL, 500 };

  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  add_people (&f->one, 2);
  g_assert_true (run (f));
  client_add_application (&f->one, "Torvmark");
  client_add_application (&f->one, "Fjellbro");
  client_meddle (&f->one, fail_cb, &failing);
  g_assert_false (run (f));
  g_assert_cmpuint (failing.n, ==, 1);
}

/* A row that the server can't show, or in whose place it shows something else, so that nobody knows what would be written over. */
static void
check_unshown (Fixture    *f,
               guint       status,
               const char *text)
{
  g_autofree char *id = NULL;
  Failing failing = { 0, NULL, status, text };
  g_autofree char *dump = NULL;
  g_autoptr (JsonObject) all = NULL;
  JsonArray *rows;

  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  add_people (&f->one, 6);
  g_assert_true (run (f));
  dump = sl_model_server_dump (f->server, CLIENT_EMAIL);
  all = sl_json_parse_object (dump, NULL);
  rows = sl_json_get_array (all, "contacts");
  for (guint i = 0; i < json_array_get_length (rows); i++)
    if (g_str_equal (sl_json_get_string (json_array_get_object_element (rows, i), "name", ""), "Person 0"))
      id = g_strconcat ("/contacts/", sl_json_get_string (json_array_get_object_element (rows, i), "id", ""), NULL);
  for (guint i = 0; i < 6; i++)
    {
      g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "edit");
      g_autofree char *own = g_strdup_printf ("%08x-0000-4000-8000-000000000000", i + 1);

      sl_changeset_update_text (changes, SL_KIND_CONTACT, own, SL_CONTACT_NOTES, "Called");
      client_apply (&f->one, changes);
    }
  failing.path = id;
  client_meddle (&f->one, fail_cb, &failing);
  for (guint i = 0; i < 5; i++)
    run (f);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM sync_dirty"), ==, 1);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM sync_flight WHERE message IS NOT NULL"), ==, 1);
}

static void
test_unshown_row_holds_up_nothing (Fixture      *f,
                                   gconstpointer data)
{
  check_unshown (f, 504, "busy");
}

static void
test_nonsense_holds_up_nothing (Fixture      *f,
                                gconstpointer data)
{
  check_unshown (f, 200, "{\"ok\":true}");
}

static SlReply *
swallow_some_cb (const SlRequest *request,
                 gpointer         data)
{
  return holds (request, "Person 1\"") || holds (request, "Person 2\"") || holds (request, "Person 3\"") ? sl_reply_new () : NULL;
}

/* Also several in a row: those that failed go last. */
static void
test_some_records_hold_up_nothing (Fixture      *f,
                                   gconstpointer data)
{
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  add_people (&f->one, 10);
  client_meddle (&f->one, swallow_some_cb, NULL);
  for (guint i = 0; i < 2; i++)
    run (f);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "contacts"), ==, 7);
  for (guint i = 0; i < 10; i++)
    run (f);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM sync_flight WHERE state = 2"), ==, 3);
  g_assert_true (run (f));
}

static SlReply *
cut_cb (const SlRequest *request,
        gpointer         data)
{
  gboolean *cut = data;

  *cut |= g_str_equal (request->method, "POST") && strstr (request->path, "/auth/") == NULL;
  return *cut ? sl_reply_new () : NULL;
}

/* A network that is gone is nobody's fault. */
static void
test_pulled_cable_counts_against_nothing (Fixture      *f,
                                          gconstpointer data)
{
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  add_people (&f->one, 3);
  for (guint i = 0; i < 5; i++)
    {
      gboolean cut = FALSE;

      client_meddle (&f->one, cut_cb, &cut);
      g_assert_false (run (f));
    }
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM sync_flight WHERE tries > 0"), ==, 0);
}

/* Written over unseen */

typedef struct {
  Fixture *f;
  const char *until; /* the person on the web page writes when this is read */
  char *path;
  const char *method;
  const char *body;
  gboolean done;
} Page;

static SlReply *
page_cb (const SlRequest *request,
         gpointer         data)
{
  Page *page = data;
  g_autoptr (JsonNode) answer = NULL;

  if (page->done || strstr (request->path, page->until) == NULL)
    return NULL;
  page->done = TRUE;
  answer = client_web (page->f, CLIENT_EMAIL, page->method, page->path, page->body);
  return NULL;
}

static char *
get_there (Fixture    *f,
           const char *collection,
           const char *member)
{
  g_autofree char *dump = sl_model_server_dump (f->server, CLIENT_EMAIL);
  g_autoptr (JsonObject) all = sl_json_parse_object (dump, NULL);
  JsonArray *rows = sl_json_get_array (all, collection);

  g_assert_cmpuint (json_array_get_length (rows), ==, 1);
  return g_strdup (sl_json_get_string (json_array_get_object_element (rows, 0), member, NULL));
}

static void
add_with_part (Fixture  *f,
               SlRecord *part)
{
  SlRecord *application = sl_record_new (SL_KIND_APPLICATION);
  guint owner = sl_kind_get_owner_field (sl_record_get_kind (part));

  sl_record_set_text (application, SL_FIELD_ID, APPLICATION);
  sl_record_set_text (application, SL_APPLICATION_COMPANY_NAME, "Torvmark");
  sl_record_set_text (application, SL_APPLICATION_ROLE_TITLE, "Baker");
  insert (&f->one, application);
  sl_record_set_text (part, SL_FIELD_ID, PART);
  if (owner != SL_FIELD_NONE)
    sl_record_set_text (part, owner, APPLICATION);
  insert (&f->one, part);
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  client_run_agreed (f, &f->one);
}

/* After the list with it was read, the web page changes the part, and then what was changed here is sent. */
static void
run_with_page (Fixture    *f,
               const char *until,
               const char *method,
               char       *path,
               const char *body)
{
  Page page = { f, until, path, method, body, FALSE };

  client_meddle (&f->one, page_cb, &page);
  client_run_agreed (f, &f->one);
  g_assert_true (page.done);
  client_run_agreed (f, &f->one);
  g_free (path);
}

static char *
build_part_path (Fixture    *f,
                 const char *part)
{
  g_autofree char *application = get_there (f, "applications", "id");

  return g_strdup_printf ("/api/v1/applications/%s/%s", application, part);
}

static void
test_sees_reflection_first (Fixture      *f,
                            gconstpointer data)
{
  SlRecord *reflection = sl_record_new (SL_KIND_REFLECTION);
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  g_autofree char *id = NULL;
  g_autofree char *name = NULL;
  g_autofree char *there = NULL;

  sl_record_set_text (reflection, SL_REFLECTION_WHAT_WORKED, "First");
  add_with_part (f, reflection);
  id = get_there (f, "reflections", "id");
  name = g_strconcat ("reflection/", id, NULL);
  sl_changeset_update_text (changes, SL_KIND_REFLECTION, PART, SL_REFLECTION_WHAT_WORKED, "Written here");
  client_apply (&f->one, changes);
  run_with_page (f, "/reminders/?", "PUT", build_part_path (f, name), "{\"what_worked\":\"Written there\"}");
  /* Both stand. */
  there = get_there (f, "reflections", "what_worked");
  g_assert_nonnull (strstr (there, "Written here"));
  g_assert_nonnull (strstr (there, "Written there"));
}

static void
test_sees_paper_first (Fixture      *f,
                       gconstpointer data)
{
  SlRecord *paper = sl_record_new (SL_KIND_DOCUMENT);
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  g_autofree char *id = NULL;
  g_autofree char *there = NULL;

  sl_record_set_text (paper, SL_DOCUMENT_NAME, "Letter");
  add_with_part (f, paper);
  id = get_there (f, "documents", "id");
  sl_changeset_update_text (changes, SL_KIND_DOCUMENT, PART, SL_DOCUMENT_NOTES, "Written here");
  client_apply (&f->one, changes);
  /* Tags of applications are read after papers. */
  run_with_page (f, "/tags/application/", "PUT", g_strdup_printf ("/api/v1/documents/%s", id), "{\"notes\":\"Written there\"}");
  there = get_there (f, "documents", "notes");
  g_assert_nonnull (strstr (there, "Written here"));
  g_assert_nonnull (strstr (there, "Written there"));
}

static void
test_sees_tag_first (Fixture      *f,
                     gconstpointer data)
{
  SlRecord *tag = sl_record_new (SL_KIND_TAG);
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  g_autofree char *id = NULL;
  g_autofree char *there = NULL;

  sl_record_set_text (tag, SL_TAG_NAME, "Remote");
  add_with_part (f, tag);
  id = get_there (f, "tags", "id");
  sl_changeset_update_text (changes, SL_KIND_TAG, PART, SL_TAG_NAME, "Home");
  client_apply (&f->one, changes);
  run_with_page (f, "/reminders/?", "PUT", g_strdup_printf ("/api/v1/tags/%s", id), "{\"name\":\"Far\"}");
  there = get_there (f, "tags", "name");
  /* One of the two, and the other is kept. */
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM sync_conflict"), ==, 1);
  g_assert_true (g_str_equal (there, "Home") || g_str_equal (there, "Far"));
}

/* Deleted here, changed there a moment before: it comes back. */
static void
test_sees_before_deleting (Fixture      *f,
                           gconstpointer data)
{
  SlRecord *reflection = sl_record_new (SL_KIND_REFLECTION);
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "trash");
  g_autofree char *id = NULL;
  g_autofree char *name = NULL;
  g_autofree char *there = NULL;

  sl_record_set_text (reflection, SL_REFLECTION_WHAT_WORKED, "First");
  add_with_part (f, reflection);
  id = get_there (f, "reflections", "id");
  name = g_strconcat ("reflection/", id, NULL);
  sl_changeset_trash (changes, SL_KIND_REFLECTION, PART, sl_clock_get_now (f->clock));
  client_apply (&f->one, changes);
  run_with_page (f, "/reminders/?", "PUT", build_part_path (f, name), "{\"what_worked\":\"Written there\"}");
  there = get_there (f, "reflections", "what_worked");
  g_assert_cmpstr (there, ==, "Written there");
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM reflections WHERE deleted_at IS NULL AND what_worked = 'Written there'"), ==, 1);
}

static void
test_sees_person_before_deleting (Fixture      *f,
                                  gconstpointer data)
{
  SlRecord *contact = sl_record_new (SL_KIND_CONTACT);
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "trash");
  g_autofree char *id = NULL;

  sl_record_set_text (contact, SL_CONTACT_NAME, "Person");
  add_with_part (f, contact);
  id = get_there (f, "contacts", "id");
  sl_changeset_trash (changes, SL_KIND_CONTACT, PART, sl_clock_get_now (f->clock));
  client_apply (&f->one, changes);
  run_with_page (f, "/reminders/?", "PUT", g_strdup_printf ("/api/v1/contacts/%s", id), "{\"notes\":\"Written there\"}");
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "contacts"), ==, 1);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM contacts WHERE deleted_at IS NULL AND notes = 'Written there'"), ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);
  client_test_add ("troubled-writes/stops-when-told-to-wait", test_stops_when_told_to_wait);
  client_test_add ("troubled-writes/stops-when-gateway-answers", test_stops_when_gateway_answers);
  client_test_add ("troubled-writes/one-record-holds-up-nothing", test_one_record_holds_up_nothing);
  client_test_add ("troubled-writes/gateway-gives-up-nothing", test_gateway_gives_up_nothing);
  client_test_add ("troubled-writes/stops-when-all-fails", test_stops_when_all_fails);
  client_test_add ("troubled-writes/unshown-row-holds-up-nothing", test_unshown_row_holds_up_nothing);
  client_test_add ("troubled-writes/nonsense-holds-up-nothing", test_nonsense_holds_up_nothing);
  client_test_add ("troubled-writes/some-records-hold-up-nothing", test_some_records_hold_up_nothing);
  client_test_add ("troubled-writes/pulled-cable-counts-against-nothing", test_pulled_cable_counts_against_nothing);
  client_test_add ("troubled-writes/sees-reflection-first", test_sees_reflection_first);
  client_test_add ("troubled-writes/sees-paper-first", test_sees_paper_first);
  client_test_add ("troubled-writes/sees-tag-first", test_sees_tag_first);
  client_test_add ("troubled-writes/sees-before-deleting", test_sees_before_deleting);
  client_test_add ("troubled-writes/sees-person-before-deleting", test_sees_person_before_deleting);
  return g_test_run ();
}
