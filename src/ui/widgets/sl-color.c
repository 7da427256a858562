/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Contrast as WCAG 2.1 reckons it, and the shift that makes any hex readable. */

#define G_LOG_DOMAIN "sl-color"

#include "config.h"

#include <math.h>

#include <glib/gi18n.h>

#include "sl-color.h"

/* Of sl_tag_colors, in their order. */
static const char *const names[SL_N_TAG_COLORS] = {
  NC_("color", "Blue"),   NC_("color", "Teal"), NC_("color", "Green"), NC_("color", "Yellow"), NC_("color", "Orange"),
  NC_("color", "Red"),    NC_("color", "Pink"), NC_("color", "Purple"), NC_("color", "Slate"),
};

/* Where tags stand in light and in dark windows. */
static const GdkRGBA light_ground = { 1, 1, 1, 1 };
static const GdkRGBA dark_ground = { 0.141f, 0.141f, 0.157f, 1 };

static double
linear (double channel)
{
  return channel <= 0.03928 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
luminance (const GdkRGBA *color)
{
  return 0.2126 * linear (color->red) + 0.7152 * linear (color->green) + 0.0722 * linear (color->blue);
}

/**
 * sl_tag_color_get_name:
 * @color: a hex colour
 *
 * Returns: (nullable): its translated name if it is one of sl_tag_colors
 */
const char *
sl_tag_color_get_name (const char *color)
{
  for (guint i = 0; i < SL_N_TAG_COLORS; i++)
    if (color != NULL && g_ascii_strcasecmp (sl_tag_colors[i], color) == 0)
      return g_dpgettext2 (NULL, "color", names[i]);

  return NULL;
}

/**
 * sl_color_contrast:
 *
 * Returns: the contrast ratio of two opaque colours, 1 to 21
 */
double
sl_color_contrast (const GdkRGBA *a, const GdkRGBA *b)
{
  double la = luminance (a);
  double lb = luminance (b);

  return (MAX (la, lb) + 0.05) / (MIN (la, lb) + 0.05);
}

/**
 * sl_color_mix:
 * @strength: 0: only @ground, 1: only @over
 * @mixed: (out): the opaque result
 */
void
sl_color_mix (const GdkRGBA *over, double strength, const GdkRGBA *ground, GdkRGBA *mixed)
{
  float s = (float) strength;

  mixed->red = over->red * s + ground->red * (1 - s);
  mixed->green = over->green * s + ground->green * (1 - s);
  mixed->blue = over->blue * s + ground->blue * (1 - s);
  mixed->alpha = 1;
}

/**
 * sl_color_make_readable:
 * @hex: (nullable): any colour a person or a server gave; grey when it is none
 * @dark: whether it stands in a dark window
 * @contrast: what it must reach against the window's ground: 3 for a dot, 4.5 for text
 * @color: (out): @hex, or the nearest shade of it that reaches @contrast
 */
void
sl_color_make_readable (const char *hex, gboolean dark, double contrast, GdkRGBA *color)
{
  const GdkRGBA *ground = dark ? &dark_ground : &light_ground;
  const GdkRGBA *target = dark ? &light_ground : &(GdkRGBA) { 0, 0, 0, 1 };
  GdkRGBA given;

  if (hex == NULL || !gdk_rgba_parse (&given, hex))
    gdk_rgba_parse (&given, "#6f8396");
  given.alpha = 1;

  *color = given;
  for (double strength = 0.05; sl_color_contrast (color, ground) < contrast && strength <= 1; strength += 0.05)
    sl_color_mix (target, strength, &given, color);
}
