/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-sync-conflict.h: what lost, and what is known of it. */

#define G_LOG_DOMAIN "sl-sync-conflict"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-error.h"
#include "sl-field-merge.h"
#include "sl-json.h"
#include "sl-kinds.h"
#include "sl-sync-conflict.h"
#include "sl-sync-state.h"
#include "sl-table.h"
#include "sl-text-merge.h"

/* Each look takes about a hundredth of a millisecond, measured with 100,000 entries in the journal. */
#define MAX_LOOKED_AT 500

#define SELECT "SELECT pk, kind, id, field, lost, at FROM sync_conflict"
/* Said by name: for the order, SQLite would rather go through all that ever lost. */
#define OPEN " INDEXED BY sync_conflict_settled WHERE " SL_SYNC_CONFLICT_IS_UNSETTLED

void
sl_sync_conflict_free (SlSyncConflict *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  sl_value_clear (&self->lost);
  sl_value_clear (&self->present);
  g_free (self);
}

static guint
find_column (SlKind      kind,
             const char *column)
{
  for (guint i = 0; i < sl_kind_get_info (kind)->n_fields; i++)
    if (g_str_equal (sl_kind_get_field (kind, i)->column, column))
      return i;
  return SL_FIELD_NONE;
}

/* (transfer full) (nullable): %NULL: it is of a field that isn't known here. */
static SlSyncConflict *
read_row (SlStatement *statement)
{
  g_autoptr (SlSyncConflict) self = g_new0 (SlSyncConflict, 1);
  g_autoptr (JsonNode) node = json_from_string (sl_statement_get_text (statement, 4), NULL);

  self->number = sl_statement_get_integer (statement, 0);
  self->kind = (SlKind) sl_statement_get_integer (statement, 1);
  self->id = g_strdup (sl_statement_get_text (statement, 2));
  self->at = sl_statement_get_integer (statement, 5);
  if (self->kind >= SL_N_KINDS || node == NULL || !sl_value_from_json (&self->lost, node))
    return NULL;
  self->field = find_column (self->kind, sl_statement_get_text (statement, 3));
  return self->field != SL_FIELD_NONE ? g_steal_pointer (&self) : NULL;
}

/* Whether all that @part says stands in @text, too: what sl_text_keep_both() leaves. */
static gboolean
holds_whole (const char *text,
             const char *part)
{
  return *part != '\0' && (g_str_has_prefix (text, part) || sl_text_has_lines (text, part));
}

/* By what the person did with the field last, before it was told that something lost. */
static SlSyncConflictWay
find_who_emptied (SlConnection         *connection,
                  SlRecord             *record,
                  const SlSyncConflict *self)
{
  SlStatement *statement = sl_connection_prepare (connection,
                                                  "SELECT j.op = 1 AND coalesce (json_extract (j.fields, '$.' || ?3 || '[1]'), '') = ''"
                                                  SL_SYNC_JOURNAL_OF_RECORD " AND t.actor <> ?4 AND t.time <= ?5"
                                                  "   AND (j.op = 0 OR (j.op = 1 AND json_extract (j.fields, '$.' || ?3) IS NOT NULL))"
                                                  " ORDER BY j.entry DESC LIMIT 1", NULL);
  SlSyncConflictWay way = SL_SYNC_CONFLICT_EMPTIED;

  if (statement == NULL)
    return way;
  sl_statement_bind_integer (statement, 1, self->kind);
  sl_statement_bind_integer (statement, 2, sl_record_get_pk (record));
  sl_statement_bind_text (statement, 3, sl_kind_get_field (self->kind, self->field)->column);
  sl_statement_bind_integer (statement, 4, SL_ACTOR_SYNC);
  sl_statement_bind_integer (statement, 5, self->at);
  if (sl_statement_step (statement, NULL))
    way = sl_statement_get_integer (statement, 0) != 0 ? SL_SYNC_CONFLICT_EMPTIED_HERE : SL_SYNC_CONFLICT_EMPTIED_THERE;
  sl_statement_reset (statement);
  return way;
}

