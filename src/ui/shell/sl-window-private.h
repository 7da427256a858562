/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the window share. */

#pragma once

#include "sl-applications-page.h"
#include "sl-parts.h"
#include "sl-sidebar.h"
#include "sl-window.h"

G_BEGIN_DECLS

struct _SlWindow {
  AdwApplicationWindow parent_instance;

  /* Template */
  AdwToastOverlay *toasts;
  AdwNavigationSplitView *split_view;
  SlSidebar *sidebar;

  /* Owned */
  SlContext *context;
  SlViewState *state;
  GSettings *settings;
  GCancellable *cancellable;
  GHashTable *pages; /* page name → AdwNavigationPage */
  GFile *to_import;  /* waits for the store */
  GPtrArray *to_carry;  /* likewise: what was added to a sample… */
  SlWindow *carry_from; /* …which closes when that is safe */

  /* Borrowed from pages */
  SlApplicationsPage *applications;

  gboolean wide;
  gboolean sample;
  gboolean settled;
  gboolean opening; /* the store, now */
  gboolean opened;
  gboolean asking;
  gboolean leaving; /* a sample, for good: nothing is to be asked any more */
};

void _sl_window_show_page (SlWindow *self, const char *name);
void _sl_window_present_part (SlWindow *self, SlPart part);
void _sl_window_open_store (SlWindow *self);

/* sl-window-actions.c, for class_init only. */
void _sl_window_install_actions (GtkWidgetClass *widget_class);

/* sl-window-sample.c */
void _sl_window_leave_sample (SlWindow *self, gboolean start_own);
void _sl_window_carry_over (SlWindow *self);

G_END_DECLS
