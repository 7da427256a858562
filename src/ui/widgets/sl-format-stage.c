/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An interview round in words: what it is called, when it is. */

#define G_LOG_DOMAIN "sl-format-stage"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-format-private.h"
#include "sl-kinds.h"
#include "sl-private.h"
#include "sl-zone.h"

/* Where the round's time counts; the person's own zone where it names none, or one that isn't known here. */
static GTimeZone *
get_zone (SlRecord *stage)
{
  GTimeZone *zone = sl_zone_find (sl_record_get_text (stage, SL_STAGE_TIME_ZONE));

  return zone != NULL ? zone : g_time_zone_ref (sl_clock_get_time_zone (sl_format_get_clock ()));
}

/**
 * sl_format_stage_get_time:
 * @stage: (nullable): an interview round
 * @timed: (out): whether it has a time of day, not only a day
 *
 * Returns: when it begins, in microseconds since 1970 UTC; %SL_TIME_NONE without a date
 */
gint64
sl_format_stage_get_time (SlRecord *stage, gboolean *timed)
{
  SlDay day = _sl_format_read_day (stage, SL_STAGE_DATE);
  const char *clock = stage != NULL ? sl_record_get_text (stage, SL_STAGE_TIME_OF_DAY) : NULL;
  g_autoptr (GTimeZone) zone = NULL;
  int minutes = clock != NULL ? sl_time_of_day_parse (clock) : -1;

  *timed = FALSE;
  if (!sl_day_is_valid (day))
    return SL_TIME_NONE;

  *timed = minutes >= 0;
  if (!*timed)
    return sl_day_to_time (day, sl_clock_get_time_zone (sl_format_get_clock ()));
  zone = get_zone (stage);
  return sl_day_to_time_at (day, minutes, zone);
}

/** sl_format_stage_name: Returns: (transfer full): its name, or what kind of round it is; the latter in private mode */
char *
sl_format_stage_name (SlRecord *stage)
{
  return sl_private_round (sl_record_get_text (stage, SL_STAGE_NAME), sl_record_get_text (stage, SL_STAGE_TYPE));
}

/* Far days have no other words than their date. */
static char *
format_day (SlDay day)
{
  g_autofree char *relative = sl_day_format_relative (day, sl_format_get_today ());
  g_autofree char *exact = sl_day_format_near (day, sl_format_get_today ());
  g_autofree char *near = sl_day_format_short (day);

  return g_str_equal (relative, near) ? g_steal_pointer (&exact) : g_strdup_printf ("%s (%s)", exact, relative);
}

/**
 * sl_format_stage_when:
 * @stage: an interview round
 *
 * Returns: (transfer full): "Thursday, September 3 (tomorrow), 14:00", with the time there if that is another one;
 *   "" without a date
 */
char *
sl_format_stage_when (SlRecord *stage)
{
  GTimeZone *here = sl_clock_get_time_zone (sl_format_get_clock ());
  gboolean timed;
  gint64 time = sl_format_stage_get_time (stage, &timed);
  g_autoptr (GTimeZone) there = NULL;
  g_autofree char *day = NULL;
  g_autofree char *clock = NULL;
  g_autofree char *clock_there = NULL;
  g_autofree char *place = NULL;

  if (time == SL_TIME_NONE)
    return g_strdup ("");
  day = format_day (sl_day_from_time (time, here));
  if (!timed)
    return g_steal_pointer (&day);

  there = get_zone (stage);
  clock = sl_time_format_clock (time, here);
  clock_there = sl_time_format_clock (time, there);
  if (g_str_equal (clock, clock_there))
    return g_strdup_printf ("%s, %s", day, clock);
  place = sl_zone_format_label (sl_record_get_text (stage, SL_STAGE_TIME_ZONE));
  /* Translators: a day, the time here, the time there, and the place there: "Tomorrow, 22:00 (16:00 in New York)" */
  return g_strdup_printf (_("%s, %s (%s in %s)"), day, clock, clock_there, place);
}
