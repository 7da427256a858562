/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signing in to the model server, staying signed in, and what is done when it doesn't want that. */
#include "config.h"

#include <string.h>

#include "session-fixture.h"
#include "sl-error.h"
#include "sl-test.h"

#define MAKE "POST", "/tags/", "{\"name\":\"nearby\"}"
#define ME "GET", "/users/me", NULL
#define HOUR 3600

static void
assert_secret (SessionFixture *fixture,
               SlSecretWhat what,
               const char *expected)
{
  char *secret = session_fixture_dup_secret (fixture, what);

  g_assert_cmpstr (secret, ==, expected);
  sl_secret_free (secret);
}

static void
assert_state (SessionFixture *fixture,
              SlTrackerSessionState state)
{
  g_assert_cmpint (sl_tracker_session_get_state (fixture->session), ==, state);
}

/* How many tags were ever made. */
static guint
count_tags (SessionFixture *fixture)
{
  guint ever;

  sl_model_server_count (fixture->server, "tags", "test", &ever);

  return ever;
}

static void
test_log_in (void)
{
  SlTrackerReach reach;
  g_auto (SessionFixture) fixture;
  g_autofree char *user_id = NULL;
  char *token;

  session_fixture_init (&fixture, SL_MODEL_PROFILE_DOC);
  g_assert_null (sl_tracker_session_dup_user_id (fixture.session));
  g_assert_cmpuint (session_fixture_send (&fixture, ME), ==, 0);
  assert_state (&fixture, SL_TRACKER_SESSION_SIGN_IN);
  g_assert_cmpuint (fixture.n_requests, ==, 0);

  session_fixture_log_in (&fixture);
  assert_state (&fixture, SL_TRACKER_SESSION_READY);
  assert_secret (&fixture, SL_SECRET_PASSWORD, PASSWORD);
  token = session_fixture_dup_secret (&fixture, SL_SECRET_TOKEN);
  g_assert_nonnull (token);
  sl_secret_free (token);
  g_assert_cmpuint (session_fixture_send (&fixture, ME), ==, 200);
  g_assert_true (sl_tracker_session_identify (fixture.session, &reach, NULL, NULL));
  user_id = sl_tracker_session_dup_user_id (fixture.session);

  /* The next start needs no signing in. */
  session_fixture_restart (&fixture, user_id);
  g_assert_cmpuint (session_fixture_send (&fixture, MAKE), ==, 201);
  g_assert_true (sl_tracker_session_identify (fixture.session, &reach, NULL, NULL));
  g_assert_cmpuint (fixture.n_logins, ==, 0);

  g_assert_true (sl_tracker_session_sign_out (fixture.session, NULL, NULL));
  assert_secret (&fixture, SL_SECRET_PASSWORD, NULL);
  assert_secret (&fixture, SL_SECRET_TOKEN, NULL);
  g_assert_cmpuint (session_fixture_send (&fixture, ME), ==, 0);
}

static void
test_not_taken (gconstpointer data)
{
  g_auto (SessionFixture) fixture;
  g_autoptr (GError) wrong = NULL, short_one = NULL;

  session_fixture_init (&fixture, GPOINTER_TO_INT (data));
  sl_model_server_add_user (fixture.server, EMAIL, "first", PASSWORD);
  g_assert_false (sl_tracker_session_log_in (fixture.session, "battery-staple", NULL, &wrong));
  g_assert_error (wrong, SL_ERROR, SL_ERROR_SIGN_IN);
  g_assert_false (sl_tracker_session_log_in (fixture.session, "123", NULL, &short_one));
  /* Nothing is chosen here: what a password must be like helps nobody. */
  g_assert_error (short_one, SL_ERROR, SL_ERROR_SIGN_IN);
  g_assert_cmpstr (short_one->message, ==, wrong->message);
  assert_secret (&fixture, SL_SECRET_PASSWORD, NULL);
  g_assert_cmpuint (fixture.n_requests, ==, 2);
}

