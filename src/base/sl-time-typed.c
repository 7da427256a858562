/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Declared in sl-date-typed.h: times as people type them, with a day before or after them, or counted from now. */
#define G_LOG_DOMAIN "sl-time-typed"

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "sl-date-typed.h"
#include "sl-text.h"
#include "sl-word-list-private.h"

#define MAX_TEXT 60
#define MAX_WORDS 8
#define MAX_COUNT 9999

/* As sl_text_fold() writes them. */
static const char *const noons[] = { "noon", "midday", "mittag", "mittags", "midi", "mediodia" };
static const char *const midnights[] = { "midnight", "mitternacht", "minuit", "medianoche" };
static const char *const mornings[] = { "am", "a.m." };
static const char *const afternoons[] = { "pm", "p.m." };
static const char *const clock_words[] = { "uhr", "h", "o'clock", "o’clock" };
static const char *const between_words[] = { "at", "um", "@", "a" };
static const char *const nows[] = { "now", "jetzt", "maintenant", "ahora" };
static const char *const future_words[] = { "in", "dans", "en" };
static const char *const past_words[] = { "ago", "vor", "hace" };
static const char *const minute_words[] = { "m", "min", "minute", "minutes", "minuten", "minuto", "minutos" };
static const char *const hour_words[] = { "h", "hour", "hours", "stunde", "stunden", "heure", "heures", "hora", "horas" };

/* One or two digits; -1 where there are none, or more. */
static int
read_number (const char **text)
{
  gsize n = strspn (*text, "0123456789");
  int number = n == 1 || n == 2 ? atoi (*text) : -1;

  *text += n;
  return number;
}

/* @bare: whether a mere "9" is an hour. */
static int
parse_clock (const char *folded,
             gboolean    bare)
{
  const char *p = folded;
  gboolean with_minutes;
  int hours, minutes = 0;

  if (SL_LISTED (folded, noons))
    return 12 * 60;
  if (SL_LISTED (folded, midnights))
    return 0;
  hours = read_number (&p);
  with_minutes = (*p == ':' || *p == '.' || *p == 'h') && g_ascii_isdigit (p[1]) && g_ascii_isdigit (p[2]);
  if (with_minutes)
    {
      p++;
      minutes = read_number (&p);
    }
  /* Nobody means the seconds of a calendar's time. */
  if (with_minutes && *p == ':' && strspn (p + 1, "0123456789") == 2)
    p += 3;
  while (*p == ' ')
    p++;
  if (SL_LISTED (p, mornings) || SL_LISTED (p, afternoons))
    {
      if (hours < 1 || hours > 12)
        return -1;
      hours = hours % 12 + (SL_LISTED (p, afternoons) ? 12 : 0);
    }
  else if (*p == '\0' ? !with_minutes && !bare : !SL_LISTED (p, clock_words))
    return -1;

  return hours >= 0 && hours < 24 && minutes >= 0 && minutes < 60 ? hours * 60 + minutes : -1;
}

/**
 * sl_time_of_day_parse_typed:
 * @text: what a person typed: "14:30", "9", "2:30 pm", "14.30 Uhr", "noon"
 *
 * Returns: minutes since midnight, or -1 if @text is no time
 */
int
sl_time_of_day_parse_typed (const char *text)
{
  g_autofree char *folded = NULL;

  if (strnlen (text, MAX_TEXT + 1) > MAX_TEXT)
    return -1;
  folded = sl_text_fold (text);
  return parse_clock (folded, TRUE);
}

/* A weekday alone is the next one. */
static gboolean
parse_day (const char *text,
           SlDay       today,
           SlDay      *day)
{
  g_autofree char *next = NULL;

  if (*text == '\0')
    return FALSE;
  if (sl_date_parse_typed (text, today, day))
    return TRUE;
  next = strchr (text, ' ') == NULL ? g_strconcat ("next ", text, NULL) : NULL;
  return next != NULL && g_ascii_isalpha (*text) && sl_date_parse_typed (next, today, day);
}

static char *
join (char  **words,
      guint   from,
      guint   to)
{
  GString *text = g_string_new (NULL);

  for (guint i = from; i < to; i++)
    g_string_append_printf (text, "%s%s", i > from ? " " : "", words[i]);
  return g_string_free_and_steal (text);
}

