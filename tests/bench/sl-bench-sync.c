/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Syncing, over HTTP on this computer, with the client as it is shipped. Run by bench.py:
 *
 *   sl-bench-sync pull DIR ADDRESS E-MAIL PASSWORD PATHS   a first round, which PATHS then holds the requests of, and a quiet one
 *   sl-bench-sync rows DIR NEW-DIR                         the rows that came into DIR, written to a new data file by plain SQL
 *   sl-bench-sync bare ADDRESS E-MAIL PASSWORD PATHS       the same requests with libsoup, and their answers read by json-glib
 */

#define G_LOG_DOMAIN "sl-bench-sync"

#include "config.h"

#include <libsoup/soup.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "sl-bench.h"
#include "sl-connection.h"
#include "sl-http-transport.h"
#include "sl-json.h"
#include "sl-secrets-memory.h"
#include "sl-sync-client.h"

/* What a round asks */

#define BENCH_TYPE_WAY (bench_way_get_type ())
G_DECLARE_FINAL_TYPE (BenchWay, bench_way, BENCH, WAY, GObject)

struct _BenchWay {
  GObject parent_instance;
  SlTransport *http;
};

static GString *paths;
static guint n_requests, n_writes;
static guint64 n_bytes;

static void bench_way_iface_init (SlTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BenchWay, bench_way, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (SL_TYPE_TRANSPORT, bench_way_iface_init))

static SlReply *
bench_way_send (SlTransport     *transport,
                const SlRequest *request,
                GCancellable    *cancellable)
{
  SlReply *reply = sl_transport_send (BENCH_WAY (transport)->http, request, cancellable);

  n_requests++;
  n_bytes += reply->body != NULL ? g_bytes_get_size (reply->body) : 0;
  if (g_str_equal (request->method, "GET"))
    g_string_append_printf (paths, "%s\n", request->path);
  else if (!g_str_has_prefix (request->path, "/api/v1/auth/"))
    n_writes++;
  return reply;
}

static void
bench_way_finalize (GObject *object)
{
  g_object_unref (BENCH_WAY (object)->http);
  G_OBJECT_CLASS (bench_way_parent_class)->finalize (object);
}

static void
bench_way_iface_init (SlTransportInterface *iface)
{
  iface->send = bench_way_send;
}

static void
bench_way_class_init (BenchWayClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bench_way_finalize;
}

static void
bench_way_init (BenchWay *self)
{
}

static SlTransport *
way_cb (const char *address,
        gpointer    data,
        GError    **error)
{
  BenchWay *self = g_object_new (BENCH_TYPE_WAY, NULL);

  self->http = sl_http_transport_new (address, error);
  return SL_TRANSPORT (self);
}

/* Figures */

