/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The orders of a table's dates: told by a heading, by the whole column, by another column, or by the person. Only for
 * sl-import.c. */

#pragma once

#include "sl-import-mapper.h"

G_BEGIN_DECLS

typedef struct _SlImportDates SlImportDates;

SlImportDates *sl_import_dates_new (SlImportTable *table);
void sl_import_dates_free (SlImportDates *self);
/* Fills @mapping's orders. Returns FALSE when the person must say; @out_column is then the column that asks. */
gboolean sl_import_dates_settle (SlImportDates *self, SlImportMapping *mapping, SlDateOrder answer, guint *out_column);
char *sl_import_dates_get_example (SlImportDates *self, guint column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlImportDates, sl_import_dates_free)

G_END_DECLS
