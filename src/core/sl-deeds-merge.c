/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The step of a merge: fields, then what belongs to the other application, its status, and the other one's end. Declared
 * in sl-merge.h. The rules are left out: nothing has moved today, both histories together tell how it came. */
#define G_LOG_DOMAIN "sl-deeds-merge"

#include "config.h"

#include "sl-deeds-private.h"
#include "sl-json.h"
#include "sl-merge.h"
#include "sl-store-query.h"

#define JOINT "\n\n"

/* The state of one merge. */
typedef struct {
  SlConnection *connection; /* borrowed, as all else */
  SlMergePair *pair;
  SlClock *clock;
  SlChangeset *changeset;
  const char *kept_id;
  const char *other_id;
} Merge;

static char *
join_texts (const char *one,
            const char *other)
{
  return g_strconcat (one, JOINT, other, NULL);
}

/* A JSON object with the members of both; of one that both have, the first one's. */
static char *
join_objects (const char *one,
              const char *other)
{
  g_autoptr (JsonObject) joined = sl_json_parse_object (one, NULL);
  g_autoptr (JsonObject) more = sl_json_parse_object (other, NULL);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (joined == NULL || more == NULL)
    return g_strdup (one);
  json_object_iter_init (&iter, more);
  while (json_object_iter_next (&iter, &name, &node))
    if (!json_object_has_member (joined, name))
      json_object_set_member (joined, name, json_node_copy (node));
  return sl_json_object_to_text (joined, FALSE);
}

static void
merge_fields (Merge       *self,
              SlMergePair *pair)
{
  const SlKindInfo *info = sl_record_get_info (pair->kept);
  const char *id = sl_record_get_id (pair->kept);

  for (guint i = SL_N_COMMON_FIELDS; i < info->n_fields; i++)
    {
      const SlField *field = &info->fields[i];
      const SlValue *kept = sl_record_get_value (pair->kept, i);
      const SlValue *other = sl_record_get_value (pair->other, i);
      g_autofree char *text = NULL;

      if (!sl_field_is_editable (field) || (field->flags & SL_FIELD_OWNER) != 0 || pair->take[i] == SL_MERGE_KEPT || sl_value_equal (kept, other))
        continue;
      if (pair->take[i] == SL_MERGE_OTHER || sl_value_is_null (kept))
        sl_changeset_update (self->changeset, info->kind, id, i, other);
      else if (!sl_value_is_null (other))
        {
          text = join_texts (sl_value_get_text (kept), sl_value_get_text (other));
          sl_changeset_update_text (self->changeset, info->kind, id, i, text);
        }
    }
}

/* Whether both say the same, of whichever application. */
static gboolean
says_the_same (SlRecord *one,
               SlRecord *other)
{
  const SlKindInfo *info = sl_record_get_info (one);
  guint owner = sl_kind_find_field (info->kind, "application-id");

  for (guint i = SL_N_COMMON_FIELDS; i < info->n_fields; i++)
    if (i != owner && !sl_value_equal (sl_record_get_value (one, i), sl_record_get_value (other, i)))
      return FALSE;
  return TRUE;
}

static gboolean
is_there (GPtrArray *records,
          SlRecord  *record)
{
  for (guint i = 0; i < records->len; i++)
    if (says_the_same (g_ptr_array_index (records, i), record))
      return TRUE;
  return FALSE;
}

static void
take_over (Merge    *self,
           SlRecord *child)
{
  SlKind kind = sl_record_get_kind (child);
  const char *id = sl_record_get_id (child);

  sl_changeset_update_text (self->changeset, kind, id, sl_kind_find_field (kind, "application-id"), self->kept_id);
  if (kind == SL_KIND_REMINDER && g_strcmp0 (sl_record_get_text (child, SL_REMINDER_ORIGIN_ID), self->other_id) == 0)
    sl_changeset_update_text (self->changeset, kind, id, SL_REMINDER_ORIGIN_ID, self->kept_id);
}