/* Milliseconds of processor, of all threads. */
static double
get_cpu (void)
{
  struct rusage used;

  getrusage (RUSAGE_SELF, &used);
  return (double) (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000 + (double) (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1000;
}

/* A line of /proc/self/status, in MiB. */
static double
read_status (const char *name)
{
  g_autofree char *status = NULL;
  const char *line;

  g_file_get_contents ("/proc/self/status", &status, NULL, NULL);
  line = status != NULL ? strstr (status, name) : NULL;
  return line != NULL ? g_ascii_strtod (line + strlen (name), NULL) / 1024 : 0;
}

/* From now on VmHWM is the highest since now. */
static void
forget_highest (void)
{
  FILE *file = fopen ("/proc/self/clear_refs", "w");

  if (file == NULL)
    return;
  fputs ("5", file);
  fclose (file);
}

static void
run_round (SlSyncClient *client,
           SlSyncResult *result)
{
  GError *error = NULL;

  n_requests = n_writes = 0;
  n_bytes = 0;
  g_string_truncate (paths, 0);
  sl_sync_client_run (client, SL_SYNC_RUN_AGREED, SL_TRACKER_MISSING_ASK, result, NULL, &error);
  sl_bench_check (error);
}

static void
pull (char **argv)
{
  const SlSyncSignIn entered = { .address = argv[3], .email = argv[4], .password = argv[5] };
  g_autoptr (SlClock) clock = sl_clock_new_system ();
  g_autoptr (SlStore) store = sl_store_new (argv[2], clock);
  g_autoptr (SlSecrets) secrets = sl_secrets_memory_new ();
  g_autoptr (SlSyncClient) client = NULL;
  SlSyncResult result;
  GError *error = NULL;
  double cpu, before;

  sl_store_open (store, &error);
  sl_bench_check (error);
  client = sl_sync_client_new (store, secrets);
  sl_sync_client_set_way (client, way_cb, NULL);
  sl_sync_client_sign_in (client, &entered, NULL, &error);
  sl_bench_check (error);

  forget_highest ();
  before = read_status ("VmRSS:");
  cpu = get_cpu ();
  run_round (client, &result);
  sl_bench_report ("cpu", get_cpu () - cpu);
  sl_bench_report ("growth", read_status ("VmHWM:") - before);
  sl_bench_report ("taken", result.n_taken);
  g_file_set_contents (argv[6], paths->str, (gssize) paths->len, &error);
  sl_bench_check (error);
  /* Papers and tags come in turns: what they bring isn't quiet yet. */
  for (guint i = 0; i < 3; i++)
    run_round (client, &result);
  cpu = get_cpu ();
  run_round (client, &result);
  sl_bench_report ("quiet-cpu", get_cpu () - cpu);
  sl_bench_report ("quiet-requests", n_requests);
  sl_bench_report ("quiet-bytes", (double) n_bytes);
  sl_bench_report ("quiet-writes", n_writes + result.n_sent);
  g_clear_object (&client);
  sl_store_close (store);
}

/* What no way round is there: the same rows with their indexes, journal and what is remembered of the server, in one transaction
 * of plain SQL. Without the full-text index, and what follows from rounds and events is there already. */

static void
copy_rows (SlConnection *connection,
           const char   *table)
{
  g_autofree char *sql = g_strdup_printf ("INSERT INTO main.%s SELECT * FROM pulled.%s", table, table);
  GError *error = NULL;

  sl_connection_execute (connection, sql, &error);
  sl_bench_check (error);
}

static char *
make_empty (const char *folder)
{
  g_autoptr (SlClock) clock = sl_clock_new_system ();
  g_autoptr (SlStore) store = sl_store_new (folder, clock);
  GError *error = NULL;
  char *path;

  sl_store_open (store, &error);
  sl_bench_check (error);
  path = g_strdup (sl_store_get_path (store));
  sl_store_close (store);
  return path;
}

static void
rows (char **argv)
{
  static const char *const others[] = { "txn", "journal", "sync_shadow" };
  g_autofree char *path = make_empty (argv[3]);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *attach = g_strdup_printf ("ATTACH '%s/%s' AS pulled", argv[2], name);
  GError *error = NULL;
  SlConnection *connection = sl_connection_open (path, SL_CONNECTION_READ_WRITE, &error);
  double cpu;

  sl_bench_check (error);
  sl_connection_execute (connection, attach, &error);
  sl_bench_check (error);
  cpu = get_cpu ();
  sl_connection_begin (connection, &error);
  sl_connection_execute (connection, "INSERT INTO derive_later VALUES (1)", &error);
  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    copy_rows (connection, sl_kind_get_info (kind)->table);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    copy_rows (connection, others[i]);
  sl_connection_execute (connection, "DELETE FROM derive_queue; DELETE FROM derive_later", &error);
  sl_connection_commit (connection, &error);
  sl_bench_check (error);
  sl_bench_report ("cpu", get_cpu () - cpu);
  sl_connection_close (connection);
}

/* The baseline */

static GBytes *
ask (SoupSession *session,
     const char  *method,
     const char  *uri,
     const char  *token,
     const char  *body)
{
  g_autoptr (SoupMessage) message = soup_message_new (method, uri);
  g_autofree char *value = token != NULL ? g_strconcat ("Bearer ", token, NULL) : NULL;
  GError *error = NULL;
  GBytes *answer;

  if (body != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

      soup_message_set_request_body_from_bytes (message, "application/json", bytes);
    }
  if (value != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", value);
  answer = soup_session_send_and_read (session, message, NULL, &error);
  sl_bench_check (error);
  return answer;
}

static void
bare (char **argv)
{
  g_autoptr (SoupSession) session = soup_session_new_with_options ("proxy-resolver", NULL, NULL);
  g_autofree char *login = g_strconcat (argv[2], "/api/v1/auth/login", NULL);
  g_autofree char *body = g_strdup_printf ("{\"email\":\"%s\",\"password\":\"%s\"}", argv[3], argv[4]);
  g_autoptr (GBytes) entered = ask (session, "POST", login, NULL, body);
  g_autoptr (JsonObject) who = sl_json_parse_object_bytes (entered, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GError *error = NULL;
  double cpu;

  g_file_get_contents (argv[5], &text, NULL, &error);
  sl_bench_check (error);
  lines = g_strsplit (g_strstrip (text), "\n", -1);
  cpu = get_cpu ();
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *uri = g_strconcat (argv[2], lines[i], NULL);
      g_autoptr (GBytes) answer = ask (session, "GET", uri, sl_json_get_string (who, "access_token", NULL), NULL);
      g_autoptr (JsonParser) parser = json_parser_new ();
      gsize size;
      const char *data = g_bytes_get_data (answer, &size);

      json_parser_load_from_data (parser, data, (gssize) size, &error);
      sl_bench_check (error);
      n_bytes += size;
    }
  sl_bench_report ("cpu", get_cpu () - cpu);
  sl_bench_report ("bytes", (double) n_bytes);
}

int
main (int   argc,
      char *argv[])
{
  const char *what = argc > 1 ? argv[1] : "";

  paths = g_string_new (NULL);
  if (argc == 7 && g_str_equal (what, "pull"))
    pull (argv);
  else if (argc == 4 && g_str_equal (what, "rows"))
    rows (argv);
  else if (argc == 6 && g_str_equal (what, "bare"))
    bare (argv);
  else
    sl_bench_fail ("See the head of sl-bench-sync.c for what this knows.");
  g_string_free (paths, TRUE);
  return 0;
}
