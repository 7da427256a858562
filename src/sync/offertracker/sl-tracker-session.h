/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One person signed in to one OfferTracker server. A transport itself: what goes through it gets the token, which is
 * renewed as needed. Synchronous, for threads other than the main one; several may use it at once. */

#pragma once

#include "sl-clock.h"
#include "sl-secrets.h"
#include "sl-transport.h"

G_BEGIN_DECLS

/**
 * SlTrackerRefusals: what is to be known when the next program signs in
 * @n: how often the server didn't take the password in a row
 * @try_at: it isn't asked again before that, microseconds since 1970 UTC
 * @unverified: it waits for the person to open its e-mail
 */
typedef struct
{
  guint n;
  gint64 try_at;
  gboolean unverified;
} SlTrackerRefusals;

/**
 * SlTrackerAccount:
 * @id: the account's id here
 * @server: the server's address, as sl_server_address_normalize() writes it
 * @user_id: (nullable): who it is on the server; %NULL: nobody has signed in yet
 * @refusals: of an earlier session
 */
typedef struct
{
  const char *id;
  const char *server;
  const char *email;
  const char *user_id;
  SlTrackerRefusals refusals;
} SlTrackerAccount;

/**
 * SlTrackerReach: how far a question to the server came
 * @last: what became of the last request; %SL_REPLY_NOT_SENT also where none was to be sent
 * @retry_after: seconds that the server asked to wait; -1: it didn't
 */
typedef struct
{
  SlReplyState last;
  gint64 retry_after;
} SlTrackerReach;

/**
 * SlTrackerSessionState:
 * @SL_TRACKER_SESSION_READY: nothing is known to be wrong
 * @SL_TRACKER_SESSION_WAITING: the server took neither token nor password; it is asked again after a while
 * @SL_TRACKER_SESSION_SIGN_IN: it still doesn't, or there is no password: only the person can go on
 * @SL_TRACKER_SESSION_VERIFY: registered; the person has to open the link in an e-mail first
 * @SL_TRACKER_SESSION_OTHER_ACCOUNT: the server knows who signs in as somebody else than before
 */
typedef enum
{
  SL_TRACKER_SESSION_READY,
  SL_TRACKER_SESSION_WAITING,
  SL_TRACKER_SESSION_SIGN_IN,
  SL_TRACKER_SESSION_VERIFY,
  SL_TRACKER_SESSION_OTHER_ACCOUNT,
} SlTrackerSessionState;

#define SL_TYPE_TRACKER_SESSION (sl_tracker_session_get_type ())
G_DECLARE_FINAL_TYPE (SlTrackerSession, sl_tracker_session, SL, TRACKER_SESSION, GObject)

SlTrackerSession *sl_tracker_session_new (SlTransport *transport, SlSecrets *secrets, SlClock *clock, const SlTrackerAccount *account);

gboolean sl_tracker_session_log_in (SlTrackerSession *self, const char *password, GCancellable *cancellable, GError **error);
gboolean sl_tracker_session_register (SlTrackerSession *self, const char *username, const char *display_name, const char *password, GCancellable *cancellable, GError **error);
gboolean sl_tracker_session_renew (SlTrackerSession *self, SlTrackerReach *reach, GCancellable *cancellable, GError **error);
gboolean sl_tracker_session_identify (SlTrackerSession *self, SlTrackerReach *reach, GCancellable *cancellable, GError **error);
gboolean sl_tracker_session_sign_out (SlTrackerSession *self, GCancellable *cancellable, GError **error);
SlReply *sl_tracker_session_send (SlTrackerSession *self, const SlRequest *request, GCancellable *cancellable);
void sl_tracker_session_begin_anew (SlTrackerSession *self, const SlTrackerRefusals *refusals);
void sl_tracker_session_try_again (SlTrackerSession *self);

SlTrackerSessionState sl_tracker_session_get_state (SlTrackerSession *self);
SlTrackerRefusals sl_tracker_session_get_refusals (SlTrackerSession *self);
char **sl_tracker_session_dup_refused (SlTrackerSession *self);
char *sl_tracker_session_dup_user_id (SlTrackerSession *self);

G_END_DECLS
