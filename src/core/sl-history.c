/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-history"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-history-private.h"
#include "sl-private.h"
#include "sl-store-query.h"
#include "sl-zone.h"

static void
entry_free (gpointer data)
{
  SlHistoryEntry *entry = data;

  g_free (entry->title);
  g_free (entry->details);
  g_free (entry->link);
  g_free (entry->status);
  g_clear_object (&entry->event);
  g_clear_object (&entry->stage);
  g_free (entry);
}

static void
history_clear (SlHistory *self)
{
  g_clear_object (&self->application);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_clear_pointer (&self->stages, g_ptr_array_unref);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SlHistory, history_clear)

static GTimeZone *
get_zone (SlHistory *self)
{
  return sl_clock_get_time_zone (self->question->clock);
}

SlHistoryEntry *
sl_history_add (SlHistory    *self,
                SlHistoryKind kind,
                gint64        at,
                char         *title)
{
  SlHistoryEntry *entry = g_new0 (SlHistoryEntry, 1);

  entry->kind = kind;
  entry->at = at;
  entry->since = at;
  entry->day = sl_day_from_time (at, get_zone (self));
  entry->timed = TRUE;
  entry->title = title;
  entry->told = SL_PRIVATE_NAMES;
  g_ptr_array_add (self->entries, entry);

  return entry;
}

/* Events */

static char *
name_event (SlRecord *event)
{
  const char *label = sl_record_get_text (event, SL_EVENT_LABEL);
  const char *to_status = sl_record_get_text (event, SL_EVENT_TO_STATUS);
  const char *to_stage = sl_record_get_text (event, SL_EVENT_TO_STAGE);

  if (label != NULL && *label != '\0')
    return g_strdup (label);
  if (to_status != NULL)
    /* Translators: %s is a status such as "Interviewing" */
    return g_strdup_printf (_("Moved to %s"), sl_enum_label (&sl_status_words, to_status));
  if (to_stage != NULL)
    return g_strdup_printf (_("Moved to %s"), sl_enum_label (&sl_lane_words, to_stage));
  if (g_strcmp0 (sl_record_get_text (event, SL_EVENT_TYPE), SL_EVENT_TYPE_INTERVIEW) == 0)
    return g_strdup (_("Interview"));

  return g_strdup (_("Note"));
}

static void
append (GString    *words,
        const char *more)
{
  if (more == NULL || *more == '\0')
    return;
  if (words->len > 0)
    g_string_append (words, " · ");
  g_string_append (words, more);
}

/* Where a move led, where the title doesn't say it; how it ended; why; who did it, if not the person. */
static char *
describe_event (SlRecord   *event,
                const char *title)
{
  const char *to_status = sl_record_get_text (event, SL_EVENT_TO_STATUS);
  const char *lane = sl_record_get_text (event, SL_EVENT_TO_STAGE);
  const char *outcome = sl_record_get_text (event, SL_EVENT_OUTCOME);
  const char *actor = sl_record_get_text (event, SL_EVENT_ACTOR);
  const char *note = sl_record_get_text (event, SL_EVENT_NOTE);
  const char *label = sl_record_get_text (event, SL_EVENT_LABEL);
  GString *words = g_string_new (NULL);

  if (label != NULL && *label != '\0' && to_status != NULL)
    append (words, sl_enum_label (&sl_status_words, to_status));
  if (lane != NULL && g_strcmp0 (lane, SL_LANE_CLOSED) != 0 && g_strcmp0 (lane, SL_LANE_APPLIED) != 0 &&
      g_strrstr (title, sl_enum_label (&sl_lane_words, lane)) == NULL)
    append (words, sl_enum_label (&sl_lane_words, lane));
  if (outcome != NULL && g_strrstr (title, sl_enum_label (&sl_event_outcome_words, outcome)) == NULL)
    append (words, sl_enum_label (&sl_event_outcome_words, outcome));
  append (words, sl_record_get_text (event, SL_EVENT_REASON));
  if (actor != NULL && g_strcmp0 (actor, "user") != 0 && g_strcmp0 (actor, "system") != 0)
    append (words, sl_enum_label (&sl_event_actor_words, actor));
  if (note != NULL && *note != '\0')
    g_string_append_printf (words, "%s%s", words->len > 0 ? "\n" : "", note);

  return g_string_free_and_steal (words);
}

static SlHistoryKind
get_event_kind (SlRecord *event)
{
  const char *type = sl_record_get_text (event, SL_EVENT_TYPE);

  if (g_strcmp0 (type, SL_EVENT_TYPE_INTERVIEW) == 0)
    return SL_HISTORY_INTERVIEW;
  if (g_strcmp0 (type, SL_EVENT_TYPE_NOTE) == 0)
    return SL_HISTORY_NOTE;

  return SL_HISTORY_STEP;
}

