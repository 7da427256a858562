/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-reminder-sync.h. Where nobody has signed in nothing is started, watched or waited for. */
#define G_LOG_DOMAIN "sl-reminder-sync"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-alarm.h"
#include "sl-reminder-notifier.h"
#include "sl-reminder-sync.h"
#include "sl-sync-schedule.h"

#define NOTIFICATION "sync"
#define OVERDUE (3 * G_TIME_SPAN_DAY)
/* Unless rounds failed: after a weekend's sleep one comes soon. */
#define PATIENCE G_TIME_SPAN_HOUR

struct _SlReminderSync
{
  GObject parent_instance;

  GApplication *application; /* borrowed */
  SlReminderWatch *watch;
  SlContext *context;
  GSettings *settings;
  char *ctl;
  SlAlarm *alarm;
  GNetworkMonitor *network; /* (nullable): while there is an account */
  guint window;             /* watches its name */
  gboolean has_window;
  GSubprocess *round; /* (nullable): the one that runs */
  gint64 started_at, last_round, online_since;
  gint64 missed_since; /* when it was noticed that no round was good for long; 0: one was */
  gboolean was_online;
};

G_DEFINE_FINAL_TYPE (SlReminderSync, sl_reminder_sync, G_TYPE_OBJECT)

static gint64
get_now (SlReminderSync *self)
{
  return sl_clock_get_now (sl_context_get_clock (self->context));
}

/* (nullable): where there is something to do. */
static const SlSyncAccount *
get_account (SlReminderSync *self)
{
  const SlSyncAccount *account = sl_reminder_watch_get_account (self->watch);

  return account != NULL && account->signed_in && account->agreed && g_settings_get_boolean (self->settings, "sync-automatic") ? account : NULL;
}

static gint64
find_next (SlReminderSync      *self,
           const SlSyncAccount *account)
{
  gboolean local = sl_sync_account_is_local (account);
  const SlSyncSituation situation = {
    .at = get_now (self),
    .seed = g_str_hash (account->id),
    .started_at = self->started_at,
    .last_round = MAX (account->last_try, self->last_round),
    .n_failures = account->n_failures,
    .trouble = account->trouble,
    .retry_after = account->retry_after,
    .online_since = self->online_since,
    .is_online = local || g_network_monitor_get_network_available (self->network),
    .is_held_back = !local && g_network_monitor_get_network_metered (self->network) && !g_settings_get_boolean (self->settings, "sync-metered"),
  };
  gint64 at = sl_sync_schedule (&situation);

  return at == SL_SYNC_NEVER ? SL_TIME_NONE : at;
}

static void plan (SlReminderSync *self);
static void warn (SlReminderSync *self);

static void
ended_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (SlReminderSync) self = user_data;
  g_autoptr (GError) error = NULL;

  /* Why it failed is on record beside the data. */
  if (!g_subprocess_wait_finish (G_SUBPROCESS (source), result, &error))
    g_message ("Syncing couldn’t be waited for: %s", error->message);
  g_clear_object (&self->round);
  self->last_round = get_now (self);
  if (self->alarm != NULL)
    sl_reminder_watch_look (self->watch);
}

static void
run (SlReminderSync *self)
{
  const char *const argv[] = { self->ctl, "--data-dir", sl_context_get_data_dir (self->context), "sync", "--background", NULL };
  g_autoptr (GError) error = NULL;

  self->last_round = get_now (self);
  self->round = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);
  if (self->round != NULL)
    g_subprocess_wait_async (self->round, NULL, ended_cb, g_object_ref (self));
  else
    g_message ("Syncing couldn’t be started: %s", error->message);
}

static void
rings_cb (SlReminderSync *self)
{
  const SlSyncAccount *account = get_account (self);

  if (account != NULL && !self->has_window && self->round == NULL && find_next (self, account) <= get_now (self) && find_next (self, account) != SL_TIME_NONE)
    run (self);
  warn (self);
  plan (self);
}

static void
network_cb (SlReminderSync *self)
{
  gboolean online = g_network_monitor_get_network_available (self->network);

  if (online && !self->was_online)
    self->online_since = get_now (self);
  self->was_online = online;
  plan (self);
}

/* The desktop is asked about its network only where there is use for it. */
static void
follow_network (SlReminderSync *self)
{
  if (self->network != NULL)
    return;
  self->network = g_object_ref (g_network_monitor_get_default ());
  self->was_online = g_network_monitor_get_network_available (self->network);
  g_signal_connect_object (self->network, "network-changed", G_CALLBACK (network_cb), self, G_CONNECT_SWAPPED);
}

/* When it may be time to warn, also where rounds don't even fail, for want of a network; SL_TIME_NONE: it isn't going to be. */
static gint64
find_warning (SlReminderSync      *self,
              const SlSyncAccount *account)
{
  gint64 at = self->missed_since != 0 ? self->missed_since + PATIENCE : account->last_success + OVERDUE;

  return account->last_success != 0 && at > get_now (self) ? at : SL_TIME_NONE;
}

