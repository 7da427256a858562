/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shortlistctl document, resume: files and links of applications, and résumé versions. */
#define G_LOG_DOMAIN "sl-cli-papers"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-cli-records.h"
#include "sl-cli-table.h"
#include "sl-deeds.h"
#include "sl-error.h"
#include "sl-papers.h"
#include "sl-resume-use.h"

static GPtrArray *
keep_files (SlCli              *cli,
            const char *const  *paths,
            GError            **error)
{
  g_autoptr (GPtrArray) attachments = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_attachment_free);

  for (guint i = 0; paths[i] != NULL; i++)
    {
      g_autoptr (GFile) file = g_file_new_for_commandline_arg (paths[i]);
      SlAttachment *attachment = sl_attachment_keep (sl_context_get_data_dir (cli->context), file, NULL, error);

      if (attachment == NULL)
        return NULL;
      g_ptr_array_add (attachments, attachment);
    }

  return g_steal_pointer (&attachments);
}

/* What the options say goes into each record of the step. */
static gboolean
fill_all (SlCli        *cli,
          SlCliFields  *fields,
          SlChangeset  *changeset,
          GError      **error)
{
  for (guint i = 0; i < sl_changeset_get_n_changes (changeset); i++)
    if (!sl_cli_fields_fill (fields, cli, sl_changeset_get_change (changeset, i)->record, error))
      return FALSE;

  return TRUE;
}

/* Applies what adds records, and prints their ids. */
static SlCliExit
apply_added (SlCli       *cli,
             SlCliFields *fields,
             SlChangeset *changeset)
{
  g_autoptr (SlChangeset) owned = changeset;
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (SlTransaction) transaction = NULL;
  GError *error = NULL;

  if (!fill_all (cli, fields, changeset, &error))
    return sl_cli_fail (error);
  for (guint i = 0; i < sl_changeset_get_n_changes (changeset); i++)
    g_ptr_array_add (records, g_object_ref (sl_changeset_get_change (changeset, i)->record));
  transaction = sl_store_apply (sl_context_get_store (cli->context), changeset, &error);
  if (transaction == NULL)
    return sl_cli_fail (error);

  if (cli->json)
    sl_cli_record_print_array (records);
  else
    for (guint i = 0; i < records->len; i++)
      sl_cli_print ("%s", sl_record_get_id (records->pdata[i]));

  return SL_CLI_DONE;
}

/* Documents */

static const guint document_columns[] = {
  SL_DOCUMENT_NAME, SL_DOCUMENT_TYPE, SL_DOCUMENT_FILE_NAME, SL_DOCUMENT_FILE_SIZE, SL_DOCUMENT_FILE_URL, SL_FIELD_NONE,
};

static const SlCliRecordSpec document_spec = {
  .kind = SL_KIND_DOCUMENT,
  .needed = "--name",
  .required = SL_DOCUMENT_NAME,
  .columns = document_columns,
  .none = N_("There are no documents."),
  .which = N_("Say which document, by its id"),
};

static SlCliExit
add_document (SlCli       *cli,
              SlCliFields *fields,
              char       **arguments)
{
  GError *error = NULL;
  g_autoptr (SlRecord) application = sl_cli_record_find_application (cli, arguments[0], &error);
  g_autoptr (GPtrArray) attachments = NULL;
  g_autoptr (SlRecord) document = NULL;

  if (application == NULL)
    return sl_cli_fail (error);
  if (arguments[1] == NULL)
    {
      document = sl_record_new (SL_KIND_DOCUMENT);
      sl_record_set_text (document, SL_DOCUMENT_APPLICATION_ID, sl_record_get_id (application));
      return apply_added (cli, fields, sl_deed_add (document));
    }

  attachments = keep_files (cli, (const char *const *) arguments + 1, &error);
  if (attachments == NULL)
    return sl_cli_fail (error);

  return apply_added (cli, fields, sl_deed_attach (sl_record_get_id (application), NULL, attachments));
}

