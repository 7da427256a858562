/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages that the sidebar offers: one row of a table each. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

/**
 * SlPageInfo:
 * @name: for "win.show-page"
 * @icon_name: symbolic
 * @title: translatable (N_)
 * @count_property: (nullable): the int64 property of #SlViewState shown as a quiet count
 * @build: makes the page; called when it is first shown
 */
typedef struct {
  const char *name;
  const char *icon_name;
  const char *title;
  const char *count_property;
  AdwNavigationPage *(*build) (SlViewState *state);
} SlPageInfo;

extern const SlPageInfo sl_pages[];
extern const guint sl_n_pages;

const SlPageInfo *sl_page_find (const char *name);

G_END_DECLS
