/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-company-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-company-avatar.h"
#include "sl-company-dialog.h"
#include "sl-company-words.h"
#include "sl-errors.h"
#include "sl-format.h"
#include "sl-live.h"
#include "sl-private.h"
#include "sl-problem.h"
#include "sl-status-pill.h"

/* A list box makes all its rows at once. */
#define MOST_ROWS 200

struct _SlCompanyDialog {
  AdwDialog parent_instance;

  GtkStack *states;
  AdwStatusPage *problem;
  SlCompanyAvatar *avatar;
  GtkLabel *name;
  GtkLabel *answers;
  GtkLabel *silence;
  AdwPreferencesGroup *applications_group;
  GtkListBox *applications;
  AdwPreferencesGroup *people_group;
  GtkListBox *people;
  AdwPreferencesGroup *reposts_group;
  GtkListBox *reposts;
  AdwPreferencesGroup *saved_group;
  GtkListBox *saved;

  SlViewState *state;
  SlLive *live;
};

G_DEFINE_FINAL_TYPE (SlCompanyDialog, sl_company_dialog, ADW_TYPE_DIALOG)

/* What the reader thread is asked. */
typedef struct {
  char *name;
  SlClock *clock;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->name);
  g_object_unref (question->clock);
  g_free (question);
}

static gpointer
read_company (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;

  return sl_company_read (connection, question->name, sl_clock_get_today (question->clock), sl_clock_get_time_zone (question->clock), error);
}

/* --- Rows --- */

/* @id: (nullable): what a click opens */
static GtkWidget *
add_row (GtkListBox *list, const char *title, const char *subtitle, const char *kind, const char *id)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  if (id != NULL)
    {
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "company.open");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(ss)", kind, id);
    }
  gtk_list_box_append (list, row);
  return row;
}

static void
add_arrow (GtkWidget *row)
{
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
}

static const char *
get_text (SlRecord *record, guint field)
{
  const char *text = sl_record_get_text (record, field);

  return text != NULL ? text : "";
}

static void
show_applications (SlCompanyDialog *self, SlCompany *company)
{
  GPtrArray *applications = sl_company_get_applications (company);

  gtk_list_box_remove_all (self->applications);
  for (guint i = 0; i < MIN (applications->len, MOST_ROWS); i++)
    {
      const SlCompanyApplication *application = g_ptr_array_index (applications, i);
      g_autofree char *words = sl_company_describe_application (application, sl_view_state_get_today (self->state));
      GtkWidget *row = add_row (self->applications, get_text (application->application, SL_APPLICATION_ROLE_TITLE), words,
                                "application", sl_record_get_id (application->application));
      GtkWidget *pill = sl_status_pill_new (sl_record_get_text (application->application, SL_APPLICATION_STATUS));

      gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), pill);
      add_arrow (row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->applications_group), applications->len > 0);
}

static void
show_people (SlCompanyDialog *self, SlCompany *company)
{
  GPtrArray *people = sl_company_get_people (company);

  gtk_list_box_remove_all (self->people);
  for (guint i = 0; i < MIN (people->len, MOST_ROWS); i++)
    {
      const SlCompanyPerson *person = g_ptr_array_index (people, i);
      g_autofree char *words = sl_company_describe_person (person, sl_view_state_get_today (self->state));
      g_autofree char *name = sl_private_person (person->name);
      GtkWidget *row = add_row (self->people, name, words, "contact", person->contact != NULL ? sl_record_get_id (person->contact) : NULL);

      if (person->contact != NULL)
        add_arrow (row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->people_group), people->len > 0);
}

static void
show_reposts (SlCompanyDialog *self, SlCompany *company)
{
  GPtrArray *reposts = sl_company_get_reposts (company);

  gtk_list_box_remove_all (self->reposts);
  for (guint i = 0; i < MIN (reposts->len, MOST_ROWS); i++)
    {
      const SlCompanyRepost *repost = g_ptr_array_index (reposts, i);
      g_autofree char *words = sl_company_describe_repost (repost);

      add_row (self->reposts, repost->role, words, NULL, NULL);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->reposts_group), reposts->len > 0);
}

static void
show_saved_jobs (SlCompanyDialog *self, SlCompany *company)
{
  GPtrArray *jobs = sl_company_get_saved_jobs (company);

  gtk_list_box_remove_all (self->saved);
  for (guint i = 0; i < MIN (jobs->len, MOST_ROWS); i++)
    {
      SlRecord *job = g_ptr_array_index (jobs, i);
      const char *role = get_text (job, SL_SAVED_JOB_ROLE_TITLE);
      GtkWidget *row = add_row (self->saved, *role != '\0' ? role : _("No title"),
                                sl_enum_label (&sl_saved_job_status_words, sl_record_get_text (job, SL_SAVED_JOB_STATUS)), "saved-job", sl_record_get_id (job));

      add_arrow (row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->saved_group), jobs->len > 0);
}

