/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-test-server.h. */
#include "config.h"

#include <signal.h>
#include <string.h>
#include <sys/prctl.h>

#include "sl-test-server.h"

/* It says first who can sign in, then where it listens. */
static char *
read_address (GSubprocess *process)
{
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  char *address = NULL;

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  while (address == NULL)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *line = g_data_input_stream_read_line_utf8 (lines, NULL, NULL, &error);
      const char *start;

      g_assert_no_error (error);
      g_assert_nonnull (line);
      start = strstr (line, "http://127.0.0.1:");
      address = start != NULL ? g_strndup (start, strcspn (start, ";")) : NULL;
    }
  return address;
}

/* A failed assertion ends a test before it can stop its server, which would keep all open that it has of the test. */
static void
end_with_test_cb (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

void
sl_test_server_start (SlTestServer *self,
                      const char   *profile,
                      const char   *user,
                      guint16       port)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autofree char *number = g_strdup_printf ("%u", port);
  g_autoptr (GError) error = NULL;

  g_subprocess_launcher_set_child_setup (launcher, end_with_test_cb, NULL, NULL);
  self->process = g_subprocess_launcher_spawn (launcher, &error, g_getenv ("SL_TEST_MODEL_SERVER"), "--port", number, "--profile", profile,
                                               user != NULL ? "--user" : NULL, user, NULL);
  g_assert_no_error (error);
  self->address = read_address (self->process);
}

/* As with Ctrl+C; it has to end well. */
void
sl_test_server_stop (SlTestServer *self)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_send_signal (self->process, SIGINT);
  g_subprocess_wait (self->process, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (self->process));
  g_assert_cmpint (g_subprocess_get_exit_status (self->process), ==, 0);
  g_clear_object (&self->process);
  g_clear_pointer (&self->address, g_free);
}
