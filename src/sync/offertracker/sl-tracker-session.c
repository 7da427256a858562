/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-tracker-session.h. The server has no refresh token: a token is renewed by signing in again with the password from
 * the keyring. A 401 proves little, as the server also gives it when its own auth service is out of reach: so the password
 * is kept whatever it says, and the person is asked only after three more tries over half an hour. */

#define G_LOG_DOMAIN "sl-tracker-session"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-error.h"
#include "sl-json.h"
#include "sl-tracker-session-private.h"
#include "sl-tracker-token.h"

#define ME "/api/v1/users/me"
/* How long before its end a token is renewed; one that lives shortly, after half its life. */
#define MARGIN (120 * G_USEC_PER_SEC)
/* A server that lost the person's session finds it again when they sign in; if it doesn't, not at every request. */
#define REPAIR_PAUSE (60 * G_USEC_PER_SEC)

#define MINUTE (60 * G_USEC_PER_SEC)
static const gint64 pauses[] = { 1 * MINUTE, 5 * MINUTE, 30 * MINUTE };

static const SlTrackerReach not_reached = { SL_REPLY_NOT_SENT, -1 };

static void sl_tracker_session_iface_init (SlTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SlTrackerSession, sl_tracker_session, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (SL_TYPE_TRANSPORT, sl_tracker_session_iface_init))

/* With the lock held, as all that follows without a word about it. */
void
_sl_tracker_session_drop_token (SlTrackerSession *self)
{
  g_clear_pointer (&self->token, sl_secret_free);
  self->renew_at = 0;
}

void
_sl_tracker_session_take_token (SlTrackerSession *self,
                                const char *token)
{
  gint64 begins, ends;

  _sl_tracker_session_drop_token (self);
  self->token = g_strdup (token);
  self->looked = TRUE;
  sl_tracker_token_read (token, &begins, &ends);
  if (ends != 0)
    self->renew_at = ends - (begins != 0 && ends > begins ? MIN (MARGIN, (ends - begins) / 2) : MARGIN);
}

/* The turn comes before the lock. */
gboolean
_sl_tracker_session_take_turn (SlTrackerSession *self,
                               GCancellable *cancellable,
                               GError **error)
{
  if (!sl_turn_take (&self->turn, cancellable))
    {
      g_set_error_literal (error, SL_ERROR, SL_ERROR_CANCELLED, _ ("It was stopped."));
      return FALSE;
    }
  g_mutex_lock (&self->lock);

  return TRUE;
}

void
_sl_tracker_session_give_turn (SlTrackerSession *self)
{
  g_mutex_unlock (&self->lock);
  sl_turn_give (&self->turn);
}

/** _sl_tracker_session_look_up: @secret: (out) (nullable) (transfer full): for sl_secret_free(); as sl_secrets_lookup() */
gboolean
_sl_tracker_session_look_up (SlTrackerSession *self,
                             SlSecretWhat what,
                             char **secret,
                             GCancellable *cancellable,
                             GError **error)
{
  const SlSecretKey key = { self->id, self->server, what };
  gboolean done;

  g_mutex_unlock (&self->lock);
  done = sl_secrets_lookup (self->secrets, &key, secret, cancellable, error);
  g_mutex_lock (&self->lock);

  return done;
}

/** _sl_tracker_session_store: @secret: (nullable): %NULL: it is forgotten */
gboolean
_sl_tracker_session_store (SlTrackerSession *self,
                           SlSecretWhat what,
                           const char *secret,
                           GCancellable *cancellable,
                           GError **error)
{
  const SlSecretKey key = { self->id, self->server, what };
  gboolean done;

  g_mutex_unlock (&self->lock);
  done = secret != NULL ? sl_secrets_store (self->secrets, &key, secret, cancellable, error) : sl_secrets_clear (self->secrets, &key, cancellable, error);
  g_mutex_lock (&self->lock);

  return done;
}

