/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of sl-history.h: what comes from records, and what comes from the journal. */

#pragma once

#include "sl-clock.h"
#include "sl-history.h"

G_BEGIN_DECLS

/** SlHistory: one being put together. */
typedef struct {
  SlConnection *connection;
  const SlHistoryQuestion *question;
  SlRecord *application;
  GPtrArray *events;
  GPtrArray *stages;
  GPtrArray *entries;
} SlHistory;

/* A new entry with a title (transfer full), among the others. */
SlHistoryEntry *sl_history_add (SlHistory *self, SlHistoryKind kind, gint64 at, char *title);
gboolean sl_history_add_changes (SlHistory *self, GError **error);

G_END_DECLS
