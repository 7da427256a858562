/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is to be sent of a record: worked out from what stands here and what the server showed last, each time anew. */

#define G_LOG_DOMAIN "sl-tracker-plan"

#include "config.h"

#include "sl-field-merge.h"
#include "sl-json.h"
#include "sl-kinds.h"
#include "sl-table.h"
#include "sl-tracker-sync-private.h"

/* State of one decision. */
typedef struct {
  SlTrackerSync *sync;
  SlConnection *connection;
  SlKind kind;
  const char *id;
  SlRecord *local;  /* (nullable): gone for good */
  SlShadow *shadow; /* (nullable): not on the server */
  char *parent;     /* (nullable): the application's id on the server */
  guint64 unmapped; /* references to what the server hasn't */
  guint64 missing;  /* references to what wasn't in its last list; once it is known what became of that, the record is looked at again */
  gboolean was_there; /* the server had it and lost it */
  gboolean was_deleted; /* the server had it, and somebody deleted it */
  gboolean waits;     /* for another computer, which may be making it again */
  gboolean follows;   /* what it belongs to goes first */
} Decision;

static void
decision_clear (Decision *self)
{
  g_clear_object (&self->local);
  g_clear_pointer (&self->shadow, sl_shadow_free);
  g_clear_pointer (&self->parent, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Decision, decision_clear)

void
_sl_tracker_plan_free (SlTrackerPlan *plan)
{
  if (plan == NULL)
    return;
  g_free (plan->id);
  g_free (plan->path);
  g_free (plan->parent);
  g_free (plan->look_id);
  g_free (plan->look_parent);
  g_clear_pointer (&plan->body, json_object_unref);
  g_free (plan);
}

static SlTrackerPlan *
plan_new (Decision    *self,
          SlFlightDeed deed,
          const char  *method,
          const char  *pattern,
          const char  *first,
          const char  *second)
{
  SlTrackerPlan *plan = g_new0 (SlTrackerPlan, 1);

  plan->kind = self->kind;
  plan->id = g_strdup (self->id);
  plan->deed = deed;
  plan->method = method;
  plan->path = sl_tracker_build_path (pattern, first, second);
  return plan;
}

static gboolean
is_nested (SlKind kind)
{
  return sl_tracker_get_place (kind)->nested != NULL;
}

/* The plan for the row itself: nested ones stand below their application. */
static SlTrackerPlan *
plan_item (Decision    *self,
           SlFlightDeed deed,
           const char  *method)
{
  const char *item = sl_tracker_get_place (self->kind)->item;

  if (self->kind == SL_KIND_TAG_ASSIGNMENT)
    return plan_new (self, deed, method, item, sl_json_get_string (self->shadow->row, "application_id", ""),
                     sl_json_get_string (self->shadow->row, "tag_id", ""));
  if (is_nested (self->kind))
    return plan_new (self, deed, method, item, sl_json_get_string (self->shadow->row, "application_id", ""), self->shadow->server_id);
  return plan_new (self, deed, method, item, self->shadow->server_id, NULL);
}

/* Whoever changed the row a moment ago is to be heard before it is written over, or deleted. */
static void
look_first (Decision      *self,
            SlTrackerPlan *plan)
{
  plan->look_kind = self->kind;
  plan->look_id = g_strdup (self->shadow->server_id);
  plan->look_parent = g_strdup (sl_json_get_string (self->shadow->row, "application_id", NULL));
}

/* What is in the Trash won't come to the server; should it be restored, all that refers to it is looked at again. */
static gboolean
is_waited_for (Decision   *self,
               SlKind      kind,
               const char *id)
{
  g_autoptr (SlRecord) record = sl_table_read (self->connection, kind, id, NULL);

  return record != NULL && _sl_tracker_is_living (self->connection, record);
}

/* Whether record @id wasn't in the last list: whoever refers to it would be refused. */
static gboolean
is_missing (Decision   *self,
            SlKind      kind,
            const char *id)
{
  g_autoptr (SlShadow) shadow = sl_shadow_find (self->connection, kind, id, NULL);

  return shadow != NULL && shadow->absences > 0;
}

/* The record with the server's ids for what it refers to. (transfer full) */
static SlRecord *
to_server (Decision *self)
{
  const SlKindInfo *info = sl_kind_get_info (self->kind);
  SlRecord *record = sl_record_dup (self->local);

  for (guint i = 0; i < info->n_fields; i++)
    {
      const char *id = info->fields[i].type == SL_TYPE_REFERENCE && info->fields[i].flags & SL_FIELD_SYNCED ? sl_record_get_text (record, i) : NULL;
      g_autofree char *server_id = id != NULL ? sl_shadow_dup_server_id (self->connection, info->fields[i].target, id) : NULL;

      if (id == NULL)
        continue;
      if (server_id == NULL && is_waited_for (self, info->fields[i].target, id))
        self->unmapped |= BIT (i);
      if (server_id != NULL && !(info->fields[i].flags & SL_FIELD_OWNER) && is_missing (self, info->fields[i].target, id))
        {
          self->missing |= BIT (i);
          g_clear_pointer (&server_id, g_free);
        }
      sl_record_set_text (record, i, server_id);
    }
  return record;
}

/* What has no route to say it with, or must be said in another word. */
static void
adapt (Decision *self,
       SlRecord *record,
       guint64  *fields)
{
  if (self->kind == SL_KIND_REMINDER && sl_record_get_integer (record, SL_REMINDER_IS_COMPLETED, 0) != 0)
    *fields &= ~BIT (SL_REMINDER_IS_COMPLETED);
  /* Converted only by its own route, which makes an application; where there is one already, or none will come, it is put away. */
  if (self->kind == SL_KIND_SAVED_JOB && g_strcmp0 (sl_record_get_text (record, SL_SAVED_JOB_STATUS), SL_SAVED_JOB_CONVERTED) == 0)
    {
      const char *there = self->shadow != NULL ? sl_json_get_string (self->shadow->row, "status", NULL) : NULL;
      const char *application = sl_record_get_text (self->local, SL_SAVED_JOB_CONVERTED_TO);
      g_autofree char *server_id = application != NULL ? sl_shadow_dup_server_id (self->connection, SL_KIND_APPLICATION, application) : NULL;

      gboolean comes = application != NULL && server_id == NULL && is_waited_for (self, SL_KIND_APPLICATION, application);

      if (comes || g_strcmp0 (there, SL_SAVED_JOB_CONVERTED) == 0)
        *fields &= ~BIT (SL_SAVED_JOB_STATUS);
      else
        sl_record_set_text (record, SL_SAVED_JOB_STATUS, SL_SAVED_JOB_ARCHIVED);
    }
}

static guint64
find_differences (Decision *self,
                  SlRecord *mine,
                  SlRecord *theirs,
                  guint64   fields)
{
  guint64 different = 0;

  for (guint i = 0; i < sl_kind_get_info (self->kind)->n_fields; i++)
    if (fields & BIT (i) && !sl_field_agrees (sl_kind_get_field (self->kind, i), sl_record_get_value (mine, i), sl_record_get_value (theirs, i)))
      different |= BIT (i);
  return different;
}

static SlTrackerPlan *
plan_remove (Decision *self)
{
  SlTrackerPlan *plan = plan_item (self, SL_FLIGHT_REMOVE, "DELETE");

  /* There is nothing in a tag of an application that anybody could have changed. */
  if (self->kind != SL_KIND_TAG_ASSIGNMENT)
    look_first (self, plan);
  return plan;
}

/* Whether it belongs to another application here than there. */
static gboolean
is_moved (Decision *self,
          SlRecord *mine)
{
  guint owner = sl_kind_get_owner_field (self->kind);

  return owner != SL_FIELD_NONE && g_strcmp0 (sl_record_get_text (mine, owner), sl_json_get_string (self->shadow->row, "application_id", NULL)) != 0;
}

/* No server can move what belongs to an application: it is deleted there, and made where it belongs now, as soon as that is there. */
static SlTrackerPlan *
plan_move (Decision *self)
{
  guint field = sl_kind_get_owner_field (self->kind);
  const char *owner = sl_record_get_text (self->local, field);

  if (owner != NULL && is_missing (self, sl_kind_get_field (self->kind, field)->target, owner))
    self->unmapped |= BIT (field);
  return self->unmapped & BIT (field) ? NULL : plan_remove (self);
}

static SlTrackerPlan *
plan_change (Decision *self,
             GError  **error)
{
  g_autoptr (SlRecord) mine = to_server (self);
  g_autoptr (SlRecord) words = NULL;
  g_autoptr (SlRecord) present = NULL;
  g_autoptr (JsonObject) body = NULL;
  guint64 fields = sl_tracker_get_changeable (self->kind) & ~(self->unmapped | self->missing), unread;
  const char *status = self->kind == SL_KIND_APPLICATION ? sl_record_get_text (self->local, SL_APPLICATION_STATUS) : NULL;
  SlTrackerPlan *plan;

  if (is_moved (self, mine))
    return plan_move (self);
  if (self->kind == SL_KIND_TAG_ASSIGNMENT)
    return NULL;
  adapt (self, mine, &fields);
  /* Compared in the words here, told in the server's. */
  words = sl_tracker_read_row (self->sync->generation, self->kind, self->shadow->row, status, &unread);
  present = sl_tracker_read_row (SL_TRACKER_UNKNOWN, self->kind, self->shadow->row, NULL, NULL);
  fields &= ~unread;
  body = sl_tracker_build_change (self->sync->generation, mine, present, find_differences (self, mine, words, fields));
  if (json_object_get_size (body) > 0)
    {
      plan = plan_item (self, SL_FLIGHT_CHANGE, "PUT");
      plan->body = g_steal_pointer (&body);
      look_first (self, plan);
      return plan;
    }
  if (self->kind == SL_KIND_REMINDER && sl_record_get_integer (mine, SL_REMINDER_IS_COMPLETED, 0) != 0 &&
      sl_record_get_integer (words, SL_REMINDER_IS_COMPLETED, 0) == 0)
    return plan_new (self, SL_FLIGHT_COMPLETE, "POST", "/api/v1/reminders/%s/complete", self->shadow->server_id, NULL);
  return NULL;
}

/* (transfer full) (nullable): a saved job that became application @id here, and can become one there. */
static SlShadow *
find_convertible (Decision *self)
{
  SlStatement *statement = sl_connection_prepare (self->connection,
                                                  "SELECT s.id FROM saved_jobs AS j CROSS JOIN sync_shadow AS s ON s.kind = ?1 AND s.id = j.id"
                                                  " WHERE j.converted_to_application_id = ?2 AND j.deleted_at IS NULL AND s.absences = 0 AND " SL_SHADOW_IS_THERE
                                                  "   AND json_extract (s.row, '$.status') <> 'Converted' AND json_extract (s.row, '$.role_title') IS NOT NULL"
                                                  "   AND NOT EXISTS (SELECT 1 FROM sync_flight AS f WHERE f.kind = ?3 AND f.id = ?2 AND f.deed = ?4)"
                                                  " ORDER BY j.pk LIMIT 1", NULL);
  g_autofree char *id = NULL;

  if (statement == NULL)
    return NULL;
  sl_statement_bind_integer (statement, 1, SL_KIND_SAVED_JOB);
  sl_statement_bind_text (statement, 2, self->id);
  sl_statement_bind_integer (statement, 3, SL_KIND_APPLICATION);
  sl_statement_bind_integer (statement, 4, SL_FLIGHT_CONVERT);
  if (sl_statement_step (statement, NULL))
    id = g_strdup (sl_statement_get_text (statement, 0));
  sl_statement_reset (statement);
  return id != NULL ? sl_shadow_find (self->connection, SL_KIND_SAVED_JOB, id, NULL) : NULL;
}

/* The body isn't sent, but noted. */
static SlTrackerPlan *
plan_convert (Decision *self,
              SlShadow *saved_job)
{
  SlTrackerPlan *plan = plan_new (self, SL_FLIGHT_CONVERT, "POST", "/api/v1/saved-jobs/%s/convert", saved_job->server_id, NULL);

  plan->body = _sl_tracker_build_converted (saved_job->row, saved_job->server_id);
  return plan;
}

static SlTrackerPlan *
plan_create (Decision *self)
{
  const SlTrackerPlace *place = sl_tracker_get_place (self->kind);
  g_autoptr (SlRecord) record = to_server (self);
  guint owner = sl_kind_get_owner_field (self->kind);
  g_autoptr (SlShadow) saved_job = NULL;
  SlTrackerPlan *plan;

  /* What belongs to something goes after it. */
  self->follows = owner != SL_FIELD_NONE && self->unmapped & BIT (owner);
  if (self->follows)
    return NULL;
  if (self->kind == SL_KIND_TAG_ASSIGNMENT)
    {
      if (self->unmapped != 0 || sl_record_is_null (record, SL_TAG_ASSIGNMENT_TAG_ID))
        return NULL;
      return plan_new (self, SL_FLIGHT_CREATE, "POST", place->create, sl_record_get_text (record, SL_TAG_ASSIGNMENT_APPLICATION_ID),
                       sl_record_get_text (record, SL_TAG_ASSIGNMENT_TAG_ID));
    }
  saved_job = self->kind == SL_KIND_APPLICATION ? find_convertible (self) : NULL;
  if (saved_job != NULL)
    return plan_convert (self, saved_job);
  plan = plan_new (self, SL_FLIGHT_CREATE, "POST", place->create, owner != SL_FIELD_NONE ? sl_record_get_text (record, owner) : NULL, NULL);
  plan->body = sl_tracker_build_create (self->sync->generation, record);
  plan->parent = is_nested (self->kind) ? g_strdup (sl_record_get_text (record, owner)) : NULL;
  /* These may move the application: where it is before must be known. */
  if (self->kind == SL_KIND_STAGE || self->kind == SL_KIND_OUTCOME)
    {
      plan->look_kind = SL_KIND_APPLICATION;
      plan->look_id = g_strdup (sl_record_get_text (record, owner));
    }
  return plan;
}

/* What goes with its application needs no request of its own. */
static gboolean
goes_with_owner (Decision *self)
{
  const char *parent = sl_json_get_string (self->shadow->row, "application_id", NULL);
  guint owner = sl_kind_get_owner_field (self->kind);
  g_autofree char *id = NULL;
  g_autoptr (SlRecord) application = NULL;

  if (owner == SL_FIELD_NONE || parent == NULL)
    return FALSE;
  id = sl_shadow_dup_id (self->connection, SL_KIND_APPLICATION, parent);
  application = id != NULL ? sl_table_read (self->connection, SL_KIND_APPLICATION, id, NULL) : NULL;
  return id == NULL || application == NULL || !sl_record_is_null (application, SL_FIELD_DELETED_AT);
}

/* A new one in the place of one that was deleted is a change to the server. */
static gboolean
take_place_of_deleted (Decision *self,
                       GError  **error)
{
  g_autofree char *old = _sl_tracker_find_predecessor (self->connection, self->local);

  if (old == NULL)
    return TRUE;
  self->shadow = sl_shadow_find (self->connection, self->kind, old, error);
  return self->shadow != NULL && _sl_tracker_hand_over (self->connection, self->shadow, self->id, error);
}

/* Another computer, which may be making the row again, is given time for it; from now on, if a clock was wrong when the
 * row went. */
static gboolean
is_to_wait (Decision *self,
            GError  **error)
{
  gint64 now = _sl_tracker_get_now (self->sync);

  if (self->shadow->absent_since > now)
    {
      self->shadow->absent_since = now;
      if (!sl_shadow_save (self->connection, self->shadow, error))
        return FALSE;
    }
  return self->shadow->absences == 0 && !sl_shadow_is_deleted (self->shadow) && now - self->shadow->absent_since < SL_TRACKER_PATIENCE;
}

static SlTrackerPlan *
decide (Decision *self,
        GError  **error)
{
  SlConnection *connection = self->connection;
  g_autoptr (GError) local = NULL;
  SlTrackerPlan *plan = NULL;
  gboolean living;

  self->local = sl_table_read (connection, self->kind, self->id, NULL);
  self->shadow = sl_shadow_find (connection, self->kind, self->id, &local);
  if (self->shadow != NULL && sl_shadow_is_gone (self->shadow))
    {
      self->waits = is_to_wait (self, &local);
      self->was_deleted = sl_shadow_is_deleted (self->shadow);
      g_clear_pointer (&self->shadow, sl_shadow_free);
      self->was_there = TRUE;
    }
  living = self->local != NULL && _sl_tracker_is_living (connection, self->local);

  if (local == NULL && living && self->shadow == NULL)
    take_place_of_deleted (self, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (living && (self->waits || (self->shadow == NULL && _sl_tracker_is_unmet (self->sync, connection, self->local))))
    return NULL;
  if (living && self->shadow == NULL && self->kind == SL_KIND_APPLICATION && _sl_tracker_is_just_converted (self->sync, connection, self->id))
    return NULL;
  if (living && self->shadow == NULL)
    plan = plan_create (self);
  else if (living)
    plan = plan_change (self, &local);
  else if (self->shadow != NULL && !goes_with_owner (self))
    plan = plan_remove (self);

  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (!living && self->was_there && (self->local == NULL || !self->was_deleted) && !sl_shadow_drop (connection, self->kind, self->id, error))
    return NULL;
  /* With its owner gone from the server it has no shadow left; until then it waits for that. */
  else if (plan == NULL && self->unmapped == 0 && (living || self->shadow == NULL) && !sl_sync_unmark (connection, self->kind, self->id, error))
    return NULL;
  return plan;
}

/**
 * _sl_tracker_plan:
 *
 * Returns: (transfer full) (nullable): the next request for the record; %NULL without @error: there is none now, and where
 *   there is nothing left to say at all it isn't marked any more
 */
SlTrackerPlan *
_sl_tracker_plan (SlTrackerSync *self,
                  SlConnection  *connection,
                  SlKind         kind,
                  const char    *id,
                  GError       **error)
{
  g_auto (Decision) d = { .sync = self, .connection = connection, .kind = kind, .id = id };

  return decide (&d, error);
}

/** sl_tracker_sync_would_send: @would: (out): whether the server is to be told anything of record @id, as far as that can be said now */
gboolean
sl_tracker_sync_would_send (SlTrackerSync *self,
                            SlConnection  *connection,
                            SlKind         kind,
                            const char    *id,
                            gboolean      *would,
                            GError       **error)
{
  g_auto (Decision) d = { .sync = self, .connection = connection, .kind = kind, .id = id };
  g_autoptr (GError) local = NULL;
  g_autoptr (SlTrackerPlan) plan = decide (&d, &local);

  *would = plan != NULL || d.follows;
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * sl_tracker_would_change:
 * @id: a record that is here and on the server, with no request under way
 *
 * Returns: whether the server is to be told anything of it; nothing is written
 */
gboolean
sl_tracker_would_change (SlTrackerGeneration generation,
                         SlConnection       *connection,
                         SlKind              kind,
                         const char         *id,
                         GError            **error)
{
  SlTrackerSync sync = { .generation = generation };
  g_auto (Decision) d = { .sync = &sync, .connection = connection, .kind = kind, .id = id };
  g_autoptr (SlTrackerPlan) plan = NULL;

  d.local = sl_table_read (connection, kind, id, error);
  d.shadow = d.local != NULL ? sl_shadow_find (connection, kind, id, error) : NULL;
  plan = d.shadow != NULL ? plan_change (&d, error) : NULL;
  return plan != NULL || d.unmapped != 0;
}
