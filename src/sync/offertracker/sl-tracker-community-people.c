/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-tracker-community.h: people, oneself among them, and who follows whom. */

#define G_LOG_DOMAIN "sl-tracker-community"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-error.h"
#include "sl-json.h"
#include "sl-text.h"
#include "sl-tracker-community-private.h"

#define MAX_USERNAME 50
#define MAX_WORD 40

/** sl_tracker_person_copy: (transfer full) */
SlTrackerPerson *
sl_tracker_person_copy (const SlTrackerPerson *self)
{
  SlTrackerPerson *copy = g_new0 (SlTrackerPerson, 1);

  copy->id = g_strdup (self->id);
  copy->username = g_strdup (self->username);
  copy->display_name = g_strdup (self->display_name);
  copy->bio = g_strdup (self->bio);
  copy->visibility = g_strdup (self->visibility);
  copy->streak_days = self->streak_days;
  return copy;
}

void
sl_tracker_person_free (SlTrackerPerson *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->username);
  g_free (self->display_name);
  g_free (self->bio);
  g_free (self->visibility);
  g_free (self);
}

/** sl_tracker_person_get_name: (transfer none): what they want to be called */
const char *
sl_tracker_person_get_name (const SlTrackerPerson *self)
{
  return self->display_name != NULL ? self->display_name : self->username;
}

/* Active members have it under another name. */
static gpointer
read_person (JsonObject *row)
{
  g_autoptr (SlTrackerPerson) person = g_new0 (SlTrackerPerson, 1);

  person->id = _sl_tracker_community_clean_id (row, sl_json_has_value (row, "id") ? "id" : "user_id");
  person->username = _sl_tracker_community_clean_line (row, "username", MAX_USERNAME);
  person->display_name = _sl_tracker_community_clean_line (row, "display_name", SL_TRACKER_MAX_NAME);
  person->bio = _sl_tracker_community_clean_text (row, "bio", SL_TRACKER_MAX_BIO, NULL);
  person->visibility = _sl_tracker_community_clean_line (row, "profile_visibility", MAX_WORD);
  person->streak_days = MAX (sl_json_get_int (row, "streak_days", -1), -1);
  return person->id != NULL && person->username != NULL ? g_steal_pointer (&person) : NULL;
}

/* Search says "private" of all it finds, and finds public ones alone. */
static gpointer
read_public (JsonObject *row)
{
  SlTrackerPerson *person = read_person (row);

  if (person != NULL)
    g_clear_pointer (&person->visibility, g_free);
  return person;
}

/* One's own words are there to be changed. */
static gpointer
read_me (JsonObject *row)
{
  SlTrackerPerson *person = read_person (row);

  if (person != NULL)
    {
      g_free (person->bio);
      person->bio = _sl_tracker_community_clean_text (row, "bio", SL_TRACKER_MAX_OWN, NULL);
    }
  return person;
}

static SlTrackerPerson *
read_one (SlTrackerCommunity *self,
          const char         *path,
          SlTrackerRowFunc    read,
          GError            **error)
{
  g_autoptr (JsonNode) node = _sl_tracker_community_get (self, path, JSON_NODE_OBJECT, error);
  SlTrackerPerson *person = node != NULL ? read (json_node_get_object (node)) : NULL;

  if (node != NULL && person == NULL)
    g_set_error_literal (error, SL_ERROR, SL_ERROR_UNREACHABLE, _("The server has a problem just now. Try again in a moment."));
  return person;
}

/** sl_tracker_people_me: (transfer full) (nullable): one's own profile */
SlTrackerPerson *
sl_tracker_people_me (SlTrackerCommunity *self,
                      GError            **error)
{
  return read_one (self, API "/users/me", read_me, error);
}

/**
 * sl_tracker_people_save_me:
 * @display_name: (nullable): %NULL: as it is, as @bio and @visibility
 *
 * Returns: (transfer full) (nullable): what the server has now
 */
SlTrackerPerson *
sl_tracker_people_save_me (SlTrackerCommunity *self,
                           const char         *display_name,
                           const char         *bio,
                           const char         *visibility,
                           GError            **error)
{
  g_autoptr (JsonObject) body = json_object_new ();

  if (display_name != NULL)
    json_object_set_string_member (body, "display_name", display_name);
  if (bio != NULL)
    json_object_set_string_member (body, "bio", bio);
  if (visibility != NULL)
    json_object_set_string_member (body, "profile_visibility", visibility);
  /* The server stumbles over nothing to change. */
  if (json_object_get_size (body) == 0)
    return sl_tracker_people_me (self, error);
  return _sl_tracker_community_do_until (self, "PUT", API "/users/me", body, NULL, error) ? sl_tracker_people_me (self, error) : NULL;
}

