/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening an application with a long history: from asking for it to its page being painted, and from there to its
 * timeline. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Adds such an application to the data in @data_dir, which no program has open. */
void sl_bench_open_prepare (const char *data_dir);
/* Opens and closes it some times, reports, and ends the program. */
void sl_bench_open_start (GtkWindow *window);

G_END_DECLS
