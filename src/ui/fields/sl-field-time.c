/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The row for a point in time: "Sep 3, 2026 14:00" as people write it, with a calendar and the words for how far it is. */

#define G_LOG_DOMAIN "sl-field-time"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-day-button.h"
#include "sl-field-row.h"
#include "sl-format.h"
#include "sl-remind-time.h"

struct _SlFieldTime {
  AdwEntryRow parent_instance;

  SlRecordEditor *editor;
  const SlField *field;
  guint index;
  gboolean filling; /* the text is being set by us, not typed */
  gboolean typed;   /* what stands there isn't handed over yet */
  GtkLabel *hint;
};

G_DEFINE_FINAL_TYPE (SlFieldTime, sl_field_time, ADW_TYPE_ENTRY_ROW)

static SlClock *
get_clock (SlFieldTime *self)
{
  return sl_context_get_clock (sl_view_state_get_context (sl_record_editor_get_state (self->editor)));
}

static GTimeZone *
get_zone (SlFieldTime *self)
{
  return sl_clock_get_time_zone (get_clock (self));
}

static char *
format_time (gint64 time, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc_usec (time);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  g_autofree char *day = sl_format_day_editable (sl_day_from_time (time, zone));
  g_autofree char *clock = local != NULL ? g_date_time_format (local, "%H:%M") : g_strdup ("");

  return g_strdup_printf ("%s %s", day, clock);
}

/* The machine's way and the short words, or a day as people write it with or without a time after it. */
static gboolean
parse_time (SlFieldTime *self, const char *typed, gint64 *time, GError **error)
{
  return sl_remind_time_parse (typed, sl_clock_get_now (get_clock (self)), get_zone (self), time, error);
}

static void
show_problem (SlFieldTime *self, const char *message)
{
  sl_field_row_show_problem (ADW_ENTRY_ROW (self), self->editor, self->index, message);
}

/* Words beside what is written, unless they say the same. */
static void
show_hint (SlFieldTime *self, gint64 time)
{
  SlDay day = time != SL_TIME_NONE ? sl_day_from_time (time, get_zone (self)) : SL_DAY_NONE;
  g_autofree char *words = sl_day_format_relative (day, sl_clock_get_today (get_clock (self)));
  g_autofree char *exact = sl_day_format_short (day);

  gtk_label_set_label (self->hint, g_str_equal (words, exact) ? "" : words);
  gtk_widget_set_visible (GTK_WIDGET (self->hint), *gtk_label_get_label (self->hint) != '\0');
}

/* What is typed becomes the value as soon as it is a time; what is none yet is told when the person goes on. */
static void
take (SlFieldTime *self, gboolean typing)
{
  g_auto (SlValue) value = SL_VALUE_INIT;
  g_autoptr (GError) error = NULL;
  gint64 time;

  if (!parse_time (self, gtk_editable_get_text (GTK_EDITABLE (self)), &time, &error))
    {
      show_hint (self, SL_TIME_NONE);
      if (typing)
        sl_record_editor_set_problem (self->editor, self->index, error->message);
      else
        show_problem (self, error->message);
      return;
    }

  self->typed = FALSE;
  show_problem (self, NULL);
  show_hint (self, time);
  sl_value_set_integer (&value, time);
  self->filling = TRUE;
  sl_record_editor_save (self->editor, self->index, &value);
  self->filling = FALSE;
}

static void
changed_cb (SlFieldTime *self)
{
  if (self->filling)
    return;
  self->typed = TRUE;
  if (sl_record_editor_is_draft (self->editor))
    take (self, TRUE);
}

/* What wasn't touched isn't taken: of its seconds, which nobody sees, nothing would be left. */
static void
leave_cb (SlFieldTime *self)
{
  if (self->typed || *gtk_editable_get_text (GTK_EDITABLE (self)) == '\0')
    take (self, FALSE);
}

static void
fill (SlFieldTime *self)
{
  SlRecord *record = sl_record_editor_get_record (self->editor);
  gint64 time = record != NULL ? sl_record_get_integer (record, self->index, SL_TIME_NONE) : SL_TIME_NONE;
  g_autofree char *text = NULL;

  if (self->filling || self->typed || record == NULL || sl_record_editor_is_saving (self->editor, self->index))
    return;

  sl_record_editor_show (self->editor, self->index);
  text = time != SL_TIME_NONE ? format_time (time, get_zone (self)) : g_strdup ("");
  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self), text);
  self->filling = FALSE;
  show_hint (self, time);
  show_problem (self, NULL);
}

static SlDay
get_day (gpointer owner)
{
  SlFieldTime *self = owner;
  gint64 time;

  return parse_time (self, gtk_editable_get_text (GTK_EDITABLE (self)), &time, NULL) ? sl_day_from_time (time, get_zone (self)) : SL_DAY_NONE;
}

/* The time of day stays as it is. */
static void
picked_cb (gpointer owner, SlDay day)
{
  SlFieldTime *self = owner;
  g_autofree char *day_text = sl_format_day_editable (day);
  g_autofree char *text = NULL;
  gint64 time;

  if (parse_time (self, gtk_editable_get_text (GTK_EDITABLE (self)), &time, NULL))
    {
      g_autofree char *old = format_time (time, get_zone (self));

      text = g_strdup_printf ("%s %s", day_text, strrchr (old, ' ') + 1);
    }
  gtk_editable_set_text (GTK_EDITABLE (self), text != NULL ? text : day_text);
  take (self, FALSE);
}

static void
add_calendar (SlFieldTime *self)
{
  self->hint = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->hint), "dimmed");
  gtk_widget_add_css_class (GTK_WIDGET (self), "no-pencil");
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self), GTK_WIDGET (self->hint));
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self), sl_day_button_new (GTK_WIDGET (self), sl_field_get_label (self->field), get_day, picked_cb));
}

static void
sl_field_time_dispose (GObject *object)
{
  g_clear_object (&SL_FIELD_TIME (object)->editor);
  G_OBJECT_CLASS (sl_field_time_parent_class)->dispose (object);
}

static void
sl_field_time_class_init (SlFieldTimeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_field_time_dispose;
}

static void
sl_field_time_init (SlFieldTime *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_object (focus, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  g_signal_connect (self, "changed", G_CALLBACK (changed_cb), NULL);
}

/** sl_field_time_new: Returns: (transfer floating): a row for a point in time */
GtkWidget *
sl_field_time_new (SlRecordEditor *editor, guint field)
{
  SlFieldTime *self = g_object_new (SL_TYPE_FIELD_TIME, NULL);

  self->editor = g_object_ref (editor);
  self->index = field;
  self->field = sl_kind_get_field (sl_record_editor_get_kind (editor), field);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), sl_field_get_label (self->field));
  add_calendar (self);
  g_signal_connect_object (editor, "notify::record", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (editor, "finish", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  fill (self);
  return GTK_WIDGET (self);
}
