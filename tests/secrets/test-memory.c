/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sl-secrets-memory.h"
#include "sl-test.h"

static void
test_memory (void)
{
  g_autoptr (SlSecrets) secrets = sl_secrets_memory_new ();
  g_autoptr (GError) failure = g_error_new_literal (SL_ERROR, SL_ERROR_KEYRING_LOCKED, "Locked.");
  g_autoptr (GError) error = NULL;
  const SlSecretKey key = { "a", "https://x", SL_SECRET_PASSWORD }, other = { "a", "https://x", SL_SECRET_TOKEN };
  char *found;

  g_assert_true (sl_secrets_lookup (secrets, &key, &found, NULL, &error));
  g_assert_null (found);
  g_assert_true (sl_secrets_store (secrets, &key, "old", NULL, &error));
  g_assert_true (sl_secrets_store (secrets, &key, "new", NULL, &error));
  g_assert_true (sl_secrets_lookup (secrets, &other, &found, NULL, &error));
  g_assert_null (found);
  g_assert_true (sl_secrets_lookup (secrets, &key, &found, NULL, &error));
  g_assert_cmpstr (found, ==, "new");
  sl_secret_free (found);

  sl_secrets_memory_fail (SL_SECRETS_MEMORY (secrets), failure);
  g_assert_false (sl_secrets_lookup (secrets, &key, &found, NULL, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_KEYRING_LOCKED);
  g_clear_error (&error);
  sl_secrets_memory_fail (SL_SECRETS_MEMORY (secrets), NULL);

  g_assert_true (sl_secrets_clear (secrets, &key, NULL, &error));
  g_assert_true (sl_secrets_lookup (secrets, &key, &found, NULL, &error));
  g_assert_null (found);
  g_assert_no_error (error);
}

int
main (int argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);
  g_test_add_func ("/memory", test_memory);

  return g_test_run ();
}
