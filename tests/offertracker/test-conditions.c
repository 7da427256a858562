/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The circumstances that a test can bring about on the model server, and its oracle. */
#include "config.h"

#include <string.h>

#include "sl-json.h"
#include "sl-model-caller.h"
#include "sl-test.h"

#define SECOND_EMAIL "second@example.org"

static char *
make_application (SlModelCaller *caller,
                  guint          number)
{
  g_autofree char *body = g_strdup_printf ("{\"company_name\":\"Torvmark %u\",\"role_title\":\"Baker\"}", number);

  return sl_model_caller_make (caller, 201, "/applications/", body);
}

static void
make_public (SlModelCaller *caller)
{
  sl_model_caller_expect (caller, 200, "PUT", "/users/me", "{\"profile_visibility\":\"public\"}");
}

static void
test_row_cap (void)
{
  g_auto (SlModelCaller) caller;

  sl_model_caller_init (&caller, SL_MODEL_PROFILE_DOC);
  for (guint i = 0; i < 1200; i++)
    g_free (make_application (&caller, i));

  sl_model_caller_expect (&caller, 200, "GET", "/applications/?limit=5000", NULL);
  g_assert_cmpuint (sl_model_caller_length (&caller), ==, 1000);
  sl_model_caller_expect (&caller, 200, "GET", "/applications/?limit=5000&skip=1000", NULL);
  g_assert_cmpuint (sl_model_caller_length (&caller), ==, 200);
  sl_model_server_set_row_cap (caller.server, 100);
  sl_model_caller_expect (&caller, 200, "GET", "/applications/?limit=5000", NULL);
  g_assert_cmpuint (sl_model_caller_length (&caller), ==, 100);
  g_assert_cmpstr (sl_model_caller_text_at (&caller, 0, "company_name"), ==, "Torvmark 1199");
  sl_model_caller_expect (&caller, 200, "GET", "/applications/", NULL);
  g_assert_cmpuint (sl_model_caller_length (&caller), ==, 100);
}

static char *
dup_order (SlModelCaller *caller,
           const char    *path,
           const char    *member)
{
  GString *order = g_string_new (NULL);

  sl_model_caller_expect (caller, 200, "GET", path, NULL);
  for (guint i = 0; i < sl_model_caller_length (caller); i++)
    g_string_append_printf (order, "%s ", sl_model_caller_text_at (caller, i, member));

  return g_string_free_and_steal (order);
}

static void
test_shuffled (void)
{
  g_auto (SlModelCaller) caller;
  g_autofree char *first = NULL, *applications = NULL;
  gboolean other = FALSE;

  sl_model_caller_init (&caller, SL_MODEL_PROFILE_DOC);
  for (guint i = 0; i < 8; i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"version_name\":\"v%u\"}", i);

      g_free (sl_model_caller_make (&caller, 200, "/resumes/", body));
      g_free (make_application (&caller, i));
    }
  first = dup_order (&caller, "/resumes/", "version_name");
  g_assert_cmpstr (first, ==, "v0 v1 v2 v3 v4 v5 v6 v7 ");
  applications = dup_order (&caller, "/applications/", "id");

  sl_model_server_set_condition (caller.server, SL_MODEL_SHUFFLED, TRUE);
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *resumes = dup_order (&caller, "/resumes/", "version_name");
      g_autofree char *ordered = dup_order (&caller, "/applications/", "id");

      other |= strcmp (resumes, first) != 0;
      g_assert_cmpuint (strlen (resumes), ==, strlen (first));
      g_assert_cmpstr (ordered, ==, applications);
    }
  g_assert_true (other);
}

