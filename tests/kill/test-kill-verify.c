/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kill test's verifier is content with a file that is right, and complains about each way in which a file can have
 * lost something: the damage is done to copies, by hand. */

#define G_LOG_DOMAIN "test-kill-verify"

#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "kill-promise.h"
#include "kill-script.h"
#include "kill-verify.h"
#include "sl-backups.h"
#include "sl-deeds.h"
#include "sl-import.h"
#include "sl-kinds.h"
#include "sl-papers.h"
#include "sl-test.h"

typedef struct {
  SlContext *context;
  KillVerifier *verifier;
  char *dir;
  char *path;
  SlRecord *application;
} Fixture;

static SlStore *
get_store (Fixture *self)
{
  return sl_context_get_store (self->context);
}

static void
do_deed (Fixture     *self,
         SlChangeset *changeset)
{
  g_autoptr (SlChangeset) owned = changeset;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonArray) promise = kill_promise_new (changeset);
  g_autoptr (SlTransaction) transaction = sl_store_apply (get_store (self), changeset, &error);

  g_assert_no_error (error);
  g_autoptr (JsonObject) line = kill_line_new_step (transaction, promise);
  kill_verifier_acknowledge (self->verifier, "test", line);
}

static void
step_back (Fixture *self,
           gboolean redo)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = redo ? sl_store_redo (get_store (self), &error) : sl_store_undo (get_store (self), &error);

  g_assert_no_error (error);
  g_autoptr (JsonObject) line = kill_line_new_step (transaction, NULL);
  kill_verifier_acknowledge (self->verifier, "test", line);
}

static void
edit (Fixture    *self,
      const char *notes)
{
  const char *ids[] = { sl_record_get_id (self->application), NULL };
  g_auto (SlValue) value = SL_VALUE_INIT;

  sl_value_set_text (&value, notes);
  do_deed (self, sl_deed_edit (SL_KIND_APPLICATION, ids, SL_APPLICATION_NOTES, &value));
}

static void
trash (Fixture  *self,
       SlRecord *other)
{
  const char *ids[] = { sl_record_get_id (self->application), other != NULL ? sl_record_get_id (other) : NULL, NULL };

  do_deed (self, sl_deed_trash (SL_KIND_APPLICATION, ids, sl_context_get_clock (self->context)));
}

static void
import (Fixture *self)
{
  g_autoptr (SlImport) wizard = sl_import_new (self->context);
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autofree char *text = kill_script_build_table (rand, "token", 12);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;

  sl_import_load_bytes (wizard, bytes, "search.csv", &error);
  g_assert_no_error (error);
  g_autoptr (SlImportPlan) plan = sl_import_plan (wizard, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (SlTransaction) transaction = sl_import_run (wizard, plan, &SL_IMPORT_CHOICES_DEFAULT, &error);
  g_assert_no_error (error);

  g_autoptr (JsonObject) line = kill_line_new_step (transaction, NULL);
  json_object_set_string_member (line, KILL_LINE_TOKEN, "token");
  json_object_set_int_member (line, KILL_LINE_COUNT, 12);
  kill_verifier_acknowledge (self->verifier, "test", line);
}

/* A document with a file, acknowledged as a worker does it. */
static void
attach (Fixture    *self,
        const char *text)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GPtrArray) attachments = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_attachment_free);
  g_autoptr (SlChangeset) changeset = NULL;
  g_autoptr (JsonArray) files = json_array_new ();
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (attachments, sl_attachment_keep_bytes (self->dir, "letter.txt", bytes, &error));
  g_assert_no_error (error);
  changeset = sl_deed_attach (sl_record_get_id (self->application), NULL, attachments);
  g_autoptr (SlTransaction) transaction = sl_store_apply (get_store (self), changeset, &error);
  g_assert_no_error (error);

  g_autoptr (JsonObject) line = kill_line_new_step (transaction, NULL);
  json_array_add_string_element (files, hash);
  json_object_set_array_member (line, KILL_LINE_FILES, g_steal_pointer (&files));
  kill_verifier_acknowledge (self->verifier, "test", line);
}

