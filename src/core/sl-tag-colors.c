/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-tag-colors.h. */

#define G_LOG_DOMAIN "sl-tag-colors"

#include "config.h"

#include "sl-tag-colors.h"

const char *const sl_tag_colors[SL_N_TAG_COLORS + 1] = {
  "#3584e4", "#2190a4", "#3a944a", "#c88800", "#ed5b00", "#e62d42", "#d56199", "#9141ac", "#6f8396", NULL
};

/**
 * sl_tag_color_pick:
 * @n_tags: how many tags there are already
 *
 * Returns: the colour of the next one: each in turn
 */
const char *
sl_tag_color_pick (guint n_tags)
{
  return sl_tag_colors[n_tags % SL_N_TAG_COLORS];
}