static SlCliExit
document_add (SlCli  *cli,
              char ***argv)
{
  g_auto (SlCliFields) fields = { 0 };

  sl_cli_fields_init (&fields, SL_KIND_DOCUMENT);
  if (!sl_cli_parse (cli, argv, fields.entries, NULL))
    return SL_CLI_USAGE;
  if ((*argv)[0] == NULL)
    return sl_cli_usage (cli, _("Say which application, by its id"));
  if ((*argv)[1] == NULL && fields.texts[SL_DOCUMENT_NAME] == NULL)
    return sl_cli_usage (cli, _("Say which file, or --name and --link"));
  if ((*argv)[1] != NULL && (*argv)[2] != NULL && fields.texts[SL_DOCUMENT_NAME] != NULL)
    return sl_cli_usage (cli, _("--name goes with one file"));

  return sl_cli_open (cli) ? add_document (cli, &fields, *argv) : SL_CLI_FAILED;
}

static SlCliExit
document_list (SlCli  *cli,
               char ***argv)
{
  return sl_cli_record_list (cli, argv, &document_spec);
}

static SlCliExit
document_set (SlCli  *cli,
              char ***argv)
{
  return sl_cli_record_set (cli, argv, &document_spec, NULL, NULL, NULL);
}

static SlCliExit
document_delete (SlCli  *cli,
                 char ***argv)
{
  return sl_cli_record_delete (cli, argv, &document_spec);
}

/* Files stay on the computer where they were added; a link may lead to one. */
static void
set_no_resume_file (SlRecord *resume,
                    GError  **error)
{
  const char *link = sl_record_get_text (resume, SL_RESUME_VERSION_FILE_URL);

  if (link == NULL || *link == '\0')
    g_set_error_literal (error, SL_ERROR, SL_ERROR_NOT_FOUND,
                         _("There is no file with this résumé on this computer. If it has one, it is on the computer where it was added."));
  else
    g_set_error (error, SL_ERROR, SL_ERROR_NOT_FOUND, _("There is no file with this résumé on this computer, only a link: %s"), link);
}

/* Prints the path of a copy. */
static SlCliExit
print_path (SlCli  *cli,
            char  **prefixes,
            SlKind  kind)
{
  GError *error = NULL;
  g_auto (GStrv) ids = sl_cli_resolve_ids (cli, kind, prefixes, &error);
  g_autoptr (SlRecord) record = ids != NULL ? sl_cli_read_record (cli, kind, ids[0], &error) : NULL;
  g_autofree char *path = NULL;

  if (record == NULL)
    return sl_cli_fail (error);
  if (kind == SL_KIND_RESUME_VERSION && sl_papers_get_hash (record) == NULL)
    set_no_resume_file (record, &error);
  else
    path = sl_attachments_make_copy (sl_context_get_data_dir (cli->context), sl_papers_get_hash (record), sl_papers_get_file_name (record), NULL, &error);
  if (path == NULL)
    return sl_cli_fail (error);
  if (cli->json)
    {
      g_autoptr (JsonObject) object = json_object_new ();

      json_object_set_string_member (object, "path", path);
      sl_cli_print_json_object (object);
    }
  else
    {
      sl_cli_print ("%s", path);
    }

  return SL_CLI_DONE;
}

static SlCliExit
open_path (SlCli      *cli,
           char     ***argv,
           SlKind      kind,
           const char *which)
{
  if (!sl_cli_parse (cli, argv, NULL, NULL))
    return SL_CLI_USAGE;
  if (g_strv_length (*argv) != 1)
    return sl_cli_usage (cli, "%s", which);

  return sl_cli_open (cli) ? print_path (cli, *argv, kind) : SL_CLI_FAILED;
}

static SlCliExit
document_open_path (SlCli  *cli,
                    char ***argv)
{
  return open_path (cli, argv, SL_KIND_DOCUMENT, _(document_spec.which));
}

