/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What follows by itself from the changes of one changeset. For every application that is touched there is a case: how
 * it stands, and the status it will have. First the changeset is read (what is told outright wins), then rounds, offers
 * and events have their say, and in the end each case adds what is missing: the status, the dates, the event that
 * tells the history. Applications that are new in the changeset are completed in place and get no event: their
 * history begins with them. */

#define G_LOG_DOMAIN "sl-rules"

#include "config.h"

#include "sl-rules-private.h"

#include <glib/gi18n.h>

#include "sl-error.h"

static void
case_free (SlRuleCase *self)
{
  g_object_unref (self->record);
  g_free (self->status);
  g_free (self->detail);
  g_free (self->event_status);
  g_clear_pointer (&self->changed, g_ptr_array_unref);
  g_free (self);
}

static void
event_case_free (SlRuleEvent *self)
{
  g_object_unref (self->present);
  g_object_unref (self->record);
  g_free (self);
}

static void
rules_clear (SlRules *self)
{
  g_clear_pointer (&self->inserted, g_hash_table_unref);
  g_clear_pointer (&self->order, g_ptr_array_unref);
  g_clear_pointer (&self->cases, g_hash_table_unref);
  g_clear_pointer (&self->events, g_hash_table_unref);
  g_clear_pointer (&self->stages_gone, g_hash_table_unref);
  g_clear_pointer (&self->stages, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SlRules, rules_clear)

/* Looks @id up in the changeset and then in the store. Returns FALSE on an error; *@record is NULL when there is none. */
gboolean
sl_rules_find_record (SlRules *self, SlKind kind, const char *id, SlRecord **record, gboolean *is_new, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  SlRecord *inserted = g_hash_table_lookup (self->inserted, id);

  *is_new = inserted != NULL && sl_record_get_kind (inserted) == kind;
  *record = *is_new ? g_object_ref (inserted) : self->reader->read (kind, id, self->reader->data, &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* Returns FALSE on an error; *@found is NULL when there is no such application. */
gboolean
sl_rules_find_case (SlRules *self, const char *id, SlRuleCase **found, GError **error)
{
  g_autoptr (SlRecord) record = NULL;
  gboolean is_new;

  *found = id != NULL ? g_hash_table_lookup (self->cases, id) : NULL;
  if (*found != NULL || id == NULL)
    return TRUE;
  if (!sl_rules_find_record (self, SL_KIND_APPLICATION, id, &record, &is_new, error))
    return FALSE;
  if (record == NULL)
    return TRUE;

  *found = g_new0 (SlRuleCase, 1);
  (*found)->status = g_strdup (sl_record_get_text (record, SL_APPLICATION_STATUS));
  (*found)->detail = g_strdup (sl_record_get_text (record, SL_APPLICATION_STATUS_DETAIL));
  (*found)->event_time = SL_RULES_NO_TIME;
  (*found)->is_new = is_new;
  (*found)->record = g_steal_pointer (&record);
  g_hash_table_insert (self->cases, g_strdup (id), *found);
  g_ptr_array_add (self->order, *found);
  return TRUE;
}

/* Reading the changeset */

static gboolean
read_application_update (SlRules *self, const SlChange *change, GError **error)
{
  SlRuleCase *c;

  if (change->field != SL_APPLICATION_STATUS && change->field != SL_APPLICATION_STATUS_DETAIL &&
      change->field != SL_APPLICATION_APPLIED_DATE)
    return TRUE;
  if (!sl_rules_find_case (self, change->id, &c, error))
    return FALSE;
  if (c == NULL)
    return TRUE;

  if (change->field == SL_APPLICATION_STATUS)
    {
      g_set_str (&c->status, sl_value_get_text (&change->value));
      c->status_told = TRUE;
    }
  else if (change->field == SL_APPLICATION_STATUS_DETAIL)
    {
      g_set_str (&c->detail, sl_value_get_text (&change->value));
      c->detail_told = TRUE;
    }
  else
    c->applied_told = TRUE;
  return TRUE;
}

static gboolean
read_updates (SlRules *self, guint n_changes, GError **error)
{
  for (guint i = 0; i < n_changes; i++)
    {
      const SlChange *change = sl_changeset_get_change (self->changeset, i);
      SlRuleCase *c;

      if (change->op == SL_OP_UPDATE && change->kind == SL_KIND_APPLICATION && !read_application_update (self, change, error))
        return FALSE;
      if (change->op != SL_OP_INSERT && change->kind == SL_KIND_EVENT && !sl_rules_read_event_change (self, change, error))
        return FALSE;
      if (change->op == SL_OP_DELETE && change->kind == SL_KIND_APPLICATION)
        {
          if (!sl_rules_find_case (self, change->id, &c, error))
            return FALSE;
          if (c != NULL)
            c->is_deleted = TRUE;
        }
    }
  return TRUE;
}

/* After what the changeset tells outright, as that wins. */
static gboolean
read_stage_changes (SlRules *self, guint n_changes, GError **error)
{
  for (guint i = 0; i < n_changes; i++)
    {
      const SlChange *change = sl_changeset_get_change (self->changeset, i);

      if (change->kind == SL_KIND_STAGE && change->op == SL_OP_UPDATE && change->field == SL_FIELD_DELETED_AT &&
          !sl_rules_read_stage_change (self, change->id, change->value.type == SL_VALUE_INTEGER, error))
        return FALSE;
    }
  return TRUE;
}

/* Adding what is missing */

static const char *
get_actor_word (SlActor actor)
{
  switch (actor)
    {
    case SL_ACTOR_PERSON:
      return "user";
    case SL_ACTOR_IMPORT:
      return "import";
    case SL_ACTOR_MAIL:
      return "mail";
    case SL_ACTOR_SYNC:
      return "sync";
    case SL_ACTOR_UNDO:
    case SL_ACTOR_REDO:
    case SL_ACTOR_HOUSEKEEPING:
    default:
      return "system";
    }
}

/* The round by which it moved, or NULL: something else of the same changeset may lead further. */
static SlRecord *
get_mover (SlRuleCase *c)
{
  return sl_rules_is_status (c->status, SL_STATUS_INTERVIEWING) ? c->stage : NULL;
}

/* The lane an application goes to with its new status, or NULL when it stays where it is. Interviewing says nothing
 * about which interview: who is in one already stays there. */
const char *
sl_rules_get_new_lane (SlRuleCase *c)
{
  const char *lane = sl_status_get_lane (c->status);
  const char *present = sl_record_get_text (c->record, SL_APPLICATION_LANE);

  if (present == NULL)
    present = sl_status_get_lane (sl_record_get_text (c->record, SL_APPLICATION_STATUS));
  if (sl_rules_is_status (c->status, SL_STATUS_INTERVIEWING) && g_strcmp0 (sl_lane_get_status (present, NULL), SL_STATUS_INTERVIEWING) == 0)
    return NULL;
  if (get_mover (c) != NULL)
    lane = sl_stage_type_get_lane (sl_record_get_text (c->stage, SL_STAGE_TYPE));
  /* Closed can end in another way than before, so it is always told. */
  if (g_strcmp0 (lane, present) == 0 && g_strcmp0 (lane, SL_LANE_CLOSED) != 0)
    return NULL;
  return lane;
}

/* How it ended, with a status that is an end. */
const char *
sl_rules_get_end (SlRuleCase *c)
{
  if (sl_rules_is_status (c->status, SL_STATUS_ACCEPTED))
    return "offer_accepted";
  if (sl_rules_is_status (c->status, SL_STATUS_REJECTED))
    return g_strcmp0 (c->detail, SL_DETAIL_NO_RESPONSE) == 0 ? "no_response" : "rejected";
  if (sl_rules_is_status (c->status, SL_STATUS_WITHDRAWN))
    return sl_rules_is_status (sl_record_get_text (c->record, SL_APPLICATION_STATUS), SL_STATUS_OFFER) ? "offer_declined" : "withdrawn";
  return NULL;
}

static gboolean
add_event (SlRules *self, SlRuleCase *c, GError **error)
{
  SlRecord *mover = get_mover (c);
  g_autoptr (SlRecord) event = NULL;
  gint64 newest;

  if (!sl_rules_find_newest_event (self, c, &newest, NULL, error))
    return FALSE;
  event = sl_record_new (SL_KIND_EVENT);
  sl_record_set_text (event, SL_EVENT_APPLICATION_ID, sl_record_get_id (c->record));
  sl_record_set_text (event, SL_EVENT_TYPE, SL_EVENT_TYPE_STATUS);
  sl_record_set_integer (event, SL_EVENT_OCCURRED_AT, mover != NULL ? sl_rules_find_stage_time (self, c, newest) : sl_rules_find_time (self, c, newest));
  sl_record_set_text (event, SL_EVENT_FROM_STATUS, sl_record_get_text (c->record, SL_APPLICATION_STATUS));
  sl_record_set_text (event, SL_EVENT_TO_STATUS, c->status);
  sl_record_set_text (event, SL_EVENT_TO_STAGE, sl_rules_get_new_lane (c));
  sl_record_set_text (event, SL_EVENT_OUTCOME, sl_rules_get_end (c));
  /* Nobody said that it moved: Shortlist takes it so. */
  sl_record_set_text (event, SL_EVENT_ACTOR, mover != NULL ? "system" : get_actor_word (sl_changeset_get_actor (self->changeset)));
  /* By these it is known again, as long as nobody corrects it. */
  if (mover != NULL)
    {
      sl_record_set_value (event, SL_FIELD_CREATED_AT, sl_record_get_value (mover, SL_FIELD_CREATED_AT));
      sl_record_set_value (event, SL_FIELD_UPDATED_AT, sl_record_get_value (mover, SL_FIELD_CREATED_AT));
    }
  sl_changeset_insert (self->changeset, event);
  return TRUE;
}

static void
update (SlRules *self, SlRuleCase *c, guint field, const char *text)
{
  if (g_strcmp0 (sl_record_get_text (c->record, field), text) == 0)
    return;
  /* A new record is completed in place: it isn't there yet to be updated. */
  if (c->is_new)
    sl_record_set_text (c->record, field, text);
  else
    sl_changeset_update_text (self->changeset, SL_KIND_APPLICATION, sl_record_get_id (c->record), field, text);
}

/* Who has applied needs no reminder to do so. */
static gboolean
settle_apply_by (SlRules *self, SlRuleCase *c, GError **error)
{
  g_auto (GStrv) ids = self->reader->apply_by (sl_record_get_id (c->record), self->reader->data, error);

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      sl_changeset_update_integer (self->changeset, SL_KIND_REMINDER, ids[i], SL_REMINDER_IS_COMPLETED, TRUE);
      sl_changeset_update_integer (self->changeset, SL_KIND_REMINDER, ids[i], SL_REMINDER_COMPLETED_AT, self->now);
    }
  return ids != NULL;
}

static gboolean
finish_case (SlRules *self, SlRuleCase *c, GError **error)
{
  g_autofree char *before = g_strdup (sl_record_get_text (c->record, SL_APPLICATION_STATUS));
  char today[SL_DAY_ISO_SIZE];

  if (c->is_deleted)
    return TRUE;
  if (g_strcmp0 (before, c->status) == 0)
    {
      if (c->detail_changed)
        update (self, c, SL_APPLICATION_STATUS_DETAIL, c->detail);
      return TRUE;
    }

  if (sl_rules_is_status (before, SL_STATUS_REJECTED) && !c->detail_told && !c->detail_changed)
    {
      g_clear_pointer (&c->detail, g_free);
      c->detail_changed = TRUE;
    }
  if (c->detail_changed)
    update (self, c, SL_APPLICATION_STATUS_DETAIL, c->detail);
  /* Not when it comes back there, or when a correction of the history leads there: nobody says that it was today. */
  if (sl_rules_is_status (before, SL_STATUS_SAVED) && sl_rules_is_status (c->status, SL_STATUS_APPLIED) && c->changed == NULL && !c->applied_told &&
      sl_record_is_null (c->record, SL_APPLICATION_APPLIED_DATE))
    update (self, c, SL_APPLICATION_APPLIED_DATE, sl_day_format_iso (self->today, today));
  if (!c->is_new && g_strcmp0 (c->event_status, c->status) != 0 && !add_event (self, c, error))
    return FALSE;
  if (!c->status_told)
    update (self, c, SL_APPLICATION_STATUS, c->status);
  return c->is_new || !sl_rules_is_status (before, SL_STATUS_SAVED) || settle_apply_by (self, c, error);
}

/* A mistyped year would make a wait of it that no chart can tell. A file's or a server's is taken as it is. */
static gboolean
check_applied (SlRules *self, const SlValue *value, GError **error)
{
  SlDay applied;

  return sl_changeset_get_actor (self->changeset) != SL_ACTOR_PERSON || !sl_day_parse_iso (sl_value_get_text (value), &applied) ||
         sl_field_check_day (sl_kind_get_field (SL_KIND_APPLICATION, SL_APPLICATION_APPLIED_DATE), applied, self->today, error);
}

static gboolean
check_all_applied (SlRules *self, guint n_changes, GError **error)
{
  for (guint i = 0; i < n_changes; i++)
    {
      const SlChange *change = sl_changeset_get_change (self->changeset, i);

      if (change->kind != SL_KIND_APPLICATION)
        continue;
      if (change->op == SL_OP_INSERT && !check_applied (self, sl_record_get_value (change->record, SL_APPLICATION_APPLIED_DATE), error))
        return FALSE;
      if (change->op == SL_OP_UPDATE && change->field == SL_APPLICATION_APPLIED_DATE && !check_applied (self, &change->value, error))
        return FALSE;
    }
  return TRUE;
}

/* The one rule for new applications, and a look at whether anything else needs the others: an import of many
 * thousand rows ends here. */
static gboolean
complete_applications (SlRules *self, guint n_changes)
{
  char today[SL_DAY_ISO_SIZE];
  gboolean is_more = FALSE;

  sl_day_format_iso (self->today, today);
  for (guint i = 0; i < n_changes; i++)
    {
      const SlChange *change = sl_changeset_get_change (self->changeset, i);

      if (change->op == SL_OP_INSERT && change->kind == SL_KIND_APPLICATION)
        {
          if (sl_rules_is_status (sl_record_get_text (change->record, SL_APPLICATION_STATUS), SL_STATUS_APPLIED) &&
              sl_record_is_null (change->record, SL_APPLICATION_APPLIED_DATE))
            sl_record_set_text (change->record, SL_APPLICATION_APPLIED_DATE, today);
        }
      else if (change->op == SL_OP_INSERT)
        is_more |= change->kind == SL_KIND_STAGE || change->kind == SL_KIND_OUTCOME || change->kind == SL_KIND_EVENT;
      else if (change->op == SL_OP_UPDATE)
        is_more |= change->kind == SL_KIND_EVENT || change->kind == SL_KIND_APPLICATION || change->kind == SL_KIND_SAVED_JOB ||
                   (change->kind == SL_KIND_STAGE && change->field == SL_FIELD_DELETED_AT);
      else
        is_more |= change->kind == SL_KIND_EVENT;
    }
  return is_more;
}

static void
index_inserts (SlRules *self, guint n_changes)
{
  for (guint i = 0; i < n_changes; i++)
    {
      const SlChange *change = sl_changeset_get_change (self->changeset, i);

      if (change->op == SL_OP_INSERT && (change->kind == SL_KIND_APPLICATION || change->kind == SL_KIND_EVENT))
        g_hash_table_insert (self->inserted, (gpointer) sl_record_get_id (change->record), change->record);
    }
}

static void
index_stages_gone (SlRules *self, guint n_changes)
{
  for (guint i = 0; i < n_changes; i++)
    {
      const SlChange *change = sl_changeset_get_change (self->changeset, i);

      if (change->kind == SL_KIND_STAGE && change->op == SL_OP_UPDATE && change->field == SL_FIELD_DELETED_AT && change->value.type == SL_VALUE_INTEGER)
        g_hash_table_add (self->stages_gone, change->id);
    }
}

/**
 * sl_rules_follow:
 * @changeset: what is to change; what follows is added to it
 * @reader: how to ask what stands in the store
 * @clock: the clock for "today" and "now"
 * @error: return location for an #SlErrorCode
 *
 * - A new application that is Applied, and one that goes from Saved to Applied, gets today as its applied date, unless it has
 *   one. One that goes further at once gets none, also when it comes back: when it was sent nobody said.
 * - A new round moves an Applied application to Interviewing, unless a calendar tells of it from before they applied; a new outcome moves it to Offer, or to Rejected or
 *   Withdrawn where the outcome says so.
 * - That move happens on the round's day where that is over, and leads to the lane of its type. When the last round is deleted
 *   and nothing was told of since, the move is taken back with it.
 * - The newest status-changing event (new or changed) moves its application to the status it tells of. When the newest
 *   is deleted, or moved before another, that other one does; without another, the status from before comes back.
 * - An event without a time happens now; one that changes the status, after all that is told of; one that leads to the lane
 *   where the application is already, and says nothing else, is left out.
 * - Every other change of status gets an event of its own.
 * - An application that leaves Rejected loses its status detail.
 * - When one leaves Saved, the reminder to apply that came with its saved job is done.
 *
 * A person's status-changing event may not be dated more than a day ahead: what is planned is a round. Nor may the
 * day when they applied be after today.
 *
 * A status that the changeset sets outright isn't moved. Does nothing when the changeset doesn't follow the rules.
 *
 * Returns: %FALSE when @reader failed, or with %SL_ERROR_INVALID when changed fields don't go with those in the store, or an event
 *   tells of what is yet to come;
 *   the changeset must not be applied then
 */
gboolean
sl_rules_follow (SlChangeset *changeset, const SlRuleReader *reader, SlClock *clock, GError **error)
{
  g_auto (SlRules) self = { .changeset = changeset, .reader = reader };
  guint n_changes = sl_changeset_get_n_changes (changeset);

  if (!sl_changeset_get_follow_rules (changeset))
    return TRUE;

  self.now = sl_clock_get_now (clock);
  self.today = sl_clock_get_today (clock);
  self.zone = sl_clock_get_time_zone (clock);
  if (!check_all_applied (&self, n_changes, error))
    return FALSE;
  if (!complete_applications (&self, n_changes))
    return TRUE;
  if (!sl_rules_check_together (changeset, reader, error))
    return FALSE;

  self.inserted = g_hash_table_new (g_str_hash, g_str_equal);
  self.cases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) case_free);
  self.order = g_ptr_array_new ();
  self.events = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) event_case_free);
  self.stages = g_ptr_array_new_with_free_func (g_object_unref);
  self.stages_gone = g_hash_table_new (g_str_hash, g_str_equal);
  index_inserts (&self, n_changes);
  index_stages_gone (&self, n_changes);
  if (!read_updates (&self, n_changes, error) || !read_stage_changes (&self, n_changes, error) || !sl_rules_follow_inserts (&self, n_changes, error) || !sl_rules_follow_changed_events (&self, error))
    return FALSE;
  for (guint i = 0; i < self.order->len; i++)
    if (!finish_case (&self, g_ptr_array_index (self.order, i), error))
      return FALSE;
  return TRUE;
}
