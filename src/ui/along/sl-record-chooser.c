/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-record-chooser"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sl-error.h"
#include "sl-errors.h"
#include "sl-finder.h"
#include "sl-kinds.h"
#include "sl-person-row.h"
#include "sl-private.h"
#include "sl-record-chooser.h"
#include "sl-record-list.h"
#include "sl-row.h"
#include "sl-text.h"

#define MOST 50 /* more than anyone reads */

struct _SlRecordChooser {
  AdwDialog parent_instance;

  GtkSearchEntry *search;
  GtkStack *states;
  GtkListBox *rows;

  SlViewState *state;
  SlKind kind;
  SlFinder *finder;      /* of applications */
  SlRecordList *people;  /* of contacts */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (SlRecordChooser, sl_record_chooser, ADW_TYPE_DIALOG)

enum {
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static GQuark
record_quark (void)
{
  return g_quark_from_static_string ("sl-record");
}

static void
add_row (SlRecordChooser *self, SlRecord *record)
{
  gboolean is_application = self->kind == SL_KIND_APPLICATION;
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *name = is_application ? sl_private_company (sl_record_get_text (record, SL_APPLICATION_COMPANY_NAME))
                                         : sl_private_person (sl_record_get_text (record, SL_CONTACT_NAME));
  g_autofree char *detail = is_application ? g_strdup_printf ("%s · %s", name, sl_enum_label (&sl_status_words, sl_record_get_text (record, SL_APPLICATION_STATUS)))
                                           : sl_person_describe (record);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), is_application ? sl_record_get_text (record, SL_APPLICATION_ROLE_TITLE) : name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), detail != NULL ? detail : "");
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_qdata_full (G_OBJECT (row), record_quark (), g_object_ref (record), g_object_unref);
  gtk_list_box_append (self->rows, row);
}

static void
show_state (SlRecordChooser *self)
{
  gtk_stack_set_visible_child_name (self->states, gtk_list_box_get_row_at_index (self->rows, 0) != NULL ? "found" : "nothing");
}

static gboolean
matches (SlRecord *contact, const char *needle)
{
  static const guint fields[] = { SL_CONTACT_NAME, SL_CONTACT_COMPANY, SL_CONTACT_ROLE_TITLE, SL_CONTACT_EMAIL };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *text = sl_record_get_text (contact, fields[i]);
      g_autofree char *fold = text != NULL ? sl_text_fold (text) : NULL;

      if (fold != NULL && strstr (fold, needle) != NULL)
        return TRUE;
    }
  return *needle == '\0';
}

static void
find_people (SlRecordChooser *self, const char *text)
{
  g_autofree char *needle = sl_text_fold (text);
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->people));

  gtk_list_box_remove_all (self->rows);
  for (guint i = 0, n = 0; i < n_items && n < MOST; i++)
    {
      g_autoptr (SlRecord) contact = g_list_model_get_item (G_LIST_MODEL (self->people), i);

      if (!matches (contact, needle))
        continue;
      add_row (self, contact);
      n++;
    }
  show_state (self);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SlRecordChooser) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = sl_finder_find_finish (SL_FINDER (source), result, &error);

  if (self->state == NULL || (error != NULL && sl_error_is_silent (error)))
    return;
  if (error != NULL)
    sl_view_state_tell_failed (self->state, error, NULL);
  gtk_list_box_remove_all (self->rows);
  for (guint i = 0; found != NULL && i < found->len; i++)
    add_row (self, sl_row_get_application (found->pdata[i]));
  show_state (self);
}

static void
find (SlRecordChooser *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  if (self->kind != SL_KIND_APPLICATION)
    {
      find_people (self, text);
      return;
    }
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  sl_finder_find_async (self->finder, text, NULL, MOST, self->cancellable, found_cb, g_object_ref (self));
}

static void
choose (SlRecordChooser *self, GtkListBoxRow *row)
{
  SlRecord *record = row != NULL ? g_object_get_qdata (G_OBJECT (row), record_quark ()) : NULL;

  if (record == NULL)
    return;
  g_signal_emit (self, signals[CHOSEN], 0, record);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
row_activated_cb (SlRecordChooser *self, GtkListBoxRow *row)
{
  choose (self, row);
}

static void
entry_activated_cb (SlRecordChooser *self)
{
  choose (self, gtk_list_box_get_row_at_index (self->rows, 0));
}

static void
sl_record_chooser_dispose (GObject *object)
{
  SlRecordChooser *self = SL_RECORD_CHOOSER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_RECORD_CHOOSER);
  g_clear_object (&self->finder);
  g_clear_object (&self->people);
  g_clear_object (&self->state);
  G_OBJECT_CLASS (sl_record_chooser_parent_class)->dispose (object);
}

static void
sl_record_chooser_class_init (SlRecordChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_record_chooser_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", SL_TYPE_RECORD_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, SL_TYPE_RECORD);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-record-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, SlRecordChooser, search);
  gtk_widget_class_bind_template_child (widget_class, SlRecordChooser, states);
  gtk_widget_class_bind_template_child (widget_class, SlRecordChooser, rows);
  gtk_widget_class_bind_template_callback (widget_class, find);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
}

static void
sl_record_chooser_init (SlRecordChooser *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sl_record_chooser_new:
 * @kind: %SL_KIND_APPLICATION or %SL_KIND_CONTACT
 *
 * Returns: (transfer floating): a dialog to be presented
 */
AdwDialog *
sl_record_chooser_new (SlViewState *state, SlKind kind, const char *title)
{
  SlRecordChooser *self = g_object_new (SL_TYPE_RECORD_CHOOSER, NULL);
  SlContext *context = sl_view_state_get_context (state);

  self->state = g_object_ref (state);
  self->kind = kind;
  adw_dialog_set_title (ADW_DIALOG (self), title);
  if (kind == SL_KIND_APPLICATION)
    {
      self->finder = sl_finder_new (context);
      find (self);
    }
  else
    {
      self->people = sl_record_list_new (context, kind, NULL);
      sl_view_state_watch_errors (self->state, self->people);
      g_signal_connect_object (self->people, "items-changed", G_CALLBACK (find), self, G_CONNECT_SWAPPED);
      sl_record_list_start (self->people);
    }
  return ADW_DIALOG (self);
}
