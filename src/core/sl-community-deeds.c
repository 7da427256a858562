/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-community.h: what the person does there, on another thread. */

#define G_LOG_DOMAIN "sl-community"

#include "config.h"

#include "sl-community-private.h"

/* So many posts are remembered as answered; then it begins anew. */
#define MAX_REACTIONS 1000

static void
note_reaction (SlCommunityAsk *ask)
{
  gint64 at;
  g_autoptr (JsonNode) node = sl_community_cache_get (ask->cache, SL_COMMUNITY_REACTIONS, &at);

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node) || json_object_get_size (json_node_get_object (node)) >= MAX_REACTIONS)
    {
      g_clear_pointer (&node, json_node_unref);
      node = json_node_new (JSON_NODE_OBJECT);
      json_node_take_object (node, json_object_new ());
    }
  json_object_remove_member (json_node_get_object (node), ask->id);
  if (ask->word != NULL)
    json_object_set_string_member (json_node_get_object (node), ask->id, ask->word);
  sl_community_cache_put (ask->cache, SL_COMMUNITY_REACTIONS, node, ask->now);
}

static gboolean
save_profile (SlTrackerCommunity *way,
              SlCommunityAsk     *ask,
              GError            **error)
{
  g_autoptr (SlTrackerPerson) saved = sl_tracker_people_save_me (way, ask->title, ask->text, ask->word, error);

  return saved != NULL;
}

static gboolean
react (SlTrackerCommunity *way,
       SlCommunityAsk     *ask,
       GError            **error)
{
  if (!sl_tracker_posts_react (way, ask->id, ask->word, error))
    return FALSE;
  note_reaction (ask);
  return TRUE;
}

static gboolean
run (SlTrackerCommunity *way,
     SlCommunityAsk     *ask,
     GError            **error)
{
  switch (ask->deed)
    {
    case SL_COMMUNITY_FOLLOW:
      return sl_tracker_people_follow (way, ask->id, error);
    case SL_COMMUNITY_UNFOLLOW:
      return sl_tracker_people_unfollow (way, ask->id, error);
    case SL_COMMUNITY_JOIN:
      return sl_tracker_groups_join (way, ask->id, error);
    case SL_COMMUNITY_LEAVE:
      return sl_tracker_groups_leave (way, ask->id, error);
    case SL_COMMUNITY_SAVE_GROUP:
      return sl_tracker_groups_save (way, ask->id, ask->title, ask->text, ask->is_public, error);
    case SL_COMMUNITY_DELETE_GROUP:
      return sl_tracker_groups_delete (way, ask->id, error);
    case SL_COMMUNITY_SAVE_POST:
      return sl_tracker_posts_save (way, ask->id, ask->title, ask->text, ask->is_public, error);
    case SL_COMMUNITY_DELETE_POST:
      return sl_tracker_posts_delete (way, ask->id, error);
    case SL_COMMUNITY_REACT:
      return react (way, ask, error);
    case SL_COMMUNITY_SAVE_PROFILE:
      return save_profile (way, ask, error);
    default:
      g_assert_not_reached ();
    }
}

gpointer
_sl_community_do (SlTransport  *transport,
                  gpointer      data,
                  GCancellable *cancellable,
                  GError      **error)
{
  SlCommunityAsk *ask = data;
  g_auto (SlTrackerCommunity) way;

  sl_tracker_community_init (&way, transport, ask->cache, ask->now, cancellable);
  return run (&way, ask, error) ? GINT_TO_POINTER (TRUE) : NULL;
}

void
_sl_community_sent_free (SlCommunitySent *sent)
{
  sl_tracker_draft_free (sent->draft);
  g_clear_error (&sent->error);
  g_free (sent);
}

gpointer
_sl_community_create (SlTransport  *transport,
                      gpointer      data,
                      GCancellable *cancellable,
                      GError      **error)
{
  SlCommunityAsk *ask = data;
  SlCommunitySent *sent = g_new0 (SlCommunitySent, 1);
  g_auto (SlTrackerCommunity) way;

  sl_tracker_community_init (&way, transport, ask->cache, ask->now, cancellable);
  sent->draft = g_steal_pointer (&ask->draft);
  sl_tracker_draft_send (&way, sent->draft, &sent->error);
  return sent;
}
