/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-scene.h. */

#define G_LOG_DOMAIN "sl-scene"

#include "config.h"

#include <math.h>

#include "sl-scene.h"

/* Straight pieces that stand for a curve when looking for a hit. */
#define CURVE_PIECES 12

struct _SlScene {
  double width;
  double height;
  PangoContext *context;
  GArray *shapes;
  GArray *regions;
  int open_region;
};

static void
shape_clear (gpointer data)
{
  SlShape *shape = data;
  g_clear_pointer (&shape->steps, g_array_unref);
  g_clear_pointer (&shape->text, g_free);
}

static void
region_clear (gpointer data)
{
  SlRegion *region = data;
  g_free (region->id);
  g_free (region->label);
  g_free (region->value);
  g_strfreev (region->filter.words);
  g_clear_pointer (&region->steps, g_array_unref);
}

/**
 * sl_scene_new:
 * @context: its font measures the text; the same must draw it
 *
 * Returns: (transfer full): an empty scene
 */
SlScene *
sl_scene_new (double        width,
              double        height,
              PangoContext *context)
{
  SlScene *self = g_new0 (SlScene, 1);

  self->width = width;
  self->height = height;
  self->context = g_object_ref (context);
  self->shapes = g_array_new (FALSE, FALSE, sizeof (SlShape));
  g_array_set_clear_func (self->shapes, shape_clear);
  self->regions = g_array_new (FALSE, FALSE, sizeof (SlRegion));
  g_array_set_clear_func (self->regions, region_clear);
  self->open_region = -1;
  return self;
}

void
sl_scene_free (SlScene *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->shapes);
  g_array_unref (self->regions);
  g_object_unref (self->context);
  g_free (self);
}

double
sl_scene_get_width (SlScene *self)
{
  return self->width;
}

double
sl_scene_get_height (SlScene *self)
{
  return self->height;
}

guint
sl_scene_get_n_shapes (SlScene *self)
{
  return self->shapes->len;
}

const SlShape *
sl_scene_get_shape (SlScene *self,
                    guint    index)
{
  g_return_val_if_fail (index < self->shapes->len, NULL);
  return &g_array_index (self->shapes, SlShape, index);
}

guint
sl_scene_get_n_regions (SlScene *self)
{
  return self->regions->len;
}

const SlRegion *
sl_scene_get_region (SlScene *self,
                     guint    index)
{
  g_return_val_if_fail (index < self->regions->len, NULL);
  return &g_array_index (self->regions, SlRegion, index);
}

/* Hits */

/* Counts a line's crossing of the ray from the point to the right. */
static gboolean
crosses (double x1,
         double y1,
         double x2,
         double y2,
         double x,
         double y)
{
  if ((y1 > y) == (y2 > y))
    return FALSE;
  return x < x1 + (y - y1) / (y2 - y1) * (x2 - x1);
}

static gboolean
path_contains (GArray *steps,
               double  x,
               double  y)
{
  double at_x = 0, at_y = 0, start_x = 0, start_y = 0;
  gboolean inside = FALSE;

  for (guint i = 0; i < steps->len; i++)
    {
      const SlPathStep *step = &g_array_index (steps, SlPathStep, i);
      double from_x = at_x, from_y = at_y;

      switch (step->type)
        {
        case SL_PATH_MOVE:
          start_x = at_x = step->x[0];
          start_y = at_y = step->y[0];
          break;
        case SL_PATH_LINE:
          at_x = step->x[0];
          at_y = step->y[0];
          inside ^= crosses (from_x, from_y, at_x, at_y, x, y);
          break;
        case SL_PATH_CURVE:
          for (int piece = 1; piece <= CURVE_PIECES; piece++)
            {
              double t = (double) piece / CURVE_PIECES, u = 1 - t;
              double to_x = u * u * u * from_x + 3 * u * u * t * step->x[0] + 3 * u * t * t * step->x[1] + t * t * t * step->x[2];
              double to_y = u * u * u * from_y + 3 * u * u * t * step->y[0] + 3 * u * t * t * step->y[1] + t * t * t * step->y[2];
              inside ^= crosses (at_x, at_y, to_x, to_y, x, y);
              at_x = to_x;
              at_y = to_y;
            }
          break;
        case SL_PATH_CLOSE:
        default:
          inside ^= crosses (at_x, at_y, start_x, start_y, x, y);
          at_x = start_x;
          at_y = start_y;
          break;
        }
    }
  return inside;
}

