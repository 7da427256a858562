/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-spool"

#include "config.h"

#include "sl-spool.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "sl-file-private.h"

/* So much is held in memory. */
#define MAX_HELD (1024 * 1024)

struct _SlSpool {
  int fd;           /* -1: nothing was written yet */
  gint64 n_written; /* what lies in the file; the rest is held */
  GByteArray *held;
};

SlSpool *
sl_spool_new (void)
{
  SlSpool *self = g_new0 (SlSpool, 1);

  self->fd = -1;
  self->held = g_byte_array_new ();
  return self;
}

void
sl_spool_free (SlSpool *self)
{
  if (self == NULL)
    return;
  g_clear_fd (&self->fd, NULL);
  g_byte_array_unref (self->held);
  g_free (self);
}

/* In the cache folder, which is on a disk where the folder for temporary files often isn't; and without a name at once, so
 * that nothing stays of it however the program ends. */
static gboolean
open_file (SlSpool *self,
           GError **error)
{
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "shortlist", NULL);
  g_autofree char *path = g_build_filename (folder, "spool.XXXXXX", NULL);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      _sl_file_set_folder_error (error, errno, folder);
      return FALSE;
    }
  self->fd = g_mkstemp_full (path, O_RDWR | O_CLOEXEC, 0600);
  if (self->fd < 0)
    {
      _sl_file_set_folder_error (error, errno, folder);
      return FALSE;
    }
  g_unlink (path);
  return TRUE;
}

static gboolean
write_held (SlSpool *self,
            GError **error)
{
  guint done = 0;

  if (self->fd < 0 && !open_file (self, error))
    return FALSE;
  while (done < self->held->len)
    {
      gssize n = pwrite (self->fd, self->held->data + done, self->held->len - done, self->n_written);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          _sl_file_set_errno_error (error, errno, g_get_user_cache_dir ());
          return FALSE;
        }
      done += (guint) n;
      self->n_written += n;
    }
  g_byte_array_set_size (self->held, 0);
  return TRUE;
}

/** sl_spool_add: Returns: where it lies; -1 with @error set, and then the spool is of no more use */
gint64
sl_spool_add (SlSpool    *self,
              const char *data,
              gsize       length,
              GError    **error)
{
  gint64 at;

  if (self->held->len > 0 && self->held->len + length > MAX_HELD && !write_held (self, error))
    return -1;
  at = self->n_written + self->held->len;
  g_byte_array_append (self->held, (const guint8 *) data, (guint) length);
  return at;
}

/** sl_spool_dup: (transfer full): @length bytes from @at on, with a NUL behind; %NULL with @error set */
char *
sl_spool_dup (SlSpool *self,
              gint64   at,
              gsize    length,
              GError **error)
{
  g_autofree char *text = g_malloc (length + 1);
  gsize done = 0;

  text[length] = '\0';
  if (at >= self->n_written)
    {
      memcpy (text, self->held->data + (at - self->n_written), length);
      return g_steal_pointer (&text);
    }
  while (done < length)
    {
      gssize n = pread (self->fd, text + done, length - done, at + (gint64) done);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        {
          _sl_file_set_errno_error (error, n < 0 ? errno : EIO, g_get_user_cache_dir ());
          return NULL;
        }
      done += (gsize) n;
    }
  return g_steal_pointer (&text);
}

/** sl_spool_get_held: bytes that are in memory */
gsize
sl_spool_get_held (SlSpool *self)
{
  return self->held->len;
}
