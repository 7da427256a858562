/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What rounds say about the status of the application they belong to: the first one moves it by itself, and takes that back
 * when it goes. */

#define G_LOG_DOMAIN "sl-rules-stages"

#include "config.h"

#include "sl-rules-private.h"
#include "sl-zone.h"

/**
 * sl_stage_precedes:
 *
 * What a calendar tells of from before the application was sent is no answer to it. What a person enters by hand may be: they
 * know the day of the talk, and often not that of the application.
 *
 * Returns: whether @stage came from a calendar and lies before the day when they applied
 */
gboolean
sl_stage_precedes (SlRecord *stage, SlRecord *application)
{
  SlDay applied, day;

  return !sl_record_is_null (stage, SL_STAGE_CALENDAR_UID) && sl_day_parse_iso (sl_record_get_text (stage, SL_STAGE_DATE), &day) &&
         sl_day_parse_iso (sl_record_get_text (application, SL_APPLICATION_APPLIED_DATE), &applied) && day < applied;
}

/* A new round, or one that comes back. */
void
sl_rules_follow_stage (SlRuleCase *c, SlRecord *stage)
{
  if (!c->status_told && sl_rules_is_status (c->status, SL_STATUS_APPLIED) && !sl_stage_precedes (stage, c->record))
    {
      g_set_str (&c->status, SL_STATUS_INTERVIEWING);
      c->stage = stage;
    }
}

/* When the application came to be in interviews by its first round: on the round's day where that is over, else now, as the
 * round is agreed. Never before the last move that is told of. */
gint64
sl_rules_find_stage_time (SlRules *self, SlRuleCase *c, gint64 newest)
{
  gint64 last = MAX (newest, c->event_time);
  int minute = MAX (sl_time_of_day_parse (sl_record_get_text (c->stage, SL_STAGE_TIME_OF_DAY)), 0);
  g_autoptr (GTimeZone) zone = sl_zone_find (sl_record_get_text (c->stage, SL_STAGE_TIME_ZONE));
  gint64 time;
  SlDay day, applied;

  if (!sl_day_parse_iso (sl_record_get_text (c->stage, SL_STAGE_DATE), &day) || day >= self->today ||
      (sl_day_parse_iso (sl_record_get_text (c->record, SL_APPLICATION_APPLIED_DATE), &applied) && day < applied))
    return sl_rules_find_time (self, c, newest);
  time = sl_day_to_time_at (day, minute, zone != NULL ? zone : self->zone);

  return MAX (time, last < G_MAXINT64 ? last + 1 : last);
}

/* The round that was the only one is deleted: what it moved by itself is taken back, unless something else was told of since. */
static gboolean
take_back_move (SlRules *self, SlRuleCase *c, SlRecord *event, GError **error)
{
  g_autoptr (SlRecord) newest = NULL;
  gint64 time;

  if (event == NULL || g_hash_table_contains (self->events, sl_record_get_id (event)))
    return TRUE;
  /* It went on, by something that left no event: a file's or a server's status needs none. */
  if (c->status_told || !sl_rules_is_status (c->status, SL_STATUS_INTERVIEWING))
    return TRUE;
  if (!sl_rules_find_newest_event (self, c, &time, &newest, error))
    return FALSE;
  if (newest == NULL || g_strcmp0 (sl_record_get_id (newest), sl_record_get_id (event)) != 0)
    return TRUE;

  /* For good, as nobody would look for it in the Trash; the round brings it back. */
  sl_changeset_delete (self->changeset, SL_KIND_EVENT, sl_record_get_id (event));
  return sl_rules_read_event_change (self, sl_changeset_get_change (self->changeset, sl_changeset_get_n_changes (self->changeset) - 1), error);
}

/* Notes that a round was deleted, or comes back. */
gboolean
sl_rules_read_stage_change (SlRules *self, const char *id, gboolean gone, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (SlRecord) event = NULL;
  g_autoptr (SlRecord) stage = NULL;
  gboolean is_new, alone;
  SlRuleCase *c;

  if (self->reader->round_move == NULL || !sl_rules_find_record (self, SL_KIND_STAGE, id, &stage, &is_new, error))
    return self->reader->round_move == NULL;
  if (stage == NULL)
    return TRUE;
  if (!sl_rules_find_case (self, sl_record_get_text (stage, SL_STAGE_APPLICATION_ID), &c, error))
    return FALSE;
  event = self->reader->round_move (id, self->stages_gone, &alone, self->reader->data, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (c == NULL || !alone)
    return TRUE;
  if (gone)
    return take_back_move (self, c, event, error);

  sl_rules_follow_stage (c, stage);
  if (c->stage == stage)
    g_ptr_array_add (self->stages, g_steal_pointer (&stage));
  return TRUE;
}
