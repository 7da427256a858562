/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A status as a small coloured pill: icon, word, and a tone from style.css (class "status-applied"…). Never colour alone. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SL_TYPE_STATUS_PILL (sl_status_pill_get_type ())
G_DECLARE_FINAL_TYPE (SlStatusPill, sl_status_pill, SL, STATUS_PILL, GtkWidget)

/* Properties: "status" (string, nullable: hides), "detail" (string, nullable: "No response", shown as tooltip),
 * "clickable" (boolean: emits "clicked" (SlStatusPill *) on a click or tap). */
GtkWidget *sl_status_pill_new (const char *status);
const char *sl_status_pill_get_status (SlStatusPill *self);
void sl_status_pill_set_status (SlStatusPill *self, const char *status);

/* The symbolic icon and the css class of a status; unknown words get the neutral ones. */
const char *sl_status_get_icon_name (const char *status);
const char *sl_status_get_css_class (const char *status);

G_END_DECLS
