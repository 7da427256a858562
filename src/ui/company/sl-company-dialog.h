/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A company as the person's own records know it: applications, answers and silence, people, offers, reposts, saved jobs. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_COMPANY_DIALOG (sl_company_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SlCompanyDialog, sl_company_dialog, SL, COMPANY_DIALOG, AdwDialog)

AdwDialog *sl_company_dialog_new (SlViewState *state, const char *company);

G_END_DECLS
