/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One import, from the file to the journal: load, look at the guessed mapping, change it, plan, run. The window's wizard
 * and `shortlistctl import` are both on top of this. Owned by whoever leads the person through it; methods are called on
 * the thread that made it. */

#pragma once

#include "sl-context.h"
#include "sl-encoding.h"
#include "sl-import-plan.h"
#include "sl-import-table.h"

G_BEGIN_DECLS

/* A greater file isn't read. */
#define SL_IMPORT_MAX_SIZE (512 * 1024 * 1024)

/**
 * SlImportFormat:
 * @SL_IMPORT_FORMAT_NONE: nothing is loaded
 * @SL_IMPORT_FORMAT_TABLE: a spreadsheet: columns have to be mapped
 * @SL_IMPORT_FORMAT_EXPORT: records of Shortlist or of a server: nothing to be asked
 */
typedef enum {
  SL_IMPORT_FORMAT_NONE,
  SL_IMPORT_FORMAT_TABLE,
  SL_IMPORT_FORMAT_EXPORT,
} SlImportFormat;

#define SL_TYPE_IMPORT (sl_import_get_type ())
G_DECLARE_FINAL_TYPE (SlImport, sl_import, SL, IMPORT, GObject)

/* Property "progress" (double, 0 to 1): of loading and planning. Signal "mapping-changed". */
SlImport *sl_import_new (SlContext *context);

gboolean sl_import_load_bytes (SlImport *self, GBytes *bytes, const char *name, GError **error);
gboolean sl_import_load_stream (SlImport *self, GInputStream *stream, const char *name, GCancellable *cancellable, GError **error);
gboolean sl_import_load_file (SlImport *self, GFile *file, GCancellable *cancellable, GError **error);
void sl_import_load_file_async (SlImport *self, GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Reads what is loaded once more: SL_ENCODING_AUTO, 0 and SL_IMPORT_HEADER_AUTO find out. Finish as a load. */
gboolean sl_import_reload (SlImport *self, SlEncoding encoding, char delimiter, SlImportHeader header, GError **error);
void sl_import_reload_async (SlImport *self, SlEncoding encoding, char delimiter, SlImportHeader header, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean sl_import_load_finish (SlImport *self, GAsyncResult *result, GError **error);

const char *sl_import_get_name (SlImport *self);
SlImportFormat sl_import_get_format (SlImport *self);
SlImportTable *sl_import_get_table (SlImport *self);
SlEncoding sl_import_get_encoding (SlImport *self);
guint sl_import_get_n_replaced (SlImport *self);
double sl_import_get_progress (SlImport *self);

SlImportTarget sl_import_get_target (SlImport *self, guint column);
void sl_import_set_target (SlImport *self, guint column, SlImportTarget target);
const char *sl_import_get_currency (SlImport *self);
gboolean sl_import_set_currency (SlImport *self, const char *currency, GError **error);
/* Whether the order of dates has to be asked; @out_column (optional): the first column of which. */
gboolean sl_import_needs_date_order (SlImport *self, guint *out_column);
char *sl_import_get_date_example (SlImport *self, guint column);
void sl_import_set_date_order (SlImport *self, SlDateOrder order);

/* The first @n rows as they will be, without a look for duplicates. */
SlImportPlan *sl_import_preview (SlImport *self, guint n);
SlImportPlan *sl_import_plan (SlImport *self, GCancellable *cancellable, GError **error);
void sl_import_plan_async (SlImport *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
SlImportPlan *sl_import_plan_finish (SlImport *self, GAsyncResult *result, GError **error);

/* A plan is run once. Backs the data up first if there are any. */
SlTransaction *sl_import_run (SlImport *self, SlImportPlan *plan, const SlImportChoices *choices, GError **error);
void sl_import_run_async (SlImport *self, SlImportPlan *plan, const SlImportChoices *choices, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
SlTransaction *sl_import_run_finish (SlImport *self, GAsyncResult *result, GError **error);

G_END_DECLS
