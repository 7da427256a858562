/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV as the rules have it, and as people have it. Tables are written with "|" between cells and "/" between records. */
#include "config.h"

#include <string.h>

#include "sl-csv.h"
#include "sl-test.h"

static char *
read_all (const char *text,
          gsize       length,
          char        delimiter,
          guint      *n_warnings)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (SlCsvReader) reader = sl_csv_reader_new (bytes, delimiter);
  GString *out = g_string_new (NULL);
  SlCsvRow row;

  while (sl_csv_reader_next (reader, &row))
    {
      if (out->len > 0)
        g_string_append (out, " / ");
      for (guint i = 0; i < row.n_cells; i++)
        {
          g_assert_cmpuint (strlen (row.cells[i]), ==, row.lengths[i]);
          g_string_append_printf (out, "%s%s", i > 0 ? "|" : "", row.cells[i]);
        }
    }
  if (n_warnings != NULL)
    *n_warnings = sl_csv_reader_get_n_warnings (reader);

  return g_string_free_and_steal (out);
}

static void
test_records (void)
{
  static const struct
  {
    const char *text;
    const char *table;
    guint n_warnings;
  } cases[] = {
    { "", "", 0 },
    { "\n\n\r\n", "", 0 },
    { "a", "a", 0 },
    { "a,b", "a|b", 0 },
    { "a,b\n", "a|b", 0 },
    { "a,b\r\nc,d\r\n", "a|b / c|d", 0 },
    { "a,b\rc,d\r", "a|b / c|d", 0 },
    { "a,b\nc,d\r\ne,f\rg,h", "a|b / c|d / e|f / g|h", 0 },
    { "a,b\n\n  \nc,d\n", "a|b / c|d", 0 },
    { ",,\n,\n", "|| / |", 0 },
    { "a,\n", "a|", 0 },
    { " a , b ", " a | b ", 0 },
    { "\"a\",\"b\"\n", "a|b", 0 },
    { "\"\",\"\"\n", "|", 0 },
    { "\"a,b\",c", "a,b|c", 0 },
    { "\"a\nb\",c", "a\nb|c", 0 },
    { "\"a\r\nb\",c", "a\r\nb|c", 0 },
    { "\"a \"\"b\"\" c\",d", "a \"b\" c|d", 0 },
    { "\"\"\"\"", "\"", 0 },
    { "\"\"\"a\"\"\"", "\"a\"", 0 },
    { "a, \"b, c\" ,d", "a|b, c|d", 0 },
    { "\xef\xbb\xbf\"a\",b", "a|b", 0 },
    { "a 5\" pipe,b", "a 5\" pipe|b", 0 },
    { "a\"b\"c,d", "a\"b\"c|d", 0 },
    /* Quotes against the rules. */
    { "\"a\nb,c", "\"a / b|c", 1 },
    { "\"", "\"", 1 },
    { "a,\"", "a|\"", 1 },
    { "x,\"\"\"", "x|\"\"\"", 1 },
    { "\"Big\" Co,b\n", "\"Big\" Co|b", 1 },
    { "\"Big\" Co, \"Small\" Co\n", "\"Big\" Co| \"Small\" Co", 2 },
    { "\"He said \"hi, you\" today\",x\n", "He said \"hi, you\" today|x", 1 },
    { "\"5 inch,a\nb,\"San Jose, CA\"\nc,d\n", "\"5 inch|a / b|San Jose, CA / c|d", 1 },
    { "a,\"b\nc,d\ne,f", "a|\"b / c|d / e|f", 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint n_warnings;
      g_autofree char *table = read_all (cases[i].text, strlen (cases[i].text), ',', &n_warnings);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (table, ==, cases[i].table);
      g_assert_cmpuint (n_warnings, ==, cases[i].n_warnings);
    }
}

static void
test_delimiters (void)
{
  static const struct
  {
    const char *text;
    char delimiter;
    const char *table;
  } cases[] = {
    { "", ',', "" },
    { "only\none\ncolumn\n", ',', "only / one / column" },
    { "a,b,c\n1,2,3\n", ',', "a|b|c / 1|2|3" },
    { "a;b;c\n1;2,5;3\n4;5,5;6\n", ';', "a|b|c / 1|2,5|3 / 4|5,5|6" },
    { "Firma;Gehalt\nA;1,5\nB;2,5\n", ';', "Firma|Gehalt / A|1,5 / B|2,5" },
    { "a\tb\nSan Jose, CA\tx\nBerlin\ty\n", '\t', "a|b / San Jose, CA|x / Berlin|y" },
    { "a|b\n1,2|3\n", '|', "a|b / 1,2|3" },
    { "a,b\n\"x;y;z\",1\n\"p;q;r\",2\n", ',', "a|b / x;y;z|1 / p;q;r|2" },
    { "\"a;a\",\"b\"\n\"c\nc;c\",\"d\"\n", ',', "a;a|b / c\nc;c|d" },
    { "sep=;\na;b\n1;2\n", ';', "a|b / 1|2" },
    { "SEP=;\r\na;b,c,d\r\n", ';', "a|b,c,d" },
    { "\"sep=|\"\na|b\n", '|', "a|b" },
    { "sep=,", ',', "" },
    { "sep=;x\na;b\n", ';', "sep=|x / a|b" },
    { "\xef\xbb\xbfsep=\t\na\tb\n", '\t', "a|b" },
    { "a,b,c,d\n1,2,3\n1,2,3,4\n1,2,3,4,5\n1,2,3,4\n", ',', "a|b|c|d / 1|2|3 / 1|2|3|4 / 1|2|3|4|5 / 1|2|3|4" },
    { "name,place\nx,\"Berlin; Bonn; Kiel\"\ny,Rome\n", ',', "name|place / x|Berlin; Bonn; Kiel / y|Rome" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].text, strlen (cases[i].text));
      g_autoptr (SlCsvReader) reader = sl_csv_reader_new (bytes, 0);
      g_autofree char *table = read_all (cases[i].text, strlen (cases[i].text), 0, NULL);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (sl_csv_reader_get_delimiter (reader), ==, cases[i].delimiter);
      g_assert_cmpstr (table, ==, cases[i].table);
    }
}

