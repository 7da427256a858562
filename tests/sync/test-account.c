/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An account that several programs have at hand: who may sign in and out meanwhile, and what is remembered of a server in
 * trouble. */

#define G_LOG_DOMAIN "test-sync-account"

#include "config.h"

#include <string.h>

#include "client-fixture.h"
#include "sl-backup.h"
#include "sl-error.h"
#include "sl-kinds.h"
#include "sl-secrets-memory.h"
#include "sl-sync-conflict.h"
#include "sl-sync-state.h"
#include "sl-table.h"
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
  client_use_way (second, self->way);
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
  g_autoptr (SlTransport) way = meanwhile.way = client_way_new (f, meanwhile_cb, &meanwhile);
  SlSyncResult result;
  GError *error = NULL;

  for (guint i = 0; i < N_APPLICATIONS; i++)
    {
      g_autofree char *company = g_strdup_printf ("Company %u", i);

      client_add_application (&f->one, company);
    }
  client_use_way (f->one.client, way);
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
  reply = client_reply (self->status, "{\"detail\":\"busy\"}", self->retry_after);
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
  SlTransport *way = client_way_new (f, trouble_cb, trouble);

  client_use_way (f->one.client, way);
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
    return client_reply (self->status, "{\"detail\":\"busy\"}", self->retry_after);
  return NULL;
}

/* Signing in anew, to prove that what isn't listed isn't there. */
static void
test_renewal_is_heard (Fixture      *f,
                       gconstpointer data)
{
  Trouble trouble = { .status = 503, .retry_after = 1200 };
  g_autoptr (SlTransport) way = client_way_new (f, renewal_cb, &trouble);
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "trash");
  g_autofree char *id = NULL;

  client_add_application (&f->other, "Torvmark");
  client_sign_in (&f->other, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->other);
  client_use_way (f->one.client, way);
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

/* Background rounds: each is a program of its own. @n: (inout): counts who asks the server for a token. */
static SlReply *
count_logins_cb (const SlRequest *request,
                 gpointer         data)
{
  *(guint *) data += strstr (request->path, "/auth/login") != NULL;
  return NULL;
}

static gboolean
run_program (Fixture        *f,
             SlSyncRunFlags  flags,
             guint          *n_logins)
{
  g_autoptr (SlSyncClient) program = sl_sync_client_new (f->one.store, f->one.secrets);
  g_autoptr (SlTransport) way = client_way_new (f, count_logins_cb, n_logins);
  SlSyncResult result;

  client_use_way (program, way);
  return sl_sync_client_run (program, flags, SL_TRACKER_MISSING_ASK, &result, NULL, NULL);
}

/* Four times over half an hour, whoever asks; then the person. */
static void
test_refusals_are_remembered (Fixture      *f,
                              gconstpointer data)
{
  g_autoptr (SlSyncAccount) account = NULL;
  guint n = 0;

  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  sl_model_server_set_condition (f->server, SL_MODEL_NO_AUTH, TRUE);
  sl_model_server_expire_tokens (f->server, CLIENT_EMAIL);
  for (guint i = 0; i < 24; i++)
    {
      g_assert_false (run_program (f, SL_SYNC_RUN_BY_ITSELF, &n));
      sl_clock_advance (f->clock, 15 * G_TIME_SPAN_MINUTE);
    }
  g_assert_cmpuint (n, ==, 4);
  account = sl_sync_client_read_account (f->one.client, NULL);
  g_assert_cmpint (account->trouble, ==, SL_SYNC_TROUBLE_PERSON);

  sl_model_server_set_condition (f->server, SL_MODEL_NO_AUTH, FALSE);
  g_assert_false (run_program (f, SL_SYNC_RUN_BY_ITSELF, &n));
  g_assert_true (run_program (f, SL_SYNC_RUN_BY_HAND, &n));
  g_assert_true (run_program (f, SL_SYNC_RUN_BY_ITSELF, &n));
  g_assert_cmpint (client_count (&f->one, "SELECT n_refusals FROM sync_account"), ==, 0);
}

/* An auth service that was away for a while is no reason to ask anybody. */
static void
test_refusal_passes (Fixture      *f,
                     gconstpointer data)
{
  guint n = 0;

  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  sl_model_server_set_condition (f->server, SL_MODEL_NO_AUTH, TRUE);
  sl_model_server_expire_tokens (f->server, CLIENT_EMAIL);
  g_assert_false (run_program (f, SL_SYNC_RUN_BY_ITSELF, &n));
  sl_model_server_set_condition (f->server, SL_MODEL_NO_AUTH, FALSE);
  g_assert_false (run_program (f, SL_SYNC_RUN_BY_ITSELF, &n));
  g_assert_cmpuint (n, ==, 1);
  sl_clock_advance (f->clock, G_TIME_SPAN_MINUTE);
  g_assert_true (run_program (f, SL_SYNC_RUN_BY_ITSELF, &n));
  g_assert_cmpint (client_count (&f->one, "SELECT n_refusals FROM sync_account"), ==, 0);
}

