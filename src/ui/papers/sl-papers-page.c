/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-papers-page"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-delete-key.h"
#include "sl-file-actions.h"
#include "sl-kinds.h"
#include "sl-live.h"
#include "sl-page.h"
#include "sl-paper-row.h"
#include "sl-papers-page.h"
#include "sl-papers.h"
#include "sl-private.h"
#include "sl-record-dialog.h"
#include "sl-record-list.h"
#include "sl-resume-row.h"
#include "sl-text.h"

struct _SlPapersPage {
  AdwNavigationPage parent_instance;

  AdwViewStack *parts;
  GtkStack *resume_states;
  GtkListBox *resume_rows;
  GtkSearchEntry *search;
  GtkStack *document_states;
  GtkListView *document_list;

  SlViewState *state;
  SlRecordList *resumes;
  SlLive *uses; /* résumé id → SlResumeUse */
  SlRecordList *documents;
  SlLive *owners; /* application id → name */
  GtkFilter *filter;
  GtkFilterListModel *found;
  GHashTable *bound; /* of SlPaperRow, borrowed: the document rows in sight */
  char *needle;      /* folded */
  char *wanted;      /* (nullable): the résumé to open once it is there */
};

static void page_init (SlPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SlPapersPage, sl_papers_page, ADW_TYPE_NAVIGATION_PAGE, G_IMPLEMENT_INTERFACE (SL_TYPE_PAGE, page_init))

/* --- Résumés --- */

static gpointer
read_uses (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return sl_resume_use_read (connection, sl_clock_get_today (data), error);
}

static const SlResumeUse *
find_use (SlPapersPage *self, SlRecord *resume)
{
  GHashTable *uses = sl_live_get_result (self->uses);

  return uses != NULL ? g_hash_table_lookup (uses, sl_record_get_id (resume)) : NULL;
}

static GtkWidget *
create_resume_row (gpointer item, gpointer data)
{
  SlPapersPage *self = data;
  GtkWidget *row = sl_resume_row_new (self->state, item);

  sl_resume_row_set_use (SL_RESUME_ROW (row), find_use (self, item));
  return row;
}

static void
uses_changed_cb (SlPapersPage *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->resume_rows, i)) != NULL; i++)
    sl_resume_row_set_use (SL_RESUME_ROW (row), find_use (self, sl_resume_row_get_resume (SL_RESUME_ROW (row))));
}

static void
open_wanted (SlPapersPage *self)
{
  g_autofree char *id = g_steal_pointer (&self->wanted);
  SlRecord *resume = id != NULL ? sl_record_list_find (self->resumes, id) : NULL;
  GtkListBoxRow *row;

  for (int i = 0; resume != NULL && (row = gtk_list_box_get_row_at_index (self->resume_rows, i)) != NULL; i++)
    if (sl_resume_row_get_resume (SL_RESUME_ROW (row)) == resume)
      {
        adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
        gtk_widget_grab_focus (GTK_WIDGET (row));
      }
}

static void
resumes_changed_cb (SlPapersPage *self)
{
  if (!sl_record_list_get_loaded (self->resumes))
    return;
  gtk_stack_set_visible_child_name (self->resume_states, g_list_model_get_n_items (G_LIST_MODEL (self->resumes)) > 0 ? "rows" : "empty");
  open_wanted (self);
}

static void
dropped_cb (gpointer data, GListModel *files)
{
  SlPapersPage *self = data;

  if (self->state != NULL)
    sl_files_add_these_resumes (self->state, files);
}

static void
add_files_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlPapersPage *self = SL_PAPERS_PAGE (widget);

  adw_view_stack_set_visible_child_name (self->parts, "resumes");
  sl_files_add_resumes (widget, self->state);
}

static void
add_empty_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const guint fields[] = { SL_RESUME_VERSION_NAME, SL_RESUME_VERSION_FILE_URL, SL_RESUME_VERSION_NOTES };
  SlPapersPage *self = SL_PAPERS_PAGE (widget);
  g_autoptr (SlRecord) resume = sl_record_new (SL_KIND_RESUME_VERSION);
  AdwDialog *dialog = sl_record_dialog_new (self->state, resume, TRUE, _("New Résumé Version"));

  sl_record_dialog_add_group (SL_RECORD_DIALOG (dialog), NULL, fields, G_N_ELEMENTS (fields));
  adw_dialog_present (dialog, widget);
}

/* --- Documents --- */

static gpointer
read_owners (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return sl_papers_read_owners (connection, error);
}

