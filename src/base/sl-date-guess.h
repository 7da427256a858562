/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates as people type them into spreadsheets: which order a whole column uses, and reading one cell. */
#pragma once

#include "sl-date.h"

G_BEGIN_DECLS

/**
 * SlDateOrder:
 * @SL_DATE_ORDER_UNKNOWN: not known; only dates with one possible reading are read
 * @SL_DATE_ORDER_YMD: year first; also a column that holds no date of numbers alone
 * @SL_DATE_ORDER_DMY: day, month, year
 * @SL_DATE_ORDER_MDY: month, day, year
 */
typedef enum {
  SL_DATE_ORDER_UNKNOWN,
  SL_DATE_ORDER_YMD,
  SL_DATE_ORDER_DMY,
  SL_DATE_ORDER_MDY,
} SlDateOrder;

/**
 * SlDateGuess:
 * @order: the order, or %SL_DATE_ORDER_UNKNOWN when it has to be asked
 * @undecidable: the person has to be asked (also set when @contradictory)
 * @contradictory: some cells can only be day first, others only month first
 * @n_dates: cells that read as a date in some order
 * @n_other: cells with text that is no date
 * @n_blank: empty cells
 * @first_ambiguous: index of the first cell with two readings, or -1
 * @first_day_first: index of the first cell that can only be day first, or -1
 * @first_month_first: index of the first cell that can only be month first, or -1
 */
typedef struct {
  SlDateOrder order;
  gboolean undecidable;
  gboolean contradictory;
  gsize n_dates;
  gsize n_other;
  gsize n_blank;
  gssize first_ambiguous;
  gssize first_day_first;
  gssize first_month_first;
} SlDateGuess;

void        sl_date_guess_column (const char *const *values,
                                  gsize              n_values,
                                  SlDateGuess       *out_guess);
SlDateOrder sl_date_guess_order  (const char *const *values,
                                  gsize              n_values,
                                  gboolean          *out_undecidable);
gboolean    sl_date_parse_loose  (const char        *text,
                                  SlDateOrder        order,
                                  SlDay             *out_day);

G_END_DECLS
