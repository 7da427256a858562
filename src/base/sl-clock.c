/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The clock. A system clock follows the computer and wakes up at midnight (also after sleep, and when the time was set);
 * a fixed one stands still until it is told to move, for tests and for the demo. Readable from every thread; the signal
 * comes on the thread that made the clock. */
#define G_LOG_DOMAIN "sl-clock"

#include "config.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib-unix.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "sl-clock.h"

#define USEC_PER_SECOND G_GINT64_CONSTANT (1000000)
/* How often the system clock looks whether the person travelled to another time zone. */
#define ZONE_CHECK_USEC (60 * USEC_PER_SECOND)
/* What changes when the person sets another time zone. */
#define ZONE_FILE "/etc/localtime"

struct _SlClock
{
  GObject parent_instance;

  GMutex lock;
  gboolean fixed;
  gboolean zone_injected;
  gint64 now;           /* of a fixed clock */
  GTimeZone *zone;
  gint64 zone_checked;  /* monotonic time */
  GPtrArray *old_zones; /* callers may still hold one of them, and changes are rare */

  SlDay announced_day;
  int timer_fd;
  guint timer_source;
  GFileMonitor *zone_monitor;
};

G_DEFINE_FINAL_TYPE (SlClock, sl_clock, G_TYPE_OBJECT)

enum {
  SIGNAL_DAY_CHANGED,
  SIGNAL_SET,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void arm_midnight_timer (SlClock *self);

/* With the lock held. */
static void
replace_zone (SlClock   *self,
              GTimeZone *zone)
{
  if (self->zone != NULL)
    g_ptr_array_add (self->old_zones, self->zone);
  self->zone = zone;
}

/* With the lock held. */
static void
refresh_zone (SlClock *self)
{
  gint64 monotonic;

  if (self->fixed || self->zone_injected)
    return;

  monotonic = g_get_monotonic_time ();
  if (monotonic - self->zone_checked < ZONE_CHECK_USEC)
    return;
  self->zone_checked = monotonic;

  {
    g_autoptr (GTimeZone) local = g_time_zone_new_local ();

    if (g_strcmp0 (g_time_zone_get_identifier (local), g_time_zone_get_identifier (self->zone)) != 0)
      replace_zone (self, g_steal_pointer (&local));
  }
}

static void
announce_day (SlClock *self)
{
  SlDay today = sl_clock_get_today (self);

  if (today == self->announced_day)
    return;

  self->announced_day = today;
  g_signal_emit (self, signals[SIGNAL_DAY_CHANGED], 0, (int) today);
}

static gboolean
timer_ready_cb (int          fd,
                GIOCondition condition,
                gpointer     user_data)
{
  SlClock *self = user_data;
  guint64 expirations;
  gssize n = read (fd, &expirations, sizeof expirations);
  gboolean was_set = n < 0 && errno == ECANCELED;

  /* ECANCELED says that the wall clock was set: then the day may have changed, or midnight moved. */
  if (n < 0 && errno == EAGAIN)
    return G_SOURCE_CONTINUE;

  g_object_ref (self);
  arm_midnight_timer (self);
  announce_day (self);
  if (was_set)
    g_signal_emit (self, signals[SIGNAL_SET], 0);
  g_object_unref (self);

  return G_SOURCE_CONTINUE;
}

static void
arm_midnight_timer (SlClock *self)
{
  SlDay today = sl_clock_get_today (self);
  gint64 midnight = sl_day_to_time (today + 1, sl_clock_get_time_zone (self));
  struct itimerspec when = { 0 };

  if (self->timer_fd < 0 || midnight == SL_TIME_NONE)
    return;

  when.it_value.tv_sec = (time_t) (midnight / USEC_PER_SECOND);
  timerfd_settime (self->timer_fd, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &when, NULL);
}

/* Not g_timeout: that one counts the time a laptop was awake, and midnight would come hours late after sleep. */
static void
start_midnight_timer (SlClock *self)
{
  self->timer_fd = timerfd_create (CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC);
  if (self->timer_fd < 0)
    return;

  arm_midnight_timer (self);
  self->timer_source = g_unix_fd_add (self->timer_fd, G_IO_IN, timer_ready_cb, self);
  g_source_set_name_by_id (self->timer_source, "[shortlist] midnight");
}

static void
zone_file_changed_cb (SlClock *self)
{
  g_mutex_lock (&self->lock);
  self->zone_checked = g_get_monotonic_time () - ZONE_CHECK_USEC;
  g_mutex_unlock (&self->lock);

  g_object_ref (self);
  arm_midnight_timer (self);
  announce_day (self);
  g_signal_emit (self, signals[SIGNAL_SET], 0);
  g_object_unref (self);
}

static void
sl_clock_finalize (GObject *object)
{
  SlClock *self = SL_CLOCK (object);

  if (self->zone_monitor != NULL)
    g_file_monitor_cancel (self->zone_monitor);
  g_clear_object (&self->zone_monitor);
  g_clear_handle_id (&self->timer_source, g_source_remove);
  if (self->timer_fd >= 0)
    close (self->timer_fd);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->old_zones, g_ptr_array_unref);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (sl_clock_parent_class)->finalize (object);
}

