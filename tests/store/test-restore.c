/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Going back to a backup as a step, which backups stay, and the files attached to records in them. */

#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sl-attachments.h"
#include "sl-backup-files.h"
#include "sl-backup.h"
#include "sl-error.h"
#include "sl-migrations.h"
#include "sl-purge.h"
#include "sl-restore.h"
#include "store-fixture.h"

static SlRecord *
add (StoreFixture *f,
     const char   *company)
{
  SlRecord *record = store_new_application (company, "Baker", SL_STATUS_APPLIED);

  store_insert (f->store, record);
  return record;
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  return strcmp (sl_record_get_id (*(SlRecord *const *) a), sl_record_get_id (*(SlRecord *const *) b));
}

static gpointer
read_dump (SlConnection *connection,
           gpointer      data,
           GCancellable *cancellable,
           GError      **error)
{
  GString *out = g_string_new (NULL);

  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    {
      const SlKindInfo *info = sl_kind_get_info (kind);
      g_autoptr (GPtrArray) records = sl_store_read_all (connection, kind, TRUE, error);

      g_ptr_array_sort (records, compare_ids);
      for (guint i = 0; i < records->len; i++)
        {
          g_string_append (out, info->name);
          for (guint j = 0; j < info->n_fields; j++)
            {
              g_autofree char *text = sl_field_format (&info->fields[j], sl_record_get_value (g_ptr_array_index (records, i), j));
              g_string_append_printf (out, "|%s", text);
            }
          g_string_append_c (out, '\n');
        }
    }
  return g_string_free_and_steal (out);
}

/* All fields of all records, derived ones too, but not the row numbers, which are no part of a search. */
static char *
dump (StoreFixture *f)
{
  g_autoptr (GError) error = NULL;
  char *text = sl_store_read (f->store, read_dump, NULL, &error);

  g_assert_no_error (error);
  return text;
}

static char *
back_up (StoreFixture *f,
         const char   *reason)
{
  g_autoptr (GError) error = NULL;
  char *path = sl_store_backup (f->store, reason, &error);

  g_assert_no_error (error);
  return path;
}

static SlRestore *
look (StoreFixture *f,
      const char   *backup,
      gboolean      with_changeset)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlRestoreSource) source = sl_restore_source_open (sl_store_get_path (f->store), backup, &error);
  SlRestore *restore = source != NULL ? sl_restore_compare (source, with_changeset, sl_clock_get_now (f->clock), &error) : NULL;

  g_assert_no_error (error);
  return restore;
}

static SlRestore *
compare (StoreFixture *f,
         const char   *backup)
{
  return look (f, backup, TRUE);
}

static void
restore_backup (StoreFixture *f,
                const char   *backup)
{
  g_autoptr (SlRestore) restore = compare (f, backup);

  store_apply (f->store, restore->changeset);
}

/* All that was done since the backup, of every sort. */
static void
change_much (StoreFixture *f,
             SlRecord     *changed,
             SlRecord     *deleted,
             SlRecord     *tag)
{
  g_autoptr (SlRecord) other = add (f, "Velkholt");
  g_autoptr (SlRecord) event = store_new_event (changed, SL_STATUS_INTERVIEWING, NULL, G_GINT64_CONSTANT (1773700000) * G_USEC_PER_SEC);
  g_autoptr (SlRecord) child = store_new_event (other, SL_STATUS_OFFER, NULL, G_GINT64_CONSTANT (1773720000) * G_USEC_PER_SEC);
  g_autoptr (SlRecord) assignment = store_new_assignment (other, tag);
  g_autoptr (SlRecord) again = store_new_assignment (changed, tag);
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_PERSON, "test");

  store_insert (f->store, event);
  store_insert (f->store, child);
  store_insert (f->store, assignment);
  store_insert (f->store, again);
  store_update (f->store, changed, SL_APPLICATION_NOTES, "Something else");
  sl_changeset_delete (changeset, SL_KIND_APPLICATION, sl_record_get_id (deleted));
  store_apply (f->store, changeset);
}

