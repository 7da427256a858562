/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-timeline"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-delete-key.h"
#include "sl-detail-forms.h"
#include "sl-error.h"
#include "sl-event-dialog.h"
#include "sl-format.h"
#include "sl-frames.h"
#include "sl-history.h"
#include "sl-kinds.h"
#include "sl-live.h"
#include "sl-open-link.h"
#include "sl-private.h"
#include "sl-status-pill.h"
#include "sl-text.h"
#include "sl-timeline.h"
#include "sl-tooltip.h"

/* Rows that are wanted at a time: somewhat more than a tall window shows. */
#define CHUNK 30
/* So many are made at once, which fill an ordinary window; the others so many in each frame. */
#define FIRST 8
#define STEP 4

/* So many days are told apart by "3 days ago". */
#define DAYS_NAMED 14

struct _SlTimeline {
  AdwBin parent_instance;

  GtkDropDown *filter;
  GtkBox *days;
  GtkWidget *none;
  GtkWidget *more;

  SlViewState *state;
  char *application_id;
  SlLive *live;
  GPtrArray *rows;      /* borrowed, in their order */
  GtkListBox *last_day; /* borrowed: where the next rows go, if they are of the same day */
  SlDay day;
  guint next;           /* of the history: the entry that comes next */
  guint wanted;         /* so many rows, as soon as there is time */
  gulong scrolled;
  GtkAdjustment *adjustment; /* while it is seen */
};

G_DEFINE_FINAL_TYPE (SlTimeline, sl_timeline, ADW_TYPE_BIN)

static GPtrArray *
get_history (SlTimeline *self)
{
  return self->live != NULL ? sl_live_get_result (self->live) : NULL;
}

/* --- Deeds --- */

static void
edit_cb (GtkWidget *button, SlTimeline *self)
{
  adw_dialog_present (sl_event_dialog_new (self->state, self->application_id, g_object_get_data (G_OBJECT (button), "record")), GTK_WIDGET (self));
}

static void
delete_event (SlTimeline *self, const char *id)
{
  const char *ids[] = { id, NULL };
  g_autoptr (SlChangeset) changeset =
    sl_deed_trash (SL_KIND_EVENT, ids, sl_context_get_clock (sl_view_state_get_context (self->state)));

  sl_view_state_apply (self->state, changeset);
}

static void
delete_cb (GtkWidget *button, SlTimeline *self)
{
  delete_event (self, sl_record_get_id (g_object_get_data (G_OBJECT (button), "record")));
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  delete_event (SL_TIMELINE (widget), g_variant_get_string (parameter, NULL));
}

static void
open_link_cb (GtkWidget *button, SlTimeline *self)
{
  sl_open_link (button, self->state, sl_record_get_text (g_object_get_data (G_OBJECT (button), "record"), SL_EVENT_LINK));
}

static void
open_round_cb (GtkWidget *row, SlTimeline *self)
{
  sl_detail_present_round (GTK_WIDGET (self), self->state, self->application_id, g_object_get_data (G_OBJECT (row), "record"));
}

/* --- Rows --- */

/* @name: for those who don't see in which row it is */
static void
add_button (SlTimeline *self, GtkWidget *row, SlRecord *event, const char *icon, const char *label, const char *name, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  sl_tooltip_set (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), "record", g_object_ref (event), g_object_unref);
  g_signal_connect_object (button, "clicked", clicked, self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

/* @title: what the row says that happened */
static void
add_event_buttons (SlTimeline *self, GtkWidget *row, const SlHistoryEntry *entry, const char *title)
{
  const char *link = sl_record_get_text (entry->event, SL_EVENT_LINK);
  g_autofree char *shown = sl_text_isolate (title);
  g_autofree char *day = sl_day_format_short (entry->day);
  /* Translators: the name of a button: what happened, and the day */
  g_autofree char *open_name = g_strdup_printf (_("Open “%s”, %s, in browser"), shown, day);
  g_autofree char *edit_name = g_strdup_printf (_("Edit “%s”, %s"), shown, day);
  g_autofree char *delete_name = g_strdup_printf (_("Delete “%s”, %s"), shown, day);

  if (link != NULL && (g_str_has_prefix (link, "https://") || g_str_has_prefix (link, "http://")))
    add_button (self, row, entry->event, "adw-external-link-symbolic", _("Open in browser"), open_name, G_CALLBACK (open_link_cb));
  add_button (self, row, entry->event, "document-edit-symbolic", _("Edit this event"), edit_name, G_CALLBACK (edit_cb));
  add_button (self, row, entry->event, "user-trash-symbolic", _("Delete this event"), delete_name, G_CALLBACK (delete_cb));
}

static const char *
get_icon (const SlHistoryEntry *entry)
{
  if (entry->status != NULL && entry->kind != SL_HISTORY_NOTE)
    return sl_status_get_icon_name (entry->status);
  if (entry->kind == SL_HISTORY_INTERVIEW)
    return sl_status_get_icon_name (SL_STATUS_INTERVIEWING);
  return entry->kind == SL_HISTORY_STEP ? "list-add-symbolic" : "document-edit-symbolic";
}

static GtkWidget *
make_row (SlTimeline *self, const SlHistoryEntry *entry)
{
  GTimeZone *zone = sl_clock_get_time_zone (sl_context_get_clock (sl_view_state_get_context (self->state)));
  g_autofree char *time = sl_history_entry_format_time (entry, zone);
  /* Notes, and what was changed to what. */
  g_autofree char *shown = sl_private_words (entry->details, entry->told);
  /* The name of an event is the person's own words. */
  gboolean named = entry->event != NULL && !sl_record_is_null (entry->event, SL_EVENT_LABEL);
  g_autofree char *round_name = entry->stage != NULL ? sl_format_stage_name (entry->stage) : NULL;
  g_autofree char *title = round_name != NULL ? g_steal_pointer (&round_name) : named ? sl_private_name (SL_KIND_EVENT, entry->title) : g_strdup (entry->title);
  const char *details = *shown != '\0' ? shown : NULL;
  g_autofree char *subtitle = g_strjoin (time != NULL && details != NULL ? " · " : "", time ? time : "", details ? details : "", NULL);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  if (entry->kind == SL_HISTORY_CHANGE)
    gtk_widget_add_css_class (row, "quiet");
  /* Without an icon there is its room, so that the words stand below each other. */
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (entry->kind != SL_HISTORY_CHANGE ? get_icon (entry) : NULL));
  if (entry->event != NULL)
    {
      add_event_buttons (self, row, entry, title);
      sl_delete_key_add (row, "timeline.delete", sl_record_get_id (entry->event));
    }
  if (entry->stage != NULL)
    {
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_object_set_data_full (G_OBJECT (row), "record", g_object_ref (entry->stage), g_object_unref);
      g_signal_connect_object (row, "activated", G_CALLBACK (open_round_cb), self, 0);
    }
  return row;
}

