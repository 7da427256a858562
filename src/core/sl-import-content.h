/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the cells of a column look like, whatever its heading says. */

#pragma once

#include "sl-import-table.h"

G_BEGIN_DECLS

/**
 * SlImportContent: shares of a column's filled cells, from 0 to 1.
 * @n: how many cells were looked at
 * @length: characters of the average cell
 */
typedef struct {
  guint n;
  double length;
  double url;
  double date;
  double number;
  double money;
  double currency;
  double status;
  double job_type;
  double work_mode;
  double source;
  double priority;
  double rating;
  double answer;
  double place;
  double role;
} SlImportContent;

void sl_import_content_rate (const SlImportColumn *column, SlImportContent *out_content);

gboolean sl_import_looks_like_url (const char *text);
gboolean sl_import_looks_like_date (const char *text);
gboolean sl_import_looks_like_number (const char *text);
gboolean sl_import_looks_like_role (const char *text);
gboolean sl_import_looks_like_value (const char *text);
gboolean sl_import_read_currency (const char *text, char out_code[4]);

G_END_DECLS