static void
test_back_and_forth (StoreFixture *f,
                     gconstpointer data)
{
  g_autoptr (SlRecord) changed = add (f, "Torvmark");
  g_autoptr (SlRecord) deleted = add (f, "Fernhill");
  g_autoptr (SlRecord) event = store_new_event (deleted, SL_STATUS_INTERVIEWING, NULL, G_GINT64_CONSTANT (1773600000) * G_USEC_PER_SEC);
  g_autoptr (SlRecord) tag = store_new_tag ("Nearby");
  g_autoptr (SlRecord) assignment = NULL;
  g_autofree char *backup = NULL;
  g_autofree char *then = NULL;
  g_autofree char *now = NULL;
  g_autofree char *restored = NULL;
  g_autofree char *undone = NULL;

  store_insert (f->store, event);
  store_insert (f->store, tag);
  assignment = store_new_assignment (deleted, tag);
  store_insert (f->store, assignment);
  then = dump (f);
  backup = back_up (f, "manual");

  change_much (f, changed, deleted, tag);
  now = dump (f);
  g_assert_cmpstr (now, !=, then);

  restore_backup (f, backup);
  restored = dump (f);
  g_assert_cmpstr (restored, ==, then);
  store_assert_sound (f->store);

  g_assert_cmpint (store_undo (f->store), !=, 0);
  undone = dump (f);
  g_assert_cmpstr (undone, ==, now);
  store_assert_sound (f->store);
}

static void
test_counts (StoreFixture *f,
             gconstpointer data)
{
  g_autoptr (SlRecord) changed = add (f, "Torvmark");
  g_autoptr (SlRecord) deleted = add (f, "Fernhill");
  g_autoptr (SlRecord) tag = store_new_tag ("Nearby");
  g_autofree char *backup = NULL;
  g_autoptr (SlRestore) restore = NULL;
  g_autoptr (SlRestore) same = NULL;

  store_insert (f->store, tag);
  backup = back_up (f, "manual");
  same = compare (f, backup);
  g_assert_cmpuint (sl_restore_get_n_changes (same), ==, 0);
  g_assert_cmpuint (sl_changeset_get_n_changes (same->changeset), ==, 0);

  change_much (f, changed, deleted, tag);
  restore = compare (f, backup);
  g_assert_cmpint (restore->then[SL_KIND_APPLICATION], ==, 2);
  g_assert_cmpint (restore->now[SL_KIND_APPLICATION], ==, 2);
  g_assert_cmpuint (restore->back[SL_KIND_APPLICATION], ==, 1);
  g_assert_cmpuint (restore->gone[SL_KIND_APPLICATION], ==, 1);
  g_assert_cmpuint (restore->changed[SL_KIND_APPLICATION], ==, 1);
  g_assert_cmpuint (restore->gone[SL_KIND_TAG_ASSIGNMENT], ==, 2);
}

static void
set_trashed (StoreFixture *f,
             SlRecord     *record,
             gboolean      trashed)
{
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_PERSON, "test");

  sl_clock_advance (f->clock, G_TIME_SPAN_MINUTE);
  if (trashed)
    sl_changeset_trash (changeset, SL_KIND_APPLICATION, sl_record_get_id (record), sl_clock_get_now (f->clock));
  else
    sl_changeset_update_text (changeset, SL_KIND_APPLICATION, sl_record_get_id (record), SL_FIELD_DELETED_AT, NULL);
  store_apply (f->store, changeset);
}

/* In the Trash then and now, but not since the same time. */
static void
test_trashed_again (StoreFixture *f,
                    gconstpointer data)
{
  g_autoptr (SlRecord) record = add (f, "Torvmark");
  g_autoptr (SlRestore) left = NULL;
  g_autofree char *backup = NULL;
  g_autofree char *then = NULL;
  g_autofree char *now = NULL;
  g_autofree char *restored = NULL;
  g_autofree char *undone = NULL;

  set_trashed (f, record, TRUE);
  then = dump (f);
  backup = back_up (f, "manual");
  set_trashed (f, record, FALSE);
  set_trashed (f, record, TRUE);
  now = dump (f);

  restore_backup (f, backup);
  restored = dump (f);
  g_assert_cmpstr (restored, ==, then);
  left = compare (f, backup);
  g_assert_cmpuint (sl_restore_get_n_changes (left), ==, 0);

  g_assert_cmpint (store_undo (f->store), !=, 0);
  undone = dump (f);
  g_assert_cmpstr (undone, ==, now);
}

/* An old backup has one in the Trash that was taken out and trashed again yesterday, one that isn't in the Trash any more,
 * and one that is deleted for good: none of them goes at midnight, and the restore can be undone. */
