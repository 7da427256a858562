/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shortlistctl account: show, sign-in, sign-out. */
#define G_LOG_DOMAIN "sl-cli-account"

#include "config.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "sl-cli-sync.h"
#include "sl-count.h"
#include "sl-error.h"
#include "sl-secrets-keyring.h"
#include "sl-undo.h"

#define MAX_PASSWORD 1000

SlSyncClient *
sl_cli_make_client (SlCli   *cli,
                    gboolean may_ask)
{
  g_autoptr (SlSecrets) secrets = sl_secrets_keyring_new (may_ask);

  return sl_sync_client_new (sl_context_get_store (cli->context), secrets);
}

SlSyncStatus *
sl_cli_read_status (SlCli   *cli,
                    GError **error)
{
  return sl_cli_read (cli, sl_sync_status_read, NULL, error);
}

static gpointer
find_step_cb (SlConnection *connection,
              gpointer      data,
              GCancellable *cancellable,
              GError      **error)
{
  gint64 *step = data;

  *step = sl_undo_find_undoable (connection);
  return step;
}

gint64
sl_cli_find_step (SlCli *cli)
{
  gint64 step = 0;

  sl_cli_read (cli, find_step_cb, &step, NULL);
  return step;
}

static void
set_time (JsonObject *object,
          const char *member,
          gint64      time)
{
  char text[SL_TIME_ISO_SIZE];

  if (time > 0)
    json_object_set_string_member (object, member, sl_time_format_iso8601 (time, text));
  else
    json_object_set_null_member (object, member);
}

JsonObject *
sl_cli_status_to_json (const SlSyncStatus *status)
{
  const SlSyncAccount *account = status->account;
  JsonObject *object = json_object_new ();
  gboolean signed_in = account != NULL && account->signed_in;

  json_object_set_boolean_member (object, "signed_in", signed_in);
  if (!signed_in)
    return object;
  json_object_set_string_member (object, "server", account->address);
  json_object_set_string_member (object, "email", account->email);
  json_object_set_boolean_member (object, "agreed", account->agreed);
  set_time (object, "last_success", account->last_success);
  set_time (object, "last_try", account->last_try);
  json_object_set_int_member (object, "failures", account->n_failures);
  sl_json_set_string (object, "message", account->message);
  json_object_set_boolean_member (object, "uploads", account->uploads);
  json_object_set_int_member (object, "waiting", status->n_waiting);
  json_object_set_int_member (object, "refused", status->n_refused);
  json_object_set_int_member (object, "conflicts", status->n_conflicts);
  json_object_set_int_member (object, "missing_on_server", account->n_asked);
  return object;
}

/* Reads up to a line's end, and wipes what it doesn't hand on. */
static char *
read_line (GError **error)
{
  char *line = g_malloc0 (MAX_PASSWORD + 2);
  gsize length = 0;
  char byte;
  ssize_t n;

  while ((n = read (STDIN_FILENO, &byte, 1)) == 1 && byte != '\n' && length <= MAX_PASSWORD)
    line[length++] = byte;
  if (length > 0 && line[length - 1] == '\r')
    line[length - 1] = '\0';
  if (n >= 0 && line[0] != '\0' && length <= MAX_PASSWORD && g_utf8_validate (line, -1, NULL))
    return line;
  sl_secret_free (line);
  g_set_error_literal (error, sl_cli_usage_error_quark (), 0, _("No password came. Type it, or hand it over on standard input."));
  return NULL;
}

char *
sl_cli_read_password (const char *prompt,
                      GError    **error)
{
  struct termios before, unseen;
  gboolean terminal = isatty (STDIN_FILENO) && tcgetattr (STDIN_FILENO, &before) == 0;
  char *password;

  if (terminal)
    {
      fprintf (stderr, "%s ", prompt);
      unseen = before;
      unseen.c_lflag &= ~(tcflag_t) ECHO;
      tcsetattr (STDIN_FILENO, TCSAFLUSH, &unseen);
    }
  password = read_line (error);
  if (terminal)
    {
      tcsetattr (STDIN_FILENO, TCSAFLUSH, &before);
      fputc ('\n', stderr);
    }
  return password;
}

