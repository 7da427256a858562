/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Attached files: kept once, under their checksum, as long as anything refers to them and no longer, whenever a program
 * is cut off; what can't be kept; and what the check says. */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utime.h>

#include "sl-attachments.h"
#include "sl-error.h"
#include "store-fixture.h"

#define DAY (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)
/* of nothing that is here */
#define NO_HASH "0ed0e8f2fa0f38d1fd55b40e6ac1d9c1e5e20b7cd9f9bac04ae7b5f0d2d4a8b5"

static char *
write_source (const char *name,
              const char *text)
{
  return sl_test_tmp_file (name, text, -1);
}

static SlAttachment *
try_keep (StoreFixture *f,
          const char   *path,
          GError      **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  return sl_attachment_keep (f->dir, file, NULL, error);
}

static SlAttachment *
keep (StoreFixture *f,
      const char   *name,
      const char   *text)
{
  g_autofree char *path = write_source (name, text);
  g_autoptr (GError) error = NULL;
  SlAttachment *attachment = try_keep (f, path, &error);

  g_assert_no_error (error);
  return attachment;
}

static gboolean
has (StoreFixture *f,
     const char   *hash)
{
  return sl_attachments_has (f->dir, hash);
}

static SlRecord *
new_document (SlRecord     *application,
              SlAttachment *attachment)
{
  SlRecord *document = sl_record_new (SL_KIND_DOCUMENT);

  sl_record_set_text (document, SL_DOCUMENT_APPLICATION_ID, sl_record_get_id (application));
  sl_record_set_text (document, SL_DOCUMENT_NAME, sl_attachment_get_name (attachment));
  sl_record_set_text (document, SL_DOCUMENT_FILE_HASH, sl_attachment_get_hash (attachment));
  return document;
}

/* An application with one document; (transfer full): its hash. */
static char *
attach (StoreFixture *f,
        SlRecord    **application,
        SlRecord    **document)
{
  g_autoptr (SlAttachment) attachment = keep (f, "paper.txt", "paper");

  *application = store_new_application ("Acme", "Baker", SL_STATUS_APPLIED);
  store_insert (f->store, *application);
  *document = new_document (*application, attachment);
  store_insert (f->store, *document);
  return g_strdup (sl_attachment_get_hash (attachment));
}

static void
trash (StoreFixture *f,
       SlRecord     *record)
{
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_PERSON, "trash");

  sl_changeset_trash (changeset, sl_record_get_kind (record), sl_record_get_id (record), sl_clock_get_now (f->clock));
  store_apply (f->store, changeset);
}

/* As the next start does. */
static void
keep_house (StoreFixture *f)
{
  store_fixture_reopen (f);
  sl_store_settle (f->store);
}

static void
assert_problems (StoreFixture *f,
                 const char   *expected)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autofree char *told = NULL;

  g_assert_true (sl_attachments_check (sl_store_get_path (f->store), TRUE, problems, NULL, &error));
  g_assert_no_error (error);
  g_ptr_array_add (problems, NULL);
  told = g_strjoinv ("\n", (char **) problems->pdata);
  g_assert_cmpstr (told, ==, expected);
}

static void
test_keeps_once (StoreFixture *f,
                 gconstpointer data)
{
  g_autoptr (SlAttachment) one = keep (f, "one.txt", "paper");
  g_autoptr (SlAttachment) two = keep (f, "Zwei Ü.txt", "paper");
  g_autoptr (SlAttachment) other = keep (f, "other.txt", "another");
  g_autofree char *expected = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "paper", -1);
  g_autofree char *path = sl_attachments_build_path (f->dir, expected);
  g_autofree char *contents = NULL;
  GStatBuf info;

  g_assert_cmpstr (sl_attachment_get_hash (one), ==, expected);
  g_assert_cmpstr (sl_attachment_get_hash (two), ==, expected);
  g_assert_cmpstr (sl_attachment_get_hash (other), !=, expected);
  g_assert_cmpstr (sl_attachment_get_name (two), ==, "Zwei Ü.txt");
  g_assert_cmpint (sl_attachment_get_size (one), ==, 5);
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "paper");
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0400);
  g_assert_null (sl_attachments_build_path (f->dir, "../../etc/passwd"));
  g_assert_null (sl_attachments_build_path (f->dir, NULL));
}

