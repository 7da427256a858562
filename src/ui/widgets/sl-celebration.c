/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-celebration"

#include "config.h"

#include <math.h>

#include "sl-celebration.h"
#include "sl-color.h"

#define DURATION_US (2 * G_USEC_PER_SEC)
#define N_PIECES 90
/* Pixels a second, and a second's growth of that. */
#define GRAVITY 520.0

/* A piece of paper: where it starts (share of the width), how it flies and turns, how it looks. */
typedef struct {
  double x;
  double speed_x;
  double speed_y;
  double turn;
  double delay;
  float width;
  float height;
  GdkRGBA color;
} Piece;

struct _SlCelebration {
  GtkWidget parent_instance;

  guint tick;
  gint64 start; /* frame time in µs; 0: the first frame is to come */
  double age;   /* seconds */
  Piece pieces[N_PIECES];
};

G_DEFINE_FINAL_TYPE (SlCelebration, sl_celebration, GTK_TYPE_WIDGET)

static void
throw_pieces (SlCelebration *self)
{
  guint n_colors = 0;

  while (sl_tag_colors[n_colors] != NULL)
    n_colors++;
  for (guint i = 0; i < N_PIECES; i++)
    {
      Piece *piece = &self->pieces[i];

      piece->x = g_random_double ();
      piece->speed_x = g_random_double_range (-60, 60);
      piece->speed_y = g_random_double_range (40, 220);
      piece->turn = g_random_double_range (-360, 360);
      piece->delay = g_random_double_range (0, 0.6);
      piece->width = (float) g_random_double_range (5, 10);
      piece->height = (float) g_random_double_range (8, 14);
      gdk_rgba_parse (&piece->color, sl_tag_colors[i % n_colors]);
    }
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  SlCelebration *self = SL_CELEBRATION (widget);
  gint64 now = gdk_frame_clock_get_frame_time (clock);

  if (self->start == 0)
    self->start = now;
  self->age = (double) (now - self->start) / G_USEC_PER_SEC;
  gtk_widget_queue_draw (widget);
  if (now - self->start < DURATION_US)
    return G_SOURCE_CONTINUE;

  self->tick = 0;
  gtk_widget_set_visible (widget, FALSE);
  return G_SOURCE_REMOVE;
}

static void
draw_piece (GtkSnapshot *snapshot, const Piece *piece, double age, int width)
{
  double seconds = age - piece->delay;
  double y = piece->speed_y * seconds + GRAVITY * seconds * seconds / 2 - piece->height;
  GdkRGBA color = piece->color;

  if (seconds <= 0)
    return;
  color.alpha = (float) CLAMP ((DURATION_US / (double) G_USEC_PER_SEC - age) * 2, 0, 1);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) (piece->x * width + piece->speed_x * seconds), (float) y));
  gtk_snapshot_rotate (snapshot, (float) (piece->turn * seconds));
  /* A piece that turns over looks narrower. */
  gtk_snapshot_scale (snapshot, (float) fabs (cos (seconds * 6 + piece->x * 6)), 1);
  gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT (-piece->width / 2, -piece->height / 2, piece->width, piece->height));
  gtk_snapshot_restore (snapshot);
}

static void
sl_celebration_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SlCelebration *self = SL_CELEBRATION (widget);
  int width = gtk_widget_get_width (widget);

  if (self->tick == 0)
    return;
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, gtk_widget_get_height (widget)));
  for (guint i = 0; i < N_PIECES; i++)
    draw_piece (snapshot, &self->pieces[i], self->age, width);
  gtk_snapshot_pop (snapshot);
}

static void
sl_celebration_unmap (GtkWidget *widget)
{
  SlCelebration *self = SL_CELEBRATION (widget);

  if (self->tick != 0)
    gtk_widget_remove_tick_callback (widget, self->tick);
  self->tick = 0;

  GTK_WIDGET_CLASS (sl_celebration_parent_class)->unmap (widget);
}

static void
sl_celebration_class_init (SlCelebrationClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = sl_celebration_snapshot;
  widget_class->unmap = sl_celebration_unmap;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
sl_celebration_init (SlCelebration *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/** sl_celebration_start: two seconds of it; nothing where animations are off or nothing is shown */
void
sl_celebration_start (SlCelebration *self)
{
  gboolean animations = FALSE;

  g_return_if_fail (SL_IS_CELEBRATION (self));

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &animations, NULL);
  if (!animations || self->tick != 0 || gtk_widget_get_parent (GTK_WIDGET (self)) == NULL ||
      !gtk_widget_get_mapped (gtk_widget_get_parent (GTK_WIDGET (self))))
    return;

  throw_pieces (self);
  self->start = 0;
  self->age = 0;
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}