static void
test_lines (void)
{
  static const char text[] = "sep=,\na,b\r\n\r\n\"x\ny\r\nz\",1\rq,\"r\n\nlast,\"line";
  static const guint lines[] = { 2, 4, 7, 9 };
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (SlCsvReader) reader = sl_csv_reader_new (bytes, 0);

  /* Twice: reading again gives the same. */
  for (int round = 0; round < 2; round++)
    {
      SlCsvRow row;
      guint n = 0, line;

      g_assert_cmpfloat (sl_csv_reader_get_progress (reader), ==, 0);
      while (sl_csv_reader_next (reader, &row))
        {
          g_assert_cmpuint (n, <, G_N_ELEMENTS (lines));
          g_assert_cmpuint (row.line, ==, lines[n]);
          g_assert_cmpuint (sl_csv_reader_get_line (reader), ==, lines[n]);
          n++;
        }
      g_assert_cmpuint (n, ==, G_N_ELEMENTS (lines));
      g_assert_cmpfloat (sl_csv_reader_get_progress (reader), ==, 1);

      /* The quote in line 7 was closed by the one in line 9, which is no end of a cell. */
      g_assert_cmpuint (sl_csv_reader_get_n_warnings (reader), ==, 2);
      g_assert_cmpstr (sl_csv_reader_get_warning (reader, 0, &line), !=, "");
      g_assert_cmpuint (line, ==, 7);
      sl_csv_reader_get_warning (reader, 1, &line);
      g_assert_cmpuint (line, ==, 9);

      g_assert_false (sl_csv_reader_next (reader, &row));
      g_assert_cmpuint (row.n_cells, ==, 0);
      sl_csv_reader_reset (reader);
    }
}

