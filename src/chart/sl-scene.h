/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A drawing as a list of simple shapes with colour roles, and the places in it that can be hovered, focused and
 * activated. Knows neither cairo nor GTK: sl-scene-cairo.h draws it into files, the chart widget on the screen. */

#pragma once

#include <pango/pango.h>

#include "sl-palette.h"
#include "sl-query.h"

G_BEGIN_DECLS

typedef struct {
  double x;
  double y;
  double width;
  double height;
} SlSceneRect;

typedef enum {
  SL_SHAPE_RECT,
  SL_SHAPE_PATH,
  SL_SHAPE_LINE,
  SL_SHAPE_TEXT,
} SlShapeType;

typedef enum {
  SL_ANCHOR_START,
  SL_ANCHOR_MIDDLE,
  SL_ANCHOR_END,
} SlAnchor;

/** SlTextSize: relative to the context's font: 0.85, 1, 1.2. */
typedef enum {
  SL_TEXT_SMALL,
  SL_TEXT_NORMAL,
  SL_TEXT_LARGE,
} SlTextSize;

/** SlPathStep: one step of an outline: move (1 point), line (1), curve (3 points: two controls, end), close (0). */
typedef struct {
  enum { SL_PATH_MOVE, SL_PATH_LINE, SL_PATH_CURVE, SL_PATH_CLOSE } type;
  double x[3];
  double y[3];
} SlPathStep;

/**
 * SlShape:
 * @rect: of a rectangle; for text the place it takes, as measured
 * @radius: of a rectangle's corners
 * @opacity: 0 to 1
 * @steps: of a path, filled
 * @stroke: width of a line, drawn along @rect's diagonal
 * @dashed: a line of dots
 * @region: number of the region this shape belongs to, or -1
 */
typedef struct {
  SlShapeType type;
  SlColorRole role;
  double opacity;
  SlSceneRect rect;
  double radius;
  GArray *steps;
  double stroke;
  gboolean dashed;
  char *text;
  SlTextSize size;
  gboolean bold;
  SlAnchor anchor;
  int region;
} SlShape;

typedef enum {
  SL_FILTER_NONE,
  SL_FILTER_WORDS,
  SL_FILTER_DATES,
  SL_FILTER_SALARY,
} SlFilterType;

/** SlSceneFilter: what activating a region sets on the query. */
typedef struct {
  SlFilterType type;
  SlFacet facet;
  char **words;
  SlDay from;
  SlDay to;
  gint64 min;
  gint64 max;
} SlSceneFilter;

/**
 * SlRegion:
 * @id: stable name within its chart: "status:Applied"
 * @label: what it is: "Applied"
 * @value: what it says: "42 applications"
 * @rect: where it is; hits are refined by @steps when there are any
 * @steps: (nullable): outline, straight lines only in effect (curves are flattened for hits)
 */
typedef struct {
  char *id;
  char *label;
  char *value;
  SlSceneRect rect;
  GArray *steps;
  SlSceneFilter filter;
} SlRegion;

typedef struct _SlScene SlScene;

/* An empty scene of this size in pixels; @context measures its texts. (transfer full) */
SlScene *sl_scene_new (double width, double height, PangoContext *context);
/* @self (transfer full) (nullable) */
void sl_scene_free (SlScene *self);

/* In pixels. Shapes lie in the order in which they are painted, regions in that in which they are reached by keys; what
 * is handed out is the scene's own. */
double sl_scene_get_width (SlScene *self);
double sl_scene_get_height (SlScene *self);
guint sl_scene_get_n_shapes (SlScene *self);
const SlShape *sl_scene_get_shape (SlScene *self, guint index);
guint sl_scene_get_n_regions (SlScene *self);
const SlRegion *sl_scene_get_region (SlScene *self, guint index);
/* The topmost region there, or -1. */
int sl_scene_find_region (SlScene *self, double x, double y);

/* Adding, in pixels. @radius: of the corners. @stroke: the line's width. Text returns the rectangle it takes. */
void sl_scene_add_rect (SlScene *self, SlColorRole role, double x, double y, double width, double height, double radius);
void sl_scene_add_line (SlScene *self, SlColorRole role, double x1, double y1, double x2, double y2, double stroke, gboolean dashed);
/* Takes @steps. */
void sl_scene_add_path (SlScene *self, SlColorRole role, double opacity, GArray *steps);
/* @x by @anchor, @y the middle of the line; longer than @max_width (0: any) it is cut with an ellipsis. */
SlSceneRect sl_scene_add_text (SlScene *self, SlColorRole role, SlTextSize size, gboolean bold, SlAnchor anchor, double x, double y, double max_width, const char *text);
/* Following shapes belong to this region until sl_scene_end_region(). Returns its number. */
int sl_scene_begin_region (SlScene *self, const char *id, const char *label, const char *value, double x, double y, double width, double height);
void sl_scene_end_region (SlScene *self);
/* Takes @steps: the region is hit within them only, not anywhere in its rectangle. */
void sl_scene_set_region_outline (SlScene *self, int region, GArray *steps);
/* What activating the region sets on the query: words of a facet (NULL-terminated), days of application, or amounts. */
void sl_scene_set_region_words (SlScene *self, int region, SlFacet facet, const char *const *words);
void sl_scene_set_region_dates (SlScene *self, int region, SlDay from, SlDay to);
void sl_scene_set_region_salary (SlScene *self, int region, gint64 min, gint64 max);

/* How wide @text becomes in pixels; @height (out) (optional): of its line. */
double sl_scene_measure (PangoContext *context, SlTextSize size, gboolean bold, const char *text, double *height);
/* The layout a text shape is drawn with. */
PangoLayout *sl_scene_create_layout (PangoContext *context, const SlShape *shape);

/* Whether @query already has exactly this filter; and putting it on, or off when it is on. */
gboolean sl_scene_filter_is_set (const SlSceneFilter *filter, SlQuery *query);
void sl_scene_filter_toggle (const SlSceneFilter *filter, SlQuery *query);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlScene, sl_scene_free)

G_END_DECLS
