/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "client-fixture.h"
#include "sl-json.h"
#include "sl-kinds.h"
#include "sl-secrets-memory.h"
#include "sl-test.h"

static gint64
now_cb (gpointer data)
{
  return sl_clock_get_now (data);
}

static SlTransport *
way_cb (const char *address,
        gpointer    data,
        GError    **error)
{
  return g_object_ref (data);
}

SlTransport *
client_way_new (Fixture    *f,
                SlModelHook hook,
                gpointer    data)
{
  SlTransport *way = sl_model_transport_new (f->server);

  sl_model_transport_set_hook (SL_MODEL_TRANSPORT (way), hook, data);
  return way;
}

void
client_use_way (SlSyncClient *client,
                SlTransport  *way)
{
  sl_sync_client_set_way (client, way_cb, way);
}

static void
computer_init (Computer   *self,
               Fixture    *f,
               const char *name)
{
  g_autoptr (GError) error = NULL;

  self->dir = g_build_filename (sl_test_tmp_dir (), g_test_get_path (), name, NULL);
  self->secrets = sl_secrets_memory_new ();
  self->store = sl_store_new (self->dir, f->clock);
  sl_store_open (self->store, &error);
  g_assert_no_error (error);
  self->client = sl_sync_client_new (self->store, self->secrets);
  self->way = client_way_new (f, NULL, NULL);
  client_use_way (self->client, self->way);
}

static void
computer_clear (Computer *self)
{
  g_clear_object (&self->client);
  g_clear_object (&self->way);
  g_clear_object (&self->secrets);
  sl_store_close (self->store);
  g_clear_object (&self->store);
  g_clear_pointer (&self->dir, g_free);
}

void
client_set_up (Fixture      *f,
        gconstpointer data)
{
  f->clock = sl_clock_new_fixed_iso (SL_TEST_NOW_ISO);
  f->server = sl_model_server_new (SL_MODEL_PROFILE_DOC, 5, now_cb, f->clock);
  sl_model_server_add_user (f->server, CLIENT_EMAIL, "first", CLIENT_PASSWORD);
  sl_model_server_add_user (f->server, CLIENT_OTHER_EMAIL, "second", CLIENT_PASSWORD);
  computer_init (&f->one, f, "one");
  computer_init (&f->other, f, "other");
}

void
client_tear_down (Fixture      *f,
           gconstpointer data)
{
  computer_clear (&f->one);
  computer_clear (&f->other);
  g_clear_pointer (&f->server, sl_model_server_free);
  g_clear_object (&f->clock);
}

void
client_sign_in (Computer   *self,
            const char *email,
            gboolean    other)
{
  const SlSyncSignIn entered = { .address = CLIENT_SERVER, .email = email, .password = CLIENT_PASSWORD, .other = other };
  g_autoptr (GError) error = NULL;

  g_assert_true (sl_sync_client_sign_in (self->client, &entered, NULL, &error));
  g_assert_no_error (error);
}

SlSyncResult
client_run (Fixture         *f,
          Computer        *self,
          SlSyncRunFlags   flags,
          SlTrackerMissing missing)
{
  g_autoptr (GError) error = NULL;
  SlSyncResult result;

  sl_sync_client_run (self->client, flags, missing, &result, NULL, &error);
  g_assert_no_error (error);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  sl_clock_advance (f->clock, 70 * G_USEC_PER_SEC);
  return result;
}

SlSyncResult
client_run_agreed (Fixture  *f,
            Computer *self)
{
  return client_run (f, self, SL_SYNC_RUN_AGREED, SL_TRACKER_MISSING_ASK);
}

void
client_apply (Computer    *self,
       SlChangeset *changes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = sl_store_apply (self->store, changes, &error);

  g_assert_no_error (error);
}

void
client_take (Computer    *self,
             SlChangeset *changes)
{
  g_autoptr (SlChangeset) own = changes;

  client_apply (self, own);
}

