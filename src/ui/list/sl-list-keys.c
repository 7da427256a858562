/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys and menus of the list. They act only while the focus is in it. */

#define G_LOG_DOMAIN "sl-list-view"

#include "config.h"

#include "sl-list-view-private.h"
#include "sl-menus.h"
#include "sl-popover.h"
#include "sl-status-menu.h"
#include "sl-status-pill.h"

/* Keys */

static gboolean
move_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  SlListView *self = SL_LIST_VIEW (widget);
  guint n_rows = _sl_list_view_get_n_rows (self);
  guint cursor = _sl_list_view_get_cursor (self);
  gboolean picking = _sl_list_view_get_picking (self);
  int step;

  if (n_rows == 0)
    return FALSE;

  g_variant_get (args, "(i)", &step);
  if (sl_view_state_get_n_selected (_sl_list_view_get_state (self)) > 0 || _sl_list_view_find_focus_cell (self) != NULL)
    cursor = step < 0 ? (cursor > 0 ? cursor - 1 : 0) : MIN (cursor + 1, n_rows - 1);

  /* What was picked stays so; else the selection goes along. */
  _sl_list_view_set_cursor (self, cursor, picking ? GTK_LIST_SCROLL_FOCUS : GTK_LIST_SCROLL_FOCUS | GTK_LIST_SCROLL_SELECT);

  return TRUE;
}

static gboolean
toggle_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  SlListView *self = SL_LIST_VIEW (widget);
  guint cursor = _sl_list_view_get_cursor (self);

  if (cursor == GTK_INVALID_LIST_POSITION)
    return FALSE;

  _sl_list_view_toggle (self, cursor);
  return TRUE;
}

static gboolean
remind_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  SlListView *self = SL_LIST_VIEW (widget);
  guint cursor = _sl_list_view_get_cursor (self);

  if (cursor == GTK_INVALID_LIST_POSITION)
    return FALSE;

  gtk_widget_activate_action (widget, "apps.remind", "x", _sl_list_view_get_pk_at (self, cursor));
  return TRUE;
}

static gboolean
edit_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  SlListView *self = SL_LIST_VIEW (widget);
  guint cursor = _sl_list_view_get_cursor (self);

  if (cursor == GTK_INVALID_LIST_POSITION)
    return FALSE;

  gtk_widget_activate_action (widget, "apps.edit", "x", _sl_list_view_get_pk_at (self, cursor));
  return TRUE;
}

static gboolean
action_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  const char *action;

  if (!_sl_list_view_ensure_selection (SL_LIST_VIEW (widget)))
    return FALSE;

  g_variant_get (args, "(&s)", &action);
  gtk_widget_activate_action (widget, action, NULL);

  return TRUE;
}

static gboolean
clear_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  SlListView *self = SL_LIST_VIEW (widget);

  /* The next Escape is the page's. */
  if (sl_view_state_get_n_selected (_sl_list_view_get_state (self)) == 0)
    return FALSE;

  gtk_selection_model_unselect_all (_sl_list_view_get_selection (self));
  return TRUE;
}

/* Menus */

static GtkWidget *
get_menu_parent (SlListView *self)
{
  SlListCell *cell = _sl_list_view_find_focus_cell (self);

  return cell != NULL ? GTK_WIDGET (cell) : GTK_WIDGET (self);
}

static gboolean
menu_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  SlListView *self = SL_LIST_VIEW (widget);
  g_autoptr (GMenuModel) menu = NULL;
  const char *name;

  if (!_sl_list_view_ensure_selection (self))
    return FALSE;

  g_variant_get (args, "(&s)", &name);
  menu = g_strcmp0 (name, "tags") == 0 ? sl_menu_new_tags (_sl_list_view_get_state (self)) : sl_menu_new_move_to ();
  sl_popover_show_at (gtk_popover_menu_new_from_model (menu), get_menu_parent (self), -1, -1);

  return TRUE;
}

static void
context_menu_cb (GtkWidget *widget, double x, double y, gpointer data)
{
  SlListView *self = data;
  GtkSelectionModel *selection = _sl_list_view_get_selection (self);
  g_autoptr (GMenuModel) menu = NULL;
  GtkWidget *parent = get_menu_parent (self);

  if (x >= 0)
    {
      GtkWidget *picked = gtk_widget_pick (widget, x, y, GTK_PICK_DEFAULT);
      SlListCell *cell = picked != NULL ? sl_list_cell_find (picked, widget) : NULL;
      guint position = cell != NULL ? sl_list_cell_get_position (cell) : GTK_INVALID_LIST_POSITION;

      if (position >= _sl_list_view_get_n_rows (self))
        return;
      if (!gtk_selection_model_is_selected (selection, position))
        gtk_selection_model_select_item (selection, position, TRUE);
      _sl_list_view_set_cursor (self, position, GTK_LIST_SCROLL_FOCUS);
      parent = widget;
    }
  else if (!_sl_list_view_ensure_selection (self))
    {
      return;
    }

  menu = sl_menu_new_context (_sl_list_view_get_state (self));
  sl_popover_show_at (gtk_popover_menu_new_from_model (menu), parent, x, y);
}

typedef struct {
  SlViewState *state;
  char *id;
} StatusTarget;

static void
status_target_free (gpointer data)
{
  StatusTarget *target = data;

  g_object_unref (target->state);
  g_free (target->id);
  g_free (target);
}

static void
status_chosen (const char *status, gpointer data)
{
  StatusTarget *target = data;
  const char *ids[] = { target->id, NULL };
  g_autoptr (SlChangeset) changeset = sl_deed_set_status (ids, status, NULL);

  sl_view_state_apply (target->state, changeset);
}

/* In place, for this row alone, whatever is selected. */
void
_sl_list_view_status_clicked (GtkWidget *pill, gpointer item, gpointer data)
{
  SlViewState *state = _sl_list_view_get_state (data);
  SlRecord *application = sl_item_get_application (item);
  StatusTarget *target;

  if (application == NULL || sl_store_get_read_only (sl_view_state_get_store (state)))
    return;

  target = g_new0 (StatusTarget, 1);
  target->state = g_object_ref (state);
  target->id = g_strdup (sl_record_get_id (application));
  sl_status_menu_popup (pill, sl_status_pill_get_status (SL_STATUS_PILL (pill)), status_chosen, target, status_target_free);
}

/**
 * _sl_list_view_watch_menus:
 * @list: one of its two lists, which gets the context menu
 */
void
_sl_list_view_watch_menus (SlListView *self, GtkWidget *list)
{
  sl_popover_watch_menu (list, context_menu_cb, self);
}

/**
 * _sl_list_view_install_keys:
 * @widget_class: the list's class
 */
void
_sl_list_view_install_keys (GtkWidgetClass *widget_class)
{
  gtk_widget_class_add_binding (widget_class, GDK_KEY_j, 0, move_key_cb, "(i)", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_k, 0, move_key_cb, "(i)", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_x, 0, toggle_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_e, 0, edit_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_r, 0, remind_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Delete, 0, action_key_cb, "(s)", "apps.trash");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Delete, 0, action_key_cb, "(s)", "apps.trash");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_m, 0, menu_key_cb, "(s)", "move-to");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_t, 0, menu_key_cb, "(s)", "tags");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, clear_key_cb, NULL);
}
