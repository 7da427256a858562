/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-timeline"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-error.h"
#include "sl-errors.h"
#include "sl-event-dialog.h"
#include "sl-kinds.h"
#include "sl-status-pill.h"
#include "sl-store-query.h"
#include "sl-timeline.h"

struct _SlTimeline {
  AdwBin parent_instance;

  GtkBox *days;

  SlViewState *state;
  char *application_id;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (SlTimeline, sl_timeline, ADW_TYPE_BIN)

typedef struct {
  SlRecord *application;
  GPtrArray *events; /* SlRecord, oldest first */
} History;

static void
history_free (gpointer data)
{
  History *history = data;

  g_clear_object (&history->application);
  g_clear_pointer (&history->events, g_ptr_array_unref);
  g_free (history);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (History, history_free)

static gpointer
read_history (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (History) history = g_new0 (History, 1);

  history->application = sl_store_read_record (connection, SL_KIND_APPLICATION, data, error);
  if (history->application == NULL)
    return NULL;
  history->events = sl_store_read_children (connection, SL_KIND_EVENT, data, error);
  if (history->events == NULL)
    return NULL;
  return g_steal_pointer (&history);
}

/* --- Words --- */

static char *
describe_event (SlRecord *event)
{
  const char *label = sl_record_get_text (event, SL_EVENT_LABEL);
  const char *to_status = sl_record_get_text (event, SL_EVENT_TO_STATUS);
  const char *to_stage = sl_record_get_text (event, SL_EVENT_TO_STAGE);

  if (label != NULL && *label != '\0')
    return g_strdup (label);
  if (to_status != NULL)
    /* Translators: %s is a status such as "Interviewing" */
    return g_strdup_printf (_("Moved to %s"), sl_enum_label (&sl_status_words, to_status));
  if (to_stage != NULL)
    return g_strdup_printf (_("Moved to %s"), sl_enum_label (&sl_lane_words, to_stage));
  if (g_strcmp0 (sl_record_get_text (event, SL_EVENT_TYPE), SL_EVENT_TYPE_INTERVIEW) == 0)
    return g_strdup (_("Interview"));
  return g_strdup (_("Note"));
}

static char *
describe_details (SlTimeline *self, SlRecord *event)
{
  GTimeZone *zone = sl_clock_get_time_zone (sl_context_get_clock (sl_view_state_get_context (self->state)));
  gint64 at = sl_record_get_integer (event, SL_EVENT_OCCURRED_AT, SL_TIME_NONE);
  g_autofree char *time = at != SL_TIME_NONE ? sl_time_format_clock (at, zone) : NULL;
  const char *outcome = sl_record_get_text (event, SL_EVENT_OUTCOME);
  const char *parts[5] = { NULL };
  int n = 0;

  if (time != NULL)
    parts[n++] = time;
  if (outcome != NULL)
    parts[n++] = sl_enum_label (&sl_event_outcome_words, outcome);
  if (sl_record_get_text (event, SL_EVENT_REASON) != NULL)
    parts[n++] = sl_record_get_text (event, SL_EVENT_REASON);
  return g_strjoinv (" · ", (char **) parts);
}

static const char *
get_icon (SlRecord *event)
{
  const char *status = sl_record_get_text (event, SL_EVENT_TO_STATUS);

  if (status == NULL && sl_record_get_text (event, SL_EVENT_TO_STAGE) != NULL)
    status = sl_lane_get_status (sl_record_get_text (event, SL_EVENT_TO_STAGE), sl_record_get_text (event, SL_EVENT_OUTCOME));
  return status != NULL ? sl_status_get_icon_name (status) : "document-edit-symbolic";
}

/* --- Rows --- */

static void
edit_cb (GtkButton *button, SlTimeline *self)
{
  SlRecord *event = g_object_get_data (G_OBJECT (button), "event");

  adw_dialog_present (sl_event_dialog_new (self->state, self->application_id, event), GTK_WIDGET (self));
}

static void
delete_cb (GtkButton *button, SlTimeline *self)
{
  SlRecord *event = g_object_get_data (G_OBJECT (button), "event");
  const char *ids[] = { sl_record_get_id (event), NULL };
  g_autoptr (SlChangeset) changeset =
    sl_deed_trash (SL_KIND_EVENT, ids, sl_context_get_clock (sl_view_state_get_context (self->state)));

  sl_view_state_apply (self->state, changeset);
}

static void
add_button (SlTimeline *self, GtkWidget *row, SlRecord *event, const char *icon, const char *label, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data_full (G_OBJECT (button), "event", g_object_ref (event), g_object_unref);
  g_signal_connect_object (button, "clicked", clicked, self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static GtkWidget *
make_row (const char *icon, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (icon));
  return row;
}

static GtkWidget *
make_event_row (SlTimeline *self, SlRecord *event)
{
  g_autofree char *title = describe_event (event);
  g_autofree char *details = describe_details (self, event);
  const char *note = sl_record_get_text (event, SL_EVENT_NOTE);
  g_autofree char *subtitle = note ? g_strjoin (*details ? "\n" : "", details, note, NULL) : g_strdup (details);
  GtkWidget *row = make_row (get_icon (event), title, subtitle);

  add_button (self, row, event, "document-edit-symbolic", _("Edit this event"), G_CALLBACK (edit_cb));
  add_button (self, row, event, "user-trash-symbolic", _("Delete this event"), G_CALLBACK (delete_cb));
  return row;
}

/* Words from within a sentence, at the beginning of one. */
static char *
capitalize (const char *words)
{
  char first[6];
  int length = g_unichar_to_utf8 (g_unichar_totitle (g_utf8_get_char (words)), first);

  return *words != '\0' ? g_strdup_printf ("%.*s%s", length, first, g_utf8_next_char (words)) : g_strdup ("");
}

/* The list of one day, made when the first of its rows comes. */
static GtkListBox *
get_day (SlTimeline *self, SlDay day, SlDay *current, GtkListBox *list)
{
  g_autofree char *words = NULL;
  g_autofree char *relative = NULL;
  g_autofree char *exact = NULL;
  GtkWidget *group, *box;

  if (list != NULL && day == *current)
    return list;
  *current = day;
  words = sl_day_format_relative (day, sl_view_state_get_today (self->state));
  relative = capitalize (words);
  exact = sl_day_format_long (day);
  group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), relative);
  gtk_widget_set_tooltip_text (group, exact);
  box = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (box), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (box, "boxed-list");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), box);
  gtk_box_append (self->days, group);
  return GTK_LIST_BOX (box);
}

