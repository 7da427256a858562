/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When things happen: the next step of an application, and how long nothing has happened. */

#define G_LOG_DOMAIN "sl-format-step"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-count.h"
#include "sl-format-private.h"
#include "sl-kinds.h"
#include "sl-private.h"

typedef enum {
  WORDS_SHORT,
  WORDS_SHORTEST, /* a reminder without its title, so that its time has room */
  WORDS_EXACT,
} Words;

static char *
format_moment (gint64 time, gboolean timed, Words words)
{
  SlClock *clock = sl_format_get_clock ();
  GTimeZone *zone = sl_clock_get_time_zone (clock);
  SlDay day = sl_day_from_time (time, zone);

  if (words == WORDS_EXACT)
    {
      g_autofree char *date = sl_day_format_long (day);
      g_autofree char *at = timed ? sl_time_format_clock (time, zone) : NULL;

      return at != NULL ? g_strdup_printf ("%s, %s", date, at) : g_steal_pointer (&date);
    }

  if (timed)
    return sl_time_format_relative (time, sl_clock_get_now (clock), zone);

  return sl_day_format_relative (day, sl_clock_get_today (clock));
}

/* What the next step is and when; (nullable) (transfer full) both. FALSE: there is none. */
static gboolean
find_next_step (SlRow *row, Words words, char **what, char **when)
{
  SlRecord *stage = row != NULL ? sl_row_get_next_stage (row) : NULL;
  SlRecord *reminder = row != NULL ? sl_row_get_next_reminder (row) : NULL;
  SlDay follow_up = row != NULL ? _sl_format_read_day (sl_row_get_application (row), SL_APPLICATION_FOLLOW_UP_DATE) : SL_DAY_NONE;
  gboolean timed = FALSE;
  gint64 stage_time = sl_format_stage_get_time (stage, &timed);
  gint64 reminder_time = reminder != NULL ? sl_record_get_integer (reminder, SL_REMINDER_REMIND_AT, SL_TIME_NONE) : SL_TIME_NONE;

  /* What was planned before it ended is no step any more. */
  if (row == NULL || !sl_status_is_open (sl_record_get_text (sl_row_get_application (row), SL_APPLICATION_STATUS)))
    return FALSE;

  if (stage_time != SL_TIME_NONE && (reminder_time == SL_TIME_NONE || stage_time <= reminder_time))
    {
      *what = sl_format_stage_name (stage);
      *when = format_moment (stage_time, timed, words);
    }
  else if (reminder_time != SL_TIME_NONE)
    {
      if (words != WORDS_SHORTEST)
        *what = sl_private_text (sl_record_get_text (reminder, SL_REMINDER_TITLE));
      else if (reminder_time < sl_clock_get_now (sl_format_get_clock ()))
        *what = g_strdup (C_("next step", "Reminder was due"));
      *when = format_moment (reminder_time, TRUE, words);
    }
  else if (follow_up != SL_DAY_NONE && follow_up >= sl_format_get_today ())
    {
      *what = g_strdup (_("Follow up"));
      *when = words == WORDS_EXACT ? sl_day_format_long (follow_up) : sl_day_format_relative (follow_up, sl_format_get_today ());
    }
  else
    {
      return FALSE;
    }
  return TRUE;
}

static char *
format_next_step (SlRow *row, Words words)
{
  g_autofree char *what = NULL;
  g_autofree char *when = NULL;

  if (!find_next_step (row, words, &what, &when))
    return g_strdup ("");

  /* Translators: a next step and when it is: “Technical round, Thu 14:00” */
  return g_strdup_printf (C_("next step", "%s, %s"), what != NULL ? what : _("Reminder"), when);
}

/**
 * sl_format_row_next_step:
 * @row: (nullable): an application
 *
 * Returns: (transfer full): the nearest of its next stage, reminder and follow-up: "Technical round, Thu 14:00"; "" for
 *   one that is closed
 */
char *
sl_format_row_next_step (SlRow *row)
{
  return format_next_step (row, WORDS_SHORT);
}

/** sl_format_row_next_step_when: Returns: (transfer full): when that is: "Thu 14:00"; "" where there is none */
char *
sl_format_row_next_step_when (SlRow *row)
{
  g_autofree char *what = NULL;
  char *when = NULL;

  return find_next_step (row, WORDS_SHORT, &what, &when) ? when : g_strdup ("");
}

/** sl_format_row_next_step_shortest: Returns: (transfer full): the same for narrow places: "Reminder, tomorrow 9:00" */
char *
sl_format_row_next_step_shortest (SlRow *row)
{
  return format_next_step (row, WORDS_SHORTEST);
}

