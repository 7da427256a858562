/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What answers mean: those of the recorded servers, and those of whatever else may stand in between. */

#define G_LOG_DOMAIN "test-tracker-answer"

#include "config.h"

#include "sl-json.h"
#include "sl-test.h"
#include "sl-tracker-answer.h"

typedef struct {
  guint status;
  const char *body;
  SlTrackerVerdict verdict;
  const char *detail;
  const char *field, *message; /* of the first problem */
} Case;

static const Case cases[] = {
  { 200, "[]", SL_TRACKER_DONE, NULL, NULL, NULL },
  { 201, "{\"id\":\"x\"}", SL_TRACKER_DONE, NULL, NULL, NULL },
  { 201, "{\"id\":\"x", SL_TRACKER_UNCERTAIN, NULL, NULL, NULL },
  { 200, "<html>Sign in to the hotel</html>", SL_TRACKER_UNCERTAIN, NULL, NULL, NULL },
  { 200, NULL, SL_TRACKER_UNCERTAIN, NULL, NULL, NULL },
  { 200, "", SL_TRACKER_UNCERTAIN, NULL, NULL, NULL },
  { 200, "\"\xff\xfe\"", SL_TRACKER_UNCERTAIN, NULL, NULL, NULL },
  { 0, NULL, SL_TRACKER_UNCERTAIN, NULL, NULL, NULL },
  { 307, NULL, SL_TRACKER_MOVED, NULL, NULL, NULL },
  { 400, "{\"detail\":\"Tag with this name already exists\"}", SL_TRACKER_REFUSED, "Tag with this name already exists", NULL, NULL },
  { 401, "{\"detail\":\"Not authenticated\"}", SL_TRACKER_SIGN_IN, "Not authenticated", NULL, NULL },
  { 403, "{\"detail\":\"Not your resume\"}", SL_TRACKER_FOREIGN, "Not your resume", NULL, NULL },
  { 404, "{\"detail\":\"Application not found\"}", SL_TRACKER_MISSING, "Application not found", NULL, NULL },
  { 404, "{\"detail\":\"Not Found\"}", SL_TRACKER_NO_ROUTE, "Not Found", NULL, NULL },
  { 404, "<html>404</html>", SL_TRACKER_NO_ROUTE, NULL, NULL, NULL },
  { 404, NULL, SL_TRACKER_NO_ROUTE, NULL, NULL, NULL },
  { 405, "{\"detail\":\"Method Not Allowed\"}", SL_TRACKER_NO_ROUTE, "Method Not Allowed", NULL, NULL },
  { 409, "{\"detail\":\"Outcome already exists.\"}", SL_TRACKER_EXISTS, "Outcome already exists.", NULL, NULL },
  { 418, "{}", SL_TRACKER_REFUSED, NULL, NULL, NULL },
  { 422, "{\"detail\":[{\"type\":\"missing\",\"loc\":[\"body\",\"role_title\"],\"msg\":\"Field required\"}]}", SL_TRACKER_REFUSED, NULL,
    "role_title", "Field required" },
  { 422, "{\"detail\":\"Validation error\",\"errors\":[{\"field\":\"body → role_title\",\"message\":\"Field required\"}]}",
    SL_TRACKER_REFUSED, "Validation error", "role_title", "Field required" },
  { 422, "{\"detail\":[{\"loc\":[\"body\",\"questions_asked\",0],\"msg\":\"Input should be a valid string\"}]}", SL_TRACKER_REFUSED, NULL,
    "", "Input should be a valid string" },
  { 422, "{\"detail\":[{\"loc\":\"body\"},null,3,{\"msg\":\"Odd\"}],\"errors\":[1,{\"field\":\"x\"}]}", SL_TRACKER_REFUSED, NULL, "", "Odd" },
  { 429, "slow down", SL_TRACKER_LATER, NULL, NULL, NULL },
  { 500, "Internal Server Error", SL_TRACKER_UNCERTAIN, NULL, NULL, NULL },
  { 500, "{\"detail\":\"Failed to create application\"}", SL_TRACKER_UNCERTAIN, "Failed to create application", NULL, NULL },
  { 502, "<html>Bad Gateway</html>", SL_TRACKER_UNCERTAIN, NULL, NULL, NULL },
  { 503, NULL, SL_TRACKER_UNCERTAIN, NULL, NULL, NULL },
};

