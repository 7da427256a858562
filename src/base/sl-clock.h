/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program's only source of "now", "today" and the local time zone. One is made at the top (context, command
 * line, test) and handed down; nothing else reads the system's clock for what is stored or shown. */
#pragma once

#include <glib-object.h>

#include "sl-date.h"

G_BEGIN_DECLS

#define SL_TYPE_CLOCK (sl_clock_get_type ())

G_DECLARE_FINAL_TYPE (SlClock, sl_clock, SL, CLOCK, GObject)

SlClock   *sl_clock_new_system    (void);
SlClock   *sl_clock_new_fixed     (gint64      now);
SlClock   *sl_clock_new_fixed_iso (const char *text);

gint64     sl_clock_get_now       (SlClock    *self);
SlDay      sl_clock_get_today     (SlClock    *self);
GTimeZone *sl_clock_get_time_zone (SlClock    *self);

gboolean   sl_clock_get_fixed     (SlClock    *self);
void       sl_clock_set_now       (SlClock    *self,
                                   gint64      now);
void       sl_clock_advance       (SlClock    *self,
                                   gint64      usec);
void       sl_clock_set_time_zone (SlClock    *self,
                                   GTimeZone  *zone);
void       sl_clock_watch_zone    (SlClock    *self);

G_END_DECLS
