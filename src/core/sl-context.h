/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The services of one running Shortlist: clock, store, and what later issues add (secrets, sync, mail). Made by each
 * front end's main object and handed down; there is no global one. */

#pragma once

#include "sl-store.h"

G_BEGIN_DECLS

#define SL_TYPE_CONTEXT (sl_context_get_type ())
G_DECLARE_FINAL_TYPE (SlContext, sl_context, SL, CONTEXT, GObject)

/* @data_dir (nullable): NULL for the person's own, $XDG_DATA_HOME/shortlist. @clock (nullable): NULL for the system's. */
SlContext *sl_context_new (const char *data_dir, SlClock *clock);
gboolean sl_context_open (SlContext *self, GError **error);
void sl_context_open_async (SlContext *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean sl_context_open_finish (SlContext *self, GAsyncResult *result, GError **error);
void sl_context_close (SlContext *self);

SlStore *sl_context_get_store (SlContext *self);
SlClock *sl_context_get_clock (SlContext *self);
SlDay sl_context_get_today (SlContext *self);
const char *sl_context_get_data_dir (SlContext *self);

G_END_DECLS