static void
add_event (SlHistory *self,
           SlRecord  *event)
{
  gint64 at = sl_record_get_integer (event, SL_EVENT_OCCURRED_AT, 0);
  SlHistoryEntry *entry = sl_history_add (self, get_event_kind (event), at, name_event (event));
  const char *status = sl_record_get_text (event, SL_EVENT_TO_STATUS);

  if (status == NULL && !sl_record_is_null (event, SL_EVENT_TO_STAGE))
    status = sl_lane_get_status (sl_record_get_text (event, SL_EVENT_TO_STAGE), sl_record_get_text (event, SL_EVENT_OUTCOME));
  entry->details = describe_event (event, entry->title);
  entry->link = g_strdup (sl_record_get_text (event, SL_EVENT_LINK));
  entry->status = g_strdup (status);
  entry->event = g_object_ref (event);
}

/* Rounds that are over */

static gboolean
is_logged (SlHistory  *self,
           SlDay       day,
           const char *name)
{
  for (guint i = 0; i < self->events->len; i++)
    {
      SlRecord *event = self->events->pdata[i];

      if (g_strcmp0 (sl_record_get_text (event, SL_EVENT_LABEL), name) == 0 &&
          sl_day_from_time (sl_record_get_integer (event, SL_EVENT_OCCURRED_AT, 0), get_zone (self)) == day)
        return TRUE;
    }

  return FALSE;
}

static void
add_round (SlHistory *self,
           SlRecord  *stage)
{
  const char *name = sl_record_get_text (stage, SL_STAGE_NAME);
  const char *result = sl_record_get_text (stage, SL_STAGE_RESULT);
  const char *clock = sl_record_get_text (stage, SL_STAGE_TIME_OF_DAY);
  int minutes = clock != NULL ? sl_time_of_day_parse (clock) : -1;
  g_autoptr (GTimeZone) zone = NULL;
  gint64 at;
  SlDay day;
  SlHistoryEntry *entry;
  GString *words;

  if (sl_record_is_null (stage, SL_STAGE_DATE) || !sl_day_parse_iso (sl_record_get_text (stage, SL_STAGE_DATE), &day))
    return;
  zone = sl_zone_find (sl_record_get_text (stage, SL_STAGE_TIME_ZONE));
  at = minutes >= 0 ? sl_day_to_time_at (day, minutes, zone != NULL ? zone : get_zone (self)) : sl_day_to_time (day, get_zone (self));
  if (at > sl_clock_get_now (self->question->clock) || is_logged (self, day, name))
    return;

  entry = sl_history_add (self, SL_HISTORY_INTERVIEW, at, g_strdup (name != NULL ? name : _("Interview")));
  entry->day = day;
  entry->timed = minutes >= 0;
  entry->stage = g_object_ref (stage);
  words = g_string_new (NULL);
  if (g_strcmp0 (result, "Pending") != 0)
    append (words, sl_enum_label (&sl_stage_result_words, result));
  append (words, sl_record_get_text (stage, SL_STAGE_INTERVIEWER_NAMES));
  entry->details = g_string_free_and_steal (words);
}

/* The beginning */

static void
add_applied (SlHistory *self)
{
  const char *applied = sl_record_get_text (self->application, SL_APPLICATION_APPLIED_DATE);
  SlHistoryEntry *entry;
  SlDay day;

  if (applied == NULL || !sl_day_parse_iso (applied, &day))
    return;
  for (guint i = 0; i < self->events->len; i++)
    if (g_strcmp0 (sl_record_get_text (self->events->pdata[i], SL_EVENT_TO_STATUS), SL_STATUS_APPLIED) == 0)
      return;

  entry = sl_history_add (self, SL_HISTORY_STEP, sl_day_to_time (day, get_zone (self)), g_strdup (_("Applied")));
  entry->day = day;
  entry->timed = FALSE;
  entry->status = g_strdup (SL_STATUS_APPLIED);
}

/* The newest day first; within a day by time, and what has none, below. */
static int
compare (gconstpointer a,
         gconstpointer b)
{
  const SlHistoryEntry *first = *(const SlHistoryEntry *const *) a;
  const SlHistoryEntry *second = *(const SlHistoryEntry *const *) b;

  if (first->day != second->day)
    return (second->day > first->day) - (second->day < first->day);
  if (first->timed != second->timed)
    return second->timed - first->timed;

  return (second->at > first->at) - (second->at < first->at);
}

