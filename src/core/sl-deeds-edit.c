/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-deeds-edit.h. The merge is the sync's own: what was changed here and there is the same question, whoever
 * changed it there. */

#define G_LOG_DOMAIN "sl-deeds-edit"

#include "config.h"

#include "sl-date.h"
#include "sl-deeds-edit.h"
#include "sl-deeds-private.h"
#include "sl-field-merge.h"
#include "sl-store-query.h"
#include "sl-sync-account.h"
#include "sl-sync-state.h"
#include "sl-text-merge.h"

/* The person's day: they read it here, right after they wrote. */
static char *
build_heading (SlRecord *present,
               SlClock  *clock)
{
  gint64 time = sl_record_get_integer (present, SL_FIELD_UPDATED_AT, sl_clock_get_now (clock));

  return sl_text_merge_build_heading (sl_day_from_time (time, sl_clock_get_time_zone (clock)));
}

/* Who isn't signed in has no list of what lost: undoing brings it back, as the step is in the history. There is none where
 * what was written is the beginning of what stands, and so isn't gone. */
static gboolean
note_lost (SlConnection  *connection,
           SlRecord      *present,
           guint          field,
           const SlValue *lost,
           SlClock       *clock,
           GError       **error)
{
  SlKind kind = sl_record_get_kind (present);
  g_autoptr (SlSyncAccount) account = NULL;
  g_autoptr (GError) local = NULL;

  account = sl_sync_account_read (connection, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return account == NULL || !account->signed_in ||
         sl_sync_add_conflict (connection, kind, sl_record_get_id (present), sl_kind_get_field (kind, field)->column, lost,
                               sl_clock_get_now (clock), error);
}

static gboolean
is_empty (const SlValue *value)
{
  return sl_value_is_null (value) || (value->type == SL_VALUE_TEXT && *value->text == '\0');
}

/* A list goes entry by entry, also where all that the person saw of it goes. */
static gboolean
is_emptied (const SlField *field,
            const SlValue *base,
            const SlValue *written)
{
  return field->type != SL_TYPE_JSON && is_empty (written) && !is_empty (base);
}

gboolean
sl_deed_merge_value (SlConnection  *connection,
                     SlRecord      *present,
                     guint          field,
                     const SlValue *base,
                     const SlValue *written,
                     SlClock       *clock,
                     SlValue       *merged,
                     GError       **error)
{
  const SlField *one = sl_kind_get_field (sl_record_get_kind (present), field);
  /* What is written now is the later change. */
  const SlMergeSide mine = { written, 1, FALSE };
  const SlMergeSide theirs = { sl_record_get_value (present, field), 0, FALSE };
  g_autofree char *heading = build_heading (present, clock);
  g_auto (SlFieldMerge) merge = { 0 };

  /* Two ways to write the same are no difference between two computers, but one that a person may make. */
  if (sl_value_equal (base, theirs.value))
    {
      sl_value_copy (written, merged);
      return TRUE;
    }
  /* Nobody but this computer has to be told here: what a person empties is empty, and what came there lost. */
  if (is_emptied (one, base, written))
    {
      sl_value_copy (written, merged);
      return is_empty (theirs.value) || note_lost (connection, present, field, theirs.value, clock, error);
    }
  sl_field_merge (one, base, &mine, &theirs, heading, &merge);
  sl_value_copy (merge.outcome == SL_MERGE_SETTLED ? theirs.value : &merge.value, merged);
  return !merge.is_conflict || note_lost (connection, present, field, &merge.lost, clock, error);
}

static gboolean
is_touched (SlRecord *before,
            SlRecord *after,
            guint     field)
{
  return (sl_kind_get_field (sl_record_get_kind (before), field)->flags & SL_FIELD_DERIVED) == 0 &&
         !sl_value_equal (sl_record_get_value (before, field), sl_record_get_value (after, field));
}

static SlChangeset *
build_edit (SlRecord    *present,
            const guint *fields,
            SlValue     *values,
            guint        n)
{
  SlKind kind = sl_record_get_kind (present);
  const char *ids[] = { sl_record_get_id (present), NULL };
  SlChangeset *changeset = n > 0 ? sl_deed_edit_fields (kind, ids, fields, values, n) : sl_deed_new (SL_DEED_EDIT, kind);

  if (kind == SL_KIND_APPLICATION)
    sl_deed_name_application (changeset, present);
  return changeset;
}

/**
 * sl_deed_edit_since:
 * @connection: in the transaction that writes the changes
 * @before: a record as the person saw it
 * @after: the same with what they made of it
 * @clock: when something lost
 *
 * Returns: (transfer full): the changeset; %NULL with @error set, %SL_ERROR_NOT_FOUND if the record is gone
 */
SlChangeset *
sl_deed_edit_since (SlConnection  *connection,
                    SlRecord      *before,
                    SlRecord      *after,
                    SlClock       *clock,
                    GError       **error)
{
  SlKind kind = sl_record_get_kind (before);
  guint n_fields = sl_kind_get_info (kind)->n_fields;
  g_autoptr (SlRecord) present = sl_store_read_record (connection, kind, sl_record_get_id (before), error);
  g_autofree guint *fields = g_new0 (guint, n_fields);
  g_autofree SlValue *values = g_new0 (SlValue, n_fields);
  SlChangeset *changeset = NULL;
  gboolean good = present != NULL;
  guint n = 0;

  for (guint i = SL_N_COMMON_FIELDS; good && i < n_fields; i++)
    {
      if (!is_touched (before, after, i))
        continue;
      good = sl_deed_merge_value (connection, present, i, sl_record_get_value (before, i), sl_record_get_value (after, i), clock, &values[n], error);
      if (good && !sl_value_equal (&values[n], sl_record_get_value (present, i)))
        fields[n++] = i;
    }
  if (good)
    changeset = build_edit (present, fields, values, n);
  for (guint i = 0; i < n_fields; i++)
    sl_value_clear (&values[i]);
  return changeset;
}

typedef struct {
  SlRecord *before;
  SlRecord *after;
  SlClock *clock;
} Edit;

static void
edit_free (gpointer data)
{
  Edit *edit = data;

  g_object_unref (edit->before);
  g_object_unref (edit->after);
  g_object_unref (edit->clock);
  g_free (edit);
}

static gpointer
build (SlConnection  *connection,
       gpointer       data,
       GCancellable  *cancellable,
       GError       **error)
{
  Edit *edit = data;

  return sl_deed_edit_since (connection, edit->before, edit->after, edit->clock, error);
}

/** sl_deed_edit_since_async: as sl_deed_edit_since(), and applies it; finish with sl_store_apply_finish() */
void
sl_deed_edit_since_async (SlContext           *context,
                          SlRecord            *before,
                          SlRecord            *after,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  Edit *edit;

  g_return_if_fail (SL_IS_CONTEXT (context));
  g_return_if_fail (SL_IS_RECORD (before) && SL_IS_RECORD (after) && sl_record_get_kind (before) == sl_record_get_kind (after));

  edit = g_new0 (Edit, 1);
  edit->before = sl_record_dup (before);
  edit->after = sl_record_dup (after);
  edit->clock = g_object_ref (sl_context_get_clock (context));
  sl_deed_build_async (context, build, edit, edit_free, cancellable, callback, user_data);
}
