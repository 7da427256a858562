/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Attaching as a deed, and what came of each résumé version. */
#include "config.h"

#include "sl-core-test.h"
#include "sl-error.h"
#include "sl-papers.h"
#include "sl-resume-use.h"
#include "sl-store-query.h"

typedef struct {
  gboolean done;
  SlTransaction *transaction;
  GFile *file;
  gboolean ok;
  GError *error;
} Answer;

static void
answer_clear (Answer *answer)
{
  g_clear_object (&answer->transaction);
  g_clear_object (&answer->file);
  g_clear_error (&answer->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

static void
applied_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  Answer *answer = data;

  answer->transaction = sl_store_apply_finish (SL_STORE (source), result, &answer->error);
  answer->done = TRUE;
}

static void
copied_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  Answer *answer = data;

  answer->file = sl_papers_make_copy_finish (SL_CONTEXT (source), result, &answer->error);
  answer->done = TRUE;
}

static GListStore *
list_files (const char *first,
            const char *second)
{
  GListStore *files = g_list_store_new (G_TYPE_FILE);
  const char *paths[] = { first, second };

  for (guint i = 0; i < 2 && paths[i] != NULL; i++)
    {
      g_autoptr (GFile) file = g_file_new_for_path (paths[i]);

      g_list_store_append (files, file);
    }
  return files;
}

static GPtrArray *
get_documents (SlContext  *context,
               const char *application)
{
  return sl_core_test_read_children (context, SL_KIND_DOCUMENT, application);
}

static void
test_attach (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *application = sl_core_test_add (context, "Torvmark", "Baker", SL_STATUS_APPLIED);
  g_autofree char *resume = sl_test_tmp_file ("My CV.pdf", "cv", -1);
  g_autofree char *letter = sl_test_tmp_file ("letter.txt", "letter", -1);
  g_autoptr (GListStore) files = list_files (resume, letter);
  g_auto (Answer) answer = { 0 };
  g_auto (Answer) copy = { 0 };

  sl_papers_attach_async (context, application, NULL, G_LIST_MODEL (files), NULL, applied_cb, &answer);
  sl_core_test_wait_for (&answer.done);
  g_assert_no_error (answer.error);
  g_autofree char *words = sl_deed_describe (answer.transaction);
  g_assert_cmpstr (words, ==, "Attached 2 files");

  g_autoptr (GPtrArray) documents = get_documents (context, application);
  g_assert_cmpuint (documents->len, ==, 2);
  SlRecord *first = documents->pdata[0];
  g_assert_cmpstr (sl_record_get_text (first, SL_DOCUMENT_NAME), ==, "My CV");
  g_assert_cmpstr (sl_record_get_text (first, SL_DOCUMENT_TYPE), ==, "Resume");
  g_assert_cmpstr (sl_papers_get_file_name (first), ==, "My CV.pdf");
  g_assert_cmpint (sl_papers_get_size (first), ==, 2);

  sl_papers_make_copy_async (context, first, NULL, copied_cb, &copy);
  sl_core_test_wait_for (&copy.done);
  g_assert_no_error (copy.error);
  g_autofree char *base = g_file_get_basename (copy.file);
  g_assert_cmpstr (base, ==, "My CV.pdf");

  g_object_unref (sl_store_undo (sl_context_get_store (context), NULL));
  g_autoptr (GPtrArray) none = get_documents (context, application);
  g_assert_cmpuint (none->len, ==, 0);
  sl_core_test_close (context);
}

static void
test_all_or_none (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *application = sl_core_test_add (context, "Torvmark", "Baker", SL_STATUS_APPLIED);
  g_autofree char *resume = sl_test_tmp_file ("My CV.pdf", "cv", -1);
  g_autofree char *empty = sl_test_tmp_file ("empty.txt", "", 0);
  g_autoptr (GListStore) files = list_files (resume, empty);
  g_auto (Answer) answer = { 0 };

  sl_papers_attach_async (context, application, NULL, G_LIST_MODEL (files), NULL, applied_cb, &answer);
  sl_core_test_wait_for (&answer.done);
  g_assert_error (answer.error, SL_ERROR, SL_ERROR_INVALID);
  g_assert_cmpstr (answer.error->message, ==, "Nothing was attached. “empty.txt” is empty, so there is nothing to keep.");
  g_autoptr (GPtrArray) none = get_documents (context, application);
  g_assert_cmpuint (none->len, ==, 0);
  sl_core_test_close (context);
}

