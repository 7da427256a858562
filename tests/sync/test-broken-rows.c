/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of which some values make no sense: the rest is synced, what can't be read stays as it is on both sides, and the log
 * says so, once. */
#define G_LOG_DOMAIN "test-broken-rows"

#include "config.h"

#include <string.h>

#include "client-fixture.h"
#include "sl-json.h"
#include "sl-kinds.h"
#include "sl-test.h"

#define ROW "{\"company_name\":\"Torvmark\",\"role_title\":\"Baker\",\"salary_min\":41000,\"salary_max\":52000}"

typedef struct {
  Fixture *f;
  const char *from, *to;
} Spoiling;

/* What the server says of its applications, with other words. */
static SlReply *
spoil_cb (const SlRequest *request,
          gpointer         data)
{
  Spoiling *spoiling = data;
  SlReply *reply;
  g_autoptr (GString) text = NULL;

  if (strstr (request->path, "/api/v1/applications/") == NULL || !g_str_equal (request->method, "GET"))
    return NULL;
  reply = sl_model_transport_ask (spoiling->f->server, request, NULL);
  text = g_string_new_len (g_bytes_get_data (reply->body, NULL), (gssize) g_bytes_get_size (reply->body));
  g_string_replace (text, spoiling->from, spoiling->to, 0);
  g_bytes_unref (reply->body);
  reply->body = g_bytes_new (text->str, text->len);
  return reply;
}

static void
run (Fixture *f,
     guint    n)
{
  for (guint i = 0; i < n; i++)
    client_run_agreed (f, &f->one);
}

static void
set_text (Fixture    *f,
          guint       field,
          const char *text)
{
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  g_autofree char *dump = sl_model_server_dump (f->server, CLIENT_EMAIL);
  g_autoptr (JsonObject) all = sl_json_parse_object (dump, NULL);
  JsonObject *row = json_array_get_object_element (sl_json_get_array (all, "applications"), 0);

  /* What came from the server has its id here. */
  sl_changeset_update_text (changes, SL_KIND_APPLICATION, sl_json_get_string (row, "id", ""), field, text);
  client_apply (&f->one, changes);
}

static gint64
count_lines (Fixture *f)
{
  return client_count (&f->one, "SELECT count (*) FROM sync_log WHERE words LIKE '%Torvmark%'");
}

static void
test_new_row (Fixture      *f,
              gconstpointer data)
{
  Spoiling spoiling = { f, "\"salary_min\":41000", "\"salary_min\":41000.5" };
  g_autoptr (JsonNode) made = client_web (f, CLIENT_EMAIL, "POST", "/api/v1/applications/", ROW);
  g_autofree char *there = NULL;

  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_meddle (&f->one, spoil_cb, &spoiling);
  run (f, 1);
  client_add_application (&f->one, "Sent all the same");
  run (f, 3);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "applications"), ==, 2);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM applications WHERE company_name = 'Torvmark' AND salary_max = 52000 AND salary_min IS NULL"), ==, 1);
  g_assert_cmpint (count_lines (f), ==, 1);
  there = sl_model_server_dump (f->server, CLIENT_EMAIL);
  g_assert_nonnull (strstr (there, "\"salary_min\":41000"));

  /* It can be read again. */
  client_meddle (&f->one, NULL, NULL);
  run (f, 1);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM applications WHERE salary_min = 41000"), ==, 1);
}

/* A value that was there before stays here, and what else changes on either side goes both ways. */
static void
test_known_row (Fixture      *f,
                gconstpointer data)
{
  Spoiling spoiling = { f, "\"salary_min\":41000", "\"salary_min\":\"much\"" };
  g_autoptr (JsonNode) made = client_web (f, CLIENT_EMAIL, "POST", "/api/v1/applications/", ROW);
  g_autofree char *there = NULL;

  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  run (f, 1);
  client_meddle (&f->one, spoil_cb, &spoiling);
  set_text (f, SL_APPLICATION_LOCATION, "Oslo");
  run (f, 3);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM applications WHERE salary_min = 41000 AND location = 'Oslo'"), ==, 1);
  there = sl_model_server_dump (f->server, CLIENT_EMAIL);
  g_assert_nonnull (strstr (there, "\"location\":\"Oslo\""));
  g_assert_nonnull (strstr (there, "\"salary_min\":41000"));
  g_assert_cmpint (count_lines (f), ==, 1);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM sync_dirty"), ==, 0);
}

/* Without a name it can't be kept at all; the others can. */
static void
test_row_without_name (Fixture      *f,
                       gconstpointer data)
{
  Spoiling spoiling = { f, "\"role_title\":\"Baker\"", "\"role_title\":[5]" };
  g_autoptr (JsonNode) made = client_web (f, CLIENT_EMAIL, "POST", "/api/v1/applications/", ROW);
  g_autoptr (JsonNode) other = client_web (f, CLIENT_EMAIL, "POST", "/api/v1/applications/", "{\"company_name\":\"Fjellbro\",\"role_title\":\"Cook\"}");

  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_meddle (&f->one, spoil_cb, &spoiling);
  run (f, 3);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM applications"), ==, 1);
  g_assert_cmpint (count_lines (f), ==, 1);
  g_assert_cmpuint (client_count_there (f, CLIENT_EMAIL, "applications"), ==, 2);
}

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);
  client_test_add ("broken-rows/new-row", test_new_row);
  client_test_add ("broken-rows/known-row", test_known_row);
  client_test_add ("broken-rows/row-without-name", test_row_without_name);
  return g_test_run ();
}
