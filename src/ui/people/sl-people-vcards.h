/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People from and to address books: the file choosers, the reading and writing off the main thread, and what is told. */

#pragma once

#include <gtk/gtk.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

/* Asks for a file of vCards and adds who is new in it, in one step. */
void sl_people_import (GtkWidget *widget, SlViewState *state);
/* Asks where to write @contacts (element-type SlRecord); @name is what to call the file. */
void sl_people_export (GtkWidget *widget, SlViewState *state, GPtrArray *contacts, const char *name);

G_END_DECLS
