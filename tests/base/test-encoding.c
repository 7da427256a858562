/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of every encoding that people bring, torn ones among them, and files that are no text. */
#include "config.h"

#include <string.h>

#include "sl-encoding.h"
#include "sl-error.h"
#include "sl-test.h"

#define BYTES(literal) literal, sizeof literal - 1
#define FFFD "\xef\xbf\xbd"

static void
assert_text (GBytes     *text,
             const char *expected)
{
  gsize length;
  const char *data = g_bytes_get_data (text, &length);
  g_autofree char *copy = g_strndup (data, length);

  g_assert_true (g_utf8_validate_len (data, length, NULL));
  g_assert_cmpstr (copy, ==, expected);
  g_assert_cmpuint (length, ==, strlen (expected));
}

static void
test_detect (void)
{
  static const struct
  {
    const char *bytes;
    gsize length;
    SlEncoding encoding;
    const char *text;
  } cases[] = {
    { BYTES (""), SL_ENCODING_UTF8, "" },
    { BYTES ("a,b\n"), SL_ENCODING_UTF8, "a,b\n" },
    { BYTES ("Zürich"), SL_ENCODING_UTF8, "Zürich" },
    { BYTES ("\xef\xbb\xbf"), SL_ENCODING_UTF8_BOM, "" },
    { BYTES ("\xef\xbb\xbf" "Zürich"), SL_ENCODING_UTF8_BOM, "Zürich" },
    { BYTES ("\xff\xfe" "Z\0\xfc\0"), SL_ENCODING_UTF16_LE, "Zü" },
    { BYTES ("\xfe\xff" "\0Z\0\xfc"), SL_ENCODING_UTF16_BE, "Zü" },
    { BYTES ("C\0o\0m\0p\0a\0n\0y\0;\0\xe9\0\n\0"), SL_ENCODING_UTF16_LE, "Company;é\n" },
    { BYTES ("\0C\0o\0m\0p\0a\0n\0y\0;\0\xe9\0\n"), SL_ENCODING_UTF16_BE, "Company;é\n" },
    { BYTES ("\xff\xfe"), SL_ENCODING_UTF16_LE, "" },
    { BYTES ("\xff\xfe\x3d\xd8\x00\xde"), SL_ENCODING_UTF16_LE, "😀" },
    { BYTES ("\xff\xfe\x3d\xd8Z\0"), SL_ENCODING_UTF16_LE, FFFD "Z" },
    { BYTES ("\xff\xfeZ\0\x3d"), SL_ENCODING_UTF16_LE, "Z" FFFD },
    { BYTES ("\xff\xfeZ\0\0\0"), SL_ENCODING_UTF16_LE, "Z" FFFD },
    { BYTES ("Z\xfcrich \x80 85k"), SL_ENCODING_WINDOWS_1252, "Zürich € 85k" },
    { BYTES ("\x93hi\x94 \x96 \xdf"), SL_ENCODING_WINDOWS_1252, "“hi” – ß" },
    { BYTES ("\x81\x8d\x8f\x90\x9d\xe9"), SL_ENCODING_WINDOWS_1252, FFFD FFFD FFFD FFFD FFFD "é" },
    { BYTES ("Zürich, Genève, caf\xc3"), SL_ENCODING_UTF8, "Zürich, Genève, caf" FFFD },
    { BYTES ("a\0b,c\n"), SL_ENCODING_UTF8, "a" FFFD "b,c\n" },
    { BYTES ("\xed\xa0\x80 é é é é"), SL_ENCODING_UTF8, FFFD FFFD FFFD " é é é é" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].bytes, cases[i].length);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) text = NULL;
      SlEncoding detected;

      g_test_message ("case %" G_GSIZE_FORMAT ": %s", i, cases[i].text);
      text = sl_encoding_to_utf8 (bytes, &detected, &error);
      g_assert_no_error (error);
      g_assert_cmpint (detected, ==, cases[i].encoding);
      assert_text (text, cases[i].text);
    }
}

