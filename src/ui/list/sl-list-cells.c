/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cells of the table. A cell is bound to an SlItem, whose row may still be on its way: it says nothing until then
 * and fills itself when the item tells.
 *
 *   factory "setup" ─ makes the widgets     "bind" ─ watches item::row ─ show()     "unbind" ─ lets go
 */

#define G_LOG_DOMAIN "sl-list-cells"

#include "config.h"

#include "sl-company-avatar.h"
#include "sl-format.h"
#include "sl-list-cell.h"
#include "sl-list-cells.h"
#include "sl-popover.h"
#include "sl-query-model.h"
#include "sl-status-pill.h"
#include "sl-tag-dots.h"
#include "sl-text-line.h"

typedef char *(*FormatFunc) (SlRow *row);

/* A day of another year, “30 Sep 2026”, with digits that are wider than the usual letter. */
#define DATE_CHARS 13

/* What a column of text looks like. */
typedef struct {
  const char *id;
  FormatFunc format;
  FormatFunc tooltip; /* NULL: none */
  guint min_chars;
  guint nat_chars;
  float xalign;
  const char *css_classes[3];
  FormatFunc end; /* nullable: of the text, what must be seen */
} TextColumn;

static const TextColumn text_columns[] = {
  { "role", sl_format_row_role, sl_format_row_role, 8, 22, 0, { NULL } },
  { "next-step", sl_format_row_next_step, sl_format_row_next_step_exact, 14, 25, 0, { "dimmed", NULL }, sl_format_row_next_step_when },
  { "applied", sl_format_row_applied, sl_format_row_applied_exact, 6, DATE_CHARS, 0, { "numeric", NULL } },
  { "quiet", sl_format_row_quiet, NULL, 5, 8, 1, { "numeric", NULL } },
  { "location", sl_format_row_location, sl_format_row_location, 6, 16, 0, { NULL } },
  { "source", sl_format_row_source, NULL, 6, 12, 0, { NULL } },
  { "priority", sl_format_row_priority, NULL, 5, 8, 0, { NULL } },
  { "salary", sl_format_row_salary, sl_format_row_salary, 8, 17, 1, { "numeric", NULL } },
  { "follow-up", sl_format_row_follow_up, NULL, 6, DATE_CHARS, 0, { "numeric", NULL } },
};

/* Shared by a factory's cells. */
typedef struct {
  const TextColumn *column; /* NULL for other cells */
  void (*make) (GtkListItem *cell, gpointer factory_data);
  void (*show) (GtkListItem *cell, SlRow *row, gpointer factory_data);
  SlStatusClickedFunc status_clicked;
  SlStatusClickedFunc opened;
  gpointer data;
} Factory;

static SlRow *
get_row (GtkListItem *cell)
{
  SlItem *item = gtk_list_item_get_item (cell);

  return item != NULL ? sl_item_get_row (item) : NULL;
}

static Factory *
get_factory (GtkListItem *cell)
{
  return g_object_get_data (G_OBJECT (cell), "sl-factory");
}

static void
row_read_cb (GtkListItem *cell)
{
  Factory *factory = get_factory (cell);

  factory->show (cell, get_row (cell), factory);
}

static void
setup_cb (GtkSignalListItemFactory *self, GtkListItem *cell, Factory *factory)
{
  g_object_set_data (G_OBJECT (cell), "sl-factory", factory);
  factory->make (cell, factory);
}

static void
bind_cb (GtkSignalListItemFactory *self, GtkListItem *cell, Factory *factory)
{
  g_signal_connect_swapped (gtk_list_item_get_item (cell), "notify::row", G_CALLBACK (row_read_cb), cell);
  factory->show (cell, get_row (cell), factory);
}

static void
unbind_cb (GtkSignalListItemFactory *self, GtkListItem *cell, Factory *factory)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (cell), row_read_cb, cell);
}

