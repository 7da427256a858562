/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps the keyboard focus at its place when what had it goes away. */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SlFocusHomeFunc:
 * @data: as given
 *
 * Gives something the focus when there is nothing left at its place.
 */
typedef void (*SlFocusHomeFunc) (gpointer data);

void sl_focus_keeper_watch (AdwApplicationWindow *window, SlFocusHomeFunc home, gpointer data);

G_END_DECLS
