/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-tracker-community.h: posts and reactions. */

#define G_LOG_DOMAIN "sl-tracker-community"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-error.h"
#include "sl-json.h"
#include "sl-text.h"
#include "sl-tracker-community-private.h"

#define MAX_TYPE 40
/* So many of the feed's newest are looked through for somebody's: the server can't be asked for them. */
#define LOOK_THROUGH 100

void
sl_tracker_post_free (SlTrackerPost *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->author);
  g_free (self->group);
  g_free (self->type);
  g_free (self->title);
  g_free (self->content);
  g_free (self);
}

static gpointer
read_post (JsonObject *row)
{
  g_autoptr (SlTrackerPost) post = g_new0 (SlTrackerPost, 1);

  post->id = _sl_tracker_community_clean_id (row, "id");
  post->author = _sl_tracker_community_clean_id (row, "user_id");
  post->group = _sl_tracker_community_clean_id (row, "group_id");
  post->type = _sl_tracker_community_clean_line (row, "post_type", MAX_TYPE);
  post->title = _sl_tracker_community_clean_line (row, "title", SL_TRACKER_MAX_TITLE);
  post->content = _sl_tracker_community_clean_text (row, "content", SL_TRACKER_MAX_OWN, &post->is_cut);
  post->is_public = sl_json_get_boolean (row, "is_public", FALSE);
  post->created_at = _sl_tracker_community_read_time (row, "created_at");
  if (post->content == NULL)
    post->content = g_strdup ("");
  return post->id != NULL && post->author != NULL ? g_steal_pointer (&post) : NULL;
}

/** sl_tracker_posts_feed: (transfer full) (nullable) (element-type SlTrackerPost): the newest first; @group: (nullable): of all */
GPtrArray *
sl_tracker_posts_feed (SlTrackerCommunity *self,
                       const char         *group,
                       guint               skip,
                       GError            **error)
{
  g_autofree char *of_group = group != NULL ? _sl_tracker_community_path ("/social/posts/feed?group_id=%s", group) : NULL;
  g_autofree char *path = g_strdup_printf ("%s%sskip=%u&limit=%u", group != NULL ? of_group : API "/social/posts/feed", group != NULL ? "&" : "?",
                                           skip, SL_TRACKER_PAGE);

  return _sl_tracker_community_list (self, path, read_post, (GDestroyNotify) sl_tracker_post_free, error);
}

/** sl_tracker_posts_by: (transfer full) (nullable) (element-type SlTrackerPost): what @author shared with everybody lately */
GPtrArray *
sl_tracker_posts_by (SlTrackerCommunity *self,
                     const char         *author,
                     GError            **error)
{
  g_autofree char *path = g_strdup_printf (API "/social/posts/feed?skip=0&limit=%d", LOOK_THROUGH);
  g_autoptr (GPtrArray) all = _sl_tracker_community_list (self, path, read_post, (GDestroyNotify) sl_tracker_post_free, error);

  for (guint i = all != NULL ? all->len : 0; i > 0; i--)
    if (!g_str_equal (((SlTrackerPost *) g_ptr_array_index (all, i - 1))->author, author))
      g_ptr_array_remove_index (all, i - 1);
  return g_steal_pointer (&all);
}

/** sl_tracker_posts_mine: (transfer full) (nullable) (element-type SlTrackerPost): the newest first */
GPtrArray *
sl_tracker_posts_mine (SlTrackerCommunity *self,
                       guint               skip,
                       GError            **error)
{
  g_autofree char *path = g_strdup_printf (API "/social/posts/mine?skip=%u&limit=%u", skip, SL_TRACKER_PAGE);

  return _sl_tracker_community_list (self, path, read_post, (GDestroyNotify) sl_tracker_post_free, error);
}

/**
 * sl_tracker_posts_draft:
 * @title: (nullable)
 * @group: (nullable)
 * @is_public: whether it shows up in everybody's feed
 *
 * Returns: (transfer full): for sl_tracker_posts_create()
 */
