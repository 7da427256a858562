/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-question-view"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-answer-text.h"
#include "sl-company-avatar.h"
#include "sl-private.h"
#include "sl-question-view.h"
#include "sl-question-words.h"

/* A list box makes all its rows at once. */
#define MOST_ROUNDS 100

struct _SlQuestionView {
  AdwBin parent_instance;

  GtkLabel *text;
  GtkLabel *asked;
  SlAnswerText *answer;
  AdwPreferencesGroup *rounds_group;
  GtkListBox *rounds;
  GtkWidget *delete_button;

  SlViewState *state;
  SlQuestion *question;
};

G_DEFINE_FINAL_TYPE (SlQuestionView, sl_question_view, ADW_TYPE_BIN)

static GtkWidget *
make_round (SlQuestionView *self, const SlAsked *asked)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *avatar = sl_company_avatar_new (32);
  g_autofree char *company = sl_private_company (asked->company);
  g_autofree char *words = sl_question_describe_round (asked, sl_view_state_get_today (self->state));

  sl_company_avatar_set_company (SL_COMPANY_AVATAR (avatar), company);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), company);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), avatar);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-record");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(ss)", "stage", asked->stage_id);
  return row;
}

static void
show_rounds (SlQuestionView *self)
{
  guint n = sl_question_get_n_asked (self->question);

  gtk_list_box_remove_all (self->rounds);
  for (guint i = 0; i < MIN (n, MOST_ROUNDS); i++)
    gtk_list_box_append (self->rounds, make_round (self, sl_question_get_asked (self->question, i)));
  gtk_widget_set_visible (GTK_WIDGET (self->rounds_group), n > 0);
}

static void
delete_cb (SlQuestionView *self)
{
  const char *ids[] = { sl_question_get_answer_id (self->question), NULL };
  g_autoptr (SlChangeset) changeset = NULL;

  if (ids[0] == NULL)
    return;
  changeset = sl_deed_trash (SL_KIND_ANSWER, ids, sl_context_get_clock (sl_view_state_get_context (self->state)));
  sl_view_state_apply (self->state, changeset);
}

static void
sl_question_view_dispose (GObject *object)
{
  SlQuestionView *self = SL_QUESTION_VIEW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_QUESTION_VIEW);
  g_clear_object (&self->question);
  g_clear_object (&self->state);

  G_OBJECT_CLASS (sl_question_view_parent_class)->dispose (object);
}

static void
sl_question_view_class_init (SlQuestionViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_question_view_dispose;

  g_type_ensure (SL_TYPE_ANSWER_TEXT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-question-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SlQuestionView, text);
  gtk_widget_class_bind_template_child (widget_class, SlQuestionView, asked);
  gtk_widget_class_bind_template_child (widget_class, SlQuestionView, answer);
  gtk_widget_class_bind_template_child (widget_class, SlQuestionView, rounds_group);
  gtk_widget_class_bind_template_child (widget_class, SlQuestionView, rounds);
  gtk_widget_class_bind_template_child (widget_class, SlQuestionView, delete_button);
  gtk_widget_class_bind_template_callback (widget_class, delete_cb);
}

static void
sl_question_view_init (SlQuestionView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** sl_question_view_set_state: @state: the window's; once for each view */
void
sl_question_view_set_state (SlQuestionView *self, SlViewState *state)
{
  g_return_if_fail (SL_IS_QUESTION_VIEW (self));

  g_set_object (&self->state, state);
  sl_answer_text_set_state (self->answer, state);
}

/** sl_question_view_set_question: @question: (nullable): what is shown, or the same one as read anew */
void
sl_question_view_set_question (SlQuestionView *self, SlQuestion *question)
{
  g_autofree char *words = NULL;

  g_return_if_fail (SL_IS_QUESTION_VIEW (self));

  sl_answer_text_set_question (self->answer, question);
  g_set_object (&self->question, question);
  if (question == NULL)
    return;
  words = sl_question_get_n_asked (question) != 1 ? sl_question_describe_asked (question) : NULL;
  gtk_label_set_label (self->text, sl_question_get_text (question));
  gtk_label_set_label (self->asked, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->asked), words != NULL);
  gtk_widget_set_visible (self->delete_button, sl_question_get_n_asked (question) == 0);
  show_rounds (self);
}
