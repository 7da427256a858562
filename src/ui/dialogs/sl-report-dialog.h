/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The job-search report: days, name and columns on one side, the pages as they will be on the other; print or save. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_REPORT_DIALOG (sl_report_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SlReportDialog, sl_report_dialog, SL, REPORT_DIALOG, AdwDialog)

AdwDialog *sl_report_dialog_new (SlViewState *state);

G_END_DECLS
