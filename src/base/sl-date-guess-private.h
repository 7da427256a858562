/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between sl-date-loose.c and sl-date-guess.c: what the text of one cell can mean. */
#pragma once

#include "sl-date.h"

G_BEGIN_DECLS

typedef enum {
  SL_DATE_SHAPE_NONE,      /* no date */
  SL_DATE_SHAPE_FIXED,     /* one reading, whatever the order */
  SL_DATE_SHAPE_DAY_FIRST, /* one reading, and it shows the order */
  SL_DATE_SHAPE_MONTH_FIRST,
  SL_DATE_SHAPE_AMBIGUOUS,
} SlDateShapeKind;

typedef struct {
  SlDateShapeKind kind;
  SlDay day;         /* of SL_DATE_SHAPE_FIXED, _DAY_FIRST and _MONTH_FIRST */
  SlDay day_first;   /* the readings of SL_DATE_SHAPE_AMBIGUOUS */
  SlDay month_first;
  SlDay year_first;  /* SL_DAY_NONE unless the year has two digits */
  gboolean dotted;
  int first, third;  /* the outer numbers of three */
} SlDateShape;

void _sl_date_read_shape (const char  *text,
                          SlDateShape *out_shape);

G_END_DECLS
