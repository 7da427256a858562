/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The person's settings, for front ends that have to do without them where they aren't installed. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SL_SETTINGS_ID "io.github.shortlistapp.Shortlist"

/* What the person chose in the window. NULL where the schema isn't installed, or is that of an older version: asking for what
 * isn't there would end the program. (transfer full) (nullable) */
GSettings *sl_settings_open (void);

G_END_DECLS