static void
assert_refused (StoreFixture *f,
                const char   *path,
                int           code,
                const char   *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (try_keep (f, path, &error));
  g_assert_error (error, SL_ERROR, code);
  if (message != NULL)
    g_assert_cmpstr (error->message, ==, message);
}

static void
test_refuses (StoreFixture *f,
              gconstpointer data)
{
  g_autofree char *empty = write_source ("empty.pdf", "");
  g_autofree char *folder = g_build_filename (sl_test_tmp_dir (), "a folder", NULL);
  g_autofree char *pipe = g_build_filename (sl_test_tmp_dir (), "pipe", NULL);
  g_autofree char *gone = g_build_filename (sl_test_tmp_dir (), "gone.pdf", NULL);
  g_autofree char *huge = write_source ("huge.iso", "x");
  g_autofree char *kept = g_build_filename (f->dir, "attachments", NULL);

  g_mkdir (folder, 0700);
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_assert_cmpint (truncate (huge, SL_ATTACHMENT_MAX_SIZE + 1), ==, 0);

  assert_refused (f, empty, SL_ERROR_INVALID, "“empty.pdf” is empty, so there is nothing to keep.");
  assert_refused (f, folder, SL_ERROR_INVALID, "“a folder” is a folder. Attach the files in it instead.");
  assert_refused (f, pipe, SL_ERROR_INVALID, "“pipe” isn’t a file that can be kept.");
  assert_refused (f, gone, SL_ERROR_NOT_FOUND, NULL);
  assert_refused (f, huge, SL_ERROR_TOO_LARGE, "“huge.iso” is larger than 100.0 MB. Add a link to it instead.");
  g_assert_false (g_file_test (kept, G_FILE_TEST_EXISTS));
}

static void
test_cancelled (StoreFixture *f,
                gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *path = write_source ("paper.txt", "paper");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (sl_attachment_keep (f->dir, file, cancellable, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_CANCELLED);
}

/* Cut off between the file and its record. */
static void
test_orphan_goes (StoreFixture *f,
                  gconstpointer data)
{
  g_autofree char *hash = NULL;
  g_autofree char *rest = g_build_filename (f->dir, "attachments", ".new.AbCdEf", NULL);
  SlAttachment *attachment = keep (f, "paper.txt", "paper");

  hash = g_strdup (sl_attachment_get_hash (attachment));
  g_assert_true (g_file_set_contents (rest, "half", -1, NULL));

  /* Another program opens while this one is about to write the record. */
  keep_house (f);
  g_assert_true (has (f, hash));
  assert_problems (f, "");

  sl_attachment_free (attachment);
  assert_problems (f, "1 attached file isn’t used by anything.");
  keep_house (f);
  g_assert_false (has (f, hash));
  g_assert_false (g_file_test (rest, G_FILE_TEST_EXISTS));
  assert_problems (f, "");
}

static void
test_living_stays (StoreFixture *f,
                   gconstpointer data)
{
  g_autoptr (SlRecord) application = NULL;
  g_autoptr (SlRecord) document = NULL;
  g_autofree char *hash = attach (f, &application, &document);

  keep_house (f);
  g_assert_true (has (f, hash));

  /* In the Trash with its application, and then gone with it. */
  trash (f, application);
  keep_house (f);
  g_assert_true (has (f, hash));
  sl_clock_advance (f->clock, 31 * DAY);
  keep_house (f);
  g_assert_false (has (f, hash));
  assert_problems (f, "");
}

/* What undo took away can be brought again, until something else was done. */
static void
test_undo_and_redo (StoreFixture *f,
                    gconstpointer data)
{
  g_autoptr (SlRecord) application = NULL;
  g_autoptr (SlRecord) document = NULL;
  g_autoptr (SlRecord) other = store_new_application ("Birch", "Baker", SL_STATUS_APPLIED);
  g_autofree char *hash = attach (f, &application, &document);

  store_undo (f->store);
  keep_house (f);
  g_assert_true (has (f, hash));
  store_redo (f->store);
  keep_house (f);
  g_assert_true (has (f, hash));
  g_autoptr (SlRecord) back = store_read (f->store, document);
  g_assert_cmpstr (sl_record_get_text (back, SL_DOCUMENT_FILE_HASH), ==, hash);

  store_undo (f->store);
  store_insert (f->store, other);
  keep_house (f);
  g_assert_false (has (f, hash));
}

/* Another file in its place: undo brings the first one back. */
static void
test_replaced (StoreFixture *f,
               gconstpointer data)
{
  g_autoptr (SlRecord) application = NULL;
  g_autoptr (SlRecord) document = NULL;
  g_autofree char *hash = attach (f, &application, &document);
  SlAttachment *other = keep (f, "other.txt", "other");
  g_autofree char *other_hash = g_strdup (sl_attachment_get_hash (other));

  store_update (f->store, document, SL_DOCUMENT_FILE_HASH, other_hash);
  sl_attachment_free (other);
  keep_house (f);
  g_assert_true (has (f, hash));
  g_assert_true (has (f, other_hash));

  store_undo (f->store);
  keep_house (f);
  g_assert_true (has (f, hash));
  g_assert_true (has (f, other_hash));
}

static void
empty_trash (StoreFixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) step = sl_store_purge (f->store, NULL, &error);

  g_assert_no_error (error);
}