/** sl_sync_conflict_is_own: whether what lost stood here before another computer's took its place, and it is known that the person wrote it
 * on this computer */
gboolean
sl_sync_conflict_is_own (SlConnection         *connection,
                         const SlSyncConflict *self)
{
#define TOUCHES "json_extract (j.fields, '$.' || ?3) IS NOT NULL"
  SlStatement *statement = sl_connection_prepare (connection,
                                                  "SELECT t.actor <> ?4" SL_SYNC_JOURNAL_OF_RECORD " AND (j.op = 0 OR (j.op = 1 AND " TOUCHES "))"
                                                  "   AND j.entry < (SELECT max (j.entry)" SL_SYNC_JOURNAL_OF_RECORD " AND j.op = 1"
                                                  "     AND " TOUCHES " AND json_extract (j.fields, '$.' || ?3 || '[0]') = json_extract (?5, '$[0]'))"
                                                  " ORDER BY j.entry DESC LIMIT 1", NULL);
#undef TOUCHES
  g_autoptr (JsonArray) lost = json_array_new ();
  g_autoptr (JsonNode) node = json_node_init_array (json_node_alloc (), lost);
  g_autofree char *text = NULL;
  gboolean own;

  if (statement == NULL)
    return FALSE;
  json_array_add_element (lost, sl_value_to_json (&self->lost));
  text = sl_json_to_text (node, FALSE);
  sl_statement_bind_integer (statement, 1, self->kind);
  sl_statement_bind_integer (statement, 2, sl_table_find_pk (connection, self->kind, self->id));
  sl_statement_bind_text (statement, 3, sl_kind_get_field (self->kind, self->field)->column);
  sl_statement_bind_integer (statement, 4, SL_ACTOR_SYNC);
  sl_statement_bind_text (statement, 5, text);
  own = sl_statement_step (statement, NULL) && sl_statement_get_integer (statement, 0) != 0;
  sl_statement_reset (statement);
  return own;
}

static SlSyncConflictWay
find_way (SlConnection         *connection,
          SlRecord             *record,
          const SlSyncConflict *self)
{
  gboolean is_long = (sl_kind_get_field (self->kind, self->field)->flags & SL_FIELD_LONG) != 0;

  if (self->field == SL_FIELD_DELETED_AT)
    return SL_SYNC_CONFLICT_DELETED;
  if (self->lost.type == SL_VALUE_NULL || (self->lost.type == SL_VALUE_TEXT && *self->lost.text == '\0'))
    return find_who_emptied (connection, record, self);
  if (is_long && self->lost.type == SL_VALUE_TEXT && self->present.type == SL_VALUE_TEXT && holds_whole (self->present.text, self->lost.text))
    return SL_SYNC_CONFLICT_BOTH;
  return SL_SYNC_CONFLICT_REPLACED;
}

/* Tags of two computers that became one, as their names say the same to a person: in other capitals that is nothing to miss. */
static gboolean
is_same_tag_name (const SlSyncConflict *self)
{
  g_autofree char *lost = NULL;
  g_autofree char *present = NULL;

  if (self->kind != SL_KIND_TAG || self->field != SL_TAG_NAME || self->lost.type != SL_VALUE_TEXT || self->present.type != SL_VALUE_TEXT)
    return FALSE;
  lost = g_utf8_casefold (self->lost.text, -1);
  present = g_utf8_casefold (self->present.text, -1);
  return g_str_equal (lost, present);
}

/* Whether there is still something to choose: the record is there, and something else stands in it. @with_way: what happened is
 * looked for, too. */
static gboolean
is_open (SlConnection   *connection,
         SlSyncConflict *self,
         gboolean        with_way)
{
  g_autoptr (SlRecord) record = sl_table_read (connection, self->kind, self->id, NULL);

  if (record == NULL || !sl_record_is_null (record, SL_FIELD_DELETED_AT))
    return FALSE;
  sl_value_copy (sl_record_get_value (record, self->field), &self->present);
  if (sl_field_agrees (sl_kind_get_field (self->kind, self->field), &self->lost, &self->present) || is_same_tag_name (self))
    return FALSE;
  if (with_way)
    self->way = find_way (connection, record, self);
  return TRUE;
}

