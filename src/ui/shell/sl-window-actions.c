/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The "win." actions: what menu, keys and buttons of the whole window do. */

#define G_LOG_DOMAIN "sl-window"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-page.h"
#include "sl-pages.h"
#include "sl-window-private.h"

static void
new_application_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _sl_window_present_part (SL_WINDOW (widget), SL_PART_QUICK_ADD);
}

/* Something new of what the page is about. */
static void
new_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlWindow *self = SL_WINDOW (widget);
  const SlPageInfo *page = sl_page_find (sl_sidebar_get_page (self->sidebar));

  if (page == NULL || page->new_action == NULL || !gtk_widget_activate_action (self->page, page->new_action, NULL))
    _sl_window_present_part (self, SL_PART_QUICK_ADD);
}

static void
find_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _sl_window_present_part (SL_WINDOW (widget), SL_PART_FINDER);
}

static void
import_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _sl_window_present_part (SL_WINDOW (widget), SL_PART_IMPORT);
}

/* With a file's address, as the program's own command line and other programs give it. */
static void
import_file_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  sl_window_import_file (SL_WINDOW (widget), file);
}

static void
start_own_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _sl_window_leave_sample (SL_WINDOW (widget), TRUE);
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _sl_window_present_part (SL_WINDOW (widget), SL_PART_EXPORT);
}

static void
tags_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _sl_window_present_part (SL_WINDOW (widget), SL_PART_TAGS);
}

static void
calendar_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _sl_window_present_part (SL_WINDOW (widget), SL_PART_CALENDAR);
}

static void
report_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _sl_window_present_part (SL_WINDOW (widget), SL_PART_REPORT);
}

static void
offers_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _sl_window_present_part (SL_WINDOW (widget), SL_PART_OFFERS);
}

static void
open_company_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_dialog_present (sl_part_new_company (SL_WINDOW (widget)->state, g_variant_get_string (parameter, NULL)), widget);
}

static void
backups_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _sl_window_present_part (SL_WINDOW (widget), SL_PART_BACKUPS);
}

static void
preferences_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _sl_window_present_part (SL_WINDOW (widget), SL_PART_PREFERENCES);
}

static void
private_mode_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _sl_window_toggle_private (SL_WINDOW (widget));
}

/* The application that stays and the one that goes into it, from the selection or the warning of a duplicate. */
static void
merge_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlWindow *self = SL_WINDOW (widget);
  const char *kept;
  const char *other;

  g_variant_get (parameter, "(&s&s)", &kept, &other);
  adw_dialog_present (sl_part_new_merge (self->state, kept, other), widget);
}

static void
search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlWindow *self = SL_WINDOW (widget);

  if (SL_IS_PAGE (self->page) && sl_page_focus_search (SL_PAGE (self->page)))
    return;
  _sl_window_show_page (self, "applications");
  sl_applications_page_focus_search (self->applications);
}

static void
view_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlWindow *self = SL_WINDOW (widget);

  _sl_window_show_page (self, "applications");
  sl_applications_page_set_view (self->applications, g_variant_get_string (parameter, NULL));
}

static void
show_page_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _sl_window_show_page (SL_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

/* As by a key: not to the sidebar, and not to the page's head. */
static void
enter_page_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _sl_window_enter_page (SL_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

/* From the finder and from the warning that an application is there already. */
static void
open_application_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlWindow *self = SL_WINDOW (widget);

  _sl_window_show_page (self, "applications");
  sl_applications_page_open (self->applications, g_variant_get_int64 (parameter), FALSE);
}

static void
open_record_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *kind_name;
  const char *id;
  SlKind kind;

  g_variant_get (parameter, "(&s&s)", &kind_name, &id);
  kind = sl_kind_from_name (kind_name);
  if (kind != SL_KIND_NONE)
    _sl_window_open_record (SL_WINDOW (widget), kind, id);
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlWindow *self = SL_WINDOW (widget);

  if (SL_IS_PAGE (self->page) ? !sl_page_go_back (SL_PAGE (self->page)) : !sl_applications_page_close_detail (self->applications))
    adw_navigation_split_view_set_show_content (self->split_view, FALSE);
}

static void
menu_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlWindow *self = SL_WINDOW (widget);

  adw_navigation_split_view_set_show_content (self->split_view, FALSE);
  sl_sidebar_popup_menu (self->sidebar);
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  sl_view_state_undo (SL_WINDOW (widget)->state);
}

static void
redo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  sl_view_state_redo (SL_WINDOW (widget)->state);
}

