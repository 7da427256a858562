/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-tooltip.h. */

#define G_LOG_DOMAIN "sl-tooltip"

#include "config.h"

#include "sl-tooltip.h"

/**
 * sl_tooltip_set:
 * @text: (nullable): what the tooltip says
 *
 * GTK looks where the pointer is for each tooltip of a visible widget, which takes two round trips to an X server: a hundred,
 * for a page that is only being made.
 */
void
sl_tooltip_set (GtkWidget *widget, const char *text)
{
  gboolean hide;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  if (g_strcmp0 (text, gtk_widget_get_tooltip_text (widget)) == 0)
    return;
  hide = gtk_widget_get_visible (widget) && gtk_widget_get_root (widget) == NULL;
  if (hide)
    gtk_widget_set_visible (widget, FALSE);
  gtk_widget_set_tooltip_text (widget, text);
  if (hide)
    gtk_widget_set_visible (widget, TRUE);
}
