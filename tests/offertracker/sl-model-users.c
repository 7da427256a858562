/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Registering, logging in, one's own profile and those of others. */
#define G_LOG_DOMAIN "sl-model-server"

#include "config.h"

#include <string.h>

#include "sl-id.h"
#include "sl-model-call.h"

/* GET / */
void
sl_model_do_root (SlModelCall *call)
{
  sl_model_call_json (call, g_string_new ("{\"message\":\"Welcome to OfferTracker API\"}"));
}

/* The auth service's own words stand behind others in the newer generation. */
static void
refuse_registration (SlModelCall *call,
                     const char  *why)
{
  g_autofree char *detail = call->profile == SL_MODEL_PROFILE_HEAD ? g_strconcat ("Registration failed: ", why, NULL) : g_strdup (why);

  sl_model_call_detail (call, 400, detail);
}

static gboolean
is_address (const char *email)
{
  const char *at = strchr (email, '@');

  return at != NULL && at != email && strchr (at + 1, '@') == NULL && strchr (at, '.') != NULL && strpbrk (email, " \t\r\n") == NULL;
}

static gboolean
may_register (SlModelCall *call,
              const char  *email,
              const char  *folded,
              const char  *username)
{
  if (sl_model_rows_find_by (call->rows, SL_MODEL_USERS, "username", username, NULL, NULL) != NULL)
    sl_model_call_detail (call, 400, "Username already taken");
  else if (sl_model_rows_find_by (call->rows, SL_MODEL_USERS, "email", email, NULL, NULL) != NULL)
    sl_model_call_detail (call, 400, "Email already taken");
  else if (!is_address (email))
    refuse_registration (call, "Unable to validate email address: invalid format");
  else if (sl_model_rows_find_by (call->rows, SL_MODEL_USERS, "email", folded, NULL, NULL) != NULL)
    refuse_registration (call, "User already registered");
  else
    return TRUE;

  return FALSE;
}

static void
answer_session (SlModelCall *call,
                SlModelRow  *user,
                const char  *token)
{
  GString *json = g_string_new ("{\"access_token\":");

  sl_model_write_string (json, token);
  g_string_append (json, ",\"token_type\":\"bearer\",\"user\":");
  sl_model_write_row (json, user, SL_MODEL_AS_STORED);
  g_string_append_c (json, '}');
  sl_model_call_json (call, json);
}

static void
answer_registered (SlModelCall *call,
                   SlModelRow  *user)
{
  g_autofree char *token = NULL;
  GString *json;

  if (call->profile != SL_MODEL_PROFILE_HEAD)
    {
      token = (call->conditions & SL_MODEL_CONFIRM) != 0 ? g_strdup ("") : sl_model_call_issue_token (call, user);
      answer_session (call, user, token);
      return;
    }

  json = g_string_new ("{\"message\":\"Account created. Verify your email to continue.\",\"user\":");
  sl_model_write_row (json, user, SL_MODEL_AS_STORED);
  g_string_append_c (json, '}');
  sl_model_call_json (call, json);
}

/* POST /auth/register */
void
sl_model_do_register (SlModelCall *call)
{
  const char *email = sl_model_draft_get (&call->draft, "email")->text;
  const char *username = sl_model_draft_get (&call->draft, "username")->text;
  SlModelValue *display_name = sl_model_draft_get (&call->draft, "display_name");
  g_autofree char *folded = g_utf8_strdown (email, -1);
  g_auto (SlModelDraft) draft;
  SlModelRow *user;

  sl_model_draft_init (&draft, SL_MODEL_USERS);
  if (!may_register (call, email, folded, username))
    return;

  sl_model_draft_text (&draft, "email", folded);
  sl_model_draft_text (&draft, "username", username);
  sl_model_draft_text (&draft, "display_name", display_name != NULL && display_name->text[0] != '\0' ? display_name->text : username);
  sl_model_draft_number (&draft, "is_profile_public", SL_MODEL_IS_BOOL, FALSE);
  sl_model_draft_text (&draft, "profile_visibility", "private");
  sl_model_draft_number (&draft, "streak_days", SL_MODEL_IS_INT, 0);
  user = sl_model_call_insert (call, &draft);
  if (user == NULL)
    return;

  user->secret = g_strdup (sl_model_draft_get (&call->draft, "password")->text);
  sl_model_call_award (call, user, "Getting Started");
  answer_registered (call, user);
}

