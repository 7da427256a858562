/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kill test: several programs work on one data folder at the same time, and are killed at random moments. After
 * every kill the file, freshly opened, must hold everything that was acknowledged.
 *
 * kill-driver [--window PROGRAM] [--headless PROGRAM] [--cli PROGRAM] [--kills N] [--seed N] [--expect-loss]
 *
 * SL_KILLS and SL_KILL_SEED do the same as --kills and --seed; SL_KILL_KEEP names where the data folder goes after a
 * complaint. Prints TAP. The delays are the moments at which a kill
 * comes; nothing waits for time to pass. */

#define G_LOG_DOMAIN "kill-driver"

#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>

#include "kill-cli.h"
#include "kill-process.h"
#include "kill-promise.h"
#include "sl-error.h"
#include "sl-json.h"
#include "sl-store-query.h"
#include "sl-store.h"
#include "sl-test.h"

#define KILLS_PER_FULL_LOOK 20
#define KILLS_PER_COPY 8
/* In CI, on two slow cores; fewer where a window takes seconds to start. */
#ifdef __SANITIZE_ADDRESS__
#define USUAL_KILLS 8
#else
#define USUAL_KILLS 25
#endif

typedef struct _Driver Driver;

typedef struct {
  Driver *driver;
  char *name;
  char *program;
  gboolean is_cli;
  KillProcess *process; /* NULL between two runs */
  KillCommand *command; /* of the command line */
  guint n_runs;
  gint64 n_open;        /* deeds begun and not answered */
  gboolean killed;
  guint n_killed;
  guint n_killed_at_work;
} Worker;

struct _Driver {
  GMainLoop *loop;
  GRand *rand;
  KillVerifier *verifier;
  char *data_dir;
  char *path;
  char *scratch;
  GPtrArray *workers;
  char *cli;

  guint n_kills;
  guint n_done;
  guint n_dying;
  guint victim;
  guint n_awaited; /* deeds that the victim begins before it is killed; 0: it isn't about deeds */
  gboolean ending;
  gboolean expect_loss;
  guint n_complaints;
  guint n_refused;
  guint n_copies;
  guint n_commands;
};

static void start (Worker *worker);
static void note_begun (Worker *worker);
static void schedule (Driver *self);

static void
complain (Driver     *self,
          Worker     *worker,
          const char *text)
{
  g_print ("# COMPLAINT: %s: %s\n", worker->name, text);
  self->n_complaints++;
}

/* What the workers say */

static void
line_cb (const char *text,
         gpointer    data)
{
  Worker *worker = data;
  Driver *self = worker->driver;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) line = sl_json_parse_object (text, &error);

  if (line == NULL)
    {
      complain (self, worker, text);
      return;
    }
  if (json_object_has_member (line, KILL_LINE_BEGUN))
    note_begun (worker);
  else if (json_object_has_member (line, KILL_LINE_DROPPED))
    kill_verifier_drop_backup (self->verifier, sl_json_get_string (line, KILL_LINE_DROPPED, ""));
  else if (!json_object_has_member (line, KILL_LINE_READY))
    worker->n_open--;

  if (json_object_has_member (line, KILL_LINE_TROUBLE))
    complain (self, worker, sl_json_get_string (line, KILL_LINE_TROUBLE, ""));
  else if (json_object_has_member (line, KILL_LINE_REFUSED))
    self->n_refused++;
  else if (json_object_has_member (line, KILL_LINE_STEP) || json_object_has_member (line, KILL_LINE_VALUES) ||
           json_object_has_member (line, KILL_LINE_BACKUP))
    kill_verifier_acknowledge (self->verifier, worker->name, line);
}

/* Status 1 with one line is a refusal: a conflict, nothing to undo. Anything else is not. */
static void
read_answer (Worker     *worker,
             const char *output,
             const char *errors,
             int         status)
{
  Driver *self = worker->driver;

  if (kill_command_read (worker->command, output))
    kill_verifier_acknowledge (self->verifier, worker->name, worker->command->line);
  else if (status == 1)
    self->n_refused++;

  if (worker->killed && status < 0)
    return;
  if (status != 0 && status != 1)
    complain (self, worker, errors);
  if ((status == 0 && *errors != '\0') || (status == 1 && (*errors == '\0' || strstr (errors, "damaged") != NULL)))
    complain (self, worker, errors);
}

