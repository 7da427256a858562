/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signing in, registering and signing out: the part of a session in which a person or the keyring gives a password. */

#define G_LOG_DOMAIN "sl-tracker-session"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-error.h"
#include "sl-json.h"
#include "sl-text.h"
#include "sl-tracker-session-private.h"
#include "sl-tracker-token.h"

#define LOGIN "/api/v1/auth/login"
#define REGISTER "/api/v1/auth/register"
/* These do much on the server. */
#define TIMEOUT 90

/* The body of a request that holds a password, wiped when it isn't needed any more. */
static GBytes *
write_secret (JsonObject *object)
{
  char *text = sl_json_object_to_text (object, FALSE);

  return g_bytes_new_with_free_func (text, strlen (text), (GDestroyNotify) sl_secret_free, text);
}

static SlTrackerAnswer *
post (SlTrackerSession *self,
      const char *path,
      JsonObject *body,
      SlReply **out_reply,
      GCancellable *cancellable)
{
  g_autoptr (GBytes) bytes = write_secret (body);
  SlRequest request = { .method = "POST", .path = path, .content_type = "application/json", .body = bytes, .timeout = TIMEOUT };
  SlReply *reply;

  g_mutex_unlock (&self->lock);
  reply = sl_transport_send (self->transport, &request, cancellable);
  g_mutex_lock (&self->lock);
  if (reply->date != 0)
    self->offset = reply->date - sl_clock_get_now (self->clock);
  *out_reply = reply;

  return sl_tracker_answer_of (reply);
}

void
_sl_tracker_session_set_error (SlTrackerSession *self,
                               GError **error)
{
  switch (self->state)
    {
    case SL_TRACKER_SESSION_WAITING:
      g_set_error_literal (error, SL_ERROR, SL_ERROR_SIGN_IN,
                           _ ("The server didn’t take your password just now. Shortlist tries again in a while; your changes wait until then."));
      break;
    case SL_TRACKER_SESSION_VERIFY:
      g_set_error_literal (error, SL_ERROR, SL_ERROR_SIGN_IN, _ ("Open the link in the e-mail that the server sent you, then sign in."));
      break;
    case SL_TRACKER_SESSION_OTHER_ACCOUNT:
      g_set_error_literal (error, SL_ERROR, SL_ERROR_OTHER_ACCOUNT,
                           _ ("The server knows you as somebody else than before. Nothing was sent or fetched; sign in again to choose what to do."));
      break;
    default:
      g_set_error_literal (error, SL_ERROR, SL_ERROR_SIGN_IN, _ ("The server asks you to sign in again. Your changes wait until then."));
    }
}

/* Neither yes nor no. */
void
_sl_tracker_session_set_unreachable (SlReply *reply,
                                     SlTrackerAnswer *answer,
                                     GCancellable *cancellable,
                                     GError **error)
{
  if (g_cancellable_is_cancelled (cancellable))
    g_set_error_literal (error, SL_ERROR, SL_ERROR_CANCELLED, _ ("It was stopped."));
  else if (reply->message != NULL)
    g_set_error_literal (error, SL_ERROR, SL_ERROR_UNREACHABLE, reply->message);
  else if (answer->verdict == SL_TRACKER_NO_ROUTE || answer->verdict == SL_TRACKER_MOVED || answer->verdict == SL_TRACKER_MISSING)
    g_set_error_literal (error, SL_ERROR, SL_ERROR_UNSUPPORTED,
                         _ ("What answers at this address isn’t an OfferTracker server. Check the address in the account’s settings."));
  else if (answer->verdict == SL_TRACKER_LATER)
    g_set_error_literal (error, SL_ERROR, SL_ERROR_UNREACHABLE, _ ("Too many people sign in to the server just now. Try again later."));
  else
    {
      g_autofree char *problem = sl_tracker_answer_explain (answer);

      g_set_error_literal (error, SL_ERROR, SL_ERROR_UNREACHABLE, problem);
    }
}

/* Where the server says it in words alone: what they are about. (nullable) */
static const char *
guess_field (const char *folded)
{
  static const char *const fields[] = { "username", "password", "email" };

  for (guint i = 0; folded != NULL && i < G_N_ELEMENTS (fields); i++)
    if (strstr (folded, fields[i]) != NULL)
      return fields[i];
  return NULL;
}

