/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by sl-import-mapper.c (rows, notes), sl-import-cells.c (the fields) and sl-import-pay.c (the salary). */

#pragma once

#include "sl-import-mapper.h"
#include "sl-import-words.h"

G_BEGIN_DECLS

struct _SlImportMapper {
  SlImportTable *table;
  SlImportMapping *mapping;
  GTimeZone *time_zone;
  SlDay today;
  SlImportReport report;
  gpointer report_data;
  int columns[SL_IMPORT_N_TARGETS]; /* the column of each target, or -1 */
  gboolean thousands[SL_IMPORT_N_TARGETS]; /* amounts are in thousands, as the heading says */
  GHashTable *statuses; /* cell -> SlImportStatus, for words seen before */

  /* The row at hand. */
  const SlCsvRow *row;
  SlRecord *record;
  GPtrArray *tags;
  GString *notes; /* what the notes' columns say */
  GString *kept;  /* lines "Header: value" */
};

const char *_sl_import_mapper_get_cell (SlImportMapper *self, SlImportTarget target);
void _sl_import_mapper_keep (SlImportMapper *self, SlImportTarget target, const char *text);
void _sl_import_mapper_report (SlImportMapper *self, SlImportTarget target, const char *format, ...) G_GNUC_PRINTF (3, 4);
char *_sl_import_clean_cell (const char *text, gsize length, gboolean lines);

void _sl_import_cells_keep_unread (SlImportMapper *self, SlImportTarget target, const char *text);
gboolean _sl_import_cells_say_nothing (const char *text);
void _sl_import_cells_set_text (SlImportMapper *self, SlImportTarget target);
void _sl_import_cells_set_status (SlImportMapper *self);
void _sl_import_cells_set_dates (SlImportMapper *self);
void _sl_import_cells_set_words (SlImportMapper *self);
void _sl_import_cells_set_salary (SlImportMapper *self);
void _sl_import_cells_add_tags (SlImportMapper *self, const char *text);

G_END_DECLS
