/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether what is to change may stand so. Declared in sl-rules.h. */

#define G_LOG_DOMAIN "sl-rules-check"

#include "config.h"

#include "sl-kinds.h"
#include "sl-rules.h"

/**
 * sl_rules_check:
 * @changeset: what is to change
 * @error: return location for an #SlErrorCode
 *
 * Checks every new record and every changed field against the kind's table. A changeset that doesn't follow the rules
 * may bring words that an enum doesn't have; what a server sent, and what undo and redo bring back, isn't checked.
 *
 * Returns: whether all may stand; else %SL_ERROR_INVALID with the message for the first that may not
 */
gboolean
sl_rules_check (SlChangeset *changeset, GError **error)
{
  gboolean strict = sl_changeset_get_follow_rules (changeset);
  guint n_changes = sl_changeset_get_n_changes (changeset);
  SlActor actor = sl_changeset_get_actor (changeset);

  if (actor != SL_ACTOR_PERSON && actor != SL_ACTOR_IMPORT && actor != SL_ACTOR_MAIL)
    return TRUE;

  for (guint i = 0; i < n_changes; i++)
    {
      const SlChange *change = sl_changeset_get_change (changeset, i);
      gboolean ok = TRUE;

      if (change->op == SL_OP_INSERT)
        ok = strict ? sl_record_check (change->record, error) : sl_record_check_foreign (change->record, error);
      else if (change->op == SL_OP_UPDATE)
        ok = (strict ? sl_field_check : sl_field_check_foreign) (sl_kind_get_field (change->kind, change->field), &change->value, error);
      if (!ok)
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_tied (SlKind kind, guint field)
{
  return (kind == SL_KIND_APPLICATION && (field == SL_APPLICATION_SALARY_MIN || field == SL_APPLICATION_SALARY_MAX)) ||
         (kind == SL_KIND_SAVED_JOB && (field == SL_SAVED_JOB_SALARY_MIN || field == SL_SAVED_JOB_SALARY_MAX ||
                                          field == SL_SAVED_JOB_STATUS || field == SL_SAVED_JOB_CONVERTED_TO)) ||
         (kind == SL_KIND_EVENT && (field == SL_EVENT_TO_STATUS || field == SL_EVENT_TO_STAGE || field == SL_EVENT_OUTCOME));
}

/**
 * sl_rules_check_together:
 * @changeset: what is to change
 * @reader: how to ask what stands in the store
 * @error: return location for an #SlErrorCode
 *
 * Checks that changed fields go with those that stay as they are: a salary's two ends, a saved job and what became of
 * it; and what is told of an
 * event's step, status and outcome. sl_rules_follow() does this.
 *
 * Returns: whether they do; else %SL_ERROR_INVALID, or what @reader failed with
 */
gboolean
sl_rules_check_together (SlChangeset *changeset, const SlRuleReader *reader, GError **error)
{
  g_autoptr (GHashTable) records = NULL;
  guint n_changes = sl_changeset_get_n_changes (changeset);
  GHashTableIter iter;
  gpointer record;

  for (guint i = 0; i < n_changes; i++)
    {
      const SlChange *change = sl_changeset_get_change (changeset, i);

      if (change->op != SL_OP_UPDATE || !is_tied (change->kind, change->field))
        continue;
      if (records == NULL)
        records = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
      record = g_hash_table_lookup (records, change->id);
      if (record == NULL)
        {
          g_autoptr (GError) local_error = NULL;
          g_autoptr (SlRecord) present = reader->read (change->kind, change->id, reader->data, &local_error);

          if (local_error != NULL)
            {
              g_propagate_error (error, g_steal_pointer (&local_error));
              return FALSE;
            }
          /* Inserted by this very changeset, or gone; the store will tell. */
          if (present == NULL)
            continue;
          /* What isn't told of an event is filled in to go with what is. */
          record = change->kind == SL_KIND_EVENT ? sl_record_new (SL_KIND_EVENT) : sl_record_dup (present);
          g_hash_table_insert (records, change->id, record);
        }
      sl_record_set_value (record, change->field, &change->value);
    }

  if (records == NULL)
    return TRUE;
  g_hash_table_iter_init (&iter, records);
  while (g_hash_table_iter_next (&iter, NULL, &record))
    if (!sl_record_check_together (record, error))
      return FALSE;
  return TRUE;
}