static gboolean
read_records (SlHistory *self,
              GError   **error)
{
  const char *id = self->question->application_id;

  self->application = sl_store_read_record (self->connection, SL_KIND_APPLICATION, id, error);
  if (self->application == NULL)
    return FALSE;
  self->events = sl_store_read_children (self->connection, SL_KIND_EVENT, id, error);
  self->stages = self->events != NULL ? sl_store_read_children (self->connection, SL_KIND_STAGE, id, error) : NULL;

  return self->stages != NULL;
}

/**
 * sl_history_read:
 * @data: an #SlHistoryQuestion
 *
 * Returns: (transfer full) (element-type SlHistoryEntry): all that happened, the newest first; %NULL with @error set,
 *   %SL_ERROR_NOT_FOUND when there is no such application
 */
gpointer
sl_history_read (SlConnection *connection,
                 gpointer      data,
                 GCancellable *cancellable,
                 GError      **error)
{
  g_auto (SlHistory) self = { .connection = connection, .question = data };

  self.entries = g_ptr_array_new_with_free_func (entry_free);
  if (!read_records (&self, error))
    return NULL;
  /* Among those of one time, the later comes first. */
  for (guint i = self.events->len; i > 0; i--)
    add_event (&self, self.events->pdata[i - 1]);
  for (guint i = 0; i < self.stages->len; i++)
    add_round (&self, self.stages->pdata[i]);
  if (!sl_history_add_changes (&self, error))
    return NULL;
  add_applied (&self);
  sl_history_add (&self, SL_HISTORY_STEP, sl_record_get_integer (self.application, SL_FIELD_CREATED_AT, 0), g_strdup (_("Added to Shortlist")));
  g_ptr_array_sort (self.entries, compare);

  return g_steal_pointer (&self.entries);
}

/** sl_history_question_new: Returns: (transfer full): free with sl_history_question_free() */
SlHistoryQuestion *
sl_history_question_new (const char *application_id,
                         SlClock    *clock)
{
  SlHistoryQuestion *question = g_new0 (SlHistoryQuestion, 1);

  question->application_id = g_strdup (application_id);
  question->clock = g_object_ref (clock);

  return question;
}

/** sl_history_question_free: @data: an #SlHistoryQuestion */
void
sl_history_question_free (gpointer data)
{
  SlHistoryQuestion *question = data;

  g_free (question->application_id);
  g_object_unref (question->clock);
  g_free (question);
}

/**
 * sl_event_is_answer:
 * @event: an event
 *
 * Returns: whether it came from the company, rather than being what the person did or gave up waiting for
 */
gboolean
sl_event_is_answer (SlRecord *event)
{
  static const char *const own_ends[] = { "no_response", "ghosted", "withdrawn", "offer_accepted", "offer_declined", NULL };
  const char *outcome = sl_record_get_text (event, SL_EVENT_OUTCOME);
  const char *status = sl_record_get_text (event, SL_EVENT_TO_STATUS);
  const char *lane = sl_record_get_text (event, SL_EVENT_TO_STAGE);

  if (outcome != NULL && g_strv_contains (own_ends, outcome))
    return FALSE;
  if (g_strcmp0 (sl_record_get_text (event, SL_EVENT_TYPE), SL_EVENT_TYPE_INTERVIEW) == 0)
    return TRUE;
  if (lane != NULL)
    return !g_str_equal (lane, SL_LANE_APPLIED);
  return g_strcmp0 (status, SL_STATUS_INTERVIEWING) == 0 || g_strcmp0 (status, SL_STATUS_OFFER) == 0 || g_strcmp0 (status, SL_STATUS_REJECTED) == 0;
}

/**
 * sl_history_entry_format_time:
 *
 * Returns: (transfer full) (nullable): "14:30", or "14:10 – 14:30" for changes that took a while; %NULL when it isn't known
 */
char *
sl_history_entry_format_time (const SlHistoryEntry *self,
                              GTimeZone            *zone)
{
  g_autofree char *since = NULL;
  g_autofree char *at = NULL;

  if (!self->timed)
    return NULL;
  since = sl_time_format_clock (self->since, zone);
  at = sl_time_format_clock (self->at, zone);

  /* Translators: from one time of day to another */
  return g_str_equal (since, at) ? g_steal_pointer (&at) : g_strdup_printf (C_("times of day", "%s – %s"), since, at);
}

/** sl_history_kind_label: Returns: (transfer none): the kind for people, in the plural */
const char *
sl_history_kind_label (SlHistoryKind kind)
{
  switch (kind)
    {
    case SL_HISTORY_STEP:
      return C_("history", "Steps");
    case SL_HISTORY_INTERVIEW:
      return C_("history", "Interviews");
    case SL_HISTORY_NOTE:
      return C_("history", "Notes");
    case SL_HISTORY_CHANGE:
      return C_("history", "Changes");
    case SL_N_HISTORY_KINDS:
    default:
      return "";
    }
}
