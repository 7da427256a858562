/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An application's tags as small coloured dots. Draws by itself: a row or a card stays one widget lighter per tag. */

#define G_LOG_DOMAIN "sl-tag-dots"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "sl-color.h"
#include "sl-format.h"
#include "sl-popover.h"
#include "sl-kinds.h"
#include "sl-tag-dots.h"

#define DOT_SIZE SL_TAG_DOT_SIZE
#define DOT_GAP 4
/* More than these are told by the tooltip. */
#define MAX_DOTS 6

struct _SlTagDots {
  GtkWidget parent_instance;

  SlRow *row;
  char *color;
};

G_DEFINE_FINAL_TYPE (SlTagDots, sl_tag_dots, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_ROW,
  PROP_COLOR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static guint
count_row_dots (SlRow *row)
{
  GPtrArray *tags = row != NULL ? sl_row_get_tags (row) : NULL;

  return tags != NULL ? MIN (tags->len, MAX_DOTS) : 0;
}

static int
get_width (guint n_dots)
{
  return n_dots > 0 ? (int) n_dots * (DOT_SIZE + DOT_GAP) - DOT_GAP : 0;
}

static guint
count_dots (SlTagDots *self)
{
  if (self->row == NULL)
    return self->color != NULL ? 1 : 0;

  return count_row_dots (self->row);
}

static void
draw_dot (GtkSnapshot *snapshot, const char *hex, float x, float y)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GskRoundedRect dot;
  GdkRGBA color;

  sl_color_make_readable (hex, dark, 3, &color);
  gsk_rounded_rect_init_from_rect (&dot, &GRAPHENE_RECT_INIT (x, y, DOT_SIZE, DOT_SIZE), DOT_SIZE / 2.0f);
  gtk_snapshot_push_rounded_clip (snapshot, &dot);
  gtk_snapshot_append_color (snapshot, &color, &dot.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
tell_names (SlTagDots *self)
{
  g_autofree char *names = sl_format_row_tags (self->row);
  gboolean any = names != NULL && *names != '\0';

  /* The tip itself is made when somebody asks: setting it has GTK look for the pointer. */
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), any);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, any ? names : "", -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static gboolean
sl_tag_dots_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tip)
{
  g_autofree char *names = sl_format_row_tags (SL_TAG_DOTS (widget)->row);

  gtk_tooltip_set_text (tip, names);
  return names != NULL && *names != '\0' && !sl_popover_is_shown ();
}

static void
sl_tag_dots_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = DOT_SIZE;
  else
    *minimum = *natural = get_width (count_dots (SL_TAG_DOTS (widget)));
}

static void
sl_tag_dots_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SlTagDots *self = SL_TAG_DOTS (widget);
  float y = (gtk_widget_get_height (widget) - DOT_SIZE) / 2.0f;

  if (self->row != NULL)
    sl_tag_dots_draw_row (snapshot, self->row, &GRAPHENE_POINT_INIT (0, y), gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL);
  else if (self->color != NULL)
    draw_dot (snapshot, self->color, 0, y);
}

static void
sl_tag_dots_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  gtk_widget_queue_resize (widget);

  GTK_WIDGET_CLASS (sl_tag_dots_parent_class)->system_setting_changed (widget, setting);
}

static void
sl_tag_dots_dispose (GObject *object)
{
  SlTagDots *self = SL_TAG_DOTS (object);

  g_clear_object (&self->row);
  g_clear_pointer (&self->color, g_free);

  G_OBJECT_CLASS (sl_tag_dots_parent_class)->dispose (object);
}

static void
sl_tag_dots_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SlTagDots *self = SL_TAG_DOTS (object);

  switch (prop_id)
    {
    case PROP_ROW:
      g_value_set_object (value, self->row);
      break;
    case PROP_COLOR:
      g_value_set_string (value, self->color);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sl_tag_dots_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  SlTagDots *self = SL_TAG_DOTS (object);

  switch (prop_id)
    {
    case PROP_ROW:
      sl_tag_dots_set_row (self, g_value_get_object (value));
      break;
    case PROP_COLOR:
      sl_tag_dots_set_color (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sl_tag_dots_class_init (SlTagDotsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = sl_tag_dots_dispose;
  object_class->get_property = sl_tag_dots_get_property;
  object_class->set_property = sl_tag_dots_set_property;
  widget_class->query_tooltip = sl_tag_dots_query_tooltip;
  widget_class->measure = sl_tag_dots_measure;
  widget_class->snapshot = sl_tag_dots_snapshot;
  widget_class->system_setting_changed = sl_tag_dots_system_setting_changed;

  properties[PROP_ROW] = g_param_spec_object ("row", NULL, NULL, SL_TYPE_ROW, flags);
  properties[PROP_COLOR] = g_param_spec_string ("color", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "tagdots");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
sl_tag_dots_init (SlTagDots *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

/**
 * sl_tag_dots_new:
 *
 * Returns: dots for no tags yet
 */
GtkWidget *
sl_tag_dots_new (void)
{
  return g_object_new (SL_TYPE_TAG_DOTS, NULL);
}

/**
 * sl_tag_dots_set_row:
 * @row: (nullable): the application whose tags are shown
 */
void
sl_tag_dots_set_row (SlTagDots *self, SlRow *row)
{
  g_return_if_fail (SL_IS_TAG_DOTS (self));

  if (!g_set_object (&self->row, row))
    return;

  tell_names (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROW]);
}

/**
 * sl_tag_dots_set_color:
 * @color: (nullable): a hex colour, for one dot beside a tag's name
 */
void
sl_tag_dots_set_color (SlTagDots *self, const char *color)
{
  g_return_if_fail (SL_IS_TAG_DOTS (self));

  if (!g_set_str (&self->color, color))
    return;

  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COLOR]);
}

/** sl_tag_dots_get_row_width: Returns: what the dots of @row (nullable) take, in px; 0 without tags */
int
sl_tag_dots_get_row_width (SlRow *row)
{
  return get_width (count_row_dots (row));
}

/**
 * sl_tag_dots_draw_row:
 * @row: (nullable): the application whose tags are drawn
 * @place: upper left corner
 * @rtl: whether the first dot is the rightmost
 */
void
sl_tag_dots_draw_row (GtkSnapshot *snapshot, SlRow *row, const graphene_point_t *place, gboolean rtl)
{
  guint n_dots = count_row_dots (row);

  for (guint i = 0; i < n_dots; i++)
    {
      guint column = rtl ? n_dots - 1 - i : i;

      draw_dot (snapshot, sl_record_get_text (g_ptr_array_index (sl_row_get_tags (row), i), SL_TAG_COLOR),
                place->x + column * (DOT_SIZE + DOT_GAP), place->y);
    }
}
