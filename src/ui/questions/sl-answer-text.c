/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-answer-text"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-answer-text.h"
#include "sl-deeds-bank.h"
#include "sl-errors.h"
#include "sl-field-pause.h"
#include "sl-text-area.h"

struct _SlAnswerText {
  AdwPreferencesRow parent_instance;

  GtkTextView *view;
  GtkLabel *title;

  SlViewState *state;
  SlQuestion *question; /* as it was read last */
  SlFieldPause pause;
  gboolean filling;
  guint n_saving;
};

G_DEFINE_FINAL_TYPE (SlAnswerText, sl_answer_text, ADW_TYPE_PREFERENCES_ROW)

static char *
dup_text (SlAnswerText *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static const char *
get_notes (SlAnswerText *self)
{
  const char *notes = self->question != NULL ? sl_question_get_notes (self->question) : NULL;

  return notes != NULL ? notes : "";
}

static gboolean
is_unsaved (gpointer owner)
{
  SlAnswerText *self = owner;
  g_autofree char *typed = dup_text (self);

  return self->pause.source != 0 && g_strcmp0 (typed, get_notes (self)) != 0;
}

static void
show_problem (SlAnswerText *self, const char *message)
{
  gtk_label_set_label (self->title, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->title), message != NULL);
}

/* What is saved is undone by the window; the text would bring it back a second time. */
static void
forget_typing (SlAnswerText *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);

  gtk_text_buffer_set_enable_undo (buffer, FALSE);
  gtk_text_buffer_set_enable_undo (buffer, TRUE);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SlAnswerText) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = sl_store_apply_finish (SL_STORE (source), result, &error);

  self->n_saving--;
  if (self->state == NULL || transaction != NULL)
    return;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      g_autofree char *words = sl_error_describe (error, _("The answer wasn’t saved."));

      show_problem (self, words);
    }
  else
    sl_view_state_tell_failed (self->state, error, _("The answer wasn’t saved."));
}

static void
save (gpointer owner)
{
  SlAnswerText *self = owner;
  g_autofree char *text = dup_text (self);

  if (self->question == NULL || self->state == NULL || (self->n_saving == 0 && g_strcmp0 (text, get_notes (self)) == 0))
    return;

  show_problem (self, NULL);
  forget_typing (self);
  /* One after the other: the second finds what the first has made. */
  self->n_saving++;
  sl_deed_answer_question_async (sl_view_state_get_context (self->state), sl_question_get_text (self->question),
                                 sl_question_get_answer_id (self->question), text, NULL, saved_cb, g_object_ref (self));
}

static void
fill (SlAnswerText *self)
{
  g_autofree char *typed = dup_text (self);

  if (g_strcmp0 (typed, get_notes (self)) == 0)
    return;
  self->filling = TRUE;
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->view), get_notes (self), -1);
  self->filling = FALSE;
  forget_typing (self);
}

static void
changed_cb (SlAnswerText *self)
{
  if (!self->filling)
    sl_field_pause_start (&self->pause);
}

static void
leave_cb (SlAnswerText *self)
{
  sl_field_pause_finish (&self->pause);
}

static void
sl_answer_text_unmap (GtkWidget *widget)
{
  sl_field_pause_finish (&SL_ANSWER_TEXT (widget)->pause);

  GTK_WIDGET_CLASS (sl_answer_text_parent_class)->unmap (widget);
}

static void
sl_answer_text_dispose (GObject *object)
{
  SlAnswerText *self = SL_ANSWER_TEXT (object);

  sl_field_pause_stop (&self->pause);
  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_ANSWER_TEXT);
  g_clear_object (&self->question);
  g_clear_object (&self->state);

  G_OBJECT_CLASS (sl_answer_text_parent_class)->dispose (object);
}

static void
sl_answer_text_class_init (SlAnswerTextClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_answer_text_dispose;
  widget_class->unmap = sl_answer_text_unmap;

  g_type_ensure (SL_TYPE_TEXT_AREA);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-answer-text.ui");
  gtk_widget_class_bind_template_child (widget_class, SlAnswerText, view);
  gtk_widget_class_bind_template_child (widget_class, SlAnswerText, title);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, leave_cb);
}

static void
sl_answer_text_init (SlAnswerText *self)
{
  self->pause.run = save;
  self->pause.is_unsaved = is_unsaved;
  self->pause.owner = self;
  gtk_widget_init_template (GTK_WIDGET (self));
  sl_field_pause_watch_undo (&self->pause, GTK_WIDGET (self));
}

/** sl_answer_text_set_state: @state: the window's; once for each text */
void
sl_answer_text_set_state (SlAnswerText *self, SlViewState *state)
{
  g_return_if_fail (SL_IS_ANSWER_TEXT (self));

  g_set_object (&self->state, state);
}

/**
 * sl_answer_text_set_question:
 * @question: (nullable): whose answer is shown, or what was read anew of the same question
 *
 * What is typed and not saved yet stays, or is saved first when it belongs to another question.
 */
void
sl_answer_text_set_question (SlAnswerText *self, SlQuestion *question)
{
  gboolean same;

  g_return_if_fail (SL_IS_ANSWER_TEXT (self));

  same = self->question != NULL && question != NULL &&
         g_str_equal (sl_question_get_key (self->question), sl_question_get_key (question));
  if (!same)
    sl_field_pause_finish (&self->pause);
  g_set_object (&self->question, question);
  if (!same)
    show_problem (self, NULL);
  if (!same || (self->pause.source == 0 && self->n_saving == 0))
    fill (self);
}
