/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-page.h. */

#define G_LOG_DOMAIN "sl-page"

#include "config.h"

#include "sl-page.h"

G_DEFINE_INTERFACE (SlPage, sl_page, ADW_TYPE_NAVIGATION_PAGE)

static void
sl_page_default_init (SlPageInterface *iface)
{
}

/**
 * sl_page_open_record:
 * @kind: one of those that the page's row in the table of pages names
 * @id: the record's; it may be gone meanwhile
 */
void
sl_page_open_record (SlPage *self, SlKind kind, const char *id)
{
  g_return_if_fail (SL_IS_PAGE (self));
  g_return_if_fail (id != NULL);

  if (SL_PAGE_GET_IFACE (self)->open_record != NULL)
    SL_PAGE_GET_IFACE (self)->open_record (self, kind, id);
}

/** sl_page_focus_search: Returns: whether the page has a search entry, where the cursor is now */
gboolean
sl_page_focus_search (SlPage *self)
{
  g_return_val_if_fail (SL_IS_PAGE (self), FALSE);

  if (SL_PAGE_GET_IFACE (self)->focus_search == NULL)
    return FALSE;

  SL_PAGE_GET_IFACE (self)->focus_search (self);
  return TRUE;
}

/** sl_page_opened: the data is open; @sample: it goes away at the end */
void
sl_page_opened (SlPage *self, gboolean sample)
{
  g_return_if_fail (SL_IS_PAGE (self));

  if (SL_PAGE_GET_IFACE (self)->opened != NULL)
    SL_PAGE_GET_IFACE (self)->opened (self, sample);
}

/** sl_page_go_back: Returns: whether something was open on the page, which was left */
gboolean
sl_page_go_back (SlPage *self)
{
  g_return_val_if_fail (SL_IS_PAGE (self), FALSE);

  return SL_PAGE_GET_IFACE (self)->go_back != NULL && SL_PAGE_GET_IFACE (self)->go_back (self);
}

/* --- For pages that show a list and beside it what is chosen there --- */

/** sl_page_leave_content: shows the list again where only one of both has room; %FALSE: nothing is left by that */
gboolean
sl_page_leave_content (AdwNavigationSplitView *split)
{
  if (!adw_navigation_split_view_get_collapsed (split) || !adw_navigation_split_view_get_show_content (split))
    return FALSE;
  adw_navigation_split_view_set_show_content (split, FALSE);
  return TRUE;
}

/** sl_page_search_sidebar: puts the cursor into @search, above the list */
void
sl_page_search_sidebar (AdwNavigationSplitView *split, GtkWidget *search)
{
  adw_navigation_split_view_set_show_content (split, FALSE);
  gtk_widget_grab_focus (search);
}
