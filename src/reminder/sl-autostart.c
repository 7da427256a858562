/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-autostart.h. The portal answers by a signal of a request object, whose path is known beforehand. */
#define G_LOG_DOMAIN "sl-autostart"

#include "config.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "sl-autostart.h"
#include "sl-error.h"
#include "sl-file.h"

#define SANDBOX_FILE "/.flatpak-info"
#define PROGRAM SL_LIBEXEC_DIR "/shortlist-reminder"

#define PORTAL_NAME "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define PORTAL_INTERFACE "org.freedesktop.portal.Background"
#define REQUEST_INTERFACE "org.freedesktop.portal.Request"
#define TOKEN "shortlist_background_%u"

/* One asking of the portal. */
typedef struct {
  GTask *task;
  GDBusConnection *bus;
  gboolean on;
  guint number;
  guint subscription;
  guint watch;
  gboolean called; /* the call has come back; the answer is a signal, and mostly later */
} Request;

static void
request_free (Request *request)
{
  if (request->subscription != 0)
    g_dbus_connection_signal_unsubscribe (request->bus, request->subscription);
  g_clear_handle_id (&request->watch, g_bus_unwatch_name);
  g_clear_object (&request->task);
  g_clear_object (&request->bus);
  g_free (request);
}

static void
refuse (Request *request,
        GError  *failure)
{
  g_autoptr (GError) own = failure;

  g_task_return_new_error (request->task, SL_ERROR, SL_ERROR_FAILED,
                           _("The desktop couldn’t be asked to start reminders at login: %s"), own->message);
  request_free (request);
}

/* What the person or the desktop decided. */
static void
answered_cb (GDBusConnection *bus,
             const char      *sender,
             const char      *path,
             const char      *interface,
             const char      *signal,
             GVariant        *parameters,
             gpointer         user_data)
{
  Request *request = user_data;
  g_autoptr (GVariant) results = NULL;
  gboolean autostart = FALSE;
  guint response;

  g_variant_get (parameters, "(u@a{sv})", &response, &results);
  g_variant_lookup (results, "autostart", "b", &autostart);
  if (response != 0 || (request->on && !autostart))
    g_task_return_pointer (request->task, (gpointer) SL_AUTOSTART_DENIED, NULL);
  else
    g_task_return_pointer (request->task, (gpointer) (request->on ? SL_AUTOSTART_ON : SL_AUTOSTART_OFF), NULL);
  g_clear_object (&request->task);
  if (request->called)
    request_free (request);
}

/* It ended before it answered. Calls that it hasn't taken come back by themselves. */
static void
portal_vanished_cb (GDBusConnection *bus,
                    const char      *name,
                    gpointer         user_data)
{
  refuse (user_data, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED, _("it gave no answer")));
}

static void
called_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GError *error = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  Request *request = user_data;

  request->called = TRUE;
  /* Else the signal frees it, or the end of who would send it. */
  if (request->task == NULL)
    {
      g_clear_error (&error);
      request_free (request);
    }
  else if (answer == NULL)
    refuse (request, error);
  else
    request->watch = g_bus_watch_name_on_connection (request->bus, PORTAL_NAME, G_BUS_NAME_WATCHER_FLAGS_NONE, NULL, portal_vanished_cb, request, NULL);
}

static char *
make_request_path (Request *request)
{
  g_autofree char *sender = g_strdelimit (g_strdup (g_dbus_connection_get_unique_name (request->bus) + 1), ".", '_');

  return g_strdup_printf (PORTAL_PATH "/request/%s/" TOKEN, sender, request->number);
}

static GVariant *
make_options (Request *request)
{
  g_autofree char *token = g_strdup_printf (TOKEN, request->number);
  GVariantBuilder options = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  const char *const command[] = { PROGRAM, NULL };

  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (token));
  /* Translators: shown by the desktop when it asks whether Shortlist may start at login */
  g_variant_builder_add (&options, "{sv}", "reason", g_variant_new_string (_("Remind you of interviews and deadlines")));
  g_variant_builder_add (&options, "{sv}", "autostart", g_variant_new_boolean (request->on));
  g_variant_builder_add (&options, "{sv}", "commandline", g_variant_new_strv (command, -1));

  return g_variant_new ("(sa{sv})", "", &options);
}

