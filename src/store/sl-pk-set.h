/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A set of row numbers, one bit each. */

#pragma once

#include <glib.h>

#include "sl-statement.h"

G_BEGIN_DECLS

typedef struct {
  guint64 *words;
  gsize n_words;
  guint n; /* how many are in it */
} SlPkSet;

SlPkSet *sl_pk_set_new      (void);
void     sl_pk_set_free     (SlPkSet        *self);
void     sl_pk_set_add      (SlPkSet        *self,
                             gint64          pk);
void     sl_pk_set_add_set  (SlPkSet        *self,
                             const SlPkSet  *other);
gboolean sl_pk_set_add_rows (SlPkSet        *self,
                             SlStatement    *statement,
                             const SlPkSet  *without,
                             GError        **error);

static inline gboolean
sl_pk_set_contains (const SlPkSet *self,
                    gint64         pk)
{
  gsize word = (gsize) pk >> 6;
  return word < self->n_words && ((self->words[word] >> (pk & 63)) & 1);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlPkSet, sl_pk_set_free)

G_END_DECLS
