/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-field-entry"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-day-button.h"
#include "sl-due.h"
#include "sl-field-pause.h"
#include "sl-field-row.h"
#include "sl-format.h"
#include "sl-kinds.h"
#include "sl-open-link.h"
#include "sl-reminder-form.h"
#include "sl-tooltip.h"

#define DAY_CHARS 13 /* "Sep 30, 2026" */

struct _SlFieldEntry {
  AdwEntryRow parent_instance;

  SlRecordEditor *editor;
  const SlField *field;
  guint index;
  SlFieldPause pause;
  gboolean filling; /* the text is being set by us, not typed */
  gboolean problem; /* what was typed can't be saved, and stays until it can */

  GtkLabel *hint;       /* relative words beside a date */
  GtkWidget *link;      /* opens an address; owned, for it is there only beside one */
  GtkWidget *calendar;  /* its button */
};

G_DEFINE_FINAL_TYPE (SlFieldEntry, sl_field_entry, ADW_TYPE_ENTRY_ROW)

static void
show_problem (SlFieldEntry *self, const char *message)
{
  self->problem = message != NULL;
  sl_field_row_show_problem (ADW_ENTRY_ROW (self), self->editor, self->index, message);
}

/* People write dates in many ways. */
static char *
dup_text (SlFieldEntry *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self))));
  SlDay day;

  if (self->field->type == SL_TYPE_DATE && sl_format_parse_day (text, &day))
    {
      char iso[SL_DAY_ISO_SIZE];

      return g_strdup (sl_day_format_iso (day, iso));
    }
  return g_steal_pointer (&text);
}

static gboolean
is_unsaved (gpointer owner)
{
  SlFieldEntry *self = owner;
  SlRecord *record = sl_record_editor_get_record (self->editor);
  g_autofree char *typed = dup_text (self);
  g_autofree char *value = record != NULL ? sl_field_format (self->field, sl_record_get_value (record, self->index)) : NULL;

  return self->problem || sl_record_editor_is_draft (self->editor) || (self->pause.source != 0 && g_strcmp0 (typed, value ? value : "") != 0);
}

/* What is saved is undone by the window; the text would bring it back a second time. */
static void
forget_typing (SlFieldEntry *self)
{
  if (sl_record_editor_is_draft (self->editor) && !self->filling)
    return;
  gtk_editable_set_enable_undo (GTK_EDITABLE (self), FALSE);
  gtk_editable_set_enable_undo (GTK_EDITABLE (self), TRUE);
}

/* "45,000 €" says in what the amount is, too. FALSE: nothing that isn't so already. */
static gboolean
save_with_currency (SlFieldEntry *self, const char *text, const SlValue *value)
{
  SlRecord *record = sl_record_editor_get_record (self->editor);
  guint field = sl_kind_find_field (sl_record_editor_get_kind (self->editor), "salary-currency");
  g_auto (SlValue) currency = SL_VALUE_INIT;
  char code[4];

  if (record == NULL || field == SL_FIELD_NONE || !sl_field_find_currency (self->field, text, sl_record_get_text (record, field), code))
    return FALSE;
  sl_value_set_text (&currency, code);
  sl_record_editor_save_with (self->editor, self->index, value, field, &currency);
  return TRUE;
}

static void
save (gpointer owner)
{
  SlFieldEntry *self = owner;
  g_autofree char *text = dup_text (self);
  g_auto (SlValue) value = SL_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  if (!sl_field_parse_on (self->field, text, sl_view_state_get_today (sl_record_editor_get_state (self->editor)), &value, &error))
    {
      show_problem (self, error->message);
      return;
    }
  show_problem (self, NULL);
  forget_typing (self);
  if (!save_with_currency (self, text, &value))
    sl_record_editor_save (self->editor, self->index, &value);
}

