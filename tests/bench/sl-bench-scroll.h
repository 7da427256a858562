/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scrolls a window's list and board by itself and times each turn of the main loop. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Before anything runs: from now on each turn is timed. */
void sl_bench_scroll_watch (void);
/* Scrolls the list, then the board, prints the figures and quits the application. */
void sl_bench_scroll_start (GtkWindow *window);

G_END_DECLS
