/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-backups-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-alert.h"
#include "sl-backups-dialog.h"
#include "sl-backups.h"
#include "sl-count.h"
#include "sl-errors.h"
#include "sl-format.h"
#include "sl-text.h"
#include "sl-toast.h"

struct _SlBackupsDialog {
  AdwDialog parent_instance;

  AdwToastOverlay *toasts;
  AdwNavigationView *navigation;
  GtkStack *states;
  GtkListBox *list;
  GtkWidget *make_button;

  SlViewState *state;
  GCancellable *cancellable; /* of everything that was begun here; cancelled on closing */
  GPtrArray *backups;        /* of SlBackup, as in the list */
  gboolean restoring;
  char *made;                /* (nullable): the backup that was just made here, until the list shows it */
};

G_DEFINE_FINAL_TYPE (SlBackupsDialog, sl_backups_dialog, ADW_TYPE_DIALOG)

static const char *const kind_labels[SL_N_KINDS] = {
  [SL_KIND_RESUME_VERSION] = N_("Résumés"),
  [SL_KIND_APPLICATION] = N_("Applications"),
  [SL_KIND_STAGE] = N_("Interview rounds"),
  [SL_KIND_OUTCOME] = N_("Offers"),
  [SL_KIND_REFLECTION] = N_("Reflections"),
  [SL_KIND_CONTACT] = N_("People"),
  [SL_KIND_DOCUMENT] = N_("Documents"),
  [SL_KIND_REMINDER] = N_("Reminders"),
  [SL_KIND_TAG] = N_("Tags"),
  [SL_KIND_TAG_ASSIGNMENT] = N_("Tags on applications"),
  [SL_KIND_SAVED_JOB] = N_("Saved jobs"),
  [SL_KIND_EVENT] = N_("Events"),
  [SL_KIND_MESSAGE] = N_("Emails"),
  [SL_KIND_SAVED_FILTER] = N_("Saved filters"),
  [SL_KIND_ANSWER] = N_("Answers to questions"),
};

static void load (SlBackupsDialog *self);

static SlContext *
get_context (SlBackupsDialog *self)
{
  return sl_view_state_get_context (self->state);
}

static void
tell (SlBackupsDialog *self, const char *words)
{
  sl_toast_show (sl_toast_new (words), self->toasts);
}

static void
tell_error (SlBackupsDialog *self, const GError *error, const char *deed)
{
  g_autofree char *words = NULL;

  if (sl_error_is_silent (error))
    return;
  /* Closed meanwhile: nobody would see it here. */
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    {
      sl_view_state_tell_failed (self->state, error, deed);
      return;
    }
  words = sl_error_describe (error, deed);
  tell (self, words);
}

static char *
format_when (gint64 time)
{
  SlClock *clock = sl_format_get_clock ();

  return sl_time_format_relative (time, sl_clock_get_now (clock), sl_clock_get_time_zone (clock));
}

/* What a comparison is of, until it is there. */
typedef struct {
  SlBackupsDialog *self;
  char *path;
} Comparing;

/* The preview */

static char *
describe_kind (SlRestore *restore, SlKind kind)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) items = NULL;

  if (restore->back[kind] > 0)
    g_strv_builder_take (parts, g_strdup_printf (ngettext ("%s comes back", "%s come back", restore->back[kind]), SL_COUNT (restore->back[kind])));
  if (restore->gone[kind] > 0)
    g_strv_builder_take (parts, g_strdup_printf (ngettext ("%s goes", "%s go", restore->gone[kind]), SL_COUNT (restore->gone[kind])));
  if (restore->changed[kind] > 0)
    g_strv_builder_take (parts, g_strdup_printf (ngettext ("%s changes", "%s change", restore->changed[kind]), SL_COUNT (restore->changed[kind])));
  items = g_strv_builder_end (parts);

  return items[0] != NULL ? sl_format_list ((const char *const *) items) : g_strdup (_("As they are now"));
}

static void
add_kind (AdwPreferencesGroup *group, SlRestore *restore, SlKind kind)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *words = describe_kind (restore, kind);
  g_autofree char *then = sl_format_count (restore->then[kind]);
  g_autofree char *now = sl_format_count (restore->now[kind]);
  /* Translators: how many there are in a backup, and how many now */
  g_autofree char *counts = g_strdup_printf (_("%s then, %s now"), then, now);
  GtkWidget *label = gtk_label_new (counts);

  gtk_widget_add_css_class (label, "dimmed");
  gtk_widget_add_css_class (label, "numeric");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(kind_labels[kind]));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_preferences_group_add (group, row);
}

