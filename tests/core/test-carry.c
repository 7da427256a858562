/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was added to a sample comes along with all that belongs to it; the sample stays behind. */

#include "config.h"

#include <glib/gstdio.h>

#include "sl-attachments.h"
#include "sl-carry.h"
#include "sl-core-test.h"
#include "sl-demo.h"
#include "sl-error.h"
#include "sl-papers.h"
#include "sl-store-query.h"

typedef struct {
  GPtrArray *added;
  SlTransaction *transaction;
  gboolean done;
  GError *error;
} Answer;

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  Answer *answer = user_data;

  answer->added = sl_carry_find_finish (SL_CONTEXT (source), result, &error);
  g_assert_no_error (error);
  answer->done = TRUE;
}

static void
carried_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Answer *answer = user_data;

  answer->transaction = sl_carry_over_finish (SL_CONTEXT (source), result, &answer->error);
  answer->done = TRUE;
}

static GPtrArray *
find_added (SlContext *sample)
{
  Answer answer = { 0 };

  sl_carry_find_async (sample, NULL, found_cb, &answer);
  sl_core_test_wait_for (&answer.done);
  return answer.added;
}

static SlTransaction *
carry (SlContext *own,
       SlContext *sample,
       GPtrArray *added)
{
  Answer answer = { 0 };

  sl_carry_over_async (own, sl_context_get_data_dir (sample), added, NULL, carried_cb, &answer);
  sl_core_test_wait_for (&answer.done);
  g_assert_no_error (answer.error);
  return answer.transaction;
}

static gpointer
count_func (SlConnection  *connection,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr (GPtrArray) records = sl_store_read_all (connection, GPOINTER_TO_INT (data), FALSE, error);

  return GUINT_TO_POINTER (records->len + 1);
}

static guint
count (SlContext *context,
       SlKind     kind)
{
  return GPOINTER_TO_UINT (sl_store_read (sl_context_get_store (context), count_func, GINT_TO_POINTER (kind), NULL)) - 1;
}

static void
assert_same_events (SlContext  *one,
                    SlContext  *other,
                    const char *id)
{
  g_autoptr (GPtrArray) these = sl_core_test_read_children (one, SL_KIND_EVENT, id);
  g_autoptr (GPtrArray) those = sl_core_test_read_children (other, SL_KIND_EVENT, id);

  g_assert_cmpuint (those->len, >, 0);
  g_assert_cmpuint (these->len, ==, those->len);
  for (guint i = 0; i < these->len; i++)
    for (guint field = 0; field < sl_kind_get_info (SL_KIND_EVENT)->n_fields; field++)
      g_assert_true (sl_value_equal (sl_record_get_value (g_ptr_array_index (these, i), field),
                                     sl_record_get_value (g_ptr_array_index (those, i), field)));
}

static SlContext *
open_own (void)
{
  static int n;
  g_autofree char *name = g_strdup_printf ("own-%d", n++);
  g_autofree char *dir = g_build_filename (sl_test_tmp_dir (), name, NULL);
  g_autoptr (SlClock) clock = sl_test_clock ();
  SlContext *own = sl_context_new (dir, clock);
  g_autoptr (GError) error = NULL;

  g_assert_true (sl_context_open (own, &error));
  g_assert_no_error (error);
  return own;
}

static void
add_tag (SlContext  *context,
         const char *name,
         const char *application_id)
{
  const char *ids[] = { application_id, NULL };
  g_autoptr (SlTransaction) transaction = sl_core_test_apply (context, sl_deed_create_tag (name, "#3584e4", ids[0] != NULL ? ids : NULL, NULL));

  g_assert_nonnull (transaction);
}

static void
interview (SlContext  *context,
           const char *id)
{
  const char *ids[] = { id, NULL };
  g_autoptr (SlTransaction) transaction = sl_core_test_apply (context, sl_deed_set_status (ids, SL_STATUS_INTERVIEWING, NULL));

  g_assert_nonnull (transaction);
}

