/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See hostile-bytes.h. */
#define G_LOG_DOMAIN "hostile-bytes"

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "hostile-bytes.h"
#include "sl-error.h"

#define USUAL_ROUNDS 90

guint
hostile_get_rounds (void)
{
  const char *text = g_getenv ("SL_HOSTILE_ROUNDS");
  return text != NULL ? (guint) atoi (text) : USUAL_ROUNDS;
}

int
hostile_dice (int sides)
{
  return g_test_rand_int_range (0, sides);
}

/* Every refusal is Shortlist's own, in valid text that ends as a sentence. */
void
hostile_assert_told (const GError *error)
{
  g_assert_nonnull (error);
  if (error->domain != SL_ERROR)
    g_error ("Not for people: %s", error->message);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_cmpuint (strlen (error->message), >, 10);
}

/* Bytes */

static GByteArray *
bytes_new (const char *text)
{
  GByteArray *bytes = g_byte_array_new ();
  return g_byte_array_append (bytes, (const guint8 *) text, (guint) strlen (text));
}

static void
damage (GByteArray *bytes)
{
  static const char *const morsels[] = { "\"", ",", ";", "\n", "\r\n", "\t", "\\", "\xff", "\xef\xbb\xbf", "\xff\xfe", "{", "}", "[", "]", ":",
                                         "null", "1e999", "-9223372036854775809", "\\ud800", "\xed\xa0\x80", "\xf0\x9f\x98\x80", "=cmd|'/c calc'!A1",
                                         "03/09/2026", "0000-00-00", "99999999999999999999", "$", "€", "'; DROP TABLE applications; --", "%s%n" };
  guint at = bytes->len > 0 ? (guint) hostile_dice ((int) bytes->len) : 0;
  guint n = (guint) hostile_dice (40);

  switch (hostile_dice (6))
    {
    case 0:
      if (bytes->len > 0)
        bytes->data[at] = (guint8) hostile_dice (256);
      break;
    case 1:
      if (bytes->len > 0)
        bytes->data[at] ^= (guint8) (1 << hostile_dice (8));
      break;
    case 2:
      if (bytes->len > 0)
        g_byte_array_remove_range (bytes, at, MIN (n, bytes->len - at));
      break;
    case 3:
      if (bytes->len > 0)
        g_byte_array_set_size (bytes, at);
      break;
    default:
      {
        const char *morsel = morsels[hostile_dice (G_N_ELEMENTS (morsels))];
        g_autoptr (GByteArray) tail = g_byte_array_new ();

        g_byte_array_append (tail, bytes->data + at, bytes->len - at);
        g_byte_array_set_size (bytes, at);
        g_byte_array_append (bytes, (const guint8 *) morsel, (guint) strlen (morsel));
        /* A NUL of its own now and then. */
        if (hostile_dice (4) == 0)
          g_byte_array_append (bytes, (const guint8 *) "", 1);
        g_byte_array_append (bytes, tail->data, tail->len);
      }
    }
}

GBytes *
hostile_choose_bytes (const char *sound)
{
  GByteArray *bytes;

  if (hostile_dice (8) == 0)
    {
      int n = hostile_dice (3000);
      bytes = g_byte_array_sized_new ((guint) n);
      for (int i = 0; i < n; i++)
        {
          guint8 byte = (guint8) hostile_dice (256);
          g_byte_array_append (bytes, &byte, 1);
        }
    }
  else
    {
      bytes = bytes_new (sound);
      for (int n = 1 + hostile_dice (12); n > 0; n--)
        damage (bytes);
    }
  return g_byte_array_free_to_bytes (bytes);
}

char *
hostile_choose_text (const char *sound)
{
  g_autoptr (GBytes) bytes = hostile_choose_bytes (sound);
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return g_utf8_make_valid (data != NULL ? data : "", data != NULL ? (gssize) length : 0);
}
