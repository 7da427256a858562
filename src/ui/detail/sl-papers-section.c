/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-papers-section"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-delete-key.h"
#include "sl-file-actions.h"
#include "sl-kinds.h"
#include "sl-paper-row.h"
#include "sl-papers-section.h"
#include "sl-papers.h"
#include "sl-private.h"
#include "sl-record-dialog.h"
#include "sl-record-editor.h"
#include "sl-record-list.h"

struct _SlPapersSection {
  AdwBin parent_instance;

  AdwComboRow *resume;
  GtkWidget *open_resume;
  GtkStack *states;
  GtkListBox *rows;

  SlViewState *state;
  char *application_id;
  SlRecordEditor *application; /* for the résumé it names */
  SlRecordList *resumes;
  SlRecordList *documents;
  gboolean filling; /* the choice is being set by us */
};

G_DEFINE_FINAL_TYPE (SlPapersSection, sl_papers_section, ADW_TYPE_BIN)

/* --- The résumé --- */

static const char *
get_resume_id (SlPapersSection *self)
{
  SlRecord *application = sl_record_editor_get_record (self->application);

  return application != NULL ? sl_record_get_text (application, SL_APPLICATION_RESUME_VERSION_ID) : NULL;
}

/* The first entry stands for none; @selected counts from there. (transfer full) (nullable) */
static SlRecord *
get_resume (SlPapersSection *self, guint selected)
{
  return selected > 0 && selected != GTK_INVALID_LIST_POSITION ? g_list_model_get_item (G_LIST_MODEL (self->resumes), selected - 1) : NULL;
}

static void
fill_resumes (SlPapersSection *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  const char *id = get_resume_id (self);
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->resumes));
  guint selected = 0;
  g_autoptr (SlRecord) chosen = NULL;

  gtk_string_list_append (names, C_("résumé", "None"));
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (SlRecord) resume = g_list_model_get_item (G_LIST_MODEL (self->resumes), i);

      gtk_string_list_append (names, sl_record_get_text (resume, SL_RESUME_VERSION_NAME));
      if (g_strcmp0 (id, sl_record_get_id (resume)) == 0)
        selected = i + 1;
    }
  self->filling = TRUE;
  adw_combo_row_set_model (self->resume, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->resume, selected);
  self->filling = FALSE;

  chosen = get_resume (self, selected);
  gtk_widget_set_visible (self->open_resume, chosen != NULL && (sl_papers_get_hash (chosen) != NULL || sl_papers_get_url (chosen) != NULL));
}

static void
resume_chosen_cb (SlPapersSection *self)
{
  g_autoptr (SlRecord) chosen = NULL;
  g_auto (SlValue) value = SL_VALUE_INIT;

  if (self->filling || self->application == NULL || sl_record_editor_get_record (self->application) == NULL)
    return;
  chosen = get_resume (self, adw_combo_row_get_selected (self->resume));
  if (g_strcmp0 (chosen != NULL ? sl_record_get_id (chosen) : NULL, get_resume_id (self)) == 0)
    return;
  sl_value_set_text (&value, chosen != NULL ? sl_record_get_id (chosen) : NULL);
  sl_record_editor_save (self->application, SL_APPLICATION_RESUME_VERSION_ID, &value);
}

static void
open_resume_cb (SlPapersSection *self)
{
  g_autoptr (SlRecord) chosen = get_resume (self, adw_combo_row_get_selected (self->resume));

  if (chosen != NULL)
    sl_file_open (GTK_WIDGET (self), self->state, chosen);
}

/* --- Documents --- */

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlPapersSection *self = SL_PAPERS_SECTION (widget);
  const char *ids[] = { g_variant_get_string (parameter, NULL), NULL };
  g_autoptr (SlChangeset) changeset =
    sl_deed_trash (SL_KIND_DOCUMENT, ids, sl_context_get_clock (sl_view_state_get_context (self->state)));

  sl_view_state_apply (self->state, changeset);
}

static GtkWidget *
create_row (gpointer item, gpointer data)
{
  SlPapersSection *self = data;
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *paper = sl_paper_row_new (self->state);
  g_autofree char *name = sl_private_document (sl_record_get_text (item, SL_DOCUMENT_NAME), sl_record_get_text (item, SL_DOCUMENT_TYPE));

  sl_paper_row_set_document (SL_PAPER_ROW (paper), item, NULL);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), paper);
  /* The row has the focus, and not what is in it. */
  sl_delete_key_add (row, "papers.delete", sl_record_get_id (item));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return row;
}

