/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Connections that fail: whether the server has seen the request must be told rightly, and none may be sent twice unseen. */
#include "config.h"

#include <string.h>

#include "sl-http-private.h"
#include "sl-http-transport.h"
#include "sl-raw-server.h"
#include "sl-test-names.h"
#include "sl-test.h"

#define ANSWER "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"

static const char *const methods[] = { "GET", "POST", "PUT", "DELETE" };

static SlTransport *
reach (SlRawServer *server)
{
  g_autofree char *address = sl_raw_server_dup_address (server, "127.0.0.1");
  g_autoptr (GError) error = NULL;
  SlTransport *transport = sl_http_transport_new (address, &error);

  g_assert_no_error (error);

  return transport;
}

static SlReply *
ask (SlTransport *transport,
     const char *method,
     guint timeout,
     GCancellable *cancellable)
{
  g_autoptr (GBytes) body = g_str_equal (method, "GET") ? NULL : g_bytes_new_static ("{}", 2);

  return sl_transport_send (transport, &(SlRequest) { .method = method, .path = "/tags/", .content_type = "application/json", .body = body, .timeout = timeout }, cancellable);
}

static void
assert_failed (SlReply *reply,
               SlReplyState state,
               const char *words)
{
  g_assert_cmpint (reply->state, ==, state);
  g_assert_null (reply->body);
  if (strstr (reply->message, words) == NULL)
    g_error ("The message is “%s”", reply->message);
}

static void
assert_came (SlReply *reply)
{
  g_assert_cmpstr (reply->message, ==, NULL);
  g_assert_cmpint (reply->state, ==, SL_REPLY_CAME);
  g_assert_cmpuint (reply->status, ==, 200);
}

static gboolean
never_answer (SlRawServer *self,
              GIOStream *stream,
              const char *request,
              guint number,
              gconstpointer data)
{
  sl_raw_server_wait (self, G_MAXINT32);

  return FALSE;
}

static void
test_slow (void)
{
  g_autoptr (SlRawServer) server = sl_raw_server_new (NULL, never_answer, NULL);
  g_autoptr (SlTransport) transport = reach (server);
  g_autoptr (SlReply) reply = ask (transport, "POST", 1, NULL);

  assert_failed (reply, SL_REPLY_LOST, "didn’t answer in time");
  g_assert_cmpuint (sl_raw_server_count (server, NULL), ==, 1);
}

/* Each drop comes well before the time is up, and there is no end to them. */
static gboolean
drip (SlRawServer *self,
      GIOStream *stream,
      const char *request,
      guint number,
      gconstpointer data)
{
  static const char head[] = "HTTP/1.1 200 OK\r\nX-Drops: ";

  sl_raw_server_say (stream, head, strlen (head));
  while (sl_raw_server_wait (self, 50) && sl_raw_server_say (stream, ".", 1))
    ;

  return FALSE;
}

static void
test_drops (void)
{
  g_autoptr (SlRawServer) server = sl_raw_server_new (NULL, drip, NULL);
  g_autoptr (SlTransport) transport = reach (server);
  g_autoptr (SlReply) reply = ask (transport, "GET", 1, NULL);

  assert_failed (reply, SL_REPLY_LOST, "didn’t answer in time");
}

static void
test_refused (void)
{
  g_autoptr (SlRawServer) server = sl_raw_server_new (NULL, never_answer, NULL);
  g_autoptr (SlTransport) transport = reach (server);

  g_clear_pointer (&server, sl_raw_server_free);
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autoptr (SlReply) reply = ask (transport, methods[i], 0, NULL);

      assert_failed (reply, SL_REPLY_NOT_SENT, "takes no connections");
    }
}

static void
test_names (void)
{
  static const char *const names[][2] = {
    { "https://nowhere.invalid", "No server has the name nowhere.invalid" },
    { "https://busy.example.org", "can’t be looked up" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (SlTransport) transport = sl_http_transport_new (names[i][0], NULL);
      g_autoptr (SlReply) reply = ask (transport, "POST", 0, NULL);

      assert_failed (reply, SL_REPLY_NOT_SENT, names[i][1]);
    }
}

/* Reads the request, and then there is nobody. */
static gboolean
reset (SlRawServer *self,
       GIOStream *stream,
       const char *request,
       guint number,
       gconstpointer data)
{
  sl_raw_server_reset (stream);

  return FALSE;
}

static void
test_reset (void)
{
  g_autoptr (SlRawServer) server = sl_raw_server_new (NULL, reset, NULL);
  g_autoptr (SlTransport) transport = reach (server);

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autoptr (SlReply) reply = ask (transport, methods[i], 0, NULL);

      assert_failed (reply, SL_REPLY_LOST, "broke off");
      g_assert_cmpuint (sl_raw_server_count (server, methods[i]), ==, 1);
    }
}

