/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-report-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-date-range.h"
#include "sl-file.h"
#include "sl-live.h"
#include "sl-page-view.h"
#include "sl-print-docs.h"
#include "sl-print-layout.h"
#include "sl-print-run.h"
#include "sl-problem.h"
#include "sl-report-dialog.h"

struct _SlReportDialog {
  AdwDialog parent_instance;

  AdwBanner *problem;
  SlDateRange *days;
  AdwEntryRow *name;
  AdwExpanderRow *columns;
  SlPageView *pages;
  GtkWidget *print;
  GtkWidget *save;
  GtkWidget *checks[SL_REPORT_N_COLUMNS];

  SlViewState *state;
  SlLive *live; /* SlReport */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (SlReportDialog, sl_report_dialog, ADW_TYPE_DIALOG)

/* Reading */

typedef struct {
  SlDay from;
  SlDay to;
  SlDay today;
  GTimeZone *zone;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_time_zone_unref (question->zone);
  g_free (question);
}

static gpointer
read_report (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Question *question = data;

  return sl_report_read (connection, question->from, question->to, question->today, question->zone, cancellable, error);
}

/* An open end is far away, not nowhere. */
static void
ask (SlReportDialog *self)
{
  SlClock *clock = sl_context_get_clock (sl_view_state_get_context (self->state));
  Question *question = g_new0 (Question, 1);

  question->from = sl_date_range_get_from (self->days);
  question->to = sl_date_range_get_to (self->days);
  if (question->to == SL_DAY_NONE)
    question->to = MAX (sl_clock_get_today (clock), question->from);
  if (question->from == SL_DAY_NONE)
    question->from = sl_day_add_months (question->to, -12 * 10);
  question->today = sl_clock_get_today (clock);
  question->zone = g_time_zone_ref (sl_clock_get_time_zone (clock));
  sl_live_set_question (self->live, question, question_free);
}

/* Showing */

static guint
get_columns (SlReportDialog *self)
{
  guint bits = 0;

  for (guint i = 0; i < SL_REPORT_N_COLUMNS; i++)
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (self->checks[i])))
      bits |= 1u << i;

  return bits;
}

static SlPrintDoc *
build_doc (SlReportDialog *self)
{
  SlPrintDoc *doc = sl_print_report (sl_live_get_result (self->live), get_columns (self), gtk_editable_get_text (GTK_EDITABLE (self->name)));

  sl_print_doc_set_rtl (doc, gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL);
  return doc;
}

static void
show_pages (SlReportDialog *self)
{
  gboolean ready = sl_live_get_result (self->live) != NULL && get_columns (self) != 0;

  gtk_widget_set_sensitive (self->print, ready);
  gtk_widget_set_sensitive (self->save, ready);
  if (!ready)
    return;
  adw_banner_set_revealed (self->problem, FALSE);
  sl_page_view_set_doc (self->pages, build_doc (self));
}

static void
failed_cb (SlReportDialog *self, const GError *error)
{
  sl_problem_show_banner (self->problem, self->state, error, _("The report can’t be made now."));
}

static void
name_cb (SlReportDialog *self)
{
  g_settings_set_string (sl_view_state_get_settings (self->state), "report-name", gtk_editable_get_text (GTK_EDITABLE (self->name)));
  show_pages (self);
}

static void
column_cb (SlReportDialog *self)
{
  const SlReportColumn *columns = sl_report_get_columns ();
  const char *names[SL_REPORT_N_COLUMNS + 1] = { NULL };
  guint bits = get_columns (self), n = 0;

  for (guint i = 0; i < SL_REPORT_N_COLUMNS; i++)
    if (bits & (1u << i))
      names[n++] = columns[i].name;
  if (n > 0)
    g_settings_set_strv (sl_view_state_get_settings (self->state), "report-columns", names);
  show_pages (self);
}

static void
add_columns (SlReportDialog *self)
{
  g_auto (GStrv) chosen = g_settings_get_strv (sl_view_state_get_settings (self->state), "report-columns");
  guint bits = sl_report_parse_columns ((const char *const *) chosen, NULL);
  const SlReportColumn *columns = sl_report_get_columns ();

  if (bits == 0)
    bits = sl_report_parse_columns (NULL, NULL);
  for (guint i = 0; i < SL_REPORT_N_COLUMNS; i++)
    {
      GtkWidget *row = adw_action_row_new ();

      self->checks[i] = gtk_check_button_new ();
      gtk_check_button_set_active (GTK_CHECK_BUTTON (self->checks[i]), (bits & (1u << i)) != 0);
      gtk_widget_set_valign (self->checks[i], GTK_ALIGN_CENTER);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(columns[i].label));
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), self->checks[i]);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), self->checks[i]);
      g_signal_connect_object (self->checks[i], "toggled", G_CALLBACK (column_cb), self, G_CONNECT_SWAPPED);
      adw_expander_row_add_row (self->columns, row);
    }
}

/* Printing and saving */

static void
printed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SlReportDialog) self = data;
  g_autoptr (GError) error = NULL;

  if (!sl_print_run_finish (result, &error))
    sl_problem_show_banner (self->problem, self->state, error, _("The report wasn’t printed."));
}

