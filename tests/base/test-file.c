/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files whole or not at all, and failures in words. */
#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sl-error.h"
#include "sl-file.h"
#include "sl-test.h"

static void
assert_contents (const char *path,
                 const char *expected)
{
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (contents, ==, expected);
}

/* Nothing but @expected files: no temporary one was left behind. */
static void
assert_n_files (const char *dir,
                guint       expected)
{
  g_autoptr (GDir) open = g_dir_open (dir, 0, NULL);
  guint n = 0;

  g_assert_nonnull (open);
  while (g_dir_read_name (open) != NULL)
    n++;
  g_assert_cmpuint (n, ==, expected);
}

static char *
make_dir (const char *name)
{
  char *dir = g_build_filename (sl_test_tmp_dir (), name, NULL);

  g_assert_cmpint (g_mkdir (dir, 0700), ==, 0);

  return dir;
}

static void
test_write (void)
{
  g_autofree char *dir = make_dir ("write");
  g_autofree char *path = g_build_filename (dir, "Übung, 100 %.csv", NULL);
  g_autoptr (GBytes) first = g_bytes_new_static ("first", 5);
  g_autoptr (GBytes) empty = g_bytes_new (NULL, 0);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  struct stat info;

  g_assert_true (sl_file_write_atomic (path, first, &error));
  g_assert_no_error (error);
  assert_contents (path, "first");

  g_assert_cmpint (chmod (path, 0640), ==, 0);
  g_assert_true (sl_file_write_atomic_file (file, empty, &error));
  g_assert_no_error (error);
  assert_contents (path, "");
  g_assert_cmpint (stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0640);
  assert_n_files (dir, 1);
}

static void
test_stream (void)
{
  g_autofree char *dir = make_dir ("stream");
  g_autofree char *path = g_build_filename (dir, "file", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "old", -1, NULL));

  {
    g_autoptr (SlAtomicFile) file = sl_atomic_file_begin (path, &error);

    g_assert_no_error (error);
    g_assert_true (g_output_stream_write_all (sl_atomic_file_get_stream (file), "half", 4, NULL, NULL, NULL));
    assert_contents (path, "old");
    /* Dropped without a commit. */
  }
  assert_contents (path, "old");
  assert_n_files (dir, 1);

  {
    g_autoptr (SlAtomicFile) file = sl_atomic_file_begin (path, &error);

    g_assert_true (g_output_stream_write_all (sl_atomic_file_get_stream (file), "new", 3, NULL, NULL, NULL));
    sl_atomic_file_abort (file);
    sl_atomic_file_abort (file);
  }
  assert_contents (path, "old");

  {
    g_autoptr (SlAtomicFile) file = sl_atomic_file_begin (path, &error);

    g_assert_true (g_output_stream_write_all (sl_atomic_file_get_stream (file), "new", 3, NULL, NULL, NULL));
    g_assert_true (sl_atomic_file_commit (file, &error));
    g_assert_no_error (error);
    sl_atomic_file_abort (file);
  }
  assert_contents (path, "new");
  assert_n_files (dir, 1);
}

