/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Work in pieces, one a frame: what is in sight is painted first, and the window answers in between. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One piece; returns whether there are more. */
typedef gboolean (*SlFrameFunc) (GtkWidget *widget);

void sl_frames_run (GtkWidget *widget, SlFrameFunc func);

G_END_DECLS
