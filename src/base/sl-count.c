/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sl-count.h"
#include "sl-money.h"

/**
 * sl_count_format:
 * @count: a count
 * @buffer: is written to
 *
 * Returns: @buffer, with the count as sl_money_format_number() writes it
 */
const char *
sl_count_format (gint64 count,
                 char   buffer[SL_COUNT_SIZE])
{
  g_autofree char *text = sl_money_format_number ((double) count);

  g_strlcpy (buffer, text, SL_COUNT_SIZE);
  return buffer;
}
