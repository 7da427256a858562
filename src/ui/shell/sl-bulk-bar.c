/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bar for several selected applications. Its menus and buttons activate "apps." actions; it knows only how many.
 * Where there is no room for words, its buttons say them in their tooltips. */

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
  GtkWidget *export_button;
  GtkWidget *merge_button;
  GtkWidget *trash_button;

  SlViewState *state;
  gboolean compact;
};

G_DEFINE_FINAL_TYPE (SlBulkBar, sl_bulk_bar, ADW_TYPE_BIN)

enum {
  PROP_0,
  PROP_COMPACT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
update_tags_menu (SlBulkBar *self)
{
  g_autoptr (GMenuModel) menu = sl_menu_new_tags (self->state);

  gtk_menu_button_set_menu_model (self->tags_button, menu);
}

/* When the bar is first seen: most windows never show it, and each menu is dozens of widgets. */
static void
make_menus (SlBulkBar *self)
{
  g_autoptr (GMenuModel) status = sl_menu_new_status ();
  g_autoptr (GMenuModel) priority = sl_menu_new_priority ();

  gtk_menu_button_set_menu_model (self->status_button, status);
  gtk_menu_button_set_menu_model (self->priority_button, priority);
  update_tags_menu (self);
  g_signal_connect_object (sl_view_state_get_tags (self->state), "items-changed", G_CALLBACK (update_tags_menu), self, G_CONNECT_SWAPPED);
}

static void
show_count (SlBulkBar *self)
{
  guint n_selected = sl_view_state_get_n_selected (self->state);
  g_autofree char *number = sl_format_count (n_selected);
  g_autofree char *text = g_strdup_printf (ngettext ("%s selected", "%s selected", n_selected), number);

  if (n_selected >= MIN_SELECTED)
    {
      gtk_label_set_label (self->count, text);
      if (gtk_menu_button_get_menu_model (self->status_button) == NULL)
        make_menus (self);
    }
  gtk_widget_set_visible (self->merge_button, n_selected == 2);
  gtk_action_bar_set_revealed (self->bar, n_selected >= MIN_SELECTED);
}

static void
set_compact (SlBulkBar *self, gboolean compact)
{
  const struct {
    gpointer button;
    const char *words;
  } tips[] = {
    { self->status_button, _("Status") },          { self->priority_button, _("Priority") },
    { self->tags_button, _("Tags") },              { self->export_button, _("Export selection") },
    { self->merge_button, _("Merge the two") },    { self->trash_button, _("Move to Trash") },
  };

  self->compact = compact;
  if (compact)
    gtk_widget_add_css_class (GTK_WIDGET (self->bar), "tight");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->bar), "tight");
  for (guint i = 0; i < G_N_ELEMENTS (tips); i++)
    gtk_widget_set_tooltip_text (tips[i].button, compact ? tips[i].words : NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPACT]);
}

static void
sl_bulk_bar_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_COMPACT:
      g_value_set_boolean (value, SL_BULK_BAR (object)->compact);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sl_bulk_bar_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_COMPACT:
      set_compact (SL_BULK_BAR (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
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

  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sl_bulk_bar_dispose;
  object_class->get_property = sl_bulk_bar_get_property;
  object_class->set_property = sl_bulk_bar_set_property;

  properties[PROP_COMPACT] = g_param_spec_boolean ("compact", NULL, NULL, FALSE,
                                                   G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-bulk-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, SlBulkBar, bar);
  gtk_widget_class_bind_template_child (widget_class, SlBulkBar, count);
  gtk_widget_class_bind_template_child (widget_class, SlBulkBar, status_button);
  gtk_widget_class_bind_template_child (widget_class, SlBulkBar, priority_button);
  gtk_widget_class_bind_template_child (widget_class, SlBulkBar, tags_button);
  gtk_widget_class_bind_template_child (widget_class, SlBulkBar, export_button);
  gtk_widget_class_bind_template_child (widget_class, SlBulkBar, merge_button);
  gtk_widget_class_bind_template_child (widget_class, SlBulkBar, trash_button);
}

static void
sl_bulk_bar_init (SlBulkBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
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
  show_count (self);
}
