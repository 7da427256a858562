/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who follows whom, groups with their members, posts and reactions. */
#define G_LOG_DOMAIN "sl-model-server"

#include "config.h"

#include <string.h>

#include "sl-id.h"
#include "sl-model-call.h"

/* The server gives a list that takes no limit a hundred rows. */
#define MEMBERS_LIMIT 100

static SlModelRow *
get_follow (SlModelCall *call)
{
  return sl_model_rows_find_by (call->rows, SL_MODEL_FOLLOWS, "follower_id", sl_model_row_id (call->user), "following_id", call->args[0]);
}

/* POST /social/follow/{} */
void
sl_model_do_follow (SlModelCall *call)
{
  SlModelRow *row;

  if (strcmp (call->args[0], sl_model_row_id (call->user)) == 0)
    {
      sl_model_call_detail (call, 400, "Cannot follow yourself");
      return;
    }
  if (get_follow (call) != NULL)
    {
      sl_model_call_detail (call, 400, "Already following this user");
      return;
    }

  sl_model_draft_text (&call->draft, "follower_id", sl_model_row_id (call->user));
  sl_model_draft_text (&call->draft, "following_id", call->args[0]);
  row = sl_model_call_insert (call, &call->draft);
  if (row == NULL)
    return;

  sl_model_call_track (call);
  sl_model_call_row (call, row);
}

/* Deletes a row and says so, or that there is none. */
static void
end_row (SlModelCall *call,
         SlModelRow  *row,
         const char  *detail)
{
  if (row == NULL || call->lying)
    {
      sl_model_call_detail (call, 404, sl_model_kind_info (call->route->kind)->missing);
      return;
    }

  sl_model_rows_delete (call->rows, row);
  sl_model_call_detail (call, 200, detail);
}

/* DELETE /social/follow/{} */
void
sl_model_do_unfollow (SlModelCall *call)
{
  end_row (call, get_follow (call), "Unfollowed successfully");
}

/* GET /social/followers/{} */
void
sl_model_do_followers (SlModelCall *call)
{
  sl_model_call_list (call, sl_model_rows_ordered (call->rows, SL_MODEL_FOLLOWS, "following_id", call->args[0]), TRUE, NULL);
}

/* GET /social/following/{} */
void
sl_model_do_following (SlModelCall *call)
{
  sl_model_call_list (call, sl_model_rows_ordered (call->rows, SL_MODEL_FOLLOWS, "follower_id", call->args[0]), TRUE, NULL);
}

/* GET /social/follow-stats/{} */
void
sl_model_do_follow_stats (SlModelCall *call)
{
  GString *json = g_string_new (NULL);

  g_string_printf (json, "{\"followers_count\":%u,\"following_count\":%u}",
                   call->lying ? 0 : sl_model_rows_of (call->rows, SL_MODEL_FOLLOWS, "following_id", call->args[0])->len,
                   call->lying ? 0 : sl_model_rows_of (call->rows, SL_MODEL_FOLLOWS, "follower_id", call->args[0])->len);
  sl_model_call_json (call, json);
}

static void
write_group_with (GString    *json,
                  SlModelRow *group,
                  guint       members)
{
  sl_model_write_columns (json, group, SL_MODEL_PLAIN);
  g_string_append_printf (json, ",\"member_count\":%u}", members);
}

/* Lists don't count the members. */
static void
write_group (SlModelCall *call,
             GString     *json,
             SlModelRow  *group)
{
  write_group_with (json, group, 0);
}

static void
answer_group (SlModelCall *call,
              SlModelRow  *group,
              guint        members)
{
  GString *json = g_string_new (NULL);

  write_group_with (json, group, members);
  sl_model_call_json (call, json);
}

static SlModelRow *
add_member (SlModelCall *call,
            SlModelRow  *group,
            const char  *role)
{
  g_auto (SlModelDraft) draft;

  sl_model_draft_init (&draft, SL_MODEL_MEMBERS);
  sl_model_draft_text (&draft, "group_id", sl_model_row_id (group));
  sl_model_draft_text (&draft, "user_id", sl_model_row_id (call->user));
  sl_model_draft_text (&draft, "role", role);

  return sl_model_call_insert (call, &draft);
}

/* POST /social/groups */
void
sl_model_do_create_group (SlModelCall *call)
{
  SlModelRow *group;

  sl_model_draft_text (&call->draft, "created_by", sl_model_row_id (call->user));
  group = sl_model_call_insert (call, &call->draft);
  if (group != NULL && add_member (call, group, "admin") != NULL)
    answer_group (call, group, 1);
}

static GPtrArray *
get_public (SlModelCall *call,
            SlModelKind  kind)
{
  GPtrArray *all = sl_model_rows_ordered (call->rows, kind, NULL, NULL);
  GPtrArray *open = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    if (sl_model_row_number (all->pdata[i], "is_public") != 0)
      g_ptr_array_add (open, all->pdata[i]);

  return open;
}

/* GET /social/groups */
void
sl_model_do_groups (SlModelCall *call)
{
  g_autoptr (GPtrArray) groups = get_public (call, SL_MODEL_GROUPS);

  sl_model_call_list (call, groups, TRUE, write_group);
}

/* GET /social/groups/mine */
void
sl_model_do_my_groups (SlModelCall *call)
{
  GPtrArray *mine = sl_model_rows_of (call->rows, SL_MODEL_MEMBERS, "user_id", sl_model_row_id (call->user));
  g_autoptr (GPtrArray) groups = g_ptr_array_new ();

  for (guint i = 0; i < mine->len; i++)
    g_ptr_array_add (groups, sl_model_rows_find (call->rows, SL_MODEL_GROUPS, sl_model_row_text (mine->pdata[i], "group_id")));
  sl_model_call_list (call, groups, FALSE, write_group);
}

