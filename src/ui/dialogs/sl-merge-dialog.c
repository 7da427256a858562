/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-merge-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-errors.h"
#include "sl-format.h"
#include "sl-kinds.h"
#include "sl-merge-dialog.h"
#include "sl-merge.h"
#include "sl-private.h"
#include "sl-store-query.h"

struct _SlMergeDialog {
  AdwDialog parent_instance;

  GtkWidget *merge_button;
  AdwBin *place;

  SlViewState *state;
  GCancellable *cancellable;
  SlMergePair *pair; /* (nullable): until both are read */
};

G_DEFINE_FINAL_TYPE (SlMergeDialog, sl_merge_dialog, ADW_TYPE_DIALOG)

/* What one radio button chooses. */
typedef struct {
  gboolean of_offers;
  guint field;
  SlMergeTake take;
} Choice;

static void build (SlMergeDialog *self);

static char *
name_application (SlRecord *application)
{
  g_autofree char *company = sl_private_company (sl_record_get_text (application, SL_APPLICATION_COMPANY_NAME));

  return sl_format_role_at (sl_record_get_text (application, SL_APPLICATION_ROLE_TITLE), company);
}

/* (transfer full): a value as it may be seen. */
static char *
format_value (SlRecord *record, guint field)
{
  SlKind kind = sl_record_get_kind (record);
  const SlField *info = sl_kind_get_field (kind, field);
  g_autofree char *text = NULL;

  if (kind == SL_KIND_APPLICATION && field == SL_APPLICATION_COMPANY_NAME)
    return sl_private_company (sl_record_get_text (record, field));
  text = sl_merge_format (record, field);
  if (*text == '\0')
    return g_strdup (_("Nothing"));
  return sl_private_hides_field (info) ? g_strdup (_("Hidden in private mode")) : g_steal_pointer (&text);
}

static GtkWidget *
new_choice (const char *title, const char *subtitle, GtkWidget *group_with, gboolean active, GtkWidget **check)
{
  GtkWidget *row = adw_action_row_new ();

  *check = gtk_check_button_new ();
  gtk_widget_set_valign (*check, GTK_ALIGN_CENTER);
  if (group_with != NULL)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (*check), GTK_CHECK_BUTTON (group_with));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (*check), active);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 3);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), *check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), *check);
  return row;
}

static void
chosen_cb (GtkCheckButton *check, SlMergeDialog *self)
{
  const Choice *choice = g_object_get_data (G_OBJECT (check), "choice");

  if (gtk_check_button_get_active (check))
    sl_merge_pair_take (choice->of_offers ? self->pair->offers : self->pair, choice->field, choice->take);
}

static GtkWidget *
add_choice (SlMergeDialog *self, AdwPreferencesGroup *group, SlMergePair *pair, guint field, SlMergeTake take, const char *title, const char *subtitle, GtkWidget *group_with)
{
  Choice *choice = g_new0 (Choice, 1);
  GtkWidget *check;

  choice->of_offers = pair == self->pair->offers;
  choice->field = field;
  choice->take = take;
  adw_preferences_group_add (group, new_choice (title, subtitle, group_with, pair->take[field] == take, &check));
  g_object_set_data_full (G_OBJECT (check), "choice", choice, g_free);
  g_signal_connect_object (check, "toggled", G_CALLBACK (chosen_cb), self, 0);
  return check;
}

static void
add_field (SlMergeDialog *self, AdwPreferencesPage *page, SlMergePair *pair, guint field)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  g_autofree char *kept = format_value (pair->kept, field);
  g_autofree char *other = format_value (pair->other, field);
  g_autofree char *label = sl_merge_build_label (pair, field);
  GtkWidget *first;

  adw_preferences_group_set_title (group, label);
  first = add_choice (self, group, pair, field, SL_MERGE_KEPT, kept, _("Of the one you keep"), NULL);
  add_choice (self, group, pair, field, SL_MERGE_OTHER, other, _("Of the other one"), first);
  if (sl_merge_can_join (pair, field) && !sl_record_is_null (pair->kept, field) && !sl_record_is_null (pair->other, field))
    add_choice (self, group, pair, field, SL_MERGE_BOTH, _("Both"), _("One after the other"), first);
  adw_preferences_page_add (page, group);
}

/* The other way round; what was chosen of the fields is suggested anew. */
static void
swap_cb (GtkCheckButton *check, SlMergeDialog *self)
{
  SlMergePair *pair;

  if (!gtk_check_button_get_active (check))
    return;
  pair = sl_merge_pair_swap (self->pair);
  sl_merge_pair_free (self->pair);
  self->pair = pair;
  build (self);
}

static char *
describe_application (SlRecord *application)
{
  const char *status = sl_enum_label (&sl_status_words, sl_record_get_text (application, SL_APPLICATION_STATUS));
  g_autofree char *added = sl_day_format_relative (sl_day_from_time (sl_record_get_integer (application, SL_FIELD_CREATED_AT, 0),
                                                                     sl_clock_get_time_zone (sl_format_get_clock ())),
                                                   sl_format_get_today ());

  /* Translators: a status and when the application was added: “Applied · added 3 days ago” */
  return g_strdup_printf (_("%s · added %s"), status, added);
}

