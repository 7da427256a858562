/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What runs on the reader thread for SlExport: one consistent state of the store into a stream. */

#pragma once

#include "sl-connection.h"
#include "sl-export.h"

G_BEGIN_DECLS

/** SlExportTable: which applications and columns a table has. */
typedef struct {
  SlQuery *query;  /* (nullable) */
  GArray *pks;     /* (nullable): gint64; goes before @query */
  GArray *columns; /* guint: numbers of sl_export_get_columns() */
  char delimiter;
  SlDay today;
} SlExportTable;

gboolean sl_export_write_json (SlConnection *connection, GOutputStream *stream, gint64 now, guint *n_written, GCancellable *cancellable, GError **error);
gboolean sl_export_write_csv (SlConnection *connection, GOutputStream *stream, const SlExportTable *table, guint *n_written, GCancellable *cancellable, GError **error);

G_END_DECLS
