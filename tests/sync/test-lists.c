/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of a server on which others write meanwhile: rows that move from page to page, references to what came after its
 * own list, tags of one name. */

#define G_LOG_DOMAIN "test-lists"

#include "config.h"

#include <string.h>

#include "client-fixture.h"
#include "sl-error.h"
#include "sl-json.h"
#include "sl-kinds.h"
#include "sl-sync-conflict.h"
#include "sl-test.h"

typedef struct _World World;

/* What others do right before a request. */
typedef void (*Happening) (World *world, const SlRequest *request);

struct _World {
  Fixture *f;
  SlTransport *way;
  char *token; /* of the web page */
  Happening happening; /* (nullable) */
  guint n_happens;     /* so often yet */
  char *application;   /* the server's id */
  GPtrArray *others;   /* the server's ids of people that are there alone */
  const char *lose;    /* (nullable): what a new row holds whose answer gets lost */
};

static SlReply *
hook_cb (const SlRequest *request,
         gpointer         data)
{
  World *world = data;
  SlReply *reply;

  if (world->happening != NULL && world->n_happens > 0)
    world->happening (world, request);
  if (world->lose == NULL || request->body == NULL || !g_str_equal (request->method, "POST") ||
      g_strstr_len (g_bytes_get_data (request->body, NULL), (gssize) g_bytes_get_size (request->body), world->lose) == NULL)
    return NULL;
  sl_reply_free (sl_model_transport_ask (world->f->server, request, NULL));
  reply = sl_reply_new ();
  reply->state = SL_REPLY_LOST;
  return reply;
}

/* As the web page does it. Returns: (transfer full): what came. */
static JsonObject *
ask_web (World      *world,
         const char *method,
         const char *path,
         const char *body)
{
  g_autoptr (GBytes) bytes = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;
  const SlRequest request = {
    .method = method, .path = path, .token = world->token, .content_type = body != NULL ? "application/json" : NULL, .body = bytes,
  };
  g_autoptr (SlReply) reply = sl_model_transport_ask (world->f->server, &request, NULL);
  g_autoptr (GError) error = NULL;
  JsonObject *object;

  g_assert_cmpuint (reply->status, <, 300);
  object = sl_json_parse_object_bytes (reply->body, &error);
  g_assert_no_error (error);
  return object;
}

/* Returns: (transfer full): the server's id of what was made. */
static char *
make_on_web (World      *world,
             const char *path,
             const char *body)
{
  g_autoptr (JsonObject) row = ask_web (world, "POST", path, body);

  return g_strdup (sl_json_get_string (row, "id", NULL));
}

static void
world_init (World   *self,
            Fixture *f)
{
  g_autoptr (JsonObject) token = NULL;

  *self = (World) { .f = f };
  token = ask_web (self, "POST", "/api/v1/auth/login", "{\"email\":\"" CLIENT_EMAIL "\",\"password\":\"" CLIENT_PASSWORD "\"}");
  self->token = g_strdup (sl_json_get_string (token, "access_token", NULL));
  self->others = g_ptr_array_new_with_free_func (g_free);
  self->way = client_way_new (f, hook_cb, self);
  client_use_way (f->one.client, self->way);
}

static void
world_clear (World *self)
{
  g_clear_object (&self->way);
  g_clear_pointer (&self->others, g_ptr_array_unref);
  g_clear_pointer (&self->token, g_free);
  g_clear_pointer (&self->application, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

static void
add_named (Computer   *self,
           SlKind      kind,
           guint       field,
           const char *name)
{
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "add");
  g_autoptr (SlRecord) record = sl_record_new (kind);

  sl_record_set_text (record, field, name);
  sl_changeset_insert (changes, record);
  client_apply (self, changes);
}

static gpointer
read_text_cb (SlConnection *connection,
              gpointer      data,
              GCancellable *cancellable,
              GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection, data, error);
  char *text = NULL;

  if (sl_statement_step (statement, error))
    text = g_strdup (sl_statement_get_text (statement, 0));
  sl_statement_reset (statement);
  return text;
}

