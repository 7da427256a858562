/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of the sample data: a few papers of one page, which all sample documents share. */
#define G_LOG_DOMAIN "sl-demo-files"

#include "config.h"

#include <string.h>

#include "sl-attachment.h"
#include "sl-demo-private.h"

static const struct {
  const char *name;
  const char *title;
  const char *text;
} papers[SL_N_DEMO_FILES] = {
  [SL_DEMO_FILE_RESUME_SHORT] = { "Resume.pdf", "Resume", "One page: what I did, and where." },
  [SL_DEMO_FILE_RESUME_LONG] = { "Resume with projects.pdf", "Resume", "Two pages: what I did, where, and what came of it." },
  [SL_DEMO_FILE_RESUME_ENGLISH] = { "Resume, English.pdf", "Resume", "The same in English." },
  [SL_DEMO_FILE_LETTER] = { "Cover letter.pdf", "Cover letter", "Why this place, and why me." },
  [SL_DEMO_FILE_SAMPLES] = { "Work samples.pdf", "Work samples", "Three pieces of work, with what was hard about them." },
};

static void
add_object (GString    *pdf,
            GArray     *places,
            const char *body)
{
  gsize place = pdf->len;

  g_array_append_val (places, place);
  g_string_append_printf (pdf, "%u 0 obj\n%s\nendobj\n", places->len, body);
}

/* The least that a viewer shows: one page, two lines. */
static GBytes *
draw_page (const char *title,
           const char *text)
{
  GString *pdf = g_string_new ("%PDF-1.4\n");
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (gsize));
  g_autofree char *drawing = g_strdup_printf ("BT /F 24 Tf 72 760 Td (%s) Tj /F 12 Tf 0 -36 Td (%s) Tj ET", title, text);
  g_autofree char *contents = g_strdup_printf ("<< /Length %" G_GSIZE_FORMAT " >>\nstream\n%s\nendstream", strlen (drawing), drawing);
  gsize table;

  add_object (pdf, places, "<< /Type /Catalog /Pages 2 0 R >>");
  add_object (pdf, places, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
  add_object (pdf, places, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>");
  add_object (pdf, places, contents);
  add_object (pdf, places, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
  table = pdf->len;
  g_string_append_printf (pdf, "xref\n0 %u\n0000000000 65535 f \n", places->len + 1);
  for (guint i = 0; i < places->len; i++)
    g_string_append_printf (pdf, "%010" G_GSIZE_FORMAT " 00000 n \n", g_array_index (places, gsize, i));
  g_string_append_printf (pdf, "trailer\n<< /Size %u /Root 1 0 R >>\nstartxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n", places->len + 1, table);
  return g_string_free_to_bytes (pdf);
}

/**
 * sl_demo_keep_files:
 *
 * Keeps the sample's files in the data folder, claimed as long as @demo is at work.
 */
gboolean
sl_demo_keep_files (SlDemo  *demo,
                    GError **error)
{
  g_autofree char *data_dir = g_path_get_dirname (sl_store_get_path (demo->store));

  for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
    {
      g_autoptr (GBytes) page = draw_page (papers[i].title, papers[i].text);
      SlAttachment *attachment = sl_attachment_keep_bytes (data_dir, papers[i].name, page, error);

      if (attachment == NULL)
        return FALSE;
      g_ptr_array_add (demo->files, attachment);
    }
  return TRUE;
}

/** sl_demo_set_file: gives @record, a document or résumé version, one of the files */
void
sl_demo_set_file (SlDemo    *demo,
                  SlRecord  *record,
                  SlDemoFile which)
{
  SlKind kind = sl_record_get_kind (record);
  SlAttachment *attachment = g_ptr_array_index (demo->files, which);

  sl_record_set_text (record, sl_kind_find_field (kind, "file-hash"), sl_attachment_get_hash (attachment));
  sl_record_set_text (record, sl_kind_find_field (kind, "file-name"), sl_attachment_get_name (attachment));
  sl_record_set_integer (record, sl_kind_find_field (kind, "file-size"), sl_attachment_get_size (attachment));
}
