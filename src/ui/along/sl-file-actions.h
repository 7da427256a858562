/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person does with the file of a document or résumé version. Other programs get a read-only copy of it under its
 * own name, so that what was sent stays as it was sent. Failures are told by the window. */

#pragma once

#include <gtk/gtk.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

void sl_file_open (GtkWidget *widget, SlViewState *state, SlRecord *record);
void sl_file_show_in_folder (GtkWidget *widget, SlViewState *state, SlRecord *record);
void sl_file_save_as (GtkWidget *widget, SlViewState *state, SlRecord *record);
/* Asks for a file and puts it in the place of the record's. */
void sl_file_replace (GtkWidget *widget, SlViewState *state, SlRecord *record);

/* Asks for files and attaches them; @type (nullable). With @files (a GListModel of GFile) nobody is asked. */
void sl_files_attach (GtkWidget *widget, SlViewState *state, const char *application_id);
void sl_files_attach_these (SlViewState *state, const char *application_id, GListModel *files);
/* The same for résumé versions. */
void sl_files_add_resumes (GtkWidget *widget, SlViewState *state);
void sl_files_add_these_resumes (SlViewState *state, GListModel *files);

/* Lets files be dropped on @widget; @dropped is called with a GListModel of GFile. */
typedef void (*SlFilesFunc) (gpointer data, GListModel *files);
void sl_files_accept_drops (GtkWidget *widget, SlFilesFunc dropped, gpointer data);

G_END_DECLS
