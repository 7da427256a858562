/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-sync-client.h. */

#define G_LOG_DOMAIN "sl-sync-client"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-error.h"
#include "sl-http-transport.h"
#include "sl-sync-client-private.h"
#include "sl-sync-lock.h"
#include "sl-sync-note.h"
#include "sl-sync-refusal.h"
#include "sl-sync-store.h"
#include "sl-tracker-answer.h"

#define OPENAPI "/api/v1/openapi.json"

G_DEFINE_FINAL_TYPE (SlSyncClient, sl_sync_client, G_TYPE_OBJECT)

static SlTransport *
make_way (const char *address,
          gpointer    data,
          GError    **error)
{
  return sl_http_transport_new (address, error);
}

void
_sl_sync_client_drop_session (SlSyncClient *self)
{
  g_clear_object (&self->session);
  g_clear_object (&self->transport);
  g_clear_pointer (&self->session_of, g_free);
  self->asked_generation = FALSE;
}

static void
sl_sync_client_finalize (GObject *object)
{
  SlSyncClient *self = SL_SYNC_CLIENT (object);

  _sl_sync_client_drop_session (self);
  g_clear_pointer (&self->refusals, g_ptr_array_unref);
  sl_sync_store_free (self->port);
  g_object_unref (self->secrets);
  g_object_unref (self->store);
  G_OBJECT_CLASS (sl_sync_client_parent_class)->finalize (object);
}

static void
sl_sync_client_class_init (SlSyncClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sl_sync_client_finalize;
}

static void
sl_sync_client_init (SlSyncClient *self)
{
  self->way = make_way;
}

/** sl_sync_client_new: (transfer full): @store must stay open while anything runs */
SlSyncClient *
sl_sync_client_new (SlStore   *store,
                    SlSecrets *secrets)
{
  SlSyncClient *self = g_object_new (SL_TYPE_SYNC_CLIENT, NULL);

  self->store = g_object_ref (store);
  self->secrets = g_object_ref (secrets);
  self->port = sl_sync_store_new (store);
  return self;
}

/** sl_sync_client_set_way: another way to servers than HTTP, for tests */
void
sl_sync_client_set_way (SlSyncClient *self,
                        SlSyncWayFunc way,
                        gpointer      data)
{
  self->way = way;
  self->way_data = data;
}

/** sl_sync_client_set_step: @step: (nullable): is told how far a round is, on the thread that runs it */
void
sl_sync_client_set_step (SlSyncClient     *self,
                         SlTrackerStepFunc step,
                         gpointer          data)
{
  self->step = step;
  self->step_data = data;
}

static gpointer
read_account_cb (SlConnection *connection,
                 gpointer      data,
                 GCancellable *cancellable,
                 GError      **error)
{
  return sl_sync_account_read (connection, error);
}

/** sl_sync_client_read_account: (transfer full) (nullable): %NULL without @error: there is none */
SlSyncAccount *
sl_sync_client_read_account (SlSyncClient *self,
                             GError      **error)
{
  return sl_store_read_on (self->store, SL_READ_BACKGROUND, read_account_cb, NULL, error);
}

/* The session */

SlTrackerSession *
_sl_sync_client_new_session (SlSyncClient        *self,
             const SlSyncAccount *account,
             SlTransport         *transport,
             const char          *user_id)
{
  const SlTrackerAccount who = { .id = account->id, .server = account->address, .email = account->email, .user_id = user_id, .refusals = account->refusals };

  return sl_tracker_session_new (transport, self->secrets, sl_store_get_clock (self->store), &who);
}

/* What the server has is asked once; a server out of reach says it another time. */
SlTrackerGeneration
_sl_sync_client_ask_generation (SlSyncClient       *self,
                SlTransport        *transport,
                SlTrackerGeneration known,
                GCancellable       *cancellable)
{
  g_autoptr (SlReply) reply = sl_transport_send (transport, &(SlRequest) { .method = "GET", .path = OPENAPI }, cancellable);
  g_autoptr (SlTrackerAnswer) answer = sl_tracker_answer_of (reply);
  SlTrackerGeneration said = SL_TRACKER_UNKNOWN;

  if (answer->verdict == SL_TRACKER_DONE && JSON_NODE_HOLDS_OBJECT (answer->body))
    said = sl_tracker_guess_generation (json_node_get_object (answer->body));
  self->asked_generation = said != SL_TRACKER_UNKNOWN;
  return said != SL_TRACKER_UNKNOWN ? said : known;
}

static char *
build_who (const SlSyncAccount *account)
{
  return g_strjoin ("\n", account->id, account->address, account->email, NULL);
}

/** _sl_sync_client_take_session: @session is used from now on, as long as the account is @account */
void
_sl_sync_client_take_session (SlSyncClient        *self,
                              const SlSyncAccount *account,
                              SlTrackerSession    *session,
                              SlTransport         *transport)
{
  _sl_sync_client_drop_session (self);
  self->session = g_object_ref (session);
  self->transport = g_object_ref (transport);
  self->session_of = build_who (account);
  self->generation = account->generation;
}

