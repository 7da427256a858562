/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Read whole and kept up to date, as the question bank; the chosen skill is known by its key. */

#define G_LOG_DOMAIN "sl-skills-page"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-company-avatar.h"
#include "sl-errors.h"
#include "sl-live.h"
#include "sl-page.h"
#include "sl-private.h"
#include "sl-problem.h"
#include "sl-record-list.h"
#include "sl-skill-words.h"
#include "sl-skills-page.h"
#include "sl-text.h"

/* A list box makes all its rows at once. */
#define MOST_MENTIONS 100
/* Levels are ranked 1 (none) to 6 (expert). */
#define MOST_RANK 6

struct _SlSkillsPage {
  AdwNavigationPage parent_instance;

  AdwNavigationSplitView *split;
  GtkStack *states;
  AdwStatusPage *problem;
  GtkSearchEntry *search;
  GtkListView *list;
  GtkStack *chosen_states;
  GtkLabel *name;
  GtkLabel *mentions;
  GtkWidget *level_box;
  GtkLevelBar *level_bar;
  GtkLabel *level;
  GtkWidget *trend_box;
  GtkImage *trend_icon;
  GtkLabel *trend;
  AdwPreferencesGroup *plans_group;
  GtkListBox *plans;
  GtkListBox *places;

  SlViewState *state;
  SlLive *live;
  GListStore *store; /* SlSkill */
  GtkFilterListModel *shown;
  GtkFilter *filter;
  GtkSingleSelection *selection;
  char *chosen; /* (nullable): key of the chosen skill */
  char *text;   /* (nullable): what is searched for */
  gboolean busy;
};

static void sl_skills_page_page_init (SlPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SlSkillsPage, sl_skills_page, ADW_TYPE_NAVIGATION_PAGE,
                               G_IMPLEMENT_INTERFACE (SL_TYPE_PAGE, sl_skills_page_page_init))

static gboolean
is_shown (gpointer item, gpointer data)
{
  SlSkillsPage *self = data;

  return self->text == NULL || sl_skill_matches (item, self->text);
}

/* The chosen one */

static GtkWidget *
make_row (const char *company, const char *title, const char *subtitle, const char *application_id)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *avatar = sl_company_avatar_new (32);

  sl_company_avatar_set_company (SL_COMPANY_AVATAR (avatar), company);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), avatar);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-record");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(ss)", "application", application_id);
  return row;
}

static GtkWidget *
make_place (SlSkillsPage *self, const SlSkillMention *mention)
{
  GTimeZone *zone = sl_clock_get_time_zone (sl_context_get_clock (sl_view_state_get_context (self->state)));
  g_autofree char *words = sl_skill_mention_describe (mention, sl_view_state_get_today (self->state), zone);
  g_autofree char *company = sl_private_company (mention->company);

  return make_row (company, company, words, mention->application_id);
}

static GtkWidget *
make_plan (const SlSkillMention *mention)
{
  g_autofree char *company = sl_private_company (mention->company);
  g_autofree char *plan = sl_private_text (mention->plan);

  return make_row (company, plan, company, mention->application_id);
}

/* The same plan, made more than once, stands once. */
static void
show_lists (SlSkillsPage *self, SlSkill *skill)
{
  guint n = MIN (sl_skill_get_n_mentions (skill), MOST_MENTIONS);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  gtk_list_box_remove_all (self->places);
  gtk_list_box_remove_all (self->plans);
  for (guint i = 0; i < n; i++)
    {
      const SlSkillMention *mention = sl_skill_get_mention (skill, i);

      gtk_list_box_append (self->places, make_place (self, mention));
      if (mention->plan != NULL && g_hash_table_add (seen, mention->plan))
        gtk_list_box_append (self->plans, make_plan (mention));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->plans_group), g_hash_table_size (seen) > 0);
}

static void
show_skill (SlSkillsPage *self, SlSkill *skill)
{
  g_autofree char *mentions = sl_skill_describe_mentions (skill);
  g_autofree char *levels = sl_skill_describe_levels (skill);
  guint rank = sl_skill_rank_level (sl_skill_get_latest_level (skill));
  SlSkillTrend trend = sl_skill_get_trend (skill);

  gtk_label_set_label (self->name, sl_skill_get_name (skill));
  gtk_label_set_label (self->mentions, mentions);
  gtk_label_set_label (self->level, levels);
  gtk_level_bar_set_value (self->level_bar, rank);
  gtk_widget_set_visible (GTK_WIDGET (self->level_bar), rank > 0);
  gtk_widget_set_visible (self->level_box, *levels != '\0');
  gtk_widget_set_visible (self->trend_box, trend != SL_SKILL_TREND_UNKNOWN);
  gtk_image_set_from_icon_name (self->trend_icon, sl_skill_trend_icon (trend));
  gtk_label_set_label (self->trend, trend != SL_SKILL_TREND_UNKNOWN ? sl_skill_trend_label (trend) : "");
  show_lists (self, skill);
}