/* Answers the first request and keeps the connection; what comes over it next is read and never answered: to the client,
 * the kept connection died. Whatever comes over another connection is answered. */
static gboolean
die_when_used_again (SlRawServer *self,
                     GIOStream *stream,
                     const char *request,
                     guint number,
                     gconstpointer data)
{
  gboolean used = g_object_get_data (G_OBJECT (stream), "used") != NULL;

  if (used)
    {
      sl_raw_server_reset (stream);
      return FALSE;
    }
  g_object_set_data (G_OBJECT (stream), "used", self);

  return sl_raw_server_say (stream, ANSWER, strlen (ANSWER));
}

static void
test_dead_connection (gconstpointer data)
{
  const char *method = data;
  g_autoptr (SlRawServer) server = sl_raw_server_new (NULL, die_when_used_again, NULL);
  g_autoptr (SlTransport) transport = reach (server);
  g_autoptr (SlReply) first = ask (transport, "GET", 0, NULL);
  g_autoptr (SlReply) second = ask (transport, method, 0, NULL);

  assert_came (first);
  /* A GET may go twice; whatever writes never takes the kept connection. */
  assert_came (second);
  g_assert_cmpuint (sl_raw_server_count (server, method), ==, g_str_equal (method, "GET") ? 3 : 1);
}

/* Promises to keep the connection and closes it. */
static gboolean
close_when_idle (SlRawServer *self,
                 GIOStream *stream,
                 const char *request,
                 guint number,
                 gconstpointer data)
{
  sl_raw_server_say (stream, ANSWER, strlen (ANSWER));

  return FALSE;
}

static void
test_closed_connection (void)
{
  g_autoptr (SlRawServer) server = sl_raw_server_new (NULL, close_when_idle, NULL);
  g_autoptr (SlTransport) transport = reach (server);

  for (guint round = 0; round < 5; round++)
    for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
      {
        g_autoptr (SlReply) reply = ask (transport, methods[i], 0, NULL);

        assert_came (reply);
      }
  g_assert_cmpuint (sl_raw_server_count (server, "POST"), ==, 5);
  g_assert_cmpuint (sl_raw_server_count (server, "PUT"), ==, 5);
  g_assert_cmpuint (sl_raw_server_count (server, "DELETE"), ==, 5);
}

static gboolean
cancel_and_wait (SlRawServer *self,
                 GIOStream *stream,
                 const char *request,
                 guint number,
                 gconstpointer data)
{
  const char *head = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{";

  if (number % 2 == 0)
    sl_raw_server_say (stream, head, strlen (head));
  g_cancellable_cancel ((GCancellable *) data);
  sl_raw_server_wait (self, G_MAXINT32);

  return FALSE;
}

/* Before anything was sent, while the answer is waited for, and in the middle of it. */
static void
test_cancel (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (SlRawServer) server = sl_raw_server_new (NULL, cancel_and_wait, cancellable);
  g_autoptr (SlTransport) transport = reach (server);
  g_autoptr (SlReply) before = NULL;

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (SlReply) reply = ask (transport, i < 2 ? "POST" : "GET", 0, cancellable);

      assert_failed (reply, SL_REPLY_LOST, "was stopped");
      g_cancellable_reset (cancellable);
    }

  g_cancellable_cancel (cancellable);
  before = ask (transport, "POST", 0, cancellable);
  assert_failed (before, SL_REPLY_NOT_SENT, "was stopped");
  g_assert_cmpuint (sl_raw_server_count (server, NULL), ==, 4);
}

static gboolean
echo_number (SlRawServer *self,
             GIOStream *stream,
             const char *request,
             guint number,
             gconstpointer data)
{
  return sl_raw_server_say (stream, ANSWER, strlen (ANSWER));
}

static gpointer
ask_some (gpointer data)
{
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (SlReply) reply = ask (data, methods[i % G_N_ELEMENTS (methods)], 0, NULL);

      assert_came (reply);
    }

  return NULL;
}

