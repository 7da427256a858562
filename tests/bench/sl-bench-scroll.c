/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-bench-scroll.h. A turn of the main loop is what happens between two waits in poll(): while it lasts, the
 * window answers nobody. Of a turn that paints, the paint phase of the frame clock (making render nodes, and drawing
 * them, with Cairo by the processor) is told apart from the rest: events, rows, layout. */

#define G_LOG_DOMAIN "sl-bench-scroll"

#include "config.h"

#include "sl-bench-scroll.h"

#include <stdio.h>

#include "sl-bench-look.h"

/* Wheel steps, then jumps as with the handle of the scrollbar. */
#define STEP_FRAMES 240
#define STEP_PIXELS 90
#define JUMP_FRAMES 120
#define FRAMES_A_JUMP 4
#define WARM_UP_MS 2500
#define SETTLE_MS 1500

typedef struct {
  float turn;
  float paint;
  gboolean painted;
} Turn;

typedef enum {
  SCROLL_LIST,
  SCROLL_BOARD,
  SCROLL_DONE,
} Part;

static struct {
  GPollFunc poll;
  GArray *turns; /* of Turn; NULL while nothing is measured */
  double turn_start;
  double layout_end;
  double paint; /* within this turn */
  gboolean painted;

  GtkWindow *window;
  Part part;
  GPtrArray *lists;
  guint frame;
  GRand *rand;
} scroll;

static int
timed_poll (GPollFD *fds,
            guint    n_fds,
            int      timeout)
{
  double now = sl_bench_look_now ();
  int result;

  if (scroll.turns != NULL && scroll.turn_start > 0)
    {
      Turn turn = { (float) (now - scroll.turn_start), (float) scroll.paint, scroll.painted };
      g_array_append_val (scroll.turns, turn);
    }
  result = scroll.poll (fds, n_fds, timeout);
  scroll.turn_start = sl_bench_look_now ();
  scroll.paint = 0;
  scroll.painted = FALSE;
  return result;
}

void
sl_bench_scroll_watch (void)
{
  scroll.poll = g_main_context_get_poll_func (NULL);
  g_main_context_set_poll_func (NULL, timed_poll);
}

static void
before_paint_cb (void)
{
  scroll.layout_end = sl_bench_look_now ();
}

static void
painted_cb (void)
{
  scroll.paint += sl_bench_look_now () - scroll.layout_end;
  scroll.painted = TRUE;
}

static int
compare_floats (gconstpointer a,
                gconstpointer b)
{
  float x = *(const float *) a;
  float y = *(const float *) b;

  return (x > y) - (x < y);
}

static double
get_quantile (GArray *values,
              double  fraction)
{
  g_array_sort (values, compare_floats);
  return values->len > 0 ? g_array_index (values, float, MIN ((guint) (fraction * values->len), values->len - 1)) : 0;
}

static void
report_values (const char *part,
               const char *what,
               GArray     *values)
{
  g_autofree char *median = g_strdup_printf ("%s-%s-median", part, what);
  g_autofree char *p99 = g_strdup_printf ("%s-%s-p99", part, what);
  g_autofree char *longest = g_strdup_printf ("%s-%s-max", part, what);

  sl_bench_look_report (median, get_quantile (values, 0.5));
  sl_bench_look_report (p99, get_quantile (values, 0.99));
  sl_bench_look_report (longest, get_quantile (values, 1));
}

