/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-date-typed.h. What a column of a file leaves open, one person's own writing decides: the order is that of their
 * locale, the year the one that makes the day nearest. What can mean two days is refused with both of them. */
#define G_LOG_DOMAIN "sl-date-typed"

#include "config.h"

#include <glib/gi18n.h>
#include <langinfo.h>
#include <locale.h>
#include <string.h>

#include "sl-date-typed.h"
#include "sl-text.h"
#include "sl-word-list-private.h"

#define MAX_TEXT 40
#define MAX_WORDS 6
/* "in 9999 days" is the longest way from here. */
#define MAX_COUNT 9999

/* English, German, French, Spanish, as sl_text_fold() writes them. */
static const char *const todays[] = { "today", "heute", "aujourd'hui", "aujourd’hui", "hoy" };
static const char *const yesterdays[] = { "yesterday", "gestern", "hier", "ayer" };
static const char *const tomorrows[] = { "tomorrow", "morgen", "demain", "manana" };
static const char *const day_words[] = { "day", "days", "d", "tag", "tage", "tagen", "jour", "jours", "dia", "dias" };
static const char *const week_words[] = { "week", "weeks", "w", "woche", "wochen", "semaine", "semaines", "semana", "semanas" };
static const char *const month_words[] = { "month", "months", "monat", "monate", "monaten", "mois", "mes", "meses" };
static const char *const ones[] = { "a", "an", "one", "ein", "eine", "einem", "einer", "un", "une", "una" };
static const char *const future_words[] = { "in", "dans", "en" };
static const char *const past_words[] = { "ago", "vor", "hace" };
static const char *const next_words[] = { "next", "nachste", "nachsten", "nachster", "nachstes" };
static const char *const last_words[] = { "last", "letzte", "letzten", "letzter", "letztes" };
/* Monday first. */
static const char *const weekdays[7][5] = {
  { "monday", "mon", "montag", "lundi", "lunes" },
  { "tuesday", "tue", "dienstag", "mardi", "martes" },
  { "wednesday", "wed", "mittwoch", "mercredi", "miercoles" },
  { "thursday", "thu", "donnerstag", "jeudi", "jueves" },
  { "friday", "fri", "freitag", "vendredi", "viernes" },
  { "saturday", "sat", "samstag", "samedi", "sabado" },
  { "sunday", "sun", "sonntag", "dimanche", "domingo" },
};

/**
 * sl_date_order_from_format:
 * @format: how a locale writes a date, in the codes of strftime()
 *
 * Returns: what comes first in it; %SL_DATE_ORDER_UNKNOWN if it doesn't say
 */
SlDateOrder
sl_date_order_from_format (const char *format)
{
  const char *day = NULL, *month = NULL;

  for (const char *code = strchr (format, '%'); code != NULL && code[1] != '\0'; code = strchr (code + 2, '%'))
    {
      /* "%-d" and "%Od" are ways to write "%d". */
      const char *letter = code + 1 + strspn (code + 1, "-_^0OE");

      if (*letter == 'D')
        return SL_DATE_ORDER_MDY;
      if ((*letter == 'd' || *letter == 'e') && day == NULL)
        day = letter;
      else if ((*letter == 'm' || *letter == 'b') && month == NULL)
        month = letter;
      else if ((*letter == 'Y' || *letter == 'y') && day == NULL && month == NULL)
        return SL_DATE_ORDER_YMD;
    }
  if (day == NULL || month == NULL)
    return SL_DATE_ORDER_UNKNOWN;

  return day < month ? SL_DATE_ORDER_DMY : SL_DATE_ORDER_MDY;
}

/**
 * sl_date_get_locale_order:
 *
 * Returns: what comes first where the locale writes a date in figures; %SL_DATE_ORDER_UNKNOWN without a locale
 */
SlDateOrder
sl_date_get_locale_order (void)
{
  const char *locale = setlocale (LC_TIME, NULL);

  /* Nobody chose these: they are what is left when nothing is set. */
  if (locale == NULL || g_str_equal (locale, "C") || g_str_has_prefix (locale, "C.") || g_str_equal (locale, "POSIX"))
    return SL_DATE_ORDER_UNKNOWN;

  return sl_date_order_from_format (nl_langinfo (D_FMT));
}

/* --- Counted from today --- */

static gboolean
is_number (const char *word,
           int        *out_number)
{
  gint64 number;

  if (SL_LISTED (word, ones))
    {
      *out_number = 1;
      return TRUE;
    }
  if (!g_ascii_string_to_signed (word, 10, 0, MAX_COUNT, &number, NULL))
    return FALSE;

  *out_number = (int) number;
  return TRUE;
}

