/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records from JSON: into an empty store, into one that has some of them, broken ones, and a server's lists. */
#include "config.h"

#include <string.h>

#include "import-fixture.h"
#include "sl-attachment.h"
#include "sl-error.h"
#include "sl-store-query.h"

#define HEAD "{\"format\": \"shortlist-export\", \"version\": 1, "
#define A1 "11111111-1111-4111-8111-111111111111"
#define A2 "22222222-2222-4222-8222-222222222222"
#define T1 "33333333-3333-4333-8333-333333333333"
#define S1 "44444444-4444-4444-8444-444444444444"
#define X1 "55555555-5555-4555-8555-555555555555"
#define X2 "66666666-6666-4666-8666-666666666666"

static SlImportPlan *
plan_text (ImportFixture *fixture,
           const char    *text)
{
  SlImportPlan *plan;

  import_load (fixture, "test.json", text, -1);
  g_assert_cmpint (sl_import_get_format (fixture->import), ==, SL_IMPORT_FORMAT_EXPORT);
  plan = import_plan (fixture);
  g_assert_true (sl_import_plan_is_export (plan));
  return plan;
}

static void
run (ImportFixture *fixture,
     SlImportPlan  *plan,
     gboolean       replace)
{
  SlImportChoices choices = { TRUE, FALSE, replace };
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = sl_import_run (fixture->import, plan, &choices, &error);

  g_assert_no_error (error);
}

static void
assert_counts (SlImportPlan *plan,
               SlKind        kind,
               guint         n_new,
               guint         n_same,
               guint         n_differing,
               guint         n_unusable)
{
  const SlImportKindCount *count = sl_import_plan_get_kind_count (plan, kind);

  g_assert_cmpuint (count->n_new, ==, n_new);
  g_assert_cmpuint (count->n_same, ==, n_same);
  g_assert_cmpuint (count->n_differing, ==, n_differing);
  g_assert_cmpuint (count->n_unusable, ==, n_unusable);
}

static const char small_export[] =
  HEAD "\"applications\": [{\"id\": \"" A1 "\", \"company_name\": \"Acme\", \"role_title\": \"Engineer\", \"status\": \"Applied\", \"created_at\": \"2026-01-02T03:04:05.000006Z\","
  " \"notes\": \"a \\\"quoted\\\" [x] {y} \\\\ line\"}],"
  " \"stages\": [{\"id\": \"" S1 "\", \"application_id\": \"" A1 "\", \"stage_name\": \"Call\"}],"
  " \"tags\": [{\"id\": \"" T1 "\", \"name\": \"Dream\"}],"
  " \"tag_assignments\": [{\"id\": \"" X1 "\", \"application_id\": \"" A1 "\", \"tag_id\": \"" T1 "\"}], \"more\": {\"nested\": [1, 2, {}]}}";

static void
test_export (ImportFixture *fixture,
             gconstpointer  data)
{
  g_autoptr (SlImportPlan) plan = plan_text (fixture, small_export);
  g_autoptr (SlRecord) read = NULL;

  assert_counts (plan, SL_KIND_APPLICATION, 1, 0, 0, 0);
  assert_counts (plan, SL_KIND_STAGE, 1, 0, 0, 0);
  assert_counts (plan, SL_KIND_TAG, 1, 0, 0, 0);
  assert_counts (plan, SL_KIND_TAG_ASSIGNMENT, 1, 0, 0, 0);
  run (fixture, plan, FALSE);
  read = sl_core_test_read (fixture->context, SL_KIND_APPLICATION, A1);
  g_assert_cmpstr (sl_record_get_text (read, SL_APPLICATION_NOTES), ==, "a \"quoted\" [x] {y} \\ line");
  /* No automatic move: neither the round nor the status changes what the file says. */
  g_assert_cmpstr (sl_record_get_text (read, SL_APPLICATION_STATUS), ==, "Applied");
  g_assert_true (sl_record_is_null (read, SL_APPLICATION_APPLIED_DATE));
  g_assert_cmpint (sl_record_get_integer (read, SL_FIELD_CREATED_AT, 0) % G_USEC_PER_SEC, ==, 6);
}

