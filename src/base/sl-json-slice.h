/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding the values in a JSON text where they stand, without a tree of them: for long lists, of which a tree is ten times as
 * large as the text and takes most of the time. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** SlJsonSlice: a value in a text, which it borrows; the first character tells what it is */
typedef struct {
  const char *text;
  gsize length;
} SlJsonSlice;

/** SlJsonCursor: what is left of a list or an object */
typedef struct {
  const char *at;
  const char *end;
} SlJsonCursor;

gboolean sl_json_slice_read        (SlJsonSlice       *self,
                                    const char        *text,
                                    gsize              length);
void     sl_json_cursor_init       (SlJsonCursor      *self,
                                    const SlJsonSlice *container);
gboolean sl_json_cursor_next       (SlJsonCursor      *self,
                                    SlJsonSlice       *name,
                                    SlJsonSlice       *value);
gboolean sl_json_slice_find_member (const SlJsonSlice *self,
                                    const char        *member,
                                    SlJsonSlice       *value);
gboolean sl_json_slice_is          (const SlJsonSlice *self,
                                    const char        *word);
char    *sl_json_slice_dup_string  (const SlJsonSlice *self);

G_END_DECLS
