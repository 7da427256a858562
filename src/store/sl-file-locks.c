/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-file-locks.h. The locks that SQLite takes belong to the process, and go as soon as the process closes any
 * descriptor of the file: a file chooser that looks what kind of file this is, or a data file that is attached or imported,
 * would take them all away. The next program then believed to be alone, and emptied what this one still uses.
 *
 * So they are taken on a descriptor of our own ("open file description locks"), which conflict with the usual ones of other
 * programs, and go when that one is closed. It is one for each file and not each of SQLite's descriptors: SQLite keeps
 * account of the locks of a process, and lets one connection release what another has taken. */

#define _GNU_SOURCE
#define G_LOG_DOMAIN "sl-file-locks"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sl-file-locks.h"

#ifdef F_OFD_SETLK

/* SQLite locks nothing there. */
#define PROBED_BYTE 0x3fffffff

typedef struct _LockedFile LockedFile;

struct _LockedFile {
  dev_t device;
  ino_t inode;
  int fd;        /* -1: the usual locks, as there can be no others */
  guint n_users; /* descriptors of SQLite's that stand in by_fd */
  LockedFile *next;
};

/* All of these under the mutex. A file stays as long as one of its users does: who has one from by_fd needs no reference. */
static GMutex mutex;
static LockedFile *files;
static GPtrArray *by_fd; /* of LockedFile or NULL, by SQLite's descriptor */

static int
change (int    fd,
        int    command,
        short  type,
        off_t  start,
        off_t  length)
{
  struct flock lock = { .l_type = type, .l_whence = SEEK_SET, .l_start = start, .l_len = length };

  return fcntl (fd, command, &lock);
}

/* Neither old kernels nor all file systems have such locks. */
static gboolean
can_lock (int fd)
{
  if (change (fd, F_OFD_SETLK, F_RDLCK, PROBED_BYTE, 1) != 0)
    return errno == EAGAIN || errno == EACCES;

  return change (fd, F_OFD_SETLK, F_UNLCK, PROBED_BYTE, 1) == 0;
}

/* The same file once more, also when it has another name by now or none. For writing, if possible: who writes may come
 * after who reads. */
static int
open_again (int fd)
{
  char name[32];
  int own;

  g_snprintf (name, sizeof name, "/proc/self/fd/%d", fd);
  own = open (name, O_RDWR | O_CLOEXEC);
  if (own < 0)
    own = open (name, O_RDONLY | O_CLOEXEC);
  if (own >= 0 && can_lock (own))
    return own;

  g_debug ("The usual locks for %s: %s", name, g_strerror (errno));
  if (own >= 0)
    close (own);
  return -1;
}

static LockedFile *
find_file (const struct stat *info)
{
  for (LockedFile *file = files; file != NULL; file = file->next)
    if (file->device == info->st_dev && file->inode == info->st_ino)
      return file;

  return NULL;
}

/* Before its first lock: so nothing is lost where the descriptor has to be closed again. (nullable) */
static LockedFile *
register_fd (int fd)
{
  struct stat info;
  LockedFile *file;

  if (fstat (fd, &info) != 0)
    return NULL;

  file = find_file (&info);
  if (file == NULL)
    {
      file = g_new0 (LockedFile, 1);
      file->device = info.st_dev;
      file->inode = info.st_ino;
      file->fd = open_again (fd);
      file->next = files;
      files = file;
    }
  file->n_users++;
  if (by_fd->len <= (guint) fd)
    g_ptr_array_set_size (by_fd, fd + 1);
  by_fd->pdata[fd] = file;
  return file;
}

/* A child that is just being started has the descriptor, too, for a moment: closing it wouldn't be enough. */
static void
free_file (LockedFile *file)
{
  LockedFile **link = &files;

  while (*link != file)
    link = &(*link)->next;
  *link = file->next;
  if (file->fd >= 0)
    {
      change (file->fd, F_OFD_SETLK, F_UNLCK, 0, 0);
      close (file->fd);
    }
  g_free (file);
}

static int
get_lock_fd (int fd)
{
  LockedFile *file;
  int own;

  g_mutex_lock (&mutex);
  file = (guint) fd < by_fd->len ? by_fd->pdata[fd] : NULL;
  if (file == NULL)
    file = register_fd (fd);
  own = file != NULL ? file->fd : -1;
  g_mutex_unlock (&mutex);
  return own;
}

static int
lock_cb (int           fd,
         int           command,
         struct flock *lock)
{
  static const int own_commands[][2] = { { F_SETLK, F_OFD_SETLK }, { F_SETLKW, F_OFD_SETLKW }, { F_GETLK, F_OFD_GETLK } };
  int own = get_lock_fd (fd);

  for (guint i = 0; own >= 0 && i < G_N_ELEMENTS (own_commands); i++)
    if (command == own_commands[i][0])
      {
        lock->l_pid = 0;
        return fcntl (own, own_commands[i][1], lock);
      }
  return fcntl (fd, command, lock);
}

/* In place of fcntl(). */
static int
fcntl_cb (int fd,
          int command,
          ...)
{
  va_list arguments;
  int result;

  va_start (arguments, command);
  if (command == F_SETLK || command == F_SETLKW || command == F_GETLK)
    result = lock_cb (fd, command, va_arg (arguments, struct flock *));
  else
    result = fcntl (fd, command, va_arg (arguments, int));
  va_end (arguments);
  return result;
}

/* In place of close(). */
static int
close_cb (int fd)
{
  LockedFile *file = NULL;

  g_mutex_lock (&mutex);
  if (fd >= 0 && (guint) fd < by_fd->len)
    file = g_steal_pointer (&by_fd->pdata[fd]);
  if (file != NULL && --file->n_users == 0)
    free_file (file);
  g_mutex_unlock (&mutex);

  return close (fd);
}

static gpointer
install (gpointer data)
{
  sqlite3_vfs *vfs = sqlite3_vfs_find ("unix");

  if (vfs == NULL || vfs->iVersion < 3)
    return NULL;
  by_fd = g_ptr_array_new ();
  if (vfs->xSetSystemCall (vfs, "close", (sqlite3_syscall_ptr) close_cb) != SQLITE_OK ||
      vfs->xSetSystemCall (vfs, "fcntl", (sqlite3_syscall_ptr) fcntl_cb) != SQLITE_OK)
    g_warning ("SQLite’s locks stay those of the process");
  return NULL;
}

/**
 * sl_file_locks_install:
 *
 * To be called before SQLite opens its first file; again does nothing. From any thread.
 */
void
sl_file_locks_install (void)
{
  static GOnce once = G_ONCE_INIT;

  g_once (&once, install, NULL);
}

#else

void
sl_file_locks_install (void)
{
}

#endif
