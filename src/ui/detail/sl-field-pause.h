/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pause in typing after which an edit is saved: a timer that starts again with each key. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  guint source;
  void (*run) (gpointer owner);
  gpointer owner;
} SlFieldPause;

void sl_field_pause_start (SlFieldPause *pause);
void sl_field_pause_stop (SlFieldPause *pause);
void sl_field_pause_finish (SlFieldPause *pause);

G_END_DECLS
