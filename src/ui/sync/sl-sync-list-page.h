/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of the sync dialog: a live list of records about which a person can do something. What is in it, what its rows say
 * and what their buttons do is the listing's. */

#pragma once

#include <adwaita.h>

#include "sl-sync-item.h"
#include "sl-view-state.h"

G_BEGIN_DECLS

/**
 * SlSyncListing:
 * @title: of the page, translatable, as all of these
 * @intro: (nullable): over the list
 * @empty_title: where there is nothing
 * @read: (transfer full) (element-type SlSyncItem): what is in the list, without texts; its data is %NULL
 * @tell: (transfer full) (nullable): what a row says; %NULL without @error: it is gone. On another thread
 * @choose: (nullable): does what a button says; ends with sl_sync_keeper_finish(). %NULL: @tell names no buttons
 * @all: (nullable): of a button that does one thing with all of them, with a mnemonic; @all_tip: the same in a sentence
 * @choose_all: (element-type SlSyncItem): does that; as @choose
 * @opened: (nullable): what is told of a record with a problem where it is opened, before the problem
 * @failed: (nullable): what is told if that fails; if @choose_all does, the last one
 */
typedef struct {
  const char *title;
  const char *intro;
  const char *empty_title;
  const char *empty_description;
  SlReadFunc read;
  SlSyncText *(*tell) (SlConnection *connection, SlSyncItem *item, GError **error);
  void (*choose) (SlSyncKeeper *keeper, SlSyncItem *item, guint button, GAsyncReadyCallback callback, gpointer user_data);
  const char *all;
  const char *all_tip;
  void (*choose_all) (SlSyncKeeper *keeper, GPtrArray *items, GAsyncReadyCallback callback, gpointer user_data);
  const char *opened;
  const char *failed[SL_SYNC_N_BUTTONS];
} SlSyncListing;

#define SL_TYPE_SYNC_LIST_PAGE (sl_sync_list_page_get_type ())
G_DECLARE_FINAL_TYPE (SlSyncListPage, sl_sync_list_page, SL, SYNC_LIST_PAGE, AdwNavigationPage)

gboolean           sl_sync_list_page_opens (SlKind kind);
AdwNavigationPage *sl_sync_list_page_new (SlViewState *state, const SlSyncListing *listing);

G_END_DECLS
