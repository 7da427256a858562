/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-interviews-page"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-apps-actions.h"
#include "sl-celebration.h"
#include "sl-count.h"
#include "sl-deeds-bank.h"
#include "sl-detail-place.h"
#include "sl-errors.h"
#include "sl-interviews-page.h"
#include "sl-page.h"
#include "sl-parts.h"

struct _SlInterviewsPage {
  AdwNavigationPage parent_instance;

  AdwNavigationView *nav;
  AdwNavigationPage *root;
  GtkStack *states;
  AdwBin *board_place;
  SlCelebration *celebration;
  GtkLabel *count;

  SlViewState *state; /* of the board's own query */
  GtkWidget *board;
  SlDetailPlace *place;
};

static void sl_interviews_page_page_init (SlPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SlInterviewsPage, sl_interviews_page, ADW_TYPE_NAVIGATION_PAGE,
                               G_IMPLEMENT_INTERFACE (SL_TYPE_PAGE, sl_interviews_page_page_init))

/* --- What is shown --- */

static SlQuery *
make_query (GSettings *settings)
{
  static const char *const lanes[] = { SL_LANE_RECRUITER_SCREEN, SL_LANE_ASSESSMENT, SL_LANE_TEAM_MATCH,
                                       SL_LANE_TECHNICAL_INTERVIEW, SL_LANE_FINAL_ROUND, SL_LANE_OFFER };
  SlQuery *query = sl_query_new ();

  if (g_settings_get_boolean (settings, "interviews-show-applied"))
    sl_query_add_word (query, SL_FACET_LANE, SL_LANE_APPLIED);
  for (guint i = 0; i < G_N_ELEMENTS (lanes); i++)
    sl_query_add_word (query, SL_FACET_LANE, lanes[i]);
  if (g_settings_get_boolean (settings, "interviews-show-closed"))
    sl_query_add_word (query, SL_FACET_LANE, SL_LANE_CLOSED);
  return query;
}

static void
lanes_changed_cb (SlInterviewsPage *self)
{
  g_autoptr (SlQuery) query = make_query (sl_view_state_get_settings (self->state));

  sl_view_state_set_query (self->state, query);
  /* Other columns, not only other cards. */
  g_object_notify (G_OBJECT (self->state), "board-lanes");
}

static void
sort_changed_cb (SlInterviewsPage *self)
{
  static const struct {
    const char *name;
    SlSort sort;
    gboolean descending;
  } sorts[] = {
    { "recent", SL_SORT_UPDATED, TRUE },
    { "title", SL_SORT_ROLE, FALSE },
    { "company", SL_SORT_COMPANY, FALSE },
  };
  g_autofree char *name = g_settings_get_string (sl_view_state_get_settings (self->state), "interviews-sort");

  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    if (g_str_equal (sorts[i].name, name))
      sl_view_state_set_board_sort (self->state, sorts[i].sort, sorts[i].descending);
}

static void
show_state (SlInterviewsPage *self)
{
  SlQueryModel *model = sl_view_state_get_model (self->state);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (model));
  g_autofree char *words = g_strdup_printf (ngettext ("%s application", "%s applications", n), SL_COUNT (n));

  if (!sl_query_model_get_loaded (model))
    return;
  gtk_label_set_label (self->count, words);
  gtk_stack_set_visible_child_name (self->states, n > 0 ? "board" : "empty");
}

/* --- Deeds --- */

static void
done_cb (SlInterviewsPage *self, SlTransaction *transaction)
{
  if (sl_deed_reaches_offer (transaction))
    sl_celebration_start (self->celebration);
}

/* The one application meant: @pk, or the first selected when it is -1. */
static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlInterviewsPage *self = SL_INTERVIEWS_PAGE (widget);
  g_autoptr (GArray) pks = sl_view_state_get_selected_pks (self->state);
  gint64 pk = g_variant_get_int64 (parameter);

  if (pk < 0 && pks->len > 0)
    pk = g_array_index (pks, gint64, 0);
  if (pk >= 0)
    sl_detail_place_open (self->place, pk, g_str_equal (name, "apps.edit"));
  if (pk >= 0 && g_str_equal (name, "apps.remind"))
    sl_detail_place_show_part (self->place, "add-reminder");
}

