/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was gone here for good and comes back from the server, as somebody changed it there: with what belonged to it, and
 * with what referred to it. */

#define G_LOG_DOMAIN "sl-tracker-again"

#include "config.h"

#include "sl-json.h"
#include "sl-kinds.h"
#include "sl-table.h"
#include "sl-tracker-own.h"
#include "sl-tracker-sync-private.h"

/** _sl_tracker_forget_parts: what belonged to application @server_id, and is gone here with it, comes again as if it was new */
gboolean
_sl_tracker_forget_parts (SlConnection *connection,
                          const char   *server_id,
                          GError      **error)
{
  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    {
      g_autoptr (GPtrArray) parts = sl_tracker_get_place (kind) != NULL ? sl_shadow_read_all (connection, kind, server_id, error) : NULL;

      if (sl_tracker_get_place (kind) != NULL && parts == NULL)
        return FALSE;
      for (guint i = 0; parts != NULL && i < parts->len; i++)
        {
          SlShadow *part = g_ptr_array_index (parts, i);

          if (sl_table_find_pk (connection, kind, part->id) != 0)
            continue;
          if (!sl_shadow_drop (connection, kind, part->id, error) || !sl_sync_unmark (connection, kind, part->id, error) ||
              !sl_flight_drop (connection, kind, part->id, error))
            return FALSE;
        }
    }
  return TRUE;
}

/** _sl_tracker_was_cut_off: whether the field was emptied here because what it referred to went, and not by anybody who meant it */
gboolean
_sl_tracker_was_cut_off (SlConnection *connection,
                         SlRecord     *record,
                         guint         field)
{
  SlStatement *statement = sl_connection_prepare (connection,
                                                  "SELECT t.actor"
                                                  SL_SYNC_JOURNAL_OF_RECORD " AND j.op = 1 AND json_extract (j.fields, '$.' || ?3) IS NOT NULL"
                                                  " ORDER BY j.entry DESC LIMIT 1", NULL);
  SlKind kind = sl_record_get_kind (record);
  gboolean found;

  if (statement == NULL || !sl_record_is_null (record, field))
    return FALSE;
  sl_statement_bind_integer (statement, 1, kind);
  sl_statement_bind_integer (statement, 2, sl_record_get_pk (record));
  sl_statement_bind_text (statement, 3, sl_kind_get_field (kind, field)->column);
  found = sl_statement_step (statement, NULL) && sl_statement_get_integer (statement, 0) == SL_ACTOR_HOUSEKEEPING;
  sl_statement_reset (statement);
  return found;
}

/* (transfer full) (element-type utf8): ids of the records of @kind whose rows refer to @server_id in @field. */
static GPtrArray *
read_referring (SlConnection *connection,
                SlKind        kind,
                guint         field,
                const char   *server_id,
                GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection, "SELECT id FROM sync_shadow WHERE kind = ?1 AND json_extract (row, '$.' || ?2) = ?3", error);

  if (statement == NULL)
    return NULL;
  sl_statement_bind_integer (statement, 1, kind);
  sl_statement_bind_text (statement, 2, sl_kind_get_field (kind, field)->column);
  sl_statement_bind_text (statement, 3, server_id);
  return sl_sync_read_texts (statement, error);
}

/* To the next look it is new that the row refers to something. */
static gboolean
forget_reference (SlConnection *connection,
                  SlKind        kind,
                  guint         field,
                  const char   *id,
                  GError      **error)
{
  g_autoptr (SlRecord) record = sl_table_read (connection, kind, id, NULL);
  g_autoptr (SlShadow) shadow = record != NULL && _sl_tracker_was_cut_off (connection, record, field) ? sl_shadow_find (connection, kind, id, error) : NULL;

  if (shadow == NULL)
    return error == NULL || *error == NULL;
  json_object_set_null_member (shadow->row, sl_kind_get_field (kind, field)->column);
  shadow->print = 0;
  return sl_shadow_save (connection, shadow, error);
}