static GtkListItemFactory *
new_factory (Factory *factory)
{
  GtkListItemFactory *self = gtk_signal_list_item_factory_new ();

  g_object_set_data_full (G_OBJECT (self), "sl-factory", factory, g_free);
  g_signal_connect (self, "setup", G_CALLBACK (setup_cb), factory);
  g_signal_connect (self, "bind", G_CALLBACK (bind_cb), factory);
  g_signal_connect (self, "unbind", G_CALLBACK (unbind_cb), factory);

  return self;
}

/* Text */

static void
set_text (GtkWidget *text, FormatFunc format, FormatFunc format_end, SlRow *row)
{
  g_autofree char *words = format (row);
  g_autofree char *end = format_end != NULL ? format_end (row) : NULL;

  sl_text_line_set_text (SL_TEXT_LINE (text), words);
  sl_text_line_set_end (SL_TEXT_LINE (text), end);
}

/* Made when somebody waits for it. Given to each cell as "tooltip-text", GTK would look for the pointer, which asks the
 * display and waits for the answer, once for every cell that scrolls into sight. */
static gboolean
query_tooltip_cb (GtkWidget *text, int x, int y, gboolean keyboard, GtkTooltip *tooltip, GtkListItem *cell)
{
  const TextColumn *column = get_factory (cell)->column;
  g_autofree char *words = (column != NULL ? column->tooltip : sl_format_row_company) (get_row (cell));
  gboolean said;

  if (SL_IS_LIST_CELL (text))
    said = !sl_list_cell_is_cut_off (SL_LIST_CELL (text));
  else
    said = g_strcmp0 (words, sl_text_line_get_text (SL_TEXT_LINE (text))) == 0 && !sl_text_line_is_cut_off (SL_TEXT_LINE (text));

  /* What can be read anyway needs no tooltip, and none may cover a menu. */
  if (*words == '\0' || said || sl_popover_is_shown ())
    return FALSE;

  gtk_tooltip_set_text (tooltip, words);
  return TRUE;
}

static void
offer_tooltip (GtkWidget *text, GtkListItem *cell)
{
  gtk_widget_set_has_tooltip (text, TRUE);
  g_signal_connect_object (text, "query-tooltip", G_CALLBACK (query_tooltip_cb), cell, 0);
}

static void
make_text_cell (GtkListItem *cell, gpointer factory_data)
{
  const TextColumn *column = ((Factory *) factory_data)->column;
  GtkWidget *text = sl_text_line_new (column->min_chars, column->nat_chars, column->xalign);

  for (guint i = 0; column->css_classes[i] != NULL; i++)
    gtk_widget_add_css_class (text, column->css_classes[i]);
  if (column->tooltip != NULL)
    offer_tooltip (text, cell);
  gtk_list_item_set_child (cell, text);
}

static void
show_text_cell (GtkListItem *cell, SlRow *row, gpointer factory_data)
{
  const TextColumn *column = ((Factory *) factory_data)->column;

  set_text (gtk_list_item_get_child (cell), column->format, column->end, row);
}

static void
show_quiet_cell (GtkListItem *cell, SlRow *row, gpointer factory_data)
{
  GtkWidget *text = gtk_list_item_get_child (cell);
  gboolean is_long = sl_format_row_is_long_quiet (row);

  show_text_cell (cell, row, factory_data);
  gtk_widget_remove_css_class (text, is_long ? "dimmed" : "warning");
  gtk_widget_add_css_class (text, is_long ? "warning" : "dimmed");
}

/* Company */

static void
make_company_cell (GtkListItem *cell, gpointer factory_data)
{
  GtkWidget *company = sl_list_cell_new ();

  g_object_bind_property (cell, "position", company, "position", G_BINDING_SYNC_CREATE);
  offer_tooltip (company, cell);
  gtk_list_item_set_child (cell, company);
}

