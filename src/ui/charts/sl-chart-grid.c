/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-chart-grid.h. */

#define G_LOG_DOMAIN "sl-chart-grid"

#include "config.h"

#include "sl-chart-grid.h"

#define TWO_COLUMNS_FROM 740 /* the content of a window of about 1,000 px beside its sidebar */
#define SPACING 18

struct _SlChartGrid {
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (SlChartGrid, sl_chart_grid, GTK_TYPE_WIDGET)

static int
get_n_columns (int width)
{
  return width >= TWO_COLUMNS_FROM ? 2 : 1;
}

static int
get_column_width (int width)
{
  int n = get_n_columns (width);
  return (width - (n - 1) * SPACING) / n;
}

/* Children that are hidden take no place. */
static GtkWidget *
skip_hidden (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static GtkWidget *
get_first (GtkWidget *widget)
{
  return skip_hidden (gtk_widget_get_first_child (widget));
}

static GtkWidget *
get_next (GtkWidget *child)
{
  return skip_hidden (gtk_widget_get_next_sibling (child));
}

/* A child that is alone in its row takes all of it. */
static int
get_child_width (GtkWidget *first_of_row,
                 int        width)
{
  return get_next (first_of_row) == NULL ? width : get_column_width (width);
}

/* The height of the row that begins with @child; moves on to the next row's first child. */
static int
measure_row (GtkWidget **child,
             int         width)
{
  int child_width = get_child_width (*child, width);
  int height = 0;

  for (int column = 0; column < get_n_columns (width) && *child != NULL; column++)
    {
      int natural = 0;
      gtk_widget_measure (*child, GTK_ORIENTATION_VERTICAL, child_width, NULL, &natural, NULL, NULL);
      height = MAX (height, natural);
      *child = get_next (*child);
    }
  return height;
}

static GtkSizeRequestMode
sl_chart_grid_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_width (GtkWidget *widget,
               int       *minimum,
               int       *natural)
{
  for (GtkWidget *child = get_first (widget); child != NULL; child = get_next (child))
    {
      int child_minimum, child_natural;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural = MAX (*natural, 2 * child_natural + SPACING);
    }
}

static void
sl_chart_grid_measure (GtkWidget     *widget,
                       GtkOrientation orientation,
                       int            for_size,
                       int           *minimum,
                       int           *natural,
                       int           *minimum_baseline,
                       int           *natural_baseline)
{
  GtkWidget *child = get_first (widget);
  int height = 0, width = for_size;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      measure_width (widget, minimum, natural);
      return;
    }
  if (width < 0)
    {
      int unused = 0;
      width = 0;
      measure_width (widget, &unused, &width);
    }
  while (child != NULL)
    height += measure_row (&child, width) + SPACING;
  *minimum = *natural = MAX (height - SPACING, 0);
}

static void
sl_chart_grid_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  GtkWidget *child = get_first (widget);
  gboolean right_to_left = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int y = 0;

  while (child != NULL)
    {
      GtkWidget *next = child;
      int row = measure_row (&next, width), child_width = get_child_width (child, width);
      for (int x = 0; child != next; x += child_width + SPACING, child = get_next (child))
        {
          GtkAllocation allocation = { right_to_left ? width - x - child_width : x, y, child_width, row };
          gtk_widget_size_allocate (child, &allocation, -1);
        }
      y += row + SPACING;
    }
}

static void
sl_chart_grid_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (sl_chart_grid_parent_class)->dispose (object);
}

static void
sl_chart_grid_class_init (SlChartGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_chart_grid_dispose;
  widget_class->get_request_mode = sl_chart_grid_get_request_mode;
  widget_class->measure = sl_chart_grid_measure;
  widget_class->size_allocate = sl_chart_grid_size_allocate;
}

static void
sl_chart_grid_init (SlChartGrid *self)
{
}

/** sl_chart_grid_append: adds @card (transfer floating) after the others */
void
sl_chart_grid_append (SlChartGrid *self,
                      GtkWidget   *child)
{
  g_return_if_fail (SL_IS_CHART_GRID (self));
  gtk_widget_insert_before (child, GTK_WIDGET (self), NULL);
}