/* POST /auth/login: the profile is read before the day is counted */
void
sl_model_do_login (SlModelCall *call)
{
  g_autofree char *folded = g_utf8_strdown (sl_model_draft_get (&call->draft, "email")->text, -1);
  const char *password = sl_model_draft_get (&call->draft, "password")->text;
  SlModelRow *user = sl_model_rows_find_by (call->rows, SL_MODEL_USERS, "email", folded, NULL, NULL);
  g_autofree char *token = NULL;

  if (user == NULL || strcmp (user->secret, password) != 0 || (call->conditions & SL_MODEL_NO_AUTH) != 0)
    {
      sl_model_call_detail (call, 401, "Incorrect email or password");
      return;
    }

  sl_model_call_log_in (call, user);
  token = sl_model_call_issue_token (call, user);
  answer_session (call, user, token);
  sl_model_call_streak (call, user);
}

/* GET /users/me */
void
sl_model_do_me (SlModelCall *call)
{
  sl_model_call_row (call, call->user);
}

/* PUT /users/me: the old truth value and the visibility go together */
void
sl_model_do_update_me (SlModelCall *call)
{
  SlModelValue *visibility = sl_model_draft_get (&call->draft, "profile_visibility");
  SlModelValue *is_public = sl_model_draft_get (&call->draft, "is_profile_public");

  if (visibility != NULL)
    sl_model_draft_number (&call->draft, "is_profile_public", SL_MODEL_IS_BOOL, strcmp (visibility->text, "public") == 0);
  else if (is_public != NULL)
    sl_model_draft_text (&call->draft, "profile_visibility", is_public->number != 0 ? "public" : "private");

  if (sl_model_call_update (call, call->user, &call->draft))
    sl_model_call_row (call, call->user);
}

static gboolean
contains_folded (const char *text,
                 const char *folded)
{
  g_autofree char *own = text != NULL ? g_utf8_casefold (text, -1) : NULL;

  return own != NULL && strstr (own, folded) != NULL;
}

/* The list's query leaves the visibility out, and the answer fills it in. */
static void
write_found (SlModelCall *call,
             GString     *json,
             SlModelRow  *user)
{
  static const char member[] = "\"profile_visibility\":\"public\"";
  gsize start = json->len;
  const char *found;

  sl_model_write_row (json, user, SL_MODEL_PROFILE);
  found = strstr (json->str + start, member);
  if (found != NULL)
    {
      gssize at = found - json->str;

      g_string_erase (json, at, (gssize) strlen (member));
      g_string_insert (json, at, "\"profile_visibility\":\"private\"");
    }
}

/* GET /users/search */
void
sl_model_do_search (SlModelCall *call)
{
  const char *text = call->query != NULL ? g_hash_table_lookup (call->query, "q") : NULL;
  g_autofree char *folded = g_utf8_casefold (text != NULL ? text : "", -1);
  GPtrArray *users = sl_model_rows_all (call->rows, SL_MODEL_USERS);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  if (strpbrk (folded, ",)") != NULL)
    {
      sl_model_call_fail (call);
      return;
    }

  for (guint i = 0; folded[0] != '\0' && i < users->len; i++)
    if (sl_model_row_number (users->pdata[i], "is_profile_public") != 0 &&
        (contains_folded (sl_model_row_text (users->pdata[i], "username"), folded) || contains_folded (sl_model_row_text (users->pdata[i], "display_name"), folded)))
      g_ptr_array_add (found, users->pdata[i]);
  sl_model_call_list (call, found, FALSE, write_found);
}

/* GET /users/{} */
void
sl_model_do_profile (SlModelCall *call)
{
  SlModelRow *user = sl_model_rows_find (call->rows, SL_MODEL_USERS, call->args[0]);
  GString *json;

  if (!sl_id_is_valid (call->args[0]))
    {
      sl_model_call_fail (call);
      return;
    }
  if (sl_model_call_is_missing (call, SL_MODEL_USERS, user))
    return;
  if (user != call->user && sl_model_row_number (user, "is_profile_public") == 0)
    {
      sl_model_call_detail (call, 403, "Profile is private");
      return;
    }

  json = g_string_new (NULL);
  sl_model_write_row (json, user, SL_MODEL_PROFILE);
  sl_model_call_json (call, json);
}