static SlReply *
send_noting_date (SlTrackerSession *self,
                  const SlRequest *request,
                  GCancellable *cancellable)
{
  SlReply *reply = sl_transport_send (self->transport, request, cancellable);

  if (reply->date != 0)
    {
      g_mutex_lock (&self->lock);
      self->offset = reply->date - sl_clock_get_now (self->clock);
      g_mutex_unlock (&self->lock);
    }

  return reply;
}

gboolean
_sl_tracker_session_is_me (SlTrackerSession *self,
                           const char *user_id,
                           GError **error)
{
  if (user_id == NULL)
    {
      g_set_error_literal (error, SL_ERROR, SL_ERROR_UNSUPPORTED,
                           _ ("What answers at this address isn’t an OfferTracker server. Check the address in the account’s settings."));
      return FALSE;
    }
  if (self->user_id != NULL && !g_str_equal (self->user_id, user_id))
    {
      _sl_tracker_session_drop_token (self);
      self->state = SL_TRACKER_SESSION_OTHER_ACCOUNT;
      _sl_tracker_session_set_error (self, error);
      return FALSE;
    }
  g_set_str (&self->user_id, user_id);

  return TRUE;
}

/* One that isn't kept is only missed at the next start, when looking for it says why. */
void
_sl_tracker_session_keep_token (SlTrackerSession *self,
                                GCancellable *cancellable)
{
  char *token = g_strdup (self->token);

  if (token != NULL)
    _sl_tracker_session_store (self, SL_SECRET_TOKEN, token, cancellable, NULL);
  sl_secret_free (token);
}

static SlTrackerSessionState
judge_refusals (const SlTrackerRefusals *refusals)
{
  if (refusals->unverified)
    return SL_TRACKER_SESSION_VERIFY;
  if (refusals->n == 0)
    return SL_TRACKER_SESSION_READY;
  return refusals->n <= G_N_ELEMENTS (pauses) ? SL_TRACKER_SESSION_WAITING : SL_TRACKER_SESSION_SIGN_IN;
}

/* The server took neither token nor password: wait longer each time, and then ask. */
static void
note_refusal (SlTrackerSession *self)
{
  guint n = self->refusals.n;

  _sl_tracker_session_drop_token (self);
  if (n < G_N_ELEMENTS (pauses))
    self->refusals.try_at = sl_clock_get_now (self->clock) + pauses[n];
  self->refusals.n = MIN (n + 1, G_N_ELEMENTS (pauses) + 1);
  self->state = judge_refusals (&self->refusals);
}

/* Signs in with the password that is kept. While it is one's turn. */
static gboolean
sign_in (SlTrackerSession *self,
         SlTrackerReach *reach,
         GCancellable *cancellable,
         GError **error)
{
  g_autoptr (GError) failure = NULL;
  char *password;
  SlTrackerSignIn outcome;

  if (self->state == SL_TRACKER_SESSION_WAITING && sl_clock_get_now (self->clock) >= self->refusals.try_at)
    self->state = SL_TRACKER_SESSION_READY;
  if (self->state != SL_TRACKER_SESSION_READY)
    {
      _sl_tracker_session_set_error (self, error);
      return FALSE;
    }
  if (!_sl_tracker_session_look_up (self, SL_SECRET_PASSWORD, &password, cancellable, error))
    return FALSE;
  if (password == NULL)
    {
      self->state = SL_TRACKER_SESSION_SIGN_IN;
      _sl_tracker_session_set_error (self, error);
      return FALSE;
    }

  outcome = _sl_tracker_session_ask (self, password, reach, cancellable, &failure);
  sl_secret_free (password);
  if (outcome == SL_TRACKER_SIGNED_IN)
    {
      _sl_tracker_session_keep_token (self, cancellable);
      return TRUE;
    }
  if (outcome == SL_TRACKER_REFUSED_IN)
    {
      note_refusal (self);
      _sl_tracker_session_set_error (self, error);
    }
  else
    g_propagate_error (error, g_steal_pointer (&failure));

  return FALSE;
}

