/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the reading of a vCard's lines and of what they mean. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SlVcardLine: one property, unfolded
 * @name: in capitals, without its group
 * @types: its TYPE parameters in lower case, with a comma before and after each; "" when there are none
 * @preferred: whether it says that it is to be preferred
 * @value: decoded to UTF-8, with its escapes as they are
 */
typedef struct {
  char *name;
  char *types;
  gboolean preferred;
  char *value;
} SlVcardLine;

/** SlVcardLines: goes through a file from line to line; @at to be set to its start */
typedef struct {
  const char *at;
  const char *end;
} SlVcardLines;

gboolean _sl_vcard_next_line  (SlVcardLines *lines,
                               SlVcardLine  *line);
void     _sl_vcard_clear_line (SlVcardLine  *line);
char    *_sl_vcard_unescape   (const char   *text,
                               gsize         length);
char   **_sl_vcard_split      (const char   *value,
                               char          separator);

G_END_DECLS
