/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Backups of a context: restoring and its safety copy, the day's backup, and the Trash of all kinds. */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "sl-backup-keeper.h"
#include "sl-backups.h"
#include "sl-core-test.h"
#include "sl-error.h"
#include "sl-trash-belongings.h"

static guint
count_backups (SlContext  *context,
               const char *reason)
{
  g_autoptr (GPtrArray) backups = sl_backups_list (context);
  guint n = 0;

  for (guint i = 0; i < backups->len; i++)
    n += reason == NULL || g_str_equal (((SlBackup *) g_ptr_array_index (backups, i))->reason, reason);
  return n;
}

static void
assert_companies (SlContext  *context,
                  const char *id,
                  gboolean    there)
{
  g_autoptr (GPtrArray) all = NULL;
  guint n = 0;

  all = sl_store_read (sl_context_get_store (context), sl_trash_read, NULL, NULL);
  for (guint i = 0; i < all->len; i++)
    n += g_str_equal (sl_trash_item_get_id (g_ptr_array_index (all, i)), id);
  g_assert_cmpuint (n, ==, there ? 1 : 0);
}

static void
restored_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  gpointer *answer = data;
  g_autoptr (GError) error = NULL;

  answer[0] = sl_backups_finish (SL_CONTEXT (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) answer[1] = TRUE;
}

static void
test_restore (void)
{
  SlContext *context = sl_core_test_open ();
  SlStore *store = sl_context_get_store (context);
  g_autofree char *id = sl_core_test_add (context, "Torvmark", "Baker", SL_STATUS_APPLIED);
  g_autofree char *backup = NULL;
  g_autofree char *words = NULL;
  g_autoptr (SlTransaction) step = NULL;
  g_autoptr (SlTransaction) undo = NULL;
  g_autoptr (GError) error = NULL;
  const char *ids[] = { id, NULL };
  gboolean done = FALSE;
  gpointer answer[] = { NULL, &done };

  backup = sl_store_backup (store, SL_BACKUP_MANUAL, &error);
  g_assert_no_error (error);
  g_object_unref (sl_core_test_apply (context, sl_deed_trash (SL_KIND_APPLICATION, ids, sl_context_get_clock (context))));
  assert_companies (context, id, TRUE);

  sl_backups_restore_async (context, backup, NULL, restored_cb, answer);
  sl_core_test_wait_for (&done);
  step = answer[0];
  g_assert_cmpint (sl_transaction_get_id (step), >, 0);
  words = sl_deed_describe (step);
  g_assert_true (g_str_has_prefix (words, "Restored the backup of "));
  assert_companies (context, id, FALSE);
  g_assert_cmpuint (count_backups (context, SL_BACKUP_RESTORE), ==, 1);

  undo = sl_store_undo (store, &error);
  g_assert_no_error (error);
  assert_companies (context, id, TRUE);
  sl_core_test_close (context);
}

static guint
count_kept_before_restores (SlContext *context)
{
  g_autoptr (GPtrArray) paths = sl_backup_list (sl_store_get_path (sl_context_get_store (context)));
  guint n = 0;

  for (guint i = 0; i < paths->len; i++)
    n += strstr (g_ptr_array_index (paths, i), SL_BACKUP_RESTORE) != NULL;
  return n;
}

/* What is written while the safety copy is made is part of what is left behind, and of what undoing brings back. */
static void
test_meanwhile (void)
{
  SlContext *context = sl_core_test_open ();
  SlStore *store = sl_context_get_store (context);
  g_autofree char *kept = sl_core_test_add (context, "Torvmark", "Baker", SL_STATUS_APPLIED);
  g_autofree char *later = NULL;
  g_autofree char *meanwhile = NULL;
  g_autofree char *backup = NULL;
  g_autoptr (SlRecord) stage = sl_record_new (SL_KIND_STAGE);
  g_autoptr (SlRecord) gone = NULL;
  g_autoptr (SlRecord) brought_back = NULL;
  g_autoptr (SlTransaction) step = NULL;
  g_autoptr (SlTransaction) undo = NULL;
  g_autoptr (SlRestore) left = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done = FALSE;
  gpointer answer[] = { NULL, &done };

  backup = sl_store_backup (store, SL_BACKUP_MANUAL, &error);
  g_assert_no_error (error);
  later = sl_core_test_add (context, "Fernhill", "Miller", SL_STATUS_APPLIED);
  sl_backups_restore_async (context, backup, NULL, restored_cb, answer);
  /* The main context stands still, so the step itself isn't asked for yet. */
  while (count_kept_before_restores (context) == 0)
    g_thread_yield ();
  meanwhile = sl_core_test_add (context, "Velkholt", "Joiner", SL_STATUS_APPLIED);
  sl_record_set_text (stage, SL_STAGE_APPLICATION_ID, later);
  sl_record_set_text (stage, SL_STAGE_NAME, "Call");
  g_object_unref (sl_core_test_apply (context, sl_deed_add (stage)));

  sl_core_test_wait_for (&done);
  step = answer[0];
  left = sl_backups_compare (context, backup, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sl_restore_get_n_changes (left), ==, 0);

  undo = sl_store_undo (store, &error);
  g_assert_no_error (error);
  gone = sl_core_test_read (context, SL_KIND_APPLICATION, meanwhile);
  g_assert_nonnull (gone);
  brought_back = sl_core_test_read (context, SL_KIND_STAGE, sl_record_get_id (stage));
  g_assert_cmpstr (sl_record_get_text (brought_back, SL_STAGE_APPLICATION_ID), ==, later);
  sl_core_test_close (context);
}

