/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is known of the real server and no recording shows: one line each. */
#include "config.h"

#include <string.h>

#include "sl-json.h"
#include "sl-model-caller.h"
#include "sl-test.h"

#define NOBODY "00000000-0000-4000-8000-000000000000"
#define APPLICATIONS "/applications/"

/* A request and its status; "{app}" stands for an application's id, "{stage}" for that of its stage, and so on. */
typedef struct {
  guint status;
  const char *method;
  const char *path;
  const char *body;
  const char *says; /* nullable: what stands in the answer */
} Rule;

static const Rule rules[] = {
  /* Nulls, nothing, and fields that aren't known change nothing, and that is a 500. */
  { 500, "PUT", "/applications/{app}", "{\"colour\":\"red\"}", NULL },
  { 500, "PUT", "/contacts/{contact}", "{}", NULL },
  { 500, "PUT", "/reminders/{reminder}", "{\"title\":null}", NULL },
  { 500, "PUT", "/tags/{tag}", "{\"color\":null}", NULL },
  { 200, "PUT", "/applications/{app}/stages/{stage}", "{\"questions_asked\":null}", "\"questions_asked\":[]" },
  /* An empty text is kept; an empty day, number or word is none. */
  { 200, "PUT", "/applications/{app}", "{\"url\":\"\"}", "\"url\":\"\"" },
  { 422, "PUT", "/applications/{app}", "{\"applied_date\":\"\"}", "input is too short" },
  { 422, "PUT", "/applications/{app}", "{\"salary_min\":\"\"}", "int_parsing" },
  { 422, "PUT", "/applications/{app}", "{\"priority\":\"\"}", "'High', 'Medium' or 'Low'" },
  { 500, "PUT", "/applications/{app}", "{\"resume_version_id\":\"\"}", NULL },
  { 500, "PUT", "/contacts/{contact}", "{\"application_id\":\"\"}", NULL },
  { 500, "PUT", "/contacts/{contact}", "{\"application_id\":\"" NOBODY "\"}", NULL },
  { 500, "POST", "/reminders/", "{\"title\":\"Ask\",\"remind_at\":\"2026-04-01\",\"application_id\":\"" NOBODY "\"}", NULL },
  /* What validation passes and the database doesn't take */
  { 500, "PUT", "/applications/{app}", "{\"salary_max\":4294967296}", NULL },
  { 500, "PUT", "/applications/{app}", "{\"notes\":\"a\\u0000b\"}", NULL },
  { 500, "PUT", "/saved-jobs/{saved}", "{\"status\":\"Gone\"}", NULL },
  { 400, "PUT", "/saved-jobs/{saved}", "{\"status\":\"Converted\"}", NULL },
  { 500, "POST", "/applications/{app}/outcome", "{\"status\":\"Lost\"}", NULL },
  /* Forms of days and times */
  { 422, "PUT", "/applications/{app}", "{\"applied_date\":\"2026-02-30\"}", "day value is outside expected range" },
  { 422, "PUT", "/applications/{app}", "{\"applied_date\":\"2026-13-01\"}", "month value is outside expected range of 1-12" },
  { 422, "PUT", "/applications/{app}", "{\"applied_date\":\"2026-02-01T10:00:00Z\"}", "zero time" },
  { 422, "PUT", "/applications/{app}", "{\"applied_date\":true}", "Input should be a valid date" },
  { 200, "PUT", "/reminders/{reminder}", "{\"remind_at\":\"2026-04-01T10:00:00.12+05:30\"}", "2026-04-01T04:30:00.120000Z" },
  { 200, "PUT", "/reminders/{reminder}", "{\"remind_at\":1775037600000}", "2026-04-01T10:00:00Z" },
  /* The wrong kind of value */
  { 422, "PUT", "/applications/{app}", "{\"company_name\":7}", "Input should be a valid string" },
  { 422, "PUT", "/applications/{app}", "{\"salary_min\":-1}", "greater than or equal to 0" },
  { 422, "PUT", "/applications/{app}/stages/{stage}", "{\"questions_asked\":\"why\"}", "Input should be a valid list" },
  { 422, "POST", "/tags/", "{\"name\":null}", "Input should be a valid string" },
  { 422, "POST", "/tags/", "[]", "valid dictionary" },
  { 422, "GET", "/reminders/?is_completed=maybe", NULL, "unable to interpret input" },
  { 200, "GET", "/reminders/?is_completed=0", NULL, "Ask" },
  /* Ids that are none, and those of other kinds */
  { 500, "GET", "/contacts/none", NULL, NULL },
  { 500, "GET", "/contacts/%zz", NULL, NULL },
  { 500, "GET", "/contacts/?application_id=none", NULL, NULL },
  { 404, "GET", "/contacts/{app}", NULL, "Contact not found" },
  { 404, "DELETE", "/applications/{other}/stages/{stage}", NULL, "Stage not found" },
  { 404, "GET", "/documents/" NOBODY, NULL, "Application not found" },
  { 404, "GET", "/tags/application/" NOBODY, NULL, "Application not found" },
  /* Parameters that no route has are passed by. */
  { 200, "GET", "/reminders/?application_id=none", NULL, "Ask" },
  /* Routes */
  { 404, "GET", "/nowhere", NULL, "{\"detail\":\"Not Found\"}" },
  { 405, "PATCH", "/contacts/{contact}", "{}", NULL },
  { 307, "GET", "/contacts?limit=5", NULL, NULL },
  { 404, "POST", "/tags/application/{app}/assign/{tag}", NULL, "Not Found" },
  /* Two reactions of different kinds, a second stage, a second reminder: nothing is the same row. */
  { 201, "POST", "/applications/{app}/stages", "{\"stage_name\":\"First call\"}", NULL },
  { 201, "POST", "/applications/{app}/reflection", "{\"skill_gaps\":{\"sql\":1.5,\"b\":{\"yy\":null,\"x\":[]},\"aa\":true}}",
    "\"skill_gaps\":{\"b\":{\"x\":[],\"yy\":null},\"aa\":true,\"sql\":1.5}" },
  { 500, "POST", "/applications/{app}/reflection", "{}", NULL },
  { 201, "POST", "/applications/{app}/outcome", "{\"status\":\"Rejected\"}", NULL },
  { 409, "POST", "/applications/{app}/outcome", "{}", NULL },
  { 200, "GET", "/applications/{app}", NULL, "\"status\":\"Offer\"" },
};

