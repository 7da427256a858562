/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-paper-row"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-file-actions.h"
#include "sl-file-content.h"
#include "sl-kinds.h"
#include "sl-paper-row.h"
#include "sl-papers.h"
#include "sl-private.h"
#include "sl-record-dialog.h"
#include "sl-tooltip.h"

struct _SlPaperRow {
  AdwBin parent_instance;

  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkWidget *open;
  GtkMenuButton *menu;

  SlViewState *state;
  SlRecord *document;
  GSimpleActionGroup *actions;
};

G_DEFINE_FINAL_TYPE (SlPaperRow, sl_paper_row, ADW_TYPE_BIN)

/* --- Words --- */

/* What people call a kind of file: its ending. */
static char *
describe_ending (const char *name)
{
  const char *dot = name != NULL ? strrchr (name, '.') : NULL;

  return dot != NULL && dot > name && strlen (dot) >= 2 && strlen (dot) <= 5 ? g_utf8_strup (dot + 1, -1) : NULL;
}

/**
 * sl_paper_describe_file:
 *
 * Returns: (transfer full) (nullable): of what kind and size the file is, or where the link leads; %NULL: neither
 */
char *
sl_paper_describe_file (SlRecord *record)
{
  g_autofree char *ending = NULL;
  g_autofree char *size = NULL;
  g_autoptr (GUri) uri = NULL;

  if (sl_papers_get_hash (record) != NULL)
    {
      ending = describe_ending (sl_papers_get_file_name (record));
      size = g_format_size ((guint64) sl_papers_get_size (record));
      return ending != NULL ? g_strdup_printf ("%s · %s", ending, size) : g_steal_pointer (&size);
    }
  if (sl_papers_get_url (record) == NULL)
    return NULL;
  if (sl_private_hides (SL_PRIVATE_NAMES))
    return g_strdup (SL_PRIVATE_HIDDEN);
  uri = g_uri_parse (sl_papers_get_url (record), G_URI_FLAGS_NONE, NULL);
  return uri != NULL && g_uri_get_host (uri) != NULL ? g_strdup (g_uri_get_host (uri)) : g_strdup (sl_papers_get_url (record));
}

static char *
describe (SlRecord *document, const char *owner)
{
  const char *type = sl_enum_label (&sl_document_type_words, sl_record_get_text (document, SL_DOCUMENT_TYPE));
  g_autofree char *file = sl_paper_describe_file (document);
  g_autoptr (GString) text = g_string_new (type);

  if (owner != NULL)
    g_string_append_printf (text, " · %s", owner);
  if (file != NULL)
    g_string_append_printf (text, " · %s", file);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static const char *
get_icon_name (SlRecord *document)
{
  if (sl_papers_get_hash (document) == NULL && sl_papers_get_url (document) != NULL)
    return "insert-link-symbolic";
  return sl_papers_get_hash (document) != NULL ? "x-office-document-symbolic" : "text-x-generic-symbolic";
}

/* --- Deeds --- */

void
sl_paper_edit (GtkWidget *widget, SlViewState *state, SlRecord *record)
{
  static const guint document_fields[] = { SL_DOCUMENT_NAME, SL_DOCUMENT_TYPE, SL_DOCUMENT_FILE_URL, SL_DOCUMENT_NOTES };
  static const guint resume_fields[] = { SL_RESUME_VERSION_NAME, SL_RESUME_VERSION_FILE_URL, SL_RESUME_VERSION_NOTES };
  gboolean is_document = sl_record_get_kind (record) == SL_KIND_DOCUMENT;
  AdwDialog *dialog = sl_record_dialog_new (state, record, FALSE, is_document ? _("Edit Document") : _("Edit Résumé Version"));

  if (is_document)
    sl_record_dialog_add_group (SL_RECORD_DIALOG (dialog), NULL, document_fields, G_N_ELEMENTS (document_fields));
  else
    sl_record_dialog_add_group (SL_RECORD_DIALOG (dialog), NULL, resume_fields, G_N_ELEMENTS (resume_fields));
  adw_dialog_present (dialog, widget);
}

static void
open_cb (SlPaperRow *self)
{
  sl_paper_row_activate (self);
}

static void
action_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SlPaperRow *self = data;
  const char *name = g_action_get_name (G_ACTION (action));
  const char *ids[] = { NULL, NULL };
  g_autoptr (SlChangeset) changeset = NULL;

  if (self->document == NULL)
    return;
  if (g_str_equal (name, "open"))
    sl_file_open (GTK_WIDGET (self), self->state, self->document);
  else if (g_str_equal (name, "folder"))
    sl_file_show_in_folder (GTK_WIDGET (self), self->state, self->document);
  else if (g_str_equal (name, "save"))
    sl_file_save_as (GTK_WIDGET (self), self->state, self->document);
  else if (g_str_equal (name, "edit"))
    sl_paper_edit (GTK_WIDGET (self), self->state, self->document);
  else
    {
      ids[0] = sl_record_get_id (self->document);
      changeset = sl_deed_trash (SL_KIND_DOCUMENT, ids, sl_context_get_clock (sl_view_state_get_context (self->state)));
      sl_view_state_apply (self->state, changeset);
    }
}

