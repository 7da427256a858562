/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a row, a button or a whole dialog goes away that has the keyboard focus, GTK looks for another widget upwards: it
 * ends on a scroll pane that has no name, on the first button of the window or on none at all. This gives the focus to what stands
 * there now, or to the neighbour. Each layer (the window, a dialog, a popover) has a place of its own, so that the focus
 * comes back to where it was when a layer closes. Owned by its window. */

#define G_LOG_DOMAIN "sl-focus-keeper"

#include "config.h"

#include <adwaita.h>

#include "sl-focus-keeper.h"

/* One level of the way from a layer down to what has the focus. */
typedef struct {
  GWeakRef parent;
  GWeakRef before; /* the sibling before; empty when it was the first */
  guint index;
  gboolean first;
} Step;

typedef struct {
  gpointer layer; /* the address of a dialog or popover, only to compare; NULL: the window itself */
  GWeakRef popup; /* that dialog or popover */
  GWeakRef focus;
  GPtrArray *steps; /* innermost first */
} Trail;

typedef struct {
  GtkWindow *window; /* borrowed: it owns us */
  SlFocusHomeFunc home;
  gpointer home_data;
  GPtrArray *trails; /* the newest last */
  GtkWidget *watched; /* weak: has the focus, as far as known */
  gulong unmap_id;
  gulong flags_id;
  GWeakRef resting; /* what lost the focus by becoming insensitive, … */
  GWeakRef stand_in; /* … and what has it meanwhile */
  GWeakRef coming;   /* has the focus, and isn't in sight yet */
  guint repair_source;
} Keeper;

static void
step_free (Step *step)
{
  g_weak_ref_clear (&step->parent);
  g_weak_ref_clear (&step->before);
  g_free (step);
}

static void
trail_free (Trail *trail)
{
  g_weak_ref_clear (&trail->popup);
  g_weak_ref_clear (&trail->focus);
  g_ptr_array_unref (trail->steps);
  g_free (trail);
}

static gboolean
is_toast (GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  return ADW_IS_TOAST_OVERLAY (parent) && widget != adw_toast_overlay_get_child (ADW_TOAST_OVERLAY (parent));
}

/* A toast comes and goes over what a person was busy with. */
static gboolean
is_layer (GtkWidget *widget)
{
  return GTK_IS_POPOVER (widget) || ADW_IS_DIALOG (widget) || is_toast (widget);
}

static GtkWidget *
find_layer (GtkWidget *widget)
{
  while (widget != NULL && !is_layer (widget))
    widget = gtk_widget_get_parent (widget);

  return widget;
}

static Step *
step_new (GtkWidget *widget, GtkWidget *parent)
{
  Step *step = g_new0 (Step, 1);
  GtkWidget *before = gtk_widget_get_prev_sibling (widget);

  g_weak_ref_init (&step->parent, parent);
  g_weak_ref_init (&step->before, before);
  step->first = before == NULL;
  for (; before != NULL; before = gtk_widget_get_prev_sibling (before))
    step->index++;

  return step;
}

static Trail *
trail_new (GtkWidget *focus)
{
  Trail *trail = g_new0 (Trail, 1);
  GtkWidget *layer = find_layer (focus);
  GtkWidget *parent;

  trail->layer = layer;
  g_weak_ref_init (&trail->popup, layer);
  g_weak_ref_init (&trail->focus, focus);
  trail->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) step_free);
  for (GtkWidget *child = focus; child != layer && (parent = gtk_widget_get_parent (child)) != NULL; child = parent)
    g_ptr_array_add (trail->steps, step_new (child, parent));

  return trail;
}

static gboolean
can_have_focus (GtkWidget *widget)
{
  if (widget == NULL || !gtk_widget_get_mapped (widget) || !gtk_widget_is_sensitive (widget))
    return FALSE;
  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    if (!gtk_widget_get_can_focus (widget))
      return FALSE;

  return TRUE;
}

/* A pane has the focus as a place to start from: it says nothing and does nothing. */
static gboolean
is_place (GtkWidget *widget)
{
  return can_have_focus (widget) && !GTK_IS_SCROLLED_WINDOW (widget);
}

static gboolean
is_list (GtkWidget *widget)
{
  return GTK_IS_LIST_VIEW (widget) || GTK_IS_GRID_VIEW (widget) || GTK_IS_COLUMN_VIEW (widget);
}

static gboolean
try_focus (Keeper *self, GtkWidget *widget, gboolean grab)
{
  GtkWidget *before = gtk_window_get_focus (self->window);

  if (!can_have_focus (widget))
    return FALSE;
  if (grab ? gtk_widget_grab_focus (widget) : gtk_widget_child_focus (widget, GTK_DIR_TAB_FORWARD))
    return is_place (gtk_window_get_focus (self->window));
  /* What tried and failed may have moved it. */
  return gtk_window_get_focus (self->window) != before && is_place (gtk_window_get_focus (self->window));
}

