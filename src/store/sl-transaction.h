/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One step of the journal: who changed what and when. Immutable; read from the journal or returned by an apply. */

#pragma once

#include "sl-changeset.h"

G_BEGIN_DECLS

/** SlJournalEntry: one record's part in a transaction. @fields: JSON {"column": [old, new], …}; for an insert "{}". */
typedef struct {
  SlKind kind;
  char *id;
  char *application_id; /* (nullable): the application it belongs to */
  SlOp op;
  char *fields;
} SlJournalEntry;

#define SL_TYPE_TRANSACTION (sl_transaction_get_type ())
G_DECLARE_FINAL_TYPE (SlTransaction, sl_transaction, SL, TRANSACTION, GObject)

gint64 sl_transaction_get_id (SlTransaction *self);
gint64 sl_transaction_get_time (SlTransaction *self); /* µs since 1970 UTC */
SlActor sl_transaction_get_actor (SlTransaction *self);
const char *sl_transaction_get_deed (SlTransaction *self);
const char *sl_transaction_get_subject (SlTransaction *self);
guint sl_transaction_get_n_changes (SlTransaction *self); /* records touched by the person's own changes, rules' additions not counted */
gboolean sl_transaction_is_undone (SlTransaction *self);
const char *sl_transaction_get_left_out (SlTransaction *self); /* (nullable): what an undo leaves as it is, in words */
GPtrArray *sl_transaction_get_entries (SlTransaction *self); /* (element-type SlJournalEntry) (nullable): only when asked for */

G_END_DECLS
