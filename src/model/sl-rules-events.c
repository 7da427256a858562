/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What offers and events say about the status of the application they belong to. Only notes it in the
 * application's case: see sl-rules.c. */

#define G_LOG_DOMAIN "sl-rules-events"

#include "config.h"

#include "sl-rules-private.h"

#include <glib/gi18n.h>

#include "sl-error.h"

/* Zones and clocks differ, and what is agreed for tomorrow is as good as done. */
#define LATEST_AHEAD (24 * G_TIME_SPAN_HOUR)

static gboolean
is_watched (guint field)
{
  return field == SL_FIELD_DELETED_AT || field == SL_EVENT_TYPE || field == SL_EVENT_OCCURRED_AT ||
         field == SL_EVENT_TO_STATUS || field == SL_EVENT_TO_STAGE || field == SL_EVENT_OUTCOME;
}

/* Notes an update or the deletion of an event that stands in the store. */
gboolean
sl_rules_read_event_change (SlRules *self, const SlChange *change, GError **error)
{
  g_autoptr (SlRecord) present = NULL;
  SlRuleEvent *e = g_hash_table_lookup (self->events, change->id);
  gboolean is_new;

  if (change->op == SL_OP_UPDATE && !is_watched (change->field))
    return TRUE;
  if (e == NULL)
    {
      if (!sl_rules_find_record (self, SL_KIND_EVENT, change->id, &present, &is_new, error))
        return FALSE;
      if (present == NULL || is_new)
        return TRUE;
      e = g_new0 (SlRuleEvent, 1);
      e->record = sl_record_dup (present);
      e->present = g_steal_pointer (&present);
      g_hash_table_insert (self->events, g_strdup (change->id), e);
    }
  e->is_gone = change->op == SL_OP_DELETE;
  if (e->is_gone)
    return TRUE;
  sl_record_set_value (e->record, change->field, &change->value);
  e->status_told |= change->field == SL_EVENT_TO_STATUS;
  e->lane_changed |= change->field == SL_EVENT_TO_STAGE || change->field == SL_EVENT_OUTCOME;
  return TRUE;
}

static void
follow_outcome (SlRuleCase *c, SlRecord *outcome)
{
  const char *status = sl_record_get_text (outcome, SL_OUTCOME_STATUS);

  if (c->status_told)
    return;
  if (sl_rules_is_status (status, SL_STATUS_REJECTED) || sl_rules_is_status (status, SL_STATUS_WITHDRAWN))
    g_set_str (&c->status, status);
  else if (!sl_rules_is_status (c->status, SL_STATUS_ACCEPTED))
    g_set_str (&c->status, SL_STATUS_OFFER);
}

static const char *
get_event_status (SlRecord *event)
{
  const char *status = sl_record_get_text (event, SL_EVENT_TO_STATUS);

  if (g_strcmp0 (sl_record_get_text (event, SL_EVENT_TYPE), SL_EVENT_TYPE_NOTE) == 0)
    return NULL;
  if (status != NULL)
    return status;
  return sl_lane_get_status (sl_record_get_text (event, SL_EVENT_TO_STAGE), sl_record_get_text (event, SL_EVENT_OUTCOME));
}