int
sl_scene_find_region (SlScene *self,
                      double   x,
                      double   y)
{
  for (guint i = self->regions->len; i > 0; i--)
    {
      const SlRegion *region = &g_array_index (self->regions, SlRegion, i - 1);
      if (x < region->rect.x || y < region->rect.y || x >= region->rect.x + region->rect.width ||
          y >= region->rect.y + region->rect.height)
        continue;
      if (region->steps == NULL || path_contains (region->steps, x, y))
        return (int) i - 1;
    }
  return -1;
}

/* Adding */

void
sl_scene_add_rect (SlScene    *self,
                   SlColorRole role,
                   double      x,
                   double      y,
                   double      width,
                   double      height,
                   double      radius)
{
  SlShape shape = {
    .type = SL_SHAPE_RECT, .role = role, .opacity = 1, .rect = { x, y, width, height },
    .radius = MIN (radius, MIN (width, height) / 2), .region = self->open_region,
  };
  if (width > 0 && height > 0)
    g_array_append_val (self->shapes, shape);
}

void
sl_scene_add_line (SlScene    *self,
                   SlColorRole role,
                   double      x1,
                   double      y1,
                   double      x2,
                   double      y2,
                   double      stroke,
                   gboolean    dashed)
{
  SlShape shape = {
    .type = SL_SHAPE_LINE, .role = role, .opacity = 1, .rect = { x1, y1, x2 - x1, y2 - y1 },
    .stroke = stroke, .dashed = dashed, .region = self->open_region,
  };
  g_array_append_val (self->shapes, shape);
}

/** sl_scene_add_path: @steps: (transfer full) (element-type SlPathStep) */
void
sl_scene_add_path (SlScene    *self,
                   SlColorRole role,
                   double      opacity,
                   GArray     *steps)
{
  SlShape shape = { .type = SL_SHAPE_PATH, .role = role, .opacity = opacity, .steps = steps, .region = self->open_region };
  g_array_append_val (self->shapes, shape);
}

static PangoLayout *
create_layout (PangoContext *context,
               SlTextSize    size,
               gboolean      bold,
               const char   *text)
{
  static const double scales[] = { 0.85, 1, 1.2 };
  PangoLayout *layout = pango_layout_new (context);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (scales[size]));
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  if (bold)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_text (layout, text, -1);
  pango_attr_list_unref (attributes);
  return layout;
}

/**
 * sl_scene_create_layout:
 * @context: as the scene was made with
 * @shape: a text of the scene
 *
 * Returns: (transfer full): to be drawn with its corner at the shape's rectangle's
 */
PangoLayout *
sl_scene_create_layout (PangoContext  *context,
                        const SlShape *shape)
{
  PangoLayout *layout = create_layout (context, shape->size, shape->bold, shape->text);
  /* one more unit, so that rounding doesn't cut what was measured to fit */
  pango_layout_set_width (layout, (int) ceil (shape->rect.width * PANGO_SCALE) + 1);
  return layout;
}

double
sl_scene_measure (PangoContext *context,
                  SlTextSize    size,
                  gboolean      bold,
                  const char   *text,
                  double       *height)
{
  g_autoptr (PangoLayout) layout = create_layout (context, size, bold, text);
  int w, h;

  pango_layout_get_size (layout, &w, &h);
  if (height != NULL)
    *height = (double) h / PANGO_SCALE;
  return (double) w / PANGO_SCALE;
}

SlSceneRect
sl_scene_add_text (SlScene    *self,
                   SlColorRole role,
                   SlTextSize  size,
                   gboolean    bold,
                   SlAnchor    anchor,
                   double      x,
                   double      y,
                   double      max_width,
                   const char *text)
{
  double height;
  double width = sl_scene_measure (self->context, size, bold, text, &height);

  if (max_width > 0)
    width = MIN (width, max_width);
  if (anchor == SL_ANCHOR_MIDDLE)
    x -= width / 2;
  else if (anchor == SL_ANCHOR_END)
    x -= width;

  SlShape shape = {
    .type = SL_SHAPE_TEXT, .role = role, .opacity = 1, .rect = { x, y - height / 2, width, height },
    .text = g_strdup (text), .size = size, .bold = bold, .anchor = anchor, .region = self->open_region,
  };
  g_array_append_val (self->shapes, shape);
  return shape.rect;
}

