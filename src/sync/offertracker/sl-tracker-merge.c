/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of the server and the record that it is here: what each changed since they last agreed, and what shall be. The
 * server's row is remembered as it came, so that "theirs" next time is what they changed from then on. */

#define G_LOG_DOMAIN "sl-tracker-merge"

#include "config.h"

#include "sl-date.h"
#include "sl-field-merge.h"
#include "sl-json.h"
#include "sl-kinds.h"
#include "sl-table.h"
#include "sl-text-merge.h"
#include "sl-tracker-own.h"
#include "sl-tracker-sync-private.h"

static const SlValue nothing = SL_VALUE_INIT;
static const SlValue done = { SL_VALUE_INTEGER, { 1 } };

/* State of one merge. */
typedef struct {
  SlTrackerSync *sync;
  SlConnection *connection;
  SlChangeset *changes;
  SlRecord *local;
  SlTrackerRow base;
  SlTrackerRow theirs;
  SlTrackerRow sent; /* its record is NULL where nothing is under way */
  JsonObject *row;
  guint64 sent_fields;
  gint64 time;     /* when the row was changed there, by the clock here */
  gint64 base_time; /* the same, of the row as it was remembered; 0: unknown */
  guint64 unseen_fields; /* what was sent from here so shortly before that who changed the row may not have seen it */
  gboolean applies; /* an application was sent as Applied, and nobody knows yet what became of it */
  SlDay applied_on; /* the server's day then; 0: unknown */
  gboolean made;    /* by what was sent: whoever changes it has seen it */
  gboolean completes; /* a reminder was done here, and nobody knows whether the server heard */
  guint64 pair;     /* fields that stand together, as one side has them */
  gboolean pair_is_mine;
  gboolean again;   /* it was made again there, by a computer that may have known less of it */
  gboolean dirty;
  gboolean taken;
} Merge;

static void
merge_clear (Merge *merge)
{
  g_clear_object (&merge->local);
  _sl_tracker_row_clear (&merge->base);
  _sl_tracker_row_clear (&merge->theirs);
  _sl_tracker_row_clear (&merge->sent);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Merge, merge_clear)

/* The server sets the day by itself when an application goes from Saved to Applied. Its day may be another than that of UTC. */
static gboolean
is_day_filled_in (Merge *merge)
{
  const char *text = sl_record_get_text (merge->theirs.record, SL_APPLICATION_APPLIED_DATE);
  SlDay day;

  return merge->applies && !(merge->sent_fields & BIT (SL_APPLICATION_APPLIED_DATE)) && text != NULL &&
         sl_day_parse_iso (text, &day) && (merge->applied_on == 0 || ABS (day - merge->applied_on) <= 1);
}

/* Done by us, and opened again since: another day when it was done stays. */
static gboolean
was_completed (Merge *merge)
{
  const SlValue *at = sl_record_get_value (merge->theirs.record, SL_REMINDER_COMPLETED_AT);

  return merge->completes && !sl_value_is_null (at) && !sl_value_equal (at, sl_record_get_value (merge->base.record, SL_REMINDER_COMPLETED_AT));
}

/* What it referred to was gone here, and is here again. */
static gboolean
refers_again (Merge *merge,
              guint  i)
{
  const SlField *field = sl_kind_get_field (sl_record_get_kind (merge->local), i);
  const char *id = field->type == SL_TYPE_REFERENCE && sl_record_is_null (merge->local, i) ? sl_record_get_text (merge->theirs.record, i) : NULL;
  g_autoptr (SlRecord) target = id != NULL ? sl_table_read (merge->connection, field->target, id, NULL) : NULL;

  return target != NULL && sl_record_is_null (target, SL_FIELD_DELETED_AT) && _sl_tracker_was_cut_off (merge->connection, merge->local, i);
}

static const SlValue *
get_base (Merge *merge,
          guint  i)
{
  const SlField *field = sl_kind_get_field (sl_record_get_kind (merge->local), i);
  const SlValue *theirs = sl_record_get_value (merge->theirs.record, i);

  if (refers_again (merge, i))
    return &nothing;
  if (merge->pair & BIT (i))
    return merge->pair_is_mine ? theirs : sl_record_get_value (merge->local, i);
  /* Who made it may not have known what was written here. What others wrote they will say themselves. */
  if (merge->again && sl_field_agrees (field, theirs, &nothing) && _sl_tracker_is_own (merge->connection, merge->local, i))
    return theirs;
  if (merge->completes && i == SL_REMINDER_IS_COMPLETED && was_completed (merge))
    return &done;
  if (merge->applies && i == SL_APPLICATION_APPLIED_DATE && is_day_filled_in (merge))
    return theirs;
  /* What we sent and find there is nobody else's change. */
  if (merge->sent_fields & BIT (i) && sl_field_agrees (field, sl_record_get_value (merge->sent.record, i), theirs))
    return theirs;
  return merge->base.record != NULL ? sl_record_get_value (merge->base.record, i) : &nothing;
}

