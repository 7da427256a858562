/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-invitation-opener"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-count.h"
#include "sl-errors.h"
#include "sl-file.h"
#include "sl-format.h"
#include "sl-invitation-opener.h"
#include "sl-invitation-plan.h"
#include "sl-kinds.h"
#include "sl-private.h"
#include "sl-record-dialog.h"

/* Of events that nothing is asked about, so many are named. */
#define MAX_TOLD 8

#define ADD_GROUP(dialog, ...) \
  sl_record_dialog_add_group (SL_RECORD_DIALOG (dialog), NULL, (const guint[]) { __VA_ARGS__ }, sizeof ((const guint[]) { __VA_ARGS__ }) / sizeof (guint))

struct _SlInvitationOpener {
  GObject parent_instance;

  GtkWidget *window; /* borrowed, weak */
  GCancellable *cancellable; /* of the reading; it ends with the window */
  SlViewState *state;
  GPtrArray *invitations; /* that are asked about, and wait */
  SlInvitationPlan *plan; /* at hand */
  gboolean many;          /* the file has several: what fits is asked for, the rest is told at the end */
  GPtrArray *rest;        /* of sentences */
  guint n_own;
};

G_DEFINE_FINAL_TYPE (SlInvitationOpener, sl_invitation_opener, G_TYPE_OBJECT)

enum {
  CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void next (SlInvitationOpener *self);

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
  if (g_str_equal (response, "open") && self->window != NULL && self->plan->present != NULL)
    gtk_widget_activate_action (self->window, "win.open-record", "(ss)", "stage", sl_record_get_id (self->plan->present));
  next (self);
}

static void
tell (SlInvitationOpener *self, const char *title, const char *words, gboolean offer_open)
{
  AdwDialog *dialog = adw_alert_dialog_new (title, words);

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

/* The form */

static char *
describe_date (SlRecord *stage)
{
  const char *time = sl_record_get_text (stage, SL_STAGE_TIME_OF_DAY);
  g_autofree char *date = NULL;
  SlDay day;

  if (!sl_day_parse_iso (sl_record_get_text (stage, SL_STAGE_DATE), &day))
    return g_strdup (_("no date"));
  date = sl_day_format_long (day);

  return time != NULL ? g_strdup_printf (C_("date and time", "%s, %s"), date, time) : g_steal_pointer (&date);
}

/* What a person should know before they save. */
static char *
describe_plan (SlInvitationPlan *plan)
{
  const SlInvitation *invitation = plan->invitation;
  g_autoptr (GString) text = g_string_new (NULL);

  if (plan->present != NULL)
    {
      g_autofree char *before = describe_date (plan->present);
      g_autofree char *name = sl_format_stage_name (plan->present);

      g_string_append_printf (text, invitation->cancelled ? _("%s was called off. It was planned for %s.") : _("%s was changed. It was planned for %s."),
                              name, before);
    }
  else if (plan->n_likely == 0)
    {
      g_string_append (text, _("The invitation names none of your open applications. Choose the one it belongs to; if there is none yet, add it first."));
    }
  else if (plan->n_fitting != 1)
    {
      g_string_append (text, plan->n_fitting > 1 ? _("The invitation fits several of your applications. Check which one it belongs to.")
                                                 : _("The invitation may belong to this application. Check that it does."));
    }
  if (plan->deleted)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", _("You had this round already, and deleted it."));
  if (invitation->unknown_zone != NULL)
    {
      g_string_append (text, text->len > 0 ? "\n" : "");
      g_string_append_printf (text, _("The time zone “%s” is not known; the time was taken for yours. Check it."), invitation->unknown_zone);
    }
  if (invitation->repeats)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", _("The event repeats; only its first date is taken."));

  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
chosen_cb (AdwComboRow *row, GParamSpec *pspec, SlRecordDialog *dialog)
{
  GPtrArray *applications = g_object_get_data (G_OBJECT (row), "applications");
  guint selected = adw_combo_row_get_selected (row);
  g_auto (SlValue) value = SL_VALUE_INIT;

  if (selected >= applications->len)
    return;
  sl_value_set_text (&value, sl_record_get_id (applications->pdata[selected]));
  sl_record_editor_save (sl_record_dialog_get_draft (dialog), SL_STAGE_APPLICATION_ID, &value);
}

static GtkWidget *
make_application_row (SlInvitationPlan *plan, SlRecordDialog *dialog)
{
  GtkStringList *names = gtk_string_list_new (NULL);
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkExpression) words = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  for (guint i = 0; i < plan->applications->len; i++)
    {
      SlRecord *application = plan->applications->pdata[i];
      g_autofree char *company = sl_private_company (sl_record_get_text (application, SL_APPLICATION_COMPANY_NAME));
      g_autofree char *name = g_strdup_printf ("%s · %s", company, sl_record_get_text (application, SL_APPLICATION_ROLE_TITLE));

      gtk_string_list_append (names, name);
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Application"));
  adw_combo_row_set_expression (ADW_COMBO_ROW (row), words);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  adw_combo_row_set_enable_search (ADW_COMBO_ROW (row), plan->applications->len > 8);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), plan->n_likely > 0 ? 0 : GTK_INVALID_LIST_POSITION);
  gtk_widget_set_sensitive (row, plan->present == NULL);
  g_object_set_data_full (G_OBJECT (row), "applications", g_ptr_array_ref (plan->applications), (GDestroyNotify) g_ptr_array_unref);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (chosen_cb), dialog, 0);
  g_object_unref (names);

  return row;
}

