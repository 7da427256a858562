/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The model server as a program, to click against: `build-aux/run --model-server`. It listens on this machine alone and
 * forgets all when it ends. POST /model/advance?seconds=N moves its clock. */
#define G_LOG_DOMAIN "sl-model-server"

#include "config.h"

#include <glib-unix.h>
#include <libsoup/soup.h>
#include <locale.h>
#include <string.h>

#include "model-server-fill.h"
#include "sl-model-server.h"

#define DEFAULT_PORT 8000
#define SHORTEST_NAME 3
#define SHORTEST_PASSWORD 8

typedef struct {
  char *profile;
  int port;
  int fill;
  char **users;
  gboolean verbose;
  SlModelServer *model;
  GMainLoop *loop;
  gint64 ahead; /* of the real time, in microseconds */
} Program;

static gint64
now_cb (gpointer data)
{
  return g_get_real_time () + ((Program *) data)->ahead;
}

static void
set_header (SoupServerMessage *message,
            const char        *name,
            const char        *value)
{
  if (value != NULL)
    soup_message_headers_replace (soup_server_message_get_response_headers (message), name, value);
}

static void
send_answer (SoupServerMessage   *message,
             const SlModelAnswer *answer)
{
  gsize size;
  const char *data = g_bytes_get_data (answer->body, &size);

  soup_server_message_set_status (message, answer->status, NULL);
  if (answer->date != 0)
    {
      g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (answer->date / G_USEC_PER_SEC);
      g_autofree char *text = soup_date_time_to_string (date, SOUP_DATE_HTTP);

      set_header (message, "Date", text);
    }
  set_header (message, "Location", answer->location);
  set_header (message, "WWW-Authenticate", answer->www_authenticate);
  set_header (message, "Allow", answer->allow);
  if (answer->content_type != NULL)
    soup_server_message_set_response (message, answer->content_type, SOUP_MEMORY_COPY, data, size);
}

/* What no real server has: time passes at once. */
static gboolean
advance (Program    *program,
         const char *path,
         const char *query)
{
  guint64 seconds;

  if (!g_str_equal (path, "/model/advance") || query == NULL || !g_str_has_prefix (query, "seconds="))
    return FALSE;
  if (g_ascii_string_to_unsigned (strchr (query, '=') + 1, 10, 0, G_MAXINT32, &seconds, NULL))
    program->ahead += (gint64) seconds * G_USEC_PER_SEC;
  return TRUE;
}

static void
request_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *decoded_path,
            GHashTable        *decoded_query,
            gpointer           data)
{
  Program *program = data;
  GUri *uri = soup_server_message_get_uri (message);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *query = g_uri_get_query (uri);
  g_autofree char *path = query != NULL ? g_strdup_printf ("%s?%s", g_uri_get_path (uri), query) : g_strdup (g_uri_get_path (uri));
  g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autoptr (SlModelAnswer) answer = NULL;
  SlModelRequest request = {
    .method = soup_server_message_get_method (message),
    .path = path,
    .authorization = soup_message_headers_get_one (headers, "Authorization"),
    .content_type = soup_message_headers_get_one (headers, "Content-Type"),
    .body = body,
    .provenance = soup_message_headers_get_one (headers, "X-Provenance"),
  };

  if (advance (program, g_uri_get_path (uri), query))
    {
      soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
      return;
    }
  answer = sl_model_server_handle (program->model, &request);
  send_answer (message, answer);
  if (program->verbose)
    g_print ("%s %s %u\n", request.method, path, answer->status);
}

static gboolean
quit_cb (gpointer data)
{
  g_main_loop_quit (((Program *) data)->loop);

  return G_SOURCE_CONTINUE;
}

static gboolean
read_profile (const char      *name,
              SlModelProfile  *out,
              const char     **out_words,
              GError         **error)
{
  static const struct {
    const char *name;
    SlModelProfile profile;
    const char *words;
  } profiles[] = {
    { "doc", SL_MODEL_PROFILE_DOC, "as documented" },
    { "head", SL_MODEL_PROFILE_HEAD, "the newer generation" },
    { "old", SL_MODEL_PROFILE_OLD, "as first published, with its bugs" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (profiles); i++)
    if (g_strcmp0 (name != NULL ? name : "doc", profiles[i].name) == 0)
      {
        *out = profiles[i].profile;
        *out_words = profiles[i].words;
        return TRUE;
      }

  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "There is no profile “%s”: doc, head and old are there.", name);

  return FALSE;
}