/* @field: (nullable): of the server; @words: what it says about it. */
static char *
describe_refusal (const char *field, const char *words)
{
  g_autofree char *shown = words != NULL ? sl_text_isolate (words) : g_strdup ("?");

  if (g_strcmp0 (field, "username") == 0)
    /* Translators: %s is what the server says about it, here and in the next ones */
    return g_strdup_printf (_ ("The server doesn’t take this username: %s"), shown);
  if (g_strcmp0 (field, "password") == 0)
    return g_strdup_printf (_ ("The server doesn’t take this password: %s"), shown);
  if (g_strcmp0 (field, "email") == 0)
    return g_strdup_printf (_ ("The server doesn’t take this e-mail address: %s"), shown);
  if (g_strcmp0 (field, "display_name") == 0)
    return g_strdup_printf (_ ("The server doesn’t take this name: %s"), shown);
  if (field != NULL && *field != '\0')
    /* Translators: the first %s is a field of the server, the second what the server says about it */
    return g_strdup_printf (_ ("The server doesn’t take this %s: %s"), field, shown);
  return g_strdup_printf (_ ("The server doesn’t take it: %s"), shown);
}

/* A line for each, and which fields they are about. */
static char *
describe_refusals (SlTrackerSession *self, SlTrackerAnswer *answer, const char *folded)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new (), fields = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;
  const char *guess = answer->problems->len == 0 ? guess_field (folded) : NULL;

  for (guint i = 0; i < answer->problems->len; i++)
    {
      const SlTrackerProblem *problem = answer->problems->pdata[i];

      g_strv_builder_take (lines, describe_refusal (problem->field, problem->message));
      g_strv_builder_add (fields, problem->field);
    }
  if (answer->problems->len == 0)
    g_strv_builder_take (lines, describe_refusal (guess, answer->detail));
  if (guess != NULL)
    g_strv_builder_add (fields, guess);
  g_strfreev (self->refused);
  self->refused = g_strv_builder_end (fields);
  all = g_strv_builder_end (lines);
  return g_strjoinv ("\n", all);
}

/* What a person entered and the server doesn't take, in the server's words. */
static void
set_refused (SlTrackerSession *self,
             SlTrackerAnswer *answer,
             GError **error)
{
  SlTrackerProblem *problem = answer->problems->len > 0 ? answer->problems->pdata[0] : NULL;
  const char *words = problem != NULL ? problem->message : answer->detail;
  g_autofree char *folded = words != NULL ? g_utf8_strdown (words, -1) : NULL;
  g_autofree char *lines = describe_refusals (self, answer, folded);

  if (folded != NULL && strstr (folded, "captcha") != NULL)
    g_set_error (error, SL_ERROR, SL_ERROR_UNSUPPORTED,
                 _ ("This server wants to see that you are a person, which works on its web page alone. Go there first, then sign in here: %s"), self->server);
  else
    g_set_error_literal (error, SL_ERROR, SL_ERROR_INVALID, lines);
}

/* The answer to a login or a registration; FALSE with @error: it doesn't let anybody in. */
static gboolean
take_session (SlTrackerSession *self,
              SlTrackerAnswer *answer,
              GError **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (answer->body) ? json_node_get_object (answer->body) : NULL;
  JsonObject *user = object != NULL ? sl_json_get_object (object, "user") : NULL;
  const char *token = object != NULL ? sl_json_get_string (object, "access_token", NULL) : NULL;

  if (!_sl_tracker_session_is_me (self, user != NULL && sl_tracker_token_is_usable (token) ? sl_json_get_string (user, "id", NULL) : NULL, error))
    return FALSE;

  _sl_tracker_session_take_token (self, token);
  self->state = SL_TRACKER_SESSION_READY;
  self->refusals.unverified = FALSE;

  return TRUE;
}

/* Somebody on the way, or the server for a reason of its own: says nothing of the password. */
static void
set_turned_away (SlReply *reply,
                 SlTrackerAnswer *answer,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autofree char *shown = answer->detail != NULL ? sl_text_isolate (answer->detail) : NULL;

  if (shown == NULL)
    _sl_tracker_session_set_unreachable (reply, answer, cancellable, error);
  else
    /* Translators: %s is what the server says */
    g_set_error (error, SL_ERROR, SL_ERROR_SIGN_IN, _ ("The server doesn’t let you in just now: %s"), shown);
}

