/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text made comparable and text made safe: folding for search, keys for the duplicate warning, cleaning of input. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char     *sl_text_fold          (const char *text);
char     *sl_text_company_key   (const char *company);
char     *sl_text_url_key       (const char *url);
char     *sl_text_complete_url  (const char *url);

gboolean  sl_text_is_blank      (const char *text);
char     *sl_text_strip         (const char *text);
char     *sl_text_sanitize      (const char *text,
                                 gssize      length);
char     *sl_text_capitalize    (const char *text);
char     *sl_text_truncate_utf8 (const char *text,
                                 gsize       max_chars);
gsize     sl_text_count_chars   (const char *text);
char     *sl_text_isolate       (const char *text);

G_END_DECLS