/* After a kill */

static gpointer
count_steps (SlConnection *connection,
             gpointer      data,
             GCancellable *cancellable,
             GError      **error)
{
  gint64 *n = data;
  *n = sl_connection_get_integer (connection, "SELECT count (*) FROM txn", -1);
  return n;
}

static void
copy_file (const char *from_dir,
           const char *to_dir,
           const char *name)
{
  g_autofree char *from = g_build_filename (from_dir, name, NULL);
  g_autofree char *to = g_build_filename (to_dir, name, NULL);
  g_autofree char *contents = NULL;
  gsize length;

  if (g_file_get_contents (from, &contents, &length, NULL) && !g_file_set_contents (to, contents, (gssize) length, NULL))
    g_error ("%s can't be written", to);
}

/* A copy of file and log, as a backup program or the disk after a power cut has them, made while all stand still. The
 * shared-memory file, which is only a cache, is left out. */
static void
try_copy (Driver *self)
{
  g_autofree char *copy_dir = g_build_filename (self->scratch, "copy", NULL);
  g_autofree char *copy = g_build_filename (copy_dir, "shortlist.db", NULL);
  g_autoptr (SlClock) clock = sl_clock_new_system ();
  g_autoptr (SlStore) store = sl_store_new (copy_dir, clock);
  g_autoptr (GError) error = NULL;
  gint64 n = 0;

  sl_test_remove_dir (copy_dir);
  g_mkdir_with_parents (copy_dir, 0700);
  for (guint i = 0; i < self->workers->len; i++)
    {
      Worker *worker = g_ptr_array_index (self->workers, i);
      if (worker->process != NULL)
        kill_process_freeze (worker->process);
    }
  copy_file (self->data_dir, copy_dir, "shortlist.db");
  copy_file (self->data_dir, copy_dir, "shortlist.db-wal");
  for (guint i = 0; i < self->workers->len; i++)
    {
      Worker *worker = g_ptr_array_index (self->workers, i);
      if (worker->process != NULL)
        kill_process_thaw (worker->process);
    }

  if (!sl_store_open (store, &error) || sl_store_get_notice (store) != SL_STORE_NOTICE_NONE)
    {
      g_print ("# COMPLAINT: the copy doesn't open: %s\n", error != NULL ? error->message : "it was restored");
      self->n_complaints++;
      return;
    }
  sl_store_read (store, count_steps, &n, NULL);
  sl_store_close (store);
  self->n_complaints += kill_verifier_check_file (copy);
  if (n < kill_verifier_count_steps (self->verifier))
    {
      g_print ("# COMPLAINT: the copy lacks steps.\n");
      self->n_complaints++;
    }
  self->n_copies++;
}

/* Nobody may have taken the file for a damaged one. */
static void
look_at_folder (Driver *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->data_dir, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "shortlist-damaged") || g_str_has_suffix (name, "-suspect"))
      {
        g_print ("# COMPLAINT: the file was taken for a damaged one: %s\n", name);
        self->n_complaints++;
      }
}

static void
look (Driver   *self,
      KillScope scope)
{
  guint n = kill_verifier_verify (self->verifier, self->path, scope);

  n += kill_verifier_check_attachments (self->verifier, self->path, scope);
  if (scope == KILL_SCOPE_ALL && kill_verifier_count_steps (self->verifier) > 0)
    {
      n += kill_verifier_check_file (self->path);
      look_at_folder (self);
    }
  self->n_complaints += n;
}

