/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How it stands between this computer and its server, read at once: for the window's button and for the command line. */

#pragma once

#include "sl-connection.h"
#include "sl-record-name.h"
#include "sl-sync-account.h"

G_BEGIN_DECLS

/**
 * SlSyncStatus:
 * @account: (nullable): %NULL: nobody has signed in here
 * @n_waiting: records that the server is still to be told of, those that it didn't take included
 * @n_refused: of these, what it didn't take
 * @n_conflicts: what a person wrote and doesn't stand any more
 * @n_missing: records that the server's last list didn't hold, and that nobody is asked about yet: they are looked for again
 * @asked: (nullable) (element-type SlRecordName): of those that @account counts as asked about, the first; %NULL: it can't be told
 * @has_begun: whether the server has anything of what is here, as far as is known
 * @has_news: whether something changed here since the last round began
 */
typedef struct {
  SlSyncAccount *account;
  guint n_waiting;
  guint n_refused;
  guint n_conflicts;
  guint n_missing;
  GPtrArray *asked;
  gboolean has_begun;
  gboolean has_news;
} SlSyncStatus;

/* An SlReadFunc: (transfer full): an SlSyncStatus. @data is ignored. */
gpointer sl_sync_status_read (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error);
/* An SlReadFunc: (transfer full) (element-type SlShadow): all that the person is asked about and is still here, by kind and
 * name; nothing where nobody has signed in. @data is ignored. */
gpointer sl_sync_status_read_asked (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error);
/* An SlReadFunc: (transfer full) (element-type SlSyncLogLine): the log, the newest first. @data is ignored. */
gpointer sl_sync_status_read_log (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error);
void     sl_sync_status_free (SlSyncStatus *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlSyncStatus, sl_sync_status_free)

G_END_DECLS
