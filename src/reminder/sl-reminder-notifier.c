/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-reminder-notifier.h. Desktops show three buttons at most: done, later, open; “later” shows the notification once
 * more, with the times to choose from. */
#define G_LOG_DOMAIN "sl-reminder-notifier"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-kinds.h"
#include "sl-money.h"
#include "sl-reminder-notifier.h"
#include "sl-remind-time.h"

/* All that was missed is one notification, and so is what comes in a crowd. */
#define GROUP_ID "group"
/* So many come one by one. */
#define MAX_SINGLE 3
/* So many titles are listed in it. */
#define MAX_LISTED 5

struct _SlReminderNotifier
{
  GObject parent_instance;

  GApplication *application; /* borrowed: it owns this */
  SlReminderWatch *watch;
  SlClock *clock;
  GSettings *settings; /* (nullable) */
  GHashTable *shown; /* of char *key → SlDue */
  GHashTable *grouped; /* keys that the one for all stands for */
};

G_DEFINE_FINAL_TYPE (SlReminderNotifier, sl_reminder_notifier, G_TYPE_OBJECT)

enum {
  SIGNAL_OPEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const SlRemindPreset snoozes[] = { SL_REMIND_IN_1_HOUR, SL_REMIND_TOMORROW, SL_REMIND_NEXT_WEEK };

static gboolean
is_set (SlReminderNotifier *self,
        const char         *key)
{
  g_autoptr (GSettingsSchema) schema = NULL;

  if (self->settings == NULL)
    return FALSE;
  g_object_get (self->settings, "settings-schema", &schema, NULL);

  return g_settings_schema_has_key (schema, key) && g_settings_get_boolean (self->settings, key);
}

/* Who shares the screen wants no names on it. */
static gboolean
hides_names (SlReminderNotifier *self)
{
  return is_set (self, "private-mode") && is_set (self, "private-names");
}

/* "Baker · tomorrow 14:00", and the person's own words below. */
static char *
make_body (SlReminderNotifier *self,
           SlDue              *due)
{
  g_autofree char *when = sl_due_describe_when (due, sl_clock_get_now (self->clock), sl_clock_get_time_zone (self->clock));
  GString *body = g_string_new (NULL);

  /* A reminder of one's own says what it is about by itself. */
  if (due->role != NULL && due->rule != NULL)
    g_string_append_printf (body, "%s · ", due->role);
  else if (due->company != NULL && due->rule == NULL)
    g_string_append_printf (body, "%s · ", due->company);
  g_string_append (body, when);
  if (due->description != NULL && *due->description != '\0')
    g_string_append_printf (body, "\n%s", due->description);

  return g_string_free_and_steal (body);
}

static GNotification *
make_notification (SlReminderNotifier *self,
                   SlDue              *due,
                   const char         *key)
{
  gboolean hidden = hides_names (self);
  GNotification *notification = g_notification_new (hidden ? _("A Reminder") : due->title);
  g_autofree char *body = hidden ? g_strdup (_("What it is about is hidden in private mode.")) : make_body (self, due);
  g_autoptr (GIcon) icon = g_themed_icon_new (SL_APP_ID);

  g_notification_set_body (notification, body);
  g_notification_set_icon (notification, icon);
  g_notification_set_category (notification, "x-shortlist.reminder");
  if (g_strcmp0 (due->rule, SL_RULE_INTERVIEW_HOUR) == 0)
    g_notification_set_priority (notification, G_NOTIFICATION_PRIORITY_HIGH);
  g_notification_set_default_action_and_target (notification, "app." SL_REMINDER_ACTION_OPEN, "s", key);

  return notification;
}

static void
show (SlReminderNotifier *self,
      SlDue              *due)
{
  g_autofree char *key = sl_due_get_key (due);
  g_autoptr (GNotification) notification = make_notification (self, due, key);

  g_notification_add_button_with_target (notification, _("Done"), "app." SL_REMINDER_ACTION_DONE, "s", key);
  g_notification_add_button_with_target (notification, _("Later…"), "app." SL_REMINDER_ACTION_LATER, "s", key);
  g_notification_add_button_with_target (notification, _("Open"), "app." SL_REMINDER_ACTION_OPEN, "s", key);
  g_application_send_notification (self->application, key, notification);

  g_hash_table_insert (self->shown, g_strdup (key), g_object_ref (due));
}

static char *
name_group (SlReminderNotifier *self,
            gboolean            missed)
{
  guint n = g_hash_table_size (self->grouped);
  g_autofree char *count = sl_money_format_number (n);

  if (missed)
    return g_strdup_printf (ngettext ("%s reminder while you were away", "%s reminders while you were away", n), count);

  return g_strdup_printf (ngettext ("%s reminder", "%s reminders", n), count);
}

static void
show_group (SlReminderNotifier *self,
            GPtrArray          *due,
            gboolean            missed)
{
  g_autoptr (GNotification) notification = NULL;
  g_autofree char *title = NULL;
  g_autoptr (GIcon) icon = g_themed_icon_new (SL_APP_ID);
  g_autoptr (GString) body = g_string_new (NULL);
  gboolean hidden = hides_names (self);

  for (guint i = 0; i < due->len; i++)
    {
      SlDue *one = g_ptr_array_index (due, i);

      g_autofree char *line = sl_due_get_headline (one, sl_clock_get_now (self->clock), sl_clock_get_time_zone (self->clock));

      g_hash_table_add (self->grouped, sl_due_get_key (one));
      if (i < MAX_LISTED && !hidden)
        g_string_append_printf (body, "%s%s", i > 0 ? "\n" : "", line);
    }
  if (due->len > MAX_LISTED && !hidden)
    g_string_append_printf (body, "\n%s", "…");

  title = name_group (self, missed);
  notification = g_notification_new (title);
  g_notification_set_body (notification, body->str);
  g_notification_set_icon (notification, icon);
  g_notification_set_category (notification, "x-shortlist.reminder");
  g_notification_set_default_action (notification, "app." SL_REMINDER_ACTION_OPEN_ALL);
  g_notification_add_button (notification, _("Open"), "app." SL_REMINDER_ACTION_OPEN_ALL);
  g_application_send_notification (self->application, GROUP_ID, notification);
}

static void
due_cb (SlReminderNotifier *self,
        GPtrArray          *due,
        gboolean            missed)
{
  GDBusConnection *bus = g_application_get_dbus_connection (self->application);

  if (due->len > (missed ? 1 : MAX_SINGLE))
    show_group (self, due, missed);
  else
    for (guint i = 0; i < due->len; i++)
      show (self, g_ptr_array_index (due, i));

  /* Noted as shown it is only when it is on its way. */
  if (bus != NULL)
    g_dbus_connection_flush_sync (bus, NULL, NULL);
}

static void
over_cb (SlReminderNotifier *self,
         const char         *key)
{
  if (g_hash_table_remove (self->shown, key))
    g_application_withdraw_notification (self->application, key);
  if (g_hash_table_remove (self->grouped, key) && g_hash_table_size (self->grouped) == 0)
    g_application_withdraw_notification (self->application, GROUP_ID);
}

/* What was said with names goes from the screen; it still stands in Today. It isn't said anew, as nobody tells which of
 * them were put away since. */
static void
settings_changed_cb (SlReminderNotifier *self,
                     const char         *key)
{
  GHashTableIter iter;
  gpointer shown;

  if (!g_str_has_prefix (key, "private-") || !hides_names (self))
    return;

  g_hash_table_iter_init (&iter, self->shown);
  while (g_hash_table_iter_next (&iter, &shown, NULL))
    g_application_withdraw_notification (self->application, shown);
  if (g_hash_table_size (self->grouped) > 0)
    g_application_withdraw_notification (self->application, GROUP_ID);
}

/* Nobody looks at the window: what went wrong has to be told where the button was. */
static void
settled_cb (SlReminderNotifier *self,
            const char         *key,
            const GError       *error)
{
  g_autoptr (GNotification) notification = NULL;

  if (error == NULL)
    return;

  notification = g_notification_new (_("Nothing Was Changed"));
  g_notification_set_body (notification, error->message);
  g_notification_set_default_action_and_target (notification, "app." SL_REMINDER_ACTION_OPEN, "s", key);
  g_application_send_notification (self->application, key, notification);
}

static void
done_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  SlReminderNotifier *self = user_data;

