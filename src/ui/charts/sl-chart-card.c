/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-chart-card.h. */

#define G_LOG_DOMAIN "sl-chart-card"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-chart-card.h"
#include "sl-chart-save.h"
#include "sl-chart-table-view.h"
#include "sl-count.h"
#include "sl-toast.h"

struct _SlChartCard {
  AdwBin parent_instance;

  SlViewState *state;
  SlChartKind kind;
  SlAnalytics *analytics;
  SlAnalytics *shown; /* the same, without what private mode hides */
  gboolean show_table;

  GtkLabel *title;
  GtkLabel *subtitle;
  GtkWidget *table_button;
  GtkWidget *menu_button;
  GtkStack *stack;
  SlChartWidget *chart;
  GtkScrolledWindow *table_scroller;
  GtkToggleButton *few_button;
};

G_DEFINE_FINAL_TYPE (SlChartCard, sl_chart_card, ADW_TYPE_BIN)

enum {
  PROP_0,
  PROP_SHOW_TABLE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static SlChartFlags
get_flags (SlChartCard *self)
{
  return gtk_toggle_button_get_active (self->few_button) ? SL_CHART_SHOW_FEW : SL_CHART_DEFAULT;
}

static void
update_few_button (SlChartCard *self)
{
  guint n = sl_chart_get_n_hidden (self->analytics, self->kind);
  g_autofree char *label = NULL;

  if (gtk_toggle_button_get_active (self->few_button))
    label = g_strdup (_("Hide the small ones"));
  else
    label = g_strdup_printf (ngettext ("Show %s more with few applications", "Show %s more with few applications", n), SL_COUNT (n));
  gtk_button_set_label (GTK_BUTTON (self->few_button), label);
  gtk_widget_set_visible (GTK_WIDGET (self->few_button), n > 0);
}

static void
update_body (SlChartCard *self)
{
  update_few_button (self);
  sl_chart_widget_set_chart (self->chart, self->shown, self->kind, get_flags (self));
  if (self->show_table)
    {
      const char *name = gtk_label_get_label (self->title);
      gtk_scrolled_window_set_child (self->table_scroller,
                                     sl_chart_table_view_new (sl_chart_get_table (self->shown, self->kind, get_flags (self)), name));
    }
  else
    gtk_scrolled_window_set_child (self->table_scroller, NULL);
  gtk_stack_set_visible_child_name (self->stack, self->show_table ? "table" : "chart");
}

static void
set_show_table (SlChartCard *self,
                gboolean     show_table)
{
  if (self->show_table == show_table)
    return;
  self->show_table = show_table;
  if (self->analytics != NULL)
    update_body (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_TABLE]);
}

/* Callbacks */

static void
toggle_filter (SlQuery *query,
               gpointer filter)
{
  sl_scene_filter_toggle (filter, query);
}

static void
activate_filter_cb (SlChartWidget *chart,
                    gpointer       filter,
                    SlChartCard   *self)
{
  if (self->state != NULL)
    sl_view_state_narrow_query (self->state, toggle_filter, filter);
}

static void
few_toggled_cb (GtkToggleButton *button,
                SlChartCard     *self)
{
  if (self->analytics != NULL)
    update_body (self);
}

static void
copy_text (SlChartCard *self,
           const char  *text)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  if (overlay != NULL)
    sl_toast_show (sl_toast_new (_("Copied")), ADW_TOAST_OVERLAY (overlay));
}

static void
copy_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  SlChartCard *self = SL_CHART_CARD (widget);
  g_autoptr (SlChartTable) table = sl_chart_get_table (self->analytics, self->kind, get_flags (self));
  g_autofree char *text = sl_chart_table_to_text (table, '\t');

  copy_text (self, text);
}

static void
copy_sankey_cb (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  SlChartCard *self = SL_CHART_CARD (widget);
  g_autofree char *text = sl_chart_flow_to_sankeymatic (self->analytics);

  copy_text (self, text);
}

static void
export_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  SlChartCard *self = SL_CHART_CARD (widget);
  sl_chart_save (widget, self->state, self->analytics, self->kind, get_flags (self));
}

/* GObject */

