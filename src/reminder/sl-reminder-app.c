/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-reminder-app.h. Started by the session bus when the window opens, and at login when the person agreed. */
#define G_LOG_DOMAIN "sl-reminder-app"

#include "config.h"

#include "sl-reminder-app.h"
#include "sl-reminder-clock.h"
#include "sl-reminder-notifier.h"
#include "sl-reminder-sync.h"
#include "sl-settings.h"

#define WINDOW_ID SL_APP_ID
#define WINDOW_INTERFACE "org.freedesktop.Application"

struct _SlReminderApp
{
  GApplication parent_instance;

  char *data_dir;
  char *clock_file; /* of tests */
  char *ctl;        /* of tests: stands in for shortlistctl */

  GSettings *settings;
  SlContext *context;
  SlReminderWatch *watch;
  SlReminderNotifier *notifier;
  SlReminderSync *sync;
};

G_DEFINE_FINAL_TYPE (SlReminderApp, sl_reminder_app, G_TYPE_APPLICATION)

/* "/io/github/…" of "io.github.…". */
static char *
make_object_path (const char *id)
{
  GString *path = g_string_new ("/");

  g_string_append (path, id);
  g_string_replace (path, ".", "/", 0);
  g_string_replace (path, "-", "_", 0);

  return g_string_free_and_steal (path);
}

static void
window_called_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GApplication) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (answer == NULL)
    g_warning ("The window couldn’t be opened: %s", error->message);
  g_application_release (self);
}

/* The window starts by being called, if it isn't there. */
static void
open_cb (SlReminderApp *self,
         const char    *page,
         const char    *kind,
         const char    *id)
{
  GDBusConnection *bus = g_application_get_dbus_connection (G_APPLICATION (self));
  g_autofree char *path = make_object_path (WINDOW_ID);
  GVariantBuilder parameter = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));

  if (kind != NULL)
    g_variant_builder_add (&parameter, "v", g_variant_new ("(ss)", kind, id));
  else
    g_variant_builder_add (&parameter, "v", g_variant_new_string (page));

  g_application_hold (G_APPLICATION (self));
  g_dbus_connection_call (bus, WINDOW_ID, path, WINDOW_INTERFACE, "ActivateAction",
                          g_variant_new ("(sav@a{sv})", kind != NULL ? "open-record" : "open-page", &parameter,
                                         g_variant_new_array (G_VARIANT_TYPE ("{sv}"), NULL, 0)),
                          NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, window_called_cb, g_object_ref (self));
}

static void
begin (SlReminderApp *self)
{
  g_autoptr (SlClock) clock = self->clock_file != NULL ? sl_reminder_clock_new (self->clock_file) : NULL;

  self->context = sl_context_new (self->data_dir, clock);
  /* Nobody has begun a job search: the window starts the service again when somebody does. */
  if (!g_file_test (sl_store_get_path (sl_context_get_store (self->context)), G_FILE_TEST_EXISTS))
    return;

  g_application_hold (G_APPLICATION (self));
  self->settings = sl_settings_open ();
  self->watch = sl_reminder_watch_new (self->context, self->settings, FALSE);
  self->notifier = sl_reminder_notifier_new (G_APPLICATION (self), self->watch, sl_context_get_clock (self->context), self->settings);
  if (self->settings != NULL)
    self->sync = sl_reminder_sync_new (G_APPLICATION (self), self->watch, self->context, self->settings, self->ctl != NULL ? self->ctl : SL_BIN_DIR "/shortlistctl");
  g_signal_connect_object (self->notifier, "open", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
  sl_reminder_watch_start (self->watch);
}

static void
sl_reminder_app_startup (GApplication *application)
{
  G_APPLICATION_CLASS (sl_reminder_app_parent_class)->startup (application);

  begin (SL_REMINDER_APP (application));
}

/* Started by hand or at login while it runs already: nothing more to do. */
static void
sl_reminder_app_activate (GApplication *application)
{
}

static void
sl_reminder_app_shutdown (GApplication *application)
{
  SlReminderApp *self = SL_REMINDER_APP (application);

  if (self->sync != NULL)
    g_object_run_dispose (G_OBJECT (self->sync));
  if (self->notifier != NULL)
    g_object_run_dispose (G_OBJECT (self->notifier));
  if (self->watch != NULL)
    g_object_run_dispose (G_OBJECT (self->watch));
  if (self->context != NULL)
    sl_context_close (self->context);
  g_clear_object (&self->sync);
  g_clear_object (&self->notifier);
  g_clear_object (&self->watch);
  g_clear_object (&self->context);
  g_clear_object (&self->settings);

  G_APPLICATION_CLASS (sl_reminder_app_parent_class)->shutdown (application);
}

static void
sl_reminder_app_finalize (GObject *object)
{
  SlReminderApp *self = SL_REMINDER_APP (object);

  g_free (self->data_dir);
  g_free (self->clock_file);
  g_free (self->ctl);

  G_OBJECT_CLASS (sl_reminder_app_parent_class)->finalize (object);
}

static void
sl_reminder_app_class_init (SlReminderAppClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sl_reminder_app_finalize;
  application_class->startup = sl_reminder_app_startup;
  application_class->activate = sl_reminder_app_activate;
  application_class->shutdown = sl_reminder_app_shutdown;
}

static void
sl_reminder_app_init (SlReminderApp *self)
{
  const GOptionEntry options[] = {
    { "data-dir", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME, &self->data_dir, NULL, NULL },
    { "clock-file", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME, &self->clock_file, NULL, NULL },
    { "ctl", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME, &self->ctl, NULL, NULL },
    G_OPTION_ENTRY_NULL
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

/**
 * sl_reminder_app_new:
 *
 * Returns: (transfer full): the service
 */
SlReminderApp *
sl_reminder_app_new (void)
{
  return g_object_new (SL_TYPE_REMINDER_APP,
                       "application-id", SL_REMINDER_APP_ID,
                       "flags", G_APPLICATION_IS_SERVICE,
                       NULL);
}