static const char *
find_owner (SlPapersPage *self, SlRecord *document)
{
  GHashTable *owners = sl_live_get_result (self->owners);
  const char *id = sl_record_get_text (document, SL_DOCUMENT_APPLICATION_ID);

  return owners != NULL && id != NULL ? g_hash_table_lookup (owners, id) : NULL;
}

static gboolean
has_needle (const char *text, const char *needle)
{
  g_autofree char *fold = text != NULL ? sl_text_fold (text) : NULL;

  return fold != NULL && strstr (fold, needle) != NULL;
}

static gboolean
matches (gpointer item, gpointer data)
{
  SlPapersPage *self = data;

  return *self->needle == '\0' ||
         has_needle (sl_record_get_text (item, SL_DOCUMENT_NAME), self->needle) ||
         has_needle (sl_record_get_text (item, SL_DOCUMENT_FILE_NAME), self->needle) ||
         has_needle (sl_record_get_text (item, SL_DOCUMENT_NOTES), self->needle) ||
         has_needle (sl_enum_label (&sl_document_type_words, sl_record_get_text (item, SL_DOCUMENT_TYPE)), self->needle) ||
         has_needle (find_owner (self, item), self->needle);
}

static void
update_documents (SlPapersPage *self)
{
  guint n_all = g_list_model_get_n_items (G_LIST_MODEL (self->documents));
  guint n_found = g_list_model_get_n_items (G_LIST_MODEL (self->found));

  if (sl_record_list_get_loaded (self->documents))
    gtk_stack_set_visible_child_name (self->document_states, n_found > 0 ? "rows" : n_all > 0 ? "nothing" : "empty");
  gtk_widget_set_visible (GTK_WIDGET (self->search), n_all > 0);
}

static void
show_document (SlPapersPage *self, SlPaperRow *row, SlRecord *document)
{
  sl_paper_row_set_document (row, document, document != NULL ? find_owner (self, document) : NULL);
}

static void
owners_changed_cb (SlPapersPage *self)
{
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->bound);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    show_document (self, row, sl_paper_row_get_document (row));
  if (*self->needle != '\0')
    gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  update_documents (self);
}

static void
search_changed_cb (SlPapersPage *self)
{
  g_autofree char *fold = sl_text_fold (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  g_autofree char *needle = sl_text_strip (fold);

  if (g_set_str (&self->needle, needle))
    gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  update_documents (self);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, SlPapersPage *self)
{
  gtk_list_item_set_child (item, sl_paper_row_new (self->state));
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, SlPapersPage *self)
{
  GtkWidget *row = gtk_list_item_get_child (item);
  SlRecord *document = gtk_list_item_get_item (item);
  g_autofree char *name = sl_private_document (sl_record_get_text (document, SL_DOCUMENT_NAME), sl_record_get_text (document, SL_DOCUMENT_TYPE));

  show_document (self, SL_PAPER_ROW (row), document);
  gtk_list_item_set_accessible_label (item, name);
  g_hash_table_add (self->bound, row);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, SlPapersPage *self)
{
  GtkWidget *row = gtk_list_item_get_child (item);

  if (self->bound != NULL)
    g_hash_table_remove (self->bound, row);
  sl_paper_row_set_document (SL_PAPER_ROW (row), NULL, NULL);
}

/* The application that it belongs to; its file has a button of its own. */
static void
document_activated_cb (SlPapersPage *self, guint position)
{
  g_autoptr (SlRecord) document = g_list_model_get_item (G_LIST_MODEL (self->found), position);

  if (document != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-record", "(ss)", "application", sl_record_get_text (document, SL_DOCUMENT_APPLICATION_ID));
}

static gboolean
delete_key_cb (GtkWidget *row, gpointer data)
{
  return gtk_widget_activate_action (row, "paper.delete", NULL);
}

/* --- The page --- */

static void
sl_papers_page_open_record (SlPage *page, SlKind kind, const char *id)
{
  SlPapersPage *self = SL_PAPERS_PAGE (page);

  adw_view_stack_set_visible_child_name (self->parts, "resumes");
  g_set_str (&self->wanted, id);
  resumes_changed_cb (self);
}

static void
sl_papers_page_focus_search (SlPage *page)
{
  SlPapersPage *self = SL_PAPERS_PAGE (page);

  adw_view_stack_set_visible_child_name (self->parts, "documents");
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
page_init (SlPageInterface *iface)
{
  iface->open_record = sl_papers_page_open_record;
  iface->focus_search = sl_papers_page_focus_search;
}

static void
sl_papers_page_dispose (GObject *object)
{
  SlPapersPage *self = SL_PAPERS_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_PAPERS_PAGE);
  g_clear_object (&self->found);
  g_clear_object (&self->filter);
  g_clear_object (&self->resumes);
  g_clear_object (&self->uses);
  g_clear_object (&self->documents);
  g_clear_object (&self->owners);
  g_clear_object (&self->state);
  g_clear_pointer (&self->bound, g_hash_table_unref);
  g_clear_pointer (&self->needle, g_free);
  g_clear_pointer (&self->wanted, g_free);
  G_OBJECT_CLASS (sl_papers_page_parent_class)->dispose (object);
}

static void
sl_papers_page_class_init (SlPapersPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_papers_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-papers-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SlPapersPage, parts);
  gtk_widget_class_bind_template_child (widget_class, SlPapersPage, resume_states);
  gtk_widget_class_bind_template_child (widget_class, SlPapersPage, resume_rows);
  gtk_widget_class_bind_template_child (widget_class, SlPapersPage, search);
  gtk_widget_class_bind_template_child (widget_class, SlPapersPage, document_states);
  gtk_widget_class_bind_template_child (widget_class, SlPapersPage, document_list);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_cb);
  gtk_widget_class_bind_template_callback (widget_class, document_activated_cb);
  gtk_widget_class_install_action (widget_class, "page.add-resumes", NULL, add_files_action);
  gtk_widget_class_install_action (widget_class, "page.new-resume", NULL, add_empty_action);
}

