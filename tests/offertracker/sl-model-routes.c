/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of the model server's routes, and what becomes of addresses that aren't in it: 405, 307 for a slash too many
 * or too few, 404. The order matters as on the real server: the first that fits is taken. */
#define G_LOG_DOMAIN "sl-model-server"

#include "config.h"

#include <string.h>

#include "sl-model-call.h"

#define API "/api/v1"
#define COMMITS .old = SL_MODEL_COMMITS_THEN_500
#define FAILS .old = SL_MODEL_500_FIRST

/* The five routes of a collection with a slash at its end. */
#define COLLECTION(path, kind, lister, creator, created, updater, many, one, make, ...) \
  { "GET", API path "/", lister, kind, .ok = 200, .failure = "Failed to load " many, .limit = 100, __VA_ARGS__ }, \
  { "POST", API path "/", creator, kind, SL_MODEL_BODY_CREATE, created, make, COLLECTION_BUG_##kind }, \
  { "GET", API path "/{}", kind == SL_MODEL_APPLICATIONS ? sl_model_do_get_application : sl_model_do_get, kind, .ok = 200, .failure = "Failed to fetch " one }, \
  { "PUT", API path "/{}", updater, kind, SL_MODEL_BODY_UPDATE, 200, "Failed to update " one }, \
  { "DELETE", API path "/{}", sl_model_do_remove, kind, .ok = 200, .failure = "Failed to delete " one }

#define PART(name, kind, adder, bug, adding, one) \
  { "POST", API "/applications/{}/" name, adder, kind, SL_MODEL_BODY_CREATE, 201, adding, bug }, \
  { "PUT", API "/applications/{}/" name "/{}", sl_model_do_update_part, kind, SL_MODEL_BODY_UPDATE, 200, "Failed to update " one }, \
  { "DELETE", API "/applications/{}/" name "/{}", sl_model_do_remove_part, kind, .ok = 200, .failure = "Failed to delete " one }

#define COLLECTION_BUG_SL_MODEL_RESUMES SL_MODEL_WORKS
#define COLLECTION_BUG_SL_MODEL_APPLICATIONS SL_MODEL_COMMITS_THEN_500
#define COLLECTION_BUG_SL_MODEL_CONTACTS SL_MODEL_COMMITS_THEN_500
#define COLLECTION_BUG_SL_MODEL_REMINDERS SL_MODEL_WORKS
#define COLLECTION_BUG_SL_MODEL_SAVED_JOBS SL_MODEL_COMMITS_THEN_500

static const SlModelRoute routes[] = {
  { "GET", "/", sl_model_do_root, SL_MODEL_NO_KIND, .ok = 200, .open = TRUE },
  { "GET", API "/openapi.json", sl_model_do_openapi, SL_MODEL_NO_KIND, .ok = 200, .open = TRUE },
  { "POST", API "/auth/register", sl_model_do_register, SL_MODEL_REGISTER, SL_MODEL_BODY_CREATE, 201, "Registration check failed", FAILS, TRUE },
  { "POST", API "/auth/login", sl_model_do_login, SL_MODEL_LOGIN, SL_MODEL_BODY_CREATE, 200, "Failed to load user profile", .open = TRUE },

  { "GET", API "/users/me", sl_model_do_me, SL_MODEL_USERS, .ok = 200 },
  { "PUT", API "/users/me", sl_model_do_update_me, SL_MODEL_USERS, SL_MODEL_BODY_UPDATE, 200, "Failed to update profile" },
  { "GET", API "/users/search", sl_model_do_search, SL_MODEL_USERS, .ok = 200, .failure = "Search failed", .limit = 20 },
  { "GET", API "/users/{}", sl_model_do_profile, SL_MODEL_USERS, .ok = 200, .failure = "Failed to fetch user" },

  COLLECTION ("/resumes", SL_MODEL_RESUMES, sl_model_do_list, sl_model_do_create, 200, sl_model_do_update, "resumes", "resume", "Failed to create resume"),

  COLLECTION ("/applications", SL_MODEL_APPLICATIONS, sl_model_do_list_applications, sl_model_do_create_application, 201, sl_model_do_update_application,
              "applications", "application", "Failed to create application", .filters = { "status", "priority" }),
  PART ("stages", SL_MODEL_STAGES, sl_model_do_add_stage, COMMITS, "Failed to add stage", "stage"),
  PART ("outcome", SL_MODEL_OUTCOMES, sl_model_do_add_outcome, FAILS, "Failed to record offer details", "outcome"),
  PART ("reflection", SL_MODEL_REFLECTIONS, sl_model_do_add_reflection, COMMITS, "Failed to add reflection", "reflection"),

  COLLECTION ("/contacts", SL_MODEL_CONTACTS, sl_model_do_list, sl_model_do_create, 201, sl_model_do_update, "contacts", "contact", "Failed to create contact",
              .filters = { "application_id", "contact_type" }),

  { "GET", API "/tags/", sl_model_do_list, SL_MODEL_TAGS, .ok = 200, .failure = "Failed to load tags" },
  { "POST", API "/tags/", sl_model_do_create_tag, SL_MODEL_TAGS, SL_MODEL_BODY_CREATE, 201, "Failed to create tag", FAILS },
  { "PUT", API "/tags/{}", sl_model_do_update, SL_MODEL_TAGS, SL_MODEL_BODY_UPDATE, 200, "Failed to update tag" },
  { "DELETE", API "/tags/{}", sl_model_do_remove, SL_MODEL_TAGS, .ok = 200, .failure = "Failed to delete tag" },
  { "GET", API "/tags/application/{}", sl_model_do_list_tagged, SL_MODEL_APPLICATION_TAGS, .ok = 200, .failure = "Failed to load application tags" },
  { "POST", API "/tags/application/{}/{}", sl_model_do_assign, SL_MODEL_APPLICATION_TAGS, .ok = 201 },
  { "DELETE", API "/tags/application/{}/{}", sl_model_do_unassign, SL_MODEL_APPLICATION_TAGS, .ok = 200, .failure = "Failed to remove tag" },

  { "GET", API "/reminders/upcoming", sl_model_do_upcoming, SL_MODEL_REMINDERS, .ok = 200, .failure = "Failed to load upcoming reminders", .limit = 10 },
  COLLECTION ("/reminders", SL_MODEL_REMINDERS, sl_model_do_list, sl_model_do_create, 201, sl_model_do_update, "reminders", "reminder", "Failed to create reminder",
              .filters = { "is_completed", "reminder_type" }),
  { "POST", API "/reminders/{}/complete", sl_model_do_complete, SL_MODEL_REMINDERS, .ok = 200, .failure = "Failed to complete reminder", COMMITS },

  { "GET", API "/documents/{}", sl_model_do_list_documents, SL_MODEL_DOCUMENTS, .ok = 200, .failure = "Failed to load documents" },
  { "POST", API "/documents/", sl_model_do_create_document, SL_MODEL_DOCUMENTS, SL_MODEL_BODY_CREATE, 201, "Failed to attach document" },
  { "PUT", API "/documents/{}", sl_model_do_update, SL_MODEL_DOCUMENTS, SL_MODEL_BODY_UPDATE, 200, "Failed to update document" },
  { "DELETE", API "/documents/{}", sl_model_do_remove, SL_MODEL_DOCUMENTS, .ok = 200, .failure = "Failed to delete document" },

  COLLECTION ("/saved-jobs", SL_MODEL_SAVED_JOBS, sl_model_do_list, sl_model_do_create, 201, sl_model_do_update_saved, "saved jobs", "saved job", "Failed to save job",
              .filters = { "status", "priority" }),
  { "POST", API "/saved-jobs/{}/convert", sl_model_do_convert, SL_MODEL_SAVED_JOBS, .ok = 201, .failure = "Failed to create application from saved job", COMMITS },

  { "POST", API "/upload/resumes/{}", sl_model_do_upload, SL_MODEL_UPLOAD, SL_MODEL_BODY_UPLOAD, 200 },

  { "GET", API "/analytics/dashboard", sl_model_do_dashboard, SL_MODEL_NO_KIND, .ok = 200, .failure = "Failed to compute analytics dashboard" },
  { "GET", API "/analytics/activity", sl_model_do_list, SL_MODEL_ACTIVITY, .ok = 200, .failure = "Failed to load activity log", .limit = 50, .filters = { "application_id" } },
  { "GET", API "/analytics/questions", sl_model_do_questions, SL_MODEL_NO_KIND, .ok = 200, .failure = "Failed to load interview questions" },

  { "POST", API "/social/follow/{}", sl_model_do_follow, SL_MODEL_FOLLOWS, .ok = 201, .failure = "Failed to follow user", FAILS },
  { "DELETE", API "/social/follow/{}", sl_model_do_unfollow, SL_MODEL_FOLLOWS, .ok = 200, .failure = "Failed to unfollow user" },
  { "GET", API "/social/followers/{}", sl_model_do_followers, SL_MODEL_FOLLOWS, .ok = 200, .failure = "Failed to load followers", .limit = 50 },
  { "GET", API "/social/following/{}", sl_model_do_following, SL_MODEL_FOLLOWS, .ok = 200, .failure = "Failed to load following list", .limit = 50 },
  { "GET", API "/social/follow-stats/{}", sl_model_do_follow_stats, SL_MODEL_FOLLOWS, .ok = 200, .failure = "Failed to load follow stats" },
  { "POST", API "/social/groups", sl_model_do_create_group, SL_MODEL_GROUPS, SL_MODEL_BODY_CREATE, 201, "Failed to create group" },
  { "GET", API "/social/groups", sl_model_do_groups, SL_MODEL_GROUPS, .ok = 200, .failure = "Failed to load groups", .limit = 50 },
  { "GET", API "/social/groups/mine", sl_model_do_my_groups, SL_MODEL_GROUPS, .ok = 200, .failure = "Failed to load your groups" },
  { "GET", API "/social/groups/{}", sl_model_do_get_group, SL_MODEL_GROUPS, .ok = 200, .failure = "Failed to fetch group" },
  { "PUT", API "/social/groups/{}", sl_model_do_update_group, SL_MODEL_GROUPS, SL_MODEL_BODY_UPDATE, 200, "Failed to update group" },
  { "DELETE", API "/social/groups/{}", sl_model_do_remove_group, SL_MODEL_GROUPS, .ok = 200, .failure = "Failed to delete group" },
  { "POST", API "/social/groups/{}/join", sl_model_do_join, SL_MODEL_MEMBERS, .ok = 201, .failure = "Failed to join group", FAILS },
  { "DELETE", API "/social/groups/{}/leave", sl_model_do_leave, SL_MODEL_MEMBERS, .ok = 200, .failure = "Failed to leave group" },
  { "GET", API "/social/groups/{}/members", sl_model_do_members, SL_MODEL_MEMBERS, .ok = 200, .failure = "Failed to load group members" },
  { "POST", API "/social/posts", sl_model_do_create_post, SL_MODEL_POSTS, SL_MODEL_BODY_CREATE, 201, "Failed to create post", COMMITS },
  { "GET", API "/social/posts/feed", sl_model_do_feed, SL_MODEL_POSTS, .ok = 200, .failure = "Failed to load feed", .limit = 50 },
  { "GET", API "/social/posts/mine", sl_model_do_my_posts, SL_MODEL_POSTS, .ok = 200, .failure = "Failed to load your posts", .limit = 50 },
  { "PUT", API "/social/posts/{}", sl_model_do_update, SL_MODEL_POSTS, SL_MODEL_BODY_UPDATE, 200, "Failed to update post" },
  { "DELETE", API "/social/posts/{}", sl_model_do_remove, SL_MODEL_POSTS, .ok = 200, .failure = "Failed to delete post" },
  { "POST", API "/social/posts/{}/react", sl_model_do_react, SL_MODEL_REACTIONS, SL_MODEL_BODY_CREATE, 201, "Failed to add reaction" },
  { "DELETE", API "/social/posts/{}/react", sl_model_do_unreact, SL_MODEL_REACTIONS, .ok = 200, .failure = "Failed to remove reaction" },

  { "GET", API "/progress/milestones", sl_model_do_milestones, SL_MODEL_MILESTONES, .ok = 200 },
  { "GET", API "/progress/milestones/mine", sl_model_do_my_milestones, SL_MODEL_USER_MILESTONES, .ok = 200 },
  { "GET", API "/progress/community", sl_model_do_community, SL_MODEL_USERS, .ok = 200, .limit = 20 },
  { "GET", API "/progress/stats", sl_model_do_stats, SL_MODEL_NO_KIND, .ok = 200 },
};

/**
 * sl_model_routes:
 * @out_n: (out): how many there are
 *
 * Returns: (transfer none) (array length=out_n): the table
 */
const SlModelRoute *
sl_model_routes (guint *out_n)
{
  *out_n = G_N_ELEMENTS (routes);

  return routes;
}

/* Whether @path is of the form of @pattern; the parts that stand for "{}" are put into @args, if that is given. */
static gboolean
fits (const char *pattern,
      const char *path,
      char      **args)
{
  guint n = 0;

  while (*pattern != '\0')
    {
      const char *end;

      if (*pattern != '{')
        {
          if (*pattern++ != *path++)
            return FALSE;
          continue;
        }

      end = strchrnul (path, '/');
      if (end == path)
        return FALSE;
      if (args != NULL)
        {
          args[n] = g_uri_unescape_segment (path, end, NULL);
          if (args[n] == NULL)
            args[n] = g_strndup (path, (gsize) (end - path));
          n++;
        }
      path = end;
      pattern += strlen ("{}");
    }

  return *path == '\0';
}

static const SlModelRoute *
find_route (const char *method,
            const char *path,
            const char **out_allow)
{
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      if (!fits (routes[i].path, path, NULL))
        continue;
      if (strcmp (routes[i].method, method) == 0)
        return &routes[i];
      if (*out_allow == NULL)
        *out_allow = routes[i].method;
    }

  return NULL;
}

