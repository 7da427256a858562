/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text of several lines in a form. Return begins another line there: Ctrl+Return does what Return does in the other fields, which
 * is what the dialog's default button does. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SL_TYPE_TEXT_AREA (sl_text_area_get_type ())
G_DECLARE_FINAL_TYPE (SlTextArea, sl_text_area, SL, TEXT_AREA, GtkTextView)

/* Shows @text; whether that is another one. The cursor stays where it is in what is there again. */
gboolean sl_text_area_update (SlTextArea *self, const char *text);
/* The same for a buffer without a view. */
gboolean sl_text_area_update_buffer (GtkTextBuffer *buffer, const char *text);

G_END_DECLS
