/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-reminders-section.h. Not there while there is none. */

#define G_LOG_DOMAIN "sl-reminders-section"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-deeds-reminders.h"
#include "sl-delete-key.h"
#include "sl-kinds.h"
#include "sl-live.h"
#include "sl-private.h"
#include "sl-remind-time.h"
#include "sl-reminder-form.h"
#include "sl-reminders-section.h"
#include "sl-tooltip.h"

/* An automatic one that nobody cared for in so long is left alone. */
#define STALE_USEC (30 * G_TIME_SPAN_DAY)

struct _SlRemindersSection {
  AdwBin parent_instance;

  GtkWidget *add;
  GtkListBox *rows;

  SlViewState *state;
  char *application_id;
  SlLive *live;
};

G_DEFINE_FINAL_TYPE (SlRemindersSection, sl_reminders_section, ADW_TYPE_BIN)

static const SlRemindPreset snoozes[] = { SL_REMIND_IN_1_HOUR, SL_REMIND_TOMORROW, SL_REMIND_NEXT_WEEK };

typedef struct {
  char *application_id;
  SlDueOptions *options;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->application_id);
  sl_due_options_free (question->options);
  g_free (question);
}

static gpointer
read_due (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Question *question = data;

  return sl_due_read_for_application (connection, question->options, question->application_id, error);
}

static SlClock *
get_clock (SlRemindersSection *self)
{
  return sl_context_get_clock (sl_view_state_get_context (self->state));
}

/* --- Deeds: each row's buttons and menu are actions "due.…" --- */

typedef struct {
  SlRemindersSection *section; /* borrowed: the row lives in it */
  SlDue *due;
} RowData;

static void
row_data_free (gpointer data, GClosure *closure)
{
  RowData *row = data;

  g_object_unref (row->due);
  g_free (row);
}

static void
apply (SlRemindersSection *self, SlChangeset *changeset)
{
  g_autoptr (SlChangeset) own = changeset;

  sl_view_state_apply (self->state, own);
}

static void
done_cb (GSimpleAction *action, GVariant *parameter, RowData *row)
{
  apply (row->section, sl_deed_complete_due (row->due, sl_clock_get_now (get_clock (row->section))));
}

static void
snooze_cb (GSimpleAction *action, GVariant *parameter, RowData *row)
{
  SlRemindPreset preset = sl_remind_preset_from_name (g_variant_get_string (parameter, NULL));
  SlClock *clock = get_clock (row->section);

  if (preset != SL_N_REMIND_PRESETS)
    apply (row->section, sl_deed_snooze_due (row->due, sl_remind_preset_get_time (preset, sl_clock_get_now (clock), sl_clock_get_time_zone (clock))));
}

static void
edit_cb (GSimpleAction *action, GVariant *parameter, RowData *row)
{
  sl_reminder_form_present (GTK_WIDGET (row->section), row->section->state, row->due->reminder_id);
}

static void
delete_cb (GSimpleAction *action, GVariant *parameter, RowData *row)
{
  const char *ids[] = { row->due->reminder_id, NULL };

  apply (row->section, sl_deed_trash (SL_KIND_REMINDER, ids, get_clock (row->section)));
}

static void
add_action (GSimpleActionGroup *group, const char *name, const char *type, GCallback callback, SlRemindersSection *self, SlDue *due)
{
  g_autoptr (GSimpleAction) action = g_simple_action_new (name, type != NULL ? G_VARIANT_TYPE (type) : NULL);
  RowData *row = g_new0 (RowData, 1);

  row->section = self;
  row->due = g_object_ref (due);
  g_signal_connect_data (action, "activate", callback, row, row_data_free, 0);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
}

static void
add_actions (GtkWidget *row, SlRemindersSection *self, SlDue *due)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  add_action (group, "done", NULL, G_CALLBACK (done_cb), self, due);
  add_action (group, "snooze", "s", G_CALLBACK (snooze_cb), self, due);
  if (due->reminder_id != NULL)
    {
      add_action (group, "edit", NULL, G_CALLBACK (edit_cb), self, due);
      add_action (group, "delete", NULL, G_CALLBACK (delete_cb), self, due);
    }
  gtk_widget_insert_action_group (row, "due", G_ACTION_GROUP (group));
}

