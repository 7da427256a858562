/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-export-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-count.h"
#include "sl-error.h"
#include "sl-errors.h"
#include "sl-export-dialog.h"
#include "sl-export.h"
#include "sl-filter-words.h"
#include "sl-format.h"
#include "sl-problem.h"

#define SPINNER_AFTER_MS 300

/* In the order of the rows in the dialog. */
static const char delimiters[] = { ',', ';', '\t' };

struct _SlExportDialog {
  AdwDialog parent_instance;

  GtkWidget *cancel_button;
  GtkWidget *export_button;
  AdwHeaderBar *header;
  GtkStack *states;
  GtkLabel *summary;
  GtkCheckButton *csv;
  GtkCheckButton *json;
  AdwPreferencesGroup *which_group;
  AdwActionRow *all_row;
  AdwActionRow *found_row;
  AdwActionRow *selected_row;
  GtkCheckButton *all;
  GtkCheckButton *found;
  GtkCheckButton *selected;
  AdwPreferencesGroup *column_group;
  AdwExpanderRow *columns;
  AdwComboRow *delimiter;
  AdwPreferencesGroup *files_group;
  AdwSwitchRow *files;
  AdwStatusPage *failed_page;
  AdwStatusPage *done_page;

  SlViewState *state;
  GPtrArray *checks; /* borrowed GtkCheckButtons, by column */
  SlExport *export;
  GFile *file;
  GCancellable *cancellable;
  guint spinner_source;
  gboolean closed;
};

G_DEFINE_FINAL_TYPE (SlExportDialog, sl_export_dialog, ADW_TYPE_DIALOG)

static gboolean
is_table (SlExportDialog *self)
{
  return gtk_check_button_get_active (self->csv);
}

static void
show_state (SlExportDialog *self, const char *name)
{
  g_clear_handle_id (&self->spinner_source, g_source_remove);
  gtk_stack_set_visible_child_name (self->states, name);
  gtk_widget_set_visible (self->export_button, g_str_equal (name, "choose"));
  gtk_widget_set_visible (self->cancel_button, g_str_equal (name, "choose") || g_str_equal (name, "working"));
  adw_header_bar_set_show_end_title_buttons (self->header, !gtk_widget_get_visible (self->cancel_button));
}

static void
fail (SlExportDialog *self, const GError *error)
{
  sl_problem_show_page (self->failed_page, error);
  show_state (self, "failed");
}

/* What is chosen */

static guint
get_n_found (SlExportDialog *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (sl_view_state_get_model (self->state)));
}

/* "Applied, Remote, Salary from 60,000" */
static char *
describe_filter (SlExportDialog *self)
{
  SlQuery *query = sl_view_state_get_query (self->state);
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_autofree char *words = sl_filter_suggest_name (self->state);
  g_autofree char *salary = sl_filter_describe_salary (query);
  g_autofree char *dates = sl_query_get_window (query) == 0 ? sl_filter_describe_dates (query) : NULL;
  g_auto (GStrv) all = NULL;

  if (*words != '\0')
    g_strv_builder_add (parts, words);
  if (salary != NULL)
    g_strv_builder_add (parts, salary);
  if (dates != NULL)
    g_strv_builder_add (parts, dates);
  all = g_strv_builder_end (parts);
  return sl_filter_join_words ((const char *const *) all);
}

static char *
describe_choice (SlExportDialog *self)
{
  gboolean selected = gtk_check_button_get_active (self->selected);
  gboolean found = gtk_check_button_get_active (self->found);
  gint64 n = selected ? sl_view_state_get_n_selected (self->state) : found ? get_n_found (self) : MAX (sl_view_state_get_total (self->state), 0);
  g_autofree char *number = sl_format_count (n);
  g_autofree char *filter = NULL;

  if (!is_table (self))
    return g_strdup (_("Everything will be exported, whatever is filtered or selected."));
  if (!selected && found)
    {
      filter = describe_filter (self);
      /* Translators: a number, and a filter such as "Applied, Remote" */
      return g_strdup_printf (ngettext ("%s application will be exported: %s", "%s applications will be exported: %s", (gulong) n), number, filter);
    }
  return g_strdup_printf (ngettext ("%s application will be exported.", "%s applications will be exported.", (gulong) n), number);
}

