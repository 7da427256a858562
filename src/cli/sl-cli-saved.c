/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shortlistctl saved …, convert: saved jobs, and turning one into an application. */
#define G_LOG_DOMAIN "sl-cli-saved"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-cli-output.h"
#include "sl-cli-records.h"
#include "sl-deeds-saved.h"
#include "sl-error.h"
#include "sl-store-build.h"

static const guint columns[] = {
  SL_SAVED_JOB_COMPANY_NAME, SL_SAVED_JOB_ROLE_TITLE, SL_SAVED_JOB_STATUS, SL_SAVED_JOB_PRIORITY,
  SL_SAVED_JOB_DEADLINE, SL_SAVED_JOB_EXCITEMENT_LEVEL, SL_SAVED_JOB_LOCATION, SL_FIELD_NONE,
};

static const SlCliRecordSpec spec = {
  .kind = SL_KIND_SAVED_JOB,
  .needed = "--company",
  .required = SL_SAVED_JOB_COMPANY_NAME,
  .columns = columns,
  .none = N_("There are no saved jobs."),
  .which = N_("Say which saved job, by its id"),
};

/* Only the conversion says so: without an application it would be a lie. */
static gboolean
refuse_converted (SlCli       *cli,
                  SlCliFields *fields,
                  gpointer     data)
{
  const char *status = fields->texts[SL_SAVED_JOB_STATUS];

  if (status == NULL || g_strcmp0 (sl_enum_match (&sl_saved_job_status_words, status), "Converted") != 0)
    return TRUE;
  sl_cli_usage (cli, _("Turn a saved job into an application with “shortlistctl convert ID”"));

  return FALSE;
}

static SlCliExit
saved_add (SlCli  *cli,
           char ***argv)
{
  g_auto (SlCliFields) fields = { 0 };
  g_autoptr (SlRecord) job = sl_record_new (SL_KIND_SAVED_JOB);
  g_autoptr (SlChangeset) changeset = NULL;
  g_autoptr (SlTransaction) transaction = NULL;
  GError *error = NULL;

  sl_cli_fields_init (&fields, SL_KIND_SAVED_JOB);
  if (!sl_cli_parse_options (cli, argv, fields.entries, NULL) || !refuse_converted (cli, &fields, NULL))
    return SL_CLI_USAGE;
  if (fields.texts[SL_SAVED_JOB_COMPANY_NAME] == NULL)
    return sl_cli_usage (cli, _("A saved job needs --company"));
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;

  if (!sl_cli_fields_fill (&fields, cli, job, &error))
    return sl_cli_fail (error);
  changeset = sl_deed_add (job);
  transaction = sl_store_apply (sl_context_get_store (cli->context), changeset, &error);
  if (transaction == NULL)
    return sl_cli_fail (error);

  return sl_cli_record_print_added (cli, job);
}

static gpointer
read_jobs (SlConnection  *connection,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  return sl_store_read_all (connection, SL_KIND_SAVED_JOB, FALSE, error);
}

static SlCliExit
saved_list (SlCli  *cli,
            char ***argv)
{
  g_autofree char *status_text = NULL;
  g_autofree char *priority_text = NULL;
  const GOptionEntry entries[] = {
    { "status", 0, 0, G_OPTION_ARG_FILENAME, &status_text, N_("Only these: Active, Archived or Converted"), N_("WORD") },
    { "priority", 0, 0, G_OPTION_ARG_FILENAME, &priority_text, N_("Only these: High, Medium or Low"), N_("WORD") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GPtrArray) jobs = NULL;
  const char *status;
  const char *priority;
  GError *error = NULL;

  if (!sl_cli_parse_options (cli, argv, entries, NULL) ||
      !sl_cli_match_word (cli, &sl_saved_job_status_words, "--status", status_text, &status) ||
      !sl_cli_match_word (cli, &sl_priority_words, "--priority", priority_text, &priority))
    return SL_CLI_USAGE;
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;

  jobs = sl_cli_read (cli, read_jobs, NULL, &error);
  if (jobs == NULL)
    return sl_cli_fail (error);
  for (guint i = jobs->len; i > 0; i--)
    {
      SlRecord *job = g_ptr_array_index (jobs, i - 1);

      if ((status != NULL && g_strcmp0 (sl_record_get_text (job, SL_SAVED_JOB_STATUS), status) != 0) ||
          (priority != NULL && g_strcmp0 (sl_record_get_text (job, SL_SAVED_JOB_PRIORITY), priority) != 0))
        g_ptr_array_remove_index (jobs, i - 1);
    }

  return sl_cli_record_print_list (cli, &spec, jobs);
}

static SlCliExit
saved_show (SlCli  *cli,
            char ***argv)
{
  g_auto (GStrv) ids = NULL;
  GError *error = NULL;

  if (!sl_cli_parse (cli, argv, NULL, NULL))
    return SL_CLI_USAGE;
  if ((*argv)[0] == NULL)
    return sl_cli_usage (cli, "%s", _(spec.which));
  if (cli->json && (*argv)[1] != NULL)
    return sl_cli_usage (cli, _("As JSON, only one saved job is shown at a time"));
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;

  ids = sl_cli_resolve_ids (cli, SL_KIND_SAVED_JOB, *argv, &error);
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      g_autoptr (SlRecord) job = sl_cli_read_record (cli, SL_KIND_SAVED_JOB, ids[i], &error);

      if (job == NULL)
        return sl_cli_fail (error);
      if (i > 0)
        sl_cli_write ("\n");
      if (cli->json)
        {
          sl_cli_record_print_added (cli, job);
          continue;
        }
      sl_cli_print ("%s", ids[i]);
      sl_cli_print_fields (cli, job, "");
      if (!sl_record_is_null (job, SL_SAVED_JOB_CONVERTED_TO))
        sl_cli_print (_("Application: %s"), sl_record_get_text (job, SL_SAVED_JOB_CONVERTED_TO));
    }

  return ids != NULL ? SL_CLI_DONE : sl_cli_fail (error);
}

