/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lies on a day and those after it, a row each under the days' names. Rows open what they are about. */

#pragma once

#include <adwaita.h>

#include "sl-agenda.h"

G_BEGIN_DECLS

#define SL_TYPE_AGENDA_LIST (sl_agenda_list_get_type ())
G_DECLARE_FINAL_TYPE (SlAgendaList, sl_agenda_list, SL, AGENDA_LIST, AdwBin)

/* Signal "open-item" (SlAgendaList *, SlAgendaItem *). Rounds offer "agenda.print-pack" with their id. */

void sl_agenda_list_set (SlAgendaList *self, GPtrArray *items, SlDay first, SlDay today, GTimeZone *zone);
/* Puts the focus on the first row; FALSE: there is none. */
gboolean sl_agenda_list_focus (SlAgendaList *self);

G_END_DECLS