static void
left_cb (SlInterviewsPage *self)
{
  sl_part_focus (self->board);
}

static void
map_cb (SlInterviewsPage *self)
{
  if (!sl_detail_place_is_open (self->place))
    sl_part_focus (self->board);
}

/* --- Being a page --- */

static gboolean
page_go_back (SlPage *page)
{
  return sl_detail_place_close (SL_INTERVIEWS_PAGE (page)->place);
}

/* The board waits by itself for its first card. */
static gboolean
page_enter (SlPage *page)
{
  SlInterviewsPage *self = SL_INTERVIEWS_PAGE (page);

  if (!gtk_widget_get_mapped (self->board) && !sl_detail_place_is_open (self->place))
    return FALSE;
  map_cb (self);
  return TRUE;
}

static void
sl_interviews_page_page_init (SlPageInterface *iface)
{
  iface->enter = page_enter;
  iface->go_back = page_go_back;
}

static void
sl_interviews_page_dispose (GObject *object)
{
  SlInterviewsPage *self = SL_INTERVIEWS_PAGE (object);

  g_clear_object (&self->place);
  g_clear_object (&self->state);

  G_OBJECT_CLASS (sl_interviews_page_parent_class)->dispose (object);
}

static void
sl_interviews_page_class_init (SlInterviewsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_interviews_page_dispose;

  g_type_ensure (SL_TYPE_CELEBRATION);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-interviews-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SlInterviewsPage, nav);
  gtk_widget_class_bind_template_child (widget_class, SlInterviewsPage, root);
  gtk_widget_class_bind_template_child (widget_class, SlInterviewsPage, states);
  gtk_widget_class_bind_template_child (widget_class, SlInterviewsPage, board_place);
  gtk_widget_class_bind_template_child (widget_class, SlInterviewsPage, celebration);
  gtk_widget_class_bind_template_child (widget_class, SlInterviewsPage, count);
  gtk_widget_class_bind_template_callback (widget_class, map_cb);
  gtk_widget_class_install_action (widget_class, "apps.open", "x", open_action);
  gtk_widget_class_install_action (widget_class, "apps.edit", "x", open_action);
  gtk_widget_class_install_action (widget_class, "apps.remind", "x", open_action);
  sl_apps_actions_install (widget_class);
}

static void
sl_interviews_page_init (SlInterviewsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_actions (SlInterviewsPage *self, GSettings *settings)
{
  static const char *const keys[] = { "interviews-sort", "interviews-show-applied", "interviews-show-closed" };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (GAction) action = g_settings_create_action (settings, keys[i]);

      g_action_map_add_action (G_ACTION_MAP (group), action);
    }
  gtk_widget_insert_action_group (GTK_WIDGET (self), "interviews", G_ACTION_GROUP (group));
  g_signal_connect_object (settings, "changed::interviews-sort", G_CALLBACK (sort_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::interviews-show-applied", G_CALLBACK (lanes_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::interviews-show-closed", G_CALLBACK (lanes_changed_cb), self, G_CONNECT_SWAPPED);
}

/** sl_interviews_page_new: Returns: (transfer floating): the page */
GtkWidget *
sl_interviews_page_new (SlViewState *state)
{
  SlInterviewsPage *self = g_object_new (SL_TYPE_INTERVIEWS_PAGE, NULL);
  GSettings *settings = sl_view_state_get_settings (state);
  g_autoptr (SlQuery) query = make_query (settings);

  self->state = sl_view_state_new_within (state, query);
  sl_apps_actions_set_state (GTK_WIDGET (self), self->state);
  add_actions (self, settings);
  sort_changed_cb (self);
  self->board = sl_part_new_board (self->state);
  adw_bin_set_child (self->board_place, self->board);
  self->place = sl_detail_place_new (self->state, self->nav, self->root, NULL);
  g_signal_connect_object (self->place, "left", G_CALLBACK (left_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->state, "done", G_CALLBACK (done_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sl_view_state_get_model (self->state), "notify::loaded", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sl_view_state_get_model (self->state), "notify::n-items", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  show_state (self);
  return GTK_WIDGET (self);
}
