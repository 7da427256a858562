/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An account from signing in to signing out, with real data files and the model server: what is asked before anything moves,
 * what is remembered, and what is left on the disk. */

#define G_LOG_DOMAIN "test-sync-client"

#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "client-fixture.h"
#include "sl-backup.h"
#include "sl-error.h"
#include "sl-kinds.h"
#include "sl-store-query.h"
#include "sl-test.h"

#define NOTHING_FILLED_IN "SELECT count (*) FROM applications AS a JOIN stages AS s ON s.application_id = a.id WHERE a.location IS NULL AND s.questions_asked IS NULL"
#define LIVING "SELECT count (*) FROM applications WHERE deleted_at IS NULL"

/* Nothing moves before the person has seen what would. */
static void
test_first_round_is_agreed_to (Fixture      *f,
                               gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlSyncPreview) preview = NULL;
  g_autoptr (SlSyncAccount) account = NULL;
  g_autoptr (GPtrArray) backups = NULL;
  SlSyncResult result;

  client_add_application (&f->other, "Torvmark");
  client_add_application (&f->other, "Hafenlicht");
  client_sign_in (&f->other, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->other);
  client_add_application (&f->one, "Torvmark");
  client_add_application (&f->one, "Nordsund");
  client_add_application (&f->one, "Sturmvogel");
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);

  g_assert_false (sl_sync_client_run (f->one.client, SL_SYNC_RUN_BY_HAND, SL_TRACKER_MISSING_ASK, &result, NULL, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_NOT_FOUND);
  g_clear_error (&error);
  preview = sl_sync_client_preview (f->one.client, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (preview->n_fetched[SL_KIND_APPLICATION], ==, 1);
  g_assert_cmpuint (preview->n_sent[SL_KIND_APPLICATION], ==, 2);
  g_assert_cmpuint (preview->n_same[SL_KIND_APPLICATION], ==, 1);
  g_assert_cmpuint (preview->n_changed[SL_KIND_APPLICATION], ==, 0);
  g_assert_cmpint (client_count (&f->one, LIVING), ==, 3);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM sync_shadow"), ==, 0);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "applications"), ==, 2);

  result = client_run_agreed (f, &f->one);
  g_assert_cmpuint (result.n_sent, ==, 2);
  g_assert_cmpuint (result.n_waiting, ==, 0);
  g_assert_cmpint (client_count (&f->one, LIVING), ==, 4);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "applications"), ==, 4);
  backups = sl_backup_list (sl_store_get_path (f->one.store));
  g_assert_cmpuint (backups->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (backups, 0), "-" SL_BACKUP_SYNC));

  account = sl_sync_client_read_account (f->one.client, &error);
  g_assert_true (account->agreed);
  g_assert_cmpint (account->last_success, >, 0);
  g_assert_cmpuint (account->n_failures, ==, 0);
  client_run (f, &f->one, SL_SYNC_RUN_BY_ITSELF, SL_TRACKER_MISSING_ASK);
}

/* Somebody else's account: nothing is changed before the person says so. */
static void
test_other_account_asks (Fixture      *f,
                         gconstpointer data)
{
  SlSyncSignIn entered = { .address = CLIENT_SERVER, .email = CLIENT_OTHER_EMAIL, .password = CLIENT_PASSWORD };
  g_autoptr (GError) error = NULL;
  g_autoptr (SlSyncAccount) before = NULL;
  g_autoptr (SlSyncAccount) after = NULL;

  client_add_application (&f->one, "Torvmark");
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  before = sl_sync_client_read_account (f->one.client, NULL);

  g_assert_false (sl_sync_client_sign_in (f->one.client, &entered, NULL, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_OTHER_ACCOUNT);
  g_clear_error (&error);
  after = sl_sync_client_read_account (f->one.client, NULL);
  g_assert_cmpstr (after->email, ==, CLIENT_EMAIL);
  g_assert_cmpstr (after->user_id, ==, before->user_id);
  client_run (f, &f->one, SL_SYNC_RUN_BY_ITSELF, SL_TRACKER_MISSING_ASK);

  client_sign_in (&f->one, CLIENT_OTHER_EMAIL, TRUE);
  g_clear_pointer (&after, sl_sync_account_free);
  after = sl_sync_client_read_account (f->one.client, NULL);
  g_assert_cmpstr (after->user_id, !=, before->user_id);
  g_assert_false (after->agreed);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM sync_shadow"), ==, 0);
  /* What syncing brought from the first account goes to the second, too. */
  client_run_agreed (f, &f->one);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "applications"), ==, 1);
  g_assert_cmpuint (client_count_there (f, CLIENT_OTHER_EMAIL, "applications"), ==, 1);
}