/* What is worth knowing about it, a line each. */
static void
print_status (SlCli              *cli,
              const SlSyncStatus *status)
{
  const SlSyncAccount *account = status->account;

  /* Translators: an e-mail address, and that of a server */
  sl_cli_print (_("Signed in as %s at %s."), account->email, account->address);
  if (account->last_success == 0 && status->has_begun)
    sl_cli_print ("%s", _("The first sync isn’t complete yet. “shortlistctl sync” goes on with it."));
  else if (!account->agreed)
    sl_cli_print ("%s", _("Nothing was synced yet. “shortlistctl sync” shows what it would do."));
  else if (account->last_success > 0)
    {
      g_autofree char *time = sl_cli_format_time (cli, account->last_success);

      sl_cli_print (_("Last synced: %s."), time);
    }
  if (account->message != NULL)
    sl_cli_print ("%s", account->message);
  if (status->n_waiting > 0)
    sl_cli_print (ngettext ("%s change waits to be sent: “shortlistctl outbox”.", "%s changes wait to be sent: “shortlistctl outbox”.", status->n_waiting),
                  SL_COUNT (status->n_waiting));
  if (status->n_refused > 0)
    sl_cli_print (ngettext ("The server doesn’t take %s of them.", "The server doesn’t take %s of them.", status->n_refused), SL_COUNT (status->n_refused));
  if (status->n_conflicts > 0)
    sl_cli_print (ngettext ("%s change of yours lost to another one: “shortlistctl conflicts”.",
                            "%s changes of yours lost to others: “shortlistctl conflicts”.", status->n_conflicts), SL_COUNT (status->n_conflicts));
  if (account->n_asked > 0)
    sl_cli_print (ngettext ("%s record isn’t on the server any more: “shortlistctl sync --list-missing”. Say “shortlistctl sync --missing=trash” or “--missing=send”.",
                            "%s records aren’t on the server any more: “shortlistctl sync --list-missing”. Say “shortlistctl sync --missing=trash” or “--missing=send”.", account->n_asked),
                  SL_COUNT (account->n_asked));
  sl_cli_print ("%s", account->uploads ? _("The files of your résumés go to the server, too.") : _("The files of your résumés stay on this computer."));
}

SlCliExit
sl_cli_account (SlCli  *cli,
                char ***argv)
{
  g_autoptr (SlSyncStatus) status = NULL;
  GError *error = NULL;

  if (!sl_cli_parse_options (cli, argv, NULL, NULL))
    return SL_CLI_USAGE;
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;
  status = sl_cli_read_status (cli, &error);
  if (status == NULL)
    return sl_cli_fail (error);
  if (cli->json)
    {
      g_autoptr (JsonObject) object = sl_cli_status_to_json (status);

      sl_cli_print_json_object (object);
    }
  else if (status->account == NULL || !status->account->signed_in)
    sl_cli_print ("%s", _("You aren’t signed in to a server. Everything stays on this computer."));
  else
    print_status (cli, status);
  return SL_CLI_DONE;
}

/* What was signed in to before serves where nothing else is said. */
static gboolean
complete (SlCli        *cli,
          SlSyncClient *client,
          char        **server,
          char        **email)
{
  g_autoptr (SlSyncAccount) account = sl_sync_client_read_account (client, NULL);

  if (account != NULL && *server == NULL)
    *server = g_strdup (account->address);
  if (account != NULL && *email == NULL)
    *email = g_strdup (account->email);
  if (*server != NULL && *email != NULL)
    return TRUE;
  sl_cli_usage (cli, _("Say where and as whom: --server ADDRESS --email ADDRESS"));
  return FALSE;
}

static SlCliExit
sign_in_with (SlCli        *cli,
              SlSyncClient *client,
              SlSyncSignIn *entered)
{
  GError *error = NULL;
  g_autoptr (SlSyncStatus) status = NULL;
  char *password = sl_cli_read_password (_("Password:"), &error);
  gboolean done;

  if (password == NULL)
    return sl_cli_fail (error);
  entered->password = password;
  done = sl_sync_client_sign_in (client, entered, NULL, &error);
  sl_secret_free (password);
  if (!done && g_error_matches (error, SL_ERROR, SL_ERROR_OTHER_ACCOUNT))
    {
      sl_cli_tell ("%s %s", error->message, _("To sync with this account instead, and begin anew with it, add --other."));
      g_error_free (error);
      return SL_CLI_FAILED;
    }
  if (!done)
    return sl_cli_fail (error);

  status = sl_cli_read_status (cli, &error);
  if (status == NULL)
    return sl_cli_fail (error);
  if (cli->json)
    {
      g_autoptr (JsonObject) object = sl_cli_status_to_json (status);

      sl_cli_print_json_object (object);
    }
  else
    print_status (cli, status);
  return SL_CLI_DONE;
}

