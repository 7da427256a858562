/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-tracker-community.h: groups and who is in them. */

#define G_LOG_DOMAIN "sl-tracker-community"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-error.h"
#include "sl-json.h"
#include "sl-text.h"
#include "sl-tracker-community-private.h"

#define MAX_ROLE 40
#define GROUPS API "/social/groups"
#define MINE GROUPS "/mine"

void
sl_tracker_group_free (SlTrackerGroup *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->name);
  g_free (self->description);
  g_free (self->creator);
  g_free (self);
}

static gpointer
read_group (JsonObject *row)
{
  g_autoptr (SlTrackerGroup) group = g_new0 (SlTrackerGroup, 1);

  group->id = _sl_tracker_community_clean_id (row, "id");
  group->name = _sl_tracker_community_clean_line (row, "name", SL_TRACKER_MAX_NAME);
  group->description = _sl_tracker_community_clean_text (row, "description", SL_TRACKER_MAX_OWN, &group->is_cut);
  group->creator = _sl_tracker_community_clean_id (row, "created_by");
  group->is_public = sl_json_get_boolean (row, "is_public", FALSE);
  /* Whoever is in no group doesn't see it: 0 says that nobody counted. */
  group->n_members = sl_json_get_int (row, "member_count", 0) > 0 ? sl_json_get_int (row, "member_count", 0) : -1;
  if (group->name == NULL)
    group->name = g_strdup (_("Group without a name"));
  return group->id != NULL ? g_steal_pointer (&group) : NULL;
}

/** sl_tracker_groups_list: (transfer full) (nullable) (element-type SlTrackerGroup): all that are public, the newest first */
GPtrArray *
sl_tracker_groups_list (SlTrackerCommunity *self,
                        guint               skip,
                        GError            **error)
{
  g_autofree char *path = g_strdup_printf (API "/social/groups?skip=%u&limit=%u", skip, SL_TRACKER_PAGE);

  return _sl_tracker_community_list (self, path, read_group, (GDestroyNotify) sl_tracker_group_free, error);
}

/** sl_tracker_groups_mine: (transfer full) (nullable) (element-type SlTrackerGroup): which the person is in */
GPtrArray *
sl_tracker_groups_mine (SlTrackerCommunity *self,
                        GError            **error)
{
  return _sl_tracker_community_list (self, MINE, read_group, (GDestroyNotify) sl_tracker_group_free, error);
}

/** sl_tracker_groups_get: (transfer full) (nullable): with the number of its members */
SlTrackerGroup *
sl_tracker_groups_get (SlTrackerCommunity *self,
                       const char         *id,
                       GError            **error)
{
  g_autofree char *path = _sl_tracker_community_path ("/social/groups/%s", id);
  g_autoptr (JsonNode) node = _sl_tracker_community_get (self, path, JSON_NODE_OBJECT, error);
  SlTrackerGroup *group = node != NULL ? read_group (json_node_get_object (node)) : NULL;

  if (node != NULL && group == NULL)
    g_set_error_literal (error, SL_ERROR, SL_ERROR_UNREACHABLE, _("The server has a problem just now. Try again in a moment."));
  return group;
}

static void
member_free (gpointer data)
{
  SlTrackerMember *member = data;

  g_free (member->person);
  g_free (member->role);
  g_free (member);
}

static gpointer
read_member (JsonObject *row)
{
  SlTrackerMember *member = g_new0 (SlTrackerMember, 1);

  member->person = _sl_tracker_community_clean_id (row, "user_id");
  member->role = _sl_tracker_community_clean_line (row, "role", MAX_ROLE);
  if (member->person != NULL)
    return member;
  member_free (member);
  return NULL;
}

