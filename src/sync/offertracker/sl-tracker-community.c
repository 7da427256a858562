/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-tracker-community.h: asking, what is kept for later, and making something no more than once. */

#define G_LOG_DOMAIN "sl-tracker-community"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-date.h"
#include "sl-error.h"
#include "sl-json.h"
#include "sl-text.h"
#include "sl-tracker-community-private.h"

#define MAX_ID 64
/* Of a list that is read to its end. */
#define MAX_PAGES 10
#define PAGE 100
/* So many of one's own are looked at for what may just have been made. */
#define LOOK_AT 100

/**
 * sl_tracker_community_init:
 * @transport: (nullable): borrowed, as are @cache and @cancellable
 */
void
sl_tracker_community_init (SlTrackerCommunity *self,
                           SlTransport        *transport,
                           SlCommunityCache   *cache,
                           gint64              now,
                           GCancellable       *cancellable)
{
  *self = (SlTrackerCommunity) { .transport = transport, .cache = cache, .cancellable = cancellable, .now = now, .as_of = SL_TIME_NONE };
}

void
sl_tracker_community_clear (SlTrackerCommunity *self)
{
  g_clear_pointer (&self->problem, g_free);
}

/* Rows */

/** _sl_tracker_community_clean_text: (transfer full) (nullable): %NULL: there is none; @is_cut: (out) (optional) */
char *
_sl_tracker_community_clean_text (JsonObject *row,
                                  const char *member,
                                  guint       max_chars,
                                  gboolean   *is_cut)
{
  const char *text = sl_json_get_string (row, member, NULL);
  g_autofree char *clean = sl_text_sanitize (text, -1);

  if (is_cut != NULL)
    *is_cut = sl_text_count_chars (clean) > max_chars;
  return sl_text_is_blank (clean) ? NULL : sl_text_truncate_utf8 (clean, max_chars);
}

/** _sl_tracker_community_clean_line: as _sl_tracker_community_clean_text(), on one line */
char *
_sl_tracker_community_clean_line (JsonObject *row,
                                  const char *member,
                                  guint       max_chars)
{
  g_autofree char *text = _sl_tracker_community_clean_text (row, member, max_chars, NULL);

  return text != NULL ? sl_text_strip (g_strdelimit (text, "\n\t", ' ')) : NULL;
}

/** _sl_tracker_community_clean_id: (transfer full) (nullable): what can stand in a path */
char *
_sl_tracker_community_clean_id (JsonObject *row,
                                const char *member)
{
  const char *id = sl_json_get_string (row, member, NULL);
  gsize length = id != NULL ? strlen (id) : 0;

  if (length == 0 || length > MAX_ID)
    return NULL;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (id[i]) && id[i] != '-' && id[i] != '_')
      return NULL;
  return g_strdup (id);
}

gint64
_sl_tracker_community_read_time (JsonObject *row,
                                 const char *member)
{
  const char *text = sl_json_get_string (row, member, NULL);
  gint64 time;

  return text != NULL && sl_time_parse_iso8601 (text, NULL, &time) ? time : SL_TIME_NONE;
}

/** _sl_tracker_community_path: (transfer full): @format with @id at its %s, whatever is in it */
char *
_sl_tracker_community_path (const char *format,
                            const char *id)
{
  g_autofree char *escaped = g_uri_escape_string (id, NULL, FALSE);
  g_auto (GStrv) parts = g_strsplit (format, "%s", 2);

  return g_strconcat (API, parts[0], escaped, parts[1], NULL);
}

/* Asking */

/** _sl_tracker_community_ask: (transfer full): what the server answers; @state: whether it did at all */
SlTrackerAnswer *
_sl_tracker_community_ask (SlTrackerCommunity *self,
                           const char         *method,
                           const char         *path,
                           JsonObject         *body,
                           SlReplyState       *state)
{
  g_autoptr (SlReply) reply = NULL;

  if (self->transport != NULL)
    reply = sl_tracker_ask (self->transport, method, path, body, self->cancellable);
  else
    {
      reply = sl_reply_new ();
      reply->state = SL_REPLY_NOT_SENT;
    }
  *state = reply->state;
  return sl_tracker_answer_of (reply);
}

static char *
describe_refusal (const SlTrackerAnswer *answer)
{
  const SlTrackerProblem *problem = answer->problems->len > 0 ? g_ptr_array_index (answer->problems, 0) : NULL;
  const char *words = problem != NULL ? problem->message : answer->detail;
  g_autofree char *isolated = NULL;

  if (words == NULL)
    return g_strdup (_("The server doesn’t take this."));
  isolated = sl_text_isolate (words);
  /* Translators: %s is what the server says, in its own language */
  return g_strdup_printf (_("The server doesn’t take this: %s"), isolated);
}