/* (transfer full) (nullable) */
static char *
read_text (Computer   *self,
           const char *sql)
{
  return sl_store_read (self->store, read_text_cb, (gpointer) sql, NULL);
}

/* The same people on both sides. */
static void
fill_both (World *world,
           guint  n)
{
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "add");

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SlRecord) record = sl_record_new (SL_KIND_CONTACT);
      g_autofree char *name = g_strdup_printf ("Person %u", i);
      g_autofree char *body = g_strdup_printf ("{\"name\":\"%s\"}", name);

      sl_record_set_text (record, SL_CONTACT_NAME, name);
      sl_changeset_insert (changes, record);
      g_free (make_on_web (world, "/api/v1/contacts/", body));
      sl_clock_advance (world->f->clock, G_USEC_PER_SEC);
    }
  client_apply (&world->f->one, changes);
}

/* Whether a page is asked for that isn't the first. */
static gboolean
is_next_page (const SlRequest *request,
              const char      *list)
{
  return g_str_has_prefix (request->path, list) && strstr (request->path, "?skip=") != NULL && strstr (request->path, "?skip=0&") == NULL;
}

/* Between two pages of the people: the list has one more, at its beginning. */
static void
add_person (World           *world,
            const SlRequest *request)
{
  g_autofree char *body = NULL;

  if (!is_next_page (request, "/api/v1/contacts/"))
    return;
  body = g_strdup_printf ("{\"name\":\"New %u\"}", world->n_happens--);
  g_free (make_on_web (world, "/api/v1/contacts/", body));
}

static void
meet_with_pages_of (Fixture *f,
                    guint    page)
{
  g_auto (World) world = { 0 };

  world_init (&world, f);
  fill_both (&world, 5 * page);
  sl_model_server_set_row_cap (f->server, page);
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  world.happening = add_person;
  world.n_happens = 1;
  client_run_agreed (f, &f->one);

  g_assert_cmpuint (world.n_happens, ==, 0);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "contacts"), ==, 5 * page + 1);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM contacts WHERE deleted_at IS NULL"), ==, 5 * page + 1);
}

static void
test_shifts_once (Fixture      *f,
                  gconstpointer data)
{
  meet_with_pages_of (f, 20);
}

/* Pages that are shorter than what others have in common. */
static void
test_shifts_on_short_pages (Fixture      *f,
                            gconstpointer data)
{
  meet_with_pages_of (f, 3);
}

/* Before a second page: one of those on the first goes. */
static void
remove_version (World           *world,
                const SlRequest *request)
{
  g_autofree char *path = NULL;

  if (!is_next_page (request, "/api/v1/resumes/"))
    return;
  world->n_happens--;
  path = g_strconcat ("/api/v1/resumes/", g_ptr_array_index (world->others, 0), NULL);
  json_object_unref (ask_web (world, "DELETE", path, NULL));
}

/* A list without an order that was longer than a page, and isn't any more when that is asked about: what was on neither isn't
 * taken for what the server doesn't have. */
static void
test_shrinks_to_a_page (Fixture      *f,
                        gconstpointer data)
{
  g_auto (World) world = { 0 };

  world_init (&world, f);
  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"version_name\":\"Version %u\"}", i);

      g_ptr_array_add (world.others, make_on_web (&world, "/api/v1/resumes/", body));
    }
  add_named (&f->one, SL_KIND_RESUME_VERSION, SL_RESUME_VERSION_NAME, "Version 5");
  sl_model_server_set_row_cap (f->server, 5);
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  world.happening = remove_version;
  world.n_happens = 1;
  client_run_agreed (f, &f->one);
  g_assert_cmpuint (world.n_happens, ==, 0);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "resumes"), ==, 5);
}

/* Between two pages: of those at the beginning of the list more go than these pages have in common. */
static void
remove_people (World           *world,
               const SlRequest *request)
{
  if (!is_next_page (request, "/api/v1/contacts/"))
    return;
  world->n_happens--;
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *id = g_ptr_array_steal_index (world->others, world->others->len - 1);
      g_autofree char *path = g_strdup_printf ("/api/v1/contacts/%s", id);

      json_object_unref (ask_web (world, "DELETE", path, NULL));
    }
}

