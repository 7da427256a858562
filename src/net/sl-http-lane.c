/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-http-lane.h. */
#define G_LOG_DOMAIN "sl-http-lane"

#include "config.h"

#include "sl-http-lane.h"
#include "sl-server-address.h"

/* What server or network may have dropped meanwhile isn't used again. */
#define REST (30 * G_USEC_PER_SEC)

void
_sl_http_lane_init (SlHttpLane *self)
{
  self->context = g_main_context_new ();
}

/* What closing connections leaves to be done. */
static void
drain (SlHttpLane *self)
{
  while (g_main_context_iteration (self->context, FALSE))
    ;
}

/* No cookies, no cache, no memory of who wants what security: libsoup has these only where they are added. Nor does it close idle
 * connections by its own clock: its timer would wait in the lane's context until the next request, and then close that one's
 * connection. */
static void
make_session (SlHttpLane *self,
              const char *address)
{
  g_autoptr (GUri) uri = g_uri_parse (address, SOUP_HTTP_URI_FLAGS, NULL);

  self->session = soup_session_new_with_options ("user-agent", "Shortlist/" SL_VERSION, "timeout", 0, "idle-timeout", 0, NULL);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_AUTH_MANAGER);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_DECODER);
  if (sl_server_address_is_loopback (g_uri_get_host (uri)))
    soup_session_set_proxy_resolver (self->session, NULL);
}

static void
drop_session (SlHttpLane *self)
{
  if (self->session != NULL)
    soup_session_abort (self->session);
  g_clear_object (&self->session);
  drain (self);
}

void
_sl_http_lane_clear (SlHttpLane *self)
{
  g_main_context_push_thread_default (self->context);
  drop_session (self);
  g_main_context_pop_thread_default (self->context);
  g_clear_pointer (&self->context, g_main_context_unref);
}

/* Makes its context the thread's, with a session of which nothing is known to be wrong. @address: a server's */
void
_sl_http_lane_enter (SlHttpLane *self,
                     const char *address)
{
  g_main_context_push_thread_default (self->context);
  if (!self->is_good || g_get_monotonic_time () - self->used_at > REST)
    drop_session (self);
  if (self->session == NULL)
    make_session (self, address);
}

void
_sl_http_lane_leave (SlHttpLane *self)
{
  drain (self);
  g_main_context_pop_thread_default (self->context);
}

/* A request is over. @good: it came to its end */
void
_sl_http_lane_note (SlHttpLane *self,
                    gboolean good)
{
  self->is_good = good;
  self->used_at = g_get_monotonic_time ();
}

/* For tests: it is as if nobody had used it for long. */
void
_sl_http_lane_rest (SlHttpLane *self)
{
  self->used_at -= 2 * REST;
}