static void
refresh (SlExportDialog *self)
{
  g_autofree char *subtitle = NULL;
  guint n = 0;

  if (self->checks == NULL)
    return;
  if (self->state != NULL)
    {
      g_autofree char *words = describe_choice (self);

      gtk_label_set_label (self->summary, words);
    }
  for (guint i = 0; i < self->checks->len; i++)
    n += gtk_check_button_get_active (self->checks->pdata[i]);
  /* Translators: how many columns are chosen, of how many */
  subtitle = g_strdup_printf (_("%s of %s"), SL_COUNT (n), SL_COUNT (self->checks->len));
  adw_expander_row_set_subtitle (self->columns, subtitle);
  gtk_widget_set_visible (GTK_WIDGET (self->which_group), is_table (self));
  gtk_widget_set_visible (GTK_WIDGET (self->column_group), is_table (self));
  gtk_widget_set_visible (GTK_WIDGET (self->files_group), !is_table (self));
  gtk_widget_set_sensitive (self->export_button, !is_table (self) || n > 0);
}

static void
fill_columns (SlExportDialog *self)
{
  guint n;
  const SlExportColumn *columns = sl_export_get_columns (&n);

  self->checks = g_ptr_array_new ();
  for (guint i = 0; i < n; i++)
    {
      GtkWidget *row = adw_action_row_new ();
      GtkWidget *check = gtk_check_button_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), sl_export_column_get_label (&columns[i]));
      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), columns[i].usual);
      gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
      g_signal_connect_object (check, "toggled", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
      adw_expander_row_add_row (self->columns, row);
      g_ptr_array_add (self->checks, check);
    }
}

static void
show_count (AdwActionRow *row, gint64 count)
{
  g_autofree char *number = sl_format_count (count);
  g_autofree char *text = g_strdup_printf (ngettext ("%s application", "%s applications", (gulong) count), number);

  adw_action_row_set_subtitle (row, text);
}

static void
fill_choices (SlExportDialog *self, gboolean selection_only)
{
  guint n_selected = sl_view_state_get_n_selected (self->state);
  gboolean filtered = sl_query_has_filter (sl_view_state_get_query (self->state));

  show_count (self->all_row, MAX (sl_view_state_get_total (self->state), 0));
  show_count (self->found_row, get_n_found (self));
  show_count (self->selected_row, n_selected);
  gtk_widget_set_visible (GTK_WIDGET (self->found_row), filtered);
  gtk_widget_set_visible (GTK_WIDGET (self->selected_row), n_selected > 0);
  if (selection_only && n_selected > 0)
    gtk_check_button_set_active (self->selected, TRUE);
  else if (filtered)
    gtk_check_button_set_active (self->found, TRUE);
  refresh (self);
}

static GStrv
get_column_names (SlExportDialog *self)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  guint n;
  const SlExportColumn *columns = sl_export_get_columns (&n);

  for (guint i = 0; i < n; i++)
    if (gtk_check_button_get_active (self->checks->pdata[i]))
      g_strv_builder_add (names, columns[i].name);
  return g_strv_builder_end (names);
}

static SlExport *
make_export (SlExportDialog *self)
{
  SlExport *export = sl_export_new (sl_view_state_get_context (self->state), is_table (self) ? SL_EXPORT_FORMAT_CSV : SL_EXPORT_FORMAT_JSON);
  g_auto (GStrv) names = get_column_names (self);

  sl_export_set_with_files (export, adw_switch_row_get_active (self->files));
  if (!is_table (self))
    return export;
  sl_export_set_columns (export, (const char *const *) names, NULL);
  sl_export_set_delimiter (export, delimiters[MIN (adw_combo_row_get_selected (self->delimiter), G_N_ELEMENTS (delimiters) - 1)]);
  if (gtk_check_button_get_active (self->selected))
    {
      g_autoptr (GArray) pks = sl_view_state_get_selected_pks (self->state);

      sl_export_set_pks (export, (const gint64 *) (gpointer) pks->data, pks->len);
    }
  else if (gtk_check_button_get_active (self->found))
    sl_export_set_query (export, sl_view_state_get_query (self->state));
  return export;
}

