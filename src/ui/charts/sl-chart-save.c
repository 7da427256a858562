/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-chart-save.h. */

#define G_LOG_DOMAIN "sl-chart-save"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "sl-chart-save.h"
#include "sl-errors.h"
#include "sl-file.h"

#define EXPORT_WIDTH 720

typedef struct {
  GtkWidget *widget;
  SlViewState *state; /* (nullable) */
  SlAnalytics *analytics;
  SlChartKind kind;
  SlChartFlags flags;
  GFile *file;
  SlChartFormat format;
} Save;

static void
save_free (Save *save)
{
  g_object_unref (save->widget);
  g_clear_object (&save->state);
  sl_analytics_unref (save->analytics);
  g_clear_object (&save->file);
  g_free (save);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Save, save_free)

static void
tell_failed (Save         *save,
             const GError *error)
{
  if (save->state != NULL)
    sl_view_state_tell_failed (save->state, error, _("The chart wasn’t saved."));
  else
    g_warning ("%s", error->message);
}

static void
write_thread (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  Save *save = data;
  GError *error = NULL;
  g_autoptr (GBytes) bytes =
    sl_chart_render (save->analytics, save->kind, save->format, save->flags, EXPORT_WIDTH, 0, FALSE, &error);

  if (bytes != NULL && sl_file_write_atomic_file (save->file, bytes, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  Save *save = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    tell_failed (save, error);
  else if (save->state != NULL)
    sl_view_state_tell_saved (save->state, save->file);
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (Save) save = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  GTask *task;

  save->file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);
  if (save->file == NULL)
    {
      if (!sl_error_is_silent (error))
        tell_failed (save, error);
      return;
    }
  name = g_file_get_basename (save->file);
  /* a name without a known ending becomes a picture that scales */
  if (!sl_chart_format_from_path (name, &save->format) ||
      (save->format == SL_CHART_FORMAT_SANKEY && save->kind != SL_CHART_FLOW))
    save->format = SL_CHART_FORMAT_SVG;

  task = g_task_new (save->widget, NULL, written_cb, NULL);
  g_task_set_task_data (task, g_steal_pointer (&save), (GDestroyNotify) save_free);
  g_task_run_in_thread (task, write_thread);
  g_object_unref (task);
}

static void
add_filter (GListStore *filters,
            const char *name,
            const char *suffix)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  gtk_file_filter_add_suffix (filter, suffix);
  g_list_store_append (filters, filter);
}

/** sl_chart_save: asks for a file and writes the chart there; failures and success are told on the window */
void
sl_chart_save (GtkWidget   *widget,
               SlViewState *state,
               SlAnalytics *analytics,
               SlChartKind  kind,
               SlChartFlags flags)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autofree char *name = g_strconcat ("shortlist-", sl_chart_kind_get_name (kind), ".svg", NULL);
  GtkRoot *root = gtk_widget_get_root (widget);
  Save *save = g_new0 (Save, 1);

  add_filter (filters, _("SVG picture"), "svg");
  add_filter (filters, _("PNG picture"), "png");
  add_filter (filters, _("PDF document"), "pdf");
  add_filter (filters, _("Table (CSV)"), "csv");
  if (kind == SL_CHART_FLOW)
    add_filter (filters, _("Text for SankeyMATIC"), "txt");
  gtk_file_dialog_set_title (dialog, _("Export Chart"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));

  save->widget = g_object_ref (widget);
  save->state = state != NULL ? g_object_ref (state) : NULL;
  save->analytics = sl_analytics_ref (analytics);
  save->kind = kind;
  save->flags = flags;
  gtk_file_dialog_save (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, chosen_cb, save);
}