/** _sl_tracker_community_fail: %FALSE with @error set to what @answer means */
gboolean
_sl_tracker_community_fail (SlTrackerCommunity    *self,
                            const SlTrackerAnswer *answer,
                            SlReplyState           state,
                            GError               **error)
{
  g_autofree char *refusal = NULL;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (state != SL_REPLY_CAME)
    {
      g_set_error (error, SL_ERROR, SL_ERROR_UNREACHABLE, "%s", answer->detail != NULL ? answer->detail : _("The server can’t be reached."));
      return FALSE;
    }
  switch (answer->verdict)
    {
    case SL_TRACKER_SIGN_IN:
      g_set_error_literal (error, SL_ERROR, SL_ERROR_SIGN_IN, _("The server asks you to sign in again."));
      break;
    case SL_TRACKER_MISSING:
      g_set_error_literal (error, SL_ERROR, SL_ERROR_NOT_FOUND, _("The server doesn’t show this any more."));
      break;
    case SL_TRACKER_FOREIGN:
      g_set_error_literal (error, SL_ERROR, SL_ERROR_PERMISSION, _("This belongs to somebody else, who doesn’t share it."));
      break;
    case SL_TRACKER_REFUSED:
    case SL_TRACKER_EXISTS:
      refusal = describe_refusal (answer);
      g_set_error_literal (error, SL_ERROR, SL_ERROR_INVALID, refusal);
      break;
    case SL_TRACKER_NO_ROUTE:
    case SL_TRACKER_MOVED:
      g_set_error_literal (error, SL_ERROR, SL_ERROR_UNSUPPORTED, _("This server has no community pages."));
      break;
    case SL_TRACKER_LATER:
      g_set_error_literal (error, SL_ERROR, SL_ERROR_UNREACHABLE, _("The server is busy. Try again in a moment."));
      break;
    default:
      refusal = answer->status < 300 ? sl_tracker_answer_explain (answer) : g_strdup (_("The server has a problem just now. Try again in a moment."));
      g_set_error_literal (error, SL_ERROR, SL_ERROR_UNREACHABLE, refusal);
      break;
    }
  return FALSE;
}

/* What the server says clearly isn't overruled by what it said before. */
static gboolean
may_tell_old (const SlTrackerAnswer *answer)
{
  return answer->verdict != SL_TRACKER_FOREIGN && answer->verdict != SL_TRACKER_MISSING && answer->verdict != SL_TRACKER_REFUSED;
}

static JsonNode *
get_kept (SlTrackerCommunity *self,
          const char         *path,
          JsonNodeType        type)
{
  gint64 at = 0;
  g_autoptr (JsonNode) node = self->cache != NULL ? sl_community_cache_get (self->cache, path, &at) : NULL;

  if (node == NULL || JSON_NODE_TYPE (node) != type)
    return NULL;
  self->as_of = self->as_of == SL_TIME_NONE ? at : MIN (self->as_of, at);
  return g_steal_pointer (&node);
}

/** _sl_tracker_community_get: (transfer full) (nullable): %NULL with @error set; what was kept, where no answer comes */
JsonNode *
_sl_tracker_community_get (SlTrackerCommunity *self,
                           const char         *path,
                           JsonNodeType        type,
                           GError            **error)
{
  SlReplyState state;
  g_autoptr (SlTrackerAnswer) answer = _sl_tracker_community_ask (self, "GET", path, NULL, &state);
  g_autoptr (GError) local = NULL;
  JsonNode *kept;

  if (answer->verdict == SL_TRACKER_DONE && JSON_NODE_TYPE (answer->body) == type)
    {
      if (self->cache != NULL)
        sl_community_cache_put (self->cache, path, answer->body, self->now);
      return json_node_ref (answer->body);
    }
  _sl_tracker_community_fail (self, answer, state, &local);
  kept = may_tell_old (answer) && !g_cancellable_is_cancelled (self->cancellable) ? get_kept (self, path, type) : NULL;
  if (kept == NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (self->transport != NULL)
    g_set_str (&self->problem, local->message);
  return kept;
}

static void
take_rows (GPtrArray       *rows,
           JsonArray       *array,
           SlTrackerRowFunc read)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      gpointer row = JSON_NODE_HOLDS_OBJECT (node) ? read (json_node_get_object (node)) : NULL;

      if (row != NULL)
        g_ptr_array_add (rows, row);
    }
}