/* Nothing is made there as long as nobody knows what is there. */
static void
test_never_stands_still (Fixture      *f,
                         gconstpointer data)
{
  g_auto (World) world = { 0 };
  g_autoptr (GError) error = NULL;
  SlSyncResult result;

  world_init (&world, f);
  fill_both (&world, 12);
  for (guint i = 0; i < 24; i++)
    g_ptr_array_add (world.others, make_on_web (&world, "/api/v1/contacts/", "{\"name\":\"Somebody\"}"));
  sl_model_server_set_row_cap (f->server, 3);
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  world.happening = remove_people;
  world.n_happens = 8;
  sl_sync_client_run (f->one.client, SL_SYNC_RUN_AGREED, SL_TRACKER_MISSING_ASK, &result, NULL, &error);
  g_assert_cmpuint (world.n_happens, ==, 0);
  g_assert_error (error, SL_ERROR, SL_ERROR_FAILED);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "contacts"), ==, 12 + 8);

  client_run_agreed (f, &f->one);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "contacts"), ==, 12 + 8);
}

static void
add_paper (Computer   *self,
           const char *company,
           const char *name)
{
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "add");
  g_autoptr (SlRecord) record = sl_record_new (SL_KIND_DOCUMENT);
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM applications WHERE company_name = '%s'", company);
  g_autofree char *application = client_dup_text (self, sql);

  sl_record_set_text (record, SL_DOCUMENT_NAME, name);
  sl_record_set_text (record, SL_DOCUMENT_APPLICATION_ID, application);
  sl_changeset_insert (changes, record);
  client_apply (self, changes);
}

static SlReply *
show_no_papers_cb (const SlRequest *request,
                   gpointer         data)
{
  g_autofree char *list = g_strconcat ("/api/v1/documents/", data, NULL);

  if (!g_str_equal (request->method, "GET") || !g_str_has_prefix (request->path, list))
    return NULL;
  return client_reply (500, "{\"detail\":\"Failed to fetch documents\"}", -1);
}

/* Of one application the server can't show the papers: nothing else waits for these. */
static void
test_papers_of_one (Fixture      *f,
                    gconstpointer data)
{
  g_autoptr (JsonNode) made = client_web (f, CLIENT_EMAIL, "POST", "/api/v1/applications/", "{\"company_name\":\"Torvmark\",\"role_title\":\"Baker\"}");
  const char *id = sl_json_get_string (json_node_get_object (made), "id", NULL);
  g_autoptr (GError) error = NULL;
  SlSyncResult result;

  client_add_application (&f->one, "Fjellbro");
  client_add_application (&f->one, "Torvmark");
  add_paper (&f->one, "Fjellbro", "Letter");
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_meddle (&f->one, show_no_papers_cb, (gpointer) id);
  add_paper (&f->one, "Torvmark", "Letter");
  for (guint i = 0; i < 2; i++)
    {
      g_clear_error (&error);
      g_assert_false (sl_sync_client_run (f->one.client, SL_SYNC_RUN_AGREED, SL_TRACKER_MISSING_ASK, &result, NULL, &error));
      g_assert_error (error, SL_ERROR, SL_ERROR_FAILED);
      g_assert_nonnull (strstr (error->message, "isn’t sent until"));
      g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "applications"), ==, 2);
      g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "documents"), ==, 1);
      sl_clock_advance (f->clock, 900 * G_USEC_PER_SEC);
    }

  client_meddle (&f->one, NULL, NULL);
  client_run_agreed (f, &f->one);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "documents"), ==, 2);
}

/* What isn't here has no papers here that could be doubled. */
static void
test_papers_of_another (Fixture      *f,
                        gconstpointer data)
{
  g_autoptr (JsonNode) made = client_web (f, CLIENT_EMAIL, "POST", "/api/v1/applications/", "{\"company_name\":\"Torvmark\",\"role_title\":\"Baker\"}");
  const char *id = sl_json_get_string (json_node_get_object (made), "id", NULL);

  client_add_application (&f->one, "Fjellbro");
  add_paper (&f->one, "Fjellbro", "Letter");
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_meddle (&f->one, show_no_papers_cb, (gpointer) id);
  client_run_agreed (f, &f->one);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "documents"), ==, 1);
}

