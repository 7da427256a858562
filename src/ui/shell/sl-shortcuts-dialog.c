/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All keys, in one dialog. A table of keys and what they do; GtkShortcutsWindow is a window of its own, this one
 * adapts to narrow screens. */

#define G_LOG_DOMAIN "sl-shortcuts-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-pages.h"
#include "sl-shortcuts-dialog.h"

typedef struct {
  const char *keys; /* accelerators, separated by spaces */
  const char *what;
} Shortcut;

typedef struct {
  const char *title;
  const Shortcut *shortcuts;
} Group;

static const Shortcut everywhere[] = {
  { "<Control>n", N_("New application; on other pages: saved job, person, question…") },
  { "<Control>k", N_("Find anything") },
  { "<Control>f slash", N_("Search and filter") },
  { "<Control>z", N_("Undo") },
  { "<Control><Shift>z", N_("Redo") },
  { "<Control>i", N_("Import") },
  { "<Control>e", N_("Export") },
  { "<Control>r", N_("Sync now") },
  { "F10", N_("Main menu") },
  { "<Control>comma", N_("Preferences") },
  { "<Control><Shift>h", N_("Private mode") },
  { "F1", N_("Help") },
  { "question <Control>question", N_("Keyboard shortcuts") },
  { "<Control>w", N_("Close the window") },
  { "<Control>q", N_("Quit") },
  { NULL, NULL }
};

static const Shortcut views[] = {
  { "<Control>1", N_("List") },
  { "<Control>2", N_("Board") },
  { "<Control>3", N_("Charts") },
  { "Return", N_("Open") },
  { "Escape", N_("Clear the selection, go back") },
  { NULL, NULL }
};

static const Shortcut list[] = {
  { "j k", N_("Next and previous") },
  { "x", N_("Select or unselect") },
  { "<Control>a", N_("Select all") },
  { "e", N_("Edit") },
  { "m", N_("Move to…") },
  { "t", N_("Tags") },
  { "r", N_("Remind me") },
  { "Delete", N_("Move to Trash") },
  { "Menu", N_("Context menu") },
  { NULL, NULL }
};

static const Shortcut board[] = {
  { "Left Right Up Down", N_("Walk over the cards") },
  { "<Control>Left <Control>Right", N_("Move the card to the next column") },
  { "<Control>Up <Control>Down", N_("Move the card within its column") },
  { NULL, NULL }
};

static const Shortcut today[] = {
  { "d", N_("Done") },
  { "s", N_("Snooze") },
  { "f", N_("Followed up") },
  { "n", N_("Mark no response") },
  { "r", N_("Reopen") },
  { NULL, NULL }
};

static const Shortcut saved[] = {
  { "<Control>Return", N_("Turn into an application") },
  { "e", N_("Edit") },
  { "a", N_("Archive or bring back") },
  { "Delete", N_("Move to Trash") },
  { NULL, NULL }
};

static const Shortcut agenda[] = {
  { "Left Right Up Down", N_("Another day") },
  { "Page_Up Page_Down", N_("Another month") },
  { "Home", N_("Back to today") },
  { NULL, NULL }
};

static const Shortcut people[] = {
  { "Return", N_("Open") },
  { "Delete", N_("Move to Trash") },
  { NULL, NULL }
};

static const Group groups[] = {
  { N_("Everywhere"), everywhere },
  { N_("Views"), views },
  { N_("List and Board"), list },
  { N_("Board"), board },
  { N_("Today"), today },
  { N_("Saved Jobs"), saved },
  { N_("Agenda"), agenda },
  { N_("People and Papers"), people },
};

static GtkWidget *
make_keys (const char *keys)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_auto (GStrv) accelerators = g_strsplit (keys, " ", -1);

  for (guint i = 0; accelerators[i] != NULL; i++)
    {
      guint keyval;
      GdkModifierType modifiers;
      g_autofree char *text = NULL;
      GtkWidget *label;

      if (!gtk_accelerator_parse (accelerators[i], &keyval, &modifiers))
        continue;

      text = gtk_accelerator_get_label (keyval, modifiers);
      label = gtk_label_new (text);
      gtk_widget_add_css_class (label, "sl-key");
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);

  return box;
}

static void
add_row (GtkWidget *group, const char *keys, const char *what)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), what);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_keys (keys));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

static GtkWidget *
make_group (const Group *group)
{
  GtkWidget *widget = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (widget), _(group->title));
  for (const Shortcut *shortcut = group->shortcuts; shortcut->keys != NULL; shortcut++)
    add_row (widget, shortcut->keys, _(shortcut->what));

  return widget;
}

static GtkWidget *
make_pages (void)
{
  GtkWidget *widget = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (widget), _("Pages"));
  for (guint i = 0; i < sl_n_pages; i++)
    {
      g_autofree char *keys = sl_page_dup_accel (&sl_pages[i]);

      if (keys != NULL)
        add_row (widget, keys, _(sl_pages[i].title));
    }

  return widget;
}

/** sl_shortcuts_dialog_new: Returns: the dialog, to be presented */
AdwDialog *
sl_shortcuts_dialog_new (void)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *toolbar = adw_toolbar_view_new ();
  GtkWidget *page = adw_preferences_page_new ();

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (make_group (&groups[i])));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (make_pages ()));

  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (toolbar), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (toolbar), page);
  adw_dialog_set_title (dialog, _("Keyboard Shortcuts"));
  adw_dialog_set_content_width (dialog, 480);
  adw_dialog_set_content_height (dialog, 620);
  adw_dialog_set_child (dialog, toolbar);

  return dialog;
}
