/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-today-row"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-company-avatar.h"
#include "sl-deeds-quiet.h"
#include "sl-deeds-reminders.h"
#include "sl-format.h"
#include "sl-kinds.h"
#include "sl-private.h"
#include "sl-remind-time.h"
#include "sl-today-row.h"

#define AVATAR_SIZE 32

struct _SlTodayRow {
  AdwActionRow parent_instance;

  SlViewState *state;
  SlDue *due;            /* (nullable) */
  SlRecord *application; /* (nullable): one that is quiet, or was answered late */
  GtkMenuButton *snooze; /* (nullable) */
  char *key;
};

G_DEFINE_FINAL_TYPE (SlTodayRow, sl_today_row, ADW_TYPE_ACTION_ROW)

static SlClock *
get_clock (SlTodayRow *self)
{
  return sl_context_get_clock (sl_view_state_get_context (self->state));
}

/* (nullable) (transfer full) */
static char *
get_company (SlTodayRow *self)
{
  const char *company = self->due != NULL ? self->due->company : sl_record_get_text (self->application, SL_APPLICATION_COMPANY_NAME);

  return company != NULL ? sl_private_company (company) : NULL;
}

/* Translators: what a button does, and with which company: “Follow up: Acme” */
static char *
name_button (SlTodayRow *self, const char *label)
{
  g_autofree char *company = get_company (self);

  return company != NULL ? g_strdup_printf (C_("button and company", "%s: %s"), label, company) : g_strdup (label);
}

/* --- Deeds --- */

/* Takes @changeset. */
static void
apply (SlTodayRow *self, SlChangeset *changeset)
{
  g_autoptr (SlChangeset) owned = changeset;

  if (self->application != NULL)
    sl_deed_name_application (owned, self->application);
  sl_view_state_apply (self->state, owned);
}

static void
done_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlTodayRow *self = SL_TODAY_ROW (widget);

  apply (self, sl_deed_complete_due (self->due, sl_clock_get_now (get_clock (self))));
}

static void
snooze_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlTodayRow *self = SL_TODAY_ROW (widget);
  SlRemindPreset preset = sl_remind_preset_from_name (g_variant_get_string (parameter, NULL));
  SlClock *clock = get_clock (self);

  if (preset != SL_N_REMIND_PRESETS)
    apply (self, sl_deed_snooze_due (self->due, sl_remind_preset_get_time (preset, sl_clock_get_now (clock), sl_clock_get_time_zone (clock))));
}

static void
snooze_menu_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_menu_button_popup (SL_TODAY_ROW (widget)->snooze);
}

static void
follow_up_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlTodayRow *self = SL_TODAY_ROW (widget);
  const char *ids[] = { sl_record_get_id (self->application), NULL };

  apply (self, sl_deed_follow_up (ids, get_clock (self)));
}

static void
snooze_quiet_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlTodayRow *self = SL_TODAY_ROW (widget);
  const char *ids[] = { sl_record_get_id (self->application), NULL };

  apply (self, sl_deed_snooze_quiet (ids, g_variant_get_int32 (parameter), get_clock (self)));
}

static void
no_response_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlTodayRow *self = SL_TODAY_ROW (widget);
  const char *ids[] = { sl_record_get_id (self->application), NULL };

  apply (self, sl_deed_set_status (ids, SL_STATUS_REJECTED, SL_DETAIL_NO_RESPONSE));
}

static void
reopened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SlViewState) state = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = sl_store_apply_finish (SL_STORE (source), result, &error);

  if (transaction != NULL)
    sl_view_state_tell_done (state, transaction);
  else
    sl_view_state_tell_failed (state, error, _("The application wasn’t reopened."));
}

static void
reopen_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlTodayRow *self = SL_TODAY_ROW (widget);

  sl_deed_reopen_async (sl_view_state_get_context (self->state), sl_record_get_id (self->application), NULL, reopened_cb, g_object_ref (self->state));
}

static void
keep_closed_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlTodayRow *self = SL_TODAY_ROW (widget);

  apply (self, sl_deed_keep_closed (self->application, get_clock (self)));
}

static void
open_record (SlTodayRow *self, const char *kind, const char *id)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-record", "(ss)", kind, id);
}

static void
activated_cb (SlTodayRow *self)
{
  if (self->due == NULL)
    open_record (self, "application", sl_record_get_id (self->application));
  else if (self->due->application_id != NULL)
    open_record (self, "application", self->due->application_id);
  else if (self->due->saved_job_id != NULL)
    open_record (self, "saved-job", self->due->saved_job_id);
}

/* --- Parts --- */

static GtkWidget *
add_button (SlTodayRow *self, const char *icon_name, const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);
  g_autofree char *name = name_button (self, label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), button);
  return button;
}