/* Without a keyring nothing can be taken out of it: told, but the person is signed out. */
static void
test_signs_out_without_a_keyring (Fixture      *f,
                                  gconstpointer data)
{
  g_autoptr (GError) none = g_error_new_literal (SL_ERROR, SL_ERROR_NO_KEYRING, "There is no keyring.");
  g_autoptr (GError) error = NULL;
  g_autoptr (SlSyncAccount) account = NULL;

  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  sl_secrets_memory_fail (SL_SECRETS_MEMORY (f->one.secrets), none);
  g_assert_false (sl_sync_client_sign_out (f->one.client, FALSE, NULL, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_NO_KEYRING);
  g_assert_nonnull (strstr (error->message, "signed out"));
  account = sl_sync_client_read_account (f->one.client, NULL);
  g_assert_false (account->signed_in);
  /* Shown for as long as it is so. */
  g_assert_cmpstr (account->message, ==, error->message);
}

static gboolean
add_conflict_cb (SlConnection *connection,
                 SlChangeset  *changes,
                 gpointer      data,
                 GError      **error)
{
  g_auto (SlValue) lost = SL_VALUE_INIT;

  sl_value_set_text (&lost, "Torvmark Süd");
  return sl_sync_add_conflict (connection, SL_KIND_APPLICATION, data, "company_name", &lost, 1, error);
}

/* What lost is the person's, whoever signs in or out. */
static void
test_losers_stay (Fixture      *f,
                  gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  client_add_application (&f->one, "Torvmark");
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  id = client_dup_text (&f->one, "SELECT id FROM applications");
  sl_store_transact (f->one.store, SL_ACTOR_SYNC, "sync", add_conflict_cb, id, &error);
  g_assert_no_error (error);
  client_sign_in (&f->one, CLIENT_OTHER_EMAIL, TRUE);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM sync_conflict"), ==, 1);
  client_run_agreed (f, &f->one);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM sync_conflict"), ==, 1);
  sl_sync_client_sign_out (f->one.client, TRUE, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM sync_conflict"), ==, 1);
}

/* Returns: the number of a conflict about the company of an application that is made for it. */
static gint64
add_conflict (Computer   *computer,
              const char *company)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  client_add_application (computer, company);
  id = client_dup_text (computer, "SELECT id FROM applications ORDER BY pk DESC");
  sl_store_transact (computer->store, SL_ACTOR_SYNC, "sync", add_conflict_cb, id, &error);
  g_assert_no_error (error);
  return client_count (computer, "SELECT max (pk) FROM sync_conflict");
}

static gboolean
try_settle (Computer *computer,
            gint64    number,
            gint64   *mark,
            GError  **error)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_val (numbers, number);
  return sl_sync_client_settle (computer->client, numbers, mark, error);
}

static gint64
settle (Computer *computer,
        gint64    number)
{
  g_autoptr (GError) error = NULL;
  gint64 mark = 0;

  try_settle (computer, number, &mark, &error);
  g_assert_no_error (error);
  return mark;
}

/* Neither way of choosing says that it did something. */
static void
assert_nothing_to_choose (Computer *computer,
                          gint64    number)
{
  g_autoptr (GError) kept = NULL, swapped = NULL;

  g_assert_false (try_settle (computer, number, NULL, &kept));
  g_assert_error (kept, SL_ERROR, SL_ERROR_NOT_FOUND);
  g_assert_false (sl_sync_client_swap (computer->client, number, &swapped));
  g_assert_error (swapped, SL_ERROR, SL_ERROR_NOT_FOUND);
}

static gpointer
count_open_cb (SlConnection *connection,
               gpointer      data,
               GCancellable *cancellable,
               GError      **error)
{
  int n = sl_sync_conflicts_count (connection, error);

  return n >= 0 ? g_memdup2 (&n, sizeof n) : NULL;
}

static int
count_open (Computer *computer)
{
  g_autoptr (GError) error = NULL;
  g_autofree int *n = sl_store_read (computer->store, count_open_cb, NULL, &error);

  g_assert_no_error (error);
  return *n;
}

static void
test_settles_once (Fixture      *f,
                   gconstpointer data)
{
  gint64 number = add_conflict (&f->one, "Torvmark");

  assert_nothing_to_choose (&f->one, number + 1);
  settle (&f->one, number);
  assert_nothing_to_choose (&f->one, number);
}

/* What was kept at one time comes back, and nothing else. */
static void
test_reopens (Fixture      *f,
              gconstpointer data)
{
  gint64 first = add_conflict (&f->one, "Torvmark");
  gint64 second = add_conflict (&f->one, "Brightwater");
  g_autoptr (GError) error = NULL;
  gint64 mark = settle (&f->one, first);

  g_assert_cmpint (settle (&f->one, second), !=, mark);
  g_assert_cmpint (count_open (&f->one), ==, 0);
  sl_sync_client_reopen (f->one.client, mark, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_open (&f->one), ==, 1);
  assert_nothing_to_choose (&f->one, second);
  settle (&f->one, first);
}

static void
undo (Computer *computer)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) undone = sl_store_undo (computer->store, &error);

  g_assert_no_error (error);
}

