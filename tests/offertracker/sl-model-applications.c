/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Applications with their parts (stages, outcome, reflection), and what becomes one: a saved job that is converted. */
#define G_LOG_DOMAIN "sl-model-server"

#include "config.h"

#include <string.h>

#include "sl-id.h"
#include "sl-model-call.h"

static const char *
first_status (SlModelCall *call)
{
  return sl_model_words (SL_MODEL_STATUS_WORDS, call->profile)[0];
}

static const char *
interview_status (SlModelCall *call)
{
  return call->profile == SL_MODEL_PROFILE_HEAD ? "Interview" : "Interviewing";
}

static const char *
final_status (SlModelCall *call)
{
  return call->profile == SL_MODEL_PROFILE_HEAD ? "Closed" : "Accepted";
}

/* POST and PUT answer with the plain row: parts that are there don't show. */
static void
answer_bare (SlModelCall *call,
             SlModelRow  *row)
{
  GString *json = g_string_new (NULL);

  sl_model_write_columns (json, row, SL_MODEL_PLAIN);
  g_string_append (json, ",\"stages\":[],\"outcome\":null,\"reflection\":null}");
  sl_model_call_json (call, json);
}

static SlModelRow *
get_single (SlModelCall *call,
            SlModelKind  kind,
            const char  *application_id)
{
  return sl_model_rows_find_by (call->rows, kind, "application_id", application_id, NULL, NULL);
}

static void
write_single (SlModelCall *call,
              GString     *json,
              SlModelKind  kind,
              const char  *application_id)
{
  SlModelRow *row = get_single (call, kind, application_id);

  g_string_append_printf (json, ",\"%s\":", kind == SL_MODEL_OUTCOMES ? "outcome" : "reflection");
  if (row != NULL)
    sl_model_write_row (json, row, SL_MODEL_PLAIN);
  else
    g_string_append (json, "null");
}

static void
write_stages (SlModelCall *call,
              GString     *json,
              const char  *application_id)
{
  g_autoptr (GPtrArray) stages = sl_model_call_shuffle (call, sl_model_rows_of (call->rows, SL_MODEL_STAGES, "application_id", application_id));

  g_string_append (json, ",\"stages\":[");
  for (guint i = 0; i < MIN (stages->len, sl_model_call_row_cap (call)); i++)
    {
      if (i > 0)
        g_string_append_c (json, ',');
      sl_model_write_row (json, stages->pdata[i], SL_MODEL_PLAIN);
    }
  g_string_append_c (json, ']');
}

static void
write_whole (SlModelCall *call,
             GString     *json,
             SlModelRow  *row)
{
  const char *id = sl_model_row_id (row);

  sl_model_write_columns (json, row, SL_MODEL_PLAIN);
  write_stages (call, json, id);
  write_single (call, json, SL_MODEL_OUTCOMES, id);
  write_single (call, json, SL_MODEL_REFLECTIONS, id);
  g_string_append_c (json, '}');
  if ((call->profile == SL_MODEL_PROFILE_OLD || (call->conditions & SL_MODEL_POISONED) != 0) && call->route->limit != 0 &&
      (get_single (call, SL_MODEL_OUTCOMES, id) != NULL || get_single (call, SL_MODEL_REFLECTIONS, id) != NULL))
    call->poisoned = TRUE;
}

/* GET /applications/: the first published generation can't list one that has an outcome or a reflection. */
void
sl_model_do_list_applications (SlModelCall *call)
{
  sl_model_call_list (call, sl_model_call_mine (call, SL_MODEL_APPLICATIONS), TRUE, write_whole);
}

/* GET /applications/{} */
void
sl_model_do_get_application (SlModelCall *call)
{
  SlModelRow *row;
  GString *json;

  if ((call->conditions & SL_MODEL_MISSING_IS_500) != 0 &&
      (call->lying || sl_model_rows_find (call->rows, SL_MODEL_APPLICATIONS, call->args[0]) == NULL))
    {
      sl_model_call_fail (call);
      return;
    }

  row = sl_model_call_own (call, SL_MODEL_APPLICATIONS, call->args[0]);
  if (row == NULL)
    return;

  json = g_string_new (NULL);
  write_whole (call, json, row);
  sl_model_call_json (call, json);
}

/* POST /applications/ */
void
sl_model_do_create_application (SlModelCall *call)
{
  SlModelDraft *draft = &call->draft;
  SlModelValue *resume = sl_model_draft_get (draft, "resume_version_id");
  SlModelRow *row;
  char today[11];

  if (resume != NULL && !sl_id_is_valid (resume->text))
    {
      sl_model_call_fail_with (call, sl_model_kind_info (SL_MODEL_RESUMES)->fetch);
      return;
    }
  if (resume != NULL && sl_model_call_is_missing (call, SL_MODEL_RESUMES, sl_model_rows_find (call->rows, SL_MODEL_RESUMES, resume->text)))
    return;

  if (strcmp (sl_model_draft_get (draft, "status")->text, "Applied") == 0 && sl_model_draft_get (draft, "applied_date") == NULL)
    {
      sl_model_call_today (call, today);
      sl_model_draft_text (draft, "applied_date", today);
    }
  sl_model_draft_text (draft, "user_id", sl_model_row_id (call->user));
  row = sl_model_call_insert (call, draft);
  if (row == NULL)
    return;

  sl_model_call_log (call, "Application Created", sl_model_row_id (row), NULL, "Created: %s — %s",
                     sl_model_row_text (row, "company_name"), sl_model_row_text (row, "role_title"));
  sl_model_call_track (call);
  answer_bare (call, row);
}