typedef struct {
  SlModelCaller caller;
  GHashTable *ids;
} Fixture;

static void
keep (Fixture    *fixture,
      const char *name,
      guint       status,
      const char *path,
      const char *body)
{
  g_hash_table_insert (fixture->ids, g_strdup (name), sl_model_caller_make (&fixture->caller, status, path, body));
}

static char *
fill_in (Fixture    *fixture,
         const char *text)
{
  g_autoptr (GString) filled = g_string_new (text);
  GHashTableIter iter;
  gpointer name, id;

  g_hash_table_iter_init (&iter, fixture->ids);
  while (g_hash_table_iter_next (&iter, &name, &id))
    g_string_replace (filled, name, id, 0);

  return g_string_free_and_steal (g_steal_pointer (&filled));
}

static void
set_up (Fixture       *fixture,
        SlModelProfile profile)
{
  g_autofree char *stages = NULL;

  sl_model_caller_init (&fixture->caller, profile);
  fixture->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  keep (fixture, "{app}", 201, APPLICATIONS, "{\"company_name\":\"Torvmark\",\"role_title\":\"Baker\",\"salary_min\":10}");
  keep (fixture, "{other}", 201, APPLICATIONS, "{\"company_name\":\"Ostwerk\",\"role_title\":\"Baker\"}");
  stages = fill_in (fixture, "/applications/{app}/stages");
  keep (fixture, "{stage}", 201, stages, "{\"stage_name\":\"First call\",\"questions_asked\":[\"Why?\"]}");
  keep (fixture, "{contact}", 201, "/contacts/", "{\"name\":\"Personnel office\"}");
  keep (fixture, "{reminder}", 201, "/reminders/", "{\"title\":\"Ask\",\"remind_at\":\"2026-04-01\"}");
  keep (fixture, "{tag}", 201, "/tags/", "{\"name\":\"nearby\"}");
  keep (fixture, "{saved}", 201, "/saved-jobs/", "{\"company_name\":\"Nordhof\"}");
}

