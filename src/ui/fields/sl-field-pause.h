/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pause in typing after which an edit is saved: a timer that starts again with each key. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct {
  guint source;
  void (*run) (gpointer owner);
  gboolean (*is_unsaved) (gpointer owner); /* whether there is typing that isn't saved yet */
  gpointer owner;
} SlFieldPause;

void sl_field_pause_start (SlFieldPause *pause);
void sl_field_pause_stop (SlFieldPause *pause);
void sl_field_pause_finish (SlFieldPause *pause);
void sl_field_pause_watch_undo (SlFieldPause *pause, GtkWidget *row);

G_END_DECLS