static char *
describe_move (const char *from,
               const char *to,
               gboolean    automatic)
{
  return g_strdup_printf ("{%s\"new_status\":\"%s\",\"old_status\":\"%s\"}", automatic ? "\"auto\":true," : "", to, from);
}

/* PUT /applications/{} */
void
sl_model_do_update_application (SlModelCall *call)
{
  SlModelRow *row = sl_model_call_own (call, SL_MODEL_APPLICATIONS, call->args[0]);
  SlModelValue *status;
  g_autofree char *before = NULL;
  const char *after;
  char today[11];

  if (row == NULL)
    return;

  before = g_strdup (sl_model_row_text (row, "status"));
  status = sl_model_draft_get (&call->draft, "status");
  if (status != NULL && strcmp (status->text, "Applied") == 0 && strcmp (before, first_status (call)) == 0 &&
      sl_model_draft_get (&call->draft, "applied_date") == NULL)
    {
      sl_model_call_today (call, today);
      sl_model_draft_text (&call->draft, "applied_date", today);
    }
  if (!sl_model_call_update (call, row, &call->draft))
    return;

  after = sl_model_row_text (row, "status");
  if (strcmp (before, after) != 0)
    {
      g_autofree char *member = sl_model_word_python (SL_MODEL_STATUS_WORDS, after);
      g_autofree char *metadata = describe_move (before, after, FALSE);

      sl_model_call_log (call, "Status Changed", sl_model_row_id (row), metadata, "Status: %s → %s", before, member);
    }
  else
    sl_model_call_log (call, "Application Updated", sl_model_row_id (row), NULL, "Updated %s", sl_model_row_text (row, "company_name"));
  answer_bare (call, row);
}

static void
move_application (SlModelCall *call,
                  SlModelRow  *application,
                  const char  *to,
                  const char  *why)
{
  g_autofree char *from = g_strdup (sl_model_row_text (application, "status"));
  g_autofree char *metadata = describe_move (from, to, TRUE);
  g_auto (SlModelDraft) draft;

  sl_model_draft_init (&draft, SL_MODEL_APPLICATIONS);
  sl_model_draft_text (&draft, "status", to);
  if (sl_model_rows_update (call->rows, application, &draft))
    sl_model_call_log (call, "Status Changed", sl_model_row_id (application), metadata, "Status: %s → %s (%s)", from, to, why);
}

static SlModelRow *
add_part (SlModelCall *call,
          SlModelRow  *application)
{
  sl_model_draft_text (&call->draft, "user_id", sl_model_row_id (call->user));
  sl_model_draft_text (&call->draft, "application_id", sl_model_row_id (application));

  return sl_model_call_insert (call, &call->draft);
}

/* POST /applications/{}/stages */
void
sl_model_do_add_stage (SlModelCall *call)
{
  SlModelRow *application = sl_model_call_own (call, SL_MODEL_APPLICATIONS, call->args[0]);
  SlModelRow *row;
  char today[11];

  if (application == NULL)
    return;

  if (sl_model_draft_get (&call->draft, "stage_date") == NULL)
    {
      sl_model_call_today (call, today);
      sl_model_draft_text (&call->draft, "stage_date", today);
    }
  row = add_part (call, application);
  if (row == NULL)
    return;

  if (strcmp (sl_model_row_text (application, "status"), "Applied") == 0)
    move_application (call, application, interview_status (call), "auto");
  sl_model_call_log (call, "Stage Added", sl_model_row_id (application), NULL, "Added stage: %s", sl_model_row_text (row, "stage_name"));
  sl_model_call_track (call);
  sl_model_call_row (call, row);
}

/* POST /applications/{}/outcome: whatever it says, the application has an offer now */
void
sl_model_do_add_outcome (SlModelCall *call)
{
  SlModelRow *application = sl_model_call_own (call, SL_MODEL_APPLICATIONS, call->args[0]);
  const char *status;
  SlModelRow *row;

  if (application == NULL)
    return;

  if (get_single (call, SL_MODEL_OUTCOMES, sl_model_row_id (application)) != NULL)
    {
      sl_model_call_detail (call, 409, "This application already has offer details. Use PUT to update.");
      return;
    }
  row = add_part (call, application);
  if (row == NULL)
    return;

  status = sl_model_row_text (application, "status");
  if (strcmp (status, "Offer") != 0 && strcmp (status, final_status (call)) != 0)
    move_application (call, application, "Offer", "offer received");
  sl_model_call_log (call, "Offer Added", sl_model_row_id (application), NULL, "Recorded offer details");
  sl_model_call_track (call);
  sl_model_call_row (call, row);
}

