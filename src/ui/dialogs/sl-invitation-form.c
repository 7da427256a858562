/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-invitation-form"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-format.h"
#include "sl-invitation-form.h"
#include "sl-kinds.h"
#include "sl-private.h"
#include "sl-record-dialog.h"
#include "sl-text.h"

#define ADD_GROUP(dialog, ...) \
  sl_record_dialog_add_group (SL_RECORD_DIALOG (dialog), NULL, (const guint[]) { __VA_ARGS__ }, sizeof ((const guint[]) { __VA_ARGS__ }) / sizeof (guint))

static char *
describe_when (SlRecord *stage)
{
  g_autofree char *when = sl_format_stage_when (stage);

  return *when != '\0' ? g_steal_pointer (&when) : g_strdup (_("no date"));
}

/* What a person should know before they save. */
static char *
describe_plan (SlInvitationPlan *plan)
{
  const SlInvitation *invitation = plan->invitation;
  g_autoptr (GString) text = g_string_new (NULL);

  if (plan->present != NULL)
    {
      g_autofree char *before = describe_when (plan->present);
      g_autofree char *called = sl_format_stage_name (plan->present);
      g_autofree char *name = sl_text_isolate (called);

      /* Translators: a round, and when it was */
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
      g_autofree char *zone = sl_text_isolate (invitation->unknown_zone);

      g_string_append (text, text->len > 0 ? "\n" : "");
      /* Translators: what a calendar file calls a time zone */
      g_string_append_printf (text, _("The time zone “%s” is not known; the time was taken for yours. Check it."), zone);
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
      g_autofree char *name = sl_format_beside (company, sl_record_get_text (application, SL_APPLICATION_ROLE_TITLE));

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

/* The form may have been open for long: what came or went meanwhile is looked at where the round is written. */
static void
save (SlContext *context, SlRecord *stage, gpointer data, GAsyncReadyCallback callback, gpointer user_data)
{
  sl_deed_take_invitation_async (context, data, stage, NULL, callback, user_data);
}

static const char *
get_title (SlInvitationPlan *plan)
{
  if (plan->present == NULL)
    return _("Round From Invitation");

  return plan->invitation->cancelled ? _("Round Called Off") : _("Updated Invitation");
}

/**
 * sl_invitation_form_new:
 * @plan: of the one event; it adds a round or changes one; to be kept until the form is closed
 *
 * Returns: (transfer floating): a form with the round as it would be
 */
AdwDialog *
sl_invitation_form_new (SlViewState *state, SlInvitationPlan *plan)
{
  const char *application_id = plan->n_likely > 0 ? sl_record_get_id (plan->applications->pdata[0]) : NULL;
  g_autoptr (SlRecord) stage = sl_invitation_plan_build_stage (plan, application_id);
  AdwDialog *dialog = sl_record_dialog_new (state, stage, plan->present == NULL, get_title (plan));
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  g_autofree char *words = describe_plan (plan);
  g_autofree char *escaped = g_markup_escape_text (words, -1);

  if (plan->present != NULL)
    sl_record_dialog_set_before (SL_RECORD_DIALOG (dialog), plan->present);
  sl_record_dialog_set_save (SL_RECORD_DIALOG (dialog), save, plan);
  adw_preferences_group_set_description (group, *escaped != '\0' ? escaped : NULL);
  adw_preferences_group_add (group, make_application_row (plan, SL_RECORD_DIALOG (dialog)));
  sl_record_dialog_add_own_group (SL_RECORD_DIALOG (dialog), group);
  ADD_GROUP (dialog, SL_STAGE_NAME, SL_STAGE_TYPE);
  ADD_GROUP (dialog, SL_STAGE_DATE, SL_STAGE_TIME_OF_DAY, SL_STAGE_TIME_ZONE, SL_STAGE_PLACE, SL_STAGE_DURATION_MINUTES);
  ADD_GROUP (dialog, SL_STAGE_INTERVIEWER_NAMES, SL_STAGE_RESULT, SL_STAGE_NOTES);

  return dialog;
}