/* Made on one thread, used on others, let go on a third. */
static void
test_threads (void)
{
  g_autoptr (SlRawServer) server = sl_raw_server_new (NULL, echo_number, NULL);
  SlTransport *transport = reach (server);
  GThread *first = g_thread_new ("first", ask_some, transport);
  GThread *second = g_thread_new ("second", ask_some, transport);

  g_thread_join (first);
  g_thread_join (second);
  g_object_unref (transport);
  g_assert_cmpuint (sl_raw_server_count (server, NULL), ==, 40);
}

/* Of requests that no answer comes to. */
typedef struct
{
  SlTransport *transport;
  GCancellable *cancellable;
  GMutex lock;
  GCond cond;
  guint n_stuck;
} Stuck;

static gboolean
answer_gets (SlRawServer *self,
             GIOStream *stream,
             const char *request,
             guint number,
             gconstpointer data)
{
  Stuck *stuck = (Stuck *) data;

  if (g_str_has_prefix (request, "GET"))
    return sl_raw_server_say (stream, ANSWER, strlen (ANSWER));
  g_mutex_lock (&stuck->lock);
  stuck->n_stuck++;
  g_cond_broadcast (&stuck->cond);
  g_mutex_unlock (&stuck->lock);
  sl_raw_server_wait (self, G_MAXINT32);

  return FALSE;
}

static gpointer
ask_for_nothing (gpointer data)
{
  Stuck *stuck = data;

  return ask (stuck->transport, "POST", 0, stuck->cancellable);
}

static GThread *
get_stuck (Stuck *stuck)
{
  guint n = stuck->n_stuck + 1;
  GThread *thread = g_thread_new ("stuck", ask_for_nothing, stuck);

  g_mutex_lock (&stuck->lock);
  while (stuck->n_stuck < n)
    g_cond_wait (&stuck->cond, &stuck->lock);
  g_mutex_unlock (&stuck->lock);

  return thread;
}

static gpointer
cancel_thread (gpointer data)
{
  g_cancellable_cancel (data);

  return NULL;
}

/* A slow upload holds up nobody, and where many do, who waits can be stopped. */
static void
test_side_by_side (void)
{
  Stuck stuck = { .cancellable = g_cancellable_new () };
  g_autoptr (SlRawServer) server = sl_raw_server_new (NULL, answer_gets, &stuck);
  g_autoptr (SlTransport) transport = stuck.transport = reach (server);
  g_autoptr (GCancellable) impatient = g_cancellable_new ();
  g_autoptr (SlReply) came = NULL, waited = NULL;
  GThread *threads[3], *canceller;

  g_mutex_init (&stuck.lock);
  g_cond_init (&stuck.cond);
  threads[0] = get_stuck (&stuck);
  came = ask (transport, "GET", 0, NULL);
  assert_came (came);
  threads[1] = get_stuck (&stuck);
  threads[2] = get_stuck (&stuck);
  canceller = g_thread_new ("cancel", cancel_thread, impatient);
  waited = ask (transport, "GET", 0, impatient);
  g_thread_join (canceller);
  assert_failed (waited, SL_REPLY_NOT_SENT, "was stopped");
  g_assert_cmpuint (sl_raw_server_count (server, NULL), ==, 4);

  g_cancellable_cancel (stuck.cancellable);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autoptr (SlReply) reply = g_thread_join (threads[i]);

      assert_failed (reply, SL_REPLY_LOST, "was stopped");
    }
  g_object_unref (stuck.cancellable);
  g_mutex_clear (&stuck.lock);
  g_cond_clear (&stuck.cond);
}

#define N_HURRIED 6
#define N_ASKED 150

/* Some connections end with their answer, and some answers come in pieces. */
static gboolean
answer_variously (SlRawServer *self,
                  GIOStream *stream,
                  const char *request,
                  guint number,
                  gconstpointer data)
{
  gsize part = number % 3 == 0 ? strlen (ANSWER) / 2 : strlen (ANSWER);

  return sl_raw_server_say (stream, ANSWER, part) &&
         (part == strlen (ANSWER) || sl_raw_server_say (stream, ANSWER + part, strlen (ANSWER) - part)) && number % 7 != 0;
}