static void
test_cases (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *c = &cases[i];
      g_autoptr (GBytes) body = c->body != NULL ? g_bytes_new_static (c->body, strlen (c->body)) : NULL;
      g_autoptr (SlTrackerAnswer) answer = sl_tracker_answer_read (c->status, body);

      g_test_message ("case %zu: %u", i, c->status);
      g_assert_cmpint (answer->verdict, ==, c->verdict);
      g_assert_cmpstr (answer->detail, ==, c->detail);
      g_assert_cmpuint (answer->problems->len, ==, c->field != NULL);
      if (c->field != NULL)
        {
          const SlTrackerProblem *problem = g_ptr_array_index (answer->problems, 0);

          g_assert_cmpstr (problem->field, ==, c->field);
          g_assert_cmpstr (problem->message, ==, c->message);
        }
    }
}

/* Words of a server are shown to people: never a book, never control characters. */
static void
test_long_words (void)
{
  g_autofree char *words = g_strnfill (100000, 'x');
  g_autofree char *text = g_strdup_printf ("{\"detail\":\"\\u0007%s\"}", words);
  g_autoptr (GBytes) body = g_bytes_new_static (text, strlen (text));
  g_autoptr (SlTrackerAnswer) answer = sl_tracker_answer_read (400, body);

  g_assert_cmpuint (strlen (answer->detail), <=, 510);
  g_assert_null (strchr (answer->detail, '\a'));
}

/* No recorded answer is taken for something else than its status says, and every 422 names the field and what is wrong. */
static void
check_recorded (JsonObject *exchange)
{
  guint status = (guint) sl_json_get_int (exchange, "status", 0);
  JsonNode *response = json_object_get_member (exchange, "response");
  JsonObject *headers = sl_json_get_object (exchange, "headers");
  gboolean is_json = g_strcmp0 (sl_json_get_string (headers, "content-type", ""), "application/json") == 0;
  g_autofree char *text = is_json ? sl_json_to_text (response, FALSE) : g_strdup ("plain text");
  g_autoptr (GBytes) body = g_bytes_new_static (text, strlen (text));
  g_autoptr (SlTrackerAnswer) answer = sl_tracker_answer_read (status, body);

  if (status < 300 && is_json)
    g_assert_cmpint (answer->verdict, ==, SL_TRACKER_DONE);
  if (status >= 500)
    g_assert_cmpint (answer->verdict, ==, SL_TRACKER_UNCERTAIN);
  if (status == 422)
    {
      g_assert_cmpuint (answer->problems->len, >, 0);
      g_assert_cmpstr (((SlTrackerProblem *) answer->problems->pdata[0])->message, !=, "");
    }
  else if (status >= 400 && is_json)
    g_assert_nonnull (answer->detail);
}

static void
test_recorded (gconstpointer name)
{
  g_autofree char *path = sl_test_data_path (name);
  g_autofree char *contents = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  lines = g_strsplit (contents, "\n", -1);
  for (; lines[n] != NULL && *lines[n] != '\0'; n++)
    {
      g_autoptr (JsonObject) exchange = sl_json_parse_object (lines[n], NULL);

      g_assert_nonnull (exchange);
      g_test_message ("%s", sl_json_get_string (exchange, "note", ""));
      check_recorded (exchange);
    }
  g_assert_cmpuint (n, ==, 251);
}

int
main (int argc, char **argv)
{
  sl_test_init (&argc, &argv);

  g_test_add_func ("/sync/tracker-answer/cases", test_cases);
  g_test_add_func ("/sync/tracker-answer/long-words", test_long_words);
  g_test_add_data_func ("/sync/tracker-answer/recorded/documented", "offertracker/data/documented.jsonl", test_recorded);
  g_test_add_data_func ("/sync/tracker-answer/recorded/newer", "offertracker/data/newer.jsonl", test_recorded);

  return g_test_run ();
}
