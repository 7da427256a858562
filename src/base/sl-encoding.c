/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Encodings of files that people bring. UTF-8 and UTF-16 can be told by their bytes; what is neither is read as
 * Windows-1252, which old spreadsheets write. Files that are no text at all are refused with a word on what to do. */
#define G_LOG_DOMAIN "sl-encoding"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-encoding.h"
#include "sl-error.h"

#define REPLACEMENT_CHARACTER 0xfffd
#define REPLACEMENT_UTF8 "\xef\xbf\xbd"
#define UTF8_BOM "\xef\xbb\xbf"
/* So much of the start is looked at to tell UTF-16 without byte order mark. */
#define SAMPLE_SIZE 4096

/* 0x80 to 0x9f; the five that the encoding leaves open have no character. */
static const gunichar windows_1252[] = {
  0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0xfffd,
  0x017d, 0xfffd, 0xfffd, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a,
  0x0153, 0xfffd, 0x017e, 0x0178,
};

static const struct
{
  const char *magic;
  gsize length;
  const char *advice;
} binary_kinds[] = {
  { "PK\x03\x04", 4,
    N_("This file is a workbook or an archive, not plain text. Open it in your spreadsheet program, save it as CSV, and "
       "choose that file.") },
  { "\xd0\xcf\x11\xe0", 4,
    N_("This file is an old Excel workbook. Open it in your spreadsheet program, save it as CSV, and choose that file.") },
  { "%PDF-", 5, N_("This file is a PDF document. Shortlist reads tables saved as CSV.") },
  { "\x1f\x8b", 2, N_("This file is compressed. Unpack it first, and choose the file inside.") },
  { "SQLite format 3", 16, N_("This file is a database. Export its table as CSV, and choose that file.") },
};

/**
 * sl_encoding_get_name:
 * @encoding: an encoding
 *
 * Returns: its name for people, as in "Windows-1252"
 */
const char *
sl_encoding_get_name (SlEncoding encoding)
{
  switch (encoding)
    {
    case SL_ENCODING_UTF8: return "UTF-8";
    case SL_ENCODING_UTF8_BOM: return _("UTF-8 with byte order mark");
    case SL_ENCODING_UTF16_LE: return "UTF-16 LE";
    case SL_ENCODING_UTF16_BE: return "UTF-16 BE";
    case SL_ENCODING_WINDOWS_1252: return "Windows-1252";
    case SL_ENCODING_AUTO:
    default: return _("Automatic");
    }
}

static gboolean
refuse_binary (const guint8  *data,
               gsize          length,
               GError       **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (binary_kinds); i++)
    if (length >= binary_kinds[i].length && memcmp (data, binary_kinds[i].magic, binary_kinds[i].length) == 0)
      {
        g_set_error_literal (error, SL_ERROR, SL_ERROR_ENCODING, _(binary_kinds[i].advice));
        return FALSE;
      }

  return TRUE;
}

/* A picture, a program, a sound: much of it are bytes that no text has. Of bytes at random, every tenth is one. */
static gboolean
is_no_text (const guint8 *data,
            gsize         length)
{
  gsize n = MIN (length, (gsize) SAMPLE_SIZE);
  gsize controls = 0;

  for (gsize i = 0; i < n; i++)
    controls += data[i] < 0x20 && (data[i] < '\t' || data[i] > '\r');

  return n >= 16 && controls > n / 16;
}

/* Western text in UTF-16 has a zero in every second byte, nearly. */
static SlEncoding
guess_utf16 (const guint8 *data,
             gsize         length)
{
  gsize n = MIN (length, (gsize) SAMPLE_SIZE) & ~(gsize) 1;
  gsize even = 0, odd = 0;

  if (n < 2)
    return SL_ENCODING_AUTO;

  for (gsize i = 0; i < n; i += 2)
    {
      even += data[i] == 0;
      odd += data[i + 1] == 0;
    }

  if (odd > n / 5 && even <= odd / 10)
    return SL_ENCODING_UTF16_LE;
  if (even > n / 5 && odd <= even / 10)
    return SL_ENCODING_UTF16_BE;

  return SL_ENCODING_AUTO;
}

