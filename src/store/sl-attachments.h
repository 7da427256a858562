/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The attached files of a data folder as a whole. What a record refers to, living, in the Trash, or in a step that undo
 * or redo can reach, is kept; housekeeping removes the rest, except what was there when the data file was lost. All calls block: not for the main thread. */

#pragma once

#include "sl-attachment.h"
#include "sl-connection.h"

G_BEGIN_DECLS

/* For backups: what must be kept, and where it lies. Hashes are 64 lower-case hexadecimal digits. */
GPtrArray *sl_attachments_read_needed (SlConnection  *connection,
                                       GError       **error);
char      *sl_attachments_build_path  (const char    *data_dir,
                                       const char    *hash);
gboolean   sl_attachments_has         (const char    *data_dir,
                                       const char    *hash);
gboolean   sl_attachments_verify      (const char    *data_dir,
                                       const char    *hash,
                                       GCancellable  *cancellable,
                                       GError       **error);

char      *sl_attachments_make_copy   (const char    *data_dir,
                                       const char    *hash,
                                       const char    *name,
                                       GCancellable  *cancellable,
                                       GError       **error);
gboolean   sl_attachments_save_copy   (const char    *data_dir,
                                       const char    *hash,
                                       GFile         *target,
                                       GCancellable  *cancellable,
                                       GError       **error);

gboolean   sl_attachments_is_any      (const char    *data_dir);
gboolean   sl_attachments_spare_all   (const char    *data_dir,
                                       guint         *n,
                                       GError       **error);
gboolean   sl_attachments_count_spared (SlConnection *connection,
                                       const char    *data_dir,
                                       guint         *n,
                                       GError       **error);
gboolean   sl_attachments_clean_up    (SlConnection  *connection,
                                       const char    *data_dir,
                                       gint64         now,
                                       GError       **error);
gboolean   sl_attachments_check       (const char    *database,
                                       gboolean       with_unused,
                                       GPtrArray     *problems,
                                       GCancellable  *cancellable,
                                       GError       **error);

G_END_DECLS
