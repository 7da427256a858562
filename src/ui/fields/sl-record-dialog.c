/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-record-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-alert.h"
#include "sl-count.h"
#include "sl-errors.h"
#include "sl-field-row.h"
#include "sl-record-dialog.h"

struct _SlRecordDialog {
  AdwDialog parent_instance;

  GtkWidget *save;
  AdwBanner *problem;
  AdwPreferencesPage *page;
  AdwPreferencesGroup *last_group; /* borrowed from @page */

  SlViewState *state;
  SlRecord *before; /* as it stands */
  SlRecord *first;  /* what the form began with */
  SlRecordEditor *draft;
  SlRecordSaveFunc save_func; /* (nullable) */
  gpointer save_data;
  gboolean is_new;
  gboolean has_focus;
  gboolean saving;
};

G_DEFINE_FINAL_TYPE (SlRecordDialog, sl_record_dialog, ADW_TYPE_DIALOG)

enum {
  SAVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
complain (SlRecordDialog *self, const char *message)
{
  adw_banner_set_title (self->problem, message);
  adw_banner_set_revealed (self->problem, TRUE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), message, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
edited_cb (SlRecordDialog *self)
{
  adw_banner_set_revealed (self->problem, FALSE);
}

static gboolean
is_other_than (SlRecordDialog *self, SlRecord *record)
{
  SlRecord *draft = sl_record_editor_get_record (self->draft);
  guint n_fields = sl_kind_get_info (sl_record_get_kind (draft))->n_fields;

  for (guint i = SL_N_COMMON_FIELDS; i < n_fields; i++)
    if (!sl_value_equal (sl_record_get_value (record, i), sl_record_get_value (draft, i)))
      return TRUE;
  return sl_record_editor_get_problem (self->draft) != NULL;
}

/* --- Saving --- */

static void
end_saving (SlRecordDialog *self, SlTransaction *transaction, const GError *error)
{
  const char *failure = self->is_new ? _("It wasn’t added.") : _("The changes weren’t saved.");

  self->saving = FALSE;
  gtk_widget_set_sensitive (self->save, TRUE);
  if (error != NULL && gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    {
      sl_view_state_tell_failed (self->state, error, failure);
      return;
    }
  if (error != NULL)
    {
      g_autofree char *words = sl_error_describe (error, failure);

      complain (self, words);
      return;
    }
  if (transaction != NULL)
    sl_view_state_tell_done (self->state, transaction);
  g_signal_emit (self, signals[SAVED], 0, sl_record_editor_get_record (self->draft));
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SlRecordDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = sl_view_state_apply_finish (SL_VIEW_STATE (source), result, &error);

  end_saving (self, transaction, error);
}

static void
built_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SlRecordDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = sl_store_apply_finish (SL_STORE (source), result, &error);

  end_saving (self, transaction, error);
}

/* Each row says what is wrong there. */
static void
complain_about_fields (SlRecordDialog *self)
{
  guint n = sl_record_editor_get_n_problems (self->draft);
  g_autofree char *words = g_strdup_printf (ngettext ("%s field can’t be saved as it is. It says why.", "%s fields can’t be saved as they are. They say why.", n), SL_COUNT (n));

  complain (self, n > 1 ? words : sl_record_editor_get_problem (self->draft));
}

static void
save_cb (SlRecordDialog *self)
{
  g_autoptr (SlChangeset) changeset = NULL;
  g_autoptr (GError) error = NULL;
  SlRecord *draft;

  if (self->saving)
    return;
  sl_record_editor_finish (self->draft);
  draft = sl_record_editor_get_record (self->draft);
  if (sl_record_editor_get_problem (self->draft) != NULL)
    {
      complain_about_fields (self);
      return;
    }
  if (!sl_record_check (draft, &error))
    {
      complain (self, error->message);
      return;
    }
  if (!self->is_new && !is_other_than (self, self->before))
    {
      adw_dialog_force_close (ADW_DIALOG (self));
      return;
    }

  self->saving = TRUE;
  gtk_widget_set_sensitive (self->save, FALSE);
  if (self->save_func != NULL)
    {
      self->save_func (sl_view_state_get_context (self->state), draft, self->save_data, built_cb, g_object_ref (self));
      return;
    }
  if (!self->is_new)
    {
      sl_view_state_edit_async (self->state, self->before, draft, NULL, saved_cb, g_object_ref (self));
      return;
    }
  changeset = sl_deed_add (draft);
  sl_view_state_apply_async (self->state, changeset, NULL, saved_cb, g_object_ref (self));
}

/* --- Closing --- */

static void
answered_cb (SlRecordDialog *self, const char *response)
{
  if (g_str_equal (response, "discard"))
    adw_dialog_force_close (ADW_DIALOG (self));
}

static void
sl_record_dialog_close_attempt (AdwDialog *dialog)
{
  SlRecordDialog *self = SL_RECORD_DIALOG (dialog);
  AdwDialog *question;

  sl_record_editor_finish (self->draft);
  /* What was proposed is no work that is lost. */
  if (!is_other_than (self, self->first) || self->saving)
    {
      adw_dialog_force_close (dialog);
      return;
    }

  question = sl_alert_new (_("Discard Changes?"), _("What you entered isn’t saved yet."));
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (question), "keep", _("_Keep Editing"), "discard", _("_Discard"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (question), "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (question), "keep");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (question), "keep");
  g_signal_connect_object (question, "response", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (question, GTK_WIDGET (self));
}

static void
sl_record_dialog_dispose (GObject *object)
{
  SlRecordDialog *self = SL_RECORD_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_RECORD_DIALOG);
  g_clear_object (&self->draft);
  g_clear_object (&self->before);
  g_clear_object (&self->first);
  g_clear_object (&self->state);
  G_OBJECT_CLASS (sl_record_dialog_parent_class)->dispose (object);
}

static void
sl_record_dialog_class_init (SlRecordDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_record_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->close_attempt = sl_record_dialog_close_attempt;

  signals[SAVED] = g_signal_new ("saved", SL_TYPE_RECORD_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, SL_TYPE_RECORD);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-record-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SlRecordDialog, save);
  gtk_widget_class_bind_template_child (widget_class, SlRecordDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, SlRecordDialog, page);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
sl_record_dialog_init (SlRecordDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sl_record_dialog_new:
 * @record: as it stands, or a new one with what the form begins with
 * @is_new: whether it is to be added
 * @title: the dialog's
 *
 * Returns: (transfer floating): a dialog without rows yet
 */
AdwDialog *
sl_record_dialog_new (SlViewState *state, SlRecord *record, gboolean is_new, const char *title)
{
  SlRecordDialog *self = g_object_new (SL_TYPE_RECORD_DIALOG, NULL);

  g_return_val_if_fail (SL_IS_RECORD (record), NULL);

  self->state = g_object_ref (state);
  self->before = sl_record_dup (record);
  self->first = sl_record_dup (record);
  self->draft = sl_record_editor_new_draft (state, record);
  self->is_new = is_new;
  adw_dialog_set_title (ADW_DIALOG (self), title);
  gtk_button_set_label (GTK_BUTTON (self->save), is_new ? _("_Add") : _("_Save"));
  g_signal_connect_object (self->draft, "notify::record", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  return ADW_DIALOG (self);
}

/**
 * sl_record_dialog_add_group:
 * @title: (nullable): above the rows
 * @fields: (array length=n_fields): their fields; the first of the first group gets the focus
 */
void
sl_record_dialog_add_group (SlRecordDialog *self, const char *title, const guint *fields, guint n_fields)
{
  AdwPreferencesGroup *group;

  g_return_if_fail (SL_IS_RECORD_DIALOG (self));

  group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  if (title != NULL)
    adw_preferences_group_set_title (group, title);
  for (guint i = 0; i < n_fields; i++)
    {
      GtkWidget *row = sl_field_row_new (self->draft, fields[i]);

      if (ADW_IS_ENTRY_ROW (row))
        adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
      adw_preferences_group_add (group, row);
      if (!self->has_focus)
        adw_dialog_set_focus (ADW_DIALOG (self), sl_field_row_get_focus (row));
      self->has_focus = TRUE;
    }
  adw_preferences_page_add (self->page, group);
  self->last_group = group;
}

/** sl_record_dialog_add_row: @row: (transfer floating): goes below the rows of the group that was added last */
void
sl_record_dialog_add_row (SlRecordDialog *self, GtkWidget *row)
{
  g_return_if_fail (SL_IS_RECORD_DIALOG (self) && self->last_group != NULL);

  adw_preferences_group_add (self->last_group, row);
}

/** sl_record_dialog_get_draft: Returns: (transfer none): what is being edited */
SlRecordEditor *
sl_record_dialog_get_draft (SlRecordDialog *self)
{
  g_return_val_if_fail (SL_IS_RECORD_DIALOG (self), NULL);

  return self->draft;
}

/** sl_record_dialog_add_own_group: @group: rows that aren't fields, or not by themselves */
void
sl_record_dialog_add_own_group (SlRecordDialog *self, AdwPreferencesGroup *group)
{
  g_return_if_fail (SL_IS_RECORD_DIALOG (self));

  adw_preferences_page_add (self->page, group);
}

/** sl_record_dialog_set_before: @before: the record as it stands; the form began with what is proposed */
void
sl_record_dialog_set_before (SlRecordDialog *self, SlRecord *before)
{
  g_return_if_fail (SL_IS_RECORD_DIALOG (self) && SL_IS_RECORD (before));

  g_object_unref (self->before);
  self->before = sl_record_dup (before);
}

/**
 * sl_record_dialog_set_save:
 * @save: writes the record in place of the form, where something is to be looked at in the same transaction
 * @data: for @save
 */
void
sl_record_dialog_set_save (SlRecordDialog *self, SlRecordSaveFunc save, gpointer data)
{
  g_return_if_fail (SL_IS_RECORD_DIALOG (self));

  self->save_func = save;
  self->save_data = data;
}

static void
delete_cb (SlRecordDialog *self)
{
  const char *ids[] = { sl_record_get_id (self->before), NULL };
  g_autoptr (SlChangeset) changeset = sl_deed_trash (sl_record_get_kind (self->before), ids,
                                                     sl_context_get_clock (sl_view_state_get_context (self->state)));

  sl_view_state_apply (self->state, changeset);
  adw_dialog_force_close (ADW_DIALOG (self));
}

/**
 * sl_record_dialog_add_delete:
 * @label: what it says: "Delete Round"
 *
 * Adds a row that moves the record to the Trash; to a form of a new one it adds nothing. Call it after all groups.
 */
void
sl_record_dialog_add_delete (SlRecordDialog *self, const char *label)
{
  AdwPreferencesGroup *group;
  GtkWidget *row;

  g_return_if_fail (SL_IS_RECORD_DIALOG (self));

  if (self->is_new)
    return;
  group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  row = adw_button_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  gtk_widget_add_css_class (row, "destructive-action");
  g_signal_connect_object (row, "activated", G_CALLBACK (delete_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, row);
  adw_preferences_page_add (self->page, group);
}
