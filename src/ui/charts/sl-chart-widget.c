/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-chart-widget.h. The scene is made for the width the widget gets, and again when width, font or numbers
 * change. One region is active: the pointer's, or else the focused one. */

#define G_LOG_DOMAIN "sl-chart-widget"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "sl-chart-snapshot.h"
#include "sl-chart-widget.h"
#include "sl-popover.h"

#define MIN_WIDTH 200
#define NATURAL_WIDTH 420
#define TIP_DISTANCE 6

struct _SlChartWidget {
  GtkWidget parent_instance;

  SlAnalytics *analytics;
  SlChartKind kind;
  SlChartFlags flags;
  SlChartSnapshot *drawing;
  double drawn_width;
  double drawn_height;
  int hovered;
  int focused;
  gboolean unsaid; /* it got the focus before it was drawn */
  double pointer_x;
  double pointer_y;
  GtkWidget *tip;
  GtkLabel *tip_label;
  GtkLabel *tip_value;
};

G_DEFINE_FINAL_TYPE (SlChartWidget, sl_chart_widget, GTK_TYPE_WIDGET)

enum {
  ACTIVATE_FILTER,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static SlStyle
get_style (void)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  return (adw_style_manager_get_dark (manager) ? SL_STYLE_DARK : SL_STYLE_LIGHT) |
         (adw_style_manager_get_high_contrast (manager) ? SL_STYLE_HIGH_CONTRAST : SL_STYLE_LIGHT);
}

static void
ensure_drawing (SlChartWidget *self,
                double         width,
                double         height)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));

  if (self->analytics == NULL || width <= 0)
    return;
  if (self->drawing != NULL && self->drawn_width == width && self->drawn_height == height)
    return;
  g_clear_pointer (&self->drawing, sl_chart_snapshot_free);
  self->drawing = sl_chart_snapshot_new (sl_chart_build (self->analytics, self->kind, self->flags, width, height, context), context);
  self->drawn_width = width;
  self->drawn_height = height;
}

static guint
count_regions (SlChartWidget *self)
{
  return self->drawing != NULL ? sl_scene_get_n_regions (sl_chart_snapshot_get_scene (self->drawing)) : 0;
}

static const SlRegion *
get_region (SlChartWidget *self,
            int            region)
{
  if (region < 0 || (guint) region >= count_regions (self))
    return NULL;
  return sl_scene_get_region (sl_chart_snapshot_get_scene (self->drawing), (guint) region);
}

static int
get_active (SlChartWidget *self)
{
  if (get_region (self, self->hovered) != NULL)
    return self->hovered;
  return gtk_widget_has_visible_focus (GTK_WIDGET (self)) && get_region (self, self->focused) != NULL ? self->focused : -1;
}

/* The tip with the exact value */

static void
create_tip (SlChartWidget *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->tip_label = GTK_LABEL (gtk_label_new (NULL));
  self->tip_value = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->tip_label, 0);
  gtk_label_set_xalign (self->tip_value, 0);
  gtk_label_set_ellipsize (self->tip_label, PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (self->tip_label, 40);
  gtk_widget_add_css_class (GTK_WIDGET (self->tip_label), "caption-heading");
  gtk_widget_add_css_class (GTK_WIDGET (self->tip_value), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->tip_value), "numeric");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->tip_label));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->tip_value));

  self->tip = gtk_popover_new ();
  gtk_popover_set_autohide (GTK_POPOVER (self->tip), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->tip), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self->tip), GTK_POS_TOP);
  gtk_popover_set_offset (GTK_POPOVER (self->tip), 0, -TIP_DISTANCE);
  gtk_widget_set_can_target (self->tip, FALSE);
  gtk_widget_set_can_focus (self->tip, FALSE);
  gtk_widget_add_css_class (self->tip, "chart-tip");
  gtk_popover_set_child (GTK_POPOVER (self->tip), box);
  gtk_widget_set_parent (self->tip, GTK_WIDGET (self));
}

static void
update_tip (SlChartWidget *self)
{
  int active = get_active (self);
  const SlRegion *region = get_region (self, active);

  if (region == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      if (self->tip != NULL)
        gtk_popover_popdown (GTK_POPOVER (self->tip));
      return;
    }
  if (self->tip == NULL)
    create_tip (self);
  gtk_label_set_label (self->tip_label, region->label);
  gtk_label_set_label (self->tip_value, region->value);
  GdkRectangle place = { (int) region->rect.x, (int) region->rect.y, (int) region->rect.width, (int) region->rect.height };
  gtk_popover_set_pointing_to (GTK_POPOVER (self->tip), &place);
  gtk_popover_popup (GTK_POPOVER (self->tip));
}