/* Its place in the history: that it moved, and when. The newest such event decides the lane. */
static void
add_status_event (Merge      *merge,
                  const char *status)
{
  g_autoptr (SlRecord) event = sl_record_new (SL_KIND_EVENT);
  const char *before = sl_record_get_text (merge->local, SL_APPLICATION_STATUS);

  sl_record_set_text (event, SL_EVENT_APPLICATION_ID, sl_record_get_id (merge->local));
  sl_record_set_text (event, SL_EVENT_TYPE, SL_EVENT_TYPE_STATUS);
  sl_record_set_integer (event, SL_EVENT_OCCURRED_AT, MIN (merge->time, sl_clock_get_now (merge->sync->clock)));
  sl_record_set_text (event, SL_EVENT_FROM_STATUS, before);
  sl_record_set_text (event, SL_EVENT_TO_STATUS, status);
  sl_record_set_text (event, SL_EVENT_TO_STAGE, sl_status_get_lane (status));
  sl_record_set_text (event, SL_EVENT_ACTOR, "sync");
  sl_changeset_insert (merge->changes, event);
  if (g_strcmp0 (before, SL_STATUS_REJECTED) == 0 && !sl_record_is_null (merge->local, SL_APPLICATION_STATUS_DETAIL))
    sl_changeset_update_text (merge->changes, SL_KIND_APPLICATION, sl_record_get_id (merge->local), SL_APPLICATION_STATUS_DETAIL, NULL);
}

static void
take (Merge         *merge,
      guint          i,
      const SlValue *value)
{
  SlKind kind = sl_record_get_kind (merge->local);

  /* The server's way to say that there is no text. */
  if (value->type == SL_VALUE_TEXT && *value->text == '\0')
    value = &nothing;
  if (sl_value_equal (value, sl_record_get_value (merge->local, i)))
    return;
  if (kind == SL_KIND_APPLICATION && i == SL_APPLICATION_STATUS)
    add_status_event (merge, sl_value_get_text (value));
  sl_changeset_update (merge->changes, kind, sl_record_get_id (merge->local), i, value);
  merge->taken = TRUE;
}

/* So soon after ours a change there may have been made without knowing of it. */
#define UNSEEN (120 * G_USEC_PER_SEC)

/* Whether all that was written here stands in what came in its place. */
static gboolean
is_within (const SlField *field,
           const SlValue *mine,
           const SlValue *theirs)
{
  return field->flags & SL_FIELD_LONG && mine->type == SL_VALUE_TEXT && theirs->type == SL_VALUE_TEXT && sl_text_has_lines (theirs->text, mine->text);
}

/* Whether a person wrote here what is about to go, and who changed it there perhaps never saw it. */
static gboolean
is_overwritten (Merge *merge,
                guint  field)
{
  /* Tags don't say when they were changed. */
  if (!merge->again && merge->base_time != 0 && !(merge->unseen_fields & BIT (field)))
    return FALSE;
  return _sl_tracker_is_own (merge->connection, merge->local, field);
}

static gboolean
keep_loser (Merge         *merge,
            guint          i,
            const SlValue *lost,
            GError       **error)
{
  SlKind kind = sl_record_get_kind (merge->local);

  return sl_sync_add_conflict (merge->connection, kind, sl_record_get_id (merge->local), sl_kind_get_field (kind, i)->column, lost,
                               sl_clock_get_now (merge->sync->clock), error);
}

static gboolean
agrees (Merge *merge,
        guint  i)
{
  return sl_field_agrees (sl_kind_get_field (sl_record_get_kind (merge->local), i), sl_record_get_value (merge->local, i),
                          sl_record_get_value (merge->theirs.record, i));
}

