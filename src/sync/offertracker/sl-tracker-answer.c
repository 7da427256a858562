/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-tracker-answer.h. Nothing about a body is taken for granted: between here and the server there are proxies that
 * answer with pages of their own. Source: the recorded answers in tests/offertracker/data/. */

#define G_LOG_DOMAIN "sl-tracker-answer"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-json.h"
#include "sl-text.h"
#include "sl-tracker-answer.h"

/* What FastAPI answers where it has no route; a missing row has words of its own. */
#define NO_ROUTE "Not Found"
/* Making an application takes the server dozens of steps: seconds. */
#define WRITE_TIMEOUT 90
/* Longer words of a server are for nobody. */
#define MAX_WORDS 500

static void
problem_free (gpointer data)
{
  SlTrackerProblem *problem = data;

  g_free (problem->field);
  g_free (problem->message);
  g_free (problem);
}

static char *
tidy (const char *words)
{
  g_autofree char *clean = sl_text_sanitize (words, -1);

  return sl_text_truncate_utf8 (clean, MAX_WORDS);
}

static void
add_problem (SlTrackerAnswer *self, const char *field, const char *message)
{
  SlTrackerProblem *problem;

  if (message == NULL)
    return;
  problem = g_new0 (SlTrackerProblem, 1);
  problem->field = tidy (field != NULL ? field : "");
  problem->message = tidy (message);
  g_ptr_array_add (self->problems, problem);
}

/* The documented generation: [{"loc": ["body", "salary_min"], "msg": "…"}] */
static void
read_located (SlTrackerAnswer *self, JsonArray *list)
{
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      JsonObject *entry = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      JsonArray *place = entry != NULL ? sl_json_get_array (entry, "loc") : NULL;
      guint n = place != NULL ? json_array_get_length (place) : 0;
      JsonNode *last = n > 0 ? json_array_get_element (place, n - 1) : NULL;

      if (entry != NULL)
        add_problem (self, last != NULL && json_node_get_value_type (last) == G_TYPE_STRING ? json_node_get_string (last) : NULL,
                     sl_json_get_string (entry, "msg", NULL));
    }
}

/* The newer one: [{"field": "body → salary_min", "message": "…"}] */
static void
read_named (SlTrackerAnswer *self, JsonArray *list)
{
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      JsonObject *entry = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *field = entry != NULL ? sl_json_get_string (entry, "field", NULL) : NULL;
      const char *last = field != NULL ? g_strrstr (field, "→ ") : NULL;

      if (entry != NULL)
        add_problem (self, last != NULL ? last + strlen ("→ ") : field, sl_json_get_string (entry, "message", NULL));
    }
}

static void
read_error (SlTrackerAnswer *self)
{
  JsonObject *object = self->body != NULL && JSON_NODE_HOLDS_OBJECT (self->body) ? json_node_get_object (self->body) : NULL;
  const char *detail;
  JsonArray *list;

  if (object == NULL)
    return;
  detail = sl_json_get_string (object, "detail", NULL);
  self->detail = detail != NULL ? tidy (detail) : NULL;
  list = sl_json_get_array (object, "detail");
  if (list != NULL)
    read_located (self, list);
  list = sl_json_get_array (object, "errors");
  if (list != NULL)
    read_named (self, list);
}

static SlTrackerVerdict
judge (SlTrackerAnswer *self)
{
  if (self->status >= 200 && self->status < 300)
    return self->body != NULL ? SL_TRACKER_DONE : SL_TRACKER_UNCERTAIN;
  if (self->status >= 300 && self->status < 400)
    return SL_TRACKER_MOVED;

  switch (self->status)
    {
    case 400:
    case 413:
    case 422:
      return SL_TRACKER_REFUSED;
    case 401:
      return SL_TRACKER_SIGN_IN;
    case 403:
      return SL_TRACKER_FOREIGN;
    /* A row that isn't there is told in words; a page of a proxy tells nothing about rows. */
    case 404:
      return self->detail != NULL && !g_str_equal (self->detail, NO_ROUTE) ? SL_TRACKER_MISSING : SL_TRACKER_NO_ROUTE;
    case 405:
      return SL_TRACKER_NO_ROUTE;
    case 409:
      return SL_TRACKER_EXISTS;
    case 408:
    case 425:
    case 429:
      return SL_TRACKER_LATER;
    /* 500 comes before and after the row was written; a gateway doesn't know what became of what it passed on. */
    default:
      return self->status >= 500 || self->status == 0 ? SL_TRACKER_UNCERTAIN : SL_TRACKER_REFUSED;
    }
}

