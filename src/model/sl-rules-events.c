/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What rounds, offers and events say about the status of the application they belong to. Only notes it in the
 * application's case: see sl-rules.c. */

#define G_LOG_DOMAIN "sl-rules-events"

#include "config.h"

#include "sl-rules-private.h"

gboolean
sl_rules_read_event_update (SlRules *self, const SlChange *change, GError **error)
{
  g_autoptr (SlRecord) present = NULL;
  SlRuleEvent *e = g_hash_table_lookup (self->events, change->id);
  gboolean is_new;

  if (change->field != SL_EVENT_TYPE && change->field != SL_EVENT_OCCURRED_AT && change->field != SL_EVENT_TO_STATUS &&
      change->field != SL_EVENT_TO_STAGE && change->field != SL_EVENT_OUTCOME)
    return TRUE;
  if (e == NULL)
    {
      if (!sl_rules_find_record (self, SL_KIND_EVENT, change->id, &present, &is_new, error))
        return FALSE;
      if (present == NULL || is_new)
        return TRUE;
      e = g_new0 (SlRuleEvent, 1);
      e->record = sl_record_dup (present);
      g_hash_table_insert (self->events, g_strdup (change->id), e);
    }
  sl_record_set_value (e->record, change->field, &change->value);
  e->status_told |= change->field == SL_EVENT_TO_STATUS;
  e->lane_changed |= change->field == SL_EVENT_TO_STAGE || change->field == SL_EVENT_OUTCOME;
  return TRUE;
}

static void
follow_stage (SlRuleCase *c)
{
  if (!c->status_told && sl_rules_is_status (c->status, SL_STATUS_APPLIED))
    g_set_str (&c->status, SL_STATUS_INTERVIEWING);
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

/* When the newest status-changing event but @except happened, or SL_RULES_NO_TIME. Without a reader that knows, the time since
 * when the application has its status stands for it. */
gboolean
sl_rules_find_newest_event (SlRules *self, SlRuleCase *c, const char *except, gint64 *time, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  const char *id = sl_record_get_id (c->record);
  int n_events;

  *time = SL_RULES_NO_TIME;
  if (c->is_new)
    return TRUE;
  if (self->reader->newest_event != NULL)
    *time = self->reader->newest_event (id, except, self->reader->data, &local_error);
  else
    {
      n_events = self->reader->count_children (SL_KIND_EVENT, id, self->reader->data, &local_error);
      if (n_events > 0)
        *time = sl_record_get_integer (c->record, SL_APPLICATION_STATUS_SINCE, SL_RULES_NO_TIME);
    }
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

static gboolean
follow_new_event (SlRules *self, SlRuleCase *c, SlRecord *event, GError **error)
{
  const char *status = get_event_status (event);
  gint64 time = sl_record_get_integer (event, SL_EVENT_OCCURRED_AT, self->now);
  g_autofree char *before = NULL;
  gint64 newest;

  if (status == NULL)
    return TRUE;
  if (!sl_rules_find_newest_event (self, c, sl_record_get_id (event), &newest, error))
    return FALSE;
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

/* Whether a changed event was the newest before: then nothing that stands in the way is known. */
static gboolean
was_newest (SlRules *self, SlRuleCase *c, const char *event_id, gboolean *was, GError **error)
{
  g_autoptr (SlRecord) present = NULL;
  gboolean is_new;

  *was = FALSE;
  if (self->reader->newest_event != NULL)
    return TRUE;
  if (!sl_rules_find_record (self, SL_KIND_EVENT, event_id, &present, &is_new, error))
    return FALSE;
  *was = present != NULL && sl_record_get_integer (present, SL_EVENT_OCCURRED_AT, SL_RULES_NO_TIME) >=
                                sl_record_get_integer (c->record, SL_APPLICATION_STATUS_SINCE, SL_RULES_NO_TIME);
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
follow_changed_event (SlRules *self, SlRuleEvent *e, GError **error)
{
  const char *id = sl_record_get_id (e->record);
  const char *status = get_changed_status (self, e);
  gint64 time = sl_record_get_integer (e->record, SL_EVENT_OCCURRED_AT, self->now);
  gint64 newest;
  gboolean was;
  SlRuleCase *c;

  if (status == NULL)
    return TRUE;
  if (!sl_rules_find_case (self, sl_record_get_text (e->record, SL_EVENT_APPLICATION_ID), &c, error))
    return FALSE;
  if (c == NULL || c->is_deleted)
    return TRUE;
  if (!sl_rules_find_newest_event (self, c, id, &newest, error) || !was_newest (self, c, id, &was, error))
    return FALSE;
  if (time < c->event_time || (time < newest && !was))
    return TRUE;
  g_set_str (&c->event_status, status);
  c->event_time = time;
  if (follow_newest (c, e->record, status) && e->status_told && !e->lane_changed)
    update_lane (self, c, e->record);
  return TRUE;
}

gboolean
sl_rules_follow_inserts (SlRules *self, guint n_changes, GError **error)
{
  for (guint i = 0; i < n_changes; i++)
    {
      const SlChange *change = sl_changeset_get_change (self->changeset, i);
      SlRuleCase *c;

      if (change->op != SL_OP_INSERT ||
          (change->kind != SL_KIND_STAGE && change->kind != SL_KIND_OUTCOME && change->kind != SL_KIND_EVENT))
        continue;
      if (!sl_rules_find_case (self, sl_record_get_text (change->record, sl_kind_get_owner_field (change->kind)), &c, error))
        return FALSE;
      if (c == NULL || c->is_deleted)
        continue;
      if (change->kind == SL_KIND_STAGE)
        follow_stage (c);
      else if (change->kind == SL_KIND_OUTCOME)
        follow_outcome (c, change->record);
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
    if (!follow_changed_event (self, event, error))
      return FALSE;
  return TRUE;
}
