/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An account that several programs have at hand: who may sign in and out meanwhile, and what is remembered of a server in
 * trouble. */

#define G_LOG_DOMAIN "test-sync-account"

#include "config.h"

#include <string.h>

#include "hook-transport.h"
#include "sl-error.h"
#include "sl-kinds.h"
#include "sl-test.h"

#define LIVING "SELECT count (*) FROM applications WHERE deleted_at IS NULL"
#define N_APPLICATIONS 8

/* What somebody does by another program when a request for @when is about to go out. */
typedef struct {
  Fixture *f;
  SlTransport *way;
  const char *when;
  void (*act) (SlSyncClient *second, Fixture *f);
  gboolean done;
} Meanwhile;

static SlReply *
meanwhile_cb (const SlRequest *request,
              gpointer         data)
{
  Meanwhile *self = data;
  g_autoptr (SlSyncClient) second = NULL;

  if (self->done || strstr (request->path, self->when) == NULL)
    return NULL;
  self->done = TRUE;
  second = sl_sync_client_new (self->f->one.store, self->f->one.secrets);
  hook_transport_use (self->way, second);
  self->act (second, self->f);
  return NULL;
}

/* (transfer full) (nullable): how a round ended in which @act was done when a request for @when went out */
static GError *
run_meanwhile (Fixture    *f,
               const char *when,
               void        (*act) (SlSyncClient *second, Fixture *f))
{
  Meanwhile meanwhile = { .f = f, .when = when, .act = act, .done = TRUE };
  g_autoptr (SlTransport) way = meanwhile.way = hook_transport_new (f->server, meanwhile_cb, &meanwhile);
  SlSyncResult result;
  GError *error = NULL;

  for (guint i = 0; i < N_APPLICATIONS; i++)
    {
      g_autofree char *company = g_strdup_printf ("Company %u", i);

      client_add_application (&f->one, company);
    }
  hook_transport_use (way, f->one.client);
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  meanwhile.done = FALSE;
  sl_sync_client_run (f->one.client, SL_SYNC_RUN_BY_HAND, SL_TRACKER_MISSING_ASK, &result, NULL, &error);
  g_assert_true (meanwhile.done);
  g_assert_cmpuint (result.n_sent, ==, 0);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "applications"), ==, N_APPLICATIONS);
  g_assert_cmpuint (client_count_there (f, CLIENT_OTHER_EMAIL, "applications"), ==, 0);
  g_assert_cmpint (client_count (&f->one, LIVING), ==, N_APPLICATIONS);
  return error;
}