/* One that is too short to be anybody's is as wrong as any other: there is none to be chosen. */
static gboolean
is_wrong_password (SlTrackerAnswer *answer)
{
  for (guint i = 0; i < answer->problems->len; i++)
    if (g_strcmp0 (((SlTrackerProblem *) answer->problems->pdata[i])->field, "password") != 0)
      return FALSE;
  return answer->problems->len > 0;
}

static void
set_unknown (GError **error)
{
  g_set_error_literal (error, SL_ERROR, SL_ERROR_SIGN_IN,
                       _ ("The server doesn’t know this e-mail address with this password. Check both, and whether you opened the link in the server’s e-mail."));
}

SlTrackerSignIn
_sl_tracker_session_ask (SlTrackerSession *self,
                         const char *password,
                         SlTrackerReach *reach,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (JsonObject) body = json_object_new ();
  g_autoptr (SlTrackerAnswer) answer = NULL;
  g_autoptr (SlReply) reply = NULL;

  sl_json_set_string (body, "email", self->email);
  sl_json_set_string (body, "password", password);
  answer = post (self, LOGIN, body, &reply, cancellable);
  *reach = (SlTrackerReach) { reply->state, reply->retry_after };
  switch (answer->verdict)
    {
    case SL_TRACKER_DONE:
      return take_session (self, answer, error) ? SL_TRACKER_SIGNED_IN : SL_TRACKER_FAILED_IN;
    case SL_TRACKER_SIGN_IN:
      set_unknown (error);
      return SL_TRACKER_REFUSED_IN;
    case SL_TRACKER_REFUSED:
      if (answer->status == 400 || answer->status == 422)
        {
          if (is_wrong_password (answer))
            set_unknown (error);
          else
            set_refused (self, answer, error);
          return SL_TRACKER_REFUSED_IN;
        }
      set_turned_away (reply, answer, cancellable, error);
      return SL_TRACKER_FAILED_IN;
    case SL_TRACKER_FOREIGN:
      set_turned_away (reply, answer, cancellable, error);
      return SL_TRACKER_FAILED_IN;
    default:
      _sl_tracker_session_set_unreachable (reply, answer, cancellable, error);
      return SL_TRACKER_FAILED_IN;
    }
}

/* Whether what is got could be kept, before anything is asked of the server. */
static gboolean
check_keyring (SlTrackerSession *self,
               GCancellable *cancellable,
               GError **error)
{
  char *password;

  if (!_sl_tracker_session_look_up (self, SL_SECRET_PASSWORD, &password, cancellable, error))
    return FALSE;
  sl_secret_free (password);

  return TRUE;
}

/* A person gave @password. */
static SlTrackerSignIn
enter (SlTrackerSession *self,
       const char *password,
       GCancellable *cancellable,
       GError **error)
{
  SlTrackerReach reach;
  SlTrackerSignIn outcome = _sl_tracker_session_ask (self, password, &reach, cancellable, error);

  if (outcome != SL_TRACKER_SIGNED_IN)
    return outcome;
  self->refusals.n = 0;
  if (!_sl_tracker_session_store (self, SL_SECRET_PASSWORD, password, cancellable, error))
    return SL_TRACKER_FAILED_IN;
  _sl_tracker_session_keep_token (self, cancellable);

  return SL_TRACKER_SIGNED_IN;
}

/**
 * sl_tracker_session_log_in:
 * @password: what the person entered
 *
 * Signs in, and keeps @password if the server takes it.
 *
 * Returns: %FALSE with @error: %SL_ERROR_SIGN_IN if the server doesn't take it, %SL_ERROR_OTHER_ACCOUNT, %SL_ERROR_UNREACHABLE,
 *   %SL_ERROR_UNSUPPORTED if it is no such server, or one of the keyring
 */
gboolean
sl_tracker_session_log_in (SlTrackerSession *self,
                           const char *password,
                           GCancellable *cancellable,
                           GError **error)
{
  gboolean done;

  if (!_sl_tracker_session_take_turn (self, cancellable, error))
    return FALSE;
  done = check_keyring (self, cancellable, error) && enter (self, password, cancellable, error) == SL_TRACKER_SIGNED_IN;
  _sl_tracker_session_give_turn (self);

  return done;
}

/* The account is there, or perhaps: signing in tells. The documented generation gives a token, an empty one where the
 * address must be verified; the newer one never gives any. */
