/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-calendar-keeper.h. */
#define G_LOG_DOMAIN "sl-calendar-keeper"

#include "config.h"

#include <string.h>

#include "sl-agenda.h"
#include "sl-calendar-keeper.h"
#include "sl-file.h"

/* After the last change: typing into a field is many. */
#define PAUSE_MS 1500

#define KINDS ((1u << SL_KIND_APPLICATION) | (1u << SL_KIND_STAGE) | (1u << SL_KIND_OUTCOME) | (1u << SL_KIND_REMINDER) | (1u << SL_KIND_SAVED_JOB))

/* Who writes last, when the last word is written while an earlier one is still on its way. */
typedef struct {
  GMutex lock;
  guint written; /* the number of the newest job that has written the file */
} Order;

struct _SlCalendarKeeper {
  GObject parent_instance;

  SlContext *context;
  GSettings *settings;
  Order *order;  /* shared with the jobs */
  guint n_jobs;
  guint pause;
  gboolean writing;
  gboolean again; /* something changed while it was written */
  gboolean started;
};

G_DEFINE_FINAL_TYPE (SlCalendarKeeper, sl_calendar_keeper, G_TYPE_OBJECT)

enum {
  WRITTEN,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* What the reader thread needs. */
typedef struct {
  SlDueOptions *options;
  SlDay today;
  SlAgendaCalendarFlags flags;
  char *path;
  Order *order;
  guint number;
} Job;

static void
order_clear (gpointer data)
{
  Order *order = data;

  g_mutex_clear (&order->lock);
}

static Job *
job_new (SlCalendarKeeper *self)
{
  SlClock *clock = sl_context_get_clock (self->context);
  Job *job = g_new0 (Job, 1);

  job->options = sl_due_options_new_from_settings (self->settings, sl_clock_get_time_zone (clock));
  job->today = sl_clock_get_today (clock);
  job->flags = SL_AGENDA_CALENDAR_CANCELLED | (g_settings_get_boolean (self->settings, "calendar-alarms") ? SL_AGENDA_CALENDAR_ALARMS : 0);
  job->path = sl_calendar_keeper_get_path (self->context, self->settings);
  job->order = g_atomic_rc_box_acquire (self->order);
  job->number = ++self->n_jobs;

  return job;
}

static void
job_free (Job *job)
{
  sl_due_options_free (job->options);
  g_atomic_rc_box_release_full (job->order, order_clear);
  g_free (job->path);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

/* Other programs look at the file's time: what is the same stays untouched. */
static gboolean
is_there_already (const char *path,
                  GBytes     *contents)
{
  g_autoptr (GBytes) present = sl_file_read (path, (goffset) g_bytes_get_size (contents), NULL);

  return present != NULL && g_bytes_equal (present, contents);
}

/* Never over what a later job has written. */
static gboolean
write_in_order (Job     *job,
                GBytes  *contents,
                GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&job->order->lock);

  if (job->number < job->order->written)
    return TRUE;
  if (!is_there_already (job->path, contents) && !sl_file_write_atomic (job->path, contents, error))
    return FALSE;
  job->order->written = job->number;
  return TRUE;
}

static gpointer
write_cb (SlConnection  *connection,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Job *job = data;
  g_autoptr (GBytes) contents = sl_agenda_build_calendar (connection, job->options, job->today, job->flags, NULL, cancellable, error);

  return contents != NULL && write_in_order (job, contents, error) ? job : NULL;
}

static void start_write (SlCalendarKeeper *self);

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SlCalendarKeeper) self = user_data;
  g_autoptr (GError) error = NULL;

  self->writing = FALSE;
  if (sl_store_read_finish (SL_STORE (source), result, &error) != NULL)
    g_signal_emit (self, signals[WRITTEN], 0);
  else if (self->started && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[FAILED], 0, error);
  if (self->started && self->again)
    start_write (self);
}

static void
start_write (SlCalendarKeeper *self)
{
  self->again = self->writing;
  if (self->writing || !g_settings_get_boolean (self->settings, "calendar-file"))
    return;

  self->writing = TRUE;
  sl_store_read_async (sl_context_get_store (self->context), SL_READ_BACKGROUND, write_cb, job_new (self), (GDestroyNotify) job_free, NULL,
                       NULL, written_cb, g_object_ref (self));
}