/* Writing */

/* The dialog is gone: what came of the file is told on the window. */
static void
tell_window (SlExportDialog *self, const GError *error)
{
  g_autoptr (GError) stopped = NULL;

  if (!sl_error_is_silent (error))
    {
      sl_view_state_tell_failed (self->state, error, _("Nothing was exported."));
      return;
    }
  stopped = g_error_new_literal (SL_ERROR, SL_ERROR_FAILED, _("The export was stopped. No file was written."));
  sl_view_state_tell_failed (self->state, stopped, NULL);
}

/* "search.json, with 3 attached files" */
static char *
describe_written (SlExportDialog *self)
{
  g_autofree char *name = g_file_get_basename (self->file);
  g_autofree char *display = g_filename_display_name (name);
  g_autofree char *lost = sl_export_describe_lost_files (self->export);
  guint n_files = sl_export_get_n_files (self->export);
  g_autofree char *words = n_files == 0 ? g_strdup (display)
                                        /* Translators: the name of an exported file, and how many attached files are in it */
                                        : g_strdup_printf (ngettext ("%s, with %s attached file", "%s, with %s attached files", n_files), display, SL_COUNT (n_files));

  return lost != NULL ? g_strconcat (words, "\n", lost, NULL) : g_steal_pointer (&words);
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SlExportDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  g_autofree char *escaped = NULL;
  g_autofree char *number = NULL;
  g_autofree char *title = NULL;
  gboolean done = sl_export_to_file_finish (SL_EXPORT (source), result, &error);
  guint n = sl_export_get_n_written (SL_EXPORT (source));

  if (self->closed)
    {
      if (!done)
        tell_window (self, error);
      return;
    }
  if (!done)
    {
      fail (self, error);
      return;
    }
  words = describe_written (self);
  escaped = g_markup_escape_text (words, -1);
  number = sl_format_count (n);
  if (is_table (self))
    title = g_strdup_printf (ngettext ("Exported %s Application", "Exported %s Applications", n), number);
  else
    title = g_strdup_printf (ngettext ("Exported %s Record", "Exported %s Records", n), number);
  adw_status_page_set_title (self->done_page, title);
  adw_status_page_set_description (self->done_page, escaped);
  show_state (self, "done");
}

static void
show_spinner_cb (gpointer data)
{
  SlExportDialog *self = data;

  self->spinner_source = 0;
  gtk_stack_set_visible_child_name (self->states, "working");
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SlExportDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);

  if (self->closed)
    return;
  if (file == NULL)
    {
      if (!sl_error_is_silent (error))
        fail (self, error);
      return;
    }
  g_set_object (&self->file, file);
  gtk_widget_set_sensitive (self->export_button, FALSE);
  g_clear_handle_id (&self->spinner_source, g_source_remove);
  self->spinner_source = g_timeout_add_once (SPINNER_AFTER_MS, show_spinner_cb, self);
  sl_export_to_file_async (self->export, file, self->cancellable, exported_cb, g_object_ref (self));
}

static void
export_cb (SlExportDialog *self)
{
  g_autoptr (GtkFileDialog) chooser = gtk_file_dialog_new ();
  g_autofree char *name = NULL;

  g_clear_object (&self->export);
  self->export = make_export (self);
  name = sl_export_suggest_name (self->export);
  gtk_file_dialog_set_title (chooser, is_table (self) ? _("Export Applications") : _("Export Everything"));
  gtk_file_dialog_set_initial_name (chooser, name);
  gtk_file_dialog_save (chooser, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->cancellable, chosen_cb, g_object_ref (self));
}

static void
back_cb (SlExportDialog *self)
{
  show_state (self, "choose");
  refresh (self);
}

