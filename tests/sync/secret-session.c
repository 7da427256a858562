/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a computer does between signing in and signing out, as a program of its own whose memory test-no-secret looks at:
 *
 *   secret-session FOLDER ADDRESS E-MAIL
 *
 * The password comes on standard input. It says on standard output which tokens it got, then "in", waits for a line, signs
 * out, lets go of everything, says "out", and waits for another one. What it says is written at once, from where it stands:
 * a buffer of its own would be found. */
#include "config.h"

#include <string.h>
#include <unistd.h>

#include "sl-http-transport.h"
#include "sl-secrets-memory.h"
#include "sl-sync-client.h"

#define MAX_PASSWORD 100

static void
say (const char *text,
     gsize       length)
{
  if (write (STDOUT_FILENO, text, length) != (ssize_t) length || write (STDOUT_FILENO, "\n", 1) != 1)
    _exit (1);
}

static gsize
read_line (char *line,
           gsize size)
{
  gsize length = 0;

  while (length < size - 1 && read (STDIN_FILENO, line + length, 1) == 1 && line[length] != '\n')
    length++;
  line[length] = '\0';
  return length;
}

static void
check (GError *error)
{
  if (error != NULL)
    g_error ("%s", error->message);
}

static void
sign_in (SlSyncClient *client,
         const char   *address,
         const char   *email)
{
  char password[MAX_PASSWORD];
  const SlSyncSignIn entered = { .address = address, .email = email, .password = password };
  GError *error = NULL;

  read_line (password, sizeof password);
  sl_sync_client_sign_in (client, &entered, NULL, &error);
  explicit_bzero (password, sizeof password);
  check (error);
}

static gpointer
run_in_thread (gpointer client)
{
  SlSyncResult result;
  GError *error = NULL;

  sl_sync_client_run (client, SL_SYNC_RUN_AGREED, SL_TRACKER_MISSING_ASK, &result, NULL, &error);
  check (error);
  return NULL;
}

/* As a window does it, whose main thread goes on. */
static void
run (SlSyncClient *client)
{
  g_thread_join (g_thread_new ("round", run_in_thread, client));
}

static void
say_token (SlSyncClient *client,
           SlSecrets    *secrets)
{
  g_autoptr (SlSyncAccount) account = sl_sync_client_read_account (client, NULL);
  const SlSecretKey key = { account->id, account->address, SL_SECRET_TOKEN };
  char *token = NULL;

  sl_secrets_lookup (secrets, &key, &token, NULL, NULL);
  say (token, strlen (token));
  sl_secret_free (token);
}

/* As if the night had passed. */
static void
let_token_expire (const char *address)
{
  g_autoptr (SlTransport) way = sl_http_transport_new (address, NULL);
  g_autoptr (SlReply) reply = sl_transport_send (way, &(SlRequest) { .method = "POST", .path = "/model/advance?seconds=90000" }, NULL);

  g_assert_cmpint (reply->status, ==, 200);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (SlClock) clock = sl_clock_new_system ();
  g_autoptr (SlStore) store = sl_store_new (argv[1], clock);
  SlSecrets *secrets = sl_secrets_memory_new ();
  SlSyncClient *client;
  GError *error = NULL;
  char line[8];

  sl_store_open (store, &error);
  check (error);
  client = sl_sync_client_new (store, secrets);
  sign_in (client, argv[2], argv[3]);
  run (client);
  say_token (client, secrets);
  let_token_expire (argv[2]);
  run (client);
  say_token (client, secrets);

  say ("in", 2);
  read_line (line, sizeof line);
  sl_sync_client_sign_out (client, FALSE, NULL, &error);
  check (error);
  g_object_unref (client);
  g_object_unref (secrets);
  say ("out", 3);
  read_line (line, sizeof line);
  sl_store_close (store);
  return 0;
}