const SlCliCommand sl_cli_document_parts[] = {
  { .name = "add", .run = document_add,
    .arguments = N_("APPLICATION [FILE…] [--FIELD VALUE…]"),
    .summary = N_("Attach files, or add a link, and print the ids"),
    .details = N_("A copy of each file is kept with the data, so that what was sent stays as it was sent."),
    .examples = SL_CLI_EXAMPLES ("document add 1a2b letter.pdf --type 'Cover letter'",
                                 "document add 1a2b --name Portfolio --link https://torvmark.example/work") },
  { .name = "list", .run = document_list,
    .arguments = N_("[APPLICATION]"),
    .summary = N_("List the documents of an application, or all"),
    .examples = SL_CLI_EXAMPLES ("document list 1a2b", "document list --json") },
  { .name = "open-path", .run = document_open_path,
    .arguments = N_("ID"),
    .summary = N_("Print the path of a copy to open"),
    .details = N_("The copy is read-only and goes after a day or so; the file that is kept is never handed out."),
    .examples = SL_CLI_EXAMPLES ("document open-path 9c0d") },
  { .name = "set", .run = document_set,
    .arguments = N_("ID… --FIELD VALUE…"),
    .summary = N_("Change documents"),
    .details = N_("An empty VALUE empties the field."),
    .examples = SL_CLI_EXAMPLES ("document set 9c0d --name 'Letter, second try'") },
  { .name = "delete", .run = document_delete,
    .arguments = N_("ID…"),
    .summary = N_("Move documents to the Trash"),
    .examples = SL_CLI_EXAMPLES ("document delete 9c0d") },
  { NULL },
};

/* Résumé versions */

static const guint resume_columns[] = { SL_RESUME_VERSION_NAME, SL_RESUME_VERSION_FILE_NAME, SL_FIELD_NONE };

static const SlCliRecordSpec resume_spec = {
  .kind = SL_KIND_RESUME_VERSION,
  .alone = TRUE,
  .needed = "--name",
  .required = SL_RESUME_VERSION_NAME,
  .columns = resume_columns,
  .none = N_("There are no résumé versions."),
  .which = N_("Say which résumé version, by its id"),
};

static SlCliExit
add_resume (SlCli       *cli,
            SlCliFields *fields,
            char       **paths)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) attachments = keep_files (cli, (const char *const *) paths, &error);
  const char *name = fields->texts[SL_RESUME_VERSION_NAME] != NULL ? "?" : NULL;

  if (attachments == NULL)
    return sl_cli_fail (error);

  return apply_added (cli, fields, sl_deed_add_resume (name, attachments->len > 0 ? attachments->pdata[0] : NULL, NULL));
}

static SlCliExit
resume_add (SlCli  *cli,
            char ***argv)
{
  g_auto (SlCliFields) fields = { 0 };

  sl_cli_fields_init (&fields, SL_KIND_RESUME_VERSION);
  if (!sl_cli_parse (cli, argv, fields.entries, NULL))
    return SL_CLI_USAGE;
  if (g_strv_length (*argv) > 1)
    return sl_cli_usage (cli, _("A résumé version has one file"));
  if ((*argv)[0] == NULL && fields.texts[SL_RESUME_VERSION_NAME] == NULL)
    return sl_cli_usage (cli, _("Say which file, or --name"));

  return sl_cli_open (cli) ? add_resume (cli, &fields, *argv) : SL_CLI_FAILED;
}

typedef struct {
  SlDay today;
  GPtrArray *resumes;
  GHashTable *uses;
} Resumes;

static gpointer
read_resumes (SlConnection  *connection,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  Resumes *resumes = data;

  resumes->uses = sl_resume_use_read (connection, resumes->today, error);
  resumes->resumes = resumes->uses != NULL ? sl_store_read_all (connection, SL_KIND_RESUME_VERSION, FALSE, error) : NULL;

  return resumes->resumes;
}

static void
print_resumes (Resumes *resumes)
{
  g_autoptr (SlCliTable) table = sl_cli_table_new ((const char *[]) { _("Id"), _("Name"), _("File"), _("Used"), _("Sent"), _("Answered"), NULL });

  sl_cli_table_set_whole (table, 0);
  for (guint i = 3; i < 6; i++)
    sl_cli_table_set_numeric (table, i);
  for (guint i = 0; i < resumes->resumes->len; i++)
    {
      SlRecord *resume = resumes->resumes->pdata[i];
      SlResumeUse *use = g_hash_table_lookup (resumes->uses, sl_record_get_id (resume));
      SlRate response = use != NULL ? use->response : (SlRate) { 0 };
      g_autofree char *id = g_strndup (sl_record_get_id (resume), 8);
      g_autofree char *used = g_strdup_printf ("%u", use != NULL ? use->n_used : 0);
      g_autofree char *sent = g_strdup_printf ("%u", response.of);
      /* Of a few a share says nothing. */
      g_autofree char *answered = response.of >= SL_ANALYTICS_FEW
                                    ? g_strdup_printf (_("%u (%.0f%%)"), response.n, sl_rate_get_fraction (response) * 100)
                                    : g_strdup_printf ("%u", response.n);

      sl_cli_table_add (table, (const char *[]) { id, sl_record_get_text (resume, SL_RESUME_VERSION_NAME),
                                                  sl_record_get_text (resume, SL_RESUME_VERSION_FILE_NAME), used, sent, answered });
    }
  if (resumes->resumes->len > 0)
    sl_cli_table_print (table);
  else
    sl_cli_print ("%s", _(resume_spec.none));
}