/* Deleted for good by the person: the file goes with it, and not a day later. */
static void
test_for_good (StoreFixture *f,
               gconstpointer data)
{
  g_autoptr (SlRecord) application = NULL;
  g_autoptr (SlRecord) document = NULL;
  g_autofree char *hash = attach (f, &application, &document);
  g_autofree char *copy = sl_attachments_make_copy (f->dir, hash, "paper.txt", NULL, NULL);

  trash (f, document);
  g_assert_true (has (f, hash));
  empty_trash (f);
  g_assert_false (has (f, hash));
  g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));
  assert_problems (f, "");
}

/* But not what something else still has: another record, a step that undo can reach, or who is just attaching it. */
static void
test_for_good_spares (StoreFixture *f,
                      gconstpointer data)
{
  g_autoptr (SlRecord) application = NULL;
  g_autoptr (SlRecord) document = NULL;
  g_autofree char *hash = attach (f, &application, &document);
  SlAttachment *other = keep (f, "other.txt", "other");
  SlAttachment *claimed;
  g_autofree char *other_hash = g_strdup (sl_attachment_get_hash (other));
  g_autoptr (SlRecord) replaced = new_document (application, other);
  g_autoptr (SlRecord) resume = sl_record_new (SL_KIND_RESUME_VERSION);

  sl_record_set_text (resume, SL_RESUME_VERSION_NAME, "Short");
  sl_record_set_text (resume, SL_RESUME_VERSION_FILE_HASH, hash);
  store_insert (f->store, resume);
  store_insert (f->store, replaced);
  store_update (f->store, replaced, SL_DOCUMENT_FILE_HASH, hash);
  sl_attachment_free (other);
  trash (f, document);
  empty_trash (f);
  g_assert_true (has (f, hash));
  g_assert_true (has (f, other_hash));

  trash (f, replaced);
  claimed = keep (f, "other.txt", "other");
  empty_trash (f);
  g_assert_true (has (f, other_hash));
  sl_attachment_free (claimed);
  keep_house (f);
  g_assert_false (has (f, other_hash));
  g_assert_true (has (f, hash));
}

static void
test_shared (StoreFixture *f,
             gconstpointer data)
{
  g_autoptr (SlRecord) application = NULL;
  g_autoptr (SlRecord) document = NULL;
  g_autofree char *hash = attach (f, &application, &document);
  g_autoptr (SlRecord) resume = sl_record_new (SL_KIND_RESUME_VERSION);

  sl_record_set_text (resume, SL_RESUME_VERSION_NAME, "Short");
  sl_record_set_text (resume, SL_RESUME_VERSION_FILE_HASH, hash);
  store_insert (f->store, resume);
  trash (f, document);
  sl_clock_advance (f->clock, 31 * DAY);
  keep_house (f);
  g_assert_true (has (f, hash));
}

