/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages that the sidebar offers: one row of a table each. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

/** SlPageGroup: what belongs together in the sidebar: the search itself, what goes along with it, the rest. */
typedef enum {
  SL_PAGE_GROUP_SEARCH,
  SL_PAGE_GROUP_ALONG,
  SL_PAGE_GROUP_REST,
} SlPageGroup;

#define SL_PAGE_KIND(kind) (1u << (kind))

/**
 * SlPageInfo:
 * @name: for "win.show-page"
 * @group: its place in the sidebar
 * @icon_name: symbolic
 * @title: translatable (N_)
 * @count_property: (nullable): the int64 property of #SlViewState shown as a quiet count
 * @kinds: bits of SL_PAGE_KIND(): records that "win.open-record" opens there, by sl_page_open_record()
 * @new_action: (nullable): the page's own action for Ctrl+N; without one it is a new application
 * @needs_community: whether it is there only for who is signed in and syncs
 * @build: makes the page, an AdwNavigationPage; called when it is first shown
 */
typedef struct {
  const char *name;
  SlPageGroup group;
  const char *icon_name;
  const char *title;
  const char *count_property;
  guint kinds;
  const char *new_action;
  GtkWidget *(*build) (SlViewState *state);
  gboolean needs_community;
} SlPageInfo;

extern const SlPageInfo sl_pages[];
extern const guint sl_n_pages;

char *sl_page_dup_accel (const SlPageInfo *page);
const SlPageInfo *sl_page_find (const char *name);
const SlPageInfo *sl_page_find_for_kind (SlKind kind);

G_END_DECLS
