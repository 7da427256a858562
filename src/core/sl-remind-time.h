/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When to remind: the handful of times that are one click away, and what people type. */

#pragma once

#include "sl-date.h"

G_BEGIN_DECLS

/** SlRemindPreset: the days are mornings; @SL_REMIND_NEXT_WEEK is in seven days */
typedef enum {
  SL_REMIND_IN_1_HOUR,
  SL_REMIND_TOMORROW,
  SL_REMIND_IN_3_DAYS,
  SL_REMIND_NEXT_MONDAY,
  SL_REMIND_NEXT_WEEK,
  SL_N_REMIND_PRESETS,
} SlRemindPreset;

/* "tomorrow", "in-3-days": the word on the command line and in actions. */
const char *sl_remind_preset_get_name (SlRemindPreset preset);
/* SL_N_REMIND_PRESETS for a word that is none. */
SlRemindPreset sl_remind_preset_from_name (const char *name);
/* "Tomorrow": translated. */
const char *sl_remind_preset_get_label (SlRemindPreset preset);
/* In microseconds since 1970 UTC. */
gint64 sl_remind_preset_get_time (SlRemindPreset preset, gint64 now, GTimeZone *zone);

/* "2026-03-18 14:00", "2026-03-18" (its morning), "14:00" (today), "tomorrow", "tomorrow 14:00", "today 14:00", or a preset. */
gboolean sl_remind_time_parse (const char *text, gint64 now, GTimeZone *zone, gint64 *time, GError **error);
/* "30m", "2h", "3d" (the same time in so many days), "1w". */
gboolean sl_remind_delay_parse (const char *text, gint64 now, GTimeZone *zone, gint64 *time, GError **error);

G_END_DECLS
