/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages that the sidebar offers. Another page is another row here, its icon and its builder. */

#define G_LOG_DOMAIN "sl-pages"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-applications-page.h"
#include "sl-pages.h"
#include "sl-trash-page.h"

static AdwNavigationPage *
build_applications (SlViewState *state)
{
  return ADW_NAVIGATION_PAGE (sl_applications_page_new (state));
}

static AdwNavigationPage *
build_trash (SlViewState *state)
{
  return ADW_NAVIGATION_PAGE (sl_trash_page_new (state));
}

const SlPageInfo sl_pages[] = {
  { "applications", "sl-applications-symbolic", N_("Applications"), "total", build_applications },
  { "trash", "user-trash-symbolic", N_("Trash"), "trashed", build_trash },
};
const guint sl_n_pages = G_N_ELEMENTS (sl_pages);

/**
 * sl_page_find:
 * @name: (nullable): a page's name
 *
 * Returns: (nullable): its row of the table
 */
const SlPageInfo *
sl_page_find (const char *name)
{
  for (guint i = 0; i < sl_n_pages; i++)
    if (g_strcmp0 (sl_pages[i].name, name) == 0)
      return &sl_pages[i];

  return NULL;
}
