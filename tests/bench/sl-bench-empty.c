/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The baseline of start and memory: a libadwaita window with a header bar and nothing in it, as large as Shortlist's.
 *
 *   sl-bench-empty start    prints when its first frame was painted, and ends
 *   sl-bench-empty memory   prints its memory after two quiet seconds, and ends
 */

#define G_LOG_DOMAIN "sl-bench-empty"

#include "config.h"

#include <adwaita.h>

#include "sl-bench-look.h"

#define WIDTH 1100
#define HEIGHT 760

static const char *mode;

static gboolean
painted (gpointer data)
{
  sl_bench_look_report ("painted", sl_bench_look_now ());
  g_application_quit (data);
  return G_SOURCE_REMOVE;
}

static gboolean
rested (gpointer data)
{
  double anonymous;

  sl_bench_look_report ("pss", sl_bench_look_pss (&anonymous));
  sl_bench_look_report ("pss-anonymous", anonymous);
  g_application_quit (data);
  return G_SOURCE_REMOVE;
}

static void
activate_cb (GtkApplication *app)
{
  GtkWidget *window = adw_application_window_new (app);
  GtkWidget *view = adw_toolbar_view_new ();

  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), view);
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  if (g_str_equal (mode, "start"))
    sl_bench_look_after_paint (GTK_WINDOW (window), painted, app);
  else
    g_timeout_add_seconds (2, rested, app);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (AdwApplication) app = adw_application_new ("io.github.shortlistapp.Bench", G_APPLICATION_NON_UNIQUE);

  mode = argc > 1 ? argv[1] : "memory";
  g_signal_connect (app, "activate", G_CALLBACK (activate_cb), NULL);
  return g_application_run (G_APPLICATION (app), 1, argv);
}
