/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A changeset made real: one transaction with rows, journal and what follows by rule. Runs on the writer thread. */

#pragma once

#include "sl-changeset.h"
#include "sl-clock.h"
#include "sl-journal.h"
#include "sl-transaction.h"

G_BEGIN_DECLS

/**
 * SlOwnFunc: told the number of a step before it is committed, and once more with @committed %FALSE if that fails
 */
typedef void (*SlOwnFunc) (gint64 transaction_id, gboolean committed, gpointer data);

/**
 * SlWriteContext: what every write needs
 */
typedef struct {
  SlConnection *connection; /* borrowed */
  SlClock *clock;           /* borrowed */
  SlOwnFunc own_func;       /* (nullable) */
  gpointer own_data;
  gboolean holds_more;      /* other tables were written in the transaction: it stands even where no record changes */
  guint kinds;              /* out: kinds of the rows that changed */
} SlWriteContext;

/** SlApplyEndFunc: something more that belongs to a step, in its transaction; %FALSE with @error set undoes it all */
typedef gboolean (*SlApplyEndFunc) (SlConnection *connection, SlJournal *journal, GError **error);

SlTransaction *sl_apply_changeset   (SlWriteContext *context,
                                     SlChangeset    *changeset,
                                     GError        **error);
SlTransaction *sl_apply_begun       (SlWriteContext *context,
                                     SlChangeset    *changeset,
                                     SlApplyEndFunc  end,
                                     GError        **error);

/* For undo, which ends in the same way. */
gboolean       sl_apply_check_unique (SlConnection  *connection,
                                      SlRecord      *record,
                                      GError       **error);
gboolean       sl_apply_expect       (SlConnection  *connection,
                                      gint64         n_changes,
                                      GError       **error);
void           sl_apply_relax        (SlConnection  *connection);
gboolean       sl_apply_complete     (SlConnection  *connection,
                                      SlJournal     *journal,
                                      GError       **error);
gboolean       sl_apply_commit       (SlWriteContext *context,
                                      SlJournal      *journal,
                                      GError        **error);

G_END_DECLS