/* A hidden suffix would still hold its place open, so that the icons no longer stand below each other. */
static void
show_suffix (SlFieldEntry *self, GtkWidget *suffix, gboolean show)
{
  if (show && gtk_widget_get_parent (suffix) == NULL)
    {
      adw_entry_row_add_suffix (ADW_ENTRY_ROW (self), suffix);
      gtk_widget_add_css_class (GTK_WIDGET (self), "no-pencil");
    }
  else if (!show && gtk_widget_get_parent (suffix) != NULL)
    {
      adw_entry_row_remove (ADW_ENTRY_ROW (self), suffix);
      gtk_widget_remove_css_class (GTK_WIDGET (self), "no-pencil");
    }
}

static void
update_extras (SlFieldEntry *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self));
  SlDay day;

  if (self->hint != NULL)
    {
      char iso[SL_DAY_ISO_SIZE];
      g_autofree char *words = sl_format_parse_day (text, &day) ? sl_format_day_relative (sl_day_format_iso (day, iso)) : g_strdup ("");

      /* Far days are no other words than those that stand there already. */
      gtk_label_set_label (self->hint, g_str_equal (words, text) ? "" : words);
      gtk_widget_set_visible (GTK_WIDGET (self->hint), *gtk_label_get_label (self->hint) != '\0');
    }
  if (self->link != NULL)
    show_suffix (self, self->link, g_str_has_prefix (text, "http://") || g_str_has_prefix (text, "https://"));
}

/* The field's value as it stands in the row: a day as people write it. */
static char *
format_value (SlFieldEntry *self, const SlValue *value)
{
  char *text = sl_field_format (self->field, value);
  SlDay day;

  if (self->field->type == SL_TYPE_DATE && text != NULL && sl_day_parse_iso (text, &day))
    {
      g_free (text);
      text = sl_format_day_editable (day);
    }
  return text;
}

static void
show_value (SlFieldEntry *self, SlRecord *record)
{
  g_autofree char *text = format_value (self, sl_record_get_value (record, self->index));
  int cursor = gtk_editable_get_position (GTK_EDITABLE (self));

  self->filling = TRUE;
  if (g_strcmp0 (text ? text : "", gtk_editable_get_text (GTK_EDITABLE (self))) != 0)
    {
      gtk_editable_set_text (GTK_EDITABLE (self), text ? text : "");
      gtk_editable_set_position (GTK_EDITABLE (self), MIN (cursor, (int) g_utf8_strlen (text ? text : "", -1)));
    }
  forget_typing (self);
  self->filling = FALSE;
}

static void
fill (SlFieldEntry *self)
{
  SlRecord *record = sl_record_editor_get_record (self->editor);
  g_autofree char *typed = NULL;
  g_autofree char *value = NULL;

  /* What is being typed is not overwritten; what was changed elsewhere shows once the person is done. */
  if (record == NULL || self->pause.source != 0 || self->problem || sl_record_editor_is_saving (self->editor, self->index))
    return;
  value = sl_field_format (self->field, sl_record_editor_show (self->editor, self->index));
  typed = dup_text (self);
  /* "120 " while the field has the focus means what was saved: leave the cursor alone. */
  if (g_strcmp0 (typed, value) != 0 || (gtk_widget_get_state_flags (GTK_WIDGET (self)) & GTK_STATE_FLAG_FOCUS_WITHIN) == 0)
    show_value (self, record);
  show_problem (self, NULL);
  update_extras (self);
}

static void
changed_cb (SlFieldEntry *self)
{
  if (self->filling)
    return;
  update_extras (self);
  sl_field_pause_start (&self->pause);
}

static void
leave_cb (SlFieldEntry *self)
{
  SlRecord *record = sl_record_editor_get_record (self->editor);
  g_autofree char *typed = dup_text (self);
  g_autofree char *value = record != NULL ? sl_field_format (self->field, sl_record_get_value (record, self->index)) : NULL;

  /* What is saved now comes back with the record. */
  sl_field_pause_finish (&self->pause);
  if (g_strcmp0 (typed, value) == 0)
    show_value (self, record);
}

/* --- Extras by type --- */

