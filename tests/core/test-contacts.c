/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "sl-contacts.h"
#include "sl-core-test.h"
#include "sl-error.h"

static SlRecord *
add_contact (SlContext  *context,
             const char *name,
             const char *email)
{
  SlRecord *contact = sl_record_new (SL_KIND_CONTACT);

  sl_record_set_text (contact, SL_CONTACT_NAME, name);
  sl_record_set_text (contact, SL_CONTACT_EMAIL, email);
  g_object_unref (sl_core_test_apply (context, sl_deed_add (contact)));
  return contact;
}

static void
test_touch (void)
{
  SlContext *context = sl_core_test_open ();
  g_autoptr (SlRecord) contact = add_contact (context, "HR office", NULL);
  SlDay today = sl_context_get_today (context);
  g_autoptr (SlTransaction) transaction = sl_core_test_apply (context, sl_deed_touch (contact, today));
  g_autoptr (SlRecord) after = sl_core_test_read (context, SL_KIND_CONTACT, sl_record_get_id (contact));
  g_autoptr (GError) error = NULL;

  sl_core_test_assert_words (g_steal_pointer (&transaction), "Noted that you were in touch with HR office", "Undo noting the contact with HR office");
  g_assert_cmpstr (sl_record_get_text (after, SL_CONTACT_LAST_CONTACTED), ==, "2026-03-16");
  g_object_unref (sl_store_undo (sl_context_get_store (context), &error));
  g_assert_no_error (error);
  g_autoptr (SlRecord) back = sl_core_test_read (context, SL_KIND_CONTACT, sl_record_get_id (contact));
  g_assert_null (sl_record_get_text (back, SL_CONTACT_LAST_CONTACTED));
  sl_core_test_close (context);
}

typedef struct {
  gboolean done;
  SlContactImport *import;
  GError *error;
} Read;

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  Read *read = data;

  read->import = sl_contact_import_read_finish (SL_CONTEXT (source), result, &read->error);
  read->done = TRUE;
}

static SlContactImport *
read_file (SlContext   *context,
           const char  *path,
           GError     **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  Read read = { 0 };

  sl_contact_import_read_async (context, file, NULL, read_cb, &read);
  sl_core_test_wait_for (&read.done);
  if (read.error != NULL)
    g_propagate_error (error, read.error);
  return read.import;
}

static void
test_import (void)
{
  SlContext *context = sl_core_test_open ();
  g_autoptr (SlRecord) known = add_contact (context, "HR Office", "hr@torvmark.example");
  g_autofree char *path = sl_test_tmp_file ("people.vcf",
                                            "BEGIN:VCARD\nFN:hr office\nEMAIL:HR@torvmark.example\nEND:VCARD\n"
                                            "BEGIN:VCARD\nFN:Recruiter\nCATEGORIES:recruiter\nORG:Agency\nEND:VCARD\n"
                                            "BEGIN:VCARD\nFN:Recruiter\nORG:Agency\nEND:VCARD\n"
                                            "BEGIN:VCARD\nFN:Recruiter\nORG:Other agency\nEND:VCARD\n"
                                            "BEGIN:VCARD\nNOTE:nobody\nEND:VCARD\n", -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (SlContactImport) import = read_file (context, path, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (import->contacts->len, ==, 2);
  g_assert_cmpuint (import->n_known, ==, 2);
  g_assert_cmpuint (import->n_nameless, ==, 1);
  g_assert_cmpstr (sl_record_get_text (import->contacts->pdata[0], SL_CONTACT_TYPE), ==, "Recruiter");

  g_autofree char *application = sl_core_test_add (context, "Torvmark", "Baker", SL_STATUS_APPLIED);
  g_autoptr (SlTransaction) transaction = sl_core_test_apply (context, sl_deed_import_contacts (import, application));
  sl_core_test_assert_words (g_steal_pointer (&transaction), "Imported 2 people", "Undo importing 2 people");
  g_autoptr (SlRecord) linked = sl_core_test_read (context, SL_KIND_CONTACT, sl_record_get_id (import->contacts->pdata[1]));
  g_assert_cmpstr (sl_record_get_text (linked, SL_CONTACT_APPLICATION_ID), ==, application);

  /* Its own export brings nobody in twice, whatever was changed since. */
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  g_ptr_array_add (all, known);
  g_autoptr (GBytes) vcards = sl_contacts_to_vcards (all, SL_VCARD_4_0);
  g_autofree char *own = sl_test_tmp_file ("own.vcf", g_bytes_get_data (vcards, NULL), (gssize) g_bytes_get_size (vcards));
  SlValue name = SL_VALUE_INIT;
  sl_value_set_text (&name, "Front office");
  g_object_unref (sl_core_test_apply (context, sl_deed_edit (SL_KIND_CONTACT, (const char *[]) { sl_record_get_id (known), NULL }, SL_CONTACT_NAME, &name)));
  sl_value_clear (&name);
  g_autoptr (SlContactImport) again = read_file (context, own, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->contacts->len, ==, 0);
  g_assert_cmpuint (again->n_known, ==, 1);

  g_assert_null (read_file (context, "/nowhere.vcf", &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_NOT_FOUND);
  sl_core_test_close (context);
}

/* What a field doesn't take is kept where a person can read it. */
static void
test_odd_values (void)
{
  g_autofree char *long_name = g_strnfill (300, 'n');
  const SlVcard card = {
    .name = long_name, .phone = (char *) "ask the desk for extension number twelve, please, thank you, bye",
    .linkedin = (char *) "https://linkedin.com/in/x", .organization = (char *) "Two\nlines", .category = (char *) "Friends", .note = (char *) "Met at the fair",
  };
  g_autoptr (SlRecord) contact = sl_contact_from_vcard (&card);
  const char *notes = sl_record_get_text (contact, SL_CONTACT_NOTES);
  g_autoptr (GError) error = NULL;

  g_assert_true (sl_record_check (contact, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (strlen (sl_record_get_text (contact, SL_CONTACT_NAME)), ==, 255);
  g_assert_null (sl_record_get_text (contact, SL_CONTACT_PHONE));
  g_assert_cmpstr (sl_record_get_text (contact, SL_CONTACT_COMPANY), ==, "Two lines");
  g_assert_cmpstr (sl_record_get_text (contact, SL_CONTACT_TYPE), ==, "Other");
  g_assert_true (g_str_has_prefix (notes, "Met at the fair\n"));
  g_assert_nonnull (strstr (notes, "ask the desk"));
  g_assert_nonnull (strstr (notes, long_name));
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);

  g_test_add_func ("/core/contacts/touch", test_touch);
  g_test_add_func ("/core/contacts/import", test_import);
  g_test_add_func ("/core/contacts/odd-values", test_odd_values);

  return g_test_run ();
}
