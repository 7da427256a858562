/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where nodes and bands of the flow chart lie (sl-chart-flow-layout.c), for sl-chart-flow.c that draws them. */

#pragma once

#include "sl-chart-private.h"

G_BEGIN_DECLS

#define SL_FLOW_NODE_WIDTH 10
#define SL_FLOW_SPACE 6
#define SL_FLOW_END_GAP 6
#define SL_FLOW_MOST_SCALE 24 /* a search of one application needn't be a wall */
#define SL_FLOW_N_COLUMNS 3 /* besides the ends */

/* From top to bottom. */
extern const SlFlowNode _sl_flow_ends[];
extern const guint _sl_flow_n_ends;
extern const SlFlowNode _sl_flow_columns[SL_FLOW_N_COLUMNS];

typedef struct {
  guint count;
  double x;
  double y;
  double height;
  double width;  /* of a column's head */
  double used_in;  /* height taken by bands so far */
  double used_out;
} SlFlowPlace;

/* Where a band leaves its one node and reaches the other. */
typedef struct {
  double start;
  double end;
} SlFlowBand;

typedef struct {
  SlScene *scene;
  SlAnalytics *analytics;
  PangoContext *context;
  SlFlowPlace nodes[SL_N_FLOW_NODES];
  SlFlowBand bands[SL_N_FLOW_NODES][SL_N_FLOW_NODES];
  double top;
  double scale; /* pixels an application */
  double line;
  double label_width; /* of the ends */
} SlFlowPlot;

guint   _sl_flow_count_out       (SlAnalytics *analytics,
                                  SlFlowNode   node);
guint   _sl_flow_count_in        (SlAnalytics *analytics,
                                  SlFlowNode   node);
double  _sl_flow_get_band_height (SlFlowPlot  *plot,
                                  guint        count);
char   *_sl_flow_format_end      (SlFlowPlot  *plot,
                                  SlFlowNode   node);
void    _sl_flow_place_nodes     (SlFlowPlot  *plot);
void    _sl_flow_place_bands     (SlFlowPlot  *plot);

G_END_DECLS
