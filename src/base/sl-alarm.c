/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-alarm.h. A timer of the kernel's real-time clock does the waiting; with a fixed clock, its own signal. */
#define G_LOG_DOMAIN "sl-alarm"

#include "config.h"

#include <errno.h>
#include <glib-unix.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "sl-alarm.h"

struct _SlAlarm
{
  GObject parent_instance;

  SlClock *clock;
  gint64 time;
  int fd; /* -1 with a fixed clock */
  guint source;
};

G_DEFINE_FINAL_TYPE (SlAlarm, sl_alarm, G_TYPE_OBJECT)

enum {
  SIGNAL_RINGS,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
ring (SlAlarm *self)
{
  sl_alarm_set (self, SL_TIME_NONE);
  g_signal_emit (self, signals[SIGNAL_RINGS], 0);
}

static gboolean
ready_cb (int          fd,
          GIOCondition condition,
          gpointer     user_data)
{
  g_autoptr (SlAlarm) self = g_object_ref (user_data);
  guint64 expirations;

  /* ECANCELED says that the clock was set. The clock tells of that, too, but maybe only later. */
  if (read (fd, &expirations, sizeof expirations) >= 0 || errno == ECANCELED)
    ring (self);

  return G_SOURCE_CONTINUE;
}

static void
clock_set_cb (SlAlarm *self)
{
  ring (self);
}

static void
sl_alarm_finalize (GObject *object)
{
  SlAlarm *self = SL_ALARM (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_fd (&self->fd, NULL);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (sl_alarm_parent_class)->finalize (object);
}

static void
sl_alarm_class_init (SlAlarmClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sl_alarm_finalize;

  /**
   * SlAlarm::rings:
   * @self: the alarm
   *
   * The time has come, or the clock was set.
   */
  signals[SIGNAL_RINGS] = g_signal_new ("rings", SL_TYPE_ALARM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sl_alarm_init (SlAlarm *self)
{
  self->fd = -1;
  self->time = SL_TIME_NONE;
}

/**
 * sl_alarm_new:
 * @clock: whose time it goes by; its time zone is watched from now on
 *
 * Returns: (transfer full): an alarm that is off
 */
SlAlarm *
sl_alarm_new (SlClock *clock)
{
  SlAlarm *self = g_object_new (SL_TYPE_ALARM, NULL);

  self->clock = g_object_ref (clock);
  sl_clock_watch_zone (clock);
  g_signal_connect_object (clock, "set", G_CALLBACK (clock_set_cb), self, G_CONNECT_SWAPPED);
  if (sl_clock_get_fixed (clock))
    return self;

  self->fd = timerfd_create (CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC);
  if (self->fd >= 0)
    {
      self->source = g_unix_fd_add (self->fd, G_IO_IN, ready_cb, self);
      g_source_set_name_by_id (self->source, "[shortlist] alarm");
    }

  return self;
}

/**
 * sl_alarm_set:
 * @time: when to ring, in microseconds since 1970 UTC; at once if it is past. %SL_TIME_NONE: never
 */
void
sl_alarm_set (SlAlarm *self,
              gint64   time)
{
  struct itimerspec when = { 0 };

  g_return_if_fail (SL_IS_ALARM (self));

  self->time = time;
  if (self->fd < 0)
    return;

  /* All zeroes turn it off. */
  if (time != SL_TIME_NONE)
    {
      when.it_value.tv_sec = (time_t) MAX (time / G_USEC_PER_SEC, 0);
      when.it_value.tv_nsec = MAX ((long) (time % G_USEC_PER_SEC) * 1000, when.it_value.tv_sec == 0);
    }
  timerfd_settime (self->fd, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &when, NULL);
}