void
client_run_rounds (Fixture  *f,
                   Computer *self,
                   guint     n)
{
  for (guint i = 0; i < n; i++)
    client_run_agreed (f, self);
}

void
client_add_application (Computer   *self,
                 const char *company)
{
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "add");
  g_autoptr (SlRecord) record = sl_record_new (SL_KIND_APPLICATION);

  sl_record_set_text (record, SL_APPLICATION_COMPANY_NAME, company);
  sl_record_set_text (record, SL_APPLICATION_ROLE_TITLE, "Baker");
  sl_record_set_text (record, SL_APPLICATION_STATUS, SL_STATUS_APPLIED);
  sl_record_set_text (record, SL_APPLICATION_APPLIED_DATE, "2026-03-02");
  sl_changeset_insert (changes, record);
  client_apply (self, changes);
}

static gpointer
count_cb (SlConnection *connection,
          gpointer      data,
          GCancellable *cancellable,
          GError      **error)
{
  return GSIZE_TO_POINTER (1 + sl_connection_get_integer (connection, data, -1));
}

gint64
client_count (Computer   *self,
       const char *sql)
{
  return (gint64) GPOINTER_TO_SIZE (sl_store_read (self->store, count_cb, (gpointer) sql, NULL)) - 1;
}

static gpointer
dup_text_cb (SlConnection *connection,
             gpointer      data,
             GCancellable *cancellable,
             GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection, data, error);
  char *text = statement != NULL && sl_statement_step (statement, error) ? g_strdup (sl_statement_get_text (statement, 0)) : NULL;

  if (statement != NULL)
    sl_statement_reset (statement);
  return text;
}

char *
client_dup_text (Computer   *self,
                 const char *sql)
{
  char *text = sl_store_read (self->store, dup_text_cb, (gpointer) sql, NULL);

  g_assert_nonnull (text);
  return text;
}

guint
client_count_there (Fixture    *f,
                    const char *email,
                    const char *collection)
{
  g_autofree char *dump = sl_model_server_dump (f->server, email);
  g_autoptr (JsonNode) node = json_from_string (dump, NULL);

  return json_array_get_length (json_object_get_array_member (json_node_get_object (node), collection));
}

void
client_meddle (Computer   *self,
               SlModelHook hook,
               gpointer    data)
{
  sl_model_transport_set_hook (SL_MODEL_TRANSPORT (self->way), hook, data);
}

SlReply *
client_reply (guint       status,
              const char *text,
              gint64      retry_after)
{
  SlReply *reply = sl_reply_new ();

  reply->state = SL_REPLY_CAME;
  reply->status = status;
  reply->body = g_bytes_new (text, strlen (text));
  reply->retry_after = retry_after;
  return reply;
}

static JsonNode *
ask (Fixture    *f,
     const char *token,
     const char *method,
     const char *path,
     const char *text)
{
  g_autoptr (GBytes) body = text != NULL ? g_bytes_new (text, strlen (text)) : NULL;
  const SlRequest request = { .method = method, .path = path, .token = token, .content_type = body != NULL ? "application/json" : NULL, .body = body };
  g_autoptr (SlReply) reply = sl_model_transport_ask (f->server, &request, NULL);

  if (reply->status < 200 || reply->status >= 300)
    g_error ("%s %s: %u", method, path, reply->status);
  if (reply->body == NULL)
    return NULL;
  return sl_json_parse (g_bytes_get_data (reply->body, NULL), (gssize) g_bytes_get_size (reply->body), NULL);
}

JsonNode *
client_web (Fixture    *f,
            const char *email,
            const char *method,
            const char *path,
            const char *body)
{
  g_autofree char *words = g_strdup_printf ("{\"email\":\"%s\",\"password\":\"" CLIENT_PASSWORD "\"}", email);
  g_autoptr (JsonNode) session = ask (f, NULL, "POST", "/api/v1/auth/login", words);

  return ask (f, sl_json_get_string (json_node_get_object (session), "access_token", NULL), method, path, body);
}
