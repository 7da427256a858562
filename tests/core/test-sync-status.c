/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How it is said to stand with the server: what was missed once, what a first round that was cut has done, and all that the
 * person is asked about. */

#define G_LOG_DOMAIN "test-sync-status"

#include "config.h"

#include <string.h>

#include "keeper-fixture.h"
#include "sl-json.h"

#define N_MANY 8

static void
set_up (KeeperFixture *f,
        gconstpointer  data)
{
  keeper_fixture_init (f, SL_MODEL_PROFILE_HEAD, NULL);
  g_settings_set_boolean (f->settings, "sync-automatic", FALSE);
}

static void
tear_down (KeeperFixture *f,
           gconstpointer  data)
{
  keeper_fixture_clear (f);
}

static const SlSyncStatus *
get_status (KeeperFixture *f)
{
  keeper_fixture_settle (f);
  return sl_sync_keeper_get_status (f->keeper);
}

static void
add_companies (KeeperFixture *f,
               guint          n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *company = g_strdup_printf ("Company %u", i);
      g_autofree char *id = sl_core_test_add (f->context, company, "Baker", SL_STATUS_APPLIED);
    }
}

static void
sync_again (KeeperFixture *f)
{
  sl_sync_keeper_sync (f->keeper, SL_SYNC_RUN_BY_HAND, SL_TRACKER_MISSING_ASK);
  keeper_fixture_settle (f);
}

static JsonNode *
ask_server (KeeperFixture *f,
            const char    *token,
            const char    *method,
            const char    *path,
            const char    *text)
{
  g_autoptr (GBytes) body = text != NULL ? g_bytes_new (text, strlen (text)) : NULL;
  const SlRequest request = { .method = method, .path = path, .token = token, .content_type = body != NULL ? "application/json" : NULL, .body = body };
  g_autoptr (SlReply) reply = sl_model_transport_ask (f->server, &request, NULL);

  g_assert_cmpuint (reply->status / 100, ==, 2);
  return reply->body != NULL ? sl_json_parse (g_bytes_get_data (reply->body, NULL), (gssize) g_bytes_get_size (reply->body), NULL) : NULL;
}

/* All but the first, on the web page. */
static void
delete_there (KeeperFixture *f)
{
  g_autofree char *dump = sl_model_server_dump (f->server, EMAIL);
  g_autoptr (JsonNode) node = sl_json_parse (dump, -1, NULL);
  g_autoptr (JsonNode) session = ask_server (f, NULL, "POST", "/api/v1/auth/login", "{\"email\":\"" EMAIL "\",\"password\":\"" PASSWORD "\"}");
  const char *token = sl_json_get_string (json_node_get_object (session), "access_token", NULL);
  JsonArray *rows = json_object_get_array_member (json_node_get_object (node), "applications");

  for (guint i = 1; i < json_array_get_length (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/api/v1/applications/", json_object_get_string_member (json_array_get_object_element (rows, i), "id"), NULL);
      g_autoptr (JsonNode) answer = ask_server (f, token, "DELETE", path, NULL);
    }
}

static gpointer
count_trashed_cb (SlConnection *connection,
                  gpointer      data,
                  GCancellable *cancellable,
                  GError      **error)
{
  gint64 *counts = data;

  counts[0] = sl_connection_get_integer (connection, "SELECT count (*) FROM applications", -1);
  counts[1] = sl_connection_get_integer (connection, "SELECT count (*) FROM applications WHERE deleted_at IS NOT NULL", -1);
  return data;
}

static void
assert_trashed (KeeperFixture *f,
                guint          n,
                guint          n_all)
{
  gint64 counts[2] = { 0 };
  g_autoptr (GError) error = NULL;

  sl_store_read (sl_context_get_store (f->context), count_trashed_cb, counts, &error);
  g_assert_no_error (error);
  g_assert_cmpint (counts[0], ==, n_all);
  g_assert_cmpint (counts[1], ==, n);
}

/* Missed once it isn't deleted, but not synced either; missed again, it goes to the Trash. */
static void
test_missed_once (KeeperFixture *f,
                  gconstpointer  data)
{
  add_companies (f, 2);
  keeper_fixture_sign_in_and_agree (f);
  g_assert_cmpuint (get_status (f)->n_missing, ==, 0);
  delete_there (f);
  sync_again (f);
  g_assert_cmpint (sl_sync_keeper_get_state (f->keeper), ==, SL_SYNC_STATE_GOOD);
  g_assert_cmpuint (get_status (f)->n_missing, ==, 1);
  assert_trashed (f, 0, 2);
  sl_clock_advance (f->clock, G_TIME_SPAN_HOUR);
  sync_again (f);
  g_assert_cmpuint (get_status (f)->n_missing, ==, 0);
  assert_trashed (f, 1, 2);
}

/* The second application that is made doesn't get there, nor does anything after it. */
static SlReply *
cut_cb (const SlRequest *request,
        gpointer         data)
{
  guint *n_made = data;
  SlReply *reply;

  *n_made += g_str_equal (request->method, "POST") && g_str_has_prefix (request->path, "/api/v1/applications/");
  if (*n_made < 2)
    return NULL;
  reply = sl_reply_new ();
  reply->state = SL_REPLY_NOT_SENT;
  return reply;
}

static void
test_cut_in_the_middle (KeeperFixture *f,
                        gconstpointer  data)
{
  guint n_made = 0;

  add_companies (f, 3);
  keeper_fixture_sign_in (f);
  g_assert_false (get_status (f)->has_begun);
  sl_model_transport_set_hook (SL_MODEL_TRANSPORT (f->way), cut_cb, &n_made);
  sl_sync_keeper_sync (f->keeper, SL_SYNC_RUN_BY_HAND | SL_SYNC_RUN_AGREED, SL_TRACKER_MISSING_ASK);
  g_assert_cmpint (get_status (f)->account->last_success, ==, 0);
  g_assert_true (get_status (f)->has_begun);
  g_assert_cmpuint (get_status (f)->n_waiting, ==, 2);
}

/* (transfer full) */
static GPtrArray *
read_asked (KeeperFixture *f)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *asked = sl_store_read (sl_context_get_store (f->context), sl_sync_status_read_asked, NULL, &error);

  g_assert_no_error (error);
  return asked;
}

