/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A dialog that finds one application or one person, to link something to it. */

#pragma once

#include <adwaita.h>

#include "sl-view-state.h"

G_BEGIN_DECLS

#define SL_TYPE_RECORD_CHOOSER (sl_record_chooser_get_type ())
G_DECLARE_FINAL_TYPE (SlRecordChooser, sl_record_chooser, SL, RECORD_CHOOSER, AdwDialog)

/* Signal "chosen" (SlRecordChooser *, SlRecord *): after it the dialog closes. */

/* @kind: application or contact. */
AdwDialog *sl_record_chooser_new (SlViewState *state, SlKind kind, const char *title);

G_END_DECLS