static void
folder_shown_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SlExportDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  g_autofree char *escaped = NULL;

  if (gtk_file_launcher_open_containing_folder_finish (GTK_FILE_LAUNCHER (source), result, &error) || sl_error_is_silent (error))
    return;
  if (self->closed)
    {
      sl_view_state_tell_failed (self->state, error, _("The folder can’t be shown, but the file is there."));
      return;
    }
  words = sl_error_describe (error, _("The folder can’t be shown, but the file is there."));
  escaped = g_markup_escape_text (words, -1);
  adw_status_page_set_description (self->done_page, escaped);
}

static void
show_file_cb (SlExportDialog *self)
{
  g_autoptr (GtkFileLauncher) launcher = gtk_file_launcher_new (self->file);

  gtk_file_launcher_open_containing_folder (launcher, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL, folder_shown_cb, g_object_ref (self));
}

/* The class */

/* What still runs holds the dialog, so that stopping it can't wait for its end. */
static void
sl_export_dialog_closed (AdwDialog *dialog)
{
  SlExportDialog *self = SL_EXPORT_DIALOG (dialog);

  self->closed = TRUE;
  g_clear_handle_id (&self->spinner_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
}

static void
sl_export_dialog_dispose (GObject *object)
{
  SlExportDialog *self = SL_EXPORT_DIALOG (object);

  g_clear_handle_id (&self->spinner_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->export);
  g_clear_object (&self->file);
  g_clear_object (&self->state);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_EXPORT_DIALOG);
  G_OBJECT_CLASS (sl_export_dialog_parent_class)->dispose (object);
}

static void
sl_export_dialog_class_init (SlExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_export_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = sl_export_dialog_closed;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SlExportDialog, header);
  gtk_widget_class_bind_template_child (widget_class, SlExportDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, SlExportDialog, export_button);
  gtk_widget_class_bind_template_child (widget_class, SlExportDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, SlExportDialog, states);
  gtk_widget_class_bind_template_child (widget_class, SlExportDialog, csv);
  gtk_widget_class_bind_template_child (widget_class, SlExportDialog, json);
  gtk_widget_class_bind_template_child (widget_class, SlExportDialog, which_group);
  gtk_widget_class_bind_template_child (widget_class, SlExportDialog, all_row);
  gtk_widget_class_bind_template_child (widget_class, SlExportDialog, found_row);
  gtk_widget_class_bind_template_child (widget_class, SlExportDialog, selected_row);
  gtk_widget_class_bind_template_child (widget_class, SlExportDialog, all);
  gtk_widget_class_bind_template_child (widget_class, SlExportDialog, found);
  gtk_widget_class_bind_template_child (widget_class, SlExportDialog, selected);
  gtk_widget_class_bind_template_child (widget_class, SlExportDialog, column_group);
  gtk_widget_class_bind_template_child (widget_class, SlExportDialog, columns);
  gtk_widget_class_bind_template_child (widget_class, SlExportDialog, delimiter);
  gtk_widget_class_bind_template_child (widget_class, SlExportDialog, files_group);
  gtk_widget_class_bind_template_child (widget_class, SlExportDialog, files);
  gtk_widget_class_bind_template_child (widget_class, SlExportDialog, failed_page);
  gtk_widget_class_bind_template_child (widget_class, SlExportDialog, done_page);
  gtk_widget_class_bind_template_callback (widget_class, export_cb);
  gtk_widget_class_bind_template_callback (widget_class, refresh);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_file_cb);
}

static void
sl_export_dialog_init (SlExportDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_columns (self);
  refresh (self);
}

/** sl_export_dialog_new: Returns: (transfer floating): the dialog */
AdwDialog *
sl_export_dialog_new (SlViewState *state, gboolean selection_only)
{
  SlExportDialog *self = g_object_new (SL_TYPE_EXPORT_DIALOG, NULL);

  self->state = g_object_ref (state);
  fill_choices (self, selection_only);
  return ADW_DIALOG (self);
}
