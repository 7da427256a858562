/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The row of the preferences that lets reminders come while Shortlist is closed, and says plainly when the desktop
 * doesn't. */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* @settings: the application's. */
GtkWidget *sl_autostart_row_new (GSettings *settings);

G_END_DECLS
