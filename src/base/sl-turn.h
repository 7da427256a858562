/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may go on, of several threads: a lock that some may hold at once, and that a person who waits can give up. Initialized
 * and cleared by whoever it is a part of; may be used from any thread. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** SlTurn: (private) */
typedef struct {
  GMutex mutex;
  GCond cond;
  guint n_free;
} SlTurn;

void     sl_turn_init  (SlTurn *self, guint n);
void     sl_turn_clear (SlTurn *self);
gboolean sl_turn_try   (SlTurn *self);
gboolean sl_turn_take  (SlTurn *self, GCancellable *cancellable);
void     sl_turn_give  (SlTurn *self);

G_END_DECLS
