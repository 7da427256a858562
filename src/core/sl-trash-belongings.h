/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes with something that is deleted for good: the records that can't be without it, and attached files that nothing
 * else has. For the question before. */

#pragma once

#include "sl-trash.h"

G_BEGIN_DECLS

/**
 * SlTrashBelongings:
 * @n: how many records of each kind, in the Trash themselves or not
 * @n_files: how many attached files, its own among them
 */
typedef struct {
  guint n[SL_N_KINDS];
  guint n_files;
} SlTrashBelongings;

/* An SlReadFunc. @data: an SlTrashItem. (transfer full): an SlTrashBelongings, freed with g_free() */
gpointer sl_trash_read_belongings (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error);

G_END_DECLS