/* Between two pages: who is changed comes last from then on. */
static void
change_resume (World           *world,
               const SlRequest *request)
{
  g_autofree char *path = NULL;

  if (!is_next_page (request, "/api/v1/resumes/"))
    return;
  world->n_happens--;
  path = g_strdup_printf ("/api/v1/resumes/%s", (char *) g_ptr_array_index (world->others, 0));
  json_object_unref (ask_web (world, "PUT", path, "{\"notes\":\"For bakeries\"}"));
}

/* A list without any order and with more than a page: nothing in it tells whether it moved. */
static void
test_has_no_order (Fixture      *f,
                   gconstpointer data)
{
  g_auto (World) world = { 0 };

  world_init (&world, f);
  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *name = g_strdup_printf ("Version %u", i);
      g_autofree char *body = g_strdup_printf ("{\"version_name\":\"%s\"}", name);

      g_ptr_array_add (world.others, make_on_web (&world, "/api/v1/resumes/", body));
      add_named (&f->one, SL_KIND_RESUME_VERSION, SL_RESUME_VERSION_NAME, name);
    }
  sl_model_server_set_row_cap (f->server, 4);
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  world.happening = change_resume;
  world.n_happens = 1;
  client_run_agreed (f, &f->one);
  g_assert_cmpuint (world.n_happens, ==, 0);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "resumes"), ==, 10);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM resume_versions WHERE deleted_at IS NULL"), ==, 10);
}

/* The server loses the session of somebody whom others can see: every list is empty, and no row of it was seen before.
 * By the time something is to be made another program of the person's has signed in. */
static void
show_nothing (World           *world,
              const SlRequest *request)
{
  if (world->n_happens == 2 && g_str_has_prefix (request->path, "/api/v1/contacts/?skip=0"))
    sl_model_server_set_lying (world->f->server, CLIENT_EMAIL, TRUE);
  else if (world->n_happens == 1 && g_str_has_prefix (request->path, "/api/v1/reminders/?skip=0"))
    sl_model_server_set_lying (world->f->server, CLIENT_EMAIL, FALSE);
  else
    return;
  world->n_happens--;
}

static void
test_shows_nothing_at_first (Fixture      *f,
                             gconstpointer data)
{
  g_auto (World) world = { 0 };

  world_init (&world, f);
  json_object_unref (ask_web (&world, "PUT", "/api/v1/users/me", "{\"is_profile_public\":true}"));
  fill_both (&world, 4);
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  world.happening = show_nothing;
  world.n_happens = 2;
  client_run_agreed (f, &f->one);
  client_run_agreed (f, &f->one);
  g_assert_cmpuint (world.n_happens, ==, 0);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "contacts"), ==, 4);
}

/* The same after a sign-in that stands for that list, too. */
static void
test_shows_nothing_after_sign_in (Fixture      *f,
                                  gconstpointer data)
{
  add_named (&f->one, SL_KIND_TAG, SL_TAG_NAME, "Remote");
  test_shows_nothing_at_first (f, data);
}

static SlReply *
count_cb (const SlRequest *request,
          gpointer         data)
{
  *(guint *) data += g_str_has_suffix (request->path, "/auth/login");
  return NULL;
}

/* A new account shows nothing, and has nothing to show: two sign-ins say so of all its lists. */
static void
test_meets_nothing (Fixture      *f,
                    gconstpointer data)
{
  guint n_sign_ins = 0;

  client_add_application (&f->one, "Torvmark");
  add_named (&f->one, SL_KIND_CONTACT, SL_CONTACT_NAME, "Personnel office");
  add_named (&f->one, SL_KIND_TAG, SL_TAG_NAME, "Remote");
  add_named (&f->one, SL_KIND_RESUME_VERSION, SL_RESUME_VERSION_NAME, "General");
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_meddle (&f->one, count_cb, &n_sign_ins);
  client_run_agreed (f, &f->one);

  g_assert_cmpuint (n_sign_ins, ==, 2);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "applications"), ==, 1);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "contacts"), ==, 1);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "tags"), ==, 1);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "resumes"), ==, 1);
}