/* What isn't an answer to signing in is no verdict on the password. */
static void
test_no_verdict (void)
{
  SlTrackerReach reach;
  static const struct
  {
    guint status;
    const char *body;
    SlErrorCode code;
  } replies[] = {
    { 500, "Internal Server Error", SL_ERROR_UNREACHABLE },
    { 502, "<html>Bad gateway</html>", SL_ERROR_UNREACHABLE },
    { 429, "{\"detail\":\"Too many\"}", SL_ERROR_UNREACHABLE },
    { 200, "<html>Welcome</html>", SL_ERROR_UNREACHABLE },
    { 200, "{}", SL_ERROR_UNSUPPORTED },
    { 200, "[1]", SL_ERROR_UNSUPPORTED },
    { 200, "{\"access_token\":\"\",\"user\":{\"id\":\"x\"}}", SL_ERROR_UNSUPPORTED },
    { 200, "{\"access_token\":\"a b\",\"user\":{\"id\":\"x\"}}", SL_ERROR_UNSUPPORTED },
    { 200, "{\"access_token\":\"ab\"}", SL_ERROR_UNSUPPORTED },
    { 200, "{\"access_token\":7,\"user\":[]}", SL_ERROR_UNSUPPORTED },
    { 404, "{\"detail\":\"Not Found\"}", SL_ERROR_UNSUPPORTED },
    { 307, "", SL_ERROR_UNSUPPORTED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (replies); i++)
    {
      g_auto (SessionFixture) fixture;
      g_autoptr (GError) error = NULL;

      session_fixture_init (&fixture, SL_MODEL_PROFILE_DOC);
      session_fixture_log_in (&fixture);
      fixture.fake = "/auth/login";
      fixture.fake_status = replies[i].status;
      fixture.fake_body = replies[i].body;
      g_assert_false (sl_tracker_session_renew (fixture.session, &reach, NULL, &error));
      g_assert_error (error, SL_ERROR, (int) replies[i].code);
      g_assert_null (strstr (error->message, "(200)"));
      assert_state (&fixture, SL_TRACKER_SESSION_READY);
      assert_secret (&fixture, SL_SECRET_PASSWORD, PASSWORD);

      fixture.fake = NULL;
      g_assert_cmpuint (session_fixture_send (&fixture, ME), ==, 200);
    }
}

static void
test_register (gconstpointer data)
{
  g_auto (SessionFixture) fixture;
  g_autoptr (GError) error = NULL, again = NULL;
  g_auto (GStrv) refused = NULL;

  session_fixture_init (&fixture, GPOINTER_TO_INT (data));
  sl_tracker_session_register (fixture.session, "first", "First One", PASSWORD, NULL, &error);
  g_assert_no_error (error);
  assert_state (&fixture, SL_TRACKER_SESSION_READY);
  g_assert_cmpuint (session_fixture_send (&fixture, ME), ==, 200);

  g_assert_false (sl_tracker_session_register (fixture.session, "first", NULL, PASSWORD, NULL, &again));
  g_assert_error (again, SL_ERROR, SL_ERROR_INVALID);
  g_assert_nonnull (strstr (again->message, "Username already taken"));
  refused = sl_tracker_session_dup_refused (fixture.session);
  g_assert_cmpstrv (refused, ((const char *const[]) { "username", NULL }));
}

/* All that is wrong at once, and which fields it is about. */
static void
test_refused_fields (gconstpointer data)
{
  g_auto (SessionFixture) fixture;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) refused = NULL;

  session_fixture_init (&fixture, GPOINTER_TO_INT (data));
  g_assert_false (sl_tracker_session_register (fixture.session, "fi", NULL, "short", NULL, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "The server doesn’t take this username: "));
  g_assert_nonnull (strstr (error->message, "\nThe server doesn’t take this password: "));
  refused = sl_tracker_session_dup_refused (fixture.session);
  g_assert_cmpstrv (refused, ((const char *const[]) { "username", "password", NULL }));
}

static void
test_verify (gconstpointer data)
{
  g_auto (SessionFixture) fixture;
  g_autoptr (GError) error = NULL;

  session_fixture_init (&fixture, GPOINTER_TO_INT (data));
  /* Until the address is verified, signing in is refused in the words for a wrong password. */
  sl_model_server_set_condition (fixture.server, SL_MODEL_CONFIRM, TRUE);
  sl_model_server_set_condition (fixture.server, SL_MODEL_NO_AUTH, TRUE);
  sl_tracker_session_register (fixture.session, "first", NULL, PASSWORD, NULL, &error);
  g_assert_no_error (error);
  assert_state (&fixture, SL_TRACKER_SESSION_VERIFY);
  assert_secret (&fixture, SL_SECRET_PASSWORD, PASSWORD);
  fixture.n_requests = 0;
  g_assert_cmpuint (session_fixture_send (&fixture, ME), ==, 0);
  g_assert_cmpuint (fixture.n_requests, ==, 0);

  /* Too early, and then not. */
  sl_tracker_session_try_again (fixture.session);
  g_assert_cmpuint (session_fixture_send (&fixture, ME), ==, 0);
  assert_state (&fixture, SL_TRACKER_SESSION_VERIFY);
  sl_model_server_set_condition (fixture.server, SL_MODEL_NO_AUTH, FALSE);
  sl_tracker_session_try_again (fixture.session);
  g_assert_cmpuint (session_fixture_send (&fixture, ME), ==, 200);
  assert_state (&fixture, SL_TRACKER_SESSION_READY);
}

