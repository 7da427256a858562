/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Leaving a sample: its data goes away, but what the person added to it may come along into their own search. */

#define G_LOG_DOMAIN "sl-window"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-alert.h"
#include "sl-carry.h"
#include "sl-count.h"
#include "sl-error.h"
#include "sl-errors.h"
#include "sl-window-private.h"

typedef struct {
  SlWindow *self;
  GPtrArray *added;
  gboolean start_own;
} Leaving;

static void
leaving_free (gpointer data)
{
  Leaving *leaving = data;

  g_object_unref (leaving->self);
  g_clear_pointer (&leaving->added, g_ptr_array_unref);
  g_free (leaving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Leaving, leaving_free)

static void
leave (SlWindow *self)
{
  self->leaving = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

void
_sl_carrying_free (SlCarrying *carrying)
{
  g_object_unref (carrying->sample);
  g_ptr_array_unref (carrying->added);
  g_free (carrying->data_dir);
  g_free (carrying);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlCarrying, _sl_carrying_free)

static void
tell_not_kept (SlViewState *state, const GError *error)
{
  /* The sample stays open: nothing is lost. */
  sl_view_state_tell_failed (state, error, _("What you added to the sample couldn’t be kept. It is still there."));
}

typedef struct {
  SlWindow *self;
  SlCarrying *carrying;
} Arrival;

static void
carried_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Arrival *arrival = user_data;
  g_autoptr (SlWindow) self = arrival->self;
  g_autoptr (SlCarrying) carrying = arrival->carrying;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = sl_carry_over_finish (SL_CONTEXT (source), result, &error);
  /* The window may be closed by now: who looks at the sample hears of it there. */
  SlViewState *state = self->state != NULL ? self->state : carrying->sample->state;

  self->carrying = NULL;
  if (transaction != NULL)
    {
      if (self->state != NULL)
        sl_view_state_tell_done (self->state, transaction);
      if (carrying->sample->state != NULL)
        leave (carrying->sample);
    }
  else if (state != NULL)
    {
      tell_not_kept (state, error);
    }

  if (self->state != NULL)
    _sl_window_carry_over (self);
}

/* Called again once the store is open, if it isn't. */
void
_sl_window_carry_over (SlWindow *self)
{
  Arrival *arrival;

  if (!self->opened || self->carrying != NULL || g_queue_is_empty (&self->to_carry))
    return;

  arrival = g_new0 (Arrival, 1);
  arrival->self = g_object_ref (self);
  arrival->carrying = g_queue_pop_head (&self->to_carry);
  self->carrying = arrival->carrying->sample;
  sl_carry_over_async (self->context, arrival->carrying->data_dir, arrival->carrying->added, NULL, carried_cb, arrival);
}

static SlWindow *
find_own (SlWindow *self)
{
  GList *windows = gtk_application_get_windows (gtk_window_get_application (GTK_WINDOW (self)));

  for (GList *l = windows; l != NULL; l = l->next)
    if (SL_IS_WINDOW (l->data) && !SL_WINDOW (l->data)->sample)
      return l->data;

  return NULL;
}

static gboolean
waits (SlWindow *own, SlWindow *sample)
{
  for (GList *l = own->to_carry.head; l != NULL; l = l->next)
    if (((SlCarrying *) l->data)->sample == sample)
      return TRUE;

  return own->carrying == sample;
}

static void
keep (SlWindow *self, GPtrArray *added)
{
  SlCarrying *carrying;
  SlWindow *own;

  gtk_widget_activate_action (GTK_WIDGET (self), "app.own", NULL);
  own = find_own (self);
  if (own == NULL)
    {
      g_autoptr (GError) error = g_error_new_literal (SL_ERROR, SL_ERROR_FAILED, _("Your own job search couldn’t be opened."));

      tell_not_kept (self->state, error);
      return;
    }
  /* Keep was pressed again before it was done. */
  if (waits (own, self))
    return;

  carrying = g_new0 (SlCarrying, 1);
  carrying->sample = g_object_ref (self);
  carrying->added = g_ptr_array_ref (added);
  carrying->data_dir = g_strdup (sl_context_get_data_dir (self->context));
  g_queue_push_tail (&own->to_carry, carrying);
  _sl_window_carry_over (own);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Leaving) leaving = user_data;
  const char *response = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);

  if (g_str_equal (response, "keep"))
    {
      keep (leaving->self, leaving->added);
    }
  else if (g_str_equal (response, "discard"))
    {
      if (leaving->start_own)
        gtk_widget_activate_action (GTK_WIDGET (leaving->self), "app.own", NULL);
      leave (leaving->self);
    }
}

static void
ask (Leaving *leaving)
{
  guint n = sl_carry_count_applications (leaving->added);
  g_autofree char *heading = sl_carry_is_applications (leaving->added)
                               ? g_strdup_printf (ngettext ("Keep the Application You Added?", "Keep the %s Applications You Added?", n), SL_COUNT (n))
                               : g_strdup (_("Keep What You Added?"));
  AdwDialog *dialog = sl_alert_new (heading, _("The sample data goes away now. What you added can come along into your own job search."));

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _("_Cancel"), "discard", _("_Don’t Keep"), "keep", _("_Keep"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "keep", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "keep");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (dialog), GTK_WIDGET (leaving->self), NULL, answered_cb, leaving);
}

/* Who wants to go isn't held, but nothing is thrown away without their word. */
static void
ask_blindly (Leaving *leaving, const GError *error)
{
  AdwDialog *dialog = sl_alert_new (_("Close the Sample?"), NULL);
  g_autofree char *body = sl_error_describe (error, _("What you added to the sample can’t be read now, so it can’t come along into your own job search."));

  adw_alert_dialog_set_body (ADW_ALERT_DIALOG (dialog), body);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _("_Cancel"), "discard", _("Close and _Lose It"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (dialog), GTK_WIDGET (leaving->self), NULL, answered_cb, leaving);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Leaving) leaving = user_data;
  g_autoptr (GError) error = NULL;

  leaving->self->asking = FALSE;
  leaving->added = sl_carry_find_finish (SL_CONTEXT (source), result, &error);
  if (leaving->self->state == NULL)
    return;

  if (leaving->added == NULL)
    {
      ask_blindly (g_steal_pointer (&leaving), error);
      return;
    }
  if (leaving->added->len > 0)
    {
      ask (g_steal_pointer (&leaving));
      return;
    }

  if (leaving->start_own)
    gtk_widget_activate_action (GTK_WIDGET (leaving->self), "app.own", NULL);
  leave (leaving->self);
}

/**
 * _sl_window_leave_sample:
 * @self: a window on a sample
 * @start_own: whether the person goes on with their own search
 *
 * Closes the window, once the person has said what becomes of what they added.
 */
void
_sl_window_leave_sample (SlWindow *self, gboolean start_own)
{
  Leaving *leaving;

  if (self->asking || adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) != NULL)
    return;

  self->asking = TRUE;
  leaving = g_new0 (Leaving, 1);
  leaving->self = g_object_ref (self);
  leaving->start_own = start_own;
  sl_carry_find_async (self->context, NULL, found_cb, leaving);
}