static void
test_again (ImportFixture *fixture,
            gconstpointer  data)
{
  g_autoptr (SlImportPlan) first = plan_text (fixture, small_export);
  g_autoptr (SlImportPlan) second = NULL;
  g_autoptr (SlImportPlan) third = NULL;
  g_autoptr (SlRecord) kept = NULL;
  g_autoptr (SlRecord) replaced = NULL;
  static const char differing[] = HEAD "\"applications\": [{\"id\": \"" A1 "\", \"company_name\": \"Acme\", \"role_title\": \"Director\", \"created_at\": \"2026-01-02T03:04:05.000006Z\"}]}";
  SlImportChoices replace = { TRUE, FALSE, TRUE };

  run (fixture, first, FALSE);
  second = plan_text (fixture, small_export);
  assert_counts (second, SL_KIND_APPLICATION, 0, 1, 0, 0);
  assert_counts (second, SL_KIND_TAG, 0, 1, 0, 0);
  g_assert_cmpuint (sl_import_plan_count_imported (second, &replace), ==, 0);

  third = plan_text (fixture, differing);
  assert_counts (third, SL_KIND_APPLICATION, 0, 0, 1, 0);
  g_assert_cmpuint (sl_import_plan_count_imported (third, &SL_IMPORT_CHOICES_DEFAULT), ==, 0);
  g_assert_cmpuint (sl_import_plan_count_imported (third, &replace), ==, 1);
  run (fixture, third, FALSE);
  kept = sl_core_test_read (fixture->context, SL_KIND_APPLICATION, A1);
  g_assert_cmpstr (sl_record_get_text (kept, SL_APPLICATION_ROLE_TITLE), ==, "Engineer");
  run (fixture, third, TRUE);
  replaced = sl_core_test_read (fixture->context, SL_KIND_APPLICATION, A1);
  g_assert_cmpstr (sl_record_get_text (replaced, SL_APPLICATION_ROLE_TITLE), ==, "Director");
}

/* As an old file says it would go for good at midnight; it keeps its time in the Trash, or gets a new one. */
static void
test_not_purged (ImportFixture *fixture,
                 gconstpointer  data)
{
  static const char old[] = HEAD "\"applications\": ["
    "{\"id\": \"" A1 "\", \"company_name\": \"Acme\", \"role_title\": \"Engineer\", \"created_at\": \"2020-01-02T03:04:05Z\", \"deleted_at\": \"2020-01-03T03:04:05Z\"},"
    "{\"id\": \"" A2 "\", \"company_name\": \"Globex\", \"role_title\": \"Designer\", \"created_at\": \"2020-01-02T03:04:05Z\"}]}";
  SlClock *clock = sl_context_get_clock (fixture->context);
  gint64 then = sl_clock_get_now (clock);
  g_autoptr (SlImportPlan) first = plan_text (fixture, old);
  g_autoptr (SlImportPlan) again = NULL;
  g_autoptr (SlRecord) record = NULL;

  assert_counts (first, SL_KIND_APPLICATION, 2, 0, 0, 0);
  run (fixture, first, TRUE);
  record = sl_core_test_read (fixture->context, SL_KIND_APPLICATION, A1);
  g_assert_cmpint (sl_record_get_integer (record, SL_FIELD_DELETED_AT, 0), ==, then);

  sl_clock_advance (clock, 3 * G_TIME_SPAN_DAY);
  again = plan_text (fixture, old);
  assert_counts (again, SL_KIND_APPLICATION, 0, 2, 0, 0);
}