static void
test_register_unclear (void)
{
  g_auto (SessionFixture) fixture;
  g_autoptr (GError) cut = NULL, lost = NULL, broken = NULL, captcha = NULL;

  session_fixture_init (&fixture, SL_MODEL_PROFILE_DOC);
  fixture.cut = "/auth/register";
  g_assert_false (sl_tracker_session_register (fixture.session, "first", NULL, PASSWORD, NULL, &cut));
  g_assert_error (cut, SL_ERROR, SL_ERROR_UNREACHABLE);
  g_assert_cmpuint (fixture.n_logins, ==, 0);
  fixture.cut = NULL;

  fixture.fake = "/auth/register";
  fixture.fake_status = 400;
  fixture.fake_body = "{\"detail\":\"Registration failed: captcha protection: request disallowed (no captcha_token found)\"}";
  g_assert_false (sl_tracker_session_register (fixture.session, "first", NULL, PASSWORD, NULL, &captcha));
  g_assert_error (captcha, SL_ERROR, SL_ERROR_UNSUPPORTED);
  g_assert_nonnull (strstr (captcha->message, SERVER));

  /* A 500 that made nothing, and a lost reply that made the account. */
  fixture.fake_status = 500;
  fixture.fake_body = "Internal Server Error";
  g_assert_false (sl_tracker_session_register (fixture.session, "first", NULL, PASSWORD, NULL, &broken));
  g_assert_error (broken, SL_ERROR, SL_ERROR_UNREACHABLE);
  assert_secret (&fixture, SL_SECRET_PASSWORD, NULL);
  fixture.fake = NULL;
  fixture.lose = "/auth/register";
  sl_tracker_session_register (fixture.session, "first", NULL, PASSWORD, NULL, &lost);
  g_assert_no_error (lost);
  assert_state (&fixture, SL_TRACKER_SESSION_READY);
}

/* Two minutes before its end a token is replaced, and no request ever meets an old one. */
static void
test_foreseen (void)
{
  g_auto (SessionFixture) fixture;

  session_fixture_init (&fixture, SL_MODEL_PROFILE_DOC);
  session_fixture_log_in (&fixture);
  session_fixture_advance (&fixture, HOUR - 121);
  g_assert_cmpuint (session_fixture_send (&fixture, MAKE), ==, 201);
  g_assert_cmpuint (fixture.n_logins, ==, 0);
  session_fixture_advance (&fixture, 1);
  fixture.n_requests = 0;
  g_assert_cmpuint (session_fixture_send (&fixture, ME), ==, 200);
  g_assert_cmpuint (fixture.n_logins, ==, 1);
  g_assert_cmpuint (fixture.n_requests, ==, 2);
  g_assert_cmpuint (session_fixture_send (&fixture, ME), ==, 200);
  g_assert_cmpuint (fixture.n_logins, ==, 1);
}

static void
test_short_life (void)
{
  g_auto (SessionFixture) fixture;

  session_fixture_init (&fixture, SL_MODEL_PROFILE_DOC);
  sl_model_server_set_token_life (fixture.server, 60);
  session_fixture_log_in (&fixture);
  for (guint i = 0; i < 60; i++)
    {
      g_assert_cmpuint (session_fixture_send (&fixture, ME), ==, 200);
      session_fixture_advance (&fixture, 1);
    }
  g_assert_cmpuint (fixture.n_logins, ==, 1);
  g_assert_cmpuint (fixture.n_requests, ==, 61);
}