/* What the timeline tells without an event: @row and the day it stands under. */
typedef struct {
  SlDay day;
  GtkWidget *row;
} Entry;

static int
compare_days (gconstpointer a, gconstpointer b)
{
  const Entry *first = a, *second = b;

  return (second->day > first->day) - (second->day < first->day);
}

/* All entries, newest day first; within a day in the order they come: events, then applying, then being added. */
static GArray *
make_entries (SlTimeline *self, History *history)
{
  GTimeZone *zone = sl_clock_get_time_zone (sl_context_get_clock (sl_view_state_get_context (self->state)));
  const char *applied = sl_record_get_text (history->application, SL_APPLICATION_APPLIED_DATE);
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  gboolean applied_told = FALSE;
  Entry entry;

  for (guint i = history->events->len; i > 0; i--)
    {
      SlRecord *event = history->events->pdata[i - 1];

      entry.day = sl_day_from_time (sl_record_get_integer (event, SL_EVENT_OCCURRED_AT, 0), zone);
      entry.row = make_event_row (self, event);
      g_array_append_val (entries, entry);
      applied_told |= g_strcmp0 (sl_record_get_text (event, SL_EVENT_TO_STATUS), SL_STATUS_APPLIED) == 0;
    }
  if (!applied_told && applied != NULL && sl_day_parse_iso (applied, &entry.day))
    {
      entry.row = make_row (sl_status_get_icon_name (SL_STATUS_APPLIED), _("Applied"), "");
      g_array_append_val (entries, entry);
    }
  entry.day = sl_day_from_time (sl_record_get_integer (history->application, SL_FIELD_CREATED_AT, 0), zone);
  entry.row = make_row ("list-add-symbolic", _("Added to Shortlist"), "");
  g_array_append_val (entries, entry);
  g_array_sort (entries, compare_days);
  return entries;
}

static void
show_history (SlTimeline *self, History *history)
{
  g_autoptr (GArray) entries = make_entries (self, history);
  SlDay current = SL_DAY_NONE;
  GtkListBox *list = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->days))) != NULL)
    gtk_box_remove (self->days, child);
  for (guint i = 0; i < entries->len; i++)
    {
      Entry *entry = &g_array_index (entries, Entry, i);

      list = get_day (self, entry->day, &current, list);
      gtk_list_box_append (list, entry->row);
    }
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SlTimeline) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (History) history = sl_store_read_finish (SL_STORE (source), result, &error);

  if (self->state == NULL)
    return;
  /* Gone or closed meanwhile: the page tells that. */
  if (history == NULL && !sl_error_is_silent (error) && !g_error_matches (error, SL_ERROR, SL_ERROR_NOT_FOUND))
    sl_view_state_tell_failed (self->state, error, _("The timeline can’t be shown."));
  else if (history != NULL)
    show_history (self, history);
}

static void
read_again (SlTimeline *self)
{
  sl_store_read_async (sl_view_state_get_store (self->state), SL_READ_INTERACTIVE, read_history,
                       g_strdup (self->application_id), g_free, history_free, self->cancellable, read_cb, g_object_ref (self));
}

static void
changed_cb (SlTimeline *self, guint kinds)
{
  if (kinds & (1u << SL_KIND_EVENT | 1u << SL_KIND_APPLICATION))
    read_again (self);
}

static void
sl_timeline_dispose (GObject *object)
{
  SlTimeline *self = SL_TIMELINE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->application_id, g_free);
  g_clear_object (&self->state);
  G_OBJECT_CLASS (sl_timeline_parent_class)->dispose (object);
}

static void
sl_timeline_class_init (SlTimelineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_timeline_dispose;
}

static void
sl_timeline_init (SlTimeline *self)
{
  self->cancellable = g_cancellable_new ();
  self->days = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->days));
}

/** sl_timeline_set_application: shows what happened to @application_id; once for each timeline */
void
sl_timeline_set_application (SlTimeline *self, SlViewState *state, const char *application_id)
{
  g_return_if_fail (SL_IS_TIMELINE (self));
  g_return_if_fail (self->state == NULL);

  self->state = g_object_ref (state);
  self->application_id = g_strdup (application_id);
  g_signal_connect_object (sl_view_state_get_store (state), "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  read_again (self);
}