static void
test_lying_public (void)
{
  g_auto (SlModelCaller) caller;
  g_autofree char *application = NULL, *path = NULL, *documents = NULL;

  sl_model_caller_init (&caller, SL_MODEL_PROFILE_DOC);
  make_public (&caller);
  application = make_application (&caller, 1);
  path = g_strconcat ("/applications/", application, NULL);
  documents = g_strconcat ("/documents/", application, NULL);
  g_free (sl_model_caller_make (&caller, 201, "/tags/", "{\"name\":\"nearby\"}"));

  sl_model_server_set_lying (caller.server, SL_MODEL_CALLER_EMAIL, TRUE);
  sl_model_caller_expect (&caller, 200, "GET", "/users/me", NULL);
  g_assert_cmpstr (sl_model_caller_text (&caller, "email"), ==, SL_MODEL_CALLER_EMAIL);
  sl_model_caller_expect (&caller, 200, "GET", "/applications/", NULL);
  g_assert_cmpuint (sl_model_caller_length (&caller), ==, 0);
  sl_model_caller_expect (&caller, 200, "GET", "/tags/", NULL);
  g_assert_cmpuint (sl_model_caller_length (&caller), ==, 0);
  sl_model_caller_expect (&caller, 404, "GET", path, NULL);
  g_assert_cmpstr (sl_model_caller_text (&caller, "detail"), ==, "Application not found");
  sl_model_caller_expect (&caller, 404, "GET", documents, NULL);
  sl_model_caller_expect (&caller, 404, "PUT", path, "{\"notes\":\"x\"}");
  sl_model_caller_expect (&caller, 404, "DELETE", path, NULL);
  sl_model_caller_expect (&caller, 500, "POST", "/applications/", "{\"company_name\":\"Ostwerk\",\"role_title\":\"Baker\"}");
  sl_model_caller_expect (&caller, 500, "POST", "/tags/", "{\"name\":\"nearby\"}");
  sl_model_caller_expect (&caller, 500, "PUT", "/users/me", "{\"bio\":\"x\"}");

  /* All of it was untrue. Logging in brings the session back. */
  sl_model_caller_log_in (&caller, SL_MODEL_CALLER_EMAIL);
  sl_model_caller_expect (&caller, 200, "GET", path, NULL);
  sl_model_caller_expect (&caller, 200, "GET", "/applications/", NULL);
  g_assert_cmpuint (sl_model_caller_length (&caller), ==, 1);
}

static void
test_lying_private (void)
{
  g_auto (SlModelCaller) caller;

  sl_model_caller_init (&caller, SL_MODEL_PROFILE_HEAD);
  sl_model_server_set_lying (caller.server, SL_MODEL_CALLER_EMAIL, TRUE);
  sl_model_caller_expect (&caller, 500, "GET", "/users/me", NULL);
  g_assert_cmpstr (sl_model_caller_text (&caller, "detail"), ==, "Failed to create user profile");
  sl_model_caller_expect (&caller, 500, "GET", "/applications/", NULL);
}

static void
test_shared_session (void)
{
  g_auto (SlModelCaller) caller;
  g_autofree char *own = NULL;

  sl_model_caller_init (&caller, SL_MODEL_PROFILE_DOC);
  sl_model_caller_add (&caller, SECOND_EMAIL, "second");
  make_public (&caller);
  g_free (make_application (&caller, 1));
  own = g_strdup (caller.token);

  sl_model_server_set_condition (caller.server, SL_MODEL_SHARED_SESSION, TRUE);
  sl_model_caller_log_in (&caller, SECOND_EMAIL);
  sl_model_caller_expect (&caller, 200, "GET", "/users/me", NULL);
  g_set_str (&caller.token, own);
  sl_model_caller_expect (&caller, 200, "GET", "/applications/", NULL);
  g_assert_cmpuint (sl_model_caller_length (&caller), ==, 0);
  sl_model_caller_log_in (&caller, SL_MODEL_CALLER_EMAIL);
  sl_model_caller_expect (&caller, 200, "GET", "/applications/", NULL);
  g_assert_cmpuint (sl_model_caller_length (&caller), ==, 1);
}

static void
test_restart (void)
{
  g_auto (SlModelCaller) caller;

  sl_model_caller_init (&caller, SL_MODEL_PROFILE_DOC);
  make_public (&caller);
  g_free (make_application (&caller, 1));
  sl_model_server_restart (caller.server);
  sl_model_caller_expect (&caller, 200, "GET", "/applications/", NULL);
  g_assert_cmpuint (sl_model_caller_length (&caller), ==, 0);
  g_assert_cmpint (caller.answer->date, ==, caller.now);
  sl_model_caller_log_in (&caller, SL_MODEL_CALLER_EMAIL);
  sl_model_caller_expect (&caller, 200, "GET", "/applications/", NULL);
  g_assert_cmpuint (sl_model_caller_length (&caller), ==, 1);
}