static SlDay
add_units (SlDay       today,
           const char *unit,
           int         count)
{
  if (SL_LISTED (unit, day_words))
    return today + count;
  if (SL_LISTED (unit, week_words))
    return today + 7 * count;
  if (SL_LISTED (unit, month_words))
    return sl_day_add_months (today, count);

  return SL_DAY_NONE;
}

/* "in 3 days", "3 days ago", "vor einer Woche", "il y a 2 jours". */
static SlDay
read_distance (char  **words,
               guint   n_words,
               SlDay   today)
{
  int number;

  if (n_words == 5 && g_str_equal (words[0], "il") && g_str_equal (words[1], "y") && g_str_equal (words[2], "a"))
    return is_number (words[3], &number) ? add_units (today, words[4], -number) : SL_DAY_NONE;
  if (n_words != 3)
    return SL_DAY_NONE;
  if (SL_LISTED (words[0], future_words) && is_number (words[1], &number))
    return add_units (today, words[2], number);
  if (SL_LISTED (words[0], past_words) && is_number (words[1], &number))
    return add_units (today, words[2], -number);
  if (SL_LISTED (words[2], past_words) && is_number (words[0], &number))
    return add_units (today, words[1], -number);

  return SL_DAY_NONE;
}

/* "next Monday", "last Friday", "next week": never today itself. */
static SlDay
read_next (char  **words,
           guint   n_words,
           SlDay   today)
{
  gboolean forward = n_words == 2 && SL_LISTED (words[0], next_words);

  if (n_words != 2 || (!forward && !SL_LISTED (words[0], last_words)))
    return SL_DAY_NONE;

  for (int i = 0; i < 7; i++)
    if (SL_LISTED (words[1], weekdays[i]))
      {
        int ahead = (i + 1 - sl_day_get_weekday (today) + 7) % 7;

        return forward ? today + (ahead == 0 ? 7 : ahead) : today + ahead - 7;
      }

  return SL_LISTED (words[1], day_words) ? SL_DAY_NONE : add_units (today, words[1], forward ? 1 : -1);
}

/* What this program itself says, in the language it says it in. */
static SlDay
read_own_words (const char *folded,
                SlDay       today)
{
  for (int distance = -55; distance <= 55; distance++)
    {
      g_autofree char *words = sl_day_format_relative (today + distance, today);
      g_autofree char *fold = sl_text_fold (words);

      if (g_str_equal (fold, folded))
        return today + distance;
    }

  return SL_DAY_NONE;
}

static SlDay
read_from_today (const char *folded,
                 SlDay       today)
{
  g_auto (GStrv) words = g_strsplit (folded, " ", MAX_WORDS);
  guint n_words = g_strv_length (words);
  SlDay day = read_own_words (folded, today);

  if (day != SL_DAY_NONE || n_words == 0)
    return day;
  if (SL_LISTED (folded, todays))
    return today;
  if (SL_LISTED (folded, yesterdays))
    return today - 1;
  if (SL_LISTED (folded, tomorrows))
    return today + 1;
  day = read_distance (words, n_words, today);

  return day != SL_DAY_NONE ? day : read_next (words, n_words, today);
}

/* --- Without a year --- */

/* @folded with a place for the year behind it: "9/3" → "9/3/", "3. september" → "3. september "; NULL when it has no
 * lack of a year. */
static char *
make_room_for_year (const char *folded)
{
  guint n_numbers = 0;
  gboolean has_letters = FALSE;
  char between = '\0', last = '\0';

  for (const char *p = folded; *p != '\0'; p++)
    {
      if (g_ascii_isdigit (*p))
        {
          gsize digits = strspn (p, "0123456789");

          if (digits > 2)
            return NULL;
          n_numbers++;
          p += digits - 1;
        }
      else if (strchr ("/.-", *p) != NULL)
        between = *p;
      else if (*p != ' ' && *p != ',')
        has_letters = TRUE;
      last = *p;
    }
  if (has_letters)
    return n_numbers == 1 ? g_strconcat (folded, " ", NULL) : NULL;
  if (n_numbers != 2 || between == '\0')
    return NULL;

  return last == between ? g_strdup (folded) : g_strdup_printf ("%s%c", folded, between);
}

/* The one of last year, this year and the next that is nearest to @today. */
static SlDay
read_without_year (const char  *folded,
                   SlDay        today,
                   SlDateOrder  order)
{
  g_autofree char *start = make_room_for_year (folded);
  SlDay best = SL_DAY_NONE;
  int year, month, day_of_month;

  if (start == NULL || !sl_day_to_ymd (today, &year, &month, &day_of_month))
    return SL_DAY_NONE;

  for (int i = -1; i <= 1; i++)
    {
      g_autofree char *text = g_strdup_printf ("%s%04d", start, year + i);
      SlDay day;

      if (sl_date_parse_loose (text, order, &day) && (best == SL_DAY_NONE || ABS (day - today) < ABS (best - today)))
        best = day;
    }

  return best;
}

