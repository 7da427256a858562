/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-chart-snapshot.h. */

#define G_LOG_DOMAIN "sl-chart-snapshot"

#include "config.h"

#include "sl-chart-snapshot.h"

/* Behind the active region; bands get stronger instead. */
#define ACTIVE_GROUND 0.07
#define ACTIVE_BAND 0.7
#define ACTIVE_RADIUS 6
/* Rows get some room beside their words; cells don't. */
#define ACTIVE_MARGIN 6
#define ROW_WIDTH 100
#define FOCUS_WIDTH 2

struct _SlChartSnapshot {
  SlScene *scene;
  GskPath **paths;       /* by shape */
  PangoLayout **layouts; /* by shape */
  guint n_shapes;
};

static GskPath *
make_path (GArray *steps)
{
  GskPathBuilder *builder = gsk_path_builder_new ();

  for (guint i = 0; i < steps->len; i++)
    {
      const SlPathStep *step = &g_array_index (steps, SlPathStep, i);
      const float x[] = { (float) step->x[0], (float) step->x[1], (float) step->x[2] };
      const float y[] = { (float) step->y[0], (float) step->y[1], (float) step->y[2] };

      switch (step->type)
        {
        case SL_PATH_MOVE:
          gsk_path_builder_move_to (builder, x[0], y[0]);
          break;
        case SL_PATH_LINE:
          gsk_path_builder_line_to (builder, x[0], y[0]);
          break;
        case SL_PATH_CURVE:
          gsk_path_builder_cubic_to (builder, x[0], y[0], x[1], y[1], x[2], y[2]);
          break;
        case SL_PATH_CLOSE:
        default:
          gsk_path_builder_close (builder);
          break;
        }
    }
  return gsk_path_builder_free_to_path (builder);
}

/**
 * sl_chart_snapshot_new:
 * @scene: (transfer full): what to draw
 * @context: the widget's
 *
 * Returns: (transfer full): the scene, ready to be drawn often
 */
SlChartSnapshot *
sl_chart_snapshot_new (SlScene      *scene,
                       PangoContext *context)
{
  SlChartSnapshot *self = g_new0 (SlChartSnapshot, 1);

  self->scene = scene;
  self->n_shapes = sl_scene_get_n_shapes (scene);
  self->paths = g_new0 (GskPath *, self->n_shapes + 1);
  self->layouts = g_new0 (PangoLayout *, self->n_shapes + 1);
  for (guint i = 0; i < self->n_shapes; i++)
    {
      const SlShape *shape = sl_scene_get_shape (scene, i);
      if (shape->type == SL_SHAPE_PATH)
        self->paths[i] = make_path (shape->steps);
      else if (shape->type == SL_SHAPE_TEXT)
        self->layouts[i] = sl_scene_create_layout (context, shape);
    }
  return self;
}

/** sl_chart_snapshot_free: frees the drawing and its scene */
void
sl_chart_snapshot_free (SlChartSnapshot *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->n_shapes; i++)
    {
      g_clear_pointer (&self->paths[i], gsk_path_unref);
      g_clear_object (&self->layouts[i]);
    }
  g_free (self->paths);
  g_free (self->layouts);
  sl_scene_free (self->scene);
  g_free (self);
}

/** sl_chart_snapshot_get_scene: Returns: (transfer none): what is drawn */
SlScene *
sl_chart_snapshot_get_scene (SlChartSnapshot *self)
{
  return self->scene;
}

static GdkRGBA
get_color (SlStyle     style,
           SlColorRole role,
           double      opacity)
{
  SlColor color = sl_palette_get (style, role);
  return (GdkRGBA) { (float) color.red, (float) color.green, (float) color.blue, (float) (color.alpha * opacity) };
}

static void
draw_rect (GtkSnapshot       *snapshot,
           const SlSceneRect *rect,
           double             radius,
           const GdkRGBA     *color)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT ((float) rect->x, (float) rect->y, (float) rect->width, (float) rect->height);
  GskRoundedRect rounded;

  gsk_rounded_rect_init_from_rect (&rounded, &bounds, (float) radius);
  gtk_snapshot_push_rounded_clip (snapshot, &rounded);
  gtk_snapshot_append_color (snapshot, color, &bounds);
  gtk_snapshot_pop (snapshot);
}

