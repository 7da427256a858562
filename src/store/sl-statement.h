/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A prepared statement with typed binds (counted from 1) and columns (counted from 0), as in SQLite. */

#pragma once

#include <glib.h>

#include "sl-value.h"

G_BEGIN_DECLS

typedef struct _SlStatement SlStatement;

void sl_statement_reset (SlStatement *self);
void sl_statement_bind_integer (SlStatement *self, int place, gint64 value);
void sl_statement_bind_text (SlStatement *self, int place, const char *text); /* NULL binds null; text is copied */
void sl_statement_bind_static (SlStatement *self, int place, const char *text, gssize length); /* text must outlive the step */
void sl_statement_bind_value (SlStatement *self, int place, const SlValue *value);
/* TRUE: a row is there. FALSE: done, or @error set. */
gboolean sl_statement_step (SlStatement *self, GError **error);
/* Steps to the end, ignoring rows. */
gboolean sl_statement_run (SlStatement *self, GError **error);
/* Whether there is a row; resets. FALSE with @error set: nobody knows */
gboolean sl_statement_find_row (SlStatement *self, gboolean *found, GError **error);
/* Steps to the end; the first column of every row goes into @integers, a GArray of gint64. */
gboolean sl_statement_append_integers (SlStatement *self, GArray *integers, GError **error);
int sl_statement_get_n_columns (SlStatement *self);
gboolean sl_statement_is_null (SlStatement *self, int column);
gint64 sl_statement_get_integer (SlStatement *self, int column);
const char *sl_statement_get_text (SlStatement *self, int column); /* until the next step; valid UTF-8 */
gsize sl_statement_get_length (SlStatement *self, int column);
gboolean sl_statement_is_broken (SlStatement *self, int column);   /* a text that isn't */
void sl_statement_get_value (SlStatement *self, int column, SlValue *value);

G_END_DECLS
