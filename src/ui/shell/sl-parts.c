/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the shell meets the other folders of ui/: the only file of shell/ that includes their headers. */

#define G_LOG_DOMAIN "sl-parts"

#include "config.h"

#include "sl-backups-dialog.h"
#include "sl-board-view.h"
#include "sl-calendar-dialog.h"
#include "sl-charts-view.h"
#include "sl-company-dialog.h"
#include "sl-detail-page.h"
#include "sl-export-dialog.h"
#include "sl-finder-dialog.h"
#include "sl-import-dialog.h"
#include "sl-invitation-opener.h"
#include "sl-list-view.h"
#include "sl-offer-desk.h"
#include "sl-merge-dialog.h"
#include "sl-parts.h"
#include "sl-preferences-dialog.h"
#include "sl-quick-add-dialog.h"
#include "sl-report-dialog.h"
#include "sl-shortcuts-dialog.h"
#include "sl-sync-button.h"
#include "sl-sync-dialog.h"
#include "sl-tags-dialog.h"

/**
 * sl_part_new_dialog:
 * @part: which
 * @state: the window's
 *
 * Returns: (nullable): a dialog to be presented
 */
AdwDialog *
sl_part_new_dialog (SlPart part, SlViewState *state)
{
  switch (part)
    {
    case SL_PART_QUICK_ADD:
      return sl_quick_add_dialog_new (state);
    case SL_PART_FINDER:
      return sl_finder_dialog_new (state);
    case SL_PART_IMPORT:
      return sl_import_dialog_new (state);
    case SL_PART_EXPORT:
      return sl_export_dialog_new (state, FALSE);
    case SL_PART_EXPORT_SELECTION:
      return sl_export_dialog_new (state, TRUE);
    case SL_PART_TAGS:
      return sl_tags_dialog_new (state);
    case SL_PART_SHORTCUTS:
      return sl_shortcuts_dialog_new ();
    case SL_PART_CALENDAR:
      return sl_calendar_dialog_new (state);
    case SL_PART_REPORT:
      return sl_report_dialog_new (state);
    case SL_PART_OFFERS:
      return sl_offer_desk_new (state);
    case SL_PART_BACKUPS:
      return sl_backups_dialog_new (state);
    case SL_PART_PREFERENCES:
      return sl_preferences_dialog_new (state);
    case SL_PART_SYNC:
      return sl_sync_dialog_new (state, NULL);
    case SL_PART_SYNC_SIGN_IN:
      return sl_sync_dialog_new (state, "sign-in");
    case SL_PART_SYNC_FIRST:
      return sl_sync_dialog_new (state, "first");
    case SL_PART_SYNC_OUTBOX:
      return sl_sync_dialog_new (state, "outbox");
    case SL_PART_SYNC_CONFLICTS:
      return sl_sync_dialog_new (state, "conflicts");
    case SL_PART_SYNC_MISSING:
      return sl_sync_dialog_new (state, "missing");
    default:
      return NULL;
    }
}

/** sl_part_new_company: Returns: (transfer floating): all that is known about @company */
AdwDialog *
sl_part_new_company (SlViewState *state, const char *company)
{
  return sl_company_dialog_new (state, company);
}

/** sl_part_new_merge: Returns: a dialog to be presented: what is kept of two applications that are one */
AdwDialog *
sl_part_new_merge (SlViewState *state, const char *kept_id, const char *other_id)
{
  return sl_merge_dialog_new (state, kept_id, other_id);
}

/** sl_part_new_sync_button: Returns: (transfer floating): how syncing stands, for the sidebar's header */
GtkWidget *
sl_part_new_sync_button (SlViewState *state)
{
  return sl_sync_button_new (state);
}

GtkWidget *
sl_part_new_board (SlViewState *state)
{
  return sl_board_view_new (state);
}

GtkWidget *
sl_part_new_charts (SlViewState *state)
{
  return sl_charts_view_new (state);
}

GtkWidget *
sl_part_new_detail (SlViewState *state, SlRecord *application)
{
  return sl_detail_page_new (state, application);
}

/** sl_part_edit_detail: puts the cursor into the first field of a page that sl_part_new_detail() made */
void
sl_part_edit_detail (GtkWidget *detail)
{
  sl_detail_page_edit (SL_DETAIL_PAGE (detail));
}

/** sl_part_show_in_detail: shows a part of such a page, or what one of its actions opens: "rounds", "add-round" */
void
sl_part_show_in_detail (GtkWidget *detail, const char *part)
{
  sl_detail_page_show_part (SL_DETAIL_PAGE (detail), part);
}

/**
 * sl_part_import_file:
 * @window: what the wizard is presented on
 * @state: the window's; its store is open
 * @file: a spreadsheet, an export or an invitation
 *
 * Returns: (transfer none): what leads through it, and emits "closed" when that is done
 */
GObject *
sl_part_import_file (GtkWidget *window, SlViewState *state, GFile *file)
{
  AdwDialog *dialog;

  if (sl_invitation_opener_wants (file))
    return G_OBJECT (sl_invitation_opener_open (window, state, file));

  dialog = sl_import_dialog_new (state);
  adw_dialog_present (dialog, window);
  sl_import_dialog_open (SL_IMPORT_DIALOG (dialog), file);
  return G_OBJECT (dialog);
}

/** sl_part_accept_drops: lets a window take files that are dropped on it */
void
sl_part_accept_drops (GtkWidget *window, SlViewState *state)
{
  sl_import_accept_drops (window, state);
}

/** sl_part_focus: puts the focus into one of the three views */
void
sl_part_focus (GtkWidget *view)
{
  if (SL_IS_LIST_VIEW (view))
    sl_list_view_focus (SL_LIST_VIEW (view));
  else if (SL_IS_BOARD_VIEW (view))
    sl_board_view_focus (SL_BOARD_VIEW (view));
  else if (SL_IS_CHARTS_VIEW (view))
    sl_charts_view_focus (SL_CHARTS_VIEW (view));
}

/** sl_part_find_focused: Returns: the application on whose row or card @focus is, or 0 */
gint64
sl_part_find_focused (GtkWidget *focus)
{
  GtkWidget *list = gtk_widget_get_ancestor (focus, SL_TYPE_LIST_VIEW);
  GtkWidget *board = gtk_widget_get_ancestor (focus, SL_TYPE_BOARD_VIEW);

  if (list != NULL)
    return sl_list_view_get_focused (SL_LIST_VIEW (list));
  return board != NULL ? sl_board_view_get_focused (SL_BOARD_VIEW (board)) : 0;
}