static void
add_snooze (SlTodayRow *self, GMenu *menu)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autofree char *name = name_button (self, _("Snooze"));

  self->snooze = GTK_MENU_BUTTON (button);
  gtk_menu_button_set_icon_name (self->snooze, "alarm-symbolic");
  gtk_menu_button_set_menu_model (self->snooze, G_MENU_MODEL (menu));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _("Snooze"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), button);
}

static void
add_due_snooze (SlTodayRow *self)
{
  static const SlRemindPreset presets[] = { SL_REMIND_IN_1_HOUR, SL_REMIND_TOMORROW, SL_REMIND_NEXT_WEEK };
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (presets); i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (sl_remind_preset_get_label (presets[i]), NULL);

      g_menu_item_set_action_and_target (item, "row.snooze", "s", sl_remind_preset_get_name (presets[i]));
      g_menu_append_item (menu, item);
    }
  add_snooze (self, menu);
}

static void
add_quiet_snooze (SlTodayRow *self)
{
  static const struct {
    int days;
    const char *label;
  } spans[] = { { 7, N_("For a Week") }, { 14, N_("For Two Weeks") }, { 30, N_("For a Month") } };
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_(spans[i].label), NULL);

      g_menu_item_set_action_and_target (item, "row.snooze-quiet", "i", spans[i].days);
      g_menu_append_item (menu, item);
    }
  add_snooze (self, menu);
}

static void
add_avatar (SlTodayRow *self)
{
  g_autofree char *company = get_company (self);
  GtkWidget *avatar;

  if (company != NULL)
    {
      avatar = g_object_new (SL_TYPE_COMPANY_AVATAR, "company", company, "size", AVATAR_SIZE, NULL);
    }
  else
    {
      avatar = gtk_image_new_from_icon_name ("alarm-symbolic");
      gtk_widget_set_size_request (avatar, AVATAR_SIZE, -1);
      gtk_accessible_update_state (GTK_ACCESSIBLE (avatar), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
    }
  gtk_widget_set_valign (avatar, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), avatar);
}

/* Takes @subtitle. */
static void
set_words (SlTodayRow *self, const char *title, char *subtitle)
{
  g_autofree char *words = subtitle;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), words);
}

static void
enable (SlTodayRow *self, const char *const *names)
{
  static const char *const all[] = {
    "row.done", "row.snooze", "row.snooze-menu", "row.follow-up", "row.snooze-quiet", "row.no-response", "row.reopen", "row.keep-closed",
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), all[i], g_strv_contains (names, all[i]));
}
#define ENABLE(self, ...) enable (self, (const char *const[]) { __VA_ARGS__, NULL })

/* --- The class --- */

static void
sl_today_row_dispose (GObject *object)
{
  SlTodayRow *self = SL_TODAY_ROW (object);

  g_clear_object (&self->due);
  g_clear_object (&self->application);
  g_clear_object (&self->state);
  g_clear_pointer (&self->key, g_free);

  G_OBJECT_CLASS (sl_today_row_parent_class)->dispose (object);
}

static void
sl_today_row_class_init (SlTodayRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_today_row_dispose;

  gtk_widget_class_install_action (widget_class, "row.done", NULL, done_action);
  gtk_widget_class_install_action (widget_class, "row.snooze", "s", snooze_action);
  gtk_widget_class_install_action (widget_class, "row.snooze-menu", NULL, snooze_menu_action);
  gtk_widget_class_install_action (widget_class, "row.follow-up", NULL, follow_up_action);
  gtk_widget_class_install_action (widget_class, "row.snooze-quiet", "i", snooze_quiet_action);
  gtk_widget_class_install_action (widget_class, "row.no-response", NULL, no_response_action);
  gtk_widget_class_install_action (widget_class, "row.reopen", NULL, reopen_action);
  gtk_widget_class_install_action (widget_class, "row.keep-closed", NULL, keep_closed_action);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_d, 0, "row.done", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, 0, "row.snooze-menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, 0, "row.follow-up", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, 0, "row.no-response", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_r, 0, "row.reopen", NULL);
}

static void
sl_today_row_init (SlTodayRow *self)
{
  g_signal_connect (self, "activated", G_CALLBACK (activated_cb), NULL);
}

static SlTodayRow *
new_row (SlViewState *state, SlDue *due, SlRecord *application)
{
  SlTodayRow *self = g_object_new (SL_TYPE_TODAY_ROW, NULL);

  self->state = g_object_ref (state);
  g_set_object (&self->due, due);
  g_set_object (&self->application, application);
  self->key = due != NULL ? sl_due_get_key (due) : g_strdup (sl_record_get_id (application));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), due == NULL || due->application_id != NULL || due->saved_job_id != NULL);
  add_avatar (self);
  return self;
}

