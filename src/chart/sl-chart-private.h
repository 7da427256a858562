/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Within chart/: what a kind of chart is made of, the words and shapes that several kinds share. */

#pragma once

#include "sl-chart.h"

G_BEGIN_DECLS

/** SlChartClass: one kind of chart. @name is untranslated, @label is N_(). Texts are (transfer full). */
typedef struct {
  const char *name;
  const char *label;
  gboolean (*is_empty) (SlAnalytics *analytics);
  char *(*title) (SlAnalytics *analytics);
  char *(*subtitle) (SlAnalytics *analytics);
  guint (*n_hidden) (SlAnalytics *analytics); /* (nullable) */
  double (*height) (SlAnalytics *analytics, SlChartFlags flags, double width, PangoContext *context);
  void (*draw) (SlScene *scene, SlAnalytics *analytics, SlChartFlags flags, PangoContext *context);
  SlChartTable *(*table) (SlAnalytics *analytics, SlChartFlags flags);
} SlChartClass;

extern const SlChartClass _sl_chart_pipeline;
extern const SlChartClass _sl_chart_trend;
extern const SlChartClass _sl_chart_rates;
extern const SlChartClass _sl_chart_sources;
extern const SlChartClass _sl_chart_flow;
extern const SlChartClass _sl_chart_time;
extern const SlChartClass _sl_chart_heatmap;
extern const SlChartClass _sl_chart_companies;
extern const SlChartClass _sl_chart_salary;

/* Words. All (transfer full). */
char *_sl_words_number (guint n);                    /* "1,288" */
char *_sl_words_percent (SlRate rate);               /* "31%"; "<1%" and ">99%" rather than a false 0 or 100 */
char *_sl_words_applications (guint n);              /* "42 applications" */
char *_sl_words_days (double days);                  /* "12 days", "half a day" is "0.5 days" */
char *_sl_words_n_of (SlRate rate);                  /* "13 of 42" */
char *_sl_words_period (SlAnalytics *analytics);     /* "since May", "in the last 30 days" */
char *_sl_words_with_period (const char *text, SlAnalytics *analytics); /* "13 of 42 since May" */

/* Bars lying one under the other: word, bar from zero, number at its end. */
typedef struct {
  char *id;
  char *label;
  char *value;      /* the region's value: "42 applications" */
  char *data;       /* at the bar's end: "42" */
  char *note;       /* (nullable) after it, dim: "of 120" */
  double amount;
  SlColorRole role;
  SlFilterType filter;
  SlFacet facet;
  char **words;
} SlBar;

typedef struct {
  double maximum;  /* 0: the greatest amount */
  gboolean tracks; /* show the whole behind each bar */
} SlBarStyle;

/* (element-type SlBar) (transfer full) */
GArray *_sl_bars_new (void);
/* The new bar, until another is added. */
SlBar *_sl_bars_add (GArray *bars, const char *id, const char *label, double amount, SlColorRole role);
/* What a click on the bar filters by. */
void _sl_bar_set_words (SlBar *bar, SlFacet facet, const char *word, ...) G_GNUC_NULL_TERMINATED;
/* In pixels; the bars are drawn from @y on. */
double _sl_bars_get_height (guint n_bars, PangoContext *context);
void _sl_bars_draw (SlScene *scene, GArray *bars, SlBarStyle style, double y, PangoContext *context);
/* How wide the words at the left become. */
double _sl_bars_get_label_width (GArray *bars, double width, PangoContext *context);
/* Of a bar with its gap, and of a line of text, in pixels. */
double _sl_row_height (PangoContext *context);
double _sl_line_height (PangoContext *context, SlTextSize size);

/* Paths of SlPathStep, for sl_scene_add_path() and the outlines of regions. */
GArray *_sl_path_new (void);
void _sl_path_move (GArray *path, double x, double y);
void _sl_path_line (GArray *path, double x, double y);
void _sl_path_curve (GArray *path, double x1, double y1, double x2, double y2, double x3, double y3);
void _sl_path_close (GArray *path);

/* A round number at or above @value with few steps below it, for an axis from zero. */
double _sl_nice_step (double maximum, guint n_steps);

G_END_DECLS
