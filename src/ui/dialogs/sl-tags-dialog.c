/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-tags-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-color.h"
#include "sl-deeds-bank.h"
#include "sl-errors.h"
#include "sl-field-row.h"
#include "sl-kinds.h"
#include "sl-tag-dots.h"
#include "sl-tags-dialog.h"
#include "sl-text.h"
#include "sl-toast.h"

struct _SlTagsDialog {
  AdwDialog parent_instance;

  AdwToastOverlay *toasts;
  GtkStack *states;
  GtkListBox *list;
  AdwEntryRow *name;

  SlViewState *state;
  GHashTable *rows; /* id -> borrowed row: a row stays while its tag does, whatever else changes */
  gboolean unsorted; /* the names' order changed while one of them had the focus */
};

G_DEFINE_FINAL_TYPE (SlTagsDialog, sl_tags_dialog, ADW_TYPE_DIALOG)

static void
color_clicked_cb (GtkButton *swatch, SlTagsDialog *self)
{
  const char *ids[] = { g_object_get_data (G_OBJECT (swatch), "tag"), NULL };
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (swatch), GTK_TYPE_POPOVER);
  g_autoptr (SlChangeset) changeset = NULL;
  g_auto (SlValue) color = SL_VALUE_INIT;

  sl_value_set_text (&color, g_object_get_data (G_OBJECT (swatch), "color"));
  changeset = sl_deed_edit (SL_KIND_TAG, ids, SL_TAG_COLOR, &color);
  gtk_popover_popdown (GTK_POPOVER (popover));
  sl_view_state_apply (self->state, changeset);
}

static GtkWidget *
make_swatch (SlTagsDialog *self, const char *tag_id, const char *color)
{
  GtkWidget *swatch = gtk_button_new ();
  GtkWidget *dot = sl_tag_dots_new ();

  sl_tag_dots_set_color (SL_TAG_DOTS (dot), color);
  gtk_button_set_child (GTK_BUTTON (swatch), dot);
  gtk_widget_add_css_class (swatch, "flat");
  gtk_widget_set_tooltip_text (swatch, sl_tag_color_get_name (color));
  gtk_accessible_update_property (GTK_ACCESSIBLE (swatch), GTK_ACCESSIBLE_PROPERTY_LABEL, sl_tag_color_get_name (color), -1);
  g_object_set_data_full (G_OBJECT (swatch), "tag", g_strdup (tag_id), g_free);
  g_object_set_data_full (G_OBJECT (swatch), "color", g_strdup (color), g_free);
  g_signal_connect_object (swatch, "clicked", G_CALLBACK (color_clicked_cb), self, 0);
  return swatch;
}

static void
show_color (GtkWidget *dot, GParamSpec *pspec, SlRecordEditor *editor)
{
  SlRecord *tag = sl_record_editor_get_record (editor);

  if (tag != NULL)
    sl_tag_dots_set_color (SL_TAG_DOTS (dot), sl_record_get_text (tag, SL_TAG_COLOR));
}

/* What a row's buttons do to its tag. */
typedef enum {
  RECOLOR,
  MERGE,
  DELETE,
} TagDeed;

static char *
describe_deed (TagDeed deed, const char *tag_name)
{
  g_autofree char *name = sl_text_isolate (tag_name);

  switch (deed)
    {
    case RECOLOR:
      return g_strdup_printf (_("Change the color of “%s”"), name);
    case MERGE:
      return g_strdup_printf (_("Merge “%s” into another tag"), name);
    case DELETE:
    default:
      return g_strdup_printf (_("Delete the tag “%s”"), name);
    }
}

static void
show_name (SlRecordEditor *editor, GParamSpec *pspec, GtkWidget *button)
{
  SlRecord *tag = sl_record_editor_get_record (editor);
  TagDeed deed = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "deed"));
  g_autofree char *label = tag != NULL ? describe_deed (deed, sl_record_get_text (tag, SL_TAG_NAME)) : NULL;

  if (label != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/* Who can't see in which row a button stands hears it. */
static void
name_after_tag (GtkWidget *button, SlRecordEditor *editor, TagDeed deed)
{
  g_object_set_data (G_OBJECT (button), "deed", GINT_TO_POINTER (deed));
  g_signal_connect_object (editor, "notify::record", G_CALLBACK (show_name), button, 0);
  show_name (editor, NULL, button);
}

static GtkWidget *
make_color_button (SlTagsDialog *self, SlRecord *tag, SlRecordEditor *editor)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *dot = sl_tag_dots_new ();

  for (int i = 0; sl_tag_colors[i] != NULL; i++)
    gtk_grid_attach (GTK_GRID (grid), make_swatch (self, sl_record_get_id (tag), sl_tag_colors[i]), i % 3, i / 3, 1, 1);
  gtk_popover_set_child (GTK_POPOVER (popover), grid);
  sl_tag_dots_set_color (SL_TAG_DOTS (dot), sl_record_get_text (tag, SL_TAG_COLOR));
  g_signal_connect_object (editor, "notify::record", G_CALLBACK (show_color), dot, G_CONNECT_SWAPPED);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), dot);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _("Change Color"));
  name_after_tag (button, editor, RECOLOR);
  return button;
}

