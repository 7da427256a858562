/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-raw-server.h. A thread accepts, and each connection has a thread of its own with plain blocking reads and writes. */
#include "config.h"

#include <string.h>
#include <sys/socket.h>

#include "sl-raw-server.h"

struct _SlRawServer
{
  GSocketListener *listener;
  GTlsCertificate *certificate; /* nullable: plain */
  SlRawAnswer answer;
  gconstpointer data;
  guint16 port;
  GCancellable *stop;
  GThread *thread;

  GMutex lock;
  GCond stopped;
  GPtrArray *requests;
  GPtrArray *threads;
  GPtrArray *connections;
};

typedef struct
{
  SlRawServer *server;
  GSocketConnection *connection;
} Work;

static gsize
find_length (const char *head)
{
  const char *found = strcasestr (head, "\r\ncontent-length:");

  return found != NULL ? (gsize) g_ascii_strtoull (found + strlen ("\r\ncontent-length:"), NULL, 10) : 0;
}

/* (nullable) (transfer full): one whole request, head and body */
static char *
read_request (GIOStream *stream)
{
  GInputStream *in = g_io_stream_get_input_stream (stream);
  g_autoptr (GString) text = g_string_new (NULL);
  const char *end = NULL;
  gsize want = G_MAXSIZE;
  char c;

  while (text->len < want && g_input_stream_read (in, &c, 1, NULL, NULL) == 1)
    {
      g_string_append_c (text, c);
      if (end == NULL && g_str_has_suffix (text->str, "\r\n\r\n"))
        {
          end = text->str;
          want = text->len + find_length (text->str);
        }
    }

  return text->len == want ? g_string_free_and_steal (g_steal_pointer (&text)) : NULL;
}

static guint
remember (SlRawServer *self,
          const char *request)
{
  guint number;

  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->requests, g_strdup (request));
  number = self->requests->len;
  g_mutex_unlock (&self->lock);

  return number;
}

static GIOStream *
open_stream (SlRawServer *self,
             GSocketConnection *connection)
{
  GIOStream *tls;

  if (self->certificate == NULL)
    return g_object_ref (G_IO_STREAM (connection));

  tls = g_tls_server_connection_new (G_IO_STREAM (connection), self->certificate, NULL);
  g_assert_nonnull (tls);
  /* A client that doesn't like the certificate hangs up: that is for the test to see, from the other side. */
  if (!g_tls_connection_handshake (G_TLS_CONNECTION (tls), NULL, NULL))
    g_clear_object (&tls);

  return tls;
}

static gpointer
serve (gpointer data)
{
  g_autofree Work *work = data;
  SlRawServer *self = work->server;
  g_autoptr (GSocketConnection) connection = work->connection;
  g_autoptr (GIOStream) stream = open_stream (self, connection);
  gboolean more = stream != NULL;

  while (more)
    {
      g_autofree char *request = read_request (stream);

      more = request != NULL && self->answer (self, stream, request, remember (self, request), self->data);
    }
  if (stream != NULL)
    g_io_stream_close (stream, NULL, NULL);

  return NULL;
}

static gpointer
accept_all (gpointer data)
{
  SlRawServer *self = data;
  GSocketConnection *connection;

  while ((connection = g_socket_listener_accept (self->listener, NULL, self->stop, NULL)) != NULL)
    {
      Work *work = g_new0 (Work, 1);

      work->server = self;
      work->connection = connection;
      g_mutex_lock (&self->lock);
      g_ptr_array_add (self->connections, g_object_ref (connection));
      g_ptr_array_add (self->threads, g_thread_new ("connection", serve, work));
      g_mutex_unlock (&self->lock);
    }

  return NULL;
}

/**
 * sl_raw_server_new:
 * @certificate: (nullable): with its key, for TLS
 * @answer: what to do with a request, on a thread of its own
 * @data: for @answer
 *
 * Returns: (transfer full): a server that listens at any free port of 127.0.0.1
 */