/* In the list, before anybody tries to restore it. */
static void
test_damaged (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = sl_core_test_add (context, "Torvmark", "Baker", SL_STATUS_APPLIED);
  char *paths[4] = { NULL };
  g_autoptr (GPtrArray) backups = NULL;
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *contents = NULL;
      g_autoptr (GError) error = NULL;
      gsize length;

      paths[i] = sl_store_backup (sl_context_get_store (context), SL_BACKUP_MANUAL, &error);
      g_assert_no_error (error);
      g_assert_true (g_file_get_contents (paths[i], &contents, &length, NULL));
      if (i == 1)
        memset (contents + length / 2, 0x5a, length / 2);
      g_assert_true (g_file_set_contents (paths[i], contents, (gssize) (i == 2 ? length - 4096 : i == 3 ? 10 : length), NULL));
    }

  backups = sl_backups_list (context);
  g_assert_cmpuint (backups->len, ==, G_N_ELEMENTS (paths));
  for (guint i = 0; i < backups->len; i++)
    {
      SlBackup *backup = g_ptr_array_index (backups, i);

      g_assert_cmpint (backup->version > 0, ==, g_str_equal (backup->path, paths[0]));
      n += backup->version > 0;
    }
  g_assert_cmpuint (n, ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    g_free (paths[i]);
  sl_core_test_close (context);
}

/* Where what is there now can't be saved first, nothing is restored. */
static void
test_unsafe (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *id = sl_core_test_add (context, "Torvmark", "Baker", SL_STATUS_APPLIED);
  g_autofree char *elsewhere = g_build_filename (sl_test_tmp_dir (), "elsewhere.db", NULL);
  g_autofree char *folder = g_build_filename (sl_context_get_data_dir (context), "backups", NULL);
  g_autofree char *backup = NULL;
  g_autoptr (SlTransaction) step = NULL;
  g_autoptr (GError) error = NULL;

  backup = sl_store_backup (sl_context_get_store (context), SL_BACKUP_MANUAL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_rename (backup, elsewhere), ==, 0);
  g_free (sl_core_test_add (context, "Velkholt", "Joiner", SL_STATUS_SAVED));

  /* A file where the folder should be. */
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_assert_true (g_file_set_contents (folder, "", 0, NULL));
  step = sl_backups_restore (context, elsewhere, NULL, &error);
  g_assert_null (step);
  g_assert_nonnull (error);
  g_assert_cmpint (g_unlink (folder), ==, 0);

  g_clear_error (&error);
  step = sl_backups_restore (context, elsewhere, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sl_transaction_get_id (step), >, 0);
  sl_core_test_close (context);
}

static void
failed_cb (SlBackupKeeper *keeper, const GError *error, guint *n)
{
  g_assert_nonnull (error);
  (*n)++;
}

static void
made_cb (SlBackupKeeper *keeper, const char *path, guint *n)
{
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  (*n)++;
}