/* A reminder whose answer got lost, at the end of a list that shifts. */
static void
add_reminder (World           *world,
              const SlRequest *request)
{
  if (!is_next_page (request, "/api/v1/reminders/"))
    return;
  world->n_happens--;
  g_free (make_on_web (world, "/api/v1/reminders/", "{\"title\":\"Soon\",\"remind_at\":\"2026-01-01T00:00:00Z\"}"));
}

static void
test_lost_answer_on_last_page (Fixture      *f,
                               gconstpointer data)
{
  g_auto (World) world = { 0 };
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "add");
  g_autoptr (SlRecord) record = sl_record_new (SL_KIND_REMINDER);

  world_init (&world, f);
  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"title\":\"R %u\",\"remind_at\":\"2026-05-%02uT%02u:00:00Z\"}", i, 1 + i % 28, i % 24);

      g_free (make_on_web (&world, "/api/v1/reminders/", body));
    }
  sl_model_server_set_row_cap (f->server, 20);
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  sl_record_set_text (record, SL_REMINDER_TITLE, "Late one");
  sl_record_set_integer (record, SL_REMINDER_REMIND_AT, G_GINT64_CONSTANT (1900000000000000));
  sl_changeset_insert (changes, record);
  client_apply (&f->one, changes);
  world.lose = "Late one";
  client_run_agreed (f, &f->one);
  world.lose = NULL;
  sl_clock_advance (f->clock, 300 * G_USEC_PER_SEC);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "reminders"), ==, 61);

  world.happening = add_reminder;
  world.n_happens = 1;
  client_run_agreed (f, &f->one);
  client_run_agreed (f, &f->one);
  g_assert_cmpuint (world.n_happens, ==, 0);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "reminders"), ==, 62);
}

/* Between the list of résumés and that of the applications. */
static void
send_with_new_resume (World           *world,
                      const SlRequest *request)
{
  g_autofree char *resume = NULL;
  g_autofree char *path = NULL;
  g_autofree char *body = NULL;

  if (!g_str_has_prefix (request->path, "/api/v1/applications/?skip=0"))
    return;
  world->n_happens--;
  resume = make_on_web (world, "/api/v1/resumes/", "{\"version_name\":\"General\"}");
  path = g_strdup_printf ("/api/v1/applications/%s", world->application);
  body = g_strdup_printf ("{\"resume_version_id\":\"%s\"}", resume);
  json_object_unref (ask_web (world, "PUT", path, body));
}

static void
set_resume (Computer   *self,
            const char *resume)
{
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  g_autofree char *id = read_text (self, "SELECT id FROM applications");

  sl_changeset_update_text (changes, SL_KIND_APPLICATION, id, SL_APPLICATION_RESUME_VERSION_ID, resume);
  client_apply (self, changes);
}

static void
test_reference_to_newer (Fixture      *f,
                         gconstpointer data)
{
  g_auto (World) world = { 0 };
  g_autofree char *name = NULL;

  world_init (&world, f);
  client_add_application (&f->one, "Torvmark");
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  client_run_agreed (f, &f->one);
  world.application = read_text (&f->one, "SELECT server_id FROM sync_shadow");
  world.happening = send_with_new_resume;
  world.n_happens = 1;
  client_run_agreed (f, &f->one);
  g_assert_cmpuint (world.n_happens, ==, 0);
  client_run_agreed (f, &f->one);
  name = read_text (&f->one, "SELECT r.version_name FROM applications AS a JOIN resume_versions AS r ON r.id = a.resume_version_id");
  g_assert_cmpstr (name, ==, "General");
}

