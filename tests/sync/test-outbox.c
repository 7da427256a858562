/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What waits: its number is what the list has, however it came to wait, and says the same without a look at each. */

#define G_LOG_DOMAIN "test-sync-outbox"

#include "config.h"

#include "client-fixture.h"
#include "sl-kinds.h"
#include "sl-store-transact.h"
#include "sl-sync-outbox.h"
#include "sl-sync-state.h"
#include "sl-test.h"

#define MANY 600

static gpointer
read_cb (SlConnection *connection,
         gpointer      data,
         GCancellable *cancellable,
         GError      **error)
{
  return sl_sync_outbox_read (connection, error);
}

static gpointer
read_keys_cb (SlConnection *connection,
              gpointer      data,
              GCancellable *cancellable,
              GError      **error)
{
  return sl_sync_outbox_read_keys (connection, error);
}

typedef struct {
  int n_waiting;
  guint n_refused;
  gboolean has_news;
} Count;

static gpointer
count_cb (SlConnection *connection,
          gpointer      data,
          GCancellable *cancellable,
          GError      **error)
{
  Count *count = g_new0 (Count, 1);

  count->n_waiting = sl_sync_outbox_count (connection, &count->n_refused, error);
  count->has_news = sl_sync_outbox_has_news (connection);
  return count;
}

static Count
count_waiting (Fixture *f)
{
  g_autofree Count *count = sl_store_read (f->one.store, count_cb, NULL, NULL);

  g_assert_nonnull (count);
  return *count;
}

static GPtrArray *
read_outbox (Fixture *f)
{
  return sl_store_read (f->one.store, read_cb, NULL, NULL);
}

/* Both ways to ask say the same. */
static void
assert_waiting (Fixture *f,
                guint    expected)
{
  g_autoptr (GPtrArray) items = read_outbox (f);
  g_autoptr (GPtrArray) keys = sl_store_read (f->one.store, read_keys_cb, NULL, NULL);
  Count count = count_waiting (f);

  g_assert_cmpuint (items->len, ==, expected);
  g_assert_cmpuint (keys->len, ==, expected);
  g_assert_cmpint (count.n_waiting, ==, expected);
}

static gboolean
collect_cb (SlConnection *connection,
            SlChangeset  *changes,
            gpointer      data,
            GError      **error)
{
  return sl_sync_collect (connection, error);
}

/* As a round does it, that ends right then. */
static void
begin_round (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  sl_store_transact (f->one.store, SL_ACTOR_SYNC, "sync", collect_cb, NULL, &error);
  g_assert_no_error (error);
}

/* (transfer full): the newest one */
static char *
find_id (Fixture *f)
{
  g_autoptr (GPtrArray) items = read_outbox (f);

  g_assert_cmpuint (items->len, >, 0);
  return g_strdup (((SlSyncWaiting *) g_ptr_array_index (items, 0))->id);
}

static void
trash (Fixture    *f,
       const char *id)
{
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "trash");

  sl_changeset_trash (changes, SL_KIND_APPLICATION, id, sl_clock_get_now (f->clock));
  client_apply (&f->one, changes);
}

static void
set_up (Fixture *f)
{
  client_sign_in (&f->one, CLIENT_EMAIL, FALSE);
  client_run_agreed (f, &f->one);
  assert_waiting (f, 0);
  g_assert_false (count_waiting (f).has_news);
}

typedef struct {
  const char *id;
  gboolean deleted;
} Lost;

static gboolean
lose_cb (SlConnection *connection,
         SlChangeset  *changes,
         gpointer      data,
         GError      **error)
{
  const Lost *lost = data;
  g_autoptr (SlShadow) shadow = sl_shadow_find (connection, SL_KIND_APPLICATION, lost->id, error);

  g_assert_nonnull (shadow);
  sl_shadow_set_gone (shadow, 1, lost->deleted);
  return sl_shadow_save (connection, shadow, error) && sl_sync_mark (connection, SL_KIND_APPLICATION, lost->id, error);
}

