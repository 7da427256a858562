/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-papers.h. Copies of their files are in sl-papers-copies.c. */

#define G_LOG_DOMAIN "sl-papers"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-deeds-private.h"
#include "sl-error.h"
#include "sl-papers.h"
#include "sl-private.h"
#include "sl-text.h"

/* Documents and résumé versions have the same, in other places of their tables. */
typedef struct {
  guint name;
  guint url;
  guint hash;
  guint file_name;
  guint file_size;
} FileFields;

static const FileFields *
get_fields (SlKind kind)
{
  static const FileFields document = { SL_DOCUMENT_NAME, SL_DOCUMENT_FILE_URL, SL_DOCUMENT_FILE_HASH, SL_DOCUMENT_FILE_NAME, SL_DOCUMENT_FILE_SIZE };
  static const FileFields resume = { SL_RESUME_VERSION_NAME, SL_RESUME_VERSION_FILE_URL, SL_RESUME_VERSION_FILE_HASH,
                                     SL_RESUME_VERSION_FILE_NAME, SL_RESUME_VERSION_FILE_SIZE };

  g_return_val_if_fail (kind == SL_KIND_DOCUMENT || kind == SL_KIND_RESUME_VERSION, &document);
  return kind == SL_KIND_DOCUMENT ? &document : &resume;
}

/** sl_papers_get_hash: (transfer none) (nullable): of the attached file; %NULL: there is none */
const char *
sl_papers_get_hash (SlRecord *record)
{
  return sl_record_get_text (record, get_fields (sl_record_get_kind (record))->hash);
}

/** sl_papers_get_file_name: (transfer none) (nullable): what the file was called, or the record's name */
const char *
sl_papers_get_file_name (SlRecord *record)
{
  const FileFields *fields = get_fields (sl_record_get_kind (record));
  const char *name = sl_record_get_text (record, fields->file_name);

  return name != NULL ? name : sl_record_get_text (record, fields->name);
}

/** sl_papers_get_url: (transfer none) (nullable): the link */
const char *
sl_papers_get_url (SlRecord *record)
{
  const char *url = sl_record_get_text (record, get_fields (sl_record_get_kind (record))->url);

  return url != NULL && *url != '\0' ? url : NULL;
}

/** sl_papers_get_size: of the file in bytes; 0: none, or not known */
gint64
sl_papers_get_size (SlRecord *record)
{
  return sl_record_get_integer (record, get_fields (sl_record_get_kind (record))->file_size, 0);
}

/**
 * sl_papers_guess_type:
 * @file_name: a file's name
 *
 * Returns: (transfer none): a document type; "Other" when the name says nothing
 */
const char *
sl_papers_guess_type (const char *file_name)
{
  static const struct { const char *part; const char *type; } hints[] = {
    { "cover", "Cover Letter" }, { "letter", "Cover Letter" }, { "anschreiben", "Cover Letter" }, { "motivation", "Cover Letter" }, { "lettre", "Cover Letter" },
    { "resume", "Resume" }, { "curriculum", "Resume" }, { "lebenslauf", "Resume" },
    { "portfolio", "Portfolio" }, { "sample", "Portfolio" }, { "arbeitsprobe", "Portfolio" },
    { "reference", "Reference" }, { "zeugnis", "Reference" }, { "recommendation", "Reference" },
  };
  g_autofree char *fold = sl_text_fold (file_name);

  for (guint i = 0; i < G_N_ELEMENTS (hints); i++)
    if (strstr (fold, hints[i].part) != NULL)
      return hints[i].type;
  return g_regex_match_simple ("(^|[^a-z])cv([^a-z]|$)", fold, 0, 0) ? "Resume" : "Other";
}

static void
set_file (SlRecord     *record,
          SlAttachment *attachment)
{
  const FileFields *fields = get_fields (sl_record_get_kind (record));

  sl_record_set_text (record, fields->hash, sl_attachment_get_hash (attachment));
  sl_record_set_text (record, fields->file_name, sl_attachment_get_name (attachment));
  sl_record_set_integer (record, fields->file_size, sl_attachment_get_size (attachment));
}

/* Without its ending, which says nothing beside the icon. */
static char *
get_title (const char *file_name,
           gsize       max_chars)
{
  const char *dot = strrchr (file_name, '.');
  gsize length = dot != NULL && dot > file_name && strlen (dot) <= 6 ? (gsize) (dot - file_name) : strlen (file_name);
  g_autofree char *title = g_strndup (file_name, length);

  return sl_text_truncate_utf8 (title, max_chars);
}

/**
 * sl_deed_attach:
 * @type: (nullable): a document type, or %NULL to go by each file's name
 * @attachments: (element-type SlAttachment): what is attached, at least one
 *
 * Returns: (transfer full): the changeset
 */
