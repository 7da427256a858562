/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One record being edited in place: reads it, keeps it fresh when anyone changes it, and saves field by field, each
 * save one step of undo. A row says what it shows (sl_record_editor_show()), so that what was changed elsewhere since then
 * is merged with what is typed there, and not written over. The rows of an editor page hold it; it lives as long as the page.
 *
 * Or a draft: a record of a form that is saved as a whole later, or not at all. "Saving" a field then only sets it in
 * the draft. */

#pragma once

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_RECORD_EDITOR (sl_record_editor_get_type ())
G_DECLARE_FINAL_TYPE (SlRecordEditor, sl_record_editor, SL, RECORD_EDITOR, GObject)

/* Properties: "record" (SlRecord, nullable until read), "gone" (boolean: it no longer exists).
 * Signal "rejected" (SlRecordEditor *, guint field, const GError *) → gboolean: the store didn't take a value; TRUE: what
 * is wrong is shown where it was typed, so that the window needn't tell it;
 * "finish" (SlRecordEditor *): rows take what is being typed at once. */

SlRecordEditor *sl_record_editor_new (SlViewState *state, SlKind kind, const char *id);
SlRecordEditor *sl_record_editor_new_of (SlViewState *state, SlRecord *record);
SlRecordEditor *sl_record_editor_new_draft (SlViewState *state, SlRecord *record);
gboolean sl_record_editor_is_draft (SlRecordEditor *self);
SlViewState *sl_record_editor_get_state (SlRecordEditor *self);
SlKind sl_record_editor_get_kind (SlRecordEditor *self);
const char *sl_record_editor_get_id (SlRecordEditor *self);
SlRecord *sl_record_editor_get_record (SlRecordEditor *self);
gboolean sl_record_editor_get_gone (SlRecordEditor *self);
const SlValue *sl_record_editor_show (SlRecordEditor *self, guint field);
void sl_record_editor_save (SlRecordEditor *self, guint field, const SlValue *value);
gboolean sl_record_editor_is_saving (SlRecordEditor *self, guint field);
/* As sl_record_editor_save(), with a second field of the same record in the same step. */
void sl_record_editor_save_with (SlRecordEditor *self, guint field, const SlValue *value, guint other, const SlValue *other_value);
void sl_record_editor_finish (SlRecordEditor *self);
/* What was typed in @field and can't be saved; NULL: nothing. */
void sl_record_editor_set_problem (SlRecordEditor *self, guint field, const char *message);
void sl_record_editor_drop_problem (SlRecordEditor *self, guint field);
guint sl_record_editor_get_n_problems (SlRecordEditor *self);
const char *sl_record_editor_get_problem (SlRecordEditor *self);

G_END_DECLS
