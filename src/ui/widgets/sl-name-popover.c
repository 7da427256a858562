/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small popover that asks for a name and perhaps a colour. */

#define G_LOG_DOMAIN "sl-name-popover"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-color.h"
#include "sl-name-popover.h"
#include "sl-popover.h"
#include "sl-tag-dots.h"
#include "sl-text.h"
#include "sl-tooltip.h"

typedef struct {
  SlNamedFunc named;
  gpointer data;
  GDestroyNotify data_free;
  GtkWidget *entry;
  GtkWidget *button;
  GtkWidget *popover;
  char *color;
} Form;

static void
form_free (gpointer data)
{
  Form *form = data;

  if (form->data_free != NULL)
    form->data_free (form->data);
  g_free (form->color);
  g_free (form);
}

static void
accept (Form *form)
{
  g_autofree char *name = sl_text_strip (gtk_editable_get_text (GTK_EDITABLE (form->entry)));

  if (*name == '\0')
    return;

  form->named (name, form->color, form->data);
  gtk_popover_popdown (GTK_POPOVER (form->popover));
}

static void
accept_cb (GtkWidget *widget, gpointer user_data)
{
  accept (user_data);
}

static void
changed_cb (GtkEditable *entry, gpointer user_data)
{
  Form *form = user_data;

  gtk_widget_set_sensitive (form->button, !sl_text_is_blank (gtk_editable_get_text (entry)));
}

static void
color_toggled_cb (GtkToggleButton *button, gpointer user_data)
{
  Form *form = user_data;

  if (gtk_toggle_button_get_active (button))
    g_set_str (&form->color, g_object_get_data (G_OBJECT (button), "sl-color"));
}

static GtkWidget *
make_colors (Form *form)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkToggleButton *group = NULL;

  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Color"), -1);
  for (guint i = 0; sl_tag_colors[i] != NULL; i++)
    {
      GtkWidget *button = gtk_toggle_button_new ();
      GtkWidget *dot = sl_tag_dots_new ();

      sl_tag_dots_set_color (SL_TAG_DOTS (dot), sl_tag_colors[i]);
      gtk_button_set_child (GTK_BUTTON (button), dot);
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_add_css_class (button, "circular");
      sl_tooltip_set (button, sl_tag_color_get_name (sl_tag_colors[i]));
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, sl_tag_color_get_name (sl_tag_colors[i]), -1);
      g_object_set_data (G_OBJECT (button), "sl-color", (gpointer) sl_tag_colors[i]);
      gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), group);
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), g_ascii_strcasecmp (form->color, sl_tag_colors[i]) == 0);
      g_signal_connect (button, "toggled", G_CALLBACK (color_toggled_cb), form);
      gtk_box_append (GTK_BOX (box), button);
      group = GTK_TOGGLE_BUTTON (button);
    }

  return box;
}

/**
 * sl_name_popover_popup:
 * @parent: the widget it points at
 * @title: what is named; also the entry's accessible name
 * @name: (nullable): the present name
 * @color: (nullable): the present colour; %NULL doesn't ask for one
 * @button_label: the verb, with mnemonic
 * @named: gets the new name, never blank
 * @data: for @named
 * @data_free: (nullable): frees @data when the popover is gone
 */
void
sl_name_popover_popup (GtkWidget *parent, const char *title, const char *name, const char *color, const char *button_label, SlNamedFunc named, gpointer data, GDestroyNotify data_free)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *heading = gtk_label_new (title);
  Form *form = g_new0 (Form, 1);

  form->named = named;
  form->data = data;
  form->data_free = data_free;
  form->color = g_strdup (color);
  form->popover = gtk_popover_new ();
  form->entry = gtk_entry_new ();
  form->button = gtk_button_new_with_mnemonic (button_label);
  g_object_set_data_full (G_OBJECT (form->popover), "sl-form", form, form_free);

  gtk_widget_add_css_class (heading, "heading");
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_editable_set_text (GTK_EDITABLE (form->entry), name != NULL ? name : "");
  gtk_editable_set_width_chars (GTK_EDITABLE (form->entry), 24);
  gtk_entry_set_max_length (GTK_ENTRY (form->entry), 50);
  gtk_accessible_update_property (GTK_ACCESSIBLE (form->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_widget_add_css_class (form->button, "suggested-action");
  gtk_widget_set_sensitive (form->button, !sl_text_is_blank (gtk_editable_get_text (GTK_EDITABLE (form->entry))));
  g_signal_connect (form->entry, "activate", G_CALLBACK (accept_cb), form);
  g_signal_connect (form->entry, "changed", G_CALLBACK (changed_cb), form);
  g_signal_connect (form->button, "clicked", G_CALLBACK (accept_cb), form);

  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), form->entry);
  if (color != NULL)
    gtk_box_append (GTK_BOX (box), make_colors (form));
  gtk_box_append (GTK_BOX (box), form->button);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);

  gtk_popover_set_child (GTK_POPOVER (form->popover), box);
  sl_popover_show_at (form->popover, parent, -1, -1);
  gtk_widget_grab_focus (form->entry);
}