static const char *
get_title (SlInvitationPlan *plan)
{
  if (plan->present == NULL)
    return _("Round From Invitation");

  return plan->invitation->cancelled ? _("Round Called Off") : _("Updated Invitation");
}

static void
present_form (SlInvitationOpener *self)
{
  SlInvitationPlan *plan = self->plan;
  const char *application_id = plan->n_likely > 0 ? sl_record_get_id (plan->applications->pdata[0]) : NULL;
  g_autoptr (SlRecord) stage = sl_invitation_plan_build_stage (plan, application_id);
  AdwDialog *dialog = sl_record_dialog_new (self->state, stage, plan->present == NULL, get_title (plan));
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  g_autofree char *words = describe_plan (plan);
  g_autofree char *escaped = g_markup_escape_text (words, -1);

  if (plan->present != NULL)
    sl_record_dialog_set_before (SL_RECORD_DIALOG (dialog), plan->present);
  adw_preferences_group_set_description (group, *escaped != '\0' ? escaped : NULL);
  adw_preferences_group_add (group, make_application_row (plan, SL_RECORD_DIALOG (dialog)));
  sl_record_dialog_add_own_group (SL_RECORD_DIALOG (dialog), group);
  ADD_GROUP (dialog, SL_STAGE_NAME, SL_STAGE_TYPE);
  ADD_GROUP (dialog, SL_STAGE_DATE, SL_STAGE_TIME_OF_DAY, SL_STAGE_TIME_ZONE, SL_STAGE_PLACE, SL_STAGE_DURATION_MINUTES);
  ADD_GROUP (dialog, SL_STAGE_INTERVIEWER_NAMES, SL_STAGE_RESULT, SL_STAGE_NOTES);
  g_signal_connect_object (dialog, "closed", G_CALLBACK (next), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, self->window);
}

static void
present_plan (SlInvitationOpener *self)
{
  SlInvitationPlan *plan = self->plan;
  SlInvitationFate fate = sl_invitation_plan_get_fate (plan, NULL);
  g_autofree char *words = sl_invitation_plan_describe (plan, fate, NULL);

  if (fate == SL_INVITATION_OTHER_DATE)
    tell (self, _("Another Date"), words, TRUE);
  else if (fate == SL_INVITATION_OLDER)
    tell (self, _("Older Invitation"), words, TRUE);
  else if (sl_invitation_plan_is_settled (plan))
    tell (self, _("Already Here"), _("The round is there, just as the invitation says."), TRUE);
  else if (plan->present == NULL && plan->invitation->cancelled)
    tell (self, _("Called Off"), _("This invitation was called off, and there is no round of it here. There is nothing to do."), FALSE);
  else if (plan->applications->len == 0)
    tell (self, _("No Open Application"), _("A round belongs to an application. Add the application first, then open the invitation again."), FALSE);
  else
    present_form (self);
}

/* Of many */

