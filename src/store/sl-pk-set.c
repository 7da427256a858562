/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-pk-set.h. */

#define G_LOG_DOMAIN "sl-pk-set"

#include "config.h"

#include <string.h>

#include "sl-pk-set.h"

/** sl_pk_set_new: (transfer full): an empty set */
SlPkSet *
sl_pk_set_new (void)
{
  return g_new0 (SlPkSet, 1);
}

/** sl_pk_set_free: frees the set */
void
sl_pk_set_free (SlPkSet *self)
{
  if (self == NULL)
    return;
  g_free (self->words);
  g_free (self);
}

static void
make_room (SlPkSet *self,
           gsize    word)
{
  gsize n_words = MAX (word + 1, self->n_words * 2);

  self->words = g_renew (guint64, self->words, n_words);
  memset (self->words + self->n_words, 0, (n_words - self->n_words) * sizeof (guint64));
  self->n_words = n_words;
}

/* Nobody looks for a job two thousand million times; a damaged file may say so, and ask for more memory than there is. */
#define MAX_PK G_MAXINT32

/** sl_pk_set_add: @pk: from 1, as SQLite gives them; others, which only a damaged file gives, aren't added */
void
sl_pk_set_add (SlPkSet *self,
               gint64   pk)
{
  gsize word = (gsize) pk >> 6;
  guint64 bit = G_GUINT64_CONSTANT (1) << (pk & 63);

  if (pk < 1 || pk > MAX_PK)
    return;
  if (word >= self->n_words)
    make_room (self, word);
  if (!(self->words[word] & bit))
    self->n++;
  self->words[word] |= bit;
}

/** sl_pk_set_add_set: adds all that are in @other */
void
sl_pk_set_add_set (SlPkSet       *self,
                   const SlPkSet *other)
{
  if (other->n_words > self->n_words)
    make_room (self, other->n_words - 1);
  for (gsize i = 0; i < other->n_words; i++)
    {
      self->n += __builtin_popcountll (other->words[i] & ~self->words[i]);
      self->words[i] |= other->words[i];
    }
}

/**
 * sl_pk_set_add_rows:
 * @statement: bound, its first column a row number; run to its end
 * @without: (nullable): those that aren't added
 *
 * Returns: %FALSE with @error set on failure
 */
gboolean
sl_pk_set_add_rows (SlPkSet        *self,
                    SlStatement    *statement,
                    const SlPkSet  *without,
                    GError        **error)
{
  g_autoptr (GError) local = NULL;

  while (sl_statement_step (statement, &local))
    {
      gint64 pk = sl_statement_get_integer (statement, 0);
      if (without == NULL || !sl_pk_set_contains (without, pk))
        sl_pk_set_add (self, pk);
    }
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}