static gboolean
is_long_quiet (SlCompany *company)
{
  GPtrArray *applications = sl_company_get_applications (company);

  for (guint i = 0; i < applications->len; i++)
    if (sl_format_is_long_quiet (((SlCompanyApplication *) g_ptr_array_index (applications, i))->application))
      return TRUE;
  return FALSE;
}

static void
live_changed_cb (SlCompanyDialog *self)
{
  SlCompany *company = sl_live_get_result (self->live);
  g_autofree char *answers = sl_company_describe_answers (company);
  g_autofree char *silence = sl_company_describe_silence (company);
  g_autofree char *name = sl_private_company (sl_company_get_name (company));

  sl_company_avatar_set_company (self->avatar, name);
  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->answers, answers);
  gtk_label_set_label (self->silence, silence);
  gtk_widget_set_visible (GTK_WIDGET (self->silence), *silence != '\0');
  if (is_long_quiet (company))
    gtk_widget_add_css_class (GTK_WIDGET (self->silence), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->silence), "warning");
  show_applications (self, company);
  show_people (self, company);
  show_reposts (self, company);
  show_saved_jobs (self, company);
  gtk_stack_set_visible_child_name (self->states, "company");
}

static void
live_failed_cb (SlCompanyDialog *self, const GError *error)
{
  if (sl_error_is_silent (error) || sl_live_get_loaded (self->live))
    return;
  sl_problem_show_page (self->problem, error);
  gtk_stack_set_visible_child_name (self->states, "problem");
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (widget));
  g_autoptr (GVariant) what = g_variant_ref (parameter);

  adw_dialog_close (ADW_DIALOG (widget));
  gtk_widget_activate_action_variant (window, "win.open-record", what);
}

static void
sl_company_dialog_dispose (GObject *object)
{
  SlCompanyDialog *self = SL_COMPANY_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_COMPANY_DIALOG);
  g_clear_object (&self->live);
  g_clear_object (&self->state);

  G_OBJECT_CLASS (sl_company_dialog_parent_class)->dispose (object);
}

static void
sl_company_dialog_class_init (SlCompanyDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_company_dialog_dispose;

  g_type_ensure (SL_TYPE_COMPANY_AVATAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-company-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SlCompanyDialog, states);
  gtk_widget_class_bind_template_child (widget_class, SlCompanyDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, SlCompanyDialog, avatar);
  gtk_widget_class_bind_template_child (widget_class, SlCompanyDialog, name);
  gtk_widget_class_bind_template_child (widget_class, SlCompanyDialog, answers);
  gtk_widget_class_bind_template_child (widget_class, SlCompanyDialog, silence);
  gtk_widget_class_bind_template_child (widget_class, SlCompanyDialog, applications_group);
  gtk_widget_class_bind_template_child (widget_class, SlCompanyDialog, applications);
  gtk_widget_class_bind_template_child (widget_class, SlCompanyDialog, people_group);
  gtk_widget_class_bind_template_child (widget_class, SlCompanyDialog, people);
  gtk_widget_class_bind_template_child (widget_class, SlCompanyDialog, reposts_group);
  gtk_widget_class_bind_template_child (widget_class, SlCompanyDialog, reposts);
  gtk_widget_class_bind_template_child (widget_class, SlCompanyDialog, saved_group);
  gtk_widget_class_bind_template_child (widget_class, SlCompanyDialog, saved);
  gtk_widget_class_install_action (widget_class, "company.open", "(ss)", open_action);
}

static void
sl_company_dialog_init (SlCompanyDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sl_company_dialog_new:
 * @company: its name, however it is written
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
sl_company_dialog_new (SlViewState *state, const char *company)
{
  SlCompanyDialog *self = g_object_new (SL_TYPE_COMPANY_DIALOG, NULL);
  Question *question = g_new0 (Question, 1);

  self->state = g_object_ref (state);
  question->name = g_strdup (company);
  question->clock = g_object_ref (sl_context_get_clock (sl_view_state_get_context (state)));
  self->live = sl_live_new (sl_view_state_get_context (state), SL_LIVE_ALL_KINDS, SL_READ_INTERACTIVE, read_company, g_object_unref);
  sl_live_set_question (self->live, question, question_free);
  g_signal_connect_object (self->live, "changed", G_CALLBACK (live_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->live, "failed", G_CALLBACK (live_failed_cb), self, G_CONNECT_SWAPPED);
  sl_live_start (self->live);
  return ADW_DIALOG (self);
}
