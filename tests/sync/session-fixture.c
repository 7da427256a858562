/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "session-fixture.h"
#include "sl-model-transport.h"
#include "sl-test.h"

#define WAY_TYPE (way_get_type ())
G_DECLARE_FINAL_TYPE (Way, way, TEST, WAY, GObject)

struct _Way
{
  GObject parent_instance;

  SessionFixture *fixture;
};

static void way_iface_init (SlTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (Way, way, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (SL_TYPE_TRANSPORT, way_iface_init))

static gboolean
fits (const SlRequest *request,
      const char *start)
{
  return start != NULL && g_str_has_prefix (request->path + strlen (API), start);
}

static SlReply *
way_fail (SlReplyState state)
{
  SlReply *reply = sl_reply_new ();

  reply->state = state;
  reply->message = g_strdup ("The way is bad.");
  return reply;
}

static SlReply *
way_fake (SessionFixture *fixture)
{
  SlReply *reply = sl_reply_new ();

  reply->state = SL_REPLY_CAME;
  reply->status = fixture->fake_status;
  reply->body = g_bytes_new_static (fixture->fake_body, strlen (fixture->fake_body));
  return reply;
}

static void
gather (SessionFixture *fixture)
{
  if (++fixture->n_gathered == fixture->gather)
    g_cond_broadcast (&fixture->gathered);
  while (fixture->n_gathered < fixture->gather)
    g_cond_wait (&fixture->gathered, &fixture->lock);
}

/* Whether the reply to @request is lost. */
static gboolean
loses (SessionFixture *fixture,
       const SlRequest *request)
{
  gboolean writes = !g_str_equal (request->method, "GET") && !fits (request, "/auth/");

  if (fits (request, fixture->lose) || (fixture->lose_after_write && fixture->has_lost))
    return TRUE;
  if (!writes || (!fixture->lose_writes && !fixture->lose_once))
    return FALSE;
  fixture->lose_once = FALSE;
  fixture->has_lost = TRUE;
  return TRUE;
}

static SlReply *
way_send (SlTransport *transport,
          const SlRequest *request,
          GCancellable *cancellable)
{
  SessionFixture *fixture = TEST_WAY (transport)->fixture;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&fixture->lock);
  g_autoptr (SlReply) reply = NULL;

  if (!fits (request, "/auth/login"))
    gather (fixture);
  fixture->n_requests++;
  fixture->n_logins += fits (request, "/auth/login");
  g_cond_broadcast (&fixture->gathered);
  while (fits (request, fixture->hold))
    g_cond_wait (&fixture->gathered, &fixture->lock);
  if (fits (request, fixture->cut))
    return way_fail (SL_REPLY_NOT_SENT);
  if (fits (request, fixture->fake))
    return way_fake (fixture);
  if (fixture->fail_writes && !g_str_equal (request->method, "GET"))
    {
      reply = sl_reply_new ();
      reply->state = SL_REPLY_CAME;
      reply->status = 500;
      return g_steal_pointer (&reply);
    }
  reply = sl_model_transport_ask (fixture->server, request, "test");
  if (loses (fixture, request))
    return way_fail (SL_REPLY_LOST);

  return g_steal_pointer (&reply);
}

static void
way_iface_init (SlTransportInterface *iface)
{
  iface->send = way_send;
}

static void
way_class_init (WayClass *klass)
{
}

static void
way_init (Way *self)
{
}

static gint64
now_cb (gpointer data)
{
  SessionFixture *self = data;

  return sl_clock_get_now (self->clock) - self->behind;
}

/* A server with nobody on it, and a session of somebody who hasn't signed in. */
void
session_fixture_init (SessionFixture *self,
                      SlModelProfile profile)
{
  memset (self, 0, sizeof *self);
  g_mutex_init (&self->lock);
  g_cond_init (&self->gathered);
  self->clock = sl_test_clock ();
  self->server = sl_model_server_new (profile, 7, now_cb, self);
  self->secrets = sl_secrets_memory_new ();
  self->way = g_object_new (WAY_TYPE, NULL);
  TEST_WAY (self->way)->fixture = self;
  session_fixture_restart (self, NULL);
}

void
session_fixture_clear (SessionFixture *self)
{
  g_clear_object (&self->session);
  g_clear_object (&self->way);
  g_clear_object (&self->secrets);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->server, sl_model_server_free);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->gathered);
}

/* The person is on the server and signs in. */
void
session_fixture_log_in (SessionFixture *self)
{
  g_autoptr (GError) error = NULL;

  sl_model_server_add_user (self->server, EMAIL, "first", PASSWORD);
  sl_tracker_session_log_in (self->session, PASSWORD, NULL, &error);
  g_assert_no_error (error);
  self->n_requests = self->n_logins = 0;
}

/* The program starts again: only the keyring remembers. */
void
session_fixture_restart (SessionFixture *self,
                         const char *user_id)
{
  SlTrackerAccount account = { "account-1", SERVER, EMAIL, user_id };

  g_clear_object (&self->session);
  self->session = sl_tracker_session_new (self->way, self->secrets, self->clock, &account);
}

void
session_fixture_hold (SessionFixture *self,
                      const char *path)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->hold = path;
  g_cond_broadcast (&self->gathered);
}

void
session_fixture_await (SessionFixture *self,
                       guint n_requests)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  while (self->n_requests < n_requests)
    g_cond_wait (&self->gathered, &self->lock);
}

void
session_fixture_advance (SessionFixture *self,
                         gint64 seconds)
{
  sl_clock_advance (self->clock, seconds * G_USEC_PER_SEC);
}

/* The status that came; 0: nothing was sent. */
guint
session_fixture_send (SessionFixture *self,
                      const char *method,
                      const char *path,
                      const char *body)
{
  g_autofree char *whole = g_strconcat (API, path, NULL);
  g_autoptr (GBytes) bytes = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;
  SlRequest request = { .method = method, .path = whole, .content_type = body != NULL ? "application/json" : NULL, .body = bytes };
  g_autoptr (SlReply) reply = sl_tracker_session_send (self->session, &request, NULL);

  if (reply->state == SL_REPLY_CAME)
    return reply->status;
  g_assert_cmpint (reply->state, ==, SL_REPLY_NOT_SENT);
  g_assert_nonnull (reply->message);

  return 0;
}

char *
session_fixture_dup_secret (SessionFixture *self,
                            SlSecretWhat what)
{
  const SlSecretKey key = { "account-1", SERVER, what };
  char *secret;

  g_assert_true (sl_secrets_lookup (self->secrets, &key, &secret, NULL, NULL));

  return secret;
}

void
session_fixture_set_token (SessionFixture *self,
                           const char *token)
{
  const SlSecretKey key = { "account-1", SERVER, SL_SECRET_TOKEN };

  g_assert_true (sl_secrets_store (self->secrets, &key, token, NULL, NULL));
}
