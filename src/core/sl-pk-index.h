/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where in a list a pk stands, without looking through the list. For sl-query-model.c alone. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SlPkIndex SlPkIndex;

/* @pks is borrowed and must not change while the index is used. */
SlPkIndex *sl_pk_index_new (const gint64 *pks, guint n_pks);
void sl_pk_index_free (SlPkIndex *self);
/* G_MAXUINT when it is not in the list. */
guint sl_pk_index_find (SlPkIndex *self, gint64 pk);

G_END_DECLS