/* --- Rows --- */

static GMenuModel *
make_menu (SlDue *due)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) later = g_menu_new ();
  g_autoptr (GMenu) rest = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (snoozes); i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (sl_remind_preset_get_label (snoozes[i]), NULL);

      g_menu_item_set_action_and_target (item, "due.snooze", "s", sl_remind_preset_get_name (snoozes[i]));
      g_menu_append_item (later, item);
    }
  g_menu_append_section (menu, _("Remind Again"), G_MENU_MODEL (later));
  if (due->reminder_id != NULL)
    {
      g_menu_append (rest, _("Edit…"), "due.edit");
      g_menu_append (rest, _("Delete"), "due.delete");
      g_menu_append_section (menu, NULL, G_MENU_MODEL (rest));
    }
  return G_MENU_MODEL (menu);
}

static void
add_button (GtkWidget *row, GtkWidget *button, const char *label)
{
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  sl_tooltip_set (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static char *
format_at (SlRemindersSection *self, SlDue *due)
{
  return sl_time_format_relative (due->at, sl_clock_get_now (get_clock (self)), sl_clock_get_time_zone (get_clock (self)));
}

/* When it comes, and when again; of one's own also what was written to it. */
static char *
describe (SlRemindersSection *self, SlDue *due, SlDue *again)
{
  g_autofree char *when = format_at (self, due);
  g_autofree char *then = again != NULL ? format_at (self, again) : NULL;
  g_autofree char *words = sl_private_text (due->description);

  if (then != NULL)
    /* Translators: when two automatic reminders of one thing come: “Reminds you today 14:30 and tomorrow 13:30 · automatic” */
    return g_strdup_printf (_("Reminds you %s and %s · automatic"), when, then);
  if (due->rule != NULL && due->reminder_id == NULL)
    /* Translators: when an automatic reminder comes: “Reminds you tomorrow 9:00 · automatic” */
    return g_strdup_printf (_("Reminds you %s · automatic"), when);
  if (due->rule != NULL)
    /* Translators: when a reminder comes that was put off: “Reminds you tomorrow 9:00” */
    return g_strdup_printf (_("Reminds you %s"), when);
  if (*words != '\0')
    return g_strdup_printf ("%s\n%s", when, words);
  return g_steal_pointer (&when);
}

static void
activated_cb (GtkWidget *row)
{
  gtk_widget_activate_action (row, "due.edit", NULL);
}

static GtkWidget *
make_row (SlRemindersSection *self, SlDue *due, SlDue *again)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *done = gtk_button_new_from_icon_name ("object-select-symbolic");
  GtkWidget *more = gtk_menu_button_new ();
  g_autoptr (GMenuModel) menu = make_menu (due);
  g_autofree char *words = describe (self, due, again);
  g_autofree char *title = sl_due_get_shown_title (due);
  g_autofree char *headline = sl_due_get_headline (due, sl_clock_get_now (get_clock (self)), sl_clock_get_time_zone (get_clock (self)));
  g_autofree char *done_label = g_strdup_printf (_("Mark “%s” as done"), title);
  g_autofree char *more_label = g_strdup_printf (_("More about “%s”"), title);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), headline);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("alarm-symbolic"));
  add_actions (row, self, due);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (done), "due.done");
  add_button (row, done, done_label);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (more), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (more), menu);
  add_button (row, more, more_label);

  if (due->at < sl_clock_get_now (get_clock (self)))
    gtk_widget_add_css_class (row, "urgent");
  if (due->reminder_id != NULL)
    {
      sl_delete_key_add (row, "due.delete", NULL);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_signal_connect (row, "activated", G_CALLBACK (activated_cb), NULL);
    }
  return row;
}

/* What it was to remind of is over, or it lay about for too long. */
static gboolean
is_stale (SlRemindersSection *self, SlDue *due)
{
  gint64 now = sl_clock_get_now (get_clock (self));

  if (due->reminder_id != NULL)
    return FALSE;
  if (due->kind == SL_DUE_FOLLOW_UP)
    return due->at < now - STALE_USEC;
  return due->about + (due->about_all_day ? G_TIME_SPAN_DAY : 0) < now;
}

