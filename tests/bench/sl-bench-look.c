/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-bench-look.h. */

#define G_LOG_DOMAIN "sl-bench-look"

#include "config.h"

#include "sl-bench-look.h"

#include <stdio.h>
#include <string.h>

typedef struct {
  GSourceFunc func;
  gpointer data;
  gulong handler;
} Watch;

double
sl_bench_look_now (void)
{
  return g_get_monotonic_time () / 1e3;
}

static double
find_kib (const char *text,
          const char *key)
{
  const char *line = strstr (text, key);

  return line != NULL ? g_ascii_strtod (line + strlen (key), NULL) : 0;
}

double
sl_bench_look_pss (double *anonymous)
{
  g_autofree char *text = NULL;

  if (!g_file_get_contents ("/proc/self/smaps_rollup", &text, NULL, NULL))
    g_error ("/proc/self/smaps_rollup can't be read");
  if (anonymous != NULL)
    *anonymous = find_kib (text, "\nPss_Anon:") / 1024;
  return find_kib (text, "\nPss:") / 1024;
}

void
sl_bench_look_report (const char *name,
                      double      figure)
{
  printf ("{\"name\":\"%s\",\"figure\":%.3f}\n", name, figure);
  fflush (stdout);
}

/* Whether it shows applications: widgets that draw themselves have no words that could be looked for. */
static gboolean
has_rows (GtkWidget *list)
{
  g_autoptr (GtkSelectionModel) model = NULL;
  g_autoptr (GObject) item = NULL;
  g_autoptr (GObject) row = NULL;

  g_object_get (list, "model", &model, NULL);
  item = model != NULL ? g_list_model_get_object (G_LIST_MODEL (model), 0) : NULL;
  if (item != NULL)
    g_object_get (item, "row", &row, NULL);
  return row != NULL;
}

static void
collect_lists (GtkWidget *widget,
               GPtrArray *lists)
{
  GType list_type = g_type_from_name ("GtkListBase");

  if (!gtk_widget_get_mapped (widget))
    return;
  if (list_type != 0 && G_TYPE_CHECK_INSTANCE_TYPE (widget, list_type))
    {
      if (has_rows (widget))
        g_ptr_array_add (lists, g_object_ref (widget));
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect_lists (child, lists);
}

GPtrArray *
sl_bench_look_find_lists (GtkWidget *root)
{
  GPtrArray *lists = g_ptr_array_new_with_free_func (g_object_unref);

  collect_lists (root, lists);
  return lists;
}

static void
after_paint_cb (GdkFrameClock *clock,
                Watch         *watch)
{
  if (watch->func (watch->data) == G_SOURCE_REMOVE)
    g_clear_signal_handler (&watch->handler, clock);
}

static void
watch_clock (GtkWidget *widget,
             Watch     *watch)
{
  watch->handler = g_signal_connect_after (gtk_widget_get_frame_clock (widget), "after-paint", G_CALLBACK (after_paint_cb), watch);
}

void
sl_bench_look_after_paint (GtkWindow   *window,
                           GSourceFunc  func,
                           gpointer     data)
{
  Watch *watch = g_new0 (Watch, 1);

  watch->func = func;
  watch->data = data;
  if (gtk_widget_get_realized (GTK_WIDGET (window)))
    watch_clock (GTK_WIDGET (window), watch);
  else
    g_signal_connect_after (window, "realize", G_CALLBACK (watch_clock), watch);
}
