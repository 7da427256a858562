/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells when something becomes due, once, whatever program asks. Sleeps by one alarm until the next time; looks again
 * when the data, the settings, the clock or the time zone change. Owned by the service, or by the window while there is
 * no service. */

#pragma once

#include "sl-context.h"
#include "sl-due.h"
#include "sl-sync-account.h"

G_BEGIN_DECLS

#define SL_TYPE_REMINDER_WATCH (sl_reminder_watch_get_type ())
G_DECLARE_FINAL_TYPE (SlReminderWatch, sl_reminder_watch, SL, REMINDER_WATCH, GObject)

/* Signals:
 * "due" (SlReminderWatch *, GPtrArray *due, gboolean missed): these SlDue are to be shown now, and are noted as shown
 *   when the handlers return; @missed: they were due while nobody could tell.
 * "over" (SlReminderWatch *, const char *key): what was shown is done, put off or gone.
 * "settled" (SlReminderWatch *, const char *key, GError *error): what sl_reminder_watch_settle() came to; @error is
 *   nullable.
 * "looked" (SlReminderWatch *): what there was to tell was told, and the alarm is set. */

/* @settings (nullable): Shortlist's own. @stay_open: @context is open and stays so; otherwise it is opened for each look
 * only, so that nothing is held in memory or kept from others between. */
SlReminderWatch *sl_reminder_watch_new (SlContext *context, GSettings *settings, gboolean stay_open);
void sl_reminder_watch_start (SlReminderWatch *self);
/* Looks again. The watch does so by itself. */
void sl_reminder_watch_look (SlReminderWatch *self);
/* Marks what @key names as done, or puts it off @until (%SL_TIME_NONE: done). */
void sl_reminder_watch_settle (SlReminderWatch *self, const char *key, gint64 until);

/* When it looks again by itself; SL_TIME_NONE: only when something changes. */
gint64 sl_reminder_watch_get_next (SlReminderWatch *self);

/* The account that is synced with, at the last look; until the next one. (nullable) */
const SlSyncAccount *sl_reminder_watch_get_account (SlReminderWatch *self);

G_END_DECLS
