/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The HTTP transport against a server that answers as each test wants: what comes, and what is said when nothing comes. */
#include "config.h"

#include <string.h>

#include "sl-http-transport.h"
#include "sl-raw-server.h"
#include "sl-test-names.h"
#include "sl-test.h"

#define TOKEN "a-token-that-nobody-else-sees"
#define JSON "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"

static SlReply *
ask (SlRawServer *server,
     const char *method,
     const char *body,
     guint timeout,
     GCancellable *cancellable)
{
  g_autofree char *address = sl_raw_server_dup_address (server, "127.0.0.1");
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransport) transport = sl_http_transport_new (address, &error);
  g_autoptr (GBytes) bytes = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;
  SlRequest request = { .method = method, .path = "/applications/?skip=0", .token = TOKEN, .content_type = "application/json", .body = bytes, .timeout = timeout };

  g_assert_no_error (error);

  return sl_transport_send (transport, &request, cancellable);
}

static void
assert_body (SlReply *reply,
             const char *expected)
{
  g_assert_cmpint (reply->state, ==, SL_REPLY_CAME);
  g_assert_cmpmem (g_bytes_get_data (reply->body, NULL), g_bytes_get_size (reply->body), expected, strlen (expected));
}

static gboolean
say_data (SlRawServer *self,
          GIOStream *stream,
          const char *request,
          guint number,
          gconstpointer data)
{
  sl_raw_server_say (stream, data, strlen (data));

  return FALSE;
}

static void
test_request (void)
{
  g_autoptr (SlRawServer) server = sl_raw_server_new (NULL, say_data, JSON "Content-Length: 2\r\n\r\n{}");
  g_autoptr (SlReply) reply = ask (server, "POST", "{\"a\":1}", 0, NULL);
  g_autofree char *request = sl_raw_server_dup_request (server, 1);
  g_autofree char *cookie = g_ascii_strdown (request, -1);

  assert_body (reply, "{}");
  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_cmpint (reply->retry_after, ==, -1);
  g_assert_cmpint (reply->date, ==, 0);
  g_assert_null (reply->message);
  g_assert_true (g_str_has_prefix (request, "POST /applications/?skip=0 HTTP/1.1\r\n"));
  g_assert_true (g_str_has_suffix (request, "\r\n\r\n{\"a\":1}"));
  g_assert_nonnull (strstr (request, "\r\nAuthorization: Bearer " TOKEN "\r\n"));
  g_assert_nonnull (strstr (request, "\r\nUser-Agent: Shortlist/" SL_VERSION "\r\n"));
  g_assert_nonnull (strstr (request, "\r\nContent-Type: application/json\r\n"));
  g_assert_nonnull (strstr (request, "gzip"));
  g_assert_null (strstr (cookie, "\r\ncookie:"));
}

/* The address's path comes first; a cookie that the server sets comes back nowhere. */
static void
test_prefix (void)
{
  g_autoptr (SlRawServer) server = sl_raw_server_new (NULL, say_data, JSON "Set-Cookie: a=b\r\nContent-Length: 2\r\n\r\n{}");
  g_autofree char *address = g_strdup_printf ("http://127.0.0.1:%u/tracker/", sl_raw_server_get_port (server));
  g_autoptr (SlTransport) transport = sl_http_transport_new (address, NULL);

  for (guint i = 1; i <= 2; i++)
    {
      g_autoptr (SlReply) reply = sl_transport_send (transport, &(SlRequest) { .method = "GET", .path = "/users/me" }, NULL);
      g_autofree char *request = sl_raw_server_dup_request (server, i);

      assert_body (reply, "{}");
      g_assert_true (g_str_has_prefix (request, "GET /tracker/users/me HTTP/1.1\r\n"));
      g_assert_null (strstr (request, "Authorization"));
      g_assert_null (strstr (request, "Cookie"));
    }
}

