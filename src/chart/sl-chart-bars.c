/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What several charts draw: bars under one another, paths, and steps of an axis. */

#define G_LOG_DOMAIN "sl-chart-bars"

#include "config.h"

#include <math.h>
#include <stdarg.h>

#include "sl-chart-private.h"

#define BAR_HEIGHT 14
#define BAR_RADIUS 4
#define ROW_PADDING 12
/* Rows are spread over a higher place up to this. */
#define MAX_SPREAD 1.4
#define GAP 12
#define DATA_GAP 6
/* The words at the left take at most this part of the width. */
#define LABEL_PART 0.4
/* What is left for the bars, whatever the words take. */
#define LEAST_ROOM 40
#define LEAST_ROOM_PART 0.2
/* The least a bar of more than nothing shows. */
#define LEAST_BAR 3

static void
bar_clear (gpointer data)
{
  SlBar *bar = data;
  g_free (bar->id);
  g_free (bar->label);
  g_free (bar->value);
  g_free (bar->data);
  g_free (bar->note);
  g_strfreev (bar->words);
}

GArray *
_sl_bars_new (void)
{
  GArray *bars = g_array_new (FALSE, TRUE, sizeof (SlBar));
  g_array_set_clear_func (bars, bar_clear);
  return bars;
}

/* The returned bar is good until the next is added. */
SlBar *
_sl_bars_add (GArray     *bars,
              const char *id,
              const char *label,
              double      amount,
              SlColorRole role)
{
  g_array_set_size (bars, bars->len + 1);
  SlBar *bar = &g_array_index (bars, SlBar, bars->len - 1);
  bar->id = g_strdup (id);
  bar->label = g_strdup (label);
  bar->amount = amount;
  bar->role = role;
  return bar;
}

void
_sl_bar_set_words (SlBar      *bar,
                   SlFacet     facet,
                   const char *word,
                   ...)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  va_list args;

  va_start (args, word);
  for (; word != NULL; word = va_arg (args, const char *))
    g_strv_builder_add (builder, word);
  va_end (args);
  bar->filter = SL_FILTER_WORDS;
  bar->facet = facet;
  bar->words = g_strv_builder_end (builder);
}

double
_sl_line_height (PangoContext *context,
                 SlTextSize    size)
{
  double height;
  sl_scene_measure (context, size, FALSE, "Ág", &height);
  return height;
}

double
_sl_row_height (PangoContext *context)
{
  return ceil (MAX (_sl_line_height (context, SL_TEXT_NORMAL), BAR_HEIGHT) + ROW_PADDING);
}

double
_sl_bars_get_height (guint         n_bars,
                     PangoContext *context)
{
  return n_bars * _sl_row_height (context);
}

double
_sl_bars_get_label_width (GArray       *bars,
                          double        width,
                          PangoContext *context)
{
  double widest = 0;
  for (guint i = 0; i < bars->len; i++)
    widest = MAX (widest, sl_scene_measure (context, SL_TEXT_NORMAL, FALSE, g_array_index (bars, SlBar, i).label, NULL));
  return ceil (MIN (widest, width * LABEL_PART));
}

static double
get_data_width (const SlBar  *bar,
                PangoContext *context)
{
  double width = sl_scene_measure (context, SL_TEXT_NORMAL, TRUE, bar->data, NULL);
  if (bar->note != NULL)
    width += DATA_GAP + sl_scene_measure (context, SL_TEXT_SMALL, FALSE, bar->note, NULL);
  return ceil (width) + DATA_GAP;
}

