/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes the job search out: everything as JSON, which an import brings back without loss, or applications as a table for
 * spreadsheets. The journal isn't exported: it holds steps of undo of this data folder, not of the job search; the
 * history of each application is in its events. Owned by whoever exports; used once or often. */

#pragma once

#include "sl-context.h"
#include "sl-query.h"

G_BEGIN_DECLS

/**
 * SlExportFormat:
 * @SL_EXPORT_FORMAT_JSON: all records of all kinds, those in the Trash too, and the attached files
 * @SL_EXPORT_FORMAT_CSV: applications, one a row; UTF-8 with byte order mark, cells made harmless that a spreadsheet
 *   would run
 */
typedef enum {
  SL_EXPORT_FORMAT_JSON,
  SL_EXPORT_FORMAT_CSV,
} SlExportFormat;

/**
 * SlExportColumn:
 * @name: the word on the command line and in settings
 * @field: the application's field, or %SL_FIELD_NONE for tags
 * @usual: written unless the person says otherwise
 */
typedef struct {
  const char *name;
  guint field;
  gboolean usual;
} SlExportColumn;

const SlExportColumn *sl_export_get_columns (guint *n_columns);
const char *sl_export_column_get_label (const SlExportColumn *column);

#define SL_TYPE_EXPORT (sl_export_get_type ())
G_DECLARE_FINAL_TYPE (SlExport, sl_export, SL, EXPORT, GObject)

SlExport *sl_export_new (SlContext *context, SlExportFormat format);
/* Which applications a table has; without either, all living ones. */
void sl_export_set_query (SlExport *self, SlQuery *query);
void sl_export_set_pks (SlExport *self, const gint64 *pks, guint n_pks);
/* @names (nullable): names of columns, in the order of the table; NULL for the usual ones. */
gboolean sl_export_set_columns (SlExport *self, const char *const *names, GError **error);
void sl_export_set_delimiter (SlExport *self, char delimiter);
void sl_export_set_with_files (SlExport *self, gboolean with_files);
char *sl_export_suggest_name (SlExport *self);

/* How many applications (JSON: records of all kinds) were written last. */
guint sl_export_get_n_written (SlExport *self);
guint sl_export_get_n_files (SlExport *self);
guint sl_export_get_n_lost_files (SlExport *self);
char *sl_export_describe_lost_files (SlExport *self);

gboolean sl_export_to_stream (SlExport *self, GOutputStream *stream, GCancellable *cancellable, GError **error);
gboolean sl_export_to_file (SlExport *self, GFile *file, GCancellable *cancellable, GError **error);
void sl_export_to_file_async (SlExport *self, GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean sl_export_to_file_finish (SlExport *self, GAsyncResult *result, GError **error);

G_END_DECLS