static gint64
get_merged (Merge *merge,
            guint  i,
            gint64 fallback)
{
  SlMergeSide mine = { sl_record_get_value (merge->local, i), 0, FALSE };
  SlMergeSide theirs = { sl_record_get_value (merge->theirs.record, i), merge->time, FALSE };
  g_auto (SlFieldMerge) result = { 0 };

  _sl_tracker_find_own_change (merge->connection, merge->local, i, &mine);
  sl_field_merge (sl_kind_get_field (sl_record_get_kind (merge->local), i), get_base (merge, i), &mine, &theirs, NULL, &result);
  return result.value.type == SL_VALUE_INTEGER ? result.value.integer : fallback;
}

static gboolean
keep_losers (Merge   *merge,
             GError **error)
{
  SlKind kind = sl_record_get_kind (merge->local);

  for (guint i = 0; i < sl_kind_get_info (kind)->n_fields; i++)
    {
      const SlField *field = sl_kind_get_field (kind, i);
      const SlValue *mine = sl_record_get_value (merge->local, i), *theirs = sl_record_get_value (merge->theirs.record, i);
      const SlValue *lost = merge->pair_is_mine ? theirs : mine;
      const SlValue *base = merge->base.record != NULL ? sl_record_get_value (merge->base.record, i) : &nothing;

      if (merge->pair & BIT (i) && !sl_field_agrees (field, mine, theirs) && !sl_field_agrees (field, lost, base) && !keep_loser (merge, i, lost, error))
        return FALSE;
    }
  return TRUE;
}

/* Two ends of a salary that each side changed one of may make none: then both ends are those of whoever changed one later. */
static gboolean
merge_salary (Merge   *merge,
              GError **error)
{
  SlKind kind = sl_record_get_kind (merge->local);
  guint low = sl_kind_find_field (kind, "salary-min"), high = sl_kind_find_field (kind, "salary-max");
  SlMergeSide first = { 0 }, second = { 0 };

  if (low == SL_FIELD_NONE || high == SL_FIELD_NONE || (agrees (merge, low) && agrees (merge, high)) || (merge->theirs.unread & (BIT (low) | BIT (high))) != 0 ||
      get_merged (merge, low, 0) <= get_merged (merge, high, G_MAXINT64))
    return TRUE;
  _sl_tracker_find_own_change (merge->connection, merge->local, low, &first);
  _sl_tracker_find_own_change (merge->connection, merge->local, high, &second);
  merge->pair_is_mine = MAX (first.time, second.time) > merge->time;
  merge->pair = BIT (low) | BIT (high);
  return keep_losers (merge, error);
}

/* Whether what the saved job had become isn't so any more there, as somebody undid that. */
static gboolean
is_taken_back (Merge *merge,
               guint  i)
{
  const SlValue *status = sl_record_get_value (merge->theirs.record, SL_SAVED_JOB_STATUS);

  return sl_record_get_kind (merge->local) == SL_KIND_SAVED_JOB && i == SL_SAVED_JOB_CONVERTED_TO && !sl_value_is_null (get_base (merge, i)) &&
         sl_field_agrees (sl_kind_get_field (SL_KIND_SAVED_JOB, i), get_base (merge, i), sl_record_get_value (merge->local, i)) &&
         status->type == SL_VALUE_TEXT && !g_str_equal (status->text, SL_SAVED_JOB_CONVERTED);
}

static gboolean
merge_field (Merge   *merge,
             guint    i,
             GError **error)
{
  SlKind kind = sl_record_get_kind (merge->local);
  const SlField *field = sl_kind_get_field (kind, i);
  SlMergeSide mine = { sl_record_get_value (merge->local, i), 0, FALSE };
  SlMergeSide theirs = { sl_record_get_value (merge->theirs.record, i), merge->time, FALSE };
  const SlValue *base = get_base (merge, i);
  g_autofree char *heading = NULL;
  g_auto (SlFieldMerge) result = { 0 };

  if (sl_field_agrees (field, mine.value, theirs.value))
    return TRUE;
  /* Bookkeeping: when a reminder was done, what a saved job became. The server says so once it is so there. */
  if (field->flags & SL_FIELD_HIDDEN)
    {
      if (!sl_value_is_null (theirs.value) || is_taken_back (merge, i))
        take (merge, i, theirs.value);
      return TRUE;
    }
  /* Nobody can empty a reference there: what it refers to went. Until that goes here, too, it stands, and it is told the server
   * again where that is made again. */
  if (field->type == SL_TYPE_REFERENCE && sl_value_is_null (theirs.value))
    {
      merge->dirty = TRUE;
      return TRUE;
    }
  if (!sl_field_agrees (field, mine.value, base) && !sl_field_agrees (field, theirs.value, base))
    _sl_tracker_find_own_change (merge->connection, merge->local, i, &mine);
  /* The day of UTC: wherever the person's computers are, each writes the same. */
  if (field->flags & SL_FIELD_LONG)
    heading = sl_text_merge_build_heading ((SlDay) (merge->time / G_TIME_SPAN_DAY));
  sl_field_merge (field, base, &mine, &theirs, heading, &result);

  if (result.outcome == SL_MERGE_THEIRS || result.outcome == SL_MERGE_BOTH)
    take (merge, i, &result.value);
  if (result.outcome == SL_MERGE_MINE || result.outcome == SL_MERGE_BOTH)
    merge->dirty = TRUE;
  if (result.outcome == SL_MERGE_THEIRS && !result.is_conflict && !(merge->pair & BIT (i)) && !is_within (field, mine.value, theirs.value) && is_overwritten (merge, i))
    {
      result.is_conflict = TRUE;
      sl_value_copy (mine.value, &result.lost);
    }
  return !result.is_conflict || keep_loser (merge, i, &result.lost, error);
}