/* Of the turns that do something: those that paint, and those that take a millisecond. */
static void
report_part (const char *part)
{
  g_autoptr (GArray) turns = g_array_new (FALSE, FALSE, sizeof (float));
  g_autoptr (GArray) own = g_array_new (FALSE, FALSE, sizeof (float));
  g_autoptr (GArray) paint = g_array_new (FALSE, FALSE, sizeof (float));

  for (guint i = 0; i < scroll.turns->len; i++)
    {
      const Turn *turn = &g_array_index (scroll.turns, Turn, i);
      float rest = turn->turn - turn->paint;

      if (!turn->painted && turn->turn < 1)
        continue;
      g_array_append_val (turns, turn->turn);
      g_array_append_val (own, rest);
      if (turn->painted)
        g_array_append_val (paint, turn->paint);
    }
  report_values (part, "turn", turns);
  report_values (part, "own", own);
  report_values (part, "paint", paint);
  printf ("{\"detail\":\"%s: %u turns, %u of them painted\"}\n", part, turns->len, paint->len);
}

static void
set_value (GtkWidget *list,
           double     value,
           gboolean   relative)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));
  double end = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);

  gtk_adjustment_set_value (adjustment, relative ? gtk_adjustment_get_value (adjustment) + value : value * end);
}

static guint
count_widgets (GtkWidget *widget)
{
  guint n = 1;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += count_widgets (child);
  return n;
}

static void
report_size (const char *moment)
{
  printf ("{\"detail\":\"%s: %.1f MiB, %u widgets in the window\"}\n", moment, sl_bench_look_pss (NULL),
          count_widgets (GTK_WIDGET (scroll.window)));
}

static gboolean start_part (gpointer data);

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  GtkWidget *list = g_ptr_array_index (scroll.lists, scroll.frame % scroll.lists->len);

  if (scroll.frame < STEP_FRAMES)
    set_value (list, STEP_PIXELS, TRUE);
  else if (scroll.frame % FRAMES_A_JUMP == 0)
    set_value (list, g_rand_double (scroll.rand), FALSE);
  gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT);

  if (++scroll.frame < STEP_FRAMES + JUMP_FRAMES)
    return G_SOURCE_CONTINUE;

  report_part (scroll.part == SCROLL_LIST ? "list" : "board");
  report_size (scroll.part == SCROLL_LIST ? "after scrolling the list" : "after scrolling the board");
  g_clear_pointer (&scroll.turns, g_array_unref);
  g_clear_pointer (&scroll.lists, g_ptr_array_unref);
  scroll.part++;
  if (scroll.part == SCROLL_BOARD)
    gtk_widget_activate_action (GTK_WIDGET (scroll.window), "win.view", "s", "board");
  g_timeout_add (SETTLE_MS, start_part, NULL);
  return G_SOURCE_REMOVE;
}

static gboolean
start_part (gpointer data)
{
  double anonymous;

  if (scroll.part == SCROLL_DONE)
    {
      sl_bench_look_report ("pss", sl_bench_look_pss (&anonymous));
      sl_bench_look_report ("pss-anonymous", anonymous);
      g_application_quit (g_application_get_default ());
      return G_SOURCE_REMOVE;
    }

  if (scroll.part == SCROLL_LIST)
    report_size ("before scrolling");
  scroll.lists = sl_bench_look_find_lists (GTK_WIDGET (scroll.window));
  if (scroll.lists->len == 0)
    g_error ("There are no rows to scroll.");
  scroll.frame = 0;
  scroll.turn_start = 0;
  scroll.turns = g_array_new (FALSE, FALSE, sizeof (Turn));
  gtk_widget_add_tick_callback (GTK_WIDGET (scroll.window), tick_cb, NULL, NULL);
  return G_SOURCE_REMOVE;
}

void
sl_bench_scroll_start (GtkWindow *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));

  scroll.window = window;
  scroll.rand = g_rand_new_with_seed (1);
  /* Phases come in this order; the layout phase may be left out. */
  g_signal_connect_after (clock, "update", G_CALLBACK (before_paint_cb), NULL);
  g_signal_connect_after (clock, "layout", G_CALLBACK (before_paint_cb), NULL);
  g_signal_connect_after (clock, "after-paint", G_CALLBACK (painted_cb), NULL);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.view", "s", "list");
  g_timeout_add (WARM_UP_MS, start_part, NULL);
}
