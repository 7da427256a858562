/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sees to it that reminders come while the window is open: has the background service run, or shows them itself where
 * there is none. Owned by SlApp. */

#pragma once

#include <gio/gio.h>

#include "sl-context.h"

G_BEGIN_DECLS

#define SL_TYPE_REMINDERS (sl_reminders_get_type ())
G_DECLARE_FINAL_TYPE (SlReminders, sl_reminders, SL, REMINDERS, GObject)

/* Signals: "open" (SlReminders *, const char *page, const char *kind, const char *id): a notification leads there (kind
 * and id nullable: to the page); "offer" (SlReminders *): something will be due, and nobody was asked yet whether it may
 * come while Shortlist is closed. */

SlReminders *sl_reminders_new (GApplication *application, GSettings *settings);
void sl_reminders_follow (SlReminders *self, SlContext *context);

G_END_DECLS
