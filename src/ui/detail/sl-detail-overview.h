/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first part of an application's page: what is next, and its fields, from the job to the look back. Owned by the page. */

#pragma once

#include <adwaita.h>

#include "sl-facts-section.h"
#include "sl-people-section.h"
#include "sl-record-editor.h"

G_BEGIN_DECLS

#define SL_TYPE_DETAIL_OVERVIEW (sl_detail_overview_get_type ())
G_DECLARE_FINAL_TYPE (SlDetailOverview, sl_detail_overview, SL, DETAIL_OVERVIEW, AdwBin)

GtkWidget *sl_detail_overview_new (SlViewState *state, SlRecordEditor *editor);

GtkWidget *sl_detail_overview_get_first_row (SlDetailOverview *self);
void sl_detail_overview_set_editable (SlDetailOverview *self, gboolean editable);
SlPeopleSection *sl_detail_overview_get_people (SlDetailOverview *self);
SlFactsSection *sl_detail_overview_get_offer (SlDetailOverview *self);
SlFactsSection *sl_detail_overview_get_reflection (SlDetailOverview *self);

G_END_DECLS