static void
test_tags_by_name (ImportFixture *fixture,
                   gconstpointer  data)
{
  g_autofree char *id = NULL;
  g_autoptr (SlTransaction) created = sl_core_test_apply (fixture->context, sl_deed_create_tag ("dream", "#3584e4", NULL, &id));
  g_autoptr (SlImportPlan) plan = plan_text (fixture, small_export);
  g_autoptr (SlRecord) assignment = NULL;

  assert_counts (plan, SL_KIND_TAG, 0, 1, 0, 0);
  run (fixture, plan, FALSE);
  assignment = sl_core_test_read (fixture->context, SL_KIND_TAG_ASSIGNMENT, X1);
  g_assert_cmpstr (sl_record_get_text (assignment, SL_TAG_ASSIGNMENT_TAG_ID), ==, id);
}

static void
test_bad_records (ImportFixture *fixture,
                  gconstpointer  data)
{
  g_autofree char *company = g_strnfill (300, 'c');
  g_autofree char *text = g_strdup_printf (HEAD "\"applications\": [{\"id\": \"" A1 "\", \"company_name\": \"Acme\", \"role_title\": \"Engineer\", \"resume_version_id\": \"" X2 "\"},"
                                                "{\"id\": \"" A2 "\", \"company_name\": \"%s\", \"role_title\": \"Engineer\"},"
                                                "{\"id\": \"" X1 "\", \"role_title\": \"No company\"},"
                                                "{\"id\": \"" A1 "\", \"company_name\": \"Twice\", \"role_title\": \"Engineer\"},"
                                                "{\"id\": \"" X2 "\", \"company_name\": 12, \"role_title\": \"Engineer\", \"salary_min\": \"much\"}],"
                                                "\"stages\": [{\"id\": \"" S1 "\", \"application_id\": \"" A2 "\", \"stage_name\": \"Call\"}]}",
                                           company);
  g_autoptr (SlImportPlan) plan = plan_text (fixture, text);

  assert_counts (plan, SL_KIND_APPLICATION, 1, 0, 0, 4);
  assert_counts (plan, SL_KIND_STAGE, 0, 0, 0, 1);
  /* four bad ones, the missing résumé, and the round whose application couldn't stand */
  g_assert_cmpuint (sl_import_plan_get_n_issues (plan), ==, 6);
  run (fixture, plan, FALSE);
}

static void
test_server_list (ImportFixture *fixture,
                  gconstpointer  data)
{
  g_autoptr (SlImportPlan) plan = plan_text (fixture,
                                             "[{\"id\": \"" A1 "\", \"company_name\": \"Acme\", \"role_title\": \"Engineer\", \"status\": \"Shortlisted\", \"applied_source\": \"LinkedIn\","
                                             "\"created_at\": \"2026-03-14T03:30:00.250000Z\", \"updated_at\": \"2026-03-14T03:30:00Z\", \"user_id\": \"u\","
                                             "\"stages\": [{\"id\": \"" S1 "\", \"application_id\": \"" A1 "\", \"stage_name\": \"Call\", \"stage_type\": \"Technical\", \"questions_asked\": [\"Why?\"]}],"
                                             "\"outcome\": {\"id\": \"" X1 "\", \"salary\": 100000, \"status\": \"Offer\"},"
                                             "\"reflection\": null, \"tags\": [{\"tag\": {\"id\": \"" T1 "\", \"name\": \"Dream\"}}]},"
                                             "{\"id\": \"" A2 "\", \"company_name\": \"Globex\", \"role_title\": \"Designer\", \"created_at\": \"2026-03-14T03:30:00Z\", \"stages\": [],"
                                             "\"tags\": [{\"id\": \"" T1 "\", \"name\": \"Dream\"}]}]");
  g_autoptr (SlRecord) application = NULL;
  g_autoptr (SlRecord) outcome = NULL;

  assert_counts (plan, SL_KIND_APPLICATION, 2, 0, 0, 0);
  assert_counts (plan, SL_KIND_STAGE, 1, 0, 0, 0);
  assert_counts (plan, SL_KIND_OUTCOME, 1, 0, 0, 0);
  assert_counts (plan, SL_KIND_REFLECTION, 0, 0, 0, 0);
  assert_counts (plan, SL_KIND_TAG, 1, 0, 0, 0);
  assert_counts (plan, SL_KIND_TAG_ASSIGNMENT, 2, 0, 0, 0);
  run (fixture, plan, FALSE);
  application = sl_core_test_read (fixture->context, SL_KIND_APPLICATION, A1);
  /* A word that isn't known here stays as it came. */
  g_assert_cmpstr (sl_record_get_text (application, SL_APPLICATION_STATUS), ==, "Shortlisted");
  g_assert_cmpstr (sl_record_get_text (application, SL_APPLICATION_SOURCE), ==, "LinkedIn");
  outcome = sl_core_test_read (fixture->context, SL_KIND_OUTCOME, X1);
  g_assert_cmpstr (sl_record_get_text (outcome, SL_OUTCOME_APPLICATION_ID), ==, A1);
}