/* Adds NAME:PASSWORD; a name that is no address gets one, and an address whose beginning is too short for a name is one as a whole. */
static gboolean
add_user (SlModelServer  *model,
          const char     *text,
          guint           fill,
          GError        **error)
{
  const char *colon = strchr (text, ':');
  g_autofree char *name = colon != NULL ? g_strndup (text, (gsize) (colon - text)) : NULL;
  g_autofree char *email = NULL, *folded = NULL;

  if (name == NULL || strlen (colon + 1) < SHORTEST_PASSWORD || g_utf8_strlen (name, -1) < SHORTEST_NAME || *name == '@')
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   "“%s” is no NAME:PASSWORD; the name or e-mail address has %d characters or more, the password %d or more.", text, SHORTEST_NAME, SHORTEST_PASSWORD);
      return FALSE;
    }

  email = strchr (name, '@') != NULL ? g_strdup (name) : g_strconcat (name, "@example.org", NULL);
  if (strcspn (name, "@") < SHORTEST_NAME)
    g_strdelimit (name, "@", '.');
  *strchrnul (name, '@') = '\0';
  sl_model_server_add_user (model, email, name, colon + 1);
  folded = g_utf8_strdown (email, -1);
  if (fill > 0)
    model_server_fill (model, email, colon + 1, fill);
  g_print ("Sign in as %s.\n", folded);

  return TRUE;
}

static gboolean
run (Program  *program,
     GError  **error)
{
  g_autoptr (SoupServer) server = soup_server_new ("server-header", "model-server", NULL);
  g_autofree char *address = NULL;
  SlModelProfile profile;
  const char *words;
  GSList *uris;

  if (!read_profile (program->profile, &profile, &words, error))
    return FALSE;
  program->model = sl_model_server_new (profile, (guint64) g_get_real_time (), now_cb, program);
  for (guint i = 0; program->users != NULL && program->users[i] != NULL; i++)
    if (!add_user (program->model, program->users[i], (guint) MAX (program->fill, 0), error))
      return FALSE;

  soup_server_add_handler (server, NULL, request_cb, program, NULL);
  if (!soup_server_listen_local (server, (guint) program->port, SOUP_SERVER_LISTEN_IPV4_ONLY, error))
    return FALSE;

  uris = soup_server_get_uris (server);
  address = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  sl_model_server_set_address (program->model, address);
  g_print ("OfferTracker’s model server (%s) is at %s; Ctrl+C ends it, and it forgets all.\n", words, address);

  program->loop = g_main_loop_new (NULL, FALSE);
  g_unix_signal_add (SIGINT, quit_cb, program);
  g_unix_signal_add (SIGTERM, quit_cb, program);
  g_main_loop_run (program->loop);
  soup_server_disconnect (server);

  return TRUE;
}

int
main (int   argc,
      char *argv[])
{
  Program program = { .port = DEFAULT_PORT };
  const GOptionEntry entries[] = {
    { "profile", 0, 0, G_OPTION_ARG_STRING, &program.profile, "doc (at first), head or old", "NAME" },
    { "port", 0, 0, G_OPTION_ARG_INT, &program.port, "where to listen; 8000 at first, 0 for any free port", "N" },
    { "user", 0, 0, G_OPTION_ARG_STRING_ARRAY, &program.users, "somebody who can sign in, as NAME@example.org unless NAME is an e-mail address; the old profile can’t register anybody", "NAME:PASSWORD" },
    { "fill", 0, 0, G_OPTION_ARG_INT, &program.fill, "each of them has so many applications", "N" },
    { "verbose", 0, 0, G_OPTION_ARG_NONE, &program.verbose, "print a line for each request", NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("— an OfferTracker server in memory, on this machine alone");
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  g_option_context_add_main_entries (context, entries, NULL);
  setvbuf (stdout, NULL, _IOLBF, 0);
  if (!g_option_context_parse (context, &argc, &argv, &error) || !run (&program, &error))
    g_printerr ("model-server: %s\n", error->message);

  g_clear_pointer (&program.model, sl_model_server_free);
  g_clear_pointer (&program.loop, g_main_loop_unref);
  g_clear_pointer (&program.users, g_strfreev);
  g_free (program.profile);

  return error != NULL ? 1 : 0;
}