/* Whatever the two clocks say, it is the server's that counts. */
static void
test_clocks (gconstpointer data)
{
  g_auto (SessionFixture) fixture;

  session_fixture_init (&fixture, SL_MODEL_PROFILE_DOC);
  fixture.behind = (gint64) GPOINTER_TO_INT (data) * 24 * HOUR * G_USEC_PER_SEC;
  session_fixture_log_in (&fixture);
  for (guint i = 0; i < 10; i++)
    g_assert_cmpuint (session_fixture_send (&fixture, ME), ==, 200);
  g_assert_cmpuint (fixture.n_requests, ==, 10);
  session_fixture_advance (&fixture, HOUR - 60);
  g_assert_cmpuint (session_fixture_send (&fixture, ME), ==, 200);
  g_assert_cmpuint (fixture.n_logins, ==, 1);
  g_assert_cmpuint (fixture.n_requests, ==, 12);
}

/* A token that ended without a sign of it, or that nobody can read: a 401, a new one, and the request once more. */
static void
test_refused_token (gconstpointer data)
{
  g_auto (SessionFixture) fixture;

  session_fixture_init (&fixture, GPOINTER_TO_INT (data));
  session_fixture_log_in (&fixture);
  sl_model_server_expire_tokens (fixture.server, EMAIL);
  g_assert_cmpuint (session_fixture_send (&fixture, MAKE), ==, 201);
  g_assert_cmpuint (fixture.n_logins, ==, 1);
  g_assert_cmpuint (fixture.n_requests, ==, 3);
  g_assert_cmpuint (count_tags (&fixture), ==, 1);

  session_fixture_set_token (&fixture, "not-a-jwt");
  session_fixture_restart (&fixture, NULL);
  fixture.n_requests = fixture.n_logins = 0;
  g_assert_cmpuint (session_fixture_send (&fixture, ME), ==, 200);
  g_assert_cmpuint (fixture.n_logins, ==, 1);
  g_assert_cmpuint (fixture.n_requests, ==, 3);

  /* One that can't stand in a request isn't even tried. */
  session_fixture_set_token (&fixture, "a b\r\nX: y");
  session_fixture_restart (&fixture, NULL);
  fixture.n_requests = 0;
  g_assert_cmpuint (session_fixture_send (&fixture, ME), ==, 200);
  g_assert_cmpuint (fixture.n_requests, ==, 2);
}

/* The newer generation says 401 to everything while its auth service is away. */
static void
test_auth_away (void)
{
  static const gint64 pauses[] = { 60, 5 * 60, 30 * 60 };
  g_auto (SessionFixture) fixture;

  session_fixture_init (&fixture, SL_MODEL_PROFILE_HEAD);
  session_fixture_log_in (&fixture);
  sl_model_server_set_condition (fixture.server, SL_MODEL_NO_AUTH, TRUE);
  g_assert_cmpuint (session_fixture_send (&fixture, MAKE), ==, 0);
  g_assert_cmpuint (fixture.n_logins, ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (pauses); i++)
    {
      assert_state (&fixture, SL_TRACKER_SESSION_WAITING);
      session_fixture_advance (&fixture, pauses[i] - 1);
      fixture.n_requests = fixture.n_logins = 0;
      g_assert_cmpuint (session_fixture_send (&fixture, MAKE), ==, 0);
      g_assert_cmpuint (fixture.n_requests, ==, 0);
      session_fixture_advance (&fixture, 1);
      g_assert_cmpuint (session_fixture_send (&fixture, MAKE), ==, 0);
      g_assert_cmpuint (fixture.n_logins, ==, 1);
      g_assert_cmpuint (fixture.n_requests, ==, 1);
    }

  /* Now it is for the person; the password is there all the same. */
  assert_state (&fixture, SL_TRACKER_SESSION_SIGN_IN);
  assert_secret (&fixture, SL_SECRET_PASSWORD, PASSWORD);
  session_fixture_advance (&fixture, 24 * HOUR);
  fixture.n_requests = 0;
  g_assert_cmpuint (session_fixture_send (&fixture, MAKE), ==, 0);
  g_assert_cmpuint (fixture.n_requests, ==, 0);
  sl_tracker_session_try_again (fixture.session);
  g_assert_cmpuint (session_fixture_send (&fixture, MAKE), ==, 0);
  assert_state (&fixture, SL_TRACKER_SESSION_SIGN_IN);
  sl_model_server_set_condition (fixture.server, SL_MODEL_NO_AUTH, FALSE);
  sl_tracker_session_try_again (fixture.session);
  g_assert_cmpuint (session_fixture_send (&fixture, MAKE), ==, 201);
  g_assert_cmpuint (count_tags (&fixture), ==, 1);
}