/* Once it is made, asking would come too late: the name would be taken. */
static void
test_register_asks (Fixture      *f,
                    gconstpointer data)
{
  SlSyncSignIn entered = { .address = CLIENT_SERVER, .email = "new@example.org", .password = CLIENT_PASSWORD, .username = "newcomer" };
  g_autoptr (GError) error = NULL;
  g_autoptr (SlSyncAccount) after = NULL;

  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_false (sl_sync_client_sign_in (f->one.client, &entered, NULL, &error));
      g_assert_error (error, SL_ERROR, SL_ERROR_OTHER_ACCOUNT);
      g_assert_nonnull (strstr (error->message, CLIENT_EMAIL));
      g_assert_nonnull (strstr (error->message, "new@example.org"));
      g_clear_error (&error);
    }
  entered.other = TRUE;
  g_assert_true (sl_sync_client_sign_in (f->one.client, &entered, NULL, &error));
  g_assert_no_error (error);
  after = sl_sync_client_read_account (f->one.client, NULL);
  g_assert_cmpstr (after->email, ==, "new@example.org");
}

/* What belongs to an application isn't left out for going after it: the other computer would be told of more than was sent. */
static void
test_preview_counts_what_follows (Fixture      *f,
                                  gconstpointer data)
{
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "add");
  g_autoptr (SlRecord) application = sl_record_new (SL_KIND_APPLICATION);
  g_autoptr (SlRecord) reminder = sl_record_new (SL_KIND_REMINDER);
  g_autoptr (SlSyncPreview) sent = NULL;
  g_autoptr (SlSyncPreview) fetched = NULL;
  g_autoptr (GError) error = NULL;

  sl_record_set_text (application, SL_APPLICATION_COMPANY_NAME, "Torvmark");
  sl_record_set_text (application, SL_APPLICATION_ROLE_TITLE, "Baker");
  sl_record_set_text (application, SL_APPLICATION_STATUS, SL_STATUS_APPLIED);
  sl_record_set_text (reminder, SL_REMINDER_APPLICATION_ID, sl_record_get_id (application));
  sl_record_set_text (reminder, SL_REMINDER_TITLE, "Ask how it stands");
  sl_record_set_integer (reminder, SL_REMINDER_REMIND_AT, sl_clock_get_now (sl_store_get_clock (f->one.store)) + G_USEC_PER_SEC);
  sl_changeset_insert (changes, application);
  sl_changeset_insert (changes, reminder);
  client_apply (&f->one, changes);
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_sign_in (&f->other, CLIENT_EMAIL, FALSE);

  sent = sl_sync_client_preview (f->one.client, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sent->n_sent[SL_KIND_APPLICATION], ==, 1);
  g_assert_cmpuint (sent->n_sent[SL_KIND_REMINDER], ==, 1);
  client_run_agreed (f, &f->one);
  fetched = sl_sync_client_preview (f->other.client, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fetched->n_fetched[SL_KIND_REMINDER], ==, sent->n_sent[SL_KIND_REMINDER]);
}

static gpointer
find_cb (SlConnection *connection,
         gpointer      data,
         GCancellable *cancellable,
         GError      **error)
{
  g_autoptr (GPtrArray) all = sl_store_read_all (connection, SL_KIND_APPLICATION, TRUE, error);

  for (guint i = 0; i < all->len; i++)
    if (g_str_equal (sl_record_get_text (g_ptr_array_index (all, i), SL_APPLICATION_COMPANY_NAME), data))
      return g_strdup (sl_record_get_id (g_ptr_array_index (all, i)));
  return NULL;
}

static char *
find_application (Computer   *self,
                  const char *company)
{
  char *id = sl_store_read (self->store, find_cb, (gpointer) company, NULL);

  g_assert_nonnull (id);
  return id;
}