/** sl_format_row_next_step_exact: Returns: (transfer full): the next step with its full date, for a tooltip */
char *
sl_format_row_next_step_exact (SlRow *row)
{
  return format_next_step (row, WORDS_EXACT);
}

/* -1 when it isn't known. */
static int
get_days_since (gint64 since)
{
  if (since == SL_TIME_NONE)
    return -1;

  return MAX (0, sl_format_get_today () - sl_day_from_time (since, sl_clock_get_time_zone (sl_format_get_clock ())));
}

/* How long it has been where @facet has it. */
static int
get_days_in (SlRow *row, SlFacet facet)
{
  if (row == NULL)
    return -1;
  if (facet == SL_FACET_LANE)
    return get_days_since (sl_row_get_lane_since (row));

  return get_days_since (sl_record_get_integer (sl_row_get_application (row), SL_APPLICATION_STATUS_SINCE, SL_TIME_NONE));
}

/**
 * sl_format_row_age:
 * @row: (nullable): an application
 * @facet: %SL_FACET_STATUS or %SL_FACET_LANE
 *
 * Returns: (transfer full): how long it has been in its present status or lane, below its name: "For 11 days", "Since
 *   today"; "" when unknown
 */
char *
sl_format_row_age (SlRow *row, SlFacet facet)
{
  int days = get_days_in (row, facet);

  if (days < 0)
    return g_strdup ("");
  if (days == 0)
    return g_strdup (C_("age in a status", "Since today"));

  return g_strdup_printf (ngettext ("For %s day", "For %s days", (gulong) days), SL_COUNT (days));
}

/**
 * sl_format_row_age_whole:
 * @row: (nullable): an application
 * @facet: %SL_FACET_STATUS or %SL_FACET_LANE
 *
 * Returns: (transfer full): the same with the status or lane: "In “Applied” for 11 days", "In “Applied” since today"; ""
 *   when unknown
 */
char *
sl_format_row_age_whole (SlRow *row, SlFacet facet)
{
  int days = get_days_in (row, facet);
  guint field = facet == SL_FACET_LANE ? SL_APPLICATION_LANE : SL_APPLICATION_STATUS;
  const char *word = row != NULL ? sl_record_get_text (sl_row_get_application (row), field) : NULL;
  const char *name = word != NULL ? sl_enum_label (sl_facet_get_words (facet), word) : NULL;

  if (days < 0 || name == NULL)
    return g_strdup ("");
  if (days == 0)
    /* Translators: of an application: in the status “Applied” */
    return g_strdup_printf (_("In “%s” since today"), name);

  return g_strdup_printf (ngettext ("In “%s” for %s day", "In “%s” for %s days", (gulong) days), name, SL_COUNT (days));
}

static SlQuietLimits quiet_limits;

/** sl_format_set_quiet_limits: from now on; @limits is copied */
void
sl_format_set_quiet_limits (const SlQuietLimits *limits)
{
  quiet_limits = *limits;
}

/**
 * sl_format_row_get_quiet_days:
 * @row: (nullable): an application
 *
 * Returns: days since anything was heard of it, while something is waited for; else -1
 */
int
sl_format_row_get_quiet_days (SlRow *row)
{
  return row != NULL ? sl_quiet_get_days (sl_row_get_application (row), sl_format_get_clock ()) : -1;
}

/** sl_format_is_long_quiet: Returns: whether @application is quiet for longer than is usual at its stage, and not snoozed */
gboolean
sl_format_is_long_quiet (SlRecord *application)
{
  if (quiet_limits.of[SL_QUIET_APPLIED].days == 0)
    sl_quiet_limits_init (&quiet_limits, NULL);

  return sl_quiet_is_over (application, &quiet_limits, sl_format_get_clock ());
}

/** sl_format_row_is_long_quiet: Returns: the same of a row; %FALSE while it is loading */
gboolean
sl_format_row_is_long_quiet (SlRow *row)
{
  return row != NULL && sl_format_is_long_quiet (sl_row_get_application (row));
}

/**
 * sl_format_row_quiet:
 * @row: (nullable): an application
 *
 * Returns: (transfer full): "23 days"; "" for less than a day or when no answer is awaited
 */
char *
sl_format_row_quiet (SlRow *row)
{
  int days = sl_format_row_get_quiet_days (row);

  if (days < 1)
    return g_strdup ("");

  return g_strdup_printf (ngettext ("%s day", "%s days", (gulong) days), SL_COUNT (days));
}
