/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What sl-tracker-session.c, which keeps a token good, and sl-tracker-sign-in.c, which gets one, share. All of it is called
 * with the lock held, which is let go of while somebody else is asked: the server, the keyring. */

#pragma once

#include "sl-tracker-answer.h"
#include "sl-tracker-session.h"
#include "sl-turn.h"

G_BEGIN_DECLS

struct _SlTrackerSession
{
  GObject parent_instance;

  SlTransport *transport;
  SlSecrets *secrets;
  SlClock *clock;
  char *id, *server, *email;

  SlTurn turn;     /* who signs in, one at a time */
  GMutex lock;     /* of what follows; never held for long */
  char *user_id;   /* nullable */
  char *token;     /* nullable */
  gint64 renew_at; /* by the server's clock; 0: unknown */
  gint64 offset;   /* of the server's clock from ours */
  gboolean looked; /* for a token in the keyring */
  SlTrackerSessionState state;
  SlTrackerRefusals refusals;
  char **refused; /* (nullable): fields of what the person entered */
  gint64 repair_at;
};

/**
 * SlTrackerSignIn: how signing in ended
 * @SL_TRACKER_REFUSED_IN: the server doesn't take the password
 * @SL_TRACKER_FAILED_IN: it didn't say
 */
typedef enum
{
  SL_TRACKER_SIGNED_IN,
  SL_TRACKER_REFUSED_IN,
  SL_TRACKER_FAILED_IN,
} SlTrackerSignIn;

/* sl-tracker-session.c */
void _sl_tracker_session_drop_token (SlTrackerSession *self);
void _sl_tracker_session_take_token (SlTrackerSession *self, const char *token);
void _sl_tracker_session_keep_token (SlTrackerSession *self, GCancellable *cancellable);
gboolean _sl_tracker_session_look_up (SlTrackerSession *self, SlSecretWhat what, char **secret, GCancellable *cancellable, GError **error);
gboolean _sl_tracker_session_store (SlTrackerSession *self, SlSecretWhat what, const char *secret, GCancellable *cancellable, GError **error);
gboolean _sl_tracker_session_take_turn (SlTrackerSession *self, GCancellable *cancellable, GError **error);
void _sl_tracker_session_give_turn (SlTrackerSession *self);
gboolean _sl_tracker_session_is_me (SlTrackerSession *self, const char *user_id, GError **error);

/* sl-tracker-sign-in.c */
SlTrackerSignIn _sl_tracker_session_ask (SlTrackerSession *self, const char *password, SlTrackerReach *reach, GCancellable *cancellable, GError **error);
void _sl_tracker_session_set_error (SlTrackerSession *self, GError **error);
void _sl_tracker_session_set_unreachable (SlReply *reply, SlTrackerAnswer *answer, GCancellable *cancellable, GError **error);

G_END_DECLS
