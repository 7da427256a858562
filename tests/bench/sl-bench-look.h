/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking at a running window from outside: when rows were painted, how much memory the program takes. The same for
 * Shortlist and for the empty window. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

double sl_bench_look_now (void);
/* Proportional set size of this process in MiB: all, and the part that is no file. */
double sl_bench_look_pss (double *anonymous);
/* Prints one line for bench.py. */
void sl_bench_look_report (const char *name, double figure);

/* Mapped lists below @root that hold texts; (transfer full) (element-type GtkWidget) */
GPtrArray *sl_bench_look_find_lists (GtkWidget *root);

/* Calls @func after each painted frame of @window until it returns %G_SOURCE_REMOVE. */
void sl_bench_look_after_paint (GtkWindow *window, GSourceFunc func, gpointer data);

G_END_DECLS