static void
test_keeper (void)
{
  SlContext *context = sl_core_test_open ();
  SlClock *clock = sl_context_get_clock (context);
  g_autoptr (SlBackupKeeper) keeper = sl_backup_keeper_new (context);
  guint n_failed = 0;
  guint n_made = 0;

  g_signal_connect (keeper, "failed", G_CALLBACK (failed_cb), &n_failed);
  g_signal_connect (keeper, "made", G_CALLBACK (made_cb), &n_made);
  g_object_set (keeper, "kept", 2, NULL);
  g_free (sl_core_test_add (context, "Torvmark", "Baker", SL_STATUS_APPLIED));
  sl_backup_keeper_start (keeper);
  while (n_made < 1)
    g_main_context_iteration (NULL, TRUE);

  for (guint i = 0; i < 3; i++)
    {
      g_free (sl_core_test_add (context, "Velkholt", "Baker", SL_STATUS_APPLIED));
      sl_clock_advance (clock, G_TIME_SPAN_DAY);
      while (n_made < i + 2)
        g_main_context_iteration (NULL, TRUE);
    }
  g_assert_cmpuint (n_failed, ==, 0);
  g_assert_cmpuint (count_backups (context, SL_BACKUP_DAILY), ==, 2);

  g_object_set (keeper, "daily", FALSE, NULL);
  g_free (sl_core_test_add (context, "Velkholt", "Baker", SL_STATUS_APPLIED));
  sl_clock_advance (clock, G_TIME_SPAN_DAY);
  sl_core_test_settle (context);
  g_assert_cmpuint (n_made, ==, 4);
  g_clear_object (&keeper);
  sl_core_test_close (context);
}

static GPtrArray *
read_trash (SlContext *context)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *items = sl_store_read (sl_context_get_store (context), sl_trash_read, NULL, &error);

  g_assert_no_error (error);
  return items;
}

/* Boxed, as an SlReadFunc has it. */
static gpointer
count_trash (SlConnection *connection,
             gpointer      data,
             GCancellable *cancellable,
             GError      **error)
{
  gint64 n = sl_trash_count (connection, error);

  return n >= 0 ? g_memdup2 (&n, sizeof n) : NULL;
}

