/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-charts-view.h. Counts on the background reader whenever the query, the applications or the day change, and
 * only while it is shown. What is drawn stays until the new numbers are there.
 *
 *   SlViewState:query, SlStore::changed ──> stale ──> sl_analytics_compute() (reader thread) ──> nine SlChartCards
 */

#define G_LOG_DOMAIN "sl-charts-view"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-analytics.h"
#include "sl-chart-card.h"
#include "sl-chart-grid.h"
#include "sl-charts-view.h"
#include "sl-error.h"
#include "sl-errors.h"

/* Changes come in bursts: an import, a bulk edit, typing. */
#define DEBOUNCE_MSEC 60
/* Sooner a spinner would only flicker. */
#define PATIENCE_MSEC 300

#define COUNTED_KINDS (1u << SL_KIND_APPLICATION | 1u << SL_KIND_EVENT | 1u << SL_KIND_STAGE | 1u << SL_KIND_OUTCOME | \
                       1u << SL_KIND_TAG_ASSIGNMENT)

struct _SlChartsView {
  AdwBin parent_instance;

  SlViewState *state;
  GCancellable *cancellable; /* of the running count */
  SlAnalyticsCache *cache;   /* while the charts are shown */
  guint debounce_id;
  guint patience_id;
  gboolean stale;
  gboolean counted; /* there is something to show */
  gboolean wants_focus; /* the first chart is to get it once there is one */
  gboolean updating_window;

  GtkStack *stack;
  AdwStatusPage *error_page;
  AdwToggleGroup *window_group;
  SlChartGrid *grid;
  GtkWidget *no_match;
  GtkScrolledWindow *scroller;
};

G_DEFINE_FINAL_TYPE (SlChartsView, sl_charts_view, ADW_TYPE_BIN)

enum {
  PROP_0,
  PROP_STATE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static const guint windows[] = { 7, 14, 30, 90, 0 };

/* Where do I stand, what came of it, what did I do, where does it come from; neighbours are about equally high. */
static const SlChartKind order[] = {
  SL_CHART_PIPELINE, SL_CHART_FLOW, SL_CHART_RATES, SL_CHART_SALARY, SL_CHART_TREND,
  SL_CHART_HEATMAP, SL_CHART_SOURCES, SL_CHART_TIME_IN_STAGE, SL_CHART_COMPANIES,
};

/* Counting */

typedef struct {
  SlAnalyticsCache *cache;
  SlQuery *query;
  SlDay today;
} Count;

static void
count_free (gpointer data)
{
  Count *count = data;
  sl_analytics_cache_unref (count->cache);
  g_object_unref (count->query);
  g_free (count);
}

static gpointer
count_cb (SlConnection *connection,
          gpointer      data,
          GCancellable *cancellable,
          GError      **error)
{
  Count *count = data;
  return sl_analytics_compute_cached (count->cache, connection, count->query, count->today, cancellable, error);
}

/* With the first frame that has charts. Who writes meanwhile isn't disturbed. */
static gboolean
take_focus_cb (GtkWidget     *widget,
               GdkFrameClock *clock,
               gpointer       data)
{
  SlChartsView *self = SL_CHARTS_VIEW (widget);
  GtkRoot *root = gtk_widget_get_root (widget);

  if (self->wants_focus && gtk_widget_get_mapped (widget) && root != NULL && !GTK_IS_TEXT (gtk_root_get_focus (root)))
    sl_charts_view_focus (self);
  self->wants_focus = FALSE;
  return G_SOURCE_REMOVE;
}

static void
show_analytics (SlChartsView *self,
                SlAnalytics  *analytics)
{
  self->counted = TRUE;
  if (analytics->total == 0 && !sl_query_has_filter (sl_view_state_get_query (self->state)))
    {
      gtk_stack_set_visible_child_name (self->stack, "empty");
      return;
    }
  gtk_widget_set_visible (self->no_match, analytics->total == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->grid), analytics->total > 0);
  for (GtkWidget *card = gtk_widget_get_first_child (GTK_WIDGET (self->grid)); card != NULL; card = gtk_widget_get_next_sibling (card))
    sl_chart_card_set_analytics (SL_CHART_CARD (card), analytics);
  gtk_stack_set_visible_child_name (self->stack, "charts");
  if (self->wants_focus)
    gtk_widget_add_tick_callback (GTK_WIDGET (self), take_focus_cb, NULL, NULL);
}