/* "tomorrow at 9", "2026-09-03 14:00", "14:00 tomorrow": what is before word @i and what begins with it. */
static gboolean
parse_halves (char  **words,
              guint   n_words,
              guint   i,
              SlDay   today,
              SlDay  *day,
              int    *minutes)
{
  gboolean at = i + 1 < n_words && SL_LISTED (words[i], between_words);
  g_autofree char *first = join (words, 0, i);
  g_autofree char *last = join (words, at ? i + 1 : i, n_words);

  *minutes = parse_clock (last, at);
  if (*minutes >= 0 && parse_day (first, today, day))
    return TRUE;
  *minutes = parse_clock (first, FALSE);
  return *minutes >= 0 && parse_day (last, today, day);
}

/**
 * sl_date_and_time_parse_typed:
 * @text: what a person typed: a day, a time of today, or both
 * @today: the day it is, from the clock
 * @out_day: (out): the day
 * @out_minutes: (out): minutes since midnight; -1 when @text says no time
 *
 * Returns: whether @text is any of these
 */
gboolean
sl_date_and_time_parse_typed (const char *text,
                              SlDay       today,
                              SlDay      *out_day,
                              int        *out_minutes)
{
  g_autofree char *folded = NULL;
  g_auto (GStrv) words = NULL;
  guint n_words;

  if (strnlen (text, MAX_TEXT + 1) > MAX_TEXT)
    return FALSE;
  folded = sl_text_fold (text);
  /* ISO 8601 has a letter there. */
  if (strlen (folded) > 10 && g_ascii_isdigit (folded[0]) && folded[10] == 't')
    folded[10] = ' ';
  words = g_strsplit_set (folded, " ,", MAX_WORDS);
  n_words = 0;
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      {
        char *word = words[i];

        words[i] = words[n_words];
        words[n_words++] = word;
      }
  for (guint i = 1; i < n_words; i++)
    if (parse_halves (words, n_words, i, today, out_day, out_minutes))
      return TRUE;
  *out_day = today;
  *out_minutes = parse_clock (folded, FALSE);
  if (*out_minutes >= 0)
    return TRUE;
  /* "25:00" behind a day isn't nothing. */
  return strchr (text, ':') == NULL && parse_day (text, today, out_day);
}

/**
 * sl_time_parse_typed:
 * @text: (nullable): what a person typed: a day as sl_date_parse_typed() reads it, a time of today, or both
 * @today: the day it is, from the clock, or %SL_DAY_NONE
 * @minutes: since midnight, where no time is said
 * @zone: the person's time zone
 * @out_time: (out): microseconds since 1970 UTC
 *
 * Returns: whether @text is a time; ISO 8601 with a zone of its own is one, too
 */
gboolean
sl_time_parse_typed (const char *text,
                     SlDay       today,
                     int         minutes,
                     GTimeZone  *zone,
                     gint64     *out_time)
{
  SlDay day;
  int said;

  *out_time = SL_TIME_NONE;
  if (text == NULL || strnlen (text, MAX_TEXT + 1) > MAX_TEXT)
    return FALSE;
  if (strchr (text, ':') != NULL && sl_time_parse_iso8601 (text, zone, out_time))
    return TRUE;
  if (sl_date_and_time_parse_typed (text, today, &day, &said))
    *out_time = sl_day_to_time_at (day, said >= 0 ? said : minutes, zone);

  return *out_time != SL_TIME_NONE;
}

/**
 * sl_time_parse_distance:
 * @text: what a person typed: "now", "in 2 hours", "30 minutes ago"
 * @now: the time it is, from the clock
 * @out_time: (out): the time, in microseconds since 1970 UTC
 *
 * Returns: whether @text is one of these
 */
gboolean
sl_time_parse_distance (const char *text,
                        gint64      now,
                        gint64     *out_time)
{
  g_autofree char *folded = sl_text_fold (text);
  g_auto (GStrv) words = g_strsplit (folded, " ", MAX_WORDS);
  gboolean three = g_strv_length (words) == 3;
  gboolean forward = three && SL_LISTED (words[0], future_words);
  gboolean ago = three && SL_LISTED (words[2], past_words);
  gboolean back = ago || (three && SL_LISTED (words[0], past_words));
  gint64 count;

  *out_time = now;
  if (SL_LISTED (folded, nows))
    return TRUE;
  if ((!forward && !back) || !g_ascii_string_to_signed (words[ago ? 0 : 1], 10, 0, MAX_COUNT, &count, NULL))
    return FALSE;
  if (SL_LISTED (words[ago ? 1 : 2], minute_words))
    count *= G_TIME_SPAN_MINUTE;
  else if (SL_LISTED (words[ago ? 1 : 2], hour_words))
    count *= G_TIME_SPAN_HOUR;
  else
    return FALSE;
  *out_time = forward ? now + count : now - count;

  return TRUE;
}