static void
tear_down (Fixture *fixture)
{
  sl_model_caller_clear (&fixture->caller);
  g_hash_table_unref (fixture->ids);
}

static void
test_rules (void)
{
  Fixture fixture;

  set_up (&fixture, SL_MODEL_PROFILE_DOC);
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      const Rule *rule = &rules[i];
      g_autofree char *path = fill_in (&fixture, rule->path);
      guint status = sl_model_caller_send (&fixture.caller, rule->method, path, rule->body);
      g_autofree char *said = g_strndup (status != 307 ? g_bytes_get_data (fixture.caller.answer->body, NULL) : "", g_bytes_get_size (fixture.caller.answer->body));

      if (status != rule->status || (rule->says != NULL && strstr (said, rule->says) == NULL))
        g_test_message ("%s %s %s: %u %s", rule->method, rule->path, rule->body != NULL ? rule->body : "", status, said);
      g_assert_cmpuint (status, ==, rule->status);
      g_assert_true (rule->says == NULL || strstr (said, rule->says) != NULL);
    }
  tear_down (&fixture);
}

/* updated_at moves with every PUT, and not with a part that comes, changes or goes. */
static void
test_updated_at (void)
{
  static const struct {
    const char *method, *path, *body;
    gboolean moves;
  } steps[] = {
    { "PUT", "/applications/{app}", "{\"notes\":\"x\"}", TRUE },
    { "PUT", "/applications/{app}", "{\"notes\":\"x\"}", TRUE },
    { "POST", "/applications/{app}/stages", "{\"stage_name\":\"Second call\"}", FALSE },
    { "PUT", "/applications/{app}/stages/{stage}", "{\"result\":\"Passed\"}", FALSE },
    { "DELETE", "/applications/{app}/stages/{stage}", NULL, FALSE },
    { "POST", "/applications/{app}/outcome", "{}", TRUE },
    { "POST", "/applications/{app}/reflection", "{}", FALSE },
    { "POST", "/tags/application/{app}/{tag}", NULL, FALSE },
  };
  Fixture fixture;
  g_autofree char *application = NULL, *before = NULL;

  set_up (&fixture, SL_MODEL_PROFILE_DOC);
  application = fill_in (&fixture, "/applications/{app}");
  sl_model_caller_expect (&fixture.caller, 200, "GET", application, NULL);
  before = g_strdup (sl_model_caller_text (&fixture.caller, "updated_at"));
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *path = fill_in (&fixture, steps[i].path);

      g_assert_cmpuint (sl_model_caller_send (&fixture.caller, steps[i].method, path, steps[i].body), <, 300);
      sl_model_caller_expect (&fixture.caller, 200, "GET", application, NULL);
      if (steps[i].moves)
        g_assert_cmpstr (sl_model_caller_text (&fixture.caller, "updated_at"), >, before);
      else
        g_assert_cmpstr (sl_model_caller_text (&fixture.caller, "updated_at"), ==, before);
      g_set_str (&before, sl_model_caller_text (&fixture.caller, "updated_at"));
    }
  tear_down (&fixture);
}

/* The two generations are told apart by what they say of themselves. */
static void
test_openapi (void)
{
  static const char *const first[] = { "Saved", "Open", "Saved" };

  for (SlModelProfile profile = SL_MODEL_PROFILE_DOC; profile <= SL_MODEL_PROFILE_OLD; profile++)
    {
      g_auto (SlModelCaller) caller;
      JsonObject *schemas, *paths;

      sl_model_caller_init (&caller, profile);
      g_clear_pointer (&caller.token, g_free);
      sl_model_caller_expect (&caller, 200, "GET", "/openapi.json", NULL);
      schemas = sl_json_get_object (sl_json_get_object (json_node_get_object (caller.json), "components"), "schemas");
      g_assert_cmpstr (json_array_get_string_element (sl_json_get_array (sl_json_get_object (schemas, "ApplicationStatus"), "enum"), 0), ==, first[profile]);
      paths = sl_json_get_object (json_node_get_object (caller.json), "paths");
      g_assert_true (json_object_has_member (paths, "/api/v1/applications/"));
    }
}

