/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes of a file of unknown origin to UTF-8: finds out the encoding, or takes the one the person chose. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SlEncoding:
 * @SL_ENCODING_AUTO: find out (only as an argument)
 * @SL_ENCODING_UTF8: UTF-8
 * @SL_ENCODING_UTF8_BOM: UTF-8 that starts with a byte order mark
 * @SL_ENCODING_UTF16_LE: UTF-16, little endian, with or without byte order mark
 * @SL_ENCODING_UTF16_BE: UTF-16, big endian, with or without byte order mark
 * @SL_ENCODING_WINDOWS_1252: Windows-1252, western European; reads any bytes
 */
typedef enum {
  SL_ENCODING_AUTO,
  SL_ENCODING_UTF8,
  SL_ENCODING_UTF8_BOM,
  SL_ENCODING_UTF16_LE,
  SL_ENCODING_UTF16_BE,
  SL_ENCODING_WINDOWS_1252,
} SlEncoding;

#define SL_ENCODING_N (SL_ENCODING_WINDOWS_1252 + 1)

GBytes     *sl_encoding_to_utf8  (GBytes      *bytes,
                                  SlEncoding  *out_detected,
                                  GError     **error);
GBytes     *sl_encoding_decode   (GBytes      *bytes,
                                  SlEncoding   encoding,
                                  gsize       *out_n_replaced,
                                  GError     **error);
const char *sl_encoding_get_name (SlEncoding   encoding);

G_END_DECLS
