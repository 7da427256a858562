/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-today"

#include "config.h"

#include "sl-today.h"

#define DAYS_AHEAD 7
/* A reminder that nobody looked after for so long is history. */
#define DAYS_OVERDUE 365
/* A follow-up that nobody did for so long: by then the silence itself is what is shown. */
#define DAYS_TO_FOLLOW_UP 14
#define MAX_ANSWERED_LATE 20

/**
 * sl_today_options_new:
 * @settings: (nullable): the person's; %NULL: nothing was chosen
 *
 * Returns: (transfer full): the options
 */
SlTodayOptions *
sl_today_options_new (SlClock   *clock,
                      GSettings *settings,
                      guint      max_quiet)
{
  SlTodayOptions *self = g_new0 (SlTodayOptions, 1);
  GTimeZone *zone = sl_clock_get_time_zone (clock);

  self->due = settings != NULL ? sl_due_options_new_from_settings (settings, zone) : sl_due_options_new (zone);
  self->clock = g_object_ref (clock);
  self->max_quiet = max_quiet;
  sl_quiet_options_read (&self->quiet, settings);

  return self;
}

void
sl_today_options_free (SlTodayOptions *self)
{
  sl_due_options_free (self->due);
  g_object_unref (self->clock);
  g_free (self);
}

void
sl_today_free (SlToday *self)
{
  g_clear_pointer (&self->due, g_ptr_array_unref);
  g_clear_pointer (&self->interviews, g_ptr_array_unref);
  g_clear_pointer (&self->offers, g_ptr_array_unref);
  g_clear_pointer (&self->saved_jobs, g_ptr_array_unref);
  g_clear_pointer (&self->answered_late, g_ptr_array_unref);
  g_clear_pointer (&self->quiet, g_ptr_array_unref);
  g_free (self);
}

gboolean
sl_today_is_calm (const SlToday *self)
{
  return self->due->len == 0 && self->interviews->len == 0 && self->offers->len == 0 && self->saved_jobs->len == 0 &&
         self->answered_late->len == 0 && self->n_quiet == 0;
}

static int
compare_at (gconstpointer a,
            gconstpointer b)
{
  const SlDue *one = *(SlDue *const *) a;
  const SlDue *other = *(SlDue *const *) b;

  return one->at < other->at ? -1 : one->at > other->at;
}

/* An offer is never more urgent than when its day has passed. What was put off for today says so itself. */
static gboolean
add_missed_offers (SlConnection          *connection,
                   const SlTodayOptions  *options,
                   gint64                 start,
                   GPtrArray             *due,
                   GError               **error)
{
  g_autoptr (GPtrArray) offers = sl_due_read_offers (connection, options->due, start - DAYS_OVERDUE * G_TIME_SPAN_DAY, start, error);
  g_autoptr (GHashTable) put_off = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < due->len; i++)
    {
      SlDue *one = g_ptr_array_index (due, i);

      if (one->reminder_id != NULL && one->origin_id != NULL)
        g_hash_table_add (put_off, one->origin_id);
    }
  for (guint i = 0; offers != NULL && i < offers->len; i++)
    {
      SlDue *offer = g_ptr_array_index (offers, i);

      if (!g_hash_table_contains (put_off, offer->origin_id))
        g_ptr_array_add (due, g_object_ref (offer));
    }

  return offers != NULL;
}

/* The automatic reminders of interviews and deadlines are not among them: those have a place of their own, as long as
 * they lie ahead. */
