/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loose words of people's spreadsheets ("Phone interview", "Ghosted", "Absage", "P1") as Shortlist's own words. Pure
 * functions; used by the import alone. */

#pragma once

#include "sl-kinds.h"

G_BEGIN_DECLS

/**
 * SlImportStatus: what a status cell says.
 * @status: one of the SL_STATUS words
 * @detail: (nullable): the status detail, or %NULL
 * @soft: the word only says that something is under way ("Open", "In progress"): Applied when the row says when,
 *   otherwise Saved
 * @plain: the word says no more than @status does; if not, it is worth keeping in the notes
 */
typedef struct {
  const char *status;
  const char *detail;
  gboolean soft;
  gboolean plain;
} SlImportStatus;

/** SlImportAnswer: what a yes-or-no cell says. */
typedef enum {
  SL_IMPORT_ANSWER_NONE,
  SL_IMPORT_ANSWER_YES,
  SL_IMPORT_ANSWER_NO,
} SlImportAnswer;

char *sl_import_normalize_words (const char *text);
char *sl_import_normalize_header (const char *text);

gboolean sl_import_cell_is_empty (const char *text);
gboolean sl_import_read_status (const char *text, SlImportStatus *out_status);
const char *sl_import_read_job_type (const char *text);
const char *sl_import_read_work_mode (const char *text);
const char *sl_import_read_source (const char *text, gboolean *out_plain);
const char *sl_import_read_priority (const char *text);
int sl_import_read_rating (const char *text);
SlImportAnswer sl_import_read_answer (const char *text);

G_END_DECLS