static void
show_error (SlChartsView *self,
            const GError *error)
{
  g_autofree char *text = sl_error_describe (error, NULL);
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_status_page_set_description (self->error_page, escaped);
  gtk_stack_set_visible_child_name (self->stack, "error");
}

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (SlChartsView) self = data;
  g_autoptr (GError) error = NULL;
  SlAnalytics *analytics = sl_store_read_finish (SL_STORE (source), result, &error);

  /* a later count is on its way */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || g_error_matches (error, SL_ERROR, SL_ERROR_CANCELLED))
    return;
  g_clear_handle_id (&self->patience_id, g_source_remove);
  g_clear_object (&self->cancellable);
  if (self->state == NULL)
    g_clear_pointer (&analytics, sl_analytics_unref);
  else if (analytics != NULL)
    show_analytics (self, analytics);
  else
    show_error (self, error);
  g_clear_pointer (&analytics, sl_analytics_unref);
}

static gboolean
patience_cb (gpointer data)
{
  SlChartsView *self = data;

  self->patience_id = 0;
  if (!self->counted)
    gtk_stack_set_visible_child_name (self->stack, "loading");
  return G_SOURCE_REMOVE;
}

static void
start_count (SlChartsView *self)
{
  Count *count = g_new0 (Count, 1);

  self->stale = FALSE;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  if (self->patience_id == 0)
    self->patience_id = g_timeout_add (PATIENCE_MSEC, patience_cb, self);

  if (self->cache == NULL)
    self->cache = sl_analytics_cache_new ();
  count->cache = sl_analytics_cache_ref (self->cache);
  count->query = sl_view_state_dup_shown_query (self->state);
  count->today = sl_view_state_get_today (self->state);
  sl_store_read_async (sl_view_state_get_store (self->state), SL_READ_BACKGROUND, count_cb, count, count_free,
                       (GDestroyNotify) sl_analytics_unref, self->cancellable, counted_cb, g_object_ref (self));
}

static gboolean
debounce_cb (gpointer data)
{
  SlChartsView *self = data;

  self->debounce_id = 0;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    start_count (self);
  return G_SOURCE_REMOVE;
}

static void
mark_stale (SlChartsView *self)
{
  self->stale = TRUE;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && self->debounce_id == 0)
    self->debounce_id = g_timeout_add (DEBOUNCE_MSEC, debounce_cb, self);
}

/* The window */

static void
show_window (SlChartsView *self)
{
  guint window = sl_query_get_window (sl_view_state_get_query (self->state));

  self->updating_window = TRUE;
  adw_toggle_group_set_active (self->window_group, GTK_INVALID_LIST_POSITION);
  for (guint i = 0; i < G_N_ELEMENTS (windows); i++)
    if (windows[i] == window)
      adw_toggle_group_set_active (self->window_group, i);
  self->updating_window = FALSE;
}

static void
set_window (SlQuery *query,
            gpointer data)
{
  sl_query_set_window (query, GPOINTER_TO_UINT (data));
}

/* Callbacks */

static void
window_chosen_cb (AdwToggleGroup *group,
                  GParamSpec     *pspec,
                  SlChartsView   *self)
{
  guint active = adw_toggle_group_get_active (group);

  if (self->updating_window || self->state == NULL || active >= G_N_ELEMENTS (windows))
    return;
  sl_view_state_update_query (self->state, set_window, GUINT_TO_POINTER (windows[active]));
}

static void
clear_filters (SlQuery *query,
               gpointer data)
{
  sl_query_clear_filters (query);
}

static void
clear_filters_cb (GtkButton    *button,
                  SlChartsView *self)
{
  sl_view_state_update_query (self->state, clear_filters, NULL);
}

static void
retry_cb (GtkButton    *button,
          SlChartsView *self)
{
  start_count (self);
}

static void
query_changed_cb (SlChartsView *self)
{
  show_window (self);
  mark_stale (self);
}

