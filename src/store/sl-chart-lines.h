/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the charts count of each application, kept as one line of text (sl-schema-5.c). */

#pragma once

#include "sl-connection.h"

G_BEGIN_DECLS

/* Between the fields of a record, and before the records that follow that of the application itself. */
#define SL_CHART_LINE_FIELD '\x1f'
#define SL_CHART_LINE_RECORD '\x1e'

/* The first letter of a record that follows; its fields in the order given. The application's own: created_at, salary_min,
 * salary_max, salary_currency, applied_date, status, status_detail, applied_source, company_name_fold. */
#define SL_CHART_LINE_EVENT 'e'   /* occurred_at, to_status, from_status */
#define SL_CHART_LINE_STAGE 's'   /* stage_date, created_at, result */
#define SL_CHART_LINE_OUTCOME 'o' /* salary, salary_currency, status */

/* pk and line of the living applications or of those in the Trash, in the order of their pks. */
SlStatement *sl_chart_lines_select    (SlConnection *connection,
                                       gboolean      trash,
                                       GError      **error);

/* The same of one application, in the Trash or not. */
SlStatement *sl_chart_lines_select_one (SlConnection *connection,
                                        const char   *id,
                                        GError      **error);

/* On a writable connection. */
gboolean     sl_chart_lines_is_behind (SlConnection *connection);
gboolean     sl_chart_lines_catch_up  (SlConnection *connection,
                                       guint         n_rows,
                                       GError      **error);

G_END_DECLS
