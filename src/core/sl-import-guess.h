/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which column goes where, guessed from headings and cells; and in which order dates stand. */

#pragma once

#include "sl-date-guess.h"
#include "sl-import-table.h"
#include "sl-import-target.h"

G_BEGIN_DECLS

void sl_import_guess_targets (SlImportTable *table, SlImportTarget *targets);
SlDateOrder sl_import_guess_header_order (const char *header);

G_END_DECLS
