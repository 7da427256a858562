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

typedef struct _SlMergePair SlMergePair;

/**
 * SlMergePair: two applications or their offers, and what is taken from where; by field, see sl_merge_is_choice().
 * @offers: (nullable): of applications that both have an offer, the two offers; there can only be one
 */
struct _SlMergePair {
  SlRecord *kept;
  SlRecord *other;
  SlMergeTake take[SL_N_APPLICATION_FIELDS];
  SlMergePair *offers;
};

G_STATIC_ASSERT ((int) SL_N_OUTCOME_FIELDS <= (int) SL_N_APPLICATION_FIELDS);

SlMergePair *sl_merge_pair_new        (SlRecord           *kept,
                                       SlRecord           *other);
SlMergePair *sl_merge_pair_copy       (SlMergePair        *self);
SlMergePair *sl_merge_pair_swap       (SlMergePair        *self);
void         sl_merge_pair_take_as    (SlMergePair        *self,
                                       SlMergePair        *chosen);
void         sl_merge_pair_free       (SlMergePair        *self);
void         sl_merge_pair_take       (SlMergePair        *self,
                                       guint               field,
                                       SlMergeTake         take);
gboolean     sl_merge_is_choice       (SlMergePair        *self,
                                       guint               field);
gboolean     sl_merge_can_join        (SlMergePair        *self,
                                       guint               field);
char        *sl_merge_build_label     (SlMergePair        *self,
                                       guint               field);
char        *sl_merge_format          (SlRecord           *record,
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