static SlSkill *
find_chosen (SlSkillsPage *self, guint *position)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->shown));

  for (guint i = 0; self->chosen != NULL && i < n; i++)
    {
      g_autoptr (SlSkill) skill = g_list_model_get_item (G_LIST_MODEL (self->shown), i);

      if (g_str_equal (sl_skill_get_key (skill), self->chosen))
        {
          *position = i;
          return g_steal_pointer (&skill);
        }
    }
  return NULL;
}

/* The same skill as before stays chosen; without one, the first where there is room for both. */
static void
show_chosen (SlSkillsPage *self)
{
  guint position = GTK_INVALID_LIST_POSITION;
  g_autoptr (SlSkill) skill = find_chosen (self, &position);

  if (skill == NULL && !adw_navigation_split_view_get_collapsed (self->split))
    {
      skill = g_list_model_get_item (G_LIST_MODEL (self->shown), 0);
      position = skill != NULL ? 0 : GTK_INVALID_LIST_POSITION;
    }
  g_set_str (&self->chosen, skill != NULL ? sl_skill_get_key (skill) : NULL);
  self->busy = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->busy = FALSE;
  if (skill != NULL)
    show_skill (self, skill);
  gtk_stack_set_visible_child_name (self->chosen_states, skill != NULL ? "skill" : "none");
  if (skill == NULL)
    adw_navigation_split_view_set_show_content (self->split, FALSE);
}

static void
selected_cb (SlSkillsPage *self)
{
  SlSkill *skill = gtk_single_selection_get_selected_item (self->selection);

  if (self->busy || skill == NULL)
    return;
  g_set_str (&self->chosen, sl_skill_get_key (skill));
  show_chosen (self);
}

static void
activate_cb (SlSkillsPage *self, guint position)
{
  gtk_single_selection_set_selected (self->selection, position);
  selected_cb (self);
  adw_navigation_split_view_set_show_content (self->split, TRUE);
}

/* What there is */

static void
show_state (SlSkillsPage *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->store));
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->shown));

  if (sl_live_get_loaded (self->live))
    gtk_stack_set_visible_child_name (self->states, n == 0 ? "empty" : n_shown == 0 ? "no-results" : "list");
}

static void
refilter (SlSkillsPage *self)
{
  self->busy = TRUE;
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  self->busy = FALSE;
  show_state (self);
  show_chosen (self);
}

static void
search_changed_cb (SlSkillsPage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  g_set_str (&self->text, sl_text_is_blank (text) ? NULL : text);
  if (self->filter != NULL)
    refilter (self);
}

static gboolean
skills_equal (gconstpointer a, gconstpointer b)
{
  return sl_skill_equal ((SlSkill *) a, (SlSkill *) b);
}

static void
live_changed_cb (SlSkillsPage *self)
{
  self->busy = TRUE;
  sl_list_store_replace (self->store, sl_live_get_result (self->live), skills_equal);
  self->busy = FALSE;
  show_state (self);
  show_chosen (self);
}

static void
live_failed_cb (SlSkillsPage *self, const GError *error)
{
  if (sl_error_is_silent (error))
    return;
  if (sl_live_get_loaded (self->live))
    {
      sl_view_state_tell_failed (self->state, error, _("The skills can’t be shown."));
      return;
    }
  sl_problem_show_page (self->problem, error);
  gtk_stack_set_visible_child_name (self->states, "problem");
}

static void
retry_cb (SlSkillsPage *self)
{
  sl_live_refresh (self->live);
}

/* Words for the rows */

static char *
row_words (gpointer instance, SlSkill *skill)
{
  return skill != NULL ? sl_skill_describe (skill) : g_strdup ("");
}

static char *
row_trend_icon (gpointer instance, SlSkill *skill)
{
  return skill != NULL ? g_strdup (sl_skill_trend_icon (sl_skill_get_trend (skill))) : NULL;
}

static char *
row_trend (gpointer instance, SlSkill *skill)
{
  return skill != NULL ? g_strdup (sl_skill_trend_label (sl_skill_get_trend (skill))) : NULL;
}

static char *
row_label (gpointer instance, SlSkill *skill)
{
  g_autofree char *words = row_words (instance, skill);
  g_autofree char *trend = row_trend (instance, skill);

  return skill != NULL ? g_strjoin (", ", sl_skill_get_name (skill), words, trend, NULL) : g_strdup ("");
}

