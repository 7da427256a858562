/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tags, and which application has which. */
#define G_LOG_DOMAIN "sl-model-server"

#include "config.h"

#include <string.h>

#include "sl-id.h"
#include "sl-model-call.h"

/* POST /tags/ */
void
sl_model_do_create_tag (SlModelCall *call)
{
  const char *user_id = sl_model_row_id (call->user);
  SlModelRow *row;

  if (!call->lying && sl_model_rows_find_by (call->rows, SL_MODEL_TAGS, "user_id", user_id, "name", sl_model_draft_get (&call->draft, "name")->text) != NULL)
    {
      sl_model_call_detail (call, 400, "Tag with this name already exists");
      return;
    }

  sl_model_draft_text (&call->draft, "user_id", user_id);
  row = sl_model_call_insert (call, &call->draft);
  if (row == NULL)
    return;

  sl_model_call_track (call);
  sl_model_call_row (call, row);
}

static void
write_tagged (SlModelCall *call,
              GString     *json,
              SlModelRow  *row)
{
  SlModelRow *tag = sl_model_rows_find (call->rows, SL_MODEL_TAGS, sl_model_row_text (row, "tag_id"));

  sl_model_write_columns (json, row, SL_MODEL_PLAIN);
  /* In place of the null that the plain row has. */
  g_string_truncate (json, json->len - strlen ("null"));
  sl_model_write_row (json, tag, SL_MODEL_PLAIN);
  g_string_append_c (json, '}');
}

/* GET /tags/application/{} */
void
sl_model_do_list_tagged (SlModelCall *call)
{
  SlModelRow *application = sl_model_call_own (call, SL_MODEL_APPLICATIONS, call->args[0]);

  if (application != NULL)
    sl_model_call_list (call, sl_model_rows_of (call->rows, SL_MODEL_APPLICATION_TAGS, "application_id", sl_model_row_id (application)), FALSE, write_tagged);
}

/* POST /tags/application/{}/{} */
void
sl_model_do_assign (SlModelCall *call)
{
  SlModelRow *application = sl_model_call_own (call, SL_MODEL_APPLICATIONS, call->args[0]);
  SlModelRow *tag = sl_model_rows_find (call->rows, SL_MODEL_TAGS, call->args[1]);
  SlModelRow *row;

  if (application == NULL)
    return;
  if (!sl_id_is_valid (call->args[1]))
    {
      sl_model_call_fail_with (call, sl_model_kind_info (SL_MODEL_TAGS)->fetch);
      return;
    }
  if (sl_model_call_is_missing (call, SL_MODEL_TAGS, tag))
    return;
  if (strcmp (sl_model_row_text (tag, "user_id"), sl_model_row_id (call->user)) != 0)
    {
      sl_model_call_detail (call, 404, "Tag not found");
      return;
    }

  sl_model_draft_text (&call->draft, "user_id", sl_model_row_id (call->user));
  sl_model_draft_text (&call->draft, "application_id", sl_model_row_id (application));
  sl_model_draft_text (&call->draft, "tag_id", sl_model_row_id (tag));
  row = sl_model_rows_insert (call->rows, &call->draft, call->request->provenance);
  if (row == NULL)
    {
      sl_model_call_detail (call, 400, "Tag already assigned to this application");
      return;
    }

  sl_model_call_log (call, "Tag Assigned", sl_model_row_id (application), NULL, "Tagged application with '%s'", sl_model_row_text (tag, "name"));
  sl_model_call_row (call, row);
}

/* DELETE /tags/application/{}/{} */
void
sl_model_do_unassign (SlModelCall *call)
{
  SlModelRow *application = sl_model_call_own (call, SL_MODEL_APPLICATIONS, call->args[0]);
  SlModelRow *row;

  if (application == NULL)
    return;

  row = sl_model_rows_find_by (call->rows, SL_MODEL_APPLICATION_TAGS, "application_id", sl_model_row_id (application), "tag_id", call->args[1]);
  if (row == NULL)
    {
      sl_model_call_detail (call, 404, sl_model_kind_info (SL_MODEL_APPLICATION_TAGS)->missing);
      return;
    }

  sl_model_rows_delete (call->rows, row);
  sl_model_call_detail (call, 200, "Tag removed from application");
}
