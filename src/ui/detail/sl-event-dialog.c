/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-event-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-date-typed.h"
#include "sl-day-button.h"
#include "sl-errors.h"
#include "sl-event-dialog.h"
#include "sl-format.h"
#include "sl-kinds.h"
#include "sl-private.h"
#include "sl-text-area.h"

struct _SlEventDialog {
  AdwDialog parent_instance;

  GtkWidget *save;
  AdwBanner *problem;
  AdwComboRow *type;
  AdwEntryRow *label;
  AdwEntryRow *day;
  AdwEntryRow *time;
  AdwComboRow *lane;
  AdwComboRow *outcome;
  AdwEntryRow *reason;
  AdwEntryRow *link;
  GtkTextBuffer *note;
  GtkWidget *note_group;

  SlViewState *state;
  char *application_id;
  SlRecord *event; /* the one being changed, or NULL for a new one */
  char *first_day; /* as they were filled in */
  char *first_time;
  char *first_note;
  gboolean filled; /* from now on, what changes is chosen by the person */
};

G_DEFINE_FINAL_TYPE (SlEventDialog, sl_event_dialog, ADW_TYPE_DIALOG)

static GTimeZone *
get_zone (SlEventDialog *self)
{
  return sl_clock_get_time_zone (sl_context_get_clock (sl_view_state_get_context (self->state)));
}

/* --- Enum rows: "none" first --- */

static void
fill_choice (AdwComboRow *row, const SlEnum *words, const char *none, const char *present)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  int index = present ? sl_enum_index (words, present) : -1;

  if (none != NULL)
    gtk_string_list_append (list, none);
  for (const SlEnumValue *value = words->values; value->word != NULL; value++)
    gtk_string_list_append (list, sl_enum_label (words, value->word));
  adw_combo_row_set_model (row, G_LIST_MODEL (list));
  adw_combo_row_set_selected (row, MAX (index + (none != NULL), 0));
  g_object_set_data (G_OBJECT (row), "first", GUINT_TO_POINTER (adw_combo_row_get_selected (row)));
}

/* A choice that wasn't touched leaves what is there, which may be a word that isn't in the list. */
static gboolean
is_touched (SlEventDialog *self, AdwComboRow *row)
{
  return self->event == NULL ||
         adw_combo_row_get_selected (row) != GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "first"));
}

static const char *
get_choice (AdwComboRow *row, const SlEnum *words, gboolean has_none)
{
  int index = (int) adw_combo_row_get_selected (row) - has_none;

  return index >= 0 ? words->values[index].word : NULL;
}

static void
set_text (AdwEntryRow *row, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (row), text ? text : "");
}

static void
lane_changed_cb (SlEventDialog *self)
{
  const char *lane = get_choice (self->lane, &sl_lane_words, TRUE);

  gtk_widget_set_visible (GTK_WIDGET (self->outcome), g_strcmp0 (lane, SL_LANE_CLOSED) == 0);
  /* A note moves nothing: who chooses a step means a change. */
  if (self->filled && lane != NULL && g_strcmp0 (get_choice (self->type, &sl_event_type_words, FALSE), SL_EVENT_TYPE_NOTE) == 0)
    adw_combo_row_set_selected (self->type, (guint) sl_enum_index (&sl_event_type_words, SL_EVENT_TYPE_STATUS));
}

static void
type_changed_cb (SlEventDialog *self)
{
  if (self->filled && g_strcmp0 (get_choice (self->type, &sl_event_type_words, FALSE), SL_EVENT_TYPE_NOTE) == 0)
    adw_combo_row_set_selected (self->lane, 0);
}

/* In private mode what was written of an event stays as it is, unseen. */
static void
hide_words (SlEventDialog *self)
{
  GtkWidget *words[] = { GTK_WIDGET (self->label), GTK_WIDGET (self->reason), GTK_WIDGET (self->link), self->note_group };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    gtk_widget_set_visible (words[i], FALSE);
}

static void
fill (SlEventDialog *self)
{
  SlRecord *event = self->event;
  gint64 at = event ? sl_record_get_integer (event, SL_EVENT_OCCURRED_AT, 0)
                    : sl_clock_get_now (sl_context_get_clock (sl_view_state_get_context (self->state)));
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc_usec (at);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, get_zone (self));
  g_autofree char *day = sl_format_day_editable (sl_day_from_time (at, get_zone (self)));
  g_autofree char *time = g_date_time_format (local, "%H:%M");
  const char *note = event ? sl_record_get_text (event, SL_EVENT_NOTE) : NULL;

  fill_choice (self->type, &sl_event_type_words, NULL, event ? sl_record_get_text (event, SL_EVENT_TYPE) : SL_EVENT_TYPE_NOTE);
  fill_choice (self->lane, &sl_lane_words, C_("interview step", "No change"), event ? sl_record_get_text (event, SL_EVENT_TO_STAGE) : NULL);
  fill_choice (self->outcome, &sl_event_outcome_words, NULL, event ? sl_record_get_text (event, SL_EVENT_OUTCOME) : NULL);
  set_text (self->day, day);
  set_text (self->time, time);
  g_set_str (&self->first_day, day);
  g_set_str (&self->first_time, time);
  g_set_str (&self->first_note, note ? note : "");
  lane_changed_cb (self);
  if (event == NULL)
    return;
  set_text (self->label, sl_record_get_text (event, SL_EVENT_LABEL));
  set_text (self->reason, sl_record_get_text (event, SL_EVENT_REASON));
  set_text (self->link, sl_record_get_text (event, SL_EVENT_LINK));
  gtk_text_buffer_set_text (self->note, note ? note : "", -1);
  if (sl_private_hides (SL_PRIVATE_NAMES))
    hide_words (self);
}

