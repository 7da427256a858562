/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files in all their forms: encodings, delimiters, headings and none, titles above them, and files made to break it. */
#include "config.h"

#include <string.h>

#include "import-fixture.h"
#include "sl-error.h"

static SlImportTable *
load_bytes (ImportFixture *fixture,
            const char    *data,
            gsize          length)
{
  import_load (fixture, "test.csv", data, (gssize) length);
  return sl_import_get_table (fixture->import);
}

static SlImportTable *
load (ImportFixture *fixture,
      const char    *text)
{
  return load_bytes (fixture, text, strlen (text));
}

static void
assert_fails (ImportFixture *fixture,
              const char    *data,
              gsize          length,
              int            code)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, length);
  g_autoptr (GError) error = NULL;

  g_assert_false (sl_import_load_bytes (fixture->import, bytes, NULL, &error));
  g_assert_error (error, SL_ERROR, code);
  g_assert_true (g_str_has_suffix (error->message, "."));
}

static void
assert_target (ImportFixture  *fixture,
               guint           column,
               SlImportTarget  target)
{
  g_assert_cmpstr (sl_import_target_get_info (sl_import_get_target (fixture->import, column))->name, ==, sl_import_target_get_info (target)->name);
}

static void
test_delimiters (ImportFixture *fixture,
                 gconstpointer  data)
{
  static const char delimiters[] = { ',', ';', '\t', '|' };

  for (gsize i = 0; i < G_N_ELEMENTS (delimiters); i++)
    {
      g_autofree char *text = g_strdup ("Company,Role,Status\r\nAcme,Engineer,Applied\r\nGlobex,Designer,Saved\r\n");
      SlImportTable *table;

      g_strdelimit (text, ",", delimiters[i]);
      table = load (fixture, text);
      g_assert_cmpint (sl_import_table_get_delimiter (table), ==, delimiters[i]);
      g_assert_cmpuint (sl_import_table_get_n_columns (table), ==, 3);
      g_assert_cmpuint (sl_import_table_get_n_rows (table), ==, 2);
      g_assert_true (sl_import_table_has_header (table));
      assert_target (fixture, 0, SL_IMPORT_COMPANY);
      assert_target (fixture, 1, SL_IMPORT_ROLE);
      assert_target (fixture, 2, SL_IMPORT_STATUS);
    }
}

static void
test_encodings (ImportFixture *fixture,
                gconstpointer  data)
{
  static const struct {
    const char *charset;
    const char *bom;
    gsize bom_length;
    SlEncoding encoding;
  } encodings[] = {
    { "UTF-8", "", 0, SL_ENCODING_UTF8 },
    { "UTF-8", "\xef\xbb\xbf", 3, SL_ENCODING_UTF8_BOM },
    { "UTF-16LE", "\xff\xfe", 2, SL_ENCODING_UTF16_LE },
    { "UTF-16BE", "\xfe\xff", 2, SL_ENCODING_UTF16_BE },
    { "UTF-16LE", "", 0, SL_ENCODING_UTF16_LE },
    { "WINDOWS-1252", "", 0, SL_ENCODING_WINDOWS_1252 },
  };
  const char *text = "Firma;Stelle;Gehalt\r\nMüller & Söhne;Bürokauffrau – Köln;45.000 €\r\n";

  for (gsize i = 0; i < G_N_ELEMENTS (encodings); i++)
    {
      gsize length;
      g_autofree char *converted = g_convert (text, -1, encodings[i].charset, "UTF-8", NULL, &length, NULL);
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      SlImportTable *table;

      g_byte_array_append (bytes, (const guint8 *) encodings[i].bom, encodings[i].bom_length);
      g_byte_array_append (bytes, (const guint8 *) converted, length);
      table = load_bytes (fixture, (const char *) bytes->data, bytes->len);
      g_assert_cmpint (sl_import_get_encoding (fixture->import), ==, encodings[i].encoding);
      g_assert_cmpstr (sl_import_table_get_column (table, 0)->header, ==, "Firma");
      g_assert_cmpstr (sl_import_table_get_column (table, 0)->samples->pdata[0], ==, "Müller & Söhne");
      g_assert_cmpstr (sl_import_table_get_column (table, 2)->samples->pdata[0], ==, "45.000 €");
    }
}