static SlModelRow *
get_group (SlModelCall *call)
{
  SlModelRow *group = sl_model_rows_find (call->rows, SL_MODEL_GROUPS, call->args[0]);

  if (!sl_id_is_valid (call->args[0]))
    {
      sl_model_call_fail_with (call, sl_model_kind_info (SL_MODEL_GROUPS)->fetch);
      return NULL;
    }

  return sl_model_call_is_missing (call, SL_MODEL_GROUPS, group) ? NULL : group;
}

/* GET /social/groups/{} */
void
sl_model_do_get_group (SlModelCall *call)
{
  SlModelRow *group = get_group (call);

  if (group != NULL)
    answer_group (call, group, sl_model_rows_of (call->rows, SL_MODEL_MEMBERS, "group_id", sl_model_row_id (group))->len);
}

/* PUT /social/groups/{} */
void
sl_model_do_update_group (SlModelCall *call)
{
  SlModelRow *group = sl_model_call_own (call, SL_MODEL_GROUPS, call->args[0]);

  if (group != NULL && sl_model_call_update (call, group, &call->draft))
    answer_group (call, group, 0);
}

/* DELETE /social/groups/{} */
void
sl_model_do_remove_group (SlModelCall *call)
{
  SlModelRow *group = get_group (call);

  if (group == NULL)
    return;

  if (strcmp (sl_model_row_text (group, "created_by"), sl_model_row_id (call->user)) != 0)
    {
      sl_model_call_detail (call, 403, "Only group creator can delete");
      return;
    }

  sl_model_rows_delete (call->rows, group);
  sl_model_call_detail (call, 200, "Group deleted");
}

static SlModelRow *
get_membership (SlModelCall *call)
{
  return sl_model_rows_find_by (call->rows, SL_MODEL_MEMBERS, "group_id", call->args[0], "user_id", sl_model_row_id (call->user));
}

/* POST /social/groups/{}/join */
void
sl_model_do_join (SlModelCall *call)
{
  SlModelRow *group = get_group (call), *row;

  if (group == NULL)
    return;
  if (get_membership (call) != NULL)
    {
      sl_model_call_detail (call, 400, "Already a member of this group");
      return;
    }

  row = add_member (call, group, "member");
  if (row == NULL)
    return;

  sl_model_call_track (call);
  sl_model_call_row (call, row);
}

/* DELETE /social/groups/{}/leave */
void
sl_model_do_leave (SlModelCall *call)
{
  end_row (call, get_membership (call), "Left group successfully");
}

/* GET /social/groups/{}/members */
void
sl_model_do_members (SlModelCall *call)
{
  GPtrArray *members = sl_model_rows_of (call->rows, SL_MODEL_MEMBERS, "group_id", call->args[0]);
  g_autoptr (GPtrArray) some = g_ptr_array_new ();

  for (guint i = 0; i < MIN (members->len, MEMBERS_LIMIT); i++)
    g_ptr_array_add (some, members->pdata[i]);
  sl_model_call_list (call, some, FALSE, NULL);
}

/* POST /social/posts */
void
sl_model_do_create_post (SlModelCall *call)
{
  SlModelRow *row;

  sl_model_draft_text (&call->draft, "user_id", sl_model_row_id (call->user));
  row = sl_model_call_insert (call, &call->draft);
  if (row == NULL)
    return;

  sl_model_call_track (call);
  sl_model_call_row (call, row);
}

/* GET /social/posts/feed: a group's are shown whether public or not */
void
sl_model_do_feed (SlModelCall *call)
{
  const char *group_id = call->query != NULL ? g_hash_table_lookup (call->query, "group_id") : NULL;
  g_autoptr (GPtrArray) posts = NULL;

  if (group_id != NULL)
    posts = g_ptr_array_ref (sl_model_rows_ordered (call->rows, SL_MODEL_POSTS, "group_id", group_id));
  else
    posts = get_public (call, SL_MODEL_POSTS);
  sl_model_call_list (call, posts, TRUE, NULL);
}

/* GET /social/posts/mine */
void
sl_model_do_my_posts (SlModelCall *call)
{
  sl_model_call_list (call, sl_model_call_mine (call, SL_MODEL_POSTS), TRUE, NULL);
}

/* POST /social/posts/{}/react: another kind is another row */
void
sl_model_do_react (SlModelCall *call)
{
  SlModelRow *post = sl_model_rows_find (call->rows, SL_MODEL_POSTS, call->args[0]), *row;

  if (sl_model_call_is_missing (call, SL_MODEL_POSTS, post))
    return;

  sl_model_draft_text (&call->draft, "post_id", sl_model_row_id (post));
  sl_model_draft_text (&call->draft, "user_id", sl_model_row_id (call->user));
  row = sl_model_call_insert (call, &call->draft);
  if (row != NULL)
    sl_model_call_row (call, row);
}

/* DELETE /social/posts/{}/react: all kinds at once */
void
sl_model_do_unreact (SlModelCall *call)
{
  SlModelRow *row, *next;

  row = sl_model_rows_find_by (call->rows, SL_MODEL_REACTIONS, "post_id", call->args[0], "user_id", sl_model_row_id (call->user));
  end_row (call, row, "Reaction removed");
  while (row != NULL && !call->lying &&
         (next = sl_model_rows_find_by (call->rows, SL_MODEL_REACTIONS, "post_id", call->args[0], "user_id", sl_model_row_id (call->user))) != NULL)
    sl_model_rows_delete (call->rows, next);
}