static void
test_types (void)
{
  static const struct { const char *name; const char *type; } cases[] = {
    { "CV.pdf", "Resume" }, { "my_cv-2026.pdf", "Resume" }, { "Résumé.pdf", "Resume" }, { "Lebenslauf.odt", "Resume" }, { "Cover Letter.pdf", "Cover Letter" },
    { "Anschreiben_Resume.pdf", "Cover Letter" }, { "Arbeitszeugnis.pdf", "Reference" }, { "portfolio.zip", "Portfolio" }, { "cvs.txt", "Other" }, { "", "Other" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (sl_papers_guess_type (cases[i].name), ==, cases[i].type);
}

static void
test_replace (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *one = sl_test_tmp_file ("one.pdf", "one", -1);
  g_autofree char *two = sl_test_tmp_file ("two.pdf", "second", -1);
  g_autoptr (GFile) first = g_file_new_for_path (one);
  g_autoptr (GFile) second = g_file_new_for_path (two);
  g_autoptr (SlAttachment) attachment = sl_attachment_keep (sl_context_get_data_dir (context), first, NULL, NULL);
  g_autofree char *id = NULL;
  g_auto (Answer) answer = { 0 };

  g_object_unref (sl_core_test_apply (context, sl_deed_add_resume (NULL, attachment, &id)));
  g_autoptr (SlRecord) before = sl_core_test_read (context, SL_KIND_RESUME_VERSION, id);
  g_assert_cmpstr (sl_record_get_text (before, SL_RESUME_VERSION_NAME), ==, "one");
  sl_papers_replace_file_async (context, SL_KIND_RESUME_VERSION, id, second, NULL, applied_cb, &answer);
  sl_core_test_wait_for (&answer.done);
  g_assert_no_error (answer.error);
  g_autoptr (SlRecord) after = sl_core_test_read (context, SL_KIND_RESUME_VERSION, id);
  g_assert_cmpstr (sl_papers_get_file_name (after), ==, "two.pdf");
  g_assert_cmpint (sl_papers_get_size (after), ==, 6);
  g_assert_cmpstr (sl_papers_get_hash (after), !=, sl_papers_get_hash (before));
  sl_core_test_close (context);
}

static gpointer
read_uses (SlConnection *connection,
           gpointer      data,
           GCancellable *cancellable,
           GError      **error)
{
  return sl_resume_use_read (connection, *(SlDay *) data, error);
}

static void
test_resume_use (void)
{
  SlContext *context = sl_core_test_open ();
  static const char *const statuses[] = { SL_STATUS_APPLIED, SL_STATUS_INTERVIEWING, SL_STATUS_SAVED, SL_STATUS_OFFER };
  SlDay today = sl_context_get_today (context);
  g_autofree char *id = NULL;
  g_autoptr (GHashTable) uses = NULL;
  g_auto (SlValue) value = SL_VALUE_INIT;

  g_object_unref (sl_core_test_apply (context, sl_deed_add_resume ("Short", NULL, &id)));
  sl_value_set_text (&value, id);
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autofree char *application = sl_core_test_add (context, "Torvmark", "Baker", statuses[i]);

      g_object_unref (sl_core_test_apply (context, sl_deed_edit (SL_KIND_APPLICATION, (const char *[]) { application, NULL }, SL_APPLICATION_RESUME_VERSION_ID, &value)));
      /* A rejection after an interview was an answer all the same. */
      if (g_str_equal (statuses[i], SL_STATUS_INTERVIEWING))
        g_object_unref (sl_core_test_apply (context, sl_deed_set_status ((const char *[]) { application, NULL }, SL_STATUS_REJECTED, NULL)));
    }
  g_autofree char *unused = sl_core_test_add (context, "Birch", "Baker", SL_STATUS_OFFER);

  uses = sl_store_read (sl_context_get_store (context), read_uses, &today, NULL);
  g_assert_cmpuint (g_hash_table_size (uses), ==, 1);
  SlResumeUse *use = g_hash_table_lookup (uses, id);
  g_assert_cmpuint (use->n_used, ==, 4);
  g_assert_cmpuint (use->response.of, ==, 3);
  g_assert_cmpuint (use->response.n, ==, 2);
  g_assert_cmpuint (use->applications->len, ==, 4);
  sl_core_test_close (context);
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);

  g_test_add_func ("/core/papers/attach", test_attach);
  g_test_add_func ("/core/papers/all-or-none", test_all_or_none);
  g_test_add_func ("/core/papers/types", test_types);
  g_test_add_func ("/core/papers/replace", test_replace);
  g_test_add_func ("/core/papers/resume-use", test_resume_use);

  return g_test_run ();
}
