/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asking an OfferTracker server, and what its answer means for what was asked. */

#pragma once

#include <json-glib/json-glib.h>

#include "sl-json-slice.h"
#include "sl-transport.h"

G_BEGIN_DECLS

/**
 * SlTrackerVerdict:
 * @SL_TRACKER_DONE: it was done, and the body is what it should be
 * @SL_TRACKER_UNCERTAIN: it may have been done: a server that fails after it wrote, a broken body, an answer that didn't come
 * @SL_TRACKER_LATER: it wasn't done, and another time it may be: too many requests
 * @SL_TRACKER_SIGN_IN: the token isn't taken any more
 * @SL_TRACKER_MISSING: there is no such row, or the server doesn't show it: proves nothing alone
 * @SL_TRACKER_NO_ROUTE: the address has nothing of the kind: not this server, or another route
 * @SL_TRACKER_FOREIGN: the row is somebody else's
 * @SL_TRACKER_REFUSED: what was sent can't be; sending it again changes nothing
 * @SL_TRACKER_EXISTS: there is one already
 * @SL_TRACKER_MOVED: a redirect: the address isn't the right one
 */
typedef enum {
  SL_TRACKER_DONE,
  SL_TRACKER_UNCERTAIN,
  SL_TRACKER_LATER,
  SL_TRACKER_SIGN_IN,
  SL_TRACKER_MISSING,
  SL_TRACKER_NO_ROUTE,
  SL_TRACKER_FOREIGN,
  SL_TRACKER_REFUSED,
  SL_TRACKER_EXISTS,
  SL_TRACKER_MOVED,
} SlTrackerVerdict;

/**
 * SlTrackerProblem:
 * @field: column of the field that it is about, or the words that the server has for the place
 * @message: the server's words
 */
typedef struct {
  char *field;
  char *message;
} SlTrackerProblem;

/**
 * SlTrackerAnswer:
 * @body: (nullable): what came, if it was JSON
 * @list: of a list that was asked for as one, instead of @body: its place in @text
 * @text: (nullable): what @list lies in
 * @detail: (nullable): what the server says about an error; why no reply came
 * @problems: of #SlTrackerProblem: what is wrong with which field
 */
typedef struct {
  SlTrackerVerdict verdict;
  guint status;
  JsonNode *body;
  SlJsonSlice list;
  GBytes *text;
  char *detail;
  GPtrArray *problems;
} SlTrackerAnswer;

SlReply *sl_tracker_ask (SlTransport *transport, const char *method, const char *path, JsonObject *body, GCancellable *cancellable);

SlTrackerAnswer *sl_tracker_answer_read (guint status, GBytes *body);
SlTrackerAnswer *sl_tracker_answer_of (const SlReply *reply);
SlTrackerAnswer *sl_tracker_answer_of_list (const SlReply *reply);
char *sl_tracker_answer_explain (const SlTrackerAnswer *self);
void sl_tracker_answer_free (SlTrackerAnswer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlTrackerAnswer, sl_tracker_answer_free)

G_END_DECLS