static void
sign_in_as_other (SlSyncClient *second,
                  Fixture      *f)
{
  const SlSyncSignIn entered = { .address = CLIENT_SERVER, .email = CLIENT_OTHER_EMAIL, .password = CLIENT_PASSWORD, .other = TRUE };
  g_autoptr (GError) error = NULL;

  g_assert_false (sl_sync_client_sign_in (second, &entered, NULL, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_BUSY);
}

static void
sign_out_to_trash (SlSyncClient *second,
                   Fixture      *f)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (sl_sync_client_sign_out (second, TRUE, NULL, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_BUSY);
}

/* Nobody becomes somebody else in the middle of a round. */
static void
test_sign_in_waits_for_round (Fixture      *f,
                              gconstpointer data)
{
  g_autoptr (GError) error = run_meanwhile (f, "/reminders/?", sign_in_as_other);

  g_assert_no_error (error);
}

static void
test_sign_out_waits_for_round (Fixture      *f,
                               gconstpointer data)
{
  g_autoptr (GError) error = run_meanwhile (f, "/applications/?", sign_out_to_trash);

  g_assert_no_error (error);
}

static gboolean
become_other_cb (SlConnection *connection,
                 SlChangeset  *changes,
                 gpointer      data,
                 GError      **error)
{
  g_autoptr (SlSyncAccount) account = sl_sync_account_new (CLIENT_SERVER, CLIENT_OTHER_EMAIL);

  return sl_sync_account_begin_anew (connection, account, error);
}

static void
become_other (SlSyncClient *second,
              Fixture      *f)
{
  g_autoptr (GError) error = NULL;

  sl_store_transact (f->one.store, SL_ACTOR_PERSON, "sign-in", become_other_cb, NULL, &error);
  g_assert_no_error (error);
}

/* A program that takes no lock, or a backup that is restored: the round ends before it writes anything. */
static void
test_round_ends_with_its_account (Fixture      *f,
                                  gconstpointer data)
{
  g_autoptr (GError) error = run_meanwhile (f, "/reminders/?", become_other);
  g_autoptr (SlSyncAccount) account = sl_sync_client_read_account (f->one.client, NULL);

  g_assert_error (error, SL_ERROR, SL_ERROR_CANCELLED);
  g_assert_cmpstr (account->email, ==, CLIENT_OTHER_EMAIL);
  g_assert_cmpint (account->last_success, ==, 0);
  g_assert_cmpuint (account->n_failures, ==, 0);
}

/* What a server in trouble says to requests of which the path holds @path. */
typedef struct {
  const char *path;
  guint status;
  gint64 retry_after;
  SlReplyState state;
} Trouble;

static SlReply *
trouble_cb (const SlRequest *request,
            gpointer         data)
{
  Trouble *self = data;
  SlReply *reply;

  if (self->path == NULL || strstr (request->path, self->path) == NULL)
    return NULL;
  reply = hook_reply_new (self->status, self->retry_after);
  reply->state = self->state;
  return reply;
}

/* Runs a round that must fail. */
static void
assert_trouble (Fixture       *f,
                SlSyncTrouble  trouble,
                gint64         retry_after)
{
  g_autoptr (SlSyncAccount) account = NULL;
  SlSyncResult result;

  g_assert_false (sl_sync_client_run (f->one.client, SL_SYNC_RUN_BY_ITSELF, SL_TRACKER_MISSING_ASK, &result, NULL, NULL));
  account = sl_sync_client_read_account (f->one.client, NULL);
  g_assert_cmpuint (account->n_failures, ==, 1);
  g_assert_cmpint (account->trouble, ==, trouble);
  g_assert_cmpint (account->retry_after, ==, retry_after);
}

static SlTransport *
begin_trouble (Fixture *f,
               Trouble *trouble)
{
  SlTransport *way = hook_transport_new (f->server, trouble_cb, trouble);

  hook_transport_use (way, f->one.client);
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  return way;
}

/* A server that asks to wait is heard, whatever it was asked. */
static void
test_first_question_is_heard (Fixture      *f,
                              gconstpointer data)
{
  Trouble trouble = { .status = 503, .retry_after = 3600 };
  g_autoptr (SlTransport) way = begin_trouble (f, &trouble);

  trouble.path = "/users/me";
  assert_trouble (f, SL_SYNC_TROUBLE_SERVER, 3600);
}

static void
test_sign_in_is_heard (Fixture      *f,
                       gconstpointer data)
{
  Trouble trouble = { .status = 429, .retry_after = 600 };
  g_autoptr (SlTransport) way = begin_trouble (f, &trouble);

  sl_model_server_expire_tokens (f->server, CLIENT_EMAIL);
  trouble.path = "/auth/login";
  assert_trouble (f, SL_SYNC_TROUBLE_SERVER, 600);
}

static void
expire_cb (const SlTrackerStep *step,
           gpointer             data)
{
  sl_model_server_expire_tokens (data, CLIENT_EMAIL);
}

/* In the middle of a round, too. */
static void
test_later_sign_in_is_heard (Fixture      *f,
                             gconstpointer data)
{
  Trouble trouble = { .status = 503, .retry_after = 900 };
  g_autoptr (SlTransport) way = begin_trouble (f, &trouble);

  trouble.path = "/auth/login";
  sl_sync_client_set_step (f->one.client, expire_cb, f->server);
  assert_trouble (f, SL_SYNC_TROUBLE_SERVER, 900);
}

static SlReply *
renewal_cb (const SlRequest *request,
            gpointer         data)
{
  Trouble *self = data;

  if (strstr (request->path, "/auth/login") != NULL && self->path != NULL)
    return hook_reply_new (self->status, self->retry_after);
  return NULL;
}

/* Signing in anew, to prove that what isn't listed isn't there. */
static void
test_renewal_is_heard (Fixture      *f,
                       gconstpointer data)
{
  Trouble trouble = { .status = 503, .retry_after = 1200 };
  g_autoptr (SlTransport) way = hook_transport_new (f->server, renewal_cb, &trouble);
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "trash");
  g_autofree char *id = NULL;

  client_add_application (&f->other, "Torvmark");
  client_sign_in (&f->other, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->other);
  hook_transport_use (way, f->one.client);
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);

  id = client_dup_text (&f->other, "SELECT id FROM applications");
  sl_changeset_trash (changes, SL_KIND_APPLICATION, id, sl_clock_get_now (f->clock));
  client_apply (&f->other, changes);
  client_run_agreed (f, &f->other);
  client_run_agreed (f, &f->one);
  trouble.path = "/auth/login";
  assert_trouble (f, SL_SYNC_TROUBLE_SERVER, 1200);
}

/* Nobody at home is tried again soon; who took a request and says nothing isn't. */
static void
test_silence_is_told_apart (Fixture      *f,
                            gconstpointer data)
{
  Trouble trouble = { .status = 0, .retry_after = -1, .state = SL_REPLY_NOT_SENT };
  g_autoptr (SlTransport) way = begin_trouble (f, &trouble);

  trouble.path = "/users/me";
  assert_trouble (f, SL_SYNC_TROUBLE_WAY, -1);
  trouble.path = NULL;
  client_run_agreed (f, &f->one);
  trouble.path = "/users/me";
  trouble.state = SL_REPLY_LOST;
  assert_trouble (f, SL_SYNC_TROUBLE_SERVER, -1);
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);
#define ADD(name, func) client_test_add ("account/" name, func)
  ADD ("sign-in-waits-for-round", test_sign_in_waits_for_round);
  ADD ("sign-out-waits-for-round", test_sign_out_waits_for_round);
  ADD ("round-ends-with-its-account", test_round_ends_with_its_account);
  ADD ("first-question-is-heard", test_first_question_is_heard);
  ADD ("sign-in-is-heard", test_sign_in_is_heard);
  ADD ("later-sign-in-is-heard", test_later_sign_in_is_heard);
  ADD ("renewal-is-heard", test_renewal_is_heard);
  ADD ("silence-is-told-apart", test_silence_is_told_apart);
  return g_test_run ();
}
