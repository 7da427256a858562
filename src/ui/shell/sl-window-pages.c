/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of a window: made when they are shown first, and made anew when what may be seen on them changes. */

#define G_LOG_DOMAIN "sl-window-pages"

#include "config.h"

#include "sl-page.h"
#include "sl-pages.h"
#include "sl-parts.h"
#include "sl-window-private.h"

static AdwNavigationPage *
ensure_page (SlWindow *self, const SlPageInfo *info)
{
  AdwNavigationPage *page = g_hash_table_lookup (self->pages, info->name);

  if (page == NULL)
    {
      page = ADW_NAVIGATION_PAGE (info->build (self->state));
      g_hash_table_insert (self->pages, g_strdup (info->name), g_object_ref_sink (page));
    }
  return page;
}

/** _sl_window_has_community: whether there is a server whose community can be seen */
gboolean
_sl_window_has_community (SlWindow *self)
{
  SlCommunity *community = sl_view_state_get_community (self->state);

  return community != NULL && sl_community_is_available (community);
}

/** _sl_window_stop_entering: what the page is about doesn't get the focus any more when it comes */
void
_sl_window_stop_entering (SlWindow *self)
{
  if (self->entering != 0)
    gtk_widget_remove_tick_callback (self->page, self->entering);
  self->entering = 0;
}

void
_sl_window_show_page (SlWindow *self, const char *name)
{
  const SlPageInfo *info = sl_page_find (name);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  gboolean had_focus = focus != NULL && self->page != NULL && gtk_widget_is_ancestor (focus, self->page);
  AdwNavigationPage *page;

  _sl_window_stop_entering (self);
  if (info == NULL || (info->needs_community && !_sl_window_has_community (self)))
    return;

  page = ensure_page (self, info);
  self->page = GTK_WIDGET (page);
  adw_navigation_split_view_set_content (self->split_view, page);
  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
  sl_sidebar_set_page (self->sidebar, info->name);
  /* Left to itself it goes to the first button. */
  if (had_focus && SL_IS_APPLICATIONS_PAGE (page))
    sl_applications_page_focus_view (SL_APPLICATIONS_PAGE (page));
}

/* So long it is waited for what a page is about, on a slow disk too: who doesn't move the focus meanwhile waits as well. */
#define ENTER_USEC (20 * G_USEC_PER_SEC)

typedef struct {
  SlWindow *window; /* (nullable): weak: a page that slides away may outlive it */
  GtkWidget *focus; /* (nullable): weak: what has it */
  gulong focus_id;
  gboolean moved; /* the focus, by the person */
  gint64 until;
} Entering;

/* With the page before, what had the focus went out of sight: GTK then gives it to the first button, and no person asked for it. */
static void
focus_moved_cb (GtkWindow *window, GParamSpec *pspec, Entering *entering)
{
  GtkWidget *focus = gtk_window_get_focus (window);
  gboolean was_there = entering->focus != NULL && gtk_widget_get_mapped (entering->focus) && gtk_widget_is_sensitive (entering->focus);
  gboolean in_popover = focus != NULL && gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL;

  entering->moved = entering->moved || (focus != entering->focus && (was_there || in_popover));
  g_set_weak_pointer (&entering->focus, focus);
}

static Entering *
entering_new (SlWindow *window)
{
  Entering *entering = g_new0 (Entering, 1);

  g_set_weak_pointer (&entering->window, window);
  g_set_weak_pointer (&entering->focus, gtk_window_get_focus (GTK_WINDOW (window)));
  entering->focus_id = g_signal_connect (window, "notify::focus-widget", G_CALLBACK (focus_moved_cb), entering);
  entering->until = g_get_monotonic_time () + ENTER_USEC;
  return entering;
}

static void
entering_free (gpointer data)
{
  Entering *entering = data;

  if (entering->window != NULL)
    g_clear_signal_handler (&entering->focus_id, entering->window);
  g_clear_weak_pointer (&entering->window);
  g_clear_weak_pointer (&entering->focus);
  g_free (entering);
}

static gboolean
is_over (Entering *entering, GtkWidget *page, GdkFrameClock *clock)
{
  return entering->moved || !gtk_widget_get_mapped (page) || gdk_frame_clock_get_frame_time (clock) > entering->until ||
         adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (entering->window)) != NULL;
}

/* Until it is there, or the person went somewhere else. */
static gboolean
enter_cb (GtkWidget *page, GdkFrameClock *clock, gpointer data)
{
  Entering *entering = data;

  if (entering->window == NULL)
    return G_SOURCE_REMOVE;
  if (!is_over (entering, page, clock) && !sl_page_enter (ADW_NAVIGATION_PAGE (page)))
    return G_SOURCE_CONTINUE;

  entering->window->entering = 0;
  return G_SOURCE_REMOVE;
}

/* Gives what the page that is shown is about the focus, now or when it has been read. */
static void
enter (SlWindow *self)
{
  if (SL_IS_APPLICATIONS_PAGE (self->page))
    sl_applications_page_focus_view (SL_APPLICATIONS_PAGE (self->page));
  else if (!sl_page_enter (ADW_NAVIGATION_PAGE (self->page)))
    self->entering = gtk_widget_add_tick_callback (self->page, enter_cb, entering_new (self), entering_free);
}

/** _sl_window_enter_page: shows the page @name and gives what it is about the focus, now or when it has been read */
void
_sl_window_enter_page (SlWindow *self, const char *name)
{
  _sl_window_show_page (self, name);
  enter (self);
}

/* The page that the window always has. */
void
_sl_window_adopt_applications (SlWindow *self)
{
  self->applications = SL_APPLICATIONS_PAGE (ensure_page (self, sl_page_find ("applications")));
  sl_applications_page_set_wide (self->applications, self->wide);
}

/**
 * _sl_window_rebuild_pages:
 *
 * Makes the pages anew that were made so far, with the same one in sight.
 */
void
_sl_window_rebuild_pages (SlWindow *self)
{
  g_autoptr (GHashTable) old = NULL;
  GHashTableIter iter;
  gpointer page;
  const char *shown = sl_sidebar_get_page (self->sidebar);
  gboolean content = adw_navigation_split_view_get_show_content (self->split_view);
  gboolean entering = self->entering != 0;
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (self->applications == NULL)
    return;

  sl_view_state_set_resumed (self->state, focus != NULL ? sl_part_find_focused (focus) : 0);
  old = g_steal_pointer (&self->pages);
  /* Where the window is narrow, the new page and the one that it replaces are in one view for a moment, which may hold a tag
   * only once. */
  g_hash_table_iter_init (&iter, old);
  while (g_hash_table_iter_next (&iter, NULL, &page))
    adw_navigation_page_set_tag (page, NULL);
  self->pages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  _sl_window_adopt_applications (self);
  if (self->opened)
    sl_applications_page_set_opened (self->applications, NULL, self->sample);
  _sl_window_show_page (self, shown);
  adw_navigation_split_view_set_show_content (self->split_view, content);
  if (entering)
    enter (self);
}

void
_sl_window_present_part (SlWindow *self, SlPart part)
{
  AdwDialog *dialog = sl_part_new_dialog (part, self->state);

  if (dialog != NULL)
    adw_dialog_present (dialog, GTK_WIDGET (self));
}
