/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An answer of the store that stays up to date: a read function, run again whenever records of given kinds change or a
 * new day begins. Owned by the page or model that shows the answer; ends reading with it. Main thread only. A function
 * that needs to know the day asks the clock, which may be asked on every thread: put it into the question. */

#pragma once

#include "sl-context.h"

G_BEGIN_DECLS

#define SL_TYPE_LIVE (sl_live_get_type ())
G_DECLARE_FINAL_TYPE (SlLive, sl_live, SL, LIVE, GObject)

/* For sl_live_new(): the kinds that the answer is made from. */
#define SL_LIVE_KIND(kind) (1u << (kind))
#define SL_LIVE_ALL_KINDS ((1u << SL_N_KINDS) - 1)

/* Signals: "changed" (SlLive *): the answer is new; "failed" (SlLive *, const GError *): there was none, the last one
 * stays. Properties: "loaded" (boolean: there is an answer), "error" (GError, nullable). */

SlLive *sl_live_new (SlContext *context, guint kinds, SlReadLane lane, SlReadFunc func, GDestroyNotify result_free);
void sl_live_set_question (SlLive *self, gpointer question, GDestroyNotify question_free);
void sl_live_start (SlLive *self);
void sl_live_refresh (SlLive *self);

gpointer sl_live_get_result (SlLive *self);
gboolean sl_live_get_loaded (SlLive *self);
const GError *sl_live_get_error (SlLive *self);

G_END_DECLS
