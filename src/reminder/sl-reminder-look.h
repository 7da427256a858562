/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One look at what is due: for an SlReadFunc. */

#pragma once

#include "sl-due.h"
#include "sl-sync-account.h"

G_BEGIN_DECLS

/**
 * SlReminderLook: what was asked for and found.
 * @due: (element-type SlDue): open and due by now, soonest first
 * @quiet: those of @due that need no telling: what they are about is over, or a later reminder of the same tells it
 * @next: when the next thing is due, or SL_TIME_NONE
 * @account: (nullable): the account that is synced with
 */
typedef struct {
  SlDueOptions *options;
  gint64 now;
  GPtrArray *due;
  GHashTable *quiet;
  gint64 next;
  SlSyncAccount *account;
} SlReminderLook;

/* Takes @options. */
SlReminderLook *sl_reminder_look_new (SlDueOptions *options, gint64 now);
void sl_reminder_look_free (SlReminderLook *self);
/* An SlReadFunc for an #SlReminderLook; returns a new one that is filled in. */
gpointer sl_reminder_look_read (SlConnection *connection, gpointer look, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlReminderLook, sl_reminder_look_free)

G_END_DECLS
