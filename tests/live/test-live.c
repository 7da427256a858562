/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The live test itself, against the model server: all of it passes, and where the server isn't one it says so. */
#include "config.h"

#include <string.h>

#include "sl-test.h"
#include "sl-test-server.h"

#define PASSWORD "correct-horse"

/* What the server as first published can't keep, or can't list with it. */
#define WITHOUT "tag tag-assignment outcome reflection"

/* Returns the exit status. */
static int
run_live (const char *address,
          const char *email,
          const char *without,
          char      **out)
{
  g_auto (GStrv) kinds = g_strsplit (without, " ", -1);
  g_autoptr (GStrvBuilder) argv = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  g_subprocess_launcher_setenv (launcher, "TMPDIR", sl_test_tmp_dir (), TRUE);
  g_subprocess_launcher_unsetenv (launcher, "SL_LIVE_EMAIL");
  if (email != NULL)
    {
      g_subprocess_launcher_setenv (launcher, "SL_LIVE_EMAIL", email, TRUE);
      g_subprocess_launcher_setenv (launcher, "SL_LIVE_PASSWORD", PASSWORD, TRUE);
    }
  g_strv_builder_add_many (argv, SL_LIVE, "--model", address, NULL);
  for (guint i = 0; kinds[i] != NULL; i++)
    g_strv_builder_add_many (argv, "--without", kinds[i], NULL);
  all = g_strv_builder_end (argv);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) all, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, out, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  g_test_message ("%s", *out);
  return g_subprocess_get_exit_status (process);
}

static void
assert_nothing_left (void)
{
  g_autoptr (GDir) dir = g_dir_open (sl_test_tmp_dir (), 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_false (g_str_has_prefix (name, "shortlist-live."));
}

static void
test_passes (gconstpointer data)
{
  gboolean may_register = !g_str_equal (data, "old");
  g_autofree char *out = NULL;
  SlTestServer server;

  sl_test_server_start (&server, data, "first:" PASSWORD, 0);
  g_assert_cmpint (run_live (server.address, may_register ? NULL : "first@example.org", may_register ? "" : WITHOUT, &out), ==, 0);
  g_assert_nonnull (strstr (out, "\n14 passed, 0 failed\n"));
  g_assert_true (may_register == (strstr (out, "stays: the server has no way to delete one.") != NULL));
  assert_nothing_left ();
  /* As often as one likes, with the same account too. */
  if (!may_register)
    {
      g_clear_pointer (&out, g_free);
      g_assert_cmpint (run_live (server.address, "first@example.org", WITHOUT, &out), ==, 0);
    }
  else
    g_assert_null (strstr (out, "for what may still be done"));
  sl_test_server_stop (&server);
}

/* Who can't be signed in ends it at once, and nothing is left. */
static void
test_fails (void)
{
  g_autofree char *out = NULL, *far = NULL;
  SlTestServer server;

  sl_test_server_start (&server, "doc", "first:other-" PASSWORD, 0);
  g_assert_cmpint (run_live (server.address, "first@example.org", "", &out), ==, 1);
  g_assert_nonnull (strstr (out, "FAIL signing in"));
  g_assert_nonnull (strstr (out, " 1 failed\n"));
  sl_test_server_stop (&server);
  /* In the clear to this computer alone, as the client itself. */
  g_assert_cmpint (run_live ("http://tracker.example.org", NULL, "", &far), ==, 1);
  g_assert_nonnull (strstr (far, "https"));
  assert_nothing_left ();
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);
  g_test_add_data_func ("/live/documented", "doc", test_passes);
  g_test_add_data_func ("/live/newer", "head", test_passes);
  g_test_add_data_func ("/live/first", "old", test_passes);
  g_test_add_func ("/live/fails", test_fails);
  return g_test_run ();
}