int
sl_scene_begin_region (SlScene    *self,
                       const char *id,
                       const char *label,
                       const char *value,
                       double      x,
                       double      y,
                       double      width,
                       double      height)
{
  SlRegion region = {
    .id = g_strdup (id), .label = g_strdup (label), .value = g_strdup (value), .rect = { x, y, width, height },
    .filter = { .from = SL_DAY_NONE, .to = SL_DAY_NONE },
  };
  g_array_append_val (self->regions, region);
  self->open_region = (int) self->regions->len - 1;
  return self->open_region;
}

void
sl_scene_end_region (SlScene *self)
{
  self->open_region = -1;
}

/** sl_scene_set_region_outline: @steps: (element-type SlPathStep): kept, not copied */
void
sl_scene_set_region_outline (SlScene *self,
                             int      region,
                             GArray  *steps)
{
  g_array_index (self->regions, SlRegion, region).steps = g_array_ref (steps);
}

void
sl_scene_set_region_words (SlScene           *self,
                           int                region,
                           SlFacet            facet,
                           const char *const *words)
{
  SlSceneFilter *filter = &g_array_index (self->regions, SlRegion, region).filter;
  filter->type = SL_FILTER_WORDS;
  filter->facet = facet;
  filter->words = g_strdupv ((char **) words);
}

void
sl_scene_set_region_dates (SlScene *self,
                           int      region,
                           SlDay    from,
                           SlDay    to)
{
  SlSceneFilter *filter = &g_array_index (self->regions, SlRegion, region).filter;
  filter->type = SL_FILTER_DATES;
  filter->from = from;
  filter->to = to;
}

void
sl_scene_set_region_salary (SlScene *self,
                            int      region,
                            gint64   min,
                            gint64   max)
{
  SlSceneFilter *filter = &g_array_index (self->regions, SlRegion, region).filter;
  filter->type = SL_FILTER_SALARY;
  filter->min = min;
  filter->max = max;
}

/* Filters */

static gboolean
has_words (const SlSceneFilter *filter,
           SlQuery             *query)
{
  const char *const *words = sl_query_get_words (query, filter->facet);
  if (words == NULL || g_strv_length ((char **) words) != g_strv_length (filter->words))
    return FALSE;
  for (char **word = filter->words; *word != NULL; word++)
    if (!sl_query_has_word (query, filter->facet, *word))
      return FALSE;
  return TRUE;
}

gboolean
sl_scene_filter_is_set (const SlSceneFilter *filter,
                        SlQuery             *query)
{
  switch (filter->type)
    {
    case SL_FILTER_WORDS:
      return has_words (filter, query);
    case SL_FILTER_DATES:
      return sl_query_get_from (query) == filter->from && sl_query_get_to (query) == filter->to;
    case SL_FILTER_SALARY:
      return sl_query_get_salary_min (query) == filter->min && sl_query_get_salary_max (query) == filter->max;
    case SL_FILTER_NONE:
    default:
      return FALSE;
    }
}

void
sl_scene_filter_toggle (const SlSceneFilter *filter,
                        SlQuery             *query)
{
  gboolean off = sl_scene_filter_is_set (filter, query);

  switch (filter->type)
    {
    case SL_FILTER_WORDS:
      sl_query_set_words (query, filter->facet, off ? NULL : (const char *const *) filter->words);
      break;
    case SL_FILTER_DATES:
      sl_query_set_dates (query, off ? SL_DAY_NONE : filter->from, off ? SL_DAY_NONE : filter->to);
      break;
    case SL_FILTER_SALARY:
      sl_query_set_salary (query, off ? -1 : filter->min, off ? -1 : filter->max);
      break;
    case SL_FILTER_NONE:
    default:
      break;
    }
}