static void
test_unsendable (void)
{
  static const SlRequest wrong[] = {
    { .method = "GET", .path = "/a b" },
    { .method = "GET", .path = "/a\r\nX: y" },
    { .method = "GET", .path = "/a#b" },
    { .method = "GET", .path = "/a", .token = "x\r\nX: y" },
  };
  g_autoptr (SlRawServer) server = sl_raw_server_new (NULL, say_data, JSON "Content-Length: 2\r\n\r\n{}");
  g_autofree char *address = sl_raw_server_dup_address (server, "127.0.0.1");
  g_autoptr (SlTransport) transport = sl_http_transport_new (address, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (SlReply) reply = sl_transport_send (transport, &wrong[i], NULL);

      g_assert_cmpint (reply->state, ==, SL_REPLY_NOT_SENT);
      g_assert_nonnull (reply->message);
    }
  g_assert_cmpuint (sl_raw_server_count (server, NULL), ==, 0);
}

/* Answers of all kinds, and what each must be taken for. */
static const struct
{
  const char *name;
  const char *answer;
  SlReplyState state;
  guint status;
  const char *words; /* of the body, or of the message */
} answers[] = {
  { "chunked", JSON "Transfer-Encoding: chunked\r\n\r\n2\r\n[1\r\n1\r\n]\r\n0\r\n\r\n", SL_REPLY_CAME, 200, "[1]" },
  { "to-the-end", JSON "\r\n[1]", SL_REPLY_CAME, 200, "[1]" },
  { "nothing-to-say", "HTTP/1.1 204 No Content\r\n\r\n", SL_REPLY_CAME, 204, "" },
  { "error", "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 2\r\n\r\nno", SL_REPLY_CAME, 500, "no" },
  { "challenge", "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 2\r\n\r\nno", SL_REPLY_CAME, 401, "no" },
  { "hints-first", "HTTP/1.1 103 Early Hints\r\n\r\n" JSON "Content-Length: 2\r\n\r\n{}", SL_REPLY_CAME, 200, "{}" },
  { "longer-than-said", JSON "Content-Length: 2\r\n\r\n{}trailing", SL_REPLY_CAME, 200, "{}" },
  { "empty", "", SL_REPLY_LOST, 0, "broke off" },
  { "cut-in-the-headers", "HTTP/1.1 200 OK\r\nContent-Ty", SL_REPLY_LOST, 0, "" },
  { "cut-in-the-body", JSON "Content-Length: 100\r\n\r\n{\"a\":", SL_REPLY_LOST, 0, "broke off" },
  { "cut-in-the-body-of-a-last-answer", JSON "Connection: close\r\nContent-Length: 100\r\n\r\n{\"a\":", SL_REPLY_LOST, 0, "broke off" },
  { "cut-in-a-chunk", JSON "Transfer-Encoding: chunked\r\n\r\n20\r\n{\"a\":", SL_REPLY_LOST, 0, "broke off" },
  { "cut-after-a-chunk", JSON "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n", SL_REPLY_LOST, 0, "broke off" },
  { "garbage", "220 mail.example.org ESMTP\r\n\r\nhello\r\n", SL_REPLY_LOST, 0, "no answer of a web server" },
  { "binary", "\x16\x03\x01\x02\x00\x01\xfe\xfd\r\n\r\n", SL_REPLY_LOST, 0, "no answer of a web server" },
  { "no-gzip", JSON "Content-Encoding: gzip\r\nContent-Length: 8\r\n\r\nnot gzip", SL_REPLY_LOST, 0, "can’t be read" },
};

