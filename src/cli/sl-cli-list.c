/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shortlistctl list, show, log: looking. */
#define G_LOG_DOMAIN "sl-cli-list"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-cli-output.h"
#include "sl-cli-query.h"
#include "sl-cli-table.h"
#include "sl-deeds.h"

typedef struct {
  SlQuery *query;
  SlDay today;
  guint limit;
  SlCliFormat format;
} List;

static gpointer
print_list (SlConnection  *connection,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  List *list = data;
  g_autoptr (GArray) pks = sl_store_query_pks (connection, list->query, list->today, list->limit, cancellable, error);

  if (pks == NULL || !sl_cli_print_rows (connection, pks, list->format, list->today, error))
    return NULL;

  return g_steal_pointer (&pks);
}

static SlCliExit
list (SlCli       *cli,
      SlCliQuery  *options,
      guint        limit,
      SlCliFormat  format)
{
  SlCliExit status = SL_CLI_DONE;
  g_autoptr (SlQuery) query = sl_cli_query_build (options, cli, &status);
  g_autoptr (GArray) pks = NULL;
  GError *error = NULL;
  List wanted;

  if (query == NULL)
    return status;

  wanted = (List) { query, sl_context_get_today (cli->context), limit, format };
  pks = sl_cli_read (cli, print_list, &wanted, &error);
  if (pks == NULL)
    return sl_cli_fail (error);
  if (pks->len == 0 && format == SL_CLI_FORMAT_TABLE)
    sl_cli_print ("%s", sl_query_has_filter (query) ? _("No application matches.") : _("There are no applications yet."));

  return SL_CLI_DONE;
}

SlCliExit
sl_cli_list (SlCli  *cli,
             char ***argv)
{
  g_auto (SlCliQuery) options = { 0 };
  g_autofree char *format_name = NULL;
  gint limit = 0;
  const GOptionEntry entries[] = {
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_("At most so many"), N_("NUMBER") },
    { "format", 0, 0, G_OPTION_ARG_STRING, &format_name, N_("table, json, csv or ids"), N_("FORMAT") },
    G_OPTION_ENTRY_NULL,
  };
  SlCliFormat format;

  sl_cli_query_init (&options, TRUE);
  if (!sl_cli_parse (cli, argv, options.entries, entries))
    return SL_CLI_USAGE;
  if (limit < 0)
    return sl_cli_usage (cli, _("--limit takes a number from 0 on"));
  if (format_name == NULL)
    format = cli->json ? SL_CLI_FORMAT_JSON : SL_CLI_FORMAT_TABLE;
  else if (!sl_cli_format_from_name (format_name, &format))
    return sl_cli_usage (cli, _("--format takes table, json, csv or ids"));
  else if (cli->json && format != SL_CLI_FORMAT_JSON)
    return sl_cli_usage (cli, _("--json and --format %s contradict each other"), format_name);

  if ((*argv)[0] != NULL)
    {
      g_autofree char *words = g_strjoinv (" ", *argv);
      g_autofree char *before = g_steal_pointer (&options.search);

      options.search = before != NULL ? g_strconcat (before, " ", words, NULL) : g_steal_pointer (&words);
    }

  return sl_cli_open (cli) ? list (cli, &options, (guint) limit, format) : SL_CLI_FAILED;
}

SlCliExit
sl_cli_show (SlCli  *cli,
             char ***argv)
{
  g_auto (GStrv) ids = NULL;
  GError *error = NULL;

  if (!sl_cli_parse (cli, argv, NULL, NULL))
    return SL_CLI_USAGE;
  if ((*argv)[0] == NULL)
    return sl_cli_usage (cli, _("Say which application, by its id"));
  if (cli->json && (*argv)[1] != NULL)
    return sl_cli_usage (cli, _("As JSON, only one application is shown at a time"));
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;

  ids = sl_cli_resolve_ids (cli, SL_KIND_APPLICATION, *argv, &error);
  if (ids == NULL)
    return sl_cli_fail (error);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      SlCliExit status;

      if (i > 0)
        sl_cli_write ("\n");
      status = sl_cli_print_application (cli, ids[i]);
      if (status != SL_CLI_DONE)
        return status;
    }

  return SL_CLI_DONE;
}

/* Log */

typedef struct {
  const char *application_id;
  guint limit;
  GPtrArray *transactions;
  GPtrArray *applications; /* (nullable elements): of each transaction the one application that it is about */
} Log;

/* The application that all of the step belongs to; NULL if it touched none or several. */
static const char *
find_one_application (SlTransaction *transaction)
{
  GPtrArray *entries = sl_transaction_get_entries (transaction);
  const char *found = NULL;

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const SlJournalEntry *entry = g_ptr_array_index (entries, i);
      const char *id = entry->kind == SL_KIND_APPLICATION ? entry->id : entry->application_id;

      if (id == NULL || (found != NULL && g_str_equal (id, found)))
        continue;
      if (found != NULL)
        return NULL;
      found = id;
    }

  return found;
}

static void
clear_application (gpointer application)
{
  if (application != NULL)
    g_object_unref (application);
}

