/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Input that nobody meant: random and damaged bytes for imports, queries, the search field and the data file. Nothing may
 * crash, hang or be lost; each either works or is refused with a sentence. Seeded by GLib's test framework (the seed is
 * printed; --seed repeats a run). SL_HOSTILE_ROUNDS sets how many rounds each test makes. */

#define G_LOG_DOMAIN "test-hostile"

#include "config.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "sl-backup.h"
#include "sl-context.h"
#include "sl-csv.h"
#include "sl-deeds.h"
#include "sl-error.h"
#include "sl-export.h"
#include "sl-import.h"
#include "sl-kinds.h"
#include "sl-query.h"
#include "sl-store-query.h"
#include "sl-test.h"

#define USUAL_ROUNDS 90

static guint
get_rounds (void)
{
  const char *text = g_getenv ("SL_HOSTILE_ROUNDS");
  return text != NULL ? (guint) atoi (text) : USUAL_ROUNDS;
}

static int
dice (int sides)
{
  return g_test_rand_int_range (0, sides);
}

/* Every refusal is Shortlist's own, in valid text that ends as a sentence. */
static void
assert_told (const GError *error)
{
  g_assert_nonnull (error);
  if (error->domain != SL_ERROR)
    g_error ("Not for people: %s", error->message);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_cmpuint (strlen (error->message), >, 10);
}

/* Bytes */

static GByteArray *
bytes_new (const char *text)
{
  GByteArray *bytes = g_byte_array_new ();
  return g_byte_array_append (bytes, (const guint8 *) text, (guint) strlen (text));
}

static void
damage (GByteArray *bytes)
{
  static const char *const morsels[] = { "\"", ",", ";", "\n", "\r\n", "\t", "\\", "\xff", "\xef\xbb\xbf", "\xff\xfe", "{", "}", "[", "]", ":",
                                         "null", "1e999", "-9223372036854775809", "\\ud800", "\xed\xa0\x80", "\xf0\x9f\x98\x80", "=cmd|'/c calc'!A1",
                                         "03/09/2026", "0000-00-00", "99999999999999999999", "$", "€", "'; DROP TABLE applications; --", "%s%n" };
  guint at = bytes->len > 0 ? (guint) dice ((int) bytes->len) : 0;
  guint n = (guint) dice (40);

  switch (dice (6))
    {
    case 0:
      if (bytes->len > 0)
        bytes->data[at] = (guint8) dice (256);
      break;
    case 1:
      if (bytes->len > 0)
        bytes->data[at] ^= (guint8) (1 << dice (8));
      break;
    case 2:
      if (bytes->len > 0)
        g_byte_array_remove_range (bytes, at, MIN (n, bytes->len - at));
      break;
    case 3:
      if (bytes->len > 0)
        g_byte_array_set_size (bytes, at);
      break;
    default:
      {
        const char *morsel = morsels[dice (G_N_ELEMENTS (morsels))];
        g_autoptr (GByteArray) tail = g_byte_array_new ();

        g_byte_array_append (tail, bytes->data + at, bytes->len - at);
        g_byte_array_set_size (bytes, at);
        g_byte_array_append (bytes, (const guint8 *) morsel, (guint) strlen (morsel));
        /* A NUL of its own now and then. */
        if (dice (4) == 0)
          g_byte_array_append (bytes, (const guint8 *) "", 1);
        g_byte_array_append (bytes, tail->data, tail->len);
      }
    }
}

static GBytes *
choose_bytes (const char *sound)
{
  GByteArray *bytes;

  if (dice (8) == 0)
    {
      int n = dice (3000);
      bytes = g_byte_array_sized_new ((guint) n);
      for (int i = 0; i < n; i++)
        {
          guint8 byte = (guint8) dice (256);
          g_byte_array_append (bytes, &byte, 1);
        }
    }
  else
    {
      bytes = bytes_new (sound);
      for (int n = 1 + dice (12); n > 0; n--)
        damage (bytes);
    }
  return g_byte_array_free_to_bytes (bytes);
}

static char *
choose_text (const char *sound)
{
  g_autoptr (GBytes) bytes = choose_bytes (sound);
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return g_utf8_make_valid (data != NULL ? data : "", data != NULL ? (gssize) length : 0);
}

/* A context with a few applications */

static SlContext *
open_context (const char *dir)
{
  g_autoptr (SlClock) clock = sl_test_clock ();
  g_autoptr (GError) error = NULL;
  SlContext *context = sl_context_new (dir, clock);

  sl_context_open (context, &error);
  g_assert_no_error (error);
  return context;
}