static GPtrArray *
read_due (SlConnection          *connection,
          const SlTodayOptions  *options,
          gint64                 start,
          gint64                 end,
          GError               **error)
{
  g_autoptr (SlDueOptions) choice = sl_due_options_copy (options->due);
  g_autoptr (GPtrArray) follow_ups = NULL;
  g_autoptr (GPtrArray) due = NULL;

  choice->interview_day = choice->interview_hour = choice->deadline_3_days = choice->deadline_day = FALSE;
  if (choice->follow_up)
    {
      follow_ups = sl_due_read (connection, choice, start - DAYS_TO_FOLLOW_UP * G_TIME_SPAN_DAY, end, error);
      if (follow_ups == NULL)
        return NULL;
    }

  choice->follow_up = FALSE;
  due = sl_due_read (connection, choice, start - DAYS_OVERDUE * G_TIME_SPAN_DAY, end, error);
  for (guint i = 0; due != NULL && follow_ups != NULL && i < follow_ups->len; i++)
    {
      SlDue *one = g_ptr_array_index (follow_ups, i);

      if (one->reminder_id == NULL)
        g_ptr_array_add (due, g_object_ref (one));
    }
  if (due == NULL || !add_missed_offers (connection, options, start, due, error))
    return NULL;
  g_ptr_array_sort (due, compare_at);

  return g_steal_pointer (&due);
}

static gboolean
read_ahead (SlConnection          *connection,
            const SlTodayOptions  *options,
            gint64                 start,
            SlToday               *self,
            GError               **error)
{
  g_autoptr (GPtrArray) occasions = NULL;
  SlDay last = sl_clock_get_today (options->clock) + DAYS_AHEAD;

  self->interviews = g_ptr_array_new_with_free_func (g_object_unref);
  self->offers = g_ptr_array_new_with_free_func (g_object_unref);
  self->saved_jobs = g_ptr_array_new_with_free_func (g_object_unref);
  occasions = sl_due_read_occasions (connection, options->due, start,
                                     sl_day_to_time (last + 1, sl_clock_get_time_zone (options->clock)), error);
  for (guint i = 0; occasions != NULL && i < occasions->len; i++)
    {
      SlDue *one = g_ptr_array_index (occasions, i);

      if (one->reminder_id != NULL)
        continue;
      if (one->kind == SL_DUE_INTERVIEW)
        g_ptr_array_add (self->interviews, g_object_ref (one));
      else if (one->kind == SL_DUE_DEADLINE)
        g_ptr_array_add (one->saved_job_id != NULL ? self->saved_jobs : self->offers, g_object_ref (one));
    }

  return occasions != NULL;
}

/* What is due needs no second row for its silence. */
static void
leave_out_due (SlToday *self)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->due->len; i++)
    {
      SlDue *one = g_ptr_array_index (self->due, i);

      if (one->application_id != NULL)
        g_hash_table_add (ids, one->application_id);
    }
  for (guint i = self->quiet->len; i > 0; i--)
    {
      SlQuiet *quiet = g_ptr_array_index (self->quiet, i - 1);

      if (!g_hash_table_contains (ids, sl_record_get_id (quiet->application)))
        continue;
      g_ptr_array_remove_index (self->quiet, i - 1);
      self->n_quiet--;
    }
}

/**
 * sl_today_read:
 *
 * Returns: (transfer full): what waits; %NULL with @error set
 */
SlToday *
sl_today_read (SlConnection          *connection,
               const SlTodayOptions  *options,
               GError               **error)
{
  g_autoptr (SlToday) self = g_new0 (SlToday, 1);
  SlDay today = sl_clock_get_today (options->clock);
  GTimeZone *zone = sl_clock_get_time_zone (options->clock);
  gint64 start = sl_day_to_time (today, zone);

  self->due = read_due (connection, options, start, sl_day_to_time (today + 1, zone), error);
  if (self->due == NULL || !read_ahead (connection, options, start, self, error))
    return NULL;

  self->answered_late = sl_quiet_read_answered_late (connection, options->clock, MAX_ANSWERED_LATE, error);
  if (self->answered_late == NULL || !sl_quiet_read_limits (connection, &options->quiet, &self->limits, error))
    return NULL;
  self->quiet = sl_quiet_read (connection, &self->limits, options->clock, options->max_quiet, &self->n_quiet, error);
  if (self->quiet == NULL)
    return NULL;
  leave_out_due (self);

  return g_steal_pointer (&self);
}