static char *
describe_restore (SlRestore *restore)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_autofree char *lost = sl_backup_describe_lost (restore->lost);
  g_auto (GStrv) sentences = NULL;

  if (sl_restore_get_n_changes (restore) == 0)
    g_strv_builder_add (parts, _("Everything is as it is in this backup."));
  if (restore->n_files_back > 0)
    g_strv_builder_take (parts, g_strdup_printf (ngettext ("%s attached file comes back.", "%s attached files come back.", restore->n_files_back),
                                                 SL_COUNT (restore->n_files_back)));
  /* Files alone are no step: they are brought back, and nothing goes. */
  if (sl_restore_get_n_changes (restore) > restore->n_files_back)
    g_strv_builder_add (parts, _("What is there now is backed up first, and you can undo the restore."));
  if (lost != NULL)
    g_strv_builder_add (parts, lost);
  sentences = g_strv_builder_end (parts);

  return g_strjoinv (" ", sentences);
}

typedef struct {
  SlBackupsDialog *self;
  GtkWidget *button; /* which began it */
} Restoring;

static void
restored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Restoring *restoring = user_data;
  g_autoptr (SlBackupsDialog) self = restoring->self;
  g_autoptr (GtkWidget) button = restoring->button;
  g_autoptr (GError) error = NULL;
  guint n_files;
  g_autoptr (SlTransaction) transaction = sl_backups_restore_finish (SL_CONTEXT (source), result, &n_files, &error);

  self->restoring = FALSE;
  if (transaction == NULL)
    {
      gtk_widget_set_sensitive (button, TRUE);
      tell_error (self, error, _("The backup couldn’t be restored."));
      return;
    }
  if (sl_transaction_get_id (transaction) == 0 && n_files > 0 && self->navigation != NULL)
    {
      g_autofree char *words = sl_backup_describe_files_back (n_files);

      adw_navigation_view_pop (self->navigation);
      tell (self, words);
      load (self);
      return;
    }
  sl_view_state_tell_done (self->state, transaction);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
restore_cb (GtkWidget *button, SlBackupsDialog *self)
{
  const char *path = g_object_get_data (G_OBJECT (button), "path");
  Restoring *restoring;

  if (self->restoring)
    return;
  restoring = g_new0 (Restoring, 1);
  restoring->self = g_object_ref (self);
  restoring->button = g_object_ref (button);
  self->restoring = TRUE;
  gtk_widget_set_sensitive (button, FALSE);
  /* Not cancelled with the dialog: half of it would be done. */
  sl_backups_restore_async (get_context (self), path, NULL, restored_cb, restoring);
}

static void
deleted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SlBackupsDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = sl_backups_finish (SL_CONTEXT (source), result, &error);

  if (path == NULL)
    {
      tell_error (self, error, _("The backup couldn’t be deleted."));
      return;
    }
  adw_navigation_view_pop (self->navigation);
  tell (self, _("Deleted the backup"));
  load (self);
}

static void
confirmed_cb (AdwAlertDialog *alert, const char *response, SlBackupsDialog *self)
{
  if (g_str_equal (response, "delete"))
    sl_backups_delete_async (get_context (self), g_object_get_data (G_OBJECT (alert), "path"), self->cancellable, deleted_cb, g_object_ref (self));
}

static void
delete_cb (GtkWidget *button, SlBackupsDialog *self)
{
  AdwDialog *alert = sl_alert_new (_("Delete This Backup?"), _("What is in it can’t be brought back from it any more."));

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (alert), "cancel", _("_Cancel"), "delete", _("_Delete"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (alert), "delete", ADW_RESPONSE_DESTRUCTIVE);
  g_object_set_data_full (G_OBJECT (alert), "path", g_strdup (g_object_get_data (G_OBJECT (button), "path")), g_free);
  g_signal_connect_object (alert, "response", G_CALLBACK (confirmed_cb), self, 0);
  adw_dialog_present (alert, GTK_WIDGET (self));
}

static GtkWidget *
new_restore_button (SlBackupsDialog *self, const char *path, SlRestore *restore)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Restore"));

  gtk_widget_add_css_class (button, "suggested-action");
  gtk_widget_set_sensitive (button, sl_restore_get_n_changes (restore) > 0 && !sl_store_get_read_only (sl_context_get_store (get_context (self))));
  g_object_set_data_full (G_OBJECT (button), "path", g_strdup (path), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (restore_cb), self, 0);
  return button;
}

