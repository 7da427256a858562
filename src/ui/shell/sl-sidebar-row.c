/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of the sidebar. */

#define G_LOG_DOMAIN "sl-sidebar-row"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-format.h"
#include "sl-popover.h"
#include "sl-sidebar-row.h"
#include "sl-tag-dots.h"

struct _SlSidebarRow {
  GtkListBoxRow parent_instance;

  GtkWidget *box;
  GtkWidget *count;
  const SlPageInfo *page; /* NULL for a record's row */
  SlRecord *record;       /* NULL for a page's row */
};

G_DEFINE_FINAL_TYPE (SlSidebarRow, sl_sidebar_row, GTK_TYPE_LIST_BOX_ROW)

enum {
  MENU,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
show_count (SlSidebarRow *self, GParamSpec *pspec, SlViewState *state)
{
  g_autofree char *text = NULL;
  gint64 count;

  g_object_get (state, self->page->count_property, &count, NULL);
  text = count > 0 ? sl_format_count (count) : g_strdup ("");
  gtk_label_set_label (GTK_LABEL (self->count), text);
}

static void
menu_cb (GtkWidget *widget, double x, double y, gpointer data)
{
  g_signal_emit (widget, signals[MENU], 0, x, y);
}

static void
sl_sidebar_row_dispose (GObject *object)
{
  g_clear_object (&SL_SIDEBAR_ROW (object)->record);

  G_OBJECT_CLASS (sl_sidebar_row_parent_class)->dispose (object);
}

static void
sl_sidebar_row_class_init (SlSidebarRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_sidebar_row_dispose;

  signals[MENU] = g_signal_new ("menu", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
}

static void
sl_sidebar_row_init (SlSidebarRow *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), self->box);
}

static void
fill (SlSidebarRow *self, GtkWidget *symbol, const char *title)
{
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_size_request (symbol, 16, -1);

  self->count = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->count, "dimmed");
  gtk_widget_add_css_class (self->count, "numeric");
  gtk_widget_add_css_class (self->count, "caption");

  gtk_box_append (GTK_BOX (self->box), symbol);
  gtk_box_append (GTK_BOX (self->box), label);
  gtk_box_append (GTK_BOX (self->box), self->count);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

/**
 * sl_sidebar_row_new_page:
 * @page: a row of the table of pages
 * @state: has the count
 *
 * Returns: its row
 */
GtkWidget *
sl_sidebar_row_new_page (const SlPageInfo *page, SlViewState *state)
{
  SlSidebarRow *self = g_object_new (SL_TYPE_SIDEBAR_ROW, NULL);

  self->page = page;
  fill (self, gtk_image_new_from_icon_name (page->icon_name), _(page->title));
  if (page->count_property != NULL)
    {
      g_autofree char *signal = g_strconcat ("notify::", page->count_property, NULL);

      g_signal_connect_object (state, signal, G_CALLBACK (show_count), self, G_CONNECT_SWAPPED);
      show_count (self, NULL, state);
    }

  return GTK_WIDGET (self);
}

/**
 * sl_sidebar_row_new_record:
 * @record: a saved filter or a tag
 * @icon_name: (nullable): symbolic; %NULL: a dot in @color
 * @title: the word
 * @color: (nullable): hex
 *
 * Returns: its row
 */
GtkWidget *
sl_sidebar_row_new_record (SlRecord *record, const char *icon_name, const char *title, const char *color)
{
  SlSidebarRow *self = g_object_new (SL_TYPE_SIDEBAR_ROW, NULL);
  GtkWidget *symbol;

  self->record = g_object_ref (record);
  if (icon_name != NULL)
    {
      symbol = gtk_image_new_from_icon_name (icon_name);
    }
  else
    {
      symbol = gtk_center_box_new ();
      gtk_center_box_set_center_widget (GTK_CENTER_BOX (symbol), sl_tag_dots_new ());
      sl_tag_dots_set_color (SL_TAG_DOTS (gtk_center_box_get_center_widget (GTK_CENTER_BOX (symbol))), color != NULL ? color : "");
    }
  fill (self, symbol, title);
  sl_popover_watch_menu (GTK_WIDGET (self), menu_cb, NULL);

  return GTK_WIDGET (self);
}

/** sl_sidebar_row_get_name: Returns: (nullable): the page's name; %NULL for a record's row */
const char *
sl_sidebar_row_get_name (SlSidebarRow *self)
{
  g_return_val_if_fail (SL_IS_SIDEBAR_ROW (self), NULL);

  return self->page != NULL ? self->page->name : NULL;
}

/** sl_sidebar_row_get_group: Returns: the group of a page's row */
SlPageGroup
sl_sidebar_row_get_group (SlSidebarRow *self)
{
  g_return_val_if_fail (SL_IS_SIDEBAR_ROW (self) && self->page != NULL, SL_PAGE_GROUP_REST);

  return self->page->group;
}

/** sl_sidebar_row_get_record: Returns: (transfer none) (nullable): the saved filter or tag */
SlRecord *
sl_sidebar_row_get_record (SlSidebarRow *self)
{
  g_return_val_if_fail (SL_IS_SIDEBAR_ROW (self), NULL);

  return self->record;
}
