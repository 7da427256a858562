/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sends over libsoup. Nothing is sent twice without the caller knowing: no redirect is followed, no sign-in answered, and
 * whatever writes gets a connection of its own, as libsoup would silently send PUT and DELETE again when a kept one turns
 * out to be dead. HTTP/1.1 alone, where "the headers were written" is a plain fact: it decides what the loss of a reply
 * means. Some requests may be under way at once, so that a slow upload holds up nothing that a person looks at: each has a
 * lane (see sl-http-lane.h), whose context whoever sends runs meanwhile. */
#define G_LOG_DOMAIN "sl-http-transport"

#include "config.h"

#include <glib/gi18n.h>
#include <libsoup/soup.h>
#include <string.h>

#include "sl-error.h"
#include "sl-http-lane.h"
#include "sl-http-private.h"
#include "sl-http-transport.h"
#include "sl-server-address.h"
#include "sl-turn.h"

#define DEFAULT_TIMEOUT 30
/* A reply that comes drop by drop is given up after so many times the timeout. */
#define PATIENCE 10
#define CHUNK (64 * 1024)
/* A round, and what a person looks at. */
#define LANES 3

struct _SlHttpTransport
{
  GObject parent_instance;

  char *address;
  SlTurn turn; /* of the lanes */
  GMutex lock; /* of who has which */
  SlHttpLane lanes[LANES];
};

/* One request under way. */
typedef struct
{
  SoupMessage *message;
  GCancellable *cancellable; /* fires after the caller's, at the deadline, and where libsoup begins anew */
  GCancellable *theirs;      /* (nullable): the caller's, who may be on any thread */
  GSource *deadline, *stop;  /* see stop_cb() */
  gint64 timeout;     /* microseconds */
  gint64 due, latest; /* of the monotonic clock: when it is given up as it stands, and whatever comes */
  gboolean writes, sent, timed_out, done;
  GInputStream *stream;
  GByteArray *body;
  GError *error;
} Exchange;

static void sl_http_transport_iface_init (SlTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SlHttpTransport, sl_http_transport, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (SL_TYPE_TRANSPORT, sl_http_transport_iface_init))

/* Something moved: the wait begins again, but not for ever. The source finds that out when it is its time: to set another wakes the
 * context each time. */
static void
postpone_deadline (Exchange *exchange)
{
  exchange->due = MIN (g_get_monotonic_time () + exchange->timeout, exchange->latest);
}

static void
give_up (Exchange *exchange)
{
  exchange->timed_out = TRUE;
  g_cancellable_cancel (exchange->cancellable);
}

static gboolean
deadline_cb (gpointer data)
{
  Exchange *exchange = data;

  if (g_get_monotonic_time () < exchange->due)
    {
      g_source_set_ready_time (exchange->deadline, exchange->due);
      return G_SOURCE_CONTINUE;
    }
  give_up (exchange);
  return G_SOURCE_REMOVE;
}

static gboolean
deadline_dispatch (GSource *source,
                   GSourceFunc callback,
                   gpointer data)
{
  return callback (data);
}

static GSourceFuncs deadline_funcs = { .dispatch = deadline_dispatch };

/* libsoup loses its way where a request is cancelled between the moment when it is answered and the callback that says so. So
 * that is done here alone: on the lane's own thread, and by sources that come after all that is ready. */
static gboolean
stop_cb (GCancellable *theirs,
         gpointer data)
{
  g_cancellable_cancel (((Exchange *) data)->cancellable);

  return G_SOURCE_REMOVE;
}

static void
wrote_headers_cb (Exchange *exchange)
{
  exchange->sent = TRUE;
  postpone_deadline (exchange);
}

/* Doesn't happen to what writes, as a new connection can't be a dead one. Should it ever, it isn't sent again. */
static void
restarted_cb (Exchange *exchange)
{
  if (exchange->writes && exchange->sent)
    g_cancellable_cancel (exchange->cancellable);
}

static void
finish (Exchange *exchange,
        GError *error)
{
  exchange->error = error;
  exchange->done = TRUE;
}

/* libsoup takes a body for whole that ends before its length where the connection was to end with it anyway. */
static gboolean
take_chunk (GByteArray *body,
            GBytes *bytes,
            GError **error)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  if (body->len + size > SL_HTTP_MAX_BODY)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE, "The body is too long");
      return FALSE;
    }
  g_byte_array_append (body, data, (guint) size);

  return TRUE;
}