static void
test_carry (void)
{
  SlContext *sample = sl_core_test_open ();
  SlContext *own = open_own ();
  g_autoptr (GPtrArray) nothing = NULL;
  g_autoptr (GPtrArray) added = NULL;
  g_autoptr (SlTransaction) carried = NULL;
  g_autoptr (SlRecord) before = NULL;
  g_autoptr (SlRecord) after = NULL;
  g_autofree char *id = NULL;

  g_assert_true (sl_demo_fill (sl_context_get_store (sample), 7, 12, NULL));
  nothing = find_added (sample);
  g_assert_cmpuint (nothing->len, ==, 0);

  id = sl_core_test_add (sample, "Acme", "Engineer", SL_STATUS_APPLIED);
  interview (sample, id);
  add_tag (sample, "Close by", id);
  add_tag (sample, "Known", id);
  add_tag (own, "known", NULL);
  sl_core_test_settle (sample);

  added = find_added (sample);
  g_assert_cmpuint (sl_carry_count_applications (added), ==, 1);
  before = sl_core_test_read (sample, SL_KIND_APPLICATION, id);

  carried = carry (own, sample, added);
  after = sl_core_test_read (own, SL_KIND_APPLICATION, id);
  g_assert_cmpstr (sl_record_get_text (after, SL_APPLICATION_COMPANY_NAME), ==, "Acme");
  g_assert_cmpstr (sl_record_get_text (after, SL_APPLICATION_STATUS), ==, SL_STATUS_INTERVIEWING);
  g_assert_cmpint (sl_record_get_integer (after, SL_APPLICATION_STATUS_SINCE, 0), ==, sl_record_get_integer (before, SL_APPLICATION_STATUS_SINCE, 1));
  g_assert_cmpuint (count (own, SL_KIND_APPLICATION), ==, 1);
  assert_same_events (own, sample, id);
  /* One tag came along, the other was there. */
  g_assert_cmpuint (count (own, SL_KIND_TAG), ==, 2);
  g_assert_cmpuint (count (own, SL_KIND_TAG_ASSIGNMENT), ==, 2);
  g_assert_cmpuint (count (sample, SL_KIND_APPLICATION), ==, 13);

  sl_context_close (own);
  g_object_unref (own);
  sl_core_test_close (sample);
}

/* (transfer full): the file's hash */
static char *
attach (SlContext  *context,
        const char *application_id,
        const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (SlAttachment) attachment = sl_attachment_keep (sl_context_get_data_dir (context), file, NULL, NULL);
  g_autoptr (GPtrArray) attachments = g_ptr_array_new ();

  g_assert_nonnull (attachment);
  g_ptr_array_add (attachments, attachment);
  g_object_unref (sl_core_test_apply (context, sl_deed_attach (application_id, NULL, attachments)));
  return g_strdup (sl_attachment_get_hash (attachment));
}

