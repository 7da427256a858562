/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-file-actions.h. */

#define G_LOG_DOMAIN "sl-file-actions"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-file-actions.h"
#include "sl-open-link.h"
#include "sl-papers.h"

/* What is to be done with a file once it is chosen or made. */
typedef struct {
  GtkWidget *widget;
  SlViewState *state;
  SlRecord *record;     /* (nullable) */
  char *application_id; /* (nullable) */
  GFile *target;        /* (nullable): of a copy */
  gboolean in_folder;
} Errand;

static Errand *
errand_new (GtkWidget *widget, SlViewState *state, SlRecord *record)
{
  Errand *errand = g_new0 (Errand, 1);

  g_set_object (&errand->widget, widget);
  errand->state = g_object_ref (state);
  g_set_object (&errand->record, record);
  return errand;
}

static void
errand_free (Errand *errand)
{
  g_clear_object (&errand->widget);
  g_clear_object (&errand->record);
  g_clear_object (&errand->target);
  g_object_unref (errand->state);
  g_free (errand->application_id);
  g_free (errand);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Errand, errand_free)

static GtkWindow *
get_window (Errand *errand)
{
  GtkRoot *root = errand->widget != NULL ? gtk_widget_get_root (errand->widget) : NULL;

  return root != NULL ? GTK_WINDOW (root) : NULL;
}

/* --- Opening --- */

static void
launched_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Errand) errand = data;
  g_autoptr (GError) error = NULL;
  GtkFileLauncher *launcher = GTK_FILE_LAUNCHER (source);
  gboolean ok = errand->in_folder ? gtk_file_launcher_open_containing_folder_finish (launcher, result, &error)
                                  : gtk_file_launcher_launch_finish (launcher, result, &error);

  if (!ok)
    sl_view_state_tell_failed (errand->state, error, errand->in_folder ? _("The folder can’t be shown.") : _("The file can’t be opened."));
}

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Errand) errand = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) copy = sl_papers_make_copy_finish (SL_CONTEXT (source), result, &error);
  g_autoptr (GtkFileLauncher) launcher = NULL;
  GtkWindow *window = get_window (errand);

  if (copy == NULL)
    {
      sl_view_state_tell_failed (errand->state, error, NULL);
      return;
    }
  launcher = gtk_file_launcher_new (copy);
  if (errand->in_folder)
    gtk_file_launcher_open_containing_folder (launcher, window, NULL, launched_cb, g_steal_pointer (&errand));
  else
    gtk_file_launcher_launch (launcher, window, NULL, launched_cb, g_steal_pointer (&errand));
}

static void
open_copy (GtkWidget *widget, SlViewState *state, SlRecord *record, gboolean in_folder)
{
  Errand *errand = errand_new (widget, state, record);

  errand->in_folder = in_folder;
  sl_papers_make_copy_async (sl_view_state_get_context (state), record, NULL, copied_cb, errand);
}

/**
 * sl_file_open:
 * @record: a document or résumé version; one without a file has its link opened
 */
void
sl_file_open (GtkWidget *widget, SlViewState *state, SlRecord *record)
{
  if (sl_papers_get_hash (record) != NULL)
    open_copy (widget, state, record, FALSE);
  else if (sl_papers_get_url (record) != NULL)
    sl_open_link (widget, state, sl_papers_get_url (record));
}

/** sl_file_show_in_folder: shows a copy of the file in the file manager */
void
sl_file_show_in_folder (GtkWidget *widget, SlViewState *state, SlRecord *record)
{
  open_copy (widget, state, record, TRUE);
}

/* --- Saving --- */

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Errand) errand = data;
  g_autoptr (GError) error = NULL;

  if (sl_papers_save_copy_finish (SL_CONTEXT (source), result, &error))
    sl_view_state_tell_saved (errand->state, errand->target);
  else
    sl_view_state_tell_failed (errand->state, error, _("The copy wasn’t saved."));
}

static void
target_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Errand) errand = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) target = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);
  SlContext *context = sl_view_state_get_context (errand->state);
  SlRecord *record = errand->record;

  if (target != NULL)
    {
      errand->target = g_object_ref (target);
      sl_papers_save_copy_async (context, record, target, NULL, saved_cb, g_steal_pointer (&errand));
    }
  else
    sl_view_state_tell_failed (errand->state, error, _("The copy wasn’t saved."));
}

/** sl_file_save_as: asks where to save a copy of the file */
void
sl_file_save_as (GtkWidget *widget, SlViewState *state, SlRecord *record)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  Errand *errand = errand_new (widget, state, record);

  gtk_file_dialog_set_title (dialog, _("Save a Copy"));
  gtk_file_dialog_set_initial_name (dialog, sl_papers_get_file_name (record));
  gtk_file_dialog_save (dialog, get_window (errand), NULL, target_chosen_cb, errand);
}