/* Done here, as libsoup takes a packed body for whole that ends too early. */
static GByteArray *
unpack (GBytes *packed,
        GError **error)
{
  g_autoptr (GInputStream) memory = g_memory_input_stream_new_from_bytes (packed);
  g_autoptr (GConverter) unpacker = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GInputStream) stream = g_converter_input_stream_new (memory, unpacker);
  g_autoptr (GByteArray) body = g_byte_array_new ();

  for (;;)
    {
      g_autoptr (GBytes) bytes = g_input_stream_read_bytes (stream, CHUNK, NULL, error);

      if (bytes == NULL)
        return NULL;
      if (g_bytes_get_size (bytes) == 0)
        return g_steal_pointer (&body);
      if (!take_chunk (body, bytes, error))
        return NULL;
    }
}

static GError *
check_length (Exchange *exchange)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (exchange->message);

  if (soup_message_headers_get_encoding (headers) != SOUP_ENCODING_CONTENT_LENGTH ||
      exchange->body->len >= soup_message_headers_get_content_length (headers))
    return NULL;

  return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT, "The body is shorter than announced");
}

/* Nothing more comes. */
static GError *
complete_body (Exchange *exchange)
{
  const char *coding = soup_message_headers_get_one (soup_message_get_response_headers (exchange->message), "Content-Encoding");
  GError *error = check_length (exchange);

  if (error != NULL || coding == NULL || exchange->body->len == 0 || g_ascii_strcasecmp (coding, "identity") == 0)
    return error;
  if (g_ascii_strcasecmp (coding, "gzip") == 0)
    {
      g_autoptr (GBytes) packed = g_byte_array_free_to_bytes (g_steal_pointer (&exchange->body));

      exchange->body = unpack (packed, &error);
      return error;
    }

  return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "The body is packed in a way that nobody asked for");
}

/* What comes so fast that nothing else has its turn can be stopped, too. */
static gboolean
is_stopped (Exchange *exchange,
            GError **error)
{
  if (g_get_monotonic_time () > exchange->latest)
    give_up (exchange);

  return g_cancellable_set_error_if_cancelled (exchange->theirs, error) || g_cancellable_set_error_if_cancelled (exchange->cancellable, error);
}

static void
read_cb (GObject *source,
         GAsyncResult *result,
         gpointer data)
{
  Exchange *exchange = data;
  GError *error = NULL;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);

  if (bytes == NULL)
    finish (exchange, error);
  else if (g_bytes_get_size (bytes) == 0)
    finish (exchange, complete_body (exchange));
  else if (!take_chunk (exchange->body, bytes, &error) || is_stopped (exchange, &error))
    finish (exchange, error);
  else
    {
      postpone_deadline (exchange);
      g_input_stream_read_bytes_async (exchange->stream, CHUNK, G_PRIORITY_DEFAULT, exchange->cancellable, read_cb, exchange);
    }
}

static void
sent_cb (GObject *source,
         GAsyncResult *result,
         gpointer data)
{
  Exchange *exchange = data;
  GError *error = NULL;

  exchange->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (exchange->stream == NULL)
    {
      finish (exchange, error);
      return;
    }

  postpone_deadline (exchange);
  g_input_stream_read_bytes_async (exchange->stream, CHUNK, G_PRIORITY_DEFAULT, exchange->cancellable, read_cb, exchange);
}

static void
exchange_clear (Exchange *exchange)
{
  g_source_destroy (exchange->deadline);
  g_clear_pointer (&exchange->deadline, g_source_unref);
  if (exchange->stop != NULL)
    g_source_destroy (exchange->stop);
  g_clear_pointer (&exchange->stop, g_source_unref);
  g_signal_handlers_disconnect_by_data (exchange->message, exchange);
  g_clear_object (&exchange->stream);
  g_clear_object (&exchange->message);
  g_clear_object (&exchange->cancellable);
  g_clear_pointer (&exchange->body, g_byte_array_unref);
  g_clear_error (&exchange->error);
}