/* Returns: (transfer none): what is to be decided first */
static GtkWidget *
add_which (SlMergeDialog *self, AdwPreferencesPage *page)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  g_autofree char *kept = name_application (self->pair->kept);
  g_autofree char *other = name_application (self->pair->other);
  g_autofree char *kept_words = describe_application (self->pair->kept);
  g_autofree char *other_words = describe_application (self->pair->other);
  GtkWidget *first;
  GtkWidget *second;

  adw_preferences_group_set_title (group, _("Keep"));
  adw_preferences_group_set_description (group, _("It gets the rounds, events, people, papers, reminders and tags of the other one, which goes to the Trash. You can undo it."));
  adw_preferences_group_add (group, new_choice (kept, kept_words, NULL, TRUE, &first));
  adw_preferences_group_add (group, new_choice (other, other_words, first, FALSE, &second));
  g_signal_connect_object (second, "toggled", G_CALLBACK (swap_cb), self, 0);
  adw_preferences_page_add (page, group);
  return first;
}

static void
build (SlMergeDialog *self)
{
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  GtkWidget *first = add_which (self, page);

  for (guint i = SL_N_COMMON_FIELDS; i < SL_N_APPLICATION_FIELDS; i++)
    if (sl_merge_is_choice (self->pair, i) && i != SL_APPLICATION_RESUME_VERSION_ID)
      add_field (self, page, self->pair, i);
  for (guint i = SL_N_COMMON_FIELDS; self->pair->offers != NULL && i < SL_N_OUTCOME_FIELDS; i++)
    if (sl_merge_is_choice (self->pair->offers, i))
      add_field (self, page, self->pair->offers, i);
  adw_bin_set_child (self->place, GTK_WIDGET (page));
  gtk_widget_set_sensitive (self->merge_button, TRUE);
  /* Until it was read, there was only Cancel. */
  adw_dialog_set_focus (ADW_DIALOG (self), first);
}

/* Reading */

typedef struct {
  char *kept_id;
  char *other_id;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->kept_id);
  g_free (question->other_id);
  g_free (question);
}

static gpointer
read_pair (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Question *question = data;

  return sl_merge_read (connection, question->kept_id, question->other_id, error);
}

static void
fail (SlMergeDialog *self, const GError *error)
{
  sl_view_state_tell_failed (self->state, error, _("The applications couldn’t be merged."));
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SlMergeDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  SlMergePair *pair = sl_store_read_finish (SL_STORE (source), result, &error);

  if (pair == NULL)
    {
      if (!sl_error_is_silent (error))
        fail (self, error);
      return;
    }
  self->pair = pair;
  if (self->place != NULL)
    build (self);
}

static void
merged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SlMergeDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = sl_store_apply_finish (SL_STORE (source), result, &error);

  if (transaction == NULL)
    {
      fail (self, error);
      return;
    }
  sl_view_state_tell_done (self->state, transaction);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
merge_cb (SlMergeDialog *self)
{
  SlContext *context = sl_view_state_get_context (self->state);
  SlMergePair *pair;

  gtk_widget_set_sensitive (self->merge_button, FALSE);
  pair = sl_merge_pair_copy (self->pair);
  sl_deed_merge_async (context, pair, NULL, merged_cb, g_object_ref (self));
}

static void
sl_merge_dialog_closed (AdwDialog *dialog)
{
  g_cancellable_cancel (SL_MERGE_DIALOG (dialog)->cancellable);
}

static void
sl_merge_dialog_dispose (GObject *object)
{
  SlMergeDialog *self = SL_MERGE_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_MERGE_DIALOG);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->state);
  g_clear_pointer (&self->pair, sl_merge_pair_free);

  G_OBJECT_CLASS (sl_merge_dialog_parent_class)->dispose (object);
}

static void
sl_merge_dialog_class_init (SlMergeDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_merge_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = sl_merge_dialog_closed;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-merge-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SlMergeDialog, merge_button);
  gtk_widget_class_bind_template_child (widget_class, SlMergeDialog, place);
  gtk_widget_class_bind_template_callback (widget_class, merge_cb);
}

static void
sl_merge_dialog_init (SlMergeDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sl_merge_dialog_new:
 * @state: the window's
 * @kept_id: the application that stays, as long as the person doesn't choose the other one
 * @other_id: the one that goes into it
 *
 * Returns: a dialog to be presented
 */
AdwDialog *
sl_merge_dialog_new (SlViewState *state, const char *kept_id, const char *other_id)
{
  SlMergeDialog *self = g_object_new (SL_TYPE_MERGE_DIALOG, NULL);
  Question *question = g_new0 (Question, 1);

  self->state = g_object_ref (state);
  question->kept_id = g_strdup (kept_id);
  question->other_id = g_strdup (other_id);
  sl_store_read_async (sl_view_state_get_store (state), SL_READ_INTERACTIVE, read_pair, question, question_free,
                       (GDestroyNotify) sl_merge_pair_free, self->cancellable, read_cb, g_object_ref (self));
  return ADW_DIALOG (self);
}
