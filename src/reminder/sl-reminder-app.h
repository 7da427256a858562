/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The background service: an application without a window that stays, sleeps, and shows what becomes due. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SL_TYPE_REMINDER_APP (sl_reminder_app_get_type ())
G_DECLARE_FINAL_TYPE (SlReminderApp, sl_reminder_app, SL, REMINDER_APP, GApplication)

SlReminderApp *sl_reminder_app_new (void);

G_END_DECLS
