/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way to one server: a request goes, a reply comes, or doesn't. An interface, so that the same code that syncs over
 * HTTP also runs in a simulation. Sends are synchronous and for threads other than the main one. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SlRequest:
 * @method: "GET", "POST"…
 * @path: from the server's address on, with the query: "/applications/?skip=0"
 * @token: (nullable): who asks; goes to that server alone
 * @content_type: (nullable): of @body
 * @timeout: seconds to wait for the reply; 0: as is usual
 */
typedef struct {
  const char *method;
  const char *path;
  const char *token;
  const char *content_type;
  GBytes *body;
  guint timeout;
} SlRequest;

/**
 * SlReplyState:
 * @SL_REPLY_CAME: status and body are whole
 * @SL_REPLY_NOT_SENT: the server has seen nothing of the request; sending it again is safe
 * @SL_REPLY_LOST: nobody knows whether the server did what was asked
 */
typedef enum {
  SL_REPLY_CAME,
  SL_REPLY_NOT_SENT,
  SL_REPLY_LOST,
} SlReplyState;

/**
 * SlReply:
 * @status: of HTTP, if it came
 * @body: (nullable): empty bytes where a reply has none
 * @location: (nullable): where a redirect points to; never followed
 * @date: the server's clock, microseconds since 1970 UTC; 0: it didn't say
 * @retry_after: seconds that the server asks to wait; -1: it doesn't
 * @message: (nullable): why no reply came, in a sentence for people
 * @reached: whether the server has seen at least what had to be asked first, such as a sign-in, where the request wasn't sent
 */
typedef struct {
  SlReplyState state;
  guint status;
  GBytes *body;
  char *location;
  gint64 date;
  gint64 retry_after;
  char *message;
  gboolean reached;
} SlReply;

#define SL_TYPE_TRANSPORT (sl_transport_get_type ())
G_DECLARE_INTERFACE (SlTransport, sl_transport, SL, TRANSPORT, GObject)

struct _SlTransportInterface {
  GTypeInterface parent_iface;

  SlReply *(*send) (SlTransport *self, const SlRequest *request, GCancellable *cancellable);
};

SlReply *sl_transport_send (SlTransport     *self,
                            const SlRequest *request,
                            GCancellable    *cancellable);

SlReply *sl_reply_new      (void);
void     sl_reply_free     (SlReply         *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlReply, sl_reply_free)

G_END_DECLS
