/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A saved job as the Saved Jobs page shows it, a row or a card. Its buttons and menu activate the page's actions
 * ("saved.convert", "saved.edit"… with the job's id). */

#pragma once

#include <gtk/gtk.h>

#include "sl-record.h"

G_BEGIN_DECLS

#define SL_TYPE_SAVED_CARD (sl_saved_card_get_type ())
G_DECLARE_FINAL_TYPE (SlSavedCard, sl_saved_card, SL, SAVED_CARD, GtkWidget)

GtkWidget *sl_saved_card_new (gboolean as_card);
/* @job (nullable): NULL while the row shows nothing. */
void sl_saved_card_set_job (SlSavedCard *self, SlRecord *job);
/* (nullable) */
SlRecord *sl_saved_card_get_job (SlSavedCard *self);
/* All of it in one sentence, for screen readers. (transfer full) */
char *sl_saved_card_describe (SlRecord *job);

G_END_DECLS