static void
sl_chart_card_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  SlChartCard *self = SL_CHART_CARD (object);

  switch (prop_id)
    {
    case PROP_SHOW_TABLE:
      g_value_set_boolean (value, self->show_table);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sl_chart_card_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  SlChartCard *self = SL_CHART_CARD (object);

  switch (prop_id)
    {
    case PROP_SHOW_TABLE:
      set_show_table (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sl_chart_card_dispose (GObject *object)
{
  SlChartCard *self = SL_CHART_CARD (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_CHART_CARD);
  g_clear_pointer (&self->analytics, sl_analytics_unref);
  g_clear_pointer (&self->shown, sl_analytics_unref);
  g_clear_object (&self->state);
  G_OBJECT_CLASS (sl_chart_card_parent_class)->dispose (object);
}

static void
sl_chart_card_class_init (SlChartCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sl_chart_card_dispose;
  object_class->get_property = sl_chart_card_get_property;
  object_class->set_property = sl_chart_card_set_property;

  /* Whether the table stands in the drawing's place. */
  properties[PROP_SHOW_TABLE] = g_param_spec_boolean ("show-table", NULL, NULL, FALSE,
                                                      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-chart-card.ui");
  gtk_widget_class_bind_template_child (widget_class, SlChartCard, title);
  gtk_widget_class_bind_template_child (widget_class, SlChartCard, subtitle);
  gtk_widget_class_bind_template_child (widget_class, SlChartCard, table_button);
  gtk_widget_class_bind_template_child (widget_class, SlChartCard, menu_button);
  gtk_widget_class_bind_template_child (widget_class, SlChartCard, stack);
  gtk_widget_class_bind_template_child (widget_class, SlChartCard, chart);
  gtk_widget_class_bind_template_child (widget_class, SlChartCard, table_scroller);
  gtk_widget_class_bind_template_child (widget_class, SlChartCard, few_button);
  gtk_widget_class_bind_template_callback (widget_class, activate_filter_cb);
  gtk_widget_class_bind_template_callback (widget_class, few_toggled_cb);
  gtk_widget_class_install_property_action (widget_class, "card.show-table", "show-table");
  gtk_widget_class_install_action (widget_class, "card.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "card.copy-sankey", NULL, copy_sankey_cb);
  gtk_widget_class_install_action (widget_class, "card.export", NULL, export_cb);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  g_type_ensure (SL_TYPE_CHART_WIDGET);
}

static void
sl_chart_card_init (SlChartCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sl_chart_card_new:
 * @state: (nullable): where activated parts set their filter
 * @kind: which chart
 */
GtkWidget *
sl_chart_card_new (SlViewState *state,
                   SlChartKind  kind)
{
  SlChartCard *self = g_object_new (SL_TYPE_CHART_CARD, NULL);
  const char *name = sl_chart_kind_get_label (kind);
  /* Translators: the menu of a chart; %s is its kind: "Flow" */
  g_autofree char *menu = g_strdup_printf (_("%s: more"), name);
  /* Translators: a button at a chart; %s is its kind: "Flow" */
  g_autofree char *table = g_strdup_printf (_("%s: show as table"), name);

  self->state = state != NULL ? g_object_ref (state) : NULL;
  self->kind = kind;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "card.copy-sankey", kind == SL_CHART_FLOW);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->table_button), GTK_ACCESSIBLE_PROPERTY_LABEL, table, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu_button), GTK_ACCESSIBLE_PROPERTY_LABEL, menu, -1);
  gtk_widget_set_tooltip_text (self->table_button, _("Show as Table"));
  gtk_widget_set_tooltip_text (self->menu_button, _("Copy and Export"));
  return GTK_WIDGET (self);
}

/** sl_chart_card_set_analytics: shows these numbers; hides the card when its chart has nothing to show */
void
sl_chart_card_set_analytics (SlChartCard *self,
                             SlAnalytics *analytics)
{
  g_return_if_fail (SL_IS_CHART_CARD (self));

  g_autoptr (SlAnalytics) shown = sl_analytics_hide_private (analytics);
  g_autofree char *title = sl_chart_get_title (shown, self->kind);
  g_autofree char *subtitle = sl_chart_get_subtitle (shown, self->kind);

  sl_analytics_ref (analytics);
  g_clear_pointer (&self->analytics, sl_analytics_unref);
  g_clear_pointer (&self->shown, sl_analytics_unref);
  self->analytics = analytics;
  self->shown = g_steal_pointer (&shown);
  /* what has nothing to show doesn't stand there as an empty box */
  gtk_widget_set_visible (GTK_WIDGET (self), !sl_chart_is_empty (analytics, self->kind));
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->subtitle, subtitle);
  update_body (self);
}

/** sl_chart_card_get_chart: (transfer none): the drawing */
SlChartWidget *
sl_chart_card_get_chart (SlChartCard *self)
{
  g_return_val_if_fail (SL_IS_CHART_CARD (self), NULL);
  return self->chart;
}
