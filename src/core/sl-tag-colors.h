/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The colours of new tags, the same wherever a tag is made: window, import, command line. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SL_N_TAG_COLORS 9

/* The colours offered, NULL-terminated: nine of GNOME's palette. */
extern const char *const sl_tag_colors[SL_N_TAG_COLORS + 1];
const char *sl_tag_color_pick (guint n_tags);

G_END_DECLS