static void
undo_transaction_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  sl_view_state_undo_transaction (SL_WINDOW (widget)->state, g_variant_get_int64 (parameter));
}

static void
retry_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlWindow *self = SL_WINDOW (widget);

  if (self->opened)
    sl_view_state_retry (self->state);
  else
    _sl_window_open_store (self);
}

static void
revealed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SlWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!gtk_file_launcher_launch_finish (GTK_FILE_LAUNCHER (source), result, &error) && self->state != NULL)
    sl_view_state_tell_failed (self->state, error, _("The data folder can’t be shown."));
}

static void
tell_recovery_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _sl_window_tell_recovery (SL_WINDOW (widget));
}

static void
reveal_data_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlWindow *self = SL_WINDOW (widget);
  g_autoptr (GFile) folder = g_file_new_for_path (sl_context_get_data_dir (self->context));
  g_autoptr (GtkFileLauncher) launcher = gtk_file_launcher_new (folder);

  gtk_file_launcher_launch (launcher, GTK_WINDOW (self), self->cancellable, revealed_cb, g_object_ref (self));
}

static void
folder_shown_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SlWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!gtk_file_launcher_open_containing_folder_finish (GTK_FILE_LAUNCHER (source), result, &error) && self->state != NULL)
    sl_view_state_tell_failed (self->state, error, _("The folder can’t be shown, but the file is there."));
}

static void
show_in_folder_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SlWindow *self = SL_WINDOW (widget);
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));
  g_autoptr (GtkFileLauncher) launcher = gtk_file_launcher_new (file);

  gtk_file_launcher_open_containing_folder (launcher, GTK_WINDOW (self), self->cancellable, folder_shown_cb, g_object_ref (self));
}

/**
 * _sl_window_install_actions:
 * @widget_class: the window's class
 */
void
_sl_window_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.new", NULL, new_action);
  gtk_widget_class_install_action (widget_class, "win.new-application", NULL, new_application_action);
  gtk_widget_class_install_action (widget_class, "win.find", NULL, find_action);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "win.view", "s", view_action);
  gtk_widget_class_install_action (widget_class, "win.import", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "win.import-file", "s", import_file_action);
  gtk_widget_class_install_action (widget_class, "win.start-own", NULL, start_own_action);
  gtk_widget_class_install_action (widget_class, "win.export", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "win.open-invitation", NULL, _sl_window_open_invitation);
  gtk_widget_class_install_action (widget_class, "win.calendar-file", NULL, calendar_action);
  gtk_widget_class_install_action (widget_class, "win.report", NULL, report_action);
  gtk_widget_class_install_action (widget_class, "win.print-pack", "s", _sl_window_print_pack);
  gtk_widget_class_install_action (widget_class, "win.tags", NULL, tags_action);
  gtk_widget_class_install_action (widget_class, "win.offers", NULL, offers_action);
  gtk_widget_class_install_action (widget_class, "win.open-company", "s", open_company_action);
  gtk_widget_class_install_action (widget_class, "win.backups", NULL, backups_action);
  gtk_widget_class_install_action (widget_class, "win.preferences", NULL, preferences_action);
  gtk_widget_class_install_action (widget_class, "win.private-mode", NULL, private_mode_action);
  gtk_widget_class_install_action (widget_class, "win.merge", "(ss)", merge_action);
  gtk_widget_class_install_action (widget_class, "win.show-page", "s", show_page_action);
  gtk_widget_class_install_action (widget_class, "win.enter-page", "s", enter_page_action);
  gtk_widget_class_install_action (widget_class, "win.open-application", "x", open_application_action);
  gtk_widget_class_install_action (widget_class, "win.open-record", "(ss)", open_record_action);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "win.menu", NULL, menu_action);
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "win.redo", NULL, redo_action);
  gtk_widget_class_install_action (widget_class, "win.undo-transaction", "x", undo_transaction_action);
  gtk_widget_class_install_action (widget_class, "win.retry", NULL, retry_action);
  gtk_widget_class_install_action (widget_class, "win.reveal-data", NULL, reveal_data_action);
  gtk_widget_class_install_action (widget_class, "win.show-in-folder", "s", show_in_folder_action);
  gtk_widget_class_install_action (widget_class, "win.tell-recovery", NULL, tell_recovery_action);

  _sl_window_install_sync_actions (widget_class);

  /* Bindings, not accelerators: a text field in focus undoes its own typing first and takes its own letters. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "win.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "win.redo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_question, 0, "app.shortcuts", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_question, GDK_SHIFT_MASK, "app.shortcuts", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_slash, 0, "win.search", NULL);
}