static gboolean
look_for_token (SlTrackerSession *self,
                GCancellable *cancellable,
                GError **error)
{
  char *token;

  if (self->looked)
    return TRUE;
  if (!_sl_tracker_session_look_up (self, SL_SECRET_TOKEN, &token, cancellable, error))
    return FALSE;
  self->looked = TRUE;
  if (sl_tracker_token_is_usable (token))
    _sl_tracker_session_take_token (self, token);
  sl_secret_free (token);

  return TRUE;
}

static gboolean
needs_person (SlTrackerSession *self)
{
  return self->state == SL_TRACKER_SESSION_OTHER_ACCOUNT || self->state == SL_TRACKER_SESSION_SIGN_IN || self->state == SL_TRACKER_SESSION_VERIFY;
}

/* @spent: (nullable) */
static gboolean
has_good_token (SlTrackerSession *self,
                const char *spent)
{
  return self->token != NULL && g_strcmp0 (self->token, spent) != 0 &&
         (self->renew_at == 0 || sl_clock_get_now (self->clock) + self->offset < self->renew_at);
}

/* (transfer full) (nullable): at once, whoever signs in meanwhile. */
static char *
dup_good_token (SlTrackerSession *self,
                const char *spent)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return !needs_person (self) && has_good_token (self, spent) ? g_strdup (self->token) : NULL;
}

/* While it is one's turn. */
static char *
find_token (SlTrackerSession *self,
            const char *spent,
            SlTrackerReach *reach,
            GCancellable *cancellable,
            GError **error)
{
  if (needs_person (self))
    {
      _sl_tracker_session_set_error (self, error);
      return NULL;
    }
  if (!look_for_token (self, cancellable, error))
    return NULL;

  if (!has_good_token (self, spent) && !sign_in (self, reach, cancellable, error))
    return NULL;
  /* Somebody else may have been refused with it already. */
  if (self->token == NULL)
    _sl_tracker_session_set_error (self, error);

  return g_strdup (self->token);
}

/* (transfer full) (nullable): a token that is good, as far as one can tell. @spent: (nullable): one that isn't. */
static char *
get_token (SlTrackerSession *self,
           const char *spent,
           SlTrackerReach *reach,
           GCancellable *cancellable,
           GError **error)
{
  char *token = dup_good_token (self, spent);

  *reach = not_reached;
  if (token != NULL || !_sl_tracker_session_take_turn (self, cancellable, error))
    return token;
  token = find_token (self, spent, reach, cancellable, error);
  _sl_tracker_session_give_turn (self);

  return token;
}

static SlReply *
reply_not_sent (const GError *error,
                const SlTrackerReach *reach)
{
  SlReply *reply = sl_reply_new ();

  reply->state = SL_REPLY_NOT_SENT;
  reply->message = g_strdup (error->message);
  reply->retry_after = reach->retry_after;
  reply->reached = reach->last != SL_REPLY_NOT_SENT;

  return reply;
}

/* The server lost who the person is, before it did anything: signing in is what brings it back. */
static gboolean
is_lost_profile (SlReply *reply)
{
  g_autoptr (SlTrackerAnswer) answer = NULL;

  if (reply->state != SL_REPLY_CAME || reply->status != 500)
    return FALSE;
  answer = sl_tracker_answer_of (reply);

  return g_strcmp0 (answer->detail, "Failed to create user profile") == 0 || g_strcmp0 (answer->detail, "Failed to retrieve user profile") == 0;
}

static gboolean
may_repair (SlTrackerSession *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  gint64 now = sl_clock_get_now (self->clock);

  if (now < self->repair_at)
    return FALSE;
  self->repair_at = now + REPAIR_PAUSE;

  return TRUE;
}

