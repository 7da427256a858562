/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-print-run.h. The pages are those of the PDF: laid out by print/, on the paper that the person chose. */
#define G_LOG_DOMAIN "sl-print-run"

#include "config.h"

#include "sl-print-layout.h"
#include "sl-print-run.h"

typedef struct {
  SlPrintDoc *doc;
  SlPrintLayout *layout;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->layout, sl_print_layout_free);
  sl_print_doc_free (job->doc);
  g_free (job);
}

static void
begin_cb (GtkPrintOperation *operation, GtkPrintContext *print, Job *job)
{
  PangoContext *context = gtk_print_context_create_pango_context (print);

  g_clear_pointer (&job->layout, sl_print_layout_free);
  job->layout = sl_print_layout_new (job->doc, context, gtk_print_context_get_width (print), gtk_print_context_get_height (print));
  g_object_unref (context);
  gtk_print_operation_set_n_pages (operation, (int) sl_print_layout_get_n_pages (job->layout));
}

static void
draw_cb (GtkPrintOperation *operation, GtkPrintContext *print, int page, Job *job)
{
  sl_print_layout_draw (job->layout, (guint) page, gtk_print_context_get_cairo_context (print));
}

gboolean
sl_print_run (GtkWindow *window, SlPrintDoc *doc, GError **error)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  Job *job = g_new0 (Job, 1);

  job->doc = doc;
  g_object_set_data_full (G_OBJECT (operation), "job", job, job_free);
  gtk_page_setup_set_orientation (setup, sl_print_doc_get_landscape (doc) ? GTK_PAGE_ORIENTATION_LANDSCAPE : GTK_PAGE_ORIENTATION_PORTRAIT);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_job_name (operation, sl_print_doc_get_title (doc));
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  /* The layout has margins of its own. */
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_cb), job);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_cb), job);

  return gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, window, error) != GTK_PRINT_OPERATION_RESULT_ERROR;
}