static void
damage (StoreFixture *f,
        const char   *hash,
        const char   *contents)
{
  g_autofree char *path = sl_attachments_build_path (f->dir, hash);

  g_unlink (path);
  if (contents != NULL)
    g_assert_true (g_file_set_contents (path, contents, -1, NULL));
}

static void
test_check (StoreFixture *f,
            gconstpointer data)
{
  g_autoptr (SlRecord) application = NULL;
  g_autoptr (SlRecord) document = NULL;
  g_autofree char *hash = attach (f, &application, &document);
  g_autoptr (GError) error = NULL;

  assert_problems (f, "");
  damage (f, hash, "papes");
  assert_problems (f, "The file of “paper.txt” is damaged.");
  g_assert_null (sl_attachments_make_copy (f->dir, hash, "paper.txt", NULL, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_DAMAGED);
  g_clear_error (&error);

  damage (f, hash, NULL);
  assert_problems (f, "The file of “paper.txt” is missing from the attachments.");
  g_assert_null (sl_attachments_make_copy (f->dir, hash, "paper.txt", NULL, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_NOT_FOUND);

  /* Attached once more, it is whole again. */
  damage (f, hash, "papes");
  g_autoptr (SlAttachment) again = keep (f, "paper.txt", "paper");
  assert_problems (f, "");
}

static void
test_copies (StoreFixture *f,
             gconstpointer data)
{
  static const struct { const char *name; const char *base; } cases[] = {
    { "My résumé.pdf", "My résumé.pdf" },
    { "../../.bashrc", "_.._.bashrc" },
    { ".hidden", "hidden" },
    { "a/b\nc.pdf", "a_b_c.pdf" },
    { "..", "Document" },
    { NULL, "Document" },
  };
  g_autoptr (SlAttachment) attachment = keep (f, "paper.txt", "paper");
  g_autofree char *long_name = NULL;
  g_autofree char *path = NULL;
  GStatBuf info;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *copy = sl_attachments_make_copy (f->dir, sl_attachment_get_hash (attachment), cases[i].name, NULL, &error);
      g_autofree char *base = copy != NULL ? g_path_get_basename (copy) : NULL;
      g_autofree char *contents = NULL;

      g_assert_no_error (error);
      g_assert_cmpstr (base, ==, cases[i].base);
      g_assert_true (g_file_get_contents (copy, &contents, NULL, NULL));
      g_assert_cmpstr (contents, ==, "paper");
      g_assert_cmpint (g_stat (copy, &info), ==, 0);
      g_assert_cmpint (info.st_mode & 0777, ==, 0400);
    }

  g_autofree char *many = g_strnfill (400, 'x');
  long_name = g_strconcat (many, ".pdf", NULL);
  path = sl_attachments_make_copy (f->dir, sl_attachment_get_hash (attachment), long_name, NULL, NULL);
  g_assert_true (g_str_has_suffix (path, "x.pdf"));

  /* A day later it is gone; the file itself isn't, as long as it is claimed. */
  struct utimbuf old = { 0, 0 };
  g_assert_cmpint (g_utime (path, &old), ==, 0);
  sl_attachment_free (g_steal_pointer (&attachment));
  keep_house (f);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_save_copy (StoreFixture *f,
                gconstpointer data)
{
  g_autoptr (SlAttachment) attachment = keep (f, "paper.txt", "paper");
  g_autofree char *path = g_build_filename (sl_test_tmp_dir (), "saved.txt", NULL);
  g_autoptr (GFile) target = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;

  g_assert_true (sl_attachments_save_copy (f->dir, sl_attachment_get_hash (attachment), target, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "paper");
  g_assert_false (sl_attachments_save_copy (f->dir, NO_HASH, target, NULL, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_NOT_FOUND);
}

static void
test_claim (StoreFixture *f,
            gconstpointer data)
{
  g_autofree char *hash = NULL;
  g_autoptr (GError) error = NULL;
  SlAttachment *attachment = keep (f, "paper.txt", "paper");

  hash = g_strdup (sl_attachment_get_hash (attachment));
  g_autoptr (SlAttachment) claim = sl_attachment_claim (f->dir, hash, &error);
  g_assert_no_error (error);
  sl_attachment_free (attachment);
  keep_house (f);
  g_assert_true (has (f, hash));

  g_clear_pointer (&claim, sl_attachment_free);
  keep_house (f);
  g_assert_false (has (f, hash));
  g_assert_null (sl_attachment_claim (f->dir, hash, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_NOT_FOUND);
}

/* The data file was lost, and there is no backup: what was attached is all that is left. */
static void
test_lost (StoreFixture *f,
           gconstpointer data)
{
  g_autoptr (SlRecord) application = NULL;
  g_autoptr (SlRecord) document = NULL;
  g_autofree char *hash = attach (f, &application, &document);
  g_autofree char *path = g_strdup (sl_store_get_path (f->store));
  g_autofree char *found = store_fixture_path (f, "found.db");
  g_autofree char *list = store_fixture_path (f, "attachments/spared.txt");
  g_autofree char *later = NULL;
  SlAttachment *orphan;

  sl_store_close (f->store);
  g_assert_cmpint (g_rename (path, found), ==, 0);
  keep_house (f);
  g_assert_cmpint (sl_store_get_notice (f->store), ==, SL_STORE_NOTICE_STARTED_EMPTY);
  g_assert_cmpuint (sl_store_get_notice_n_files (f->store), ==, 1);
  g_assert_true (has (f, hash));
  keep_house (f);
  g_assert_cmpint (sl_store_get_notice (f->store), ==, SL_STORE_NOTICE_NONE);
  g_assert_true (has (f, hash));
  assert_problems (f, "");

  /* What comes later is looked after as ever. */
  orphan = keep (f, "later.txt", "later");
  later = g_strdup (sl_attachment_get_hash (orphan));
  sl_attachment_free (orphan);
  keep_house (f);
  g_assert_false (has (f, later));

  /* Found again, it has its file; and then the file goes the way of its record. */
  sl_store_close (f->store);
  g_assert_cmpint (g_rename (found, path), ==, 0);
  keep_house (f);
  g_assert_true (has (f, hash));
  assert_problems (f, "");
  g_assert_false (g_file_test (list, G_FILE_TEST_EXISTS));
  trash (f, document);
  sl_clock_advance (f->clock, 31 * DAY);
  keep_house (f);
  g_assert_false (has (f, hash));
}

/* The person says that it isn't needed. */
static void
test_lost_for_good (StoreFixture *f,
                    gconstpointer data)
{
  g_autoptr (SlRecord) application = NULL;
  g_autoptr (SlRecord) document = NULL;
  g_autofree char *hash = attach (f, &application, &document);
  g_autofree char *path = g_strdup (sl_store_get_path (f->store));
  g_autofree char *list = store_fixture_path (f, "attachments/spared.txt");

  /* An empty file is a lost one as well. */
  sl_store_close (f->store);
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  keep_house (f);
  g_assert_cmpint (sl_store_get_notice (f->store), ==, SL_STORE_NOTICE_STARTED_EMPTY);
  g_assert_true (has (f, hash));
  g_assert_cmpint (g_unlink (list), ==, 0);
  keep_house (f);
  g_assert_false (has (f, hash));
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);

  STORE_TEST ("/store/attachments/keeps-once", test_keeps_once);
  STORE_TEST ("/store/attachments/refuses", test_refuses);
  STORE_TEST ("/store/attachments/cancelled", test_cancelled);
  STORE_TEST ("/store/attachments/orphan-goes", test_orphan_goes);
  STORE_TEST ("/store/attachments/living-stays", test_living_stays);
  STORE_TEST ("/store/attachments/undo-and-redo", test_undo_and_redo);
  STORE_TEST ("/store/attachments/replaced", test_replaced);
  STORE_TEST ("/store/attachments/for-good", test_for_good);
  STORE_TEST ("/store/attachments/for-good-spares", test_for_good_spares);
  STORE_TEST ("/store/attachments/shared", test_shared);
  STORE_TEST ("/store/attachments/check", test_check);
  STORE_TEST ("/store/attachments/copies", test_copies);
  STORE_TEST ("/store/attachments/save-copy", test_save_copy);
  STORE_TEST ("/store/attachments/claim", test_claim);
  STORE_TEST ("/store/attachments/lost", test_lost);
  STORE_TEST ("/store/attachments/lost-for-good", test_lost_for_good);

  return g_test_run ();
}