static void
test_reload (ImportFixture *fixture,
             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  SlImportTable *table = load (fixture, "Company;Role\nM\xfcller;Eng, Senior\n");

  g_assert_cmpstr (sl_import_table_get_column (table, 0)->samples->pdata[0], ==, "Müller");
  g_assert_true (sl_import_reload (fixture->import, SL_ENCODING_WINDOWS_1252, ',', SL_IMPORT_HEADER_NO, &error));
  g_assert_no_error (error);
  table = sl_import_get_table (fixture->import);
  g_assert_cmpuint (sl_import_table_get_n_columns (table), ==, 2);
  g_assert_false (sl_import_table_has_header (table));
  g_assert_cmpuint (sl_import_table_get_n_rows (table), ==, 2);
  g_assert_cmpstr (sl_import_table_get_column (table, 1)->header, ==, "Column 2");
}

static void
test_headerless (ImportFixture *fixture,
                 gconstpointer  data)
{
  SlImportTable *table = load (fixture, "Acme,Software Engineer,2026-01-02,Applied,https://a.example/1\nGlobex,Data Analyst,2026-01-05,Rejected,https://a.example/2\n");

  g_assert_false (sl_import_table_has_header (table));
  g_assert_cmpuint (sl_import_table_get_n_rows (table), ==, 2);
  assert_target (fixture, 0, SL_IMPORT_COMPANY);
  assert_target (fixture, 1, SL_IMPORT_ROLE);
  assert_target (fixture, 2, SL_IMPORT_APPLIED_DATE);
  assert_target (fixture, 3, SL_IMPORT_STATUS);
  assert_target (fixture, 4, SL_IMPORT_URL);

  /* Every cell is a heading somewhere. */
  table = load (fixture, "Acme,Software Engineer,Applied,Remote\nGlobex,Data Analyst,Rejected,Hybrid\n");
  g_assert_false (sl_import_table_has_header (table));
  assert_target (fixture, 2, SL_IMPORT_STATUS);
  assert_target (fixture, 3, SL_IMPORT_WORK_MODE);
}

static void
test_title_above (ImportFixture *fixture,
                  gconstpointer  data)
{
  SlImportTable *table = load (fixture, "My job search 2026,,\n,,\nCompany,Role,Status\nAcme,Engineer,Applied\n");

  g_assert_true (sl_import_table_has_header (table));
  g_assert_cmpuint (sl_import_table_get_n_above (table), ==, 2);
  g_assert_cmpuint (sl_import_table_get_n_rows (table), ==, 1);
}

static void
test_cells_object (ImportFixture *fixture,
                   gconstpointer  data)
{
  /* What stands below a heading may say that it means something else. */
  load (fixture, "Company,Job,Applied,Interview,Link,Rating,Response\nA,Dev,Yes,2026-03-01,see mail,4/5,Rejected\nB,Dev,No,,see mail,3/5,Offer\n");
  assert_target (fixture, 0, SL_IMPORT_COMPANY);
  assert_target (fixture, 1, SL_IMPORT_ROLE);
  assert_target (fixture, 2, SL_IMPORT_FLAG_APPLIED);
  assert_target (fixture, 3, SL_IMPORT_KEEP);
  assert_target (fixture, 4, SL_IMPORT_KEEP);
  assert_target (fixture, 5, SL_IMPORT_EXCITEMENT);
  assert_target (fixture, 6, SL_IMPORT_STATUS);
}

static void
test_one_place_once (ImportFixture *fixture,
                     gconstpointer  data)
{
  /* "Title" and "Position" both mean the role; "Name" the company, unless there is one. */
  load (fixture, "Company,Name,Title,Position,Status,Stage\nAcme,x,Dr,Engineer,Applied,Applied\n");
  assert_target (fixture, 0, SL_IMPORT_COMPANY);
  assert_target (fixture, 1, SL_IMPORT_KEEP);
  assert_target (fixture, 2, SL_IMPORT_KEEP);
  assert_target (fixture, 3, SL_IMPORT_ROLE);
  assert_target (fixture, 4, SL_IMPORT_STATUS);
  assert_target (fixture, 5, SL_IMPORT_KEEP);

  sl_import_set_target (fixture->import, 2, SL_IMPORT_ROLE);
  assert_target (fixture, 2, SL_IMPORT_ROLE);
  assert_target (fixture, 3, SL_IMPORT_KEEP);
  sl_import_set_target (fixture->import, 1, SL_IMPORT_NOTES);
  sl_import_set_target (fixture->import, 3, SL_IMPORT_NOTES);
  assert_target (fixture, 1, SL_IMPORT_NOTES);
  assert_target (fixture, 3, SL_IMPORT_NOTES);
}

