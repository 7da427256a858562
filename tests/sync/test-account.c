/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An account that several programs have at hand: who may sign in and out meanwhile, and what is remembered of a server in
 * trouble. */

#define G_LOG_DOMAIN "test-sync-account"

#include "config.h"

#include <string.h>

#include "hook-transport.h"
#include "sl-error.h"
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

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);
#define ADD(name, func) client_test_add ("account/" name, func)
  ADD ("sign-in-waits-for-round", test_sign_in_waits_for_round);
  ADD ("sign-out-waits-for-round", test_sign_out_waits_for_round);
  ADD ("round-ends-with-its-account", test_round_ends_with_its_account);
  return g_test_run ();
}