static void
test_answer (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (SlRawServer) server = sl_raw_server_new (NULL, say_data, answers[i].answer);
  static const char *const methods[] = { "GET", "POST", "PUT", "DELETE" };

  for (guint m = 0; m < G_N_ELEMENTS (methods); m++)
    {
      g_autoptr (SlReply) reply = ask (server, methods[m], NULL, 0, NULL);

      g_assert_cmpint (reply->state, ==, answers[i].state);
      g_assert_cmpuint (reply->status, ==, answers[i].status);
      g_assert_true ((reply->message != NULL) == (reply->state != SL_REPLY_CAME));
      if (reply->state == SL_REPLY_CAME)
        assert_body (reply, answers[i].words);
      else if (strstr (reply->message, answers[i].words) == NULL || strstr (reply->message, "127.0.0.1") == NULL)
        g_error ("The message is “%s”", reply->message);
      g_assert_cmpuint (sl_raw_server_count (server, methods[m]), ==, 1);
    }
}

static gboolean
say_packed (SlRawServer *self,
            GIOStream *stream,
            const char *request,
            guint number,
            gconstpointer data)
{
  gsize plain = GPOINTER_TO_SIZE (data);
  g_autofree char *text = g_strnfill (plain, 'x');
  g_autoptr (GConverter) packer = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  g_autoptr (GBytes) bytes = g_bytes_new (text, plain);
  g_autoptr (GBytes) packed = g_converter_convert_bytes (packer, bytes, NULL);
  gsize size = g_bytes_get_size (packed);
  g_autofree char *head = g_strdup_printf (JSON "Connection: close\r\nContent-Encoding: gzip\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n", size);

  sl_raw_server_say (stream, head, strlen (head));
  /* The second time, without its last bytes. */
  sl_raw_server_say (stream, g_bytes_get_data (packed, NULL), number == 2 ? size - 9 : size);

  return FALSE;
}

static void
test_packed (void)
{
  g_autoptr (SlRawServer) server = sl_raw_server_new (NULL, say_packed, GSIZE_TO_POINTER (100000));
  g_autoptr (SlReply) whole = ask (server, "GET", NULL, 0, NULL);
  g_autoptr (SlReply) cut = ask (server, "GET", NULL, 0, NULL);

  g_assert_cmpint (whole->state, ==, SL_REPLY_CAME);
  g_assert_cmpuint (g_bytes_get_size (whole->body), ==, 100000);
  g_assert_cmpint (cut->state, ==, SL_REPLY_LOST);
}

/* Little on the way, and too much here. */
static void
test_bomb (void)
{
  g_autoptr (SlRawServer) server = sl_raw_server_new (NULL, say_packed, GSIZE_TO_POINTER ((gsize) SL_HTTP_MAX_BODY + 1));
  g_autoptr (SlReply) reply = ask (server, "GET", NULL, 0, NULL);

  g_assert_cmpint (reply->state, ==, SL_REPLY_LOST);
  g_assert_nonnull (strstr (reply->message, "more than Shortlist takes"));
  g_assert_null (reply->body);
}

/* Sends a body, or headers, without an end. */
static gboolean
say_for_ever (SlRawServer *self,
              GIOStream *stream,
              const char *request,
              guint number,
              gconstpointer data)
{
  g_autofree char *line = g_strnfill (65536, 'x');
  const char *head = data;

  line[65534] = '\r';
  line[65535] = '\n';
  memcpy (line, "X-", 2);
  line[5] = ':';
  sl_raw_server_say (stream, head, strlen (head));
  while (sl_raw_server_say (stream, line, 65536))
    ;

  return FALSE;
}

static void
test_huge (gconstpointer data)
{
  g_autoptr (SlRawServer) server = sl_raw_server_new (NULL, say_for_ever, data);
  g_autoptr (SlReply) reply = ask (server, "GET", NULL, 0, NULL);

  g_assert_cmpint (reply->state, ==, SL_REPLY_LOST);
  g_assert_nonnull (reply->message);
  g_assert_null (reply->body);
}

