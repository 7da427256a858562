/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-agenda-page"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-agenda-list.h"
#include "sl-agenda-month.h"
#include "sl-agenda-page.h"
#include "sl-kinds.h"
#include "sl-live.h"
#include "sl-page.h"
#include "sl-problem.h"
#include "sl-record-dialog.h"
#include "sl-store-query.h"

/* The list goes on behind the month that is shown. */
#define DAYS_AFTER 31

#define KINDS \
  (SL_LIVE_KIND (SL_KIND_APPLICATION) | SL_LIVE_KIND (SL_KIND_STAGE) | SL_LIVE_KIND (SL_KIND_OUTCOME) | SL_LIVE_KIND (SL_KIND_REMINDER) | SL_LIVE_KIND (SL_KIND_SAVED_JOB))

struct _SlAgendaPage {
  AdwNavigationPage parent_instance;

  /* Template */
  GtkLabel *month_name;
  SlAgendaMonth *month;
  SlAgendaList *list;
  GtkScrolledWindow *scrolled;
  AdwBanner *problem;

  SlViewState *state;
  SlLive *live; /* GPtrArray of SlAgendaItem */
};

static void page_init (SlPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SlAgendaPage, sl_agenda_page, ADW_TYPE_NAVIGATION_PAGE, G_IMPLEMENT_INTERFACE (SL_TYPE_PAGE, page_init))

/* What is asked of the store, on its thread. */
typedef struct {
  SlDueOptions *options;
  SlDay first;
  SlDay last;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  sl_due_options_free (question->options);
  g_free (question);
}

static gpointer
read_items (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Question *question = data;

  return sl_agenda_read (connection, question->options, question->first, question->last, error);
}

static GTimeZone *
get_zone (SlAgendaPage *self)
{
  return sl_clock_get_time_zone (sl_context_get_clock (sl_view_state_get_context (self->state)));
}

static void
ask (SlAgendaPage *self)
{
  Question *question = g_new0 (Question, 1);

  question->options = sl_due_options_new_from_settings (sl_view_state_get_settings (self->state), get_zone (self));
  question->first = sl_agenda_month_get_first (self->month);
  question->last = sl_agenda_month_get_last (self->month) + DAYS_AFTER;
  sl_live_set_question (self->live, question, question_free);
}

/* Perhaps into another time zone. */
static void
clock_set_cb (SlAgendaPage *self)
{
  sl_agenda_month_set_zone (self->month, get_zone (self));
  ask (self);
}

static void
fill_list (SlAgendaPage *self)
{
  GPtrArray *items = sl_live_get_result (self->live);

  if (items == NULL)
    return;
  sl_agenda_list_set (self->list, items, sl_agenda_month_get_selected (self->month), sl_view_state_get_today (self->state), get_zone (self));
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
}

static void
changed_cb (SlAgendaPage *self)
{
  GPtrArray *items = sl_live_get_result (self->live);

  adw_banner_set_revealed (self->problem, FALSE);
  if (items == NULL)
    return;
  sl_agenda_month_set_items (self->month, items);
  fill_list (self);
}

static void
failed_cb (SlAgendaPage *self, const GError *error)
{
  sl_problem_show_banner (self->problem, self->state, error, _("The agenda can’t be shown now."));
}

static void
retry_cb (SlAgendaPage *self)
{
  sl_live_refresh (self->live);
}

/* Days */

static void
name_month (SlAgendaPage *self)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc ((gint64) sl_agenda_month_get_selected (self->month) * 86400);
  /* Translators: a month and its year, for strftime: “November 2026” */
  g_autofree char *name = g_date_time_format (time, C_("month", "%OB %Y"));

  gtk_label_set_text (self->month_name, name);
}

static void
show_day (SlAgendaPage *self, SlDay day)
{
  SlDay before = sl_agenda_month_get_first (self->month);

  sl_agenda_month_select (self->month, day);
  name_month (self);
  if (sl_agenda_month_get_first (self->month) != before)
    ask (self);
  else
    fill_list (self);
}

/* By key or pointer: the month is there already. */
static void
selected_cb (SlAgendaPage *self)
{
  name_month (self);
  ask (self);
  fill_list (self);
}

static void
opened_cb (SlAgendaPage *self)
{
  sl_agenda_list_focus (self->list);
}

static void
previous_cb (SlAgendaPage *self)
{
  show_day (self, sl_day_add_months (sl_agenda_month_get_selected (self->month), -1));
}

static void
next_cb (SlAgendaPage *self)
{
  show_day (self, sl_day_add_months (sl_agenda_month_get_selected (self->month), 1));
}

static void
today_cb (SlAgendaPage *self)
{
  show_day (self, sl_view_state_get_today (self->state));
}

static void
today_changed_cb (SlAgendaPage *self)
{
  sl_agenda_month_set_today (self->month, sl_view_state_get_today (self->state));
  fill_list (self);
}

static void
setting_cb (SlAgendaPage *self, const char *key)
{
  if (g_str_has_prefix (key, "reminders-"))
    ask (self);
}

/* Items */

