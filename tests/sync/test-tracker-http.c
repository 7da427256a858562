/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All of the way at once: a session over HTTP to the model server as a program; and nothing of it says password or token
 * in a log. */
#include "config.h"

#include <signal.h>
#include <string.h>

#include "sl-http-transport.h"
#include "sl-secrets-memory.h"
#include "sl-test.h"
#include "sl-tracker-session.h"

#define PASSWORD "correct-horse-that-no-log-shows"

typedef struct
{
  GSubprocess *process;
  SlSecrets *secrets;
  SlTrackerSession *session;
} Fixture;

static GMutex lock;
static GString *logged;

/* Keeps what is said at any level, in any domain. */
static void
keep_log (const char *domain,
          GLogLevelFlags level,
          const char *message,
          gpointer data)
{
  g_mutex_lock (&lock);
  g_string_append (logged, message);
  g_mutex_unlock (&lock);
  if (level & (G_LOG_LEVEL_WARNING | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_ERROR))
    g_error ("%s", message);
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  g_autoptr (SlTransport) transport = NULL;
  g_autoptr (SlClock) clock = sl_clock_new_system ();
  g_autofree char *address = NULL, *line = NULL;
  SlTrackerAccount account = { "account-1", NULL, "first@example.org", NULL };

  fixture->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, g_getenv ("SL_TEST_MODEL_SERVER"), "--port", "0", "--user", "first:" PASSWORD,
                                       "--profile", data, NULL);
  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (fixture->process));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  while (address == NULL)
    {
      const char *start;

      g_free (line);
      line = g_data_input_stream_read_line_utf8 (lines, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_nonnull (line);
      start = strstr (line, "http://127.0.0.1:");
      address = start != NULL ? g_strndup (start, strcspn (start, ";")) : NULL;
    }
  transport = sl_http_transport_new (address, &error);
  g_assert_no_error (error);
  account.server = address;
  fixture->secrets = sl_secrets_memory_new ();
  fixture->session = sl_tracker_session_new (transport, fixture->secrets, clock, &account);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_clear_object (&fixture->session);
  g_clear_object (&fixture->secrets);
  g_subprocess_send_signal (fixture->process, SIGINT);
  g_subprocess_wait (fixture->process, NULL, NULL);
  g_clear_object (&fixture->process);
}

static guint
send (Fixture *fixture,
      const char *method,
      const char *path,
      const char *body)
{
  g_autoptr (GBytes) bytes = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;
  SlRequest request = { .method = method, .path = path, .content_type = "application/json", .body = bytes };
  g_autoptr (SlReply) reply = sl_tracker_session_send (fixture->session, &request, NULL);

  g_assert_cmpstr (reply->message, ==, NULL);
  g_assert_cmpint (reply->state, ==, SL_REPLY_CAME);
  g_assert_cmpint (reply->date, >, 0);

  return reply->status;
}

static void
assert_not_logged (const char *secret)
{
  g_mutex_lock (&lock);
  g_assert_nonnull (secret);
  g_assert_cmpuint (logged->len, >, 0);
  g_assert_null (strstr (logged->str, secret));
  g_mutex_unlock (&lock);
}

static void
test_session (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (GError) error = NULL, wrong = NULL;

  g_assert_false (sl_tracker_session_log_in (fixture->session, "wrong-" PASSWORD, NULL, &wrong));
  g_assert_null (strstr (wrong->message, PASSWORD));
  sl_tracker_session_log_in (fixture->session, PASSWORD, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (sl_tracker_session_identify (fixture->session, NULL, &error));
  g_assert_cmpuint (send (fixture, "GET", "/api/v1/applications/?skip=0&limit=10", NULL), ==, 200);
  g_assert_cmpuint (send (fixture, "POST", "/api/v1/resumes/", "{\"version_name\":\"General\"}"), ==, 200);
  g_assert_cmpuint (send (fixture, "GET", "/api/v1/applications", NULL), ==, 307);
  g_assert_true (sl_tracker_session_renew (fixture->session, NULL, &error));
  g_assert_cmpuint (send (fixture, "PUT", "/api/v1/users/me", "{\"bio\":\"looking\"}"), ==, 200);

  assert_not_logged (PASSWORD);
  /* All tokens of this server begin alike. */
  assert_not_logged ("eyJhbGci");
}

int
main (int argc,
      char *argv[])
{
  logged = g_string_new (NULL);
  g_setenv ("G_MESSAGES_DEBUG", "all", TRUE);
  sl_test_init (&argc, &argv);
  g_log_set_default_handler (keep_log, NULL);
  g_test_add ("/http/documented", Fixture, "doc", set_up, test_session, tear_down);
  g_test_add ("/http/newer", Fixture, "head", set_up, test_session, tear_down);

  return g_test_run ();
}