/**
 * sl_tracker_answer_read:
 * @status: of HTTP; 0: none came
 * @body: (nullable): what came with it
 *
 * Returns: (transfer full): what it means
 */
SlTrackerAnswer *
sl_tracker_answer_read (guint status, GBytes *body)
{
  SlTrackerAnswer *self = g_new0 (SlTrackerAnswer, 1);
  gsize length = 0;
  const char *text = body != NULL ? g_bytes_get_data (body, &length) : NULL;

  self->status = status;
  self->problems = g_ptr_array_new_with_free_func (problem_free);
  if (length > 0 && g_utf8_validate_len (text, length, NULL))
    self->body = sl_json_parse (text, (gssize) length, NULL);
  if (status >= 400)
    read_error (self);
  self->verdict = judge (self);
  return self;
}

/** sl_tracker_answer_of: (transfer full): what @reply means, also where none came */
SlTrackerAnswer *
sl_tracker_answer_of (const SlReply *reply)
{
  SlTrackerAnswer *self;

  if (reply->state == SL_REPLY_CAME)
    return sl_tracker_answer_read (reply->status, reply->body);
  self = sl_tracker_answer_read (0, NULL);
  self->detail = g_strdup (reply->message);
  return self;
}

/* The place of the list in a text that is one, which may be long. */
static SlTrackerAnswer *
read_list (guint status, GBytes *body)
{
  gsize length = 0;
  const char *text = body != NULL ? g_bytes_get_data (body, &length) : NULL;
  SlTrackerAnswer *self;
  SlJsonSlice list;

  if (length == 0 || !g_utf8_validate_len (text, length, NULL) || !sl_json_slice_read (&list, text, length))
    return sl_tracker_answer_read (status, NULL);
  if (*list.text != '[')
    return sl_tracker_answer_read (status, body);
  self = sl_tracker_answer_read (status, NULL);
  self->text = g_bytes_ref (body);
  self->list = list;
  self->verdict = SL_TRACKER_DONE;
  return self;
}

/** sl_tracker_answer_of_list: (transfer full): as sl_tracker_answer_of(), without a tree of what came if it is a list */
SlTrackerAnswer *
sl_tracker_answer_of_list (const SlReply *reply)
{
  if (reply->state == SL_REPLY_CAME && reply->status >= 200 && reply->status < 300)
    return read_list (reply->status, reply->body);
  return sl_tracker_answer_of (reply);
}

/**
 * sl_tracker_ask:
 * @body: (nullable): sent as JSON
 *
 * Blocks; writes are waited for longer than what only looks.
 *
 * Returns: (transfer full): for sl_tracker_answer_of()
 */
SlReply *
sl_tracker_ask (SlTransport  *transport,
                const char   *method,
                const char   *path,
                JsonObject   *body,
                GCancellable *cancellable)
{
  gboolean writes = !g_str_equal (method, "GET");
  char *text = body != NULL ? sl_json_object_to_text (body, FALSE) : NULL;
  g_autoptr (GBytes) bytes = text != NULL ? g_bytes_new_take (text, strlen (text)) : NULL;
  const SlRequest request = {
    .method = method,
    .path = path,
    .content_type = bytes != NULL ? "application/json" : NULL,
    .body = bytes,
    .timeout = writes ? WRITE_TIMEOUT : 0,
  };

  return sl_transport_send (transport, &request, cancellable);
}

/** sl_tracker_answer_free: @self: (nullable) (transfer full) */
/** sl_tracker_answer_explain: Returns: (transfer full): what is said of one that is %SL_TRACKER_UNCERTAIN, although it came */
char *
sl_tracker_answer_explain (const SlTrackerAnswer *self)
{
  if (self->status >= 200 && self->status < 300)
    return g_strdup (_("What answers isn’t an OfferTracker server, or its answer didn’t come whole. Perhaps this network wants you to sign in on a page of its own first. Nothing is lost."));
  /* Translators: %u is a number such as 503 */
  return g_strdup_printf (_("The server has a problem (%u). Shortlist tries again later; nothing is lost."), self->status);
}

void
sl_tracker_answer_free (SlTrackerAnswer *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->body, json_node_unref);
  g_clear_pointer (&self->text, g_bytes_unref);
  g_ptr_array_unref (self->problems);
  g_free (self->detail);
  g_free (self);
}
