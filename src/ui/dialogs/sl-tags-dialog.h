/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The person's tags: rename, recolour, delete, add. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_TAGS_DIALOG (sl_tags_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SlTagsDialog, sl_tags_dialog, SL, TAGS_DIALOG, AdwDialog)

AdwDialog *sl_tags_dialog_new (SlViewState *state);

G_END_DECLS
