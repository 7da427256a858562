/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A changeset's changes brought together by record: one write each, in the order in which they first appear. */

#pragma once

#include "sl-changeset.h"

G_BEGIN_DECLS

/**
 * SlWrite:
 * @id: borrowed from the changeset
 * @record: (nullable): for an insert the record, for an update one that holds the new values
 * @fields: for an update, bits (SL_TABLE_BIT) of the fields it sets
 * @own: asked for by the changeset itself, not added by a rule
 * @dropped: taken back within the changeset (inserted, then deleted)
 */
typedef struct {
  SlOp op;
  SlKind kind;
  const char *id;
  SlRecord *record;
  guint64 fields;
  gboolean own;
  gboolean dropped;
} SlWrite;

GPtrArray *sl_writes_gather (SlChangeset *changeset, guint n_own);

G_END_DECLS