static void
test_no_copy (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("\xef\xbb\xbf" "plain", 8);
  g_autoptr (GBytes) text = sl_encoding_to_utf8 (bytes, NULL, NULL);

  g_assert_true (g_bytes_get_data (text, NULL) == (const char *) g_bytes_get_data (bytes, NULL) + 3);
}

static void
test_chosen (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("Z\xc3\xbcrich", 7);
  g_autoptr (GBytes) latin = NULL;
  g_autoptr (GBytes) utf8 = NULL;
  gsize replaced;

  latin = sl_encoding_decode (bytes, SL_ENCODING_WINDOWS_1252, &replaced, NULL);
  assert_text (latin, "ZÃ¼rich");
  g_assert_cmpuint (replaced, ==, 0);

  utf8 = sl_encoding_decode (bytes, SL_ENCODING_AUTO, &replaced, NULL);
  assert_text (utf8, "Zürich");
  g_assert_cmpuint (replaced, ==, 0);
}

static void
test_count_replaced (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("a\xff" "b\0c\xfe", 6);
  g_autoptr (GBytes) text = NULL;
  gsize replaced;

  text = sl_encoding_decode (bytes, SL_ENCODING_UTF8, &replaced, NULL);
  assert_text (text, "a" FFFD "b" FFFD "c" FFFD);
  g_assert_cmpuint (replaced, ==, 3);
}

static void
test_refused (void)
{
  static const struct
  {
    const char *bytes;
    gsize length;
    const char *word;
  } cases[] = {
    { BYTES ("PK\x03\x04 [Content_Types].xml"), "CSV" },
    { BYTES ("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "CSV" },
    { BYTES ("%PDF-1.7\n"), "PDF" },
    { BYTES ("\x1f\x8b\x08"), "Unpack" },
    { BYTES ("SQLite format 3\0"), "database" },
    { BYTES ("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\2"), "text" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].bytes, cases[i].length);
      g_autoptr (GError) error = NULL;

      g_assert_null (sl_encoding_to_utf8 (bytes, NULL, &error));
      g_assert_error (error, SL_ERROR, SL_ERROR_ENCODING);
      g_assert_nonnull (strstr (error->message, cases[i].word));
    }
}

/* Whatever the bytes: valid UTF-8 without NUL, or an error. In each encoding. */
static void
test_noise (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);

  for (int round = 0; round < 3000; round++)
    {
      guint8 noise[80];
      gsize n = (gsize) g_rand_int_range (rand, 0, sizeof noise + 1);
      g_autoptr (GBytes) bytes = NULL;

      for (gsize i = 0; i < n; i++)
        noise[i] = (guint8) g_rand_int_range (rand, 0, 256);
      bytes = g_bytes_new (noise, n);

      for (int encoding = 0; encoding < SL_ENCODING_N; encoding++)
        {
          g_autoptr (GError) error = NULL;
          g_autoptr (GBytes) text = sl_encoding_decode (bytes, encoding, NULL, &error);

          if (text == NULL)
            g_assert_error (error, SL_ERROR, SL_ERROR_ENCODING);
          else
            g_assert_true (g_utf8_validate_len (g_bytes_get_data (text, NULL), g_bytes_get_size (text), NULL));
        }
    }
}

static void
test_names (void)
{
  for (int i = 0; i < SL_ENCODING_N; i++)
    g_assert_cmpstr (sl_encoding_get_name (i), !=, "");
  g_assert_cmpstr (sl_encoding_get_name (SL_ENCODING_WINDOWS_1252), ==, "Windows-1252");
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);

  g_test_add_func ("/base/encoding/detect", test_detect);
  g_test_add_func ("/base/encoding/no-copy", test_no_copy);
  g_test_add_func ("/base/encoding/chosen", test_chosen);
  g_test_add_func ("/base/encoding/count-replaced", test_count_replaced);
  g_test_add_func ("/base/encoding/refused", test_refused);
  g_test_add_func ("/base/encoding/noise", test_noise);
  g_test_add_func ("/base/encoding/names", test_names);

  return g_test_run ();
}
