/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a record of any kind is called where it stands beside others. */

#define G_LOG_DOMAIN "test-record-name"

#include "config.h"

#include "sl-core-test.h"
#include "sl-private-record.h"
#include "sl-private.h"
#include "sl-record-name.h"

typedef struct {
  SlKind kind;
  const char *id;
} Wanted;

static gpointer
read_cb (SlConnection *connection,
         gpointer      data,
         GCancellable *cancellable,
         GError      **error)
{
  Wanted *wanted = data;

  return sl_record_name_read (connection, wanted->kind, wanted->id, error);
}

static char *
describe (SlContext  *context,
          SlKind      kind,
          const char *id)
{
  Wanted wanted = { kind, id };
  g_autoptr (GError) error = NULL;
  g_autoptr (SlRecordName) name = sl_store_read (sl_context_get_store (context), read_cb, &wanted, &error);

  g_assert_no_error (error);
  return sl_private_record_describe (name);
}

#define assert_described(context, kind, id, words) \
  G_STMT_START { g_autofree char *_said = describe (context, kind, id); g_assert_cmpstr (_said, ==, words); } G_STMT_END

static char *
add_of (SlContext  *context,
        SlKind      kind,
        const char *application,
        guint       field,
        const char *text)
{
  SlRecord *record = sl_record_new (kind);

  sl_record_set_text (record, sl_kind_find_field (kind, "application-id"), application);
  if (text != NULL)
    sl_record_set_text (record, field, text);
  return sl_core_test_add_record (context, record);
}

static void
test_describes (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *application = sl_core_test_add (context, "Torvmark", "Baker", SL_STATUS_APPLIED);
  g_autofree char *round = add_of (context, SL_KIND_STAGE, application, SL_STAGE_NAME, "Second round");
  g_autofree char *offer = add_of (context, SL_KIND_OUTCOME, application, 0, NULL);
  g_autofree char *contact = add_of (context, SL_KIND_CONTACT, NULL, SL_CONTACT_NAME, "Recruiter");
  SlRecord *record = sl_record_new (SL_KIND_TAG);
  g_autofree char *tag = NULL;
  g_autofree char *assignment = NULL;
  const char *ids[] = { application, NULL };

  sl_record_set_text (record, SL_TAG_NAME, "Dream");
  tag = sl_core_test_add_record (context, record);
  assignment = add_of (context, SL_KIND_TAG_ASSIGNMENT, application, SL_TAG_ASSIGNMENT_TAG_ID, tag);

  assert_described (context, SL_KIND_APPLICATION, application, "Baker at Torvmark");
  assert_described (context, SL_KIND_STAGE, round, "Second round (Torvmark)");
  assert_described (context, SL_KIND_OUTCOME, offer, "Baker at Torvmark");
  assert_described (context, SL_KIND_CONTACT, contact, "Recruiter");
  assert_described (context, SL_KIND_TAG, tag, "Dream");
  assert_described (context, SL_KIND_TAG_ASSIGNMENT, assignment, "Dream (Torvmark)");

  /* In the Trash as well; of what is nowhere any more only the kind is known. */
  g_object_unref (sl_core_test_apply (context, sl_deed_trash (SL_KIND_APPLICATION, ids, sl_context_get_clock (context))));
  assert_described (context, SL_KIND_STAGE, round, "Second round (Torvmark)");
  assert_described (context, SL_KIND_STAGE, "nowhere", sl_kind_get_info (SL_KIND_STAGE)->label);
  sl_core_test_close (context);
}

static void
test_keeps_private (void)
{
  SlContext *context = sl_core_test_open ();
  g_autofree char *application = sl_core_test_add (context, "Torvmark", "Baker", SL_STATUS_APPLIED);
  g_autofree char *round = add_of (context, SL_KIND_STAGE, application, SL_STAGE_NAME, "Call with Torvmark");

  sl_private_set (SL_PRIVATE_NAMES);
  assert_described (context, SL_KIND_APPLICATION, application, "Baker at Company 1");
  assert_described (context, SL_KIND_STAGE, round, SL_PRIVATE_HIDDEN " (Company 1)");
  sl_private_set (0);
  sl_core_test_close (context);
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);
  g_test_add_func ("/record-name/describes", test_describes);
  g_test_add_func ("/record-name/keeps-private", test_keeps_private);
  return g_test_run ();
}
