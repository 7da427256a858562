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
  char *shown;          /* the notes as they are shown, or were handed over since: what is typed next is made of that */
  char *stood;          /* the last of these that the store is known to have held */
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

typedef struct {
  SlAnswerText *owner;
  char *key; /* of the question */
  char *text;
} Save;

static void
save_free (Save *save)
{
  g_object_unref (save->owner);
  g_free (save->key);
  g_free (save->text);
  g_free (save);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Save, save_free)

static void
fill (SlAnswerText *self)
{
  g_set_str (&self->shown, get_notes (self));
  g_set_str (&self->stood, get_notes (self));
  self->filling = TRUE;
  if (sl_text_area_update (SL_TEXT_AREA (self->view), get_notes (self)))
    forget_typing (self);
  self->filling = FALSE;
}

/* What wasn't taken is nothing to go on from. Where nothing had to be changed, nothing will be read anew either. */
static void
note_end (SlAnswerText *self, const Save *save, SlTransaction *transaction)
{
  if (self->question == NULL || !g_str_equal (save->key, sl_question_get_key (self->question)))
    return;
  if (transaction != NULL)
    g_set_str (&self->stood, save->text);
  else if (self->n_saving == 0)
    g_set_str (&self->shown, self->stood);
  if (transaction != NULL && sl_transaction_get_id (transaction) == 0 && self->n_saving == 0 && self->pause.source == 0)
    fill (self);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Save) save = data;
  SlAnswerText *self = save->owner;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = sl_store_apply_finish (SL_STORE (source), result, &error);

  self->n_saving--;
  note_end (self, save, transaction);
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
  g_autofree char *base = g_strdup (self->shown);
  Save *saving;

  if (self->question == NULL || self->state == NULL)
    return;
  if (g_strcmp0 (text, base) == 0)
    {
      /* What came meanwhile needn't wait any more for what was being typed. */
      if (self->n_saving == 0)
        fill (self);
      return;
    }

  show_problem (self, NULL);
  forget_typing (self);
  /* One after the other: the second finds what the first has made. */
  self->n_saving++;
  g_set_str (&self->shown, text);
  saving = g_new0 (Save, 1);
  saving->owner = g_object_ref (self);
  saving->key = g_strdup (sl_question_get_key (self->question));
  saving->text = g_steal_pointer (&text);
  sl_deed_answer_question_async (sl_view_state_get_context (self->state), sl_question_get_text (self->question),
                                 sl_question_get_answer_id (self->question), base, saving->text, NULL, saved_cb, saving);
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
  g_clear_pointer (&self->shown, g_free);
  g_clear_pointer (&self->stood, g_free);

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
  g_signal_connect_object (state, "finish-typing", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
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