static void
bus_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  Request *request = user_data;
  g_autofree char *path = NULL;
  GError *error = NULL;

  request->bus = g_bus_get_finish (result, &error);
  if (request->bus == NULL)
    {
      refuse (request, error);
      return;
    }

  path = make_request_path (request);
  request->subscription = g_dbus_connection_signal_subscribe (request->bus, PORTAL_NAME, REQUEST_INTERFACE, "Response", path, NULL,
                                                              G_DBUS_SIGNAL_FLAGS_NONE, answered_cb, request, NULL);
  g_dbus_connection_call (request->bus, PORTAL_NAME, PORTAL_PATH, PORTAL_INTERFACE, "RequestBackground", make_options (request),
                          G_VARIANT_TYPE ("(o)"), G_DBUS_CALL_FLAGS_NONE, -1, g_task_get_cancellable (request->task), called_cb, request);
}

/* Takes @task. Each asking has a number of its own: two may be under way, each with its answer. */
static void
ask_portal (GTask   *task,
            gboolean on)
{
  static guint n_requests;
  Request *request = g_new0 (Request, 1);

  request->task = task;
  request->on = on;
  request->number = ++n_requests;
  g_bus_get (G_BUS_TYPE_SESSION, g_task_get_cancellable (task), bus_cb, request);
}

static char *
make_file_contents (void)
{
  return g_strdup_printf ("[Desktop Entry]\n"
                          "Type=Application\n"
                          "Name=Shortlist\n"
                          "Exec=%s\n"
                          "Icon=%s\n"
                          "NoDisplay=true\n",
                          PROGRAM, SL_APP_ID);
}

static gboolean
write_file (gboolean on,
            GError **error)
{
  g_autofree char *dir = g_build_filename (g_get_user_config_dir (), "autostart", NULL);
  g_autofree char *path = g_build_filename (dir, SL_APP_ID ".Reminder.desktop", NULL);
  g_autofree char *text = make_file_contents ();
  g_autoptr (GBytes) contents = g_bytes_new (text, strlen (text));

  if (on)
    return sl_file_make_dir (dir, error) && sl_file_write_atomic (path, contents, error);
  if (g_unlink (path) == 0 || errno == ENOENT)
    return TRUE;

  g_set_error (error, SL_ERROR, SL_ERROR_PERMISSION, _("Reminders at login couldn’t be turned off: %s can’t be removed."), path);

  return FALSE;
}

static void
write_file_in_thread (GTask        *task,
                      gpointer      source,
                      gpointer      data,
                      GCancellable *cancellable)
{
  gboolean on = GPOINTER_TO_INT (data);
  GError *error = NULL;

  if (write_file (on, &error))
    g_task_return_pointer (task, (gpointer) (on ? SL_AUTOSTART_ON : SL_AUTOSTART_OFF), NULL);
  else
    g_task_return_error (task, error);
}

/** sl_autostart_get_way: Returns: how it is said here */
SlAutostartWay
sl_autostart_get_way (void)
{
  return g_file_test (SANDBOX_FILE, G_FILE_TEST_EXISTS) ? SL_AUTOSTART_BY_PORTAL : SL_AUTOSTART_BY_FILE;
}

/**
 * sl_autostart_set_async:
 * @way: sl_autostart_get_way(), except in tests
 * @on: whether the service is to start with the session
 */
void
sl_autostart_set_async (SlAutostartWay      way,
                        gboolean            on,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, sl_autostart_set_async);
  g_task_set_task_data (task, GINT_TO_POINTER (on), NULL);
  if (way == SL_AUTOSTART_BY_PORTAL)
    ask_portal (g_steal_pointer (&task), on);
  else
    g_task_run_in_thread (task, write_file_in_thread);
}

/** sl_autostart_set_finish: Returns: (transfer none) (nullable): the state that it came to; %NULL with @error set */
const char *
sl_autostart_set_finish (GAsyncResult *result,
                         GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/** sl_autostart_describe: Returns: (transfer none): a translated sentence */
const char *
sl_autostart_describe (const char *state)
{
  if (g_strcmp0 (state, SL_AUTOSTART_ON) == 0)
    return _("Reminders come after login, also while Shortlist is closed.");
  if (g_strcmp0 (state, SL_AUTOSTART_DENIED) == 0)
    return _("Your desktop doesn’t let Shortlist run in the background. Reminders come only while it is open. You can allow it in the desktop’s settings for apps.");

  return _("After login, reminders come only once Shortlist was opened.");
}