/* Whether somebody changed the field. What the server notes by itself isn't anybody's change, and it empties a reference only
 * when what it refers to goes: nobody can. */
static gboolean
is_field_changed_there (Merge *merge,
                        guint  i)
{
  const SlField *field = sl_kind_get_field (sl_record_get_kind (merge->local), i);
  const SlValue *theirs = sl_record_get_value (merge->theirs.record, i);

  if (field->flags & SL_FIELD_HIDDEN || (field->type == SL_TYPE_REFERENCE && sl_value_is_null (theirs)))
    return FALSE;
  return !sl_field_agrees (field, get_base (merge, i), theirs);
}

static gboolean
is_changed_there (Merge *merge)
{
  SlKind kind = sl_record_get_kind (merge->local);
  guint64 fields = sl_tracker_get_fields (kind) & ~(merge->theirs.unknown | merge->theirs.unread);

  for (guint i = 0; i < sl_kind_get_info (kind)->n_fields; i++)
    if (fields & BIT (i) && is_field_changed_there (merge, i))
      return TRUE;
  return FALSE;
}

/* What wasn't known to be there before isn't what was changed there. */
static gboolean
note_deletion (Merge      *merge,
               SlKind      kind,
               const char *id,
               GError    **error)
{
  return merge->base_time == 0 || _sl_tracker_note_deletion (merge->sync, merge->connection, kind, id, error);
}

/* Deleted here, changed there: what somebody wrote is kept, with what it belongs to. */
static gboolean
bring_back (Merge   *merge,
            GError **error)
{
  SlKind kind = sl_record_get_kind (merge->local);
  guint field = sl_kind_get_owner_field (kind);
  const char *owner = field != SL_FIELD_NONE ? sl_record_get_text (merge->local, field) : NULL;

  if (!note_deletion (merge, kind, sl_record_get_id (merge->local), error) ||
      (owner != NULL && !note_deletion (merge, sl_kind_get_field (kind, field)->target, owner, error)))
    return FALSE;
  if (!sl_record_is_null (merge->local, SL_FIELD_DELETED_AT))
    sl_changeset_restore (merge->changes, kind, sl_record_get_id (merge->local));
  if (owner != NULL)
    sl_changeset_restore (merge->changes, sl_kind_get_field (kind, field)->target, owner);
  merge->taken = TRUE;
  return sl_sync_mark_referring (merge->connection, owner != NULL ? sl_kind_get_field (kind, field)->target : kind,
                                 owner != NULL ? owner : sl_record_get_id (merge->local), error);
}

/* A reference that isn't known here yet is left for later: with it taken for agreed, it would never come. Until then what
 * was agreed on before stands, so that what is here isn't taken for a change and sent; and the row is looked at anew each
 * time, also where nothing else changes in it. */
static void
leave_unknown (Merge    *merge,
               SlShadow *shadow)
{
  const SlKindInfo *info = sl_record_get_info (merge->local);

  for (guint i = 0; i < info->n_fields; i++)
    {
      const char *column = info->fields[i].column;

      if (!(merge->theirs.unknown & BIT (i)))
        continue;
      if (json_object_has_member (shadow->row, column))
        json_object_set_member (merge->row, column, json_object_dup_member (shadow->row, column));
      else
        json_object_set_null_member (merge->row, column);
    }
  if (merge->theirs.unknown != 0)
    shadow->print = 0;
}

