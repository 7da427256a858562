/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-delete-key.h. */

#define G_LOG_DOMAIN "sl-delete-key"

#include "config.h"

#include "sl-delete-key.h"

typedef struct {
  SlDeleteKeyFunc func;
  gpointer data;
} Watch;

/* Takes @action. */
static void
add_keys (GtkWidget *widget, GtkShortcutAction *action, const char *target)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  static const guint keyvals[] = { GDK_KEY_Delete, GDK_KEY_KP_Delete };

  for (guint i = 0; i < G_N_ELEMENTS (keyvals); i++)
    {
      GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (keyvals[i], 0), g_object_ref (action));

      if (target != NULL)
        gtk_shortcut_set_arguments (shortcut, g_variant_new_string (target));
      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), shortcut);
    }
  g_object_unref (action);
  gtk_widget_add_controller (widget, keys);
}

/* The focus is on the list's own widget around the row, or in the row. */
static gboolean
list_cb (GtkWidget *list, GVariant *args, gpointer data)
{
  Watch *watch = data;
  GtkWidget *cell = gtk_widget_get_focus_child (list);
  GtkWidget *row = cell != NULL ? gtk_widget_get_first_child (cell) : NULL;

  return row != NULL && watch->func (row, watch->data);
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
  g_return_if_fail (GTK_IS_WIDGET (row));
  g_return_if_fail (action != NULL);

  add_keys (row, gtk_named_action_new (action), target);
}

/**
 * sl_delete_key_watch_list:
 * @list: whose rows are used again for other items
 * @func: called with the row that has the focus, what the factory made
 * @data: for @func, which lives as long as @list
 */
void
sl_delete_key_watch_list (GtkListView *list, SlDeleteKeyFunc func, gpointer data)
{
  Watch *watch;

  g_return_if_fail (GTK_IS_LIST_VIEW (list));
  g_return_if_fail (func != NULL);

  watch = g_new (Watch, 1);
  *watch = (Watch) { func, data };
  add_keys (GTK_WIDGET (list), gtk_callback_action_new (list_cb, watch, g_free), NULL);
}