static GtkWidget *
get_nth_child (GtkWidget *parent, guint index)
{
  GtkWidget *child = gtk_widget_get_first_child (parent);

  while (child != NULL && index-- > 0 && gtk_widget_get_next_sibling (child) != NULL)
    child = gtk_widget_get_next_sibling (child);

  return child;
}

/* What stands now where it stood, and from there on forwards, then backwards. */
static gboolean
try_around (Keeper *self, Step *step, GtkWidget *parent)
{
  g_autoptr (GtkWidget) before = g_weak_ref_get (&step->before);
  GtkWidget *start;

  if (step->first)
    start = gtk_widget_get_first_child (parent);
  else if (before != NULL && gtk_widget_get_parent (before) == parent)
    start = gtk_widget_get_next_sibling (before) != NULL ? gtk_widget_get_next_sibling (before) : before;
  else
    start = get_nth_child (parent, step->index);

  for (GtkWidget *child = start; child != NULL; child = gtk_widget_get_next_sibling (child))
    if (try_focus (self, child, FALSE))
      return TRUE;
  for (GtkWidget *child = start; child != NULL; child = gtk_widget_get_prev_sibling (child))
    if (try_focus (self, child, FALSE))
      return TRUE;

  return FALSE;
}

/* What a page is about, rather than its buttons. */
static gboolean
try_list_in (Keeper *self, GtkWidget *widget)
{
  if (!can_have_focus (widget) || ADW_IS_HEADER_BAR (widget) || GTK_IS_POPOVER (widget))
    return FALSE;
  if (is_list (widget))
    return try_focus (self, widget, TRUE);
  if (GTK_IS_LIST_BOX (widget))
    return try_focus (self, widget, FALSE);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (try_list_in (self, child))
      return TRUE;

  return FALSE;
}

/* Beside what scrolls and what stands around it, there are only other parts of the page. */
static gboolean
is_frame (GtkWidget *widget)
{
  return ADW_IS_TOOLBAR_VIEW (widget) || ADW_IS_OVERLAY_SPLIT_VIEW (widget) || ADW_IS_NAVIGATION_SPLIT_VIEW (widget) ||
         ADW_IS_NAVIGATION_VIEW (widget);
}

static gboolean
try_level (Keeper *self, Step *step, GtkWidget *parent)
{
  /* Its rows are used again for others: the list itself knows where it was. */
  if (is_list (parent))
    return try_focus (self, parent, TRUE);
  if (is_frame (parent) && try_list_in (self, parent))
    return TRUE;

  return try_around (self, step, parent);
}

/* One that is just coming takes the focus by itself, and where it wants it. */
static gboolean
has_dialog (Keeper *self)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self->window)) != NULL;
}

static gboolean
try_trail (Keeper *self, Trail *trail)
{
  /* Each try may end in another trail, that takes the place of this one. */
  g_autoptr (GPtrArray) steps = g_ptr_array_ref (trail->steps);
  g_autoptr (GtkWidget) focus = g_weak_ref_get (&trail->focus);
  gboolean in_window = trail->layer == NULL;

  /* What a layer covered is still there, most of the time. */
  if (is_place (focus) && try_focus (self, focus, TRUE))
    return TRUE;

  for (guint i = 0; i < steps->len; i++)
    {
      Step *step = g_ptr_array_index (steps, i);
      g_autoptr (GtkWidget) parent = g_weak_ref_get (&step->parent);

      if (!can_have_focus (parent) || gtk_widget_get_root (parent) != GTK_ROOT (self->window))
        continue;
      /* What stands beside a page as a whole is no neighbour; another page may have taken its place. */
      if (in_window && gtk_widget_get_ancestor (parent, ADW_TYPE_NAVIGATION_PAGE) == NULL)
        return !has_dialog (self) && !is_frame (parent) && (try_list_in (self, parent) || try_focus (self, parent, FALSE));
      if (try_level (self, step, parent))
        return TRUE;
    }

  return FALSE;
}

static void
repair (Keeper *self)
{
  while (self->trails->len > 0)
    {
      Trail *trail = g_ptr_array_index (self->trails, self->trails->len - 1);
      g_autoptr (GtkWidget) popup = g_weak_ref_get (&trail->popup);

      if (trail->layer == NULL || can_have_focus (popup))
        {
          if (try_trail (self, trail) || (popup != NULL && try_focus (self, popup, FALSE)))
            return;
          break;
        }
      g_ptr_array_set_size (self->trails, (int) self->trails->len - 1);
    }
  if (!has_dialog (self))
    self->home (self->home_data);
}

