/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shortlistctl sync: a round, or what it would do. */
#define G_LOG_DOMAIN "sl-cli-sync"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-cli-sync.h"
#include "sl-cli-table.h"
#include "sl-count.h"
#include "sl-error.h"
#include "sl-private-record.h"
#include "sl-sync-refusal.h"
#include "sl-sync-state.h"

/* What was asked for. */
typedef struct {
  gboolean dry_run;
  gboolean yes;
  gboolean background;
  gboolean log;
  gboolean list_missing;
  SlTrackerMissing missing;
} Wish;

static const SlKind kinds[] = SL_SYNC_PREVIEW_KINDS;

static void
print_preview (SlSyncPreview *preview)
{
  const char *headers[] = { _("What"), _("To send"), _("To fetch"), _("Changed here"), _("Looks the same"), NULL };
  g_autoptr (SlCliTable) table = sl_cli_table_new (headers);

  for (guint i = 1; i < G_N_ELEMENTS (headers) - 1; i++)
    sl_cli_table_set_numeric (table, i);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *sent = g_strdup_printf ("%u", preview->n_sent[kinds[i]]);
      g_autofree char *fetched = g_strdup_printf ("%u", preview->n_fetched[kinds[i]]);
      g_autofree char *changed = g_strdup_printf ("%u", preview->n_changed[kinds[i]]);
      g_autofree char *same = g_strdup_printf ("%u", preview->n_same[kinds[i]]);
      const char *cells[] = { _(sl_kind_get_info (kinds[i])->label), sent, fetched, changed, same };

      sl_cli_table_add (table, cells);
    }
  sl_cli_table_print (table);
  sl_cli_print ("%s", _("Rounds, offers, papers and the like go with their application. Nothing was changed."));
}

static void
print_preview_json (SlSyncPreview *preview)
{
  g_autoptr (JsonObject) object = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      JsonObject *one = json_object_new ();

      json_object_set_int_member (one, "to_send", preview->n_sent[kinds[i]]);
      json_object_set_int_member (one, "to_fetch", preview->n_fetched[kinds[i]]);
      json_object_set_int_member (one, "changed_here", preview->n_changed[kinds[i]]);
      json_object_set_int_member (one, "same", preview->n_same[kinds[i]]);
      json_object_set_object_member (object, sl_kind_get_info (kinds[i])->table, one);
    }
  sl_cli_print_json_object (object);
}

static SlCliExit
show_preview (SlCli        *cli,
              SlSyncClient *client)
{
  GError *error = NULL;
  g_autoptr (SlSyncPreview) preview = sl_sync_client_preview (client, NULL, &error);

  if (preview == NULL)
    return sl_cli_fail (error);
  if (cli->json)
    print_preview_json (preview);
  else
    print_preview (preview);
  return SL_CLI_DONE;
}

static gpointer
read_missing_cb (SlConnection *connection,
                 gpointer      data,
                 GCancellable *cancellable,
                 GError      **error)
{
  g_autoptr (GPtrArray) asked = sl_sync_status_read_asked (connection, NULL, cancellable, error);
  g_autoptr (JsonArray) array = json_array_new ();

  for (guint i = 0; asked != NULL && i < asked->len; i++)
    {
      const SlShadow *shadow = g_ptr_array_index (asked, i);
      g_autoptr (SlRecordName) name = sl_record_name_read (connection, shadow->kind, shadow->id, error);
      g_autofree char *words = name != NULL ? sl_private_record_describe (name) : NULL;
      JsonObject *object;

      if (words == NULL)
        return NULL;
      object = json_object_new ();
      json_object_set_string_member (object, "id", shadow->id);
      json_object_set_string_member (object, "kind", sl_kind_get_info (shadow->kind)->name);
      json_object_set_string_member (object, "name", words);
      json_array_add_object_element (array, object);
    }
  return asked != NULL ? g_steal_pointer (&array) : NULL;
}

static void
print_missing_table (JsonArray *missing)
{
  const char *headers[] = { _("Id"), _("What"), _("Name"), NULL };
  g_autoptr (SlCliTable) table = sl_cli_table_new (headers);

  for (guint i = 0; i < json_array_get_length (missing); i++)
    {
      JsonObject *object = json_array_get_object_element (missing, i);
      g_autofree char *id = g_strndup (sl_json_get_string (object, "id", ""), SL_CLI_SHORT_ID);
      SlKind kind = sl_kind_from_name (sl_json_get_string (object, "kind", ""));
      const char *cells[] = { id, _(sl_kind_get_info (kind)->label), sl_json_get_string (object, "name", ""), NULL };

      sl_cli_table_add (table, cells);
    }
  sl_cli_table_print (table);
}

