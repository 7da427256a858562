/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a column of a spreadsheet can go: a field of the application, its notes, its tags, or nowhere. */

#pragma once

#include "sl-kinds.h"

G_BEGIN_DECLS

/**
 * SlImportTarget:
 * @SL_IMPORT_IGNORE: left out
 * @SL_IMPORT_KEEP: into the notes as "Header: value"; where every column goes that has no better place
 * @SL_IMPORT_NOTES: into the notes as it is; like @SL_IMPORT_KEEP and @SL_IMPORT_TAGS for any number of columns
 * @SL_IMPORT_SALARY: a range in one cell: lower end, upper end and currency
 * @SL_IMPORT_TAGS: names of tags, parted by commas or semicolons
 * @SL_IMPORT_ADDED: when it was written down
 * @SL_IMPORT_FLAG_APPLIED: yes or no: applied
 * @SL_IMPORT_FLAG_INTERVIEW: yes or no: interviewed
 * @SL_IMPORT_FLAG_OFFER: yes or no: got an offer
 * @SL_IMPORT_FLAG_REJECTED: yes or no: was rejected
 */
typedef enum {
  SL_IMPORT_IGNORE,
  SL_IMPORT_KEEP,
  SL_IMPORT_COMPANY,
  SL_IMPORT_ROLE,
  SL_IMPORT_STATUS,
  SL_IMPORT_STATUS_DETAIL,
  SL_IMPORT_APPLIED_DATE,
  SL_IMPORT_URL,
  SL_IMPORT_LOCATION,
  SL_IMPORT_WORK_MODE,
  SL_IMPORT_JOB_TYPE,
  SL_IMPORT_SALARY,
  SL_IMPORT_SALARY_MIN,
  SL_IMPORT_SALARY_MAX,
  SL_IMPORT_CURRENCY,
  SL_IMPORT_SOURCE,
  SL_IMPORT_FOLLOW_UP,
  SL_IMPORT_PRIORITY,
  SL_IMPORT_EXCITEMENT,
  SL_IMPORT_TAGS,
  SL_IMPORT_DESCRIPTION,
  SL_IMPORT_NOTES,
  SL_IMPORT_ADDED,
  SL_IMPORT_FLAG_APPLIED,
  SL_IMPORT_FLAG_INTERVIEW,
  SL_IMPORT_FLAG_OFFER,
  SL_IMPORT_FLAG_REJECTED,
  SL_IMPORT_N_TARGETS,
} SlImportTarget;

/**
 * SlImportTargetInfo:
 * @name: the word on the command line (`--map NAME=COLUMN`)
 * @label: translatable (N_) label; for a target with a @field that field's own
 * @field: field of the application, or %SL_FIELD_NONE
 * @many: any number of columns may go there
 */
typedef struct {
  const char *name;
  const char *label;
  guint field;
  gboolean many;
} SlImportTargetInfo;

const SlImportTargetInfo *sl_import_target_get_info (SlImportTarget target);
const char *sl_import_target_get_label (SlImportTarget target);
gboolean sl_import_target_from_name (const char *name, SlImportTarget *out_target);
gboolean sl_import_target_is_date (SlImportTarget target);

/* What the head of a column says; @out_score (optional): 1 to 100, how surely. FALSE: nothing known. */
gboolean sl_import_target_from_header (const char *header, SlImportTarget *out_target, int *out_score);

G_END_DECLS
