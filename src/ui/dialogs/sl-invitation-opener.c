/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-invitation-opener"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-alert.h"
#include "sl-errors.h"
#include "sl-file.h"
#include "sl-invitation-form.h"
#include "sl-invitation-opener.h"
#include "sl-invitation-plan.h"
#include "sl-invitations-dialog.h"
#include "sl-private.h"

/* Of events that can't be read, so many are named. */
#define MAX_TOLD 8

struct _SlInvitationOpener {
  GObject parent_instance;

  GtkWidget *window; /* borrowed, weak */
  GCancellable *cancellable; /* of the reading; it ends with the window */
  SlViewState *state;
  SlInvitationPlan *plan; /* (nullable): of the only event */
  GPtrArray *gaps;        /* of sentences: what couldn't be read */
};

G_DEFINE_FINAL_TYPE (SlInvitationOpener, sl_invitation_opener, G_TYPE_OBJECT)

enum {
  CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void end_or_tell_gaps (SlInvitationOpener *self);

static void
end (SlInvitationOpener *self)
{
  g_signal_emit (self, signals[CLOSED], 0);
  g_object_unref (self);
}

/* Messages */

static void
opened_cb (SlInvitationOpener *self, const char *response)
{
  if (g_str_equal (response, "open") && self->window != NULL && self->plan != NULL && self->plan->present != NULL)
    gtk_widget_activate_action (self->window, "win.open-record", "(ss)", "stage", sl_record_get_id (self->plan->present));
  end_or_tell_gaps (self);
}

static void
tell (SlInvitationOpener *self, const char *title, const char *words, gboolean offer_open)
{
  AdwDialog *dialog = sl_alert_new (title, words);

  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _("_Close"));
  if (offer_open)
    adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "open", _("_Show Round"));
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "close");
  g_signal_connect_object (dialog, "response", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, self->window);
}

static void
fail (SlInvitationOpener *self, const GError *error)
{
  g_autofree char *words = sl_error_describe (error, NULL);

  if (self->window == NULL || sl_error_is_silent (error))
    end (self);
  else
    tell (self, _("No Invitation to Read"), words, FALSE);
}

/* What comes of it */

/* What the file has besides, once the event was seen. */
static void
end_or_tell_gaps (SlInvitationOpener *self)
{
  g_autofree char *said = NULL;
  g_autofree char *words = NULL;

  if (self->window == NULL || self->gaps->len == 0)
    {
      end (self);
      return;
    }
  g_ptr_array_add (self->gaps, NULL);
  said = g_strjoinv ("\n", (char **) self->gaps->pdata);
  words = sl_private_text (said);
  g_ptr_array_set_size (self->gaps, 0);
  tell (self, _("Left Out"), words, FALSE);
}

static void
present (SlInvitationOpener *self, AdwDialog *dialog, GCallback closed)
{
  g_signal_connect_object (dialog, "closed", closed, self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, self->window);
}

static void
present_plan (SlInvitationOpener *self)
{
  SlInvitationPlan *plan = self->plan;
  SlInvitationFate fate = sl_invitation_plan_get_fate (plan, NULL);
  g_autofree char *words = sl_invitation_plan_describe (plan, fate, NULL);

  if (fate == SL_INVITATION_OWN)
    tell (self, _("Nothing New"), words, plan->present != NULL);
  else if (fate == SL_INVITATION_OTHER_DATE)
    tell (self, _("Another Date"), words, TRUE);
  else if (fate == SL_INVITATION_OLDER)
    tell (self, _("Older Invitation"), words, TRUE);
  else if (fate == SL_INVITATION_SETTLED)
    tell (self, _("Already Here"), _("The round is there, just as the invitation says."), TRUE);
  else if (fate == SL_INVITATION_CALLED_OFF)
    tell (self, _("Called Off"), _("This invitation was called off, and there is no round of it here. There is nothing to do."), FALSE);
  else if (plan->applications->len == 0)
    tell (self, _("No Open Application"), _("A round belongs to an application. Add the application first, then open the invitation again."), FALSE);
  else
    present (self, sl_invitation_form_new (self->state, plan), G_CALLBACK (end_or_tell_gaps));
}

/* Planning */

