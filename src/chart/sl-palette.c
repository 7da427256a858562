/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-palette.h. */

#define G_LOG_DOMAIN "sl-palette"

#include "config.h"

#include <math.h>

#include "sl-kinds.h"
#include "sl-palette.h"

typedef struct {
  guint32 light; /* 0xrrggbb */
  guint32 dark;
  guint32 light_contrast;
  guint32 dark_contrast;
} Tone;

/* Bars keep 3:1 against the surface in all four; text 4.5:1 (dim text too). Heat goes from the surface to the blue of
 * "Applied" in even steps of lightness. */
static const Tone tones[SL_N_COLORS] = {
  [SL_COLOR_TEXT] = { 0x2e3436, 0xf6f5f4, 0x000000, 0xffffff },
  [SL_COLOR_DIM] = { 0x62666c, 0xb4b4ba, 0x241f31, 0xf0f0f2 },
  [SL_COLOR_GRID] = { 0xe3e3e6, 0x45454b, 0x77767b, 0xa0a0a6 },
  [SL_COLOR_TRACK] = { 0xededf0, 0x434349, 0xdcdce0, 0x58585e },
  [SL_COLOR_SURFACE] = { 0xffffff, 0x36363a, 0xffffff, 0x28282c },
  [SL_COLOR_ACCENT] = { 0x3584e4, 0x78aeed, 0x15539e, 0x99c1f1 },
  [SL_COLOR_ACCENT_2] = { 0x9141ac, 0xcf8ae0, 0x613583, 0xdcaae8 },
  [SL_COLOR_SAVED] = { 0x8b8992, 0xa6a5ad, 0x5e5c64, 0xc8c7cd },
  [SL_COLOR_APPLIED] = { 0x3584e4, 0x62a0ea, 0x1a5fb4, 0x99c1f1 },
  [SL_COLOR_INTERVIEWING] = { 0x8a3fa5, 0xc88adb, 0x613583, 0xdcaae8 },
  [SL_COLOR_OFFER] = { 0xe66100, 0xffa348, 0xa64500, 0xffbe6f },
  [SL_COLOR_ACCEPTED] = { 0x1f8a5b, 0x4fd08a, 0x11694a, 0x8ff0a4 },
  [SL_COLOR_REJECTED] = { 0xcf6a6f, 0xd9838a, 0xa51d2d, 0xf0a5aa },
  [SL_COLOR_WITHDRAWN] = { 0x77767b, 0x8f8e96, 0x4a494f, 0xb9b8bf },
  [SL_COLOR_OPEN] = { 0x6f93c4, 0x8fb2e0, 0x1a5fb4, 0x99c1f1 },
  [SL_COLOR_UNKNOWN] = { 0x9a8c7a, 0xb8aa98, 0x63452c, 0xcdab8f },
  [SL_COLOR_HEAT_0] = { 0xebebef, 0x434349, 0xe0e0e4, 0x4a4a50 },
  [SL_COLOR_HEAT_1] = { 0xb4d2f4, 0x35598c, 0x99c1f1, 0x2d5c96 },
  [SL_COLOR_HEAT_2] = { 0x7db1ee, 0x4776b0, 0x4f94e6, 0x4d86cb },
  [SL_COLOR_HEAT_3] = { 0x3c88e0, 0x5f9ce6, 0x2169be, 0x86b6ef },
  [SL_COLOR_HEAT_4] = { 0x1b5aa8, 0xa3caf6, 0x0c3a75, 0xcfe3fb },
};

/** sl_palette_get: the colour of @role, opaque */
SlColor
sl_palette_get (SlStyle     style,
                SlColorRole role)
{
  const Tone *tone;
  guint32 rgb;

  g_return_val_if_fail (role < SL_N_COLORS, ((SlColor) { 0, 0, 0, 1 }));
  tone = &tones[role];
  if ((style & SL_STYLE_HIGH_CONTRAST) != 0)
    rgb = (style & SL_STYLE_DARK) != 0 ? tone->dark_contrast : tone->light_contrast;
  else
    rgb = (style & SL_STYLE_DARK) != 0 ? tone->dark : tone->light;
  return (SlColor) { (rgb >> 16 & 0xff) / 255.0, (rgb >> 8 & 0xff) / 255.0, (rgb & 0xff) / 255.0, 1 };
}

/** sl_palette_get_status_role: the role of a status' word, %SL_COLOR_UNKNOWN for words the program doesn't know */
SlColorRole
sl_palette_get_status_role (const char *status)
{
  static const SlColorRole roles[] = {
    SL_COLOR_SAVED, SL_COLOR_APPLIED, SL_COLOR_INTERVIEWING, SL_COLOR_OFFER,
    SL_COLOR_ACCEPTED, SL_COLOR_REJECTED, SL_COLOR_WITHDRAWN,
  };
  int index = sl_enum_index (&sl_status_words, status);
  return index >= 0 && index < (int) G_N_ELEMENTS (roles) ? roles[index] : SL_COLOR_UNKNOWN;
}

static double
get_luminance (SlColor color)
{
  double parts[] = { color.red, color.green, color.blue };
  for (guint i = 0; i < 3; i++)
    parts[i] = parts[i] <= 0.04045 ? parts[i] / 12.92 : pow ((parts[i] + 0.055) / 1.055, 2.4);
  return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
}

double
sl_palette_get_contrast (SlColor a,
                         SlColor b)
{
  double x = get_luminance (a), y = get_luminance (b);
  return (MAX (x, y) + 0.05) / (MIN (x, y) + 0.05);
}
