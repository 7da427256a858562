/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keyring, for real: there, locked, restarted, not there. */
#include "config.h"

#include "sl-error.h"
#include "sl-secrets-keyring.h"
#include "sl-test-keyring.h"
#include "sl-test.h"

#define SECRET "correct-horse"

static const SlSecretKey password = { "account-1", "https://tracker.example.org", SL_SECRET_PASSWORD };
static const SlSecretKey token = { "account-1", "https://tracker.example.org", SL_SECRET_TOKEN };
static const SlSecretKey elsewhere = { "account-1", "https://other.example.org", SL_SECRET_PASSWORD };
static const SlSecretKey other = { "account-2", "https://tracker.example.org", SL_SECRET_PASSWORD };

static void
assert_kept (SlSecrets *secrets,
             const SlSecretKey *key,
             const char *expected)
{
  g_autoptr (GError) error = NULL;
  char *found;

  sl_secrets_lookup (secrets, key, &found, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, expected);
  sl_secret_free (found);
}

static void
store (SlSecrets *secrets,
       const SlSecretKey *key,
       const char *secret)
{
  g_autoptr (GError) error = NULL;

  sl_secrets_store (secrets, key, secret, NULL, &error);
  g_assert_no_error (error);
}

/* Each of the three ways fails with @code and a sentence that has @words. */
static void
assert_fails (SlSecrets *secrets,
              SlErrorCode code,
              const char *words,
              GCancellable *cancellable)
{
  g_autoptr (GError) stored = NULL, looked = NULL, cleared = NULL;
  char *found;

  g_assert_false (sl_secrets_lookup (secrets, &password, &found, cancellable, &looked));
  g_assert_null (found);
  g_assert_error (looked, SL_ERROR, (int) code);
  g_assert_nonnull (strstr (looked->message, words));
  g_assert_false (sl_secrets_store (secrets, &password, "new", cancellable, &stored));
  g_assert_error (stored, SL_ERROR, (int) code);
  g_assert_false (sl_secrets_clear (secrets, &password, cancellable, &cleared));
  g_assert_error (cleared, SL_ERROR, (int) code);
}

static void
test_no_bus (void)
{
  g_autoptr (SlSecrets) secrets = sl_secrets_keyring_new (TRUE);

  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  assert_fails (secrets, SL_ERROR_NO_KEYRING, "no keyring", NULL);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "nonsense", TRUE);
  assert_fails (secrets, SL_ERROR_NO_KEYRING, "no keyring", NULL);
}

static void
test_no_service (SlTestKeyring *keyring,
                 gconstpointer data)
{
  g_autoptr (SlSecrets) asking = sl_secrets_keyring_new (TRUE);
  g_autoptr (SlSecrets) quiet = sl_secrets_keyring_new (FALSE);

  assert_fails (asking, SL_ERROR_NO_KEYRING, "no keyring", NULL);
  assert_fails (quiet, SL_ERROR_NO_KEYRING, "no keyring", NULL);
}

static void
test_kept (SlTestKeyring *keyring,
           gconstpointer data)
{
  g_autoptr (SlSecrets) secrets = sl_secrets_keyring_new (TRUE);
  g_autoptr (SlSecrets) quiet = sl_secrets_keyring_new (FALSE);
  g_autoptr (GError) error = NULL;

  sl_test_keyring_start (keyring);
  assert_kept (secrets, &password, NULL);
  store (secrets, &password, "old");
  store (secrets, &password, SECRET);
  store (quiet, &token, "a.b.c");
  assert_kept (secrets, &password, SECRET);
  assert_kept (quiet, &token, "a.b.c");
  assert_kept (secrets, &elsewhere, NULL);
  assert_kept (secrets, &other, NULL);

  g_assert_true (sl_secrets_clear (secrets, &token, NULL, &error));
  g_assert_true (sl_secrets_clear (secrets, &token, NULL, &error));
  g_assert_no_error (error);
  assert_kept (secrets, &token, NULL);
  assert_kept (secrets, &password, SECRET);
}

static void
test_restarted (SlTestKeyring *keyring,
                gconstpointer data)
{
  g_autoptr (SlSecrets) secrets = sl_secrets_keyring_new (TRUE);

  sl_test_keyring_start (keyring);
  store (secrets, &password, SECRET);
  sl_test_keyring_stop (keyring);
  assert_fails (secrets, SL_ERROR_NO_KEYRING, "no keyring", NULL);
  sl_test_keyring_start (keyring);
  assert_kept (secrets, &password, SECRET);
  sl_test_keyring_stop (keyring);
  sl_test_keyring_start (keyring);
  store (secrets, &token, "a.b.c");
  assert_kept (secrets, &token, "a.b.c");
}