static SlDay
get_day (gpointer owner)
{
  SlDay day;

  return sl_format_parse_day (gtk_editable_get_text (GTK_EDITABLE (owner)), &day) ? day : SL_DAY_NONE;
}

static void
picked_cb (gpointer owner, SlDay day)
{
  SlFieldEntry *self = owner;
  g_autofree char *text = sl_format_day_editable (day);

  gtk_editable_set_text (GTK_EDITABLE (self), text);
  sl_field_pause_finish (&self->pause);
}

/* The application that a reminder of this date belongs to; NULL: it stands alone. */
static const char *
get_application_id (SlRecord *record)
{
  SlKind kind = sl_record_get_kind (record);
  guint field = sl_kind_find_field (kind, "application-id");

  if (kind == SL_KIND_APPLICATION)
    return sl_record_get_id (record);

  return field != SL_FIELD_NONE ? sl_record_get_text (record, field) : NULL;
}

/* "Acme: Applied date", "Second round: Date"; of a follow-up just that. */
static char *
make_reminder_title (SlFieldEntry *self, SlRecord *record)
{
  static const char *const names[] = { "company-name", "stage-name", "name" };
  SlKind kind = sl_record_get_kind (record);
  const char *label = sl_field_get_label (self->field);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      guint field = sl_kind_find_field (kind, names[i]);
      const char *name = field != SL_FIELD_NONE ? sl_record_get_text (record, field) : NULL;

      if (name == NULL || *name == '\0')
        continue;
      if (kind == SL_KIND_APPLICATION && self->index == SL_APPLICATION_FOLLOW_UP_DATE)
        return g_strdup_printf (_("Follow up with %s"), name);
      /* Translators: what a reminder is about, and which of its dates: “Acme: Deadline” */
      return g_strdup_printf (C_("reminder", "%s: %s"), name, label);
    }

  return g_strdup (label);
}

static void
remind_cb (SlFieldEntry *self)
{
  SlRecord *record = sl_record_editor_get_record (self->editor);
  SlViewState *state = sl_record_editor_get_state (self->editor);
  GTimeZone *zone = sl_clock_get_time_zone (sl_context_get_clock (sl_view_state_get_context (state)));
  g_autofree char *title = NULL;
  SlDay day;

  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->calendar));
  if (record == NULL)
    return;
  if (!sl_format_parse_day (gtk_editable_get_text (GTK_EDITABLE (self)), &day))
    day = SL_DAY_NONE;
  title = make_reminder_title (self, record);
  sl_reminder_form_present_new (GTK_WIDGET (self), state, get_application_id (record), title, sl_day_to_time_at (day, SL_DUE_MORNING, zone));
}

static void
add_remind_button (SlFieldEntry *self)
{
  GtkWidget *button;
  g_autofree char *words = NULL;

  /* An application that isn't there yet can't be reminded of. */
  if (sl_record_editor_get_kind (self->editor) == SL_KIND_APPLICATION && sl_record_editor_is_draft (self->editor))
    return;

  button = gtk_button_new_with_mnemonic (_("_Remind Me…"));
  gtk_widget_add_css_class (button, "flat");
  /* Translators: %s is a date's field such as "Follow-up date" */
  words = g_strdup_printf (_("Remind me of “%s”"), sl_field_get_label (self->field));
  /* Its own label would go before. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remind_cb), self, G_CONNECT_SWAPPED);
  sl_day_button_append (self->calendar, button);
}

static void
add_calendar (SlFieldEntry *self)
{
  self->hint = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->hint, PANGO_ELLIPSIZE_END);
  /* Where both don't fit, the day goes before the words about it. */
  gtk_editable_set_width_chars (GTK_EDITABLE (self), DAY_CHARS);
  gtk_widget_add_css_class (GTK_WIDGET (self->hint), "dimmed");
  gtk_widget_add_css_class (GTK_WIDGET (self), "no-pencil");
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self), GTK_WIDGET (self->hint));

  self->calendar = sl_day_button_new (GTK_WIDGET (self), sl_field_get_label (self->field), get_day, picked_cb);
  add_remind_button (self);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self), self->calendar);
}

