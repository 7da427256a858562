/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A spreadsheet's text as a table: what parts its cells, where its headings stand, and a look into each column.
 * Reference-counted and never changed once made, so that it may be read on any thread. */

#pragma once

#include <gio/gio.h>

#include "sl-csv.h"

G_BEGIN_DECLS

/**
 * SlImportHeader: whether the file has headings.
 * @SL_IMPORT_HEADER_AUTO: find out
 * @SL_IMPORT_HEADER_YES: the first filled row
 * @SL_IMPORT_HEADER_NO: none
 */
typedef enum {
  SL_IMPORT_HEADER_AUTO,
  SL_IMPORT_HEADER_YES,
  SL_IMPORT_HEADER_NO,
} SlImportHeader;

/**
 * SlImportColumn:
 * @header: its heading as the file has it; "Column 3" when there is none
 * @named: whether the file has a heading for it
 * @samples: (element-type utf8): its first filled cells, cut to some length
 * @n_filled: how many cells hold something
 */
typedef struct {
  char *header;
  gboolean named;
  GPtrArray *samples;
  guint n_filled;
} SlImportColumn;

typedef struct _SlImportTable SlImportTable;

SlImportTable *sl_import_table_new (GBytes *utf8, char delimiter, SlImportHeader header, GCancellable *cancellable, GError **error);
SlImportTable *sl_import_table_ref (SlImportTable *self);
void sl_import_table_unref (SlImportTable *self);

char sl_import_table_get_delimiter (SlImportTable *self);
gboolean sl_import_table_has_header (SlImportTable *self);
guint sl_import_table_get_n_above (SlImportTable *self);
guint sl_import_table_get_n_rows (SlImportTable *self);
guint sl_import_table_get_n_columns (SlImportTable *self);
const SlImportColumn *sl_import_table_get_column (SlImportTable *self, guint column);
int sl_import_table_find_column (SlImportTable *self, const char *name);
guint sl_import_table_get_n_warnings (SlImportTable *self);
const char *sl_import_table_get_warning (SlImportTable *self, guint index, guint *out_line);

SlCsvReader *sl_import_table_read (SlImportTable *self);
gboolean sl_import_table_is_header_again (SlImportTable *self, const SlCsvRow *row);
GPtrArray *sl_import_table_collect (SlImportTable *self, guint column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlImportTable, sl_import_table_unref)

G_END_DECLS