static SlCliExit
saved_set (SlCli  *cli,
           char ***argv)
{
  return sl_cli_record_set (cli, argv, &spec, NULL, refuse_converted, NULL);
}

static SlCliExit
saved_archive (SlCli  *cli,
               char ***argv)
{
  gboolean back = FALSE;
  const GOptionEntry entries[] = {
    { "back", 0, 0, G_OPTION_ARG_NONE, &back, N_("Bring them back instead"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) ids = NULL;
  GError *error = NULL;

  if (!sl_cli_parse (cli, argv, entries, NULL))
    return SL_CLI_USAGE;
  if ((*argv)[0] == NULL)
    return sl_cli_usage (cli, "%s", _(spec.which));
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;

  ids = sl_cli_resolve_living_ids (cli, SL_KIND_SAVED_JOB, *argv, &error);
  if (ids == NULL)
    return sl_cli_fail (error);

  return sl_cli_apply (cli, sl_deed_archive_saved_jobs ((const char *const *) ids, !back), NULL);
}

static SlCliExit
saved_delete (SlCli  *cli,
              char ***argv)
{
  return sl_cli_record_delete (cli, argv, &spec);
}

const SlCliCommand sl_cli_saved_parts[] = {
  { .name = "add", .run = saved_add, .makes_data = TRUE,
    .arguments = N_("--company NAME [--FIELD VALUE…]"),
    .summary = N_("Save a job for later and print its id"),
    .examples = SL_CLI_EXAMPLES ("saved add --company Torvmark --role Baker --deadline 2026-09-30 --excitement 4") },
  { .name = "list", .run = saved_list,
    .summary = N_("List saved jobs"),
    .examples = SL_CLI_EXAMPLES ("saved list", "saved list --status Active --priority High", "saved list --json") },
  { .name = "show", .run = saved_show,
    .arguments = N_("ID…"),
    .summary = N_("Show all that is known about a saved job"),
    .examples = SL_CLI_EXAMPLES ("saved show 1a2b") },
  { .name = "set", .run = saved_set,
    .arguments = N_("ID… --FIELD VALUE…"),
    .summary = N_("Change saved jobs"),
    .details = N_("An empty VALUE empties the field."),
    .examples = SL_CLI_EXAMPLES ("saved set 1a2b --priority High", "saved set 1a2b --deadline ''") },
  { .name = "archive", .run = saved_archive,
    .arguments = N_("ID…"),
    .summary = N_("Put saved jobs away, or bring them back"),
    .examples = SL_CLI_EXAMPLES ("saved archive 1a2b", "saved archive --back 1a2b") },
  { .name = "delete", .run = saved_delete,
    .arguments = N_("ID…"),
    .summary = N_("Move saved jobs to the Trash"),
    .examples = SL_CLI_EXAMPLES ("saved delete 1a2b") },
  { NULL },
};

/* Convert */

typedef struct {
  const char *id;
  SlClock *clock;
  char *application_id;
} Conversion;

static gpointer
build_conversion (SlConnection  *connection,
                  gpointer       data,
                  GCancellable  *cancellable,
                  GError       **error)
{
  Conversion *conversion = data;

  return sl_deed_convert_saved_job (connection, conversion->id, conversion->clock, &conversion->application_id, error);
}

static gpointer
find_converted (SlConnection  *connection,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  return sl_deed_find_converted (connection, data, error);
}

/* Where the first one is: to be shown, or to be restored first. */
static SlCliExit
fail_converted (SlCli      *cli,
                const char *id,
                GError     *error)
{
  g_autoptr (SlRecord) application = g_error_matches (error, SL_ERROR, SL_ERROR_CONFLICT) ? sl_cli_read (cli, find_converted, (gpointer) id, NULL) : NULL;

  if (application == NULL)
    return sl_cli_fail (error);
  sl_cli_tell ("%s shortlistctl %s %s", error->message, sl_record_is_null (application, SL_FIELD_DELETED_AT) ? "show" : "restore",
               sl_record_get_id (application));
  g_error_free (error);

  return SL_CLI_FAILED;
}

SlCliExit
sl_cli_convert (SlCli  *cli,
                char ***argv)
{
  g_auto (GStrv) ids = NULL;
  g_autoptr (SlTransaction) transaction = NULL;
  g_autofree char *application_id = NULL;
  GError *error = NULL;
  Conversion conversion;

  if (!sl_cli_parse (cli, argv, NULL, NULL))
    return SL_CLI_USAGE;
  if ((*argv)[0] == NULL || (*argv)[1] != NULL)
    return sl_cli_usage (cli, "%s", _(spec.which));
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;

  ids = sl_cli_resolve_ids (cli, SL_KIND_SAVED_JOB, *argv, &error);
  if (ids == NULL)
    return sl_cli_fail (error);
  conversion = (Conversion) { ids[0], sl_context_get_clock (cli->context), NULL };
  transaction = sl_store_build (sl_context_get_store (cli->context), build_conversion, &conversion, &error);
  application_id = conversion.application_id;
  if (transaction == NULL)
    return fail_converted (cli, ids[0], error);
  if (cli->json)
    return sl_cli_print_application (cli, application_id);
  sl_cli_print ("%s", application_id);

  return SL_CLI_DONE;
}