static void
row_activated_cb (SlPapersSection *self, GtkListBoxRow *row)
{
  sl_paper_row_activate (SL_PAPER_ROW (gtk_list_box_row_get_child (row)));
}

static void
update_documents (SlPapersSection *self)
{
  gtk_stack_set_visible_child_name (self->states, g_list_model_get_n_items (G_LIST_MODEL (self->documents)) > 0 ? "rows" : "empty");
}

static void
dropped_cb (gpointer data, GListModel *files)
{
  SlPapersSection *self = data;

  if (self->state != NULL)
    sl_files_attach_these (self->state, self->application_id, files);
}

static void
attach_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SlPapersSection *self = SL_PAPERS_SECTION (widget);

  sl_files_attach (widget, self->state, self->application_id);
}

static void
link_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  static const guint fields[] = { SL_DOCUMENT_NAME, SL_DOCUMENT_FILE_URL, SL_DOCUMENT_TYPE, SL_DOCUMENT_NOTES };
  SlPapersSection *self = SL_PAPERS_SECTION (widget);
  g_autoptr (SlRecord) document = sl_record_new (SL_KIND_DOCUMENT);
  AdwDialog *dialog;

  sl_record_set_text (document, SL_DOCUMENT_APPLICATION_ID, self->application_id);
  dialog = sl_record_dialog_new (self->state, document, TRUE, _("Add a Link"));
  sl_record_dialog_add_group (SL_RECORD_DIALOG (dialog), NULL, fields, G_N_ELEMENTS (fields));
  adw_dialog_present (dialog, widget);
}

static void
sl_papers_section_dispose (GObject *object)
{
  SlPapersSection *self = SL_PAPERS_SECTION (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_PAPERS_SECTION);
  g_clear_object (&self->application);
  g_clear_object (&self->resumes);
  g_clear_object (&self->documents);
  g_clear_object (&self->state);
  G_OBJECT_CLASS (sl_papers_section_parent_class)->dispose (object);
}

static void
sl_papers_section_finalize (GObject *object)
{
  g_free (SL_PAPERS_SECTION (object)->application_id);
  G_OBJECT_CLASS (sl_papers_section_parent_class)->finalize (object);
}

static void
sl_papers_section_class_init (SlPapersSectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sl_papers_section_dispose;
  object_class->finalize = sl_papers_section_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-papers-section.ui");
  gtk_widget_class_bind_template_child (widget_class, SlPapersSection, resume);
  gtk_widget_class_bind_template_child (widget_class, SlPapersSection, open_resume);
  gtk_widget_class_bind_template_child (widget_class, SlPapersSection, states);
  gtk_widget_class_bind_template_child (widget_class, SlPapersSection, rows);
  gtk_widget_class_bind_template_callback (widget_class, resume_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_resume_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_install_action (widget_class, "papers.delete", "s", delete_action);
  gtk_widget_class_install_action (widget_class, "papers.attach", NULL, attach_cb);
  gtk_widget_class_install_action (widget_class, "papers.link", NULL, link_cb);
}

static void
sl_papers_section_init (SlPapersSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sl_files_accept_drops (GTK_WIDGET (self), dropped_cb, self);
}

/** sl_papers_section_set_application: shows the papers of @application_id; once for each section */
void
sl_papers_section_set_application (SlPapersSection *self, SlViewState *state, const char *application_id)
{
  SlContext *context = sl_view_state_get_context (state);

  g_return_if_fail (SL_IS_PAPERS_SECTION (self));
  g_return_if_fail (self->state == NULL);

  self->state = g_object_ref (state);
  self->application_id = g_strdup (application_id);
  self->application = sl_record_editor_new (state, SL_KIND_APPLICATION, application_id);
  self->resumes = sl_record_list_new (context, SL_KIND_RESUME_VERSION, NULL);
  sl_view_state_watch_errors (self->state, self->resumes);
  self->documents = sl_record_list_new (context, SL_KIND_DOCUMENT, application_id);
  sl_view_state_watch_errors (self->state, self->documents);
  g_signal_connect_object (self->application, "notify::record", G_CALLBACK (fill_resumes), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->resumes, "items-changed", G_CALLBACK (fill_resumes), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->documents, "items-changed", G_CALLBACK (update_documents), self, G_CONNECT_SWAPPED);
  gtk_list_box_bind_model (self->rows, G_LIST_MODEL (self->documents), create_row, self, NULL);
  fill_resumes (self);
  update_documents (self);
  sl_record_list_start (self->resumes);
  sl_record_list_start (self->documents);
}
