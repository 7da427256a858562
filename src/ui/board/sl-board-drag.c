/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-board-drag"

#include "config.h"

#include <adwaita.h>

#include "sl-board-drag.h"

#define EDGE 56.0           /* px from an edge in which scrolling begins */
#define FASTEST 14.0        /* px per frame at the very edge */
#define TILT_DEGREES 2.0f

struct _SlBoardDrag {
  GObject parent_instance;

  GArray *pks; /* gint64 */
};

G_DEFINE_FINAL_TYPE (SlBoardDrag, sl_board_drag, G_TYPE_OBJECT)

static void
sl_board_drag_finalize (GObject *object)
{
  SlBoardDrag *self = SL_BOARD_DRAG (object);

  g_clear_pointer (&self->pks, g_array_unref);
  G_OBJECT_CLASS (sl_board_drag_parent_class)->finalize (object);
}

static void
sl_board_drag_class_init (SlBoardDragClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sl_board_drag_finalize;
}

static void
sl_board_drag_init (SlBoardDrag *self)
{
}

/**
 * sl_board_drag_new:
 * @pks: (element-type gint64): the dragged applications, top card first
 *
 * Returns: (transfer full): what a drag carries
 */
SlBoardDrag *
sl_board_drag_new (GArray *pks)
{
  SlBoardDrag *self = g_object_new (SL_TYPE_BOARD_DRAG, NULL);

  self->pks = g_array_ref (pks);
  return self;
}

/** sl_board_drag_get_pks: Returns: (transfer none) (element-type gint64): the dragged applications */
GArray *
sl_board_drag_get_pks (SlBoardDrag *self)
{
  g_return_val_if_fail (SL_IS_BOARD_DRAG (self), NULL);
  return self->pks;
}

/**
 * sl_board_drag_make_icon:
 * @card: the card under the pointer when the drag began
 *
 * Returns: (transfer full): the lifted card, tilted a little unless motion is off; more cards show as a second edge
 */
GdkPaintable *
sl_board_drag_make_icon (SlBoardDrag *self, GtkWidget *card)
{
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GdkPaintable) face = gtk_widget_paintable_new (card);
  double width = gdk_paintable_get_intrinsic_width (face), height = gdk_paintable_get_intrinsic_height (face);

  if (adw_get_enable_animations (card))
    gtk_snapshot_rotate (snapshot, TILT_DEGREES);
  if (self->pks->len > 1)
    {
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (6, 6));
      gdk_paintable_snapshot (face, snapshot, width, height);
      gtk_snapshot_restore (snapshot);
    }
  gdk_paintable_snapshot (face, snapshot, width, height);
  return gtk_snapshot_to_paintable (snapshot, NULL);
}

/* --- Scrolling near an edge --- */

typedef struct {
  GtkAdjustment *adjustment;
  double speed; /* px per frame, negative towards the start */
  guint tick;
} EdgeScroll;

static void
edge_scroll_free (gpointer data)
{
  EdgeScroll *scroll = data;

  g_clear_object (&scroll->adjustment);
  g_free (scroll);
}

static gboolean
scroll_tick_cb (GtkWidget *area, GdkFrameClock *clock, gpointer data)
{
  EdgeScroll *scroll = data;

  gtk_adjustment_set_value (scroll->adjustment, gtk_adjustment_get_value (scroll->adjustment) + scroll->speed);
  return G_SOURCE_CONTINUE;
}

/**
 * sl_board_drag_scroll_near_edge:
 * @area: the widget that the pointer is over; the scrolling belongs to it
 * @place: the pointer's place along the scrolled direction, in px
 * @length: the area's length in that direction, in px
 *
 * Keeps scrolling @adjustment while the pointer stays near an edge; call again on each motion.
 */
void
sl_board_drag_scroll_near_edge (GtkWidget *area, GtkAdjustment *adjustment, double place, double length)
{
  EdgeScroll *scroll = g_object_get_data (G_OBJECT (area), "sl-edge-scroll");
  double speed = 0;

  if (place < EDGE)
    speed = -FASTEST * (EDGE - MAX (place, 0)) / EDGE;
  else if (place > length - EDGE)
    speed = FASTEST * (EDGE - MAX (length - place, 0)) / EDGE;

  if (speed == 0)
    {
      sl_board_drag_stop_scrolling (area);
      return;
    }
  if (scroll == NULL)
    {
      scroll = g_new0 (EdgeScroll, 1);
      scroll->adjustment = g_object_ref (adjustment);
      g_object_set_data_full (G_OBJECT (area), "sl-edge-scroll", scroll, edge_scroll_free);
      scroll->tick = gtk_widget_add_tick_callback (area, scroll_tick_cb, scroll, NULL);
    }
  scroll->speed = speed;
}

/** sl_board_drag_stop_scrolling: ends what sl_board_drag_scroll_near_edge() began on @area, if anything */
void
sl_board_drag_stop_scrolling (GtkWidget *area)
{
  EdgeScroll *scroll = g_object_get_data (G_OBJECT (area), "sl-edge-scroll");

  if (scroll == NULL)
    return;
  gtk_widget_remove_tick_callback (area, scroll->tick);
  g_object_set_data (G_OBJECT (area), "sl-edge-scroll", NULL);
}
