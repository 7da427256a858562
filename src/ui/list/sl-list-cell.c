/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-list-cell.h. The company is drawn, not made of widgets: a table keeps two hundred rows ready. */

#define G_LOG_DOMAIN "sl-list-cell"

#include "config.h"

#include "sl-company-avatar.h"
#include "sl-line.h"
#include "sl-list-cell.h"

#define AVATAR_SIZE 28
#define SPACING 9
#define MIN_CHARS 8
#define NAT_CHARS 20

struct _SlListCell {
  GtkWidget parent_instance;

  guint position;
  char *company; /* NULL in a cell with children */
};

G_DEFINE_FINAL_TYPE (SlListCell, sl_list_cell, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_POSITION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
sl_list_cell_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_POSITION:
      g_value_set_uint (value, SL_LIST_CELL (object)->position);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sl_list_cell_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_POSITION:
      SL_LIST_CELL (object)->position = g_value_get_uint (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static int
get_text_width (SlListCell *self)
{
  return MAX (0, gtk_widget_get_width (GTK_WIDGET (self)) - AVATAR_SIZE - SPACING);
}

static void
sl_list_cell_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  PangoContext *context = sl_line_get_shared_context (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = AVATAR_SIZE + SPACING + sl_line_get_width (context, SL_LINE_BODY, MIN_CHARS);
      *natural = AVATAR_SIZE + SPACING + sl_line_get_width (context, SL_LINE_BODY, NAT_CHARS);
    }
  else
    *minimum = *natural = MAX (AVATAR_SIZE, sl_line_get_height (context, SL_LINE_BODY));
}

static void
draw_company (SlListCell *self, GtkSnapshot *snapshot)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  PangoContext *context = sl_line_get_shared_context (widget);
  g_autoptr (PangoLayout) layout = pango_layout_new (context);
  GdkRGBA color;

  gtk_widget_get_color (widget, &color);
  sl_company_avatar_draw (snapshot, context, self->company,
                          &GRAPHENE_POINT_INIT (rtl ? width - AVATAR_SIZE : 0, (height - AVATAR_SIZE) / 2), AVATAR_SIZE);
  sl_line_draw (snapshot, layout, SL_LINE_BODY, self->company,
                &GRAPHENE_RECT_INIT (rtl ? 0 : AVATAR_SIZE + SPACING, 0, get_text_width (self), height), rtl, &color);
}

static void
sl_list_cell_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SlListCell *self = SL_LIST_CELL (widget);

  if (self->company != NULL && *self->company != '\0')
    draw_company (self, snapshot);
  GTK_WIDGET_CLASS (sl_list_cell_parent_class)->snapshot (widget, snapshot);
}

static void
sl_list_cell_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  gtk_widget_queue_resize (widget);

  GTK_WIDGET_CLASS (sl_list_cell_parent_class)->system_setting_changed (widget, setting);
}

static void
sl_list_cell_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (sl_list_cell_parent_class)->dispose (object);
}

static void
sl_list_cell_finalize (GObject *object)
{
  g_free (SL_LIST_CELL (object)->company);

  G_OBJECT_CLASS (sl_list_cell_parent_class)->finalize (object);
}

static void
sl_list_cell_class_init (SlListCellClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sl_list_cell_dispose;
  object_class->finalize = sl_list_cell_finalize;
  widget_class->measure = sl_list_cell_measure;
  widget_class->snapshot = sl_list_cell_snapshot;
  widget_class->system_setting_changed = sl_list_cell_system_setting_changed;

  object_class->get_property = sl_list_cell_get_property;
  object_class->set_property = sl_list_cell_set_property;

  properties[PROP_POSITION] = g_param_spec_uint ("position", NULL, NULL, 0, G_MAXUINT, GTK_INVALID_LIST_POSITION,
                                                 G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
sl_list_cell_init (SlListCell *self)
{
  self->position = GTK_INVALID_LIST_POSITION;
}

/** sl_list_cell_new: Returns: (transfer floating): a cell that draws a company */
GtkWidget *
sl_list_cell_new (void)
{
  return g_object_new (SL_TYPE_LIST_CELL, "accessible-role", GTK_ACCESSIBLE_ROLE_LABEL, NULL);
}

/**
 * sl_list_cell_new_box:
 * @spacing: between its children, in px
 *
 * Returns: (transfer floating): a cell that lays out the children it is given as their parent
 */
GtkWidget *
sl_list_cell_new_box (int spacing)
{
  SlListCell *self = g_object_new (SL_TYPE_LIST_CELL, NULL);
  GtkLayoutManager *layout = gtk_box_layout_new (GTK_ORIENTATION_HORIZONTAL);

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), (guint) spacing);
  gtk_widget_set_layout_manager (GTK_WIDGET (self), layout);

  return GTK_WIDGET (self);
}

/** sl_list_cell_set_company: @company: what a cell without children draws */
void
sl_list_cell_set_company (SlListCell *self, const char *company)
{
  g_return_if_fail (SL_IS_LIST_CELL (self));

  if (!g_set_str (&self->company, company))
    return;

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, company != NULL ? company : "", -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/** sl_list_cell_is_cut_off: Returns: whether the company ends in an ellipsis */
gboolean
sl_list_cell_is_cut_off (SlListCell *self)
{
  g_return_val_if_fail (SL_IS_LIST_CELL (self), FALSE);

  return self->company != NULL &&
         !sl_line_fits (sl_line_get_shared_context (GTK_WIDGET (self)), SL_LINE_BODY, self->company, get_text_width (self));
}

/** sl_list_cell_get_position: Returns: its row's place in the list */
guint
sl_list_cell_get_position (SlListCell *self)
{
  g_return_val_if_fail (SL_IS_LIST_CELL (self), GTK_INVALID_LIST_POSITION);

  return self->position;
}

static SlListCell *
find_below (GtkWidget *widget, int depth)
{
  if (SL_IS_LIST_CELL (widget))
    return SL_LIST_CELL (widget);
  if (depth == 0)
    return NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      SlListCell *cell = find_below (child, depth - 1);

      if (cell != NULL)
        return cell;
    }

  return NULL;
}

/**
 * sl_list_cell_find:
 * @widget: a widget in the list
 * @top: the list widget, where the search ends
 *
 * Returns: (transfer none) (nullable): the cell of the row that @widget stands in or is
 */
SlListCell *
sl_list_cell_find (GtkWidget *widget, GtkWidget *top)
{
  /* Row widget > cell widget > our box: never more than two below the row. */
  for (GtkWidget *row = widget; row != NULL && row != top; row = gtk_widget_get_parent (row))
    {
      GtkWidget *parent = gtk_widget_get_parent (row);

      if (SL_IS_LIST_CELL (row))
        return SL_LIST_CELL (row);
      /* A row is a child of the list widget that virtualises. */
      if (parent != NULL && (GTK_IS_LIST_BASE (parent)))
        return find_below (row, 2);
    }

  return NULL;
}

/**
 * sl_list_cell_foreach:
 * @top: a list widget, or what stands around its rows
 * @func: (scope call): called with each cell that is bound
 * @data: for @func
 */
void
sl_list_cell_foreach (GtkWidget *top, void (*func) (SlListCell *cell, gpointer data), gpointer data)
{
  if (SL_IS_LIST_CELL (top))
    {
      if (SL_LIST_CELL (top)->position != GTK_INVALID_LIST_POSITION)
        func (SL_LIST_CELL (top), data);
      return;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (top); child != NULL; child = gtk_widget_get_next_sibling (child))
    sl_list_cell_foreach (child, func, data);
}
