/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window on one data folder: sidebar, pages, toasts. Only wires: state is SlViewState's, deeds are the pages'. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_WINDOW (sl_window_get_type ())
G_DECLARE_FINAL_TYPE (SlWindow, sl_window, SL, WINDOW, AdwApplicationWindow)

/* Signals, each once: "settled" (SlWindow *): the store is open (or failed to) and the first rows are there; "ready" (SlWindow *):
 * the store is open and the first rows are there, be it after it had failed to. */
SlWindow *sl_window_new (GtkApplication *app, SlContext *context, GSettings *settings, gboolean sample);
void sl_window_begin_with (SlWindow *self, const char *view);
SlContext *sl_window_get_context (SlWindow *self);
SlViewState *sl_window_get_state (SlWindow *self);
void sl_window_import_file (SlWindow *self, GFile *file);
void sl_window_show (SlWindow *self, const char *view);
gboolean sl_window_can_show (SlWindow *self, const char *view);
gboolean sl_window_is_of_account (const char *view);
gboolean sl_window_knows_view (const char *view);
char *sl_window_list_views (void);
/* A toast that stays until it is closed; with @button (nullable) that activates @action, a detailed name. */
void sl_window_tell (SlWindow *self, const char *text, const char *button, const char *action);

G_END_DECLS
