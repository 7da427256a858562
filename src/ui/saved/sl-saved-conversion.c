/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-saved-conversion.h. */
#define G_LOG_DOMAIN "sl-saved-conversion"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "sl-alert.h"
#include "sl-deeds-saved.h"
#include "sl-error.h"
#include "sl-private.h"
#include "sl-saved-conversion.h"
#include "sl-store-query.h"

/* Another page may be shown when the answer comes: then what was done is told, but nothing opened or asked. */
typedef struct {
  GtkWidget *page;
  SlViewState *state;
  char *job_id;
} Conversion;

static Conversion *
conversion_new (GtkWidget *page, SlViewState *state, const char *job_id)
{
  Conversion *self = g_new0 (Conversion, 1);

  self->page = g_object_ref (page);
  self->state = g_object_ref (state);
  self->job_id = g_strdup (job_id);
  return self;
}

static void
conversion_free (Conversion *self)
{
  g_object_unref (self->page);
  g_object_unref (self->state);
  g_free (self->job_id);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Conversion, conversion_free)

static void
open_application (GtkWidget *page, const char *application_id)
{
  gtk_widget_activate_action (page, "win.open-record", "(ss)", "application", application_id);
}

/* --- What it became before --- */

static gpointer
find_converted (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  SlRecord *application = sl_deed_find_converted (connection, data, error);

  if (application == NULL && error != NULL && *error == NULL)
    g_set_error (error, SL_ERROR, SL_ERROR_NOT_FOUND, _("The application was deleted for good."));
  return application;
}

static void
answered_cb (GtkWidget *page, const char *response, AdwDialog *question)
{
  SlRecord *application = g_object_get_data (G_OBJECT (question), "application");
  SlViewState *state = g_object_get_data (G_OBJECT (question), "state");
  const char *ids[] = { sl_record_get_id (application), NULL };

  if (!g_str_equal (response, "open"))
    return;
  if (!sl_record_is_null (application, SL_FIELD_DELETED_AT))
    {
      g_autoptr (SlChangeset) changeset = sl_deed_restore (SL_KIND_APPLICATION, ids);

      sl_deed_name_application (changeset, application);
      sl_view_state_apply (state, changeset);
    }
  open_application (page, ids[0]);
}

static void
ask_about_first (Conversion *self, SlRecord *application)
{
  gboolean trashed = !sl_record_is_null (application, SL_FIELD_DELETED_AT);
  AdwDialog *question = sl_alert_new (_("Already an Application"), NULL);
  g_autofree char *company = sl_private_company (sl_record_get_text (application, SL_APPLICATION_COMPANY_NAME));

  adw_alert_dialog_format_body (ADW_ALERT_DIALOG (question),
                                trashed ? _("This job became your application for %s at %s, which is in the Trash.")
                                        : _("This job became your application for %s at %s."),
                                sl_record_get_text (application, SL_APPLICATION_ROLE_TITLE), company);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (question), "cancel", _("_Cancel"), "open", trashed ? _("_Restore It") : _("_Open It"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (question), "open", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (question), "open");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (question), "cancel");
  g_object_set_data_full (G_OBJECT (question), "application", g_object_ref (application), g_object_unref);
  g_object_set_data_full (G_OBJECT (question), "state", g_object_ref (self->state), g_object_unref);
  g_signal_connect_object (question, "response", G_CALLBACK (answered_cb), self->page, G_CONNECT_SWAPPED);
  adw_dialog_present (question, self->page);
}

static void
first_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Conversion) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlRecord) application = sl_store_read_finish (SL_STORE (source), result, &error);

  if (application == NULL)
    sl_view_state_tell_failed (self->state, error, _("The application can’t be opened."));
  else if (gtk_widget_get_mapped (self->page))
    ask_about_first (self, application);
}

/** sl_saved_open_converted: leads to the application that @job_id became */
void
sl_saved_open_converted (GtkWidget *page, SlViewState *state, const char *job_id)
{
  g_return_if_fail (GTK_IS_WIDGET (page) && SL_IS_VIEW_STATE (state) && job_id != NULL);

  sl_store_read_async (sl_view_state_get_store (state), SL_READ_INTERACTIVE, find_converted, g_strdup (job_id), g_free,
                       g_object_unref, NULL, first_found_cb, conversion_new (page, state, job_id));
}

/* --- Converting --- */

static void
converted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Conversion) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *application_id = NULL;
  g_autoptr (SlTransaction) transaction = sl_deed_convert_saved_job_finish (SL_STORE (source), result, &application_id, &error);

  if (transaction != NULL)
    {
      sl_view_state_tell_done (self->state, transaction);
      if (gtk_widget_get_mapped (self->page))
        open_application (self->page, application_id);
    }
  else if (g_error_matches (error, SL_ERROR, SL_ERROR_CONFLICT))
    {
      sl_saved_open_converted (self->page, self->state, self->job_id);
    }
  else
    {
      sl_view_state_tell_failed (self->state, error, _("It didn’t become an application."));
      if (g_error_matches (error, SL_ERROR, SL_ERROR_INVALID) && gtk_widget_get_mapped (self->page))
        gtk_widget_activate_action (self->page, "saved.edit", "s", self->job_id);
    }
}

/** sl_saved_convert: makes the saved job @job_id an application and shows that */
void
sl_saved_convert (GtkWidget *page, SlViewState *state, const char *job_id)
{
  g_return_if_fail (GTK_IS_WIDGET (page) && SL_IS_VIEW_STATE (state) && job_id != NULL);

  sl_deed_convert_saved_job_async (sl_view_state_get_context (state), job_id, NULL, converted_cb, conversion_new (page, state, job_id));
}