static void
sl_clock_class_init (SlClockClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = sl_clock_finalize;

  /**
   * SlClock::day-changed:
   * @self: the clock
   * @today: the new day, an #SlDay
   *
   * Another day has begun: at midnight, after the computer slept over it, or because the time or zone was changed.
   */
  signals[SIGNAL_DAY_CHANGED] =
    g_signal_new ("day-changed", SL_TYPE_CLOCK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);

  /**
   * SlClock::set:
   * @self: the clock
   *
   * The time or the time zone was set: whoever waits for a time has to look again. A system clock tells of zones only
   * after sl_clock_watch_zone(). A fixed clock says it whenever it is moved.
   */
  signals[SIGNAL_SET] =
    g_signal_new ("set", SL_TYPE_CLOCK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sl_clock_init (SlClock *self)
{
  g_mutex_init (&self->lock);
  self->old_zones = g_ptr_array_new_with_free_func ((GDestroyNotify) g_time_zone_unref);
  self->zone = g_time_zone_new_local ();
  self->zone_checked = g_get_monotonic_time ();
  self->timer_fd = -1;
}

/**
 * sl_clock_new_system:
 *
 * Makes a clock that follows the computer's. Its signal needs the default main context to run.
 *
 * Returns: (transfer full): a new clock
 */
SlClock *
sl_clock_new_system (void)
{
  SlClock *self = g_object_new (SL_TYPE_CLOCK, NULL);

  self->announced_day = sl_clock_get_today (self);
  start_midnight_timer (self);

  return self;
}

/**
 * sl_clock_new_fixed:
 * @now: microseconds since 1970 UTC
 *
 * Makes a clock that stands at @now until sl_clock_set_now() or sl_clock_advance(). Its zone is the local one.
 *
 * Returns: (transfer full): a new clock
 */
SlClock *
sl_clock_new_fixed (gint64 now)
{
  SlClock *self = g_object_new (SL_TYPE_CLOCK, NULL);

  self->fixed = TRUE;
  self->now = now;
  self->announced_day = sl_clock_get_today (self);

  return self;
}

/**
 * sl_clock_new_fixed_iso:
 * @text: a time as sl_time_parse_iso8601() reads it; without a zone it is local
 *
 * Makes a clock that stands at @text.
 *
 * Returns: (transfer full) (nullable): a new clock; %NULL if @text is no time
 */
SlClock *
sl_clock_new_fixed_iso (const char *text)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  gint64 now;

  if (!sl_time_parse_iso8601 (text, zone, &now))
    return NULL;

  return sl_clock_new_fixed (now);
}

/**
 * sl_clock_get_now:
 * @self: a clock
 *
 * Returns: the time it is, in microseconds since 1970 UTC. From any thread.
 */
gint64
sl_clock_get_now (SlClock *self)
{
  gint64 now;

  g_return_val_if_fail (SL_IS_CLOCK (self), 0);

  if (!self->fixed)
    return g_get_real_time ();

  g_mutex_lock (&self->lock);
  now = self->now;
  g_mutex_unlock (&self->lock);

  return now;
}

/**
 * sl_clock_get_today:
 * @self: a clock
 *
 * Returns: the day it is in the clock's time zone. From any thread.
 */
SlDay
sl_clock_get_today (SlClock *self)
{
  g_return_val_if_fail (SL_IS_CLOCK (self), SL_DAY_NONE);

  return sl_day_from_time (sl_clock_get_now (self), sl_clock_get_time_zone (self));
}

/**
 * sl_clock_get_time_zone:
 * @self: a clock
 *
 * Returns: (transfer none): the person's time zone; stays valid as long as the clock, also when the person travels.
 *   From any thread.
 */
GTimeZone *
sl_clock_get_time_zone (SlClock *self)
{
  GTimeZone *zone;

  g_return_val_if_fail (SL_IS_CLOCK (self), NULL);

  g_mutex_lock (&self->lock);
  refresh_zone (self);
  zone = self->zone;
  g_mutex_unlock (&self->lock);

  return zone;
}

/**
 * sl_clock_get_fixed:
 * @self: a clock
 *
 * Returns: %TRUE if the clock stands still until it is moved
 */
gboolean
sl_clock_get_fixed (SlClock *self)
{
  g_return_val_if_fail (SL_IS_CLOCK (self), FALSE);

  return self->fixed;
}

/**
 * sl_clock_set_now:
 * @self: a clock made with sl_clock_new_fixed()
 * @now: microseconds since 1970 UTC; may lie before the time it was
 *
 * Moves the clock, and emits #SlClock::day-changed if it is another day now.
 */
void
sl_clock_set_now (SlClock *self,
                  gint64   now)
{
  g_return_if_fail (SL_IS_CLOCK (self));
  g_return_if_fail (self->fixed);

  g_mutex_lock (&self->lock);
  self->now = now;
  g_mutex_unlock (&self->lock);

  announce_day (self);
  g_signal_emit (self, signals[SIGNAL_SET], 0);
}

/**
 * sl_clock_advance:
 * @self: a clock made with sl_clock_new_fixed()
 * @usec: how far, in microseconds
 *
 * Moves the clock on, and emits #SlClock::day-changed if it is another day now.
 */
void
sl_clock_advance (SlClock *self,
                  gint64   usec)
{
  g_return_if_fail (SL_IS_CLOCK (self));

  sl_clock_set_now (self, sl_clock_get_now (self) + usec);
}

/**
 * sl_clock_set_time_zone:
 * @self: a clock
 * @zone: (nullable): the zone to use from now on; %NULL for the local one
 *
 * Puts the clock into another time zone, and emits #SlClock::day-changed if it is another day there.
 */
void
sl_clock_set_time_zone (SlClock   *self,
                        GTimeZone *zone)
{
  g_return_if_fail (SL_IS_CLOCK (self));

  g_mutex_lock (&self->lock);
  replace_zone (self, zone != NULL ? g_time_zone_ref (zone) : g_time_zone_new_local ());
  self->zone_injected = zone != NULL;
  g_mutex_unlock (&self->lock);

  if (self->timer_fd >= 0)
    arm_midnight_timer (self);
  announce_day (self);
  g_signal_emit (self, signals[SIGNAL_SET], 0);
}

/**
 * sl_clock_watch_zone:
 * @self: a clock
 *
 * Has #SlClock::set tell at once when the person's time zone is set, for those who sleep until a time. Without it the
 * zone is looked at from time to time when somebody asks for it.
 */
void
sl_clock_watch_zone (SlClock *self)
{
  g_autoptr (GFile) file = NULL;

  g_return_if_fail (SL_IS_CLOCK (self));

  if (self->fixed || self->zone_monitor != NULL)
    return;

  file = g_file_new_for_path (ZONE_FILE);
  self->zone_monitor = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->zone_monitor != NULL)
    g_signal_connect_object (self->zone_monitor, "changed", G_CALLBACK (zone_file_changed_cb), self, G_CONNECT_SWAPPED);
}