/* What a list didn't hold once isn't deleted, but it isn't nothing either. */
static void
test_missing_once_is_told (Fixture      *f,
                           gconstpointer data)
{
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "trash");
  g_autofree char *there = NULL, *words = NULL;
  SlSyncResult result;

  client_add_application (&f->one, "Torvmark");
  client_add_application (&f->one, "Hafenlicht");
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  g_assert_cmpuint (client_run_agreed (f, &f->one).n_missing, ==, 0);
  client_sign_in (&f->other, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->other);
  there = find_application (&f->other, "Torvmark");
  sl_changeset_trash (changes, SL_KIND_APPLICATION, there, sl_clock_get_now (f->clock));
  client_apply (&f->other, changes);
  g_assert_cmpuint (client_run_agreed (f, &f->other).n_missing, ==, 0);

  result = client_run_agreed (f, &f->one);
  g_assert_cmpuint (result.n_taken, ==, 0);
  g_assert_cmpuint (result.n_missing, ==, 1);
  words = client_dup_text (&f->one, "SELECT words FROM sync_log ORDER BY pk DESC");
  g_assert_nonnull (strstr (words, "1 not found on the server"));
  result = client_run_agreed (f, &f->one);
  g_assert_cmpuint (result.n_taken, ==, 1);
  g_assert_cmpuint (result.n_missing, ==, 0);
}

static void
lose_many (Fixture *f)
{
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "trash");
  static const char *const companies[] = { "A", "B", "C", "D", "E", "F", "G", "H" };

  for (guint i = 0; i < G_N_ELEMENTS (companies); i++)
    client_add_application (&f->one, companies[i]);
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_sign_in (&f->other, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  client_run_agreed (f, &f->other);
  for (guint i = 0; i < 7; i++)
    {
      g_autofree char *id = find_application (&f->other, companies[i]);

      sl_changeset_trash (changes, SL_KIND_APPLICATION, id, sl_clock_get_now (f->clock));
    }
  client_apply (&f->other, changes);
  client_run_agreed (f, &f->other);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "applications"), ==, 1);
  for (guint i = 0; i < 3; i++)
    client_run (f, &f->one, SL_SYNC_RUN_BY_ITSELF, SL_TRACKER_MISSING_ASK);
}

static void
test_many_missing_ask (Fixture      *f,
                       gconstpointer data)
{
  g_autoptr (SlSyncAccount) account = NULL;
  g_autoptr (SlSyncAccount) after = NULL;

  lose_many (f);
  account = sl_sync_client_read_account (f->one.client, NULL);
  g_assert_cmpuint (account->n_asked, ==, 7);
  g_assert_cmpint (client_count (&f->one, LIVING), ==, 8);

  client_run (f, &f->one, SL_SYNC_RUN_BY_HAND, SL_TRACKER_MISSING_TRASH);
  after = sl_sync_client_read_account (f->one.client, NULL);
  g_assert_cmpuint (after->n_asked, ==, 0);
  g_assert_cmpint (client_count (&f->one, LIVING), ==, 1);
}

static void
test_many_missing_are_sent (Fixture      *f,
                            gconstpointer data)
{
  lose_many (f);
  client_run (f, &f->one, SL_SYNC_RUN_BY_HAND, SL_TRACKER_MISSING_SEND);
  for (guint i = 0; i < 6; i++)
    client_run (f, &f->one, SL_SYNC_RUN_BY_ITSELF, SL_TRACKER_MISSING_ASK);
  g_assert_cmpint (client_count (&f->one, LIVING), ==, 8);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "applications"), ==, 8);
}

/* What no server has, such as the history of an application, isn't waiting to be sent. */
static void
test_history_waits_for_nobody (Fixture      *f,
                               gconstpointer data)
{
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  g_autofree char *id = NULL;
  SlSyncResult result;

  client_add_application (&f->one, "Torvmark");
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  id = find_application (&f->one, "Torvmark");
  sl_changeset_update_text (changes, SL_KIND_APPLICATION, id, SL_APPLICATION_STATUS, SL_STATUS_INTERVIEWING);
  client_apply (&f->one, changes);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM events"), >, 0);
  result = client_run (f, &f->one, SL_SYNC_RUN_BY_ITSELF, SL_TRACKER_MISSING_ASK);
  g_assert_cmpuint (result.n_sent, ==, 1);
  g_assert_cmpuint (result.n_waiting, ==, 0);
}

