/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two applications that turned out to be one. The one that is kept gets what is chosen of each field, and everything that
 * belongs to the other; the other one goes to the Trash. One step of undo. */

#pragma once

#include "sl-context.h"
#include "sl-kinds.h"

G_BEGIN_DECLS

/** SlMergeTake: whose value a field gets. @SL_MERGE_BOTH: one text after the other, only for texts of several lines */
typedef enum {
  SL_MERGE_KEPT,
  SL_MERGE_OTHER,
  SL_MERGE_BOTH,
} SlMergeTake;

/**
 * SlMergePair: the two, and what is taken from where; by field, see sl_merge_is_choice().
 */
typedef struct {
  SlRecord *kept;
  SlRecord *other;
  SlMergeTake take[SL_N_APPLICATION_FIELDS];
} SlMergePair;

SlMergePair *sl_merge_pair_new        (SlRecord           *kept,
                                       SlRecord           *other);
void         sl_merge_pair_free       (SlMergePair        *self);
void         sl_merge_pair_take       (SlMergePair        *self,
                                       guint               field,
                                       SlMergeTake         take);
gboolean     sl_merge_is_choice       (SlMergePair        *self,
                                       guint               field);
gboolean     sl_merge_can_join        (guint               field);
char        *sl_merge_format          (SlRecord           *application,
                                       guint               field);

/* For an SlReadFunc: both living applications with what is suggested. */
SlMergePair *sl_merge_read            (SlConnection       *connection,
                                       const char         *kept_id,
                                       const char         *other_id,
                                       GError            **error);
SlChangeset *sl_deed_merge            (SlConnection       *connection,
                                       SlMergePair        *pair,
                                       SlClock            *clock,
                                       GError            **error);
/* Finish with sl_store_apply_finish (). @pair (transfer full) */
void         sl_deed_merge_async      (SlContext          *context,
                                       SlMergePair        *pair,
                                       GCancellable       *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlMergePair, sl_merge_pair_free)

G_END_DECLS