static char *
describe_all_rest (SlInvitationOpener *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_more = self->rest->len > MAX_TOLD ? self->rest->len - MAX_TOLD : 0;

  for (guint i = 0; i < self->rest->len - n_more; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", (char *) self->rest->pdata[i]);
  if (n_more > 0)
    g_string_append_printf (text, ngettext ("\n…and %s more event.", "\n…and %s more events.", n_more), SL_COUNT (n_more));
  if (self->n_own > 0)
    g_string_append_printf (text, "%s", text->len > 0 ? "\n" : "");
  if (self->n_own > 0)
    g_string_append_printf (text, ngettext ("%s event is Shortlist’s own and stays as it is.", "%s events are Shortlist’s own and stay as they are.", self->n_own),
                            SL_COUNT (self->n_own));

  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
end_or_tell_rest (SlInvitationOpener *self)
{
  g_autofree char *words = NULL;
  const char *title;

  if (self->window == NULL || (self->rest->len == 0 && self->n_own == 0))
    {
      end (self);
      return;
    }
  words = describe_all_rest (self);
  title = self->rest->len > 0 ? _("Left Out") : _("Nothing New");
  g_ptr_array_set_size (self->rest, 0);
  self->n_own = 0;
  tell (self, title, words, FALSE);
}

/* Planning */

static gpointer
read_plan (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  GPtrArray *one = data;

  return sl_invitation_plan_read (connection, g_steal_pointer ((SlInvitation **) &one->pdata[0]), error);
}

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

  g_clear_pointer (&self->plan, sl_invitation_plan_free);
  self->plan = sl_store_read_finish (SL_STORE (source), result, &error);
  if (self->plan == NULL)
    fail (self, error);
  else if (self->window == NULL)
    end (self);
  else if (self->plan->own)
    {
      self->n_own++;
      next (self);
    }
  else if (self->many)
    present_form (self);
  else
    present_plan (self);
}

/* Once more, as what was answered before may have changed something, and with all applications to choose from. */
static void
ask (SlInvitationOpener *self, SlInvitation *invitation)
{
  GPtrArray *one = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_invitation_free);

  g_ptr_array_add (one, invitation);
  sl_store_read_async (sl_view_state_get_store (self->state), SL_READ_BACKGROUND, read_plan, one, (GDestroyNotify) g_ptr_array_unref,
                       (GDestroyNotify) sl_invitation_plan_free, self->cancellable, planned_cb, g_object_ref (self));
}

/* Of several events most are about something else, which nobody wants to be asked about. */
static void
sort_out (SlInvitationOpener *self, GPtrArray *plans)
{
  for (guint i = 0; i < plans->len; i++)
    {
      SlInvitationPlan *plan = plans->pdata[i];
      SlInvitationFate fate = sl_invitation_plan_get_fate (plan, NULL);

      if (fate == SL_INVITATION_OWN)
        self->n_own++;
      else if (fate == SL_INVITATION_ADDS || fate == SL_INVITATION_CHANGES || fate == SL_INVITATION_UNCLEAR)
        g_ptr_array_add (self->invitations, g_steal_pointer (&plan->invitation));
      else
        g_ptr_array_add (self->rest, sl_invitation_plan_describe (plan, fate, NULL));
    }
}

static void
all_planned_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SlInvitationOpener) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) plans = sl_store_read_finish (SL_STORE (source), result, &error);

  if (plans == NULL)
    {
      fail (self, error);
      return;
    }
  self->many = plans->len > 1;
  if (self->many)
    sort_out (self, plans);
  else
    for (guint i = 0; i < plans->len; i++)
      g_ptr_array_add (self->invitations, g_steal_pointer (&((SlInvitationPlan *) plans->pdata[i])->invitation));
  next (self);
}

static void
next (SlInvitationOpener *self)
{
  if (self->invitations->len == 0 || self->window == NULL)
    end_or_tell_rest (self);
  else
    ask (self, g_ptr_array_steal_index (self->invitations, 0));
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
  g_ptr_array_extend_and_steal (self->rest, sl_invitation_gaps_describe (answer->gaps, MAX_TOLD / 2));
  sl_store_read_async (sl_view_state_get_store (self->state), SL_READ_BACKGROUND, read_plans, g_steal_pointer (&answer->invitations), (GDestroyNotify) g_ptr_array_unref,
                       (GDestroyNotify) g_ptr_array_unref, self->cancellable, all_planned_cb, g_object_ref (self));
}

/* The class */

static void
sl_invitation_opener_dispose (GObject *object)
{
  SlInvitationOpener *self = SL_INVITATION_OPENER (object);

  g_clear_weak_pointer (&self->window);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->state);
  g_clear_pointer (&self->invitations, g_ptr_array_unref);
  g_clear_pointer (&self->plan, sl_invitation_plan_free);
  g_clear_pointer (&self->rest, g_ptr_array_unref);

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
  self->rest = g_ptr_array_new_with_free_func (g_free);
  self->invitations = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_invitation_free);
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
