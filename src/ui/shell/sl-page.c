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

static GtkWidget *
find_below (GtkWidget *widget, gboolean (*fits) (GtkWidget *widget))
{
  GtkWidget *found = fits (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); found == NULL && child != NULL; child = gtk_widget_get_next_sibling (child))
    found = find_below (child, fits);

  return found;
}

static gboolean
has_content (GtkWidget *widget)
{
  return ADW_IS_TOOLBAR_VIEW (widget) && gtk_widget_get_mapped (widget);
}

static gboolean
is_list (GtkWidget *widget)
{
  GtkAccessibleRole role = gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget));

  return (role == GTK_ACCESSIBLE_ROLE_LIST || role == GTK_ACCESSIBLE_ROLE_GRID) && gtk_widget_get_mapped (widget) && gtk_widget_is_sensitive (widget);
}

static gboolean
is_offer (GtkWidget *widget)
{
  return GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget) && gtk_widget_is_sensitive (widget);
}

static gboolean
is_statement (GtkWidget *widget)
{
  return ADW_IS_STATUS_PAGE (widget) && gtk_widget_get_mapped (widget);
}

/* Its first list, or what an empty page offers; never its head. One that only says that it is empty has no place for the focus. */
static gboolean
enter_content (GtkWidget *page)
{
  GtkWidget *view = find_below (page, has_content);
  GtkWidget *content = view != NULL ? adw_toolbar_view_get_content (ADW_TOOLBAR_VIEW (view)) : NULL;
  GtkWidget *place = content != NULL ? find_below (content, is_list) : NULL;

  if (content != NULL && place == NULL)
    place = find_below (content, is_offer);

  if (place == NULL)
    return content != NULL && find_below (content, is_statement) != NULL;
  return gtk_widget_child_focus (place, GTK_DIR_TAB_FORWARD);
}

/**
 * sl_page_enter:
 * @page: the one that is shown
 *
 * Returns: whether what the page is about has the focus now, if it can have it; %FALSE: it isn't there yet
 */
gboolean
sl_page_enter (AdwNavigationPage *page)
{
  g_return_val_if_fail (ADW_IS_NAVIGATION_PAGE (page), FALSE);

  if (SL_IS_PAGE (page) && SL_PAGE_GET_IFACE (page)->enter != NULL && SL_PAGE_GET_IFACE (page)->enter (SL_PAGE (page)))
    return TRUE;

  return enter_content (GTK_WIDGET (page));
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
