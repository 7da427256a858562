/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A status as a small coloured pill. Light enough to stand in every row of a long list: draws its icon and its word
 * itself; when clickable, it has one gesture. */

#define G_LOG_DOMAIN "sl-status-pill"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-kinds.h"
#include "sl-line.h"
#include "sl-popover.h"
#include "sl-status-pill.h"

struct _SlStatusPill {
  GtkWidget parent_instance;

  GtkGesture *click; /* borrowed: owned by the widget; NULL when not clickable */
  char *status;
  char *detail;
  int text_width;    /* px; -1 until measured */
};

#define ICON_SIZE 12
#define SPACING 5

G_DEFINE_FINAL_TYPE (SlStatusPill, sl_status_pill, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_STATUS,
  PROP_DETAIL,
  PROP_CLICKABLE,
  N_PROPS
};

enum {
  CLICKED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static const struct {
  const char *status;
  const char *icon_name;
  const char *css_class;
} looks[] = {
  { SL_STATUS_SAVED, "sl-status-saved-symbolic", "status-saved" },
  { SL_STATUS_APPLIED, "sl-status-applied-symbolic", "status-applied" },
  { SL_STATUS_INTERVIEWING, "sl-status-interviewing-symbolic", "status-interviewing" },
  { SL_STATUS_OFFER, "sl-status-offer-symbolic", "status-offer" },
  { SL_STATUS_ACCEPTED, "sl-status-accepted-symbolic", "status-accepted" },
  { SL_STATUS_REJECTED, "sl-status-rejected-symbolic", "status-rejected" },
  { SL_STATUS_WITHDRAWN, "sl-status-withdrawn-symbolic", "status-withdrawn" },
};

static guint
find_look (const char *status)
{
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    if (g_strcmp0 (looks[i].status, status) == 0)
      return i;

  return 0;
}

static const char *
get_label (SlStatusPill *self)
{
  const char *word = self->status != NULL ? self->status : "";
  const char *label = sl_enum_label (&sl_status_words, word);

  return label != NULL ? label : word;
}

static void
show_status (SlStatusPill *self)
{
  const char *label = get_label (self);

  self->text_width = -1;
  gtk_widget_set_visible (GTK_WIDGET (self), *label != '\0');
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
set_detail (SlStatusPill *self, const char *detail)
{
  if (!g_set_str (&self->detail, detail))
    return;

  /* The tip itself is made when somebody asks: setting it has GTK look for the pointer. */
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), detail != NULL && *detail != '\0');
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DETAIL]);
}

static void
pressed_cb (SlStatusPill *self, int n_press, double x, double y, GtkGesture *gesture)
{
  /* The row under the pill must not take the click for itself. */
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
released_cb (SlStatusPill *self, int n_press, double x, double y, GtkGesture *gesture)
{
  if (gtk_widget_contains (GTK_WIDGET (self), x, y))
    g_signal_emit (self, signals[CLICKED], 0);
}

static void
set_clickable (SlStatusPill *self, gboolean clickable)
{
  if (clickable == (self->click != NULL))
    return;

  if (clickable)
    {
      self->click = gtk_gesture_click_new ();
      g_signal_connect_object (self->click, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->click, "released", G_CALLBACK (released_cb), self, G_CONNECT_SWAPPED);
      gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (self->click));
      gtk_widget_add_css_class (GTK_WIDGET (self), "clickable");
    }
  else
    {
      gtk_widget_remove_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (self->click));
      self->click = NULL;
      gtk_widget_remove_css_class (GTK_WIDGET (self), "clickable");
    }

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CLICKABLE]);
}

static gboolean
sl_status_pill_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tip)
{
  gtk_tooltip_set_text (tip, SL_STATUS_PILL (widget)->detail);
  return !sl_popover_is_shown ();
}

/* A context of its own would stay with every pill; this one is only borrowed for a moment. */
static int
get_text_width (SlStatusPill *self, PangoContext *context)
{
  if (self->text_width < 0)
    {
      g_autoptr (PangoLayout) layout = pango_layout_new (context);

      self->text_width = sl_line_measure (layout, SL_LINE_BODY, get_label (self));
    }

  return self->text_width;
}

static void
sl_status_pill_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  g_autoptr (GObject) held = G_OBJECT (gtk_widget_create_pango_context (widget));
  PangoContext *context = PANGO_CONTEXT (held);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = ICON_SIZE + SPACING + get_text_width (SL_STATUS_PILL (widget), context);
  else
    *minimum = *natural = MAX (ICON_SIZE, sl_line_get_height (context, SL_LINE_BODY));
}

static void
draw_icon (SlStatusPill *self, GtkSnapshot *snapshot, float x, float y, const GdkRGBA *color)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (widget));
  const GdkRGBA colors[4] = { *color, *color, *color, *color };
  g_autoptr (GtkIconPaintable) icon = gtk_icon_theme_lookup_icon (theme, sl_status_get_icon_name (self->status), NULL, ICON_SIZE,
                                                                  gtk_widget_get_scale_factor (widget),
                                                                  gtk_widget_get_direction (widget), 0);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), GDK_SNAPSHOT (snapshot), ICON_SIZE, ICON_SIZE,
                                            colors, G_N_ELEMENTS (colors));
  gtk_snapshot_restore (snapshot);
}

