/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates as people type them. A cell is parted into numbers and words; what can be read in one way only is read at once,
 * what has two readings waits for the order that the whole column shows. */
#define G_LOG_DOMAIN "sl-date-loose"

#include "config.h"

#include <string.h>

#include "sl-date-guess-private.h"
#include "sl-date-guess.h"
#include "sl-text.h"
#include "sl-word-list-private.h"

#define MAX_TEXT 80
#define MAX_TOKENS 24
#define MIN_YEAR 1900
#define MAX_YEAR 2200
/* "69" is 2069, "70" is 1970. */
#define PIVOT_YEAR 70

/* Days between Excel's day 0 and ours; and the numbers that are taken for its days, 1954 to 2119. */
#define EXCEL_EPOCH 25569
#define EXCEL_MIN 20000
#define EXCEL_MAX 80000

/* English, German, French, Spanish, as sl_text_fold() writes them; three letters or more of one are enough. */
static const char *const month_names[12][6] = {
  { "january", "januar", "janner", "janvier", "enero", NULL },
  { "february", "februar", "fevrier", "febrero", "feber", NULL },
  { "march", "marz", "maerz", "mars", "marzo", NULL },
  { "april", "avril", "abril", NULL },
  { "may", "mai", "mayo", NULL },
  { "june", "juni", "juin", "junio", NULL },
  { "july", "juli", "juillet", "julio", NULL },
  { "august", "aout", "agosto", NULL },
  { "september", "septembre", "septiembre", "setiembre", NULL },
  { "october", "oktober", "octobre", "octubre", NULL },
  { "november", "novembre", "noviembre", NULL },
  { "december", "dezember", "decembre", "diciembre", NULL },
};

/* Abbreviations that the names above don't start with. */
static const struct
{
  const char *word;
  int month;
} month_short_forms[] = {
  { "mrz", 3 }, { "jnr", 1 }, { "fevr", 2 }, { "juil", 7 }, { "sept", 9 }, { "dbre", 12 },
};

static const char *const weekdays[] = {
  "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "tues", "wed", "thu", "thur",
  "thurs", "fri", "sat", "sun", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonnabend",
  "sonntag", "mo", "di", "mi", "do", "fr", "sa", "so", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi",
  "dimanche", "lun", "mer", "jeu", "ven", "sam", "dim", "lunes", "martes", "miercoles", "jueves", "viernes", "sabado",
  "domingo", "mie", "jue", "vie", "sab", "dom",
};

static const char *const fillers[] = {
  "st", "nd", "rd", "th", "er", "eme", "o", "the", "of", "de", "del", "den", "der", "le", "el", "on", "at", "um", "am", "a",
  "t", "z", "utc", "gmt", "年", "月", "日",
};

typedef struct {
  int value;
  int digits; /* 0: a month word */
  char before; /* separator before it */
} Part;

typedef struct {
  Part parts[MAX_TOKENS];
  guint n_parts;
  guint n_months;
  int month;
  guint month_index; /* how many numbers stand before it */
} Parts;

static int
find_month (const char *word)
{
  gsize length = strlen (word);
  int found = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (month_short_forms); i++)
    if (strcmp (word, month_short_forms[i].word) == 0)
      return month_short_forms[i].month;

  if (length < 3)
    return 0;

  for (int month = 1; month <= 12; month++)
    for (int i = 0; month_names[month - 1][i] != NULL; i++)
      if (strncmp (month_names[month - 1][i], word, length) == 0)
        {
          if (found != 0 && found != month)
            return 0;
          found = month;
        }

  return found;
}

/* Only numbers that the date needs count; a time behind it is left out by the caller. */
static gboolean
add_number (Parts      *parts,
            const char *start,
            gsize       digits,
            char        before)
{
  int value = 0;

  if (digits > 8 || parts->n_parts == 8)
    return FALSE;

  for (gsize i = 0; i < digits; i++)
    value = value * 10 + (start[i] - '0');
  parts->parts[parts->n_parts++] = (Part) { value, (int) digits, before };

  return TRUE;
}

static gboolean
has_whole_date (const Parts *parts)
{
  return parts->n_parts + (parts->n_months > 0) >= 3;
}