/* A short absence ends by itself, and the count of tries begins anew. */
static void
test_auth_back (void)
{
  g_auto (SessionFixture) fixture;

  session_fixture_init (&fixture, SL_MODEL_PROFILE_HEAD);
  session_fixture_log_in (&fixture);
  for (guint i = 0; i < 5; i++)
    {
      sl_model_server_set_condition (fixture.server, SL_MODEL_NO_AUTH, TRUE);
      g_assert_cmpuint (session_fixture_send (&fixture, ME), ==, 0);
      sl_model_server_set_condition (fixture.server, SL_MODEL_NO_AUTH, FALSE);
      g_assert_cmpuint (session_fixture_send (&fixture, ME), ==, 0);
      session_fixture_advance (&fixture, 60);
      g_assert_cmpuint (session_fixture_send (&fixture, ME), ==, 200);
      assert_state (&fixture, SL_TRACKER_SESSION_READY);
    }
}

/* The password is taken, and the new token isn't: not to be tried for ever. */
static void
test_second_refusal (void)
{
  g_auto (SessionFixture) fixture;

  session_fixture_init (&fixture, SL_MODEL_PROFILE_DOC);
  session_fixture_log_in (&fixture);
  fixture.fake = "/users/me";
  fixture.fake_status = 401;
  fixture.fake_body = "{\"detail\":\"Invalid or expired token\"}";
  g_assert_cmpuint (session_fixture_send (&fixture, ME), ==, 401);
  g_assert_cmpuint (fixture.n_logins, ==, 1);
  g_assert_cmpuint (fixture.n_requests, ==, 3);
  assert_state (&fixture, SL_TRACKER_SESSION_WAITING);
  assert_secret (&fixture, SL_SECRET_PASSWORD, PASSWORD);
  g_assert_cmpuint (session_fixture_send (&fixture, ME), ==, 0);
  g_assert_cmpuint (fixture.n_requests, ==, 3);
}

/* Somebody else's signing in took the server's database away from us; ours brings it back. */
static void
test_lost_profile (void)
{
  g_auto (SessionFixture) fixture;

  session_fixture_init (&fixture, SL_MODEL_PROFILE_DOC);
  session_fixture_log_in (&fixture);
  sl_model_server_set_condition (fixture.server, SL_MODEL_SHARED_SESSION, TRUE);
  sl_model_server_set_lying (fixture.server, EMAIL, TRUE);
  g_assert_cmpuint (session_fixture_send (&fixture, MAKE), ==, 201);
  g_assert_cmpuint (fixture.n_logins, ==, 1);
  g_assert_cmpuint (count_tags (&fixture), ==, 1);

  /* Where it doesn't help, it isn't done at each request. */
  fixture.fake = "/users/me";
  fixture.fake_status = 500;
  fixture.fake_body = "{\"detail\":\"Failed to create user profile\"}";
  session_fixture_advance (&fixture, 60);
  for (guint i = 0; i < 5; i++)
    g_assert_cmpuint (session_fixture_send (&fixture, ME), ==, 500);
  g_assert_cmpuint (fixture.n_logins, ==, 2);
  /* Another 500 may come after something was done: nothing is repeated. */
  fixture.fake_body = "{\"detail\":\"Failed to create tag\"}";
  session_fixture_advance (&fixture, 60);
  fixture.n_requests = 0;
  g_assert_cmpuint (session_fixture_send (&fixture, ME), ==, 500);
  g_assert_cmpuint (fixture.n_requests, ==, 1);
}

/* A reply that was lost is the caller's to think about. */
static void
test_lost_reply (void)
{
  g_auto (SessionFixture) fixture;
  g_autoptr (SlReply) reply = NULL;

  session_fixture_init (&fixture, SL_MODEL_PROFILE_DOC);
  session_fixture_log_in (&fixture);
  fixture.lose = "/users/me";
  reply = sl_tracker_session_send (fixture.session, &(SlRequest) { .method = "GET", .path = API "/users/me" }, NULL);
  g_assert_cmpint (reply->state, ==, SL_REPLY_LOST);
  g_assert_cmpuint (fixture.n_requests, ==, 1);

  /* Signing in that fails on the way is no verdict. */
  fixture.lose = "/auth/login";
  session_fixture_advance (&fixture, HOUR);
  g_assert_cmpuint (session_fixture_send (&fixture, ME), ==, 0);
  assert_state (&fixture, SL_TRACKER_SESSION_READY);
  fixture.lose = NULL;
  g_assert_cmpuint (session_fixture_send (&fixture, ME), ==, 200);
}

