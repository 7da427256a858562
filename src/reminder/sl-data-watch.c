/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-data-watch.h. Own reading and writing stirs the files, too: only what they are like at the end counts. */
#define G_LOG_DOMAIN "sl-data-watch"

#include "config.h"

#include <glib/gstdio.h>

#include "sl-data-watch.h"

/* Somebody who types saves often. */
#define PAUSE_MSEC 400

typedef struct {
  gint64 seconds;
  gint64 nanoseconds;
  gint64 size;
  guint64 inode;
} Stamp;

/* The data file and its write-ahead log. */
#define N_FILES 2

struct _SlDataWatch
{
  GObject parent_instance;

  char *paths[N_FILES];
  GFileMonitor *monitors[N_FILES];
  Stamp known[N_FILES];
  guint pause;
};

G_DEFINE_FINAL_TYPE (SlDataWatch, sl_data_watch, G_TYPE_OBJECT)

enum {
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
read_stamps (SlDataWatch *self,
             Stamp       *stamps)
{
  for (guint i = 0; i < N_FILES; i++)
    {
      GStatBuf info;

      stamps[i] = (Stamp) { 0 };
      /* An empty log is as good as none. */
      if (g_stat (self->paths[i], &info) == 0 && info.st_size > 0)
        stamps[i] = (Stamp) { info.st_mtim.tv_sec, info.st_mtim.tv_nsec, info.st_size, info.st_ino };
    }
}

static gboolean
stamps_equal (const Stamp *a,
              const Stamp *b)
{
  for (guint i = 0; i < N_FILES; i++)
    if (a[i].seconds != b[i].seconds || a[i].nanoseconds != b[i].nanoseconds || a[i].size != b[i].size || a[i].inode != b[i].inode)
      return FALSE;

  return TRUE;
}

static gboolean
paused_cb (gpointer user_data)
{
  SlDataWatch *self = user_data;
  Stamp now[N_FILES];

  self->pause = 0;
  read_stamps (self, now);
  if (!stamps_equal (now, self->known))
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);

  return G_SOURCE_REMOVE;
}

static void
file_changed_cb (SlDataWatch *self)
{
  if (self->pause == 0)
    self->pause = g_timeout_add (PAUSE_MSEC, paused_cb, self);
}

static void
sl_data_watch_finalize (GObject *object)
{
  SlDataWatch *self = SL_DATA_WATCH (object);

  g_clear_handle_id (&self->pause, g_source_remove);
  for (guint i = 0; i < N_FILES; i++)
    {
      if (self->monitors[i] != NULL)
        g_file_monitor_cancel (self->monitors[i]);
      g_clear_object (&self->monitors[i]);
      g_free (self->paths[i]);
    }

  G_OBJECT_CLASS (sl_data_watch_parent_class)->finalize (object);
}

static void
sl_data_watch_class_init (SlDataWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sl_data_watch_finalize;

  /**
   * SlDataWatch::changed:
   * @self: the watch
   *
   * The files differ from what is known.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", SL_TYPE_DATA_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sl_data_watch_init (SlDataWatch *self)
{
}

/**
 * sl_data_watch_new:
 * @path: the data file; its folder has to be there
 *
 * Returns: (transfer full): a watch that knows the files as they are now
 */
SlDataWatch *
sl_data_watch_new (const char *path)
{
  SlDataWatch *self = g_object_new (SL_TYPE_DATA_WATCH, NULL);

  self->paths[0] = g_strdup (path);
  self->paths[1] = g_strconcat (path, "-wal", NULL);
  for (guint i = 0; i < N_FILES; i++)
    {
      g_autoptr (GFile) file = g_file_new_for_path (self->paths[i]);

      self->monitors[i] = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL);
      if (self->monitors[i] != NULL)
        g_signal_connect_object (self->monitors[i], "changed", G_CALLBACK (file_changed_cb), self, G_CONNECT_SWAPPED);
    }
  read_stamps (self, self->known);

  return self;
}

/** sl_data_watch_remember: Returns: whether the files differ from what was known; they don't any more now */
gboolean
sl_data_watch_remember (SlDataWatch *self)
{
  Stamp now[N_FILES];
  gboolean changed;

  g_return_val_if_fail (SL_IS_DATA_WATCH (self), FALSE);

  read_stamps (self, now);
  changed = !stamps_equal (now, self->known);
  for (guint i = 0; i < N_FILES; i++)
    self->known[i] = now[i];

  return changed;
}
