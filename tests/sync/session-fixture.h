/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person signed in, or about to, to the model server over a way that can be made to fail. */
#pragma once

#include "sl-model-server.h"
#include "sl-secrets-memory.h"
#include "sl-tracker-session.h"

G_BEGIN_DECLS

#define EMAIL "first@example.org"
#define PASSWORD "correct-horse"
#define SERVER "https://tracker.example.org"
#define API "/api/v1"

/**
 * SessionFixture:
 * @behind: how far the server's clock is behind ours, microseconds
 * @n_requests: of all
 * @n_logins: of these
 * @lose: (nullable): begins the paths of requests whose reply is lost on its way back
 * @cut: (nullable): begins the paths of requests that never arrive
 * @lose_writes: the reply to whatever changes something is lost on its way back
 * @lose_once: of the next one alone
 * @lose_after_write: then no reply comes any more
 * @fail_writes: whatever changes something is answered with 500, and isn't done
 * @hold: (nullable): begins the paths of requests that wait until session_fixture_hold() lets them go
 * @gather: so many requests but logins arrive together
 * @fake: (nullable): begins the paths of requests that are answered with @fake_status and @fake_body
 */
typedef struct
{
  SlModelServer *server;
  SlClock *clock;
  SlSecrets *secrets;
  SlTransport *way;
  SlTrackerSession *session;
  gint64 behind;
  guint n_requests, n_logins;
  const char *lose, *cut, *fake, *hold;
  guint fake_status;
  const char *fake_body;
  gboolean lose_writes, lose_once, lose_after_write, has_lost, fail_writes;
  guint gather, n_gathered;
  GMutex lock;
  GCond gathered;
} SessionFixture;

void session_fixture_init (SessionFixture *self, SlModelProfile profile);
void session_fixture_clear (SessionFixture *self);
void session_fixture_log_in (SessionFixture *self);
void session_fixture_restart (SessionFixture *self, const char *user_id);
void session_fixture_hold (SessionFixture *self, const char *path);
/* Until so many requests were on their way. */
void session_fixture_await (SessionFixture *self, guint n_requests);
void session_fixture_advance (SessionFixture *self, gint64 seconds);
guint session_fixture_send (SessionFixture *self, const char *method, const char *path, const char *body);
char *session_fixture_dup_secret (SessionFixture *self, SlSecretWhat what);
void session_fixture_set_token (SessionFixture *self, const char *token);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SessionFixture, session_fixture_clear)

G_END_DECLS
