/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-people-vcards.h. */

#define G_LOG_DOMAIN "sl-people-vcards"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-contacts.h"
#include "sl-error.h"
#include "sl-file.h"
#include "sl-people-vcards.h"

static GtkWindow *
get_window (GtkWidget *widget)
{
  return GTK_WINDOW (gtk_widget_get_root (widget));
}

static GListModel *
new_filters (void)
{
  GListStore *filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _("Address books (vCard)"));
  gtk_file_filter_add_suffix (filter, "vcf");
  gtk_file_filter_add_mime_type (filter, "text/vcard");
  g_list_store_append (filters, filter);
  return G_LIST_MODEL (filters);
}

/* --- Import --- */

static void
tell_nobody_new (SlViewState *state, SlContactImport *import)
{
  g_autoptr (GError) error = g_error_new_literal (SL_ERROR, SL_ERROR_EXISTS,
                                                  import->n_known > 0 ? _("Everyone in this file is here already.") : _("Nobody in this file has a name."));

  sl_view_state_tell_failed (state, error, NULL);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SlViewState) state = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlContactImport) import = sl_contact_import_read_finish (SL_CONTEXT (source), result, &error);
  g_autoptr (SlChangeset) changeset = NULL;

  if (import == NULL)
    sl_view_state_tell_failed (state, error, NULL);
  else if (import->contacts->len == 0)
    tell_nobody_new (state, import);
  else
    {
      changeset = sl_deed_import_contacts (import, NULL);
      sl_view_state_apply (state, changeset);
    }
}

static void
import_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SlViewState) state = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, &error);

  if (file != NULL)
    sl_contact_import_read_async (sl_view_state_get_context (state), file, NULL, read_cb, g_object_ref (state));
  else
    sl_view_state_tell_failed (state, error, NULL);
}

/** sl_people_import: asks for an address book and adds who is new in it */
void
sl_people_import (GtkWidget *widget, SlViewState *state)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GListModel) filters = new_filters ();

  gtk_file_dialog_set_title (dialog, _("Import People"));
  gtk_file_dialog_set_filters (dialog, filters);
  gtk_file_dialog_open (dialog, get_window (widget), NULL, import_chosen_cb, g_object_ref (state));
}

/* --- Export --- */

/* What is to be written, until it is. */
typedef struct {
  SlViewState *state;
  GBytes *vcards;
} Export;

static void
export_free (Export *export)
{
  g_object_unref (export->state);
  g_bytes_unref (export->vcards);
  g_free (export);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, export_free)

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Export) export = data;
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    sl_view_state_tell_saved (export->state, G_FILE (source));
  else
    sl_view_state_tell_failed (export->state, error, _("The people weren’t exported."));
}

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (sl_file_write_atomic_file (source, data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
export_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Export) export = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);
  g_autoptr (GTask) task = NULL;
  GBytes *vcards = export->vcards;

  if (file == NULL)
    {
      sl_view_state_tell_failed (export->state, error, _("The people weren’t exported."));
      return;
    }
  task = g_task_new (file, NULL, written_cb, g_steal_pointer (&export));
  g_task_set_source_tag (task, export_chosen_cb);
  g_task_set_task_data (task, g_bytes_ref (vcards), (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (task, write_in_thread);
}

/**
 * sl_people_export:
 * @contacts: (element-type SlRecord): whom to write
 * @name: what to call the file, without its ending
 */
void
sl_people_export (GtkWidget *widget, SlViewState *state, GPtrArray *contacts, const char *name)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *file_name = g_strconcat (name, ".vcf", NULL);
  Export *export = g_new0 (Export, 1);

  export->state = g_object_ref (state);
  export->vcards = sl_contacts_to_vcards (contacts, SL_VCARD_3_0);
  gtk_file_dialog_set_title (dialog, _("Export People"));
  gtk_file_dialog_set_initial_name (dialog, g_strdelimit (file_name, "/\\", '-'));
  gtk_file_dialog_save (dialog, get_window (widget), NULL, export_chosen_cb, export);
}