/* A look back that went elsewhere goes here, too, although nothing else of its application changes any more. */
static void
test_part_goes (Fixture      *f,
                gconstpointer data)
{
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "add");
  g_autoptr (SlChangeset) trash = sl_changeset_new (SL_ACTOR_PERSON, "trash");
  g_autoptr (SlRecord) reflection = sl_record_new (SL_KIND_REFLECTION);
  g_autofree char *application = NULL, *id = NULL;

  client_add_application (&f->one, "Torvmark");
  application = find_application (&f->one, "Torvmark");
  sl_record_set_text (reflection, SL_REFLECTION_APPLICATION_ID, application);
  sl_record_set_text (reflection, SL_REFLECTION_WHAT_WORKED, "Smelling of flour");
  sl_changeset_insert (changes, reflection);
  client_apply (&f->one, changes);
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_sign_in (&f->other, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  client_run_agreed (f, &f->other);
  client_run_agreed (f, &f->one);

  id = client_dup_text (&f->other, "SELECT id FROM reflections WHERE deleted_at IS NULL");
  sl_changeset_trash (trash, SL_KIND_REFLECTION, id, sl_clock_get_now (f->clock));
  client_apply (&f->other, trash);
  client_run_agreed (f, &f->other);
  for (guint i = 0; i < 3; i++)
    client_run_agreed (f, &f->one);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM reflections WHERE deleted_at IS NULL"), ==, 0);
}

static void
switch_uploads_cb (const SlTrackerStep *step,
                   gpointer             data)
{
  g_assert_true (sl_sync_client_set_uploads (data, TRUE, NULL));
}

/* What is chosen while a round runs isn't taken back by its end. */
static void
test_choice_outlives_round (Fixture      *f,
                            gconstpointer data)
{
  g_autoptr (SlSyncAccount) account = NULL;

  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  sl_sync_client_set_step (f->one.client, switch_uploads_cb, f->one.client);
  client_run_agreed (f, &f->one);
  account = sl_sync_client_read_account (f->one.client, NULL);
  g_assert_true (account->uploads);
  g_assert_true (account->agreed);
  g_assert_cmpint (account->last_try, >, 0);
}

/* Two programs on the same data take turns. */
static void
test_takes_turns (Fixture      *f,
                  gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->one.dir, "sync.lock", NULL);
  g_autoptr (GError) error = NULL;
  SlSyncResult result;
  int fd;

  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  fd = g_open (path, O_RDWR | O_CLOEXEC, 0);
  g_assert_cmpint (flock (fd, LOCK_EX | LOCK_NB), ==, 0);
  g_assert_false (sl_sync_client_run (f->one.client, SL_SYNC_RUN_BY_HAND, SL_TRACKER_MISSING_ASK, &result, NULL, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_BUSY);
  close (fd);
  client_run_agreed (f, &f->one);
}

/* How a round failed is on record, and the next good one takes it back. */
static void
test_failure_is_kept (Fixture      *f,
                      gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlSyncAccount) account = NULL;
  g_autoptr (SlSyncAccount) after = NULL;
  SlSyncResult result;

  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  sl_model_transport_set_away (SL_MODEL_TRANSPORT (f->one.way), TRUE);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_false (sl_sync_client_run (f->one.client, SL_SYNC_RUN_BY_ITSELF, SL_TRACKER_MISSING_ASK, &result, NULL, &error));
      g_assert_error (error, SL_ERROR, SL_ERROR_UNREACHABLE);
      g_clear_error (&error);
    }
  account = sl_sync_client_read_account (f->one.client, NULL);
  g_assert_cmpuint (account->n_failures, ==, 2);
  g_assert_cmpint (account->trouble, ==, SL_SYNC_TROUBLE_WAY);
  g_assert_nonnull (account->message);
  /* Once until it changes; and again when it is so again. */
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM sync_log WHERE words = (SELECT message FROM sync_account)"), ==, 1);
  sl_model_transport_set_away (SL_MODEL_TRANSPORT (f->one.way), FALSE);
  client_run (f, &f->one, SL_SYNC_RUN_BY_ITSELF, SL_TRACKER_MISSING_ASK);
  after = sl_sync_client_read_account (f->one.client, NULL);
  g_assert_cmpuint (after->n_failures, ==, 0);
  g_assert_null (after->message);
  sl_model_transport_set_away (SL_MODEL_TRANSPORT (f->one.way), TRUE);
  g_assert_false (sl_sync_client_run (f->one.client, SL_SYNC_RUN_BY_ITSELF, SL_TRACKER_MISSING_ASK, &result, NULL, &error));
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM sync_log WHERE words = (SELECT message FROM sync_account)"), ==, 2);
}