/* After the last answer to a request. */
static void
judge_token (SlTrackerSession *self,
             const char *token,
             SlReply *reply)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (reply->state != SL_REPLY_CAME)
    return;
  if (reply->status != 401)
    {
      self->refusals.n = 0;
      /* What another program was refused is taken after all. */
      if (self->state == SL_TRACKER_SESSION_WAITING)
        self->state = SL_TRACKER_SESSION_READY;
    }
  else if (g_strcmp0 (token, self->token) == 0)
    note_refusal (self);
}

/**
 * sl_tracker_session_send:
 * @request: without a token
 * @cancellable: (nullable)
 *
 * Sends @request with the person's token, which is renewed before its end. Where the server doesn't take it, a new one is
 * got and the request sent once more: a 401 says that nothing was done.
 *
 * Returns: (transfer full): the last reply; %SL_REPLY_NOT_SENT with a message where there is no token to be had, which
 *   sl_tracker_session_get_state() says more about
 */
SlReply *
sl_tracker_session_send (SlTrackerSession *self,
                         const SlRequest *request,
                         GCancellable *cancellable)
{
  SlRequest signed_request = *request;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlReply) reply = NULL;
  SlTrackerReach reach;
  char *token = get_token (self, NULL, &reach, cancellable, &error);

  if (token == NULL)
    return reply_not_sent (error, &reach);

  signed_request.token = token;
  reply = send_noting_date (self, &signed_request, cancellable);
  if ((reply->state == SL_REPLY_CAME && reply->status == 401) || (is_lost_profile (reply) && may_repair (self)))
    {
      char *fresh = get_token (self, token, &reach, cancellable, &error);

      sl_secret_free (token);
      if (fresh == NULL)
        return reply_not_sent (error, &reach);
      signed_request.token = token = fresh;
      g_clear_pointer (&reply, sl_reply_free);
      reply = send_noting_date (self, &signed_request, cancellable);
    }
  judge_token (self, token, reply);
  sl_secret_free (token);

  return g_steal_pointer (&reply);
}

static SlReply *
sl_tracker_session_send_request (SlTransport *transport,
                                 const SlRequest *request,
                                 GCancellable *cancellable)
{
  return sl_tracker_session_send (SL_TRACKER_SESSION (transport), request, cancellable);
}

static void
sl_tracker_session_finalize (GObject *object)
{
  SlTrackerSession *self = SL_TRACKER_SESSION (object);

  _sl_tracker_session_drop_token (self);
  g_object_unref (self->transport);
  g_object_unref (self->secrets);
  g_object_unref (self->clock);
  g_free (self->id);
  g_free (self->server);
  g_free (self->email);
  g_free (self->user_id);
  g_strfreev (self->refused);
  g_mutex_clear (&self->lock);
  sl_turn_clear (&self->turn);

  G_OBJECT_CLASS (sl_tracker_session_parent_class)->finalize (object);
}

static void
sl_tracker_session_iface_init (SlTransportInterface *iface)
{
  iface->send = sl_tracker_session_send_request;
}

static void
sl_tracker_session_class_init (SlTrackerSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = sl_tracker_session_finalize;
}

static void
sl_tracker_session_init (SlTrackerSession *self)
{
  g_mutex_init (&self->lock);
  sl_turn_init (&self->turn, 1);
}

/**
 * sl_tracker_session_new:
 * @transport: the way to the account's server
 * @account: who signs in
 *
 * Returns: (transfer full): a session, which asks nobody anything before it is used
 */
SlTrackerSession *
sl_tracker_session_new (SlTransport *transport,
                        SlSecrets *secrets,
                        SlClock *clock,
                        const SlTrackerAccount *account)
{
  SlTrackerSession *self = g_object_new (SL_TYPE_TRACKER_SESSION, NULL);

  self->transport = g_object_ref (transport);
  self->secrets = g_object_ref (secrets);
  self->clock = g_object_ref (clock);
  self->id = g_strdup (account->id);
  self->server = g_strdup (account->server);
  self->email = g_strdup (account->email);
  self->user_id = g_strdup (account->user_id);
  self->refusals = account->refusals;
  self->state = judge_refusals (&self->refusals);

  return self;
}