static SlDay
get_day (gpointer owner)
{
  SlDay day;

  return sl_format_parse_day (gtk_editable_get_text (GTK_EDITABLE (owner)), &day) ? day : SL_DAY_NONE;
}

static void
picked_cb (gpointer owner, SlDay day)
{
  g_autofree char *text = sl_format_day_editable (day);

  gtk_editable_set_text (GTK_EDITABLE (owner), text);
}

/* --- Saving --- */

static void
complain (SlEventDialog *self, const char *message, GtkWidget *where)
{
  adw_banner_set_title (self->problem, message);
  adw_banner_set_revealed (self->problem, TRUE);
  if (where != NULL)
    {
      gtk_widget_add_css_class (where, "error");
      gtk_widget_grab_focus (where);
    }
}

static void
complain_about_day (SlEventDialog *self, const char *text)
{
  g_autofree char *rule = sl_date_refuse_typed (text);
  g_autofree char *words = g_strdup_printf (C_("field and rule", "%s must be %s"), _("Day"), rule);

  complain (self, words, GTK_WIDGET (self->day));
}

static gboolean
read_time (SlEventDialog *self, gint64 *at)
{
  g_autofree char *day_text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->day))));
  g_autofree char *time_text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->time))));
  int minutes = *time_text != '\0' ? sl_time_of_day_parse_typed (time_text) : 0;
  SlDay day;

  if (!sl_format_parse_day (day_text, &day))
    {
      complain_about_day (self, day_text);
      return FALSE;
    }
  if (minutes < 0)
    {
      complain (self, _("The time must be written as 14:30"), GTK_WIDGET (self->time));
      return FALSE;
    }
  *at = sl_day_to_time_at (day, minutes, get_zone (self));
  if (*at == SL_TIME_NONE)
    {
      complain_about_day (self, day_text);
      return FALSE;
    }
  if (self->event == NULL)
    {
      /* What still says "now" is now, to the second: after what happened in the same minute. */
      if (g_str_equal (day_text, self->first_day) && g_str_equal (time_text, self->first_time))
        *at = sl_clock_get_now (sl_context_get_clock (sl_view_state_get_context (self->state)));
    }
  /* Two events in the same minute keep the order in which they were written down. */
  else
    {
      gint64 before = sl_record_get_integer (self->event, SL_EVENT_OCCURRED_AT, 0);

      if (before / (60 * G_USEC_PER_SEC) == *at / (60 * G_USEC_PER_SEC))
        *at = before;
    }
  return TRUE;
}

/* What wasn't touched stays as it is, to the last space. */
static void
take_text (SlRecord *record, guint field, AdwEntryRow *row)
{
  const char *present = sl_record_get_text (record, field);
  g_autofree char *text = NULL;

  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (row)), present != NULL ? present : "") == 0)
    return;
  text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
  sl_record_set_text (record, field, *text ? text : NULL);
}