/* The reply is the redirect; nobody goes there, and nothing is sent there. */
static void
test_redirect (gconstpointer data)
{
  g_autoptr (SlRawServer) elsewhere = sl_raw_server_new (NULL, say_data, JSON "Content-Length: 2\r\n\r\n{}");
  g_autofree char *there = sl_raw_server_dup_address (elsewhere, "127.0.0.1");
  g_autofree char *answer = g_strdup_printf ("HTTP/1.1 %u Moved\r\nLocation: %s/stolen\r\nContent-Length: 0\r\n\r\n", GPOINTER_TO_UINT (data), there);
  g_autoptr (SlRawServer) server = sl_raw_server_new (NULL, say_data, answer);
  static const char *const methods[] = { "GET", "POST", "PUT", "DELETE" };

  for (guint m = 0; m < G_N_ELEMENTS (methods); m++)
    {
      g_autoptr (SlReply) reply = ask (server, methods[m], "{}", 0, NULL);
      g_autofree char *expected = g_strconcat (there, "/stolen", NULL);

      g_assert_cmpint (reply->state, ==, SL_REPLY_CAME);
      g_assert_cmpuint (reply->status, ==, GPOINTER_TO_UINT (data));
      g_assert_cmpstr (reply->location, ==, expected);
      g_assert_cmpuint (sl_raw_server_count (server, methods[m]), ==, 1);
    }
  g_assert_cmpuint (sl_raw_server_count (elsewhere, NULL), ==, 0);
}

static void
test_dates (void)
{
  static const struct
  {
    const char *head;
    gint64 date, retry_after;
  } dates[] = {
    { "Date: Mon, 16 Mar 2026 08:00:00 GMT\r\n", 1773648000, -1 },
    { "Date: Mon, 16 Mar 2026 08:00:00 GMT\r\nRetry-After: 120\r\n", 1773648000, 120 },
    { "Retry-After: 0\r\n", 0, 0 },
    { "Date: Mon, 16 Mar 2026 08:00:00 GMT\r\nRetry-After: Mon, 16 Mar 2026 08:02:30 GMT\r\n", 1773648000, 150 },
    { "Date: Mon, 16 Mar 2026 08:00:00 GMT\r\nRetry-After: Mon, 16 Mar 2026 07:00:00 GMT\r\n", 1773648000, 0 },
    /* Without the server's clock its date means nothing. */
    { "Retry-After: Mon, 16 Mar 2026 08:02:30 GMT\r\n", 0, -1 },
    { "Date: yesterday\r\nRetry-After: soon\r\n", 0, -1 },
    { "Retry-After: -5\r\n", 0, -1 },
    { "Retry-After: 99999999999999999999\r\n", 0, -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      g_autofree char *answer = g_strdup_printf ("HTTP/1.1 503 Service Unavailable\r\n%sContent-Length: 0\r\n\r\n", dates[i].head);
      g_autoptr (SlRawServer) server = sl_raw_server_new (NULL, say_data, answer);
      g_autoptr (SlReply) reply = ask (server, "GET", NULL, 0, NULL);

      g_assert_cmpuint (reply->status, ==, 503);
      g_assert_cmpint (reply->date, ==, dates[i].date * G_USEC_PER_SEC);
      g_assert_cmpint (reply->retry_after, ==, dates[i].retry_after);
    }
}

int
main (int argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);
  sl_test_names_init ();
  g_test_add_func ("/http/request", test_request);
  g_test_add_func ("/http/prefix", test_prefix);
  g_test_add_func ("/http/unsendable", test_unsendable);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autofree char *path = g_strconcat ("/http/answer/", answers[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_answer);
    }
  g_test_add_func ("/http/packed", test_packed);
  g_test_add_func ("/http/bomb", test_bomb);
  g_test_add_data_func ("/http/huge/body", JSON "\r\n", test_huge);
  g_test_add_data_func ("/http/huge/headers", JSON, test_huge);
  g_test_add_data_func ("/http/redirect/301", GUINT_TO_POINTER (301), test_redirect);
  g_test_add_data_func ("/http/redirect/303", GUINT_TO_POINTER (303), test_redirect);
  g_test_add_data_func ("/http/redirect/307", GUINT_TO_POINTER (307), test_redirect);
  g_test_add_func ("/http/dates", test_dates);

  return g_test_run ();
}
