/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The database's rules, for sl-model-rows.c alone. */
#pragma once

#include "sl-model-rows.h"

G_BEGIN_DECLS

gboolean _sl_model_rows_allow (SlModelRows  *self,
                               SlModelRow   *row,
                               SlModelDraft *draft);

G_END_DECLS
