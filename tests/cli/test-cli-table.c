/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sl-cli-table.h"
#include "sl-test.h"

static SlCliTable *
make_table (void)
{
  SlCliTable *table = sl_cli_table_new ((const char *[]) { "Id", "Company", "N", NULL });

  sl_cli_table_set_whole (table, 0);
  sl_cli_table_set_numeric (table, 2);
  sl_cli_table_add (table, (const char *[]) { "1a2b3c4d", "Torvmark Woodworks", "7" });
  sl_cli_table_add (table, (const char *[]) { "2b3c4d5e", "日本語会社", "12" });
  sl_cli_table_add (table, (const char *[]) { "3c4d5e6f", NULL, "" });

  return table;
}

static void
test_align (void)
{
  g_autoptr (SlCliTable) table = make_table ();
  g_autofree char *text = sl_cli_table_format (table, 0);

  g_assert_cmpstr (text, ==,
                   "Id        Company              N\n"
                   "1a2b3c4d  Torvmark Woodworks   7\n"
                   "2b3c4d5e  日本語会社          12\n"
                   "3c4d5e6f\n");
}

static void
test_cut (void)
{
  g_autoptr (SlCliTable) table = make_table ();

  for (guint width = 20; width < 40; width++)
    {
      g_autofree char *text = sl_cli_table_format (table, width);
      g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

      g_assert_true (g_str_has_prefix (lines[1], "1a2b3c4d  "));
      for (guint i = 0; lines[i] != NULL; i++)
        g_assert_cmpuint (sl_cli_text_width (lines[i]), <=, width);
      if (width < 32)
        g_assert_nonnull (strstr (lines[1], "…"));
    }
}

/* Where no terminal's width counts, one long cell doesn't push the others away; a column that must be whole is. */
static void
test_no_terminal (void)
{
  g_autoptr (SlCliTable) table = sl_cli_table_new ((const char *[]) { "Id", "Role", "Last", NULL });
  g_autofree char *long_text = g_strnfill (300, 'x');
  g_autofree char *text = NULL;

  sl_cli_table_set_whole (table, 0);
  sl_cli_table_add (table, (const char *[]) { long_text, long_text, "end" });
  text = sl_cli_table_format (table, 0);
  g_assert_nonnull (strstr (text, "x…  end\n"));
  g_assert_true (g_str_has_prefix (strchr (text, '\n') + 1, long_text));
  g_assert_cmpuint (sl_cli_text_width (strrchr (text, ' ') - 70), <, 80);
}

/* Marks stay with their letter, where a cell is cut as well; a character of two cells isn't halved. */
static void
test_cut_marks (void)
{
  g_autoptr (SlCliTable) table = sl_cli_table_new ((const char *[]) { "A", "B", NULL });
  const char *marked = "e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301";
  g_autofree char *text = NULL;

  sl_cli_table_add (table, (const char *[]) { marked, "x" });
  sl_cli_table_add (table, (const char *[]) { "日本語会社", "y" });
  sl_cli_table_add (table, (const char *[]) { "👩\u200d🔬\ufe0f lab", "z" });
  text = sl_cli_table_format (table, 9);
  g_assert_nonnull (strstr (text, "e\u0301e\u0301e\u0301e\u0301e\u0301…  x\n"));
  g_assert_nonnull (strstr (text, "日本…   y\n"));
}

/* What a terminal would obey doesn't get there. */
static void
test_harmless (void)
{
  g_autoptr (SlCliTable) table = sl_cli_table_new ((const char *[]) { "A", NULL });
  g_autofree char *text = NULL;

  sl_cli_table_add (table, (const char *[]) { "red \033[31m\n\x9b" "31m\xff\u202e end" });
  text = sl_cli_table_format (table, 0);
  g_assert_null (strchr (text, '\033'));
  g_assert_null (strstr (text, "\u202e"));
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_cmpuint (sl_cli_table_get_n_rows (table), ==, 1);
  g_assert_true (g_str_has_suffix (text, " end\n"));
  g_assert_true (strchr (text, '\n') + 1 + strlen (strchr (text, '\n') + 1) == text + strlen (text));
}

static void
test_width (void)
{
  g_assert_cmpuint (sl_cli_text_width (""), ==, 0);
  g_assert_cmpuint (sl_cli_text_width ("Café"), ==, 4);
  g_assert_cmpuint (sl_cli_text_width ("Cafe\u0301"), ==, 4);
  g_assert_cmpuint (sl_cli_text_width ("日本"), ==, 4);
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);
  g_test_add_func ("/cli/table/align", test_align);
  g_test_add_func ("/cli/table/cut", test_cut);
  g_test_add_func ("/cli/table/no-terminal", test_no_terminal);
  g_test_add_func ("/cli/table/cut-marks", test_cut_marks);
  g_test_add_func ("/cli/table/harmless", test_harmless);
  g_test_add_func ("/cli/table/width", test_width);

  return g_test_run ();
}
