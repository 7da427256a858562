/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the window share. */

#pragma once

#include "sl-applications-page.h"
#include "sl-backup-keeper.h"
#include "sl-parts.h"
#include "sl-sidebar.h"
#include "sl-window.h"

G_BEGIN_DECLS

struct _SlWindow {
  AdwApplicationWindow parent_instance;

  /* Template */
  AdwToastOverlay *toasts;
  AdwNavigationSplitView *split_view;
  AdwBanner *private_banner;
  AdwBanner *sync_banner;
  SlSidebar *sidebar;

  /* Owned */
  SlContext *context;
  SlViewState *state;
  GSettings *settings;
  GCancellable *cancellable;
  SlBackupKeeper *backups; /* (nullable): of the person's own data, once it is open */
  GHashTable *pages; /* page name → AdwNavigationPage */
  GQueue to_import;  /* GFiles, which wait for the store and for the wizard, one after the other */
  GQueue to_carry;   /* SlCarrying: samples that are being left, one after the other */
  SlWindow *carrying; /* borrowed: the one of them whose turn it is; NULL: none */

  /* Borrowed from pages */
  GtkWidget *page; /* the one that is shown */
  guint entering;  /* tick callback on it until what it is about is there, or 0 */
  SlApplicationsPage *applications;

  GtkEditable *early; /* weak: the text that got letters before its dialog had the focus, … */
  gint64 early_at;    /* … the last one then, in monotonic time */

  guint hidden; /* SlPrivate bits that the pages were made with */
  gboolean wide;
  gboolean sample;
  gboolean settled;
  gboolean ready;
  gboolean opening; /* the store, now */
  gboolean opened;
  gboolean importing; /* the wizard is open for one of to_import */
  gboolean asking;
  gboolean leaving; /* a sample, for good: nothing is to be asked any more */
};

/* sl-window-pages.c */
void _sl_window_show_page (SlWindow *self, const char *name);
gboolean _sl_window_has_community (SlWindow *self);
void _sl_window_enter_page (SlWindow *self, const char *name);
void _sl_window_stop_entering (SlWindow *self);
void _sl_window_adopt_applications (SlWindow *self);
void _sl_window_rebuild_pages (SlWindow *self);
void _sl_window_present_part (SlWindow *self, SlPart part);

void _sl_window_open_record (SlWindow *self, SlKind kind, const char *id);
void _sl_window_open_store (SlWindow *self);

/* sl-window-early-keys.c, for init only */
void _sl_window_watch_early_keys (SlWindow *self);

/* sl-window-safety.c */
void _sl_window_keep_backups (SlWindow *self);
void _sl_window_tell_recovery (SlWindow *self);
void _sl_window_watch_private (SlWindow *self);
void _sl_window_toggle_private (SlWindow *self);

/* sl-window-sync.c */
void _sl_window_install_sync_actions (GtkWidgetClass *widget_class);
void _sl_window_watch_sync (SlWindow *self);

/* sl-window-calendar.c, for sl-window-actions.c only. */
void _sl_window_open_invitation (GtkWidget *widget, const char *name, GVariant *parameter);
void _sl_window_print_pack (GtkWidget *widget, const char *name, GVariant *parameter);

/* sl-window-actions.c, for class_init only. */
void _sl_window_install_actions (GtkWidgetClass *widget_class);

/* What was added to a sample, for the window of the person's own search. */
typedef struct {
  SlWindow *sample; /* closes when it is safe there */
  char *data_dir; /* of the sample */
  GPtrArray *added;
} SlCarrying;

/* sl-window-sample.c */
void _sl_carrying_free (SlCarrying *carrying);
void _sl_window_leave_sample (SlWindow *self, gboolean start_own);
void _sl_window_carry_over (SlWindow *self);

G_END_DECLS
