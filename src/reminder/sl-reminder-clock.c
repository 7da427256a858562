/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-reminder-clock.h. */
#define G_LOG_DOMAIN "sl-reminder-clock"

#include "config.h"

#include <gio/gio.h>

#include "sl-reminder-clock.h"

#define KEY_MONITOR "sl-reminder-clock-monitor"
#define KEY_PATH "sl-reminder-clock-path"

static void
read_time (SlClock    *clock,
           const char *path)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) words = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  gint64 now;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return;

  words = g_strsplit (g_strstrip (text), " ", 2);
  if (words[0] == NULL || !sl_time_parse_iso8601 (words[0], NULL, &now))
    return;

  zone = words[1] != NULL ? g_time_zone_new_identifier (words[1]) : NULL;
  if (zone != NULL)
    sl_clock_set_time_zone (clock, zone);
  sl_clock_set_now (clock, now);
}

static void
file_changed_cb (SlClock *clock)
{
  read_time (clock, g_object_get_data (G_OBJECT (clock), KEY_PATH));
}

/**
 * sl_reminder_clock_new:
 * @path: the file; to be replaced as a whole
 *
 * Returns: (transfer full): a clock that stands at the time in the file and moves when the file changes
 */
SlClock *
sl_reminder_clock_new (const char *path)
{
  SlClock *clock = sl_clock_new_fixed (0);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GFileMonitor *monitor = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL);

  g_object_set_data_full (G_OBJECT (clock), KEY_PATH, g_strdup (path), g_free);
  g_object_set_data_full (G_OBJECT (clock), KEY_MONITOR, monitor, g_object_unref);
  g_signal_connect_object (monitor, "changed", G_CALLBACK (file_changed_cb), clock, G_CONNECT_SWAPPED);
  read_time (clock, path);

  return clock;
}
