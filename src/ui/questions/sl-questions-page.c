/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bank is read whole (a search has some hundred questions) and kept up to date; search and filters only choose. The
 * chosen question is known by its key: what is read anew finds its place again. */

#define G_LOG_DOMAIN "sl-questions-page"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-count.h"
#include "sl-errors.h"
#include "sl-live.h"
#include "sl-page.h"
#include "sl-practice-dialog.h"
#include "sl-private.h"
#include "sl-problem.h"
#include "sl-question-view.h"
#include "sl-question-words.h"
#include "sl-questions-page.h"
#include "sl-record-dialog.h"
#include "sl-record-list.h"
#include "sl-text.h"

struct _SlQuestionsPage {
  AdwNavigationPage parent_instance;

  AdwNavigationSplitView *split;
  GtkStack *states;
  AdwStatusPage *problem;
  GtkSearchEntry *search;
  GtkDropDown *types;
  GtkDropDown *companies;
  GtkListView *list;
  GtkLabel *count;
  GtkWidget *practise;
  GtkStack *chosen_states;
  SlQuestionView *view;

  SlViewState *state;
  SlLive *live;
  GListStore *store; /* SlQuestion */
  GtkFilterListModel *shown;
  GtkFilter *filter;
  GtkSingleSelection *selection;
  GtkStringList *company_names; /* the first stands for all */
  char *chosen;                 /* (nullable): key of the chosen question */
  char *wanted;                 /* (nullable): the answer to open once it is there */
  char *text;                   /* what is searched for */
  gboolean busy;                /* choices change by what was read, not by the person */
  gboolean reveal;              /* the chosen one is to be in sight, once it is there */
};

static void sl_questions_page_page_init (SlPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SlQuestionsPage, sl_questions_page, ADW_TYPE_NAVIGATION_PAGE,
                               G_IMPLEMENT_INTERFACE (SL_TYPE_PAGE, sl_questions_page_page_init))

/* Filters */

static const char *
get_type_filter (SlQuestionsPage *self)
{
  guint i = gtk_drop_down_get_selected (self->types);

  return i == 0 || i == GTK_INVALID_LIST_POSITION ? NULL : sl_stage_type_words.values[i - 1].word;
}

static const char *
get_company_filter (SlQuestionsPage *self)
{
  guint i = gtk_drop_down_get_selected (self->companies);

  return i == 0 || i == GTK_INVALID_LIST_POSITION ? NULL : gtk_string_list_get_string (self->company_names, i);
}

static gboolean
is_shown (gpointer item, gpointer data)
{
  SlQuestionsPage *self = data;

  return sl_question_matches (item, self->text, get_type_filter (self), get_company_filter (self));
}

/* The chosen one */

static SlQuestion *
find_chosen (SlQuestionsPage *self, guint *position)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->shown));

  for (guint i = 0; self->chosen != NULL && i < n; i++)
    {
      g_autoptr (SlQuestion) question = g_list_model_get_item (G_LIST_MODEL (self->shown), i);

      if (g_str_equal (sl_question_get_key (question), self->chosen))
        {
          *position = i;
          return g_steal_pointer (&question);
        }
    }
  return NULL;
}

/* The same question as before stays chosen; without one, the first where there is room for both. */
static void
show_chosen (SlQuestionsPage *self)
{
  guint position = GTK_INVALID_LIST_POSITION;
  g_autoptr (SlQuestion) question = find_chosen (self, &position);

  if (question == NULL && !adw_navigation_split_view_get_collapsed (self->split))
    {
      question = g_list_model_get_item (G_LIST_MODEL (self->shown), 0);
      position = question != NULL ? 0 : GTK_INVALID_LIST_POSITION;
    }
  g_set_str (&self->chosen, question != NULL ? sl_question_get_key (question) : NULL);
  self->busy = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->busy = FALSE;
  if (question != NULL && self->reveal)
    {
      self->reveal = FALSE;
      gtk_list_view_scroll_to (self->list, position, GTK_LIST_SCROLL_NONE, NULL);
    }
  sl_question_view_set_question (self->view, question);
  gtk_stack_set_visible_child_name (self->chosen_states, question != NULL ? "question" : "none");
  if (question == NULL)
    adw_navigation_split_view_set_show_content (self->split, FALSE);
}

