/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of text that is cut off with an ellipsis where the room ends. Like GtkInscription, but a tenth of the work
 * to make: for the cells of long lists. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SL_TYPE_TEXT_LINE (sl_text_line_get_type ())
G_DECLARE_FINAL_TYPE (SlTextLine, sl_text_line, SL, TEXT_LINE, GtkWidget)

GtkWidget *sl_text_line_new (guint min_chars, guint nat_chars, float xalign);
void sl_text_line_set_end (SlTextLine *self, const char *end);
void sl_text_line_set_text (SlTextLine *self, const char *text);
gboolean sl_text_line_is_cut_off (SlTextLine *self);
const char *sl_text_line_get_text (SlTextLine *self);

G_END_DECLS