static void
purge (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = sl_store_purge (get_store (self), NULL, &error);

  g_assert_no_error (error);
  g_autoptr (JsonObject) line = kill_line_new_step (transaction, NULL);
  kill_verifier_acknowledge (self->verifier, "test", line);
}

static char *
back_up (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) line = json_object_new ();
  char *path = sl_store_backup (get_store (self), "manual", &error);

  g_assert_no_error (error);
  json_object_set_string_member (line, KILL_LINE_BACKUP, path);
  kill_verifier_acknowledge (self->verifier, "test", line);
  return path;
}

static void
restore (Fixture    *self,
         const char *backup)
{
  gint64 since = kill_verifier_read_newest (self->path);
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = sl_backups_restore (self->context, backup, NULL, &error);

  g_assert_no_error (error);
  g_autoptr (JsonObject) line = kill_line_new_step (transaction, NULL);
  json_object_set_string_member (line, KILL_LINE_BACKUP, backup);
  json_object_set_int_member (line, KILL_LINE_SINCE, since);
  kill_verifier_acknowledge (self->verifier, "test", line);
}

static void
run_sql (const char *path,
         const char *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  if (sqlite3_exec (db, sql, NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (db));
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static void
close_file (Fixture *self)
{
  sl_context_close (self->context);
  g_clear_object (&self->context);
}

static void
open_file (Fixture *self)
{
  g_autoptr (SlClock) clock = sl_test_clock ();
  g_autoptr (GError) error = NULL;

  self->context = sl_context_new (self->dir, clock);
  sl_context_open (self->context, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  g_autofree char *template = g_build_filename (sl_test_tmp_dir (), "verify-XXXXXX", NULL);

  self->dir = g_strdup (g_mkdtemp (template));
  self->path = g_build_filename (self->dir, "shortlist.db", NULL);
  self->verifier = kill_verifier_new ();
  open_file (self);

  self->application = sl_record_new (SL_KIND_APPLICATION);
  sl_record_set_text (self->application, SL_APPLICATION_COMPANY_NAME, "Acme");
  sl_record_set_text (self->application, SL_APPLICATION_ROLE_TITLE, "Tester");
  do_deed (self, sl_deed_add_application (self->application, NULL));
  edit (self, "first");
  edit (self, "second");
  import (self);
  step_back (self, FALSE);
  step_back (self, TRUE);
  edit (self, "third");
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  kill_verifier_free (self->verifier);
  g_object_unref (self->application);
  if (self->context != NULL)
    sl_context_close (self->context);
  g_clear_object (&self->context);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_free (self->dir);
  g_free (self->path);
}

static void
test_right (Fixture      *self,
            gconstpointer data)
{
  g_assert_cmpuint (kill_verifier_verify (self->verifier, self->path, KILL_SCOPE_NEW), ==, 0);
  edit (self, "fourth");
  step_back (self, FALSE);
  g_assert_cmpuint (kill_verifier_verify (self->verifier, self->path, KILL_SCOPE_NEW), ==, 0);
  g_assert_cmpuint (kill_verifier_verify (self->verifier, self->path, KILL_SCOPE_ALL), ==, 0);
  g_assert_cmpuint (kill_verifier_check_file (self->path), ==, 0);
  g_assert_cmpint (kill_verifier_count_untold (self->verifier), ==, 0);
}

/* Two people delete the same: it lies in the Trash since the first of them did, and must lie there. */
static void
test_deleted_twice (Fixture      *self,
                    gconstpointer data)
{
  g_autoptr (SlRecord) other = sl_record_new (SL_KIND_APPLICATION);

  sl_record_set_text (other, SL_APPLICATION_COMPANY_NAME, "Globex");
  sl_record_set_text (other, SL_APPLICATION_ROLE_TITLE, "Tester");
  do_deed (self, sl_deed_add_application (other, NULL));
  trash (self, NULL);
  sl_clock_advance (sl_context_get_clock (self->context), G_USEC_PER_SEC);
  trash (self, other);
  g_assert_cmpuint (kill_verifier_verify (self->verifier, self->path, KILL_SCOPE_ALL), ==, 0);

  close_file (self);
  run_sql (self->path, "UPDATE applications SET deleted_at = NULL WHERE company_name = 'Acme'");
  g_assert_cmpuint (kill_verifier_verify (self->verifier, self->path, KILL_SCOPE_ALL), >, 0);
}

/* All that may be gone or changed without anything being lost. */
static void
test_all_is_well (Fixture      *self,
                  gconstpointer data)
{
  g_autofree char *backup = back_up (self);

  attach (self, "first");
  attach (self, "second");
  trash (self, NULL);
  purge (self);
  g_assert_cmpuint (kill_verifier_verify (self->verifier, self->path, KILL_SCOPE_NEW), ==, 0);
  restore (self, backup);
  edit (self, "fourth");
  attach (self, "third");
  restore (self, backup);
  step_back (self, FALSE);
  g_assert_cmpuint (kill_verifier_verify (self->verifier, self->path, KILL_SCOPE_NEW), ==, 0);
  g_assert_cmpuint (kill_verifier_verify (self->verifier, self->path, KILL_SCOPE_ALL), ==, 0);
  g_assert_cmpuint (kill_verifier_check_attachments (self->verifier, self->path, KILL_SCOPE_ALL), ==, 0);

  /* The next opening keeps house. */
  close_file (self);
  open_file (self);
  sl_store_settle (get_store (self));
  close_file (self);
  g_assert_cmpuint (kill_verifier_check_leftovers (self->verifier, self->path), ==, 0);
}

/* One file of the data folder, by the checksum of its text. */
static char *
build_attached (Fixture    *self,
                const char *text)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  return sl_attachments_build_path (self->dir, hash);
}

static guint
count_file_complaints (Fixture *self)
{
  return kill_verifier_check_attachments (self->verifier, self->path, KILL_SCOPE_ALL);
}

static void
test_lost_file (Fixture      *self,
                gconstpointer data)
{
  g_autofree char *path = NULL;

  attach (self, "letter");
  path = build_attached (self, "letter");
  g_assert_cmpuint (count_file_complaints (self), ==, 0);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpuint (count_file_complaints (self), >, 0);
}

static void
test_altered_file (Fixture      *self,
                   gconstpointer data)
{
  g_autofree char *path = NULL;

  attach (self, "letter");
  path = build_attached (self, "letter");
  g_assert_cmpuint (count_file_complaints (self), ==, 0);
  g_assert_true (g_file_set_contents (path, "lettre", -1, NULL));
  g_assert_cmpuint (count_file_complaints (self), >, 0);
}

static void
test_lost_document (Fixture      *self,
                    gconstpointer data)
{
  attach (self, "letter");
  close_file (self);
  run_sql (self->path, "DELETE FROM documents");
  g_assert_cmpuint (kill_verifier_verify (self->verifier, self->path, KILL_SCOPE_NEW), >, 0);
}

static void
test_other_document (Fixture      *self,
                     gconstpointer data)
{
  attach (self, "letter");
  close_file (self);
  run_sql (self->path, "UPDATE documents SET file_hash = replace (file_hash, 'a', 'b')");
  g_assert_cmpuint (kill_verifier_verify (self->verifier, self->path, KILL_SCOPE_NEW), >, 0);
}

static void
test_orphan (Fixture      *self,
             gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *folder = NULL;

  attach (self, "letter");
  close_file (self);
  g_assert_cmpuint (kill_verifier_check_leftovers (self->verifier, self->path), ==, 0);
  path = build_attached (self, "nobody's");
  folder = g_path_get_dirname (path);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "nobody's", -1, NULL));
  g_assert_cmpuint (count_file_complaints (self), ==, 0);
  g_assert_cmpuint (kill_verifier_check_leftovers (self->verifier, self->path), >, 0);
}