static void
test_other_account (void)
{
  SlTrackerReach reach;
  g_auto (SessionFixture) fixture;
  g_autoptr (GError) entered = NULL, identified = NULL, renewed = NULL;

  session_fixture_init (&fixture, SL_MODEL_PROFILE_DOC);
  sl_model_server_add_user (fixture.server, EMAIL, "first", PASSWORD);
  session_fixture_restart (&fixture, "00000000-0000-4000-8000-000000000000");
  g_assert_false (sl_tracker_session_log_in (fixture.session, PASSWORD, NULL, &entered));
  g_assert_error (entered, SL_ERROR, SL_ERROR_OTHER_ACCOUNT);
  assert_state (&fixture, SL_TRACKER_SESSION_OTHER_ACCOUNT);
  fixture.n_requests = 0;
  g_assert_cmpuint (session_fixture_send (&fixture, MAKE), ==, 0);
  sl_tracker_session_try_again (fixture.session);
  g_assert_cmpuint (session_fixture_send (&fixture, MAKE), ==, 0);
  g_assert_false (sl_tracker_session_renew (fixture.session, &reach, NULL, &renewed));
  g_assert_error (renewed, SL_ERROR, SL_ERROR_OTHER_ACCOUNT);
  g_assert_cmpuint (fixture.n_requests, ==, 0);

  /* With a token of before, asking who one is tells. */
  session_fixture_restart (&fixture, NULL);
  sl_tracker_session_log_in (fixture.session, PASSWORD, NULL, NULL);
  session_fixture_restart (&fixture, "00000000-0000-4000-8000-000000000000");
  g_assert_false (sl_tracker_session_identify (fixture.session, &reach, NULL, &identified));
  g_assert_error (identified, SL_ERROR, SL_ERROR_OTHER_ACCOUNT);
  g_assert_cmpuint (session_fixture_send (&fixture, MAKE), ==, 0);
}

static void
test_keyring_fails (void)
{
  g_auto (SessionFixture) fixture;
  g_autoptr (GError) locked = g_error_new_literal (SL_ERROR, SL_ERROR_KEYRING_LOCKED, "The keyring is locked.");
  g_autoptr (GError) entered = NULL;
  g_autoptr (SlReply) reply = NULL;

  session_fixture_init (&fixture, SL_MODEL_PROFILE_DOC);
  session_fixture_log_in (&fixture);
  session_fixture_restart (&fixture, NULL);
  sl_secrets_memory_fail (SL_SECRETS_MEMORY (fixture.secrets), locked);
  reply = sl_tracker_session_send (fixture.session, &(SlRequest) { .method = "GET", .path = API "/users/me" }, NULL);
  g_assert_cmpint (reply->state, ==, SL_REPLY_NOT_SENT);
  g_assert_cmpstr (reply->message, ==, locked->message);
  g_assert_false (sl_tracker_session_log_in (fixture.session, PASSWORD, NULL, &entered));
  g_assert_error (entered, SL_ERROR, SL_ERROR_KEYRING_LOCKED);
  g_assert_cmpuint (fixture.n_requests, ==, 0);

  sl_secrets_memory_fail (SL_SECRETS_MEMORY (fixture.secrets), NULL);
  g_assert_cmpuint (session_fixture_send (&fixture, ME), ==, 200);
}

static gpointer
send_some (gpointer data)
{
  for (guint i = 0; i < 50; i++)
    g_assert_cmpuint (session_fixture_send (data, ME), ==, 200);

  return NULL;
}

/* However many ask at once, one signs in. */
static void
test_threads (void)
{
  g_auto (SessionFixture) fixture;
  GThread *threads[4];

  session_fixture_init (&fixture, SL_MODEL_PROFILE_DOC);
  session_fixture_log_in (&fixture);
  sl_model_server_expire_tokens (fixture.server, EMAIL);
  /* All of them are on their way with the old token before any learns that it isn't good. */
  fixture.n_gathered = 0;
  fixture.gather = G_N_ELEMENTS (threads);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("sender", send_some, &fixture);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_cmpuint (fixture.n_logins, ==, 1);
}

typedef struct
{
  SessionFixture *fixture;
  GCancellable *cancellable;
} Sender;