static SlSyncWaitingState
lose (Fixture    *f,
      const char *id,
      gboolean    deleted)
{
  Lost lost = { id, deleted };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = NULL;

  sl_store_transact (f->one.store, SL_ACTOR_SYNC, "sync", lose_cb, &lost, &error);
  g_assert_no_error (error);
  items = sl_store_read (f->one.store, read_cb, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (items->len, ==, 1);
  g_assert_cmpint (((SlSyncWaiting *) g_ptr_array_index (items, 0))->deed, ==, SL_SYNC_WAITING_ADD);
  return ((SlSyncWaiting *) g_ptr_array_index (items, 0))->state;
}

/* What the server lost is left to other computers first; what somebody deleted there isn't. */
static void
test_waits_for_others (Fixture      *f,
                       gconstpointer data)
{
  g_autofree char *id = NULL;

  client_add_application (&f->one, "Torvmark");
  set_up (f);
  id = client_dup_text (&f->one, "SELECT id FROM applications");
  g_assert_cmpint (lose (f, id, FALSE), ==, SL_SYNC_WAITING_FOR_OTHERS);
  g_assert_cmpint (lose (f, id, TRUE), ==, SL_SYNC_WAITING_FOR_ROUND);
}

/* What is gone again before the server heard of it isn't waiting; where the server has it, its end is. */
static void
test_gone_again (Fixture      *f,
                 gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autofree char *marked = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "purge");

  set_up (f);
  client_add_application (&f->one, "Torvmark");
  assert_waiting (f, 1);
  g_assert_true (count_waiting (f).has_news);
  id = find_id (f);
  trash (f, id);
  assert_waiting (f, 0);
  sl_changeset_delete (changes, SL_KIND_APPLICATION, id);
  client_apply (&f->one, changes);
  assert_waiting (f, 0);

  client_add_application (&f->one, "Velkholt");
  begin_round (f);
  assert_waiting (f, 1);
  g_assert_false (count_waiting (f).has_news);
  marked = find_id (f);
  trash (f, marked);
  assert_waiting (f, 0);
}

static void
test_removed (Fixture      *f,
              gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autoptr (GPtrArray) items = NULL;

  set_up (f);
  client_add_application (&f->one, "Torvmark");
  id = find_id (f);
  client_run_agreed (f, &f->one);
  assert_waiting (f, 0);
  trash (f, id);
  assert_waiting (f, 1);
  items = read_outbox (f);
  g_assert_cmpint (((SlSyncWaiting *) g_ptr_array_index (items, 0))->deed, ==, SL_SYNC_WAITING_REMOVE);
}

/* What no server has, such as how much one likes an application, isn’t to be told. */
static void
test_local_fields (Fixture      *f,
                   gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autoptr (SlChangeset) liked = sl_changeset_new (SL_ACTOR_PERSON, "edit");
  g_autoptr (SlChangeset) role = sl_changeset_new (SL_ACTOR_PERSON, "edit");

  set_up (f);
  client_add_application (&f->one, "Torvmark");
  id = find_id (f);
  client_run_agreed (f, &f->one);
  client_run_agreed (f, &f->one);
  sl_changeset_update_integer (liked, SL_KIND_APPLICATION, id, SL_APPLICATION_EXCITEMENT, 4);
  client_apply (&f->one, liked);
  assert_waiting (f, 0);
  g_assert_false (count_waiting (f).has_news);
  sl_changeset_update_text (role, SL_KIND_APPLICATION, id, SL_APPLICATION_ROLE_TITLE, "Miller");
  client_apply (&f->one, role);
  assert_waiting (f, 1);
  g_assert_true (count_waiting (f).has_news);
}

static void
set_location (Fixture    *f,
              const char *id,
              const char *location)
{
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "edit");

  sl_changeset_update_text (changes, SL_KIND_APPLICATION, id, SL_APPLICATION_LOCATION, location);
  client_apply (&f->one, changes);
}

static void
discard (Fixture    *f,
         const char *id)
{
  g_autoptr (GError) error = NULL;

  assert_waiting (f, 1);
  sl_sync_client_discard (f->one.client, SL_KIND_APPLICATION, id, NULL, &error);
  g_assert_no_error (error);
  assert_waiting (f, 0);
}

