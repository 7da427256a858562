/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all collections share: whose a row is, lists, one row, create, update, delete, the activity. Also what is special
 * about résumés, contacts, reminders, saved jobs and documents. */
#define G_LOG_DOMAIN "sl-model-server"

#include "config.h"

#include <string.h>

#include "sl-id.h"
#include "sl-model-call.h"

/**
 * sl_model_call_is_missing:
 * @call: a request
 * @kind: a collection
 * @row: (nullable): what was found in it
 *
 * Answers where @row isn't there, or the database shows it to nobody.
 *
 * Returns: %TRUE if it answered
 */
gboolean
sl_model_call_is_missing (SlModelCall *call,
                          SlModelKind  kind,
                          SlModelRow  *row)
{
  const SlModelKindInfo *info = sl_model_kind_info (kind);

  if (row != NULL && !call->lying)
    return FALSE;

  if (call->profile == SL_MODEL_PROFILE_OLD)
    sl_model_call_fail_with (call, info->fetch);
  else
    sl_model_call_detail (call, 404, info->missing);

  return TRUE;
}

/**
 * sl_model_call_own:
 * @call: a request
 * @kind: a collection
 * @id: an id out of the request
 *
 * Finds a row of the person who asks, or answers why not.
 *
 * Returns: (transfer none) (nullable): the row
 */
SlModelRow *
sl_model_call_own (SlModelCall *call,
                   SlModelKind  kind,
                   const char  *id)
{
  const SlModelKindInfo *info = sl_model_kind_info (kind);
  SlModelRow *row = sl_model_rows_find (call->rows, kind, id);
  const char *column = kind == SL_MODEL_GROUPS ? "created_by" : "user_id";

  if (!sl_id_is_valid (id))
    {
      sl_model_call_fail_with (call, info->fetch);
      return NULL;
    }
  if (sl_model_call_is_missing (call, kind, row))
    return NULL;
  if (strcmp (sl_model_row_text (row, column), sl_model_row_id (call->user)) != 0)
    {
      sl_model_call_detail (call, 403, info->foreign);
      return NULL;
    }

  return row;
}

/**
 * sl_model_call_insert:
 * @call: a request
 * @draft: a row to come
 *
 * Inserts a row, or answers 500.
 *
 * Returns: (transfer none) (nullable): the row
 */
SlModelRow *
sl_model_call_insert (SlModelCall  *call,
                      SlModelDraft *draft)
{
  SlModelRow *row = call->lying ? NULL : sl_model_rows_insert (call->rows, draft, call->request->provenance);

  if (row == NULL)
    sl_model_call_fail (call);

  return row;
}

/**
 * sl_model_call_update:
 * @call: a request
 * @row: a row
 * @draft: what of it changes
 *
 * Updates a row, or answers 500: where nothing changes, too.
 *
 * Returns: %TRUE if it was updated
 */
gboolean
sl_model_call_update (SlModelCall  *call,
                      SlModelRow   *row,
                      SlModelDraft *draft)
{
  if (!call->lying && !sl_model_draft_is_empty (draft) && sl_model_rows_update (call->rows, row, draft))
    return TRUE;

  sl_model_call_fail (call);

  return FALSE;
}

/**
 * sl_model_call_mine:
 * @call: a request
 * @kind: a collection
 *
 * Returns: (transfer none): the rows of who asks, in the collection's order
 */
GPtrArray *
sl_model_call_mine (SlModelCall *call,
                    SlModelKind  kind)
{
  return sl_model_rows_ordered (call->rows, kind, "user_id", sl_model_row_id (call->user));
}

/**
 * sl_model_call_log:
 * @call: a request
 * @action: what was done
 * @application_id: (nullable): to which application
 * @metadata: (nullable): JSON
 * @format: its description
 *
 * Adds to the activity.
 */
void
sl_model_call_log (SlModelCall *call,
                   const char  *action,
                   const char  *application_id,
                   const char  *metadata,
                   const char  *format,
                   ...)
{
  g_auto (SlModelDraft) draft;
  g_autofree char *description = NULL;
  va_list args;

  va_start (args, format);
  description = g_strdup_vprintf (format, args);
  va_end (args);

  sl_model_draft_init (&draft, SL_MODEL_ACTIVITY);
  sl_model_draft_text (&draft, "user_id", sl_model_row_id (call->user));
  sl_model_draft_text (&draft, "application_id", application_id);
  sl_model_draft_text (&draft, "action", action);
  sl_model_draft_text (&draft, "description", description);
  sl_model_draft_json (&draft, "metadata", metadata != NULL ? metadata : "{}");
  sl_model_rows_insert (call->rows, &draft, call->request->provenance);
}

/* GET of a collection */
void
sl_model_do_list (SlModelCall *call)
{
  SlModelKind kind = call->route->kind;

  sl_model_call_list (call, sl_model_call_mine (call, kind), sl_model_kind_info (kind)->order != SL_MODEL_UNORDERED, NULL);
}

/* GET of a row */
void
sl_model_do_get (SlModelCall *call)
{
  SlModelRow *row = sl_model_call_own (call, call->route->kind, call->args[0]);

  if (row != NULL)
    sl_model_call_row (call, row);
}

