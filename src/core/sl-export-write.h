/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What runs on the reader thread for SlExport: one consistent state of the store into a stream. */

#pragma once

#include "sl-connection.h"
#include "sl-export.h"

G_BEGIN_DECLS

/**
 * SlExportCounts: what an export has.
 * @n_records: applications of a table, records of all kinds of JSON
 * @n_files: attached files
 * @n_lost_files: attached files that are missing or damaged, and so aren't in it
 */
typedef struct {
  guint n_records;
  guint n_files;
  guint n_lost_files;
} SlExportCounts;

/** SlExportTable: which applications and columns a table has. */
typedef struct {
  SlQuery *query;  /* (nullable) */
  GArray *pks;     /* (nullable): gint64; goes before @query */
  GArray *columns; /* guint: numbers of sl_export_get_columns() */
  char delimiter;
  SlDay today;
} SlExportTable;

gboolean sl_export_write_json (SlConnection *connection, GOutputStream *stream, gint64 now, const char *files_dir, SlExportCounts *written, GCancellable *cancellable, GError **error);
gboolean sl_export_write_csv (SlConnection *connection, GOutputStream *stream, const SlExportTable *table, guint *n_written, GCancellable *cancellable, GError **error);

G_END_DECLS