static void
pause_over_cb (gpointer user_data)
{
  SlCalendarKeeper *self = user_data;

  self->pause = 0;
  start_write (self);
}

static void
wait_and_write (SlCalendarKeeper *self)
{
  g_clear_handle_id (&self->pause, g_source_remove);
  if (self->started)
    self->pause = g_timeout_add_once (PAUSE_MS, pause_over_cb, self);
}

static void
changed_cb (SlCalendarKeeper *self,
            guint             kinds)
{
  if (kinds & KINDS)
    wait_and_write (self);
}

static void
setting_cb (SlCalendarKeeper *self,
            const char       *key)
{
  if (g_str_has_prefix (key, "calendar-") || g_str_has_prefix (key, "reminders-"))
    wait_and_write (self);
}

static void
sl_calendar_keeper_dispose (GObject *object)
{
  SlCalendarKeeper *self = SL_CALENDAR_KEEPER (object);

  g_clear_handle_id (&self->pause, g_source_remove);
  g_clear_object (&self->settings);
  g_clear_object (&self->context);
  if (self->order != NULL)
    g_atomic_rc_box_release_full (g_steal_pointer (&self->order), order_clear);

  G_OBJECT_CLASS (sl_calendar_keeper_parent_class)->dispose (object);
}

static void
sl_calendar_keeper_class_init (SlCalendarKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_calendar_keeper_dispose;

  signals[WRITTEN] = g_signal_new ("written", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
sl_calendar_keeper_init (SlCalendarKeeper *self)
{
  self->order = g_atomic_rc_box_new0 (Order);
  g_mutex_init (&self->order->lock);
}

/**
 * sl_calendar_keeper_new:
 * @context: the services
 * @settings: Shortlist's own
 *
 * Returns: (transfer full): a keeper that doesn't do anything yet
 */
SlCalendarKeeper *
sl_calendar_keeper_new (SlContext *context,
                        GSettings *settings)
{
  SlCalendarKeeper *self = g_object_new (SL_TYPE_CALENDAR_KEEPER, NULL);

  self->context = g_object_ref (context);
  self->settings = g_object_ref (settings);

  return self;
}

void
sl_calendar_keeper_start (SlCalendarKeeper *self)
{
  SlClock *clock;

  g_return_if_fail (SL_IS_CALENDAR_KEEPER (self));

  if (self->started)
    return;

  self->started = TRUE;
  clock = sl_context_get_clock (self->context);
  sl_clock_watch_zone (clock);
  /* What lies ahead, and the zone that its times are in. */
  g_signal_connect_object (clock, "day-changed", G_CALLBACK (wait_and_write), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (clock, "set", G_CALLBACK (wait_and_write), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sl_context_get_store (self->context), "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed", G_CALLBACK (setting_cb), self, G_CONNECT_SWAPPED);
  /* The command line or another program may have changed something since. */
  start_write (self);
}

void
sl_calendar_keeper_stop (SlCalendarKeeper *self)
{
  gboolean waiting;

  g_return_if_fail (SL_IS_CALENDAR_KEEPER (self));

  waiting = self->started && (self->pause != 0 || self->again) && g_settings_get_boolean (self->settings, "calendar-file");
  self->started = FALSE;
  g_clear_handle_id (&self->pause, g_source_remove);
  if (waiting)
    {
      g_autoptr (Job) job = job_new (self);
      g_autoptr (GError) error = NULL;

      /* The next start writes it; nothing is lost but a while. */
      if (sl_store_read (sl_context_get_store (self->context), write_cb, job, &error) == NULL)
        g_message ("The calendar file wasn’t written: %s", error->message);
    }
}

char *
sl_calendar_keeper_get_path (SlContext *context,
                             GSettings *settings)
{
  g_autofree char *chosen = g_settings_get_string (settings, "calendar-path");

  return *chosen != '\0' ? g_steal_pointer (&chosen) : g_build_filename (sl_context_get_data_dir (context), "calendar.ics", NULL);
}
