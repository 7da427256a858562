/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads JSON: the program's own export, a server's list of applications with what is nested in them, and any other list
 * of flat objects, which is handed on as a table. A file of any size is taken apart by a scan, and only one record of
 * it at a time becomes a tree. */

#pragma once

#include "sl-import-plan-private.h"

G_BEGIN_DECLS

typedef struct _SlImportJson SlImportJson;

gboolean sl_import_json_looks_like (GBytes *utf8);
SlImportJson *sl_import_json_new (GBytes *utf8, GError **error);
void sl_import_json_free (SlImportJson *self);
gboolean sl_import_json_has_records (SlImportJson *self);
guint sl_import_json_count (SlImportJson *self, SlKind kind);
/* What is left out of it, and why: a sentence each. (transfer full) (element-type utf8) */
GPtrArray *sl_import_json_describe_left (SlImportJson *self);
GBytes *sl_import_json_to_csv (SlImportJson *self, GError **error);
gboolean _sl_import_json_find_files (SlImportJson *self, SlImportPlan *plan, GCancellable *cancellable, GError **error);
SlImportPlan *sl_import_json_plan (SlImportJson *self, SlConnection *connection, const char *data_dir, gint64 now, SlImportProgress progress, gpointer progress_data, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlImportJson, sl_import_json_free)

G_END_DECLS
