/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-print-run.h. The pages are those of the PDF: laid out by print/, on the paper that the person chose.

   Once the pages are on their way to a file or a printer, GTK tells by no signal that they didn’t arrive: the error stays
   in the operation, and whatever was at work on it lets go of it. That is waited for. */
#define G_LOG_DOMAIN "sl-print-run"

#include "config.h"

#include "sl-print-layout.h"
#include "sl-print-run.h"

typedef struct {
  GTask *task;
  GtkPrintOperation *operation; /* by a toggle reference */
  SlPrintDoc *doc;
  SlPrintLayout *layout;
  GtkPrintOperationResult result;
  guint idle; /* while nobody else holds the operation */
} Job;

static void
job_free (Job *job)
{
  g_clear_pointer (&job->layout, sl_print_layout_free);
  sl_print_doc_free (job->doc);
  g_object_unref (job->task);
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

static void
done_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, Job *job)
{
  job->result = result;
}

/* GTK must not be asked for an error where there is none. What the person cancelled is aborted, too. */
static gboolean
has_error (Job *job)
{
  return job->result == GTK_PRINT_OPERATION_RESULT_ERROR ||
         (job->result == GTK_PRINT_OPERATION_RESULT_APPLY && gtk_print_operation_get_status (job->operation) == GTK_PRINT_STATUS_FINISHED_ABORTED);
}

static void holders_changed_cb (gpointer data, GObject *operation, gboolean alone);

static gboolean
over_cb (gpointer data)
{
  Job *job = data;
  GError *error = NULL;

  if (has_error (job))
    gtk_print_operation_get_error (job->operation, &error);
  g_object_remove_toggle_ref (G_OBJECT (job->operation), holders_changed_cb, job);
  if (error != NULL)
    g_task_return_error (job->task, error);
  else
    g_task_return_boolean (job->task, TRUE);
  job_free (job);
  return G_SOURCE_REMOVE;
}

static void
holders_changed_cb (gpointer data, GObject *operation, gboolean alone)
{
  Job *job = data;

  g_clear_handle_id (&job->idle, g_source_remove);
  if (alone)
    job->idle = g_idle_add (over_cb, job);
}

/* A file that it is printed to is called like the document, not “output”. */
static GtkPrintSettings *
new_settings (SlPrintDoc *doc)
{
  GtkPrintSettings *settings = gtk_print_settings_new ();
  g_autofree char *name = g_strdup (sl_print_doc_get_title (doc));

  gtk_print_settings_set (settings, GTK_PRINT_SETTINGS_OUTPUT_BASENAME, g_strdelimit (name, "/\\", '-'));
  return settings;
}

static void
set_up (GtkPrintOperation *operation, SlPrintDoc *doc)
{
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  g_autoptr (GtkPrintSettings) settings = new_settings (doc);

  gtk_page_setup_set_orientation (setup, sl_print_doc_get_landscape (doc) ? GTK_PAGE_ORIENTATION_LANDSCAPE : GTK_PAGE_ORIENTATION_PORTRAIT);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_print_settings (operation, settings);
  gtk_print_operation_set_job_name (operation, sl_print_doc_get_title (doc));
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  /* The layout has margins of its own. */
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_allow_async (operation, TRUE);
}

/**
 * sl_print_run_async:
 * @window: over which the dialog appears
 * @doc: (transfer full): what to print
 * @callback: called once it is printed, didn't work, or was cancelled
 */
void
sl_print_run_async (GtkWindow *window, SlPrintDoc *doc, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  Job *job = g_new0 (Job, 1);

  job->doc = doc;
  job->operation = operation;
  job->task = g_task_new (window, NULL, callback, data);
  g_task_set_source_tag (job->task, sl_print_run_async);
  set_up (operation, doc);
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_cb), job);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_cb), job);
  g_signal_connect (operation, "done", G_CALLBACK (done_cb), job);
  g_object_add_toggle_ref (G_OBJECT (operation), holders_changed_cb, job);

  /* An error of this moment is in the operation, too. */
  job->result = gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, window, NULL);
}

/** sl_print_run_finish: Returns: FALSE with @error set when it wasn't printed; cancelling is no error */
gboolean
sl_print_run_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
