/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-import-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-errors.h"
#include "sl-import-check-page.h"
#include "sl-import-dialog.h"
#include "sl-import-mapping-page.h"
#include "sl-invitation-opener.h"
#include "sl-problem.h"

#define SPINNER_AFTER_MS 300

struct _SlImportDialog {
  AdwDialog parent_instance;

  AdwNavigationView *pages;
  GtkStack *states;
  AdwStatusPage *failed_page;

  SlViewState *state;
  SlImport *import; /* of the file at hand */
  GCancellable *cancellable; /* of the reading */
  GCancellable *choosing;    /* of the file chooser, which closes with the dialog */
  guint spinner_source;
  gboolean closed;
};

G_DEFINE_FINAL_TYPE (SlImportDialog, sl_import_dialog, ADW_TYPE_DIALOG)

static void
show_state (SlImportDialog *self, const char *name)
{
  g_clear_handle_id (&self->spinner_source, g_source_remove);
  gtk_stack_set_visible_child_name (self->states, name);
}

static void
fail (SlImportDialog *self, const GError *error)
{
  g_autofree char *words = sl_error_describe (error, NULL);

  sl_problem_show_page (self->failed_page, error);
  show_state (self, "failed");
  gtk_accessible_announce (GTK_ACCESSIBLE (self), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* The steps */

static void
done_cb (SlImportDialog *self, SlTransaction *transaction)
{
  adw_dialog_set_can_close (ADW_DIALOG (self), TRUE);
  sl_view_state_tell_done (self->state, transaction);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
busy_cb (SlImportDialog *self, gboolean busy)
{
  adw_dialog_set_can_close (ADW_DIALOG (self), !busy);
}

static void check (SlImportDialog *self);

static void
again_cb (SlImportDialog *self)
{
  adw_navigation_view_pop (self->pages);
  check (self);
}

static void
check (SlImportDialog *self)
{
  AdwNavigationPage *page = sl_import_check_page_new (self->import);

  g_signal_connect_object (page, "again", G_CALLBACK (again_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "done", G_CALLBACK (done_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "busy", G_CALLBACK (busy_cb), self, G_CONNECT_SWAPPED);
  adw_navigation_view_push (self->pages, page);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SlImportDialog) self = data;
  g_autoptr (GError) error = NULL;
  gboolean loaded = sl_import_load_finish (SL_IMPORT (source), result, &error);
  AdwNavigationPage *page;

  /* Closed, or another file was chosen meanwhile. */
  if (self->closed || SL_IMPORT (source) != self->import)
    return;
  if (!loaded)
    {
      if (sl_error_is_silent (error))
        show_state (self, "choose");
      else
        fail (self, error);
      return;
    }
  show_state (self, "choose");
  if (sl_import_get_format (self->import) == SL_IMPORT_FORMAT_EXPORT)
    {
      check (self);
      return;
    }
  page = sl_import_mapping_page_new (self->import);
  g_signal_connect_object (page, "next", G_CALLBACK (check), self, G_CONNECT_SWAPPED);
  adw_navigation_view_push (self->pages, page);
}

static void
show_spinner_cb (gpointer data)
{
  SlImportDialog *self = data;

  self->spinner_source = 0;
  gtk_stack_set_visible_child_name (self->states, "working");
}

/**
 * sl_import_dialog_open:
 * @self: a dialog
 * @file: a file
 *
 * Reads a file and shows the next page; a file that was at hand is forgotten.
 */
void
sl_import_dialog_open (SlImportDialog *self, GFile *file)
{
  g_return_if_fail (SL_IS_IMPORT_DIALOG (self) && G_IS_FILE (file));

  /* An invitation becomes a round, by a dialog of its own. */
  if (sl_invitation_opener_wants (file))
    {
      GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));

      adw_dialog_force_close (ADW_DIALOG (self));
      sl_invitation_opener_open (window, self->state, file);
      return;
    }

  adw_navigation_view_pop_to_tag (self->pages, "choose");
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_clear_object (&self->import);
  self->import = sl_import_new (sl_view_state_get_context (self->state));
  g_clear_handle_id (&self->spinner_source, g_source_remove);
  self->spinner_source = g_timeout_add_once (SPINNER_AFTER_MS, show_spinner_cb, self);
  sl_import_load_file_async (self->import, file, self->cancellable, loaded_cb, g_object_ref (self));
}

/* Choosing */

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SlImportDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, &error);

  if (self->closed)
    return;
  if (file != NULL)
    sl_import_dialog_open (self, file);
  else if (!sl_error_is_silent (error))
    fail (self, error);
}

