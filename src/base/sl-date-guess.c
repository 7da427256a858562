/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which order the dates of a column use: what single cells leave open, all of them together mostly decide. */
#define G_LOG_DOMAIN "sl-date-guess"

#include "config.h"

#include "sl-date-guess-private.h"
#include "sl-date-guess.h"
#include "sl-text.h"

/* Three numbers of two digits each, in a whole column: years are what varies least. */
typedef struct {
  gboolean none_other;
  int min_first, max_first, min_third, max_third;
} ShortYears;

static void
note_short_years (ShortYears        *years,
                  const SlDateShape *shape)
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
      SlDateShape shape;

      if (sl_text_is_blank (values[i]))
        {
          guess.n_blank++;
          continue;
        }

      _sl_date_read_shape (values[i], &shape);
      guess.n_dates += shape.kind != SL_DATE_SHAPE_NONE;
      guess.n_other += shape.kind == SL_DATE_SHAPE_NONE;
      note_short_years (&years, &shape);
      if (shape.kind == SL_DATE_SHAPE_DAY_FIRST)
        note_first (&guess.first_day_first, i);
      else if (shape.kind == SL_DATE_SHAPE_MONTH_FIRST)
        note_first (&guess.first_month_first, i);
      else if (shape.kind == SL_DATE_SHAPE_AMBIGUOUS)
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