static void
test_half_convert (void)
{
  g_auto (SlModelCaller) caller;
  g_autofree char *saved = NULL, *path = NULL, *convert = NULL;

  sl_model_caller_init (&caller, SL_MODEL_PROFILE_DOC);
  saved = sl_model_caller_make (&caller, 201, "/saved-jobs/", "{\"company_name\":\"Torvmark\",\"role_title\":\"Baker\"}");
  path = g_strconcat ("/saved-jobs/", saved, NULL);
  convert = g_strconcat (path, "/convert", NULL);
  sl_model_server_set_condition (caller.server, SL_MODEL_HALF_CONVERT, TRUE);
  sl_model_caller_expect (&caller, 201, "POST", convert, NULL);
  sl_model_caller_expect (&caller, 200, "GET", path, NULL);
  g_assert_cmpstr (sl_model_caller_text (&caller, "status"), ==, "Active");

  sl_model_server_set_condition (caller.server, SL_MODEL_HALF_CONVERT, FALSE);
  sl_model_caller_expect (&caller, 201, "POST", convert, NULL);
  sl_model_caller_expect (&caller, 409, "POST", convert, NULL);
  sl_model_caller_expect (&caller, 200, "GET", "/applications/", NULL);
  g_assert_cmpuint (sl_model_caller_length (&caller), ==, 2);
}

/* The claims in the middle of a token, which a client reads to know when to log in again. */
static gint64
read_expiry (const char *token)
{
  g_auto (GStrv) parts = g_strsplit (token, ".", -1);
  g_autoptr (GString) text = g_string_new (parts[1]);
  g_autofree guchar *bytes = NULL;
  g_autofree char *claims = NULL;
  g_autoptr (JsonObject) object = NULL;
  gsize length;

  g_assert_cmpuint (g_strv_length (parts), ==, 3);
  g_strdelimit (text->str, "-", '+');
  g_strdelimit (text->str, "_", '/');
  while (text->len % 4 != 0)
    g_string_append_c (text, '=');
  bytes = g_base64_decode (text->str, &length);
  claims = g_strndup ((const char *) bytes, length);
  object = sl_json_parse_object (claims, NULL);
  g_assert_nonnull (object);

  return sl_json_get_int (object, "exp", 0);
}

static void
test_tokens (void)
{
  g_auto (SlModelCaller) caller;

  sl_model_caller_init (&caller, SL_MODEL_PROFILE_DOC);
  g_assert_cmpint (read_expiry (caller.token), ==, caller.now / G_USEC_PER_SEC + 3600);
  caller.now += G_GINT64_CONSTANT (3598) * G_USEC_PER_SEC;
  sl_model_caller_expect (&caller, 200, "GET", "/users/me", NULL);
  caller.now += 2 * G_USEC_PER_SEC;
  sl_model_caller_expect (&caller, 401, "GET", "/users/me", NULL);
  g_assert_cmpstr (sl_model_caller_text (&caller, "detail"), ==, "Invalid or expired token: Signature has expired");
  g_assert_cmpstr (caller.answer->www_authenticate, ==, "Bearer");

  sl_model_server_set_token_life (caller.server, 60);
  sl_model_caller_log_in (&caller, SL_MODEL_CALLER_EMAIL);
  g_assert_cmpint (read_expiry (caller.token), ==, caller.now / G_USEC_PER_SEC + 60);
  sl_model_server_expire_tokens (caller.server, SL_MODEL_CALLER_EMAIL);
  sl_model_caller_expect (&caller, 401, "GET", "/users/me", NULL);
  sl_model_caller_log_in (&caller, SL_MODEL_CALLER_EMAIL);
  sl_model_caller_expect (&caller, 200, "GET", "/users/me", NULL);
}

static void
test_no_auth (void)
{
  g_auto (SlModelCaller) caller;

  sl_model_caller_init (&caller, SL_MODEL_PROFILE_HEAD);
  sl_model_server_set_condition (caller.server, SL_MODEL_NO_AUTH, TRUE);
  sl_model_caller_expect (&caller, 401, "GET", "/users/me", NULL);
  sl_model_caller_expect (&caller, 401, "POST", "/auth/login", "{\"email\":\"" SL_MODEL_CALLER_EMAIL "\",\"password\":\"" SL_MODEL_CALLER_PASSWORD "\"}");
  sl_model_server_set_condition (caller.server, SL_MODEL_NO_AUTH, FALSE);
  sl_model_caller_expect (&caller, 200, "GET", "/users/me", NULL);
}

static void
test_missing_is_500 (void)
{
  static const char path[] = "/applications/00000000-0000-4000-8000-000000000000";
  g_auto (SlModelCaller) caller;

  sl_model_caller_init (&caller, SL_MODEL_PROFILE_HEAD);
  sl_model_caller_expect (&caller, 404, "GET", path, NULL);
  sl_model_server_set_condition (caller.server, SL_MODEL_MISSING_IS_500, TRUE);
  sl_model_caller_expect (&caller, 500, "GET", path, NULL);
  g_assert_cmpstr (sl_model_caller_text (&caller, "detail"), ==, "Failed to fetch application");
  sl_model_caller_expect (&caller, 404, "PUT", path, "{\"notes\":\"x\"}");
  sl_model_caller_expect (&caller, 404, "DELETE", path, NULL);
}