static void
test_huge_line (void)
{
  gsize size = 10 * 1024 * 1024;
  g_autofree char *text = g_malloc (size);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (SlCsvReader) reader = NULL;
  SlCsvRow row;

  memset (text, 'x', size);
  text[1000] = ',';
  text[size - 2] = '\n';
  bytes = g_bytes_new_static (text, size);
  reader = sl_csv_reader_new (bytes, 0);

  g_assert_true (sl_csv_reader_next (reader, &row));
  g_assert_cmpuint (row.n_cells, ==, 2);
  g_assert_cmpuint (row.lengths[0], ==, 1000);
  g_assert_cmpuint (row.lengths[1], ==, size - 1003);
  g_assert_true (sl_csv_reader_next (reader, &row));
  g_assert_cmpstr (row.cells[0], ==, "x");
  g_assert_false (sl_csv_reader_next (reader, &row));
}

/* Files made of trouble only; that they end, in a time that grows with the size, is the test. */
static void
test_only_quotes (void)
{
  static const char *const patterns[] = { "\"", ",\"", "\"\n", "\"a,", "\"a\n", "a,\"b\n\"\"", "\"\"\"\n", "\" \"x\n" };

  for (gsize i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (SlCsvReader) reader = NULL;
      SlCsvRow row;
      gsize total = 0;

      while (text->len < 400001)
        g_string_append (text, patterns[i]);
      bytes = g_bytes_new (text->str, text->len);
      reader = sl_csv_reader_new (bytes, 0);
      while (sl_csv_reader_next (reader, &row))
        for (guint j = 0; j < row.n_cells; j++)
          total += row.lengths[j];
      g_assert_cmpuint (total, <=, text->len);
      g_assert_cmpuint (sl_csv_reader_get_n_warnings (reader), <=, 100);
    }
}

static void
test_nul_and_noise (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  static const char letters[] = "ab,;\t|\"\"\"\r\n\n \0\xff\xc3=";

  for (int round = 0; round < 20000; round++)
    {
      char noise[60];
      gsize n = (gsize) g_rand_int_range (rand, 0, sizeof noise);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (SlCsvReader) reader = NULL;
      SlCsvRow row;
      guint last_line = 0;

      for (gsize i = 0; i < n; i++)
        noise[i] = letters[g_rand_int_range (rand, 0, sizeof letters - 1)];
      /* A copy of just that size: reading past its end is seen by the sanitizers. */
      bytes = g_bytes_new (noise, n);
      reader = sl_csv_reader_new (bytes, 0);
      while (sl_csv_reader_next (reader, &row))
        {
          g_assert_cmpuint (row.n_cells, >, 0);
          g_assert_cmpuint (row.line, >, last_line);
          last_line = row.line;
          for (guint i = 0; i < row.n_cells; i++)
            g_assert_cmpint (row.cells[i][row.lengths[i]], ==, '\0');
        }
    }
}

static void
test_many_rows (void)
{
  g_autoptr (GString) text = g_string_new ("a,b,c,d,e,f,g,h,i,j,k,l\n");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (SlCsvReader) reader = NULL;
  SlCsvRow row;
  guint n = 0;
  gint64 start;

  for (int i = 0; i < 100000; i++)
    g_string_append_printf (text, "Company %d,Engineer,\"San Jose, CA\",https://example.com/%d,2026-03-0%d,Applied,,,"
                                  "\"said \"\"hi\"\"\",x,y,z\r\n", i, i, i % 9 + 1);
  bytes = g_bytes_new (text->str, text->len);

  start = g_get_monotonic_time ();
  reader = sl_csv_reader_new (bytes, 0);
  while (sl_csv_reader_next (reader, &row))
    {
      g_assert_cmpuint (row.n_cells, ==, 12);
      n++;
    }
  g_test_message ("%u records in %.1f ms", n, (double) (g_get_monotonic_time () - start) / 1000);
  g_assert_cmpuint (n, ==, 100001);
  g_assert_cmpuint (sl_csv_reader_get_n_warnings (reader), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);

  g_test_add_func ("/base/csv-reader/records", test_records);
  g_test_add_func ("/base/csv-reader/delimiters", test_delimiters);
  g_test_add_func ("/base/csv-reader/lines", test_lines);
  g_test_add_func ("/base/csv-reader/huge-line", test_huge_line);
  g_test_add_func ("/base/csv-reader/only-quotes", test_only_quotes);
  g_test_add_func ("/base/csv-reader/nul-and-noise", test_nul_and_noise);
  g_test_add_func ("/base/csv-reader/many-rows", test_many_rows);

  return g_test_run ();
}