static gboolean
ensure_session (SlSyncClient        *self,
                const SlSyncAccount *account,
                GError             **error)
{
  g_autofree char *who = build_who (account);

  g_autoptr (SlTransport) transport = NULL;
  g_autoptr (SlTrackerSession) session = NULL;

  if (g_strcmp0 (who, self->session_of) == 0)
    return TRUE;
  _sl_sync_client_drop_session (self);
  transport = self->way (account->address, self->way_data, error);
  if (transport == NULL)
    return FALSE;
  session = _sl_sync_client_new_session (self, account, transport, account->user_id);
  _sl_sync_client_take_session (self, account, session, transport);
  return TRUE;
}

gboolean
_sl_sync_client_require_account (SlSyncClient   *self,
                 SlSyncAccount **account,
                 GError        **error)
{
  g_autoptr (GError) local = NULL;

  *account = sl_sync_client_read_account (self, &local);
  if (*account != NULL && (*account)->signed_in)
    return ensure_session (self, *account, error);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else
    g_set_error_literal (error, SL_ERROR, SL_ERROR_SIGN_IN, _("You aren’t signed in to a server. Everything stays on this computer."));
  return FALSE;
}

/**
 * sl_sync_client_get_transport:
 *
 * Returns: (transfer none) (nullable): the way to the server, signed in; %NULL with @error set: there is no account
 */
SlTransport *
sl_sync_client_get_transport (SlSyncClient *self,
                              GCancellable *cancellable,
                              GError      **error)
{
  g_autoptr (SlSyncAccount) account = NULL;

  return _sl_sync_client_require_account (self, &account, error) ? SL_TRANSPORT (self->session) : NULL;
}

/* Rounds */

static void
take_reach (SlSyncResult         *result,
            const SlTrackerReach *reach)
{
  result->last = reach->last;
  if (reach->retry_after >= 0)
    result->retry_after = reach->retry_after;
}

/* Who it is, and which words it has, before anything moves. */
static gboolean
meet (SlSyncClient  *self,
      SlSyncAccount *account,
      SlSyncResult  *result,
      GCancellable  *cancellable,
      GError       **error)
{
  SlTrackerReach reach;
  gboolean met = sl_tracker_session_identify (self->session, &reach, cancellable, error);

  take_reach (result, &reach);
  if (met && !self->asked_generation)
    self->generation = account->generation = _sl_sync_client_ask_generation (self, self->transport, account->generation, cancellable);
  return met;
}

typedef struct {
  SlTrackerSession *session;
  SlSyncResult *result;
} Renewal;

static gboolean
renew_cb (gpointer      data,
          GCancellable *cancellable,
          GError      **error)
{
  Renewal *renewal = data;
  SlTrackerReach reach;
  gboolean done = sl_tracker_session_renew (renewal->session, &reach, cancellable, error);

  take_reach (renewal->result, &reach);
  return done;
}

static gboolean
run_engine (SlSyncClient        *self,
            const SlSyncAccount *account,
            SlTrackerMissing     missing,
            SlSyncResult        *result,
            GCancellable        *cancellable,
            GError             **error)
{
  g_autoptr (SlTrackerSync) sync = sl_tracker_sync_new (self->port, SL_TRANSPORT (self->session), sl_store_get_clock (self->store), self->generation);
  Renewal renewal = { self->session, result };

  sl_sync_store_set_account (self->port, account->id);
  sl_tracker_sync_set_renew (sync, renew_cb, &renewal);
  sl_tracker_sync_set_missing (sync, missing);
  sl_tracker_sync_set_step (sync, self->step, self->step_data);
  return sl_tracker_sync_run (sync, result, cancellable, error);
}

static gboolean
save_backup_cb (SlConnection *connection,
                SlChangeset  *changes,
                gpointer      data,
                GError      **error)
{
  return sl_sync_account_save_backup (connection, data, error);
}

/* The first round moves much at once. One that has to begin again and again needs no more than what was before all of them. */
static gboolean
back_up (SlSyncClient  *self,
         SlSyncAccount *account,
         GError       **error)
{
  g_autofree char *path = NULL;

  if (account->last_success != 0 || account->backed_up)
    return TRUE;
  path = sl_store_backup (self->store, SL_BACKUP_SYNC, error);
  return path != NULL && sl_store_transact (self->store, SL_ACTOR_SYNC, "sync", save_backup_cb, account, error);
}