static gpointer
read_reminder (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return sl_store_read_record (connection, SL_KIND_REMINDER, data, error);
}

static void
present_reminder (SlAgendaPage *self, SlRecord *reminder, gboolean is_new)
{
  static const guint fields[] = { SL_REMINDER_TITLE, SL_REMINDER_REMIND_AT, SL_REMINDER_TYPE, SL_REMINDER_DESCRIPTION };
  AdwDialog *dialog = sl_record_dialog_new (self->state, reminder, is_new, is_new ? _("New Reminder") : _("Reminder"));

  sl_record_dialog_add_group (SL_RECORD_DIALOG (dialog), NULL, fields, G_N_ELEMENTS (fields));
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
reminder_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SlAgendaPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlRecord) reminder = sl_store_read_finish (SL_STORE (source), result, &error);

  if (self->state == NULL)
    return;
  if (reminder != NULL)
    present_reminder (self, reminder, FALSE);
  else
    sl_view_state_tell_failed (self->state, error, NULL);
}

static void
open_item_cb (SlAgendaPage *self, SlAgendaItem *item)
{
  const SlDue *due = item->due;

  if (due->application_id != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-record", "(ss)", item->stage != NULL ? "stage" : "application",
                                item->stage != NULL ? due->stage_id : due->application_id);
  else if (due->saved_job_id != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-record", "(ss)", "saved-job", due->saved_job_id);
  else if (due->reminder_id != NULL)
    sl_store_read_async (sl_view_state_get_store (self->state), SL_READ_INTERACTIVE, read_reminder, g_strdup (due->reminder_id), g_free, g_object_unref,
                         NULL, reminder_read_cb, g_object_ref (self));
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlAgendaPage *self = SL_AGENDA_PAGE (widget);
  g_autoptr (SlRecord) reminder = sl_record_new (SL_KIND_REMINDER);

  sl_record_set_integer (reminder, SL_REMINDER_REMIND_AT, sl_day_to_time_at (sl_agenda_month_get_selected (self->month), SL_DUE_MORNING, get_zone (self)));
  present_reminder (self, reminder, TRUE);
}

/* The class */

static void
sl_agenda_page_map (GtkWidget *widget)
{
  SlAgendaPage *self = SL_AGENDA_PAGE (widget);

  GTK_WIDGET_CLASS (sl_agenda_page_parent_class)->map (widget);
  sl_live_start (self->live);
}

static gboolean
sl_agenda_page_enter (SlPage *page)
{
  sl_agenda_month_focus (SL_AGENDA_PAGE (page)->month);
  return TRUE;
}

static void
page_init (SlPageInterface *iface)
{
  iface->enter = sl_agenda_page_enter;
}

static void
sl_agenda_page_dispose (GObject *object)
{
  SlAgendaPage *self = SL_AGENDA_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_AGENDA_PAGE);
  g_clear_object (&self->live);
  g_clear_object (&self->state);

  G_OBJECT_CLASS (sl_agenda_page_parent_class)->dispose (object);
}

static void
sl_agenda_page_class_init (SlAgendaPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_agenda_page_dispose;
  widget_class->map = sl_agenda_page_map;

  g_type_ensure (SL_TYPE_AGENDA_LIST);
  g_type_ensure (SL_TYPE_AGENDA_MONTH);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-agenda-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SlAgendaPage, month_name);
  gtk_widget_class_bind_template_child (widget_class, SlAgendaPage, month);
  gtk_widget_class_bind_template_child (widget_class, SlAgendaPage, list);
  gtk_widget_class_bind_template_child (widget_class, SlAgendaPage, scrolled);
  gtk_widget_class_bind_template_child (widget_class, SlAgendaPage, problem);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, previous_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, today_cb);
  gtk_widget_class_install_action (widget_class, "agenda.add", NULL, add_action);
  gtk_widget_class_bind_template_callback (widget_class, open_item_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
}

static void
sl_agenda_page_init (SlAgendaPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sl_agenda_page_new:
 * @state: the window's
 *
 * Returns: the page
 */
GtkWidget *
sl_agenda_page_new (SlViewState *state)
{
  SlAgendaPage *self = g_object_new (SL_TYPE_AGENDA_PAGE, NULL);

  self->state = g_object_ref (state);
  self->live = sl_live_new (sl_view_state_get_context (state), KINDS, SL_READ_INTERACTIVE, read_items, (GDestroyNotify) g_ptr_array_unref);
  g_signal_connect_object (self->live, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->live, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (state, "notify::today", G_CALLBACK (today_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sl_view_state_get_settings (state), "changed", G_CALLBACK (setting_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sl_context_get_clock (sl_view_state_get_context (state)), "set", G_CALLBACK (clock_set_cb), self, G_CONNECT_SWAPPED);
  sl_agenda_month_set_zone (self->month, get_zone (self));
  sl_agenda_month_set_today (self->month, sl_view_state_get_today (state));
  sl_agenda_month_select (self->month, sl_view_state_get_today (state));
  name_month (self);
  ask (self);

  return GTK_WIDGET (self);
}