static void
redirect_or_404 (SlModelCall *call,
                 const char  *query)
{
  g_autofree char *other = g_strdup (call->path);
  gsize length = strlen (other);
  const char *allow = NULL;

  if (length > 1 && other[length - 1] == '/')
    other[length - 1] = '\0';
  else
    {
      g_free (other);
      other = g_strconcat (call->path, "/", NULL);
    }

  if (find_route (call->request->method, other, &allow) == NULL && allow == NULL)
    {
      sl_model_call_detail (call, 404, "Not Found");
      return;
    }

  sl_model_call_text (call, 307, NULL, "");
  call->answer->location = g_strconcat (sl_model_call_address (call), other, query, NULL);
}

static void
take_query (SlModelCall *call,
            const char  *query)
{
  g_auto (GStrv) pairs = g_strsplit (query, "&", -1);

  call->query = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; pairs[i] != NULL; i++)
    {
      char *value = strchr (pairs[i], '=');
      g_autofree char *name = NULL, *text = NULL;

      if (value != NULL)
        *value++ = '\0';
      g_strdelimit (pairs[i], "+", ' ');
      if (value != NULL)
        g_strdelimit (value, "+", ' ');
      name = g_uri_unescape_string (pairs[i], NULL);
      text = g_uri_unescape_string (value != NULL ? value : "", NULL);
      if (name != NULL && text != NULL && name[0] != '\0')
        g_hash_table_insert (call->query, g_steal_pointer (&name), g_steal_pointer (&text));
    }
}

/**
 * sl_model_route:
 * @call: a request
 *
 * Finds the request's route, or answers it.
 *
 * Returns: %TRUE if there is one
 */
gboolean
sl_model_route (SlModelCall *call)
{
  const char *query = strchrnul (call->request->path, '?');
  const char *allow = NULL;

  call->path = g_strndup (call->request->path, (gsize) (query - call->request->path));
  if (strcmp (call->request->method, "OPTIONS") == 0)
    {
      sl_model_call_text (call, 200, "text/plain; charset=utf-8", "OK");
      return FALSE;
    }

  call->route = find_route (call->request->method, call->path, &allow);
  if (call->route != NULL)
    {
      fits (call->route->path, call->path, call->args);
      if (*query == '?')
        take_query (call, query + 1);
      return TRUE;
    }

  if (allow != NULL)
    {
      sl_model_call_detail (call, 405, "Method Not Allowed");
      call->answer->allow = allow;
    }
  else
    redirect_or_404 (call, query);

  return FALSE;
}
