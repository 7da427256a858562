/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between sl-date.c and sl-time.c. */
#pragma once

#include "sl-date.h"

G_BEGIN_DECLS

#define SL_DAY_MIN (-719162) /* 0001-01-01 */
#define SL_DAY_MAX 2932896   /* 9999-12-31 */

static inline gint64
_sl_divide_down (gint64 value,
                 gint64 by)
{
  return value / by - (value % by < 0 ? 1 : 0);
}

/* Reads exactly @n digits; -1 when one of them is none (a NUL is none, so this never runs past the end). */
static inline int
_sl_digits_read (const char *text,
                 int         n)
{
  int value = 0;

  for (int i = 0; i < n; i++)
    {
      if (text[i] < '0' || text[i] > '9')
        return -1;
      value = value * 10 + (text[i] - '0');
    }

  return value;
}

static inline char *
_sl_digits_write (char *out,
                  int   value,
                  int   n)
{
  for (int i = n - 1; i >= 0; i--)
    {
      out[i] = (char) ('0' + value % 10);
      value /= 10;
    }

  return out + n;
}

SlDay _sl_day_read_iso (const char *text);

G_END_DECLS