static void
test_find_column (ImportFixture *fixture,
                  gconstpointer  data)
{
  SlImportTable *table = load (fixture, "Company Name,Role!\nAcme,Engineer\n");

  g_assert_cmpint (sl_import_table_find_column (table, "company name"), ==, 0);
  g_assert_cmpint (sl_import_table_find_column (table, "role"), ==, 1);
  g_assert_cmpint (sl_import_table_find_column (table, "2"), ==, 1);
  g_assert_cmpint (sl_import_table_find_column (table, "3"), ==, -1);
  g_assert_cmpint (sl_import_table_find_column (table, "other"), ==, -1);
}

static void
test_date_orders (ImportFixture *fixture,
                  gconstpointer  data)
{
  g_autofree char *example = NULL;
  guint column = 99;

  load (fixture, "Company,Role,Applied on\nA,B,03/09/2026\nA,C,04/10/2026\n");
  g_assert_true (sl_import_needs_date_order (fixture->import, &column));
  g_assert_cmpuint (column, ==, 2);
  example = sl_import_get_date_example (fixture->import, 2);
  g_assert_cmpstr (example, ==, "03/09/2026");
  {
    g_autoptr (GError) error = NULL;
    g_autoptr (SlImportPlan) plan = sl_import_plan (fixture->import, NULL, &error);

    g_assert_null (plan);
    g_assert_error (error, SL_ERROR, SL_ERROR_AMBIGUOUS);
  }
  sl_import_set_date_order (fixture->import, SL_DATE_ORDER_MDY);
  g_assert_false (sl_import_needs_date_order (fixture->import, NULL));

  /* One cell decides for all, one column for the other, and a heading may say it. */
  load (fixture, "Company,Role,Applied on\nA,B,03/09/2026\nA,C,04/23/2026\n");
  g_assert_false (sl_import_needs_date_order (fixture->import, NULL));
  load (fixture, "Company,Role,Applied on,Follow up\nA,B,03/09/2026,04/09/2026\nA,C,04/10/2026,25/12/2026\n");
  g_assert_false (sl_import_needs_date_order (fixture->import, NULL));
  load (fixture, "Company,Role,Date Applied (DD/MM/YYYY)\nA,B,03/09/2026\n");
  g_assert_false (sl_import_needs_date_order (fixture->import, NULL));

  /* So may a column that is only kept. */
  load (fixture, "Company,Role,Applied on,Closing date\nA,B,03/09/2026,25/09/2026\n");
  g_assert_false (sl_import_needs_date_order (fixture->import, NULL));

  /* A column that is no date asks nothing. */
  load (fixture, "Company,Role,Applied on\nA,B,03/09/2026\n");
  g_assert_true (sl_import_needs_date_order (fixture->import, NULL));
  sl_import_set_target (fixture->import, 2, SL_IMPORT_KEEP);
  g_assert_false (sl_import_needs_date_order (fixture->import, NULL));
}

static void
test_refused (ImportFixture *fixture,
              gconstpointer  data)
{
  char noise[4096];
  guint32 seed = 7;

  assert_fails (fixture, "", 0, SL_ERROR_PARSE);
  assert_fails (fixture, "\n\n  \n", 5, SL_ERROR_PARSE);
  assert_fails (fixture, "Company,Role\n", 13, SL_ERROR_PARSE);
  assert_fails (fixture, "PK\x03\x04 and more", 14, SL_ERROR_ENCODING);
  assert_fails (fixture, "%PDF-1.7 and more", 17, SL_ERROR_ENCODING);
  assert_fails (fixture, "<html><table></table></html>", 28, SL_ERROR_PARSE);
  assert_fails (fixture, "[{\"company\": \"Acme\"", 19, SL_ERROR_PARSE);
  assert_fails (fixture, "[]", 2, SL_ERROR_PARSE);
  assert_fails (fixture, "[1, 2, 3]\n", 10, SL_ERROR_PARSE);
  assert_fails (fixture, "[\"Acme\", \"Globex\"]", 18, SL_ERROR_PARSE);
  for (gsize i = 0; i < sizeof noise; i++)
    {
      seed = seed * 1103515245u + 12345u;
      noise[i] = (char) (seed >> 16);
    }
  assert_fails (fixture, noise, sizeof noise, SL_ERROR_ENCODING);

  /* A heading may begin as a list of JSON does. */
  load (fixture, "[1] Company,Role\nAcme,Engineer\n");
}