static void
test_left_behind (Fixture      *self,
                  gconstpointer data)
{
  static const char *const names[] = { "attachments/.new.ABCDEF", "shortlist.db.part", "backups/shortlist-ABCDEF.part", "backups/attachments/.new.A" };
  g_autofree char *backup = back_up (self);
  guint n = 0;

  attach (self, "letter");
  close_file (self);
  g_assert_cmpuint (kill_verifier_check_leftovers (self->verifier, self->path), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (self->dir, names[i], NULL);
      g_autofree char *folder = g_path_get_dirname (path);

      g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
      g_assert_true (g_file_set_contents (path, "half", -1, NULL));
      g_assert_cmpuint (kill_verifier_check_leftovers (self->verifier, self->path), ==, ++n);
    }
}

static void
test_lost_backup (Fixture      *self,
                  gconstpointer data)
{
  g_autofree char *backup = back_up (self);
  g_autofree char *other = back_up (self);

  kill_verifier_drop_backup (self->verifier, other);
  g_assert_cmpint (g_unlink (other), ==, 0);
  close_file (self);
  g_assert_cmpuint (kill_verifier_check_leftovers (self->verifier, self->path), ==, 0);
  g_assert_cmpint (g_unlink (backup), ==, 0);
  g_assert_cmpuint (kill_verifier_check_leftovers (self->verifier, self->path), >, 0);
}