static void
store_changed_cb (SlStore      *store,
                  guint         kinds,
                  gboolean      foreign,
                  SlChartsView *self)
{
  if (foreign || (kinds & COUNTED_KINDS) != 0)
    mark_stale (self);
}

/* GtkWidget */

static void
sl_charts_view_map (GtkWidget *widget)
{
  SlChartsView *self = SL_CHARTS_VIEW (widget);

  GTK_WIDGET_CLASS (sl_charts_view_parent_class)->map (widget);
  if (self->stale)
    start_count (self);
}

/* What was read for the next filter isn't kept for a view that nobody looks at. */
static void
sl_charts_view_unmap (GtkWidget *widget)
{
  SlChartsView *self = SL_CHARTS_VIEW (widget);

  g_clear_pointer (&self->cache, sl_analytics_cache_unref);
  GTK_WIDGET_CLASS (sl_charts_view_parent_class)->unmap (widget);
}

/* GObject */

static void
set_state (SlChartsView *self,
           SlViewState  *state)
{
  if (state == NULL)
    return;
  self->state = g_object_ref (state);
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    sl_chart_grid_append (self->grid, sl_chart_card_new (state, order[i]));
  g_signal_connect_object (state, "notify::query", G_CALLBACK (query_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (state, "notify::today", G_CALLBACK (mark_stale), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sl_view_state_get_store (state), "changed", G_CALLBACK (store_changed_cb), self, 0);
  self->stale = TRUE;
  show_window (self);
}

static void
sl_charts_view_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  SlChartsView *self = SL_CHARTS_VIEW (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_object (value, self->state);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sl_charts_view_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  SlChartsView *self = SL_CHARTS_VIEW (object);

  switch (prop_id)
    {
    case PROP_STATE:
      set_state (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sl_charts_view_dispose (GObject *object)
{
  SlChartsView *self = SL_CHARTS_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->cache, sl_analytics_cache_unref);
  g_clear_handle_id (&self->debounce_id, g_source_remove);
  g_clear_handle_id (&self->patience_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_CHARTS_VIEW);
  g_clear_object (&self->state);
  G_OBJECT_CLASS (sl_charts_view_parent_class)->dispose (object);
}

static void
sl_charts_view_class_init (SlChartsViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sl_charts_view_dispose;
  object_class->get_property = sl_charts_view_get_property;
  object_class->set_property = sl_charts_view_set_property;
  widget_class->map = sl_charts_view_map;
  widget_class->unmap = sl_charts_view_unmap;

  properties[PROP_STATE] = g_param_spec_object ("state", NULL, NULL, SL_TYPE_VIEW_STATE,
                                                G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (SL_TYPE_CHART_GRID);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-charts-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SlChartsView, stack);
  gtk_widget_class_bind_template_child (widget_class, SlChartsView, error_page);
  gtk_widget_class_bind_template_child (widget_class, SlChartsView, window_group);
  gtk_widget_class_bind_template_child (widget_class, SlChartsView, grid);
  gtk_widget_class_bind_template_child (widget_class, SlChartsView, no_match);
  gtk_widget_class_bind_template_child (widget_class, SlChartsView, scroller);
  gtk_widget_class_bind_template_callback (widget_class, window_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_filters_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
}

static void
sl_charts_view_init (SlChartsView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** sl_charts_view_new: Returns: (transfer floating): the charts of @state's query */
GtkWidget *
sl_charts_view_new (SlViewState *state)
{
  return g_object_new (SL_TYPE_CHARTS_VIEW, "state", state, NULL);
}

/** sl_charts_view_focus: puts the keyboard's focus on the first chart */
void
sl_charts_view_focus (SlChartsView *self)
{
  g_return_if_fail (SL_IS_CHARTS_VIEW (self));

  GtkWidget *card = gtk_widget_get_first_child (GTK_WIDGET (self->grid));
  if (self->counted && card != NULL && gtk_widget_get_mapped (card))
    gtk_widget_grab_focus (GTK_WIDGET (sl_chart_card_get_chart (SL_CHART_CARD (card))));
  else if (!gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD))
    self->wants_focus = TRUE;
}