static void
print_cb (SlReportDialog *self)
{
  sl_print_run_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), build_doc (self), printed_cb, g_object_ref (self));
}

typedef struct {
  GFile *file;
  SlPrintDoc *doc; /* or */
  GBytes *csv;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_object_unref (saving->file);
  g_clear_pointer (&saving->doc, sl_print_doc_free);
  g_clear_pointer (&saving->csv, g_bytes_unref);
  g_free (saving);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SlReportDialog *self = SL_REPORT_DIALOG (source);
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      Saving *saving = g_task_get_task_data (G_TASK (result));

      sl_view_state_tell_saved (self->state, saving->file);
      adw_dialog_close (ADW_DIALOG (self));
    }
  else
    sl_problem_show_banner (self->problem, self->state, error, _("The report wasn’t saved."));
}

static void
write_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Saving *saving = data;
  GError *error = NULL;
  g_autoptr (GBytes) bytes = saving->csv != NULL ? g_bytes_ref (saving->csv) : sl_print_doc_to_pdf (saving->doc, SL_PAPER_AUTO, NULL, &error);

  if (bytes != NULL && sl_file_write_atomic_file (saving->file, bytes, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static gboolean
is_csv (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return g_str_has_suffix (lower, ".csv");
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SlReportDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);
  g_autoptr (GTask) task = NULL;
  Saving *saving;

  if (file == NULL)
    {
      sl_problem_show_banner (self->problem, self->state, error, _("The report wasn’t saved."));
      return;
    }
  if (sl_live_get_result (self->live) == NULL)
    return;
  saving = g_new0 (Saving, 1);
  if (is_csv (file))
    saving->csv = sl_report_to_csv (sl_live_get_result (self->live), get_columns (self));
  else
    saving->doc = build_doc (self);
  saving->file = g_steal_pointer (&file);
  task = g_task_new (self, NULL, written_cb, NULL);
  g_task_set_source_tag (task, chosen_cb);
  g_task_set_task_data (task, saving, saving_free);
  g_task_run_in_thread (task, write_cb);
}

static void
save_cb (SlReportDialog *self)
{
  g_autoptr (GtkFileDialog) chooser = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (chooser, _("Save Report"));
  /* Translators: the name that a report’s file begins with; keep “.pdf” */
  gtk_file_dialog_set_initial_name (chooser, _("job-search.pdf"));
  gtk_file_dialog_save (chooser, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->cancellable, chosen_cb, g_object_ref (self));
}

/* The class */

static void
sl_report_dialog_closed (AdwDialog *dialog)
{
  g_cancellable_cancel (SL_REPORT_DIALOG (dialog)->cancellable);
}

static void
sl_report_dialog_dispose (GObject *object)
{
  SlReportDialog *self = SL_REPORT_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_REPORT_DIALOG);
  g_clear_object (&self->live);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->state);

  G_OBJECT_CLASS (sl_report_dialog_parent_class)->dispose (object);
}

static void
sl_report_dialog_class_init (SlReportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_report_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = sl_report_dialog_closed;

  g_type_ensure (SL_TYPE_DATE_RANGE);
  g_type_ensure (SL_TYPE_PAGE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-report-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SlReportDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, SlReportDialog, days);
  gtk_widget_class_bind_template_child (widget_class, SlReportDialog, name);
  gtk_widget_class_bind_template_child (widget_class, SlReportDialog, columns);
  gtk_widget_class_bind_template_child (widget_class, SlReportDialog, pages);
  gtk_widget_class_bind_template_child (widget_class, SlReportDialog, print);
  gtk_widget_class_bind_template_child (widget_class, SlReportDialog, save);
  gtk_widget_class_bind_template_callback (widget_class, ask);
  gtk_widget_class_bind_template_callback (widget_class, print_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
sl_report_dialog_init (SlReportDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** sl_report_dialog_new: Returns: (transfer floating): the dialog, at the last month */
AdwDialog *
sl_report_dialog_new (SlViewState *state)
{
  SlReportDialog *self = g_object_new (SL_TYPE_REPORT_DIALOG, NULL);
  g_autofree char *name = g_settings_get_string (sl_view_state_get_settings (state), "report-name");
  SlDay today = sl_view_state_get_today (state);
  int year, month;

  self->state = g_object_ref (state);
  self->live = sl_live_new (sl_view_state_get_context (state), SL_LIVE_ALL_KINDS, SL_READ_BACKGROUND, read_report, (GDestroyNotify) sl_report_free);
  g_signal_connect_object (self->live, "changed", G_CALLBACK (show_pages), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->live, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  gtk_editable_set_text (GTK_EDITABLE (self->name), name);
  g_signal_connect_object (self->name, "changed", G_CALLBACK (name_cb), self, G_CONNECT_SWAPPED);
  add_columns (self);
  sl_day_to_ymd (today, &year, &month, NULL);
  sl_date_range_set_days (self->days, sl_day_from_ymd (year, month, 1), today);
  ask (self);
  sl_live_start (self->live);

  return ADW_DIALOG (self);
}
