/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of the model server's rows, and drafts of them. Declared in sl-model-rows.h. */
#define G_LOG_DOMAIN "sl-model-server"

#include "config.h"

#include <string.h>

#include "sl-model-rows.h"

/**
 * sl_model_draft_init:
 * @draft: (out): a draft, to be cleared
 * @kind: its collection
 *
 * Makes a draft in which nothing is set.
 */
void
sl_model_draft_init (SlModelDraft *draft,
                     SlModelKind   kind)
{
  memset (draft, 0, sizeof *draft);
  draft->kind = kind;
}

/**
 * sl_model_draft_clear:
 * @draft: a draft
 *
 * Frees the values in it.
 */
void
sl_model_draft_clear (SlModelDraft *draft)
{
  for (guint i = 0; i < SL_MODEL_MAX_FIELDS; i++)
    if (draft->set[i])
      g_free (draft->values[i].text);
  memset (draft->set, 0, sizeof draft->set);
}

/**
 * sl_model_draft_is_empty:
 * @draft: a draft
 *
 * Returns: %TRUE if nothing is set
 */
gboolean
sl_model_draft_is_empty (SlModelDraft *draft)
{
  for (guint i = 0; i < SL_MODEL_MAX_FIELDS; i++)
    if (draft->set[i])
      return FALSE;

  return TRUE;
}

/**
 * sl_model_draft_get:
 * @draft: a draft
 * @column: a column of its collection
 *
 * Returns: (transfer none) (nullable): the value that is set and not null
 */
SlModelValue *
sl_model_draft_get (SlModelDraft *draft,
                    const char   *column)
{
  int i = sl_model_kind_field (draft->kind, column);

  g_assert (i >= 0);

  return draft->set[i] && draft->values[i].type != SL_MODEL_NULL ? &draft->values[i] : NULL;
}

static SlModelValue *
set_column (SlModelDraft     *draft,
            const char       *column,
            SlModelValueType  type)
{
  int i = sl_model_kind_field (draft->kind, column);

  g_assert (i >= 0);
  if (draft->set[i])
    g_clear_pointer (&draft->values[i].text, g_free);
  draft->set[i] = TRUE;
  draft->values[i] = (SlModelValue) { type, 0, NULL };

  return &draft->values[i];
}

/**
 * sl_model_draft_text:
 * @draft: a draft
 * @column: a column of its collection
 * @text: (nullable): its value
 */
void
sl_model_draft_text (SlModelDraft *draft,
                     const char   *column,
                     const char   *text)
{
  set_column (draft, column, text != NULL ? SL_MODEL_IS_TEXT : SL_MODEL_NULL)->text = g_strdup (text);
}

/**
 * sl_model_draft_json:
 * @draft: a draft
 * @column: a column of its collection
 * @json: its value, written as it shall be answered
 */
void
sl_model_draft_json (SlModelDraft *draft,
                     const char   *column,
                     const char   *json)
{
  set_column (draft, column, SL_MODEL_IS_JSON)->text = g_strdup (json);
}

/**
 * sl_model_draft_number:
 * @draft: a draft
 * @column: a column of its collection
 * @type: a whole number, a truth value or a time
 * @number: its value
 */
void
sl_model_draft_number (SlModelDraft     *draft,
                       const char       *column,
                       SlModelValueType  type,
                       gint64            number)
{
  set_column (draft, column, type)->number = number;
}

/**
 * sl_model_row_value:
 * @row: a row
 * @column: a column of its collection
 *
 * Returns: (transfer none): the value
 */
SlModelValue *
sl_model_row_value (SlModelRow *row,
                    const char *column)
{
  int i = sl_model_kind_field (row->kind, column);

  g_assert (i >= 0);

  return &row->values[i];
}

/**
 * sl_model_row_text:
 * @row: a row
 * @column: a column of its collection
 *
 * Returns: (transfer none) (nullable): its text, day or JSON
 */
const char *
sl_model_row_text (SlModelRow *row,
                   const char *column)
{
  return sl_model_row_value (row, column)->text;
}

/**
 * sl_model_row_number:
 * @row: a row
 * @column: a column of its collection
 *
 * Returns: its number, truth value or time; 0 for null
 */
gint64
sl_model_row_number (SlModelRow *row,
                     const char *column)
{
  return sl_model_row_value (row, column)->number;
}

/**
 * sl_model_row_id:
 * @row: a row
 *
 * Returns: (transfer none): its id
 */
const char *
sl_model_row_id (SlModelRow *row)
{
  return sl_model_row_text (row, "id");
}