/* What comes after all the rest of the page is a toast: there GTK goes on from what went away, and no person asked for it. */
static gboolean
is_astray (Keeper *self, GtkWidget *focus)
{
  Trail *newest = self->trails->len > 0 ? g_ptr_array_index (self->trails, self->trails->len - 1) : NULL;
  GtkWidget *layer = focus != NULL ? find_layer (focus) : NULL;

  return self->repair_source != 0 && newest != NULL && layer != NULL && is_toast (layer) && newest->layer != layer;
}

static gboolean
repair_cb (gpointer data)
{
  Keeper *self = data;
  GtkWidget *focus = gtk_window_get_focus (self->window);
  gboolean lost = !is_place (focus) || is_astray (self, focus);

  self->repair_source = 0;
  if (gtk_widget_get_mapped (GTK_WIDGET (self->window)) && lost)
    {
      repair (self);
      g_weak_ref_set (&self->stand_in, gtk_window_get_focus (self->window));
    }
  return G_SOURCE_REMOVE;
}

/* Before the next frame, in which GTK would look for a widget; not at once: where one row goes away, others may come and go. */
static void
repair_soon (Keeper *self)
{
  if (self->repair_source == 0)
    self->repair_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, repair_cb, self, NULL);
}

static void
unmapped_cb (GtkWidget *widget, Keeper *self)
{
  repair_soon (self);
}

static void awake_cb (GtkWidget *widget, GtkStateFlags flags, Keeper *self);

static void
forget_resting (Keeper *self)
{
  g_autoptr (GtkWidget) resting = g_weak_ref_get (&self->resting);

  if (resting != NULL)
    g_signal_handlers_disconnect_by_func (resting, awake_cb, self);
  g_weak_ref_set (&self->resting, NULL);
  g_weak_ref_set (&self->stand_in, NULL);
}

/* A button that works for a moment gets the focus back when it is done. */
static void
awake_cb (GtkWidget *widget, GtkStateFlags flags, Keeper *self)
{
  g_autoptr (GtkWidget) stand_in = g_weak_ref_get (&self->stand_in);
  gboolean is_soon = self->repair_source != 0;

  if (!gtk_widget_is_sensitive (widget))
    return;
  forget_resting (self);
  if (is_place (widget) && (is_soon || (stand_in != NULL && stand_in == gtk_window_get_focus (self->window))))
    gtk_widget_grab_focus (widget);
}

/* One whose action can't be done now, as at the end of a row of pages, doesn't work on anything. */
static gboolean
is_busy (GtkWidget *widget)
{
  return !GTK_IS_ACTIONABLE (widget) || gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)) == NULL;
}

static void
flags_changed_cb (GtkWidget *widget, GtkStateFlags flags, Keeper *self)
{
  if (gtk_widget_is_sensitive (widget))
    return;
  forget_resting (self);
  if (is_busy (widget))
    {
      g_weak_ref_set (&self->resting, widget);
      g_signal_connect (widget, "state-flags-changed", G_CALLBACK (awake_cb), self);
    }
  repair_soon (self);
}

static void
watch (Keeper *self, GtkWidget *widget)
{
  if (self->watched != NULL)
    {
      g_clear_signal_handler (&self->unmap_id, self->watched);
      g_clear_signal_handler (&self->flags_id, self->watched);
    }
  self->unmap_id = 0;
  self->flags_id = 0;
  g_set_weak_pointer (&self->watched, widget);
  if (widget == NULL)
    return;
  self->unmap_id = g_signal_connect (widget, "unmap", G_CALLBACK (unmapped_cb), self);
  self->flags_id = g_signal_connect (widget, "state-flags-changed", G_CALLBACK (flags_changed_cb), self);
}

static void
remember (Keeper *self, GtkWidget *focus)
{
  Trail *trail = trail_new (focus);

  for (guint i = self->trails->len; i > 0; i--)
    {
      Trail *other = g_ptr_array_index (self->trails, i - 1);
      g_autoptr (GtkWidget) popup = g_weak_ref_get (&other->popup);

      if (other->layer == trail->layer || (other->layer != NULL && (popup == NULL || !gtk_widget_get_mapped (popup))))
        g_ptr_array_remove_index (self->trails, i - 1);
    }
  g_ptr_array_add (self->trails, trail);
}

/* The menu of a button that was opened by its key leaves the focus on the button: the trail that it should go back to, or NULL. */
static Trail *
find_left_for_menu (Keeper *self, GtkWidget *focus)
{
  Trail *newest = self->trails->len > 1 ? g_ptr_array_index (self->trails, self->trails->len - 1) : NULL;
  Trail *under = newest != NULL ? g_ptr_array_index (self->trails, self->trails->len - 2) : NULL;
  g_autoptr (GtkWidget) popup = newest != NULL ? g_weak_ref_get (&newest->popup) : NULL;
  g_autoptr (GtkWidget) before = under != NULL ? g_weak_ref_get (&under->focus) : NULL;
  GtkWidget *button = GTK_IS_POPOVER (popup) ? gtk_widget_get_parent (popup) : NULL;

  if (!GTK_IS_MENU_BUTTON (button) || !gtk_widget_is_ancestor (focus, button) || find_layer (focus) != under->layer)
    return NULL;

  return before != focus && is_place (before) ? under : NULL;
}

