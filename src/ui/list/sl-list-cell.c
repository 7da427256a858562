/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The box in each row's first cell. */

#define G_LOG_DOMAIN "sl-list-cell"

#include "config.h"

#include "sl-list-cell.h"

struct _SlListCell {
  GtkBox parent_instance;

  guint position;
};

G_DEFINE_FINAL_TYPE (SlListCell, sl_list_cell, GTK_TYPE_BOX)

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

static void
sl_list_cell_class_init (SlListCellClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sl_list_cell_get_property;
  object_class->set_property = sl_list_cell_set_property;

  properties[PROP_POSITION] = g_param_spec_uint ("position", NULL, NULL, 0, G_MAXUINT, GTK_INVALID_LIST_POSITION,
                                                 G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sl_list_cell_init (SlListCell *self)
{
  self->position = GTK_INVALID_LIST_POSITION;
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