static void
end (Driver *self)
{
  gboolean any = FALSE;

  self->ending = TRUE;
  for (guint i = 0; i < self->workers->len; i++)
    {
      Worker *worker = g_ptr_array_index (self->workers, i);
      if (worker->process == NULL)
        continue;
      any = TRUE;
      if (!worker->is_cli)
        kill_process_end_input (worker->process);
    }
  if (!any)
    g_main_loop_quit (self->loop);
}

static void
after_kill (Driver *self)
{
  self->n_done++;
  look (self, self->n_done % KILLS_PER_FULL_LOOK == 0 ? KILL_SCOPE_ALL : KILL_SCOPE_NEW);
  if (self->n_complaints == 0 && self->n_done % KILLS_PER_COPY == 0 && kill_verifier_count_steps (self->verifier) > 0)
    try_copy (self);

  /* The first trouble ends it, so that the file can be looked at as it is. */
  if (self->n_done >= self->n_kills || self->n_complaints > 0)
    {
      end (self);
      return;
    }
  for (guint i = 0; i < self->workers->len; i++)
    {
      Worker *worker = g_ptr_array_index (self->workers, i);
      if (worker->process == NULL)
        start (worker);
    }
  schedule (self);
}

static gboolean
is_anyone_left (Driver *self)
{
  for (guint i = 0; i < self->workers->len; i++)
    if (((Worker *) g_ptr_array_index (self->workers, i))->process != NULL)
      return TRUE;
  return FALSE;
}

static void
gone_cb (const char *output,
         const char *errors,
         int         status,
         gpointer    data)
{
  Worker *worker = data;
  Driver *self = worker->driver;
  gboolean was_killed = worker->killed;
  g_autofree char *ended = g_strdup_printf ("ended with status %d", status);

  if (worker->is_cli)
    read_answer (worker, output, errors, status);
  else if (!was_killed && !(self->ending && status == 0))
    complain (self, worker, ended);

  g_clear_pointer (&worker->process, kill_process_free);
  g_clear_pointer (&worker->command, kill_command_free);
  worker->killed = FALSE;
  if (was_killed && --self->n_dying == 0)
    after_kill (self);
  else if (self->ending && !is_anyone_left (self))
    g_main_loop_quit (self->loop);
  else if (!self->ending && !was_killed && worker->is_cli)
    start (worker);
  else if (!self->ending && !was_killed)
    end (self);
}

/* Running and killing */

static void
start_command (Worker *worker)
{
  Driver *self = worker->driver;

  worker->command = kill_command_new (worker->program, self->data_dir, self->scratch, self->rand, self->verifier, self->n_commands++);
  worker->n_open = 0;
  worker->process = kill_process_new ((const char *const *) worker->command->argv, NULL, gone_cb, worker);
  note_begun (worker);
}

static void
start (Worker *worker)
{
  Driver *self = worker->driver;

  if (worker->is_cli)
    {
      start_command (worker);
      return;
    }

  g_autofree char *name = g_strdup_printf ("%s-%u", worker->name, worker->n_runs++);
  g_autofree char *seed = g_strdup_printf ("%u", g_rand_int (self->rand));
  const char *argv[] = { worker->program, self->data_dir, name, seed, self->expect_loss ? "lie" : NULL, NULL };

  worker->n_open = 0;
  worker->process = kill_process_new (argv, line_cb, gone_cb, worker);
}

static void
kill_worker (Driver *self,
             Worker *worker)
{
  if (worker->process == NULL || worker->killed || !kill_process_is_alive (worker->process))
    return;

  worker->killed = TRUE;
  worker->n_killed++;
  worker->n_killed_at_work += worker->n_open > 0;
  self->n_dying++;
  kill_process_kill (worker->process);
}

static gboolean
kill_cb (gpointer data)
{
  Driver *self = data;
  gboolean all = g_rand_int_range (self->rand, 0, 10) == 0;

  if (self->ending)
    return G_SOURCE_REMOVE;
  for (guint i = 0; i < self->workers->len; i++)
    if (all || i == self->victim)
      kill_worker (self, g_ptr_array_index (self->workers, i));

  /* Between two commands there was nobody to kill. */
  if (self->n_dying == 0)
    schedule (self);
  return G_SOURCE_REMOVE;
}

