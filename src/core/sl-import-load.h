/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From bytes to a table or a taken-apart JSON file, with the first guess of the mapping. Only for sl-import.c; runs on any
 * thread. */

#pragma once

#include <gio/gio.h>

#include "sl-encoding.h"
#include "sl-import-json.h"
#include "sl-import-mapper.h"

G_BEGIN_DECLS

/**
 * SlImportLoaded: what a file is. Reference-counted; a plan that is being made holds on to it.
 * @bytes: the file as it came
 * @table: (nullable): a spreadsheet
 * @json: (nullable): records
 * @left: (nullable) (element-type utf8): what is left out of a JSON file whose applications are @table
 * @mapping: (nullable): first guess for @table, without the dates' orders
 */
typedef struct {
  GBytes *bytes;
  SlEncoding encoding;
  gsize n_replaced;
  SlImportTable *table;
  SlImportJson *json;
  GPtrArray *left;
  SlImportMapping *mapping;
} SlImportLoaded;

GBytes *sl_import_read_stream (GInputStream *stream, GCancellable *cancellable, GError **error);
GBytes *sl_import_read_file (GFile *file, GCancellable *cancellable, GError **error);
SlImportLoaded *sl_import_loaded_new (GBytes *bytes, SlEncoding encoding, char delimiter, SlImportHeader header, GCancellable *cancellable, GError **error);
SlImportLoaded *sl_import_loaded_ref (SlImportLoaded *self);
void sl_import_loaded_unref (SlImportLoaded *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlImportLoaded, sl_import_loaded_unref)

G_END_DECLS