/* Text that is UTF-8 but for a few torn characters is still UTF-8: Windows-1252 hardly ever looks like it by chance. */
static gboolean
is_mostly_utf8 (const char *data,
                gsize       length)
{
  gsize good = 0, bad = 0;

  for (gsize i = 0; i < length;)
    {
      gunichar c;

      if ((guint8) data[i] < 0x80)
        {
          i++;
          continue;
        }

      c = g_utf8_get_char_validated (data + i, (gssize) (length - i));
      if (c == (gunichar) -1 || c == (gunichar) -2)
        {
          bad++;
          i++;
        }
      else
        {
          good++;
          i += (gsize) (g_utf8_next_char (data + i) - (data + i));
        }
    }

  return good > bad;
}

static SlEncoding
detect (const guint8 *data,
        gsize         length)
{
  SlEncoding utf16;

  if (length >= 3 && memcmp (data, UTF8_BOM, 3) == 0)
    return SL_ENCODING_UTF8_BOM;
  if (length >= 2 && data[0] == 0xff && data[1] == 0xfe)
    return SL_ENCODING_UTF16_LE;
  if (length >= 2 && data[0] == 0xfe && data[1] == 0xff)
    return SL_ENCODING_UTF16_BE;

  utf16 = guess_utf16 (data, length);
  if (utf16 != SL_ENCODING_AUTO)
    return utf16;
  if (g_utf8_validate_len ((const char *) data, length, NULL) || is_mostly_utf8 ((const char *) data, length))
    return SL_ENCODING_UTF8;

  /* Neither: NULs among ASCII fail the check for UTF-8, but say nothing about the letters. */
  for (gsize i = 0; i < length; i++)
    if (data[i] >= 0x80)
      return SL_ENCODING_WINDOWS_1252;

  return SL_ENCODING_UTF8;
}

static GBytes *
repair_utf8 (const char *data,
             gsize       length,
             gsize      *n_replaced)
{
  GByteArray *out = g_byte_array_sized_new ((guint) MIN (length + 64, (gsize) G_MAXUINT / 2));
  const char *end = data + length;

  while (data < end)
    {
      const char *broken;

      g_utf8_validate_len (data, (gsize) (end - data), &broken);
      g_byte_array_append (out, (const guint8 *) data, (guint) (broken - data));
      data = broken;
      if (data < end)
        {
          g_byte_array_append (out, (const guint8 *) REPLACEMENT_UTF8, 3);
          (*n_replaced)++;
          data++;
        }
    }

  return g_byte_array_free_to_bytes (out);
}

static GBytes *
decode_utf8 (GBytes *bytes,
             gsize   skip,
             gsize  *n_replaced)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  if (g_utf8_validate_len (data + skip, length - skip, NULL))
    return skip == 0 ? g_bytes_ref (bytes) : g_bytes_new_from_bytes (bytes, skip, length - skip);

  return repair_utf8 (data + skip, length - skip, n_replaced);
}

static void
append_char (GString  *out,
             gunichar  c,
             gsize    *n_replaced)
{
  if (c == 0 || c == REPLACEMENT_CHARACTER)
    {
      c = REPLACEMENT_CHARACTER;
      (*n_replaced)++;
    }
  if (c < 0x80)
    g_string_append_c (out, (char) c);
  else
    g_string_append_unichar (out, c);
}

static GBytes *
decode_windows_1252 (const guint8 *data,
                     gsize         length,
                     gsize        *n_replaced)
{
  GString *out = g_string_sized_new (length + length / 8 + 1);

  for (gsize i = 0; i < length; i++)
    append_char (out, data[i] >= 0x80 && data[i] < 0xa0 ? windows_1252[data[i] - 0x80] : data[i], n_replaced);

  return g_string_free_to_bytes (out);
}

