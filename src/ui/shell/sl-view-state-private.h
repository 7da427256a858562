/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of SlViewState share. */

#pragma once

#include "sl-view-state.h"
#include "sl-view-summary.h"

G_BEGIN_DECLS

struct _SlViewState {
  GObject parent_instance;

  SlViewState *parent; /* NULL: the window's own */
  SlContext *context;
  GSettings *settings;
  SlSyncKeeper *sync; /* NULL: a sample, or not open yet */
  SlCommunity *community; /* as @sync */
  SlQuery *query;
  SlQueryModel *model;
  GtkMultiSelection *selection;
  SlViewSummary *summary;
  SlDay today;
  gboolean board_lanes;
  SlSort board_sort;
  gboolean board_descending;
  gboolean started;
  SlQuery *narrowed;      /* (nullable) what a chart made of the query… */
  SlQuery *not_narrowed;  /* …and what it was before */
  gint64 resumed;         /* the application where the focus was before the pages were made anew; 0: none */
};

void _sl_view_state_restore_sort (SlViewState *self);

G_END_DECLS