static gboolean
write_again_cb (SlConnection *connection,
                SlChangeset  *changes,
                gpointer      data,
                GError      **error)
{
  g_autofree char *id = sl_table_find_id (connection, SL_KIND_APPLICATION, 1);

  sl_changeset_update_text (changes, SL_KIND_APPLICATION, id, SL_APPLICATION_COMPANY_NAME, "Velkholt");
  return TRUE;
}

/* Taking the other version chooses, as keeping does, whatever stands there later; undoing it asks again. */
static void
test_settles_by_a_swap (Fixture      *f,
                        gconstpointer data)
{
  gint64 number = add_conflict (&f->one, "Torvmark");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2; i++)
    {
      sl_sync_client_swap (f->one.client, number, &error);
      g_assert_no_error (error);
      g_assert_cmpint (count_open (&f->one), ==, 0);
      assert_nothing_to_choose (&f->one, number);
      if (i == 0)
        undo (&f->one);
    }
  sl_store_transact (f->one.store, SL_ACTOR_PERSON, "edit", write_again_cb, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_open (&f->one), ==, 0);
  assert_nothing_to_choose (&f->one, number);
}

/* One backup, however often the first round has to begin again; another account has a first round of its own. */
static void
test_one_backup_for_an_account (Fixture      *f,
                                gconstpointer data)
{
  Trouble trouble = { .path = "/contacts/", .status = 503, .retry_after = -1 };
  g_autoptr (SlTransport) way = client_way_new (f, trouble_cb, &trouble);

  client_use_way (f->one.client, way);
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GPtrArray) backups = NULL;
      SlSyncResult result;

      g_assert_false (sl_sync_client_run (f->one.client, SL_SYNC_RUN_AGREED, SL_TRACKER_MISSING_ASK, &result, NULL, NULL));
      sl_clock_advance (f->clock, 10 * G_TIME_SPAN_MINUTE);
      backups = sl_backup_list (sl_store_get_path (f->one.store));
      g_assert_cmpuint (backups->len, ==, 1);
    }
  trouble.path = NULL;
  client_run_agreed (f, &f->one);
  client_sign_in (&f->one, CLIENT_OTHER_EMAIL, TRUE);
  client_run_agreed (f, &f->one);
  {
    g_autoptr (GPtrArray) backups = sl_backup_list (sl_store_get_path (f->one.store));

    g_assert_cmpuint (backups->len, ==, 2);
  }
}

/* A round that comes by itself doesn't have anybody asked to unlock the keyring; one by hand does. */
static void
test_asks_only_who_asked (Fixture      *f,
                          gconstpointer data)
{
  g_autoptr (SlSyncAccount) account = NULL;
  guint n = 0;

  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  sl_secrets_memory_lock (SL_SECRETS_MEMORY (f->one.secrets));
  g_assert_false (run_program (f, SL_SYNC_RUN_BY_ITSELF, &n));
  account = sl_sync_client_read_account (f->one.client, NULL);
  g_assert_cmpstr (account->message, ==, "The keyring is locked.");
  g_assert_cmpint (account->trouble, !=, SL_SYNC_TROUBLE_PERSON);
  g_assert_true (run_program (f, SL_SYNC_RUN_BY_HAND, &n));
  g_assert_cmpuint (n, ==, 0);
}

/* A gate on the way to the server says nothing of the password. */
static void
test_gate_is_no_refusal (Fixture      *f,
                         gconstpointer data)
{
  static const guint statuses[] = { 402, 403, 410, 413, 451 };
  Trouble trouble = { .retry_after = -1 };
  g_autoptr (SlTransport) way = begin_trouble (f, &trouble);
  SlSyncResult result;

  sl_model_server_expire_tokens (f->server, CLIENT_EMAIL);
  trouble.path = "/auth/login";
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr (SlSyncAccount) account = NULL;
      g_autoptr (GError) error = NULL;

      trouble.status = statuses[i];
      g_assert_false (sl_sync_client_run (f->one.client, SL_SYNC_RUN_BY_ITSELF, SL_TRACKER_MISSING_ASK, &result, NULL, &error));
      g_assert_nonnull (strstr (error->message, "busy"));
      account = sl_sync_client_read_account (f->one.client, NULL);
      g_assert_cmpint (account->trouble, ==, SL_SYNC_TROUBLE_SERVER);
      g_assert_cmpuint (account->refusals.n, ==, 0);
    }
  trouble.path = NULL;
  client_run (f, &f->one, SL_SYNC_RUN_BY_ITSELF, SL_TRACKER_MISSING_ASK);
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
  ADD ("refusals-are-remembered", test_refusals_are_remembered);
  ADD ("refusal-passes", test_refusal_passes);
  ADD ("signs-out-without-a-keyring", test_signs_out_without_a_keyring);
  ADD ("losers-stay", test_losers_stay);
  ADD ("settles-once", test_settles_once);
  ADD ("reopens", test_reopens);
  ADD ("settles-by-a-swap", test_settles_by_a_swap);
  ADD ("one-backup-for-an-account", test_one_backup_for_an_account);
  ADD ("asks-only-who-asked", test_asks_only_who_asked);
  ADD ("gate-is-no-refusal", test_gate_is_no_refusal);
  return g_test_run ();
}