  sl_reminder_watch_settle (self->watch, g_variant_get_string (parameter, NULL), SL_TIME_NONE);
}

static void
later_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  SlReminderNotifier *self = user_data;
  const char *key = g_variant_get_string (parameter, NULL);
  SlDue *due = g_hash_table_lookup (self->shown, key);
  g_autoptr (GNotification) notification = due != NULL ? make_notification (self, due, key) : g_notification_new (_("Remind Again Later"));

  for (guint i = 0; i < G_N_ELEMENTS (snoozes); i++)
    g_notification_add_button_with_target (notification, sl_remind_preset_get_label (snoozes[i]), "app." SL_REMINDER_ACTION_SNOOZE,
                                           "(ss)", key, sl_remind_preset_get_name (snoozes[i]));
  g_application_send_notification (self->application, key, notification);
}

static void
snooze_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  SlReminderNotifier *self = user_data;
  const char *key;
  const char *name;
  SlRemindPreset preset;

  g_variant_get (parameter, "(&s&s)", &key, &name);
  preset = sl_remind_preset_from_name (name);
  if (preset == SL_N_REMIND_PRESETS)
    return;

  sl_reminder_watch_settle (self->watch, key,
                            sl_remind_preset_get_time (preset, sl_clock_get_now (self->clock), sl_clock_get_time_zone (self->clock)));
}

