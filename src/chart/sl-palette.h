/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chart colours by role, for light, dark and high contrast. The tones are those of the status pills; neighbours differ
 * in lightness too, so that order and lightness tell them apart where hue doesn't. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  SL_COLOR_TEXT,
  SL_COLOR_DIM,     /* less important text */
  SL_COLOR_GRID,
  SL_COLOR_TRACK,   /* the empty part of a bar */
  SL_COLOR_SURFACE, /* behind the chart */
  SL_COLOR_ACCENT,
  SL_COLOR_ACCENT_2,
  SL_COLOR_SAVED,
  SL_COLOR_APPLIED,
  SL_COLOR_INTERVIEWING,
  SL_COLOR_OFFER,
  SL_COLOR_ACCEPTED,
  SL_COLOR_REJECTED,
  SL_COLOR_WITHDRAWN,
  SL_COLOR_OPEN,
  SL_COLOR_UNKNOWN,
  SL_COLOR_HEAT_0,
  SL_COLOR_HEAT_1,
  SL_COLOR_HEAT_2,
  SL_COLOR_HEAT_3,
  SL_COLOR_HEAT_4,
  SL_N_COLORS,
} SlColorRole;

typedef enum {
  SL_STYLE_LIGHT = 0,
  SL_STYLE_DARK = 1 << 0,
  SL_STYLE_HIGH_CONTRAST = 1 << 1,
} SlStyle;

typedef struct {
  double red;
  double green;
  double blue;
  double alpha;
} SlColor;

SlColor sl_palette_get (SlStyle style, SlColorRole role);
SlColorRole sl_palette_get_status_role (const char *status);
/* Contrast of two opaque colours as WCAG counts it, 1 to 21. */
double sl_palette_get_contrast (SlColor a, SlColor b);

G_END_DECLS