/* (transfer full): the reply */
static gpointer
send_one (gpointer data)
{
  Sender *sender = data;

  return sl_tracker_session_send (sender->fixture->session, &(SlRequest) { .method = "GET", .path = API "/users/me" }, sender->cancellable);
}

/* Who waits while somebody else signs in at a slow server can be stopped, and is told meanwhile how things stand. */
static void
test_wait_can_be_stopped (void)
{
  g_auto (SessionFixture) fixture;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (SlReply) first = NULL;
  g_autoptr (SlReply) second = NULL;
  Sender slow = { &fixture, NULL }, stopped = { &fixture, cancellable };
  GThread *slow_thread, *stopped_thread;

  session_fixture_init (&fixture, SL_MODEL_PROFILE_DOC);
  session_fixture_log_in (&fixture);
  sl_model_server_expire_tokens (fixture.server, EMAIL);
  session_fixture_hold (&fixture, "/auth/login");
  slow_thread = g_thread_new ("slow", send_one, &slow);
  session_fixture_await (&fixture, 2);
  stopped_thread = g_thread_new ("stopped", send_one, &stopped);
  session_fixture_await (&fixture, 3);
  assert_state (&fixture, SL_TRACKER_SESSION_READY);
  g_cancellable_cancel (cancellable);
  second = g_thread_join (stopped_thread);
  g_assert_cmpint (second->state, ==, SL_REPLY_NOT_SENT);
  session_fixture_hold (&fixture, NULL);
  first = g_thread_join (slow_thread);
  g_assert_cmpuint (first->status, ==, 200);
  g_assert_cmpuint (fixture.n_logins, ==, 1);
}

int
main (int argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);
  g_test_add_func ("/session/log-in", test_log_in);
  g_test_add_data_func ("/session/not-taken/documented", GINT_TO_POINTER (SL_MODEL_PROFILE_DOC), test_not_taken);
  g_test_add_data_func ("/session/not-taken/newer", GINT_TO_POINTER (SL_MODEL_PROFILE_HEAD), test_not_taken);
  g_test_add_func ("/session/no-verdict", test_no_verdict);
  g_test_add_data_func ("/session/register/documented", GINT_TO_POINTER (SL_MODEL_PROFILE_DOC), test_register);
  g_test_add_data_func ("/session/register/newer", GINT_TO_POINTER (SL_MODEL_PROFILE_HEAD), test_register);
  g_test_add_data_func ("/session/verify/documented", GINT_TO_POINTER (SL_MODEL_PROFILE_DOC), test_verify);
  g_test_add_data_func ("/session/verify/newer", GINT_TO_POINTER (SL_MODEL_PROFILE_HEAD), test_verify);
  g_test_add_data_func ("/session/refused-fields/documented", GINT_TO_POINTER (SL_MODEL_PROFILE_DOC), test_refused_fields);
  g_test_add_data_func ("/session/refused-fields/newer", GINT_TO_POINTER (SL_MODEL_PROFILE_HEAD), test_refused_fields);
  g_test_add_func ("/session/register-unclear", test_register_unclear);
  g_test_add_func ("/session/foreseen", test_foreseen);
  g_test_add_func ("/session/short-life", test_short_life);
  g_test_add_data_func ("/session/clocks/behind", GINT_TO_POINTER (1), test_clocks);
  g_test_add_data_func ("/session/clocks/ahead", GINT_TO_POINTER (-1), test_clocks);
  g_test_add_data_func ("/session/refused-token/documented", GINT_TO_POINTER (SL_MODEL_PROFILE_DOC), test_refused_token);
  g_test_add_data_func ("/session/refused-token/newer", GINT_TO_POINTER (SL_MODEL_PROFILE_HEAD), test_refused_token);
  g_test_add_func ("/session/auth-away", test_auth_away);
  g_test_add_func ("/session/auth-back", test_auth_back);
  g_test_add_func ("/session/second-refusal", test_second_refusal);
  g_test_add_func ("/session/lost-profile", test_lost_profile);
  g_test_add_func ("/session/lost-reply", test_lost_reply);
  g_test_add_func ("/session/other-account", test_other_account);
  g_test_add_func ("/session/keyring-fails", test_keyring_fails);
  g_test_add_func ("/session/threads", test_threads);
  g_test_add_func ("/session/wait-can-be-stopped", test_wait_can_be_stopped);

  return g_test_run ();
}