/* "5.11.2026": whoever writes days with dots writes the day first, in every locale; files are read so, too. */
static gboolean
is_dotted (const char *text)
{
  return strchr (text, '.') != NULL && text[strspn (text, "0123456789. ")] == '\0';
}

static SlDay
read_in_order (const char  *text,
               const char  *folded,
               SlDay        today,
               SlDateOrder  order)
{
  SlDay day;

  if (sl_date_parse_loose (text, order, &day))
    return day;

  /* "9/3" has no year where "2026-09-03" has it, but days and months come in the same order there. */
  return sl_day_is_valid (today) ? read_without_year (folded, today, order == SL_DATE_ORDER_YMD ? SL_DATE_ORDER_MDY : order) : SL_DAY_NONE;
}

/**
 * sl_date_parse_typed:
 * @text: (nullable): what a person typed
 * @today: the day it is, from the clock; with %SL_DAY_NONE only whole dates are read
 * @out_day: (out): the day; %SL_DAY_NONE if the text is none
 *
 * Reads what sl_date_parse_loose() reads, figures in the locale's order and with dots the day first, "9/3" and "Sept 5th" as the nearest such day, and
 * "yesterday", "in 3 days", "next Monday". What has two readings and no locale to decide is refused.
 *
 * Returns: whether @text is a day
 */
gboolean
sl_date_parse_typed (const char *text,
                     SlDay       today,
                     SlDay      *out_day)
{
  return sl_date_parse_typed_in (text, today, sl_date_get_locale_order (), out_day);
}

/** sl_date_parse_typed_in: as sl_date_parse_typed(), with figures in @order */
gboolean
sl_date_parse_typed_in (const char  *text,
                        SlDay        today,
                        SlDateOrder  order,
                        SlDay       *out_day)
{
  g_autofree char *folded = NULL;

  *out_day = SL_DAY_NONE;
  if (text == NULL || sl_date_parse_loose (text, SL_DATE_ORDER_UNKNOWN, out_day))
    return text != NULL;
  if (strnlen (text, MAX_TEXT + 1) > MAX_TEXT)
    return FALSE;

  folded = sl_text_fold (text);
  /* "next-monday", as one word of a command. */
  if (g_ascii_isalpha (*folded))
    g_strdelimit (folded, "-", ' ');
  if (sl_day_is_valid (today))
    *out_day = read_from_today (folded, today);
  if (*out_day == SL_DAY_NONE)
    *out_day = read_in_order (text, folded, today, is_dotted (folded) ? SL_DATE_ORDER_DMY : order);
  if (!sl_day_is_valid (*out_day))
    *out_day = SL_DAY_NONE;

  return *out_day != SL_DAY_NONE;
}

/**
 * sl_date_refuse_typed:
 * @text: what sl_date_parse_typed() didn't read
 *
 * Returns: (transfer full): the end of a sentence about it, after "… must be ": what to write instead
 */
char *
sl_date_refuse_typed (const char *text)
{
  g_autofree char *folded = sl_text_fold (text);
  /* Any day: its year is not what is told apart. */
  SlDay some = sl_day_from_ymd (2026, 9, 3);
  SlDay day_first = SL_DAY_NONE, month_first = SL_DAY_NONE;
  g_autofree char *one = NULL;
  g_autofree char *other = NULL;

  if (strlen (folded) <= MAX_TEXT)
    {
      sl_date_parse_loose (text, SL_DATE_ORDER_DMY, &day_first);
      sl_date_parse_loose (text, SL_DATE_ORDER_MDY, &month_first);
    }
  if (day_first != SL_DAY_NONE && month_first != SL_DAY_NONE && day_first != month_first)
    {
      one = sl_day_format_short (day_first);
      other = sl_day_format_short (month_first);
      /* Translators: the end of "Applied date must be …"; dates that can be meant, "Sep 3, 2026" */
      return g_strdup_printf (_("clear: write %s or %s."), one, other);
    }
  one = sl_day_format_short (some);

  /* Translators: the end of "Applied date must be …"; %s is a date, "Sep 3, 2026". Keep words that the program
   * understands: those it says itself, or the English ones. */
  return g_strdup_printf (_("a day such as %s, 2026-09-03, “yesterday” or “in 3 days”."), one);
}
