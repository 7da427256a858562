/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A saved job becomes an application, which is then shown; one that already became one leads to that. */

#pragma once

#include <gtk/gtk.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

/* @page: where questions are asked; its action "saved.edit" opens a job whose form has to be mended first. */
void sl_saved_convert (GtkWidget *page, SlViewState *state, const char *job_id);
/* Asks before it opens the application, which may be in the Trash. */
void sl_saved_open_converted (GtkWidget *page, SlViewState *state, const char *job_id);

G_END_DECLS
