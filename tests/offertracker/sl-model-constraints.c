/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the real server's database refuses although its validation lets it pass. All of it ends as a 500. */
#define G_LOG_DOMAIN "sl-model-server"

#include "config.h"

#include <string.h>

#include "sl-model-rows-private.h"

/* Stands for U+0000 in a text: C strings can't hold it, and PostgreSQL doesn't take it. See sl-model-check.c. */
#define NUL_MARK "\xef\xb7\x90"

static const SlModelValue null_value = { SL_MODEL_NULL, 0, NULL };

static const SlModelValue *
get_value (SlModelRow   *row,
           SlModelDraft *draft,
           int           column)
{
  if (draft->set[column])
    return &draft->values[column];

  return row != NULL ? &row->values[column] : &null_value;
}

static const SlModelValue *
get_named (SlModelRow   *row,
           SlModelDraft *draft,
           const char   *column)
{
  int i = sl_model_kind_field (draft->kind, column);

  g_assert (i >= 0);

  return get_value (row, draft, i);
}

static gboolean
allow_field (SlModelRows        *self,
             const SlModelField *field,
             const SlModelValue *value)
{
  if (value->type == SL_MODEL_NULL)
    return (field->flags & SL_MODEL_NOT_NULL) == 0;
  if (value->type == SL_MODEL_IS_INT)
    return value->number >= G_MININT32 && value->number <= G_MAXINT32;
  if (value->text != NULL && strstr (value->text, NUL_MARK) != NULL)
    return FALSE;
  if (field->refers_set)
    return sl_model_rows_find (self, field->refers, value->text) != NULL;
  if (field->type == SL_MODEL_TEXT && field->words != SL_MODEL_NO_WORDS)
    return g_strv_contains (sl_model_words (field->words, SL_MODEL_PROFILE_DOC), value->text);

  return TRUE;
}

static gboolean
is_unique (SlModelRows  *self,
           SlModelRow   *row,
           SlModelDraft *draft)
{
  const char *const *columns = sl_model_kind_info (draft->kind)->unique;
  GPtrArray *rows;

  if (columns[0] == NULL)
    return TRUE;

  rows = sl_model_rows_of (self, draft->kind, columns[0], get_named (row, draft, columns[0])->text);
  for (guint i = 0; i < rows->len; i++)
    {
      gboolean same = rows->pdata[i] != row;

      for (guint c = 1; same && c < 3 && columns[c] != NULL; c++)
        same = g_strcmp0 (sl_model_row_text (rows->pdata[i], columns[c]), get_named (row, draft, columns[c])->text) == 0;
      if (same)
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_range (SlModelRow   *row,
          SlModelDraft *draft,
          const char   *low,
          const char   *high)
{
  const SlModelValue *least = get_named (row, draft, low), *most = get_named (row, draft, high);

  return least->type == SL_MODEL_NULL || most->type == SL_MODEL_NULL || least->number <= most->number;
}

static gboolean
allow_checks (SlModelRow   *row,
              SlModelDraft *draft)
{
  switch (draft->kind)
    {
    case SL_MODEL_APPLICATIONS:
      return is_range (row, draft, "salary_min", "salary_max");
    case SL_MODEL_SAVED_JOBS:
      return is_range (row, draft, "salary_range_min", "salary_range_max");
    case SL_MODEL_REMINDERS:
      return get_named (row, draft, "is_completed")->number == 0 || get_named (row, draft, "completed_at")->type != SL_MODEL_NULL;
    default:
      return TRUE;
    }
}

/* Whether the database takes @draft as a change of @row, or as a new row where that is %NULL. */
gboolean
_sl_model_rows_allow (SlModelRows  *self,
                      SlModelRow   *row,
                      SlModelDraft *draft)
{
  const SlModelKindInfo *info = sl_model_kind_info (draft->kind);

  for (guint i = 0; i < info->n_fields; i++)
    if ((row == NULL || draft->set[i]) && !allow_field (self, &info->fields[i], get_value (row, draft, (int) i)))
      return FALSE;

  return allow_checks (row, draft) && is_unique (self, row, draft);
}