/* Being a page */

static void
page_focus_search (SlPage *page)
{
  SlSkillsPage *self = SL_SKILLS_PAGE (page);

  sl_page_search_sidebar (self->split, GTK_WIDGET (self->search));
}

static gboolean
page_go_back (SlPage *page)
{
  return sl_page_leave_content (SL_SKILLS_PAGE (page)->split);
}

static void
sl_skills_page_page_init (SlPageInterface *iface)
{
  iface->focus_search = page_focus_search;
  iface->go_back = page_go_back;
}

static void
sl_skills_page_dispose (GObject *object)
{
  SlSkillsPage *self = SL_SKILLS_PAGE (object);

  self->busy = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_SKILLS_PAGE);
  g_clear_object (&self->live);
  g_clear_object (&self->selection);
  g_clear_object (&self->shown);
  g_clear_object (&self->filter);
  g_clear_object (&self->store);
  g_clear_object (&self->state);
  g_clear_pointer (&self->chosen, g_free);
  g_clear_pointer (&self->text, g_free);

  G_OBJECT_CLASS (sl_skills_page_parent_class)->dispose (object);
}

static void
bind_chosen (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SlSkillsPage, name);
  gtk_widget_class_bind_template_child (widget_class, SlSkillsPage, mentions);
  gtk_widget_class_bind_template_child (widget_class, SlSkillsPage, level_box);
  gtk_widget_class_bind_template_child (widget_class, SlSkillsPage, level_bar);
  gtk_widget_class_bind_template_child (widget_class, SlSkillsPage, level);
  gtk_widget_class_bind_template_child (widget_class, SlSkillsPage, trend_box);
  gtk_widget_class_bind_template_child (widget_class, SlSkillsPage, trend_icon);
  gtk_widget_class_bind_template_child (widget_class, SlSkillsPage, trend);
  gtk_widget_class_bind_template_child (widget_class, SlSkillsPage, plans_group);
  gtk_widget_class_bind_template_child (widget_class, SlSkillsPage, plans);
  gtk_widget_class_bind_template_child (widget_class, SlSkillsPage, places);
}

static void
sl_skills_page_class_init (SlSkillsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_skills_page_dispose;

  g_type_ensure (SL_TYPE_SKILL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-skills-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SlSkillsPage, split);
  gtk_widget_class_bind_template_child (widget_class, SlSkillsPage, states);
  gtk_widget_class_bind_template_child (widget_class, SlSkillsPage, problem);
  gtk_widget_class_bind_template_child (widget_class, SlSkillsPage, search);
  gtk_widget_class_bind_template_child (widget_class, SlSkillsPage, list);
  gtk_widget_class_bind_template_child (widget_class, SlSkillsPage, chosen_states);
  bind_chosen (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_words);
  gtk_widget_class_bind_template_callback (widget_class, row_trend);
  gtk_widget_class_bind_template_callback (widget_class, row_trend_icon);
  gtk_widget_class_bind_template_callback (widget_class, row_label);
}

static void
sl_skills_page_init (SlSkillsPage *self)
{
  self->busy = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->store = g_list_store_new (SL_TYPE_SKILL);
  self->filter = GTK_FILTER (gtk_custom_filter_new (is_shown, self, NULL));
  self->shown = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->store)), g_object_ref (self->filter));
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->shown)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  gtk_level_bar_set_max_value (self->level_bar, MOST_RANK);
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->split, "notify::collapsed", G_CALLBACK (show_chosen), self, G_CONNECT_SWAPPED);
  self->busy = FALSE;
}

static gpointer
read_skills (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return sl_skills_read (connection, cancellable, error);
}

/** sl_skills_page_new: Returns: (transfer floating): the page */
GtkWidget *
sl_skills_page_new (SlViewState *state)
{
  SlSkillsPage *self = g_object_new (SL_TYPE_SKILLS_PAGE, NULL);

  self->state = g_object_ref (state);
  self->live = sl_live_new (sl_view_state_get_context (state), SL_LIVE_KIND (SL_KIND_REFLECTION) | SL_LIVE_KIND (SL_KIND_APPLICATION),
                            SL_READ_INTERACTIVE, read_skills, (GDestroyNotify) g_ptr_array_unref);
  g_signal_connect_object (self->live, "changed", G_CALLBACK (live_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->live, "failed", G_CALLBACK (live_failed_cb), self, G_CONNECT_SWAPPED);
  sl_live_start (self->live);
  return GTK_WIDGET (self);
}
