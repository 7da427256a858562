/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table for a terminal: columns lined up by the width that characters have there, cut to the terminal's width. Where
 * the output goes to a file or another program, only columns of uncommon width are cut. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SlCliTable SlCliTable;

/* @headers: NULL-terminated, translated. */
SlCliTable *sl_cli_table_new (const char *const *headers);
void sl_cli_table_free (SlCliTable *self);
/* Numbers stand at the right. */
void sl_cli_table_set_numeric (SlCliTable *self, guint column);
/* Shown whole, whatever the width. */
void sl_cli_table_set_whole (SlCliTable *self, guint column);
/* As many cells as headers; NULL: empty. */
void sl_cli_table_add (SlCliTable *self, const char *const *cells);
/* Without the headers. */
guint sl_cli_table_get_n_rows (SlCliTable *self);
/* @width 0: no terminal, only uncommonly wide columns are cut. (transfer full) */
char *sl_cli_table_format (SlCliTable *self, guint width);
/* On standard output, cut to the terminal's width if it is one. */
void sl_cli_table_print (SlCliTable *self);

/* How many cells of a terminal @text takes. */
guint sl_cli_text_width (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlCliTable, sl_cli_table_free)

G_END_DECLS
