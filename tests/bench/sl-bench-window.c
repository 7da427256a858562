/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shortlist itself, as main.c starts it, with someone looking over its shoulder:
 *
 *   sl-bench-window start DIR    prints when the first frame with rows was painted, and ends
 *   sl-bench-window open DIR     opens an application with 500 events some times, prints how long each took, and ends
 *   sl-bench-window scroll DIR   scrolls list and board, prints how long each turn of the main loop took, and its memory
 */

#define G_LOG_DOMAIN "sl-bench-window"

#include "config.h"

#include <locale.h>

#include "sl-app.h"
#include "sl-bench-look.h"
#include "sl-bench-open.h"
#include "sl-bench-scroll.h"
#include "sl-settings.h"

static const char *mode;

static gboolean
painted (gpointer data)
{
  double now = sl_bench_look_now ();
  GtkWindow *window = data;
  g_autoptr (GPtrArray) lists = sl_bench_look_find_lists (GTK_WIDGET (window));

  if (lists->len == 0)
    return G_SOURCE_CONTINUE;

  if (g_str_equal (mode, "start"))
    {
      sl_bench_look_report ("painted", now);
      g_application_quit (g_application_get_default ());
    }
  else if (g_str_equal (mode, "open"))
    {
      sl_bench_open_start (window);
    }
  else
    {
      sl_bench_scroll_start (window);
    }
  return G_SOURCE_REMOVE;
}

static void
window_added_cb (GtkApplication *app,
                 GtkWindow      *window)
{
  sl_bench_look_after_paint (window, painted, window);
}

/* With the list in front: it is what a large search makes slow. */
static void
start_with_list (void)
{
  g_autoptr (GSettings) settings = sl_settings_open ();

  g_settings_set_string (settings, "start-page", "applications");
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (SlApp) app = NULL;
  char *arguments[] = { argv[0], (char *) "--data-dir", argc > 2 ? argv[2] : NULL, NULL };

  if (argc < 3)
    g_error ("See the head of sl-bench-window.c for how to call this.");
  mode = argv[1];
  setlocale (LC_ALL, "");
  if (g_str_equal (mode, "open"))
    sl_bench_open_prepare (argv[2]);
  else
    sl_bench_scroll_watch ();
  start_with_list ();
  app = sl_app_new ();
  g_signal_connect (app, "window-added", G_CALLBACK (window_added_cb), NULL);
  return g_application_run (G_APPLICATION (app), 3, arguments);
}