static guint
upload (Fixture    *fixture,
        const char *resume,
        const char *type,
        gsize       size)
{
  g_autofree char *path = g_strconcat ("/api/v1/upload/resumes/", resume, NULL);
  g_autofree char *authorization = g_strconcat ("Bearer ", fixture->caller.token, NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *filling = g_strnfill (size, 'x');
  g_autoptr (GBytes) body = NULL;
  g_autoptr (SlModelAnswer) answer = NULL;

  g_string_printf (text, "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"cv.pdf\"\r\nContent-Type: %s\r\n\r\n", type);
  g_string_append_len (text, filling, (gssize) size);
  g_string_append (text, "\r\n--edge--\r\n");
  body = g_bytes_new (text->str, text->len);
  answer = sl_model_server_handle (fixture->caller.server, &(SlModelRequest) { "POST", path, authorization, "multipart/form-data; boundary=edge", body, NULL });

  return answer->status;
}

static void
test_upload (void)
{
  Fixture fixture;
  g_autofree char *resume = NULL;

  set_up (&fixture, SL_MODEL_PROFILE_DOC);
  resume = sl_model_caller_make (&fixture.caller, 200, "/resumes/", "{\"version_name\":\"General\"}");
  g_assert_cmpuint (upload (&fixture, resume, "application/pdf", 10 * 1024 * 1024), ==, 200);
  g_assert_cmpuint (upload (&fixture, resume, "application/pdf", 10 * 1024 * 1024 + 1), ==, 400);
  g_assert_cmpuint (upload (&fixture, resume, "application/msword", 0), ==, 200);
  g_assert_cmpuint (upload (&fixture, resume, "image/png", 10), ==, 400);
  g_assert_cmpuint (upload (&fixture, NOBODY, "application/pdf", 10), ==, 404);
  tear_down (&fixture);
}

/* Nothing that is sent ends the server. */
static void
test_hostile (void)
{
  static const char *const methods[] = { "GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "" };
  static const char *const paths[] = { "", "?", "/", "//", "/applications/%00", "/applications/?limit=%zz&=&&a", "/users/search?q=%ff", "/social/follow/%zz" };
  static const char *const bodies[] = { "", "{", "null", "[[[", "\"\xff\"", "{\"company_name\":{\"a\":[]},\"role_title\":[1]}", "{\"remind_at\":1e300,\"title\":\"\"}" };
  Fixture fixture;

  for (SlModelProfile profile = SL_MODEL_PROFILE_DOC; profile <= SL_MODEL_PROFILE_HEAD; profile++)
    {
      set_up (&fixture, profile);
      for (guint m = 0; m < G_N_ELEMENTS (methods); m++)
        for (guint p = 0; p < G_N_ELEMENTS (paths); p++)
          g_assert_cmpuint (sl_model_caller_send (&fixture.caller, methods[m], paths[p], NULL), >=, 200);
      for (guint b = 0; b < G_N_ELEMENTS (bodies); b++)
        {
          g_assert_cmpuint (sl_model_caller_send (&fixture.caller, "POST", APPLICATIONS, bodies[b]), ==, 422);
          g_assert_cmpuint (sl_model_caller_send (&fixture.caller, "POST", "/reminders/", bodies[b]), >=, 201);
        }
      tear_down (&fixture);
    }
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);
  g_test_add_func ("/rules/one-by-one", test_rules);
  g_test_add_func ("/rules/updated-at", test_updated_at);
  g_test_add_func ("/rules/openapi", test_openapi);
  g_test_add_func ("/rules/upload", test_upload);
  g_test_add_func ("/rules/hostile", test_hostile);

  return g_test_run ();
}
