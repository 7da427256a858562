/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "sl-autostart.h"
#include "sl-core-test.h"
#include "sl-error.h"

#define PORTAL_XML \
  "<node><interface name='org.freedesktop.portal.Background'><method name='RequestBackground'>" \
  "<arg type='s' direction='in'/><arg type='a{sv}' direction='in'/><arg type='o' direction='out'/></method></interface></node>"

typedef struct {
  gboolean done;
  const char *state;
  GError *error;
} Answer;

static void
set_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  Answer *answer = user_data;

  answer->state = sl_autostart_set_finish (result, &answer->error);
  answer->done = TRUE;
}

static const char *
set (SlAutostartWay way,
     gboolean       on)
{
  Answer answer = { 0 };

  sl_autostart_set_async (way, on, NULL, set_cb, &answer);
  sl_core_test_wait_for (&answer.done);
  g_assert_no_error (answer.error);

  return answer.state;
}

static void
test_file (void)
{
  g_autofree char *path = g_build_filename (g_get_user_config_dir (), "autostart", SL_APP_ID ".Reminder.desktop", NULL);
  g_autofree char *text = NULL;

  g_assert_cmpstr (set (SL_AUTOSTART_BY_FILE, TRUE), ==, SL_AUTOSTART_ON);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "Exec=" SL_LIBEXEC_DIR "/shortlist-reminder\n"));
  g_assert_cmpstr (set (SL_AUTOSTART_BY_FILE, FALSE), ==, SL_AUTOSTART_OFF);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpstr (set (SL_AUTOSTART_BY_FILE, FALSE), ==, SL_AUTOSTART_OFF);
}

/* What the desktop is to answer, and what it was asked. */
typedef struct {
  guint response;
  gboolean autostart;
  gboolean agrees; /* to whatever it is asked for */
  gboolean asked_for;
  char *program;
} Portal;

static void
portal_called_cb (GDBusConnection       *bus,
                  const char            *sender,
                  const char            *path,
                  const char            *interface,
                  const char            *method,
                  GVariant              *parameters,
                  GDBusMethodInvocation *invocation,
                  gpointer               user_data)
{
  Portal *portal = user_data;
  g_autoptr (GVariant) options = g_variant_get_child_value (parameters, 1);
  g_autofree const char **command = NULL;
  g_autofree char *peer = g_strdelimit (g_strdup (sender + 1), ".", '_');
  const char *token = NULL;
  g_autofree char *request = NULL;
  GVariantBuilder results = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  g_assert_true (g_variant_lookup (options, "autostart", "b", &portal->asked_for));
  g_assert_true (g_variant_lookup (options, "handle_token", "&s", &token));
  g_assert_true (g_variant_lookup (options, "commandline", "^a&s", &command));
  g_set_str (&portal->program, command[0]);
  if (portal->agrees)
    portal->autostart = portal->asked_for;
  request = g_strdup_printf ("/org/freedesktop/portal/desktop/request/%s/%s", peer, token);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", request));
  g_variant_builder_add (&results, "{sv}", "background", g_variant_new_boolean (portal->autostart));
  g_variant_builder_add (&results, "{sv}", "autostart", g_variant_new_boolean (portal->autostart));
  g_dbus_connection_emit_signal (bus, NULL, request, "org.freedesktop.portal.Request", "Response",
                                 g_variant_new ("(ua{sv})", portal->response, &results), NULL);
}

static void
test_portal (void)
{
  static const GDBusInterfaceVTable table = { .method_call = portal_called_cb };
  g_autoptr (GTestDBus) daemon = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (PORTAL_XML, NULL);
  GDBusConnection *bus;
  Portal portal = { 0, TRUE };
  Answer nobody = { 0 }, off = { 0 }, on = { 0 };
  guint object;

  g_test_dbus_up (daemon);
  bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_assert_nonnull (bus);

  /* Nobody there to be asked. */
  sl_autostart_set_async (SL_AUTOSTART_BY_PORTAL, TRUE, NULL, set_cb, &nobody);
  sl_core_test_wait_for (&nobody.done);
  g_assert_error (nobody.error, SL_ERROR, SL_ERROR_FAILED);
  g_clear_error (&nobody.error);

  object = g_dbus_connection_register_object (bus, "/org/freedesktop/portal/desktop", node->interfaces[0], &table, &portal, NULL, NULL);
  g_variant_unref (g_dbus_connection_call_sync (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "RequestName",
                                                g_variant_new ("(su)", "org.freedesktop.portal.Desktop", 0), NULL,
                                                G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL));
  g_assert_cmpstr (set (SL_AUTOSTART_BY_PORTAL, TRUE), ==, SL_AUTOSTART_ON);
  g_assert_true (portal.asked_for);
  g_assert_cmpstr (portal.program, ==, SL_LIBEXEC_DIR "/shortlist-reminder");

  /* The desktop says no, in either way; that it stays off is no denial. */
  portal.autostart = FALSE;
  g_assert_cmpstr (set (SL_AUTOSTART_BY_PORTAL, TRUE), ==, SL_AUTOSTART_DENIED);
  g_assert_cmpstr (set (SL_AUTOSTART_BY_PORTAL, FALSE), ==, SL_AUTOSTART_OFF);
  g_assert_false (portal.asked_for);
  portal.response = 1;
  g_assert_cmpstr (set (SL_AUTOSTART_BY_PORTAL, TRUE), ==, SL_AUTOSTART_DENIED);

  /* Off, and on again before there was an answer: each has its own. */
  portal.response = 0;
  portal.agrees = TRUE;
  sl_autostart_set_async (SL_AUTOSTART_BY_PORTAL, FALSE, NULL, set_cb, &off);
  sl_autostart_set_async (SL_AUTOSTART_BY_PORTAL, TRUE, NULL, set_cb, &on);
  sl_core_test_wait_for (&off.done);
  sl_core_test_wait_for (&on.done);
  g_assert_cmpstr (off.state, ==, SL_AUTOSTART_OFF);
  g_assert_cmpstr (on.state, ==, SL_AUTOSTART_ON);

  g_dbus_connection_unregister_object (bus, object);
  g_free (portal.program);
  g_object_unref (bus);
  g_test_dbus_down (daemon);
}

static void
test_words (void)
{
  g_assert_cmpstr (sl_autostart_describe (SL_AUTOSTART_ASK), ==, sl_autostart_describe (NULL));
  g_assert_cmpstr (sl_autostart_describe (SL_AUTOSTART_ON), !=, sl_autostart_describe (SL_AUTOSTART_DENIED));
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *config = g_dir_make_tmp ("shortlist-autostart-XXXXXX", NULL);
  int status;

  g_setenv ("XDG_CONFIG_HOME", config, TRUE);
  sl_test_init (&argc, &argv);

  g_test_add_func ("/autostart/file", test_file);
  g_test_add_func ("/autostart/portal", test_portal);
  g_test_add_func ("/autostart/words", test_words);

  status = g_test_run ();
  sl_test_remove_dir (config);

  return status;
}
