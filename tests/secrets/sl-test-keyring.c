/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-test-keyring.h. The real gnome-keyring-daemon, whose files lie in the test's temporary folder. */
#include "config.h"

#include <signal.h>
#include <stdlib.h>

#include "sl-test-keyring.h"
#include "sl-test.h"

#define SERVICE "org.freedesktop.secrets"

/* One for the whole process: libsecret keeps hold of its connection. */
static GTestDBus *bus;

static void
stop_bus (void)
{
  g_autoptr (GDBusConnection) connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);

  if (connection != NULL)
    g_dbus_connection_set_exit_on_close (connection, FALSE);
  /* Not freed, as that would wait for libsecret to let go. */
  g_test_dbus_stop (bus);
}

static void
start_bus (void)
{
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  atexit (stop_bus);
}

/* A place for a new keyring; nothing runs yet. */
void
sl_test_keyring_init (SlTestKeyring *self)
{
  g_autoptr (GError) error = NULL;

  if (bus == NULL)
    start_bus ();
  self->connection = g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (bus),
                                                             G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                                             NULL, NULL, &error);
  g_assert_no_error (error);
  self->home = g_build_filename (sl_test_tmp_dir (), "keyring", NULL);
  g_mkdir_with_parents (self->home, 0700);
}

void
sl_test_keyring_clear (SlTestKeyring *self)
{
  if (self->daemon != NULL)
    sl_test_keyring_stop (self);
  g_dbus_connection_close_sync (self->connection, NULL, NULL);
  g_clear_object (&self->connection);
  sl_test_remove_dir (self->home);
  g_clear_pointer (&self->home, g_free);
}

static void
appeared_cb (GDBusConnection *connection,
             const char *name,
             const char *owner,
             gpointer data)
{
  *(gboolean *) data = TRUE;
}

static void
vanished_cb (GDBusConnection *connection,
             const char *name,
             gpointer data)
{
  *(gboolean *) data = FALSE;
}

static void
wait_for_service (SlTestKeyring *self,
                  gboolean there)
{
  gboolean found = !there;
  guint watch = g_bus_watch_name_on_connection (self->connection, SERVICE, G_BUS_NAME_WATCHER_FLAGS_NONE, appeared_cb, vanished_cb, &found, NULL);

  while (found != there)
    g_main_context_iteration (NULL, TRUE);
  g_bus_unwatch_name (watch);
}

/* @unlock: (nullable): an option of the daemon's */
static void
start (SlTestKeyring *self,
       const char *unlock)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autofree char *control = g_strdup_printf ("--control-directory=%s", self->home);
  g_autoptr (GError) error = NULL;
  GOutputStream *in;

  g_subprocess_launcher_setenv (launcher, "HOME", self->home, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", self->home, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_RUNTIME_DIR", self->home, TRUE);
  g_subprocess_launcher_setenv (launcher, "DBUS_SESSION_BUS_ADDRESS", g_test_dbus_get_bus_address (bus), TRUE);
  g_subprocess_launcher_unsetenv (launcher, "DISPLAY");
  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG");
  self->daemon = g_subprocess_launcher_spawn (launcher, &error, g_getenv ("SL_TEST_KEYRING"), "--foreground", "--components=secrets", control, unlock, NULL);
  g_assert_no_error (error);
  in = g_subprocess_get_stdin_pipe (self->daemon);
  g_output_stream_write_all (in, "pw", 2, NULL, NULL, NULL);
  g_output_stream_close (in, NULL, NULL);
  wait_for_service (self, TRUE);
}

/* Starts it, unlocked, on the files that were there. The first start makes the keyring and its password. */
void
sl_test_keyring_start (SlTestKeyring *self)
{
  start (self, "--unlock");
}

/* Starts it as where nobody signed in with a password: it has no keyring that could be used, and nobody to ask for one. */
void
sl_test_keyring_start_empty (SlTestKeyring *self)
{
  start (self, NULL);
}

void
sl_test_keyring_stop (SlTestKeyring *self)
{
  g_subprocess_send_signal (self->daemon, SIGTERM);
  g_subprocess_wait (self->daemon, NULL, NULL);
  g_clear_object (&self->daemon);
  wait_for_service (self, FALSE);
}

void
sl_test_keyring_lock (SlTestKeyring *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = NULL;

  answer = g_dbus_connection_call_sync (self->connection, SERVICE, "/org/freedesktop/secrets", "org.freedesktop.Secret.Service", "Lock",
                                        g_variant_new_parsed ("([objectpath '/org/freedesktop/secrets/aliases/default'],)"),
                                        NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
}
