/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-delete-key.h. */

#define G_LOG_DOMAIN "sl-delete-key"

#include "config.h"

#include "sl-delete-key.h"

static void
add_key (GtkShortcutController *keys, guint key, const char *action, const char *target)
{
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (key, 0), gtk_named_action_new (action));

  if (target != NULL)
    gtk_shortcut_set_arguments (shortcut, g_variant_new_string (target));
  gtk_shortcut_controller_add_shortcut (keys, shortcut);
}

/**
 * sl_delete_key_add:
 * @row: where the focus is, itself or in something in it
 * @action: what Delete does there, as long as there is such an action
 * @target: (nullable): the text that the action takes
 */
void
sl_delete_key_add (GtkWidget *row, const char *action, const char *target)
{
  GtkEventController *keys;

  g_return_if_fail (GTK_IS_WIDGET (row));
  g_return_if_fail (action != NULL);

  keys = gtk_shortcut_controller_new ();
  add_key (GTK_SHORTCUT_CONTROLLER (keys), GDK_KEY_Delete, action, target);
  add_key (GTK_SHORTCUT_CONTROLLER (keys), GDK_KEY_KP_Delete, action, target);
  gtk_widget_add_controller (row, keys);
}