static char *
describe_missed (SlDay day, SlDay today)
{
  g_autofree char *exact = sl_day_format_near (day, today);
  g_autofree char *relative = sl_day_format_relative (day, today);

  /* Translators: the last day to answer an offer, and how long ago that was: “was due by Tuesday, November 3 (2 days ago)” */
  return g_strdup_printf (_("was due by %s (%s)"), exact, relative);
}

static gboolean
is_missed (SlTodayRow *self)
{
  return self->due->kind == SL_DUE_DEADLINE && self->due->about < sl_day_to_time (sl_clock_get_today (get_clock (self)), sl_clock_get_time_zone (get_clock (self)));
}

static char *
describe_when (SlTodayRow *self)
{
  SlClock *clock = get_clock (self);

  if (is_missed (self))
    return describe_missed (sl_day_from_time (self->due->about, sl_clock_get_time_zone (clock)), sl_clock_get_today (clock));
  return sl_due_describe_when (self->due, sl_clock_get_now (clock), sl_clock_get_time_zone (clock));
}

/* "Baker · 3 days ago" */
static char *
join (const char *first, const char *second)
{
  return first != NULL ? sl_format_beside (first, second) : g_strdup (second);
}

GtkWidget *
sl_today_row_new_due (SlViewState *state, SlDue *due)
{
  SlTodayRow *self = new_row (state, due, NULL);
  g_autofree char *title = sl_due_get_shown_title (due);
  g_autofree char *when = describe_when (self);
  SlClock *clock = get_clock (self);

  set_words (self, title, join (due->role, when));
  if (due->at < sl_day_to_time (sl_clock_get_today (clock), sl_clock_get_time_zone (clock)))
    gtk_widget_add_css_class (GTK_WIDGET (self), "sl-overdue");
  add_due_snooze (self);
  add_button (self, "object-select-symbolic", _("Done"), "row.done");
  ENABLE (self, "row.done", "row.snooze", "row.snooze-menu");
  return GTK_WIDGET (self);
}

GtkWidget *
sl_today_row_new_occasion (SlViewState *state, SlDue *due)
{
  SlTodayRow *self = new_row (state, due, NULL);
  g_autofree char *title = sl_due_get_shown_title (due);
  g_autofree char *when = describe_when (self);
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

  set_words (self, title, join (due->role, when));
  if (is_missed (self))
    gtk_widget_add_css_class (GTK_WIDGET (self), "sl-overdue");
  gtk_widget_add_css_class (arrow, "dimmed");
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), arrow);
  ENABLE (self, NULL);
  return GTK_WIDGET (self);
}

static char *
describe_application (SlRecord *application)
{
  g_autofree char *company = sl_private_company (sl_record_get_text (application, SL_APPLICATION_COMPANY_NAME));

  return sl_format_role_at (sl_record_get_text (application, SL_APPLICATION_ROLE_TITLE), company);
}

GtkWidget *
sl_today_row_new_quiet (SlViewState *state, SlQuiet *quiet)
{
  SlTodayRow *self = new_row (state, NULL, quiet->application);
  g_autofree char *title = describe_application (quiet->application);

  /* Translators: the stage of an application, and how long nothing was heard: “Applied · quiet for 23 days” */
  set_words (self, title, g_strdup_printf (ngettext ("%s · quiet for %d day", "%s · quiet for %d days", (gulong) quiet->days),
                                           sl_quiet_get_label (quiet->stage), quiet->days));
  add_button (self, "mail-send-symbolic", _("Followed up"), "row.follow-up");
  add_quiet_snooze (self);
  add_button (self, "action-unavailable-symbolic", _("Mark no response"), "row.no-response");
  ENABLE (self, "row.follow-up", "row.snooze-quiet", "row.snooze-menu", "row.no-response");
  return GTK_WIDGET (self);
}

GtkWidget *
sl_today_row_new_answered (SlViewState *state, SlRecord *application)
{
  SlTodayRow *self = new_row (state, NULL, application);
  g_autofree char *title = describe_application (application);

  set_words (self, title, g_strdup (_("You marked it as no response, and something came after that.")));
  add_button (self, "window-close-symbolic", _("Leave closed"), "row.keep-closed");
  add_button (self, "view-refresh-symbolic", _("Reopen"), "row.reopen");
  ENABLE (self, "row.reopen", "row.keep-closed");
  return GTK_WIDGET (self);
}

const char *
sl_today_row_get_key (SlTodayRow *self)
{
  g_return_val_if_fail (SL_IS_TODAY_ROW (self), NULL);

  return self->key;
}
