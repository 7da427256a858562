/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See kill-promise.h. */

#define G_LOG_DOMAIN "kill-promise"

#include "config.h"

#include <errno.h>
#include <unistd.h>

#include "kill-promise.h"
#include "sl-error.h"
#include "sl-json.h"
#include "sl-kinds.h"

/** kill_promise_add: that @field of the record @id is @value */
void
kill_promise_add (JsonArray     *promise,
                  SlKind         kind,
                  const char    *id,
                  guint          field,
                  const SlValue *value)
{
  JsonArray *one = json_array_sized_new (4);

  json_array_add_int_element (one, kind);
  json_array_add_string_element (one, id);
  json_array_add_string_element (one, sl_kind_get_field (kind, field)->column);
  json_array_add_element (one, sl_value_to_json (value));
  json_array_add_array_element (promise, one);
}

static void
add_record (JsonArray *promise,
            SlRecord  *record)
{
  const SlKindInfo *info = sl_record_get_info (record);

  for (guint i = SL_N_COMMON_FIELDS; i < info->n_fields; i++)
    if (!sl_record_is_null (record, i) && (info->fields[i].flags & SL_FIELD_DERIVED) == 0)
      kill_promise_add (promise, info->kind, sl_record_get_id (record), i, sl_record_get_value (record, i));
}

static gboolean
is_move (const SlChange *change)
{
  return change->kind == SL_KIND_EVENT && change->op == SL_OP_INSERT && !sl_record_is_null (change->record, SL_EVENT_TO_STAGE);
}

/**
 * kill_promise_new:
 * @changeset: not handed to the store yet, which adds to it
 *
 * Returns: (transfer full): [[kind, id, column, value]…], every value that the person asked for. A record deleted for
 *   good, which the workers never ask for, has none.
 */
JsonArray *
kill_promise_new (SlChangeset *changeset)
{
  JsonArray *promise = json_array_new ();

  for (guint i = 0; i < sl_changeset_get_n_changes (changeset); i++)
    {
      const SlChange *change = sl_changeset_get_change (changeset, i);

      /* An application that has the tag already keeps its assignment and gets no other; one that is in the lane already
       * doesn't move there. */
      if (change->kind == SL_KIND_TAG_ASSIGNMENT || is_move (change))
        continue;
      if (change->op == SL_OP_INSERT)
        add_record (promise, change->record);
      else if (change->op == SL_OP_UPDATE)
        kill_promise_add (promise, change->kind, change->id, change->field, &change->value);
    }
  return promise;
}

/** kill_line_write: writes @line whole; the worker ends when nobody reads any more */
void
kill_line_write (JsonObject *line)
{
  g_autofree char *json = sl_json_object_to_text (line, FALSE);
  g_autofree char *text = g_strconcat (json, "\n", NULL);
  gsize left = strlen (text);
  const char *from = text;

  while (left > 0)
    {
      ssize_t n = write (STDOUT_FILENO, from, left);
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        _exit (1);
      from += n;
      left -= (gsize) n;
    }
}

/** kill_line_write_flag: a line with one member; @text (nullable): %NULL stands for true */
void
kill_line_write_flag (const char *member,
                      const char *text)
{
  g_autoptr (JsonObject) line = json_object_new ();

  if (text != NULL)
    json_object_set_string_member (line, member, text);
  else
    json_object_set_boolean_member (line, member, TRUE);
  kill_line_write (line);
}

/** kill_line_new_step: (transfer full): an acknowledgement; @promise (nullable): of an undo none is known */
JsonObject *
kill_line_new_step (SlTransaction *transaction,
                    JsonArray     *promise)
{
  JsonObject *line = json_object_new ();

  json_object_set_int_member (line, KILL_LINE_STEP, sl_transaction_get_id (transaction));
  json_object_set_string_member (line, KILL_LINE_DEED, sl_transaction_get_deed (transaction));
  json_object_set_int_member (line, KILL_LINE_ACTOR, sl_transaction_get_actor (transaction));
  if (promise != NULL)
    json_object_set_array_member (line, KILL_LINE_VALUES, json_array_ref (promise));
  return line;
}

/** kill_line_write_step: acknowledges with @line of kill_line_new_step(), which may say more by now */
void
kill_line_write_step (SlTransaction *transaction,
                      JsonObject    *line)
{
  if (sl_transaction_get_id (transaction) == 0)
    kill_line_write_flag (KILL_LINE_REFUSED, "nothing to change");
  else
    kill_line_write (line);
}

/* What happens when two programs work on the same records. */
static gboolean
is_usual (const GError *error)
{
  return g_error_matches (error, SL_ERROR, SL_ERROR_CONFLICT) ||
         g_error_matches (error, SL_ERROR, SL_ERROR_NOT_FOUND) ||
         g_error_matches (error, SL_ERROR, SL_ERROR_EXISTS) ||
         g_error_matches (error, SL_ERROR, SL_ERROR_BUSY) ||
         g_error_matches (error, SL_ERROR, SL_ERROR_NOTHING_TO_UNDO);
}

/** kill_line_write_failure: tells that a deed wasn't done */
void
kill_line_write_failure (const GError *error)
{
  if (is_usual (error))
    kill_line_write_flag (KILL_LINE_REFUSED, sl_error_code_get_nick ((SlErrorCode) error->code));
  else
    kill_line_write_flag (KILL_LINE_TROUBLE, error->message);
}