static void
print_resumes_json (Resumes *resumes)
{
  g_autoptr (JsonArray) array = json_array_new ();

  for (guint i = 0; i < resumes->resumes->len; i++)
    {
      SlRecord *resume = resumes->resumes->pdata[i];
      SlResumeUse *use = g_hash_table_lookup (resumes->uses, sl_record_get_id (resume));
      JsonObject *object = sl_record_to_json (resume);

      json_object_set_int_member (object, "applications", use != NULL ? use->n_used : 0);
      json_object_set_int_member (object, "sent", use != NULL ? use->response.of : 0);
      json_object_set_int_member (object, "answered", use != NULL ? use->response.n : 0);
      json_array_add_object_element (array, object);
    }
  sl_cli_print_json_array (array);
}

static SlCliExit
resume_list (SlCli  *cli,
             char ***argv)
{
  Resumes resumes = { 0 };
  GError *error = NULL;
  SlCliExit status = SL_CLI_DONE;

  if (!sl_cli_parse_options (cli, argv, NULL, NULL))
    return SL_CLI_USAGE;
  if (!sl_cli_open (cli))
    return SL_CLI_FAILED;

  resumes.today = sl_context_get_today (cli->context);
  if (sl_cli_read (cli, read_resumes, &resumes, &error) == NULL)
    status = sl_cli_fail (error);
  else if (cli->json)
    print_resumes_json (&resumes);
  else
    print_resumes (&resumes);
  g_clear_pointer (&resumes.resumes, g_ptr_array_unref);
  g_clear_pointer (&resumes.uses, g_hash_table_unref);

  return status;
}

static SlCliExit
resume_open_path (SlCli  *cli,
                  char ***argv)
{
  return open_path (cli, argv, SL_KIND_RESUME_VERSION, _(resume_spec.which));
}

static SlCliExit
resume_set (SlCli  *cli,
            char ***argv)
{
  return sl_cli_record_set (cli, argv, &resume_spec, NULL, NULL, NULL);
}

static SlCliExit
resume_delete (SlCli  *cli,
               char ***argv)
{
  return sl_cli_record_delete (cli, argv, &resume_spec);
}

const SlCliCommand sl_cli_resume_parts[] = {
  { .name = "add", .run = resume_add, .makes_data = TRUE,
    .arguments = N_("[FILE] [--name NAME] [--FIELD VALUE…]"),
    .summary = N_("Add a résumé version and print its id"),
    .details = N_("A copy of the file is kept with the data. Without --name it is called like its file."),
    .examples = SL_CLI_EXAMPLES ("resume add resume.pdf --name 'One page'", "resume add --name 'The long one' --link https://torvmark.example/cv") },
  { .name = "list", .run = resume_list,
    .summary = N_("List the résumé versions with what came of them"),
    .details = N_("Answered counts applications that reached an interview or an offer, of those that were sent."),
    .examples = SL_CLI_EXAMPLES ("resume list", "resume list --json") },
  { .name = "open-path", .run = resume_open_path,
    .arguments = N_("ID"),
    .summary = N_("Print the path of a copy to open"),
    .examples = SL_CLI_EXAMPLES ("resume open-path 2b3c") },
  { .name = "set", .run = resume_set,
    .arguments = N_("ID… --FIELD VALUE…"),
    .summary = N_("Change résumé versions"),
    .examples = SL_CLI_EXAMPLES ("resume set 2b3c --notes 'With the new job'") },
  { .name = "delete", .run = resume_delete,
    .arguments = N_("ID…"),
    .summary = N_("Move résumé versions to the Trash"),
    .examples = SL_CLI_EXAMPLES ("resume delete 2b3c") },
  { NULL },
};
