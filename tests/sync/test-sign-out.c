/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signing out, and in again as the same person: it goes on where it ended, also where what the server has went to the Trash
 * meanwhile. */

#define G_LOG_DOMAIN "test-sign-out"

#include "config.h"

#include "client-fixture.h"
#include "sl-error.h"
#include "sl-kinds.h"
#include "sl-sync-outbox.h"
#include "sl-test.h"

#define LIVING "SELECT count (*) FROM applications WHERE deleted_at IS NULL"
#define IN_TRASH "SELECT count (*) FROM applications WHERE deleted_at IS NOT NULL"
#define NAMED "SELECT id FROM applications WHERE company_name = "

static void
assert_no_secret (Computer      *self,
                  SlSyncAccount *account)
{
  for (SlSecretWhat what = SL_SECRET_PASSWORD; what <= SL_SECRET_TOKEN; what++)
    {
      const SlSecretKey key = { account->id, CLIENT_SERVER, what };
      char *secret;

      g_assert_true (sl_secrets_lookup (self->secrets, &key, &secret, NULL, NULL));
      g_assert_null (secret);
    }
}

/* Signed out for a while: what changed meanwhile is known again, and nothing is there twice. */
static void
test_keeps (Fixture      *f,
            gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  g_autoptr (SlSyncAccount) account = NULL;
  g_autofree char *id = NULL;
  SlSyncResult result;

  client_add_application (&f->one, "Torvmark");
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  g_assert_true (sl_sync_client_sign_out (f->one.client, FALSE, NULL, &error));
  g_assert_no_error (error);
  account = sl_sync_client_read_account (f->one.client, NULL);
  g_assert_false (account->signed_in);
  assert_no_secret (&f->one, account);
  g_assert_false (sl_sync_client_run (f->one.client, SL_SYNC_RUN_BY_ITSELF, SL_TRACKER_MISSING_ASK, &result, NULL, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_SIGN_IN);

  id = client_dup_text (&f->one, NAMED "'Torvmark'");
  sl_changeset_update_text (changes, SL_KIND_APPLICATION, id, SL_APPLICATION_COMPANY_NAME, "Torvmark Nord");
  client_apply (&f->one, changes);
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  result = client_run (f, &f->one, SL_SYNC_RUN_BY_ITSELF, SL_TRACKER_MISSING_ASK);
  g_assert_cmpuint (result.n_sent, ==, 1);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "applications"), ==, 1);
  g_assert_cmpint (client_count (&f->one, LIVING), ==, 1);
}

static void
sign_out_to_trash (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (sl_sync_client_sign_out (f->one.client, TRUE, NULL, &error));
  g_assert_no_error (error);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  sl_clock_advance (f->clock, 70 * G_USEC_PER_SEC);
}

/* Two applications on the server, one of them with a word that only this computer has, and one that isn't there yet. */
static void
leave (Fixture *f)
{
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  g_autofree char *id = NULL;

  client_add_application (&f->one, "Torvmark");
  client_add_application (&f->one, "Hafenlicht");
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  id = client_dup_text (&f->one, NAMED "'Torvmark'");
  sl_changeset_update_integer (changes, SL_KIND_APPLICATION, id, SL_APPLICATION_EXCITEMENT, 5);
  client_apply (&f->one, changes);
  client_run_agreed (f, &f->one);
  client_add_application (&f->one, "Nordsund");
  sign_out_to_trash (f);
}

static gpointer
has_news_cb (SlConnection *connection,
             gpointer      data,
             GCancellable *cancellable,
             GError      **error)
{
  return GINT_TO_POINTER (sl_sync_outbox_has_news (connection));
}

/* What the server has, too, goes to the Trash in one step; what it doesn't have stays. */
static void
test_to_trash (Fixture      *f,
               gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) undone = NULL;
  g_autoptr (SlSyncAccount) account = NULL;

  leave (f);
  g_assert_cmpint (client_count (&f->one, LIVING " AND company_name = 'Nordsund'"), ==, 1);
  g_assert_cmpint (client_count (&f->one, LIVING), ==, 1);
  account = sl_sync_client_read_account (f->one.client, &error);
  g_assert_no_error (error);
  g_assert_false (account->signed_in);
  assert_no_secret (&f->one, account);
  g_assert_cmpstr (account->email, ==, CLIENT_EMAIL);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM sync_log"), ==, 0);

  undone = sl_store_undo (f->one.store, &error);
  g_assert_no_error (error);
  g_assert_cmpint (client_count (&f->one, LIVING), ==, 3);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "applications"), ==, 2);
}