/* The one that was there before isn't sent over the new one, which isn't known yet, with another change. */
static void
test_reference_in_place_of_another (Fixture      *f,
                                    gconstpointer data)
{
  g_auto (World) world = { 0 };
  g_autofree char *resume = NULL;
  g_autofree char *name = NULL;
  g_autofree char *application = NULL;
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "edit");

  world_init (&world, f);
  client_add_application (&f->one, "Torvmark");
  add_named (&f->one, SL_KIND_RESUME_VERSION, SL_RESUME_VERSION_NAME, "Bakery");
  resume = read_text (&f->one, "SELECT id FROM resume_versions");
  set_resume (&f->one, resume);
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  client_run_agreed (f, &f->one);
  application = read_text (&f->one, "SELECT id FROM applications");
  world.application = read_text (&f->one, "SELECT s.server_id FROM sync_shadow AS s JOIN applications AS a ON a.id = s.id");
  sl_changeset_update_text (changes, SL_KIND_APPLICATION, application, SL_APPLICATION_LOCATION, "Bergen");
  client_apply (&f->one, changes);
  world.happening = send_with_new_resume;
  world.n_happens = 1;
  client_run_agreed (f, &f->one);
  client_run_agreed (f, &f->one);
  client_run_agreed (f, &f->one);
  name = read_text (&f->one, "SELECT r.version_name FROM applications AS a JOIN resume_versions AS r ON r.id = a.resume_version_id WHERE a.location = 'Bergen'");
  g_assert_cmpstr (name, ==, "General");
}

/* A list that comes whole whatever page is asked for, and is longer than what pages have in common. */
static void
test_tag_deleted_there (Fixture      *f,
                        gconstpointer data)
{
  g_auto (World) world = { 0 };
  g_autofree char *last = NULL;
  g_autofree char *path = NULL;

  world_init (&world, f);
  for (guint i = 0; i < 15; i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"name\":\"Tag %u\"}", i);

      g_free (last);
      last = make_on_web (&world, "/api/v1/tags/", body);
    }
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM tags WHERE deleted_at IS NULL"), ==, 15);
  path = g_strdup_printf ("/api/v1/tags/%s", last);
  json_object_unref (ask_web (&world, "DELETE", path, NULL));
  for (guint i = 0; i < 3; i++)
    client_run_agreed (f, &f->one);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM tags WHERE deleted_at IS NULL"), ==, 14);
}

/* A server tells names apart that differ in nothing but capitals. */
static void
test_tags_of_one_fold (Fixture      *f,
                       gconstpointer data)
{
  g_auto (World) world = { 0 };
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  g_autofree char *id = NULL;

  world_init (&world, f);
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  g_free (make_on_web (&world, "/api/v1/tags/", "{\"name\":\"Remote\"}"));
  g_free (make_on_web (&world, "/api/v1/tags/", "{\"name\":\"remote\"}"));
  client_add_application (&f->one, "Torvmark");
  client_run_agreed (f, &f->one);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "applications"), ==, 1);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM tags WHERE deleted_at IS NULL"), ==, 2);

  /* Either can be changed here, in all but its name. */
  id = read_text (&f->one, "SELECT id FROM tags WHERE name = 'remote'");
  sl_changeset_update_text (changes, SL_KIND_TAG, id, SL_TAG_COLOR, "#ff0000");
  client_apply (&f->one, changes);
  client_run_agreed (f, &f->one);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM sync_dirty"), ==, 0);
}

static gpointer
count_conflicts_cb (SlConnection *connection,
                    gpointer      data,
                    GCancellable *cancellable,
                    GError      **error)
{
  return GINT_TO_POINTER (1 + sl_sync_conflicts_count (connection, error));
}

static int
count_conflicts (Computer *computer)
{
  return GPOINTER_TO_INT (sl_store_read (computer->store, count_conflicts_cb, NULL, NULL)) - 1;
}

/* What two computers had before they met, and is one for both from then on: in whose capitals is nothing to ask about. */
static void
test_tags_meet_in_capitals (Fixture      *f,
                            gconstpointer data)
{
  g_autofree char *name = NULL;
  g_autofree char *there = NULL;

  add_named (&f->one, SL_KIND_TAG, SL_TAG_NAME, "Remote");
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  add_named (&f->other, SL_KIND_TAG, SL_TAG_NAME, "remote");
  client_sign_in (&f->other, CLIENT_EMAIL, FALSE);
  for (guint i = 0; i < 2; i++)
    {
      client_run_agreed (f, &f->other);
      client_run_agreed (f, &f->one);
      g_assert_cmpint (count_conflicts (&f->one), ==, 0);
      g_assert_cmpint (count_conflicts (&f->other), ==, 0);
    }
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "tags"), ==, 1);
  name = read_text (&f->one, "SELECT name FROM tags WHERE deleted_at IS NULL");
  there = read_text (&f->other, "SELECT name FROM tags WHERE deleted_at IS NULL");
  g_assert_cmpstr (name, ==, there);
}

