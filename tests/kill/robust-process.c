/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See robust-process.h. */
#define G_LOG_DOMAIN "robust-process"

#include "config.h"

#include <signal.h>
#include <sys/wait.h>

#include "robust-process.h"

void
robust_start (RobustProcess *self,
              const char    *mode,
              const char    *dir,
              guint          number)
{
  g_autofree char *text = g_strdup_printf ("%u", number);
  g_autoptr (GError) error = NULL;

  self->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                                    g_getenv ("SL_ROBUST_CHILD"), mode, dir, text, NULL);
  g_assert_no_error (error);
  self->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
}

char *
robust_read (RobustProcess *self)
{
  return g_data_input_stream_read_line (self->output, NULL, NULL, NULL);
}

void
robust_expect (RobustProcess *self,
               const char    *pattern)
{
  g_autofree char *line = robust_read (self);

  if (line == NULL || !g_pattern_match_simple (pattern, line))
    g_error ("Expected “%s”, got “%s”", pattern, line != NULL ? line : "nothing");
}

void
robust_go (RobustProcess *self)
{
  g_output_stream_write_all (g_subprocess_get_stdin_pipe (self->process), "\n", 1, NULL, NULL, NULL);
  g_output_stream_flush (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
}

void
robust_stop (RobustProcess *self)
{
  siginfo_t info;
  id_t pid = (id_t) g_ascii_strtoll (g_subprocess_get_identifier (self->process), NULL, 10);

  g_subprocess_send_signal (self->process, SIGSTOP);
  g_assert_cmpint (waitid (P_PID, pid, &info, WSTOPPED | WNOWAIT), ==, 0);
}

void
robust_end (RobustProcess *self)
{
  g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->output);
  g_clear_object (&self->process);
}

void
robust_kill (RobustProcess *self)
{
  g_subprocess_send_signal (self->process, SIGKILL);
  /* The signal is sent by a thread of GLib's: if the input were closed first, it could end in good order. */
  g_subprocess_wait (self->process, NULL, NULL);
  g_assert_true (g_subprocess_get_if_signaled (self->process));
  robust_end (self);
}