static void
test_not_purged (StoreFixture *f,
                 gconstpointer data)
{
  g_autoptr (SlRecord) again = add (f, "Torvmark");
  g_autoptr (SlRecord) living = add (f, "Velkholt");
  g_autoptr (SlRecord) deleted = add (f, "Fernhill");
  g_autoptr (SlRecord) back = NULL;
  g_autoptr (SlChangeset) deletion = sl_changeset_new (SL_ACTOR_PERSON, "test");
  g_autoptr (SlRestore) left = NULL;
  g_autofree char *backup = NULL;
  g_autofree char *now = NULL;
  g_autofree char *undone = NULL;
  gint64 yesterday;

  set_trashed (f, again, TRUE);
  set_trashed (f, living, TRUE);
  set_trashed (f, deleted, TRUE);
  backup = back_up (f, "manual");
  set_trashed (f, again, FALSE);
  set_trashed (f, living, FALSE);
  sl_changeset_delete (deletion, SL_KIND_APPLICATION, sl_record_get_id (deleted));
  store_apply (f->store, deletion);
  sl_clock_advance (f->clock, 60 * G_TIME_SPAN_DAY);
  set_trashed (f, again, TRUE);
  yesterday = sl_clock_get_now (f->clock);
  sl_clock_advance (f->clock, G_TIME_SPAN_DAY);
  now = dump (f);

  restore_backup (f, backup);
  left = compare (f, backup);
  g_assert_cmpuint (sl_restore_get_n_changes (left), ==, 0);
  back = store_read (f->store, again);
  g_assert_cmpint (sl_record_get_integer (back, SL_FIELD_DELETED_AT, 0), ==, yesterday);

  /* Its purge runs when it is opened. */
  sl_clock_advance (f->clock, (SL_PURGE_DAYS - 2) * G_TIME_SPAN_DAY);
  store_fixture_reopen (f);
  g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM applications WHERE deleted_at IS NOT NULL"), ==, 3);
  g_assert_cmpint (store_undo (f->store), !=, 0);
  undone = dump (f);
  g_assert_cmpstr (undone, ==, now);
}

/* Whatever the rows, going back gives what was there, and undo what was there before that. */
static void
test_random (StoreFixture *f,
             gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20261122);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *backup = NULL;
  g_autofree char *then = NULL;
  g_autofree char *restored = NULL;

  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *company = g_strdup_printf ("Company %u", i);

      if (i == 20)
        {
          then = dump (f);
          backup = back_up (f, "manual");
        }
      if (records->len < 3 || g_rand_boolean (random))
        g_ptr_array_add (records, add (f, company));
      else
        {
          SlRecord *one = g_ptr_array_index (records, g_rand_int_range (random, 0, (gint32) records->len));
          g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_PERSON, "test");

          switch (g_rand_int_range (random, 0, 3))
            {
            case 0:
              sl_changeset_trash (changeset, SL_KIND_APPLICATION, sl_record_get_id (one), sl_clock_get_now (f->clock));
              break;
            case 1:
              sl_changeset_update_text (changeset, SL_KIND_APPLICATION, sl_record_get_id (one), SL_APPLICATION_STATUS, SL_STATUS_OFFER);
              break;
            default:
              sl_changeset_delete (changeset, SL_KIND_APPLICATION, sl_record_get_id (one));
              store_apply (f->store, changeset);
              g_ptr_array_remove_fast (records, one);
              continue;
            }
          store_apply (f->store, changeset);
        }
    }
  restore_backup (f, backup);
  restored = dump (f);
  g_assert_cmpstr (restored, ==, then);
  store_assert_sound (f->store);
}

/* A backup from before the tables had all their columns. */
static void
test_older_schema (StoreFixture *f,
                   gconstpointer data)
{
  g_autofree char *path = store_fixture_path (f, "old.db");
  g_autoptr (SlRecord) record = add (f, "Torvmark");
  g_autoptr (GError) error = NULL;
  SlConnection *old = sl_connection_open (path, SL_CONNECTION_READ_WRITE, &error);

  g_assert_true (sl_migrations_run (old, 4, NULL, NULL, &error));
  g_assert_true (sl_connection_execute (old,
                                        "INSERT INTO applications (id, created_at, updated_at, company_name, company_name_fold, role_title,"
                                        " role_title_fold, status, salary_currency) VALUES ('11111111-1111-4111-8111-111111111111', 1, 1,"
                                        " 'Oldwater', 'oldwater', 'Miller', 'miller', 'Saved', 'USD')", &error));
  g_assert_no_error (error);
  sl_connection_close (old);

  restore_backup (f, path);
  g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM applications WHERE company_name = 'Oldwater'"), ==, 1);
  g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM applications"), ==, 1);
  store_assert_sound (f->store);
}