SlRawServer *
sl_raw_server_new (GTlsCertificate *certificate,
                   SlRawAnswer answer,
                   gconstpointer data)
{
  SlRawServer *self = g_new0 (SlRawServer, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) real = NULL;
  g_autoptr (GError) error = NULL;

  g_set_object (&self->certificate, certificate);
  self->answer = answer;
  self->data = data;
  self->stop = g_cancellable_new ();
  self->listener = g_socket_listener_new ();
  self->requests = g_ptr_array_new_with_free_func (g_free);
  self->threads = g_ptr_array_new ();
  self->connections = g_ptr_array_new_with_free_func (g_object_unref);
  g_mutex_init (&self->lock);
  g_cond_init (&self->stopped);

  g_socket_listener_add_address (self->listener, any, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, &real, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (real));
  self->thread = g_thread_new ("server", accept_all, self);

  return self;
}

void
sl_raw_server_free (SlRawServer *self)
{
  g_cancellable_cancel (self->stop);
  g_mutex_lock (&self->lock);
  g_cond_broadcast (&self->stopped);
  g_mutex_unlock (&self->lock);
  g_thread_join (self->thread);
  /* Not by a cancellable: a TLS connection whose read is cancelled loses memory now and then. */
  for (guint i = 0; i < self->connections->len; i++)
    g_socket_shutdown (g_socket_connection_get_socket (self->connections->pdata[i]), TRUE, TRUE, NULL);
  for (guint i = 0; i < self->threads->len; i++)
    g_thread_join (self->threads->pdata[i]);
  g_socket_listener_close (self->listener);

  g_object_unref (self->listener);
  g_clear_object (&self->certificate);
  g_object_unref (self->stop);
  g_ptr_array_unref (self->requests);
  g_ptr_array_unref (self->threads);
  g_ptr_array_unref (self->connections);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->stopped);
  g_free (self);
}

guint16
sl_raw_server_get_port (SlRawServer *self)
{
  return self->port;
}

/**
 * sl_raw_server_dup_address:
 * @self: a server
 * @host: a name or address for this computer
 *
 * Returns: (transfer full): the server's address
 */
char *
sl_raw_server_dup_address (SlRawServer *self,
                           const char *host)
{
  return g_strdup_printf ("%s://%s:%u", self->certificate != NULL ? "https" : "http", host, self->port);
}

/**
 * sl_raw_server_count:
 * @self: a server
 * @method: (nullable): which; %NULL for all
 *
 * Returns: how many whole requests came
 */
guint
sl_raw_server_count (SlRawServer *self,
                     const char *method)
{
  guint n = 0;

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->requests->len; i++)
    if (method == NULL || g_str_has_prefix (self->requests->pdata[i], method))
      n++;
  g_mutex_unlock (&self->lock);

  return n;
}

/* (transfer full): request @number, counted from 1 */
char *
sl_raw_server_dup_request (SlRawServer *self,
                           guint number)
{
  char *request;

  g_mutex_lock (&self->lock);
  g_assert_cmpuint (number, <=, self->requests->len);
  request = g_strdup (self->requests->pdata[number - 1]);
  g_mutex_unlock (&self->lock);

  return request;
}

/* FALSE once the client has gone. */
gboolean
sl_raw_server_say (GIOStream *stream,
                   const void *data,
                   gsize size)
{
  return g_output_stream_write_all (g_io_stream_get_output_stream (stream), data, size, NULL, NULL, NULL);
}

/* Waits, at most until the server is to end; FALSE then. */
gboolean
sl_raw_server_wait (SlRawServer *self,
                    guint msec)
{
  gint64 until = g_get_monotonic_time () + (gint64) msec * 1000;

  g_mutex_lock (&self->lock);
  while (!g_cancellable_is_cancelled (self->stop) && g_cond_wait_until (&self->stopped, &self->lock, until))
    ;
  g_mutex_unlock (&self->lock);

  return !g_cancellable_is_cancelled (self->stop);
}

/* Has closing the connection tear it down. */
void
sl_raw_server_reset (GIOStream *stream)
{
  GSocket *socket = g_socket_connection_get_socket (G_SOCKET_CONNECTION (stream));
  struct linger at_once = { .l_onoff = 1, .l_linger = 0 };

  g_assert_cmpint (setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once), ==, 0);
}
