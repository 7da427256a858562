/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A day as one person types it into a field or a command: as sl_date_parse_loose() reads it, and without a year, in the
 * locale's order, or counted from today; with a time of day where one is asked for. */
#pragma once

#include "sl-date-guess.h"

G_BEGIN_DECLS

SlDateOrder sl_date_order_from_format (const char  *format);
SlDateOrder sl_date_get_locale_order  (void);
gboolean    sl_date_parse_typed       (const char  *text,
                                       SlDay        today,
                                       SlDay       *out_day);
gboolean    sl_date_parse_typed_in    (const char  *text,
                                       SlDay        today,
                                       SlDateOrder  order,
                                       SlDay       *out_day);
gboolean    sl_time_parse_typed       (const char  *text,
                                       SlDay        today,
                                       int          minutes,
                                       GTimeZone   *zone,
                                       gint64      *out_time);
gboolean    sl_date_and_time_parse_typed (const char *text,
                                       SlDay        today,
                                       SlDay       *out_day,
                                       int         *out_minutes);
int         sl_time_of_day_parse_typed (const char *text);
gboolean    sl_time_parse_distance    (const char  *text,
                                       gint64       now,
                                       gint64      *out_time);
char       *sl_date_refuse_typed      (const char  *text);

G_END_DECLS
