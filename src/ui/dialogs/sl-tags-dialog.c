/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-tags-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-color.h"
#include "sl-field-row.h"
#include "sl-kinds.h"
#include "sl-tag-dots.h"
#include "sl-tags-dialog.h"

struct _SlTagsDialog {
  AdwDialog parent_instance;

  GtkStack *states;
  GtkListBox *list;
  AdwEntryRow *name;

  SlViewState *state;
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

static GtkWidget *
make_color_button (SlTagsDialog *self, SlRecord *tag)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *dot = sl_tag_dots_new ();

  for (int i = 0; sl_tag_colors[i] != NULL; i++)
    gtk_grid_attach (GTK_GRID (grid), make_swatch (self, sl_record_get_id (tag), sl_tag_colors[i]), i % 3, i / 3, 1, 1);
  gtk_popover_set_child (GTK_POPOVER (popover), grid);
  sl_tag_dots_set_color (SL_TAG_DOTS (dot), sl_record_get_text (tag, SL_TAG_COLOR));
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), dot);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _("Change colour"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Change colour"), -1);
  return button;
}

static void
delete_cb (GtkButton *button, SlTagsDialog *self)
{
  const char *ids[] = { g_object_get_data (G_OBJECT (button), "tag"), NULL };
  g_autoptr (SlChangeset) changeset =
    sl_deed_trash (SL_KIND_TAG, ids, sl_context_get_clock (sl_view_state_get_context (self->state)));

  sl_view_state_apply (self->state, changeset);
}

static GtkWidget *
make_row (gpointer item, gpointer data)
{
  SlTagsDialog *self = data;
  SlRecord *tag = item;
  g_autoptr (SlRecordEditor) editor = sl_record_editor_new (self->state, SL_KIND_TAG, sl_record_get_id (tag));
  GtkWidget *row = sl_field_entry_new (editor, SL_TAG_NAME);
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  adw_entry_row_add_prefix (ADW_ENTRY_ROW (row), make_color_button (self, tag));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _("Delete this tag"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Delete this tag"), -1);
  g_object_set_data_full (G_OBJECT (button), "tag", g_strdup (sl_record_get_id (tag)), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (delete_cb), self, 0);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), button);
  return row;
}

static void
tags_changed_cb (SlTagsDialog *self)
{
  guint n = g_list_model_get_n_items (sl_view_state_get_tags (self->state));

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
  changeset = sl_deed_create_tag (name, sl_tag_colors[n % g_strv_length ((char **) sl_tag_colors)], NULL, NULL);
  sl_view_state_apply (self->state, changeset);
  gtk_editable_set_text (GTK_EDITABLE (self->name), "");
}

static void
sl_tags_dialog_dispose (GObject *object)
{
  SlTagsDialog *self = SL_TAGS_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_TAGS_DIALOG);
  g_clear_object (&self->state);
  G_OBJECT_CLASS (sl_tags_dialog_parent_class)->dispose (object);
}

static void
sl_tags_dialog_class_init (SlTagsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_tags_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-tags-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SlTagsDialog, states);
  gtk_widget_class_bind_template_child (widget_class, SlTagsDialog, list);
  gtk_widget_class_bind_template_child (widget_class, SlTagsDialog, name);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
}

static void
sl_tags_dialog_init (SlTagsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** sl_tags_dialog_new: Returns: (transfer floating): the dialog */
AdwDialog *
sl_tags_dialog_new (SlViewState *state)
{
  SlTagsDialog *self = g_object_new (SL_TYPE_TAGS_DIALOG, NULL);
  GListModel *tags = sl_view_state_get_tags (state);

  self->state = g_object_ref (state);
  gtk_list_box_bind_model (self->list, tags, make_row, self, NULL);
  g_signal_connect_object (tags, "items-changed", G_CALLBACK (tags_changed_cb), self, G_CONNECT_SWAPPED);
  tags_changed_cb (self);
  return ADW_DIALOG (self);
}