SlChangeset *
sl_deed_attach (const char *application_id,
                const char *type,
                GPtrArray  *attachments)
{
  SlChangeset *changeset = sl_deed_new (SL_DEED_ATTACH, SL_KIND_DOCUMENT);

  sl_deed_set_count (changeset, attachments->len);
  for (guint i = 0; i < attachments->len; i++)
    {
      SlAttachment *attachment = g_ptr_array_index (attachments, i);
      const char *file_name = sl_attachment_get_name (attachment);
      g_autoptr (SlRecord) document = sl_record_new (SL_KIND_DOCUMENT);
      g_autofree char *title = get_title (file_name, 255);

      sl_record_set_text (document, SL_DOCUMENT_APPLICATION_ID, application_id);
      sl_record_set_text (document, SL_DOCUMENT_NAME, title);
      sl_record_set_text (document, SL_DOCUMENT_TYPE, type != NULL ? type : sl_papers_guess_type (file_name));
      set_file (document, attachment);
      sl_changeset_insert (changeset, document);
      if (attachments->len == 1)
        sl_deed_set_subject (changeset, SL_SUBJECT_NAME, title);
    }
  return changeset;
}

static SlRecord *
new_resume (const char   *name,
            SlAttachment *attachment)
{
  SlRecord *resume = sl_record_new (SL_KIND_RESUME_VERSION);
  g_autofree char *title = name != NULL ? g_strdup (name) : get_title (sl_attachment_get_name (attachment), 50);

  sl_record_set_text (resume, SL_RESUME_VERSION_NAME, title);
  if (attachment != NULL)
    set_file (resume, attachment);
  return resume;
}

/**
 * sl_deed_add_resume:
 * @name: (nullable): what to call it; %NULL: as its file
 * @attachment: (nullable): its file; one of both is needed
 * @id: (out) (optional) (transfer full): the new one's
 *
 * Returns: (transfer full): the changeset
 */
SlChangeset *
sl_deed_add_resume (const char   *name,
                    SlAttachment *attachment,
                    char        **id)
{
  g_autoptr (SlRecord) resume = NULL;

  g_return_val_if_fail (name != NULL || attachment != NULL, NULL);

  resume = new_resume (name, attachment);
  if (id != NULL)
    *id = g_strdup (sl_record_get_id (resume));
  return sl_deed_add (resume);
}

/** sl_deed_replace_file: gives a document or résumé version another file; (transfer full) */
SlChangeset *
sl_deed_replace_file (SlKind        kind,
                      const char   *id,
                      SlAttachment *attachment)
{
  const FileFields *fields = get_fields (kind);
  SlChangeset *changeset = sl_deed_new (SL_DEED_EDIT, kind);

  sl_changeset_update_text (changeset, kind, id, fields->hash, sl_attachment_get_hash (attachment));
  sl_changeset_update_text (changeset, kind, id, fields->file_name, sl_attachment_get_name (attachment));
  sl_changeset_update_integer (changeset, kind, id, fields->file_size, sl_attachment_get_size (attachment));
  return changeset;
}

/* Keeping, then recording */

typedef enum {
  ATTACH,
  ADD_RESUMES,
  REPLACE,
} What;

typedef struct {
  SlContext *context;
  What what;
  SlKind kind;
  char *id;   /* of the application or record */
  char *type; /* (nullable) */
  GPtrArray *files;
  GPtrArray *attachments; /* claimed until the step is durable */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->context);
  g_free (job->id);
  g_free (job->type);
  g_ptr_array_unref (job->files);
  g_ptr_array_unref (job->attachments);
  g_free (job);
}

static SlChangeset *
build (Job *job)
{
  SlChangeset *changeset;

  if (job->what == ATTACH)
    return sl_deed_attach (job->id, job->type, job->attachments);
  if (job->what == REPLACE)
    return sl_deed_replace_file (job->kind, job->id, g_ptr_array_index (job->attachments, 0));

  changeset = sl_deed_new (SL_DEED_ADD, SL_KIND_RESUME_VERSION);
  for (guint i = 0; i < job->attachments->len; i++)
    {
      g_autoptr (SlRecord) resume = new_resume (NULL, g_ptr_array_index (job->attachments, i));

      sl_changeset_insert (changeset, resume);
    }
  return changeset;
}

