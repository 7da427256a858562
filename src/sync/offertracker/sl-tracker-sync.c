/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-tracker-sync.h: a round from its beginning to its end, and asking the server. */

#define G_LOG_DOMAIN "sl-tracker-sync"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-error.h"
#include "sl-json.h"
#include "sl-tracker-sync-private.h"

/* Rows of a transaction: about a tenth of a second of work, by what all of a first pull takes, for which who else wants to
 * write waits. */
#define USUAL_PART 800

SlTrackerSync *
sl_tracker_sync_new (SlSyncPort         *port,
                     SlTransport        *transport,
                     SlClock            *clock,
                     SlTrackerGeneration generation)
{
  SlTrackerSync *self = g_new0 (SlTrackerSync, 1);

  self->port = port;
  self->transport = g_object_ref (transport);
  self->clock = g_object_ref (clock);
  self->generation = generation;
  self->part = USUAL_PART;
  self->just_converted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

static void
forget_alike (SlTrackerSync *self)
{
  for (guint i = 0; i < SL_N_KINDS; i++)
    g_clear_pointer (&self->alike[i], g_hash_table_unref);
}

static void
forget_unmet (SlTrackerSync *self)
{
  self->unmet_kinds = 0;
  for (guint i = 0; i < SL_N_KINDS; i++)
    g_clear_pointer (&self->unmet[i], g_hash_table_unref);
}

void
sl_tracker_sync_free (SlTrackerSync *self)
{
  if (self == NULL)
    return;
  forget_alike (self);
  forget_unmet (self);
  g_hash_table_unref (self->just_converted);
  g_object_unref (self->transport);
  g_object_unref (self->clock);
  g_free (self->canary);
  g_clear_error (&self->held);
  g_free (self);
}

/** sl_tracker_sync_set_renew: how to sign in anew, which is the cure where a server shows an account nothing of its own */
void
sl_tracker_sync_set_renew (SlTrackerSync     *self,
                           SlTrackerRenewFunc renew,
                           gpointer           data)
{
  self->renew = renew;
  self->renew_data = data;
}

/** sl_tracker_sync_set_missing: what the person said, for the next round */
void
sl_tracker_sync_set_missing (SlTrackerSync   *self,
                             SlTrackerMissing missing)
{
  self->missing = missing;
}

/** sl_tracker_sync_set_step: @step: (nullable): is told how far a round is */
void
sl_tracker_sync_set_step (SlTrackerSync    *self,
                          SlTrackerStepFunc step,
                          gpointer          data)
{
  self->step = step;
  self->step_data = data;
}

/** sl_tracker_sync_set_part: @n_rows: so many rows of a list are taken over in one transaction, with what hangs on them */
void
sl_tracker_sync_set_part (SlTrackerSync *self,
                          guint          n_rows)
{
  g_return_if_fail (n_rows > 0);

  self->part = n_rows;
}

void
_sl_tracker_tell_step (SlTrackerSync *self,
                       SlKind         kind,
                       gboolean       is_sending,
                       guint          n_done,
                       guint          n_total)
{
  const SlTrackerStep step = { kind, is_sending, n_done, n_total };

  if (self->step != NULL)
    self->step (&step, self->step_data);
}

/** _sl_tracker_get_now: the time by the server's clock: one that nobody here turns back, also not since the last reply */
gint64
_sl_tracker_get_now (SlTrackerSync *self)
{
  return MAX (sl_clock_get_now (self->clock) + self->offset, self->replied_at);
}

static SlTrackerAnswer *
take_reply (SlTrackerSync *self,
            const SlReply *reply,
            gboolean       is_list,
            SlReplyState  *state)
{
  *state = reply->state;
  if (self->result != NULL)
    self->result->last = reply->reached ? SL_REPLY_LOST : reply->state;
  if (reply->state == SL_REPLY_CAME && reply->date != 0)
    {
      self->offset = reply->date - sl_clock_get_now (self->clock);
      self->replied_at = reply->date;
    }
  self->told_to_wait = reply->retry_after >= 0;
  if (reply->retry_after >= 0 && self->result != NULL)
    self->result->retry_after = reply->retry_after;
  return is_list ? sl_tracker_answer_of_list (reply) : sl_tracker_answer_of (reply);
}

/** _sl_tracker_send: (transfer full): what the server answers; @state: whether it did at all */
SlTrackerAnswer *
_sl_tracker_send (SlTrackerSync   *self,
                  const SlRequest *request,
                  SlReplyState    *state)
{
  g_autoptr (SlReply) reply = sl_transport_send (self->transport, request, self->cancellable);

  return take_reply (self, reply, FALSE, state);
}

/** _sl_tracker_ask: (transfer full): as _sl_tracker_send(), with JSON or nothing */
SlTrackerAnswer *
_sl_tracker_ask (SlTrackerSync *self,
                 const char    *method,
                 const char    *path,
                 JsonObject    *body,
                 SlReplyState  *state)
{
  g_autoptr (SlReply) reply = sl_tracker_ask (self->transport, method, path, body, self->cancellable);

  return take_reply (self, reply, FALSE, state);
}

/** _sl_tracker_ask_list: (transfer full): the same of a list, as sl_tracker_answer_of_list() */
SlTrackerAnswer *
_sl_tracker_ask_list (SlTrackerSync *self,
                      const char    *path,
                      SlReplyState  *state)
{
  g_autoptr (SlReply) reply = sl_tracker_ask (self->transport, "GET", path, NULL, self->cancellable);

  return take_reply (self, reply, TRUE, state);
}

/** _sl_tracker_fail: FALSE, with @error set to why the round ends here */
gboolean
_sl_tracker_fail (SlTrackerSync   *self,
                  SlTrackerAnswer *answer,
                  SlReplyState     state,
                  GError         **error)
{
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (state != SL_REPLY_CAME)
    g_set_error (error, SL_ERROR, SL_ERROR_UNREACHABLE, "%s",
                 answer->detail != NULL ? answer->detail : _("The server can’t be reached. Shortlist tries again later; nothing is lost."));
  else if (answer->verdict == SL_TRACKER_SIGN_IN)
    g_set_error_literal (error, SL_ERROR, SL_ERROR_SIGN_IN, _("The server asks you to sign in again. Your changes wait until then."));
  else if (answer->verdict == SL_TRACKER_MOVED || answer->verdict == SL_TRACKER_NO_ROUTE)
    g_set_error_literal (error, SL_ERROR, SL_ERROR_UNSUPPORTED,
                         _("What answers at this address isn’t an OfferTracker server. Check the address in the account’s settings."));
  else
    {
      g_autofree char *problem = sl_tracker_answer_explain (answer);

      g_set_error_literal (error, SL_ERROR, SL_ERROR_FAILED, problem);
    }
  return FALSE;
}

/* So many requests in a row that the server doesn't answer, although it answers others, end a round. */
#define MAX_BROKEN 2

/** _sl_tracker_is_broken: whether a request that was sent got no answer of the server's, but none, a page or a gateway's */
gboolean
_sl_tracker_is_broken (SlTrackerAnswer *answer,
                       SlReplyState     state)
{
  return state == SL_REPLY_LOST || (state == SL_REPLY_CAME && answer->verdict == SL_TRACKER_UNCERTAIN && answer->status != 500);
}

/**
 * _sl_tracker_weather:
 * @count: notes against what was sent that it broke off
 *
 * A request that broke off (see _sl_tracker_is_broken()) says nothing as long as the server can't be reached, and ends the
 * round. Where it can, it may be because of what was in the request: that is noted, so that one record can't hold up the
 * others, and the round goes on unless it happens again at once.
 *
 * Returns: %FALSE with @error set: the round is over
 */
gboolean
_sl_tracker_weather (SlTrackerSync      *self,
                     SlTrackerAnswer    *answer,
                     SlReplyState        state,
                     SlStoreTransactFunc count,
                     gpointer            data,
                     GError            **error)
{
  g_autoptr (SlTrackerAnswer) probe = NULL;
  SlReplyState probe_state;

  /* A server that says when to come again isn't at odds with this one request. */
  if (self->told_to_wait)
    return _sl_tracker_fail (self, answer, state, error);
  probe = _sl_tracker_ask (self, "GET", "/api/v1/users/me", NULL, &probe_state);
  if (probe_state != SL_REPLY_CAME || (probe->verdict != SL_TRACKER_DONE && probe->verdict != SL_TRACKER_MISSING))
    return _sl_tracker_fail (self, probe, probe_state, error);
  if (!self->port->write (self->port, count, data, error))
    return FALSE;
  return ++self->n_broken < MAX_BROKEN || _sl_tracker_fail (self, answer, state, error);
}

/**
 * _sl_tracker_prove:
 * @sound: (out): whether the server shows this person's rows just now. Some lose that for a time, and then every list is
 *   empty and every row missing. Where that took signing in anew (n_renewals), it says nothing of the time before
 *
 * Returns: %FALSE with @error set: it can't be asked
 */
gboolean
_sl_tracker_prove (SlTrackerSync *self,
                   gboolean      *sound,
                   GError       **error)
{
  guint n_renewals = self->n_renewals;

  for (guint i = 0; i < 2; i++)
    {
      SlReplyState state;
      g_autoptr (SlTrackerAnswer) answer = NULL;

      /* Nothing known to look at, or it isn't shown: signing in is what brings it back. */
      if (self->canary == NULL || i > 0)
        {
          if (self->renew != NULL && !self->renew (self->renew_data, self->cancellable, error))
            return FALSE;
          self->n_renewals++;
        }
      answer = _sl_tracker_ask (self, "GET", self->canary != NULL ? self->canary : "/api/v1/users/me", NULL, &state);
      if (state != SL_REPLY_CAME || answer->verdict == SL_TRACKER_SIGN_IN || answer->verdict == SL_TRACKER_LATER)
        return _sl_tracker_fail (self, answer, state, error);
      *sound = answer->verdict == SL_TRACKER_DONE;
      if (*sound && self->n_renewals != n_renewals)
        self->renewed_at = _sl_tracker_get_now (self);
      if (*sound)
        return TRUE;
    }
  /* Perhaps somebody deleted it. */
  g_clear_pointer (&self->canary, g_free);
  return TRUE;
}

static gboolean
begin (SlConnection *connection,
       SlChangeset  *changes,
       gpointer      data,
       GError      **error)
{
  SlTrackerSync *self = data;
  SlStatement *statement = sl_connection_prepare (connection, "UPDATE sync_flight SET state = 1 WHERE state = 0", error);

  self->first = sl_connection_get_integer (connection, "SELECT last_success IS NULL FROM sync_account", 1) != 0;
  return statement != NULL && sl_statement_run (statement, error) && sl_sync_collect (connection, error) &&
         sl_shadow_find_missing_kinds (connection, &self->missing_kinds, error);
}

static guint
get_settles_in (SlTrackerSync *self,
                SlConnection  *connection)
{
  gint64 last = sl_connection_get_integer (connection, "SELECT max (settles_at) FROM sync_flight WHERE state = 1", 0);
  gint64 left = MIN (last - _sl_tracker_get_now (self), SL_TRACKER_SETTLE);

  return left > 0 ? (guint) (left / G_USEC_PER_SEC) + 1 : 0;
}

static gboolean
finish (SlConnection *connection,
        SlChangeset  *changes,
        gpointer      data,
        GError      **error)
{
  SlTrackerSync *self = data;
  SlStatement *statement = sl_connection_prepare (connection, "UPDATE sync_account SET last_success = ?, n_rounds = n_rounds + 1", error);

  if (statement == NULL)
    return FALSE;
  sl_statement_bind_integer (statement, 1, sl_clock_get_now (self->clock));
  if (!sl_statement_run (statement, error))
    return FALSE;
  self->result->n_waiting = (guint) sl_connection_get_integer (connection, "SELECT count (*) FROM sync_dirty", 0);
  self->result->n_refused = (guint) sl_connection_get_integer (connection, "SELECT count (*) FROM sync_flight WHERE state = 2", 0);
  self->result->settles_in = get_settles_in (self, connection);
  return _sl_tracker_count_missing (self, connection, &self->result->n_missing, error);
}

static void
start (SlTrackerSync *self,
       SlSyncResult  *result,
       GCancellable  *cancellable)
{
  *result = (SlSyncResult) { .retry_after = -1 };
  self->result = result;
  self->cancellable = cancellable;
  self->n_broken = self->n_answered = 0;
  self->looks_only = FALSE;
  g_clear_error (&self->held);
  forget_unmet (self);
  g_hash_table_remove_all (self->just_converted);
  self->empty_kinds = 0;
  self->renewed_at = 0;
  g_clear_pointer (&self->canary, g_free);
  forget_alike (self);
}

static gboolean
pull (SlTrackerSync *self,
      GError       **error)
{
  gboolean done = _sl_tracker_pull (self, error);

  forget_alike (self);
  return done;
}

/**
 * sl_tracker_sync_look:
 *
 * The half of a round that asks the server for nothing but lists; on a copy of the data it tells what a whole one would do.
 *
 * Returns: as sl_tracker_sync_run()
 */
gboolean
sl_tracker_sync_look (SlTrackerSync *self,
                      SlSyncResult  *result,
                      GCancellable  *cancellable,
                      GError       **error)
{
  start (self, result, cancellable);
  self->looks_only = TRUE;
  return self->port->write (self->port, begin, self, error) && pull (self, error);
}

/* A round in which none of its changes got an answer wasn't one. */
static gboolean
has_got_through (SlTrackerSync *self,
                 GError       **error)
{
  if (self->held == NULL || self->n_answered > 0)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->held));
  return FALSE;
}

/**
 * sl_tracker_sync_run:
 * @result: (out): what became of it, as far as it came
 * @cancellable: (nullable): ends it at the next request; nothing is lost by that
 *
 * One round: takes over what the server has, then sends what is new here. What can't be done now is done in a later one.
 *
 * Returns: %FALSE with @error set when it ended early
 */
gboolean
sl_tracker_sync_run (SlTrackerSync *self,
                     SlSyncResult  *result,
                     GCancellable  *cancellable,
                     GError       **error)
{
  start (self, result, cancellable);
  return self->port->write (self->port, begin, self, error) &&
         pull (self, error) &&
         _sl_tracker_settle_absences (self, error) &&
         _sl_tracker_push (self, error) &&
         _sl_tracker_upload (self, error) &&
         _sl_tracker_check_met (self, error) &&
         has_got_through (self, error) &&
         self->port->write (self->port, finish, self, error);
}