static void
assert_not_in_folder (const char *folder,
                      const char *secret)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *contents = NULL;
      gsize length;

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        assert_not_in_folder (path, secret);
      else if (g_file_get_contents (path, &contents, &length, NULL))
        g_assert_null (memmem (contents, length, secret, strlen (secret)));
    }
}

/* Password and token are in the keyring, and in no file. */
static void
test_secrets_stay_in_the_keyring (Fixture      *f,
                                  gconstpointer data)
{
  g_autoptr (SlSyncAccount) account = NULL;

  client_add_application (&f->one, "Torvmark");
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  sl_model_server_expire_tokens (f->server, CLIENT_EMAIL);
  client_run_agreed (f, &f->one);
  sl_store_settle (f->one.store);
  account = sl_sync_client_read_account (f->one.client, NULL);
  for (SlSecretWhat what = SL_SECRET_PASSWORD; what <= SL_SECRET_TOKEN; what++)
    {
      const SlSecretKey key = { account->id, CLIENT_SERVER, what };
      char *secret;

      g_assert_true (sl_secrets_lookup (f->one.secrets, &key, &secret, NULL, NULL));
      g_assert_nonnull (secret);
      assert_not_in_folder (f->one.dir, secret);
      sl_secret_free (secret);
    }
}

/* What nobody filled in, or somebody emptied, is null on each computer: their exports say the same. */
static void
test_empty_is_the_same (Fixture      *f,
                        gconstpointer data)
{
  g_autoptr (SlChangeset) add = sl_changeset_new (SL_ACTOR_PERSON, "add");
  g_autoptr (SlChangeset) empty = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  g_autoptr (SlRecord) round = sl_record_new (SL_KIND_STAGE);
  g_autofree char *application = NULL;

  client_add_application (&f->one, "Torvmark");
  application = client_dup_text (&f->one, "SELECT id FROM applications");
  sl_record_set_text (round, SL_STAGE_APPLICATION_ID, application);
  sl_record_set_text (round, SL_STAGE_NAME, "First talk");
  sl_changeset_insert (add, round);
  sl_changeset_update_text (add, SL_KIND_APPLICATION, application, SL_APPLICATION_LOCATION, "Bergen");
  client_apply (&f->one, add);
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  client_sign_in (&f->other, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->other);
  g_assert_cmpint (client_count (&f->other, "SELECT count (*) FROM applications WHERE location = 'Bergen'"), ==, 1);
  sl_changeset_update_text (empty, SL_KIND_APPLICATION, application, SL_APPLICATION_LOCATION, NULL);
  client_apply (&f->one, empty);
  client_run_agreed (f, &f->one);
  client_run_agreed (f, &f->other);

  g_assert_cmpint (client_count (&f->one, NOTHING_FILLED_IN), ==, 1);
  g_assert_cmpint (client_count (&f->other, NOTHING_FILLED_IN), ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);
#define ADD(name, func) client_test_add ("client/" name, func)
  ADD ("first-round-is-agreed-to", test_first_round_is_agreed_to);
  ADD ("other-account-asks", test_other_account_asks);
  ADD ("preview-counts-what-follows", test_preview_counts_what_follows);
  ADD ("register-asks", test_register_asks);
  ADD ("missing-once-is-told", test_missing_once_is_told);
  ADD ("many-missing-ask", test_many_missing_ask);
  ADD ("many-missing-are-sent", test_many_missing_are_sent);
  ADD ("history-waits-for-nobody", test_history_waits_for_nobody);
  ADD ("part-goes", test_part_goes);
  ADD ("choice-outlives-round", test_choice_outlives_round);
  ADD ("takes-turns", test_takes_turns);
  ADD ("failure-is-kept", test_failure_is_kept);
  ADD ("empty-is-the-same", test_empty_is_the_same);
  ADD ("secrets-stay-in-the-keyring", test_secrets_stay_in_the_keyring);
  return g_test_run ();
}
