/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Somebody signs in by one program while another one has the account, too: what it was refused before doesn't count any more, and
 * nobody goes by what isn't true any more. */

#define G_LOG_DOMAIN "test-sign-in-elsewhere"

#include "config.h"

#include "client-fixture.h"
#include "sl-error.h"
#include "sl-test.h"

/* Another program signs in, as the same person or as somebody else. */
static gboolean
sign_in_elsewhere (Fixture     *f,
                   const char  *email,
                   GError     **error)
{
  const SlSyncSignIn entered = { .address = CLIENT_SERVER, .email = email, .password = CLIENT_PASSWORD };
  g_autoptr (SlSyncClient) second = sl_sync_client_new (f->one.store, f->one.secrets);
  g_autoptr (SlTransport) way = client_way_new (f, NULL, NULL);

  client_use_way (second, way);
  return sl_sync_client_sign_in (second, &entered, NULL, error);
}

/* After rounds that ended with the server's or the keyring's no. */
static void
assert_sign_in_elsewhere_helps (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlSyncAccount) account = sl_sync_client_read_account (f->one.client, NULL);

  g_assert_cmpint (account->trouble, ==, SL_SYNC_TROUBLE_PERSON);
  sign_in_elsewhere (f, CLIENT_EMAIL, &error);
  g_assert_no_error (error);
  client_run (f, &f->one, SL_SYNC_RUN_BY_ITSELF, SL_TRACKER_MISSING_ASK);
  g_assert_cmpint (client_count (&f->one, "SELECT n_refusals FROM sync_account"), ==, 0);
}

/* The window that was refused goes on by itself, and doesn't write down again what is over. */
static void
test_ends_refusals (Fixture      *f,
                    gconstpointer data)
{
  SlSyncResult result;

  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  sl_model_server_set_condition (f->server, SL_MODEL_NO_AUTH, TRUE);
  sl_model_server_expire_tokens (f->server, CLIENT_EMAIL);
  for (guint i = 0; i < 6; i++)
    {
      g_assert_false (sl_sync_client_run (f->one.client, SL_SYNC_RUN_BY_ITSELF, SL_TRACKER_MISSING_ASK, &result, NULL, NULL));
      sl_clock_advance (f->clock, 35 * G_TIME_SPAN_MINUTE);
    }
  g_assert_cmpint (client_count (&f->one, "SELECT n_refusals FROM sync_account"), ==, 4);
  sl_model_server_set_condition (f->server, SL_MODEL_NO_AUTH, FALSE);
  assert_sign_in_elsewhere_helps (f);
}

static void
test_gives_password (Fixture      *f,
                     gconstpointer data)
{
  g_autoptr (SlSyncAccount) account = NULL;
  g_autoptr (GError) error = NULL;
  SlSyncResult result;

  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  account = sl_sync_client_read_account (f->one.client, NULL);
  sl_secrets_clear (f->one.secrets, &(SlSecretKey) { account->id, account->address, SL_SECRET_PASSWORD }, NULL, &error);
  g_assert_no_error (error);
  sl_model_server_expire_tokens (f->server, CLIENT_EMAIL);
  g_assert_false (sl_sync_client_run (f->one.client, SL_SYNC_RUN_BY_ITSELF, SL_TRACKER_MISSING_ASK, &result, NULL, NULL));
  assert_sign_in_elsewhere_helps (f);
}

/* Another program signs in while this one is about to go its way to the server. */
typedef struct {
  Fixture *f;
  SlTransport *way;
  GError *error;
  gboolean done;
} AtOnce;

static SlTransport *
at_once_cb (const char *address,
            gpointer    data,
            GError    **error)
{
  AtOnce *self = data;

  if (!self->done)
    sign_in_elsewhere (self->f, CLIENT_OTHER_EMAIL, &self->error);
  self->done = TRUE;
  return g_object_ref (self->way);
}

/* What was read of the account is true as long as anybody goes by it. */
static void
test_signs_in_one_after_the_other (Fixture      *f,
                                   gconstpointer data)
{
  AtOnce at_once = { .f = f };
  g_autoptr (SlTransport) way = at_once.way = client_way_new (f, NULL, NULL);
  g_autoptr (SlSyncAccount) account = NULL;

  sl_sync_client_set_way (f->one.client, at_once_cb, &at_once);
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  g_assert_error (at_once.error, SL_ERROR, SL_ERROR_BUSY);
  g_clear_error (&at_once.error);
  account = sl_sync_client_read_account (f->one.client, NULL);
  g_assert_cmpstr (account->email, ==, CLIENT_EMAIL);
}

static void
test_round_begins_with_its_account (Fixture      *f,
                                    gconstpointer data)
{
  AtOnce at_once = { .f = f };
  g_autoptr (SlTransport) way = at_once.way = client_way_new (f, NULL, NULL);
  g_autoptr (SlSyncClient) program = sl_sync_client_new (f->one.store, f->one.secrets);
  g_autoptr (GError) error = NULL;
  SlSyncResult result;

  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  sl_sync_client_set_way (program, at_once_cb, &at_once);
  sl_sync_client_run (program, SL_SYNC_RUN_BY_ITSELF, SL_TRACKER_MISSING_ASK, &result, NULL, &error);
  g_assert_no_error (error);
  g_assert_error (at_once.error, SL_ERROR, SL_ERROR_BUSY);
  g_clear_error (&at_once.error);
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);
#define ADD(name, func) client_test_add ("sign-in-elsewhere/" name, func)
  ADD ("ends-refusals", test_ends_refusals);
  ADD ("gives-password", test_gives_password);
  ADD ("one-after-the-other", test_signs_in_one_after_the_other);
  ADD ("round-begins-with-its-account", test_round_begins_with_its_account);
  return g_test_run ();
}
