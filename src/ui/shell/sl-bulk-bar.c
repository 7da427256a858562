/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bar for several selected applications. Its menus and buttons activate "apps." actions; it knows only how many. */

#define G_LOG_DOMAIN "sl-bulk-bar"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-bulk-bar.h"
#include "sl-format.h"
#include "sl-menus.h"

/* A single selected row has its own ways; the bar would only flicker while one walks through the list. */
#define MIN_SELECTED 2

struct _SlBulkBar {
  AdwBin parent_instance;

  GtkActionBar *bar;
  GtkLabel *count;
  GtkMenuButton *status_button;
  GtkMenuButton *priority_button;
  GtkMenuButton *tags_button;

  SlViewState *state;
};

G_DEFINE_FINAL_TYPE (SlBulkBar, sl_bulk_bar, ADW_TYPE_BIN)

static void
show_count (SlBulkBar *self)
{
  guint n_selected = sl_view_state_get_n_selected (self->state);
  g_autofree char *number = sl_format_count (n_selected);
  g_autofree char *text = g_strdup_printf (ngettext ("%s selected", "%s selected", n_selected), number);

  if (n_selected >= MIN_SELECTED)
    gtk_label_set_label (self->count, text);
  gtk_action_bar_set_revealed (self->bar, n_selected >= MIN_SELECTED);
}

static void
update_tags_menu (SlBulkBar *self)
{
  g_autoptr (GMenuModel) menu = sl_menu_new_tags (self->state);

  gtk_menu_button_set_menu_model (self->tags_button, menu);
}

static void
sl_bulk_bar_dispose (GObject *object)
{
  SlBulkBar *self = SL_BULK_BAR (object);

  g_clear_object (&self->state);

  G_OBJECT_CLASS (sl_bulk_bar_parent_class)->dispose (object);
}

static void
sl_bulk_bar_class_init (SlBulkBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_bulk_bar_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-bulk-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, SlBulkBar, bar);
  gtk_widget_class_bind_template_child (widget_class, SlBulkBar, count);
  gtk_widget_class_bind_template_child (widget_class, SlBulkBar, status_button);
  gtk_widget_class_bind_template_child (widget_class, SlBulkBar, priority_button);
  gtk_widget_class_bind_template_child (widget_class, SlBulkBar, tags_button);
}

static void
sl_bulk_bar_init (SlBulkBar *self)
{
  g_autoptr (GMenuModel) status = sl_menu_new_status ();
  g_autoptr (GMenuModel) priority = sl_menu_new_priority ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_menu_model (self->status_button, status);
  gtk_menu_button_set_menu_model (self->priority_button, priority);
}

/**
 * sl_bulk_bar_set_state:
 * @state: whose selection it is about; set once
 */
void
sl_bulk_bar_set_state (SlBulkBar *self, SlViewState *state)
{
  g_return_if_fail (SL_IS_BULK_BAR (self));
  g_return_if_fail (self->state == NULL);

  self->state = g_object_ref (state);
  g_signal_connect_object (state, "notify::n-selected", G_CALLBACK (show_count), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sl_view_state_get_tags (state), "items-changed", G_CALLBACK (update_tags_menu), self, G_CONNECT_SWAPPED);
  update_tags_menu (self);
  show_count (self);
}
