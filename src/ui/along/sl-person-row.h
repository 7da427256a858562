/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A contact as a row: who it is, when one was last in touch, and a button that notes today. Owned by the list it is in. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_PERSON_ROW (sl_person_row_get_type ())
G_DECLARE_FINAL_TYPE (SlPersonRow, sl_person_row, SL, PERSON_ROW, AdwBin)

GtkWidget *sl_person_row_new (SlViewState *state);
void sl_person_row_set_contact (SlPersonRow *self, SlRecord *contact);
SlRecord *sl_person_row_get_contact (SlPersonRow *self);

/* "Recruiter · Torvmark": what they do, and where. (transfer full) */
char *sl_person_describe (SlRecord *contact);
/* "3 weeks ago"; NULL: never, as far as is known. (transfer full) (nullable) */
char *sl_person_describe_contact (SlRecord *contact);
/* Notes that one was in touch today, unless that is noted already. */
void sl_person_touch (SlViewState *state, SlRecord *contact);

G_END_DECLS
