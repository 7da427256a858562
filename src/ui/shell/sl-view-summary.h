/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The small things that every view of a window needs of its data: how many applications there are, how many lie in the
 * Trash, the tags, the saved filters. Read in one go whenever the store changes; only what differs is told. Owned by
 * SlViewState. */

#pragma once

#include <gio/gio.h>

#include "sl-context.h"

G_BEGIN_DECLS

#define SL_TYPE_VIEW_SUMMARY (sl_view_summary_get_type ())
G_DECLARE_FINAL_TYPE (SlViewSummary, sl_view_summary, SL, VIEW_SUMMARY, GObject)

/* Properties: "total", "trashed" (applications), "in-trash" (all kinds) (int64; -1 until known), "error" (GError, nullable: why the last reading failed).
 * Signal: "failed" (SlViewSummary *, const GError *). */
SlViewSummary *sl_view_summary_new (SlContext *context);
void sl_view_summary_start (SlViewSummary *self);
void sl_view_summary_retry (SlViewSummary *self);

gint64 sl_view_summary_get_total (SlViewSummary *self);
gint64 sl_view_summary_get_trashed (SlViewSummary *self);
gint64 sl_view_summary_get_in_trash (SlViewSummary *self);
GListModel *sl_view_summary_get_tags (SlViewSummary *self);
GListModel *sl_view_summary_get_saved_filters (SlViewSummary *self);
const GError *sl_view_summary_get_error (SlViewSummary *self);

G_END_DECLS
