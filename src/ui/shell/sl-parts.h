/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the shell meets the other folders of ui/: the constructors it calls, by name. Views are given the window's
 * SlViewState and reach everything else through actions ("win.…", "apps.…"). */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

/* list/    GtkWidget *sl_list_view_new (SlViewState *state);      void sl_list_view_focus (SlListView *self);
 * board/   GtkWidget *sl_board_view_new (SlViewState *state);     void sl_board_view_focus (SlBoardView *self);
 * charts/  GtkWidget *sl_charts_view_new (SlViewState *state);    void sl_charts_view_focus (SlChartsView *self);
 * detail/  GtkWidget *sl_detail_page_new (SlViewState *state, SlRecord *application): an AdwNavigationPage with
 *          its own header bar. Pushed when the window is narrow, else in a pane beside the list; then its boolean
 *          property "in-pane" is TRUE and it shows a close button that activates "win.back".
 * dialogs/ AdwDialog *sl_quick_add_dialog_new (SlViewState *state);
 *          AdwDialog *sl_finder_dialog_new (SlViewState *state);
 *          AdwDialog *sl_import_dialog_new (SlViewState *state);
 *          AdwDialog *sl_export_dialog_new (SlViewState *state, gboolean selection_only);
 *          AdwDialog *sl_tags_dialog_new (SlViewState *state);    edit, recolour, delete tags
 */

/** SlPart: what a window can show by name, on the command line ("--view") and in tests. */
typedef enum {
  SL_PART_QUICK_ADD,
  SL_PART_FINDER,
  SL_PART_IMPORT,
  SL_PART_EXPORT,
  SL_PART_EXPORT_SELECTION,
  SL_PART_TAGS,
  SL_PART_SHORTCUTS,
  SL_PART_CALENDAR,
  SL_PART_REPORT,
  SL_PART_OFFERS,
  SL_PART_BACKUPS,
  SL_PART_PREFERENCES,
  SL_PART_SYNC,
  SL_PART_SYNC_SIGN_IN,
  SL_PART_SYNC_FIRST,
  SL_PART_SYNC_OUTBOX,
  SL_PART_SYNC_CONFLICTS,
  SL_PART_SYNC_MISSING,
} SlPart;

AdwDialog *sl_part_new_dialog (SlPart part, SlViewState *state);
AdwDialog *sl_part_new_company (SlViewState *state, const char *company);
AdwDialog *sl_part_new_merge (SlViewState *state, const char *kept_id, const char *other_id);
GtkWidget *sl_part_new_sync_button (SlViewState *state);
GtkWidget *sl_part_new_board (SlViewState *state);
GtkWidget *sl_part_new_charts (SlViewState *state);
GtkWidget *sl_part_new_detail (SlViewState *state, SlRecord *application);
void sl_part_edit_detail (GtkWidget *detail);
void sl_part_show_in_detail (GtkWidget *detail, const char *part);
GObject *sl_part_import_file (GtkWidget *window, SlViewState *state, GFile *file);
void sl_part_accept_drops (GtkWidget *window, SlViewState *state);
void sl_part_focus (GtkWidget *view);
gint64 sl_part_find_focused (GtkWidget *focus);

G_END_DECLS