/* The window's toasts lie under the dialog: this one is the dialog's own, or the window's when the dialog is closed. */
static void
tell (SlTagsDialog *self, SlViewState *state, SlTransaction *transaction, const GError *error, const char *done, const char *failed)
{
  g_autofree char *words = NULL;
  AdwToast *toast;

  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL || self->state == NULL)
    {
      if (transaction != NULL)
        sl_view_state_tell_done (state, transaction);
      else
        sl_view_state_tell_failed (state, error, failed);
      return;
    }
  words = transaction != NULL ? g_strdup (done) : sl_error_describe (error, failed);
  toast = sl_toast_new (words);
  if (transaction != NULL)
    {
      adw_toast_set_button_label (toast, _("_Undo"));
      adw_toast_set_action_name (toast, "win.undo-transaction");
      adw_toast_set_action_target_value (toast, g_variant_new_int64 (sl_transaction_get_id (transaction)));
    }
  adw_toast_overlay_dismiss_all (self->toasts);
  sl_toast_show (toast, self->toasts);
}

static void
deleted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SlTagsDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = sl_view_state_apply_finish (SL_VIEW_STATE (source), result, &error);

  tell (self, SL_VIEW_STATE (source), transaction, error, _("Tag deleted"), _("The tag wasn’t deleted."));
}

/* --- Merging --- */

typedef struct {
  SlTagsDialog *dialog;
  SlViewState *state;
} Merging;

static void
merged_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Merging *merging = data;
  g_autoptr (SlTagsDialog) self = merging->dialog;
  g_autoptr (SlViewState) state = merging->state;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = sl_store_apply_finish (SL_STORE (source), result, &error);

  tell (self, state, transaction, error, _("Tags merged"), _("The tags weren’t merged."));
}

static void
merge_chosen_cb (GtkListBox *list, GtkListBoxRow *row, SlTagsDialog *self)
{
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (list), GTK_TYPE_POPOVER);
  Merging *merging = g_new0 (Merging, 1);

  merging->dialog = g_object_ref (self);
  merging->state = g_object_ref (self->state);
  sl_deed_merge_tags_async (sl_view_state_get_context (self->state), g_object_get_data (G_OBJECT (list), "tag"),
                            g_object_get_data (G_OBJECT (row), "tag"), NULL, merged_cb, merging);
  gtk_popover_popdown (GTK_POPOVER (popover));
}

static GtkWidget *
make_merge_row (SlRecord *tag)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *dot = sl_tag_dots_new ();
  GtkWidget *name = gtk_label_new (sl_record_get_text (tag, SL_TAG_NAME));

  sl_tag_dots_set_color (SL_TAG_DOTS (dot), sl_record_get_text (tag, SL_TAG_COLOR));
  gtk_widget_set_valign (dot, GTK_ALIGN_CENTER);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (name), 30);
  gtk_box_append (GTK_BOX (box), dot);
  gtk_box_append (GTK_BOX (box), name);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, sl_record_get_text (tag, SL_TAG_NAME), -1);
  g_object_set_data_full (G_OBJECT (row), "tag", g_strdup (sl_record_get_id (tag)), g_free);
  return row;
}

/* The other tags, as they are when it opens. */
static void
make_merge_popover (GtkMenuButton *button, gpointer data)
{
  SlTagsDialog *self = data;
  const char *id = g_object_get_data (G_OBJECT (button), "tag");
  GListModel *tags = sl_view_state_get_tags (self->state);
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *heading = gtk_label_new (_("Merge into"));
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *list = gtk_list_box_new ();

  gtk_widget_add_css_class (heading, "heading");
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_set_margin_start (heading, 6);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "sl-choices");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Merge into"), -1);
  g_object_set_data_full (G_OBJECT (list), "tag", g_strdup (id), g_free);
  for (guint i = 0; i < g_list_model_get_n_items (tags); i++)
    {
      g_autoptr (SlRecord) tag = g_list_model_get_item (tags, i);

      if (g_strcmp0 (sl_record_get_id (tag), id) != 0)
        gtk_list_box_append (GTK_LIST_BOX (list), make_merge_row (tag));
    }
  g_signal_connect_object (list, "row-activated", G_CALLBACK (merge_chosen_cb), self, 0);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 260);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (button, popover);
}

static GtkWidget *
make_merge_button (SlTagsDialog *self, SlRecord *tag, SlRecordEditor *editor)
{
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "sl-merge-symbolic");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), make_merge_popover, self, NULL);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _("Merge into another tag"));
  name_after_tag (button, editor, MERGE);
  g_object_set_data_full (G_OBJECT (button), "tag", g_strdup (sl_record_get_id (tag)), g_free);
  return button;
}

