/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A month as a grid of six weeks, walked by arrow keys, with one day selected. Shows what it is given; owned by the page. */

#pragma once

#include <gtk/gtk.h>

#include "sl-agenda.h"

G_BEGIN_DECLS

#define SL_TYPE_AGENDA_MONTH (sl_agenda_month_get_type ())
G_DECLARE_FINAL_TYPE (SlAgendaMonth, sl_agenda_month, SL, AGENDA_MONTH, GtkWidget)

/* Properties: "compact" (boolean): dots instead of lines. Signals: "selected" (SlAgendaMonth *): another day, by key or
 * pointer; "opened" (SlAgendaMonth *): the selected day was activated. */

void sl_agenda_month_set_zone (SlAgendaMonth *self, GTimeZone *zone);
void sl_agenda_month_set_today (SlAgendaMonth *self, SlDay today);
/* Shows the month of @day with it selected; tells nothing. */
void sl_agenda_month_select (SlAgendaMonth *self, SlDay day);
SlDay sl_agenda_month_get_selected (SlAgendaMonth *self);
/* What is in sight. */
SlDay sl_agenda_month_get_first (SlAgendaMonth *self);
SlDay sl_agenda_month_get_last (SlAgendaMonth *self);
/* @items: (element-type SlAgendaItem): in order; what isn't in sight is passed over. */
void sl_agenda_month_set_items (SlAgendaMonth *self, GPtrArray *items);
void sl_agenda_month_focus (SlAgendaMonth *self);

G_END_DECLS
