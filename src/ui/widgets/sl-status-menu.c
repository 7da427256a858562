/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The popover in which a status is chosen. Made when asked for and destroyed when closed, so that a list of thousands
 * of rows carries none. */

#define G_LOG_DOMAIN "sl-status-menu"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-kinds.h"
#include "sl-popover.h"
#include "sl-status-menu.h"
#include "sl-status-pill.h"

typedef struct {
  SlStatusChosenFunc chosen;
  gpointer data;
  GDestroyNotify data_free;
  char *present;
} Choice;

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  if (choice->data_free != NULL)
    choice->data_free (choice->data);
  g_free (choice->present);
  g_free (choice);
}

static void
row_activated_cb (GtkListBox *box, GtkListBoxRow *row, GtkPopover *popover)
{
  Choice *choice = g_object_get_data (G_OBJECT (popover), "sl-choice");
  const char *status = g_object_get_data (G_OBJECT (row), "sl-status");

  if (g_strcmp0 (status, choice->present) != 0)
    choice->chosen (status, choice->data);

  gtk_popover_popdown (popover);
}

static GtkWidget *
make_row (const char *word, const char *label, gboolean present)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *pill = sl_status_pill_new (word);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_widget_set_hexpand (pill, TRUE);
  gtk_box_append (GTK_BOX (box), pill);
  if (present)
    gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("object-select-symbolic"));

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "sl-status", g_strdup (word), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);

  return row;
}

/**
 * sl_status_menu_popup:
 * @parent: the widget it points at; the menu goes away with it
 * @present: (nullable): the status that holds now
 * @chosen: gets the new status
 * @data: for @chosen
 * @data_free: (nullable): frees @data when the menu is gone
 */
void
sl_status_menu_popup (GtkWidget *parent, const char *present, SlStatusChosenFunc chosen, gpointer data, GDestroyNotify data_free)
{
  GtkWidget *popover;
  GtkWidget *list;
  GtkWidget *focus = NULL;
  Choice *choice;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (chosen != NULL);

  choice = g_new0 (Choice, 1);
  choice->chosen = chosen;
  choice->data = data;
  choice->data_free = data_free;
  choice->present = g_strdup (present);

  popover = gtk_popover_new ();
  g_object_set_data_full (G_OBJECT (popover), "sl-choice", choice, choice_free);
  gtk_widget_add_css_class (popover, "menu");
  gtk_widget_add_css_class (popover, "sl-status-menu");
  gtk_accessible_update_property (GTK_ACCESSIBLE (popover), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Status"), -1);

  list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Status"), -1);
  for (const SlEnumValue *value = sl_status_words.values; value->word != NULL; value++)
    {
      gboolean is_present = g_strcmp0 (value->word, present) == 0;
      GtkWidget *row = make_row (value->word, sl_enum_label (&sl_status_words, value->word), is_present);

      gtk_list_box_append (GTK_LIST_BOX (list), row);
      if (is_present || focus == NULL)
        focus = row;
    }
  g_signal_connect_object (list, "row-activated", G_CALLBACK (row_activated_cb), popover, 0);

  gtk_popover_set_child (GTK_POPOVER (popover), list);
  sl_popover_show_at (popover, parent, -1, -1);
  if (focus != NULL)
    gtk_widget_grab_focus (focus);
}
