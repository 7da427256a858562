/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of résumés: go to the server once the person has said so, within its limits, and only once. */

#define G_LOG_DOMAIN "test-sync-upload"

#include "config.h"

#include <string.h>

#include "client-fixture.h"
#include "sl-attachments.h"
#include "sl-error.h"
#include "sl-kinds.h"
#include "sl-sync-outbox.h"
#include "sl-test.h"

/* (transfer full): its id */
static char *
add_resume (Computer   *self,
            const char *name,
            const char *file,
            gsize       size)
{
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "add");
  g_autoptr (SlRecord) record = sl_record_new (SL_KIND_RESUME_VERSION);
  g_autoptr (GError) error = NULL;
  char *bytes = g_malloc (size);
  g_autoptr (GBytes) contents = g_bytes_new_take (memset (bytes, *name, size), size);
  g_autoptr (SlAttachment) attachment = sl_attachment_keep_bytes (self->dir, file, contents, &error);

  g_assert_no_error (error);
  sl_record_set_text (record, SL_RESUME_VERSION_NAME, name);
  sl_record_set_text (record, SL_RESUME_VERSION_FILE_HASH, sl_attachment_get_hash (attachment));
  sl_record_set_text (record, SL_RESUME_VERSION_FILE_NAME, file);
  sl_record_set_integer (record, SL_RESUME_VERSION_FILE_SIZE, (gint64) size);
  sl_changeset_insert (changes, record);
  client_apply (self, changes);
  return g_strdup (sl_record_get_id (record));
}

static gpointer
outbox_cb (SlConnection *connection,
           gpointer      data,
           GCancellable *cancellable,
           GError      **error)
{
  return sl_sync_outbox_read (connection, error);
}

static GPtrArray *
read_outbox (Computer *self)
{
  return sl_store_read (self->store, outbox_cb, NULL, NULL);
}

static gint64
count_links (Computer *self)
{
  return client_count (self, "SELECT count (*) FROM resume_versions WHERE file_url LIKE 'https://%.pdf'");
}

static void
test_asks_first (Fixture      *f,
                 gconstpointer data)
{
  g_autofree char *id = add_resume (&f->one, "One page", "Lebenslauf für März.pdf", 1000);
  g_autoptr (GError) error = NULL;
  SlSyncResult result;

  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  client_run_agreed (f, &f->one);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "resumes"), ==, 1);
  g_assert_cmpint (count_links (&f->one), ==, 0);

  g_assert_true (sl_sync_client_set_uploads (f->one.client, TRUE, &error));
  result = client_run_agreed (f, &f->one);
  g_assert_cmpuint (result.n_sent, ==, 1);
  client_run_agreed (f, &f->one);
  g_assert_cmpint (count_links (&f->one), ==, 1);
  /* Once; and a later round has nothing to do with it. */
  result = client_run_agreed (f, &f->one);
  g_assert_cmpuint (result.n_sent + result.n_taken, ==, 0);
}

/* What it doesn't take is said, stays here, and isn't tried for ever. */
static void
test_limits (Fixture      *f,
             gconstpointer data)
{
  g_autofree char *image = add_resume (&f->one, "Drawn", "resume.png", 100);
  g_autofree char *large = add_resume (&f->one, "Large", "large.pdf", 10 * 1000 * 1000 + 1);
  g_autoptr (GPtrArray) outbox = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GError) error = NULL;
  SlSyncResult result;

  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  sl_sync_client_set_uploads (f->one.client, TRUE, &error);
  client_run_agreed (f, &f->one);
  result = client_run_agreed (f, &f->one);
  g_assert_cmpuint (result.n_sent, ==, 0);
  outbox = read_outbox (&f->one);
  g_assert_cmpuint (outbox->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      SlSyncWaiting *item = g_ptr_array_index (outbox, i);

      g_assert_cmpint (item->deed, ==, SL_SYNC_WAITING_UPLOAD);
      g_assert_cmpint (item->state, ==, SL_SYNC_WAITING_FOR_PERSON);
      g_assert_nonnull (item->message);
      if (g_str_equal (item->id, large))
        g_assert_nonnull (strstr (item->message, "large.pdf"));
    }
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM sync_log WHERE words LIKE 'The file isn’t on the server: %large.pdf%'"), ==, 1);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM sync_log WHERE words LIKE 'The server refused%'"), ==, 0);

  /* The record stays what it is; only its file doesn't go. */
  g_assert_true (sl_sync_client_discard (f->one.client, SL_KIND_RESUME_VERSION, image, NULL, &error));
  g_assert_true (sl_sync_client_discard (f->one.client, SL_KIND_RESUME_VERSION, large, NULL, &error));
  after = read_outbox (&f->one);
  g_assert_cmpuint (after->len, ==, 0);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM resume_versions WHERE deleted_at IS NULL"), ==, 2);
  client_run_agreed (f, &f->one);
}

