/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-alert"

#include "config.h"

#include "sl-alert.h"

/* libadwaita's large heading doesn't wrap: it shows a smaller one instead where that is too wide, but measures the large one
 * for less than it needs, which GTK complains about. */
static void
let_heading_wrap (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_has_css_class (widget, "title-2"))
    {
      gtk_label_set_wrap (GTK_LABEL (widget), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (widget), PANGO_WRAP_WORD_CHAR);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    let_heading_wrap (child);
}

/**
 * sl_alert_new:
 * @body: (nullable): what is said below the heading
 *
 * Returns: (transfer floating) (type AdwAlertDialog): without responses
 */
AdwDialog *
sl_alert_new (const char *heading, const char *body)
{
  AdwDialog *self = adw_alert_dialog_new (heading, body);

  let_heading_wrap (adw_dialog_get_child (self));
  return self;
}
