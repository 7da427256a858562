/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds applications that look like one that is there already, in the store or earlier in the same file. Belongs to one
 * import; one thread at a time. */

#pragma once

#include "sl-connection.h"
#include "sl-record.h"

G_BEGIN_DECLS

/**
 * SlImportLikeness: how alike two applications are.
 * @SL_IMPORT_LIKENESS_NONE: not
 * @SL_IMPORT_LIKENESS_SIMILAR: company and role, or the link, are the same, but something else differs: another link,
 *   place, day, status or note. May well be two applications.
 * @SL_IMPORT_LIKENESS_SAME: leaving it out loses nothing of what it says
 */
typedef enum {
  SL_IMPORT_LIKENESS_NONE,
  SL_IMPORT_LIKENESS_SIMILAR,
  SL_IMPORT_LIKENESS_SAME,
} SlImportLikeness;

typedef struct _SlImportTwins SlImportTwins;

SlImportTwins *sl_import_twins_new (void);
void sl_import_twins_free (SlImportTwins *self);
gboolean sl_import_twins_read_store (SlImportTwins *self, SlConnection *connection, GCancellable *cancellable, GError **error);
SlImportLikeness sl_import_twins_add (SlImportTwins *self, SlRecord *application, GPtrArray *tags, gint64 tag, gint64 *out_tag);
guint sl_import_twins_get_n_stored (SlImportTwins *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlImportTwins, sl_import_twins_free)

G_END_DECLS
