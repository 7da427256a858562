/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two fields for the first and the last day of something; either may be empty. Days are read as people write them; what
 * can't be read is said below and changes nothing. Properties "from-label", "to-label" (string, write-only): what the fields
 * are called for who only hears them. Signal "changed" (SlDateRange *): other days were entered. */

#pragma once

#include <gtk/gtk.h>

#include "sl-date.h"

G_BEGIN_DECLS

#define SL_TYPE_DATE_RANGE (sl_date_range_get_type ())
G_DECLARE_FINAL_TYPE (SlDateRange, sl_date_range, SL, DATE_RANGE, GtkBox)

SlDay sl_date_range_get_from (SlDateRange *self);
SlDay sl_date_range_get_to (SlDateRange *self);
void sl_date_range_set_days (SlDateRange *self, SlDay from, SlDay to);

G_END_DECLS
