/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ways to answer a request of the model server: rows, lists with their paging, errors in the form of the generation. */
#define G_LOG_DOMAIN "sl-model-server"

#include "config.h"

#include <string.h>

#include "sl-id.h"
#include "sl-model-call.h"

#define JSON_TYPE "application/json"
#define TEXT_TYPE "text/plain; charset=utf-8"

/**
 * sl_model_call_text:
 * @call: a request
 * @status: the answer's status
 * @content_type: (nullable): static
 * @text: its body
 *
 * Answers; an answer that was given before is replaced.
 */
void
sl_model_call_text (SlModelCall *call,
                    guint        status,
                    const char  *content_type,
                    const char  *text)
{
  call->answer->status = status;
  call->answer->content_type = content_type;
  g_clear_pointer (&call->answer->body, g_bytes_unref);
  call->answer->body = g_bytes_new (text, strlen (text));
}

/**
 * sl_model_call_json:
 * @call: a request
 * @json: (transfer full): the body
 *
 * Answers with the route's status.
 */
void
sl_model_call_json (SlModelCall *call,
                    GString     *json)
{
  call->answer->status = call->route->ok;
  call->answer->content_type = JSON_TYPE;
  g_clear_pointer (&call->answer->body, g_bytes_unref);
  call->answer->body = g_string_free_to_bytes (json);
}

/**
 * sl_model_call_detail:
 * @call: a request
 * @status: the answer's status
 * @detail: what the body says
 */
void
sl_model_call_detail (SlModelCall *call,
                      guint        status,
                      const char  *detail)
{
  g_autoptr (GString) json = g_string_new ("{\"detail\":");

  sl_model_write_string (json, detail);
  g_string_append_c (json, '}');
  sl_model_call_text (call, status, JSON_TYPE, json->str);
}

/**
 * sl_model_call_fail_with:
 * @call: a request
 * @failure: (nullable): what the newer generation says
 *
 * Answers 500.
 */
void
sl_model_call_fail_with (SlModelCall *call,
                         const char  *failure)
{
  if (call->profile != SL_MODEL_PROFILE_HEAD)
    sl_model_call_text (call, 500, TEXT_TYPE, "Internal Server Error");
  else if (failure != NULL)
    sl_model_call_detail (call, 500, failure);
  else
    {
      g_autofree char *text = g_strdup_printf ("{\"detail\":\"An unexpected error occurred. Please try again later.\",\"error_id\":\"%08x\"}",
                                               sl_model_call_random (call, G_MAXUINT32));

      sl_model_call_text (call, 500, JSON_TYPE, text);
    }
}

/**
 * sl_model_call_fail:
 * @call: a request
 *
 * Answers 500 with what the route says.
 */
void
sl_model_call_fail (SlModelCall *call)
{
  sl_model_call_fail_with (call, call->route->failure);
}

/**
 * sl_model_call_errors:
 * @call: a request
 *
 * Answers with the errors of validation.
 */
void
sl_model_call_errors (SlModelCall *call)
{
  g_autofree char *text = NULL;

  if (call->profile == SL_MODEL_PROFILE_HEAD)
    text = g_strdup_printf ("{\"detail\":\"Validation error\",\"errors\":[%s]}", call->errors->str);
  else
    text = g_strdup_printf ("{\"detail\":[%s]}", call->errors->str);
  sl_model_call_text (call, 422, JSON_TYPE, text);
}

/**
 * sl_model_call_row:
 * @call: a request
 * @row: a row
 *
 * Answers with a row.
 */
void
sl_model_call_row (SlModelCall *call,
                   SlModelRow  *row)
{
  GString *json = g_string_new (NULL);

  sl_model_write_row (json, row, SL_MODEL_PLAIN);
  sl_model_call_json (call, json);
}