static void
show_company_cell (GtkListItem *cell, SlRow *row, gpointer factory_data)
{
  g_autofree char *company = sl_format_row_company (row);

  sl_list_cell_set_company (SL_LIST_CELL (gtk_list_item_get_child (cell)), company);
}

/* Status */

static void
pill_clicked_cb (GtkWidget *pill, GtkListItem *cell)
{
  Factory *factory = get_factory (cell);

  if (factory != NULL && gtk_list_item_get_item (cell) != NULL)
    factory->status_clicked (pill, gtk_list_item_get_item (cell), factory->data);
}

static GtkWidget *
make_pill (GtkListItem *cell)
{
  GtkWidget *pill = g_object_new (SL_TYPE_STATUS_PILL, "clickable", TRUE, NULL);

  g_signal_connect_object (pill, "clicked", G_CALLBACK (pill_clicked_cb), cell, 0);
  return pill;
}

static void
show_pill (GtkWidget *pill, SlRow *row)
{
  g_autofree char *status = sl_format_row_status (row);
  g_autofree char *detail = sl_format_row_status_detail (row);

  g_object_set (pill, "status", status, "detail", detail, NULL);
}

static void
make_status_cell (GtkListItem *cell, gpointer factory_data)
{
  gtk_list_item_set_child (cell, make_pill (cell));
}

static void
show_status_cell (GtkListItem *cell, SlRow *row, gpointer factory_data)
{
  show_pill (gtk_list_item_get_child (cell), row);
}

/* Tags */

static void
make_tags_cell (GtkListItem *cell, gpointer factory_data)
{
  GtkWidget *dots = sl_tag_dots_new ();

  gtk_widget_set_halign (dots, GTK_ALIGN_START);
  gtk_list_item_set_child (cell, dots);
}

static void
show_tags_cell (GtkListItem *cell, SlRow *row, gpointer factory_data)
{
  sl_tag_dots_set_row (SL_TAG_DOTS (gtk_list_item_get_child (cell)), row);
}

/* Two-line rows */

static void
tapped_cb (GtkGestureClick *gesture, int n_press, double x, double y, GtkListItem *cell)
{
  GdkModifierType modifiers = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  Factory *factory = get_factory (cell);

  /* With Ctrl or Shift it selects, as everywhere. */
  if (n_press == 1 && (modifiers & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) == 0 && gtk_list_item_get_item (cell) != NULL)
    factory->opened (NULL, gtk_list_item_get_item (cell), factory->data);
}

static void
make_narrow_row (GtkListItem *cell, gpointer factory_data)
{
  GtkWidget *box = sl_list_cell_new_box (12);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *role = sl_text_line_new (6, 16, 0);
  GtkWidget *subtitle = sl_text_line_new (6, 16, 0);
  GtkGesture *tap = gtk_gesture_click_new ();

  g_object_bind_property (cell, "position", box, "position", G_BINDING_SYNC_CREATE);
  gtk_widget_set_parent (sl_company_avatar_new (32), box);
  gtk_widget_add_css_class (subtitle, "dimmed");
  gtk_widget_add_css_class (subtitle, "caption");
  gtk_box_append (GTK_BOX (lines), role);
  gtk_box_append (GTK_BOX (lines), subtitle);
  gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_widget_set_parent (lines, box);
  gtk_widget_set_parent (make_pill (cell), box);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (tap), GDK_BUTTON_PRIMARY);
  g_signal_connect_object (tap, "released", G_CALLBACK (tapped_cb), cell, 0);
  gtk_widget_add_controller (box, GTK_EVENT_CONTROLLER (tap));
  gtk_list_item_set_child (cell, box);
}