static void
test_broken_files (ImportFixture *fixture,
                   gconstpointer  data)
{
  static const char *const broken[] = {
    HEAD "\"applications\": [{\"id\": 1}",
    HEAD "\"applications\": [{\"id\": 1},]} x",
    HEAD "\"applications\": [{\"id\": \"unclosed}]}",
    HEAD "\"applications\" [{}]}",
    "{\"format\": \"shortlist-export\", \"version\": 1",
    "{\"a\": 1}",
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) newer = g_bytes_new_static ("{\"format\": \"shortlist-export\", \"version\": 99, \"applications\": []}", 66);

  for (gsize i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (broken[i], strlen (broken[i]));

      g_test_message ("%s", broken[i]);
      g_assert_false (sl_import_load_bytes (fixture->import, bytes, NULL, &error));
      g_assert_error (error, SL_ERROR, SL_ERROR_PARSE);
      g_clear_error (&error);
    }
  g_assert_false (sl_import_load_bytes (fixture->import, newer, NULL, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_UNSUPPORTED);
}

/* What is sound, but no export: nothing is said of broken lines. */
static void
test_other_json (ImportFixture *fixture,
                 gconstpointer  data)
{
  static const char *const others[] = { "{}", " { }\n", "[]", "[1, 2]", "\"x\"", "null\n", "{\"version\": 1, \"contacts\": []}" };

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (others[i], strlen (others[i]));
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", others[i]);
      g_assert_false (sl_import_load_bytes (fixture->import, bytes, NULL, &error));
      g_assert_error (error, SL_ERROR, SL_ERROR_PARSE);
      g_assert_cmpstr (error->message, ==, "This JSON file isn’t an export of Shortlist, and holds no list of applications.");
    }
}

static void
assert_left (SlImportPlan *plan,
             guint         n,
             const char   *first)
{
  g_assert_cmpuint (sl_import_plan_get_n_left_lists (plan), ==, n);
  g_assert_cmpuint (sl_import_plan_get_n_issues (plan), ==, n);
  if (n > 0)
    g_assert_nonnull (strstr (sl_import_plan_get_issue (plan, 0)->message, first));
}

/* Without the mark of an export only the applications are taken; that the rest isn't is said, and why. */
static void
test_left_lists (ImportFixture *fixture,
                 gconstpointer  data)
{
  g_autoptr (SlImportPlan) plan = NULL;
  g_autoptr (SlImportPlan) other = NULL;
  g_autoptr (SlImportPlan) export = NULL;

  import_load (fixture, "test.json",
               "{\"applications\": [{\"company_name\": \"Acme\", \"role_title\": \"Engineer\"}],"
               " \"contacts\": [{\"name\": \"x\"}, {\"name\": \"y\"}], \"tags\": [], \"letters\": [{\"text\": \"z\"}]}", -1);
  g_assert_cmpint (sl_import_get_format (fixture->import), ==, SL_IMPORT_FORMAT_TABLE);
  plan = import_plan (fixture);
  assert_left (plan, 2, "contacts");
  g_assert_nonnull (strstr (sl_import_plan_get_issue (plan, 0)->message, "with 2 entries is left out"));
  g_assert_nonnull (strstr (sl_import_plan_get_issue (plan, 1)->message, "letters"));

  /* The first list of another program's file stands for the applications. */
  import_load (fixture, "test.json", "{\"jobs\": [{\"Company\": \"Acme\", \"Role\": \"Engineer\"}], \"letters\": [{\"text\": \"z\"}]}", -1);
  other = import_plan (fixture);
  assert_left (other, 1, "letters");

  export = plan_text (fixture, small_export);
  assert_left (export, 0, NULL);
}

