/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A résumé version as a row that opens: its file, what came of it, and the applications it was sent with. Owned by the
 * list of the Papers page. */

#pragma once

#include <adwaita.h>

#include "sl-resume-use.h"
#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_RESUME_ROW (sl_resume_row_get_type ())
G_DECLARE_FINAL_TYPE (SlResumeRow, sl_resume_row, SL, RESUME_ROW, AdwExpanderRow)

GtkWidget *sl_resume_row_new (SlViewState *state, SlRecord *resume);
SlRecord *sl_resume_row_get_resume (SlResumeRow *self);
/* @use (nullable): nobody used it. Nothing of it is kept. */
void sl_resume_row_set_use (SlResumeRow *self, const SlResumeUse *use);

/* What came of it, in words: with few sent the counts only. (transfer full) */
char *sl_resume_describe_use (const SlResumeUse *use);

G_END_DECLS