static void
test_files (void)
{
  SlContext *sample = sl_core_test_open ();
  SlContext *own = open_own ();
  g_autofree char *own_dir = g_strdup (sl_context_get_data_dir (own));
  g_autofree char *path = sl_test_tmp_file ("letter.txt", "letter", -1);
  g_autofree char *other = sl_test_tmp_file ("other.txt", "other", -1);
  g_autofree char *id = sl_core_test_add (sample, "Acme", "Engineer", SL_STATUS_APPLIED);
  g_autofree char *hash = attach (sample, id, path);
  g_autofree char *lost = attach (sample, id, other);
  g_autofree char *lost_path = sl_attachments_build_path (sl_context_get_data_dir (sample), lost);
  g_autoptr (GPtrArray) added = NULL;
  g_autoptr (SlTransaction) carried = NULL;
  g_autoptr (GError) error = NULL;

  /* One is missing in the sample already: no reason to lose the rest. */
  g_assert_no_errno (g_unlink (lost_path));
  added = find_added (sample);
  g_assert_true (sl_carry_is_applications (added));
  carried = carry (own, sample, added);
  g_assert_cmpuint (count (own, SL_KIND_DOCUMENT), ==, 2);
  g_assert_true (sl_attachments_verify (own_dir, hash, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (sl_attachments_has (own_dir, lost));

  sl_context_close (own);
  g_object_unref (own);
  sl_core_test_close (sample);
}

/* Files that can't be kept: nothing is carried, and who asked is told. */
static void
test_no_place (void)
{
  SlContext *sample = sl_core_test_open ();
  SlContext *own = open_own ();
  g_autofree char *folder = g_build_filename (sl_context_get_data_dir (own), "attachments", NULL);
  g_autofree char *path = sl_test_tmp_file ("letter.txt", "letter", -1);
  g_autofree char *id = sl_core_test_add (sample, "Acme", "Engineer", SL_STATUS_APPLIED);
  g_autofree char *hash = attach (sample, id, path);
  g_autoptr (GPtrArray) added = find_added (sample);
  Answer answer = { 0 };

  sl_store_settle (sl_context_get_store (own));
  g_rmdir (folder);
  g_assert_true (g_file_set_contents (folder, "in the way", -1, NULL));
  sl_carry_over_async (own, sl_context_get_data_dir (sample), added, NULL, carried_cb, &answer);
  sl_core_test_wait_for (&answer.done);
  g_assert_null (answer.transaction);
  g_assert_nonnull (answer.error);
  g_clear_error (&answer.error);
  g_assert_cmpuint (count (own, SL_KIND_APPLICATION), ==, 0);

  sl_context_close (own);
  g_object_unref (own);
  sl_core_test_close (sample);
}

static char *
add_record (SlContext  *context,
            SlKind      kind,
            guint       field,
            const char *text,
            guint       reference,
            const char *id)
{
  g_autoptr (SlRecord) record = sl_record_new (kind);

  sl_record_set_text (record, field, text);
  if (id != NULL)
    sl_record_set_text (record, reference, id);
  if (kind == SL_KIND_REMINDER)
    sl_record_set_integer (record, SL_REMINDER_REMIND_AT, sl_clock_get_now (sl_context_get_clock (context)));
  g_object_unref (sl_core_test_apply (context, sl_deed_add (record)));
  return g_strdup (sl_record_get_id (record));
}

static gpointer
find_sample_application (SlConnection  *connection,
                         gpointer       data,
                         GCancellable  *cancellable,
                         GError       **error)
{
  g_autoptr (GPtrArray) records = sl_store_read_all (connection, SL_KIND_APPLICATION, FALSE, error);

  return g_strdup (sl_record_get_id (g_ptr_array_index (records, 0)));
}

/* What stands alone comes along without an application, too; what belongs to the sample's stays with it. */
static void
test_standing_alone (void)
{
  SlContext *sample = sl_core_test_open ();
  SlContext *own = open_own ();
  g_autofree char *theirs = NULL;
  g_autofree char *person = NULL;
  g_autofree char *job = NULL;
  g_autofree char *reminder = NULL;
  g_autofree char *staying = NULL;
  g_autoptr (GPtrArray) added = NULL;
  g_autoptr (SlTransaction) carried = NULL;
  g_autoptr (SlTransaction) undone = NULL;
  g_autoptr (SlRecord) record = NULL;

  g_assert_true (sl_demo_fill (sl_context_get_store (sample), 7, 12, NULL));
  theirs = sl_store_read (sl_context_get_store (sample), find_sample_application, NULL, NULL);
  person = add_record (sample, SL_KIND_CONTACT, SL_CONTACT_NAME, "Head of baking", SL_CONTACT_APPLICATION_ID, theirs);
  job = add_record (sample, SL_KIND_SAVED_JOB, SL_SAVED_JOB_COMPANY_NAME, "Birch", SL_FIELD_NONE, NULL);
  reminder = add_record (sample, SL_KIND_REMINDER, SL_REMINDER_TITLE, "Buy stamps", SL_FIELD_NONE, NULL);
  staying = add_record (sample, SL_KIND_REMINDER, SL_REMINDER_TITLE, "Call them", SL_REMINDER_APPLICATION_ID, theirs);

  added = find_added (sample);
  g_assert_cmpuint (added->len, ==, 3);
  g_assert_cmpuint (sl_carry_count_applications (added), ==, 0);
  g_assert_false (sl_carry_is_applications (added));
  carried = carry (own, sample, added);
  record = sl_core_test_read (own, SL_KIND_CONTACT, person);
  g_assert_true (sl_record_is_null (record, SL_CONTACT_APPLICATION_ID));
  g_clear_object (&record);
  record = sl_core_test_read (own, SL_KIND_SAVED_JOB, job);
  g_assert_cmpstr (sl_record_get_text (record, SL_SAVED_JOB_COMPANY_NAME), ==, "Birch");
  g_assert_cmpuint (count (own, SL_KIND_REMINDER), ==, 1);
  g_assert_cmpuint (count (own, SL_KIND_APPLICATION), ==, 0);

  undone = sl_store_undo (sl_context_get_store (own), NULL);
  g_assert_nonnull (undone);
  g_assert_cmpuint (count (own, SL_KIND_CONTACT) + count (own, SL_KIND_SAVED_JOB) + count (own, SL_KIND_REMINDER), ==, 0);

  sl_context_close (own);
  g_object_unref (own);
  sl_core_test_close (sample);
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);
  g_test_add_func ("/core/carry/applications", test_carry);
  g_test_add_func ("/core/carry/files", test_files);
  g_test_add_func ("/core/carry/no-place", test_no_place);
  g_test_add_func ("/core/carry/standing-alone", test_standing_alone);
  return g_test_run ();
}
