/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-reminders.h. What a notification's buttons name are actions of the application that sent it, but a sandbox's
 * portal calls those of the window's: so these are here, too, and hand over to the service. */

#define G_LOG_DOMAIN "sl-reminders"

#include "config.h"

#include "sl-autostart.h"
#include "sl-reminder-look.h"
#include "sl-reminder-notifier.h"
#include "sl-reminders.h"

#define OFFERED_KEY "reminders-offered-on"
#define OFFER_DAYS 7

struct _SlReminders {
  GObject parent_instance;

  GApplication *application; /* borrowed: it owns this */
  GSettings *settings;
  SlContext *context;        /* NULL before there is one to follow */
  guint name_watch;

  /* while there is no service */
  SlReminderWatch *watch;
  SlReminderNotifier *notifier;
};

G_DEFINE_FINAL_TYPE (SlReminders, sl_reminders, G_TYPE_OBJECT)

enum {
  OPEN,
  OFFER,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* --- The buttons of notifications: handed over to the service --- */

static void
handed_over_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GApplication) application = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (answer == NULL)
    g_warning ("The reminder service isn’t there: %s", error->message);
  g_application_release (application);
}

static void
hand_over_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SlReminders *self = data;
  GDBusConnection *bus = g_application_get_dbus_connection (self->application);
  GVariantBuilder parameters = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));
  g_autofree char *path = g_strconcat ("/", SL_REMINDER_APP_ID, NULL);

  if (bus == NULL)
    return;
  if (parameter != NULL)
    g_variant_builder_add (&parameters, "v", parameter);
  g_strdelimit (path, ".", '/');
  g_application_hold (self->application);
  g_dbus_connection_call (bus, SL_REMINDER_APP_ID, path, "org.freedesktop.Application", "ActivateAction",
                          g_variant_new ("(sav@a{sv})", g_action_get_name (G_ACTION (action)), &parameters,
                                         g_variant_new_array (G_VARIANT_TYPE ("{sv}"), NULL, 0)),
                          NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, handed_over_cb, g_object_ref (self->application));
}

static void
add_actions (SlReminders *self)
{
  const GActionEntry actions[] = {
    { .name = SL_REMINDER_ACTION_DONE, .activate = hand_over_action, .parameter_type = "s" },
    { .name = SL_REMINDER_ACTION_LATER, .activate = hand_over_action, .parameter_type = "s" },
    { .name = SL_REMINDER_ACTION_SNOOZE, .activate = hand_over_action, .parameter_type = "(ss)" },
    { .name = SL_REMINDER_ACTION_OPEN, .activate = hand_over_action, .parameter_type = "s" },
    { .name = SL_REMINDER_ACTION_OPEN_ALL, .activate = hand_over_action },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self->application), actions, G_N_ELEMENTS (actions), self);
}

/* --- With and without a service --- */

static void
open_cb (SlReminders *self, const char *page, const char *kind, const char *id)
{
  g_signal_emit (self, signals[OPEN], 0, page, kind, id);
}

static void
stop_watching (SlReminders *self)
{
  if (self->watch == NULL)
    return;
  g_object_run_dispose (G_OBJECT (self->notifier));
  g_object_run_dispose (G_OBJECT (self->watch));
  g_clear_object (&self->notifier);
  g_clear_object (&self->watch);
  add_actions (self);
}

static void
service_appeared_cb (GDBusConnection *bus, const char *name, const char *owner, gpointer data)
{
  stop_watching (data);
}

static void
service_vanished_cb (GDBusConnection *bus, const char *name, gpointer data)
{
  SlReminders *self = data;

  if (self->watch != NULL || self->context == NULL)
    return;
  self->watch = sl_reminder_watch_new (self->context, self->settings, TRUE);
  self->notifier = sl_reminder_notifier_new (self->application, self->watch, sl_context_get_clock (self->context), self->settings);
  g_signal_connect_object (self->notifier, "open", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
  sl_reminder_watch_start (self->watch);
}

/* --- Coming while closed, too --- */

/* Who doesn't answer is asked again, but not every day. */
static gboolean
is_offer_due (SlReminders *self)
{
  g_autofree char *state = g_settings_get_string (self->settings, SL_AUTOSTART_KEY);
  g_autofree char *text = g_settings_get_string (self->settings, OFFERED_KEY);
  SlDay offered;

  return g_str_equal (state, SL_AUTOSTART_ASK) &&
         (!sl_day_parse_iso (text, &offered) || sl_context_get_today (self->context) - offered >= OFFER_DAYS);
}

static void
offer (SlReminders *self)
{
  char today[SL_DAY_ISO_SIZE];

  g_settings_set_string (self->settings, OFFERED_KEY, sl_day_format_iso (sl_context_get_today (self->context), today));
  g_signal_emit (self, signals[OFFER], 0);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SlReminders) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlReminderLook) look = sl_store_read_finish (SL_STORE (source), result, &error);

  if (look != NULL && self->context != NULL && (look->due->len > 0 || look->next != SL_TIME_NONE))
    offer (self);
}

static void
look_for_offer (SlReminders *self)
{
  SlClock *clock = sl_context_get_clock (self->context);

  if (!is_offer_due (self))
    return;
  sl_store_read_async (sl_context_get_store (self->context), SL_READ_BACKGROUND, sl_reminder_look_read,
                       sl_reminder_look_new (sl_due_options_new_from_settings (self->settings, sl_clock_get_time_zone (clock)), sl_clock_get_now (clock)),
                       (GDestroyNotify) sl_reminder_look_free, (GDestroyNotify) sl_reminder_look_free, NULL, looked_cb, g_object_ref (self));
}

static void
sl_reminders_dispose (GObject *object)
{
  SlReminders *self = SL_REMINDERS (object);

  g_clear_handle_id (&self->name_watch, g_bus_unwatch_name);
  stop_watching (self);
  g_clear_object (&self->context);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (sl_reminders_parent_class)->dispose (object);
}

static void
sl_reminders_class_init (SlRemindersClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_reminders_dispose;

  signals[OPEN] = g_signal_new ("open", SL_TYPE_REMINDERS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                                G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);
  signals[OFFER] = g_signal_new ("offer", SL_TYPE_REMINDERS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sl_reminders_init (SlReminders *self)
{
}

/** sl_reminders_new: Returns: (transfer full): nothing is looked at before sl_reminders_follow() */
SlReminders *
sl_reminders_new (GApplication *application, GSettings *settings)
{
  SlReminders *self = g_object_new (SL_TYPE_REMINDERS, NULL);

  self->application = application;
  self->settings = g_object_ref (settings);
  add_actions (self);
  return self;
}

/** sl_reminders_follow: @context: the person's own, open; has the service started that looks after it */
void
sl_reminders_follow (SlReminders *self, SlContext *context)
{
  GDBusConnection *bus = g_application_get_dbus_connection (self->application);

  g_return_if_fail (SL_IS_REMINDERS (self));

  g_clear_handle_id (&self->name_watch, g_bus_unwatch_name);
  stop_watching (self);
  g_set_object (&self->context, context);
  if (context == NULL)
    return;
  if (bus != NULL)
    self->name_watch = g_bus_watch_name_on_connection (bus, SL_REMINDER_APP_ID, G_BUS_NAME_WATCHER_FLAGS_AUTO_START,
                                                       service_appeared_cb, service_vanished_cb, self, NULL);
  look_for_offer (self);
}
