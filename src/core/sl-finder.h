/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quick find: fuzzy over company, role and location of all living applications, if wanted of one status. Keeps a folded index in memory, made on a reader thread when first asked for and again
 * when applications change. */

#pragma once

#include "sl-context.h"
#include "sl-row.h"

G_BEGIN_DECLS

#define SL_TYPE_FINDER (sl_finder_get_type ())
G_DECLARE_FINAL_TYPE (SlFinder, sl_finder, SL, FINDER, GObject)

SlFinder *sl_finder_new (SlContext *context);
/* @status (nullable): locked status. Finish: (transfer full) (element-type SlRow) best first, at most @limit. */
void sl_finder_find_async (SlFinder *self, const char *text, const char *status, guint limit, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *sl_finder_find_finish (SlFinder *self, GAsyncResult *result, GError **error);
/* "@app" → "Applied"; NULL when @text is no unique beginning of a status. */
const char *sl_finder_match_status (const char *text);

G_END_DECLS