static GtkListBox *
add_day (SlTimeline *self, SlDay day)
{
  SlDay today = sl_view_state_get_today (self->state);
  g_autofree char *exact = sl_day_format_long (day);
  /* Further away, "3 weeks ago" would be the name of several days. */
  gboolean near = ABS (day - today) < DAYS_NAMED;
  g_autofree char *words = near ? sl_day_format_relative (day, today) : sl_day_format_near (day, today);
  g_autofree char *relative = sl_text_capitalize (words);
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *box = gtk_list_box_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), relative);
  sl_tooltip_set (group, exact);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (box), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (box, "boxed-list");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), box);
  gtk_box_append (self->days, group);
  return GTK_LIST_BOX (box);
}

static gboolean
is_wanted (SlTimeline *self, const SlHistoryEntry *entry)
{
  guint selected = gtk_drop_down_get_selected (self->filter);

  /* The first choice is all of them. */
  return selected == 0 || selected == GTK_INVALID_LIST_POSITION || entry->kind == (SlHistoryKind) (selected - 1);
}

/* Makes rows until there are @n. */
static void
make_rows (SlTimeline *self, guint n)
{
  GPtrArray *history = get_history (self);

  for (; history != NULL && self->next < history->len && self->rows->len < n; self->next++)
    {
      const SlHistoryEntry *entry = history->pdata[self->next];
      GtkWidget *row;

      if (!is_wanted (self, entry))
        continue;
      if (self->last_day == NULL || entry->day != self->day)
        self->last_day = add_day (self, entry->day);
      self->day = entry->day;
      row = make_row (self, entry);
      gtk_list_box_append (self->last_day, row);
      g_ptr_array_add (self->rows, row);
    }
  while (history != NULL && self->next < history->len && !is_wanted (self, history->pdata[self->next]))
    self->next++;
  gtk_widget_set_visible (self->more, history != NULL && self->next < history->len);
  gtk_widget_set_visible (self->none, history != NULL && self->rows->len == 0);
}

static gboolean
make_step (GtkWidget *widget)
{
  SlTimeline *self = SL_TIMELINE (widget);

  make_rows (self, MIN (self->rows->len + STEP, self->wanted));
  return self->rows->len < self->wanted && gtk_widget_get_visible (self->more);
}

static void
want_rows (SlTimeline *self, guint n)
{
  self->wanted = n;
  sl_frames_run (GTK_WIDGET (self), make_step);
}

static void
show_more (SlTimeline *self)
{
  guint before = self->rows->len;
  gboolean had_focus = gtk_widget_has_focus (self->more);

  make_rows (self, before + STEP);
  want_rows (self, before + CHUNK);
  if (had_focus && before < self->rows->len)
    gtk_widget_grab_focus (self->rows->pdata[before]);
}

/* Which row has the focus, or -1. */
static int
find_focus (SlTimeline *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  for (guint i = 0; focus != NULL && i < self->rows->len; i++)
    if (focus == self->rows->pdata[i] || gtk_widget_is_ancestor (focus, self->rows->pdata[i]))
      return (int) i;
  return -1;
}

