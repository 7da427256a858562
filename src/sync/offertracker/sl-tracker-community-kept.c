/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was kept of the server's lists follows what the person does: a post that was deleted under "Mine" shows in no other list
 * either, while the server can't be reached. Only for what the server said yes to. */

#define G_LOG_DOMAIN "sl-tracker-community"

#include "config.h"

#include <string.h>

#include "sl-json.h"
#include "sl-tracker-community-private.h"

#define POSTS API "/social/posts"

/**
 * Edit: of the rows that hold @value in @member
 * @path: of the lists, or what these begin with
 * @changes: (nullable): members that become others
 * @row: (nullable): one that is put first, or found
 */
typedef struct {
  const char *path;
  const char *member;
  const char *value;
  JsonObject *changes;
  JsonNode *row;
} Edit;

static gboolean
is_meant (const Edit *edit,
          JsonNode   *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) &&
         g_strcmp0 (sl_json_get_string (json_node_get_object (node), edit->member, NULL), edit->value) == 0;
}

/* (nullable): what is a list among what is kept */
static JsonArray *
get_rows (JsonNode *body)
{
  return JSON_NODE_HOLDS_ARRAY (body) ? json_node_get_array (body) : NULL;
}

static JsonNode *
wrap (JsonArray *rows)
{
  return json_node_init_array (json_node_alloc (), rows);
}

static JsonNode *
forget_rows (const char *path,
             JsonNode   *body,
             gpointer    data)
{
  const Edit *edit = data;
  JsonArray *rows = g_str_has_prefix (path, edit->path) ? get_rows (body) : NULL;
  g_autoptr (JsonArray) left = json_array_new ();

  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++)
    if (!is_meant (edit, json_array_get_element (rows, i)))
      json_array_add_element (left, json_node_ref (json_array_get_element (rows, i)));
  return rows != NULL && json_array_get_length (left) < json_array_get_length (rows) ? wrap (left) : NULL;
}

static void
set_all (JsonObject *object,
         JsonObject *members)
{
  JsonObjectIter iter;
  const char *member;
  JsonNode *value;

  json_object_iter_init (&iter, members);
  while (json_object_iter_next (&iter, &member, &value))
    json_object_set_member (object, member, json_node_copy (value));
}

/* (transfer full): @row, or what becomes of it */
static JsonNode *
amend (const Edit *edit,
       JsonNode   *row,
       gboolean   *amended)
{
  g_autoptr (JsonObject) object = NULL;

  if (!is_meant (edit, row))
    return json_node_ref (row);
  *amended = TRUE;
  object = json_object_new ();
  set_all (object, json_node_get_object (row));
  set_all (object, edit->changes);
  return json_node_init_object (json_node_alloc (), object);
}

static JsonNode *
amend_rows (const char *path,
            JsonNode   *body,
            gpointer    data)
{
  const Edit *edit = data;
  JsonArray *rows = get_rows (body);
  g_autoptr (JsonArray) amended_rows = NULL;
  g_autoptr (JsonNode) amended_body = NULL;
  gboolean amended = FALSE;

  if (!g_str_has_prefix (path, edit->path))
    return NULL;
  if (rows == NULL)
    {
      amended_body = amend (edit, body, &amended);
      return amended ? g_steal_pointer (&amended_body) : NULL;
    }
  amended_rows = json_array_new ();
  for (guint i = 0; i < json_array_get_length (rows); i++)
    json_array_add_element (amended_rows, amend (edit, json_array_get_element (rows, i), &amended));
  return amended ? wrap (amended_rows) : NULL;
}

static JsonNode *
find_row (const char *path,
          JsonNode   *body,
          gpointer    data)
{
  Edit *edit = data;
  JsonArray *rows = get_rows (body);

  if (edit->row != NULL || !g_str_has_prefix (path, edit->path))
    return NULL;
  if (is_meant (edit, body))
    edit->row = json_node_ref (body);
  for (guint i = 0; rows != NULL && edit->row == NULL && i < json_array_get_length (rows); i++)
    if (is_meant (edit, json_array_get_element (rows, i)))
      edit->row = json_node_ref (json_array_get_element (rows, i));
  return NULL;
}

static gboolean
is_first_page (const char *path,
               const char *list)
{
  const char *rest = g_str_has_prefix (path, list) ? path + strlen (list) : "-";

  return *rest == '\0' || g_str_has_prefix (rest, "?skip=0&") || g_str_has_prefix (rest, "&skip=0&");
}

static JsonNode *
put_first (const char *path,
           JsonNode   *body,
           gpointer    data)
{
  const Edit *edit = data;
  JsonArray *rows = is_first_page (path, edit->path) ? get_rows (body) : NULL;
  g_autoptr (JsonArray) all = NULL;

  if (rows == NULL)
    return NULL;
  all = json_array_new ();
  json_array_add_element (all, json_node_ref (edit->row));
  for (guint i = 0; i < json_array_get_length (rows); i++)
    if (!is_meant (edit, json_array_get_element (rows, i)))
      json_array_add_element (all, json_node_ref (json_array_get_element (rows, i)));
  return wrap (all);
}

/** _sl_tracker_community_forget: takes the rows with @value in @member out of the lists whose paths begin with @path */
void
_sl_tracker_community_forget (SlTrackerCommunity *self,
                              const char         *path,
                              const char         *member,
                              const char         *value)
{
  if (self->cache != NULL)
    sl_community_cache_edit (self->cache, forget_rows, &(Edit) { .path = path, .member = member, .value = value });
}