static SlCliExit
sign_in (SlCli  *cli,
         char ***argv)
{
  g_autofree char *server = NULL, *email = NULL, *username = NULL, *name = NULL;
  gboolean other = FALSE;
  const GOptionEntry entries[] = {
    { "server", 0, 0, G_OPTION_ARG_STRING, &server, N_("Address of the server, beginning with https://"), N_("ADDRESS") },
    { "email", 0, 0, G_OPTION_ARG_STRING, &email, N_("Your e-mail address there"), N_("ADDRESS") },
    { "register", 0, 0, G_OPTION_ARG_STRING, &username, N_("Make an account with this user name"), N_("NAME") },
    { "display-name", 0, 0, G_OPTION_ARG_STRING, &name, N_("Your name as others see it, for a new account"), N_("NAME") },
    { "other", 0, 0, G_OPTION_ARG_NONE, &other, N_("It may be another account than before"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (SlSyncClient) client = NULL;
  SlSyncSignIn entered;

  if (!sl_cli_parse_options (cli, argv, entries, NULL))
    return SL_CLI_USAGE;
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;
  client = sl_cli_make_client (cli, TRUE);
  if (!complete (cli, client, &server, &email))
    return SL_CLI_USAGE;
  entered = (SlSyncSignIn) { .address = server, .email = email, .username = username, .display_name = name, .other = other };
  return sign_in_with (cli, client, &entered);
}

static SlCliExit
uploads (SlCli  *cli,
         char ***argv)
{
  g_autoptr (SlSyncClient) client = NULL;
  GError *error = NULL;
  gboolean on;

  if (!sl_cli_parse (cli, argv, NULL, NULL))
    return SL_CLI_USAGE;
  if (g_strv_length (*argv) != 1 || (!g_str_equal ((*argv)[0], "on") && !g_str_equal ((*argv)[0], "off")))
    return sl_cli_usage (cli, _("Say “on” or “off”"));
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;
  on = g_str_equal ((*argv)[0], "on");
  client = sl_cli_make_client (cli, FALSE);
  /* Where there is no way to a server nothing goes, whatever is chosen. */
  if (sl_sync_client_get_transport (client, NULL, &error) == NULL || !sl_sync_client_set_uploads (client, on, &error))
    return sl_cli_fail (error);
  if (cli->json)
    {
      g_autoptr (JsonObject) object = json_object_new ();

      json_object_set_boolean_member (object, "uploads", on);
      sl_cli_print_json_object (object);
    }
  else
    sl_cli_print ("%s", on ? _("The files of your résumés go to the server with the next sync. Who knows the address of one there can read it.")
                           : _("The files of your résumés stay here. What is on the server already stays there."));
  return SL_CLI_DONE;
}

/* Nothing moves to the Trash before the first sync: then undo would take back something else. */
static const char *
get_signed_out_words (gboolean to_trash,
                      gboolean moved)
{
  if (!to_trash)
    return _("Signed out. Everything stays here.");
  return moved ? _("Signed out. What the server has is in the Trash here; “undo” brings it back, and so does signing in again.")
               : _("Signed out. Nothing here was to go to the Trash, so everything stays here.");
}

static SlCliExit
sign_out (SlCli  *cli,
          char ***argv)
{
  gboolean to_trash = FALSE;
  const GOptionEntry entries[] = {
    { "to-trash", 0, 0, G_OPTION_ARG_NONE, &to_trash, N_("Move what the server has, too, to the Trash here"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (SlSyncClient) client = NULL;
  GError *error = NULL;
  gint64 before;

  if (!sl_cli_parse_options (cli, argv, entries, NULL))
    return SL_CLI_USAGE;
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;
  client = sl_cli_make_client (cli, TRUE);
  before = sl_cli_find_step (cli);
  if (!sl_sync_client_sign_out (client, to_trash, NULL, &error))
    return sl_cli_fail (error);
  if (!cli->json)
    sl_cli_print ("%s", get_signed_out_words (to_trash, sl_cli_find_step (cli) != before));
  else
    {
      g_autoptr (JsonObject) object = json_object_new ();

      json_object_set_boolean_member (object, "signed_in", FALSE);
      sl_cli_print_json_object (object);
    }
  return SL_CLI_DONE;
}

const SlCliCommand sl_cli_account_parts[] = {
  { .name = "show", .run = sl_cli_account,
    .summary = N_("Show who is signed in where, and how syncing stands"),
    .examples = SL_CLI_EXAMPLES ("account show", "account show --json") },
  { .name = "sign-in", .run = sign_in, .makes_data = TRUE,
    .arguments = N_("--server ADDRESS --email ADDRESS"),
    .summary = N_("Sign in to an OfferTracker server, or make an account there"),
    .details = N_("The password is asked for, or read from standard input, and kept in the system’s keyring alone. Nothing is synced before “sync” is agreed to."),
    .examples = SL_CLI_EXAMPLES ("account sign-in --server https://tracker.example.org --email me@example.org",
                                 "account sign-in --server https://tracker.example.org --email me@example.org --register me") },
  { .name = "uploads", .run = uploads,
    .arguments = N_("on|off"),
    .summary = N_("Send the files of résumés to the server, or don’t"),
    .details = N_("Off at first: the server keeps them where whoever knows the address can read them, and has no way to take them away."),
    .examples = SL_CLI_EXAMPLES ("account uploads on") },
  { .name = "sign-out", .run = sign_out,
    .summary = N_("Sign out; what is here stays here"),
    .details = N_("What waits to be sent keeps waiting, and signing in again goes on where it ended."),
    .examples = SL_CLI_EXAMPLES ("account sign-out", "account sign-out --to-trash") },
  { NULL },
};