static void
open_link_cb (SlFieldEntry *self)
{
  sl_open_link (GTK_WIDGET (self), sl_record_editor_get_state (self->editor), gtk_editable_get_text (GTK_EDITABLE (self)));
}

static void
add_link (SlFieldEntry *self)
{
  self->link = g_object_ref_sink (gtk_button_new_from_icon_name ("adw-external-link-symbolic"));
  gtk_widget_set_valign (self->link, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->link, "flat");
  sl_tooltip_set (self->link, _("Open in browser"));
  g_signal_connect_object (self->link, "clicked", G_CALLBACK (open_link_cb), self, G_CONNECT_SWAPPED);
}

static void
sl_field_entry_dispose (GObject *object)
{
  SlFieldEntry *self = SL_FIELD_ENTRY (object);

  sl_field_pause_stop (&self->pause);
  g_clear_object (&self->link);
  g_clear_object (&self->editor);
  G_OBJECT_CLASS (sl_field_entry_parent_class)->dispose (object);
}

/* A word or two that are cut say nothing: seen only where they fit. Its place stays, for what depends on a size can't
 * change it. */
static void
sl_field_entry_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SlFieldEntry *self = SL_FIELD_ENTRY (widget);

  if (self->hint != NULL)
    gtk_widget_set_opacity (GTK_WIDGET (self->hint), pango_layout_is_ellipsized (gtk_label_get_layout (self->hint)) ? 0 : 1);
  GTK_WIDGET_CLASS (sl_field_entry_parent_class)->snapshot (widget, snapshot);
}

/* Leaving the page counts as leaving the field; what can't be saved is told, for it goes with the page. */
static void
sl_field_entry_unmap (GtkWidget *widget)
{
  SlFieldEntry *self = SL_FIELD_ENTRY (widget);

  sl_field_pause_finish (&self->pause);
  if (self->problem && !sl_record_editor_is_draft (self->editor))
    {
      sl_record_editor_drop_problem (self->editor, self->index);
      show_problem (self, NULL);
      fill (self);
    }
  GTK_WIDGET_CLASS (sl_field_entry_parent_class)->unmap (widget);
}

static void
sl_field_entry_class_init (SlFieldEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_field_entry_dispose;
  GTK_WIDGET_CLASS (klass)->unmap = sl_field_entry_unmap;
  GTK_WIDGET_CLASS (klass)->snapshot = sl_field_entry_snapshot;
}

static void
sl_field_entry_init (SlFieldEntry *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->pause.run = save;
  self->pause.is_unsaved = is_unsaved;
  self->pause.owner = self;
  sl_field_pause_watch_undo (&self->pause, GTK_WIDGET (self));
  g_signal_connect_object (focus, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  g_signal_connect (self, "changed", G_CALLBACK (changed_cb), NULL);
  g_signal_connect (self, "entry-activated", G_CALLBACK (leave_cb), NULL);
}

/** sl_field_entry_new: Returns: (transfer floating): a row for a text, number, date or link */
GtkWidget *
sl_field_entry_new (SlRecordEditor *editor, guint field)
{
  SlFieldEntry *self = g_object_new (SL_TYPE_FIELD_ENTRY, NULL);

  self->editor = g_object_ref (editor);
  self->index = field;
  self->field = sl_kind_get_field (sl_record_editor_get_kind (editor), field);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), sl_field_get_label (self->field));
  if (self->field->type == SL_TYPE_DATE)
    add_calendar (self);
  else if (g_str_has_suffix (self->field->column, "url"))
    add_link (self);
  if (self->field->type == SL_TYPE_INTEGER)
    adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (self), GTK_INPUT_PURPOSE_DIGITS);
  g_signal_connect_object (editor, "notify::record", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (editor, "finish", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  sl_field_row_watch_rejected (GTK_WIDGET (self), editor, field, (SlFieldFillFunc) fill, (SlFieldTellFunc) show_problem);
  fill (self);
  return GTK_WIDGET (self);
}
