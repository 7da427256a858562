/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text put aside for a while: the first of it in memory, what doesn't fit in a file that has no name any more. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SlSpool SlSpool;

SlSpool *sl_spool_new          (void);
void     sl_spool_free         (SlSpool     *self);
gint64   sl_spool_add          (SlSpool     *self,
                                const char  *data,
                                gsize        length,
                                GError     **error);
char    *sl_spool_dup          (SlSpool     *self,
                                gint64       at,
                                gsize        length,
                                GError     **error);
gsize    sl_spool_get_held     (SlSpool     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlSpool, sl_spool_free)

G_END_DECLS
