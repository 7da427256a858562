/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days as people read and write them in a field. */

#define G_LOG_DOMAIN "sl-format-days"

#include "config.h"

#include "sl-date-typed.h"
#include "sl-format.h"

/**
 * sl_format_parse_day:
 * @text: what was typed
 * @out_day: (out): the day
 *
 * Reads a day as sl_date_parse_typed() does.
 *
 * Returns: whether it is a day
 */
gboolean
sl_format_parse_day (const char *text, SlDay *out_day)
{
  g_autofree char *stripped = NULL;

  g_return_val_if_fail (text != NULL && out_day != NULL, FALSE);

  stripped = g_strstrip (g_strdup (text));
  return sl_date_parse_typed (stripped, sl_format_get_today (), out_day);
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