static char *
new_dir (void)
{
  g_autofree char *template = g_build_filename (sl_test_tmp_dir (), "data-XXXXXX", NULL);
  return g_strdup (g_mkdtemp (template));
}

static void
close_context (SlContext *context)
{
  sl_context_close (context);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_object_unref (context);
}

static void
add (SlContext  *context,
     const char *company)
{
  g_autoptr (SlRecord) application = sl_record_new (SL_KIND_APPLICATION);
  g_autoptr (SlChangeset) changeset = NULL;
  g_autoptr (SlTransaction) transaction = NULL;
  g_autoptr (GError) error = NULL;

  sl_record_set_text (application, SL_APPLICATION_COMPANY_NAME, company);
  sl_record_set_text (application, SL_APPLICATION_ROLE_TITLE, "Tester");
  sl_record_set_text (application, SL_APPLICATION_STATUS, SL_STATUS_APPLIED);
  sl_record_set_text (application, SL_APPLICATION_NOTES, "“Quoted”, naïve, 東京 and more");
  changeset = sl_deed_add_application (application, NULL);
  transaction = sl_store_apply (sl_context_get_store (context), changeset, &error);
  g_assert_no_error (error);
}

typedef struct {
  gint64 n_applications;
  guint n_problems;
} State;

static gpointer
look (SlConnection *connection,
      gpointer      data,
      GCancellable *cancellable,
      GError      **error)
{
  State *state = data;
  g_autoptr (GPtrArray) problems = sl_store_check (connection, cancellable, error);

  if (problems == NULL)
    return NULL;
  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s", (char *) g_ptr_array_index (problems, i));
  state->n_problems = problems->len;
  state->n_applications = sl_connection_get_integer (connection, "SELECT count (*) FROM applications", -1);
  return state;
}

static gint64
assert_sound (SlContext *context)
{
  g_autoptr (GError) error = NULL;
  State state;

  sl_store_read (sl_context_get_store (context), look, &state, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (state.n_problems, ==, 0);
  return state.n_applications;
}

/* Imports */

static const char sound_table[] =
  "Company,Job Title,Status,Date Applied,Location,Link,Salary,Notes,Tags\r\n"
  "Acme,Tester,Applied,2026-03-01,Berlin,https://example.com/1,\"$120k–150k\",\"two\nlines\",\"remote, rust\"\r\n"
  "Birch,Baker,Rejected,03/09/2026,Köln,,85.000 €,,\r\n"
  "Cedar,\"Sales, \"\"B2B\"\"\",Phone interview,\"Sep 3, 2026\",,,,-,\r\n";

static void
import_bytes (SlContext *context,
              GBytes    *bytes)
{
  g_autoptr (SlImport) import = sl_import_new (context);
  g_autoptr (GError) error = NULL;

  if (!sl_import_load_bytes (import, bytes, "search.csv", &error))
    {
      assert_told (error);
      return;
    }

  /* A person may map columns to anything. */
  if (sl_import_get_format (import) == SL_IMPORT_FORMAT_TABLE)
    {
      guint n_columns = sl_import_table_get_n_columns (sl_import_get_table (import));

      for (int i = dice (3); i > 0 && n_columns > 0; i--)
        sl_import_set_target (import, (guint) dice ((int) n_columns), (SlImportTarget) dice (SL_IMPORT_N_TARGETS));
      if (sl_import_needs_date_order (import, NULL))
        sl_import_set_date_order (import, dice (2) == 0 ? SL_DATE_ORDER_DMY : SL_DATE_ORDER_MDY);
    }

  g_autoptr (SlImportPlan) plan = sl_import_plan (import, NULL, &error);
  if (plan == NULL)
    {
      assert_told (error);
      return;
    }
  SlImportChoices choices = { dice (2), dice (2), dice (2) };
  guint n = sl_import_plan_count_imported (plan, &choices);
  g_autoptr (SlTransaction) transaction = sl_import_run (import, plan, &choices, &error);
  if (transaction == NULL)
    assert_told (error);
  else
    g_assert_cmpuint (sl_transaction_get_n_changes (transaction), >=, n);
}

static void
test_import (gconstpointer data)
{
  const char *sound = data;
  g_autofree char *dir = new_dir ();
  SlContext *context = open_context (dir);

  for (guint i = 0; i < get_rounds (); i++)
    {
      g_autoptr (GBytes) bytes = choose_bytes (sound);
      import_bytes (context, bytes);
    }
  assert_sound (context);
  close_context (context);
}

/* What the program writes itself, damaged. */
static void
test_import_of_damaged_export (void)
{
  g_autofree char *dir = new_dir ();
  SlContext *context = open_context (dir);
  g_autoptr (SlExport) export = sl_export_new (context, SL_EXPORT_FORMAT_JSON);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  add (context, "Acme");
  add (context, "Birch");
  sl_export_to_stream (export, stream, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_write_all (stream, "", 1, NULL, NULL, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < get_rounds (); i++)
    {
      g_autoptr (GBytes) bytes = choose_bytes (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream)));
      import_bytes (context, bytes);
    }
  assert_sound (context);
  close_context (context);
}