static void
log_created (SlModelCall *call,
             SlModelRow  *row)
{
  const char *role;

  switch (row->kind)
    {
    case SL_MODEL_CONTACTS:
      sl_model_call_log (call, "Contact Added", sl_model_row_text (row, "application_id"), NULL, "Added contact: %s", sl_model_row_text (row, "name"));
      sl_model_call_track (call);
      break;
    case SL_MODEL_REMINDERS:
      sl_model_call_log (call, "Reminder Created", sl_model_row_text (row, "application_id"), NULL, "Reminder: %s", sl_model_row_text (row, "title"));
      break;
    case SL_MODEL_SAVED_JOBS:
      role = sl_model_row_text (row, "role_title");
      sl_model_call_log (call, "Application Created", NULL, NULL, "Saved job: %s%s%s", sl_model_row_text (row, "company_name"),
                         role != NULL && role[0] != '\0' ? " — " : "", role != NULL ? role : "");
      sl_model_call_track (call);
      break;
    default:
      break;
    }
}

/* POST to a collection */
void
sl_model_do_create (SlModelCall *call)
{
  SlModelDraft *draft = &call->draft;
  SlModelRow *row;

  sl_model_draft_text (draft, "user_id", sl_model_row_id (call->user));
  if (draft->kind == SL_MODEL_REMINDERS)
    sl_model_draft_number (draft, "is_completed", SL_MODEL_IS_BOOL, FALSE);
  if (draft->kind == SL_MODEL_SAVED_JOBS)
    sl_model_draft_text (draft, "status", "Active");

  row = sl_model_call_insert (call, draft);
  if (row == NULL)
    return;

  log_created (call, row);
  sl_model_call_row (call, row);
}

/* PUT of a row */
void
sl_model_do_update (SlModelCall *call)
{
  SlModelRow *row = sl_model_call_own (call, call->route->kind, call->args[0]);

  if (row != NULL && sl_model_call_update (call, row, &call->draft))
    sl_model_call_row (call, row);
}

/* DELETE of a row */
void
sl_model_do_remove (SlModelCall *call)
{
  SlModelKind kind = call->route->kind;
  SlModelRow *row = sl_model_call_own (call, kind, call->args[0]);
  g_autofree char *noun = NULL, *detail = NULL;

  if (row == NULL)
    return;

  /* "Contact not found" → "Contact deleted" */
  noun = g_strndup (sl_model_kind_info (kind)->missing, strlen (sl_model_kind_info (kind)->missing) - strlen (" not found"));
  detail = g_strconcat (noun, " deleted", NULL);
  sl_model_rows_delete (call->rows, row);
  sl_model_call_detail (call, 200, detail);
}

/* GET /reminders/upcoming: nothing compares with now */
void
sl_model_do_upcoming (SlModelCall *call)
{
  GPtrArray *all = sl_model_call_mine (call, SL_MODEL_REMINDERS);
  g_autoptr (GPtrArray) open = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    if (sl_model_row_number (all->pdata[i], "is_completed") == 0)
      g_ptr_array_add (open, all->pdata[i]);

  call->skip = 0;
  sl_model_call_list (call, open, TRUE, NULL);
}

/* POST /reminders/{}/complete */
void
sl_model_do_complete (SlModelCall *call)
{
  SlModelRow *row = sl_model_call_own (call, SL_MODEL_REMINDERS, call->args[0]);
  g_auto (SlModelDraft) draft;

  sl_model_draft_init (&draft, SL_MODEL_REMINDERS);
  if (row == NULL)
    return;
  if (sl_model_row_number (row, "is_completed") != 0)
    {
      sl_model_call_detail (call, 400, "Reminder already completed");
      return;
    }

  sl_model_draft_number (&draft, "is_completed", SL_MODEL_IS_BOOL, TRUE);
  sl_model_draft_number (&draft, "completed_at", SL_MODEL_IS_TIME, sl_model_call_now (call));
  if (!sl_model_call_update (call, row, &draft))
    return;

  sl_model_call_log (call, "Reminder Completed", sl_model_row_text (row, "application_id"), NULL, "Completed: %s", sl_model_row_text (row, "title"));
  sl_model_call_track (call);
  sl_model_call_row (call, row);
}

/* PUT /saved-jobs/{} */
void
sl_model_do_update_saved (SlModelCall *call)
{
  SlModelRow *row = sl_model_call_own (call, SL_MODEL_SAVED_JOBS, call->args[0]);
  SlModelValue *status = sl_model_draft_get (&call->draft, "status");

  if (row == NULL)
    return;

  if (status != NULL && strcmp (status->text, "Converted") == 0)
    sl_model_call_detail (call, 400, "Use POST /saved-jobs/{id}/convert to convert a saved job to an application.");
  else if (sl_model_call_update (call, row, &call->draft))
    sl_model_call_row (call, row);
}

/* GET /documents/{application} */
void
sl_model_do_list_documents (SlModelCall *call)
{
  SlModelRow *application = sl_model_call_own (call, SL_MODEL_APPLICATIONS, call->args[0]);

  if (application != NULL)
    sl_model_call_list (call, sl_model_rows_ordered (call->rows, SL_MODEL_DOCUMENTS, "application_id", sl_model_row_id (application)), TRUE, NULL);
}

/* POST /documents/ */
void
sl_model_do_create_document (SlModelCall *call)
{
  SlModelRow *application = sl_model_call_own (call, SL_MODEL_APPLICATIONS, sl_model_draft_get (&call->draft, "application_id")->text);
  SlModelRow *row;
  g_autofree char *type = NULL;

  if (application == NULL)
    return;

  sl_model_draft_text (&call->draft, "user_id", sl_model_row_id (call->user));
  row = sl_model_call_insert (call, &call->draft);
  if (row == NULL)
    return;

  type = sl_model_word_python (SL_MODEL_DOCUMENT_TYPE_WORDS, sl_model_row_text (row, "doc_type"));
  sl_model_call_log (call, "Document Added", sl_model_row_id (application), NULL, "Added %s: %s", type, sl_model_row_text (row, "name"));
  sl_model_call_row (call, row);
}