/* Another file for the same version goes, too; the address that a person gave stands. */
static void
test_new_file (Fixture      *f,
               gconstpointer data)
{
  g_autofree char *id = add_resume (&f->one, "One page", "one.pdf", 1000);
  g_autofree char *own = add_resume (&f->one, "Own", "own.pdf", 1000);
  g_autoptr (SlChangeset) link = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  g_autoptr (GBytes) contents = g_bytes_new_static ("two", 3);
  g_autoptr (SlAttachment) attachment = NULL;
  g_autoptr (GError) error = NULL;
  SlSyncResult result;

  sl_changeset_update_text (link, SL_KIND_RESUME_VERSION, own, SL_RESUME_VERSION_FILE_URL, "https://example.org/mine");
  client_apply (&f->one, link);
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  sl_sync_client_set_uploads (f->one.client, TRUE, &error);
  for (guint i = 0; i < 3; i++)
    client_run_agreed (f, &f->one);
  g_assert_cmpint (count_links (&f->one), ==, 1);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM resume_versions WHERE file_url = 'https://example.org/mine'"), ==, 1);

  attachment = sl_attachment_keep_bytes (f->one.dir, "two.pdf", contents, &error);
  sl_changeset_update_text (changes, SL_KIND_RESUME_VERSION, id, SL_RESUME_VERSION_FILE_HASH, sl_attachment_get_hash (attachment));
  sl_changeset_update_text (changes, SL_KIND_RESUME_VERSION, id, SL_RESUME_VERSION_FILE_NAME, "two.pdf");
  sl_changeset_update_integer (changes, SL_KIND_RESUME_VERSION, id, SL_RESUME_VERSION_FILE_SIZE, 3);
  client_apply (&f->one, changes);
  result = client_run_agreed (f, &f->one);
  g_assert_cmpuint (result.n_sent, ==, 1);
  client_run_agreed (f, &f->one);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM resume_versions WHERE file_url LIKE '%two.pdf'"), ==, 1);
}

static SlReply *
swallow_cb (const SlRequest *request,
            gpointer         data)
{
  guint *n = data;

  if (strstr (request->path, "/upload/") == NULL)
    return NULL;
  (*n)++;
  return sl_reply_new ();
}

/* Somebody on the way cuts large bodies: the rounds are good, and the person is told. */
static void
test_cut_each_time (Fixture      *f,
                    gconstpointer data)
{
  g_autofree char *id = add_resume (&f->one, "One page", "one.pdf", 1000);
  g_autoptr (GPtrArray) outbox = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  sl_sync_client_set_uploads (f->one.client, TRUE, &error);
  client_meddle (&f->one, swallow_cb, &n);
  for (guint i = 0; i < 5; i++)
    client_run_agreed (f, &f->one);
  g_assert_cmpuint (n, ==, 3);
  outbox = read_outbox (&f->one);
  g_assert_cmpuint (outbox->len, ==, 1);
  g_assert_cmpint (((SlSyncWaiting *) g_ptr_array_index (outbox, 0))->state, ==, SL_SYNC_WAITING_FOR_PERSON);
  g_assert_nonnull (((SlSyncWaiting *) g_ptr_array_index (outbox, 0))->message);
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);
  client_test_add ("upload/asks-first", test_asks_first);
  client_test_add ("upload/limits", test_limits);
  client_test_add ("upload/new-file", test_new_file);
  client_test_add ("upload/cut-each-time", test_cut_each_time);
  return g_test_run ();
}