/* One computer renames a tag; the other makes one of that name meanwhile, and puts it on an application. */
static void
test_tag_renamed_to_new_one (Fixture      *f,
                             gconstpointer data)
{
  g_autoptr (SlChangeset) rename = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  g_autoptr (SlChangeset) assign = sl_changeset_new (SL_ACTOR_PERSON, "add");
  g_autoptr (SlRecord) assignment = sl_record_new (SL_KIND_TAG_ASSIGNMENT);
  g_autofree char *home = NULL;
  g_autofree char *tag = NULL;
  g_autofree char *application = NULL;

  add_named (&f->one, SL_KIND_TAG, SL_TAG_NAME, "Home");
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  client_sign_in (&f->other, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->other);
  home = read_text (&f->one, "SELECT id FROM tags");
  sl_changeset_update_text (rename, SL_KIND_TAG, home, SL_TAG_NAME, "Remote");
  client_apply (&f->one, rename);
  client_run_agreed (f, &f->one);

  add_named (&f->other, SL_KIND_TAG, SL_TAG_NAME, "Remote");
  client_add_application (&f->other, "Torvmark");
  tag = read_text (&f->other, "SELECT id FROM tags WHERE name = 'Remote'");
  application = read_text (&f->other, "SELECT id FROM applications");
  sl_record_set_text (assignment, SL_TAG_ASSIGNMENT_APPLICATION_ID, application);
  sl_record_set_text (assignment, SL_TAG_ASSIGNMENT_TAG_ID, tag);
  sl_changeset_insert (assign, assignment);
  client_apply (&f->other, assign);
  client_run_agreed (f, &f->other);
  client_run_agreed (f, &f->other);
  client_run_agreed (f, &f->one);

  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "tags"), ==, 1);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "application_tags"), ==, 1);
  g_assert_cmpint (client_count (&f->other, "SELECT count (*) FROM sync_dirty"), ==, 0);
  g_assert_cmpint (client_count (&f->other, "SELECT count (*) FROM sync_flight"), ==, 0);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpint (client_count (i == 0 ? &f->one : &f->other,
                                   "SELECT count (*) FROM tag_assignments AS a JOIN tags AS t ON t.id = a.tag_id"
                                   " WHERE t.name = 'Remote' AND t.deleted_at IS NULL AND a.deleted_at IS NULL"), ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);
  client_test_add ("lists/shifts-once", test_shifts_once);
  client_test_add ("lists/shifts-on-short-pages", test_shifts_on_short_pages);
  client_test_add ("lists/shrinks-to-a-page", test_shrinks_to_a_page);
  client_test_add ("lists/never-stands-still", test_never_stands_still);
  client_test_add ("lists/papers-of-one", test_papers_of_one);
  client_test_add ("lists/papers-of-another", test_papers_of_another);
  client_test_add ("lists/has-no-order", test_has_no_order);
  client_test_add ("lists/shows-nothing-at-first", test_shows_nothing_at_first);
  client_test_add ("lists/shows-nothing-after-sign-in", test_shows_nothing_after_sign_in);
  client_test_add ("lists/meets-nothing", test_meets_nothing);
  client_test_add ("lists/lost-answer-on-last-page", test_lost_answer_on_last_page);
  client_test_add ("lists/reference-to-newer", test_reference_to_newer);
  client_test_add ("lists/reference-in-place-of-another", test_reference_in_place_of_another);
  client_test_add ("lists/tag-deleted-there", test_tag_deleted_there);
  client_test_add ("lists/tags-of-one-fold", test_tags_of_one_fold);
  client_test_add ("lists/tags-meet-in-capitals", test_tags_meet_in_capitals);
  client_test_add ("lists/tag-renamed-to-new-one", test_tag_renamed_to_new_one);
  return g_test_run ();
}
