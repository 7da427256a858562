/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The "win." actions about calendars and paper: opening an invitation, printing an interview pack. */

#define G_LOG_DOMAIN "sl-window"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-print-docs.h"
#include "sl-print-run.h"
#include "sl-window-private.h"

/* Invitations */

static void
invitation_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SlWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, &error);

  if (self->state == NULL)
    return;
  if (file != NULL)
    sl_window_import_file (self, file);
  else
    sl_view_state_tell_failed (self->state, error, _("The invitation wasn’t opened."));
}

void
_sl_window_open_invitation (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlWindow *self = SL_WINDOW (widget);
  g_autoptr (GtkFileDialog) chooser = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _("Invitations"));
  gtk_file_filter_add_suffix (filter, "ics");
  gtk_file_filter_add_mime_type (filter, "text/calendar");
  gtk_file_dialog_set_title (chooser, _("Open Invitation"));
  gtk_file_dialog_set_default_filter (chooser, filter);
  gtk_file_dialog_open (chooser, GTK_WINDOW (self), self->cancellable, invitation_chosen_cb, g_object_ref (self));
}

/* The interview pack */

static gpointer
read_pack (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return sl_pack_read (connection, data, error);
}

static void
pack_printed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SlWindow *self = SL_WINDOW (source);
  g_autoptr (GError) error = NULL;

  if (!sl_print_run_finish (result, &error) && self->state != NULL)
    sl_view_state_tell_failed (self->state, error, _("The interview pack wasn’t printed."));
}

static void
pack_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SlWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlPack) pack = sl_store_read_finish (SL_STORE (source), result, &error);
  SlPrintDoc *doc;

  if (self->state == NULL)
    return;
  if (pack != NULL)
    {
      doc = sl_print_pack (pack, sl_clock_get_time_zone (sl_context_get_clock (self->context)));
      sl_print_doc_set_rtl (doc, gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL);
      sl_print_run_async (GTK_WINDOW (self), doc, pack_printed_cb, NULL);
    }
  else
    sl_view_state_tell_failed (self->state, error, _("The interview pack wasn’t printed."));
}

void
_sl_window_print_pack (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlWindow *self = SL_WINDOW (widget);

  sl_store_read_async (sl_context_get_store (self->context), SL_READ_INTERACTIVE, read_pack, g_variant_dup_string (parameter, NULL), g_free,
                       (GDestroyNotify) sl_pack_free, self->cancellable, pack_read_cb, g_object_ref (self));
}