/* When the newest status-changing event happened that this changeset doesn't touch, or SL_RULES_NO_TIME. */
gboolean
sl_rules_find_newest_event (SlRules *self, SlRuleCase *c, gint64 *time, SlRecord **event, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  *time = SL_RULES_NO_TIME;
  if (c->is_new)
    return TRUE;
  *time = self->reader->newest_event (sl_record_get_id (c->record), self->events, event, self->reader->data, &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
is_silent_end (const char *outcome)
{
  return g_strcmp0 (outcome, "no_response") == 0 || g_strcmp0 (outcome, "ghosted") == 0;
}

/* Makes the application follow @event, its newest. Returns whether the status is another one now. */
static gboolean
follow_newest (SlRuleCase *c, SlRecord *event, const char *status)
{
  const char *outcome = sl_record_get_text (event, SL_EVENT_OUTCOME);

  if (c->status_told)
    return FALSE;
  if (!c->detail_told && sl_rules_is_status (status, SL_STATUS_REJECTED) && outcome != NULL)
    {
      g_set_str (&c->detail, is_silent_end (outcome) ? SL_DETAIL_NO_RESPONSE : NULL);
      c->detail_changed = TRUE;
    }
  return g_set_str (&c->status, status);
}

/* An event that moves its application by a lane alone, or by a status alone, gets the other as well: the history is
 * told in statuses, the board in lanes. */
static void
complete_event (SlRuleCase *c, SlRecord *event, const char *before)
{
  if (sl_record_is_null (event, SL_EVENT_FROM_STATUS))
    sl_record_set_text (event, SL_EVENT_FROM_STATUS, before);
  if (sl_record_is_null (event, SL_EVENT_TO_STATUS))
    sl_record_set_text (event, SL_EVENT_TO_STATUS, c->status);
  if (!sl_record_is_null (event, SL_EVENT_TO_STAGE))
    return;
  sl_record_set_text (event, SL_EVENT_TO_STAGE, sl_rules_get_new_lane (c));
  if (sl_record_is_null (event, SL_EVENT_OUTCOME))
    sl_record_set_text (event, SL_EVENT_OUTCOME, sl_rules_get_end (c));
}

/* What is done now comes after all that happened, also after an interview that is dated ahead. */
gint64
sl_rules_find_time (SlRules *self, SlRuleCase *c, gint64 newest)
{
  gint64 last = MAX (newest, c->event_time);
  gint64 time = self->now + self->n_added++;

  return MAX (time, last < G_MAXINT64 ? last + 1 : last);
}

/* What has no time happens now; a move then comes after all others. */
static void
give_time (SlRules *self, SlRuleCase *c, SlRecord *event, gint64 newest)
{
  gboolean is_move = g_strcmp0 (sl_record_get_text (event, SL_EVENT_TYPE), SL_EVENT_TYPE_STATUS) == 0;

  if (sl_record_is_null (event, SL_EVENT_OCCURRED_AT))
    sl_record_set_integer (event, SL_EVENT_OCCURRED_AT, is_move ? sl_rules_find_time (self, c, newest) : self->now);
}

/* Who tells a minute doesn't tell at which of its seconds: what is told of the minute of the newest move comes after it,
 * as it was written down after it. */
static void
take_second (SlRules *self, SlRuleCase *c, SlRecord *event, gint64 newest)
{
  gint64 last = MAX (newest, c->event_time);
  gint64 time = sl_record_get_integer (event, SL_EVENT_OCCURRED_AT, self->now);

  if (sl_changeset_get_actor (self->changeset) == SL_ACTOR_PERSON && time % G_TIME_SPAN_MINUTE == 0 && time < last &&
      last < time + G_TIME_SPAN_MINUTE)
    sl_record_set_integer (event, SL_EVENT_OCCURRED_AT, last + 1);
}

static gboolean
is_untimed_move (SlRecord *event)
{
  return sl_record_is_null (event, SL_EVENT_OCCURRED_AT) &&
         g_strcmp0 (sl_record_get_text (event, SL_EVENT_TYPE), SL_EVENT_TYPE_STATUS) == 0;
}

/* A move to the lane where the application stands already, that says nothing else: a card put down where it was. */
static gboolean
is_move_to_itself (SlRules *self, SlRuleCase *c, SlRecord *event, gboolean *is_one, GError **error)
{
  const char *lane = sl_record_get_text (event, SL_EVENT_TO_STAGE);
  g_autoptr (SlRecord) last = NULL;
  gint64 newest;

  *is_one = FALSE;
  if (c->is_new || c->status_told || c->event_time != SL_RULES_NO_TIME || lane == NULL || !is_untimed_move (event) ||
      !sl_record_is_null (event, SL_EVENT_LABEL) || !sl_record_is_null (event, SL_EVENT_NOTE) || !sl_record_is_null (event, SL_EVENT_REASON) ||
      !sl_record_is_null (event, SL_EVENT_LINK) || g_strcmp0 (get_event_status (event), c->status) != 0 ||
      g_strcmp0 (lane, sl_record_get_text (c->record, SL_APPLICATION_LANE)) != 0)
    return TRUE;

  if (!sl_rules_find_newest_event (self, c, &newest, &last, error))
    return FALSE;
  /* Closed can end in another way than before. */
  *is_one = g_strcmp0 (lane, SL_LANE_CLOSED) != 0 ||
            (last != NULL && g_strcmp0 (sl_record_get_text (last, SL_EVENT_OUTCOME), sl_record_get_text (event, SL_EVENT_OUTCOME)) == 0);
  return TRUE;
}

/* A mistyped year would move the application now and push every later step behind itself. A server's or a file's history
 * is taken as it is. */
static gboolean
check_happened (SlRules *self, SlRecord *event, GError **error)
{
  gint64 time = sl_record_get_integer (event, SL_EVENT_OCCURRED_AT, self->now);
  g_autofree char *day = NULL;

  if (sl_changeset_get_actor (self->changeset) != SL_ACTOR_PERSON || time <= self->now + LATEST_AHEAD)
    return TRUE;

  day = sl_day_format_long (sl_day_from_time (time, NULL));
  /* Translators: %s: a date */
  g_set_error (error, SL_ERROR, SL_ERROR_INVALID,
               _("%s hasn’t come yet, and a step tells what happened. Check the year; for what is planned, add a round or a reminder."), day);
  return FALSE;
}

static gboolean
follow_new_event (SlRules *self, SlRuleCase *c, SlRecord *event, GError **error)
{
  const char *status = get_event_status (event);
  g_autofree char *before = NULL;
  gint64 newest;
  gint64 time;

  if (status == NULL && !sl_record_is_null (event, SL_EVENT_OCCURRED_AT))
    return TRUE;
  if (status != NULL && !check_happened (self, event, error))
    return FALSE;
  if (!sl_rules_find_newest_event (self, c, &newest, NULL, error))
    return FALSE;
  give_time (self, c, event, newest);
  if (status == NULL)
    return TRUE;
  take_second (self, c, event, newest);
  time = sl_record_get_integer (event, SL_EVENT_OCCURRED_AT, self->now);
  if (time < MAX (newest, c->event_time))
    {
      if (c->event_status == NULL)
        g_set_str (&c->event_status, status);
      return TRUE;
    }

  before = g_strdup (c->status);
  g_set_str (&c->event_status, status);
  c->event_time = time;
  if (follow_newest (c, event, status))
    complete_event (c, event, before);
  else if (c->status_told && sl_rules_is_status (status, c->status))
    {
      /* The changeset moves the application outright and brings the event for it. */
      const char *present = sl_record_get_text (c->record, SL_APPLICATION_STATUS);

      if (!sl_rules_is_status (present, c->status))
        complete_event (c, event, present);
    }
  return TRUE;
}

/* The status a changed event leads to: a new lane or end leads to a new one, unless that is told as well. */
static const char *
get_changed_status (SlRules *self, SlRuleEvent *e)
{
  const char *status;

  if (!e->lane_changed || e->status_told || sl_record_is_null (e->record, SL_EVENT_TO_STAGE))
    return get_event_status (e->record);
  sl_record_set_null (e->record, SL_EVENT_TO_STATUS);
  status = get_event_status (e->record);
  if (status != NULL)
    sl_changeset_update_text (self->changeset, SL_KIND_EVENT, sl_record_get_id (e->record), SL_EVENT_TO_STATUS, status);
  return status;
}

/* A changed event that leads to another status than before takes its lane along. */
static void
update_lane (SlRules *self, SlRuleCase *c, SlRecord *event)
{
  const char *lane = sl_rules_get_new_lane (c);
  const char *end = sl_rules_get_end (c);

  if (lane == NULL)
    return;
  sl_changeset_update_text (self->changeset, SL_KIND_EVENT, sl_record_get_id (event), SL_EVENT_TO_STAGE, lane);
  if (g_strcmp0 (end, sl_record_get_text (event, SL_EVENT_OUTCOME)) != 0)
    sl_changeset_update_text (self->changeset, SL_KIND_EVENT, sl_record_get_id (event), SL_EVENT_OUTCOME, end);
}

static gboolean
is_living_move (SlRecord *event)
{
  return sl_record_is_null (event, SL_FIELD_DELETED_AT) && get_event_status (event) != NULL;
}

/* The order of events: by time, and those of one time as they were entered. */
static gboolean
is_later (SlRecord *event, SlRecord *than)
{
  gint64 time = sl_record_get_integer (event, SL_EVENT_OCCURRED_AT, SL_RULES_NO_TIME);
  gint64 other = than != NULL ? sl_record_get_integer (than, SL_EVENT_OCCURRED_AT, SL_RULES_NO_TIME) : SL_RULES_NO_TIME;

  return than == NULL || time > other || (time == other && sl_record_get_pk (event) >= sl_record_get_pk (than));
}

static gboolean
is_same_time (SlRecord *event, SlRecord *other)
{
  return sl_value_equal (sl_record_get_value (event, SL_EVENT_OCCURRED_AT), sl_record_get_value (other, SL_EVENT_OCCURRED_AT));
}

/* What the changed events of one application come to. */
typedef struct {
  SlRecord *newest_before; /* as it stands */
  SlRuleEvent *newest;     /* as they will be */
  SlRecord *first_removed; /* the earliest that is no status change any more */
} Changed;

static gboolean
look_at_changed (SlRules *self, SlRuleCase *c, Changed *changed, GError **error)
{
  for (guint i = 0; i < c->changed->len; i++)
    {
      SlRuleEvent *e = g_ptr_array_index (c->changed, i);
      gboolean moves = !e->is_gone && sl_record_is_null (e->record, SL_FIELD_DELETED_AT) && get_changed_status (self, e) != NULL;
      gboolean moved = is_living_move (e->present);

      /* One that stood there already may be corrected in other things. */
      if (moves && !(moved && is_same_time (e->record, e->present)) && !check_happened (self, e->record, error))
        return FALSE;
      if (moves && is_later (e->record, changed->newest != NULL ? changed->newest->record : NULL))
        changed->newest = e;
      if (moved && is_later (e->present, changed->newest_before))
        changed->newest_before = e->present;
      if (moved && !moves && (changed->first_removed == NULL || !is_later (e->present, changed->first_removed)))
        changed->first_removed = e->present;
    }
  return TRUE;
}

/* The application goes back to what the newest event that is left tells of. */
static void
fall_back (SlRuleCase *c, SlRecord *left, SlRecord *first_removed)
{
  const char *status = NULL;

  if (left != NULL)
    status = get_event_status (left);
  else if (first_removed != NULL)
    status = sl_record_get_text (first_removed, SL_EVENT_FROM_STATUS);
  if (status == NULL)
    return;
  g_set_str (&c->event_status, status);
  if (left != NULL)
    follow_newest (c, left, status);
  else if (!c->status_told)
    g_set_str (&c->status, status);
}

static gboolean
follow_changed_events (SlRules *self, SlRuleCase *c, GError **error)
{
  g_autoptr (SlRecord) left = NULL;
  Changed changed = { 0 };
  gint64 newest, time = SL_RULES_NO_TIME;

  if (!sl_rules_find_newest_event (self, c, &newest, &left, error))
    return FALSE;
  if (!look_at_changed (self, c, &changed, error))
    return FALSE;
  if (changed.newest != NULL)
    time = sl_record_get_integer (changed.newest->record, SL_EVENT_OCCURRED_AT, self->now);

  if (changed.newest != NULL && time >= c->event_time && is_later (changed.newest->record, left))
    {
      const char *status = get_event_status (changed.newest->record);

      g_set_str (&c->event_status, status);
      if (follow_newest (c, changed.newest->record, status) && changed.newest->status_told && !changed.newest->lane_changed)
        update_lane (self, c, changed.newest->record);
    }
  else if (c->event_time == SL_RULES_NO_TIME && changed.newest_before != NULL && is_later (changed.newest_before, left))
    fall_back (c, left, changed.first_removed);
  c->event_time = MAX (c->event_time, time);
  return TRUE;
}

gboolean
sl_rules_follow_inserts (SlRules *self, guint n_changes, GError **error)
{
  for (guint i = 0; i < n_changes; i++)
    {
      const SlChange *change = sl_changeset_get_change (self->changeset, i);
      gboolean is_idle = FALSE;
      SlRuleCase *c;

      if (change->op != SL_OP_INSERT ||
          (change->kind != SL_KIND_STAGE && change->kind != SL_KIND_OUTCOME && change->kind != SL_KIND_EVENT))
        continue;
      if (!sl_rules_find_case (self, sl_record_get_text (change->record, sl_kind_get_owner_field (change->kind)), &c, error))
        return FALSE;
      if (c == NULL || c->is_deleted)
        {
          /* That the application is gone is what has to be told then, not that its move has no time. */
          if (change->kind == SL_KIND_EVENT && sl_record_is_null (change->record, SL_EVENT_OCCURRED_AT))
            sl_record_set_integer (change->record, SL_EVENT_OCCURRED_AT, self->now);
          continue;
        }
      if (change->kind == SL_KIND_STAGE)
        sl_rules_follow_stage (c, change->record);
      else if (change->kind == SL_KIND_OUTCOME)
        follow_outcome (c, change->record);
      else if (!is_move_to_itself (self, c, change->record, &is_idle, error))
        return FALSE;
      else if (is_idle)
        {
          g_hash_table_remove (self->inserted, change->id);
          sl_changeset_remove (self->changeset, i--);
          n_changes--;
        }
      else if (!follow_new_event (self, c, change->record, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
sl_rules_follow_changed_events (SlRules *self, GError **error)
{
  GHashTableIter iter;
  gpointer event;

  g_hash_table_iter_init (&iter, self->events);
  while (g_hash_table_iter_next (&iter, NULL, &event))
    {
      SlRuleEvent *e = event;
      SlRuleCase *c;

      if (!sl_rules_find_case (self, sl_record_get_text (e->record, SL_EVENT_APPLICATION_ID), &c, error))
        return FALSE;
      if (c == NULL || c->is_deleted)
        continue;
      if (c->changed == NULL)
        c->changed = g_ptr_array_new ();
      g_ptr_array_add (c->changed, e);
    }

  for (guint i = 0; i < self->order->len; i++)
    {
      SlRuleCase *c = g_ptr_array_index (self->order, i);

      if (c->changed != NULL && !follow_changed_events (self, c, error))
        return FALSE;
    }
  return TRUE;
}