/* What a query says of a column: the filter's value as the column holds it. */
static gboolean
passes (SlModelRow *row,
        int         column,
        const char *wanted)
{
  const SlModelValue *value = &row->values[column];

  if (value->type == SL_MODEL_IS_BOOL)
    return (value->number != 0) == (wanted[0] == 't');

  return g_strcmp0 (value->text, wanted) == 0;
}

/* What the query asks for; %NULL where it names a reference that is no id, which the database refuses. */
static GPtrArray *
filter_rows (SlModelCall *call,
             GPtrArray   *rows)
{
  GPtrArray *passed = g_ptr_array_ref (rows);

  for (guint f = 0; f < G_N_ELEMENTS (call->route->filters) && call->route->filters[f] != NULL; f++)
    {
      const char *wanted = call->query != NULL ? g_hash_table_lookup (call->query, call->route->filters[f]) : NULL;
      int column = sl_model_kind_field (call->route->kind, call->route->filters[f]);
      GPtrArray *those;

      if (wanted == NULL)
        continue;
      if (sl_model_kind_info (call->route->kind)->fields[column].refers_set && !sl_id_is_valid (wanted))
        {
          g_ptr_array_unref (passed);
          return NULL;
        }

      those = g_ptr_array_new ();
      for (guint i = 0; i < passed->len; i++)
        if (passes (passed->pdata[i], column, wanted))
          g_ptr_array_add (those, passed->pdata[i]);
      g_ptr_array_unref (passed);
      passed = those;
    }

  return passed;
}

/**
 * sl_model_call_shuffle:
 * @call: a request
 * @rows: rows that the server gives in no order at all
 *
 * Returns: (transfer full): them, in another order each time where that was asked for
 */
GPtrArray *
sl_model_call_shuffle (SlModelCall *call,
                       GPtrArray   *rows)
{
  GPtrArray *mixed;

  if ((call->conditions & SL_MODEL_SHUFFLED) == 0)
    return g_ptr_array_ref (rows);

  mixed = g_ptr_array_copy (rows, NULL, NULL);
  for (guint i = mixed->len; i > 1; i--)
    {
      guint other = sl_model_call_random (call, i);
      gpointer row = mixed->pdata[i - 1];

      mixed->pdata[i - 1] = mixed->pdata[other];
      mixed->pdata[other] = row;
    }

  return mixed;
}

static void
write_plain (SlModelCall *call,
             GString     *json,
             SlModelRow  *row)
{
  sl_model_write_row (json, row, SL_MODEL_PLAIN);
}

/**
 * sl_model_call_list:
 * @call: a request, with its skip, limit and filters
 * @rows: the rows to choose from
 * @ordered: %FALSE if the server gives them in no order at all
 * @write: (nullable): writes a row; %NULL for its columns
 *
 * Answers with a page of a list.
 */
void
sl_model_call_list (SlModelCall *call,
                    GPtrArray   *rows,
                    gboolean     ordered,
                    void       (*write) (SlModelCall *call, GString *json, SlModelRow *row))
{
  g_autoptr (GPtrArray) passed = NULL;
  gint64 limit = call->route->limit != 0 ? MIN (call->limit, sl_model_call_row_cap (call)) : sl_model_call_row_cap (call);
  GString *json;

  if (limit < 0 || call->skip < 0)
    {
      sl_model_call_fail (call);
      return;
    }

  passed = filter_rows (call, rows);
  if (passed == NULL)
    {
      sl_model_call_fail (call);
      return;
    }
  if (!ordered)
    {
      GPtrArray *mixed = sl_model_call_shuffle (call, passed);

      g_ptr_array_unref (passed);
      passed = mixed;
    }

  json = g_string_new ("[");
  for (gint64 i = call->skip; !call->lying && i < passed->len && i - call->skip < limit; i++)
    {
      if (json->len > 1)
        g_string_append_c (json, ',');
      (write != NULL ? write : write_plain) (call, json, passed->pdata[i]);
    }
  g_string_append_c (json, ']');
  sl_model_call_json (call, json);
  if (call->poisoned)
    sl_model_call_fail (call);
}