/* From less than a millisecond on, evenly over its powers. */
static void
kill_within (Driver *self,
             double  msec)
{
  g_timeout_add ((guint) exp (g_rand_double_range (self->rand, log (0.5), log (msec))), kill_cb, self);
}

/* One in four kills comes at any time, also in the middle of a start. The others come shortly after the victim began a
 * deed, so that they hit it at work however slow the machine is. */
static void
schedule (Driver *self)
{
  self->victim = (guint) g_rand_int_range (self->rand, 0, (gint32) self->workers->len);
  if (g_rand_int_range (self->rand, 0, 4) == 0)
    kill_within (self, 1500);
  else
    self->n_awaited = (guint) g_rand_int_range (self->rand, 1, 7);
}

static void
note_begun (Worker *worker)
{
  Driver *self = worker->driver;

  worker->n_open++;
  if (self->n_awaited > 0 && worker == g_ptr_array_index (self->workers, self->victim) && --self->n_awaited == 0)
    kill_within (self, 40);
}

static void
add_worker (Driver     *self,
            const char *name,
            const char *program,
            gboolean    is_cli)
{
  Worker *worker = g_new0 (Worker, 1);

  if (program == NULL)
    {
      g_free (worker);
      return;
    }
  worker->driver = self;
  worker->name = g_strdup (name);
  worker->program = g_strdup (program);
  worker->is_cli = is_cli;
  g_ptr_array_add (self->workers, worker);
}

static void
worker_free (gpointer data)
{
  Worker *worker = data;

  g_free (worker->name);
  g_free (worker->program);
  g_free (worker);
}

static void
ask (Driver     *self,
     const char *command,
     const char *more)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;
  g_autofree char *errors = NULL;
  int status;
  char *argv[] = { self->cli, (char *) "--data-dir", self->data_dir, (char *) command, (char *) more, NULL };

  if (!g_spawn_sync (NULL, argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, &errors, &status, &error))
    g_error ("%s", error->message);
  if (g_spawn_check_wait_status (status, NULL))
    return;
  g_print ("# COMPLAINT: shortlistctl %s: %s%s\n", command, output, errors);
  self->n_complaints++;
}

/* The program's own word at the end. Opening keeps house, a backup clears away what others left unfinished: after that
 * nothing may lie about. */
static void
ask_program (Driver *self)
{
  if (self->cli == NULL)
    return;
  ask (self, "backup", "make");
  ask (self, "check", NULL);
  self->n_complaints += kill_verifier_check_leftovers (self->verifier, self->path);
}

static void
report (Driver *self)
{
  for (guint i = 0; i < self->workers->len; i++)
    {
      Worker *worker = g_ptr_array_index (self->workers, i);
      g_print ("# %s: killed %u times, %u of them with a deed under way\n", worker->name, worker->n_killed, worker->n_killed_at_work);
    }
  g_print ("# %" G_GINT64_FORMAT " files attached, %" G_GINT64_FORMAT " records deleted for good, %" G_GINT64_FORMAT " backups made and %" G_GINT64_FORMAT
           " restored\n", kill_verifier_count (self->verifier, "file"), kill_verifier_count (self->verifier, "purged"),
           kill_verifier_count (self->verifier, "backup"), kill_verifier_count (self->verifier, "restore"));
  g_print ("# %u kills; %" G_GINT64_FORMAT " changes acknowledged with %" G_GINT64_FORMAT " values, all there; %" G_GINT64_FORMAT
           " steps in the file, %" G_GINT64_FORMAT " of them of the killed, never acknowledged; %u changes refused; %u copies tried\n",
           self->n_done, kill_verifier_count_acknowledged (self->verifier), kill_verifier_count_promises (self->verifier),
           kill_verifier_count_steps (self->verifier), kill_verifier_count_untold (self->verifier), self->n_refused, self->n_copies);
}

