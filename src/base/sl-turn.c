/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sl-turn"

#include "config.h"

#include "sl-turn.h"

/** sl_turn_init: @n: how many may hold it at once */
void
sl_turn_init (SlTurn *self,
              guint   n)
{
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->n_free = n;
}

/** sl_turn_clear: nobody holds it or waits for it any more */
void
sl_turn_clear (SlTurn *self)
{
  g_cond_clear (&self->cond);
  g_mutex_clear (&self->mutex);
}

/** sl_turn_try: takes it if that is possible at once */
gboolean
sl_turn_try (SlTurn *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (self->n_free == 0)
    return FALSE;
  self->n_free--;
  return TRUE;
}

static void
cancelled_cb (GCancellable *cancellable,
              SlTurn       *self)
{
  g_mutex_lock (&self->mutex);
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
}

static gboolean
wait (SlTurn       *self,
      GCancellable *cancellable)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  while (self->n_free == 0 && !g_cancellable_is_cancelled (cancellable))
    g_cond_wait (&self->cond, &self->mutex);
  if (g_cancellable_is_cancelled (cancellable))
    return FALSE;
  self->n_free--;
  return TRUE;
}

/**
 * sl_turn_take:
 * @cancellable: (nullable)
 *
 * Waits until it is free, and takes it.
 *
 * Returns: %FALSE: @cancellable was cancelled, and it isn't taken
 */
gboolean
sl_turn_take (SlTurn       *self,
              GCancellable *cancellable)
{
  gulong handler = cancellable != NULL ? g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), self, NULL) : 0;
  gboolean taken = wait (self, cancellable);

  g_cancellable_disconnect (cancellable, handler);
  return taken;
}

void
sl_turn_give (SlTurn *self)
{
  g_mutex_lock (&self->mutex);
  self->n_free++;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
}
