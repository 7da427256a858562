/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What SQLite has locked stays locked, whatever else in this program opens and closes its files. The other program is
 * store-writer, named by SL_STORE_WRITER. */

#define _GNU_SOURCE
#define G_LOG_DOMAIN "test-file-locks"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <unistd.h>

#include "sl-attachment.h"
#include "sl-backup.h"
#include "sl-connection.h"
#include "store-fixture.h"

/* As a file chooser does to tell what kind of files these are. */
static void
read_files (const char *path)
{
  for (const char *const *ending = (const char *const[]) { "", "-wal", "-shm", NULL }; *ending != NULL; ending++)
    {
      g_autofree char *name = g_strconcat (path, *ending, NULL);
      char bytes[100];
      int fd = g_open (name, O_RDONLY | O_CLOEXEC, 0);

      g_assert_cmpint (fd, >=, 0);
      g_assert_cmpint (read (fd, bytes, sizeof bytes), >=, 0);
      close (fd);
    }
}

static void
attach_files (const char *path)
{
  g_autofree char *dir = g_path_get_dirname (path);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  SlAttachment *attachment = sl_attachment_keep (dir, file, NULL, &error);

  g_assert_no_error (error);
  sl_attachment_free (attachment);
}

static void
look_at_backup (const char *path)
{
  /* Whatever is found: what it holds is partly still in the log. */
  g_autoptr (SlBackup) backup = sl_backup_look (path, NULL);

  sl_backup_seems_good (path);
}

static void
make_backup (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *backup = sl_backup_make (path, "manual", 1, 0, &error);

  g_assert_no_error (error);
}

static void
write_elsewhere (StoreFixture *f)
{
  const char *argv[] = { g_getenv ("SL_STORE_WRITER"), f->dir, "add", "Theirs", NULL };
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, &error));
}

static guint64
get_inode (const char *path,
           const char *ending)
{
  g_autofree char *name = g_strconcat (path, ending, NULL);
  GStatBuf info;

  g_assert_cmpint (g_stat (name, &info), ==, 0);
  return info.st_ino;
}

/* The other one is never the last to close the data, so it may neither empty nor remove the log. */
static void
test_beside_others (StoreFixture *f,
                    gconstpointer data)
{
  void (*disturb) (const char *path) = data;
  const char *path = sl_store_get_path (f->store);
  const int n_rounds = 6;
  guint64 log, index;

  g_autoptr (SlRecord) first = store_new_application ("Mine", "Cook", SL_STATUS_SAVED);
  store_insert (f->store, first);
  log = get_inode (path, "-wal");
  index = get_inode (path, "-shm");
  for (int i = 1; i < n_rounds; i++)
    {
      g_autoptr (SlRecord) record = store_new_application ("Mine", "Cook", SL_STATUS_SAVED);

      disturb (path);
      write_elsewhere (f);
      g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM applications WHERE company_name = 'Theirs'"), ==, i);
      store_insert (f->store, record);
      g_assert_cmpuint (get_inode (path, "-wal"), ==, log);
      g_assert_cmpuint (get_inode (path, "-shm"), ==, index);
    }

  store_fixture_reopen (f);
  g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM applications WHERE company_name = 'Mine'"), ==, n_rounds);
  g_assert_cmpint (store_count (f->store, "SELECT count (*) FROM applications WHERE company_name = 'Theirs'"), ==, n_rounds - 1);
  store_assert_sound (f->store);
}

/* The single calls, as SQLite makes them */

typedef int (*FcntlFunc) (int fd, int command, ...);
typedef int (*CloseFunc) (int fd);

typedef struct {
  char *path;
  FcntlFunc fcntl;
  CloseFunc close;
  int fds[2]; /* of one file, as two connections have them */
  int look;   /* the same file, as another program sees it: locks of the usual kind */
} Calls;

static int
open_file (const char *path,
           int         flags)
{
  int fd = g_open (path, flags | O_CLOEXEC, 0);

  g_assert_cmpint (fd, >=, 0);
  return fd;
}

static void
calls_set_up (Calls        *self,
              gconstpointer data)
{
  sqlite3_vfs *vfs = sqlite3_vfs_find ("unix");
  SlConnection *any = sl_connection_open (":memory:", SL_CONNECTION_READ_WRITE, NULL);

  sl_connection_close (any);
  self->path = sl_test_tmp_file ("locked", "Some text", -1);
  self->fcntl = (FcntlFunc) vfs->xGetSystemCall (vfs, "fcntl");
  self->close = (CloseFunc) vfs->xGetSystemCall (vfs, "close");
  self->fds[0] = open_file (self->path, O_RDONLY);
  self->fds[1] = open_file (self->path, O_RDWR);
  self->look = open_file (self->path, O_RDWR);
}

static void
calls_tear_down (Calls        *self,
                 gconstpointer data)
{
  for (guint i = 0; i < 2; i++)
    if (self->fds[i] >= 0)
      self->close (self->fds[i]);
  close (self->look);
  g_unlink (self->path);
  g_free (self->path);
}

static void
lock_byte (Calls *self,
           guint  connection,
           short  type)
{
  struct flock lock = { .l_type = type, .l_whence = SEEK_SET, .l_start = 7, .l_len = 1 };

  g_assert_cmpint (self->fcntl (self->fds[connection], F_SETLK, &lock), ==, 0);
}

/* The kind of lock that others meet. */
static short
get_lock (int fd)
{
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 7, .l_len = 1 };

  g_assert_cmpint (fcntl (fd, F_GETLK, &lock), ==, 0);
  return lock.l_type;
}

static void
read_and_close (Calls *self)
{
  close (open_file (self->path, O_RDONLY));
}

