/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a window can be asked to show by a name, as “--view” takes it: pages, views, dialogs, an application. */

#define G_LOG_DOMAIN "sl-window-views"

#include "config.h"

#include <string.h>

#include "sl-pages.h"
#include "sl-window-private.h"

/* Where one signs in, and the beginning of what there is only then. */
#define SYNC "sync"

static const struct {
  const char *name;
  SlPart part;
} parts[] = {
  { "quick-add", SL_PART_QUICK_ADD },
  { "finder", SL_PART_FINDER },
  { "import", SL_PART_IMPORT },
  { "export", SL_PART_EXPORT },
  { "tags", SL_PART_TAGS },
  { "shortcuts", SL_PART_SHORTCUTS },
  { "calendar", SL_PART_CALENDAR },
  { "report", SL_PART_REPORT },
  { "offers", SL_PART_OFFERS },
  { "backups", SL_PART_BACKUPS },
  { "preferences", SL_PART_PREFERENCES },
  { SYNC, SL_PART_SYNC },
  { SYNC "-outbox", SL_PART_SYNC_OUTBOX },
  { SYNC "-conflicts", SL_PART_SYNC_CONFLICTS },
  { SYNC "-missing", SL_PART_SYNC_MISSING },
};

/* An application, or with ":" or "/" which one and what of it. */
#define DETAIL "detail"
/* What a search without anything in it shows. */
#define WELCOME "welcome"

static gboolean
is_detail (const char *view)
{
  return g_str_has_prefix (view, DETAIL) && strchr (":/", view[strlen (DETAIL)]) != NULL;
}

/* @where: ":words" and "/part", both may be missing. */
static void
show_application (SlWindow *self, const char *where)
{
  const char *part = strchr (where, '/');
  g_autofree char *words = *where == ':' ? g_strndup (where + 1, part != NULL ? (gsize) (part - where - 1) : strlen (where + 1)) : NULL;

  _sl_window_show_page (self, "applications");
  sl_applications_page_open_first (self->applications, words);
  if (part != NULL)
    sl_applications_page_show_part (self->applications, part + 1);
}

/**
 * sl_window_begin_with:
 * @view: what sl_window_show() will be asked for
 *
 * Begins on its page instead of Today: what has to be read for it is read at once.
 */
void
sl_window_begin_with (SlWindow *self, const char *view)
{
  g_return_if_fail (SL_IS_WINDOW (self));

  _sl_window_show_page (self, sl_page_find (view) != NULL ? view : "applications");
}

/** sl_window_knows_view: Returns: whether sl_window_show() has something to show by that name */
gboolean
sl_window_knows_view (const char *view)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (g_strcmp0 (parts[i].name, view) == 0)
      return TRUE;

  return is_detail (view) || g_str_equal (view, WELCOME) || sl_page_find (view) != NULL || sl_applications_page_has_view (view);
}

/** sl_window_list_views: Returns: (transfer full): all names that sl_window_show() takes, with commas between them */
char *
sl_window_list_views (void)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  for (guint i = 0; i < sl_n_pages; i++)
    g_strv_builder_add (names, sl_pages[i].name);
  g_strv_builder_add_many (names, "list", "board", "charts", DETAIL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    g_strv_builder_add (names, parts[i].name);
  g_strv_builder_add (names, WELCOME);
  all = g_strv_builder_end (names);

  return g_strjoinv (", ", all);
}

/** sl_window_is_of_account: Returns: whether there is a @view of that name only in data that can have an account at a server */
gboolean
sl_window_is_of_account (const char *view)
{
  const SlPageInfo *page = sl_page_find (view);

  return g_str_has_prefix (view, SYNC) || (page != NULL && page->needs_community);
}

/** sl_window_can_show: Returns: whether @view isn't one of an account that isn't there; "sync" itself is where one signs in */
gboolean
sl_window_can_show (SlWindow *self, const char *view)
{
  SlSyncKeeper *sync;

  g_return_val_if_fail (SL_IS_WINDOW (self), FALSE);

  sync = sl_view_state_get_sync (self->state);
  if (!sl_window_is_of_account (view))
    return TRUE;
  if (sync == NULL || g_str_equal (view, SYNC))
    return sync != NULL;
  return g_str_has_prefix (view, SYNC) ? sl_sync_keeper_get_state (sync) != SL_SYNC_STATE_OFF : _sl_window_has_community (self);
}

/**
 * sl_window_show:
 * @view: what to show, as in "--view": a view, a page, or a dialog by its name; "detail/rounds" is a part of the first
 *   application, "detail/add-round" a dialog of it, "detail:baker/rounds" of the first baker; unknown ones are ignored
 */
void
sl_window_show (SlWindow *self, const char *view)
{
  g_return_if_fail (SL_IS_WINDOW (self));

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (g_strcmp0 (parts[i].name, view) == 0)
      {
        _sl_window_present_part (self, parts[i].part);
        return;
      }

  if (is_detail (view))
    show_application (self, view + strlen (DETAIL));
  else if (sl_page_find (view) != NULL)
    _sl_window_show_page (self, view);
  else if (sl_applications_page_has_view (view))
    {
      _sl_window_show_page (self, "applications");
      sl_applications_page_set_view (self->applications, view);
    }
}
