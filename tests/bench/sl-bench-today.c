/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the Today page shows, read on the reader thread where the window has it done. */

#define G_LOG_DOMAIN "sl-bench-today"

#include "config.h"

#include "sl-bench.h"

#include "sl-today.h"

#define SHOWN 6

typedef struct {
  SlTodayOptions *options;
  SlToday *today;
  GError *error;
  gboolean done;
} Look;

static gpointer
look (SlConnection  *connection,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  return sl_today_read (connection, ((Look *) data)->options, error);
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Look *self = user_data;

  self->today = sl_store_read_finish (SL_STORE (source), result, &self->error);
  self->done = TRUE;
}

void
sl_bench_today (const char *data_dir,
                guint       repetitions)
{
  g_autoptr (SlContext) context = sl_bench_open (data_dir);
  g_autoptr (SlTodayOptions) options = sl_today_options_new (sl_context_get_clock (context), NULL, SHOWN);
  g_autoptr (GArray) times = sl_bench_samples_new ();

  for (guint i = 0; i < repetitions; i++)
    {
      Look self = { options };
      double start = sl_bench_now ();

      sl_store_read_async (sl_context_get_store (context), SL_READ_INTERACTIVE, look, &self, NULL, (GDestroyNotify) sl_today_free,
                           NULL, looked_cb, &self);
      while (!self.done)
        g_main_context_iteration (NULL, TRUE);
      sl_bench_check (self.error);
      sl_bench_samples_add (times, sl_bench_now () - start);
      if (i == 0)
        sl_bench_detail ("today: %u due, %u interviews, %u offers, %u saved jobs, %u answered late, %u quiet", self.today->due->len,
                         self.today->interviews->len, self.today->offers->len, self.today->saved_jobs->len,
                         self.today->answered_late->len, self.today->n_quiet);
      sl_today_free (self.today);
    }

  sl_bench_detail ("today: read in %.1f ms (median of %u; from %.1f to %.1f ms)", sl_bench_samples_get (times, 0.5), repetitions,
                   sl_bench_samples_get (times, 0), sl_bench_samples_get (times, 1));
  sl_bench_report ("today", sl_bench_samples_get (times, 0.5));
  sl_context_close (context);
}
