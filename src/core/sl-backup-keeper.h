/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sees to the backup of the day: when it is started, and whenever a new day begins while the program runs. One for each
 * window on a person's own data; a sample needs none. */

#pragma once

#include "sl-context.h"

G_BEGIN_DECLS

#define SL_TYPE_BACKUP_KEEPER (sl_backup_keeper_get_type ())
G_DECLARE_FINAL_TYPE (SlBackupKeeper, sl_backup_keeper, SL, BACKUP_KEEPER, GObject)

/* Properties: "daily" (boolean): whether there is to be one at all; "kept" (uint): how many days are kept.
 * Signals: "made" (SlBackupKeeper *, const char *path): the day has its backup; "failed" (SlBackupKeeper *, const GError *): the day has no backup yet. */

SlBackupKeeper *sl_backup_keeper_new   (SlContext      *context);
void            sl_backup_keeper_start (SlBackupKeeper *self);

G_END_DECLS