/** sl_tracker_people_get: (transfer full) (nullable): %SL_ERROR_PERMISSION: their profile is private */
SlTrackerPerson *
sl_tracker_people_get (SlTrackerCommunity *self,
                       const char         *id,
                       GError            **error)
{
  g_autofree char *path = _sl_tracker_community_path ("/users/%s", id);

  return read_one (self, path, read_person, error);
}

/* The server stumbles over these. */
static char *
build_search (const char *words)
{
  g_autofree char *clean = sl_text_sanitize (words, -1);
  g_autofree char *stripped = sl_text_strip (g_strdelimit (clean, ",()\n\t", ' '));
  g_autofree char *cut = sl_text_truncate_utf8 (stripped, SL_TRACKER_MAX_NAME);

  return g_uri_escape_string (cut, NULL, FALSE);
}

/** sl_tracker_people_search: (transfer full) (nullable) (element-type SlTrackerPerson): whose names hold @words; nobody for none */
GPtrArray *
sl_tracker_people_search (SlTrackerCommunity *self,
                          const char         *words,
                          guint               skip,
                          GError            **error)
{
  g_autofree char *search = build_search (words);
  g_autofree char *path = g_strdup_printf (API "/users/search?q=%s&skip=%u&limit=%u", search, skip, SL_TRACKER_PAGE);

  if (*search == '\0')
    return g_ptr_array_new_with_free_func ((GDestroyNotify) sl_tracker_person_free);
  return _sl_tracker_community_list (self, path, read_public, (GDestroyNotify) sl_tracker_person_free, error);
}

/** sl_tracker_progress_active: (transfer full) (nullable) (element-type SlTrackerPerson): who is public and was here lately */
GPtrArray *
sl_tracker_progress_active (SlTrackerCommunity *self,
                            GError            **error)
{
  return _sl_tracker_community_list (self, API "/progress/community?limit=20", read_public, (GDestroyNotify) sl_tracker_person_free, error);
}

/* Following */

static void
follow_free (gpointer data)
{
  SlTrackerFollow *follow = data;

  g_free (follow->follower);
  g_free (follow->followed);
  g_free (follow);
}

static gpointer
read_follow (JsonObject *row)
{
  SlTrackerFollow *follow = g_new0 (SlTrackerFollow, 1);

  follow->follower = _sl_tracker_community_clean_id (row, "follower_id");
  follow->followed = _sl_tracker_community_clean_id (row, "following_id");
  if (follow->follower != NULL && follow->followed != NULL)
    return follow;
  follow_free (follow);
  return NULL;
}

/** sl_tracker_people_followers: (transfer full) (nullable) (element-type SlTrackerFollow): who follows @id */
GPtrArray *
sl_tracker_people_followers (SlTrackerCommunity *self,
                             const char         *id,
                             GError            **error)
{
  g_autofree char *path = _sl_tracker_community_path ("/social/followers/%s", id);

  return _sl_tracker_community_list_all (self, path, read_follow, follow_free, error);
}

/** sl_tracker_people_following: (transfer full) (nullable) (element-type SlTrackerFollow): whom @id follows */
GPtrArray *
sl_tracker_people_following (SlTrackerCommunity *self,
                             const char         *id,
                             GError            **error)
{
  g_autofree char *path = _sl_tracker_community_path ("/social/following/%s", id);

  return _sl_tracker_community_list_all (self, path, read_follow, follow_free, error);
}

/** sl_tracker_people_count_follows: @n_followers: (out): -1: not told; as @n_following */
gboolean
sl_tracker_people_count_follows (SlTrackerCommunity *self,
                                 const char         *id,
                                 gint64             *n_followers,
                                 gint64             *n_following,
                                 GError            **error)
{
  g_autofree char *path = _sl_tracker_community_path ("/social/follow-stats/%s", id);
  g_autoptr (JsonNode) node = _sl_tracker_community_get (self, path, JSON_NODE_OBJECT, error);

  if (node == NULL)
    return FALSE;
  *n_followers = MAX (sl_json_get_int (json_node_get_object (node), "followers_count", -1), -1);
  *n_following = MAX (sl_json_get_int (json_node_get_object (node), "following_count", -1), -1);
  return TRUE;
}

gboolean
sl_tracker_people_follow (SlTrackerCommunity *self,
                          const char         *id,
                          GError            **error)
{
  g_autofree char *path = _sl_tracker_community_path ("/social/follow/%s", id);

  if (!_sl_tracker_community_do_until (self, "POST", path, NULL, "Already", error))
    return FALSE;
  _sl_tracker_community_keep_follow (self, id, TRUE);
  return TRUE;
}

gboolean
sl_tracker_people_unfollow (SlTrackerCommunity *self,
                            const char         *id,
                            GError            **error)
{
  g_autofree char *path = _sl_tracker_community_path ("/social/follow/%s", id);

  if (!_sl_tracker_community_do_until (self, "DELETE", path, NULL, NULL, error))
    return FALSE;
  _sl_tracker_community_keep_follow (self, id, FALSE);
  return TRUE;
}
