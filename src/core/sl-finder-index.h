/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the quick finder looks through: one block of folded text ("company role place" of each application, newest first)
 * and a small entry for each. */

#pragma once

#include "sl-connection.h"

G_BEGIN_DECLS

typedef struct {
  gint64 pk;
  guint32 offset;  /* into the text */
  guint32 letters; /* which letters it has: most entries are passed over by this alone */
  guint8 status;   /* place in sl_status_words, or its number of words for an unknown one */
} SlFinderEntry;

typedef struct {
  GArray *entries;
  GString *text;
  gint generation; /* of the data it was made from */
} SlFinderIndex;

SlFinderIndex *_sl_finder_index_new        (SlConnection   *connection,
                                            gint            generation,
                                            GCancellable   *cancellable,
                                            GError        **error);
void           _sl_finder_index_free       (SlFinderIndex  *index);
guint32        _sl_finder_get_letters      (const char     *text);
guint8         _sl_finder_get_status_place (const char     *status);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlFinderIndex, _sl_finder_index_free)

G_END_DECLS