/* A restore that brought less, or more, than the backup has: the damage is done to what stands afterwards. */
static void
test_half_restored (Fixture      *self,
                    gconstpointer data)
{
  g_autofree char *backup = back_up (self);

  edit (self, "fourth");
  restore (self, backup);
  close_file (self);
  run_sql (self->path, data);
  g_assert_cmpuint (kill_verifier_verify (self->verifier, self->path, KILL_SCOPE_NEW), >, 0);
}

/* Deleted for good: another record's entry may not lose its values with it, and its own may not keep them. */
static void
test_purged (Fixture      *self,
             gconstpointer data)
{
  g_autoptr (SlRecord) other = sl_record_new (SL_KIND_APPLICATION);

  sl_record_set_text (other, SL_APPLICATION_COMPANY_NAME, "Globex");
  sl_record_set_text (other, SL_APPLICATION_ROLE_TITLE, "Tester");
  do_deed (self, sl_deed_add_application (other, NULL));
  trash (self, other);
  step_back (self, FALSE);
  edit (self, "fourth");
  trash (self, NULL);
  g_assert_cmpuint (kill_verifier_verify (self->verifier, self->path, KILL_SCOPE_ALL), ==, 0);
  purge (self);
  g_assert_cmpuint (kill_verifier_verify (self->verifier, self->path, KILL_SCOPE_ALL), ==, 0);
  close_file (self);
  run_sql (self->path, data);
  g_assert_cmpuint (kill_verifier_verify (self->verifier, self->path, KILL_SCOPE_ALL), >, 0);
}

static const struct {
  const char *name;
  const char *sql;
  gboolean seen; /* looked at before it was damaged */
} damages[] = {
  { "lost-row", "PRAGMA foreign_keys = 0; DELETE FROM applications WHERE company_name = 'Acme'", FALSE },
  { "lost-value", "UPDATE applications SET notes = 'second' WHERE company_name = 'Acme'", FALSE },
  { "lost-step", "DELETE FROM journal WHERE txn_id = (SELECT max (id) FROM txn); DELETE FROM txn WHERE id = (SELECT max (id) FROM txn)", FALSE },
  { "lost-step-and-value", "UPDATE applications SET notes = 'second' WHERE company_name = 'Acme';"
                           "DELETE FROM journal WHERE txn_id = (SELECT max (id) FROM txn); DELETE FROM txn WHERE id = (SELECT max (id) FROM txn)", FALSE },
  { "half-step", "DELETE FROM journal WHERE entry = (SELECT last_entry - 3 FROM txn WHERE deed = 'import' AND actor = 1)", FALSE },
  { "half-import", "DELETE FROM applications WHERE company_name = 'token 7'", FALSE },
  { "stray-entry", "INSERT INTO journal (txn_id, kind, op, pk) VALUES (9999, 1, 1, 1)", FALSE },
  { "other-step", "UPDATE txn SET deed = 'trash' WHERE id = 2", FALSE },
  { "other-history", "UPDATE journal SET fields = replace (fields, 'second', 'another')", FALSE },
  { "vanished", "UPDATE journal SET pk = 2 WHERE txn_id = 3", TRUE },
  { "forgotten-undo", "UPDATE txn SET state = 1, undone_by = 1 WHERE deed = 'import' AND actor = 1", TRUE },
};