static void
delete_cb (GtkButton *button, SlTagsDialog *self)
{
  const char *ids[] = { g_object_get_data (G_OBJECT (button), "tag"), NULL };
  g_autoptr (SlChangeset) changeset =
    sl_deed_trash (SL_KIND_TAG, ids, sl_context_get_clock (sl_view_state_get_context (self->state)));

  sl_view_state_apply_async (self->state, changeset, NULL, deleted_cb, g_object_ref (self));
}

static GtkWidget *
make_row (SlTagsDialog *self, SlRecord *tag)
{
  g_autoptr (SlRecordEditor) editor = sl_record_editor_new (self->state, SL_KIND_TAG, sl_record_get_id (tag));
  GtkWidget *row = sl_field_entry_new (editor, SL_TAG_NAME);
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  gtk_widget_add_css_class (row, "sl-untitled");
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), make_merge_button (self, tag, editor));
  adw_entry_row_add_prefix (ADW_ENTRY_ROW (row), make_color_button (self, tag, editor));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _("Delete this tag"));
  name_after_tag (button, editor, DELETE);
  g_object_set_data_full (G_OBJECT (button), "tag", g_strdup (sl_record_get_id (tag)), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (delete_cb), self, 0);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), button);
  return row;
}

static guint
get_place (GtkListBoxRow *row)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "place"));
}

static int
compare_places (GtkListBoxRow *a, GtkListBoxRow *b, gpointer data)
{
  return (get_place (a) > get_place (b)) - (get_place (a) < get_place (b));
}

static gboolean
is_typed_in (SlTagsDialog *self)
{
  return (gtk_widget_get_state_flags (GTK_WIDGET (self->list)) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
}

static void
sort (SlTagsDialog *self)
{
  self->unsorted = FALSE;
  gtk_list_box_invalidate_sort (self->list);
}

static void
list_left_cb (SlTagsDialog *self)
{
  if (self->unsorted)
    sort (self);
}

static void
remove_gone (SlTagsDialog *self, GHashTable *seen)
{
  GHashTableIter iter;
  gpointer id, row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &id, &row))
    if (!g_hash_table_contains (seen, id))
      {
        gtk_list_box_remove (self->list, row);
        g_hash_table_iter_remove (&iter);
      }
}

/* A name is saved while it is typed, so the tags change under the cursor: rows are kept, and find their new place when
 * the person is done. */
static void
tags_changed_cb (SlTagsDialog *self)
{
  GListModel *tags = sl_view_state_get_tags (self->state);
  guint n = g_list_model_get_n_items (tags);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SlRecord) tag = g_list_model_get_item (tags, i);
      GtkWidget *row = g_hash_table_lookup (self->rows, sl_record_get_id (tag));

      if (row == NULL)
        {
          row = make_row (self, tag);
          g_hash_table_insert (self->rows, g_strdup (sl_record_get_id (tag)), row);
          g_object_set_data (G_OBJECT (row), "place", GUINT_TO_POINTER (i));
          gtk_list_box_append (self->list, row);
        }
      g_object_set_data (G_OBJECT (row), "place", GUINT_TO_POINTER (i));
      g_hash_table_add (seen, (gpointer) sl_record_get_id (tag));
    }
  remove_gone (self, seen);
  if (is_typed_in (self))
    self->unsorted = TRUE;
  else
    sort (self);
  gtk_stack_set_visible_child_name (self->states, n > 0 ? "tags" : "empty");
}

static void
add_cb (SlTagsDialog *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));
  guint n = g_list_model_get_n_items (sl_view_state_get_tags (self->state));
  g_autoptr (SlChangeset) changeset = NULL;

  if (*name == '\0')
    return;
  changeset = sl_deed_create_tag (name, sl_tag_color_pick (n), NULL, NULL);
  sl_view_state_apply (self->state, changeset);
  gtk_editable_set_text (GTK_EDITABLE (self->name), "");
}

static void
sl_tags_dialog_dispose (GObject *object)
{
  SlTagsDialog *self = SL_TAGS_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_TAGS_DIALOG);
  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_clear_object (&self->state);
  G_OBJECT_CLASS (sl_tags_dialog_parent_class)->dispose (object);
}

static void
sl_tags_dialog_class_init (SlTagsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_tags_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-tags-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SlTagsDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, SlTagsDialog, states);
  gtk_widget_class_bind_template_child (widget_class, SlTagsDialog, list);
  gtk_widget_class_bind_template_child (widget_class, SlTagsDialog, name);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, list_left_cb);
}

static void
sl_tags_dialog_init (SlTagsDialog *self)
{
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_sort_func (self->list, compare_places, NULL, NULL);
}

/** sl_tags_dialog_new: Returns: (transfer floating): the dialog */
AdwDialog *
sl_tags_dialog_new (SlViewState *state)
{
  SlTagsDialog *self = g_object_new (SL_TYPE_TAGS_DIALOG, NULL);
  GListModel *tags = sl_view_state_get_tags (state);

  self->state = g_object_ref (state);
  g_signal_connect_object (tags, "items-changed", G_CALLBACK (tags_changed_cb), self, G_CONNECT_SWAPPED);
  tags_changed_cb (self);
  return ADW_DIALOG (self);
}