static GBytes *
decode_utf16 (const guint8 *data,
              gsize         length,
              gboolean      big_endian,
              gsize        *n_replaced)
{
  GString *out = g_string_sized_new (length / 2 + length / 16 + 1);
  gsize high = big_endian ? 0 : 1;
  gsize i = 0;

#define UNIT_AT(index) ((gunichar) data[(index) + high] << 8 | data[(index) + 1 - high])
  if (length >= 2 && UNIT_AT (0) == 0xfeff)
    i = 2;

  for (; i + 1 < length; i += 2)
    {
      gunichar c = UNIT_AT (i);

      if (c >= 0xd800 && c <= 0xdbff && i + 3 < length)
        {
          gunichar low = UNIT_AT (i + 2);

          if (low >= 0xdc00 && low <= 0xdfff)
            {
              c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
              i += 2;
            }
        }
      append_char (out, c >= 0xd800 && c <= 0xdfff ? REPLACEMENT_CHARACTER : c, n_replaced);
    }
#undef UNIT_AT

  /* The half of a character that a torn file ends with. */
  if (i < length)
    append_char (out, REPLACEMENT_CHARACTER, n_replaced);

  return g_string_free_to_bytes (out);
}

/**
 * sl_encoding_decode:
 * @bytes: a file's contents
 * @encoding: the encoding that the person chose, or %SL_ENCODING_AUTO
 * @out_n_replaced: (out) (optional): how many characters couldn't be read and became U+FFFD
 * @error: return location for an error
 *
 * Makes UTF-8 of @bytes: valid, without NUL and without byte order mark, not necessarily followed by a NUL. Clean UTF-8
 * isn't copied.
 *
 * Returns: (transfer full): the text; %NULL with %SL_ERROR_ENCODING if the file isn't text but a workbook, an archive or
 *   the like
 */
GBytes *
sl_encoding_decode (GBytes      *bytes,
                    SlEncoding   encoding,
                    gsize       *out_n_replaced,
                    GError     **error)
{
  gsize length, n_replaced = 0;
  const guint8 *data;
  GBytes *text;

  g_return_val_if_fail (bytes != NULL, NULL);

  data = g_bytes_get_data (bytes, &length);
  if (!refuse_binary (data, length, error))
    return NULL;

  if (encoding == SL_ENCODING_AUTO)
    encoding = detect (data, length);
  if (encoding != SL_ENCODING_UTF16_LE && encoding != SL_ENCODING_UTF16_BE && is_no_text (data, length))
    {
      g_set_error_literal (error, SL_ERROR, SL_ERROR_ENCODING,
                           _("This file isn’t text. Shortlist reads tables saved as CSV."));
      return NULL;
    }

  switch (encoding)
    {
    case SL_ENCODING_UTF16_LE:
    case SL_ENCODING_UTF16_BE:
      text = decode_utf16 (data, length, encoding == SL_ENCODING_UTF16_BE, &n_replaced);
      break;

    case SL_ENCODING_WINDOWS_1252:
      text = decode_windows_1252 (data, length, &n_replaced);
      break;

    case SL_ENCODING_AUTO:
    case SL_ENCODING_UTF8:
    case SL_ENCODING_UTF8_BOM:
    default:
      text = decode_utf8 (bytes, length >= 3 && memcmp (data, UTF8_BOM, 3) == 0 ? 3 : 0, &n_replaced);
      break;
    }

  if (out_n_replaced != NULL)
    *out_n_replaced = n_replaced;

  return text;
}

/**
 * sl_encoding_to_utf8:
 * @bytes: a file's contents
 * @out_detected: (out) (optional): the encoding that was found
 * @error: return location for an error
 *
 * Finds out the encoding of @bytes and makes UTF-8 of them; see sl_encoding_decode().
 *
 * Returns: (transfer full): the text; %NULL with %SL_ERROR_ENCODING if the file isn't text
 */
GBytes *
sl_encoding_to_utf8 (GBytes      *bytes,
                     SlEncoding  *out_detected,
                     GError     **error)
{
  gsize length;
  const guint8 *data;
  SlEncoding detected;

  g_return_val_if_fail (bytes != NULL, NULL);

  data = g_bytes_get_data (bytes, &length);
  detected = detect (data, length);
  if (out_detected != NULL)
    *out_detected = detected;

  return sl_encoding_decode (bytes, detected, NULL, error);
}