static gboolean
add_word (Parts      *parts,
          const char *word,
          gboolean    after_number,
          gboolean   *stop)
{
  int month;

  /* "9/3/2026 2 pm", "um 10 uhr", "10h30": the number before is an hour. */
  if (after_number && (strcmp (word, "pm") == 0 || strcmp (word, "am") == 0 || strcmp (word, "h") == 0 ||
                       strcmp (word, "uhr") == 0))
    {
      parts->n_parts--;
      if (has_whole_date (parts))
        {
          *stop = TRUE;
          return TRUE;
        }
      parts->n_parts++;
    }
  if (SL_LISTED (word, fillers))
    return TRUE;
  if (SL_LISTED (word, weekdays))
    return TRUE;

  month = find_month (word);
  if (month == 0)
    return FALSE;

  /* "mar. 3 sept. 2026": a French or Spanish Tuesday looks like a March. */
  if (parts->n_months == 1 && !(parts->month == 3 && parts->month_index == 0))
    return FALSE;
  parts->n_months = 1;
  parts->month = month;
  parts->month_index = parts->n_parts;

  return TRUE;
}

/* Parts @folded; FALSE if there is anything in it that no date has. */
static gboolean
split_parts (const char *folded,
             Parts      *parts)
{
  char before = '\0';
  gboolean after_number = FALSE;
  const char *p = folded;

  *parts = (Parts) { 0 };
  if (strchr ("-/.,", *p) != NULL)
    return FALSE;

  while (*p != '\0')
    {
      const char *start = p;

      if (g_ascii_isdigit (*p))
        {
          while (g_ascii_isdigit (*p))
            p++;
          /* A time of day: the rest is not about the date. */
          if (*p == ':')
            return has_whole_date (parts);
          if (!add_number (parts, start, (gsize) (p - start), before))
            return FALSE;
          after_number = TRUE;
          before = '\0';
        }
      else if (g_ascii_isalpha (*p) || (guint8) *p >= 0x80)
        {
          char word[16];
          gboolean stop = FALSE;
          gboolean wide = (guint8) *p >= 0x80;

          while (*p != '\0' && ((guint8) *p >= 0x80) == wide && (wide || g_ascii_isalpha (*p)))
            p++;
          if ((gsize) (p - start) >= sizeof word)
            return FALSE;
          memcpy (word, start, (gsize) (p - start));
          word[p - start] = '\0';
          if (!add_word (parts, word, after_number, &stop))
            return FALSE;
          if (stop)
            return TRUE;
          after_number = FALSE;
        }
      else if (strchr ("-/., ", *p) != NULL)
        {
          if (before == '\0' || before == ' ')
            before = *p;
          after_number = after_number && *p == ' ';
          p++;
        }
      else
        return FALSE;
    }

  return TRUE;
}

static int
get_full_year (const Part *part)
{
  if (part->digits == 2)
    return part->value + (part->value < PIVOT_YEAR ? 2000 : 1900);
  if (part->digits == 4 && part->value >= MIN_YEAR && part->value <= MAX_YEAR)
    return part->value;

  return 0;
}

static void
set_fixed (SlDateShape *shape,
           SlDay        day)
{
  shape->kind = day != SL_DAY_NONE ? SL_DATE_SHAPE_FIXED : SL_DATE_SHAPE_NONE;
  shape->day = day;
}

static void
read_with_month (const Parts *parts,
                 SlDateShape *shape)
{
  const Part *day = &parts->parts[0];
  const Part *year = &parts->parts[1];

  if (parts->n_parts != 2)
    return;
  if (day->digits == 4)
    {
      const Part *swap = day;

      day = year;
      year = swap;
    }
  if (day->digits > 2)
    return;

  set_fixed (shape, sl_day_from_ymd (get_full_year (year), parts->month, day->value));
}

static void
read_one_number (const Parts *parts,
                 SlDateShape *shape)
{
  const Part *part = &parts->parts[0];

  if (part->digits == 8)
    {
      int year = part->value / 10000;

      if (year >= MIN_YEAR && year <= MAX_YEAR)
        set_fixed (shape, sl_day_from_ymd (year, part->value / 100 % 100, part->value % 100));
    }
  else if (part->digits == 5 && part->value >= EXCEL_MIN && part->value <= EXCEL_MAX)
    set_fixed (shape, part->value - EXCEL_EPOCH);
}