static void
show_narrow_row (GtkListItem *cell, SlRow *row, gpointer factory_data)
{
  GtkWidget *box = gtk_list_item_get_child (cell);
  GtkWidget *avatar = gtk_widget_get_first_child (box);
  GtkWidget *lines = gtk_widget_get_next_sibling (avatar);
  g_autofree char *company = sl_format_row_company (row);
  g_autofree char *label = sl_format_row_label (row);

  sl_company_avatar_set_company (SL_COMPANY_AVATAR (avatar), company);
  set_text (gtk_widget_get_first_child (lines), sl_format_row_role, NULL, row);
  set_text (gtk_widget_get_last_child (lines), sl_format_row_subtitle, sl_format_row_next_step_when, row);
  show_pill (gtk_widget_get_last_child (box), row);
  gtk_list_item_set_accessible_label (cell, label);
}

/* Rows of the table: not GtkListItems, though they look alike */

static void
show_row_label (GtkColumnViewRow *row)
{
  SlItem *item = gtk_column_view_row_get_item (row);
  g_autofree char *label = sl_format_row_label (item != NULL ? sl_item_get_row (item) : NULL);

  gtk_column_view_row_set_accessible_label (row, label);
}

static void
bind_row_cb (GtkSignalListItemFactory *self, GtkColumnViewRow *row)
{
  g_signal_connect_swapped (gtk_column_view_row_get_item (row), "notify::row", G_CALLBACK (show_row_label), row);
  show_row_label (row);
}

static void
unbind_row_cb (GtkSignalListItemFactory *self, GtkColumnViewRow *row)
{
  g_signal_handlers_disconnect_by_func (gtk_column_view_row_get_item (row), show_row_label, row);
}

/**
 * sl_list_cells_new_factory:
 * @id: a column's id
 * @status_clicked: (scope forever): a pill was clicked
 * @data: for @status_clicked; outlives the factory
 *
 * Returns: (transfer full) (nullable): what makes the column's cells
 */
GtkListItemFactory *
sl_list_cells_new_factory (const char *id, SlStatusClickedFunc status_clicked, gpointer data)
{
  g_autofree Factory *factory = g_new0 (Factory, 1);

  factory->status_clicked = status_clicked;
  factory->data = data;

  if (g_str_equal (id, "company"))
    {
      factory->make = make_company_cell;
      factory->show = show_company_cell;
    }
  else if (g_str_equal (id, "status"))
    {
      factory->make = make_status_cell;
      factory->show = show_status_cell;
    }
  else if (g_str_equal (id, "tags"))
    {
      factory->make = make_tags_cell;
      factory->show = show_tags_cell;
    }
  else
    {
      factory->make = make_text_cell;
      factory->show = g_str_equal (id, "quiet") ? show_quiet_cell : show_text_cell;
      for (guint i = 0; i < G_N_ELEMENTS (text_columns); i++)
        if (g_str_equal (text_columns[i].id, id))
          factory->column = &text_columns[i];
      g_return_val_if_fail (factory->column != NULL, NULL);
    }

  return new_factory (g_steal_pointer (&factory));
}

/** sl_list_cells_new_row_factory: Returns: (transfer full): what names the table's rows */
GtkListItemFactory *
sl_list_cells_new_row_factory (void)
{
  GtkListItemFactory *self = gtk_signal_list_item_factory_new ();

  g_signal_connect (self, "bind", G_CALLBACK (bind_row_cb), NULL);
  g_signal_connect (self, "unbind", G_CALLBACK (unbind_row_cb), NULL);

  return self;
}

/**
 * sl_list_cells_new_narrow_factory:
 * @status_clicked: (scope forever): a pill was clicked
 * @opened: (scope forever): a row was tapped
 * @data: for both; outlives the factory
 *
 * Returns: (transfer full): what makes two-line rows
 */
GtkListItemFactory *
sl_list_cells_new_narrow_factory (SlStatusClickedFunc status_clicked, SlStatusClickedFunc opened, gpointer data)
{
  Factory *factory = g_new0 (Factory, 1);

  factory->make = make_narrow_row;
  factory->show = show_narrow_row;
  factory->status_clicked = status_clicked;
  factory->opened = opened;
  factory->data = data;

  return new_factory (factory);
}
