/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first published generation: what was committed although it answers 500, what can't be made at all, what isn't there,
 * and the list that one reflection breaks for good. */
#include "config.h"

#include <string.h>

#include "sl-json.h"
#include "sl-model-caller.h"
#include "sl-test.h"

#define NOBODY "00000000-0000-4000-8000-000000000000"

/* A row's id as the oracle knows it: the answers don't say. */
static char *
get_id (SlModelCaller *caller,
        const char    *collection)
{
  g_autoptr (JsonObject) keep = NULL;
  JsonArray *rows = sl_model_caller_dump (caller, collection, &keep);

  g_assert_cmpuint (json_array_get_length (rows), >=, 1);

  return g_strdup (sl_json_get_string (json_array_get_object_element (rows, json_array_get_length (rows) - 1), "id", NULL));
}

static void
assert_500 (SlModelCaller *caller)
{
  g_assert_cmpuint (caller->answer->status, ==, 500);
  g_assert_cmpstr (caller->answer->content_type, ==, "text/plain; charset=utf-8");
  g_assert_cmpmem (g_bytes_get_data (caller->answer->body, NULL), g_bytes_get_size (caller->answer->body), "Internal Server Error", strlen ("Internal Server Error"));
}

/* Sends a POST that is answered 500, and counts what it made. */
static guint
post (SlModelCaller *caller,
      const char    *collection,
      const char    *path,
      const char    *body)
{
  g_autofree char *mark = g_strconcat (path, "#", NULL);
  guint ever;

  caller->provenance = mark;
  sl_model_caller_send (caller, "POST", path, body);
  assert_500 (caller);
  caller->provenance = NULL;
  sl_model_server_count (caller->server, collection, mark, &ever);

  return ever;
}

static char *
make_application (SlModelCaller *caller,
                  const char    *company)
{
  g_autofree char *body = g_strdup_printf ("{\"company_name\":\"%s\",\"role_title\":\"Baker\",\"status\":\"Applied\"}", company);

  post (caller, "applications", "/applications/", body);

  return get_id (caller, "applications");
}

static char *
join (const char *start,
      const char *id,
      const char *end)
{
  return g_strconcat (start, id, end, NULL);
}

static void
test_commits_then_500 (void)
{
  g_auto (SlModelCaller) caller;
  g_autofree char *application = NULL, *stages = NULL, *reflection = NULL, *saved = NULL, *convert = NULL, *reminder = NULL, *complete = NULL, *path = NULL, *saved_path = NULL;

  sl_model_caller_init (&caller, SL_MODEL_PROFILE_OLD);
  g_assert_cmpuint (post (&caller, "applications", "/applications/", "{\"company_name\":\"Torvmark\",\"role_title\":\"Baker\",\"status\":\"Applied\"}"), ==, 1);
  application = get_id (&caller, "applications");

  stages = join ("/applications/", application, "/stages");
  g_assert_cmpuint (post (&caller, "stages", stages, "{\"stage_name\":\"First call\"}"), ==, 1);
  path = join ("/applications/", application, "");
  sl_model_caller_expect (&caller, 200, "GET", path, NULL);
  g_assert_cmpstr (sl_model_caller_text (&caller, "status"), ==, "Interviewing");

  reflection = join ("/applications/", application, "/reflection");
  g_assert_cmpuint (post (&caller, "reflections", reflection, "{}"), ==, 1);
  /* The rule of the database that there is but one is a 500, too. */
  g_assert_cmpuint (post (&caller, "reflections", reflection, "{}"), ==, 1);
  g_assert_cmpuint (post (&caller, "contacts", "/contacts/", "{\"name\":\"Personnel office\"}"), ==, 1);

  g_assert_cmpuint (post (&caller, "saved_jobs", "/saved-jobs/", "{\"company_name\":\"Torvmark\",\"role_title\":\"Miller\"}"), ==, 1);
  saved = get_id (&caller, "saved_jobs");
  convert = join ("/saved-jobs/", saved, "/convert");
  g_assert_cmpuint (post (&caller, "applications", convert, NULL), ==, 1);
  saved_path = join ("/saved-jobs/", saved, "");
  sl_model_caller_expect (&caller, 200, "GET", saved_path, NULL);
  g_assert_cmpstr (sl_model_caller_text (&caller, "status"), ==, "Converted");
  sl_model_caller_expect (&caller, 409, "POST", convert, NULL);

  reminder = sl_model_caller_make (&caller, 201, "/reminders/", "{\"title\":\"Ask\",\"remind_at\":\"2026-04-01\"}");
  complete = join ("/reminders/", reminder, "/complete");
  sl_model_caller_send (&caller, "POST", complete, NULL);
  assert_500 (&caller);
  sl_model_caller_expect (&caller, 400, "POST", complete, NULL);
}

