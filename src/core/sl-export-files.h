/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The last list of a JSON export: the attached files that its records refer to, in base64. */

#pragma once

#include "sl-export-write.h"

G_BEGIN_DECLS

gboolean sl_export_write_files (const char *data_dir, GHashTable *hashes, GOutputStream *stream, gint64 size_before, SlExportCounts *written, GCancellable *cancellable, GError **error);

G_END_DECLS