/* On a thread of its own. */
static void
keep_files (GTask        *task,
            gpointer      source,
            gpointer      data,
            GCancellable *cancellable)
{
  Job *job = data;

  for (guint i = 0; i < job->files->len; i++)
    {
      GError *error = NULL;
      SlAttachment *attachment = sl_attachment_keep (sl_context_get_data_dir (job->context), g_ptr_array_index (job->files, i), cancellable, &error);

      if (attachment == NULL)
        {
          if (job->files->len > 1)
            g_prefix_error (&error, "%s ", _("Nothing was attached."));
          g_task_return_error (task, error);
          return;
        }
      g_ptr_array_add (job->attachments, attachment);
    }
  g_task_return_boolean (task, TRUE);
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }

  g_autoptr (SlChangeset) changeset = build (g_task_get_task_data (task));
  sl_store_apply_async (SL_STORE (source), changeset, g_task_get_cancellable (task), sl_deed_forward_cb, g_object_ref (task));
}

/* @files: (transfer full) */
static void
start_job (SlContext          *context,
           What                what,
           SlKind              kind,
           const char         *id,
           const char         *type,
           GPtrArray          *files,
           GCancellable       *cancellable,
           GAsyncReadyCallback callback,
           gpointer            user_data)
{
  SlStore *store = sl_context_get_store (context);
  GTask *task = g_task_new (store, cancellable, callback, user_data);
  g_autoptr (GTask) keeping = g_task_new (store, cancellable, kept_cb, task);
  Job *job = g_new0 (Job, 1);

  *job = (Job) { .context = g_object_ref (context), .what = what, .kind = kind, .id = g_strdup (id), .type = g_strdup (type), .files = files,
                 .attachments = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_attachment_free) };
  /* What was done was done: a late cancel must not hide it. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_source_tag (task, start_job);
  g_task_set_task_data (task, job, job_free);
  /* The outer task lives until the inner one has returned. */
  g_task_set_task_data (keeping, job, NULL);
  g_task_run_in_thread (keeping, keep_files);
}

static GPtrArray *
list_files (GListModel *model)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    g_ptr_array_add (files, g_list_model_get_item (model, i));
  return files;
}

/**
 * sl_papers_attach_async:
 * @type: (nullable): a document type, or %NULL to go by the files' names
 * @files: GFiles, at least one
 *
 * Attaches all of them in one step, or none when one can't be kept. Finish with sl_store_apply_finish().
 */
void
sl_papers_attach_async (SlContext          *context,
                        const char         *application_id,
                        const char         *type,
                        GListModel         *files,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_return_if_fail (SL_IS_CONTEXT (context) && application_id != NULL && g_list_model_get_n_items (files) > 0);

  start_job (context, ATTACH, SL_KIND_DOCUMENT, application_id, type, list_files (files), cancellable, callback, user_data);
}

/** sl_papers_add_resumes_async: a résumé version for each of @files; as sl_papers_attach_async() */
void
sl_papers_add_resumes_async (SlContext          *context,
                             GListModel         *files,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_return_if_fail (SL_IS_CONTEXT (context) && g_list_model_get_n_items (files) > 0);

  start_job (context, ADD_RESUMES, SL_KIND_RESUME_VERSION, NULL, NULL, list_files (files), cancellable, callback, user_data);
}

/** sl_papers_replace_file_async: as sl_deed_replace_file(); finish with sl_store_apply_finish() */
void
sl_papers_replace_file_async (SlContext          *context,
                              SlKind              kind,
                              const char         *id,
                              GFile              *file,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_if_fail (SL_IS_CONTEXT (context) && id != NULL && G_IS_FILE (file));

  g_ptr_array_add (files, g_object_ref (file));
  start_job (context, REPLACE, kind, id, NULL, files, cancellable, callback, user_data);
}

/**
 * sl_papers_read_owners:
 *
 * Returns: (transfer full) (element-type utf8 utf8): the ids of the living applications that have documents, with what
 *   they are called on the screen; %NULL with @error set
 */
GHashTable *
sl_papers_read_owners (SlConnection *connection,
                       GError      **error)
{
  g_autoptr (GHashTable) owners = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GError) local = NULL;
  SlStatement *statement = sl_connection_prepare (connection,
                                                  /* From the papers to their owners: most applications have none. */
                                                  "SELECT a.id, a.company_name, a.role_title FROM documents AS d"
                                                  " CROSS JOIN applications AS a ON a.id = d.application_id"
                                                  " WHERE d.deleted_at IS NULL AND a.deleted_at IS NULL", error);

  if (statement == NULL)
    return NULL;
  while (sl_statement_step (statement, &local))
    {
      g_autofree char *company = sl_private_company (sl_statement_get_text (statement, 1));
      const char *role = sl_statement_get_text (statement, 2);

      g_hash_table_insert (owners, g_strdup (sl_statement_get_text (statement, 0)),
                           g_strdup_printf ("%s, %s", *company != '\0' ? company : "?", role != NULL ? role : "?"));
    }
  if (local == NULL)
    return g_steal_pointer (&owners);

  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}