static void
test_locked (SlTestKeyring *keyring,
             gconstpointer data)
{
  g_autoptr (SlSecrets) asking = sl_secrets_keyring_new (TRUE);
  g_autoptr (SlSecrets) quiet = sl_secrets_keyring_new (FALSE);

  sl_test_keyring_start (keyring);
  store (asking, &password, SECRET);
  sl_test_keyring_lock (keyring);
  assert_fails (quiet, SL_ERROR_KEYRING_LOCKED, "locked", NULL);
  /* There is nobody to ask, as when a person turns the question away. */
  assert_fails (asking, SL_ERROR_KEYRING_LOCKED, "locked", NULL);

  sl_test_keyring_stop (keyring);
  sl_test_keyring_start (keyring);
  assert_kept (asking, &password, SECRET);
}

/* There is a service, but nothing was ever made that it could keep things in. */
static void
test_no_collection (SlTestKeyring *keyring,
                    gconstpointer data)
{
  g_autoptr (SlSecrets) asking = sl_secrets_keyring_new (TRUE);
  g_autoptr (SlSecrets) quiet = sl_secrets_keyring_new (FALSE);
  SlSecrets *both[] = { asking, quiet };

  sl_test_keyring_start_empty (keyring);
  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    {
      g_autoptr (GError) error = NULL;

      assert_kept (both[i], &password, NULL);
      g_assert_false (sl_secrets_store (both[i], &password, SECRET, NULL, &error));
      g_assert_error (error, SL_ERROR, SL_ERROR_NO_KEYRING);
      g_assert_nonnull (strstr (error->message, "Passwords and Keys"));
    }
}

static void
owned_cb (GDBusConnection *connection,
          const char *name,
          gpointer data)
{
  *(gboolean *) data = TRUE;
}

/* A service by that name that knows none of what is asked of it: no keyring that anybody makes would help. */
static void
test_unknown_methods (SlTestKeyring *keyring,
                      gconstpointer data)
{
  g_autoptr (SlSecrets) secrets = sl_secrets_keyring_new (TRUE);
  g_autoptr (SlSecrets) quiet = sl_secrets_keyring_new (FALSE);
  gboolean owned = FALSE;
  guint name = g_bus_own_name_on_connection (keyring->connection, "org.freedesktop.secrets", G_BUS_NAME_OWNER_FLAGS_NONE, owned_cb, NULL, &owned, NULL);

  while (!owned)
    g_main_context_iteration (NULL, TRUE);
  assert_fails (secrets, SL_ERROR_FAILED, "doesn’t answer as it should", NULL);
  assert_fails (quiet, SL_ERROR_FAILED, "doesn’t answer as it should", NULL);
  g_bus_unown_name (name);
}

static void
test_cancelled (SlTestKeyring *keyring,
                gconstpointer data)
{
  g_autoptr (SlSecrets) secrets = sl_secrets_keyring_new (TRUE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  sl_test_keyring_start (keyring);
  g_cancellable_cancel (cancellable);
  assert_fails (secrets, SL_ERROR_CANCELLED, "stopped", cancellable);
}

static void
keep_result_cb (GObject *source,
                GAsyncResult *result,
                gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

static void
test_async (SlTestKeyring *keyring,
            gconstpointer data)
{
  g_autoptr (SlSecrets) secrets = sl_secrets_keyring_new (TRUE);
  g_autoptr (GAsyncResult) stored = NULL, looked = NULL, cleared = NULL, none = NULL;
  g_autoptr (GError) error = NULL;
  char *found;

  sl_test_keyring_start (keyring);
  sl_secrets_store_async (secrets, &password, SECRET, NULL, keep_result_cb, &stored);
  g_assert_true (sl_secrets_store_finish (secrets, wait_for (&stored), &error));
  sl_secrets_lookup_async (secrets, &password, NULL, keep_result_cb, &looked);
  g_assert_true (sl_secrets_lookup_finish (secrets, wait_for (&looked), &found, &error));
  g_assert_cmpstr (found, ==, SECRET);
  sl_secret_free (found);
  sl_secrets_clear_async (secrets, &password, NULL, keep_result_cb, &cleared);
  g_assert_true (sl_secrets_clear_finish (secrets, wait_for (&cleared), &error));
  sl_secrets_lookup_async (secrets, &password, NULL, keep_result_cb, &none);
  g_assert_true (sl_secrets_lookup_finish (secrets, wait_for (&none), &found, &error));
  g_assert_null (found);
  g_assert_no_error (error);
}

static void
set_up (SlTestKeyring *keyring,
        gconstpointer data)
{
  sl_test_keyring_init (keyring);
}

static void
tear_down (SlTestKeyring *keyring,
           gconstpointer data)
{
  sl_test_keyring_clear (keyring);
}

int
main (int argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void (*test) (SlTestKeyring *keyring, gconstpointer data);
  } tests[] = {
    { "/keyring/no-service", test_no_service },
    { "/keyring/kept", test_kept },
    { "/keyring/restarted", test_restarted },
    { "/keyring/locked", test_locked },
    { "/keyring/no-collection", test_no_collection },
    { "/keyring/unknown-methods", test_unknown_methods },
    { "/keyring/cancelled", test_cancelled },
    { "/keyring/async", test_async },
  };

  sl_test_init (&argc, &argv);
  g_test_add_func ("/keyring/no-bus", test_no_bus);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, SlTestKeyring, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