static gboolean
read_sides (Merge    *merge,
            SlShadow *shadow,
            SlFlight *flight,
            GError  **error)
{
  SlTrackerSync *self = merge->sync;
  const char *status = shadow->kind == SL_KIND_APPLICATION ? sl_record_get_text (merge->local, SL_APPLICATION_STATUS) : NULL;
  const SlKindInfo *info = sl_kind_get_info (shadow->kind);

  if (!_sl_tracker_read_row (self, merge->connection, shadow->kind, merge->row, status, &merge->theirs, error) ||
      !_sl_tracker_read_row (self, merge->connection, shadow->kind, shadow->row, status, &merge->base, error) ||
      !_sl_tracker_note_unread (self, merge->connection, shadow->kind, merge->row, merge->theirs.unread & ~merge->base.unread, error))
    return FALSE;
  merge->completes = flight != NULL && flight->deed == SL_FLIGHT_COMPLETE;
  merge->made = flight != NULL && flight->deed == SL_FLIGHT_CREATE && !_sl_tracker_is_single (shadow->kind);
  if (flight == NULL || flight->body == NULL)
    return TRUE;
  if (!_sl_tracker_read_row (self, merge->connection, shadow->kind, flight->body, status, &merge->sent, error))
    return FALSE;
  for (guint i = 0; i < info->n_fields; i++)
    if (json_object_has_member (flight->body, info->fields[i].column))
      merge->sent_fields |= BIT (i);
  merge->applies = flight->deed == SL_FLIGHT_CHANGE && shadow->kind == SL_KIND_APPLICATION &&
                   g_strcmp0 (sl_json_get_string (flight->body, "status", NULL), SL_STATUS_APPLIED) == 0;
  merge->applied_on = (SlDay) (flight->sent_at / G_TIME_SPAN_DAY);
  return TRUE;
}

/* Whether what the row belongs to, if it does, is here or in the Trash. */
static gboolean
has_owner (Merge *merge,
           guint  field)
{
  const char *owner = field != SL_FIELD_NONE ? sl_record_get_text (merge->theirs.record, field) : NULL;

  if (field == SL_FIELD_NONE)
    return TRUE;
  return !(merge->theirs.unknown & BIT (field)) &&
         (owner == NULL || sl_table_find_pk (merge->connection, sl_kind_get_field (sl_record_get_kind (merge->local), field)->target, owner) != 0);
}

/* Gone here for good, by undo or out of the Trash, and changed there: it is here again, under the name that it had. */
static gboolean
insert_again (Merge    *merge,
              SlShadow *shadow,
              GError  **error)
{
  SlKind kind = shadow->kind;
  guint field = sl_kind_get_owner_field (kind);
  const char *owner = field != SL_FIELD_NONE ? sl_record_get_text (merge->theirs.record, field) : NULL;

  if (owner != NULL)
    sl_changeset_restore (merge->changes, sl_kind_get_field (kind, field)->target, owner);
  if (kind == SL_KIND_APPLICATION && !_sl_tracker_forget_parts (merge->connection, shadow->server_id, error))
    return FALSE;
  return sl_sync_unmark (merge->connection, kind, shadow->id, error) &&
         _sl_tracker_refer_again (merge->connection, kind, shadow->server_id, error) &&
         _sl_tracker_insert_row (merge->sync, merge->connection, merge->changes, kind, shadow->id, merge->row, &merge->theirs, 0, error);
}

/* What is gone here goes there, too, unless somebody changed it there meanwhile. */
static gboolean
merge_gone (Merge    *merge,
            SlShadow *shadow,
            SlFlight *flight,
            GError  **error)
{
  merge->local = sl_tracker_read_row (merge->sync->generation, shadow->kind, shadow->row, NULL, NULL);
  if (!read_sides (merge, shadow, flight, error))
    return FALSE;
  if (shadow->kind == SL_KIND_APPLICATION && _sl_tracker_is_moved_to (shadow->row, merge->row))
    sl_record_set_value (merge->base.record, SL_APPLICATION_STATUS, sl_record_get_value (merge->theirs.record, SL_APPLICATION_STATUS));
  if (is_changed_there (merge) && has_owner (merge, sl_kind_get_owner_field (shadow->kind)))
    return insert_again (merge, shadow, error);
  sl_shadow_set_row (shadow, merge->row);
  return sl_sync_mark (merge->connection, shadow->kind, shadow->id, error) && sl_shadow_save (merge->connection, shadow, error);
}

