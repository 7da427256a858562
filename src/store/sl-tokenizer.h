/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words as the full-text index cuts and folds them. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** SlTokenFunc: one word, folded, not NUL-terminated; return %FALSE to stop */
typedef gboolean (*SlTokenFunc) (const char *token, gsize length, gpointer data);

void       sl_tokenizer_run   (const char  *text,
                               gssize       length,
                               SlTokenFunc  func,
                               gpointer     data);
GPtrArray *sl_tokenizer_split (const char  *text);

G_END_DECLS
