/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the row of headings. Used by sl-import-table.c. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

int sl_import_find_header (GPtrArray *rows);

G_END_DECLS