static gboolean
wait_for_person (SlTrackerSession *self,
                 const char *password,
                 GCancellable *cancellable,
                 GError **error)
{
  self->refusals.unverified = TRUE;
  self->state = SL_TRACKER_SESSION_VERIFY;

  return _sl_tracker_session_store (self, SL_SECRET_PASSWORD, password, cancellable, error);
}

static gboolean
finish_registration (SlTrackerSession *self,
                     gboolean is_sure,
                     const char *password,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (GError) failure = NULL;

  switch (enter (self, password, cancellable, &failure))
    {
    case SL_TRACKER_SIGNED_IN:
      return TRUE;
    case SL_TRACKER_REFUSED_IN:
      if (is_sure)
        return wait_for_person (self, password, cancellable, error);
      g_set_error_literal (error, SL_ERROR, SL_ERROR_UNREACHABLE,
                           _ ("The server didn’t say whether it made the account. Look for an e-mail of the server’s; if none comes, try again."));
      return FALSE;
    default:
      if (is_sure && g_error_matches (failure, SL_ERROR, SL_ERROR_SIGN_IN))
        return wait_for_person (self, password, cancellable, error);
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
}

/* While it is one's turn. */
static gboolean
make_account (SlTrackerSession *self,
              const char *username,
              const char *display_name,
              const char *password,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (JsonObject) body = json_object_new ();
  g_autoptr (SlTrackerAnswer) answer = NULL;
  g_autoptr (SlReply) reply = NULL;

  if (!check_keyring (self, cancellable, error))
    return FALSE;
  sl_json_set_string (body, "email", self->email);
  sl_json_set_string (body, "username", username);
  sl_json_set_string (body, "password", password);
  if (display_name != NULL && display_name[0] != '\0')
    sl_json_set_string (body, "display_name", display_name);
  answer = post (self, REGISTER, body, &reply, cancellable);

  if (reply->state == SL_REPLY_NOT_SENT || (answer->verdict != SL_TRACKER_DONE && answer->verdict != SL_TRACKER_UNCERTAIN &&
                                            answer->verdict != SL_TRACKER_REFUSED && answer->verdict != SL_TRACKER_EXISTS))
    _sl_tracker_session_set_unreachable (reply, answer, cancellable, error);
  else if (answer->verdict == SL_TRACKER_REFUSED || answer->verdict == SL_TRACKER_EXISTS)
    set_refused (self, answer, error);
  else
    return finish_registration (self, answer->verdict == SL_TRACKER_DONE, password, cancellable, error);

  return FALSE;
}

/**
 * sl_tracker_session_register:
 * @username: the name that others see
 * @display_name: (nullable): a longer one
 * @password: what the person chose
 *
 * Makes an account on the server and signs in. Where the server wants the e-mail address verified first, the state is
 * %SL_TRACKER_SESSION_VERIFY then, and the password is kept for sl_tracker_session_try_again().
 *
 * Returns: %TRUE if there is an account now; %SL_ERROR_INVALID with the server's words if it doesn't take something,
 *   %SL_ERROR_UNSUPPORTED if it can be done on its web page alone, and as sl_tracker_session_log_in()
 */
gboolean
sl_tracker_session_register (SlTrackerSession *self,
                             const char *username,
                             const char *display_name,
                             const char *password,
                             GCancellable *cancellable,
                             GError **error)
{
  gboolean made;

  if (!_sl_tracker_session_take_turn (self, cancellable, error))
    return FALSE;
  made = make_account (self, username, display_name, password, cancellable, error);
  _sl_tracker_session_give_turn (self);

  return made;
}

/**
 * sl_tracker_session_sign_out:
 *
 * Forgets password and token. The server knows no signing out: a token that somebody else had read stays good until its end.
 *
 * Returns: %FALSE with @error of the keyring, which may hold them still
 */
gboolean
sl_tracker_session_sign_out (SlTrackerSession *self,
                             GCancellable *cancellable,
                             GError **error)
{
  gboolean cleared;

  if (!_sl_tracker_session_take_turn (self, cancellable, error))
    return FALSE;
  _sl_tracker_session_drop_token (self);
  self->state = SL_TRACKER_SESSION_SIGN_IN;

  cleared = _sl_tracker_session_store (self, SL_SECRET_PASSWORD, NULL, cancellable, error);
  cleared = _sl_tracker_session_store (self, SL_SECRET_TOKEN, NULL, cancellable, cleared ? error : NULL) && cleared;
  _sl_tracker_session_give_turn (self);

  return cleared;
}