static gboolean
is_own (SlBackupsDialog *self, const char *path)
{
  for (guint i = 0; self->backups != NULL && i < self->backups->len; i++)
    if (g_str_equal (((SlBackup *) g_ptr_array_index (self->backups, i))->path, path))
      return TRUE;
  return FALSE;
}

static GtkWidget *
new_delete_row (SlBackupsDialog *self, const char *path)
{
  GtkWidget *row = adw_button_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("_Delete This Backup…"));
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), TRUE);
  gtk_widget_add_css_class (row, "destructive-action");
  g_object_set_data_full (G_OBJECT (row), "path", g_strdup (path), g_free);
  g_signal_connect_object (row, "activated", G_CALLBACK (delete_cb), self, 0);
  return row;
}

static void
show_preview (SlBackupsDialog *self, const char *path, SlRestore *restore)
{
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *header = adw_header_bar_new ();
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  g_autofree char *words = describe_restore (restore);
  g_autofree char *when = format_when (restore->time);
  /* Translators: %s: when, as “today 9:00” */
  g_autofree char *title = g_strdup_printf (_("Backup of %s"), when);
  GtkWidget *restore_button = new_restore_button (self, path, restore);

  adw_preferences_group_set_description (group, words);
  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    if (restore->then[kind] + restore->now[kind] + restore->back[kind] + restore->gone[kind] > 0)
      add_kind (group, restore, kind);
  adw_preferences_page_add (page, group);
  if (is_own (self, path))
    {
      AdwPreferencesGroup *more = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

      adw_preferences_group_add (more, new_delete_row (self, path));
      adw_preferences_page_add (page, more);
    }
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), restore_button);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), header);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (page));
  adw_navigation_view_push (self->navigation, adw_navigation_page_new (view, title));
  /* All the counts come before the head otherwise. */
  gtk_widget_grab_focus (restore_button);
}

static void
compared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Comparing *comparing = user_data;
  g_autoptr (SlBackupsDialog) self = comparing->self;
  g_autofree char *path = comparing->path;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlRestore) restore = sl_backups_finish (SL_CONTEXT (source), result, &error);

  g_free (comparing);
  if (restore == NULL)
    tell_error (self, error, _("The backup can’t be read."));
  /* The first of two that were chosen one after the other is shown. */
  else if (self->navigation != NULL && adw_navigation_view_get_visible_page_tag (self->navigation) != NULL)
    show_preview (self, path, restore);
}

/* The list */

static char *
describe_backup (SlBackup *backup)
{
  g_autofree char *size = g_format_size ((guint64) backup->size);
  g_autofree char *count = sl_format_count (backup->living[SL_KIND_APPLICATION]);
  g_autofree char *applications = NULL;
  g_autofree char *words = NULL;
  g_autofree char *lost = sl_backup_describe_lost (backup->lost);

  if (backup->version == 0)
    return g_strdup_printf (_("Can’t be read · %s"), size);
  applications = g_strdup_printf (ngettext ("%s application", "%s applications", (gulong) backup->living[SL_KIND_APPLICATION]), count);
  words = g_strdup_printf ("%s · %s · %s", sl_backup_get_reason_label (backup->reason), applications, size);
  return lost != NULL ? g_strdup_printf ("%s\n%s", words, lost) : g_steal_pointer (&words);
}

/* What can't be read has no preview, where others are deleted. */
static GtkWidget *
new_delete_button (SlBackupsDialog *self, SlBackup *backup)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _("Delete This Backup"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Delete This Backup"), -1);
  g_object_set_data_full (G_OBJECT (button), "path", g_strdup (backup->path), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (delete_cb), self, 0);
  return button;
}

static GtkWidget *
new_backup_row (SlBackupsDialog *self, SlBackup *backup)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *time = format_when (backup->time);
  g_autofree char *when = sl_text_capitalize (time);
  g_autofree char *words = describe_backup (backup);
  SlDay day = sl_day_from_time (backup->time, sl_clock_get_time_zone (sl_format_get_clock ()));
  g_autofree char *exact = sl_day_format_long (day);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), when);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  gtk_widget_set_tooltip_text (row, exact);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), backup->version > 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), backup->version > 0 ? gtk_image_new_from_icon_name ("go-next-symbolic")
                                                                       : new_delete_button (self, backup));
  return row;
}