/** _sl_tracker_refer_again: what referred to @server_id of @target, until that was gone here, takes that from the server again */
gboolean
_sl_tracker_refer_again (SlConnection *connection,
                         SlKind        target,
                         const char   *server_id,
                         GError      **error)
{
  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    for (guint i = 0; sl_tracker_get_place (kind) != NULL && i < sl_kind_get_info (kind)->n_fields; i++)
      {
        const SlField *field = sl_kind_get_field (kind, i);
        g_autoptr (GPtrArray) ids = NULL;

        if (field->type != SL_TYPE_REFERENCE || field->target != target || i == sl_kind_get_owner_field (kind))
          continue;
        ids = read_referring (connection, kind, i, server_id, error);
        for (guint k = 0; ids != NULL && k < ids->len; k++)
          if (!forget_reference (connection, kind, i, g_ptr_array_index (ids, k), error))
            return FALSE;
        if (ids == NULL)
          return FALSE;
      }
  return TRUE;
}

/* (transfer full) (element-type utf8): ids of the parts of @kind of application @id that the server hasn't any more, and that didn't go
 * to the Trash by themselves. @condition: on their shadows "s" */
static GPtrArray *
read_gone_parts (SlConnection *connection,
                 SlKind        kind,
                 const char   *id,
                 const char   *condition,
                 GError      **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT a.id FROM %s AS a CROSS JOIN sync_shadow AS s ON s.kind = ?1 AND s.id = a.id"
                                          " WHERE a.application_id = ?2 AND a.deleted_at IS NULL AND %s", sl_kind_get_info (kind)->table, condition);
  SlStatement *statement = sl_connection_prepare (connection, sql, error);

  if (statement == NULL)
    return NULL;
  sl_statement_bind_integer (statement, 1, kind);
  sl_statement_bind_text (statement, 2, id);
  return sl_sync_read_texts (statement, error);
}

/* Who makes the application again makes this, too, in a moment. */
static gboolean
wait_for_part (SlTrackerSync *self,
               SlConnection  *connection,
               SlKind         kind,
               const char    *id,
               GError       **error)
{
  g_autoptr (SlShadow) shadow = sl_shadow_find (connection, kind, id, error);

  if (shadow == NULL)
    return FALSE;
  sl_shadow_set_gone (shadow, _sl_tracker_get_now (self), FALSE);
  shadow->absences = 0;
  self->missing_kinds |= G_GUINT64_CONSTANT (1) << kind;
  return sl_shadow_save (connection, shadow, error) && sl_sync_mark (connection, kind, id, error);
}

static gboolean
is_part (SlKind kind)
{
  return sl_tracker_get_place (kind) != NULL && sl_kind_get_owner_field (kind) != SL_FIELD_NONE;
}

/** _sl_tracker_wait_for_parts: what belongs to application @id, which another computer made again, it makes again, too */
gboolean
_sl_tracker_wait_for_parts (SlTrackerSync *self,
                            SlConnection  *connection,
                            const char    *id,
                            GError       **error)
{
  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    {
      g_autoptr (GPtrArray) parts = is_part (kind) ? read_gone_parts (connection, kind, id, "NOT (" SL_SHADOW_IS_DELETED " OR " SL_SHADOW_IS_THERE ")", error) : NULL;

      if (is_part (kind) && parts == NULL)
        return FALSE;
      for (guint i = 0; parts != NULL && i < parts->len; i++)
        if (!wait_for_part (self, connection, kind, g_ptr_array_index (parts, i), error))
          return FALSE;
    }
  return TRUE;
}

/* What of the application doesn't come again was left out by who made it again: it stays in the Trash, by itself from now on.
 * Where the person took the application out of it here, too, all that is in it was meant. */
static gboolean
part_again (SlTrackerSync *self,
            SlConnection  *connection,
            SlChangeset   *changes,
            SlRecord      *application,
            GError       **error)
{
  const char *id = sl_record_get_id (application);

  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    {
      g_autoptr (GPtrArray) parts = is_part (kind) ? read_gone_parts (connection, kind, id, SL_SHADOW_IS_DELETED, error) : NULL;

      if (is_part (kind) && parts == NULL)
        return FALSE;
      for (guint i = 0; parts != NULL && i < parts->len; i++)
        if (!sl_record_is_null (application, SL_FIELD_DELETED_AT))
          sl_changeset_trash (changes, kind, g_ptr_array_index (parts, i), sl_clock_get_now (self->clock));
        else if (!wait_for_part (self, connection, kind, g_ptr_array_index (parts, i), error))
          return FALSE;
    }
  return TRUE;
}