/** _sl_tracker_community_list: (transfer full) (nullable): one page; what isn't a row is left out */
GPtrArray *
_sl_tracker_community_list (SlTrackerCommunity *self,
                            const char         *path,
                            SlTrackerRowFunc    read,
                            GDestroyNotify      row_free,
                            GError            **error)
{
  g_autoptr (JsonNode) node = _sl_tracker_community_get (self, path, JSON_NODE_ARRAY, error);
  GPtrArray *rows;

  if (node == NULL)
    return NULL;
  rows = g_ptr_array_new_with_free_func (row_free);
  take_rows (rows, json_node_get_array (node), read);
  return rows;
}

/** _sl_tracker_community_list_all: (transfer full) (nullable): all pages of @path, as far as anybody wants to see them */
GPtrArray *
_sl_tracker_community_list_all (SlTrackerCommunity *self,
                                const char         *path,
                                SlTrackerRowFunc    read,
                                GDestroyNotify      row_free,
                                GError            **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (row_free);
  guint skip = 0;

  for (guint i = 0; i < MAX_PAGES; i++)
    {
      g_autofree char *page = g_strdup_printf ("%s?skip=%u&limit=%u", path, skip, PAGE);
      g_autoptr (GError) local = NULL;
      g_autoptr (JsonNode) node = _sl_tracker_community_get (self, page, JSON_NODE_ARRAY, &local);

      /* What was kept may end sooner than the list. */
      if (node == NULL && i > 0 && self->as_of != SL_TIME_NONE)
        break;
      if (node == NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
      if (json_array_get_length (json_node_get_array (node)) == 0)
        break;
      take_rows (rows, json_node_get_array (node), read);
      skip += json_array_get_length (json_node_get_array (node));
    }
  return g_steal_pointer (&rows);
}

static gboolean
is_settled (const SlTrackerAnswer *answer,
            const char            *already,
            gboolean               is_again)
{
  return answer->verdict == SL_TRACKER_DONE ||
         (already != NULL && answer->verdict == SL_TRACKER_REFUSED && answer->detail != NULL && g_str_has_prefix (answer->detail, already)) ||
         /* The first try did it. */
         (is_again && answer->verdict == SL_TRACKER_MISSING);
}

/**
 * _sl_tracker_community_do_until:
 * @already: (nullable): begins what the server says when it has been done before
 *
 * Does what makes no difference when it is done twice; so it is sent once more if nobody knows what became of it.
 */
gboolean
_sl_tracker_community_do_until (SlTrackerCommunity *self,
                                const char         *method,
                                const char         *path,
                                JsonObject         *body,
                                const char         *already,
                                GError            **error)
{
  for (guint i = 0;; i++)
    {
      SlReplyState state;
      g_autoptr (SlTrackerAnswer) answer = _sl_tracker_community_ask (self, method, path, body, &state);
      gboolean is_uncertain = state == SL_REPLY_LOST || (state == SL_REPLY_CAME && answer->verdict == SL_TRACKER_UNCERTAIN);

      if (is_settled (answer, already, i > 0 && g_str_equal (method, "DELETE")))
        return TRUE;
      if (!is_uncertain)
        return _sl_tracker_community_fail (self, answer, state, error);
      if (i > 0 || g_cancellable_is_cancelled (self->cancellable))
        {
          g_set_error_literal (error, SL_ERROR, SL_ERROR_UNREACHABLE, _("The server didn’t say whether it did that. Look again in a moment."));
          return FALSE;
        }
    }
}

/* Making something once */

/** sl_tracker_draft_free: @self: (nullable) (transfer full) */
void
sl_tracker_draft_free (SlTrackerDraft *self)
{
  if (self == NULL)
    return;
  json_object_unref (self->body);
  g_clear_pointer (&self->before, g_hash_table_unref);
  g_free (self);
}

/* (transfer full) (nullable): the newest of one's own, never what was kept */
static JsonNode *
look_at_mine (SlTrackerCommunity *self,
              SlTrackerDraft     *draft,
              GError            **error)
{
  SlTrackerCommunity now = { .transport = self->transport, .cancellable = self->cancellable, .as_of = SL_TIME_NONE };
  g_autofree char *path = g_strdup_printf ("%s?skip=0&limit=%u", draft->mine, LOOK_AT);

  return _sl_tracker_community_get (&now, path, JSON_NODE_ARRAY, error);
}

static gboolean
remember_mine (SlTrackerCommunity *self,
               SlTrackerDraft     *draft,
               GError            **error)
{
  g_autoptr (JsonNode) node = look_at_mine (self, draft, error);
  JsonArray *mine = node != NULL ? json_node_get_array (node) : NULL;

  if (mine == NULL)
    return FALSE;
  draft->before = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < json_array_get_length (mine); i++)
    {
      JsonNode *row = json_array_get_element (mine, i);
      char *id = JSON_NODE_HOLDS_OBJECT (row) ? _sl_tracker_community_clean_id (json_node_get_object (row), "id") : NULL;

      if (id != NULL)
        g_hash_table_add (draft->before, id);
    }
  return TRUE;
}

