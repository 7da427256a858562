/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Applications page: one query bar, three views of the same query, and an application opened beside or above them.
 * Owned by SlWindow. Offers the "apps." actions to everything in it. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_APPLICATIONS_PAGE (sl_applications_page_get_type ())
G_DECLARE_FINAL_TYPE (SlApplicationsPage, sl_applications_page, SL, APPLICATIONS_PAGE, AdwNavigationPage)

GtkWidget *sl_applications_page_new (SlViewState *state);
void sl_applications_page_set_opened (SlApplicationsPage *self, const GError *error, gboolean sample);
void sl_applications_page_set_wide (SlApplicationsPage *self, gboolean wide);
void sl_applications_page_set_view (SlApplicationsPage *self, const char *view);
gboolean sl_applications_page_has_view (const char *view);
void sl_applications_page_focus_view (SlApplicationsPage *self);
void sl_applications_page_focus_search (SlApplicationsPage *self);
void sl_applications_page_open (SlApplicationsPage *self, gint64 pk, gboolean edit);
void sl_applications_page_open_first (SlApplicationsPage *self, const char *words);
void sl_applications_page_show_part (SlApplicationsPage *self, const char *part);
gboolean sl_applications_page_close_detail (SlApplicationsPage *self);

/* sl-applications-actions.c, for class_init only. */
SlViewState *sl_applications_page_get_state (SlApplicationsPage *self);
void sl_applications_page_install_actions (GtkWidgetClass *widget_class);

G_END_DECLS
