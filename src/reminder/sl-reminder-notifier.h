/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows what an SlReminderWatch tells as notifications of an application, and obeys their buttons. */

#pragma once

#include "sl-reminder-watch.h"

G_BEGIN_DECLS

/* The bus name of the service. */
#define SL_REMINDER_APP_ID SL_APP_ID ".Reminder"

/* The actions of the application that the buttons name; all belong to the group "app". */
#define SL_REMINDER_ACTION_DONE "reminder-done"     /* (s): key */
#define SL_REMINDER_ACTION_LATER "reminder-later"   /* (s): key: asks until when */
#define SL_REMINDER_ACTION_SNOOZE "reminder-snooze" /* (ss): key, a preset's name */
#define SL_REMINDER_ACTION_OPEN "reminder-open"     /* (s): key */
#define SL_REMINDER_ACTION_OPEN_ALL "reminder-open-all"

#define SL_TYPE_REMINDER_NOTIFIER (sl_reminder_notifier_get_type ())
G_DECLARE_FINAL_TYPE (SlReminderNotifier, sl_reminder_notifier, SL, REMINDER_NOTIFIER, GObject)

/* Signal "open" (SlReminderNotifier *, const char *page, const char *kind, const char *id): the window is to be shown with
 * that record (nullable: with the page). */

/* @settings (nullable): Shortlist's own: in private mode, names stay off the screen. */
SlReminderNotifier *sl_reminder_notifier_new (GApplication *application, SlReminderWatch *watch, SlClock *clock, GSettings *settings);

G_END_DECLS