static void
exchange_init (Exchange *exchange,
               SoupMessage *message,
               const SlRequest *request,
               GMainContext *context,
               GCancellable *theirs)
{
  exchange->message = g_object_ref (message);
  exchange->theirs = theirs;
  exchange->cancellable = g_cancellable_new ();
  exchange->body = g_byte_array_new ();
  exchange->writes = !g_str_equal (request->method, "GET");
  exchange->timeout = (gint64) (request->timeout > 0 ? request->timeout : DEFAULT_TIMEOUT) * G_USEC_PER_SEC;
  exchange->latest = g_get_monotonic_time () + PATIENCE * exchange->timeout;
  exchange->deadline = g_source_new (&deadline_funcs, sizeof (GSource));
  g_source_set_callback (exchange->deadline, deadline_cb, exchange, NULL);
  g_source_set_priority (exchange->deadline, G_PRIORITY_LOW);
  postpone_deadline (exchange);
  g_source_set_ready_time (exchange->deadline, exchange->due);
  g_source_attach (exchange->deadline, context);
  if (theirs != NULL)
    {
      exchange->stop = g_cancellable_source_new (theirs);
      g_source_set_callback (exchange->stop, G_SOURCE_FUNC (stop_cb), exchange, NULL);
      g_source_set_priority (exchange->stop, G_PRIORITY_LOW);
      g_source_attach (exchange->stop, context);
    }

  g_signal_connect_swapped (message, "wrote-headers", G_CALLBACK (wrote_headers_cb), exchange);
  g_signal_connect_swapped (message, "wrote-body-data", G_CALLBACK (postpone_deadline), exchange);
  g_signal_connect_swapped (message, "restarted", G_CALLBACK (restarted_cb), exchange);
}

/* What is no visible ASCII doesn't belong into a line of the request. */
static gboolean
is_visible (const char *text)
{
  while (g_ascii_isgraph (*text))
    text++;

  return *text == '\0';
}

/* (nullable): the request isn't one that can be sent */
static SoupMessage *
build_message (SlHttpTransport *self,
               const SlRequest *request)
{
  g_autofree char *uri = g_strconcat (self->address, request->path, NULL);
  SoupMessage *message;

  if (!is_visible (uri) || strchr (uri, '#') != NULL || (request->token != NULL && !is_visible (request->token)))
    return NULL;
  message = soup_message_new (request->method, uri);
  if (message == NULL)
    return NULL;

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  if (!g_str_equal (request->method, "GET"))
    soup_message_add_flags (message, SOUP_MESSAGE_NEW_CONNECTION);
  soup_message_set_force_http1 (message, TRUE);
  if (request->body != NULL)
    soup_message_set_request_body_from_bytes (message, request->content_type, request->body);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Accept-Encoding", "gzip");
  if (request->token != NULL)
    {
      g_autofree char *value = g_strconcat ("Bearer ", request->token, NULL);

      soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", value);
      explicit_bzero (value, strlen (value));
    }

  return message;
}

/* Microseconds since 1970 UTC, or 0. */
static gint64
read_date (const char *text)
{
  g_autoptr (GDateTime) date = text != NULL ? soup_date_time_new_from_http_string (text) : NULL;

  return date != NULL ? g_date_time_to_unix (date) * G_USEC_PER_SEC : 0;
}

/* Seconds or a date, which is the server's and means nothing without the server's clock. */
static gint64
read_retry_after (const char *text,
                  gint64 now)
{
  gint64 date;
  guint64 seconds;

  if (text == NULL)
    return -1;
  if (g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT32, &seconds, NULL))
    return (gint64) seconds;

  date = read_date (text);

  return date != 0 && now != 0 ? MAX (date - now, 0) / G_USEC_PER_SEC : -1;
}

static void
fill_reply (SlReply *reply,
            Exchange *exchange)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (exchange->message);

  reply->state = SL_REPLY_CAME;
  reply->status = soup_message_get_status (exchange->message);
  reply->body = g_byte_array_free_to_bytes (g_steal_pointer (&exchange->body));
  reply->location = g_strdup (soup_message_headers_get_one (headers, "Location"));
  reply->date = read_date (soup_message_headers_get_one (headers, "Date"));
  reply->retry_after = read_retry_after (soup_message_headers_get_one (headers, "Retry-After"), reply->date);
}

static SlReply *
build_reply (Exchange *exchange)
{
  SlReply *reply = sl_reply_new ();

  /* A proxy answered in the server's place. */
  if (exchange->error == NULL && !exchange->sent)
    exchange->error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_PROXY_FAILED, "The proxy refused");
  if (exchange->timed_out)
    {
      g_clear_error (&exchange->error);
      exchange->error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "No answer in time");
    }

  if (exchange->error == NULL)
    {
      fill_reply (reply, exchange);
      return reply;
    }

  reply->state = exchange->sent ? SL_REPLY_LOST : SL_REPLY_NOT_SENT;
  reply->message = _sl_http_explain (exchange->message, exchange->error);
  g_debug ("%s %s: %s", soup_message_get_method (exchange->message), reply->state == SL_REPLY_LOST ? "lost" : "not sent", exchange->error->message);

  return reply;
}

