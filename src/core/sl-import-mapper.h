/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes an application of a row, as the mapping of columns says. What can't stand in its field is kept in the notes and
 * reported: nothing of a row is lost. Belongs to one thread at a time. */

#pragma once

#include "sl-date-guess.h"
#include "sl-clock.h"
#include "sl-import-table.h"
#include "sl-import-target.h"
#include "sl-record.h"

G_BEGIN_DECLS

/**
 * SlImportMapping: where each column goes.
 * @targets: (array length=n_columns): one for each column
 * @orders: (array length=n_columns): order of the dates of each column
 * @currency: for amounts that name none
 */
typedef struct {
  guint n_columns;
  SlImportTarget *targets;
  SlDateOrder *orders;
  char currency[4];
} SlImportMapping;

SlImportMapping *sl_import_mapping_new (guint n_columns);
SlImportMapping *sl_import_mapping_copy (const SlImportMapping *self);
void sl_import_mapping_free (SlImportMapping *self);

/** SlImportSkip: why a row gives no application. */
typedef enum {
  SL_IMPORT_SKIP_NOT,
  SL_IMPORT_SKIP_NO_NAME,
  SL_IMPORT_SKIP_HEADER_AGAIN,
  SL_IMPORT_SKIP_TOTAL,
} SlImportSkip;

/**
 * SlImportMapped:
 * @application: (transfer full) (nullable): the application, or %NULL when the row gives none
 * @tags: (nullable) (element-type utf8): names of its tags
 * @skip: why there is no application
 */
typedef struct {
  SlRecord *application;
  GPtrArray *tags;
  SlImportSkip skip;
} SlImportMapped;

/* @column: -1 for none. @target: the place that was meant. */
typedef void (*SlImportReport) (guint line, int column, SlImportTarget target, const char *message, gpointer data);

typedef struct _SlImportMapper SlImportMapper;

SlImportMapper *sl_import_mapper_new (SlImportTable *table, const SlImportMapping *mapping, SlClock *clock, SlImportReport report, gpointer report_data);
void sl_import_mapper_free (SlImportMapper *self);
void sl_import_mapper_map (SlImportMapper *self, const SlCsvRow *row, SlImportMapped *out_mapped);
const char *sl_import_skip_describe (SlImportSkip skip);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlImportMapper, sl_import_mapper_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlImportMapping, sl_import_mapping_free)

G_END_DECLS