static void
read_three_numbers (const Parts *parts,
                    SlDateShape *shape)
{
  const Part *first = &parts->parts[0];
  const Part *second = &parts->parts[1];
  const Part *third = &parts->parts[2];
  int year;

  if (first->digits == 4)
    {
      if (second->digits <= 2 && third->digits <= 2)
        set_fixed (shape, sl_day_from_ymd (get_full_year (first), second->value, third->value));
      return;
    }
  if (first->digits > 2 || second->digits > 2)
    return;

  year = get_full_year (third);
  shape->first = first->value;
  shape->third = third->value;
  shape->dotted = second->before == '.' && third->before == '.';
  shape->day_first = sl_day_from_ymd (year, second->value, first->value);
  shape->month_first = sl_day_from_ymd (year, first->value, second->value);
  shape->year_first = first->digits == 2 && third->digits == 2
                        ? sl_day_from_ymd (get_full_year (first), second->value, third->value)
                        : SL_DAY_NONE;

  if (shape->day_first == SL_DAY_NONE && shape->month_first == SL_DAY_NONE)
    set_fixed (shape, shape->year_first);
  else if (shape->day_first == shape->month_first)
    set_fixed (shape, shape->day_first);
  else if (shape->day_first == SL_DAY_NONE)
    {
      shape->kind = SL_DATE_SHAPE_MONTH_FIRST;
      shape->day = shape->month_first;
    }
  else if (shape->month_first == SL_DAY_NONE)
    {
      shape->kind = SL_DATE_SHAPE_DAY_FIRST;
      shape->day = shape->day_first;
    }
  else
    shape->kind = SL_DATE_SHAPE_AMBIGUOUS;
}

/* "2026-09-03", alone or before a time: most cells of most files, so without the way through words. */
static gboolean
read_iso_start (const char  *text,
                SlDateShape *shape)
{
  char start[SL_DAY_ISO_SIZE];
  SlDay day;

  if (strnlen (text, SL_DAY_ISO_SIZE) < SL_DAY_ISO_SIZE - 1)
    return FALSE;

  memcpy (start, text, SL_DAY_ISO_SIZE - 1);
  start[SL_DAY_ISO_SIZE - 1] = '\0';
  if (!sl_day_parse_iso (start, &day))
    return FALSE;
  if (text[10] != '\0' && !((text[10] == 'T' || text[10] == ' ') && g_ascii_isdigit (text[11])))
    return FALSE;

  set_fixed (shape, day);

  return TRUE;
}

/* Says what @text can mean, in whatever order. */
void
_sl_date_read_shape (const char  *text,
                     SlDateShape *shape)
{
  g_autofree char *folded = NULL;
  Parts parts;

  *shape = (SlDateShape) {
    .kind = SL_DATE_SHAPE_NONE,
    .day = SL_DAY_NONE,
    .day_first = SL_DAY_NONE,
    .month_first = SL_DAY_NONE,
    .year_first = SL_DAY_NONE,
  };
  if (read_iso_start (text, shape))
    return;
  if (strnlen (text, MAX_TEXT + 1) > MAX_TEXT)
    return;

  folded = sl_text_fold (text);
  if (!split_parts (folded, &parts))
    return;

  if (parts.n_months > 0)
    read_with_month (&parts, shape);
  else if (parts.n_parts == 3)
    read_three_numbers (&parts, shape);
  else if (parts.n_parts == 1 || (parts.n_parts == 2 && parts.parts[0].digits == 5 && parts.parts[1].before == '.'))
    read_one_number (&parts, shape);
}

/**
 * sl_date_parse_loose:
 * @text: (nullable): a cell
 * @order: the order of the column's dates
 * @out_day: (out): the day; %SL_DAY_NONE if the text is no date
 *
 * Reads a date: ISO, with or without a time (the day as it is written there, whatever the zone), "03/09/2026", "3.9.2026",
 * "3-9-26", "Sep 3, 2026", "3. September 2026", also German, French and Spanish months, weekdays before it, a time behind
 * it, and Excel's day numbers. A date of numbers with two readings is read in @order, and refused when that is
 * %SL_DATE_ORDER_UNKNOWN; one with a single reading is read in any. A year is always needed.
 *
 * Returns: %TRUE if @text is a date
 */
gboolean
sl_date_parse_loose (const char  *text,
                     SlDateOrder  order,
                     SlDay       *out_day)
{
  SlDateShape shape;

  *out_day = SL_DAY_NONE;
  if (text == NULL)
    return FALSE;

  _sl_date_read_shape (text, &shape);
  if (shape.kind == SL_DATE_SHAPE_AMBIGUOUS)
    {
      if (order == SL_DATE_ORDER_DMY)
        *out_day = shape.day_first;
      else if (order == SL_DATE_ORDER_MDY)
        *out_day = shape.month_first;
      else if (order == SL_DATE_ORDER_YMD)
        *out_day = shape.year_first;
    }
  else if (shape.kind != SL_DATE_SHAPE_NONE && order == SL_DATE_ORDER_YMD && shape.year_first != SL_DAY_NONE)
    *out_day = shape.year_first;
  else if (shape.kind != SL_DATE_SHAPE_NONE)
    *out_day = shape.day;

  return *out_day != SL_DAY_NONE;
}
