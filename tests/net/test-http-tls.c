/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The HTTP transport over TLS: a good certificate, and those that nobody may take. */
#include "config.h"

#include <string.h>

#include "sl-http-transport.h"
#include "sl-raw-server.h"
#include "sl-test-certificate.h"
#include "sl-test-names.h"
#include "sl-test.h"

#define HOST "tracker.example.org"
#define TOKEN "a-token-that-nobody-else-sees"
#define DAY 24

static gboolean
say_data (SlRawServer *self,
          GIOStream *stream,
          const char *request,
          guint number,
          gconstpointer data)
{
  return sl_raw_server_say (stream, data, strlen (data));
}

#define ANSWER "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"

static SlReply *
ask (const char *address,
     const char *method)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransport) transport = sl_http_transport_new (address, &error);

  g_assert_no_error (error);

  return sl_transport_send (transport, &(SlRequest) { .method = method, .path = "/users/me", .token = TOKEN }, NULL);
}

static void
test_good (void)
{
  g_autoptr (GTlsCertificate) certificate = sl_test_certificate_new (HOST, -DAY, DAY, TRUE);
  g_autoptr (SlRawServer) server = sl_raw_server_new (certificate, say_data, ANSWER);
  g_autofree char *address = sl_raw_server_dup_address (server, HOST);
  g_autoptr (SlTransport) transport = sl_http_transport_new (address, NULL);
  static const char *const methods[] = { "GET", "POST", "GET", "PUT", "DELETE", "GET" };

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autoptr (SlReply) reply = sl_transport_send (transport, &(SlRequest) { .method = methods[i], .path = "/users/me", .token = TOKEN }, NULL);

      g_assert_cmpstr (reply->message, ==, NULL);
      g_assert_cmpint (reply->state, ==, SL_REPLY_CAME);
    }
  g_assert_cmpuint (sl_raw_server_count (server, NULL), ==, G_N_ELEMENTS (methods));
}

static const struct
{
  const char *name;
  const char *host;
  int begins_hours, ends_hours;
  gboolean trusted;
  const char *words;
} bad[] = {
  { "unknown-authority", HOST, -DAY, DAY, FALSE, "nobody that this computer trusts" },
  { "other-host", "other.example.org", -DAY, DAY, TRUE, "made out to another server" },
  { "expired", HOST, -2 * DAY, -DAY, TRUE, "has expired" },
  { "not-yet", HOST, DAY, 2 * DAY, TRUE, "isn’t valid yet" },
};

static void
test_bad (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GTlsCertificate) certificate = sl_test_certificate_new (bad[i].host, bad[i].begins_hours, bad[i].ends_hours, bad[i].trusted);
  g_autoptr (SlRawServer) server = sl_raw_server_new (certificate, say_data, ANSWER);
  g_autofree char *address = sl_raw_server_dup_address (server, HOST);
  static const char *const methods[] = { "GET", "POST" };

  for (guint m = 0; m < G_N_ELEMENTS (methods); m++)
    {
      g_autoptr (SlReply) reply = ask (address, methods[m]);

      g_assert_cmpint (reply->state, ==, SL_REPLY_NOT_SENT);
      if (strstr (reply->message, bad[i].words) == NULL || strstr (reply->message, HOST) == NULL)
        g_error ("The message is “%s”", reply->message);
    }
  g_assert_cmpuint (sl_raw_server_count (server, NULL), ==, 0);
}

/* A server that talks plainly where TLS is meant. */
static gboolean
say_plainly (SlRawServer *self,
             GIOStream *stream,
             const char *request,
             guint number,
             gconstpointer data)
{
  sl_raw_server_say (stream, ANSWER, strlen (ANSWER));

  return FALSE;
}

static void
test_plain (void)
{
  g_autoptr (SlRawServer) server = sl_raw_server_new (NULL, say_plainly, NULL);
  g_autofree char *address = g_strdup_printf ("https://" HOST ":%u", sl_raw_server_get_port (server));
  g_autoptr (SlTransport) transport = sl_http_transport_new (address, NULL);
  /* The server waits for a line end that never comes, so it is the client that must not wait for ever. */
  g_autoptr (SlReply) reply = sl_transport_send (transport, &(SlRequest) { .method = "GET", .path = "/", .token = TOKEN, .timeout = 1 }, NULL);

  g_assert_cmpint (reply->state, ==, SL_REPLY_NOT_SENT);
  g_assert_nonnull (reply->message);
  g_assert_cmpuint (sl_raw_server_count (server, NULL), ==, 0);
}

/* A redirect to plain http on the same host carries nothing there. */
static void
test_downgrade (void)
{
  g_autoptr (SlRawServer) plain = sl_raw_server_new (NULL, say_plainly, NULL);
  g_autofree char *answer = g_strdup_printf ("HTTP/1.1 307 Temporary Redirect\r\nLocation: http://" HOST ":%u/users/me\r\nContent-Length: 0\r\n\r\n",
                                             sl_raw_server_get_port (plain));
  g_autoptr (GTlsCertificate) certificate = sl_test_certificate_new (HOST, -DAY, DAY, TRUE);
  g_autoptr (SlRawServer) server = sl_raw_server_new (certificate, say_data, answer);
  g_autofree char *address = sl_raw_server_dup_address (server, HOST);
  g_autoptr (SlReply) reply = ask (address, "GET");

  g_assert_cmpuint (reply->status, ==, 307);
  g_assert_true (g_str_has_prefix (reply->location, "http://" HOST));
  g_assert_cmpuint (sl_raw_server_count (plain, NULL), ==, 0);
}

static const char refusal[] = "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n";

/* The proxy learns where to, and no more. */
static void
test_proxy (void)
{
  g_autoptr (SlRawServer) proxy = sl_raw_server_new (NULL, say_data, refusal);
  g_autoptr (SlReply) reply = NULL;
  g_autofree char *request = NULL;

  sl_test_names_set_proxy (sl_raw_server_get_port (proxy));
  reply = ask ("https://proxied.example.org", "POST");
  g_assert_cmpint (reply->state, ==, SL_REPLY_NOT_SENT);
  if (strstr (reply->message, "proxy") == NULL)
    g_error ("The message is “%s”", reply->message);
  g_assert_cmpuint (sl_raw_server_count (proxy, NULL), ==, 1);
  request = sl_raw_server_dup_request (proxy, 1);
  g_assert_true (g_str_has_prefix (request, "CONNECT proxied.example.org:443 "));
  g_assert_null (strstr (request, TOKEN));
}

int
main (int argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);
  sl_test_names_init ();
  sl_test_certificates_init ();
  g_test_add_func ("/tls/good", test_good);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *path = g_strconcat ("/tls/bad/", bad[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_bad);
    }
  g_test_add_func ("/tls/plain", test_plain);
  g_test_add_func ("/tls/downgrade", test_downgrade);
  g_test_add_func ("/tls/proxy", test_proxy);

  return g_test_run ();
}