static void
test_hostile (ImportFixture *fixture,
              gconstpointer  data)
{
  g_autoptr (GString) text = g_string_new (NULL);
  SlImportTable *table;

  /* one column */
  table = load (fixture, "Company\nAcme\nGlobex\n");
  g_assert_cmpuint (sl_import_table_get_n_rows (table), ==, 2);
  assert_target (fixture, 0, SL_IMPORT_COMPANY);

  /* NULs and broken UTF-8 */
  table = load_bytes (fixture, "Company,Role\nAc\0me,Eng\xc3\xa9\nB\xff,C\n", 30);
  g_assert_cmpuint (sl_import_table_get_n_rows (table), ==, 2);
  g_assert_cmpuint (sl_import_get_n_replaced (fixture->import), >, 0);
  load (fixture, "Company,Role\nAcme,Eng\xc3\xa9\n");
  g_assert_cmpuint (sl_import_get_n_replaced (fixture->import), ==, 0);

  /* an unclosed quote takes nothing with it */
  table = load (fixture, "Company,Role\n\"Acme,Engineer\nGlobex,Designer\n");
  g_assert_cmpuint (sl_import_table_get_n_rows (table), ==, 2);
  g_assert_cmpuint (sl_import_table_get_n_warnings (table), >, 0);

  /* 5,000 columns */
  for (int line = 0; line < 3; line++)
    for (int i = 0; i < 5000; i++)
      g_string_append_printf (text, "%s%d%c", line == 0 ? "Head " : "v", i, i == 4999 ? '\n' : ',');
  table = load (fixture, text->str);
  g_assert_cmpuint (sl_import_table_get_n_columns (table), ==, 5000);

  /* one cell of 10 MB, with line breaks in it */
  g_string_assign (text, "Company,Role,Notes\nAcme,Engineer,\"");
  for (int i = 0; i < 1000000; i++)
    g_string_append (text, "some text\n");
  g_string_append (text, "\"\nGlobex,Designer,x\n");
  table = load (fixture, text->str);
  g_assert_cmpuint (sl_import_table_get_n_rows (table), ==, 2);
  assert_target (fixture, 2, SL_IMPORT_NOTES);
}

static void
test_any_json (ImportFixture *fixture,
               gconstpointer  data)
{
  SlImportTable *table = load (fixture, "{\"jobs\": [{\"company\": \"Acme\", \"title\": \"Engineer\", \"skills\": [\"C\", \"SQL\"], \"remote\": true}, {\"company\": \"Globex\", \"link\": \"https://x.example/\"}]}");

  g_assert_nonnull (table);
  g_assert_cmpuint (sl_import_table_get_n_rows (table), ==, 2);
  assert_target (fixture, 0, SL_IMPORT_COMPANY);
  assert_target (fixture, 1, SL_IMPORT_ROLE);
  g_assert_cmpstr (sl_import_table_get_column (table, 2)->samples->pdata[0], ==, "C; SQL");
  assert_target (fixture, 3, SL_IMPORT_WORK_MODE);
  assert_target (fixture, 4, SL_IMPORT_URL);
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);

  IMPORT_TEST ("table/delimiters", test_delimiters);
  IMPORT_TEST ("table/encodings", test_encodings);
  IMPORT_TEST ("table/reload", test_reload);
  IMPORT_TEST ("table/headerless", test_headerless);
  IMPORT_TEST ("table/title-above", test_title_above);
  IMPORT_TEST ("table/cells-object", test_cells_object);
  IMPORT_TEST ("table/one-place-once", test_one_place_once);
  IMPORT_TEST ("table/find-column", test_find_column);
  IMPORT_TEST ("table/date-orders", test_date_orders);
  IMPORT_TEST ("table/refused", test_refused);
  IMPORT_TEST ("table/hostile", test_hostile);
  IMPORT_TEST ("table/any-json", test_any_json);

  return g_test_run ();
}
