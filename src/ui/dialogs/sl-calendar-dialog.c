/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-calendar-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-agenda.h"
#include "sl-calendar-dialog.h"
#include "sl-calendar-keeper.h"
#include "sl-error.h"
#include "sl-file.h"
#include "sl-problem.h"

struct _SlCalendarDialog {
  AdwDialog parent_instance;

  AdwBanner *problem;
  AdwSwitchRow *keep;
  AdwSwitchRow *alarms;
  AdwActionRow *place;

  SlViewState *state;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (SlCalendarDialog, sl_calendar_dialog, ADW_TYPE_DIALOG)

static void
show_place (SlCalendarDialog *self)
{
  g_autofree char *path = sl_calendar_keeper_get_path (sl_view_state_get_context (self->state), sl_view_state_get_settings (self->state));
  g_autofree char *name = g_filename_display_name (path);

  adw_action_row_set_subtitle (self->place, name);
}

/* A copy */

typedef struct {
  SlDueOptions *options;
  SlDay today;
  SlAgendaCalendarFlags flags;
  GFile *file;
} Copy;

static void
copy_free (gpointer data)
{
  Copy *copy = data;

  sl_due_options_free (copy->options);
  g_object_unref (copy->file);
  g_free (copy);
}

static gpointer
write_copy (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Copy *copy = data;
  g_autoptr (GBytes) bytes = sl_agenda_build_calendar (connection, copy->options, copy->today, copy->flags, NULL, cancellable, error);

  return bytes != NULL && sl_file_write_atomic_file (copy->file, bytes, error) ? g_object_ref (copy->file) : NULL;
}

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SlCalendarDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = sl_store_read_finish (SL_STORE (source), result, &error);

  if (file != NULL)
    {
      sl_view_state_tell_saved (self->state, file);
      adw_dialog_close (ADW_DIALOG (self));
    }
  else
    sl_problem_show_banner (self->problem, self->state, error, _("The calendar file wasn’t saved."));
}

static void
copy_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SlCalendarDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);
  SlClock *clock;
  Copy *copy;

  if (file == NULL)
    {
      sl_problem_show_banner (self->problem, self->state, error, _("The calendar file wasn’t saved."));
      return;
    }
  clock = sl_context_get_clock (sl_view_state_get_context (self->state));
  copy = g_new0 (Copy, 1);
  copy->options = sl_due_options_new_from_settings (sl_view_state_get_settings (self->state), sl_clock_get_time_zone (clock));
  copy->today = sl_clock_get_today (clock);
  copy->flags = adw_switch_row_get_active (self->alarms) ? SL_AGENDA_CALENDAR_ALARMS : SL_AGENDA_CALENDAR_PLAIN;
  copy->file = g_steal_pointer (&file);
  sl_store_read_async (sl_view_state_get_store (self->state), SL_READ_BACKGROUND, write_copy, copy, copy_free, g_object_unref, self->cancellable, copied_cb, g_object_ref (self));
}

static void
choose (SlCalendarDialog *self, const char *title, GAsyncReadyCallback callback)
{
  g_autoptr (GtkFileDialog) chooser = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (chooser, title);
  gtk_file_dialog_set_initial_name (chooser, "calendar.ics");
  gtk_file_dialog_save (chooser, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->cancellable, callback, g_object_ref (self));
}

static void
copy_cb (SlCalendarDialog *self)
{
  choose (self, _("Save Calendar File"), copy_chosen_cb);
}

/* The kept one */

static void
place_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SlCalendarDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);

  if (file != NULL && g_file_peek_path (file) == NULL)
    g_set_error_literal (&error, SL_ERROR, SL_ERROR_INVALID, _("This place can’t be reached from here. Choose a folder on this computer."));
  if (error != NULL)
    {
      sl_problem_show_banner (self->problem, self->state, error, _("The calendar file stays where it is."));
      return;
    }
  g_settings_set_string (sl_view_state_get_settings (self->state), "calendar-path", g_file_peek_path (file));
  show_place (self);
}

static void
choose_place_cb (SlCalendarDialog *self)
{
  choose (self, _("Choose Where the Calendar File Is Kept"), place_chosen_cb);
}

static void
sl_calendar_dialog_closed (AdwDialog *dialog)
{
  g_cancellable_cancel (SL_CALENDAR_DIALOG (dialog)->cancellable);
}

static void
sl_calendar_dialog_dispose (GObject *object)
{
  SlCalendarDialog *self = SL_CALENDAR_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_CALENDAR_DIALOG);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->state);

  G_OBJECT_CLASS (sl_calendar_dialog_parent_class)->dispose (object);
}

static void
sl_calendar_dialog_class_init (SlCalendarDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_calendar_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = sl_calendar_dialog_closed;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-calendar-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SlCalendarDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, SlCalendarDialog, keep);
  gtk_widget_class_bind_template_child (widget_class, SlCalendarDialog, alarms);
  gtk_widget_class_bind_template_child (widget_class, SlCalendarDialog, place);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_place_cb);
}

static void
sl_calendar_dialog_init (SlCalendarDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** sl_calendar_dialog_new: Returns: (transfer floating): the dialog */
AdwDialog *
sl_calendar_dialog_new (SlViewState *state)
{
  SlCalendarDialog *self = g_object_new (SL_TYPE_CALENDAR_DIALOG, NULL);
  GSettings *settings = sl_view_state_get_settings (state);

  self->state = g_object_ref (state);
  g_settings_bind (settings, "calendar-file", self->keep, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "calendar-alarms", self->alarms, "active", G_SETTINGS_BIND_DEFAULT);
  show_place (self);

  return ADW_DIALOG (self);
}
