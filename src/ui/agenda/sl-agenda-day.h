/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One day of the month: its number and what lies on it, as lines or, where there is little room, as dots. */

#pragma once

#include <gtk/gtk.h>

#include "sl-agenda.h"

G_BEGIN_DECLS

#define SL_TYPE_AGENDA_DAY (sl_agenda_day_get_type ())
G_DECLARE_FINAL_TYPE (SlAgendaDay, sl_agenda_day, SL, AGENDA_DAY, GtkButton)

GtkWidget *sl_agenda_day_new (void);
/* @items: (element-type SlAgendaItem): of that day alone; @outside: of another month. */
void sl_agenda_day_set (SlAgendaDay *self, SlDay day, GPtrArray *items, GTimeZone *zone, SlDay today, gboolean outside);
void sl_agenda_day_set_selected (SlAgendaDay *self, gboolean selected);
void sl_agenda_day_set_compact (SlAgendaDay *self, gboolean compact);
SlDay sl_agenda_day_get_day (SlAgendaDay *self);

G_END_DECLS
