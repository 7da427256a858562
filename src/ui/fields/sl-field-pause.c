/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-field-pause"

#include "config.h"

#include "sl-field-pause.h"

/* Long enough not to save half a word, short enough that nobody waits for it. */
#define PAUSE_MS 700

static gboolean
pause_cb (gpointer data)
{
  SlFieldPause *pause = data;

  pause->source = 0;
  pause->run (pause->owner);
  return G_SOURCE_REMOVE;
}

/** sl_field_pause_start: (re)starts the pause */
void
sl_field_pause_start (SlFieldPause *pause)
{
  sl_field_pause_stop (pause);
  pause->source = g_timeout_add (PAUSE_MS, pause_cb, pause);
}

/** sl_field_pause_stop: forgets what was typed since */
void
sl_field_pause_stop (SlFieldPause *pause)
{
  g_clear_handle_id (&pause->source, g_source_remove);
}

/* A text takes the keys of undo for itself, also when it has nothing left to undo. */
static gboolean
undo_cb (GtkWidget *row, GVariant *action, gpointer data)
{
  SlFieldPause *pause = data;

  if (pause->is_unsaved (pause->owner))
    return GDK_EVENT_PROPAGATE;
  return gtk_widget_activate_action (row, g_variant_get_string (action, NULL), NULL);
}

static void
add_key (SlFieldPause *pause, GtkEventController *keys, guint key, GdkModifierType modifiers, const char *action)
{
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (key, modifiers), gtk_callback_action_new (undo_cb, pause, NULL));

  gtk_shortcut_set_arguments (shortcut, g_variant_new_string (action));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), shortcut);
}

/**
 * sl_field_pause_watch_undo:
 * @row: has the text; owns @pause
 *
 * What isn't saved yet is undone by the text itself, as everywhere; what is saved, by the window.
 */
void
sl_field_pause_watch_undo (SlFieldPause *pause, GtkWidget *row)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  add_key (pause, keys, GDK_KEY_z, GDK_CONTROL_MASK, "win.undo");
  add_key (pause, keys, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "win.redo");
  gtk_widget_add_controller (row, keys);
}

/** sl_field_pause_finish: saves now if a pause is running */
void
sl_field_pause_finish (SlFieldPause *pause)
{
  if (pause->source == 0)
    return;
  sl_field_pause_stop (pause);
  pause->run (pause->owner);
}