/* Of the one reflection that there can be: what it lacks, and texts one after the other. */
static void
join_records (Merge    *self,
              SlRecord *kept,
              SlRecord *other)
{
  const SlKindInfo *info = sl_record_get_info (kept);

  for (guint i = SL_N_COMMON_FIELDS; i < info->n_fields; i++)
    {
      const SlField *field = &info->fields[i];
      const SlValue *one = sl_record_get_value (kept, i);
      const SlValue *two = sl_record_get_value (other, i);
      g_autofree char *text = NULL;

      if (!sl_field_is_editable (field) || field->type == SL_TYPE_REFERENCE || sl_value_is_null (two) || sl_value_equal (one, two))
        continue;
      if (sl_value_is_null (one))
        {
          sl_changeset_update (self->changeset, info->kind, sl_record_get_id (kept), i, two);
          continue;
        }
      if (field->flags & SL_FIELD_LONG)
        text = join_texts (sl_value_get_text (one), sl_value_get_text (two));
      else if (field->type == SL_TYPE_JSON)
        text = join_objects (sl_value_get_text (one), sl_value_get_text (two));
      if (text != NULL)
        sl_changeset_update_text (self->changeset, info->kind, sl_record_get_id (kept), i, text);
    }
}

static gboolean
merge_children (Merge   *self,
                SlKind   kind,
                GError **error)
{
  g_autoptr (GPtrArray) kept = sl_store_read_children (self->connection, kind, self->kept_id, error);
  g_autoptr (GPtrArray) others = kept != NULL ? sl_store_read_children (self->connection, kind, self->other_id, error) : NULL;

  if (others == NULL)
    return FALSE;
  for (guint i = 0; i < others->len; i++)
    {
      SlRecord *other = g_ptr_array_index (others, i);

      /* What says nothing new stays with the application that goes. */
      if (kind == SL_KIND_OUTCOME && self->pair->offers != NULL)
        merge_fields (self, self->pair->offers);
      else if (kind == SL_KIND_REFLECTION && kept->len > 0)
        join_records (self, g_ptr_array_index (kept, 0), other);
      else if (!is_there (kept, other))
        take_over (self, other);
    }
  return TRUE;
}

static gboolean
merge_saved_jobs (Merge   *self,
                  GError **error)
{
  g_autoptr (GPtrArray) jobs = sl_store_read_all (self->connection, SL_KIND_SAVED_JOB, TRUE, error);

  for (guint i = 0; jobs != NULL && i < jobs->len; i++)
    {
      SlRecord *job = g_ptr_array_index (jobs, i);

      if (g_strcmp0 (sl_record_get_text (job, SL_SAVED_JOB_CONVERTED_TO), self->other_id) == 0)
        sl_changeset_update_text (self->changeset, SL_KIND_SAVED_JOB, sl_record_get_id (job), SL_SAVED_JOB_CONVERTED_TO, self->kept_id);
    }
  return jobs != NULL;
}

/* The later of both applications' newest moves. */
static gboolean
find_newest_move (Merge     *self,
                  SlRecord **newest,
                  GError   **error)
{
  const char *ids[] = { self->kept_id, self->other_id };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (GPtrArray) events = sl_store_read_children (self->connection, SL_KIND_EVENT, ids[i], error);

      if (events == NULL)
        return FALSE;
      for (guint j = 0; j < events->len; j++)
        {
          SlRecord *event = g_ptr_array_index (events, j);
          gboolean moves = g_strcmp0 (sl_record_get_text (event, SL_EVENT_TYPE), SL_EVENT_TYPE_NOTE) != 0 &&
                           (!sl_record_is_null (event, SL_EVENT_TO_STATUS) || !sl_record_is_null (event, SL_EVENT_TO_STAGE));

          if (moves && (*newest == NULL || sl_record_get_integer (event, SL_EVENT_OCCURRED_AT, 0) >=
                                             sl_record_get_integer (*newest, SL_EVENT_OCCURRED_AT, 0)))
            g_set_object (newest, event);
        }
    }
  return TRUE;
}

static const char *
get_end (const char *status,
         const char *detail)
{
  if (g_strcmp0 (status, SL_STATUS_ACCEPTED) == 0)
    return "offer_accepted";
  if (g_strcmp0 (status, SL_STATUS_REJECTED) == 0)
    return g_strcmp0 (detail, SL_DETAIL_NO_RESPONSE) == 0 ? "no_response" : "rejected";
  return g_strcmp0 (status, SL_STATUS_WITHDRAWN) == 0 ? "withdrawn" : NULL;
}

/* The status is that of the newest event. Where another one was chosen, an event has to tell of it: dated when that
 * application came to it, or now, if the other one moved since. */
