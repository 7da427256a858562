/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Neither password nor token stands in the memory that a core file holds of a program that synced, nor in its data folder. */
#include "config.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "sl-test.h"
#include "sl-test-server.h"

#define PASSWORD "9c71e04af25d8b63-correct-horse-5ab7d20e918f46c3"
/* Freeing a piece of memory overwrites its beginning: so each part of a secret is looked for. */
#define PART 16

typedef struct {
  SlTestServer server;
  char *folder;
  GSubprocess *program;
  GDataInputStream *lines;
  GPtrArray *secrets;
} Fixture;

static void
write_line (Fixture    *f,
            const char *line)
{
  g_autofree char *text = g_strconcat (line, "\n", NULL);
  g_autoptr (GError) error = NULL;

  g_output_stream_write_all (g_subprocess_get_stdin_pipe (f->program), text, strlen (text), NULL, NULL, &error);
  g_assert_no_error (error);
}

static char *
read_line (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  char *line = g_data_input_stream_read_line_utf8 (f->lines, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (line);
  return line;
}

static void
set_up (Fixture      *f,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  sl_test_server_start (&f->server, data, "first:" PASSWORD, 0);
  f->folder = g_build_filename (sl_test_tmp_dir (), data, NULL);
  f->program = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, SL_SECRET_SESSION, f->folder,
                                 f->server.address, "first@example.org", NULL);
  g_assert_no_error (error);
  f->lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (f->program));
  f->secrets = g_ptr_array_new_with_free_func (g_free);
  write_line (f, PASSWORD);
  g_ptr_array_add (f->secrets, g_strdup (PASSWORD));
  for (guint i = 0; i < 2; i++)
    g_ptr_array_add (f->secrets, read_line (f));
}

static void
tear_down (Fixture      *f,
           gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_wait_check (f->program, NULL, &error);
  g_assert_no_error (error);
  g_clear_object (&f->lines);
  g_clear_object (&f->program);
  g_clear_pointer (&f->secrets, g_ptr_array_unref);
  g_clear_pointer (&f->folder, g_free);
  sl_test_server_stop (&f->server);
}

static void
expect (Fixture    *f,
        const char *word)
{
  g_autofree char *line = read_line (f);

  g_assert_cmpstr (line, ==, word);
}

/* Which of the secrets is in @bytes, by number, counted from 1; 0: none. */
static guint
find_secret (Fixture    *f,
             const char *bytes,
             gsize       length)
{
  for (guint i = 0; i < f->secrets->len; i++)
    {
      const char *secret = g_ptr_array_index (f->secrets, i);

      for (gsize at = 0; at + PART <= strlen (secret); at += PART)
        if (memmem (bytes, length, secret + at, PART) != NULL)
          return i + 1;
    }
  return 0;
}

/* How many pieces of memory hold a secret, of those that a core file would hold. */
static guint
count_in_memory (Fixture *f)
{
  const char *pid = g_subprocess_get_identifier (f->program);
  g_autofree char *maps_path = g_strdup_printf ("/proc/%s/smaps", pid);
  g_autofree char *memory_path = g_strdup_printf ("/proc/%s/mem", pid);
  g_autofree char *maps = NULL;
  g_auto (GStrv) lines = NULL;
  int memory = open (memory_path, O_RDONLY | O_CLOEXEC);
  guint64 begin = 0, end = 0, n_read = 0;
  g_autofree char *where = NULL;
  guint n_found = 0;

  g_assert_cmpint (memory, >=, 0);
  g_assert_true (g_file_get_contents (maps_path, &maps, NULL, NULL));
  lines = g_strsplit (maps, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      guint64 first, last;

      if (sscanf (lines[i], "%" G_GINT64_MODIFIER "x-%" G_GINT64_MODIFIER "x ", &first, &last) == 2)
        {
          begin = first, end = last;
          g_free (where);
          where = g_strdup (lines[i]);
        }
      /* Writable, and not marked as kept out of core files. */
      else if (g_str_has_prefix (lines[i], "VmFlags:") && strstr (lines[i], " wr") != NULL && strstr (lines[i], " dd") == NULL)
        {
          g_autofree char *bytes = g_malloc (end - begin);
          ssize_t n = pread (memory, bytes, end - begin, (off_t) begin);
          guint found = n > 0 ? find_secret (f, bytes, (gsize) n) : 0;

          n_read += n > 0 ? (guint64) n : 0;
          if (found > 0)
            g_test_message ("%s is in: %s", found == 1 ? "The password" : found == 2 ? "The first token" : "The second token", where);
          n_found += found > 0;
        }
    }
  close (memory);
  g_assert_cmpuint (n_read, >, 100 * 1024);
  return n_found;
}

static void
assert_not_in_folder (Fixture    *f,
                      const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *contents = NULL;
      gsize length;

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        assert_not_in_folder (f, path);
      else if (g_file_get_contents (path, &contents, &length, NULL))
        g_assert_cmpuint (find_secret (f, contents, length), ==, 0);
    }
}

static void
test_core (Fixture      *f,
           gconstpointer data)
{
  G_GNUC_UNUSED guint while_in, afterwards;

  expect (f, "in");
  while_in = count_in_memory (f);
  assert_not_in_folder (f, f->folder);
  write_line (f, "");
  expect (f, "out");
  afterwards = count_in_memory (f);
  assert_not_in_folder (f, f->folder);
  write_line (f, "");
#ifdef __SANITIZE_ADDRESS__
  g_test_skip ("The address sanitizer has a heap of its own.");
#else
  g_assert_cmpuint (while_in, ==, 0);
  g_assert_cmpuint (afterwards, ==, 0);
#endif
}

int
main (int    argc,
      char **argv)
{
  sl_test_init (&argc, &argv);
  g_test_add ("/no-secret/documented", Fixture, "doc", set_up, test_core, tear_down);
  g_test_add ("/no-secret/newer", Fixture, "head", set_up, test_core, tear_down);
  return g_test_run ();
}