static void
active_changed (SlChartWidget *self)
{
  const SlRegion *region = get_region (self, get_active (self));

  gtk_widget_set_cursor_from_name (GTK_WIDGET (self),
                                   region != NULL && self->hovered >= 0 && region->filter.type != SL_FILTER_NONE ? "pointer" : NULL);
  update_tip (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Says the focused region to a screen reader. */
static void
announce (SlChartWidget *self)
{
  const SlRegion *region = get_region (self, self->focused);

  self->unsaid = region == NULL;
  if (region == NULL)
    return;
  /* Translators: a part of a chart and its value: "Applied: 42 applications" */
  g_autofree char *text = g_strdup_printf (C_("part of a chart and its value", "%s: %s"), region->label, region->value);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
activate_region (SlChartWidget *self,
                 int            index)
{
  const SlRegion *region = get_region (self, index);

  if (region != NULL && region->filter.type != SL_FILTER_NONE)
    g_signal_emit (self, signals[ACTIVATE_FILTER], 0, &region->filter);
}

/* What can be done with a part beside filtering by it: a company tells all that is known about it. */
static void
menu_cb (GtkWidget *widget,
         double     x,
         double     y,
         gpointer   data)
{
  SlChartWidget *self = SL_CHART_WIDGET (widget);
  int index = x < 0 ? self->focused : self->drawing != NULL ? sl_scene_find_region (sl_chart_snapshot_get_scene (self->drawing), x, y) : -1;
  const SlRegion *region = get_region (self, index);
  g_autoptr (GMenu) menu = NULL;
  g_autoptr (GMenuItem) item = NULL;

  if (region == NULL || region->filter.type != SL_FILTER_WORDS || region->filter.facet != SL_FACET_COMPANY)
    return;
  menu = g_menu_new ();
  item = g_menu_item_new (_("_About This Company"), NULL);
  g_menu_item_set_action_and_target (item, "win.open-company", "s", region->filter.words[0]);
  g_menu_append_item (menu, item);
  sl_popover_show_at (gtk_popover_menu_new_from_model (G_MENU_MODEL (menu)), widget,
                      x < 0 ? region->rect.x + region->rect.width / 2 : x, x < 0 ? region->rect.y + region->rect.height : y);
}

/* Callbacks */

static void
motion_cb (GtkEventControllerMotion *controller,
           double                    x,
           double                    y,
           SlChartWidget            *self)
{
  int region = self->drawing != NULL ? sl_scene_find_region (sl_chart_snapshot_get_scene (self->drawing), x, y) : -1;

  /* a tip that comes or goes under a resting pointer isn't a movement: the keyboard keeps its place */
  if (x == self->pointer_x && y == self->pointer_y)
    return;
  self->pointer_x = x;
  self->pointer_y = y;
  if (region == self->hovered)
    return;
  self->hovered = region;
  active_changed (self);
}

static void
leave_cb (GtkEventControllerMotion *controller,
          SlChartWidget            *self)
{
  if (self->hovered < 0)
    return;
  self->hovered = -1;
  active_changed (self);
}

static void
released_cb (GtkGestureClick *gesture,
             int              n_press,
             double           x,
             double           y,
             SlChartWidget   *self)
{
  int region = self->drawing != NULL ? sl_scene_find_region (sl_chart_snapshot_get_scene (self->drawing), x, y) : -1;

  if (region < 0)
    return;
  self->focused = region;
  gtk_widget_grab_focus (GTK_WIDGET (self));
  activate_region (self, region);
}

static void
focus_changed_cb (GtkEventControllerFocus *controller,
                  GParamSpec              *pspec,
                  SlChartWidget           *self)
{
  if (self->focused < 0)
    self->focused = 0;
  if (gtk_event_controller_focus_is_focus (controller))
    announce (self);
  active_changed (self);
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint                  key,
        guint                  code,
        GdkModifierType        state,
        SlChartWidget         *self)
{
  int n = (int) count_regions (self);
  int to = self->focused;

  if (n == 0 || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_Right:
    case GDK_KEY_Down:
      to++;
      break;
    case GDK_KEY_Left:
    case GDK_KEY_Up:
      to--;
      break;
    case GDK_KEY_Home:
      to = 0;
      break;
    case GDK_KEY_End:
      to = n - 1;
      break;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_space:
      activate_region (self, self->focused);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
  self->focused = CLAMP (to, 0, n - 1);
  self->hovered = -1;
  announce (self);
  active_changed (self);
  return GDK_EVENT_STOP;
}

/* GtkWidget */

static GtkSizeRequestMode
sl_chart_widget_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
sl_chart_widget_measure (GtkWidget     *widget,
                         GtkOrientation orientation,
                         int            for_size,
                         int           *minimum,
                         int           *natural,
                         int           *minimum_baseline,
                         int           *natural_baseline)
{
  SlChartWidget *self = SL_CHART_WIDGET (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MIN_WIDTH;
      *natural = NATURAL_WIDTH;
      return;
    }
  if (self->analytics != NULL)
    *minimum = (int) ceil (sl_chart_get_height (self->analytics, self->kind, self->flags, for_size > 0 ? for_size : NATURAL_WIDTH,
                                                gtk_widget_get_pango_context (widget)));
  *natural = *minimum;
}

static void
sl_chart_widget_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  SlChartWidget *self = SL_CHART_WIDGET (widget);

  ensure_drawing (self, width, height);
  if (self->unsaid && gtk_widget_is_focus (widget))
    announce (self);
  if (self->tip != NULL)
    gtk_popover_present (GTK_POPOVER (self->tip));
}

static void
sl_chart_widget_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  SlChartWidget *self = SL_CHART_WIDGET (widget);

  ensure_drawing (self, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  if (self->drawing == NULL)
    return;
  sl_chart_snapshot_draw (self->drawing, snapshot, get_style (), get_active (self));
  if (gtk_widget_has_visible_focus (widget) && get_region (self, self->focused) != NULL)
    sl_chart_snapshot_draw_focus (self->drawing, snapshot, get_style (), self->focused);
}

/* A new font or text size. */
static void
sl_chart_widget_css_changed (GtkWidget         *widget,
                             GtkCssStyleChange *change)
{
  SlChartWidget *self = SL_CHART_WIDGET (widget);

  GTK_WIDGET_CLASS (sl_chart_widget_parent_class)->css_changed (widget, change);
  g_clear_pointer (&self->drawing, sl_chart_snapshot_free);
  gtk_widget_queue_resize (widget);
}

static void
sl_chart_widget_unmap (GtkWidget *widget)
{
  SlChartWidget *self = SL_CHART_WIDGET (widget);

  self->hovered = -1;
  if (self->tip != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->tip));
  GTK_WIDGET_CLASS (sl_chart_widget_parent_class)->unmap (widget);
}

/* GObject */

static void
sl_chart_widget_dispose (GObject *object)
{
  SlChartWidget *self = SL_CHART_WIDGET (object);

  g_clear_pointer (&self->tip, gtk_widget_unparent);
  g_clear_pointer (&self->drawing, sl_chart_snapshot_free);
  g_clear_pointer (&self->analytics, sl_analytics_unref);
  G_OBJECT_CLASS (sl_chart_widget_parent_class)->dispose (object);
}

static void
sl_chart_widget_class_init (SlChartWidgetClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sl_chart_widget_dispose;
  widget_class->get_request_mode = sl_chart_widget_get_request_mode;
  widget_class->measure = sl_chart_widget_measure;
  widget_class->size_allocate = sl_chart_widget_size_allocate;
  widget_class->snapshot = sl_chart_widget_snapshot;
  widget_class->css_changed = sl_chart_widget_css_changed;
  widget_class->unmap = sl_chart_widget_unmap;

  signals[ACTIVATE_FILTER] = g_signal_new ("activate-filter", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 1, G_TYPE_POINTER);

  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
sl_chart_widget_init (SlChartWidget *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  AdwStyleManager *manager = adw_style_manager_get_default ();

  self->hovered = -1;
  self->pointer_x = self->pointer_y = -1;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  g_signal_connect (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect (focus, "notify::is-focus", G_CALLBACK (focus_changed_cb), self);
  g_signal_connect (key, "key-pressed", G_CALLBACK (key_cb), self);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  sl_popover_watch_menu (GTK_WIDGET (self), menu_cb, NULL);
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

/**
 * sl_chart_widget_set_chart:
 * @analytics: the numbers
 * @kind: which chart to draw
 * @flags: what to show of it
 *
 * Draws these numbers from now on. The focused part stays if it is still there.
 */
void
sl_chart_widget_set_chart (SlChartWidget *self,
                           SlAnalytics   *analytics,
                           SlChartKind    kind,
                           SlChartFlags   flags)
{
  g_return_if_fail (SL_IS_CHART_WIDGET (self));

  const SlRegion *region = get_region (self, self->focused);
  g_autofree char *focused_id = region != NULL ? g_strdup (region->id) : NULL;
  g_autofree char *title = sl_chart_get_title (analytics, kind);
  g_autofree char *subtitle = sl_chart_get_subtitle (analytics, kind);
  /* Translators: the kind of a chart, its title and subtitle, for screen readers */
  g_autofree char *label = g_strdup_printf (_("%s: %s. %s"), sl_chart_kind_get_label (kind), title, subtitle);

  sl_analytics_ref (analytics);
  g_clear_pointer (&self->analytics, sl_analytics_unref);
  self->analytics = analytics;
  self->kind = kind;
  self->flags = flags;
  self->hovered = -1;
  self->focused = 0;
  g_clear_pointer (&self->drawing, sl_chart_snapshot_free);
  ensure_drawing (self, gtk_widget_get_width (GTK_WIDGET (self)), gtk_widget_get_height (GTK_WIDGET (self)));
  for (guint i = 0; focused_id != NULL && i < count_regions (self); i++)
    {
      const SlRegion *present = get_region (self, (int) i);

      if (present != NULL && strcmp (present->id, focused_id) == 0)
        self->focused = (int) i;
    }

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  update_tip (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