static SlRecord *
read_form (SlEventDialog *self)
{
  g_autoptr (SlRecord) record = self->event ? sl_record_dup (self->event) : sl_record_new (SL_KIND_EVENT);
  const char *lane = get_choice (self->lane, &sl_lane_words, TRUE);
  g_autofree char *note = NULL;
  GtkTextIter start, end;
  gint64 at;

  if (!read_time (self, &at))
    return NULL;
  gtk_text_buffer_get_bounds (self->note, &start, &end);
  note = gtk_text_buffer_get_text (self->note, &start, &end, FALSE);
  sl_record_set_text (record, SL_EVENT_APPLICATION_ID, self->application_id);
  if (is_touched (self, self->type))
    sl_record_set_text (record, SL_EVENT_TYPE, get_choice (self->type, &sl_event_type_words, FALSE));
  sl_record_set_integer (record, SL_EVENT_OCCURRED_AT, at);
  if (is_touched (self, self->lane) || is_touched (self, self->outcome))
    {
      const char *outcome = g_strcmp0 (lane, SL_LANE_CLOSED) == 0 ? get_choice (self->outcome, &sl_event_outcome_words, FALSE) : NULL;

      sl_record_set_text (record, SL_EVENT_TO_STAGE, lane);
      sl_record_set_text (record, SL_EVENT_OUTCOME, outcome);
      sl_record_set_text (record, SL_EVENT_TO_STATUS, lane ? sl_lane_get_status (lane, outcome) : NULL);
    }
  take_text (record, SL_EVENT_LABEL, self->label);
  take_text (record, SL_EVENT_REASON, self->reason);
  take_text (record, SL_EVENT_LINK, self->link);
  if (!g_str_equal (note, self->first_note))
    sl_record_set_text (record, SL_EVENT_NOTE, *note ? note : NULL);
  return g_steal_pointer (&record);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SlEventDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = sl_view_state_apply_finish (SL_VIEW_STATE (source), result, &error);

  if (error != NULL && gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    {
      sl_view_state_tell_failed (SL_VIEW_STATE (source), error, _("The event wasn’t saved."));
      return;
    }
  if (error != NULL)
    {
      g_autofree char *words = sl_error_describe (error, _("The event wasn’t saved."));

      gtk_widget_set_sensitive (self->save, TRUE);
      complain (self, words, NULL);
      return;
    }
  if (transaction != NULL)
    sl_view_state_tell_done (SL_VIEW_STATE (source), transaction);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
save_cb (SlEventDialog *self)
{
  g_autoptr (SlRecord) record = read_form (self);
  g_autoptr (SlChangeset) changeset = NULL;
  g_autoptr (GError) error = NULL;

  if (record == NULL)
    return;
  if (!sl_record_check (record, &error))
    {
      complain (self, error->message, NULL);
      return;
    }
  gtk_widget_set_sensitive (self->save, FALSE);
  if (self->event != NULL)
    {
      sl_view_state_edit_async (self->state, self->event, record, NULL, saved_cb, g_object_ref (self));
      return;
    }
  changeset = sl_deed_add (record);
  sl_view_state_apply_async (self->state, changeset, NULL, saved_cb, g_object_ref (self));
}

static void
edited_cb (SlEventDialog *self)
{
  adw_banner_set_revealed (self->problem, FALSE);
  gtk_widget_remove_css_class (GTK_WIDGET (self->day), "error");
  gtk_widget_remove_css_class (GTK_WIDGET (self->time), "error");
}

static void
sl_event_dialog_dispose (GObject *object)
{
  SlEventDialog *self = SL_EVENT_DIALOG (object);

  g_clear_object (&self->event);
  g_clear_object (&self->state);
  g_clear_pointer (&self->application_id, g_free);
  g_clear_pointer (&self->first_day, g_free);
  g_clear_pointer (&self->first_time, g_free);
  g_clear_pointer (&self->first_note, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_EVENT_DIALOG);
  G_OBJECT_CLASS (sl_event_dialog_parent_class)->dispose (object);
}

static void
sl_event_dialog_class_init (SlEventDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_event_dialog_dispose;

  g_type_ensure (SL_TYPE_TEXT_AREA);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-event-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SlEventDialog, save);
  gtk_widget_class_bind_template_child (widget_class, SlEventDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, SlEventDialog, type);
  gtk_widget_class_bind_template_child (widget_class, SlEventDialog, label);
  gtk_widget_class_bind_template_child (widget_class, SlEventDialog, day);
  gtk_widget_class_bind_template_child (widget_class, SlEventDialog, time);
  gtk_widget_class_bind_template_child (widget_class, SlEventDialog, lane);
  gtk_widget_class_bind_template_child (widget_class, SlEventDialog, outcome);
  gtk_widget_class_bind_template_child (widget_class, SlEventDialog, reason);
  gtk_widget_class_bind_template_child (widget_class, SlEventDialog, link);
  gtk_widget_class_bind_template_child (widget_class, SlEventDialog, note);
  gtk_widget_class_bind_template_child (widget_class, SlEventDialog, note_group);
  gtk_widget_class_bind_template_callback (widget_class, lane_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, type_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
}

static void
sl_event_dialog_init (SlEventDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_entry_row_add_suffix (self->day, sl_day_button_new (GTK_WIDGET (self->day), adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self->day)), get_day, picked_cb));
}

/**
 * sl_event_dialog_new:
 * @event: (nullable): the event to change, or %NULL to add one
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
sl_event_dialog_new (SlViewState *state, const char *application_id, SlRecord *event)
{
  SlEventDialog *self = g_object_new (SL_TYPE_EVENT_DIALOG, NULL);

  self->state = g_object_ref (state);
  self->application_id = g_strdup (application_id);
  g_set_object (&self->event, event);
  adw_dialog_set_title (ADW_DIALOG (self), event ? _("Edit Event") : _("New Event"));
  gtk_button_set_label (GTK_BUTTON (self->save), event ? _("Save") : _("Add"));
  fill (self);
  self->filled = TRUE;
  return ADW_DIALOG (self);
}