/* POST /applications/{}/reflection */
void
sl_model_do_add_reflection (SlModelCall *call)
{
  SlModelRow *application = sl_model_call_own (call, SL_MODEL_APPLICATIONS, call->args[0]);
  SlModelRow *row = application != NULL ? add_part (call, application) : NULL;

  if (row == NULL)
    return;

  sl_model_call_log (call, "Reflection Added", sl_model_row_id (application), NULL, "Added a post-interview reflection");
  sl_model_call_track (call);
  sl_model_call_row (call, row);
}

static SlModelRow *
own_part (SlModelCall *call)
{
  SlModelRow *application = sl_model_call_own (call, SL_MODEL_APPLICATIONS, call->args[0]);
  SlModelRow *row;

  if (application == NULL)
    return NULL;
  if (!sl_id_is_valid (call->args[1]))
    {
      sl_model_call_fail_with (call, sl_model_kind_info (call->route->kind)->fetch);
      return NULL;
    }

  row = sl_model_rows_find (call->rows, call->route->kind, call->args[1]);
  if (row != NULL && strcmp (sl_model_row_text (row, "application_id"), sl_model_row_id (application)) != 0)
    row = NULL;

  return sl_model_call_is_missing (call, call->route->kind, row) ? NULL : row;
}

/* PUT of a stage, an outcome or a reflection */
void
sl_model_do_update_part (SlModelCall *call)
{
  SlModelRow *row = own_part (call);

  if (row != NULL && sl_model_call_update (call, row, &call->draft))
    sl_model_call_row (call, row);
}

/* DELETE of a stage, an outcome or a reflection: the application's status stays */
void
sl_model_do_remove_part (SlModelCall *call)
{
  SlModelRow *row = own_part (call);
  SlModelKind kind = call->route->kind;

  if (row == NULL)
    return;

  sl_model_rows_delete (call->rows, row);
  sl_model_call_detail (call, 200, kind == SL_MODEL_STAGES ? "Stage deleted" : kind == SL_MODEL_OUTCOMES ? "Outcome deleted" : "Reflection deleted");
}

static void
carry (SlModelRow   *saved,
       const char   *from,
       SlModelDraft *draft,
       const char   *to)
{
  SlModelValue *value = sl_model_row_value (saved, from);

  if (value->type == SL_MODEL_IS_TEXT)
    sl_model_draft_text (draft, to, value->text);
  else if (value->type == SL_MODEL_IS_INT)
    sl_model_draft_number (draft, to, SL_MODEL_IS_INT, value->number);
}

static void
mark_converted (SlModelCall *call,
                SlModelRow  *saved,
                SlModelRow  *application)
{
  g_auto (SlModelDraft) draft;

  sl_model_draft_init (&draft, SL_MODEL_SAVED_JOBS);
  sl_model_draft_text (&draft, "status", "Converted");
  sl_model_draft_text (&draft, "converted_to_application_id", sl_model_row_id (application));
  sl_model_rows_update (call->rows, saved, &draft);
}

/* POST /saved-jobs/{}/convert: two writes, and nobody looks whether the second worked */
void
sl_model_do_convert (SlModelCall *call)
{
  static const char *const same[] = { "company_name", "role_title", "url", "location", "job_type", "work_mode", "salary_currency", "notes" };
  SlModelRow *saved = sl_model_call_own (call, SL_MODEL_SAVED_JOBS, call->args[0]);
  g_auto (SlModelDraft) draft;
  g_autofree char *metadata = NULL;
  SlModelRow *row;

  sl_model_draft_init (&draft, SL_MODEL_APPLICATIONS);
  if (saved == NULL)
    return;
  if (strcmp (sl_model_row_text (saved, "status"), "Converted") == 0)
    {
      sl_model_call_detail (call, 409, "This saved job has already been converted to an application.");
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    carry (saved, same[i], &draft, same[i]);
  carry (saved, "salary_range_min", &draft, "salary_min");
  carry (saved, "salary_range_max", &draft, "salary_max");
  sl_model_draft_text (&draft, "status", first_status (call));
  sl_model_draft_text (&draft, "user_id", sl_model_row_id (call->user));
  row = sl_model_call_insert (call, &draft);
  if (row == NULL)
    return;

  if ((call->conditions & SL_MODEL_HALF_CONVERT) == 0)
    mark_converted (call, saved, row);
  metadata = g_strdup_printf ("{\"source\":\"saved_job\",\"saved_job_id\":\"%s\"}", sl_model_row_id (saved));
  sl_model_call_log (call, "Application Created", sl_model_row_id (row), metadata, "Converted saved job to application: %s — %s",
                     sl_model_row_text (row, "company_name"), sl_model_row_text (row, "role_title"));
  sl_model_call_track (call);
  answer_bare (call, row);
}