static gint64
find_earlier (gint64 a,
              gint64 b)
{
  return a == SL_TIME_NONE || (b != SL_TIME_NONE && b < a) ? b : a;
}

/* An open window sees to it itself. */
static void
plan (SlReminderSync *self)
{
  const SlSyncAccount *account = get_account (self);
  gint64 next = SL_TIME_NONE;

  if (account != NULL && g_settings_get_boolean (self->settings, "sync-background"))
    {
      follow_network (self);
      if (!self->has_window && self->round == NULL)
        next = find_earlier (find_next (self, account), find_warning (self, account));
    }
  sl_alarm_set (self->alarm, next);
}

/* Whether none was good for so long that the person should know. */
static gboolean
is_overdue (SlReminderSync      *self,
            const SlSyncAccount *account)
{
  gint64 now = get_now (self);

  if (now - account->last_success < OVERDUE)
    self->missed_since = 0;
  else if (self->missed_since == 0)
    self->missed_since = now;
  if (account->n_failures > 0)
    return account->last_try - account->last_success >= OVERDUE;
  return self->missed_since != 0 && now - self->missed_since >= PATIENCE && !self->has_window && g_settings_get_boolean (self->settings, "sync-background");
}

/* Once for each time that it lasts so long. */
static void
warn (SlReminderSync *self)
{
  const SlSyncAccount *account = get_account (self);
  gboolean overdue = account != NULL && account->last_success != 0 && is_overdue (self, account);
  g_autoptr (GNotification) notification = NULL;

  if (!overdue)
    {
      if (account == NULL || account->n_failures == 0)
        g_application_withdraw_notification (self->application, NOTIFICATION);
      return;
    }
  if (g_settings_get_int64 (self->settings, "sync-warned") == account->last_success)
    return;
  g_settings_set_int64 (self->settings, "sync-warned", account->last_success);
  notification = g_notification_new (_("Nothing was synced for three days"));
  g_notification_set_body (notification, account->n_failures > 0 && account->message != NULL ? account->message : _("Your changes are safe here and will be sent later."));
  g_notification_set_default_action (notification, "app." SL_REMINDER_ACTION_OPEN_ALL);
  g_application_send_notification (self->application, NOTIFICATION, notification);
}

static void
looked_cb (SlReminderSync *self)
{
  warn (self);
  plan (self);
}

static void
appeared_cb (GDBusConnection *bus,
             const char      *name,
             const char      *owner,
             gpointer         data)
{
  SlReminderSync *self = data;

  self->has_window = TRUE;
  plan (self);
}

static void
vanished_cb (GDBusConnection *bus,
             const char      *name,
             gpointer         data)
{
  SlReminderSync *self = data;

  self->has_window = FALSE;
  plan (self);
}

static void
sl_reminder_sync_dispose (GObject *object)
{
  SlReminderSync *self = SL_REMINDER_SYNC (object);

  g_clear_handle_id (&self->window, g_bus_unwatch_name);
  g_clear_object (&self->alarm);
  g_clear_object (&self->network);
  g_clear_object (&self->watch);
  g_clear_object (&self->context);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (sl_reminder_sync_parent_class)->dispose (object);
}

static void
sl_reminder_sync_finalize (GObject *object)
{
  SlReminderSync *self = SL_REMINDER_SYNC (object);

  g_clear_object (&self->round);
  g_free (self->ctl);
  G_OBJECT_CLASS (sl_reminder_sync_parent_class)->finalize (object);
}

static void
sl_reminder_sync_class_init (SlReminderSyncClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sl_reminder_sync_dispose;
  object_class->finalize = sl_reminder_sync_finalize;
}

static void
sl_reminder_sync_init (SlReminderSync *self)
{
}

/**
 * sl_reminder_sync_new:
 * @application: shows the notification; outlives this
 * @watch: looks at the data; not started yet
 * @settings: Shortlist's own
 * @ctl: the program that runs a round
 *
 * Returns: (transfer full): it begins with the first look
 */
SlReminderSync *
sl_reminder_sync_new (GApplication    *application,
                      SlReminderWatch *watch,
                      SlContext       *context,
                      GSettings       *settings,
                      const char      *ctl)
{
  SlReminderSync *self = g_object_new (SL_TYPE_REMINDER_SYNC, NULL);

  self->application = application;
  self->watch = g_object_ref (watch);
  self->context = g_object_ref (context);
  self->settings = g_object_ref (settings);
  self->ctl = g_strdup (ctl);
  self->started_at = get_now (self);
  self->alarm = sl_alarm_new (sl_context_get_clock (context));
  g_signal_connect_object (self->alarm, "rings", G_CALLBACK (rings_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (watch, "looked", G_CALLBACK (looked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed", G_CALLBACK (plan), self, G_CONNECT_SWAPPED);
  self->window = g_bus_watch_name_on_connection (g_application_get_dbus_connection (application), SL_APP_ID, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                                 appeared_cb, vanished_cb, self, NULL);
  return self;
}