/* With the lane's context in place. */
static SlReply *
exchange_run (SlHttpLane *lane,
              SoupMessage *message,
              const SlRequest *request,
              GCancellable *cancellable)
{
  Exchange exchange = { 0 };
  SlReply *reply;

  exchange_init (&exchange, message, request, lane->context, cancellable);
  soup_session_send_async (lane->session, message, G_PRIORITY_DEFAULT, exchange.cancellable, sent_cb, &exchange);
  while (!exchange.done)
    g_main_context_iteration (lane->context, TRUE);

  _sl_http_lane_note (lane, exchange.error == NULL);
  reply = build_reply (&exchange);
  exchange_clear (&exchange);

  return reply;
}

/* (nullable): the first that is free, as its connection is the warmest; %NULL: @cancellable was cancelled */
static SlHttpLane *
take_lane (SlHttpTransport *self,
           GCancellable *cancellable)
{
  guint i = 0;

  if (!sl_turn_take (&self->turn, cancellable))
    return NULL;
  g_mutex_lock (&self->lock);
  while (self->lanes[i].is_taken)
    i++;
  self->lanes[i].is_taken = TRUE;
  g_mutex_unlock (&self->lock);

  return &self->lanes[i];
}

static void
give_lane (SlHttpTransport *self,
           SlHttpLane *lane)
{
  g_mutex_lock (&self->lock);
  lane->is_taken = FALSE;
  g_mutex_unlock (&self->lock);
  sl_turn_give (&self->turn);
}

static SlReply *
reply_not_sent (const char *message)
{
  SlReply *reply = sl_reply_new ();

  reply->state = SL_REPLY_NOT_SENT;
  reply->message = g_strdup (message);

  return reply;
}

static SlReply *
sl_http_transport_send (SlTransport *transport,
                        const SlRequest *request,
                        GCancellable *cancellable)
{
  SlHttpTransport *self = SL_HTTP_TRANSPORT (transport);
  g_autoptr (SoupMessage) message = build_message (self, request);
  SlReply *reply;
  SlHttpLane *lane;

  if (message == NULL)
    return reply_not_sent (_ ("Nothing was sent, as the request holds characters that no request may hold. Sign in again."));
  lane = take_lane (self, cancellable);
  if (lane == NULL)
    return reply_not_sent (_ ("It was stopped."));

  _sl_http_keep_out_of_core_files ();
  _sl_http_lane_enter (lane, self->address);
  reply = exchange_run (lane, message, request, cancellable);
  /* It may hold on to what is the lane's. */
  g_clear_object (&message);
  _sl_http_lane_leave (lane);
  _sl_http_keep_out_of_core_files ();
  give_lane (self, lane);

  return reply;
}

static void
sl_http_transport_finalize (GObject *object)
{
  SlHttpTransport *self = SL_HTTP_TRANSPORT (object);

  for (guint i = 0; i < LANES; i++)
    _sl_http_lane_clear (&self->lanes[i]);
  g_mutex_clear (&self->lock);
  sl_turn_clear (&self->turn);
  g_free (self->address);

  G_OBJECT_CLASS (sl_http_transport_parent_class)->finalize (object);
}

static void
sl_http_transport_iface_init (SlTransportInterface *iface)
{
  iface->send = sl_http_transport_send;
}

static void
sl_http_transport_class_init (SlHttpTransportClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = sl_http_transport_finalize;
}

static void
sl_http_transport_init (SlHttpTransport *self)
{
  g_mutex_init (&self->lock);
  sl_turn_init (&self->turn, LANES);
  for (guint i = 0; i < LANES; i++)
    _sl_http_lane_init (&self->lanes[i]);
}

/* For tests: it is as if nobody had asked for anything for long. */
void
_sl_http_transport_rest (SlTransport *transport)
{
  SlHttpTransport *self = SL_HTTP_TRANSPORT (transport);

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < LANES; i++)
    _sl_http_lane_rest (&self->lanes[i]);
  g_mutex_unlock (&self->lock);
}

/**
 * sl_http_transport_new:
 * @address: a server's address, as sl_server_address_normalize() takes it; what stands in its path comes before each request's
 *
 * Makes a way to a server. It can be used on any threads but the main one; some requests go at once, others wait. Certificates are checked as the
 * computer is set up, and nothing can turn that off.
 *
 * Returns: (transfer full) (nullable): a transport; %NULL with %SL_ERROR_INVALID if the address isn't one to talk to
 */
SlTransport *
sl_http_transport_new (const char *address,
                       GError **error)
{
  g_autofree char *normal = sl_server_address_normalize (address, error);
  SlHttpTransport *self;

  if (normal == NULL)
    return NULL;

  self = g_object_new (SL_TYPE_HTTP_TRANSPORT, NULL);
  self->address = g_steal_pointer (&normal);

  return SL_TRANSPORT (self);
}
