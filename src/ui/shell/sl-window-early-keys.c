/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who opens a dialog and types on doesn't wait for it: a dialog has the focus only with its first frame, and what is typed
 * before that is meant for it all the same, and not for the list behind it. */

#define G_LOG_DOMAIN "sl-window"

#include "config.h"

#include "sl-window-private.h"

/* So long after an early letter a selection isn't the person's. */
#define SOON_USEC G_USEC_PER_SEC

static GtkEditable *
get_text (GtkWidget *widget)
{
  if (!GTK_IS_EDITABLE (widget))
    return NULL;

  return gtk_editable_get_delegate (GTK_EDITABLE (widget)) != NULL ? gtk_editable_get_delegate (GTK_EDITABLE (widget)) : GTK_EDITABLE (widget);
}

static gunichar
get_letter (guint key, GdkModifierType modifiers)
{
  gunichar letter = gdk_keyval_to_unicode (key);

  if ((modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK)) != 0)
    return 0;

  return g_unichar_isprint (letter) ? letter : 0;
}

/* An entry selects what it holds when it gets the focus: the next letter would replace those that came early. */
static void
selected_cb (SlWindow *self, GParamSpec *pspec, GtkEditable *text)
{
  if (text == self->early && g_get_monotonic_time () - self->early_at < SOON_USEC && gtk_editable_get_selection_bounds (text, NULL, NULL))
    gtk_editable_set_position (text, -1);
}

static void
remember (SlWindow *self, GtkEditable *text)
{
  if (text != self->early)
    {
      g_set_weak_pointer (&self->early, text);
      g_signal_connect_object (text, "notify::selection-bound", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
    }
  self->early_at = g_get_monotonic_time ();
}

/* It may have no window yet to forward a key to: letters are written by themselves. */
static void
write_early (GtkEditable *text, gunichar letter)
{
  char utf8[7] = { 0 };
  int position;

  g_unichar_to_utf8 (letter, utf8);
  gtk_editable_set_position (text, -1);
  position = gtk_editable_get_position (text);
  gtk_editable_insert_text (text, utf8, -1, &position);
  gtk_editable_set_position (text, position);
}

static gboolean
key_pressed_cb (SlWindow *self, guint key, guint code, GdkModifierType modifiers, GtkEventControllerKey *controller)
{
  AdwDialog *dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self));
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  GtkWidget *target = dialog != NULL ? adw_dialog_get_focus (dialog) : NULL;
  GtkEditable *text = target != NULL ? get_text (target) : NULL;
  gunichar letter = get_letter (key, modifiers);

  if (target == NULL || (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (dialog))))
    return GDK_EVENT_PROPAGATE;
  if (text != NULL && letter != 0)
    {
      remember (self, text);
      write_early (text, letter);
      return GDK_EVENT_STOP;
    }
  target = text != NULL ? GTK_WIDGET (text) : target;
  return gtk_widget_get_realized (target) && gtk_event_controller_key_forward (controller, target);
}

void
_sl_window_watch_early_keys (SlWindow *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