/* Queries */

static gpointer
run_query (SlConnection *connection,
           gpointer      data,
           GCancellable *cancellable,
           GError      **error)
{
  SlQuery *query = data;
  g_autoptr (GArray) pks = sl_store_query_pks (connection, query, 20000, 0, cancellable, error);

  if (pks == NULL)
    return NULL;
  g_assert_cmpint (sl_store_query_count (connection, query, 20000, NULL), ==, (gint64) pks->len);
  for (SlFacet facet = 0; facet < SL_N_FACETS; facet++)
    {
      g_autoptr (GHashTable) counts = sl_store_query_facet_counts (connection, query, facet, 20000, cancellable, error);
      if (counts == NULL)
        return NULL;
    }
  return query;
}

static void
assert_query_runs (SlContext *context,
                   SlQuery   *query)
{
  g_autoptr (GError) error = NULL;

  if (sl_store_read (sl_context_get_store (context), run_query, query, &error) == NULL)
    assert_told (error);
}

static SlContext *
open_filled (const char *dir)
{
  static const char *const companies[] = { "Acme", "Birch & Sons", "O’Neill", "naïve “C++”", "東京 Data", "100%_sure", "a\\b", "NEAR AND OR NOT" };
  SlContext *context = open_context (dir);

  for (guint i = 0; i < G_N_ELEMENTS (companies); i++)
    add (context, companies[i]);
  return context;
}

static void
test_search_text (void)
{
  g_autofree char *dir = new_dir ();
  SlContext *context = open_filled (dir);

  for (guint i = 0; i < get_rounds (); i++)
    {
      g_autoptr (SlQuery) query = sl_query_new ();
      g_autofree char *text = choose_text ("acme AND \"birch sons\"* NEAR(x y) -col:term ^a 東京 100%_sure");

      sl_query_set_text (query, text);
      assert_query_runs (context, query);

      g_autofree char *json = sl_query_to_json (query);
      g_autoptr (GError) error = NULL;
      g_autoptr (SlQuery) again = sl_query_from_json (json, &error);
      g_assert_no_error (error);
      g_assert_true (sl_query_equal (query, again));
    }
  /* As long as somebody may paste. */
  g_autofree char *words = g_strnfill (200000, 'a');
  for (gsize i = 5; i < 200000; i += 6)
    words[i] = ' ';
  g_autoptr (SlQuery) query = sl_query_new ();
  sl_query_set_text (query, words);
  assert_query_runs (context, query);
  assert_sound (context);
  close_context (context);
}

static void
test_query_json (void)
{
  g_autofree char *dir = new_dir ();
  SlContext *context = open_filled (dir);
  g_autoptr (SlQuery) sound = sl_query_new ();

  sl_query_set_text (sound, "acme");
  for (SlFacet facet = 0; facet < SL_N_FACETS; facet++)
    sl_query_add_word (sound, facet, "Applied");
  sl_query_set_salary (sound, 1000, 200000);
  sl_query_set_dates (sound, 20000, 20100);
  sl_query_set_sort (sound, SL_SORT_SALARY, TRUE);
  g_autofree char *json = sl_query_to_json (sound);

  for (guint i = 0; i < get_rounds (); i++)
    {
      g_autofree char *text = choose_text (json);
      g_autoptr (GError) error = NULL;
      g_autoptr (SlQuery) query = sl_query_from_json (text, &error);

      if (query == NULL)
        assert_told (error);
      else
        assert_query_runs (context, query);
    }
  close_context (context);
}

/* Names of records and ids as they come from a command line. */
static gpointer
resolve (SlConnection *connection,
         gpointer      data,
         GCancellable *cancellable,
         GError      **error)
{
  return sl_store_resolve_id (connection, SL_KIND_APPLICATION, data, error);
}

static void
test_ids (void)
{
  g_autofree char *dir = new_dir ();
  SlContext *context = open_filled (dir);

  for (guint i = 0; i < get_rounds (); i++)
    {
      g_autofree char *text = choose_text ("3e7f5848-cb8b-469e-a2bc-5c9d55a9a84b%_*?[a-z]");
      g_autoptr (GError) error = NULL;
      g_autofree char *id = sl_store_read (sl_context_get_store (context), resolve, text, &error);

      if (id == NULL)
        assert_told (error);
    }
  close_context (context);
}

