/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sl-error.h"
#include "sl-http-transport.h"
#include "sl-server-address.h"
#include "sl-test.h"

static void
test_good (void)
{
  static const char *const good[][2] = {
    { "https://tracker.example.org", "https://tracker.example.org" },
    { " https://Tracker.Example.ORG:443/ ", "https://tracker.example.org" },
    { "tracker.example.org", "https://tracker.example.org" },
    { "tracker.example.org:8443/jobs//", "https://tracker.example.org:8443/jobs" },
    { "HTTPS://tracker.example.org/a%20b/", "https://tracker.example.org/a%20b" },
    { "https://bücher.example.org", "https://xn--bcher-kva.example.org" },
    { "https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443" },
    { "https://tracker.example.org/a b", "https://tracker.example.org/a%20b" },
    { "http://localhost:8000", "http://localhost:8000" },
    { "localhost:8000/", "http://localhost:8000" },
    { "http://127.3.2.1", "http://127.3.2.1" },
    { "http://[::1]:8000/x", "http://[::1]:8000/x" },
    { "https://127.0.0.1", "https://127.0.0.1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *found = sl_server_address_normalize (good[i][0], &error);
      g_autofree char *again = NULL;
      g_autoptr (SlTransport) transport = sl_http_transport_new (good[i][0], NULL);

      g_assert_no_error (error);
      g_assert_cmpstr (found, ==, good[i][1]);
      again = sl_server_address_normalize (found, NULL);
      g_assert_cmpstr (again, ==, found);
      g_assert_nonnull (transport);
    }
}

static void
test_bad (void)
{
  /* The address, and a word of the sentence that says why. */
  static const char *const bad[][2] = {
    { "", "Enter" },
    { "   ", "Enter" },
    { NULL, "Enter" },
    { "http://tracker.example.org", "https://" },
    { "http://localhost.example.org", "https://" },
    { "http://128.0.0.1", "https://" },
    { "http://127.0.0.1.example.org", "https://" },
    { "http://0.0.0.0", "https://" },
    { "ftp://tracker.example.org", "https://" },
    { "https://me:secret@tracker.example.org", "sign in" },
    { "https://me@tracker.example.org", "sign in" },
    { "https://tracker.example.org/?page=1", "?" },
    { "https://tracker.example.org/#top", "#" },
    { "https://", "look like" },
    { "https:///path", "look like" },
    { "https://tracker example.org", "look like" },
    { "https://tracker.example.org:99999", "look like" },
    { "https://tracker.example.org/\r\nX: y", "look like" },
    { "https://tracker.example.org/\xff", "look like" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *found = sl_server_address_normalize (bad[i][0], &error);

      g_assert_error (error, SL_ERROR, SL_ERROR_INVALID);
      g_assert_null (found);
      if (strstr (error->message, bad[i][1]) == NULL)
        g_error ("“%s” gives “%s”", bad[i][0], error->message);
      g_assert_null (sl_http_transport_new (bad[i][0], NULL));
    }
}

int
main (int argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);
  g_test_add_func ("/address/good", test_good);
  g_test_add_func ("/address/bad", test_bad);

  return g_test_run ();
}
