/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the server doesn't take is told in its words, by the log and by the round: once for each time it was sent. */
#define G_LOG_DOMAIN "test-refusal"

#include "config.h"

#include <string.h>

#include "client-fixture.h"
#include "sl-kinds.h"
#include "sl-sync-refusal.h"
#include "sl-test.h"

#define WORDS "This role may not be published"
#define BODY "{\"detail\":[{\"type\":\"value_error\",\"loc\":[\"body\",\"role_title\"],\"msg\":\"" WORDS "\"}]}"
#define TOLD "SELECT count (*) FROM sync_log WHERE words LIKE '%Role: " WORDS "%'"

/* A server with rules of its own. */
static SlReply *
refuse_cb (const SlRequest *request,
           gpointer         data)
{
  g_autofree char *body = request->body != NULL ? g_strndup (g_bytes_get_data (request->body, NULL), g_bytes_get_size (request->body)) : NULL;

  return body != NULL && strstr (body, "Hafenlicht") != NULL ? client_reply (422, BODY, 0) : NULL;
}

static const SlSyncRefusal *
get_only (Computer *self)
{
  GPtrArray *refusals = sl_sync_client_get_refusals (self->client);

  g_assert_nonnull (refusals);
  g_assert_cmpuint (refusals->len, ==, 1);
  return g_ptr_array_index (refusals, 0);
}

static void
retry (Computer *self)
{
  const SlSyncRefusal *refusal = get_only (self);
  g_autofree char *id = g_strdup (refusal->waiting->id);
  g_autoptr (GError) error = NULL;

  sl_sync_client_retry (self->client, refusal->waiting->kind, id, &error);
  g_assert_no_error (error);
}

static void
test_told (Fixture      *f,
           gconstpointer data)
{
  g_autofree char *last = NULL;
  g_autofree char *first = NULL;

  client_add_application (&f->one, "Torvmark");
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_meddle (&f->one, refuse_cb, NULL);
  client_add_application (&f->one, "Hafenlicht");
  g_assert_cmpuint (client_run_agreed (f, &f->one).n_refused, ==, 1);

  g_assert_cmpstr (get_only (&f->one)->waiting->field, ==, "role_title");
  g_assert_cmpstr (get_only (&f->one)->waiting->message, ==, WORDS);
  g_assert_false (get_only (&f->one)->again);
  g_assert_nonnull (strstr (get_only (&f->one)->words, "Role: " WORDS));
  g_assert_nonnull (strstr (get_only (&f->one)->words, "Hafenlicht"));
  g_assert_cmpint (client_count (&f->one, TOLD), ==, 1);
  last = client_dup_text (&f->one, "SELECT words FROM sync_log ORDER BY pk DESC");
  g_assert_nonnull (strstr (last, "1 isn’t taken by the server"));
  g_assert_null (strstr (last, "wait"));
  first = client_dup_text (&f->one, "SELECT words FROM sync_log WHERE words LIKE '%refused%'");
  g_assert_nonnull (strstr (first, "Hafenlicht"));
}

/* It isn't sent in each round, and so it isn't told in each; what is sent again is. */
static void
test_told_again (Fixture      *f,
                 gconstpointer data)
{
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_meddle (&f->one, refuse_cb, NULL);
  client_add_application (&f->one, "Hafenlicht");
  client_run_agreed (f, &f->one);
  retry (&f->one);
  client_run_agreed (f, &f->one);
  g_assert_true (get_only (&f->one)->again);
  g_assert_nonnull (strstr (get_only (&f->one)->words, "again"));
  g_assert_nonnull (strstr (get_only (&f->one)->words, WORDS));
  g_assert_cmpint (client_count (&f->one, TOLD), ==, 2);

  client_run_agreed (f, &f->one);
  g_assert_cmpuint (sl_sync_client_get_refusals (f->one.client)->len, ==, 0);
  g_assert_cmpint (client_count (&f->one, TOLD), ==, 2);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM sync_log WHERE words LIKE '%refused again%'"), ==, 1);
}

/* Many leave room in the log for the rest. */
static void
test_many (Fixture      *f,
           gconstpointer data)
{
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_meddle (&f->one, refuse_cb, NULL);
  for (guint i = 0; i < 23; i++)
    {
      g_autofree char *company = g_strdup_printf ("Hafenlicht %u", i);

      client_add_application (&f->one, company);
    }
  client_run_agreed (f, &f->one);
  g_assert_cmpuint (sl_sync_client_get_refusals (f->one.client)->len, ==, 23);
  g_assert_cmpint (client_count (&f->one, TOLD), ==, 20);
  g_assert_cmpint (client_count (&f->one, "SELECT count (*) FROM sync_log WHERE words LIKE '%3 more changes%'"), ==, 1);
}

/* It is called as everywhere else: by its name, and the company that it belongs to. */
static void
test_part (Fixture      *f,
           gconstpointer data)
{
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "add");
  g_autoptr (SlRecord) person = sl_record_new (SL_KIND_CONTACT);
  g_autofree char *application = NULL;

  client_add_application (&f->one, "Torvmark");
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  client_meddle (&f->one, refuse_cb, NULL);
  application = client_dup_text (&f->one, "SELECT id FROM applications");
  sl_record_set_text (person, SL_CONTACT_NAME, "Hafenlicht office");
  sl_record_set_text (person, SL_CONTACT_APPLICATION_ID, application);
  sl_changeset_insert (changes, person);
  client_apply (&f->one, changes);
  client_run_agreed (f, &f->one);
  g_assert_nonnull (strstr (get_only (&f->one)->words, "Hafenlicht office (Torvmark)"));
}

/* Where there is neither a field nor a word, that is said. */
static void
test_explain (void)
{
  SlSyncWaiting waiting = { .kind = SL_KIND_CONTACT, .id = (char *) "1" };
  g_autofree char *without = sl_sync_waiting_explain (&waiting, NULL);
  g_autofree char *hidden = NULL;

  g_assert_cmpstr (without, ==, "The server doesn’t say why.");
  waiting.message = (char *) "is odd";
  waiting.field = (char *) "email";
  hidden = sl_sync_waiting_explain (&waiting, "•••");
  g_assert_nonnull (strstr (hidden, ": •••"));
  g_assert_null (strstr (hidden, "odd"));
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);
  client_test_add ("refusal/told", test_told);
  client_test_add ("refusal/told-again", test_told_again);
  client_test_add ("refusal/many", test_many);
  client_test_add ("refusal/part", test_part);
  g_test_add_func ("/sync/refusal/explain", test_explain);
  return g_test_run ();
}