static void
selected_cb (SlQuestionsPage *self)
{
  SlQuestion *question = gtk_single_selection_get_selected_item (self->selection);

  if (self->busy || question == NULL)
    return;
  g_set_str (&self->chosen, sl_question_get_key (question));
  show_chosen (self);
}

static void
activate_cb (SlQuestionsPage *self, guint position)
{
  gtk_single_selection_set_selected (self->selection, position);
  selected_cb (self);
  adw_navigation_split_view_set_show_content (self->split, TRUE);
}

/* What there is */

static void
show_state (SlQuestionsPage *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->store));
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->shown));
  g_autofree char *words = NULL;

  if (!sl_live_get_loaded (self->live))
    return;
  words = n_shown == n ? g_strdup_printf (ngettext ("%s question", "%s questions", n), SL_COUNT (n))
                       /* Translators: how many of the questions fit: “3 of 24 questions” */
                       : g_strdup_printf (ngettext ("%s of %s question", "%s of %s questions", n), SL_COUNT (n_shown), SL_COUNT (n));
  gtk_label_set_label (self->count, words);
  gtk_widget_set_sensitive (self->practise, n_shown > 0);
  gtk_stack_set_visible_child_name (self->states, n == 0 ? "empty" : n_shown == 0 ? "no-results" : "list");
}

static void
filter_changed_cb (SlQuestionsPage *self)
{
  if (self->busy || self->filter == NULL)
    return;
  self->busy = TRUE;
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  self->busy = FALSE;
  show_state (self);
  show_chosen (self);
}

static void
search_changed_cb (SlQuestionsPage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  g_set_str (&self->text, sl_text_is_blank (text) ? NULL : text);
  filter_changed_cb (self);
}

static void
clear_filters_cb (SlQuestionsPage *self)
{
  gtk_drop_down_set_selected (self->types, 0);
  gtk_drop_down_set_selected (self->companies, 0);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
}

/* The names in the list are those that are searched for; what is seen may be hidden. */
static char *
name_company (GtkStringObject *item, SlQuestionsPage *self)
{
  const char *name = gtk_string_object_get_string (item);

  return g_strcmp0 (name, gtk_string_list_get_string (self->company_names, 0)) == 0 ? g_strdup (name) : sl_private_company (name);
}

static void
show_companies (SlQuestionsPage *self, GPtrArray *questions)
{
  g_autoptr (GPtrArray) names = sl_questions_list_companies (questions);
  g_autofree char *present = g_strdup (get_company_filter (self));
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->company_names));
  guint selected = 0;
  gboolean same = n == names->len + 1;

  for (guint i = 0; i < names->len; i++)
    {
      same = same && g_str_equal (gtk_string_list_get_string (self->company_names, i + 1), names->pdata[i]);
      if (g_strcmp0 (names->pdata[i], present) == 0)
        selected = i + 1;
    }
  if (same)
    return;
  g_ptr_array_add (names, NULL);
  gtk_string_list_splice (self->company_names, 1, n - 1, (const char *const *) names->pdata);
  gtk_drop_down_set_selected (self->companies, selected);
}

/* The question whose answer was asked for from elsewhere, as soon as it is read. */
static void
open_wanted (SlQuestionsPage *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->store));
  g_autofree char *id = sl_live_get_loaded (self->live) ? g_steal_pointer (&self->wanted) : NULL;

  for (guint i = 0; id != NULL && i < n; i++)
    {
      g_autoptr (SlQuestion) question = g_list_model_get_item (G_LIST_MODEL (self->store), i);

      if (g_strcmp0 (sl_question_get_answer_id (question), id) != 0)
        continue;
      g_set_str (&self->chosen, sl_question_get_key (question));
      self->reveal = TRUE;
      show_chosen (self);
      adw_navigation_split_view_set_show_content (self->split, TRUE);
      return;
    }
}

static gboolean
questions_equal (gconstpointer a, gconstpointer b)
{
  return sl_question_equal ((SlQuestion *) a, (SlQuestion *) b);
}

