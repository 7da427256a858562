/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "cli-fixture.h"

void
cli_test_add (const char  *name,
              CliTestFunc  func)
{
  g_autofree char *path = g_strconcat ("/cli/", name, NULL);

  g_test_add (path, CliFixture, NULL, cli_fixture_set_up, func, cli_fixture_tear_down);
}

void
cli_fixture_set_up (CliFixture    *fixture,
                    gconstpointer  data)
{
  static int n;
  g_autofree char *name = g_strdup_printf ("cli-%d", n++);

  fixture->dir = g_build_filename (sl_test_tmp_dir (), name, NULL);
}

void
cli_fixture_tear_down (CliFixture    *fixture,
                       gconstpointer  data)
{
  g_free (fixture->dir);
  g_free (fixture->out);
  g_free (fixture->err);
}

/* Whatever happens, errors are one line from the program and output is never half an answer. */
static void
check_manners (CliFixture *fixture)
{
  if (*fixture->err != '\0')
    {
      g_assert_true (g_str_has_prefix (fixture->err, "shortlistctl: "));
      g_assert_true (strchr (fixture->err, '\n') == fixture->err + strlen (fixture->err) - 1);
    }
  if (fixture->status != 0)
    g_assert_cmpuint (strlen (fixture->err), >, strlen ("shortlistctl: \n"));
  g_assert_cmpint (fixture->status, >=, 0);
  g_assert_cmpint (fixture->status, <=, 2);
}

static char *
copy_text (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return length > 0 ? g_strndup (data, length) : g_strdup ("");
}

static void
run_argv (CliFixture        *fixture,
          const char        *input,
          const char *const *argv)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE |
                                                                        G_SUBPROCESS_FLAGS_STDIN_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GBytes) in = g_bytes_new (input, strlen (input));
  g_autoptr (GBytes) out = NULL;
  g_autoptr (GBytes) err = NULL;
  g_autoptr (GError) error = NULL;
  const char *lsan = g_getenv ("LSAN_OPTIONS");

  /* The leak checker's own remarks are no errors of the program. */
  if (lsan != NULL)
    {
      g_autofree char *quiet = g_strconcat (lsan, ":print_suppressions=0", NULL);

      g_subprocess_launcher_setenv (launcher, "LSAN_OPTIONS", quiet, TRUE);
    }
  g_subprocess_launcher_setenv (launcher, "ctl", SHORTLISTCTL, TRUE);
  g_subprocess_launcher_setenv (launcher, "dir", fixture->dir, TRUE);
  g_subprocess_launcher_set_cwd (launcher, sl_test_tmp_dir ());
  process = g_subprocess_launcher_spawnv (launcher, argv, &error);
  g_assert_no_error (error);
  g_subprocess_communicate (process, in, NULL, &out, &err, &error);
  /* A program that needs no input may be gone before it is written. */
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE))
    g_assert_no_error (error);
  g_free (fixture->out);
  g_free (fixture->err);
  fixture->out_length = g_bytes_get_size (out);
  fixture->out = copy_text (out);
  fixture->err = copy_text (err);
  if (!g_subprocess_get_if_exited (process))
    g_error ("signal %d: %s", g_subprocess_get_term_sig (process), fixture->err);
  fixture->status = g_subprocess_get_exit_status (process);
}

int
cli_run_input (CliFixture        *fixture,
               const char        *input,
               const char *const *args)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();

  g_ptr_array_add (argv, (gpointer) SHORTLISTCTL);
  g_ptr_array_add (argv, (gpointer) "--data-dir");
  g_ptr_array_add (argv, fixture->dir);
  for (guint i = 0; args[i] != NULL; i++)
    g_ptr_array_add (argv, (gpointer) args[i]);
  g_ptr_array_add (argv, NULL);
  run_argv (fixture, input, (const char *const *) argv->pdata);
  check_manners (fixture);

  return fixture->status;
}

int
cli_shell (CliFixture *fixture,
           const char *line)
{
  run_argv (fixture, "", (const char *[]) { "/bin/sh", "-c", line, NULL });

  return fixture->status;
}

void
cli_assert_done (CliFixture *fixture)
{
  if (fixture->status != 0)
    g_error ("exit status %d: %s", fixture->status, fixture->err);
}

char *
cli_add (CliFixture *fixture,
         const char *company,
         const char *role,
         const char *status)
{
  cli_run (fixture, "add", "--company", company, "--role", role, "--status", status);
  cli_assert_done (fixture);

  return g_strdup (g_strstrip (fixture->out));
}

JsonNode *
cli_parse (CliFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = sl_json_parse (fixture->out, -1, &error);

  g_assert_no_error (error);

  return node;
}

guint
cli_count_listed (CliFixture *fixture)
{
  g_autoptr (JsonNode) node = cli_parse (fixture);

  return json_array_get_length (json_node_get_array (node));
}

char *
cli_get_member (CliFixture *fixture,
                const char *id,
                const char *member)
{
  g_autoptr (JsonNode) node = NULL;

  cli_run (fixture, "show", id, "--json");
  cli_assert_done (fixture);
  node = cli_parse (fixture);

  return g_strdup (sl_json_get_string (json_node_get_object (node), member, NULL));
}

void
cli_assert_member (CliFixture *fixture,
                   const char *id,
                   const char *member,
                   const char *expected)
{
  g_autofree char *value = cli_get_member (fixture, id, member);

  g_assert_cmpstr (value, ==, expected);
}

void
cli_assert_out (CliFixture *fixture,
                const char *part)
{
  if (strstr (fixture->out, part) == NULL)
    g_error ("“%s” isn't in: %s", part, fixture->out);
}

void
cli_assert_not_out (CliFixture *fixture,
                    const char *part)
{
  if (strstr (fixture->out, part) != NULL)
    g_error ("“%s” is in: %s", part, fixture->out);
}

void
cli_assert_err (CliFixture *fixture,
                const char *part)
{
  if (strstr (fixture->err, part) == NULL)
    g_error ("“%s” isn't in: %s", part, fixture->err);
}
