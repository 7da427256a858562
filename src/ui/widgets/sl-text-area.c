/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-text-area.h. */

#define G_LOG_DOMAIN "sl-text-area"

#include "config.h"

#include "sl-text-area.h"

struct _SlTextArea {
  GtkTextView parent_instance;
};

G_DEFINE_FINAL_TYPE (SlTextArea, sl_text_area, GTK_TYPE_TEXT_VIEW)

static gboolean
activate_default_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  return gtk_widget_activate_action (widget, "default.activate", NULL);
}

static void
add_key (GtkShortcutController *keys, guint key)
{
  gtk_shortcut_controller_add_shortcut (keys, gtk_shortcut_new (gtk_keyval_trigger_new (key, GDK_CONTROL_MASK),
                                                                gtk_callback_action_new (activate_default_cb, NULL, NULL)));
}

static void
sl_text_area_class_init (SlTextAreaClass *klass)
{
}

static void
sl_text_area_init (SlTextArea *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  /* Before the text, which would take it for another line. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  add_key (GTK_SHORTCUT_CONTROLLER (keys), GDK_KEY_Return);
  add_key (GTK_SHORTCUT_CONTROLLER (keys), GDK_KEY_KP_Enter);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