/* What was sent from here, and may be written over by somebody who hadn't seen it. */
static void
read_sent (Merge      *merge,
           JsonObject *before)
{
  gint64 at = sl_json_get_int (before, SL_TRACKER_SENT_AT_MEMBER, 0);

  if (at != 0 && _sl_tracker_get_time (merge->row, "updated_at") - at <= UNSEEN)
    merge->unseen_fields = (guint64) sl_json_get_int (before, SL_TRACKER_SENT_MEMBER, 0);
}

/* For the next time; what isn't remembered any more was seen by whoever changes the row from now on. */
static void
keep_sent (Merge      *merge,
           JsonObject *before)
{
  guint64 sent_fields = merge->made ? 0 : merge->sent_fields;
  gint64 at = sent_fields != 0 ? _sl_tracker_get_time (merge->row, "updated_at") : sl_json_get_int (before, SL_TRACKER_SENT_AT_MEMBER, 0);
  guint64 fields = merge->unseen_fields | sent_fields;

  if (merge->row == before || fields == 0 || at == 0)
    return;
  json_object_set_int_member (merge->row, SL_TRACKER_SENT_AT_MEMBER, at);
  json_object_set_int_member (merge->row, SL_TRACKER_SENT_MEMBER, (gint64) fields);
}

/**
 * _sl_tracker_merge:
 * @shadow: what is known of the row
 * @row: (transfer none): the row as it is now; for an application, without what hangs on it
 * @flight: (nullable): what was sent of it last, and may be what is there now
 *
 * Brings row and record together, and remembers @row in @shadow, which is saved.
 */
gboolean
_sl_tracker_merge (SlTrackerSync *self,
                   SlConnection  *connection,
                   SlChangeset   *changes,
                   SlShadow      *shadow,
                   JsonObject    *row,
                   SlFlight      *flight,
                   GError       **error)
{
  g_auto (Merge) merge = { .sync = self, .connection = connection, .changes = changes, .row = row };
  guint64 fields = sl_tracker_get_fields (shadow->kind);
  guint owner = sl_kind_get_owner_field (shadow->kind);
  g_autofree char *successor = NULL;

  merge.local = sl_table_read (connection, shadow->kind, shadow->id, NULL);
  if (merge.local == NULL)
    return merge_gone (&merge, shadow, flight, error);
  successor = _sl_tracker_find_successor (connection, merge.local);
  if (successor != NULL)
    return _sl_tracker_hand_over (connection, shadow, successor, error) && _sl_tracker_merge (self, connection, changes, shadow, row, NULL, error);
  if (!read_sides (&merge, shadow, flight, error))
    return FALSE;
  merge.time = _sl_tracker_get_time (row, "updated_at") - self->offset;
  merge.base_time = _sl_tracker_get_time (shadow->row, "updated_at");
  merge.base_time -= merge.base_time != 0 ? self->offset : 0;
  read_sent (&merge, shadow->row);
  merge.again = json_object_has_member (shadow->row, SL_TRACKER_AGAIN_MEMBER);
  if (shadow->kind == SL_KIND_APPLICATION && _sl_tracker_is_moved_to (shadow->row, row))
    sl_record_set_value (merge.base.record, SL_APPLICATION_STATUS, sl_record_get_value (merge.theirs.record, SL_APPLICATION_STATUS));

  if (!_sl_tracker_is_living (connection, merge.local))
    {
      merge.dirty = TRUE;
      if (is_changed_there (&merge) && !bring_back (&merge, error))
        return FALSE;
    }
  if (owner != SL_FIELD_NONE)
    fields &= ~BIT (owner);
  fields &= ~(merge.theirs.unknown | merge.theirs.unread);
  if (!merge_salary (&merge, error))
    return FALSE;
  for (guint i = 0; i < sl_kind_get_info (shadow->kind)->n_fields; i++)
    if (fields & BIT (i) && !merge_field (&merge, i, error))
      return FALSE;

  _sl_tracker_note_converted (self, shadow, row);
  leave_unknown (&merge, shadow);
  if (!_sl_tracker_keep_moved (self, connection, shadow, row, error))
    return FALSE;
  keep_sent (&merge, shadow->row);
  /* What refers to it can be told again. */
  if (shadow->absences > 0 && !sl_sync_mark_referring (connection, shadow->kind, shadow->id, error))
    return FALSE;
  self->result->n_taken += merge.taken;
  sl_shadow_set_row (shadow, row);
  return (!merge.dirty || sl_sync_mark (connection, shadow->kind, shadow->id, error)) && sl_shadow_save (connection, shadow, error);
}
