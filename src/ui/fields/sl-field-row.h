/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows that edit one field of a record in place, made from the field's table entry: an entry for text, numbers, dates
 * and links, a choice for enums, stars for a rating, a text area for long text, a list of
 * entries for questions and skills. Saved after a pause in typing and on leaving the field;
 * a bad value is told at the row and not saved. Owned by the list they are put in. */

#pragma once

#include <adwaita.h>

#include "sl-record-editor.h"

G_BEGIN_DECLS

#define SL_TYPE_FIELD_ENTRY (sl_field_entry_get_type ())
G_DECLARE_FINAL_TYPE (SlFieldEntry, sl_field_entry, SL, FIELD_ENTRY, AdwEntryRow)

#define SL_TYPE_FIELD_CHOICE (sl_field_choice_get_type ())
G_DECLARE_FINAL_TYPE (SlFieldChoice, sl_field_choice, SL, FIELD_CHOICE, AdwComboRow)

#define SL_TYPE_FIELD_TEXT (sl_field_text_get_type ())
G_DECLARE_FINAL_TYPE (SlFieldText, sl_field_text, SL, FIELD_TEXT, AdwPreferencesRow)

#define SL_TYPE_FIELD_ITEMS (sl_field_items_get_type ())
G_DECLARE_FINAL_TYPE (SlFieldItems, sl_field_items, SL, FIELD_ITEMS, AdwPreferencesRow)

#define SL_TYPE_FIELD_RATING (sl_field_rating_get_type ())
G_DECLARE_FINAL_TYPE (SlFieldRating, sl_field_rating, SL, FIELD_RATING, AdwActionRow)

#define SL_TYPE_FIELD_TIME (sl_field_time_get_type ())
G_DECLARE_FINAL_TYPE (SlFieldTime, sl_field_time, SL, FIELD_TIME, AdwEntryRow)

GtkWidget *sl_field_row_new (SlRecordEditor *editor, guint field);
GtkWidget *sl_field_row_get_focus (GtkWidget *row);

GtkWidget *sl_field_entry_new (SlRecordEditor *editor, guint field);
GtkWidget *sl_field_choice_new (SlRecordEditor *editor, guint field);
GtkWidget *sl_field_items_new (SlRecordEditor *editor, guint field);
GtkWidget *sl_field_rating_new (SlRecordEditor *editor, guint field);
GtkWidget *sl_field_text_new (SlRecordEditor *editor, guint field);
void sl_field_text_set_editable (SlFieldText *self, gboolean editable);
GtkWidget *sl_field_time_new (SlRecordEditor *editor, guint field);

/* Shows what is saved; shows what is wrong with what stands there. */
typedef void (*SlFieldFillFunc) (gpointer row);
typedef void (*SlFieldTellFunc) (gpointer row, const char *words);

void sl_field_row_watch_rejected (GtkWidget *row, SlRecordEditor *editor, guint field, SlFieldFillFunc fill, SlFieldTellFunc tell);
void sl_field_row_show_problem (AdwEntryRow *row, SlRecordEditor *editor, guint field, const char *message);

G_END_DECLS
