/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-scene-cairo.h. */

#define G_LOG_DOMAIN "sl-scene-cairo"

#include "config.h"

#include <pango/pangocairo.h>

#include "sl-scene-cairo.h"

static void
add_rounded_rect (cairo_t           *cairo,
                  const SlSceneRect *rect,
                  double             radius)
{
  double right = rect->x + rect->width, bottom = rect->y + rect->height;

  cairo_new_sub_path (cairo);
  cairo_arc (cairo, right - radius, rect->y + radius, radius, -G_PI_2, 0);
  cairo_arc (cairo, right - radius, bottom - radius, radius, 0, G_PI_2);
  cairo_arc (cairo, rect->x + radius, bottom - radius, radius, G_PI_2, G_PI);
  cairo_arc (cairo, rect->x + radius, rect->y + radius, radius, G_PI, 3 * G_PI_2);
  cairo_close_path (cairo);
}

static void
add_path (cairo_t *cairo,
          GArray  *steps)
{
  for (guint i = 0; i < steps->len; i++)
    {
      const SlPathStep *step = &g_array_index (steps, SlPathStep, i);
      switch (step->type)
        {
        case SL_PATH_MOVE:
          cairo_move_to (cairo, step->x[0], step->y[0]);
          break;
        case SL_PATH_LINE:
          cairo_line_to (cairo, step->x[0], step->y[0]);
          break;
        case SL_PATH_CURVE:
          cairo_curve_to (cairo, step->x[0], step->y[0], step->x[1], step->y[1], step->x[2], step->y[2]);
          break;
        case SL_PATH_CLOSE:
        default:
          cairo_close_path (cairo);
          break;
        }
    }
}

static void
draw_line (cairo_t       *cairo,
           const SlShape *shape)
{
  const double dots[] = { 1, 3 };

  cairo_set_line_width (cairo, shape->stroke);
  cairo_set_dash (cairo, dots, shape->dashed ? 2 : 0, 0);
  cairo_move_to (cairo, shape->rect.x, shape->rect.y);
  cairo_line_to (cairo, shape->rect.x + shape->rect.width, shape->rect.y + shape->rect.height);
  cairo_stroke (cairo);
}

static void
draw_text (cairo_t       *cairo,
           const SlShape *shape,
           PangoContext  *context)
{
  g_autoptr (PangoLayout) layout = sl_scene_create_layout (context, shape);
  cairo_move_to (cairo, shape->rect.x, shape->rect.y);
  pango_cairo_show_layout (cairo, layout);
}

void
sl_scene_draw_cairo (SlScene      *self,
                     cairo_t      *cairo,
                     SlStyle       style,
                     PangoContext *context)
{
  for (guint i = 0; i < sl_scene_get_n_shapes (self); i++)
    {
      const SlShape *shape = sl_scene_get_shape (self, i);
      SlColor color = sl_palette_get (style, shape->role);

      cairo_set_source_rgba (cairo, color.red, color.green, color.blue, color.alpha * shape->opacity);
      switch (shape->type)
        {
        case SL_SHAPE_RECT:
          add_rounded_rect (cairo, &shape->rect, shape->radius);
          cairo_fill (cairo);
          break;
        case SL_SHAPE_PATH:
          add_path (cairo, shape->steps);
          cairo_fill (cairo);
          break;
        case SL_SHAPE_LINE:
          draw_line (cairo, shape);
          break;
        case SL_SHAPE_TEXT:
        default:
          draw_text (cairo, shape, context);
          break;
        }
    }
}
