/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Popovers that are made when asked for and go away by themselves. */

#define G_LOG_DOMAIN "sl-popover"

#include "config.h"

#include "sl-frames.h"
#include "sl-popover.h"

typedef struct {
  SlMenuFunc func;
  gpointer data;
} Watch;

/* How many are open. */
static guint n_shown;

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static void
remember_focus (GtkWidget *popover, GtkRoot *root)
{
  GWeakRef *before = g_new0 (GWeakRef, 1);

  g_weak_ref_init (before, root != NULL ? gtk_root_get_focus (root) : NULL);
  g_object_set_data_full (G_OBJECT (popover), "sl-focus-before", before, weak_ref_free);
}

/* What had the focus before gets it back, unless it went somewhere else meanwhile. */
static void
return_focus (GtkWidget *popover)
{
  g_autoptr (GtkWidget) before = g_weak_ref_get (g_object_get_data (G_OBJECT (popover), "sl-focus-before"));
  GtkRoot *root = gtk_widget_get_root (popover);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (before == NULL || root == NULL || !gtk_widget_get_mapped (before) || gtk_widget_get_root (before) != root)
    return;
  if (focus == NULL || focus == popover || gtk_widget_is_ancestor (focus, popover) || gtk_widget_is_ancestor (before, focus))
    gtk_widget_grab_focus (before);
}

static gboolean
unparent_cb (gpointer data)
{
  GtkWidget *popover = data;

  if (gtk_widget_get_parent (popover) != NULL)
    gtk_widget_unparent (popover);

  return G_SOURCE_REMOVE;
}

static void
closed_cb (GtkPopover *popover, gpointer data)
{
  /* At once: with the next frame, the window looks for another widget when the focus went away with the popover. */
  return_focus (GTK_WIDGET (popover));
  /* Not at once: the action of the chosen item is activated after "closed". */
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, unparent_cb, g_object_ref (popover), g_object_unref);
}

static void
mapped_cb (void)
{
  n_shown++;
}

static void
unmapped_cb (void)
{
  n_shown--;
}

/* A popover that is shown as soon as it has a parent was measured without its style, and would be cut off: the first frame
 * has it measured again. */
static gboolean
measure_again_cb (GtkWidget *popover, GdkFrameClock *clock, gpointer data)
{
  gtk_popover_present (GTK_POPOVER (popover));
  return G_SOURCE_REMOVE;
}

/* A scrolled window gives every key that moves the focus to what it scrolls, also those that are pressed in a popover of
 * its own. */
static gboolean
move_focus_cb (GtkWidget *popover, guint key, guint code, GdkModifierType modifiers)
{
  gboolean is_menu = GTK_IS_POPOVER_MENU (popover);
  gboolean back = (modifiers & GDK_SHIFT_MASK) != 0;

  if ((modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Tab || key == GDK_KEY_KP_Tab || key == GDK_KEY_ISO_Left_Tab)
    return gtk_widget_child_focus (popover, back ? GTK_DIR_TAB_BACKWARD : GTK_DIR_TAB_FORWARD);
  if (is_menu && (key == GDK_KEY_Down || key == GDK_KEY_KP_Down))
    return gtk_widget_child_focus (popover, GTK_DIR_DOWN);
  if (is_menu && (key == GDK_KEY_Up || key == GDK_KEY_KP_Up))
    return gtk_widget_child_focus (popover, GTK_DIR_UP);
  return GDK_EVENT_PROPAGATE;
}

static void
keep_focus_keys (GtkWidget *popover)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (move_focus_cb), popover, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (popover, keys);
}

static void
host_destroyed_cb (GtkWidget *popover)
{
  if (gtk_widget_get_parent (popover) != NULL)
    gtk_widget_unparent (popover);
}