static void
test_link (void)
{
  g_autofree char *dir = make_dir ("link");
  g_autofree char *target = g_build_filename (dir, "target", NULL);
  g_autofree char *link = g_build_filename (dir, "link", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("new", 3);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (target, "old", -1, NULL));
  g_assert_cmpint (symlink (target, link), ==, 0);
  g_assert_true (sl_file_write_atomic (link, bytes, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  assert_contents (target, "new");
}

static void
test_long_name (void)
{
  g_autofree char *dir = make_dir ("long");
  g_autofree char *name = g_strnfill (255, 'x');
  g_autofree char *path = g_build_filename (dir, name, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("new", 3);
  g_autoptr (GError) error = NULL;

  g_assert_true (sl_file_write_atomic (path, bytes, &error));
  g_assert_no_error (error);
  assert_contents (path, "new");
}

/* Of a folder, the whole way is told: the mistake may be anywhere in it. */
static void
assert_names_folder (GError     *error,
                     const char *above,
                     const char *name)
{
  g_autofree char *quoted = g_strdup_printf ("“%s/%s”", above, name);

  if (strstr (error->message, quoted) == NULL)
    g_error ("%s isn't in: %s", quoted, error->message);
}

static void
test_failures (void)
{
  g_autofree char *dir = make_dir ("failures");
  g_autofree char *missing = g_build_filename (dir, "no such folder", "file.csv", NULL);
  g_autofree char *below_file = g_build_filename (dir, "plain", "file.csv", NULL);
  g_autofree char *plain = g_build_filename (dir, "plain", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("new", 3);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (plain, "x", -1, NULL));

  g_assert_false (sl_file_write_atomic (missing, bytes, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_NOT_FOUND);
  assert_names_folder (error, dir, "no such folder");
  g_clear_error (&error);

  g_assert_false (sl_file_write_atomic (below_file, bytes, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_NOT_FOUND);
  assert_names_folder (error, dir, "plain");
  g_assert_nonnull (strstr (error->message, "is a file"));
  g_clear_error (&error);

  g_assert_false (sl_file_write_atomic (dir, bytes, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_EXISTS);
  g_clear_error (&error);

  g_assert_null (sl_file_read (missing, 0, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "file.csv"));
  g_clear_error (&error);

  g_assert_null (sl_file_read (dir, 0, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_FAILED);
  g_clear_error (&error);
  assert_n_files (dir, 1);
}

static void
test_read (void)
{
  g_autofree char *path = sl_test_tmp_file ("read", "a\0b", 3);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = sl_file_read (path, 3, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "a\0b", 3);

  g_assert_null (sl_file_read (path, 2, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_TOO_LARGE);
  g_assert_nonnull (strstr (error->message, "“read”"));
}

static void
test_make_dir (void)
{
  g_autofree char *dir = g_build_filename (sl_test_tmp_dir (), "made", "deep", "down", NULL);
  g_autofree char *plain = sl_test_tmp_file ("in-the-way", "x", -1);
  g_autofree char *below = g_build_filename (plain, "dir", NULL);
  g_autoptr (GError) error = NULL;
  struct stat info;

  g_assert_true (sl_file_make_dir (dir, &error));
  g_assert_true (sl_file_make_dir (dir, &error));
  g_assert_no_error (error);
  g_assert_cmpint (stat (dir, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);

  g_assert_false (sl_file_make_dir (below, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_NOT_FOUND);
  assert_names_folder (error, sl_test_tmp_dir (), "in-the-way");
}

static void
test_words (void)
{
  static const struct
  {
    int code;
    SlErrorCode expected;
  } cases[] = {
    { G_IO_ERROR_NO_SPACE, SL_ERROR_DISK_FULL },      { G_IO_ERROR_PERMISSION_DENIED, SL_ERROR_PERMISSION },
    { G_IO_ERROR_READ_ONLY, SL_ERROR_READ_ONLY },     { G_IO_ERROR_NOT_FOUND, SL_ERROR_NOT_FOUND },
    { G_IO_ERROR_EXISTS, SL_ERROR_EXISTS },           { G_IO_ERROR_BUSY, SL_ERROR_BUSY },
    { G_IO_ERROR_CANCELLED, SL_ERROR_CANCELLED },     { G_IO_ERROR_FAILED, SL_ERROR_FAILED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) source = g_error_new_literal (G_IO_ERROR, cases[i].code, "raw details");
      g_autoptr (GError) named = sl_file_explain_error (source, "/tmp/a %s b.csv");
      g_autoptr (GError) unnamed = sl_file_explain_error (source, NULL);
      g_autoptr (GError) again = sl_file_explain_error (named, "/other");

      g_test_message ("%s", named->message);
      g_assert_error (named, SL_ERROR, (int) cases[i].expected);
      g_assert_error (unnamed, SL_ERROR, (int) cases[i].expected);
      g_assert_cmpstr (again->message, ==, named->message);
      if (cases[i].expected != SL_ERROR_CANCELLED)
        g_assert_nonnull (strstr (named->message, "“a %s b.csv”"));
      g_assert_null (strstr (unnamed->message, "“"));
    }

  for (int code = 0; code <= SL_ERROR_UNSUPPORTED; code++)
    g_assert_cmpstr (sl_error_code_get_nick (code), !=, NULL);
  g_assert_cmpstr (sl_error_code_get_nick (SL_ERROR_NOT_FOUND), ==, "not-found");
  g_assert_cmpstr (sl_error_code_get_nick (9999), ==, "failed");
}

/* Whose size nobody knows before. */
static void
test_read_endless (void)
{
  g_autoptr (GFile) zeros = g_file_new_for_path ("/dev/zero");
  g_autofree char *path = g_build_filename (sl_test_tmp_dir (), "three", NULL);
  g_autoptr (GFile) three = g_file_new_for_path (path);
  g_autofree char *missing_path = g_build_filename (sl_test_tmp_dir (), "none", NULL);
  g_autoptr (GFile) missing = g_file_new_for_path (missing_path);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "abc", 3, NULL));
  bytes = sl_file_read_file (three, 3, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "abc", 3);

  g_assert_null (sl_file_read_file (three, 2, NULL, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_TOO_LARGE);
  g_clear_error (&error);
  g_assert_null (sl_file_read_file (zeros, 1000 * 1000, NULL, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_TOO_LARGE);
  g_assert_cmpstr (error->message, ==, "“zero” is too large. Shortlist reads up to 1.0\302\240MB.");
  g_clear_error (&error);
  g_assert_null (sl_file_read_file (missing, 10, NULL, &error));
  g_assert_error (error, SL_ERROR, SL_ERROR_NOT_FOUND);
}

static void
test_remove_tree (void)
{
  g_autofree char *kept = sl_test_tmp_file ("kept.txt", "kept", -1);
  g_autofree char *path = g_build_filename (sl_test_tmp_dir (), "tree", NULL);
  g_autofree char *inner = g_build_filename (path, "a", "b", NULL);
  g_autofree char *file = g_build_filename (inner, "c.txt", NULL);
  g_autofree char *link = g_build_filename (path, "link", NULL);
  g_autofree char *folder_link = g_build_filename (path, "folder-link", NULL);
  g_autoptr (GFile) tree = g_file_new_for_path (path);

  g_assert_cmpint (g_mkdir_with_parents (inner, 0700), ==, 0);
  g_assert_true (g_file_set_contents (file, "gone", -1, NULL));
  g_assert_cmpint (symlink (kept, link), ==, 0);
  g_assert_cmpint (symlink (sl_test_tmp_dir (), folder_link), ==, 0);

  sl_file_remove_tree (tree);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (kept, G_FILE_TEST_EXISTS));

  /* Twice is once. */
  sl_file_remove_tree (tree);
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);

  g_test_add_func ("/base/file/write", test_write);
  g_test_add_func ("/base/file/stream", test_stream);
  g_test_add_func ("/base/file/link", test_link);
  g_test_add_func ("/base/file/long-name", test_long_name);
  g_test_add_func ("/base/file/failures", test_failures);
  g_test_add_func ("/base/file/read", test_read);
  g_test_add_func ("/base/file/make-dir", test_make_dir);
  g_test_add_func ("/base/file/remove-tree", test_remove_tree);
  g_test_add_func ("/base/file/words", test_words);
  g_test_add_func ("/base/file/read-endless", test_read_endless);

  return g_test_run ();
}