/** sl_sync_conflict_explain: Returns: (nullable): what happened, in a sentence; %NULL where both values say enough */
const char *
sl_sync_conflict_explain (const SlSyncConflict *self)
{
  switch (self->way)
    {
    case SL_SYNC_CONFLICT_BOTH:
      return _("Nothing is lost: both texts are in it.");
    case SL_SYNC_CONFLICT_EMPTIED_HERE:
      return _("You emptied it; it was changed elsewhere, so that stayed.");
    case SL_SYNC_CONFLICT_EMPTIED_THERE:
      return _("It was emptied elsewhere; you changed it, so that stayed.");
    case SL_SYNC_CONFLICT_EMPTIED:
      return _("It was emptied in one place and changed in another.");
    case SL_SYNC_CONFLICT_DELETED:
      return _("You deleted it; it was changed elsewhere, so it stayed.");
    case SL_SYNC_CONFLICT_REPLACED:
    default:
      return NULL;
    }
}

static GPtrArray *
read_open (SlConnection *connection,
           gboolean      with_way,
           GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection, SELECT OPEN " ORDER BY pk DESC", error);
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  g_autoptr (GPtrArray) open = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_sync_conflict_free);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return NULL;
  while (sl_statement_step (statement, &local))
    {
      SlSyncConflict *conflict = read_row (statement);

      if (conflict != NULL)
        g_ptr_array_add (all, conflict);
    }
  for (guint i = 0; i < all->len; i++)
    {
      SlSyncConflict *conflict = g_ptr_array_index (all, i);

      if (is_open (connection, conflict, with_way))
        g_ptr_array_add (open, conflict);
      else
        sl_sync_conflict_free (conflict);
    }
  if (local == NULL)
    return g_steal_pointer (&open);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/** sl_sync_conflicts_read: (transfer full) (element-type SlSyncConflict): the newest first */
GPtrArray *
sl_sync_conflicts_read (SlConnection *connection,
                        GError      **error)
{
  return read_open (connection, TRUE, error);
}

/** sl_sync_conflicts_count: Returns: how many can be chosen about; among more than some hundreds nobody looks; -1 with @error set */
int
sl_sync_conflicts_count (SlConnection *connection,
                         GError      **error)
{
  gint64 n = sl_connection_get_integer (connection, "SELECT count (*) FROM sync_conflict" OPEN, 0);
  g_autoptr (GPtrArray) open = n > 0 && n <= MAX_LOOKED_AT ? read_open (connection, FALSE, error) : NULL;

  if (n == 0 || n > MAX_LOOKED_AT)
    return (int) n;
  return open != NULL ? (int) open->len : -1;
}

static void
set_nothing_there (GError **error)
{
  g_set_error_literal (error, SL_ERROR, SL_ERROR_NOT_FOUND, _("There is nothing to choose there any more."));
}

/** sl_sync_conflict_find: (transfer full): %NULL with @error set, %SL_ERROR_NOT_FOUND if there is nothing to choose any more */
SlSyncConflict *
sl_sync_conflict_find (SlConnection *connection,
                       gint64        number,
                       GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection, SELECT " WHERE pk = ? AND " SL_SYNC_CONFLICT_IS_UNSETTLED, error);
  g_autoptr (SlSyncConflict) self = NULL;

  if (statement == NULL)
    return NULL;
  sl_statement_bind_integer (statement, 1, number);
  if (sl_statement_step (statement, error))
    self = read_row (statement);
  sl_statement_reset (statement);
  if (self != NULL && is_open (connection, self, TRUE))
    return g_steal_pointer (&self);
  if (error == NULL || *error == NULL)
    set_nothing_there (error);
  return NULL;
}