static void
sl_status_pill_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SlStatusPill *self = SL_STATUS_PILL (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  int text_width = MAX (0, width - ICON_SIZE - SPACING);
  g_autoptr (GObject) held = G_OBJECT (gtk_widget_create_pango_context (widget));
  PangoContext *context = PANGO_CONTEXT (held);
  g_autoptr (PangoLayout) layout = pango_layout_new (context);
  GdkRGBA color;

  gtk_widget_get_color (widget, &color);
  draw_icon (self, snapshot, rtl ? width - ICON_SIZE : 0, (height - ICON_SIZE) / 2, &color);
  sl_line_draw (snapshot, layout, SL_LINE_BODY, get_label (self),
                &GRAPHENE_RECT_INIT (rtl ? 0 : ICON_SIZE + SPACING, 0, text_width, height), rtl, &color);
}

static void
sl_status_pill_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (sl_status_pill_parent_class)->css_changed (widget, change);

  SL_STATUS_PILL (widget)->text_width = -1;
}

static void
sl_status_pill_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  SL_STATUS_PILL (widget)->text_width = -1;
  gtk_widget_queue_resize (widget);

  GTK_WIDGET_CLASS (sl_status_pill_parent_class)->system_setting_changed (widget, setting);
}

static void
sl_status_pill_finalize (GObject *object)
{
  SlStatusPill *self = SL_STATUS_PILL (object);

  g_free (self->status);
  g_free (self->detail);

  G_OBJECT_CLASS (sl_status_pill_parent_class)->finalize (object);
}

static void
sl_status_pill_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SlStatusPill *self = SL_STATUS_PILL (object);

  switch (prop_id)
    {
    case PROP_STATUS:
      g_value_set_string (value, self->status);
      break;
    case PROP_DETAIL:
      g_value_set_string (value, self->detail);
      break;
    case PROP_CLICKABLE:
      g_value_set_boolean (value, self->click != NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sl_status_pill_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  SlStatusPill *self = SL_STATUS_PILL (object);

  switch (prop_id)
    {
    case PROP_STATUS:
      sl_status_pill_set_status (self, g_value_get_string (value));
      break;
    case PROP_DETAIL:
      set_detail (self, g_value_get_string (value));
      break;
    case PROP_CLICKABLE:
      set_clickable (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sl_status_pill_class_init (SlStatusPillClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = sl_status_pill_finalize;
  object_class->get_property = sl_status_pill_get_property;
  object_class->set_property = sl_status_pill_set_property;
  widget_class->query_tooltip = sl_status_pill_query_tooltip;
  widget_class->measure = sl_status_pill_measure;
  widget_class->snapshot = sl_status_pill_snapshot;
  widget_class->css_changed = sl_status_pill_css_changed;
  widget_class->system_setting_changed = sl_status_pill_system_setting_changed;

  properties[PROP_STATUS] = g_param_spec_string ("status", NULL, NULL, NULL, flags);
  properties[PROP_DETAIL] = g_param_spec_string ("detail", NULL, NULL, NULL, flags);
  properties[PROP_CLICKABLE] = g_param_spec_boolean ("clickable", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CLICKED] = g_signal_new ("clicked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "statuspill");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
sl_status_pill_init (SlStatusPill *self)
{
  self->text_width = -1;
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * sl_status_pill_new:
 * @status: (nullable): a status word; %NULL makes an invisible pill
 *
 * Returns: a pill
 */
GtkWidget *
sl_status_pill_new (const char *status)
{
  return g_object_new (SL_TYPE_STATUS_PILL, "status", status, NULL);
}

/**
 * sl_status_pill_get_status:
 *
 * Returns: (nullable): the status shown
 */
const char *
sl_status_pill_get_status (SlStatusPill *self)
{
  g_return_val_if_fail (SL_IS_STATUS_PILL (self), NULL);

  return self->status;
}

/**
 * sl_status_pill_set_status:
 * @status: (nullable): a status word; an unknown one is shown as it came, in the neutral tone
 */
void
sl_status_pill_set_status (SlStatusPill *self, const char *status)
{
  const char *old_class;
  const char *new_class;

  g_return_if_fail (SL_IS_STATUS_PILL (self));

  old_class = sl_status_get_css_class (self->status);
  if (!g_set_str (&self->status, status))
    return;

  new_class = sl_status_get_css_class (self->status);
  if (old_class != new_class)
    gtk_widget_remove_css_class (GTK_WIDGET (self), old_class);
  gtk_widget_add_css_class (GTK_WIDGET (self), new_class);

  show_status (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATUS]);
}

/**
 * sl_status_get_icon_name:
 * @status: (nullable): a status word
 *
 * Returns: the name of its symbolic icon; the neutral one for an unknown word
 */
const char *
sl_status_get_icon_name (const char *status)
{
  return looks[find_look (status)].icon_name;
}

/**
 * sl_status_get_css_class:
 * @status: (nullable): a status word
 *
 * Returns: the style class that gives a widget the status's tone; the neutral one for an unknown word
 */
const char *
sl_status_get_css_class (const char *status)
{
  return looks[find_look (status)].css_class;
}
