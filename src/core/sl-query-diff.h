/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What to tell a list's watchers when one answer follows another: the smallest sensible row of removals and
 * insertions, so that selection and scroll place survive. Pure; may run on any thread. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** SlSplice: at @position, @removed places go and @added come: those of the new list from @source on. Positions count
 * on the list as the splices before have left it. */
typedef struct {
  guint position;
  guint removed;
  guint added;
  guint source;
} SlSplice;

/* (transfer full) (element-type SlSplice) */
GArray *sl_query_diff (const gint64 *old_pks, guint n_old, const gint64 *new_pks, guint n_new, gboolean fine);

G_END_DECLS