/** _sl_tracker_community_amend: sets the members of @changes in the rows of that @id in what begins with @path */
void
_sl_tracker_community_amend (SlTrackerCommunity *self,
                             const char         *path,
                             const char         *id,
                             JsonObject         *changes)
{
  if (self->cache != NULL)
    sl_community_cache_edit (self->cache, amend_rows, &(Edit) { .path = path, .member = "id", .value = id, .changes = changes });
}

/* @row stands first in the list @path. */
static void
add_first (SlTrackerCommunity *self,
           const char         *path,
           JsonObject         *row)
{
  const char *id = sl_json_get_string (row, "id", NULL);
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), row);

  if (self->cache != NULL && id != NULL)
    sl_community_cache_edit (self->cache, put_first, &(Edit) { .path = path, .member = "id", .value = id, .row = node });
}

/** _sl_tracker_community_copy_row: the row of that @id in what begins with @from, if one is kept, stands first in @to as well */
void
_sl_tracker_community_copy_row (SlTrackerCommunity *self,
                                const char         *from,
                                const char         *to,
                                const char         *id)
{
  Edit edit = { .path = from, .member = "id", .value = id };
  g_autoptr (JsonNode) row = NULL;

  if (self->cache == NULL)
    return;
  sl_community_cache_edit (self->cache, find_row, &edit);
  row = edit.row;
  if (row != NULL)
    add_first (self, to, json_node_get_object (row));
}

/** _sl_tracker_community_keep_made: @row: what became of @draft on the server stands first where the server would have it */
void
_sl_tracker_community_keep_made (SlTrackerCommunity   *self,
                                 const SlTrackerDraft *draft,
                                 JsonObject           *row)
{
  const char *group = sl_json_get_string (row, "group_id", NULL);
  g_autofree char *of_group = group != NULL ? _sl_tracker_community_path ("/social/posts/feed?group_id=%s", group) : NULL;

  add_first (self, draft->mine, row);
  if (of_group != NULL)
    add_first (self, of_group, row);
  if (sl_json_get_boolean (row, "is_public", FALSE))
    add_first (self, g_str_equal (draft->path, POSTS) ? POSTS "/feed" : draft->path, row);
}

/* Who follows whom */

typedef struct {
  const char *path;
  const char *member;
  int by;
} Counting;

static JsonNode *
count_on (const char *path,
          JsonNode   *body,
          gpointer    data)
{
  const Counting *counting = data;
  g_autoptr (JsonObject) object = NULL;
  gint64 before;

  if (!g_str_equal (path, counting->path) || !JSON_NODE_HOLDS_OBJECT (body))
    return NULL;
  before = sl_json_get_int (json_node_get_object (body), counting->member, -1);
  if (before < 0)
    return NULL;
  object = json_object_new ();
  set_all (object, json_node_get_object (body));
  json_object_set_int_member (object, counting->member, MAX (before + counting->by, 0));
  return json_node_init_object (json_node_alloc (), object);
}

static void
count_follow (SlTrackerCommunity *self,
              const char         *id,
              const char         *member,
              int                 by)
{
  g_autofree char *path = _sl_tracker_community_path ("/social/follow-stats/%s", id);

  sl_community_cache_edit (self->cache, count_on, &(Counting) { .path = path, .member = member, .by = by });
}

/* (transfer full) (nullable): the person's own id, as far as it is kept */
static char *
find_me (SlTrackerCommunity *self)
{
  gint64 at;
  g_autoptr (JsonNode) me = sl_community_cache_get (self->cache, API "/users/me", &at);

  return me != NULL && JSON_NODE_HOLDS_OBJECT (me) ? g_strdup (sl_json_get_string (json_node_get_object (me), "id", NULL)) : NULL;
}

/* FALSE: it was there. */
static gboolean
add_follow (SlTrackerCommunity *self,
            Edit               *following,
            Edit               *followers)
{
  JsonObject *row = json_object_new ();
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), row);
  g_autoptr (JsonNode) there = NULL;

  json_object_set_string_member (row, "follower_id", followers->value);
  json_object_set_string_member (row, "following_id", following->value);
  json_object_unref (row);
  sl_community_cache_edit (self->cache, find_row, following);
  there = following->row;
  following->row = followers->row = node;
  sl_community_cache_edit (self->cache, put_first, following);
  sl_community_cache_edit (self->cache, put_first, followers);
  return there == NULL;
}

/** _sl_tracker_community_keep_follow: that the person follows @id, or doesn't any more */
void
_sl_tracker_community_keep_follow (SlTrackerCommunity *self,
                                   const char         *id,
                                   gboolean            follows)
{
  g_autofree char *me = self->cache != NULL ? find_me (self) : NULL;
  g_autofree char *mine = me != NULL ? _sl_tracker_community_path ("/social/following/%s", me) : NULL;
  g_autofree char *theirs = _sl_tracker_community_path ("/social/followers/%s", id);
  Edit following = { .path = mine, .member = "following_id", .value = id }, followers = { .path = theirs, .member = "follower_id", .value = me };
  gboolean changes = TRUE;

  if (me == NULL)
    return;
  if (follows)
    changes = add_follow (self, &following, &followers);
  else
    {
      sl_community_cache_edit (self->cache, forget_rows, &following);
      sl_community_cache_edit (self->cache, forget_rows, &followers);
    }
  if (!changes)
    return;
  count_follow (self, id, "followers_count", follows ? 1 : -1);
  count_follow (self, me, "following_count", follows ? 1 : -1);
}
