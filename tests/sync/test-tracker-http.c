/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All of the way at once: a session over HTTP to the model server as a program; and nothing of it says password or token
 * in a log. */
#include "config.h"

#include <string.h>

#include "sl-http-transport.h"
#include "sl-secrets-memory.h"
#include "sl-test.h"
#include "sl-test-server.h"
#include "sl-tracker-session.h"

#define PASSWORD "correct-horse-that-no-log-shows"

typedef struct
{
  SlTestServer server;
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
  g_autoptr (SlTransport) transport = NULL;
  g_autoptr (SlClock) clock = sl_clock_new_system ();
  SlTrackerAccount account = { "account-1", NULL, "first@example.org", NULL };

  sl_test_server_start (&fixture->server, data, "first:" PASSWORD, 0);
  transport = sl_http_transport_new (fixture->server.address, &error);
  g_assert_no_error (error);
  account.server = fixture->server.address;
  fixture->secrets = sl_secrets_memory_new ();
  fixture->session = sl_tracker_session_new (transport, fixture->secrets, clock, &account);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_clear_object (&fixture->session);
  g_clear_object (&fixture->secrets);
  sl_test_server_stop (&fixture->server);
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
  SlTrackerReach reach;
  g_autoptr (GError) error = NULL, wrong = NULL;

  g_assert_false (sl_tracker_session_log_in (fixture->session, "wrong-" PASSWORD, NULL, &wrong));
  g_assert_null (strstr (wrong->message, PASSWORD));
  sl_tracker_session_log_in (fixture->session, PASSWORD, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (sl_tracker_session_identify (fixture->session, &reach, NULL, &error));
  g_assert_cmpuint (send (fixture, "GET", "/api/v1/applications/?skip=0&limit=10", NULL), ==, 200);
  g_assert_cmpuint (send (fixture, "POST", "/api/v1/resumes/", "{\"version_name\":\"General\"}"), ==, 200);
  g_assert_cmpuint (send (fixture, "GET", "/api/v1/applications", NULL), ==, 307);
  g_assert_true (sl_tracker_session_renew (fixture->session, &reach, NULL, &error));
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
