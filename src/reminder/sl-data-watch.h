/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notices that another program wrote the data, while this one doesn't have it open. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SL_TYPE_DATA_WATCH (sl_data_watch_get_type ())
G_DECLARE_FINAL_TYPE (SlDataWatch, sl_data_watch, SL, DATA_WATCH, GObject)

/* Signal "changed" (SlDataWatch *): the files differ from what they were at the last sl_data_watch_remember(). */

SlDataWatch *sl_data_watch_new (const char *path);
/* Takes the files as they are now for known. Returns whether they differ from what was known. */
gboolean sl_data_watch_remember (SlDataWatch *self);

G_END_DECLS
