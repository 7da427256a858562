/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The store's inside, shared by sl-store*.c and, for failures that can't be made from outside, by its tests. */

#pragma once

#include "sl-backup.h"
#include "sl-store.h"
#include "sl-worker.h"

G_BEGIN_DECLS

struct _SlStore {
  GObject parent_instance;

  char *data_dir;
  char *path;
  SlClock *clock;
  GMainContext *context; /* where signals and results go */

  /* while open */
  SlWorker *writer; /* NULL: read-only */
  SlWorker *readers[2];
  GFileMonitor *monitor;
  gulong day_handler; /* on clock */
  int presence; /* see SlOpened */
  gboolean is_open;
  SlStoreNotice notice;
  char *notice_path;
  char *notice_log;
  guint notice_n_files;
  SlBackup *notice_backup;

  gint closing;         /* atomic: the writer is to leave what can wait */
  GSource *house;       /* (nullable): the writer's, while there is one: tells what housekeeping did last */
  gboolean catching_up; /* the writer's: the next piece of search index is waiting its turn */

  gboolean can_undo;
  gboolean can_redo;
  gint64 state_of;  /* newest step that can_undo and can_redo know of */

  /* telling own steps from foreign ones */
  gint64 seen;      /* steps up to here were told */
  GMutex own_mutex;
  GHashTable *own;  /* of gint64: own steps after seen; added before they are committed */
  gboolean looking;
  gboolean look_again;
};

gboolean _sl_store_check_open     (SlStore       *self,
                                   GError       **error);
gboolean _sl_store_check_writable (SlStore       *self,
                                   GError       **error);
void     _sl_store_set_undo_state (SlStore       *self,
                                   gint64         newest,
                                   gboolean       can_undo,
                                   gboolean       can_redo);
void     _sl_store_emit_changed   (SlStore       *self,
                                   guint          kinds,
                                   gboolean       foreign);
void     _sl_store_emit_written   (SlStore       *self);
void     _sl_store_invoke         (SlStore       *self,
                                   GSourceFunc    func,
                                   gpointer       data);

void     _sl_store_catch_up       (SlConnection  *connection,
                                   gpointer       store);

void     _sl_store_keep_house     (SlStore       *self);
void     _sl_store_drop_house     (SlStore       *self);

void     _sl_store_watch          (SlStore       *self);
void     _sl_store_unwatch        (SlStore       *self);
void     _sl_store_note_own       (gint64         transaction_id,
                                   gboolean       committed,
                                   gpointer       store);

G_END_DECLS