/* What the sidebar says is what the page lists. */
static void
assert_counted (SlContext *context,
                GPtrArray *items)
{
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *n = sl_store_read (sl_context_get_store (context), count_trash, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (*n, ==, items->len);
}

static void
trash (SlContext  *context,
       SlKind      kind,
       const char *id)
{
  const char *ids[] = { id, NULL };

  sl_clock_advance (sl_context_get_clock (context), G_TIME_SPAN_MINUTE);
  g_object_unref (sl_core_test_apply (context, sl_deed_trash (kind, ids, sl_context_get_clock (context))));
}

/* Of every kind; but what lies there with its application isn't there on its own. */
static void
test_trash (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *kept = sl_core_test_add (context, "Torvmark", "Baker", SL_STATUS_APPLIED);
  g_autofree char *gone = sl_core_test_add (context, "Velkholt", "Joiner", SL_STATUS_APPLIED);
  g_autoptr (SlRecord) contact = sl_record_new (SL_KIND_CONTACT);
  g_autoptr (SlRecord) stage = sl_record_new (SL_KIND_STAGE);
  g_autoptr (SlRecord) lost = sl_record_new (SL_KIND_STAGE);
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (SlChangeset) purge = NULL;
  g_autoptr (SlTransaction) step = NULL;
  g_autofree char *words = NULL;

  sl_record_set_text (contact, SL_CONTACT_NAME, "Recruiter");
  sl_record_set_text (stage, SL_STAGE_APPLICATION_ID, kept);
  sl_record_set_text (stage, SL_STAGE_NAME, "Call");
  sl_record_set_text (lost, SL_STAGE_APPLICATION_ID, gone);
  sl_record_set_text (lost, SL_STAGE_NAME, "Test");
  g_object_unref (sl_core_test_apply (context, sl_deed_add (contact)));
  g_object_unref (sl_core_test_apply (context, sl_deed_add (stage)));
  g_object_unref (sl_core_test_apply (context, sl_deed_add (lost)));
  trash (context, SL_KIND_CONTACT, sl_record_get_id (contact));
  trash (context, SL_KIND_STAGE, sl_record_get_id (lost));
  trash (context, SL_KIND_APPLICATION, gone);
  trash (context, SL_KIND_STAGE, sl_record_get_id (stage));

  items = read_trash (context);
  g_assert_cmpuint (items->len, ==, 3);
  assert_counted (context, items);
  g_assert_cmpstr (sl_trash_item_get_name (g_ptr_array_index (items, 0)), ==, "Call");
  g_assert_cmpstr (sl_trash_item_get_company (g_ptr_array_index (items, 0)), ==, "Torvmark");
  g_assert_cmpstr (sl_trash_item_get_company (g_ptr_array_index (items, 1)), ==, "Velkholt");
  g_assert_cmpint (sl_trash_item_get_kind (g_ptr_array_index (items, 2)), ==, SL_KIND_CONTACT);

  step = sl_core_test_apply (context, sl_deed_restore_many (items));
  words = sl_deed_describe (step);
  g_assert_cmpstr (words, ==, "Restored 3 items");
  g_clear_pointer (&items, g_ptr_array_unref);
  items = read_trash (context);
  /* With its application back, the round that was deleted before it is there on its own. */
  g_assert_cmpuint (items->len, ==, 1);
  assert_counted (context, items);
  g_assert_cmpstr (sl_trash_item_get_name (g_ptr_array_index (items, 0)), ==, "Test");

  purge = sl_deed_purge (items);
  g_clear_object (&step);
  step = sl_store_purge (sl_context_get_store (context), purge, NULL);
  g_free (words);
  words = sl_deed_describe (step);
  g_assert_cmpstr (words, ==, "Deleted 1 item for good");
  g_clear_pointer (&items, g_ptr_array_unref);
  items = read_trash (context);
  g_assert_cmpuint (items->len, ==, 0);
  assert_counted (context, items);
  sl_core_test_close (context);
}

static SlTrashBelongings *
read_belongings (SlContext   *context,
                 SlTrashItem *item)
{
  g_autoptr (GError) error = NULL;
  SlTrashBelongings *belongings = sl_store_read (sl_context_get_store (context), sl_trash_read_belongings, item, &error);

  g_assert_no_error (error);
  return belongings;
}

static void
add_paper (SlContext  *context,
           const char *application,
           const char *hash)
{
  g_autoptr (SlRecord) document = sl_record_new (SL_KIND_DOCUMENT);
  g_autofree char *whole = hash != NULL ? g_strnfill (64, *hash) : NULL;

  sl_record_set_text (document, SL_DOCUMENT_APPLICATION_ID, application);
  sl_record_set_text (document, SL_DOCUMENT_NAME, "Letter");
  sl_record_set_text (document, SL_DOCUMENT_FILE_HASH, whole);
  g_object_unref (sl_core_test_apply (context, sl_deed_add (document)));
}

/* Before it goes for good one hears what goes with it; a file that another has stays. */
static void
test_belongings (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *kept = sl_core_test_add (context, "Torvmark", "Baker", SL_STATUS_APPLIED);
  g_autofree char *gone = sl_core_test_add (context, "Velkholt", "Joiner", SL_STATUS_APPLIED);
  g_autoptr (SlRecord) contact = sl_record_new (SL_KIND_CONTACT);
  g_autoptr (SlRecord) stage = sl_record_new (SL_KIND_STAGE);
  g_autoptr (GPtrArray) items = NULL;
  g_autofree SlTrashBelongings *belongings = NULL;

  sl_record_set_text (contact, SL_CONTACT_NAME, "Recruiter");
  sl_record_set_text (contact, SL_CONTACT_APPLICATION_ID, gone);
  sl_record_set_text (stage, SL_STAGE_APPLICATION_ID, gone);
  sl_record_set_text (stage, SL_STAGE_NAME, "Call");
  g_object_unref (sl_core_test_apply (context, sl_deed_add (contact)));
  g_object_unref (sl_core_test_apply (context, sl_deed_add (stage)));
  add_paper (context, gone, "a");
  add_paper (context, gone, "a");
  add_paper (context, gone, "b");
  add_paper (context, gone, NULL);
  add_paper (context, kept, "b");
  trash (context, SL_KIND_APPLICATION, gone);

  items = read_trash (context);
  belongings = read_belongings (context, g_ptr_array_index (items, 0));
  g_assert_cmpuint (belongings->n[SL_KIND_STAGE], ==, 1);
  g_assert_cmpuint (belongings->n[SL_KIND_DOCUMENT], ==, 4);
  g_assert_cmpuint (belongings->n[SL_KIND_REMINDER], ==, 0);
  /* Who was met on the way stays. */
  g_assert_cmpuint (belongings->n[SL_KIND_CONTACT], ==, 0);
  g_assert_cmpuint (belongings->n_files, ==, 1);
  sl_core_test_close (context);
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);

  g_test_add_func ("/core/backups/restore", test_restore);
  g_test_add_func ("/core/backups/meanwhile", test_meanwhile);
  g_test_add_func ("/core/backups/damaged", test_damaged);
  g_test_add_func ("/core/backups/unsafe", test_unsafe);
  g_test_add_func ("/core/backups/keeper", test_keeper);
  g_test_add_func ("/core/backups/trash", test_trash);
  g_test_add_func ("/core/backups/belongings", test_belongings);

  return g_test_run ();
}
