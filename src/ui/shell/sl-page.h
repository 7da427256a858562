/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window asks of a page beside being shown. All of it may be left out. */

#pragma once

#include <adwaita.h>

#include "sl-field.h"

G_BEGIN_DECLS

#define SL_TYPE_PAGE (sl_page_get_type ())
G_DECLARE_INTERFACE (SlPage, sl_page, SL, PAGE, AdwNavigationPage)

/**
 * SlPageInterface:
 * @open_record: shows that record, from another page, the finder or a notification
 * @focus_search: puts the cursor into the page's search entry
 * @opened: the data is open now; for what must be told about it as a whole
 * @enter: gives the focus to what the page is about, where that isn't its first list; %FALSE: there is none
 * @go_back: leaves what is open on the page; %FALSE: nothing was
 */
struct _SlPageInterface {
  GTypeInterface parent_iface;

  void (*open_record) (SlPage *self, SlKind kind, const char *id);
  void (*focus_search) (SlPage *self);
  void (*opened) (SlPage *self, gboolean sample);
  gboolean (*enter) (SlPage *self);
  gboolean (*go_back) (SlPage *self);
};

void sl_page_open_record (SlPage *self, SlKind kind, const char *id);
gboolean sl_page_focus_search (SlPage *self);
void sl_page_opened (SlPage *self, gboolean sample);
gboolean sl_page_enter (AdwNavigationPage *page);
gboolean sl_page_go_back (SlPage *self);

gboolean sl_page_leave_content (AdwNavigationSplitView *split);
void sl_page_search_sidebar (AdwNavigationSplitView *split, GtkWidget *search);

G_END_DECLS