/* The data file */

typedef struct {
  char *contents;
  gsize length;
  gint64 n_applications;
  char *backup; /* (nullable): contents of a backup with half of the applications */
  gsize backup_length;
} Original;

static void
fill (SlContext *context,
      guint      from,
      guint      to)
{
  for (guint i = from; i < to; i++)
    {
      g_autofree char *company = g_strdup_printf ("Company %u", i);
      add (context, company);
    }
}

static void
make_original (Original *self)
{
  g_autofree char *dir = new_dir ();
  g_autofree char *path = g_build_filename (dir, "shortlist.db", NULL);
  SlContext *context = open_context (dir);
  g_autoptr (GError) error = NULL;

  fill (context, 0, 20);
  g_autofree char *backup = sl_store_backup (sl_context_get_store (context), "manual", &error);
  g_assert_no_error (error);
  fill (context, 20, 40);
  close_context (context);

  self->n_applications = 40;
  g_assert_true (g_file_get_contents (path, &self->contents, &self->length, NULL));
  g_assert_true (g_file_get_contents (backup, &self->backup, &self->backup_length, NULL));
}

/* The head of the file, the heads of its pages, or anywhere; or its end is missing. */
static gsize
damage_file (char  *contents,
             gsize  length)
{
  for (int n = 1 + dice (20); n > 0; n--)
    {
      gsize at = 0;

      switch (dice (4))
        {
        case 0:
          at = (gsize) dice (100);
          break;
        case 1:
          at = (gsize) dice ((int) (length / 4096)) * 4096 + (gsize) dice (16);
          break;
        default:
          at = (gsize) dice ((int) length);
        }
      if (dice (2) == 0)
        contents[at] = (char) dice (256);
      else
        contents[at] ^= (char) (1 << dice (8));
    }
  return dice (6) == 0 ? (gsize) dice ((int) length) : length;
}