/* All that “--missing=trash” or “--missing=send” would be about. */
static SlCliExit
print_missing (SlCli *cli)
{
  GError *error = NULL;
  g_autoptr (JsonArray) missing = sl_cli_read (cli, read_missing_cb, NULL, &error);

  if (missing == NULL)
    return sl_cli_fail (error);
  if (cli->json)
    sl_cli_print_json_array (missing);
  else if (json_array_get_length (missing) == 0)
    sl_cli_print ("%s", _("Nothing that is here is missing on the server, as far as the last sync saw."));
  else
    print_missing_table (missing);
  return SL_CLI_DONE;
}

static JsonArray *
log_to_json (GPtrArray *lines)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < lines->len; i++)
    {
      const SlSyncLogLine *line = g_ptr_array_index (lines, i);
      JsonObject *object = json_object_new ();
      char time[SL_TIME_ISO_SIZE];

      json_object_set_string_member (object, "at", sl_time_format_iso8601 (line->at, time));
      json_object_set_string_member (object, "words", line->words);
      json_array_add_object_element (array, object);
    }
  return array;
}

static SlCliExit
print_log (SlCli *cli)
{
  GTimeZone *zone = sl_clock_get_time_zone (sl_context_get_clock (cli->context));
  GError *error = NULL;
  g_autoptr (GPtrArray) lines = sl_cli_read (cli, sl_sync_status_read_log, NULL, &error);

  if (lines == NULL)
    return sl_cli_fail (error);
  if (cli->json)
    {
      g_autoptr (JsonArray) array = log_to_json (lines);

      sl_cli_print_json_array (array);
      return SL_CLI_DONE;
    }
  for (guint i = 0; i < lines->len; i++)
    {
      g_autofree char *line = sl_sync_log_line_format (g_ptr_array_index (lines, i), zone);

      sl_cli_print ("%s", line);
    }
  return SL_CLI_DONE;
}

/* @refusals: (nullable) */
static JsonArray *
refusals_to_json (GPtrArray *refusals)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; refusals != NULL && i < refusals->len; i++)
    {
      const SlSyncRefusal *refusal = g_ptr_array_index (refusals, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "id", refusal->waiting->id);
      json_object_set_string_member (object, "kind", sl_kind_get_info (refusal->waiting->kind)->name);
      json_object_set_string_member (object, "name", refusal->name);
      sl_json_set_string (object, "field", refusal->waiting->field);
      sl_json_set_string (object, "message", refusal->waiting->message);
      json_object_set_boolean_member (object, "again", refusal->again);
      json_array_add_object_element (array, object);
    }
  return array;
}

/* @result: (nullable): there was no round */
static void
print_result_json (const SlSyncResult *result,
                   GPtrArray          *refusals)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_boolean_member (object, "synced", result != NULL);
  if (result != NULL)
    {
      json_object_set_int_member (object, "sent", result->n_sent);
      json_object_set_int_member (object, "taken", result->n_taken);
      json_object_set_int_member (object, "waiting", result->n_waiting);
      json_object_set_int_member (object, "refused", result->n_refused);
      json_object_set_int_member (object, "missing_for_now", result->n_missing);
      json_object_set_int_member (object, "missing_on_server", result->n_asked);
      json_object_set_array_member (object, "refusals", refusals_to_json (refusals));
    }
  sl_cli_print_json_object (object);
}

static void
print_result (SlCli              *cli,
              const SlSyncResult *result,
              GPtrArray          *refusals)
{
  if (cli->json)
    {
      print_result_json (result, refusals);
      return;
    }
  for (guint i = 0; refusals != NULL && i < refusals->len; i++)
    sl_cli_print ("%s", ((SlSyncRefusal *) g_ptr_array_index (refusals, i))->words);
  if (result->n_sent + result->n_taken + result->n_missing + result->n_asked == 0 && (refusals == NULL || refusals->len == 0))
    sl_cli_print ("%s", _("Nothing was new, here or there."));
  if (result->n_sent > 0)
    sl_cli_print (ngettext ("Sent %s change.", "Sent %s changes.", result->n_sent), SL_COUNT (result->n_sent));
  if (result->n_taken > 0)
    sl_cli_print (ngettext ("Took over %s change.", "Took over %s changes.", result->n_taken), SL_COUNT (result->n_taken));
  if (result->n_waiting > 0)
    sl_cli_print (ngettext ("%s change still waits: “shortlistctl outbox”.", "%s changes still wait: “shortlistctl outbox”.", result->n_waiting),
                  SL_COUNT (result->n_waiting));
  if (result->n_missing > 0)
    sl_cli_print (ngettext ("%s record wasn’t found on the server. The next sync, a minute from now or later, looks for it again before anything happens here.",
                            "%s records weren’t found on the server. The next sync, a minute from now or later, looks for them again before anything happens here.",
                            result->n_missing), SL_COUNT (result->n_missing));
  if (result->n_asked > 0)
    sl_cli_print (ngettext ("%s record isn’t on the server any more. “--list-missing” lists it. Say --missing=trash or --missing=send.",
                            "%s records aren’t on the server any more. “--list-missing” lists them. Say --missing=trash or --missing=send.", result->n_asked), SL_COUNT (result->n_asked));
}