/* What is as the server has it isn't told, and nobody has to wait for a round to see that: taken back, or changed back. */
static void
test_as_the_server_has_it (Fixture      *f,
                           gconstpointer data)
{
  g_autofree char *id = NULL;

  set_up (f);
  client_add_application (&f->one, "Torvmark");
  id = find_id (f);
  client_run_agreed (f, &f->one);
  client_run_agreed (f, &f->one);
  set_location (f, id, "Bergen");
  discard (f, id);
  /* Also where a round had noted it before it broke off. */
  set_location (f, id, "Bergen");
  begin_round (f);
  discard (f, id);
  trash (f, id);
  discard (f, id);
  set_location (f, id, "Bergen");
  assert_waiting (f, 1);
  set_location (f, id, NULL);
  assert_waiting (f, 0);
  g_assert_cmpint (client_run_agreed (f, &f->one).n_sent, ==, 0);
}

static void
add_many (Fixture *f)
{
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_IMPORT, "import");

  for (guint i = 0; i < MANY; i++)
    {
      g_autoptr (SlRecord) record = sl_record_new (SL_KIND_APPLICATION);
      g_autofree char *company = g_strdup_printf ("Company %u", i);

      sl_record_set_text (record, SL_APPLICATION_COMPANY_NAME, company);
      sl_record_set_text (record, SL_APPLICATION_ROLE_TITLE, "Baker");
      sl_record_set_text (record, SL_APPLICATION_STATUS, SL_STATUS_APPLIED);
      sl_changeset_insert (changes, record);
    }
  client_apply (&f->one, changes);
}

static void
change_all (Fixture *f)
{
  g_autoptr (GPtrArray) items = read_outbox (f);
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "edit");

  for (guint i = 0; i < items->len; i++)
    sl_changeset_update_text (changes, SL_KIND_APPLICATION, ((SlSyncWaiting *) g_ptr_array_index (items, i))->id, SL_APPLICATION_ROLE_TITLE, "Miller");
  client_apply (&f->one, changes);
}

/* More than anybody looks at one by one. */
static void
test_many (Fixture      *f,
           gconstpointer data)
{
  set_up (f);
  add_many (f);
  assert_waiting (f, MANY);
  change_all (f);
  assert_waiting (f, MANY);
  begin_round (f);
  assert_waiting (f, MANY);
  change_all (f);
  assert_waiting (f, MANY);
}

/* Somebody who signs in with a full Trash has nothing to send. */
static void
test_trash_of_before (Fixture      *f,
                      gconstpointer data)
{
  g_autoptr (SlChangeset) changes = sl_changeset_new (SL_ACTOR_PERSON, "trash");
  g_autoptr (GPtrArray) items = NULL;

  set_up (f);
  add_many (f);
  items = read_outbox (f);
  for (guint i = 0; i < items->len; i++)
    {
      SlSyncWaiting *item = g_ptr_array_index (items, i);
      g_autoptr (SlRecord) round = sl_record_new (SL_KIND_STAGE);

      sl_record_set_text (round, SL_STAGE_APPLICATION_ID, item->id);
      sl_record_set_text (round, SL_STAGE_NAME, "Call");
      sl_changeset_insert (changes, round);
      sl_changeset_trash (changes, item->kind, item->id, sl_clock_get_now (f->clock));
    }
  client_apply (&f->one, changes);
  client_sign_in (&f->one, CLIENT_OTHER_EMAIL, TRUE);
  assert_waiting (f, 0);
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);
  client_test_add ("outbox/waits-for-others", test_waits_for_others);
  client_test_add ("outbox/gone-again", test_gone_again);
  client_test_add ("outbox/removed", test_removed);
  client_test_add ("outbox/local-fields", test_local_fields);
  client_test_add ("outbox/as-the-server-has-it", test_as_the_server_has_it);
  client_test_add ("outbox/many", test_many);
  client_test_add ("outbox/trash-of-before", test_trash_of_before);
  return g_test_run ();
}