static gboolean
knows (Keeper *self, GtkWidget *layer)
{
  for (guint i = 0; i < self->trails->len; i++)
    {
      Trail *trail = g_ptr_array_index (self->trails, i);
      g_autoptr (GtkWidget) popup = g_weak_ref_get (&trail->popup);

      if (popup == layer)
        return TRUE;
    }

  return FALSE;
}

/* Where it is narrow, libadwaita has each new dialog begin at its first button, and only then tells it: the dialog itself still knows
 * where it wanted to. */
static gboolean
begin_where_wanted (Keeper *self, GtkWidget *focus)
{
  GtkWidget *layer = find_layer (focus);
  GtkWidget *wanted = ADW_IS_DIALOG (layer) ? adw_dialog_get_focus (ADW_DIALOG (layer)) : NULL;

  if (wanted == NULL || focus == wanted || gtk_widget_is_ancestor (focus, wanted) || knows (self, layer) || !is_place (wanted))
    return FALSE;

  return gtk_widget_grab_focus (wanted);
}

static void focus_cb (GtkWindow *window, GParamSpec *pspec, Keeper *self);

static void
mapped_cb (GtkWidget *widget, Keeper *self)
{
  g_signal_handlers_disconnect_by_func (widget, mapped_cb, self);
  if (gtk_window_get_focus (self->window) == widget)
    focus_cb (self->window, NULL, self);
}

/* A page in a dialog takes the focus before it is in sight, and keeps it: nothing tells later that it has it. */
static void
wait_for_sight (Keeper *self, GtkWidget *focus)
{
  g_autoptr (GtkWidget) coming = g_weak_ref_get (&self->coming);

  if (coming != NULL)
    g_signal_handlers_disconnect_by_func (coming, mapped_cb, self);
  if (focus != NULL && gtk_widget_get_mapped (focus))
    focus = NULL;
  g_weak_ref_set (&self->coming, focus);
  if (focus != NULL)
    g_signal_connect_after (focus, "map", G_CALLBACK (mapped_cb), self);
}

static void
focus_cb (GtkWindow *window, GParamSpec *pspec, Keeper *self)
{
  GtkWidget *focus = gtk_window_get_focus (window);
  gboolean lost = self->watched == NULL || !gtk_widget_get_mapped (self->watched) || !gtk_widget_is_sensitive (self->watched);

  wait_for_sight (self, focus);
  if (is_astray (self, focus))
    return;
  if (focus != NULL && begin_where_wanted (self, focus))
    return;
  if (is_place (focus))
    {
      Trail *left = find_left_for_menu (self, focus);

      watch (self, focus);
      /* At once: what is chosen in the menu may be a dialog, which gives the focus back to what has it now. */
      if (left != NULL && try_trail (self, left))
        return;
      remember (self, focus);
    }
  /* Who walks into a pane with Tab wants to scroll it. */
  else if (self->trails->len > 0 && lost)
    repair_soon (self);
}

static void
keeper_free (gpointer data)
{
  Keeper *self = data;

  watch (self, NULL);
  forget_resting (self);
  wait_for_sight (self, NULL);
  g_clear_handle_id (&self->repair_source, g_source_remove);
  g_ptr_array_unref (self->trails);
  g_weak_ref_clear (&self->resting);
  g_weak_ref_clear (&self->stand_in);
  g_weak_ref_clear (&self->coming);
  g_free (self);
}

/**
 * sl_focus_keeper_watch:
 * @window: from now on, its focus doesn't get lost
 * @home: when there is nothing left at its place
 * @data: for @home; outlives @window
 */
void
sl_focus_keeper_watch (AdwApplicationWindow *window, SlFocusHomeFunc home, gpointer data)
{
  Keeper *self;

  g_return_if_fail (ADW_IS_APPLICATION_WINDOW (window));

  self = g_new0 (Keeper, 1);
  self->window = GTK_WINDOW (window);
  self->home = home;
  self->home_data = data;
  self->trails = g_ptr_array_new_with_free_func ((GDestroyNotify) trail_free);
  g_weak_ref_init (&self->resting, NULL);
  g_weak_ref_init (&self->stand_in, NULL);
  g_weak_ref_init (&self->coming, NULL);
  g_object_set_data_full (G_OBJECT (window), "sl-focus-keeper", self, keeper_free);
  g_signal_connect (window, "notify::focus-widget", G_CALLBACK (focus_cb), self);
}