/* None of it waits to be deleted on the server. */
static void
test_to_trash_is_no_deletion (Fixture      *f,
                              gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  client_add_application (&f->one, "Torvmark");
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  sign_out_to_trash (f);
  g_assert_cmpint (client_count (&f->one, LIVING), ==, 0);
  g_assert_false (GPOINTER_TO_INT (sl_store_read (f->one.store, has_news_cb, NULL, &error)));
  g_assert_no_error (error);
}

/* The same records again, with what only this computer knows of them, and nothing of it is sent or fetched anew. */
static void
test_brings_back (Fixture      *f,
                  gconstpointer data)
{
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = NULL;
  SlSyncResult result;

  leave (f);
  before = client_dup_text (&f->one, NAMED "'Torvmark' AND deleted_at IS NOT NULL");
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  after = client_dup_text (&f->one, NAMED "'Torvmark' AND deleted_at IS NULL AND excitement_level = 5");
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpint (client_count (&f->one, LIVING), ==, 3);
  result = client_run (f, &f->one, SL_SYNC_RUN_BY_ITSELF, SL_TRACKER_MISSING_ASK);
  g_assert_cmpuint (result.n_sent, ==, 1);
  g_assert_cmpuint (result.n_taken, ==, 0);
  g_assert_cmpint (client_count (&f->one, LIVING), ==, 3);
  g_assert_cmpint (client_count (&f->one, IN_TRASH), ==, 0);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "applications"), ==, 3);

  /* That step is over: done again, it would delete on the server. */
  transaction = sl_store_undo (f->one.store, &error);
  g_assert_no_error (error);
  g_assert_cmpint (client_count (&f->one, LIVING), ==, 2);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM applications WHERE company_name = 'Nordsund'"), ==, 0);
}

static void
test_undone_and_in_again (Fixture      *f,
                          gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) undone = NULL, redone = NULL;
  SlSyncResult result;

  leave (f);
  undone = sl_store_undo (f->one.store, &error);
  g_assert_no_error (error);
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  redone = sl_store_redo (f->one.store, &error);
  g_assert_error (error, SL_ERROR, SL_ERROR_NOTHING_TO_UNDO);
  result = client_run (f, &f->one, SL_SYNC_RUN_BY_ITSELF, SL_TRACKER_MISSING_ASK);
  g_assert_cmpuint (result.n_sent, ==, 1);
  g_assert_cmpint (client_count (&f->one, LIVING), ==, 3);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "applications"), ==, 3);
}

static void
sign_in_other_computer (Fixture *f)
{
  client_sign_in (&f->other, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->other);
}

/* Meanwhile one was changed elsewhere, and one deleted. */
static void
test_changed_meanwhile (Fixture      *f,
                        gconstpointer data)
{
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  g_autofree char *torvmark = NULL, *hafenlicht = NULL;

  leave (f);
  sign_in_other_computer (f);
  torvmark = client_dup_text (&f->other, NAMED "'Torvmark'");
  hafenlicht = client_dup_text (&f->other, NAMED "'Hafenlicht'");
  sl_changeset_update_text (changes, SL_KIND_APPLICATION, torvmark, SL_APPLICATION_LOCATION, "Lund");
  sl_changeset_trash (changes, SL_KIND_APPLICATION, hafenlicht, sl_clock_get_now (f->clock));
  client_apply (&f->other, changes);
  client_run_agreed (f, &f->other);

  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  for (guint i = 0; i < 3; i++)
    client_run_agreed (f, &f->one);
  g_assert_cmpint (client_count (&f->one, LIVING " AND company_name = 'Torvmark' AND location = 'Lund' AND excitement_level = 5"), ==, 1);
  g_assert_cmpint (client_count (&f->one, LIVING), ==, 2);
  g_assert_cmpint (client_count (&f->one, IN_TRASH " AND company_name = 'Hafenlicht'"), ==, 1);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "applications"), ==, 2);
}

static void
trash (Fixture    *f,
       const char *company)
{
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "trash");
  g_autofree char *sql = g_strdup_printf (NAMED "'%s'", company);
  g_autofree char *id = client_dup_text (&f->one, sql);

  sl_changeset_trash (changes, SL_KIND_APPLICATION, id, sl_clock_get_now (f->clock));
  client_apply (&f->one, changes);
}

static void
purge (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) purged = sl_store_purge (f->one.store, NULL, &error);

  g_assert_no_error (error);
}