static void
test_500_before (void)
{
  g_auto (SlModelCaller) caller;
  g_autofree char *application = NULL, *outcome = NULL;

  sl_model_caller_init (&caller, SL_MODEL_PROFILE_OLD);
  application = make_application (&caller, "Torvmark");
  outcome = join ("/applications/", application, "/outcome");
  g_assert_cmpuint (post (&caller, "outcomes", outcome, "{}"), ==, 0);
  g_assert_cmpuint (post (&caller, "tags", "/tags/", "{\"name\":\"nearby\"}"), ==, 0);
  g_assert_cmpuint (post (&caller, "users", "/auth/register", "{\"email\":\"second@example.org\",\"username\":\"second\",\"password\":\"correct-horse\"}"), ==, 0);
}

static void
test_missing (void)
{
  static const char *const paths[] = {
    "/applications/" NOBODY, "/contacts/" NOBODY, "/resumes/" NOBODY, "/reminders/" NOBODY, "/saved-jobs/" NOBODY,
  };
  g_auto (SlModelCaller) caller;
  g_autofree char *contact = NULL, *path = NULL;

  sl_model_caller_init (&caller, SL_MODEL_PROFILE_OLD);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      sl_model_caller_send (&caller, "GET", paths[i], NULL);
      assert_500 (&caller);
      sl_model_caller_send (&caller, "PUT", paths[i], "{\"notes\":\"x\",\"title\":\"x\"}");
      assert_500 (&caller);
      sl_model_caller_send (&caller, "DELETE", paths[i], NULL);
      assert_500 (&caller);
    }

  /* So a second DELETE is one, too. */
  post (&caller, "contacts", "/contacts/", "{\"name\":\"Personnel office\"}");
  contact = get_id (&caller, "contacts");
  path = join ("/contacts/", contact, "");
  sl_model_caller_expect (&caller, 200, "DELETE", path, NULL);
  sl_model_caller_send (&caller, "DELETE", path, NULL);
  assert_500 (&caller);

  /* An address that is no route is none here, either. */
  sl_model_caller_expect (&caller, 404, "GET", "/nowhere", NULL);
}

static void
test_poisoned_list (void)
{
  g_auto (SlModelCaller) caller;
  g_autofree char *first = NULL, *middle = NULL, *last = NULL, *reflection = NULL, *path = NULL;

  sl_model_caller_init (&caller, SL_MODEL_PROFILE_OLD);
  first = make_application (&caller, "Torvmark");
  middle = make_application (&caller, "Ostwerk");
  last = make_application (&caller, "Nordhof");
  sl_model_caller_expect (&caller, 200, "GET", "/applications/", NULL);
  g_assert_cmpuint (sl_model_caller_length (&caller), ==, 3);

  reflection = join ("/applications/", middle, "/reflection");
  post (&caller, "reflections", reflection, "{\"what_worked\":\"bread\"}");
  sl_model_caller_send (&caller, "GET", "/applications/", NULL);
  assert_500 (&caller);
  sl_model_caller_send (&caller, "GET", "/applications/?limit=2", NULL);
  assert_500 (&caller);

  /* Around it the list is whole, and the application itself can be read. */
  sl_model_caller_expect (&caller, 200, "GET", "/applications/?limit=1", NULL);
  g_assert_cmpstr (sl_model_caller_text_at (&caller, 0, "id"), ==, last);
  sl_model_caller_expect (&caller, 200, "GET", "/applications/?skip=2", NULL);
  g_assert_cmpstr (sl_model_caller_text_at (&caller, 0, "id"), ==, first);
  path = join ("/applications/", middle, "");
  sl_model_caller_expect (&caller, 200, "GET", path, NULL);
  g_assert_cmpstr (sl_json_get_string (sl_json_get_object (json_node_get_object (caller.json), "reflection"), "what_worked", NULL), ==, "bread");
}

static void
test_what_works (void)
{
  g_auto (SlModelCaller) caller;
  g_autofree char *application = NULL, *resume = NULL, *document = NULL, *body = NULL, *path = NULL;

  sl_model_caller_init (&caller, SL_MODEL_PROFILE_OLD);
  application = make_application (&caller, "Torvmark");
  resume = sl_model_caller_make (&caller, 200, "/resumes/", "{\"version_name\":\"General\"}");
  body = g_strdup_printf ("{\"application_id\":\"%s\",\"name\":\"Letter\"}", application);
  document = sl_model_caller_make (&caller, 201, "/documents/", body);
  path = join ("/applications/", application, "");
  sl_model_caller_expect (&caller, 200, "PUT", path, "{\"status\":\"Rejected\"}");
  sl_model_caller_expect (&caller, 200, "DELETE", path, NULL);
  sl_model_caller_expect (&caller, 200, "GET", "/applications/", NULL);
  g_assert_cmpuint (sl_model_caller_length (&caller), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);
  g_test_add_func ("/old/commits-then-500", test_commits_then_500);
  g_test_add_func ("/old/500-before", test_500_before);
  g_test_add_func ("/old/missing", test_missing);
  g_test_add_func ("/old/poisoned-list", test_poisoned_list);
  g_test_add_func ("/old/what-works", test_what_works);

  return g_test_run ();
}
