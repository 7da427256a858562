/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps the data and its server together while no window is open: has “shortlistctl sync” run a round about once an hour, so
 * that the service itself stays light. Says so when none was good for three days. Owned by the service; main thread only. */

#pragma once

#include "sl-reminder-watch.h"

G_BEGIN_DECLS

#define SL_TYPE_REMINDER_SYNC (sl_reminder_sync_get_type ())
G_DECLARE_FINAL_TYPE (SlReminderSync, sl_reminder_sync, SL, REMINDER_SYNC, GObject)

SlReminderSync *sl_reminder_sync_new (GApplication *application, SlReminderWatch *watch, SlContext *context, GSettings *settings, const char *ctl);

G_END_DECLS
