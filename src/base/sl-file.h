/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files written whole or not at all: a temporary file in the same folder, fsync, rename. All calls block; call them
 * off the main thread. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SlAtomicFile SlAtomicFile;

gboolean       sl_file_write_atomic       (const char    *path,
                                           GBytes        *contents,
                                           GError       **error);
gboolean       sl_file_write_atomic_file  (GFile         *file,
                                           GBytes        *contents,
                                           GError       **error);
GBytes        *sl_file_read               (const char    *path,
                                           goffset        max_size,
                                           GError       **error);
GBytes        *sl_file_read_file          (GFile         *file,
                                           gsize          max_size,
                                           GCancellable  *cancellable,
                                           GError       **error);
gboolean       sl_file_make_dir           (const char    *path,
                                           GError       **error);
void           sl_file_sync_dir           (const char    *dir);
void           sl_file_remove_tree        (GFile         *folder);

SlAtomicFile  *sl_atomic_file_begin       (const char    *path,
                                           GError       **error);
SlAtomicFile  *sl_atomic_file_begin_file  (GFile         *file,
                                           GError       **error);
GOutputStream *sl_atomic_file_get_stream  (SlAtomicFile  *self);
void           sl_atomic_file_set_target  (SlAtomicFile  *self,
                                           const char    *path,
                                           guint          mode);
gboolean       sl_atomic_file_commit      (SlAtomicFile  *self,
                                           GError       **error);
void           sl_atomic_file_abort       (SlAtomicFile  *self);
void           sl_atomic_file_free        (SlAtomicFile  *self);

GError        *sl_file_explain_error      (const GError  *error,
                                           const char    *path);
void           sl_file_propagate_error    (GError       **dest,
                                           GError        *src,
                                           const char    *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlAtomicFile, sl_atomic_file_free)

G_END_DECLS