/* Whoever leaves and empties the Trash leaves nothing behind, and deletes nothing on the server. */
static void
test_emptied_meanwhile (Fixture      *f,
                        gconstpointer data)
{
  leave (f);
  purge (f);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM sync_shadow"), ==, 0);
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  g_assert_cmpint (client_count (&f->one, LIVING), ==, 3);
  g_assert_cmpint (client_count (&f->one, IN_TRASH), ==, 0);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "applications"), ==, 3);
}

/* But what the person had deleted before that, or deletes after taking it back, is deleted. */
static void
test_emptied_with_own (Fixture      *f,
                       gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) undone = NULL;

  client_add_application (&f->one, "Torvmark");
  client_add_application (&f->one, "Hafenlicht");
  client_add_application (&f->one, "Sturmvogel");
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  trash (f, "Torvmark");
  sl_clock_advance (f->clock, G_USEC_PER_SEC);
  sign_out_to_trash (f);
  if (GPOINTER_TO_INT (data))
    {
      undone = sl_store_undo (f->one.store, &error);
      g_assert_no_error (error);
      trash (f, "Hafenlicht");
    }
  purge (f);
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  for (guint i = 0; i < 2; i++)
    client_run_agreed (f, &f->one);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "applications"), ==, GPOINTER_TO_INT (data) ? 1 : 2);
  g_assert_cmpint (client_count (&f->one, LIVING), ==, GPOINTER_TO_INT (data) ? 1 : 2);
}

/* What hangs on it is forgotten, too, and comes again. */
static void
test_emptied_with_parts (Fixture      *f,
                         gconstpointer data)
{
  g_autoptr (SlChangeset) add = sl_changeset_new (SL_ACTOR_PERSON, "add");
  g_autoptr (SlRecord) round = sl_record_new (SL_KIND_STAGE);
  g_autofree char *id = NULL;

  client_add_application (&f->one, "Torvmark");
  id = client_dup_text (&f->one, NAMED "'Torvmark'");
  sl_record_set_text (round, SL_STAGE_APPLICATION_ID, id);
  sl_record_set_text (round, SL_STAGE_NAME, "Call");
  sl_changeset_insert (add, round);
  client_apply (&f->one, add);
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  sign_out_to_trash (f);
  purge (f);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM sync_shadow"), ==, 0);
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM stages"), ==, 1);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "stages"), ==, 1);
}

/* Also where it was made on another computer, and has the server's ids here. */
static void
test_emptied_with_parts_from_elsewhere (Fixture      *f,
                                        gconstpointer data)
{
  SlChangeset *add = sl_changeset_new (SL_ACTOR_PERSON, "add");
  g_autoptr (SlRecord) round = sl_record_new (SL_KIND_STAGE);
  g_autofree char *id = NULL;

  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_run_rounds (f, &f->one, 1);
  client_add_application (&f->other, "Torvmark");
  id = client_dup_text (&f->other, NAMED "'Torvmark'");
  sl_record_set_text (round, SL_STAGE_APPLICATION_ID, id);
  sl_record_set_text (round, SL_STAGE_NAME, "Call");
  sl_changeset_insert (add, round);
  client_take (&f->other, add);
  client_sign_in (&f->other, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->other);
  client_run_rounds (f, &f->one, 2);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM stages"), ==, 1);
  sign_out_to_trash (f);
  purge (f);
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  client_run_rounds (f, &f->one, 2);
  g_assert_cmpint (client_count (&f->one, LIVING), ==, 1);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM stages"), ==, 1);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "stages"), ==, 1);
}

/* (transfer full): its id */
static char *
add_tagged (Computer *self)
{
  SlChangeset *add = sl_changeset_new (SL_ACTOR_PERSON, "add");
  g_autoptr (SlRecord) tag = sl_record_new (SL_KIND_TAG);
  g_autoptr (SlRecord) assignment = sl_record_new (SL_KIND_TAG_ASSIGNMENT);
  g_autofree char *id = NULL;

  client_add_application (self, "Torvmark");
  id = client_dup_text (self, NAMED "'Torvmark'");
  sl_record_set_text (tag, SL_TAG_NAME, "far");
  sl_record_set_text (tag, SL_TAG_COLOR, "#c01c28");
  sl_changeset_insert (add, tag);
  sl_record_set_text (assignment, SL_TAG_ASSIGNMENT_APPLICATION_ID, id);
  sl_record_set_text (assignment, SL_TAG_ASSIGNMENT_TAG_ID, sl_record_get_id (tag));
  sl_changeset_insert (add, assignment);
  client_take (self, add);

  return g_steal_pointer (&id);
}

