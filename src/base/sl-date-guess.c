/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates as people type them. A cell is parted into numbers and words; what can be read in one way only is read at once,
 * what has two readings waits for the order that the whole column shows. */
#define G_LOG_DOMAIN "sl-date-guess"

#include "config.h"

#include <string.h>

#include "sl-date-guess.h"
#include "sl-text.h"

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

typedef enum {
  SHAPE_NONE,      /* no date */
  SHAPE_FIXED,     /* one reading, whatever the order */
  SHAPE_DAY_FIRST, /* one reading, and it shows the order */
  SHAPE_MONTH_FIRST,
  SHAPE_AMBIGUOUS,
} ShapeKind;

typedef struct {
  ShapeKind kind;
  SlDay day;         /* of SHAPE_FIXED, _DAY_FIRST and _MONTH_FIRST */
  SlDay day_first;   /* the readings of SHAPE_AMBIGUOUS */
  SlDay month_first;
  SlDay year_first;  /* SL_DAY_NONE unless the year has two digits */
  gboolean dotted;
  int first, third;  /* the outer numbers of three */
} Shape;

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

static gboolean
is_listed (const char        *word,
           const char *const *list,
           gsize              n)
{
  for (gsize i = 0; i < n; i++)
    if (strcmp (word, list[i]) == 0)
      return TRUE;

  return FALSE;
}

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
  if (is_listed (word, fillers, G_N_ELEMENTS (fillers)))
    return TRUE;
  if (is_listed (word, weekdays, G_N_ELEMENTS (weekdays)))
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
set_fixed (Shape *shape,
           SlDay  day)
{
  shape->kind = day != SL_DAY_NONE ? SHAPE_FIXED : SHAPE_NONE;
  shape->day = day;
}

static void
read_with_month (const Parts *parts,
                 Shape       *shape)
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
                 Shape       *shape)
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
                    Shape       *shape)
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
      shape->kind = SHAPE_MONTH_FIRST;
      shape->day = shape->month_first;
    }
  else if (shape->month_first == SL_DAY_NONE)
    {
      shape->kind = SHAPE_DAY_FIRST;
      shape->day = shape->day_first;
    }
  else
    shape->kind = SHAPE_AMBIGUOUS;
}

/* "2026-09-03", alone or before a time: most cells of most files, so without the way through words. */
static gboolean
read_iso_start (const char *text,
                Shape      *shape)
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

static void
read_shape (const char *text,
            Shape      *shape)
{
  g_autofree char *folded = NULL;
  Parts parts;

  *shape = (Shape) {
    .kind = SHAPE_NONE,
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
  Shape shape;

  *out_day = SL_DAY_NONE;
  if (text == NULL)
    return FALSE;

  read_shape (text, &shape);
  if (shape.kind == SHAPE_AMBIGUOUS)
    {
      if (order == SL_DATE_ORDER_DMY)
        *out_day = shape.day_first;
      else if (order == SL_DATE_ORDER_MDY)
        *out_day = shape.month_first;
      else if (order == SL_DATE_ORDER_YMD)
        *out_day = shape.year_first;
    }
  else if (shape.kind != SHAPE_NONE && order == SL_DATE_ORDER_YMD && shape.year_first != SL_DAY_NONE)
    *out_day = shape.year_first;
  else if (shape.kind != SHAPE_NONE)
    *out_day = shape.day;

  return *out_day != SL_DAY_NONE;
}

/* Three numbers of two digits each, in a whole column: years are what varies least. */
typedef struct {
  gboolean none_other;
  int min_first, max_first, min_third, max_third;
} ShortYears;

static void
note_short_years (ShortYears  *years,
                  const Shape *shape)
{
  if (shape->first == 0)
    return;

  years->none_other = years->none_other && shape->year_first != SL_DAY_NONE;
  years->min_first = MIN (years->min_first, shape->first);
  years->max_first = MAX (years->max_first, shape->first);
  years->min_third = MIN (years->min_third, shape->third);
  years->max_third = MAX (years->max_third, shape->third);
}

static gboolean
are_years_first (const ShortYears *years)
{
  return years->none_other && years->max_first - years->min_first < years->max_third - years->min_third;
}

static void
note_first (gssize *first,
            gsize   index)
{
  if (*first < 0)
    *first = (gssize) index;
}

/**
 * sl_date_guess_column:
 * @values: (array length=n_values): the cells of a column; %NULL among them counts as blank
 * @n_values: how many
 * @out_guess: (out caller-allocates): what the column shows
 *
 * Finds out the order of a column's dates. One cell with a part above 12 decides for all of them; dates with dots are day
 * first when nothing else decides. What stays open has to be asked. A column whose dates need no order at all has
 * %SL_DATE_ORDER_YMD.
 */
void
sl_date_guess_column (const char *const *values,
                      gsize              n_values,
                      SlDateGuess       *out_guess)
{
  gboolean all_dotted = TRUE;
  ShortYears years = { TRUE, G_MAXINT, 0, G_MAXINT, 0 };
  SlDateGuess guess = {
    .order = SL_DATE_ORDER_YMD,
    .first_ambiguous = -1,
    .first_day_first = -1,
    .first_month_first = -1,
  };

  for (gsize i = 0; i < n_values; i++)
    {
      Shape shape;

      if (sl_text_is_blank (values[i]))
        {
          guess.n_blank++;
          continue;
        }

      read_shape (values[i], &shape);
      guess.n_dates += shape.kind != SHAPE_NONE;
      guess.n_other += shape.kind == SHAPE_NONE;
      note_short_years (&years, &shape);
      if (shape.kind == SHAPE_DAY_FIRST)
        note_first (&guess.first_day_first, i);
      else if (shape.kind == SHAPE_MONTH_FIRST)
        note_first (&guess.first_month_first, i);
      else if (shape.kind == SHAPE_AMBIGUOUS)
        {
          note_first (&guess.first_ambiguous, i);
          all_dotted = all_dotted && shape.dotted;
        }
    }

  guess.contradictory = guess.first_day_first >= 0 && guess.first_month_first >= 0;
  if (are_years_first (&years))
    guess.contradictory = FALSE;
  else if (guess.contradictory)
    guess.undecidable = TRUE;
  else if (guess.first_day_first >= 0)
    guess.order = SL_DATE_ORDER_DMY;
  else if (guess.first_month_first >= 0)
    guess.order = SL_DATE_ORDER_MDY;
  else if (guess.first_ambiguous >= 0 && all_dotted)
    guess.order = SL_DATE_ORDER_DMY;
  else if (guess.first_ambiguous >= 0)
    guess.undecidable = TRUE;

  if (guess.undecidable)
    guess.order = SL_DATE_ORDER_UNKNOWN;
  *out_guess = guess;
}

/**
 * sl_date_guess_order:
 * @values: (array length=n_values): the cells of a column
 * @n_values: how many
 * @out_undecidable: (out) (optional): %TRUE if the person has to be asked
 *
 * The short form of sl_date_guess_column().
 *
 * Returns: the order; %SL_DATE_ORDER_UNKNOWN if it has to be asked
 */
SlDateOrder
sl_date_guess_order (const char *const *values,
                     gsize              n_values,
                     gboolean          *out_undecidable)
{
  SlDateGuess guess;

  sl_date_guess_column (values, n_values, &guess);
  if (out_undecidable != NULL)
    *out_undecidable = guess.undecidable;

  return guess.order;
}
