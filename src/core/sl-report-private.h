/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between sl-report.c, which words the whole, and sl-report-read.c, which reads it. */

#pragma once

#include "sl-report.h"

G_BEGIN_DECLS

SlReportRow *_sl_report_row_new (void);
void _sl_report_row_free (SlReportRow *row);

G_END_DECLS
