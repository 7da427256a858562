/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record as a form: a new one to be added, or one to be changed, all its fields in one step of undo. What was typed
 * is asked about before it is thrown away. */

#pragma once

#include <adwaita.h>

#include "sl-record-editor.h"

G_BEGIN_DECLS

#define SL_TYPE_RECORD_DIALOG (sl_record_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SlRecordDialog, sl_record_dialog, SL, RECORD_DIALOG, AdwDialog)

/* Writes @record by a step that sl_store_apply_finish() ends. */
typedef void (*SlRecordSaveFunc) (SlContext *context, SlRecord *record, gpointer data, GAsyncReadyCallback callback, gpointer user_data);

/* Signal "saved" (SlRecordDialog *, SlRecord *): it is durable; after it the dialog closes. */

AdwDialog *sl_record_dialog_new (SlViewState *state, SlRecord *record, gboolean is_new, const char *title);
/* A group of rows, one for each of @fields; @title is nullable. */
void sl_record_dialog_add_group (SlRecordDialog *self, const char *title, const guint *fields, guint n_fields);
/* A row of one's own below the last group's. */
void sl_record_dialog_add_row (SlRecordDialog *self, GtkWidget *row);
/* (transfer none) */
SlRecordEditor *sl_record_dialog_get_draft (SlRecordDialog *self);
/* A group of one's own, above those that follow. */
void sl_record_dialog_add_own_group (SlRecordDialog *self, AdwPreferencesGroup *group);
/* What the form is compared with, where it begins with changes already. */
void sl_record_dialog_set_before (SlRecordDialog *self, SlRecord *before);
/* Another way to write it; @data is @save's and outlives the open form. */
void sl_record_dialog_set_save (SlRecordDialog *self, SlRecordSaveFunc save, gpointer data);
/* A row at the end that moves the record to the Trash; only of one that is changed, not of a new one. */
void sl_record_dialog_add_delete (SlRecordDialog *self, const char *label);

G_END_DECLS
