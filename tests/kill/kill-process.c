/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See kill-process.h. */

#define G_LOG_DOMAIN "kill-process"

#include "config.h"

#include <signal.h>
#include <sys/wait.h>

#include "kill-process.h"

struct _KillProcess {
  GSubprocess *process;
  pid_t pid;
  GDataInputStream *output;
  GString *text;
  KillLineFunc line;
  KillGoneFunc gone;
  gpointer data;
  gboolean read_all;
  gboolean exited;
};

static void read_next (KillProcess *self);

static char *
read_errors (KillProcess *self)
{
  GInputStream *stream = g_subprocess_get_stderr_pipe (self->process);
  g_autofree char *buffer = g_malloc0 (8192);
  gsize n = 0;

  if (stream != NULL)
    g_input_stream_read_all (stream, buffer, 8191, &n, NULL, NULL);
  return g_strndup (buffer, n);
}

static void
look_gone (KillProcess *self)
{
  if (!self->read_all || !self->exited)
    return;

  g_autofree char *errors = read_errors (self);
  int status = g_subprocess_get_if_exited (self->process) ? g_subprocess_get_exit_status (self->process)
                                                          : -g_subprocess_get_term_sig (self->process);
  self->gone (self->text->str, errors, status, self->data);
}

static void
exited_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  KillProcess *self = data;

  g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL);
  self->exited = TRUE;
  look_gone (self);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  KillProcess *self = data;
  gsize length;
  g_autofree char *text = g_data_input_stream_read_upto_finish (self->output, result, &length, NULL);
  g_autoptr (GError) error = NULL;

  /* A last line without its end is cut off: nobody was told anything. */
  if (text != NULL && g_data_input_stream_read_byte (self->output, NULL, &error) == '\n' && error == NULL)
    {
      if (self->line != NULL)
        self->line (text, self->data);
      else
        g_string_append_printf (self->text, "%s\n", text);
      read_next (self);
      return;
    }
  self->read_all = TRUE;
  look_gone (self);
}

static void
read_next (KillProcess *self)
{
  g_data_input_stream_read_upto_async (self->output, "\n", 1, G_PRIORITY_HIGH, NULL, read_cb, self);
}

/**
 * kill_process_new:
 * @line: (nullable): wants lines as they come
 * @gone: called once, when the process is dead and all it wrote was read; may free the process
 *
 * Returns: (transfer full): the running process
 */
KillProcess *
kill_process_new (const char *const *argv,
                  KillLineFunc       line,
                  KillGoneFunc       gone,
                  gpointer           data)
{
  KillProcess *self = g_new0 (KillProcess, 1);
  GSubprocessFlags flags = G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                           (line != NULL ? G_SUBPROCESS_FLAGS_STDIN_PIPE : G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GError) error = NULL;

  self->process = g_subprocess_newv (argv, flags, &error);
  if (self->process == NULL)
    g_error ("%s", error->message);
  /* NULL when it has ended already. */
  const char *pid = g_subprocess_get_identifier (self->process);
  self->pid = pid != NULL ? (pid_t) g_ascii_strtoll (pid, NULL, 10) : 0;
  self->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  self->text = g_string_new (NULL);
  self->line = line;
  self->gone = gone;
  self->data = data;
  g_subprocess_wait_async (self->process, NULL, exited_cb, self);
  read_next (self);
  return self;
}

/** kill_process_free: only from @gone on */
void
kill_process_free (KillProcess *self)
{
  g_assert (self->read_all && self->exited);
  g_object_unref (self->output);
  g_object_unref (self->process);
  g_string_free (self->text, TRUE);
  g_free (self);
}

gboolean
kill_process_is_alive (KillProcess *self)
{
  return !self->exited;
}

void
kill_process_kill (KillProcess *self)
{
  g_subprocess_send_signal (self->process, SIGKILL);
}

/**
 * kill_process_freeze:
 *
 * Stops the process and waits until it stands still.
 *
 * Returns: %FALSE when it ended instead
 */
gboolean
kill_process_freeze (KillProcess *self)
{
  siginfo_t info = { 0 };

  if (self->exited || self->pid == 0)
    return FALSE;
  g_subprocess_send_signal (self->process, SIGSTOP);
  /* WNOWAIT: how it ended is for GSubprocess to find out. */
  if (waitid (P_PID, (id_t) self->pid, &info, WSTOPPED | WEXITED | WNOWAIT) != 0)
    return FALSE;
  return info.si_code == CLD_STOPPED;
}

void
kill_process_thaw (KillProcess *self)
{
  if (!self->exited)
    g_subprocess_send_signal (self->process, SIGCONT);
}

/** kill_process_end_input: tells a worker that it may end */
void
kill_process_end_input (KillProcess *self)
{
  g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
}
