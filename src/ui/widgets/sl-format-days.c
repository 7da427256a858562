/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days as people read and write them in a field. */

#define G_LOG_DOMAIN "sl-format-days"

#include "config.h"

#include <langinfo.h>
#include <string.h>

#include "sl-date-guess.h"
#include "sl-format.h"

/* What comes first in the locale's way to write a date in figures. */
static SlDateOrder
get_local_order (void)
{
  const char *format = nl_langinfo (D_FMT);
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
 * sl_format_parse_day:
 * @text: what was typed
 * @out_day: (out): the day
 *
 * Reads "2026-09-03", "Sep 3, 2026" and figures in the locale's order.
 *
 * Returns: whether it is a day
 */
gboolean
sl_format_parse_day (const char *text, SlDay *out_day)
{
  g_autofree char *stripped = NULL;

  g_return_val_if_fail (text != NULL && out_day != NULL, FALSE);

  stripped = g_strstrip (g_strdup (text));
  return sl_day_parse_iso (stripped, out_day) || sl_date_parse_loose (stripped, SL_DATE_ORDER_UNKNOWN, out_day) ||
         sl_date_parse_loose (stripped, get_local_order (), out_day);
}

/**
 * sl_format_day_editable:
 * @day: a day
 *
 * Returns: (transfer full): the day as people write it, if sl_format_parse_day() can read that again; else "2026-09-03";
 *   "" for %SL_DAY_NONE
 */
char *
sl_format_day_editable (SlDay day)
{
  g_autofree char *text = NULL;
  char iso[SL_DAY_ISO_SIZE];
  SlDay again;

  if (!sl_day_is_valid (day))
    return g_strdup ("");
  text = sl_day_format_short (day);
  if (sl_format_parse_day (text, &again) && again == day)
    return g_steal_pointer (&text);

  return g_strdup (sl_day_format_iso (day, iso));
}