static void
draw_bar (SlScene     *scene,
          const SlBar *bar,
          double       y,
          double       row,
          double       label_width,
          double       room,
          double       part,
          gboolean     track)
{
  double middle = y + row / 2, left = label_width + GAP;
  double length = bar->amount > 0 ? MAX (part * room, LEAST_BAR) : 0;
  double data_x, note_x;
  SlSceneRect data;
  int region;

  region = sl_scene_begin_region (scene, bar->id, bar->label, bar->value, 0, y, sl_scene_get_width (scene), row);
  if (bar->filter == SL_FILTER_WORDS)
    sl_scene_set_region_words (scene, region, bar->facet, (const char *const *) bar->words);
  sl_scene_add_text (scene, SL_COLOR_TEXT, SL_TEXT_NORMAL, FALSE, SL_ANCHOR_START, 0, middle, label_width, bar->label);
  if (track)
    sl_scene_add_rect (scene, SL_COLOR_TRACK, left, middle - BAR_HEIGHT / 2.0, room, BAR_HEIGHT, BAR_RADIUS);
  sl_scene_add_rect (scene, bar->role, left, middle - BAR_HEIGHT / 2.0, length, BAR_HEIGHT, BAR_RADIUS);
  data_x = left + (track ? room : length) + DATA_GAP;
  data = sl_scene_add_text (scene, bar->amount > 0 ? SL_COLOR_TEXT : SL_COLOR_DIM, SL_TEXT_NORMAL, bar->amount > 0,
                            SL_ANCHOR_START, data_x, middle, MAX (sl_scene_get_width (scene) - data_x, 1), bar->data);
  note_x = data.x + data.width + DATA_GAP;
  if (bar->note != NULL && note_x < sl_scene_get_width (scene) - DATA_GAP)
    sl_scene_add_text (scene, SL_COLOR_DIM, SL_TEXT_SMALL, FALSE, SL_ANCHOR_START, note_x, middle,
                       sl_scene_get_width (scene) - note_x, bar->note);
  sl_scene_end_region (scene);
}

void
_sl_bars_draw (SlScene      *scene,
               GArray       *bars,
               SlBarStyle    style,
               double        y,
               PangoContext *context)
{
  double width = sl_scene_get_width (scene);
  double label_width = _sl_bars_get_label_width (bars, width, context);
  double row = _sl_row_height (context);
  double data_width = 0, maximum = style.maximum;

  if (bars->len > 0)
    row = CLAMP (floor ((sl_scene_get_height (scene) - y) / bars->len), row, floor (row * MAX_SPREAD));

  for (guint i = 0; i < bars->len; i++)
    {
      const SlBar *bar = &g_array_index (bars, SlBar, i);
      data_width = MAX (data_width, get_data_width (bar, context));
      if (style.maximum <= 0)
        maximum = MAX (maximum, bar->amount);
    }
  double room = MAX (width - label_width - GAP - data_width, MIN (LEAST_ROOM, width * LEAST_ROOM_PART));
  for (guint i = 0; i < bars->len; i++)
    {
      const SlBar *bar = &g_array_index (bars, SlBar, i);
      draw_bar (scene, bar, y + i * row, row, label_width, room, maximum > 0 ? bar->amount / maximum : 0, style.tracks);
    }
}

/* Paths */

GArray *
_sl_path_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (SlPathStep));
}

void
_sl_path_move (GArray *path,
               double  x,
               double  y)
{
  SlPathStep step = { SL_PATH_MOVE, { x }, { y } };
  g_array_append_val (path, step);
}

void
_sl_path_line (GArray *path,
               double  x,
               double  y)
{
  SlPathStep step = { SL_PATH_LINE, { x }, { y } };
  g_array_append_val (path, step);
}

void
_sl_path_curve (GArray *path,
                double  x1,
                double  y1,
                double  x2,
                double  y2,
                double  x3,
                double  y3)
{
  SlPathStep step = { SL_PATH_CURVE, { x1, x2, x3 }, { y1, y2, y3 } };
  g_array_append_val (path, step);
}

void
_sl_path_close (GArray *path)
{
  SlPathStep step = { SL_PATH_CLOSE, { 0 }, { 0 } };
  g_array_append_val (path, step);
}

double
_sl_nice_step (double maximum,
               guint  n_steps)
{
  double step = maximum / MAX (n_steps, 1);
  double power = pow (10, floor (log10 (MAX (step, 1e-9))));
  double factors[] = { 1, 2, 5, 10 };

  for (guint i = 0; i < G_N_ELEMENTS (factors); i++)
    if (factors[i] * power >= step - 1e-9)
      return MAX (factors[i] * power, 1);
  return MAX (10 * power, 1);
}