/* Begins anew with @n rows, and the focus where it was. */
static void
fill (SlTimeline *self, guint n)
{
  int focus = find_focus (self);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->days))) != NULL)
    gtk_box_remove (self->days, child);
  g_ptr_array_set_size (self->rows, 0);
  self->last_day = NULL;
  self->next = 0;
  make_rows (self, n);
  want_rows (self, MAX (n, CHUNK));
  if (focus >= 0 && self->rows->len > 0)
    gtk_widget_grab_focus (self->rows->pdata[MIN ((guint) focus, self->rows->len - 1)]);
}

static void
changed_cb (SlTimeline *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->filter), TRUE);
  /* As many as before: the history changed somewhere, and what one looks at stays in its place. */
  fill (self, MAX (self->rows->len, FIRST));
}

static void
filter_cb (SlTimeline *self)
{
  fill (self, FIRST);
}

/* Gone or closed meanwhile: the page tells that. */
static void
failed_cb (SlTimeline *self, const GError *error)
{
  if (!g_error_matches (error, SL_ERROR, SL_ERROR_NOT_FOUND))
    sl_view_state_tell_failed (self->state, error, _("The timeline can’t be shown."));
}

/* --- The page that it is on is scrolled --- */

static void
scrolled_cb (SlTimeline *self)
{
  double end = gtk_adjustment_get_upper (self->adjustment) - 2 * gtk_adjustment_get_page_size (self->adjustment);

  if (gtk_widget_get_visible (self->more) && self->rows->len >= self->wanted && gtk_adjustment_get_value (self->adjustment) > end)
    want_rows (self, self->rows->len + CHUNK);
}

static void
sl_timeline_map (GtkWidget *widget)
{
  SlTimeline *self = SL_TIMELINE (widget);
  GtkWidget *window = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);

  GTK_WIDGET_CLASS (sl_timeline_parent_class)->map (widget);
  if (window == NULL)
    return;
  self->adjustment = g_object_ref (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (window)));
  self->scrolled = g_signal_connect_object (self->adjustment, "value-changed", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
}

static void
sl_timeline_unmap (GtkWidget *widget)
{
  SlTimeline *self = SL_TIMELINE (widget);

  if (self->adjustment != NULL)
    g_clear_signal_handler (&self->scrolled, self->adjustment);
  g_clear_object (&self->adjustment);
  GTK_WIDGET_CLASS (sl_timeline_parent_class)->unmap (widget);
}

static void
sl_timeline_dispose (GObject *object)
{
  SlTimeline *self = SL_TIMELINE (object);

  g_clear_object (&self->live);
  g_clear_pointer (&self->application_id, g_free);
  g_clear_object (&self->state);
  G_OBJECT_CLASS (sl_timeline_parent_class)->dispose (object);
}

static void
sl_timeline_finalize (GObject *object)
{
  g_ptr_array_unref (SL_TIMELINE (object)->rows);
  G_OBJECT_CLASS (sl_timeline_parent_class)->finalize (object);
}

static void
sl_timeline_class_init (SlTimelineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_timeline_dispose;
  G_OBJECT_CLASS (klass)->finalize = sl_timeline_finalize;
  widget_class->map = sl_timeline_map;
  widget_class->unmap = sl_timeline_unmap;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-timeline.ui");
  gtk_widget_class_bind_template_child (widget_class, SlTimeline, filter);
  gtk_widget_class_bind_template_child (widget_class, SlTimeline, days);
  gtk_widget_class_bind_template_child (widget_class, SlTimeline, none);
  gtk_widget_class_bind_template_child (widget_class, SlTimeline, more);
  gtk_widget_class_bind_template_callback (widget_class, filter_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_more);
  gtk_widget_class_install_action (widget_class, "timeline.delete", "s", delete_action);
}

static void
sl_timeline_init (SlTimeline *self)
{
  g_autoptr (GtkStringList) kinds = gtk_string_list_new ((const char *const[]) { C_("history", "Everything"), NULL });

  self->rows = g_ptr_array_new ();
  for (guint i = 0; i < SL_N_HISTORY_KINDS; i++)
    gtk_string_list_append (kinds, sl_history_kind_label ((SlHistoryKind) i));
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drop_down_set_model (self->filter, G_LIST_MODEL (kinds));
}

/** sl_timeline_set_application: shows what happened to @application_id; once for each timeline */
void
sl_timeline_set_application (SlTimeline *self, SlViewState *state, const char *application_id)
{
  SlContext *context = sl_view_state_get_context (state);

  g_return_if_fail (SL_IS_TIMELINE (self));
  g_return_if_fail (self->state == NULL);

  self->state = g_object_ref (state);
  self->application_id = g_strdup (application_id);
  self->live = sl_live_new (context, SL_LIVE_ALL_KINDS, SL_READ_INTERACTIVE, sl_history_read, (GDestroyNotify) g_ptr_array_unref);
  sl_live_set_question (self->live, sl_history_question_new (application_id, sl_context_get_clock (context)), sl_history_question_free);
  g_signal_connect_object (self->live, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->live, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  sl_live_start (self->live);
}
