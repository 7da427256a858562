/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-remind-time.h. */
#define G_LOG_DOMAIN "sl-remind-time"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-date-typed.h"
#include "sl-due.h"
#include "sl-error.h"
#include "sl-remind-time.h"

#define MONDAY 1
/* Nobody wants to be reminded further ahead. */
#define MAX_DAYS (100 * 366)

static const struct {
  const char *name;
  const char *label;
  int days;
} presets[SL_N_REMIND_PRESETS] = {
  [SL_REMIND_IN_1_HOUR] = { "in-1-hour", NC_ ("when to remind", "In 1 hour"), 0 },
  [SL_REMIND_TOMORROW] = { "tomorrow", NC_ ("when to remind", "Tomorrow"), 1 },
  [SL_REMIND_IN_3_DAYS] = { "in-3-days", NC_ ("when to remind", "In 3 days"), 3 },
  [SL_REMIND_NEXT_MONDAY] = { "next-monday", NC_ ("when to remind", "Next Monday"), 0 },
  [SL_REMIND_NEXT_WEEK] = { "next-week", NC_ ("when to remind", "Next week"), 7 },
};

/** sl_remind_preset_get_name: its word on the command line and in actions */
const char *
sl_remind_preset_get_name (SlRemindPreset preset)
{
  g_return_val_if_fail (preset < SL_N_REMIND_PRESETS, NULL);

  return presets[preset].name;
}

/** sl_remind_preset_from_name: %SL_N_REMIND_PRESETS for a word that is none; @name is nullable */
SlRemindPreset
sl_remind_preset_from_name (const char *name)
{
  SlRemindPreset preset = 0;

  while (preset < SL_N_REMIND_PRESETS && g_strcmp0 (presets[preset].name, name) != 0)
    preset++;

  return preset;
}

/** sl_remind_preset_get_label: its words for people */
const char *
sl_remind_preset_get_label (SlRemindPreset preset)
{
  g_return_val_if_fail (preset < SL_N_REMIND_PRESETS, NULL);

  return g_dpgettext2 (NULL, "when to remind", presets[preset].label);
}

/**
 * sl_remind_preset_get_time:
 * @now: the time it is, from the clock
 * @zone: the person's time zone
 *
 * Returns: when it is, in microseconds since 1970 UTC: nine in the morning of its day, or in an hour
 */
gint64
sl_remind_preset_get_time (SlRemindPreset preset,
                           gint64         now,
                           GTimeZone     *zone)
{
  SlDay today = sl_day_from_time (now, zone);
  int days;

  g_return_val_if_fail (preset < SL_N_REMIND_PRESETS, SL_TIME_NONE);

  if (preset == SL_REMIND_IN_1_HOUR)
    return now + G_TIME_SPAN_HOUR;

  days = preset == SL_REMIND_NEXT_MONDAY ? 7 - (sl_day_get_weekday (today) - MONDAY) : presets[preset].days;

  return sl_day_to_time_at (today + days, SL_DUE_MORNING, zone);
}

static gboolean
refuse (const char *text,
        GError    **error)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  g_set_error (error, SL_ERROR, SL_ERROR_INVALID, _("“%s” is no time such as “2026-09-03 14:00”, “tomorrow 9:00” or “next-monday”."), valid);

  return FALSE;
}

/**
 * sl_remind_time_parse:
 * @text: the name of a preset, or what sl_time_parse_typed() or sl_time_parse_distance() reads; a day alone is nine in the morning
 * @now: the time it is, from the clock
 * @zone: the person's time zone
 * @time: (out): the time, in microseconds since 1970 UTC
 *
 * Returns: %FALSE with %SL_ERROR_INVALID when @text is anything else
 */
gboolean
sl_remind_time_parse (const char *text,
                      gint64      now,
                      GTimeZone  *zone,
                      gint64     *time,
                      GError    **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  SlRemindPreset preset = sl_remind_preset_from_name (trimmed);

  if (preset != SL_N_REMIND_PRESETS)
    *time = sl_remind_preset_get_time (preset, now, zone);
  else if (!sl_time_parse_distance (trimmed, now, time) && !sl_time_parse_typed (trimmed, sl_day_from_time (now, zone), SL_DUE_MORNING, zone, time))
    return refuse (text, error);

  return *time != SL_TIME_NONE;
}

/* What the clock on the wall shows @days later. */
static gint64
add_days (gint64     now,
          int        days,
          GTimeZone *zone)
{
  SlDay today = sl_day_from_time (now, zone);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc_usec (now);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);

  return sl_day_to_time_at (today + days, g_date_time_get_hour (local) * 60 + g_date_time_get_minute (local), zone);
}

/**
 * sl_remind_delay_parse:
 * @text: "30m", "2h", "3d" or "1w"
 * @time: (out): so much later than @now; days keep what the clock on the wall shows
 *
 * Returns: %FALSE with %SL_ERROR_INVALID when @text is anything else
 */
gboolean
sl_remind_delay_parse (const char *text,
                       gint64      now,
                       GTimeZone  *zone,
                       gint64     *time,
                       GError    **error)
{
  char *end = NULL;
  gint64 amount = g_ascii_isdigit (*text) ? g_ascii_strtoll (text, &end, 10) : 0;
  int days = end != NULL && *end == 'w' ? 7 : 1;

  if (amount < 1 || amount > MAX_DAYS || strlen (end) != 1 || strchr ("mhdw", *end) == NULL)
    {
      g_autofree char *valid = g_utf8_make_valid (text, -1);

      g_set_error (error, SL_ERROR, SL_ERROR_INVALID, _("“%s” is no span of time such as “30m”, “2h”, “3d” or “1w”."), valid);
      return FALSE;
    }

  if (*end == 'm')
    *time = now + amount * G_TIME_SPAN_MINUTE;
  else if (*end == 'h')
    *time = now + amount * G_TIME_SPAN_HOUR;
  else
    *time = add_days (now, (int) amount * days, zone);

  return *time != SL_TIME_NONE;
}
