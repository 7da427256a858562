/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The person's settings, for front ends that have to do without them where they aren't installed. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SL_SETTINGS_ID "io.github.shortlistapp.Shortlist"

/* NULL where the schema isn't installed; g_settings_new() would end the program. (transfer full) (nullable) */
GSettings *sl_settings_open (void);

G_END_DECLS