static void
test_confirm (void)
{
  g_auto (SlModelCaller) caller;

  sl_model_caller_init (&caller, SL_MODEL_PROFILE_DOC);
  sl_model_server_set_condition (caller.server, SL_MODEL_CONFIRM, TRUE);
  sl_model_caller_expect (&caller, 201, "POST", "/auth/register", "{\"email\":\"" SECOND_EMAIL "\",\"username\":\"second\",\"password\":\"correct-horse\"}");
  g_assert_cmpstr (sl_model_caller_text (&caller, "access_token"), ==, "");
}

static void
test_poisoned (void)
{
  g_auto (SlModelCaller) caller;
  g_autofree char *application = NULL, *path = NULL;

  sl_model_caller_init (&caller, SL_MODEL_PROFILE_HEAD);
  application = make_application (&caller, 1);
  g_free (make_application (&caller, 2));
  path = g_strconcat ("/applications/", application, "/reflection", NULL);
  sl_model_caller_expect (&caller, 201, "POST", path, "{}");
  sl_model_server_set_condition (caller.server, SL_MODEL_POISONED, TRUE);
  sl_model_caller_expect (&caller, 500, "GET", "/applications/", NULL);
  g_assert_cmpstr (sl_model_caller_text (&caller, "detail"), ==, "Failed to load applications");
  sl_model_caller_expect (&caller, 200, "GET", "/applications/?limit=1", NULL);
  sl_model_server_set_condition (caller.server, SL_MODEL_POISONED, FALSE);
  sl_model_caller_expect (&caller, 200, "GET", "/applications/", NULL);
  g_assert_cmpuint (sl_model_caller_length (&caller), ==, 2);
}

static void
test_oracle (void)
{
  g_auto (SlModelCaller) caller;
  g_autofree char *application = NULL, *stages = NULL, *path = NULL;
  g_autoptr (JsonObject) keep = NULL;
  JsonArray *rows;
  guint ever;

  sl_model_caller_init (&caller, SL_MODEL_PROFILE_DOC);
  caller.provenance = "create 1";
  application = make_application (&caller, 1);
  stages = g_strconcat ("/applications/", application, "/stages", NULL);
  caller.provenance = "create 2";
  sl_model_caller_expect (&caller, 201, "POST", stages, "{\"stage_name\":\"First call\"}");
  sl_model_caller_expect (&caller, 201, "POST", stages, "{\"stage_name\":\"First call\"}");

  rows = sl_model_caller_dump (&caller, "stages", &keep);
  g_assert_cmpuint (json_array_get_length (rows), ==, 2);
  g_assert_cmpstr (sl_json_get_string (json_array_get_object_element (rows, 0), "_provenance", NULL), ==, "create 2");
  g_assert_cmpuint (sl_model_server_count (caller.server, "applications", "create 1", &ever), ==, 1);
  g_assert_cmpuint (ever, ==, 1);
  g_assert_cmpuint (sl_model_server_count (caller.server, "stages", "create 2", &ever), ==, 2);
  g_assert_cmpuint (sl_model_server_count (caller.server, "stages", "create 3", NULL), ==, 0);

  /* What goes with another row is gone for the oracle, too. */
  path = g_strconcat ("/applications/", application, NULL);
  sl_model_caller_expect (&caller, 200, "DELETE", path, NULL);
  g_assert_cmpuint (sl_model_server_count (caller.server, "stages", "create 2", &ever), ==, 0);
  g_assert_cmpuint (ever, ==, 2);
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);
  g_test_add_func ("/conditions/row-cap", test_row_cap);
  g_test_add_func ("/conditions/shuffled", test_shuffled);
  g_test_add_func ("/conditions/lying-public", test_lying_public);
  g_test_add_func ("/conditions/lying-private", test_lying_private);
  g_test_add_func ("/conditions/shared-session", test_shared_session);
  g_test_add_func ("/conditions/restart", test_restart);
  g_test_add_func ("/conditions/half-convert", test_half_convert);
  g_test_add_func ("/conditions/tokens", test_tokens);
  g_test_add_func ("/conditions/no-auth", test_no_auth);
  g_test_add_func ("/conditions/missing-is-500", test_missing_is_500);
  g_test_add_func ("/conditions/confirm", test_confirm);
  g_test_add_func ("/conditions/poisoned", test_poisoned);
  g_test_add_func ("/conditions/oracle", test_oracle);

  return g_test_run ();
}
