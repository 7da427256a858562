/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Agenda: a month and what lies on its days, with calendar files and the report in its menu. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_AGENDA_PAGE (sl_agenda_page_get_type ())
G_DECLARE_FINAL_TYPE (SlAgendaPage, sl_agenda_page, SL, AGENDA_PAGE, AdwNavigationPage)

GtkWidget *sl_agenda_page_new (SlViewState *state);

G_END_DECLS