static gboolean
folder_has (const char *dir,
            const char *contents,
            gsize       length)
{
  g_autoptr (GDir) files = g_dir_open (dir, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);
      g_autofree char *other = NULL;
      gsize other_length;

      if (g_str_has_prefix (name, "shortlist-damaged") && g_file_get_contents (path, &other, &other_length, NULL) &&
          other_length == length && memcmp (other, contents, length) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Uses an opened file: whatever is damaged in it is told in words, and looking at it is no danger. */
static void
use_file (SlContext *context)
{
  SlStore *store = sl_context_get_store (context);
  g_autoptr (GError) error = NULL;
  g_autoptr (SlRecord) application = sl_record_new (SL_KIND_APPLICATION);
  g_autoptr (SlChangeset) changeset = NULL;
  g_autoptr (SlTransaction) transaction = NULL;
  g_autoptr (SlTransaction) undo = NULL;
  g_autoptr (SlQuery) query = sl_query_new ();
  State state;

  sl_query_set_text (query, "company");
  if (sl_store_read (store, run_query, query, &error) == NULL)
    assert_told (error);
  g_clear_error (&error);
  if (sl_store_read (store, look, &state, &error) == NULL)
    assert_told (error);
  g_clear_error (&error);

  sl_record_set_text (application, SL_APPLICATION_COMPANY_NAME, "New");
  sl_record_set_text (application, SL_APPLICATION_ROLE_TITLE, "Tester");
  changeset = sl_deed_add_application (application, NULL);
  transaction = sl_store_apply (store, changeset, &error);
  if (transaction == NULL)
    assert_told (error);
  g_clear_error (&error);
  undo = sl_store_undo (store, &error);
  if (undo == NULL)
    assert_told (error);
}

static void
open_damaged (const char *dir,
              const char *contents,
              gsize       length,
              gboolean    has_backup,
              guint      *outcomes)
{
  g_autoptr (SlClock) clock = sl_test_clock ();
  SlContext *context = sl_context_new (dir, clock);
  g_autoptr (GError) error = NULL;

  if (!sl_context_open (context, &error))
    {
      assert_told (error);
      outcomes[3]++;
      g_object_unref (context);
      return;
    }

  switch (sl_store_get_notice (sl_context_get_store (context)))
    {
    case SL_STORE_NOTICE_RESTORED:
      g_assert_true (has_backup);
      g_assert_true (folder_has (dir, contents, length));
      g_assert_cmpint (assert_sound (context), ==, 20);
      outcomes[1]++;
      break;
    case SL_STORE_NOTICE_STARTED_EMPTY:
      g_assert_false (has_backup);
      g_assert_true (folder_has (dir, contents, length));
      g_assert_cmpint (assert_sound (context), ==, 0);
      outcomes[2]++;
      break;
    default:
      use_file (context);
      outcomes[0]++;
    }
  close_context (context);
}

/* Damage that shows only in use is found at the next start. */
static void
test_damaged_file (void)
{
  Original original = { 0 };
  guint outcomes[4] = { 0 };
  guint n_rounds = MAX (get_rounds () / 3, 1);

  make_original (&original);
  for (guint i = 0; i < n_rounds; i++)
    {
      g_autofree char *dir = new_dir ();
      g_autofree char *path = g_build_filename (dir, "shortlist.db", NULL);
      g_autofree char *backups = g_build_filename (dir, "backups", NULL);
      g_autofree char *backup = g_build_filename (backups, "shortlist-20260101-000000-import.db", NULL);
      g_autofree char *contents = g_memdup2 (original.contents, original.length);
      gsize length = damage_file (contents, original.length);
      gboolean has_backup = dice (3) > 0;

      g_assert_true (g_file_set_contents (path, contents, (gssize) length, NULL));
      if (has_backup)
        {
          g_mkdir (backups, 0700);
          g_assert_true (g_file_set_contents (backup, original.backup, (gssize) original.backup_length, NULL));
        }
      open_damaged (dir, contents, length, has_backup, outcomes);
      sl_test_remove_dir (dir);
    }
  g_test_message ("%u opened, %u restored, %u started empty, %u refused", outcomes[0], outcomes[1], outcomes[2], outcomes[3]);
  g_assert_cmpuint (outcomes[1] + outcomes[2] + outcomes[3], >, 0);
  g_free (original.contents);
  g_free (original.backup);
}

/* A damaged log is no damaged file: what it held up to there counts, the rest was never there. */
static void
test_damaged_log (void)
{
  guint n_rounds = MAX (get_rounds () / 5, 1);

  for (guint i = 0; i < n_rounds; i++)
    {
      g_autofree char *dir = new_dir ();
      g_autofree char *copy_dir = new_dir ();
      SlContext *context = open_context (dir);
      gint64 n;

      fill (context, 0, 10);
      for (const char *const *name = (const char *const[]) { "shortlist.db", "shortlist.db-wal", NULL }; *name != NULL; name++)
        {
          g_autofree char *from = g_build_filename (dir, *name, NULL);
          g_autofree char *to = g_build_filename (copy_dir, *name, NULL);
          g_autofree char *contents = NULL;
          gsize length;

          g_assert_true (g_file_get_contents (from, &contents, &length, NULL));
          if (g_str_has_suffix (*name, "-wal"))
            {
              /* Behind what makes the file: that much is asked of it. */
              gsize at = length / 2 + (gsize) dice ((int) (length / 2));
              if (dice (2) == 0)
                length = at;
              else
                contents[at] ^= (char) (1 << dice (8));
            }
          g_assert_true (g_file_set_contents (to, contents, (gssize) length, NULL));
        }
      close_context (context);

      context = open_context (copy_dir);
      g_assert_cmpint (sl_store_get_notice (sl_context_get_store (context)), ==, SL_STORE_NOTICE_NONE);
      n = assert_sound (context);
      g_assert_cmpint (n, <=, 10);
      add (context, "New");
      g_assert_cmpint (assert_sound (context), ==, n + 1);
      close_context (context);
      sl_test_remove_dir (dir);
      sl_test_remove_dir (copy_dir);
    }
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);

  g_test_add_data_func ("/hostile/import/table", sound_table, test_import);
  g_test_add_data_func ("/hostile/import/json",
                        "[{\"company_name\": \"Acme\", \"role_title\": \"Tester\", \"status\": \"Applied\", \"salary_min\": 12,"
                        " \"tags\": [{\"name\": \"a\"}], \"stages\": [{\"stage_name\": \"x\", \"stage_date\": \"2026-01-01\"}]},"
                        " {\"company_name\": \"Birch\", \"role_title\": null, \"notes\": \"\\u00e9\\n\"}]", test_import);
  g_test_add_func ("/hostile/import/damaged-export", test_import_of_damaged_export);
  g_test_add_func ("/hostile/query/text", test_search_text);
  g_test_add_func ("/hostile/query/json", test_query_json);
  g_test_add_func ("/hostile/ids", test_ids);
  g_test_add_func ("/hostile/file/damaged", test_damaged_file);
  g_test_add_func ("/hostile/file/damaged-log", test_damaged_log);

  return g_test_run ();
}