/**
 * sl_tracker_session_renew:
 * @reach: (out): how far it came
 *
 * Signs in anew with the password that is kept, whatever the token is: to an #SlTrackerRenewFunc.
 *
 * Returns: %FALSE with @error, as sl_tracker_session_log_in()
 */
gboolean
sl_tracker_session_renew (SlTrackerSession *self,
                          SlTrackerReach *reach,
                          GCancellable *cancellable,
                          GError **error)
{
  gboolean done;

  *reach = not_reached;
  if (!_sl_tracker_session_take_turn (self, cancellable, error))
    return FALSE;
  done = sign_in (self, reach, cancellable, error);
  _sl_tracker_session_give_turn (self);

  return done;
}

/**
 * sl_tracker_session_identify:
 * @reach: (out): how far it came
 *
 * Asks the server who the person is, and compares with who it was before.
 *
 * Returns: %TRUE if it is who it should be, and known from now on
 */
gboolean
sl_tracker_session_identify (SlTrackerSession *self,
                             SlTrackerReach *reach,
                             GCancellable *cancellable,
                             GError **error)
{
  g_autoptr (SlReply) reply = sl_tracker_session_send (self, &(SlRequest) { .method = "GET", .path = ME }, cancellable);
  g_autoptr (SlTrackerAnswer) answer = sl_tracker_answer_of (reply);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  *reach = (SlTrackerReach) { reply->reached ? SL_REPLY_LOST : reply->state, reply->retry_after };
  if (self->state != SL_TRACKER_SESSION_READY)
    _sl_tracker_session_set_error (self, error);
  else if (answer->verdict != SL_TRACKER_DONE || !JSON_NODE_HOLDS_OBJECT (answer->body))
    _sl_tracker_session_set_unreachable (reply, answer, cancellable, error);
  else
    return _sl_tracker_session_is_me (self, sl_json_get_string (json_node_get_object (answer->body), "id", NULL), error);

  return FALSE;
}

/**
 * sl_tracker_session_begin_anew:
 * @refusals: what is on record of the account
 *
 * As another program may have signed in meanwhile, what is wrong is what @refusals say, and what the server or the keyring says
 * when it is asked again.
 */
void
sl_tracker_session_begin_anew (SlTrackerSession *self,
                               const SlTrackerRefusals *refusals)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->refusals = *refusals;
  self->state = judge_refusals (refusals);
  self->looked = self->token != NULL;
}

/**
 * sl_tracker_session_try_again:
 *
 * The person wants it tried now: a pause is over, and an address may have been verified. Who has to sign in still has to,
 * unless the password that is kept is good after all.
 */
void
sl_tracker_session_try_again (SlTrackerSession *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (self->state != SL_TRACKER_SESSION_OTHER_ACCOUNT)
    self->state = SL_TRACKER_SESSION_READY;
}

SlTrackerSessionState
sl_tracker_session_get_state (SlTrackerSession *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->state;
}

/** sl_tracker_session_get_refusals: Returns: what the next session of the account is to know */
SlTrackerRefusals
sl_tracker_session_get_refusals (SlTrackerSession *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->refusals;
}

/** sl_tracker_session_dup_refused: Returns: (transfer full) (nullable): which fields the server didn't take when somebody last signed
 * in or registered, as it calls them; those it has no name for are empty */
char **
sl_tracker_session_dup_refused (SlTrackerSession *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return g_strdupv (self->refused);
}

/** sl_tracker_session_dup_user_id: Returns: (transfer full) (nullable): who the person is on the server, once that is known */
char *
sl_tracker_session_dup_user_id (SlTrackerSession *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return g_strdup (self->user_id);
}