static gpointer
read_log (SlConnection  *connection,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Log *log = data;

  log->transactions = sl_store_read_transactions (connection, log->application_id, log->limit, error);
  if (log->transactions == NULL)
    return NULL;

  log->applications = g_ptr_array_new_with_free_func (clear_application);
  for (guint i = 0; i < log->transactions->len; i++)
    {
      const char *id = find_one_application (g_ptr_array_index (log->transactions, i));

      /* It may have been deleted for good since. */
      g_ptr_array_add (log->applications, id != NULL ? sl_store_read_record (connection, SL_KIND_APPLICATION, id, NULL) : NULL);
    }

  return log;
}

static void
log_clear (Log *log)
{
  g_clear_pointer (&log->transactions, g_ptr_array_unref);
  g_clear_pointer (&log->applications, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Log, log_clear)

static const char *
get_actor_label (SlActor actor)
{
  switch (actor)
    {
    case SL_ACTOR_PERSON:
    case SL_ACTOR_UNDO:
    case SL_ACTOR_REDO:
      return C_("actor", "You");
    case SL_ACTOR_IMPORT:
      return C_("actor", "Import");
    case SL_ACTOR_MAIL:
      return C_("actor", "Mail");
    case SL_ACTOR_SYNC:
      return C_("actor", "Sync");
    case SL_ACTOR_HOUSEKEEPING:
    default:
      return "Shortlist";
    }
}

static void
print_log (SlCli *cli,
           Log   *log)
{
  const char *headers[] = { _("Number"), _("Time"), _("Who"), _("What"), _("Role"), NULL };
  GPtrArray *transactions = log->transactions;
  g_autoptr (SlCliTable) table = sl_cli_table_new (headers);

  sl_cli_table_set_numeric (table, 0);
  sl_cli_table_set_whole (table, 0);
  sl_cli_table_set_whole (table, 1);
  for (guint i = 0; i < transactions->len; i++)
    {
      SlTransaction *transaction = g_ptr_array_index (transactions, i);
      g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, sl_transaction_get_id (transaction));
      g_autofree char *time = sl_cli_format_time (cli, sl_transaction_get_time (transaction));
      g_autofree char *words = sl_deed_describe (transaction);
      SlRecord *application = g_ptr_array_index (log->applications, i);
      g_autofree char *undone = sl_transaction_is_undone (transaction) ? g_strdup_printf (_("%s (undone)"), words) : NULL;
      const char *cells[] = {
        number,
        time,
        get_actor_label (sl_transaction_get_actor (transaction)),
        undone != NULL ? undone : words,
        application != NULL ? sl_record_get_text (application, SL_APPLICATION_ROLE_TITLE) : NULL,
      };

      sl_cli_table_add (table, cells);
    }
  if (transactions->len > 0)
    sl_cli_table_print (table);
  else
    sl_cli_print ("%s", _("Nothing was changed yet."));
}

/* Named as in the application's own JSON. */
static void
add_application (JsonObject *object,
                 SlRecord   *application)
{
  static const guint fields[] = { SL_APPLICATION_COMPANY_NAME, SL_APPLICATION_ROLE_TITLE };

  json_object_set_string_member (object, "application_id", sl_record_get_id (application));
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    json_object_set_string_member (object, sl_kind_get_field (SL_KIND_APPLICATION, fields[i])->column,
                                   sl_record_get_text (application, fields[i]));
}

static void
print_log_json (Log *log)
{
  g_autoptr (JsonArray) array = json_array_new ();

  for (guint i = 0; i < log->transactions->len; i++)
    {
      JsonObject *object = sl_cli_transaction_to_json (g_ptr_array_index (log->transactions, i));
      SlRecord *application = g_ptr_array_index (log->applications, i);

      if (application != NULL)
        add_application (object, application);
      json_array_add_object_element (array, object);
    }
  sl_cli_print_json_array (array);
}

SlCliExit
sl_cli_log (SlCli  *cli,
            char ***argv)
{
  gint limit = 50;
  const GOptionEntry entries[] = {
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_("At most so many (50)"), N_("NUMBER") },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (Log) wanted = { 0 };
  g_auto (GStrv) ids = NULL;
  GError *error = NULL;

  if (!sl_cli_parse (cli, argv, entries, NULL))
    return SL_CLI_USAGE;
  if (limit < 1)
    return sl_cli_usage (cli, _("--limit takes a number from 1 on"));
  if ((*argv)[0] != NULL && (*argv)[1] != NULL)
    return sl_cli_usage (cli, _("The log is shown of one application at a time"));
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;

  if ((*argv)[0] != NULL)
    {
      ids = sl_cli_resolve_ids (cli, SL_KIND_APPLICATION, *argv, &error);
      if (ids == NULL)
        return sl_cli_fail (error);
    }

  wanted.application_id = ids != NULL ? ids[0] : NULL;
  wanted.limit = (guint) limit;
  if (sl_cli_read (cli, read_log, &wanted, &error) == NULL)
    return sl_cli_fail (error);
  if (cli->json)
    print_log_json (&wanted);
  else
    print_log (cli, &wanted);

  return SL_CLI_DONE;
}