static gpointer
name_cb (SlConnection *connection,
         gpointer      data,
         GCancellable *cancellable,
         GError      **error)
{
  const SlShadow *shadow = data;

  return sl_record_name_read (connection, shadow->kind, shadow->id, error);
}

static void
assert_by_name (KeeperFixture *f,
                GPtrArray     *asked)
{
  g_autofree char *before = g_strdup ("");

  for (guint i = 0; i < asked->len; i++)
    {
      g_autoptr (SlRecordName) name = sl_store_read (sl_context_get_store (f->context), name_cb, asked->pdata[i], NULL);
      g_autofree char *words = sl_record_name_describe (name);

      g_assert_cmpint (g_utf8_collate (before, words), <=, 0);
      g_free (before);
      before = g_steal_pointer (&words);
    }
}

/* Not only those that there is room to name. */
static void
test_all_that_is_asked (KeeperFixture *f,
                        gconstpointer  data)
{
  g_autoptr (GPtrArray) nothing = read_asked (f);
  g_autoptr (GPtrArray) asked = NULL;

  g_assert_cmpuint (nothing->len, ==, 0);
  add_companies (f, N_MANY);
  keeper_fixture_sign_in_and_agree (f);
  delete_there (f);
  sync_again (f);
  g_assert_cmpuint (get_status (f)->n_missing, ==, N_MANY - 1);
  sl_clock_advance (f->clock, G_TIME_SPAN_HOUR);
  sync_again (f);
  g_assert_cmpint (sl_sync_keeper_get_state (f->keeper), ==, SL_SYNC_STATE_ASKING);
  g_assert_cmpuint (get_status (f)->n_missing, ==, 0);
  g_assert_cmpuint (get_status (f)->asked->len, <, N_MANY - 1);
  asked = read_asked (f);
  g_assert_cmpuint (asked->len, ==, N_MANY - 1);
  assert_by_name (f, asked);
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);
#define ADD(name, func) g_test_add ("/sync-status/" name, KeeperFixture, NULL, set_up, func, tear_down)
  ADD ("missed-once", test_missed_once);
  ADD ("cut-in-the-middle", test_cut_in_the_middle);
  ADD ("all-that-is-asked", test_all_that_is_asked);
  return g_test_run ();
}
