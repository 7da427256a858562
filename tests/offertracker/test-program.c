/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The model server as a program: it says where it listens, answers over HTTP, and ends when it is told to. */
#include "config.h"

#include <libsoup/soup.h>
#include <string.h>

#include "sl-json.h"
#include "sl-test.h"
#include "sl-test-server.h"

typedef struct {
  SlTestServer server;
  SoupSession *session;
  char *token;
  guint status;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  sl_test_server_start (&fixture->server, data, NULL, 0);
  fixture->session = soup_session_new_with_options ("proxy-resolver", NULL, NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  sl_test_server_stop (&fixture->server);
  g_clear_object (&fixture->session);
  g_clear_pointer (&fixture->token, g_free);
}

static JsonNode *
ask (Fixture    *fixture,
     const char *method,
     const char *path,
     const char *body)
{
  g_autofree char *uri = g_strconcat (fixture->server.address, path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, uri);
  g_autoptr (GBytes) bytes = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  if (body != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  if (fixture->token != NULL)
    {
      g_autofree char *value = g_strconcat ("Bearer ", fixture->token, NULL);

      soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", value);
    }
  answer = soup_session_send_and_read (fixture->session, message, NULL, &error);
  g_assert_no_error (error);
  fixture->status = soup_message_get_status (message);
  if (fixture->status == 307)
    {
      g_autofree char *expected = g_strconcat (uri, "/", NULL);

      g_assert_cmpstr (soup_message_headers_get_one (soup_message_get_response_headers (message), "Location"), ==, expected);
      return NULL;
    }
  text = g_strndup (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer));

  return sl_json_parse (text, -1, NULL);
}

static void
log_in (Fixture *fixture)
{
  g_autoptr (JsonNode) answer = ask (fixture, "POST", "/api/v1/auth/login", "{\"email\":\"first@example.org\",\"password\":\"correct-horse\"}");

  g_assert_cmpuint (fixture->status, ==, 200);
  g_set_str (&fixture->token, sl_json_get_string (json_node_get_object (answer), "access_token", NULL));
}

static void
test_session (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (JsonNode) registered = ask (fixture, "POST", "/api/v1/auth/register", "{\"email\":\"first@example.org\",\"username\":\"first\",\"password\":\"correct-horse\"}");
  g_autoptr (JsonNode) refused = NULL, made = NULL, listed = NULL;

  g_assert_cmpuint (fixture->status, ==, 201);
  refused = ask (fixture, "GET", "/api/v1/applications/", NULL);
  g_assert_cmpuint (fixture->status, ==, 401);
  log_in (fixture);
  made = ask (fixture, "POST", "/api/v1/applications/", "{\"company_name\":\"Torvmark\",\"role_title\":\"Baker\"}");
  g_assert_cmpuint (fixture->status, ==, 201);
  listed = ask (fixture, "GET", "/api/v1/applications/?limit=1", NULL);
  g_assert_cmpuint (fixture->status, ==, 200);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (listed)), ==, 1);
  g_assert_cmpstr (sl_json_get_string (json_array_get_object_element (json_node_get_array (listed), 0), "id", NULL), ==,
                   sl_json_get_string (json_node_get_object (made), "id", NULL));

  /* A slash too few goes to the whole address, on this port. */
  g_assert_null (ask (fixture, "GET", "/api/v1/applications", NULL));
  g_assert_cmpuint (fixture->status, ==, 307);
}

/* By a name alone, or by an address, however short it begins. */
static void
test_users (void)
{
  static const char *const users[][2] = { { "first:correct-horse", "first@example.org" }, { "me@example.net:correct-horse", "me@example.net" } };

  for (guint i = 0; i < G_N_ELEMENTS (users); i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"email\":\"%s\",\"password\":\"correct-horse\"}", users[i][1]);
      g_autoptr (JsonNode) answer = NULL;
      Fixture fixture = { 0 };

      sl_test_server_start (&fixture.server, "doc", users[i][0], 0);
      fixture.session = soup_session_new_with_options ("proxy-resolver", NULL, NULL);
      answer = ask (&fixture, "POST", "/api/v1/auth/login", body);
      g_assert_cmpuint (fixture.status, ==, 200);
      tear_down (&fixture, NULL);
    }
}

static void
test_wrong_use (void)
{
  static const char *const wrong[][2] = { { "--profile", "newest" }, { "--user", "first" }, { "--user", "first:short" }, { "--user", "me:correct-horse" }, { "--user", "@example.org:correct-horse" } };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *said = NULL;
      g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_PIPE, &error, g_getenv ("SL_TEST_MODEL_SERVER"), wrong[i][0], wrong[i][1], NULL);

      g_assert_no_error (error);
      g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &said, &error);
      g_assert_no_error (error);
      g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 1);
      g_assert_true (g_str_has_prefix (said, "model-server: "));
    }
}

/* As long as it ran, whoever reads what the test says would wait for more. */
static void
test_ends_with_its_test (void)
{
  SlTestServer server;

  if (g_test_subprocess ())
    {
      sl_test_server_start (&server, "doc", NULL, 0);
      g_assert_not_reached ();
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);
  g_test_add ("/program/documented", Fixture, "doc", set_up, test_session, tear_down);
  g_test_add ("/program/newer", Fixture, "head", set_up, test_session, tear_down);
  g_test_add_func ("/program/users", test_users);
  g_test_add_func ("/program/wrong-use", test_wrong_use);
  g_test_add_func ("/program/ends-with-its-test", test_ends_with_its_test);

  return g_test_run ();
}
