/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-practice-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-practice-dialog.h"
#include "sl-question-words.h"
#include "sl-text.h"

struct _SlPracticeDialog {
  AdwDialog parent_instance;

  GtkLabel *place;
  GtkProgressBar *progress;
  GtkLabel *question;
  GtkLabel *asked;
  GtkRevealer *answer_revealer;
  GtkLabel *answer;
  GtkWidget *show_button;
  GtkWidget *previous_button;
  GtkWidget *next_button;

  SlViewState *state;
  GPtrArray *questions; /* SlQuestion, mixed */
  guint32 seed;
  guint current;
};

G_DEFINE_FINAL_TYPE (SlPracticeDialog, sl_practice_dialog, ADW_TYPE_DIALOG)

static void
show_answer (SlPracticeDialog *self, gboolean shown)
{
  gtk_revealer_set_reveal_child (self->answer_revealer, shown);
  gtk_button_set_label (GTK_BUTTON (self->show_button), shown ? _("_Hide My Answer") : _("_Show My Answer"));
  if (shown)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), gtk_label_get_label (self->answer), GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
show_current (SlPracticeDialog *self)
{
  SlQuestion *question = g_ptr_array_index (self->questions, self->current);
  g_autofree char *asked = sl_question_describe_asked (question);
  /* Translators: which of the questions is shown: “3 of 24” */
  g_autofree char *place = g_strdup_printf (_("%u of %u"), self->current + 1, self->questions->len);
  const char *notes = sl_question_get_notes (question);
  gboolean has_answer = !sl_text_is_blank (notes);

  gtk_label_set_label (self->place, place);
  gtk_progress_bar_set_fraction (self->progress, (double) (self->current + 1) / self->questions->len);
  gtk_label_set_label (self->question, sl_question_get_text (question));
  gtk_label_set_label (self->asked, asked);
  gtk_label_set_label (self->answer, has_answer ? notes : _("You haven’t written an answer yet. Say it aloud, then write down what was good."));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "practice.previous", self->current > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "practice.next", self->current + 1 < self->questions->len);
  show_answer (self, FALSE);
}

static void
tell_question (SlPracticeDialog *self)
{
  gtk_accessible_announce (GTK_ACCESSIBLE (self), gtk_label_get_label (self->question), GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
step_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlPracticeDialog *self = SL_PRACTICE_DIALOG (widget);

  if (g_str_equal (name, "practice.next"))
    self->current = MIN (self->current + 1, self->questions->len - 1);
  else if (self->current > 0)
    self->current--;
  show_current (self);
  tell_question (self);
}

static void
toggle_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlPracticeDialog *self = SL_PRACTICE_DIALOG (widget);

  show_answer (self, !gtk_revealer_get_reveal_child (self->answer_revealer));
}

static void
mix_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlPracticeDialog *self = SL_PRACTICE_DIALOG (widget);

  sl_questions_shuffle (self->questions, ++self->seed);
  self->current = 0;
  show_current (self);
  tell_question (self);
}

static void
sl_practice_dialog_dispose (GObject *object)
{
  SlPracticeDialog *self = SL_PRACTICE_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_PRACTICE_DIALOG);
  g_clear_pointer (&self->questions, g_ptr_array_unref);
  g_clear_object (&self->state);

  G_OBJECT_CLASS (sl_practice_dialog_parent_class)->dispose (object);
}

static void
sl_practice_dialog_class_init (SlPracticeDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_practice_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-practice-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SlPracticeDialog, place);
  gtk_widget_class_bind_template_child (widget_class, SlPracticeDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, SlPracticeDialog, question);
  gtk_widget_class_bind_template_child (widget_class, SlPracticeDialog, asked);
  gtk_widget_class_bind_template_child (widget_class, SlPracticeDialog, answer_revealer);
  gtk_widget_class_bind_template_child (widget_class, SlPracticeDialog, answer);
  gtk_widget_class_bind_template_child (widget_class, SlPracticeDialog, show_button);
  gtk_widget_class_bind_template_child (widget_class, SlPracticeDialog, previous_button);
  gtk_widget_class_bind_template_child (widget_class, SlPracticeDialog, next_button);
  gtk_widget_class_install_action (widget_class, "practice.next", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "practice.previous", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "practice.toggle-answer", NULL, toggle_action);
  gtk_widget_class_install_action (widget_class, "practice.mix", NULL, mix_action);
}

static void
sl_practice_dialog_init (SlPracticeDialog *self)
{
  self->questions = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sl_practice_dialog_new:
 * @questions: what to practise, at least one SlQuestion
 * @seed: of the order
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
sl_practice_dialog_new (SlViewState *state, GListModel *questions, guint32 seed)
{
  SlPracticeDialog *self = g_object_new (SL_TYPE_PRACTICE_DIALOG, NULL);
  guint n = g_list_model_get_n_items (questions);

  g_return_val_if_fail (n > 0, ADW_DIALOG (self));

  self->state = g_object_ref (state);
  self->seed = seed;
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (self->questions, g_list_model_get_item (questions, i));
  sl_questions_shuffle (self->questions, seed);
  show_current (self);
  return ADW_DIALOG (self);
}
