/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Helpers for the tests of every room. A test sees no real home folder, and what it writes is gone afterwards. */
#define G_LOG_DOMAIN "sl-test"

#include <locale.h>
#include <stdlib.h>
#include <unistd.h>

#include <gio/gio.h>

#include "sl-file.h"
#include "sl-test.h"

static char *tmp_dir;
static pid_t tmp_dir_owner;

/**
 * sl_test_init:
 * @argc: the program's count of arguments
 * @argv: the program's arguments
 *
 * Starts GLib's test framework with the locale of the environment and with own, empty user folders for each test case.
 */
void
sl_test_init (int    *argc,
              char ***argv)
{
  setlocale (LC_ALL, "");
  g_test_init (argc, argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_set_prgname ("shortlist-test");
}

/**
 * sl_test_remove_dir:
 * @path: a folder
 *
 * Removes @path with all that is in it; symbolic links are removed, not followed.
 */
void
sl_test_remove_dir (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  sl_file_remove_tree (file);
}

static void
remove_tmp_dir (void)
{
  /* A child process that a test forked must not take the folder with it. */
  if (tmp_dir != NULL && getpid () == tmp_dir_owner)
    sl_test_remove_dir (tmp_dir);
  g_clear_pointer (&tmp_dir, g_free);
}

/**
 * sl_test_tmp_dir:
 *
 * Returns: (transfer none): a folder of this process alone, made at the first call and removed when the process ends
 */
const char *
sl_test_tmp_dir (void)
{
  g_autoptr (GError) error = NULL;

  if (tmp_dir == NULL)
    {
      tmp_dir = g_dir_make_tmp ("shortlist-test-XXXXXX", &error);
      g_assert_no_error (error);
      tmp_dir_owner = getpid ();
      atexit (remove_tmp_dir);
    }

  return tmp_dir;
}

/**
 * sl_test_tmp_file:
 * @name: a file name
 * @contents: (nullable): what to write; %NULL writes nothing and only makes the path
 * @length: its length in bytes, or -1 if it ends with a NUL
 *
 * Returns: (transfer full): the path of @name in the temporary folder
 */
char *
sl_test_tmp_file (const char *name,
                  const char *contents,
                  gssize      length)
{
  g_autofree char *path = g_build_filename (sl_test_tmp_dir (), name, NULL);
  g_autoptr (GError) error = NULL;

  if (contents != NULL)
    {
      g_file_set_contents (path, contents, length, &error);
      g_assert_no_error (error);
    }

  return g_steal_pointer (&path);
}

/**
 * sl_test_data_path:
 * @relative: a path inside of the tests folder
 *
 * Returns: (transfer full): the full path of a file that belongs to the tests' source
 */
char *
sl_test_data_path (const char *relative)
{
  const char *source_dir = g_getenv ("SL_TEST_SRCDIR");

  g_assert_nonnull (source_dir);

  return g_build_filename (source_dir, relative, NULL);
}

/**
 * sl_test_clock:
 *
 * Returns: (transfer full): a fixed clock that stands at %SL_TEST_NOW_ISO, in the zone of Berlin
 */
SlClock *
sl_test_clock (void)
{
  g_autoptr (GTimeZone) berlin = g_time_zone_new_identifier ("Europe/Berlin");
  SlClock *clock = sl_clock_new_fixed_iso (SL_TEST_NOW_ISO);

  g_assert_nonnull (berlin);
  sl_clock_set_time_zone (clock, berlin);

  return clock;
}