/* One takes it and the other releases it, and neither is in the other's way. */
static void
test_two_connections (Calls        *self,
                      gconstpointer data)
{
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 7, .l_len = 1 };

  lock_byte (self, 0, F_RDLCK);
  read_and_close (self);
  g_assert_cmpint (get_lock (self->look), ==, F_RDLCK);
  g_assert_cmpint (self->fcntl (self->fds[1], F_GETLK, &lock), ==, 0);
  g_assert_cmpint (lock.l_type, ==, F_UNLCK);

  /* For writing, though who came first may only read. */
  lock_byte (self, 1, F_WRLCK);
  read_and_close (self);
  g_assert_cmpint (get_lock (self->look), ==, F_WRLCK);
  lock_byte (self, 0, F_UNLCK);
  g_assert_cmpint (get_lock (self->look), ==, F_UNLCK);
}

static void
test_last_one_closes (Calls        *self,
                      gconstpointer data)
{
  lock_byte (self, 0, F_RDLCK);
  lock_byte (self, 1, F_RDLCK);
  g_assert_cmpint (self->close (g_steal_fd (&self->fds[0])), ==, 0);
  g_assert_cmpint (get_lock (self->look), ==, F_RDLCK);
  g_assert_cmpint (self->close (g_steal_fd (&self->fds[1])), ==, 0);
  g_assert_cmpint (get_lock (self->look), ==, F_UNLCK);

  /* The numbers belong to others now. */
  self->fds[0] = open_file (self->path, O_RDWR);
  lock_byte (self, 0, F_WRLCK);
  read_and_close (self);
  g_assert_cmpint (get_lock (self->look), ==, F_WRLCK);
}

/* What another program has locked is seen and respected. */
static void
test_locked_by_others (Calls        *self,
                       gconstpointer data)
{
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 7, .l_len = 1 };

  g_assert_cmpint (fcntl (self->look, F_SETLK, &lock), ==, 0);
  g_assert_cmpint (self->fcntl (self->fds[1], F_SETLK, &lock), ==, -1);
  g_assert_cmpint (errno, ==, EAGAIN);
  g_assert_cmpint (self->fcntl (self->fds[1], F_GETLK, &lock), ==, 0);
  g_assert_cmpint (lock.l_type, ==, F_WRLCK);
}

/* A restored backup takes the name; who has the old file open releases the old one. */
static void
test_replaced (Calls        *self,
               gconstpointer data)
{
  g_autofree char *other = sl_test_tmp_file ("other", "Another", -1);
  int old = self->look;

  lock_byte (self, 0, F_RDLCK);
  g_assert_cmpint (g_rename (other, self->path), ==, 0);
  self->look = open_file (self->path, O_RDWR);
  g_assert_cmpint (self->close (g_steal_fd (&self->fds[1])), ==, 0);
  self->fds[1] = open_file (self->path, O_RDWR);
  lock_byte (self, 1, F_WRLCK);
  read_and_close (self);
  g_assert_cmpint (get_lock (old), ==, F_RDLCK);
  g_assert_cmpint (get_lock (self->look), ==, F_WRLCK);

  lock_byte (self, 0, F_UNLCK);
  g_assert_cmpint (get_lock (old), ==, F_UNLCK);
  g_assert_cmpint (get_lock (self->look), ==, F_WRLCK);
  close (old);
}

/* Only removed by now, as SQLite does with the log of a closed file. */
static void
test_removed (Calls        *self,
              gconstpointer data)
{
  g_assert_cmpint (g_unlink (self->path), ==, 0);
  lock_byte (self, 1, F_WRLCK);
  g_assert_cmpint (get_lock (self->look), ==, F_WRLCK);
}

/* Where no descriptor can be had, it is as it always was, for all that use the file. */
static void
test_without_descriptor (Calls        *self,
                         gconstpointer data)
{
  struct flock own = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 7, .l_len = 1 };
  struct rlimit usual, none;

  g_assert_cmpint (getrlimit (RLIMIT_NOFILE, &usual), ==, 0);
  none = usual;
  none.rlim_cur = 0;
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &none), ==, 0);
  lock_byte (self, 1, F_WRLCK);
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &usual), ==, 0);
  lock_byte (self, 0, F_RDLCK);

  /* One's own are no obstacle, those of a description would be. */
  g_assert_cmpint (get_lock (self->look), ==, F_UNLCK);
  g_assert_cmpint (fcntl (self->look, F_OFD_GETLK, &own), ==, 0);
  g_assert_cmpint (own.l_type, ==, F_RDLCK);
  g_assert_cmpint (own.l_pid, ==, getpid ());
}

#define CALLS_TEST(path, func) g_test_add (path, Calls, NULL, calls_set_up, func, calls_tear_down)
#define OTHERS_TEST(path, disturb) \
  g_test_add (path, StoreFixture, disturb, store_fixture_set_up, test_beside_others, store_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  sl_test_init (&argc, &argv);

  OTHERS_TEST ("/store/file-locks/read", read_files);
  OTHERS_TEST ("/store/file-locks/attached", attach_files);
  OTHERS_TEST ("/store/file-locks/looked-at", look_at_backup);
  OTHERS_TEST ("/store/file-locks/backed-up", make_backup);
  CALLS_TEST ("/store/file-locks/two-connections", test_two_connections);
  CALLS_TEST ("/store/file-locks/last-one-closes", test_last_one_closes);
  CALLS_TEST ("/store/file-locks/locked-by-others", test_locked_by_others);
  CALLS_TEST ("/store/file-locks/replaced", test_replaced);
  CALLS_TEST ("/store/file-locks/removed", test_removed);
  CALLS_TEST ("/store/file-locks/without-descriptor", test_without_descriptor);

  return g_test_run ();
}