typedef struct
{
  SlTransport *transport;
  GAsyncQueue *to_stop; /* of GCancellable */
} Hurry;

static gpointer
stop_all (gpointer data)
{
  GAsyncQueue *to_stop = data;

  for (guint i = 0; i < N_HURRIED * N_ASKED / 2; i++)
    {
      g_autoptr (GCancellable) cancellable = g_async_queue_pop (to_stop);

      g_cancellable_cancel (cancellable);
    }

  return NULL;
}

static gpointer
ask_in_a_hurry (gpointer data)
{
  Hurry *hurry = data;

  for (guint i = 0; i < N_ASKED; i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (SlReply) reply = NULL;

      if (i % 2 == 1)
        g_async_queue_push (hurry->to_stop, g_object_ref (cancellable));
      reply = ask (hurry->transport, "GET", 0, cancellable);
      if (i % 2 == 0)
        assert_came (reply);
    }

  return NULL;
}

/* Whoever stops a request does so from another thread, at any moment, and others go on by the same connections. */
static void
test_stopped_at_any_moment (void)
{
  g_autoptr (SlRawServer) server = sl_raw_server_new (NULL, answer_variously, NULL);
  g_autoptr (SlTransport) transport = reach (server);
  g_autoptr (GAsyncQueue) to_stop = g_async_queue_new ();
  Hurry hurry = { transport, to_stop };
  GThread *stopper = g_thread_new ("stopper", stop_all, to_stop), *threads[N_HURRIED];

  for (guint i = 0; i < N_HURRIED; i++)
    threads[i] = g_thread_new ("hurried", ask_in_a_hurry, &hurry);
  for (guint i = 0; i < N_HURRIED; i++)
    g_thread_join (threads[i]);
  g_thread_join (stopper);
}

/* @data: (inout): the numbers of the ports from which requests came. The fourth breaks off. */
static gboolean
note_connection (SlRawServer *self,
                 GIOStream *stream,
                 const char *request,
                 guint number,
                 gconstpointer data)
{
  g_autoptr (GSocketAddress) from = g_socket_connection_get_remote_address (G_SOCKET_CONNECTION (stream), NULL);
  guint16 port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (from));

  g_array_append_val ((GArray *) data, port);

  return number != 4 && sl_raw_server_say (stream, ANSWER, strlen (ANSWER));
}

/* A kept connection isn't used any more after a long rest, or once a request broke off: libsoup would hang on it, or worse. */
static void
test_rest (void)
{
  g_autoptr (GArray) ports = g_array_new (FALSE, FALSE, sizeof (guint16));
  g_autoptr (SlRawServer) server = sl_raw_server_new (NULL, note_connection, ports);
  g_autoptr (SlTransport) transport = reach (server);

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (SlReply) reply = ask (transport, "GET", 0, NULL);

      assert_came (reply);
      if (i == 1)
        _sl_http_transport_rest (transport);
    }
  g_assert_cmpuint (g_array_index (ports, guint16, 0), ==, g_array_index (ports, guint16, 1));
  g_assert_cmpuint (g_array_index (ports, guint16, 1), !=, g_array_index (ports, guint16, 2));

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (SlReply) reply = ask (transport, "POST", 0, NULL);

      g_assert_cmpint (reply->state, ==, i == 0 ? SL_REPLY_LOST : SL_REPLY_CAME);
    }
  g_assert_cmpuint (ports->len, ==, 6);
}

int
main (int argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);
  sl_test_names_init ();
  g_test_add_func ("/faults/slow", test_slow);
  g_test_add_func ("/faults/drops", test_drops);
  g_test_add_func ("/faults/refused", test_refused);
  g_test_add_func ("/faults/names", test_names);
  g_test_add_func ("/faults/reset", test_reset);
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autofree char *path = g_strconcat ("/faults/dead-connection/", methods[i], NULL);

      g_test_add_data_func (path, methods[i], test_dead_connection);
    }
  g_test_add_func ("/faults/closed-connection", test_closed_connection);
  g_test_add_func ("/faults/cancel", test_cancel);
  g_test_add_func ("/faults/threads", test_threads);
  g_test_add_func ("/faults/side-by-side", test_side_by_side);
  g_test_add_func ("/faults/rest", test_rest);
  g_test_add_func ("/faults/stopped-at-any-moment", test_stopped_at_any_moment);

  return g_test_run ();
}
