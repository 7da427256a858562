/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "sl-test.h"
#include "sl-tracker-token.h"

static char *
build_token (const char *claims)
{
  g_autofree char *middle = g_base64_encode ((const guchar *) claims, strlen (claims));

  g_strdelimit (middle, "+", '-');
  g_strdelimit (middle, "/", '_');
  middle[strcspn (middle, "=")] = '\0';

  return g_strdup_printf ("e30.%s.sig", middle);
}

static void
test_read (void)
{
  static const struct
  {
    const char *claims;
    gint64 begins, ends; /* seconds */
  } tokens[] = {
    { "{\"iat\":1773648000,\"exp\":1773651600}", 1773648000, 1773651600 },
    { "{\"exp\":1773651600}", 0, 1773651600 },
    { "{\"exp\":1773651600,\"x\":1}", 0, 1773651600 },
    { "{\"exp\":1773651600,\"x\":12}", 0, 1773651600 },
    { "{\"exp\":1773651600,\"x\":\"~~~???\"}", 0, 1773651600 },
    { "{\"exp\":\"1773651600\"}", 0, 0 },
    { "{\"exp\":-5}", 0, 0 },
    { "{\"exp\":9223372036854775807}", 0, 0 },
    { "{\"exp\":1e300}", 0, 0 },
    { "{}", 0, 0 },
    { "[]", 0, 0 },
    { "\"x\"", 0, 0 },
    { "", 0, 0 },
    { "\xff\xfe", 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tokens); i++)
    {
      g_autofree char *token = build_token (tokens[i].claims);
      gint64 begins = -1, ends = -1;

      g_assert_true (sl_tracker_token_is_usable (token));
      sl_tracker_token_read (token, &begins, &ends);
      g_assert_cmpint (begins, ==, tokens[i].begins * G_USEC_PER_SEC);
      g_assert_cmpint (ends, ==, tokens[i].ends * G_USEC_PER_SEC);
    }
}

static void
test_not_a_token (void)
{
  static const char *const texts[] = { NULL, "", "a", "a.b", "a.b.c", "a.b.c.d", "..", "a b.c.d", "a.\xc3\xa9.c", "x\r\ny", "%%.%%.%%" };
  g_autofree char *longest = g_strnfill (100000, 'x');
  gint64 begins, ends;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      sl_tracker_token_read (texts[i], &begins, &ends);
      g_assert_cmpint (begins, ==, 0);
      g_assert_cmpint (ends, ==, 0);
    }
  g_assert_false (sl_tracker_token_is_usable (NULL));
  g_assert_false (sl_tracker_token_is_usable (""));
  g_assert_false (sl_tracker_token_is_usable ("a b"));
  g_assert_false (sl_tracker_token_is_usable ("x\r\ny"));
  g_assert_false (sl_tracker_token_is_usable (longest));
  g_assert_true (sl_tracker_token_is_usable ("a.b.c"));
}

int
main (int argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);
  g_test_add_func ("/token/read", test_read);
  g_test_add_func ("/token/not-a-token", test_not_a_token);

  return g_test_run ();
}