/* The charts' lines are level or upright. */
static void
draw_line (GtkSnapshot   *snapshot,
           const SlShape *shape,
           const GdkRGBA *color)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT ((float) (shape->rect.x - (shape->rect.width > 0 ? 0 : shape->stroke / 2)),
                                               (float) (shape->rect.y - (shape->rect.height > 0 ? 0 : shape->stroke / 2)),
                                               (float) MAX (shape->rect.width, shape->stroke),
                                               (float) MAX (shape->rect.height, shape->stroke));
  gtk_snapshot_append_color (snapshot, color, &bounds);
}

static void
draw_text (GtkSnapshot   *snapshot,
           const SlShape *shape,
           PangoLayout   *layout,
           const GdkRGBA *color)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) shape->rect.x, (float) shape->rect.y));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

/* Where the ground of an active region and the ring of a focused one are drawn. */
static SlSceneRect
get_place (const SlRegion *region)
{
  double margin = region->rect.width >= ROW_WIDTH && region->steps == NULL ? ACTIVE_MARGIN : 1;
  return (SlSceneRect) { region->rect.x - margin, region->rect.y, region->rect.width + 2 * margin, region->rect.height };
}

static void
draw_active (SlChartSnapshot *self,
             GtkSnapshot     *snapshot,
             SlStyle          style,
             int              active)
{
  const SlRegion *region = active >= 0 ? sl_scene_get_region (self->scene, (guint) active) : NULL;
  GdkRGBA color = get_color (style, SL_COLOR_TEXT, ACTIVE_GROUND);

  if (region != NULL && region->steps == NULL)
    {
      SlSceneRect place = get_place (region);
      draw_rect (snapshot, &place, ACTIVE_RADIUS, &color);
    }
}

/** sl_chart_snapshot_draw: draws all of it, the region @active (-1: none) raised */
void
sl_chart_snapshot_draw (SlChartSnapshot *self,
                        GtkSnapshot     *snapshot,
                        SlStyle          style,
                        int              active)
{
  draw_active (self, snapshot, style, active);
  for (guint i = 0; i < self->n_shapes; i++)
    {
      const SlShape *shape = sl_scene_get_shape (self->scene, i);
      gboolean strong = active >= 0 && shape->region == active && shape->opacity < ACTIVE_BAND;
      GdkRGBA color = get_color (style, shape->role, strong ? ACTIVE_BAND : shape->opacity);

      switch (shape->type)
        {
        case SL_SHAPE_RECT:
          draw_rect (snapshot, &shape->rect, shape->radius, &color);
          break;
        case SL_SHAPE_PATH:
          gtk_snapshot_append_fill (snapshot, self->paths[i], GSK_FILL_RULE_WINDING, &color);
          break;
        case SL_SHAPE_LINE:
          draw_line (snapshot, shape, &color);
          break;
        case SL_SHAPE_TEXT:
        default:
          draw_text (snapshot, shape, self->layouts[i], &color);
          break;
        }
    }
}

/** sl_chart_snapshot_draw_focus: draws the ring around a region */
void
sl_chart_snapshot_draw_focus (SlChartSnapshot *self,
                              GtkSnapshot     *snapshot,
                              SlStyle          style,
                              int              region)
{
  const SlRegion *focused = sl_scene_get_region (self->scene, (guint) region);
  GdkRGBA color = get_color (style, SL_COLOR_ACCENT, 1);
  SlSceneRect place = get_place (focused);
  GskRoundedRect outline;

  if (focused->steps != NULL)
    {
      GskPath *path = make_path (focused->steps);
      GskStroke *stroke = gsk_stroke_new (FOCUS_WIDTH);
      gtk_snapshot_append_stroke (snapshot, path, stroke, &color);
      gsk_stroke_free (stroke);
      gsk_path_unref (path);
      return;
    }
  graphene_rect_t bounds = GRAPHENE_RECT_INIT ((float) place.x, (float) place.y - 1, (float) place.width, (float) place.height + 2);
  gsk_rounded_rect_init_from_rect (&outline, &bounds, ACTIVE_RADIUS);
  gtk_snapshot_append_border (snapshot, &outline, (const float[]) { FOCUS_WIDTH, FOCUS_WIDTH, FOCUS_WIDTH, FOCUS_WIDTH },
                              (const GdkRGBA[]) { color, color, color, color });
}