static gpointer
read_plans (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return sl_invitation_plans_read (connection, g_ptr_array_ref (data), cancellable, error);
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SlInvitationOpener) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) plans = sl_store_read_finish (SL_STORE (source), result, &error);

  if (plans == NULL)
    {
      fail (self, error);
      return;
    }
  if (self->window == NULL)
    {
      end (self);
      return;
    }
  if (plans->len > 1)
    {
      present (self, sl_invitations_dialog_new (self->state, plans, self->gaps), G_CALLBACK (end));
      return;
    }
  self->plan = g_ptr_array_steal_index (plans, 0);
  present_plan (self);
}

/* Reading */

/* What the thread reads. */
typedef struct {
  GFile *file;
  GTimeZone *zone;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_object_unref (reading->file);
  g_time_zone_unref (reading->zone);
  g_free (reading);
}

/* What the thread gives back. */
typedef struct {
  GPtrArray *invitations;
  SlInvitationGaps *gaps;
} Answer;

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_clear_pointer (&answer->invitations, g_ptr_array_unref);
  g_clear_pointer (&answer->gaps, sl_invitation_gaps_free);
  g_free (answer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

static void
read_file_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Reading *reading = data;
  GError *error = NULL;
  g_autoptr (GBytes) bytes = sl_file_read_file (reading->file, SL_INVITATION_MAX_SIZE, cancellable, &error);
  g_autoptr (Answer) answer = g_new0 (Answer, 1);

  answer->invitations = bytes != NULL ? sl_invitation_read (bytes, reading->zone, &answer->gaps, &error) : NULL;
  if (answer->invitations != NULL)
    g_task_return_pointer (task, g_steal_pointer (&answer), answer_free);
  else
    g_task_return_error (task, error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SlInvitationOpener *self = SL_INVITATION_OPENER (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (Answer) answer = g_task_propagate_pointer (G_TASK (result), &error);

  if (answer == NULL)
    {
      fail (self, error);
      return;
    }
  g_ptr_array_unref (self->gaps);
  self->gaps = sl_invitation_gaps_describe (answer->gaps, MAX_TOLD);
  sl_store_read_async (sl_view_state_get_store (self->state), SL_READ_BACKGROUND, read_plans, g_steal_pointer (&answer->invitations), (GDestroyNotify) g_ptr_array_unref,
                       (GDestroyNotify) g_ptr_array_unref, self->cancellable, planned_cb, g_object_ref (self));
}

/* The class */

static void
sl_invitation_opener_dispose (GObject *object)
{
  SlInvitationOpener *self = SL_INVITATION_OPENER (object);

  g_clear_weak_pointer (&self->window);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->state);
  g_clear_pointer (&self->plan, sl_invitation_plan_free);
  g_clear_pointer (&self->gaps, g_ptr_array_unref);

  G_OBJECT_CLASS (sl_invitation_opener_parent_class)->dispose (object);
}

static void
sl_invitation_opener_class_init (SlInvitationOpenerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_invitation_opener_dispose;

  signals[CLOSED] = g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sl_invitation_opener_init (SlInvitationOpener *self)
{
  self->cancellable = g_cancellable_new ();
  self->gaps = g_ptr_array_new_with_free_func (g_free);
}

gboolean
sl_invitation_opener_wants (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *lower = name != NULL ? g_ascii_strdown (name, -1) : NULL;

  return lower != NULL && (g_str_has_suffix (lower, ".ics") || g_str_has_suffix (lower, ".ical") || g_str_has_suffix (lower, ".icalendar"));
}

SlInvitationOpener *
sl_invitation_opener_open (GtkWidget *window, SlViewState *state, GFile *file)
{
  SlInvitationOpener *self = g_object_new (SL_TYPE_INVITATION_OPENER, NULL);
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, read_cb, NULL);
  Reading *reading = g_new0 (Reading, 1);

  g_set_weak_pointer (&self->window, window);
  g_signal_connect_object (window, "destroy", G_CALLBACK (g_cancellable_cancel), self->cancellable, G_CONNECT_SWAPPED);
  self->state = g_object_ref (state);
  reading->file = g_object_ref (file);
  reading->zone = g_time_zone_ref (sl_clock_get_time_zone (sl_context_get_clock (sl_view_state_get_context (state))));
  g_task_set_task_data (task, reading, reading_free);
  g_task_run_in_thread (task, read_file_cb);

  return self;
}