/* For somebody to look at: SL_KILL_KEEP names a folder that isn't there yet. */
static void
keep_folder (Driver *self)
{
  const char *kept = g_getenv ("SL_KILL_KEEP");

  if (kept != NULL && g_rename (self->data_dir, kept) != 0)
    g_print ("# The folder can't be kept as %s: %s\n", kept, g_strerror (errno));
}

static gboolean
run (Driver *self)
{
  for (guint i = 0; i < self->workers->len; i++)
    start (g_ptr_array_index (self->workers, i));
  schedule (self);
  g_main_loop_run (self->loop);

  if (self->n_complaints == 0)
    look (self, KILL_SCOPE_ALL);
  if (self->n_complaints == 0)
    ask_program (self);
  report (self);
  if (self->n_complaints > 0)
    keep_folder (self);
  if (self->expect_loss)
    return self->n_complaints > 0;

  /* A test in which nothing was done or nobody was hit proves nothing. */
  if (self->n_complaints == 0 && kill_verifier_count_acknowledged (self->verifier) < self->n_done)
    {
      g_print ("# COMPLAINT: hardly anything was acknowledged.\n");
      self->n_complaints++;
    }
  return self->n_complaints == 0;
}

static int
from_environment (const char *name,
                  int         fallback)
{
  const char *text = g_getenv (name);
  return text != NULL && *text != '\0' ? atoi (text) : fallback;
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *window = NULL;
  g_autofree char *headless = NULL;
  g_autofree char *cli = NULL;
  int kills = from_environment ("SL_KILLS", USUAL_KILLS);
  int seed = from_environment ("SL_KILL_SEED", (int) (g_random_int () & 0xffffff));
  gboolean expect_loss = FALSE;
  const GOptionEntry entries[] = {
    { "window", 0, 0, G_OPTION_ARG_FILENAME, &window, NULL, NULL },
    { "headless", 0, 0, G_OPTION_ARG_FILENAME, &headless, NULL, NULL },
    { "cli", 0, 0, G_OPTION_ARG_FILENAME, &cli, NULL, NULL },
    { "kills", 0, 0, G_OPTION_ARG_INT, &kills, NULL, NULL },
    { "seed", 0, 0, G_OPTION_ARG_INT, &seed, NULL, NULL },
    { "expect-loss", 0, 0, G_OPTION_ARG_NONE, &expect_loss, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) options = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  Driver self = { 0 };

  setlocale (LC_ALL, "");
  g_option_context_add_main_entries (options, entries, NULL);
  if (!g_option_context_parse (options, &argc, &argv, &error))
    g_error ("%s", error->message);

  self.loop = g_main_loop_new (NULL, FALSE);
  self.rand = g_rand_new_with_seed ((guint32) seed);
  self.verifier = kill_verifier_new ();
  self.data_dir = g_build_filename (sl_test_tmp_dir (), "data", NULL);
  self.path = g_build_filename (self.data_dir, "shortlist.db", NULL);
  self.scratch = g_build_filename (sl_test_tmp_dir (), "scratch", NULL);
  self.workers = g_ptr_array_new_with_free_func (worker_free);
  self.cli = cli;
  self.n_kills = (guint) kills;
  self.expect_loss = expect_loss;
  g_mkdir_with_parents (self.data_dir, 0700);
  g_mkdir_with_parents (self.scratch, 0700);
  add_worker (&self, "window", window, FALSE);
  add_worker (&self, "headless", headless, FALSE);
  add_worker (&self, "cli", cli, TRUE);

  g_print ("1..1\n# seed %d, %d kills\n", seed, kills);
  gboolean ok = run (&self);
  g_print ("%s 1 - %s\n", ok ? "ok" : "not ok", expect_loss ? "a lost change is noticed" : "every acknowledged change is there");

  g_ptr_array_unref (self.workers);
  kill_verifier_free (self.verifier);
  g_rand_free (self.rand);
  g_main_loop_unref (self.loop);
  g_free (self.scratch);
  g_free (self.path);
  g_free (self.data_dir);
  return ok ? 0 : 1;
}