/* The papers that it lacks are told with it: nobody is to think that it has them. */
static void
tell_made (SlBackupsDialog *self)
{
  g_autofree char *made = g_steal_pointer (&self->made);
  g_autofree char *lost = NULL;

  for (guint i = 0; made != NULL && i < self->backups->len; i++)
    {
      SlBackup *backup = g_ptr_array_index (self->backups, i);

      if (g_str_equal (backup->path, made))
        lost = sl_backup_describe_lost (backup->lost);
    }
  if (made != NULL)
    tell (self, lost != NULL ? lost : _("Made a backup"));
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SlBackupsDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) backups = sl_backups_finish (SL_CONTEXT (source), result, &error);

  if (backups == NULL)
    {
      tell_error (self, error, _("The backups can’t be listed."));
      return;
    }
  g_clear_pointer (&self->backups, g_ptr_array_unref);
  self->backups = g_steal_pointer (&backups);
  gtk_list_box_remove_all (self->list);
  for (guint i = 0; i < self->backups->len; i++)
    gtk_list_box_append (self->list, new_backup_row (self, g_ptr_array_index (self->backups, i)));
  gtk_stack_set_visible_child_name (self->states, self->backups->len > 0 ? "list" : "empty");
  tell_made (self);
}

static void
load (SlBackupsDialog *self)
{
  sl_backups_list_async (get_context (self), self->cancellable, listed_cb, g_object_ref (self));
}

static void
compare (SlBackupsDialog *self, const char *path)
{
  Comparing *comparing = g_new0 (Comparing, 1);

  comparing->self = g_object_ref (self);
  comparing->path = g_strdup (path);
  sl_backups_compare_async (get_context (self), path, self->cancellable, compared_cb, comparing);
}

static void
row_activated_cb (SlBackupsDialog *self, GtkListBoxRow *row)
{
  SlBackup *backup = g_ptr_array_index (self->backups, (guint) gtk_list_box_row_get_index (row));

  compare (self, backup->path);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SlBackupsDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = sl_store_backup_finish (SL_STORE (source), result, &error);

  gtk_widget_set_sensitive (self->make_button, TRUE);
  if (path == NULL)
    {
      tell_error (self, error, _("No backup was made."));
      return;
    }
  g_set_str (&self->made, path);
  load (self);
}

static void
make_cb (SlBackupsDialog *self)
{
  gtk_widget_set_sensitive (self->make_button, FALSE);
  sl_store_backup_async (sl_context_get_store (get_context (self)), SL_BACKUP_MANUAL, NULL, made_cb, g_object_ref (self));
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SlBackupsDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, &error);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL)
    compare (self, path);
  else if (file != NULL)
    tell (self, _("This file can’t be reached from here. Copy it to this computer first."));
}

static void
open_cb (SlBackupsDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _("Backups of Shortlist"));
  gtk_file_filter_add_suffix (filter, "db");
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_title (dialog, _("Open a Backup File"));
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->cancellable, opened_cb, g_object_ref (self));
}

static void
sl_backups_dialog_closed (AdwDialog *dialog)
{
  g_cancellable_cancel (SL_BACKUPS_DIALOG (dialog)->cancellable);
}

static void
sl_backups_dialog_dispose (GObject *object)
{
  SlBackupsDialog *self = SL_BACKUPS_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_BACKUPS_DIALOG);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->state);
  g_clear_pointer (&self->backups, g_ptr_array_unref);
  g_clear_pointer (&self->made, g_free);

  G_OBJECT_CLASS (sl_backups_dialog_parent_class)->dispose (object);
}

static void
sl_backups_dialog_class_init (SlBackupsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_backups_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = sl_backups_dialog_closed;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-backups-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SlBackupsDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, SlBackupsDialog, navigation);
  gtk_widget_class_bind_template_child (widget_class, SlBackupsDialog, states);
  gtk_widget_class_bind_template_child (widget_class, SlBackupsDialog, list);
  gtk_widget_class_bind_template_child (widget_class, SlBackupsDialog, make_button);
  gtk_widget_class_bind_template_callback (widget_class, make_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
sl_backups_dialog_init (SlBackupsDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sl_backups_dialog_new:
 * @state: the window's; its data is open
 *
 * Returns: a dialog to be presented
 */
AdwDialog *
sl_backups_dialog_new (SlViewState *state)
{
  SlBackupsDialog *self = g_object_new (SL_TYPE_BACKUPS_DIALOG, NULL);

  self->state = g_object_ref (state);
  load (self);
  return ADW_DIALOG (self);
}