static void
test_damage (Fixture      *self,
             gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);

  if (damages[i].seen)
    g_assert_cmpuint (kill_verifier_verify (self->verifier, self->path, KILL_SCOPE_ALL), ==, 0);
  close_file (self);
  run_sql (self->path, damages[i].sql);
  g_assert_cmpuint (kill_verifier_verify (self->verifier, self->path, KILL_SCOPE_ALL), >, 0);
}

/* A file of an hour ago, as a restored backup is one. */
static void
test_old_file (Fixture      *self,
               gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *backup = sl_store_backup (get_store (self), "manual", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (kill_verifier_verify (self->verifier, backup, KILL_SCOPE_ALL), ==, 0);
  edit (self, "later");
  g_assert_cmpuint (kill_verifier_verify (self->verifier, backup, KILL_SCOPE_NEW), >, 0);
}

static void
test_no_file (Fixture      *self,
              gconstpointer data)
{
  g_autofree char *other = g_build_filename (self->dir, "none.db", NULL);

  g_assert_cmpuint (kill_verifier_verify (self->verifier, other, KILL_SCOPE_NEW), >, 0);
}

static void
test_same_step_twice (Fixture      *self,
                      gconstpointer data)
{
  g_autoptr (JsonObject) line = json_object_new ();

  json_object_set_int_member (line, KILL_LINE_STEP, 2);
  json_object_set_string_member (line, KILL_LINE_DEED, "edit");
  json_object_set_int_member (line, KILL_LINE_ACTOR, SL_ACTOR_PERSON);
  kill_verifier_acknowledge (self->verifier, "another", line);
  g_assert_cmpuint (kill_verifier_verify (self->verifier, self->path, KILL_SCOPE_NEW), >, 0);
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/kill-verify/right", test_right);
  ADD ("/kill-verify/old-file", test_old_file);
  ADD ("/kill-verify/no-file", test_no_file);
  ADD ("/kill-verify/deleted-twice", test_deleted_twice);
  ADD ("/kill-verify/same-step-twice", test_same_step_twice);
  ADD ("/kill-verify/all-is-well", test_all_is_well);
  ADD ("/kill-verify/lost-file", test_lost_file);
  ADD ("/kill-verify/altered-file", test_altered_file);
  ADD ("/kill-verify/lost-document", test_lost_document);
  ADD ("/kill-verify/other-document", test_other_document);
  ADD ("/kill-verify/orphan", test_orphan);
  ADD ("/kill-verify/left-behind", test_left_behind);
  ADD ("/kill-verify/lost-backup", test_lost_backup);
#define ADD_SQL(path, func, sql) g_test_add (path, Fixture, sql, set_up, func, tear_down)
  ADD_SQL ("/kill-verify/restored/lost", test_half_restored, "PRAGMA foreign_keys = 0; DELETE FROM applications WHERE company_name = 'token 7'");
  ADD_SQL ("/kill-verify/restored/other", test_half_restored, "UPDATE applications SET role_title = 'Baker' WHERE company_name = 'token 7'");
  ADD_SQL ("/kill-verify/restored/more", test_half_restored, "INSERT INTO applications (id, created_at, updated_at, company_name, role_title, status)"
           " VALUES ('x', 1, 1, 'Acme', 'Baker', 'Saved')");
  ADD_SQL ("/kill-verify/purged/half", test_purged, "DELETE FROM journal WHERE entry = (SELECT last_entry FROM txn WHERE deed = 'purge')");
  ADD_SQL ("/kill-verify/purged/too-much", test_purged, "UPDATE journal SET fields = NULL WHERE pk = 14 AND kind = 1 AND op = 1");
  ADD_SQL ("/kill-verify/purged/too-little", test_purged, "UPDATE journal SET fields = '{\"notes\":[\"first\",\"second\"]}' WHERE pk = 1 AND kind = 1 AND op = 1");
  for (gsize i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autofree char *path = g_strconcat ("/kill-verify/damage/", damages[i].name, NULL);
      g_test_add (path, Fixture, GSIZE_TO_POINTER (i), set_up, test_damage, tear_down);
    }

  return g_test_run ();
}