static void
open_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  SlReminderNotifier *self = user_data;
  SlDue *due = g_hash_table_lookup (self->shown, g_variant_get_string (parameter, NULL));

  if (due != NULL && due->application_id != NULL)
    g_signal_emit (self, signals[SIGNAL_OPEN], 0, "applications", sl_kind_get_info (SL_KIND_APPLICATION)->name, due->application_id);
  else if (due != NULL && due->saved_job_id != NULL)
    g_signal_emit (self, signals[SIGNAL_OPEN], 0, "saved", sl_kind_get_info (SL_KIND_SAVED_JOB)->name, due->saved_job_id);
  else
    g_signal_emit (self, signals[SIGNAL_OPEN], 0, "today", NULL, NULL);
}

static void
open_all_action (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  g_signal_emit (user_data, signals[SIGNAL_OPEN], 0, "today", NULL, NULL);
}

static const GActionEntry actions[] = {
  { .name = SL_REMINDER_ACTION_DONE, .activate = done_action, .parameter_type = "s" },
  { .name = SL_REMINDER_ACTION_LATER, .activate = later_action, .parameter_type = "s" },
  { .name = SL_REMINDER_ACTION_SNOOZE, .activate = snooze_action, .parameter_type = "(ss)" },
  { .name = SL_REMINDER_ACTION_OPEN, .activate = open_action, .parameter_type = "s" },
  { .name = SL_REMINDER_ACTION_OPEN_ALL, .activate = open_all_action },
};

static void
sl_reminder_notifier_dispose (GObject *object)
{
  SlReminderNotifier *self = SL_REMINDER_NOTIFIER (object);

  if (self->application != NULL)
    g_action_map_remove_action_entries (G_ACTION_MAP (self->application), actions, G_N_ELEMENTS (actions));
  self->application = NULL;
  g_clear_object (&self->watch);
  g_clear_object (&self->clock);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->shown, g_hash_table_unref);
  g_clear_pointer (&self->grouped, g_hash_table_unref);

  G_OBJECT_CLASS (sl_reminder_notifier_parent_class)->dispose (object);
}

static void
sl_reminder_notifier_class_init (SlReminderNotifierClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_reminder_notifier_dispose;

  signals[SIGNAL_OPEN] = g_signal_new ("open", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);
}

static void
sl_reminder_notifier_init (SlReminderNotifier *self)
{
  self->shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->grouped = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * sl_reminder_notifier_new:
 * @application: whose notifications they are; it gets the actions, and has to outlive this
 * @watch: what is due
 * @clock: the clock of @watch
 * @settings: (nullable): Shortlist's own
 *
 * Returns: (transfer full): the notifier
 */
SlReminderNotifier *
sl_reminder_notifier_new (GApplication    *application,
                          SlReminderWatch *watch,
                          SlClock         *clock,
                          GSettings       *settings)
{
  SlReminderNotifier *self = g_object_new (SL_TYPE_REMINDER_NOTIFIER, NULL);

  self->application = application;
  self->watch = g_object_ref (watch);
  self->clock = g_object_ref (clock);
  g_set_object (&self->settings, settings);
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions), self);
  g_signal_connect_object (watch, "due", G_CALLBACK (due_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (watch, "over", G_CALLBACK (over_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (watch, "settled", G_CALLBACK (settled_cb), self, G_CONNECT_SWAPPED);
  if (settings != NULL)
    g_signal_connect_object (settings, "changed", G_CALLBACK (settings_changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}