void
sl_popover_show_at (GtkWidget *popover, GtkWidget *parent, double x, double y)
{
  GtkWidget *scroller;
  GtkWidget *host = parent;
  graphene_rect_t place = GRAPHENE_RECT_INIT ((float) x, (float) y, 1, 1);

  g_return_if_fail (GTK_IS_POPOVER (popover));
  g_return_if_fail (GTK_IS_WIDGET (parent));

  if (x < 0)
    place = GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (parent), gtk_widget_get_height (parent));

  /* Rows come and go while their menu is open; what they scroll in stays. */
  scroller = gtk_widget_get_ancestor (parent, GTK_TYPE_SCROLLED_WINDOW);
  if (scroller != NULL)
    {
      graphene_point_t corner;

      if (gtk_widget_compute_point (parent, scroller, &place.origin, &corner))
        {
          place.origin = corner;
          host = scroller;
        }
    }

  /* Menus have no arrow, as the desktop's have none. */
  if (GTK_IS_POPOVER_MENU (popover))
    {
      gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
      gtk_widget_set_halign (popover, GTK_ALIGN_START);
    }

  if (host == scroller)
    keep_focus_keys (popover);
  remember_focus (popover, gtk_widget_get_root (parent));
  gtk_widget_set_parent (popover, host);
  if (host != parent || x >= 0)
    gtk_popover_set_pointing_to (GTK_POPOVER (popover),
                                 &(GdkRectangle) { (int) place.origin.x, (int) place.origin.y, (int) place.size.width, (int) place.size.height });
  g_signal_connect (popover, "closed", G_CALLBACK (closed_cb), NULL);
  g_signal_connect (popover, "map", G_CALLBACK (mapped_cb), NULL);
  g_signal_connect (popover, "unmap", G_CALLBACK (unmapped_cb), NULL);
  g_signal_connect_object (host, "destroy", G_CALLBACK (host_destroyed_cb), popover, G_CONNECT_SWAPPED);
  gtk_popover_popup (GTK_POPOVER (popover));
  gtk_widget_add_tick_callback (popover, measure_again_cb, NULL, NULL);
}

gboolean
sl_popover_is_shown (void)
{
  return n_shown > 0;
}

static void
clicked_cb (GtkGesture *gesture, int n_press, double x, double y, gpointer user_data)
{
  Watch *watch = user_data;

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  watch->func (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture)), x, y, watch->data);
}

static void
long_pressed_cb (GtkGesture *gesture, double x, double y, gpointer user_data)
{
  clicked_cb (gesture, 1, x, y, user_data);
}

static gboolean
menu_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  Watch *watch = user_data;

  watch->func (widget, -1, -1, watch->data);
  return TRUE;
}

void
sl_popover_watch_menu (GtkWidget *widget, SlMenuFunc func, gpointer data)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *press = gtk_gesture_long_press_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();
  Watch *watch = g_new0 (Watch, 1);

  watch->func = func;
  watch->data = data;
  g_object_set_data_full (G_OBJECT (widget), "sl-menu-watch", watch, g_free);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (clicked_cb), watch);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));

  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  g_signal_connect (press, "pressed", G_CALLBACK (long_pressed_cb), watch);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (press));

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Menu, 0),
                                                          gtk_callback_action_new (menu_key_cb, watch, NULL)));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_F10, GDK_SHIFT_MASK),
                                                          gtk_callback_action_new (menu_key_cb, watch, NULL)));
  gtk_widget_add_controller (widget, keys);
}

static void
give_menu_cb (GtkMenuButton *button, gpointer menu)
{
  if (gtk_menu_button_get_menu_model (button) == NULL)
    gtk_menu_button_set_menu_model (button, menu);
}

static gboolean
give_menu (GtkWidget *button)
{
  give_menu_cb (GTK_MENU_BUTTON (button), g_object_get_data (G_OBJECT (button), "sl-menu"));
  return G_SOURCE_REMOVE;
}

void
sl_menu_button_set_menu (GtkMenuButton *button, GMenuModel *menu)
{
  g_return_if_fail (GTK_IS_MENU_BUTTON (button));
  g_return_if_fail (G_IS_MENU_MODEL (menu));

  g_object_set_data_full (G_OBJECT (button), "sl-menu", g_object_ref (menu), g_object_unref);
  gtk_menu_button_set_create_popup_func (button, give_menu_cb, g_object_ref (menu), g_object_unref);
  sl_frames_run (GTK_WIDGET (button), give_menu);
}
