/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the views say about an application, in words: relative days, salary range, next step, quiet days. Pure
 * functions for C, and the same bound as template closures ("row_applied", "row_salary"…) for .ui files. */

#pragma once

#include <gtk/gtk.h>

#include "sl-clock.h"
#include "sl-query.h"
#include "sl-quiet.h"
#include "sl-row.h"

G_BEGIN_DECLS

/* The clock whose today all words refer to: set once by SlApp (tests set theirs); without, the system's. */
void sl_format_set_clock (SlClock *clock);
SlClock *sl_format_get_clock (void);
/* From when on an application is shown as quiet; the usual limits until they are read. */
void sl_format_set_quiet_limits (const SlQuietLimits *limits);
SlDay sl_format_get_today (void);
char *sl_format_role_at (const char *role, const char *company);
char *sl_format_beside (const char *first, const char *second);
char *sl_format_join (const char *const *parts, guint n_parts);

/* All (transfer full), "" when there is nothing to say. @row is nullable. */
char *sl_format_row_company (SlRow *row);
char *sl_format_row_role (SlRow *row);
char *sl_format_row_status (SlRow *row);
char *sl_format_row_status_detail (SlRow *row);
char *sl_format_row_location (SlRow *row);
char *sl_format_row_source (SlRow *row);
char *sl_format_row_priority (SlRow *row);
char *sl_format_row_salary (SlRow *row);
char *sl_format_row_applied (SlRow *row);
char *sl_format_row_applied_exact (SlRow *row);
char *sl_format_row_follow_up (SlRow *row);
char *sl_format_row_next_step (SlRow *row);
char *sl_format_row_next_step_when (SlRow *row);
char *sl_format_row_next_step_shortest (SlRow *row);
char *sl_format_row_next_step_exact (SlRow *row);
char *sl_format_row_quiet (SlRow *row);
char *sl_format_row_age (SlRow *row, SlFacet facet);
char *sl_format_row_age_whole (SlRow *row, SlFacet facet);
char *sl_format_row_tags (SlRow *row);
char *sl_format_row_title (SlRow *row);
char *sl_format_row_subtitle (SlRow *row);
char *sl_format_row_label (SlRow *row);

/* Days since anything moved an open application on; -1 when it is closed, only saved, or unknown. */
int sl_format_row_get_quiet_days (SlRow *row);
gboolean sl_format_row_is_long_quiet (SlRow *row);
gboolean sl_format_is_long_quiet (SlRecord *application);

char *sl_format_day_relative (const char *iso_day);
char *sl_format_day_exact (const char *iso_day);
/* A day in a field, and what is typed there. */
char *sl_format_day_editable (SlDay day);
gboolean sl_format_parse_day (const char *text, SlDay *out_day);
/* An interview round. */
gint64 sl_format_stage_get_time (SlRecord *stage, gboolean *timed);
char *sl_format_stage_name (SlRecord *stage);
char *sl_format_stage_when (SlRecord *stage);
char *sl_format_salary (gint64 min, gint64 max, const char *currency);
char *sl_format_count (gint64 count);

/* Makes row_company, row_role… (SlRow → text) known to the templates of @widget_class and the item factories in them. */
void sl_format_bind_closures (GtkWidgetClass *widget_class);

char *sl_format_list (const char *const *items);

G_END_DECLS
