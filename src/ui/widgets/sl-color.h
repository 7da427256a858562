/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Colours of tags made readable: any hex is shifted towards black or white until it stands out from the ground. */

#pragma once

#include <gdk/gdk.h>

#include "sl-tag-colors.h"

G_BEGIN_DECLS

const char *sl_tag_color_get_name (const char *color);

double sl_color_contrast (const GdkRGBA *a, const GdkRGBA *b);
void sl_color_mix (const GdkRGBA *over, double strength, const GdkRGBA *ground, GdkRGBA *mixed);
void sl_color_make_readable (const char *hex, gboolean dark, double contrast, GdkRGBA *color);

G_END_DECLS
