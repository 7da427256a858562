/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-reminder-form.h. */

#define G_LOG_DOMAIN "sl-reminder-form"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-kinds.h"
#include "sl-record-dialog.h"
#include "sl-record-editor.h"
#include "sl-remind-time.h"
#include "sl-reminder-form.h"
#include "sl-store-query.h"

/* What is one click away, below the time. */
static const SlRemindPreset offered[] = { SL_REMIND_TOMORROW, SL_REMIND_IN_3_DAYS, SL_REMIND_NEXT_MONDAY };

static SlClock *
get_clock (SlViewState *state)
{
  return sl_context_get_clock (sl_view_state_get_context (state));
}

static gint64
get_time (SlViewState *state, SlRemindPreset preset)
{
  return sl_remind_preset_get_time (preset, sl_clock_get_now (get_clock (state)), sl_clock_get_time_zone (get_clock (state)));
}

static void
preset_cb (GtkButton *button, SlRecordEditor *draft)
{
  SlRemindPreset preset = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "preset"));
  g_auto (SlValue) value = SL_VALUE_INIT;

  sl_value_set_integer (&value, get_time (sl_record_editor_get_state (draft), preset));
  sl_record_editor_save (draft, SL_REMINDER_REMIND_AT, &value);
}

/* The first says the time that the others share. */
static char *
name_preset (SlViewState *state, SlRemindPreset preset)
{
  g_autofree char *clock = sl_time_format_clock (get_time (state, preset), sl_clock_get_time_zone (get_clock (state)));

  if (preset != offered[0])
    return g_strdup (sl_remind_preset_get_label (preset));
  /* Translators: a day and a time of day on a button: “Tomorrow 9:00” */
  return g_strdup_printf (C_("when to remind", "%s %s"), sl_remind_preset_get_label (preset), clock);
}

static GtkWidget *
make_presets (SlViewState *state, SlRecordEditor *draft)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = adw_wrap_box_new ();

  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (box), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (box), 6);
  for (guint i = 0; i < G_N_ELEMENTS (offered); i++)
    {
      g_autofree char *label = name_preset (state, offered[i]);
      GtkWidget *button = gtk_button_new_with_label (label);

      g_object_set_data (G_OBJECT (button), "preset", GUINT_TO_POINTER (offered[i]));
      g_signal_connect_object (button, "clicked", G_CALLBACK (preset_cb), draft, 0);
      adw_wrap_box_append (ADW_WRAP_BOX (box), button);
    }
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 9);
  gtk_widget_set_margin_bottom (box, 9);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  return row;
}

static void
present (GtkWidget *parent, SlViewState *state, SlRecord *reminder, gboolean is_new)
{
  static const guint when[] = { SL_REMINDER_TITLE, SL_REMINDER_REMIND_AT };
  static const guint rest[] = { SL_REMINDER_TYPE, SL_REMINDER_DESCRIPTION };
  AdwDialog *dialog = sl_record_dialog_new (state, reminder, is_new, is_new ? _("New Reminder") : _("Edit Reminder"));

  sl_record_dialog_add_group (SL_RECORD_DIALOG (dialog), NULL, when, G_N_ELEMENTS (when));
  sl_record_dialog_add_row (SL_RECORD_DIALOG (dialog), make_presets (state, sl_record_dialog_get_draft (SL_RECORD_DIALOG (dialog))));
  sl_record_dialog_add_group (SL_RECORD_DIALOG (dialog), NULL, rest, G_N_ELEMENTS (rest));
  adw_dialog_present (dialog, parent);
}

/**
 * sl_reminder_form_present_new:
 * @parent: what the form is presented on
 * @application_id: (nullable): what it is about; without it the reminder stands alone
 * @title: (nullable): what the form begins with
 * @at: when, in microseconds since 1970 UTC; %SL_TIME_NONE or what is past: tomorrow morning
 */
void
sl_reminder_form_present_new (GtkWidget *parent, SlViewState *state, const char *application_id, const char *title, gint64 at)
{
  g_autoptr (SlRecord) reminder = sl_record_new (SL_KIND_REMINDER);

  g_return_if_fail (SL_IS_VIEW_STATE (state));

  if (at == SL_TIME_NONE || at < sl_clock_get_now (get_clock (state)))
    at = get_time (state, SL_REMIND_TOMORROW);
  sl_record_set_text (reminder, SL_REMINDER_APPLICATION_ID, application_id);
  sl_record_set_text (reminder, SL_REMINDER_TITLE, title);
  sl_record_set_integer (reminder, SL_REMINDER_REMIND_AT, at);
  present (parent, state, reminder, TRUE);
}

typedef struct {
  GtkWidget *parent;
  SlViewState *state;
} Editing;

static gpointer
read_reminder (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return sl_store_read_record (connection, SL_KIND_REMINDER, data, error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Editing *editing = data;
  g_autoptr (GtkWidget) parent = editing->parent;
  g_autoptr (SlViewState) state = editing->state;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlRecord) reminder = sl_store_read_finish (SL_STORE (source), result, &error);

  if (reminder == NULL)
    sl_view_state_tell_failed (state, error, _("The reminder can’t be shown."));
  else if (gtk_widget_get_root (parent) != NULL)
    present (parent, state, reminder, FALSE);
}

/** sl_reminder_form_present: shows the reminder @reminder_id for changing, once it is read */
void
sl_reminder_form_present (GtkWidget *parent, SlViewState *state, const char *reminder_id)
{
  Editing *editing;

  g_return_if_fail (SL_IS_VIEW_STATE (state) && reminder_id != NULL);

  editing = g_new0 (Editing, 1);
  editing->parent = g_object_ref (parent);
  editing->state = g_object_ref (state);
  sl_store_read_async (sl_view_state_get_store (state), SL_READ_INTERACTIVE, read_reminder, g_strdup (reminder_id), g_free,
                       g_object_unref, NULL, read_cb, editing);
}