static void
test_deep_nesting (ImportFixture *fixture,
                   gconstpointer  data)
{
  g_autoptr (GString) text = g_string_new (HEAD "\"junk\": ");
  g_autoptr (SlImportPlan) plan = NULL;

  /* The scan doesn't recurse. */
  for (int i = 0; i < 200000; i++)
    g_string_append_c (text, '[');
  for (int i = 0; i < 200000; i++)
    g_string_append_c (text, ']');
  g_string_append (text, ", \"applications\": []}");
  plan = plan_text (fixture, text->str);
  assert_counts (plan, SL_KIND_APPLICATION, 0, 0, 0, 0);
}

/* JSON has no files: a paper whose file isn't here comes without it, one whose file is here keeps it. */
static void
test_attached_files (ImportFixture *fixture,
                     gconstpointer  data)
{
  g_autoptr (GBytes) paper = g_bytes_new_static ("paper", 5);
  g_autoptr (SlAttachment) attachment = sl_attachment_keep_bytes (sl_context_get_data_dir (fixture->context), "paper.txt", paper, NULL);
  const char *hash = sl_attachment_get_hash (attachment);
  g_autofree char *lost = g_strnfill (64, 'a');
  g_autofree char *text = g_strdup_printf (HEAD "\"resume_versions\": ["
                                           "{\"id\": \"" X1 "\", \"version_name\": \"Here\", \"file_hash\": \"%s\", \"file_name\": \"paper.txt\"},"
                                           "{\"id\": \"" X2 "\", \"version_name\": \"Lost\", \"file_hash\": \"%s\", \"file_name\": \"lost.txt\"}]}",
                                           hash, lost);
  g_autoptr (SlImportPlan) plan = plan_text (fixture, text);

  g_assert_cmpuint (sl_import_plan_get_n_issues (plan), ==, 1);
  run (fixture, plan, FALSE);
  g_autoptr (SlRecord) here = sl_core_test_read (fixture->context, SL_KIND_RESUME_VERSION, X1);
  g_autoptr (SlRecord) gone = sl_core_test_read (fixture->context, SL_KIND_RESUME_VERSION, X2);
  g_assert_cmpstr (sl_record_get_text (here, SL_RESUME_VERSION_FILE_HASH), ==, hash);
  g_assert_null (sl_record_get_text (gone, SL_RESUME_VERSION_FILE_HASH));
  g_assert_cmpstr (sl_record_get_text (gone, SL_RESUME_VERSION_FILE_NAME), ==, "lost.txt");
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);

  IMPORT_TEST ("json/export", test_export);
  IMPORT_TEST ("json/again", test_again);
  IMPORT_TEST ("json/not-purged", test_not_purged);
  IMPORT_TEST ("json/tags-by-name", test_tags_by_name);
  IMPORT_TEST ("json/bad-records", test_bad_records);
  IMPORT_TEST ("json/server-list", test_server_list);
  IMPORT_TEST ("json/broken-files", test_broken_files);
  IMPORT_TEST ("json/other-json", test_other_json);
  IMPORT_TEST ("json/left-lists", test_left_lists);
  IMPORT_TEST ("json/deep-nesting", test_deep_nesting);
  IMPORT_TEST ("json/attached-files", test_attached_files);

  return g_test_run ();
}
