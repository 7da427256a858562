/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table of places by hash of the pk, open and at most half full: eight bytes or so for each pk, and a millisecond for
 * a hundred thousand of them. (A GHashTable takes six times as much of both.) */
#define G_LOG_DOMAIN "sl-pk-index"

#include "config.h"

#include "sl-pk-index.h"

struct _SlPkIndex
{
  const gint64 *pks; /* borrowed */
  guint bits;
  guint32 slots[]; /* 2^bits of them: place + 1; 0: free */
};

static guint
find_slot (SlPkIndex *self,
           gint64     pk)
{
  guint mask = (1u << self->bits) - 1;
  guint slot = (guint) (((guint64) pk * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)) >> (64 - self->bits));

  while (self->slots[slot] != 0 && self->pks[self->slots[slot] - 1] != pk)
    slot = (slot + 1) & mask;
  return slot;
}

SlPkIndex *
sl_pk_index_new (const gint64 *pks,
                 guint         n_pks)
{
  guint bits = g_bit_storage (n_pks) + 1;
  SlPkIndex *self = g_malloc0 (sizeof (SlPkIndex) + (sizeof (guint32) << bits));

  self->pks = pks;
  self->bits = bits;
  for (guint i = 0; i < n_pks; i++)
    self->slots[find_slot (self, pks[i])] = i + 1;

  return self;
}

void
sl_pk_index_free (SlPkIndex *self)
{
  g_free (self);
}

guint
sl_pk_index_find (SlPkIndex *self,
                  gint64     pk)
{
  guint slot = find_slot (self, pk);

  return self->slots[slot] > 0 ? self->slots[slot] - 1 : G_MAXUINT;
}