static gboolean
run_locked (SlSyncClient    *self,
            SlSyncAccount   *account,
            SlSyncRunFlags   flags,
            SlTrackerMissing missing,
            SlSyncResult    *result,
            GCancellable    *cancellable,
            GError         **error)
{
  gboolean done;

  /* Nobody is asked for a password out of the blue. */
  sl_secrets_set_quiet (self->secrets, !(flags & (SL_SYNC_RUN_BY_HAND | SL_SYNC_RUN_AGREED)));
  sl_tracker_session_begin_anew (self->session, &account->refusals);
  if (flags & SL_SYNC_RUN_BY_HAND)
    sl_tracker_session_try_again (self->session);
  done = meet (self, account, result, cancellable, error) && back_up (self, account, error) && run_engine (self, account, missing, result, cancellable, error);
  account->refusals = sl_tracker_session_get_refusals (self->session);
  return done;
}

static gpointer
look_refused_cb (SlConnection *connection,
                 gpointer      data,
                 GCancellable *cancellable,
                 GError      **error)
{
  return sl_sync_refusals_look (connection, error);
}

/* (transfer full) (nullable): without it, only the words for the log are missed. */
static GHashTable *
look_refused (SlSyncClient *self)
{
  g_autoptr (GError) error = NULL;
  GHashTable *refused = sl_store_read_on (self->store, SL_READ_BACKGROUND, look_refused_cb, NULL, &error);

  if (refused == NULL)
    g_message ("What the server refused before couldn’t be read: %s", error->message);
  return refused;
}

/* (transfer full) (nullable): why the round failed, with what became of it on record */
static GError *
end_round (SlSyncClient       *self,
           SlSyncAccount      *account,
           SlSyncRunFlags      flags,
           const SlSyncResult *result,
           GHashTable         *refused,
           GError             *failure)
{
  if (flags & SL_SYNC_RUN_AGREED)
    account->agreed = TRUE;
  sl_sync_note_end (self->store, account, result, failure, sl_tracker_session_get_state (self->session), refused, &self->refusals,
                    failure == NULL ? &failure : NULL);
  return failure;
}

/**
 * sl_sync_client_run:
 * @missing: what the person said to many missing records, if asked
 * @result: (out): what became of it, as far as it came
 *
 * One round. How it ended is on record then, for whoever looks at sl_sync_client_read_account(), unless another program was at
 * it or nothing can be written.
 *
 * Returns: %FALSE with @error: %SL_ERROR_BUSY: another program is at it; %SL_ERROR_NOT_FOUND: the person hasn't agreed to the
 *   first round yet, see sl_sync_client_preview()
 */
gboolean
sl_sync_client_run (SlSyncClient    *self,
                    SlSyncRunFlags   flags,
                    SlTrackerMissing missing,
                    SlSyncResult    *result,
                    GCancellable    *cancellable,
                    GError         **error)
{
  g_autoptr (SlSyncAccount) account = NULL;
  g_autoptr (GHashTable) refused = NULL;
  g_autofd int lock = -1;
  GError *failure = NULL;

  *result = (SlSyncResult) { .retry_after = -1, .last = SL_REPLY_NOT_SENT };
  g_clear_pointer (&self->refusals, g_ptr_array_unref);
  lock = sl_sync_lock_take (self->store, &failure);
  if (g_error_matches (failure, SL_ERROR, SL_ERROR_BUSY))
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  /* Not before: who has the lock may sign in as somebody else. */
  if (!_sl_sync_client_require_account (self, &account, error))
    {
      g_clear_error (&failure);
      return FALSE;
    }
  if (!account->agreed && !(flags & SL_SYNC_RUN_AGREED))
    {
      g_clear_error (&failure);
      g_set_error_literal (error, SL_ERROR, SL_ERROR_NOT_FOUND, _("Look at what the first sync does, and agree to it, before anything moves."));
      return FALSE;
    }
  refused = look_refused (self);
  if (lock >= 0)
    run_locked (self, account, flags, missing, result, cancellable, &failure);
  sl_secrets_set_quiet (self->secrets, FALSE);
  failure = end_round (self, account, flags, result, refused, failure);
  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}

/** sl_sync_client_get_refusals: (transfer none) (nullable) (element-type SlSyncRefusal): what the server didn't take in the last round */
GPtrArray *
sl_sync_client_get_refusals (SlSyncClient *self)
{
  return self->refusals;
}

/** sl_sync_client_preview: (transfer full) (nullable): what a round would do now; nothing is changed, here or there */
SlSyncPreview *
sl_sync_client_preview (SlSyncClient *self,
                        GCancellable *cancellable,
                        GError      **error)
{
  g_autoptr (SlSyncAccount) account = NULL;
  SlSyncResult result;

  if (!_sl_sync_client_require_account (self, &account, error))
    return NULL;
  sl_tracker_session_begin_anew (self->session, &account->refusals);
  sl_tracker_session_try_again (self->session);
  if (!meet (self, account, &result, cancellable, error))
    return NULL;
  return sl_sync_preview_make (self->store, SL_TRANSPORT (self->session), self->generation, self->step, self->step_data, cancellable, error);
}
