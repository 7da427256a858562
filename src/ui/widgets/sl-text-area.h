/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text of several lines in a form. Return begins another line there: Ctrl+Return does what Return does in the other fields, which
 * is what the dialog's default button does. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SL_TYPE_TEXT_AREA (sl_text_area_get_type ())
G_DECLARE_FINAL_TYPE (SlTextArea, sl_text_area, SL, TEXT_AREA, GtkTextView)

G_END_DECLS