/* --- Attaching --- */

static void
attached_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SlViewState) state = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = sl_store_apply_finish (SL_STORE (source), result, &error);

  if (transaction != NULL)
    sl_view_state_tell_done (state, transaction);
  else
    sl_view_state_tell_failed (state, error, NULL);
}

/** sl_files_attach_these: attaches @files, all or none */
void
sl_files_attach_these (SlViewState *state, const char *application_id, GListModel *files)
{
  sl_papers_attach_async (sl_view_state_get_context (state), application_id, NULL, files, NULL, attached_cb, g_object_ref (state));
}

/** sl_files_add_these_resumes: a résumé version of each of @files */
void
sl_files_add_these_resumes (SlViewState *state, GListModel *files)
{
  sl_papers_add_resumes_async (sl_view_state_get_context (state), files, NULL, attached_cb, g_object_ref (state));
}

static void
files_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Errand) errand = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) files = gtk_file_dialog_open_multiple_finish (GTK_FILE_DIALOG (source), result, &error);

  if (files == NULL)
    sl_view_state_tell_failed (errand->state, error, NULL);
  if (files == NULL || g_list_model_get_n_items (files) == 0)
    return;
  if (errand->application_id != NULL)
    sl_files_attach_these (errand->state, errand->application_id, files);
  else
    sl_files_add_these_resumes (errand->state, files);
}

/** sl_files_attach: asks for files and attaches them */
void
sl_files_attach (GtkWidget *widget, SlViewState *state, const char *application_id)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  Errand *errand = errand_new (widget, state, NULL);

  errand->application_id = g_strdup (application_id);
  gtk_file_dialog_set_title (dialog, _("Attach Files"));
  gtk_file_dialog_set_accept_label (dialog, _("_Attach"));
  gtk_file_dialog_open_multiple (dialog, get_window (errand), NULL, files_chosen_cb, errand);
}

/** sl_files_add_resumes: asks for files and makes a résumé version of each */
void
sl_files_add_resumes (GtkWidget *widget, SlViewState *state)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  Errand *errand = errand_new (widget, state, NULL);

  gtk_file_dialog_set_title (dialog, _("Add Résumé Versions"));
  gtk_file_dialog_set_accept_label (dialog, _("_Add"));
  gtk_file_dialog_open_multiple (dialog, get_window (errand), NULL, files_chosen_cb, errand);
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Errand) errand = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, &error);

  if (file != NULL)
    sl_papers_replace_file_async (sl_view_state_get_context (errand->state), sl_record_get_kind (errand->record), sl_record_get_id (errand->record),
                                  file, NULL, attached_cb, g_object_ref (errand->state));
  else
    sl_view_state_tell_failed (errand->state, error, NULL);
}

/** sl_file_replace: asks for another file for @record */
void
sl_file_replace (GtkWidget *widget, SlViewState *state, SlRecord *record)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  Errand *errand = errand_new (widget, state, record);

  gtk_file_dialog_set_title (dialog, _("Choose the File"));
  gtk_file_dialog_open (dialog, get_window (errand), NULL, file_chosen_cb, errand);
}

/* --- Dropping --- */

typedef struct {
  SlFilesFunc func;
  gpointer data;
} Drop;

static gboolean
dropped_cb (GtkDropTarget *target, const GValue *value, double x, double y, Drop *drop)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GSList) list = gdk_file_list_get_files (g_value_get_boxed (value));

  for (GSList *l = list; l != NULL; l = l->next)
    g_list_store_append (files, l->data);
  if (list != NULL)
    drop->func (drop->data, G_LIST_MODEL (files));
  return list != NULL;
}

/* Its own rows are no files that could be attached to it. */
static gboolean
accept_cb (GtkDropTarget *target, GdkDrop *drop, gpointer data)
{
  return gdk_drop_get_drag (drop) == NULL && gdk_content_formats_contain_gtype (gdk_drop_get_formats (drop), GDK_TYPE_FILE_LIST);
}

static void
free_drop (gpointer data, GClosure *closure)
{
  g_free (data);
}

/**
 * sl_files_accept_drops:
 * @dropped: gets the files
 * @data: for @dropped; has to outlive @widget
 */
void
sl_files_accept_drops (GtkWidget *widget, SlFilesFunc dropped, gpointer data)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  Drop *drop = g_new (Drop, 1);

  *drop = (Drop) { dropped, data };
  g_signal_connect (target, "accept", G_CALLBACK (accept_cb), NULL);
  g_signal_connect_data (target, "drop", G_CALLBACK (dropped_cb), drop, free_drop, 0);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (target));
}
