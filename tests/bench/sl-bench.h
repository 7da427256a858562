/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the measuring programs share: a clock, samples, raw SQLite as the baseline, and the lines that bench.py reads.
 * Each program prints {"name": …, "figure": …} for a figure and {"detail": …} for what explains one. */

#pragma once

#include <sqlite3.h>

#include "sl-context.h"

G_BEGIN_DECLS

/* Milliseconds on the clock that never jumps. */
double sl_bench_now (void);

/* Arrays of double. */
GArray *sl_bench_samples_new (void);
void sl_bench_samples_add (GArray *samples, double value);
/* @fraction from 0 (smallest) over 0.5 (median) to 1 (greatest); sorts @samples. NAN without any. */
double sl_bench_samples_get (GArray *samples, double fraction);

void sl_bench_report (const char *name, double figure);
void sl_bench_detail (const char *format, ...) G_GNUC_PRINTF (1, 2);
/* An answer that isn't what it should be: the run fails, but goes on. Each is told once. */
void sl_bench_wrong (const char *format, ...) G_GNUC_PRINTF (1, 2);
/* Ends the program with a message. */
void sl_bench_fail (const char *format, ...) G_GNUC_PRINTF (1, 2) G_GNUC_NORETURN;
void sl_bench_check (const GError *error);

/* The store's file opened by bare SQLite, with the settings that the store's own readers have. */
sqlite3 *sl_bench_raw_open (const char *data_dir);
/* Steps @sql to its end, taking the first column; returns milliseconds. @text (nullable): its only bind. @pks (nullable):
 * filled with the column. */
double sl_bench_raw_run (sqlite3 *db, const char *sql, const char *text, GArray *pks);

/* An open context on @data_dir. */
SlContext *sl_bench_open (const char *data_dir);
/* Until the full-text index, which follows in the background, knows every row. */
void sl_bench_wait_for_index (const char *data_dir);

void sl_bench_fill (const char *data_dir, guint count);
void sl_bench_write_csv (const char *data_dir, const char *path, const char *raw_path);
void sl_bench_search (const char *data_dir, guint repetitions);
void sl_bench_order (const char *data_dir, guint repetitions);
void sl_bench_charts (const char *data_dir, guint repetitions);
void sl_bench_today (const char *data_dir, guint repetitions);
void sl_bench_import (const char *data_dir, const char *csv);

G_END_DECLS