/* Whether @row has all that was sent. */
static gboolean
agrees (JsonObject *row,
        JsonObject *sent)
{
  JsonObjectIter iter;
  const char *member;
  JsonNode *value;

  json_object_iter_init (&iter, sent);
  while (json_object_iter_next (&iter, &member, &value))
    {
      JsonNode *there = json_object_get_member (row, member);

      if (there == NULL || !json_node_equal (there, value))
        return FALSE;
    }
  return TRUE;
}

/* Looks for what wasn't there before the first try, and is what was sent. %FALSE with @error: the server doesn't tell. */
static gboolean
find_made (SlTrackerCommunity *self,
           SlTrackerDraft     *draft,
           JsonObject        **made,
           GError            **error)
{
  g_autoptr (JsonNode) node = look_at_mine (self, draft, error);
  JsonArray *mine = node != NULL ? json_node_get_array (node) : NULL;
  guint n_known = 0;

  *made = NULL;
  for (guint i = 0; mine != NULL && i < json_array_get_length (mine); i++)
    {
      JsonNode *element = json_array_get_element (mine, i);
      JsonObject *row = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;
      g_autofree char *id = row != NULL ? _sl_tracker_community_clean_id (row, "id") : NULL;

      if (id != NULL && g_hash_table_contains (draft->before, id))
        n_known++;
      else if (id != NULL && *made == NULL && agrees (row, draft->body))
        *made = json_object_ref (row);
    }
  if (mine == NULL || *made != NULL || n_known > 0 || g_hash_table_size (draft->before) == 0)
    return mine != NULL;
  /* Some servers show nothing for a time. */
  g_set_error_literal (error, SL_ERROR, SL_ERROR_UNREACHABLE, _("The server doesn’t show what is yours just now. Try again in a moment."));
  return FALSE;
}

static JsonObject *
make (SlTrackerCommunity *self,
      SlTrackerDraft     *draft,
      GError            **error)
{
  g_autoptr (SlTrackerAnswer) answer = NULL;
  JsonObject *made = NULL;
  SlReplyState state;

  if (draft->before == NULL && !remember_mine (self, draft, error))
    return NULL;
  if (draft->is_uncertain && (!find_made (self, draft, &made, error) || made != NULL))
    return made;
  answer = _sl_tracker_community_ask (self, "POST", draft->path, draft->body, &state);
  if (answer->verdict == SL_TRACKER_DONE && JSON_NODE_HOLDS_OBJECT (answer->body))
    return json_object_ref (json_node_get_object (answer->body));
  if (state == SL_REPLY_NOT_SENT || (state == SL_REPLY_CAME && answer->verdict != SL_TRACKER_UNCERTAIN && answer->verdict != SL_TRACKER_DONE))
    {
      _sl_tracker_community_fail (self, answer, state, error);
      return NULL;
    }
  draft->is_uncertain = TRUE;
  if (!find_made (self, draft, &made, NULL) || made == NULL)
    g_set_error_literal (error, SL_ERROR, SL_ERROR_UNREACHABLE,
                         _("The server didn’t say whether it took this, and doesn’t show it yet. Wait a moment: Shortlist looks again before it sends anything twice."));
  return made;
}

/**
 * _sl_tracker_community_create:
 *
 * Makes what @draft says, once. After a try whose end nobody knows the next call looks before it sends.
 *
 * Returns: (transfer full) (nullable): the new row; %NULL with @error: nothing was made, unless @draft is uncertain now
 */
JsonObject *
_sl_tracker_community_create (SlTrackerCommunity *self,
                              SlTrackerDraft     *draft,
                              GError            **error)
{
  JsonObject *made = make (self, draft, error);

  if (made != NULL)
    _sl_tracker_community_keep_made (self, draft, made);
  return made;
}

/** sl_tracker_draft_send: as _sl_tracker_community_create(), for who looks at the lists afterwards */
gboolean
sl_tracker_draft_send (SlTrackerCommunity *self,
                       SlTrackerDraft     *draft,
                       GError            **error)
{
  g_autoptr (JsonObject) row = _sl_tracker_community_create (self, draft, error);

  return row != NULL;
}