static void
test_refused (StoreFixture *f,
              gconstpointer data)
{
  g_autofree char *path = store_fixture_path (f, "no.db");
  g_autoptr (SlRecord) record = add (f, "Torvmark");
  g_autofree char *backup = back_up (f, "manual");
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_assert_null (sl_restore_source_open (sl_store_get_path (f->store), path, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (path, "Not a data file at all", -1, NULL));
  g_assert_null (sl_restore_source_open (sl_store_get_path (f->store), path, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_DAMAGED);
  g_clear_error (&error);

  /* Damaged in the middle: its head is fine. */
  g_assert_true (g_file_get_contents (backup, &contents, &length, NULL));
  memset (contents + length / 2, 0x5a, length / 2);
  g_assert_true (g_file_set_contents (path, contents, (gssize) length, NULL));
  g_assert_null (sl_restore_source_open (sl_store_get_path (f->store), path, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_DAMAGED);
}

static guint
count_reason (StoreFixture *f,
              const char   *reason)
{
  g_autoptr (GPtrArray) backups = sl_backup_list (sl_store_get_path (f->store));
  guint n = 0;

  for (guint i = 0; i < backups->len; i++)
    {
      g_autoptr (SlBackup) backup = sl_backup_look (g_ptr_array_index (backups, i), NULL);

      g_assert_nonnull (backup);
      n += g_str_equal (backup->reason, reason);
    }
  return n;
}

static void
test_thinning (StoreFixture *f,
               gconstpointer data)
{
  g_autoptr (SlRecord) record = add (f, "Torvmark");
  g_autofree char *manual = back_up (f, "manual");
  g_autoptr (GError) error = NULL;
  gint64 now = sl_clock_get_now (f->clock);

  for (int i = 0; i < 6; i++)
    {
      g_autofree char *path = sl_backup_make (sl_store_get_path (f->store), SL_BACKUP_DAILY, 3, now + i * G_TIME_SPAN_DAY, &error);
      g_assert_no_error (error);
    }
  g_assert_cmpuint (count_reason (f, SL_BACKUP_DAILY), ==, 3);
  g_assert_cmpuint (count_reason (f, "manual"), ==, 1);

  /* The clock was wrong by years: the one that was just made and looked at stays nevertheless. */
  g_autofree char *early = sl_backup_make (sl_store_get_path (f->store), SL_BACKUP_DAILY, 3, 0, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_test (early, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (count_reason (f, SL_BACKUP_DAILY), ==, 3);
}

static void
test_due (StoreFixture *f,
          gconstpointer data)
{
  const char *path = sl_store_get_path (f->store);
  gint64 now = sl_clock_get_now (f->clock);
  GTimeZone *zone = sl_clock_get_time_zone (f->clock);
  g_autoptr (SlRecord) record = NULL;
  g_autoptr (SlRecord) other = NULL;
  g_autofree char *made = NULL;
  g_autofree char *next = NULL;

  g_assert_false (sl_backup_is_due (path, now, zone));
  record = add (f, "Torvmark");
  g_assert_true (sl_backup_is_due (path, now, zone));
  made = sl_backup_make (path, SL_BACKUP_DAILY, 14, now, NULL);
  g_assert_false (sl_backup_is_due (path, now, zone));
  /* The next day nothing has changed; then something has. */
  g_assert_false (sl_backup_is_due (path, now + G_TIME_SPAN_DAY, zone));
  other = add (f, "Velkholt");
  g_assert_false (sl_backup_is_due (path, now, zone));
  g_assert_true (sl_backup_is_due (path, now + G_TIME_SPAN_DAY, zone));
}

/* Attached files */

static char *
attach (StoreFixture *f,
        SlRecord     *application,
        const char   *contents)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (SlRecord) document = sl_record_new (SL_KIND_DOCUMENT);
  char *hash;

  g_checksum_update (checksum, (const guchar *) contents, -1);
  hash = g_strdup (g_checksum_get_string (checksum));
  g_autofree char *path = sl_attachments_build_path (f->dir, hash);
  g_autofree char *folder = g_path_get_dirname (path);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, contents, -1, NULL));

  sl_record_set_text (document, SL_DOCUMENT_APPLICATION_ID, sl_record_get_id (application));
  sl_record_set_text (document, SL_DOCUMENT_NAME, contents);
  sl_record_set_text (document, SL_DOCUMENT_FILE_HASH, hash);
  store_insert (f->store, document);
  return hash;
}

static void
remove_file (StoreFixture *f,
             const char   *hash)
{
  g_autofree char *path = sl_attachments_build_path (f->dir, hash);

  g_assert_cmpint (g_unlink (path), ==, 0);
}

static void
test_files (StoreFixture *f,
            gconstpointer data)
{
  const char *path = sl_store_get_path (f->store);
  g_autofree char *kept_dir = store_fixture_path (f, "backups");
  g_autoptr (SlRecord) record = add (f, "Torvmark");
  g_autofree char *hash = attach (f, record, "A letter");
  g_autofree char *original = sl_attachments_build_path (f->dir, hash);
  g_autofree char *kept = sl_attachments_build_path (kept_dir, hash);
  g_autofree char *backup = back_up (f, "manual");
  g_autofree char *second = back_up (f, "manual");
  g_autofree char *contents = NULL;
  g_autoptr (SlRestore) restore = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf one, other;

  /* No second gigabyte. */
  g_assert_cmpint (g_stat (original, &one), ==, 0);
  g_assert_cmpint (g_stat (kept, &other), ==, 0);
  g_assert_cmpuint (one.st_ino, ==, other.st_ino);

  remove_file (f, hash);
  restore = look (f, backup, FALSE);
  g_assert_cmpuint (restore->n_missing, ==, 0);
  g_assert_true (sl_backup_files_bring_back (backup, path, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (original, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "A letter");

  /* As long as any backup speaks of it. */
  g_assert_true (sl_backup_delete (path, backup, &error));
  g_assert_true (g_file_test (kept, G_FILE_TEST_EXISTS));
  g_assert_true (sl_backup_delete (path, second, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (kept, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (original, G_FILE_TEST_EXISTS));
  g_assert_false (sl_backup_delete (path, second, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_NOT_FOUND);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  g_assert_nonnull (dir);
  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* A data file as it is, from another folder: its write-ahead log isn't there, and nothing is left beside it. */
static void
test_from_elsewhere (StoreFixture *f,
                     gconstpointer data)
{
  g_autoptr (SlRecord) record = add (f, "Torvmark");
  g_autofree char *folder = store_fixture_path (f, "elsewhere");
  g_autofree char *copy = g_build_filename (folder, "shortlist.db", NULL);
  g_autofree char *contents = NULL;
  g_autoptr (SlRestore) restore = NULL;
  gsize length;

  /* The last one to close it empties the log. */
  store_fixture_reopen (f);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (g_file_get_contents (sl_store_get_path (f->store), &contents, &length, NULL));
  g_assert_cmpint (contents[18], ==, 2);
  g_assert_true (g_file_set_contents (copy, contents, (gssize) length, NULL));
  store_update (f->store, record, SL_APPLICATION_NOTES, "Since then");

  restore = compare (f, copy);
  g_assert_cmpuint (restore->changed[SL_KIND_APPLICATION], ==, 1);
  g_assert_cmpuint (count_files (folder), ==, 1);
}

static void
write_file (const char *path,
            const char *contents)
{
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_true (g_file_set_contents (path, contents, -1, NULL));
}

/* "Restore a backup" is what a person is told about a damaged file: then it has to help. */
static void
test_damaged_file (StoreFixture *f,
                   gconstpointer data)
{
  const char *path = sl_store_get_path (f->store);
  g_autofree char *kept_dir = store_fixture_path (f, "backups");
  g_autoptr (SlRecord) record = add (f, "Torvmark");
  g_autofree char *hash = attach (f, record, "A letter");
  g_autofree char *original = sl_attachments_build_path (f->dir, hash);
  g_autofree char *kept = sl_attachments_build_path (kept_dir, hash);
  g_autofree char *backup = back_up (f, "manual");
  g_autofree char *contents = NULL;
  g_autofree char *untouched = NULL;
  g_autoptr (SlRestore) same = NULL;
  g_autoptr (SlRestore) restore = NULL;
  g_autoptr (GError) error = NULL;
  guint n_back;

  same = look (f, backup, FALSE);
  g_assert_cmpuint (sl_restore_get_n_changes (same), ==, 0);
  write_file (original, "A fetter");
  restore = look (f, backup, FALSE);
  g_assert_cmpuint (restore->n_files_back, ==, 1);
  g_assert_cmpuint (sl_restore_get_n_changes (restore), ==, 1);
  g_assert_cmpuint (restore->lost->len, ==, 0);
  g_assert_true (sl_backup_files_bring_back (backup, path, &n_back, &error));
  g_assert_cmpuint (n_back, ==, 1);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (original, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "A letter");

  /* A good one is not made worse. */
  write_file (kept, "A l");
  g_assert_true (sl_backup_files_bring_back (backup, path, &n_back, &error));
  g_assert_cmpuint (n_back, ==, 0);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (original, &untouched, NULL, NULL));
  g_assert_cmpstr (untouched, ==, "A letter");
}

/* A file that is lost already is told, and doesn't keep the rest from being backed up. */
static void
test_lost_file (StoreFixture *f,
                gconstpointer data)
{
  g_autoptr (SlRecord) record = add (f, "Torvmark");
  g_autofree char *hash = attach (f, record, "A letter");
  g_autofree char *backup = NULL;
  g_autoptr (SlRestore) restore = NULL;

  remove_file (f, hash);
  backup = back_up (f, "manual");
  restore = look (f, backup, FALSE);
  g_assert_cmpuint (restore->n_missing, ==, 1);
  g_assert_cmpuint (restore->n_files_back, ==, 0);
  g_assert_cmpuint (restore->lost->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (restore->lost, 0), ==, "A letter");
}

/* What isn't what its name says is kept nowhere, and a good one that was kept before stays. */
static void
test_kept_whole (StoreFixture *f,
                 gconstpointer data)
{
  g_autofree char *kept_dir = store_fixture_path (f, "backups");
  g_autoptr (SlRecord) record = add (f, "Torvmark");
  g_autofree char *hash = attach (f, record, "A letter");
  g_autofree char *original = sl_attachments_build_path (f->dir, hash);
  g_autofree char *kept = sl_attachments_build_path (kept_dir, hash);
  g_autofree char *without = NULL;
  g_autofree char *with = NULL;
  g_autofree char *again = NULL;
  g_autofree char *mended = NULL;
  g_autofree char *contents = NULL;
  g_autoptr (SlBackup) lacking = NULL;
  g_autoptr (SlBackup) whole = NULL;

  write_file (original, "bad");
  without = back_up (f, "manual");
  g_assert_false (g_file_test (kept, G_FILE_TEST_EXISTS));
  lacking = sl_backup_look (without, NULL);
  g_assert_cmpuint (lacking->lost->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (lacking->lost, 0), ==, "A letter");

  write_file (original, "A letter");
  with = back_up (f, "manual");
  write_file (original, "bad");
  again = back_up (f, "manual");
  g_assert_true (g_file_get_contents (kept, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "A letter");
  whole = sl_backup_look (again, NULL);
  g_assert_cmpuint (whole->lost->len, ==, 0);

  write_file (original, "A letter");
  write_file (kept, "bad");
  mended = back_up (f, "manual");
  g_assert_true (sl_attachments_verify (kept_dir, hash, NULL, NULL));
}

/* What was being copied when a program was killed goes with the next backup. */
static void
test_unfinished (StoreFixture *f,
                 gconstpointer data)
{
  g_autofree char *part = store_fixture_path (f, "backups/attachments/.new.ABCDEF");
  g_autofree char *folder = g_path_get_dirname (part);
  g_autofree char *backup = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (part, "half", -1, NULL));
  backup = back_up (f, "manual");
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
}

/* Also where there was no attached file yet, what comes back is held. */
static void
test_hold (StoreFixture *f,
           gconstpointer data)
{
  g_autofd int hold = sl_backup_files_hold (sl_store_get_path (f->store));

  g_assert_cmpint (hold, >=, 0);
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);

  STORE_TEST ("/store/restore/back-and-forth", test_back_and_forth);
  STORE_TEST ("/store/restore/counts", test_counts);
  STORE_TEST ("/store/restore/trashed-again", test_trashed_again);
  STORE_TEST ("/store/restore/not-purged", test_not_purged);
  STORE_TEST ("/store/restore/random", test_random);
  STORE_TEST ("/store/restore/older-schema", test_older_schema);
  STORE_TEST ("/store/restore/refused", test_refused);
  STORE_TEST ("/store/restore/thinning", test_thinning);
  STORE_TEST ("/store/restore/due", test_due);
  STORE_TEST ("/store/restore/files", test_files);
  STORE_TEST ("/store/restore/from-elsewhere", test_from_elsewhere);
  STORE_TEST ("/store/restore/damaged-file", test_damaged_file);
  STORE_TEST ("/store/restore/lost-file", test_lost_file);
  STORE_TEST ("/store/restore/kept-whole", test_kept_whole);
  STORE_TEST ("/store/restore/unfinished", test_unfinished);
  STORE_TEST ("/store/restore/hold", test_hold);

  return g_test_run ();
}
