/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A saved job as a form. */

#pragma once

#include "sl-record-dialog.h"

G_BEGIN_DECLS

/* @job (nullable): NULL for a new one. (transfer floating) */
AdwDialog *sl_saved_dialog_new (SlViewState *state, SlRecord *job);

G_END_DECLS
