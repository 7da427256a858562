/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a round would do, counted on a copy that the first half of one was really done to. */

#pragma once

#include "sl-tracker-sync.h"

G_BEGIN_DECLS

/**
 * SlSyncPreview: numbers of records by kind
 * @n_fetched: there and not here
 * @n_sent: here and not there
 * @n_changed: on both sides, with something that only this one has
 * @n_same: on both sides, and the same from now on
 */
typedef struct {
  guint n_fetched[SL_N_KINDS];
  guint n_sent[SL_N_KINDS];
  guint n_changed[SL_N_KINDS];
  guint n_same[SL_N_KINDS];
} SlSyncPreview;

/* The kinds that a person counts in; rounds, offers and the like come with their application. */
#define SL_SYNC_PREVIEW_KINDS { SL_KIND_APPLICATION, SL_KIND_SAVED_JOB, SL_KIND_CONTACT, SL_KIND_REMINDER, SL_KIND_RESUME_VERSION, SL_KIND_TAG }

SlSyncPreview *sl_sync_preview_make (SlStore *store, SlTransport *transport, SlTrackerGeneration generation,
                                     SlTrackerStepFunc step, gpointer step_data, GCancellable *cancellable, GError **error);
void           sl_sync_preview_free (SlSyncPreview *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlSyncPreview, sl_sync_preview_free)

G_END_DECLS