/** _sl_tracker_come_back: the record of @shadow, which was deleted, is on the server again, and so it is here */
gboolean
_sl_tracker_come_back (SlTrackerSync *self,
                       SlConnection  *connection,
                       SlChangeset   *changes,
                       SlShadow      *shadow,
                       GError       **error)
{
  g_autoptr (SlRecord) record = sl_table_read (connection, shadow->kind, shadow->id, error);

  if (record == NULL)
    return FALSE;
  /* Also if it only goes to the Trash with these changes. */
  sl_changeset_restore (changes, shadow->kind, shadow->id);
  self->result->n_taken += !sl_record_is_null (record, SL_FIELD_DELETED_AT);
  return shadow->kind != SL_KIND_APPLICATION || part_again (self, connection, changes, record, error);
}

/** _sl_tracker_note_deletion: that a person's deletion doesn't stand; said once, whatever of the record was changed there */
gboolean
_sl_tracker_note_deletion (SlTrackerSync *self,
                           SlConnection  *connection,
                           SlKind         kind,
                           const char    *id,
                           GError       **error)
{
  g_autoptr (SlRecord) record = sl_table_read (connection, kind, id, NULL);
  const char *column = sl_kind_get_field (kind, SL_FIELD_DELETED_AT)->column;
  const SlValue *deleted;
  gboolean told;

  if (record == NULL || sl_record_is_null (record, SL_FIELD_DELETED_AT) || !_sl_tracker_is_own (connection, record, SL_FIELD_DELETED_AT))
    return TRUE;
  deleted = sl_record_get_value (record, SL_FIELD_DELETED_AT);
  if (!sl_sync_has_conflict (connection, kind, id, column, deleted, &told, error))
    return FALSE;
  return told || sl_sync_add_conflict (connection, kind, id, column, deleted, sl_clock_get_now (self->clock), error);
}

/* Whether the part may have been there before the person deleted what it belongs to: not all that there is was read by then. */
static gboolean
may_be_old (SlTrackerSync *self,
            SlKind         kind,
            SlShadow      *owner)
{
  return self->first || ((kind == SL_KIND_DOCUMENT || kind == SL_KIND_TAG_ASSIGNMENT) && owner->papers_due == SL_PAPERS_NEVER_READ);
}

/** _sl_tracker_keep_owner: @part is new here: an application that went to the Trash here meanwhile stays with what somebody added to it */
gboolean
_sl_tracker_keep_owner (SlTrackerSync *self,
                        SlConnection  *connection,
                        SlChangeset   *changes,
                        SlRecord      *part,
                        GError       **error)
{
  guint field = sl_kind_get_owner_field (sl_record_get_kind (part));
  const char *id = field != SL_FIELD_NONE ? sl_record_get_text (part, field) : NULL;
  g_autoptr (SlRecord) application = id != NULL ? sl_table_read (connection, SL_KIND_APPLICATION, id, NULL) : NULL;

  gboolean in_trash = application != NULL && !sl_record_is_null (application, SL_FIELD_DELETED_AT);
  g_autoptr (GError) local = NULL;
  g_autoptr (SlShadow) shadow = in_trash ? sl_shadow_find (connection, SL_KIND_APPLICATION, id, &local) : NULL;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (shadow == NULL || may_be_old (self, sl_record_get_kind (part), shadow))
    return TRUE;
  sl_changeset_restore (changes, SL_KIND_APPLICATION, id);
  return _sl_tracker_note_deletion (self, connection, SL_KIND_APPLICATION, id, error) &&
         sl_sync_mark (connection, SL_KIND_APPLICATION, id, error) &&
         sl_sync_mark_referring (connection, SL_KIND_APPLICATION, id, error);
}
