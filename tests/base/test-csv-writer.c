/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing CSV, and that reading gives back what was written. */
#include "config.h"

#include <string.h>

#include "sl-csv.h"
#include "sl-error.h"
#include "sl-test.h"

static void
test_cells (void)
{
  static const struct
  {
    const char *cell;
    const char *plain;
    const char *guarded;
  } cases[] = {
    { NULL, "", "" },
    { "", "", "" },
    { "a", "a", "a" },
    { "a;b", "a;b", "a;b" },
    { "a,b", "\"a,b\"", "\"a,b\"" },
    { "say \"hi\"", "\"say \"\"hi\"\"\"", "\"say \"\"hi\"\"\"" },
    { "\"", "\"\"\"\"", "\"\"\"\"" },
    { "two\nlines", "\"two\nlines\"", "\"two\nlines\"" },
    { " spaced ", "\" spaced \"", "\" spaced \"" },
    { "=1+1", "=1+1", "'=1+1" },
    { "=HYPERLINK(\"x\",\"y\")", "\"=HYPERLINK(\"\"x\"\",\"\"y\"\")\"", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"" },
    { "+49 30 123", "+49 30 123", "'+49 30 123" },
    { "-5+cmd", "-5+cmd", "'-5+cmd" },
    { "-5", "-5", "-5" },
    { "-5.5", "-5.5", "-5.5" },
    { "+1.234,56", "\"+1.234,56\"", "\"+1.234,56\"" },
    { "-", "-", "'-" },
    { "-5.", "-5.", "'-5." },
    { "--5", "--5", "'--5" },
    { "- item", "- item", "'- item" },
    { "@sum", "@sum", "'@sum" },
    { "\tx", "\tx", "'\tx" },
    { "\rx", "\"\rx\"", "\"'\rx\"" },
    { "＝1", "＝1", "'＝1" },
    { "'=1", "'=1", "''=1" },
    { "'quoted'", "'quoted'", "'quoted'" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (int guarded = 0; guarded < 2; guarded++)
      {
        g_autoptr (GString) out = g_string_new (NULL);
        g_autoptr (SlCsvWriter) writer = NULL;
        g_autofree char *expected = NULL;

        writer = sl_csv_writer_new_for_string (out, ',', guarded ? SL_CSV_WRITER_GUARD : SL_CSV_WRITER_NONE);
        sl_csv_writer_add_cell (writer, cases[i].cell);
        sl_csv_writer_add_cell (writer, "x");
        g_assert_true (sl_csv_writer_end_row (writer, NULL));
        expected = g_strconcat (guarded ? cases[i].guarded : cases[i].plain, ",x\r\n", NULL);
        g_assert_cmpstr (out->str, ==, expected);
      }
}

static void
test_round_trip (void)
{
  static const char letters[] = "ab ,;\"'\r\n\t=+-@5.";
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (SlCsvWriter) writer = NULL;
  g_autoptr (SlCsvReader) reader = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  SlCsvRow row;
  guint n = 0;

  writer = sl_csv_writer_new (stream, ';', SL_CSV_WRITER_BOM | SL_CSV_WRITER_GUARD);
  for (int i = 0; i < 20000; i++)
    {
      GString *cell = g_string_new (NULL);

      for (int left = g_rand_int_range (rand, 0, 12); left > 0; left--)
        g_string_append_c (cell, letters[g_rand_int_range (rand, 0, sizeof letters - 1)]);
      g_ptr_array_add (cells, g_string_free_and_steal (cell));
    }
  for (guint i = 0; i < cells->len; i += 4)
    {
      g_assert_true (sl_csv_writer_write_row (writer, (const char *const *) cells->pdata + i, 4, &error));
      g_assert_no_error (error);
    }
  g_assert_true (sl_csv_writer_finish (writer, &error));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));

  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), 3, "\xef\xbb\xbf", 3);
  reader = sl_csv_reader_new (bytes, ';');
  while (sl_csv_reader_next (reader, &row))
    {
      g_assert_cmpuint (row.n_cells, ==, 4);
      for (guint i = 0; i < 4; i++)
        g_assert_cmpstr (sl_csv_skip_guard (row.cells[i]), ==, cells->pdata[n++]);
    }
  g_assert_cmpuint (n, ==, cells->len);
  g_assert_cmpuint (sl_csv_reader_get_n_warnings (reader), ==, 0);
}

static void
test_one_empty_cell (void)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (SlCsvWriter) writer = sl_csv_writer_new_for_string (out, ',', SL_CSV_WRITER_NONE);

  sl_csv_writer_add_cell (writer, "");
  g_assert_true (sl_csv_writer_end_row (writer, NULL));
  sl_csv_writer_add_cell (writer, NULL);
  sl_csv_writer_add_cell (writer, NULL);
  g_assert_true (sl_csv_writer_end_row (writer, NULL));
  g_assert_cmpstr (out->str, ==, "\"\"\r\n,\r\n");
}

static void
test_write_error (void)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/dev/full");
  g_autoptr (GFileOutputStream) stream = NULL;
  g_autoptr (SlCsvWriter) writer = NULL;
  g_autoptr (GError) error = NULL;

  stream = g_file_append_to (file, G_FILE_CREATE_NONE, NULL, NULL);
  if (stream == NULL)
    {
      g_test_skip ("there is no /dev/full");
      return;
    }

  writer = sl_csv_writer_new (G_OUTPUT_STREAM (stream), ',', SL_CSV_WRITER_NONE);
  sl_csv_writer_add_cell (writer, "x");
  g_assert_true (sl_csv_writer_end_row (writer, &error));
  g_assert_false (sl_csv_writer_finish (writer, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_DISK_FULL);
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);

  g_test_add_func ("/base/csv-writer/cells", test_cells);
  g_test_add_func ("/base/csv-writer/round-trip", test_round_trip);
  g_test_add_func ("/base/csv-writer/one-empty-cell", test_one_empty_cell);
  g_test_add_func ("/base/csv-writer/write-error", test_write_error);

  return g_test_run ();
}
