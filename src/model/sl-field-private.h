/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What sl-field.c and sl-field-parse.c share. */

#pragma once

#include "sl-field.h"

G_BEGIN_DECLS

gboolean _sl_field_refuse      (GError        **error,
                                const char     *format,
                                ...) G_GNUC_PRINTF (2, 3);
char    *_sl_field_shorten     (const char     *text);
gboolean _sl_field_refuse_word (const SlField  *field,
                                const char     *text,
                                GError        **error);
gboolean _sl_field_check_json  (const SlField  *field,
                                const char     *text,
                                GError        **error);

G_END_DECLS