static void
update_actions (SlPaperRow *self)
{
  gboolean has_file = sl_papers_get_hash (self->document) != NULL;
  gboolean has_link = sl_papers_get_url (self->document) != NULL;
  const char *of_files[] = { "folder", "save" };

  for (guint i = 0; i < G_N_ELEMENTS (of_files); i++)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), of_files[i])), has_file);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "open")), has_file || has_link);
  gtk_widget_set_visible (self->open, has_file || has_link);
}

static GdkContentProvider *
drag_cb (GtkDragSource *source, double x, double y, SlPaperRow *self)
{
  if (self->document == NULL || sl_papers_get_hash (self->document) == NULL)
    return NULL;
  return sl_file_content_new (sl_view_state_get_context (self->state), self->document);
}

static void
sl_paper_row_dispose (GObject *object)
{
  SlPaperRow *self = SL_PAPER_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_PAPER_ROW);
  g_clear_object (&self->actions);
  g_clear_object (&self->document);
  g_clear_object (&self->state);
  G_OBJECT_CLASS (sl_paper_row_parent_class)->dispose (object);
}

static void
sl_paper_row_class_init (SlPaperRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_paper_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-paper-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SlPaperRow, icon);
  gtk_widget_class_bind_template_child (widget_class, SlPaperRow, title);
  gtk_widget_class_bind_template_child (widget_class, SlPaperRow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, SlPaperRow, open);
  gtk_widget_class_bind_template_child (widget_class, SlPaperRow, menu);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
}

static void
sl_paper_row_init (SlPaperRow *self)
{
  static const GActionEntry entries[] = {
    { .name = "open", .activate = action_cb }, { .name = "folder", .activate = action_cb }, { .name = "save", .activate = action_cb },
    { .name = "edit", .activate = action_cb }, { .name = "delete", .activate = action_cb },
  };
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "paper", G_ACTION_GROUP (self->actions));
  g_signal_connect (source, "prepare", G_CALLBACK (drag_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
}

/** sl_paper_row_new: an empty row */
GtkWidget *
sl_paper_row_new (SlViewState *state)
{
  SlPaperRow *self = g_object_new (SL_TYPE_PAPER_ROW, NULL);

  self->state = g_object_ref (state);
  return GTK_WIDGET (self);
}

static void
name_control (GtkWidget *widget, const char *format, const char *name)
{
  g_auto (GStrv) parts = g_strsplit (format, "%s", 2);
  g_autofree char *label = g_strjoinv (name, parts);

  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/**
 * sl_paper_row_set_document:
 * @document: (nullable): what to show
 * @owner: (nullable): whose it is
 */
void
sl_paper_row_set_document (SlPaperRow *self, SlRecord *document, const char *owner)
{
  g_autofree char *subtitle = NULL;
  g_autofree char *name = NULL;
  g_autofree char *notes = NULL;

  g_return_if_fail (SL_IS_PAPER_ROW (self));

  g_set_object (&self->document, document);
  if (document == NULL)
    return;
  name = sl_private_document (sl_record_get_text (document, SL_DOCUMENT_NAME), sl_record_get_text (document, SL_DOCUMENT_TYPE));
  notes = sl_private_text (sl_record_get_text (document, SL_DOCUMENT_NOTES));
  subtitle = describe (document, owner);
  gtk_image_set_from_icon_name (self->icon, get_icon_name (document));
  gtk_label_set_label (self->title, name);
  gtk_label_set_label (self->subtitle, subtitle);
  sl_tooltip_set (GTK_WIDGET (self), *notes != '\0' ? notes : NULL);
  name_control (self->open, _("Open %s"), name);
  name_control (GTK_WIDGET (self->menu), _("More for %s"), name);
  update_actions (self);
}

/** sl_paper_row_get_document: (transfer none) (nullable) */
SlRecord *
sl_paper_row_get_document (SlPaperRow *self)
{
  g_return_val_if_fail (SL_IS_PAPER_ROW (self), NULL);

  return self->document;
}

void
sl_paper_row_activate (SlPaperRow *self)
{
  g_return_if_fail (SL_IS_PAPER_ROW (self));

  if (self->document == NULL)
    return;
  if (sl_papers_get_hash (self->document) != NULL || sl_papers_get_url (self->document) != NULL)
    sl_file_open (GTK_WIDGET (self), self->state, self->document);
  else
    sl_paper_edit (GTK_WIDGET (self), self->state, self->document);
}
