/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking back and bringing again what the journal holds. Runs on the writer thread. */

#pragma once

#include "sl-apply.h"

G_BEGIN_DECLS

gint64         sl_undo_find_undoable  (SlConnection   *connection);
gint64         sl_undo_find_redoable  (SlConnection   *connection);
SlTransaction *sl_undo_newest         (SlWriteContext *context,
                                       GError        **error);
SlTransaction *sl_undo_redo           (SlWriteContext *context,
                                       GError        **error);
SlTransaction *sl_undo_transaction    (SlWriteContext *context,
                                       gint64          transaction_id,
                                       GError        **error);
gboolean       sl_undo_forget_trash   (SlConnection   *connection,
                                       gint64          time,
                                       GError        **error);

G_END_DECLS