static gboolean
settle_status (Merge   *self,
               GError **error)
{
  SlRecord *chosen = self->pair->take[SL_APPLICATION_STATUS] == SL_MERGE_OTHER ? self->pair->other : self->pair->kept;
  const char *status = sl_record_get_text (chosen, SL_APPLICATION_STATUS);
  gint64 since = sl_record_get_integer (chosen, SL_APPLICATION_STATUS_SINCE, 0);
  g_autoptr (SlRecord) newest = NULL;
  g_autoptr (SlRecord) event = NULL;
  const char *told;
  gint64 last;

  if (!find_newest_move (self, &newest, error))
    return FALSE;
  if (newest == NULL)
    return TRUE;
  told = sl_record_get_text (newest, SL_EVENT_TO_STATUS);
  if (told == NULL)
    told = sl_lane_get_status (sl_record_get_text (newest, SL_EVENT_TO_STAGE), sl_record_get_text (newest, SL_EVENT_OUTCOME));
  if (g_strcmp0 (told, status) == 0)
    return TRUE;

  last = sl_record_get_integer (newest, SL_EVENT_OCCURRED_AT, 0);
  event = sl_record_new (SL_KIND_EVENT);
  sl_record_set_text (event, SL_EVENT_APPLICATION_ID, self->kept_id);
  sl_record_set_text (event, SL_EVENT_TYPE, SL_EVENT_TYPE_STATUS);
  sl_record_set_integer (event, SL_EVENT_OCCURRED_AT, since > last ? since : MAX (sl_clock_get_now (self->clock), last + 1));
  sl_record_set_text (event, SL_EVENT_FROM_STATUS, told);
  sl_record_set_text (event, SL_EVENT_TO_STATUS, status);
  sl_record_set_text (event, SL_EVENT_TO_STAGE, sl_status_get_lane (status));
  sl_record_set_text (event, SL_EVENT_OUTCOME, get_end (status, sl_record_get_text (chosen, SL_APPLICATION_STATUS_DETAIL)));
  sl_record_set_text (event, SL_EVENT_ACTOR, "user");
  sl_changeset_insert (self->changeset, event);
  return TRUE;
}

/**
 * sl_deed_merge:
 * @connection: on a reader thread
 * @pair: the two as they are, from sl_merge_read(), and what was chosen
 *
 * Children that say the same as one of the kept application’s, and a second offer or reflection once what was chosen of it
 * and its texts were taken over, stay with the other one and go to the Trash with it.
 *
 * Returns: (transfer full): the changeset; %NULL with @error set
 */
SlChangeset *
sl_deed_merge (SlConnection *connection,
               SlMergePair  *pair,
               SlClock      *clock,
               GError      **error)
{
  g_autoptr (SlChangeset) changeset = sl_deed_new (SL_DEED_MERGE, SL_KIND_APPLICATION);
  Merge self = { connection, pair, clock, changeset, sl_record_get_id (pair->kept), sl_record_get_id (pair->other) };

  sl_changeset_set_follow_rules (changeset, FALSE);
  sl_deed_name_application (changeset, pair->kept);
  merge_fields (&self, pair);
  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    if (sl_kind_find_field (kind, "application-id") != SL_FIELD_NONE && !merge_children (&self, kind, error))
      return NULL;
  if (!merge_saved_jobs (&self, error) || !settle_status (&self, error))
    return NULL;
  sl_changeset_trash (changeset, SL_KIND_APPLICATION, self.other_id, sl_clock_get_now (clock));
  return g_steal_pointer (&changeset);
}

typedef struct {
  SlMergePair *pair;
  SlClock *clock;
} Question;

static void
question_free (gpointer data)
{
  Question *self = data;

  sl_merge_pair_free (self->pair);
  g_object_unref (self->clock);
  g_free (self);
}

/* Both may have changed while the person was choosing. */
static gpointer
build (SlConnection  *connection,
       gpointer       data,
       GCancellable  *cancellable,
       GError       **error)
{
  Question *self = data;
  g_autoptr (SlMergePair) pair = sl_merge_read (connection, sl_record_get_id (self->pair->kept), sl_record_get_id (self->pair->other), error);

  if (pair == NULL)
    return NULL;
  sl_merge_pair_take_as (pair, self->pair);
  return sl_deed_merge (connection, pair, self->clock, error);
}

/** sl_deed_merge_async: as sl_deed_merge(), on the writer thread, and applies it; see sl-merge.h */
void
sl_deed_merge_async (SlContext          *context,
                     SlMergePair        *pair,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  Question *question = g_new0 (Question, 1);

  question->pair = pair;
  question->clock = g_object_ref (sl_context_get_clock (context));
  sl_deed_build_async (context, build, question, question_free, cancellable, callback, user_data);
}