SlTrackerDraft *
sl_tracker_posts_draft (const char *type,
                        const char *title,
                        const char *content,
                        const char *group,
                        gboolean    is_public)
{
  SlTrackerDraft *draft = g_new0 (SlTrackerDraft, 1);

  draft->body = json_object_new ();
  json_object_set_string_member (draft->body, "post_type", type);
  if (!sl_text_is_blank (title))
    json_object_set_string_member (draft->body, "title", title);
  json_object_set_string_member (draft->body, "content", content);
  if (group != NULL)
    json_object_set_string_member (draft->body, "group_id", group);
  json_object_set_boolean_member (draft->body, "is_public", is_public);
  draft->path = API "/social/posts";
  draft->mine = API "/social/posts/mine";
  return draft;
}

/** sl_tracker_posts_create: (transfer full) (nullable): as _sl_tracker_community_create() */
SlTrackerPost *
sl_tracker_posts_create (SlTrackerCommunity *self,
                         SlTrackerDraft     *draft,
                         GError            **error)
{
  g_autoptr (JsonObject) row = _sl_tracker_community_create (self, draft, error);
  SlTrackerPost *post = row != NULL ? read_post (row) : NULL;

  if (row != NULL && post == NULL)
    {
      draft->is_uncertain = TRUE;
      g_set_error_literal (error, SL_ERROR, SL_ERROR_UNREACHABLE, _("The server didn’t say whether it did that. Look again in a moment."));
    }
  return post;
}

/** sl_tracker_posts_save: @title: (nullable): %NULL: as it is, as @content. Its kind and group can't be changed */
gboolean
sl_tracker_posts_save (SlTrackerCommunity *self,
                       const char         *id,
                       const char         *title,
                       const char         *content,
                       gboolean            is_public,
                       GError            **error)
{
  g_autofree char *path = _sl_tracker_community_path ("/social/posts/%s", id);
  g_autoptr (JsonObject) body = json_object_new ();

  if (title != NULL)
    json_object_set_string_member (body, "title", title);
  if (content != NULL)
    json_object_set_string_member (body, "content", content);
  json_object_set_boolean_member (body, "is_public", is_public);
  if (!_sl_tracker_community_do_until (self, "PUT", path, body, NULL, error))
    return FALSE;
  _sl_tracker_community_amend (self, API "/social/posts/", id, body);
  return TRUE;
}

gboolean
sl_tracker_posts_delete (SlTrackerCommunity *self,
                         const char         *id,
                         GError            **error)
{
  g_autofree char *path = _sl_tracker_community_path ("/social/posts/%s", id);

  if (!_sl_tracker_community_do_until (self, "DELETE", path, NULL, NULL, error))
    return FALSE;
  _sl_tracker_community_forget (self, API "/social/posts/", "id", id);
  return TRUE;
}

/**
 * sl_tracker_posts_react:
 * @reaction: (nullable): "Like", "Celebrate", "Support", "Insightful"; %NULL: none any more
 *
 * The server keeps one of each kind, and fails for the same again: so what is there goes first, and one is left.
 */
gboolean
sl_tracker_posts_react (SlTrackerCommunity *self,
                        const char         *id,
                        const char         *reaction,
                        GError            **error)
{
  g_autofree char *path = _sl_tracker_community_path ("/social/posts/%s/react", id);
  g_autoptr (JsonObject) body = json_object_new ();
  g_autoptr (SlTrackerAnswer) cleared = NULL;
  SlReplyState state;

  cleared = _sl_tracker_community_ask (self, "DELETE", path, NULL, &state);
  if (cleared->verdict != SL_TRACKER_DONE && cleared->verdict != SL_TRACKER_MISSING)
    return _sl_tracker_community_fail (self, cleared, state, error);
  if (reaction == NULL)
    return TRUE;
  json_object_set_string_member (body, "reaction", reaction);
  g_clear_pointer (&cleared, sl_tracker_answer_free);
  cleared = _sl_tracker_community_ask (self, "POST", path, body, &state);
  return cleared->verdict == SL_TRACKER_DONE || _sl_tracker_community_fail (self, cleared, state, error);
}