static void
live_changed_cb (SlQuestionsPage *self)
{
  GPtrArray *questions = sl_live_get_result (self->live);

  self->busy = TRUE;
  show_companies (self, questions);
  sl_list_store_replace (self->store, questions, questions_equal);
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  self->busy = FALSE;
  show_state (self);
  show_chosen (self);
  open_wanted (self);
}

static void
live_failed_cb (SlQuestionsPage *self, const GError *error)
{
  if (sl_error_is_silent (error))
    return;
  if (sl_live_get_loaded (self->live))
    {
      sl_view_state_tell_failed (self->state, error, _("The questions can’t be shown."));
      return;
    }
  sl_problem_show_page (self->problem, error);
  gtk_stack_set_visible_child_name (self->states, "problem");
}

static void
retry_cb (SlQuestionsPage *self)
{
  sl_live_refresh (self->live);
}

/* Deeds */

static void
added_cb (SlQuestionsPage *self, SlRecord *answer)
{
  g_autofree char *key = sl_question_make_key (sl_record_get_text (answer, SL_ANSWER_QUESTION));

  clear_filters_cb (self);
  g_set_str (&self->chosen, key);
  self->reveal = TRUE;
  sl_live_refresh (self->live);
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const guint fields[] = { SL_ANSWER_QUESTION, SL_ANSWER_NOTES };
  SlQuestionsPage *self = SL_QUESTIONS_PAGE (widget);
  g_autoptr (SlRecord) answer = sl_record_new (SL_KIND_ANSWER);
  AdwDialog *dialog = sl_record_dialog_new (self->state, answer, TRUE, _("New Question"));

  sl_record_dialog_add_group (SL_RECORD_DIALOG (dialog), NULL, fields, G_N_ELEMENTS (fields));
  g_signal_connect_object (dialog, "saved", G_CALLBACK (added_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

static void
practise_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlQuestionsPage *self = SL_QUESTIONS_PAGE (widget);

  if (g_list_model_get_n_items (G_LIST_MODEL (self->shown)) > 0)
    adw_dialog_present (sl_practice_dialog_new (self->state, G_LIST_MODEL (self->shown), g_random_int ()), widget);
}

/* Words for the rows */

static char *
row_asked (gpointer instance, SlQuestion *question)
{
  return question != NULL ? sl_question_describe_asked (question) : g_strdup ("");
}

static gboolean
row_has_answer (gpointer instance, SlQuestion *question)
{
  return question != NULL && !sl_text_is_blank (sl_question_get_notes (question));
}

static char *
row_label (gpointer instance, SlQuestion *question)
{
  g_autofree char *asked = row_asked (instance, question);

  if (question == NULL)
    return g_strdup ("");
  return g_strjoin (", ", sl_question_get_text (question), asked, row_has_answer (instance, question) ? _("answered") : NULL, NULL);
}

/* Being a page */

static void
page_open_record (SlPage *page, SlKind kind, const char *id)
{
  SlQuestionsPage *self = SL_QUESTIONS_PAGE (page);

  clear_filters_cb (self);
  g_set_str (&self->wanted, id);
  open_wanted (self);
}

static void
page_focus_search (SlPage *page)
{
  SlQuestionsPage *self = SL_QUESTIONS_PAGE (page);

  sl_page_search_sidebar (self->split, GTK_WIDGET (self->search));
}

static gboolean
page_go_back (SlPage *page)
{
  return sl_page_leave_content (SL_QUESTIONS_PAGE (page)->split);
}

static void
sl_questions_page_page_init (SlPageInterface *iface)
{
  iface->open_record = page_open_record;
  iface->focus_search = page_focus_search;
  iface->go_back = page_go_back;
}

/* Class */

static void
sl_questions_page_dispose (GObject *object)
{
  SlQuestionsPage *self = SL_QUESTIONS_PAGE (object);

  self->busy = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_QUESTIONS_PAGE);
  g_clear_object (&self->live);
  g_clear_object (&self->selection);
  g_clear_object (&self->shown);
  g_clear_object (&self->filter);
  g_clear_object (&self->store);
  g_clear_object (&self->company_names);
  g_clear_object (&self->state);
  g_clear_pointer (&self->chosen, g_free);
  g_clear_pointer (&self->wanted, g_free);
  g_clear_pointer (&self->text, g_free);

  G_OBJECT_CLASS (sl_questions_page_parent_class)->dispose (object);
}

static void
sl_questions_page_class_init (SlQuestionsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_questions_page_dispose;

  g_type_ensure (SL_TYPE_QUESTION);
  g_type_ensure (SL_TYPE_QUESTION_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-questions-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SlQuestionsPage, split);
  gtk_widget_class_bind_template_child (widget_class, SlQuestionsPage, states);
  gtk_widget_class_bind_template_child (widget_class, SlQuestionsPage, problem);
  gtk_widget_class_bind_template_child (widget_class, SlQuestionsPage, search);
  gtk_widget_class_bind_template_child (widget_class, SlQuestionsPage, types);
  gtk_widget_class_bind_template_child (widget_class, SlQuestionsPage, companies);
  gtk_widget_class_bind_template_child (widget_class, SlQuestionsPage, list);
  gtk_widget_class_bind_template_child (widget_class, SlQuestionsPage, count);
  gtk_widget_class_bind_template_child (widget_class, SlQuestionsPage, practise);
  gtk_widget_class_bind_template_child (widget_class, SlQuestionsPage, chosen_states);
  gtk_widget_class_bind_template_child (widget_class, SlQuestionsPage, view);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_filters_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_asked);
  gtk_widget_class_bind_template_callback (widget_class, row_has_answer);
  gtk_widget_class_bind_template_callback (widget_class, row_label);
  gtk_widget_class_install_action (widget_class, "questions.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "questions.practise", NULL, practise_action);
}

static void
fill_types (SlQuestionsPage *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  gtk_string_list_append (labels, _("All rounds"));
  for (const SlEnumValue *value = sl_stage_type_words.values; value->word != NULL; value++)
    gtk_string_list_append (labels, sl_enum_label (&sl_stage_type_words, value->word));
  gtk_drop_down_set_model (self->types, G_LIST_MODEL (labels));
}

static void
sl_questions_page_init (SlQuestionsPage *self)
{
  g_autoptr (GtkExpression) names = NULL;

  self->busy = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->store = g_list_store_new (SL_TYPE_QUESTION);
  self->filter = GTK_FILTER (gtk_custom_filter_new (is_shown, self, NULL));
  self->shown = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->store)), g_object_ref (self->filter));
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->shown)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  self->company_names = gtk_string_list_new ((const char *const[]) { _("All companies"), NULL });
  fill_types (self);
  names = gtk_cclosure_expression_new (G_TYPE_STRING, NULL, 0, NULL, G_CALLBACK (name_company), self, NULL);
  gtk_drop_down_set_expression (self->companies, names);
  gtk_drop_down_set_model (self->companies, G_LIST_MODEL (self->company_names));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->split, "notify::collapsed", G_CALLBACK (show_chosen), self, G_CONNECT_SWAPPED);
  self->busy = FALSE;
}

static gpointer
read_questions (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return sl_questions_read (connection, cancellable, error);
}

/** sl_questions_page_new: Returns: (transfer floating): the page */
GtkWidget *
sl_questions_page_new (SlViewState *state)
{
  SlQuestionsPage *self = g_object_new (SL_TYPE_QUESTIONS_PAGE, NULL);

  self->state = g_object_ref (state);
  sl_question_view_set_state (self->view, state);
  self->live = sl_live_new (sl_view_state_get_context (state),
                            SL_LIVE_KIND (SL_KIND_STAGE) | SL_LIVE_KIND (SL_KIND_APPLICATION) | SL_LIVE_KIND (SL_KIND_ANSWER),
                            SL_READ_INTERACTIVE, read_questions, (GDestroyNotify) g_ptr_array_unref);
  g_signal_connect_object (self->live, "changed", G_CALLBACK (live_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->live, "failed", G_CALLBACK (live_failed_cb), self, G_CONNECT_SWAPPED);
  sl_live_start (self->live);
  return GTK_WIDGET (self);
}