/** sl_tracker_groups_members: (transfer full) (nullable) (element-type SlTrackerMember): a hundred at most, in no order */
GPtrArray *
sl_tracker_groups_members (SlTrackerCommunity *self,
                           const char         *id,
                           GError            **error)
{
  g_autofree char *path = _sl_tracker_community_path ("/social/groups/%s/members", id);

  return _sl_tracker_community_list (self, path, read_member, member_free, error);
}

static JsonObject *
build_body (const char *name,
            const char *description,
            gboolean    is_public)
{
  JsonObject *body = json_object_new ();

  if (name != NULL)
    json_object_set_string_member (body, "name", name);
  if (description != NULL)
    json_object_set_string_member (body, "description", description);
  json_object_set_boolean_member (body, "is_public", is_public);
  return body;
}

/** sl_tracker_groups_draft: (transfer full): for sl_tracker_groups_create() */
SlTrackerDraft *
sl_tracker_groups_draft (const char *name,
                         const char *description,
                         gboolean    is_public)
{
  SlTrackerDraft *draft = g_new0 (SlTrackerDraft, 1);

  draft->body = build_body (name, description != NULL ? description : "", is_public);
  draft->path = GROUPS;
  draft->mine = MINE;
  return draft;
}

/** sl_tracker_groups_create: (transfer full) (nullable): as _sl_tracker_community_create() */
SlTrackerGroup *
sl_tracker_groups_create (SlTrackerCommunity *self,
                          SlTrackerDraft     *draft,
                          GError            **error)
{
  g_autoptr (JsonObject) row = _sl_tracker_community_create (self, draft, error);
  SlTrackerGroup *group = row != NULL ? read_group (row) : NULL;

  if (row != NULL && group == NULL)
    {
      draft->is_uncertain = TRUE;
      g_set_error_literal (error, SL_ERROR, SL_ERROR_UNREACHABLE, _("The server didn’t say whether it did that. Look again in a moment."));
    }
  return group;
}

/** sl_tracker_groups_save: @name: (nullable): %NULL: as it is, as @description */
gboolean
sl_tracker_groups_save (SlTrackerCommunity *self,
                        const char         *id,
                        const char         *name,
                        const char         *description,
                        gboolean            is_public,
                        GError            **error)
{
  g_autofree char *path = _sl_tracker_community_path ("/social/groups/%s", id);
  g_autoptr (JsonObject) body = build_body (name, description, is_public);

  if (!_sl_tracker_community_do_until (self, "PUT", path, body, NULL, error))
    return FALSE;
  _sl_tracker_community_amend (self, GROUPS, id, body);
  return TRUE;
}

/** sl_tracker_groups_delete: with all that was written in it, by whomever; for who made it */
gboolean
sl_tracker_groups_delete (SlTrackerCommunity *self,
                          const char         *id,
                          GError            **error)
{
  g_autofree char *path = _sl_tracker_community_path ("/social/groups/%s", id);

  if (!_sl_tracker_community_do_until (self, "DELETE", path, NULL, NULL, error))
    return FALSE;
  _sl_tracker_community_forget (self, GROUPS, "id", id);
  _sl_tracker_community_forget (self, API "/social/posts/", "group_id", id);
  return TRUE;
}

gboolean
sl_tracker_groups_join (SlTrackerCommunity *self,
                        const char         *id,
                        GError            **error)
{
  g_autofree char *path = _sl_tracker_community_path ("/social/groups/%s/join", id);

  if (!_sl_tracker_community_do_until (self, "POST", path, NULL, "Already", error))
    return FALSE;
  _sl_tracker_community_copy_row (self, GROUPS, MINE, id);
  return TRUE;
}

gboolean
sl_tracker_groups_leave (SlTrackerCommunity *self,
                         const char         *id,
                         GError            **error)
{
  g_autofree char *path = _sl_tracker_community_path ("/social/groups/%s/leave", id);

  if (!_sl_tracker_community_do_until (self, "DELETE", path, NULL, NULL, error))
    return FALSE;
  _sl_tracker_community_forget (self, MINE, "id", id);
  return TRUE;
}
