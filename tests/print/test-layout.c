/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages: how many there are, what stands on each, and that there is an end whatever is printed. */
#include "config.h"

#include <string.h>

#include "sl-print-layout.h"
#include "sl-test.h"

/* The text of the whole PDF, as another program reads it; NULL where there is none. A form feed ends each page. */
static char *
read_pdf (SlPrintDoc *doc,
          guint      *n_pages)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = sl_print_doc_to_pdf (doc, SL_PAPER_A4, n_pages, &error);
  g_autofree char *program = g_find_program_in_path ("pdftotext");
  g_autofree char *path = NULL;
  char *text = NULL;

  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (g_bytes_get_data (bytes, NULL), "%PDF"));
  if (program == NULL)
    return NULL;
  path = sl_test_tmp_file ("pages.pdf", g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
  g_spawn_sync (NULL, (char *[]) { program, (char *) "-layout", path, (char *) "-", NULL }, NULL, G_SPAWN_DEFAULT, NULL, NULL, &text, NULL, NULL, &error);
  g_assert_no_error (error);

  return text;
}

static guint
count (const char *text,
       const char *part)
{
  g_auto (GStrv) parts = g_strsplit (text, part, -1);

  return g_strv_length (parts) - 1;
}

static SlPrintDoc *
new_table (guint       n_rows,
           const char *long_cell)
{
  SlPrintDoc *doc = sl_print_doc_new ("Job Search", "September");
  const char *headers[] = { "Firstcol", "Secondcol", NULL };
  const double weights[] = { 1, 2 };

  sl_print_doc_begin_table (doc, headers, weights);
  for (guint i = 0; i < n_rows; i++)
    {
      g_autofree char *cell = g_strdup_printf ("row-%u-", i);

      sl_print_doc_add_row (doc, (const char *[]) { cell, long_cell });
    }

  return doc;
}

static void
test_head_on_each_page (void)
{
  g_autoptr (SlPrintDoc) doc = new_table (500, "Something that takes one line");
  guint n_pages;
  g_autofree char *text = read_pdf (doc, &n_pages);
  g_autofree char *last = g_strdup_printf ("Page %u of %u", n_pages, n_pages);

  g_assert_cmpuint (n_pages, >, 8);
  if (text == NULL)
    {
      g_test_skip ("pdftotext isn't there");
      return;
    }
  g_assert_cmpuint (count (text, "\f"), ==, n_pages);
  g_assert_cmpuint (count (text, "Firstcol"), ==, n_pages);
  g_assert_cmpuint (count (text, "row-"), ==, 500);
  for (guint i = 0; i < 500; i++)
    {
      g_autofree char *row = g_strdup_printf ("row-%u-", i);

      g_assert_cmpuint (count (text, row), ==, 1);
    }
  g_assert_nonnull (strstr (text, last));
}

static void
test_long_texts_go_on (void)
{
  g_autoptr (GString) words = g_string_new (NULL);
  g_autoptr (SlPrintDoc) doc = NULL;
  g_autofree char *text = NULL;
  guint n_pages;

  for (guint i = 0; i < 3000; i++)
    g_string_append_printf (words, "w%u ", i);
  doc = new_table (2, words->str);
  sl_print_doc_add_text (doc, words->str);
  text = read_pdf (doc, &n_pages);
  g_assert_cmpuint (n_pages, >, 5);
  if (text != NULL)
    {
      g_assert_cmpuint (count (text, "w2999"), ==, 3);
      g_assert_cmpuint (count (text, "w1500"), ==, 3);
    }
}

static void
test_directions (void)
{
  g_autoptr (SlPrintDoc) doc = sl_print_doc_new ("عنوان", "ל עברית");
  g_autofree char *text = NULL;
  guint n_pages;

  sl_print_doc_set_rtl (doc, TRUE);
  sl_print_doc_add_fact (doc, "متى", "الخميس");
  sl_print_doc_add_text (doc, "خباز متمرس في صناعة الخبز التقليدي");
  text = read_pdf (doc, &n_pages);
  g_assert_cmpuint (n_pages, ==, 1);
}

static void
test_oddities (void)
{
  g_autoptr (SlPrintDoc) doc = sl_print_doc_new ("", NULL);
  g_autoptr (GString) word = g_string_new (NULL);
  g_autofree char *text = NULL;
  guint n_pages;

  for (guint i = 0; i < 20000; i++)
    g_string_append_c (word, 'x');
  sl_print_doc_add_text (doc, "\n\n\n");
  sl_print_doc_add_text (doc, "broken \xff\xfe bytes and \x01 controls");
  sl_print_doc_add_text (doc, word->str);
  sl_print_doc_add_heading (doc, "");
  sl_print_doc_add_fact (doc, "Nothing", NULL);
  sl_print_doc_add_item (doc, "https://torvmark.example/a'b\"c");
  sl_print_doc_add_item (doc, "https://torvmark.example/jobs?id=1&x=2");
  sl_print_doc_add_lines (doc, 100);
  text = read_pdf (doc, &n_pages);
  g_assert_cmpuint (n_pages, >, 3);
}

/* A head that is higher than the page, on the smallest of papers. */
static void
test_no_room (void)
{
  g_autoptr (GString) head = g_string_new (NULL);
  g_autoptr (SlPrintDoc) doc = sl_print_doc_new ("Title", NULL);
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  g_autoptr (SlPrintLayout) layout = NULL;
  const double weights[] = { 1 };

  for (guint i = 0; i < 400; i++)
    g_string_append (head, "head ");
  sl_print_doc_begin_table (doc, (const char *[]) { head->str, NULL }, weights);
  for (guint i = 0; i < 20; i++)
    sl_print_doc_add_row (doc, (const char *[]) { "cell" });
  layout = sl_print_layout_new (doc, context, 100, 100);
  g_assert_cmpuint (sl_print_layout_get_n_pages (layout), >, 1);
  g_assert_cmpuint (sl_print_layout_get_n_pages (layout), <, 1000);
  g_object_unref (context);
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);

  g_test_add_func ("/print/layout/head-on-each-page", test_head_on_each_page);
  g_test_add_func ("/print/layout/long-texts-go-on", test_long_texts_go_on);
  g_test_add_func ("/print/layout/directions", test_directions);
  g_test_add_func ("/print/layout/oddities", test_oddities);
  g_test_add_func ("/print/layout/no-room", test_no_room);

  return g_test_run ();
}