static GListModel *
make_filters (void)
{
  GListStore *filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) tables = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (tables, _("Tables and exports"));
  gtk_file_filter_add_suffix (tables, "csv");
  gtk_file_filter_add_suffix (tables, "tsv");
  gtk_file_filter_add_suffix (tables, "txt");
  gtk_file_filter_add_suffix (tables, "json");
  gtk_file_filter_add_suffix (tables, "ics");
  gtk_file_filter_set_name (all, _("All files"));
  gtk_file_filter_add_pattern (all, "*");
  g_list_store_append (filters, tables);
  g_list_store_append (filters, all);
  return G_LIST_MODEL (filters);
}

static void
choose_cb (SlImportDialog *self)
{
  g_autoptr (GtkFileDialog) chooser = gtk_file_dialog_new ();
  g_autoptr (GListModel) filters = make_filters ();

  gtk_file_dialog_set_title (chooser, _("Choose a File to Import"));
  gtk_file_dialog_set_filters (chooser, filters);
  gtk_file_dialog_open (chooser, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->choosing, chosen_cb, g_object_ref (self));
}

static GFile *
get_dropped_file (const GValue *value)
{
  GSList *files;

  if (!G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    return NULL;
  files = g_value_get_boxed (value);
  return files != NULL ? files->data : NULL;
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, SlImportDialog *self)
{
  GFile *file = get_dropped_file (value);

  if (file != NULL)
    sl_import_dialog_open (self, file);
  return file != NULL;
}

/* The class */

/* What still runs holds the dialog, so that stopping it can't wait for its end. A check page stops its planning as it
 * goes; an import that has begun keeps the dialog open. */
static void
sl_import_dialog_closed (AdwDialog *dialog)
{
  SlImportDialog *self = SL_IMPORT_DIALOG (dialog);

  self->closed = TRUE;
  g_clear_handle_id (&self->spinner_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->choosing);
}

static void
sl_import_dialog_dispose (GObject *object)
{
  SlImportDialog *self = SL_IMPORT_DIALOG (object);

  g_clear_handle_id (&self->spinner_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->choosing);
  g_clear_object (&self->import);
  g_clear_object (&self->state);
  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_IMPORT_DIALOG);
  G_OBJECT_CLASS (sl_import_dialog_parent_class)->dispose (object);
}

static void
sl_import_dialog_class_init (SlImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_import_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = sl_import_dialog_closed;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SlImportDialog, pages);
  gtk_widget_class_bind_template_child (widget_class, SlImportDialog, states);
  gtk_widget_class_bind_template_child (widget_class, SlImportDialog, failed_page);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
}

static void
sl_import_dialog_init (SlImportDialog *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  self->choosing = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/** sl_import_dialog_new: Returns: (transfer floating): the wizard, at its first page */
AdwDialog *
sl_import_dialog_new (SlViewState *state)
{
  SlImportDialog *self = g_object_new (SL_TYPE_IMPORT_DIALOG, NULL);

  self->state = g_object_ref (state);
  return ADW_DIALOG (self);
}

/* Files dropped on the window */

static gboolean
window_drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, SlViewState *state)
{
  GtkWidget *window = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));
  GFile *file = get_dropped_file (value);
  AdwDialog *dialog;

  if (file == NULL || adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window)) != NULL)
    return FALSE;
  if (sl_invitation_opener_wants (file))
    {
      sl_invitation_opener_open (window, state, file);
      return TRUE;
    }
  dialog = sl_import_dialog_new (state);
  adw_dialog_present (dialog, window);
  sl_import_dialog_open (SL_IMPORT_DIALOG (dialog), file);
  return TRUE;
}

/**
 * sl_import_accept_drops:
 * @window: an #AdwApplicationWindow
 * @state: its view-model
 *
 * A file dropped anywhere on the window opens the wizard with it.
 */
void
sl_import_accept_drops (GtkWidget *window, SlViewState *state)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_return_if_fail (ADW_IS_APPLICATION_WINDOW (window));

  g_signal_connect_object (target, "drop", G_CALLBACK (window_drop_cb), state, 0);
  gtk_widget_add_controller (window, GTK_EVENT_CONTROLLER (target));
}