/* A tag that left so takes its places with it, and comes again with them to what was taken out of the Trash. */
static void
test_emptied_of_tags (Fixture      *f,
                      gconstpointer data)
{
  SlChangeset *restore = sl_changeset_new (SL_ACTOR_PERSON, "restore");
  g_autofree char *id = add_tagged (&f->one);

  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "application_tags"), ==, 1);
  sign_out_to_trash (f);
  sl_changeset_restore (restore, SL_KIND_APPLICATION, id);
  client_take (&f->one, restore);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM tags WHERE deleted_at IS NULL"), ==, 0);
  purge (f);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM tags"), ==, 0);
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  client_run_rounds (f, &f->one, 3);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "application_tags"), ==, 1);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM tag_assignments WHERE deleted_at IS NULL"), ==, 1);
}

/* Taken out of the Trash by hand: undoing that after signing in would delete on the server. */
static void
test_restored_by_hand (Fixture      *f,
                       gconstpointer data)
{
  g_autoptr (SlChangeset) restore = sl_changeset_new (SL_ACTOR_PERSON, "restore");
  g_autoptr (SlTransaction) undone = NULL;
  g_autofree char *id = NULL;

  leave (f);
  id = client_dup_text (&f->one, NAMED "'Hafenlicht'");
  sl_changeset_restore (restore, SL_KIND_APPLICATION, id);
  client_apply (&f->one, restore);
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  undone = sl_store_undo (f->one.store, NULL);
  client_run_agreed (f, &f->one);
  g_assert_cmpint (client_count (&f->one, LIVING " AND company_name IN ('Torvmark', 'Hafenlicht')"), ==, 2);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "applications"), ==, 2);
}

/* What the person takes out of the Trash and throws away again while signed out is meant. */
static void
test_deleted_meanwhile (Fixture      *f,
                        gconstpointer data)
{
  g_autoptr (SlChangeset) restore = sl_changeset_new (SL_ACTOR_PERSON, "restore");
  g_autoptr (SlChangeset) trash = sl_changeset_new (SL_ACTOR_PERSON, "trash");
  g_autofree char *id = NULL;

  leave (f);
  id = client_dup_text (&f->one, NAMED "'Hafenlicht'");
  sl_changeset_restore (restore, SL_KIND_APPLICATION, id);
  client_apply (&f->one, restore);
  sl_changeset_trash (trash, SL_KIND_APPLICATION, id, sl_clock_get_now (f->clock));
  client_apply (&f->one, trash);
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  g_assert_cmpint (client_count (&f->one, LIVING), ==, 2);
  g_assert_cmpint (client_count (&f->one, IN_TRASH), ==, 1);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "applications"), ==, 2);
}

/* What went to the Trash with the first stays there: it is none of the other's. */
static void
test_somebody_else (Fixture      *f,
                    gconstpointer data)
{
  leave (f);
  client_sign_in (&f->one, CLIENT_OTHER_EMAIL, TRUE);
  client_run_agreed (f, &f->one);
  g_assert_cmpint (client_count (&f->one, LIVING), ==, 1);
  g_assert_cmpint (client_count (&f->one, IN_TRASH), ==, 2);
  g_assert_cmpuint (client_count_there (f, CLIENT_OTHER_EMAIL, "applications"), ==, 1);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "applications"), ==, 2);
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);
#define ADD(name, func) client_test_add ("sign-out/" name, func)
  ADD ("keeps", test_keeps);
  ADD ("to-trash", test_to_trash);
  ADD ("to-trash-is-no-deletion", test_to_trash_is_no_deletion);
  ADD ("brings-back", test_brings_back);
  ADD ("undone-and-in-again", test_undone_and_in_again);
  ADD ("changed-meanwhile", test_changed_meanwhile);
  ADD ("emptied-meanwhile", test_emptied_meanwhile);
  ADD ("emptied-with-parts", test_emptied_with_parts);
  ADD ("emptied-with-parts-from-elsewhere", test_emptied_with_parts_from_elsewhere);
  ADD ("emptied-of-tags", test_emptied_of_tags);
  ADD ("emptied-with-own", test_emptied_with_own);
  g_test_add ("/sync/sign-out/emptied-with-own-after-undo", Fixture, GINT_TO_POINTER (TRUE), client_set_up, test_emptied_with_own, client_tear_down);
  ADD ("restored-by-hand", test_restored_by_hand);
  ADD ("deleted-meanwhile", test_deleted_meanwhile);
  ADD ("somebody-else", test_somebody_else);
  return g_test_run ();
}
