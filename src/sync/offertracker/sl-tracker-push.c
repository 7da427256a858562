/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sending what is to be sent, one request at a time. Before a byte leaves it is on record what leaves; what the reply
 * means is written in one transaction with what it changes. So the program may end anywhere. */

#define G_LOG_DOMAIN "sl-tracker-push"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-json.h"
#include "sl-kinds.h"
#include "sl-table.h"
#include "sl-tracker-sync-private.h"

/* A record takes so many requests at most in one round: made, changed, completed. */
#define MAX_STEPS 4

/* State of one request. */
typedef struct {
  SlTrackerSync *sync;
  SlKind kind;
  const char *id;
  SlTrackerPlan *plan;
  SlFlight *flight;
  char *looked_at; /* (nullable): the server's id of what was looked at */
  JsonObject *seen; /* (nullable): the row as it was found right before */
  SlTrackerAnswer *answer;
  SlReplyState state;
  gboolean at_fault; /* the server failed at this request, and not at all of them */
} Step;

static void
step_clear (Step *self)
{
  g_clear_pointer (&self->plan, _sl_tracker_plan_free);
  g_clear_pointer (&self->flight, sl_flight_free);
  g_clear_pointer (&self->seen, json_object_unref);
  g_clear_pointer (&self->looked_at, g_free);
  g_clear_pointer (&self->answer, sl_tracker_answer_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Step, step_clear)

/* (transfer full) (nullable): what is noted of the plan: what is sent, and to which application, as what is sent may belong to another
 * one before it is known what became of it. */
static JsonObject *
dup_noted (SlTrackerPlan *plan)
{
  g_autoptr (JsonObject) noted = plan->body != NULL ? json_object_new () : NULL;
  g_autoptr (GList) members = plan->body != NULL ? json_object_get_members (plan->body) : NULL;

  for (GList *l = members; l != NULL; l = l->next)
    json_object_set_member (noted, l->data, json_object_dup_member (plan->body, l->data));
  if (noted != NULL && plan->parent != NULL)
    json_object_set_string_member (noted, "application_id", plan->parent);
  return g_steal_pointer (&noted);
}

/* Before the first byte: what is about to be sent. */
static gboolean
prepare (SlConnection *connection,
         SlChangeset  *changes,
         gpointer      data,
         GError      **error)
{
  Step *self = data;
  g_autoptr (GError) local = NULL;
  g_autoptr (SlFlight) present = sl_flight_find (connection, self->kind, self->id, &local);
  g_autoptr (JsonObject) noted = NULL;

  g_clear_pointer (&self->plan, _sl_tracker_plan_free);
  if (local == NULL && (present == NULL || present->state == SL_FLIGHT_FAILED))
    self->plan = _sl_tracker_plan (self->sync, connection, self->kind, self->id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (self->plan == NULL || (self->plan->look_id != NULL && g_strcmp0 (self->plan->look_id, self->looked_at) != 0))
    return TRUE;

  noted = dup_noted (self->plan);
  g_clear_pointer (&self->flight, sl_flight_free);
  self->flight = sl_flight_new (self->kind, self->id, self->plan->deed, noted, _sl_tracker_get_now (self->sync));
  self->flight->settles_at = self->flight->sent_at + SL_TRACKER_SETTLE;
  self->flight->tries = present != NULL ? present->tries : 0;
  return sl_flight_save (connection, self->flight, error);
}

/* Whoever changed the row a moment ago is heard before it is written over. */
static gboolean
merge_seen (SlConnection *connection,
            SlChangeset  *changes,
            gpointer      data,
            GError      **error)
{
  Step *self = data;
  g_autoptr (SlShadow) shadow = sl_shadow_find_server (connection, self->plan->look_kind, sl_json_get_string (self->seen, "id", ""), error);

  if (shadow == NULL)
    return error == NULL || *error == NULL;
  shadow->print = 0;
  return _sl_tracker_merge (self->sync, connection, changes, shadow, self->seen, NULL, error);
}

/* A round or an offer of ours may have moved the application on the server. */
static gboolean
note_moved (Step         *self,
            SlConnection *connection,
            GError      **error)
{
  g_autoptr (SlRecord) record = NULL;
  g_autoptr (SlShadow) application = NULL;
  g_autofree char *words = NULL;

  if (self->flight->deed != SL_FLIGHT_CREATE || (self->kind != SL_KIND_STAGE && self->kind != SL_KIND_OUTCOME))
    return TRUE;
  record = sl_table_read (connection, self->kind, self->id, error);
  application = record != NULL ? sl_shadow_find (connection, SL_KIND_APPLICATION, sl_record_get_text (record, sl_kind_get_owner_field (self->kind)), error) : NULL;
  if (application == NULL)
    return error == NULL || *error == NULL;
  /* An offer always moves it, a round only who has applied. */
  if (self->kind == SL_KIND_STAGE && !g_str_equal (sl_json_get_string (application->row, "status", ""), SL_STATUS_APPLIED))
    return TRUE;
  words = g_strconcat (sl_json_get_string (application->row, SL_TRACKER_MOVED_MEMBER, ""), self->kind == SL_KIND_STAGE ? " Interviewing Interview" : " Offer", NULL);
  json_object_set_string_member (application->row, SL_TRACKER_MOVED_MEMBER, words);
  application->print = 0;
  return sl_shadow_save (connection, application, error) && sl_sync_mark (connection, SL_KIND_APPLICATION, application->id, error);
}

static gboolean
settle_done (Step         *self,
             SlConnection *connection,
             SlChangeset  *changes,
             GError      **error)
{
  g_autoptr (JsonObject) row = _sl_tracker_dup_row (self->answer);
  g_autoptr (SlShadow) shadow = NULL;

  self->sync->result->n_sent++;
  if (self->flight->deed == SL_FLIGHT_REMOVE)
    return sl_flight_drop (connection, self->kind, self->id, error) && _sl_tracker_forget (self->sync, connection, self->kind, self->id, SL_TRACKER_GONE_DELETED, error);
  /* An answer that says it was done, but not what: looked for in the next list. */
  if (row == NULL)
    {
      self->flight->state = SL_FLIGHT_UNKNOWN;
      return sl_flight_save (connection, self->flight, error);
    }
  if (self->flight->deed == SL_FLIGHT_CREATE || self->flight->deed == SL_FLIGHT_CONVERT)
    return _sl_tracker_adopt (self->sync, connection, changes, self->kind, self->id, row, 0, self->flight, error);

  shadow = sl_shadow_find (connection, self->kind, self->id, error);
  if (shadow == NULL)
    return (error == NULL || *error == NULL) && sl_flight_drop (connection, self->kind, self->id, error);
  shadow->print = 0;
  return sl_flight_drop (connection, self->kind, self->id, error) &&
         _sl_tracker_merge (self->sync, connection, changes, shadow, row, self->flight, error);
}

static gboolean
refuse (Step         *self,
        SlConnection *connection,
        GError      **error)
{
  SlTrackerProblem *problem = self->answer->problems->len > 0 ? g_ptr_array_index (self->answer->problems, 0) : NULL;

  self->flight->state = SL_FLIGHT_REFUSED;
  g_set_str (&self->flight->field, problem != NULL ? problem->field : NULL);
  g_set_str (&self->flight->message, problem != NULL ? problem->message : self->answer->detail);
  return sl_flight_save (connection, self->flight, error);
}

/* Two of what the server has one of: restored from the Trash beside the one that was added since. */
static gboolean
is_one_too_many (Step         *self,
                 SlConnection *connection)
{
  g_autoptr (SlRecord) record = sl_table_read (connection, self->kind, self->id, NULL);

  return record != NULL && _sl_tracker_has_rival (connection, record);
}

static gboolean
refuse_second (Step         *self,
               SlConnection *connection,
               GError      **error)
{
  self->flight->state = SL_FLIGHT_REFUSED;
  g_set_str (&self->flight->message, _("The server has one for each application, and this application has another one here. Delete the one that you don’t need."));
  return sl_flight_save (connection, self->flight, error);
}

/* It may be done: looked for in the next lists. A server that said that it failed isn't at it any more. */
static gboolean
doubt (Step         *self,
       SlConnection *connection,
       GError      **error)
{
  self->flight->state = SL_FLIGHT_UNKNOWN;
  if (self->state == SL_REPLY_CAME && self->answer->status == 500)
    {
      self->flight->settles_at = self->flight->sent_at;
      self->flight->tries += self->at_fault;
      g_set_str (&self->flight->message, self->answer->detail);
    }
  return sl_flight_save (connection, self->flight, error);
}

/* After the reply: all that it means, in one transaction. */
static gboolean
settle (SlConnection *connection,
        SlChangeset  *changes,
        gpointer      data,
        GError      **error)
{
  Step *self = data;

  if (self->state == SL_REPLY_NOT_SENT)
    return sl_flight_drop (connection, self->kind, self->id, error);
  switch (self->answer->verdict)
    {
    case SL_TRACKER_DONE:
      return note_moved (self, connection, error) && settle_done (self, connection, changes, error);
    case SL_TRACKER_UNCERTAIN:
      return note_moved (self, connection, error) && doubt (self, connection, error);
    case SL_TRACKER_EXISTS:
      return is_one_too_many (self, connection) ? refuse_second (self, connection, error) : doubt (self, connection, error);
    case SL_TRACKER_REFUSED:
      /* "Already": done by an earlier request of ours, or by somebody else; the next list shows it. */
      if (self->answer->status == 400 && self->kind == SL_KIND_TAG_ASSIGNMENT)
        return doubt (self, connection, error);
      if (self->answer->status == 400 && (self->flight->deed == SL_FLIGHT_COMPLETE || self->flight->deed == SL_FLIGHT_CONVERT))
        return doubt (self, connection, error);
      return refuse (self, connection, error);
    case SL_TRACKER_NO_ROUTE:
      /* A page of somebody's on the way says nothing of what the server takes. */
      return self->answer->body != NULL ? refuse (self, connection, error) : sl_flight_drop (connection, self->kind, self->id, error);
    case SL_TRACKER_FOREIGN:
      return refuse (self, connection, error);
    /* No row proves nothing: the lists will tell. */
    case SL_TRACKER_MISSING:
    case SL_TRACKER_LATER:
    case SL_TRACKER_SIGN_IN:
    case SL_TRACKER_MOVED:
    default:
      return sl_flight_drop (connection, self->kind, self->id, error);
    }
}

/* What a gateway says counts against a record only where others get through: a server that takes no changes for a while is no
 * reason to give one up. Yet it goes after the others from now on. */
static guint
count_try (Step  *self,
           guint tries)
{
  return self->at_fault ? tries + 1 : MIN (tries + 1, SL_TRACKER_MAX_TRIES - 1);
}

/* It got no answer of the server's: perhaps because of what is in it. */
static gboolean
count_broken (SlConnection *connection,
              SlChangeset  *changes,
              gpointer      data,
              GError      **error)
{
  Step *self = data;

  self->flight->tries = count_try (self, self->flight->tries);
  g_set_str (&self->flight->message, self->answer->detail != NULL ? self->answer->detail : _("No answer came to it."));
  return sl_flight_save (connection, self->flight, error);
}

/* Not even its row could be looked at; nothing was sent. */
static gboolean
count_unseen (SlConnection *connection,
              SlChangeset  *changes,
              gpointer      data,
              GError      **error)
{
  Step *self = data;
  g_autoptr (GError) local = NULL;
  g_autoptr (SlFlight) present = sl_flight_find (connection, self->kind, self->id, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  g_clear_pointer (&self->flight, sl_flight_free);
  self->flight = sl_flight_new (self->kind, self->id, self->plan->deed, self->plan->body, _sl_tracker_get_now (self->sync));
  self->flight->tries = count_try (self, present != NULL ? present->tries : 0);
  self->flight->state = self->flight->tries < SL_TRACKER_MAX_TRIES ? SL_FLIGHT_FAILED : SL_FLIGHT_REFUSED;
  g_set_str (&self->flight->message, self->answer->detail != NULL ? self->answer->detail : _("The server can’t show what it has of it."));
  return sl_flight_save (connection, self->flight, error);
}

/* FALSE without @error: nothing more of this record now. */
static gboolean
bear (Step               *self,
      SlStoreTransactFunc count,
      GError            **error)
{
  SlTrackerSync *sync = self->sync;

  self->at_fault = sync->n_answered > 0 || self->state == SL_REPLY_LOST;
  if (_sl_tracker_weather (sync, self->answer, self->state, count, self, error) && !self->at_fault)
    {
      g_clear_error (&sync->held);
      _sl_tracker_fail (sync, self->answer, self->state, &sync->held);
    }
  return FALSE;
}

/* FALSE without @error: nothing more of this record now. */
static gboolean
look (Step    *self,
      GError **error)
{
  SlTrackerSync *sync = self->sync;
  gboolean broken = FALSE;

  if (!_sl_tracker_look (sync, self->plan, &self->seen, &self->answer, &self->state, error))
    return FALSE;
  g_set_str (&self->looked_at, self->plan->look_id);
  if (self->seen == NULL && self->answer != NULL)
    {
      /* What should show a row and shows something else says as little as no answer. */
      if (_sl_tracker_is_broken (self->answer, self->state) ||
          (self->answer->verdict == SL_TRACKER_DONE && sl_tracker_get_place (self->plan->look_kind)->nested == NULL))
        return bear (self, count_unseen, error);
      broken = self->state == SL_REPLY_CAME && self->answer->status == 500;
      if (!broken && self->answer->verdict != SL_TRACKER_MISSING && self->answer->verdict != SL_TRACKER_DONE)
        return _sl_tracker_fail (sync, self->answer, self->state, error);
    }
  g_clear_pointer (&self->answer, sl_tracker_answer_free);
  /* It isn't there: the lists will tell. What can't be shown can still be deleted, and so can its parts be changed. */
  if (self->seen == NULL && !(broken && (self->plan->deed == SL_FLIGHT_REMOVE || sl_tracker_get_place (self->plan->look_kind)->nested != NULL)))
    return FALSE;
  return (self->seen == NULL || sync->port->write (sync->port, merge_seen, self, error)) &&
         sync->port->write (sync->port, prepare, self, error) && self->flight != NULL;
}

/* Some servers don't show this person's rows for a time, and then fail at everything. */
static gboolean
shows_rows (SlTrackerSync *self)
{
  SlReplyState state;
  g_autoptr (SlTrackerAnswer) answer = self->canary != NULL ? _sl_tracker_ask (self, "GET", self->canary, NULL, &state) : NULL;

  return answer == NULL || answer->verdict == SL_TRACKER_DONE;
}

/* FALSE without @error: nothing more of this record now. */
static gboolean
run_step (Step    *self,
          GError **error)
{
  SlTrackerSync *sync = self->sync;
  gboolean failed;

  if (!sync->port->write (sync->port, prepare, self, error) || self->plan == NULL)
    return FALSE;
  if (self->flight == NULL && !look (self, error))
    return FALSE;

  self->answer = _sl_tracker_ask (sync, self->plan->method, self->plan->path,
                                  self->plan->deed == SL_FLIGHT_CONVERT ? NULL : self->plan->body, &self->state);
  failed = self->state == SL_REPLY_CAME && self->answer->status == 500;
  self->at_fault = failed && shows_rows (sync);
  if (!sync->port->write (sync->port, settle, self, error))
    return FALSE;
  if (_sl_tracker_is_broken (self->answer, self->state))
    return bear (self, count_broken, error);
  if (self->state != SL_REPLY_CAME || self->answer->verdict == SL_TRACKER_SIGN_IN || self->answer->verdict == SL_TRACKER_LATER ||
      self->answer->verdict == SL_TRACKER_MOVED || (failed && !self->at_fault))
    return _sl_tracker_fail (sync, self->answer, self->state, error);
  sync->n_broken = 0;
  sync->n_answered += !failed;
  return self->answer->verdict == SL_TRACKER_DONE;
}

static gboolean
push_record (SlTrackerSync *self,
             SlKind         kind,
             const char    *id,
             GError       **error)
{
  g_autoptr (GError) local = NULL;
  gboolean more = TRUE;

  for (guint i = 0; more && i < MAX_STEPS; i++)
    {
      g_auto (Step) step = { .sync = self, .kind = kind, .id = id };

      more = run_step (&step, &local);
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  return TRUE;
}

static gpointer
read_marked (SlConnection *connection,
             gpointer      data,
             GCancellable *cancellable,
             GError      **error)
{
  return sl_sync_read_marked (connection, *(SlKind *) data, error);
}

/* What others refer to goes first; saved jobs before the applications that they became. */
static const SlKind order[] = {
  SL_KIND_TAG, SL_KIND_RESUME_VERSION, SL_KIND_SAVED_JOB, SL_KIND_APPLICATION, SL_KIND_STAGE, SL_KIND_OUTCOME,
  SL_KIND_REFLECTION, SL_KIND_DOCUMENT, SL_KIND_CONTACT, SL_KIND_REMINDER, SL_KIND_TAG_ASSIGNMENT,
};

static gboolean
push_those (SlTrackerSync *self,
            SlKind         kind,
            SlReadFunc     read,
            GError       **error)
{
  g_autoptr (GPtrArray) ids = self->port->read (self->port, read, &kind, error);

  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      _sl_tracker_tell_step (self, kind, TRUE, i, ids->len);
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error) || !push_record (self, kind, g_ptr_array_index (ids, i), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
push_kind (SlTrackerSync *self,
           SlKind         kind,
           GError       **error)
{
  return push_those (self, kind, read_marked, error);
}

/* Saved jobs that waited for what they became, which is there now. */
static gpointer
read_converted (SlConnection *connection,
                gpointer      data,
                GCancellable *cancellable,
                GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection,
                                                  "SELECT d.id FROM sync_dirty AS d CROSS JOIN saved_jobs AS j ON j.id = d.id"
                                                  " CROSS JOIN sync_shadow AS s ON s.kind = ?1 AND s.id = j.converted_to_application_id"
                                                  " WHERE d.kind = ?2 AND " SL_SHADOW_IS_THERE
                                                  "   AND NOT EXISTS (SELECT 1 FROM sync_flight AS f WHERE f.kind = d.kind AND f.id = d.id) ORDER BY d.id", error);

  if (statement == NULL)
    return NULL;
  sl_statement_bind_integer (statement, 1, SL_KIND_APPLICATION);
  sl_statement_bind_integer (statement, 2, SL_KIND_SAVED_JOB);
  return sl_sync_read_texts (statement, error);
}

static gpointer
read_moved (SlConnection *connection,
            gpointer      data,
            GCancellable *cancellable,
            GError      **error)
{
  return sl_shadow_read_noted (connection, SL_KIND_APPLICATION, SL_TRACKER_MOVED_MEMBER, error);
}

typedef struct {
  SlTrackerSync *sync;
  JsonObject *row;
} Looked;

static gboolean
merge_looked (SlConnection *connection,
              SlChangeset  *changes,
              gpointer      data,
              GError      **error)
{
  Looked *looked = data;
  g_autoptr (SlShadow) shadow = sl_shadow_find_server (connection, SL_KIND_APPLICATION, sl_json_get_string (looked->row, "id", ""), error);

  if (shadow == NULL)
    return error == NULL || *error == NULL;
  return _sl_tracker_merge (looked->sync, connection, changes, shadow, looked->row, NULL, error);
}

/* Where the applications are that rounds and offers of ours may have moved. */
static gboolean
look_at_moved (SlTrackerSync *self,
               GError       **error)
{
  g_autoptr (GPtrArray) ids = self->port->read (self->port, read_moved, NULL, error);

  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      g_autofree char *path = sl_tracker_build_path (sl_tracker_get_place (SL_KIND_APPLICATION)->item, g_ptr_array_index (ids, i), NULL);
      SlReplyState state;
      g_autoptr (SlTrackerAnswer) answer = _sl_tracker_ask (self, "GET", path, NULL, &state);
      g_autoptr (JsonObject) row = _sl_tracker_dup_row (answer);
      Looked looked = { self, row };

      if (state != SL_REPLY_CAME)
        return _sl_tracker_fail (self, answer, state, error);
      if (row != NULL && !self->port->write (self->port, merge_looked, &looked, error))
        return FALSE;
    }
  return TRUE;
}

/** _sl_tracker_push: sends all that can be sent now; what can't stays marked. @error: the round is over */
gboolean
_sl_tracker_push (SlTrackerSync *self,
                  GError       **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if (!push_kind (self, order[i], error))
      return FALSE;
  /* After their rounds and offers, which move them on the server. */
  return push_those (self, SL_KIND_SAVED_JOB, read_converted, error) && look_at_moved (self, error) && push_kind (self, SL_KIND_APPLICATION, error);
}