static gboolean
is_automatic_of (SlDue *due, SlDue *other)
{
  return due->reminder_id == NULL && other->reminder_id == NULL && due->kind == other->kind && g_strcmp0 (due->origin_id, other->origin_id) == 0;
}

/* Two automatic reminders of one thing share a row: the first of them, whose row has the second in its words and becomes
 * that one's when it is done. (nullable) */
static SlDue *
find_other (SlRemindersSection *self, GPtrArray *found, guint begin, guint end, SlDue *due)
{
  for (guint i = begin; i < end; i++)
    if (is_automatic_of (due, found->pdata[i]) && !is_stale (self, found->pdata[i]))
      return found->pdata[i];
  return NULL;
}

static void
add_rows (SlRemindersSection *self, GPtrArray *found)
{
  for (guint i = 0; i < found->len; i++)
    {
      SlDue *due = found->pdata[i];

      if (!is_stale (self, due) && find_other (self, found, 0, i, due) == NULL)
        gtk_list_box_append (self->rows, make_row (self, due, find_other (self, found, i + 1, found->len, due)));
    }
}

static void
fill (SlRemindersSection *self)
{
  GPtrArray *found = sl_live_get_result (self->live);
  GtkWidget *focused = gtk_widget_get_focus_child (GTK_WIDGET (self->rows));
  int index = focused != NULL ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (focused)) : -1;
  GtkListBoxRow *row;

  gtk_list_box_remove_all (self->rows);
  if (found != NULL)
    add_rows (self, found);
  gtk_widget_set_visible (GTK_WIDGET (self), gtk_list_box_get_row_at_index (self->rows, 0) != NULL);

  /* The one that was done is gone: its neighbour has the focus then. */
  row = index >= 0 ? gtk_list_box_get_row_at_index (self->rows, index) : NULL;
  if (row == NULL && index > 0)
    row = gtk_list_box_get_row_at_index (self->rows, index - 1);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
ask (SlRemindersSection *self)
{
  Question *question = g_new0 (Question, 1);

  question->application_id = g_strdup (self->application_id);
  question->options = sl_due_options_new_from_settings (sl_view_state_get_settings (self->state), sl_clock_get_time_zone (get_clock (self)));
  sl_live_set_question (self->live, question, question_free);
}

static void
settings_changed_cb (SlRemindersSection *self, const char *key)
{
  if (g_str_has_prefix (key, "reminders-"))
    ask (self);
}

static void
sl_reminders_section_dispose (GObject *object)
{
  SlRemindersSection *self = SL_REMINDERS_SECTION (object);

  g_clear_object (&self->live);
  g_clear_object (&self->state);
  g_clear_pointer (&self->application_id, g_free);
  G_OBJECT_CLASS (sl_reminders_section_parent_class)->dispose (object);
}

static void
sl_reminders_section_class_init (SlRemindersSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_reminders_section_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-reminders-section.ui");
  gtk_widget_class_bind_template_child (widget_class, SlRemindersSection, add);
  gtk_widget_class_bind_template_child (widget_class, SlRemindersSection, rows);
}

static void
sl_reminders_section_init (SlRemindersSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sl_tooltip_set (self->add, _("Add reminder"));
}

/** sl_reminders_section_set_application: shows the reminders of @application_id; once for each section */
void
sl_reminders_section_set_application (SlRemindersSection *self, SlViewState *state, const char *application_id)
{
  g_return_if_fail (SL_IS_REMINDERS_SECTION (self));
  g_return_if_fail (self->state == NULL);

  self->state = g_object_ref (state);
  self->application_id = g_strdup (application_id);
  self->live = sl_live_new (sl_view_state_get_context (state),
                            SL_LIVE_KIND (SL_KIND_APPLICATION) | SL_LIVE_KIND (SL_KIND_STAGE) | SL_LIVE_KIND (SL_KIND_OUTCOME) |
                              SL_LIVE_KIND (SL_KIND_REMINDER),
                            SL_READ_INTERACTIVE, read_due, (GDestroyNotify) g_ptr_array_unref);
  sl_view_state_watch_errors (self->state, self->live);
  g_signal_connect_object (self->live, "changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sl_view_state_get_settings (state), "changed", G_CALLBACK (settings_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_clock (self), "set", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  ask (self);
  sl_live_start (self->live);
}
