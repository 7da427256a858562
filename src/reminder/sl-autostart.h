/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the reminder service starts with the session. In a sandbox the desktop is asked through the Background portal
 * and may refuse; elsewhere a file in the person's autostart folder says it. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The key of the settings that remembers the answer, and its words. */
#define SL_AUTOSTART_KEY "reminders-at-login"
#define SL_AUTOSTART_ASK "ask"       /* nobody was asked yet */
#define SL_AUTOSTART_ON "on"
#define SL_AUTOSTART_OFF "off"       /* the person doesn't want it */
#define SL_AUTOSTART_DENIED "denied" /* the desktop doesn't allow it */

typedef enum {
  SL_AUTOSTART_BY_FILE,
  SL_AUTOSTART_BY_PORTAL,
} SlAutostartWay;

SlAutostartWay sl_autostart_get_way (void);

/* Finish: the word of the state that it came to; SL_AUTOSTART_DENIED is no error. NULL with @error set: it is as before. */
void sl_autostart_set_async (SlAutostartWay way, gboolean on, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
const char *sl_autostart_set_finish (GAsyncResult *result, GError **error);

/* What @state means, as a sentence: for the row of the preferences. Translated. */
const char *sl_autostart_describe (const char *state);

G_END_DECLS