static SlCliExit
run_round (SlCli        *cli,
           SlSyncClient *client,
           SlSyncRunFlags flags,
           const Wish   *wish)
{
  g_autoptr (SlSyncStatus) status = NULL;
  SlSyncResult result;
  GError *error = NULL;

  if (!sl_sync_client_run (client, flags, wish->missing, &result, NULL, &error))
    return sl_cli_fail (error);
  print_result (cli, &result, sl_sync_client_get_refusals (client));
  status = sl_cli_read_status (cli, &error);
  if (status == NULL)
    return sl_cli_fail (error);
  if (status->n_refused == 0)
    return SL_CLI_DONE;
  /* Also in later rounds, as long as it isn't there: whoever asks only for the end shall not believe that it is. */
  sl_cli_tell (ngettext ("The server doesn’t take %s change: “shortlistctl outbox”. The rest is done.",
                         "The server doesn’t take %s changes: “shortlistctl outbox”. The rest is done.", status->n_refused), SL_COUNT (status->n_refused));
  return SL_CLI_FAILED;
}

/* Nobody looks: only what was agreed to, and no word where there is nothing to say. */
static SlCliExit
run_in_background (SlCli         *cli,
                   SlSyncClient  *client,
                   SlSyncAccount *account)
{
  SlSyncResult result;
  g_autoptr (GError) error = NULL;
  gboolean may_run = account != NULL && account->signed_in && account->agreed;
  gboolean ran = may_run && sl_sync_client_run (client, SL_SYNC_RUN_BY_ITSELF, SL_TRACKER_MISSING_ASK, &result, NULL, &error);

  if (error != NULL && !g_error_matches (error, SL_ERROR, SL_ERROR_BUSY))
    return sl_cli_fail (g_steal_pointer (&error));
  if (cli->json)
    print_result_json (ran ? &result : NULL, sl_sync_client_get_refusals (client));
  return SL_CLI_DONE;
}

static SlCliExit
do_sync (SlCli      *cli,
         const Wish *wish)
{
  g_autoptr (SlSyncClient) client = sl_cli_make_client (cli, !wish->background);
  GError *error = NULL;
  g_autoptr (SlSyncAccount) account = sl_sync_client_read_account (client, &error);
  SlCliExit exit;

  if (error != NULL)
    return sl_cli_fail (error);
  if (wish->background)
    return run_in_background (cli, client, account);
  if (wish->dry_run || (account != NULL && account->signed_in && !account->agreed && !wish->yes))
    {
      exit = show_preview (cli, client);
      if (wish->dry_run || exit != SL_CLI_DONE)
        return exit;
      /* A script reads one answer, and was asked nothing. */
      if (cli->json)
        return sl_cli_usage (cli, _("This is the first sync: look at what it would do, and say --yes"));
      if (!sl_cli_confirm (_("This is the first sync. A backup is made before it.")))
        return SL_CLI_USAGE;
    }
  return run_round (cli, client, SL_SYNC_RUN_BY_HAND | SL_SYNC_RUN_AGREED, wish);
}

SlCliExit
sl_cli_sync (SlCli  *cli,
             char ***argv)
{
  Wish wish = { 0 };
  g_autofree char *missing = NULL;
  const GOptionEntry entries[] = {
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &wish.dry_run, N_("Only show what would be sent and fetched"), NULL },
    SL_CLI_YES_ENTRY (&wish.yes),
    { "missing", 0, 0, G_OPTION_ARG_STRING, &missing, N_("What to do with many records that aren’t on the server any more: ask, trash or send"), N_("WORD") },
    { "background", 0, 0, G_OPTION_ARG_NONE, &wish.background, N_("Without a word, and only if it was agreed to"), NULL },
    { "list-missing", 0, 0, G_OPTION_ARG_NONE, &wish.list_missing, N_("List all that isn’t on the server any more, and is asked about"), NULL },
    { "log", 0, 0, G_OPTION_ARG_NONE, &wish.log, N_("Show what happened in the last rounds"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  static const char *const words[] = { "ask", "trash", "send", NULL };

  if (!sl_cli_parse_options (cli, argv, entries, NULL))
    return SL_CLI_USAGE;
  if (missing != NULL && !g_strv_contains (words, missing))
    return sl_cli_usage (cli, _("--missing takes one of: %s"), "ask, trash, send");
  for (guint i = 0; missing != NULL && words[i] != NULL; i++)
    if (g_str_equal (words[i], missing))
      wish.missing = (SlTrackerMissing) i;
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;
  if (wish.list_missing)
    return print_missing (cli);
  return wish.log ? print_log (cli) : do_sync (cli, &wish);
}