static void
sl_papers_page_init (SlPapersPage *self)
{
  self->bound = g_hash_table_new (NULL, NULL);
  self->needle = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  sl_delete_key_watch_list (self->document_list, delete_key_cb, NULL);
  sl_files_accept_drops (GTK_WIDGET (self->resume_states), dropped_cb, self);
}

static void
start_resumes (SlPapersPage *self, SlContext *context)
{
  self->uses = sl_live_new (context,
                            SL_LIVE_KIND (SL_KIND_APPLICATION) | SL_LIVE_KIND (SL_KIND_EVENT) | SL_LIVE_KIND (SL_KIND_STAGE) | SL_LIVE_KIND (SL_KIND_OUTCOME),
                            SL_READ_BACKGROUND, read_uses, (GDestroyNotify) g_hash_table_unref);
  sl_view_state_watch_errors (self->state, self->uses);
  sl_live_set_question (self->uses, g_object_ref (sl_context_get_clock (context)), g_object_unref);
  self->resumes = sl_record_list_new (context, SL_KIND_RESUME_VERSION, NULL);
  sl_view_state_watch_errors (self->state, self->resumes);
  g_signal_connect_object (self->uses, "changed", G_CALLBACK (uses_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->resumes, "items-changed", G_CALLBACK (resumes_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->resumes, "notify::loaded", G_CALLBACK (resumes_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_bind_model (self->resume_rows, G_LIST_MODEL (self->resumes), create_resume_row, self, NULL);
  sl_record_list_start (self->resumes);
  sl_live_start (self->uses);
}

static void
start_documents (SlPapersPage *self, SlContext *context)
{
  GtkNoSelection *selection;

  self->owners = sl_live_new (context, SL_LIVE_KIND (SL_KIND_APPLICATION) | SL_LIVE_KIND (SL_KIND_DOCUMENT), SL_READ_INTERACTIVE, read_owners,
                              (GDestroyNotify) g_hash_table_unref);
  sl_view_state_watch_errors (self->state, self->owners);
  self->documents = sl_record_list_new (context, SL_KIND_DOCUMENT, NULL);
  sl_view_state_watch_errors (self->state, self->documents);
  self->filter = GTK_FILTER (gtk_custom_filter_new (matches, self, NULL));
  self->found = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->documents)), g_object_ref (self->filter));
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->found)));
  gtk_list_view_set_model (self->document_list, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);
  g_signal_connect_object (self->owners, "changed", G_CALLBACK (owners_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->documents, "items-changed", G_CALLBACK (update_documents), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->documents, "notify::loaded", G_CALLBACK (update_documents), self, G_CONNECT_SWAPPED);
  sl_live_start (self->owners);
  sl_record_list_start (self->documents);
}

/**
 * sl_papers_page_new:
 * @state: the window's
 *
 * Returns: the page
 */
GtkWidget *
sl_papers_page_new (SlViewState *state)
{
  SlPapersPage *self = g_object_new (SL_TYPE_PAPERS_PAGE, NULL);
  SlContext *context = sl_view_state_get_context (state);

  self->state = g_object_ref (state);
  start_resumes (self, context);
  start_documents (self, context);
  return GTK_WIDGET (self);
}
