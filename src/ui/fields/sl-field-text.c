/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-field-text"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-field-pause.h"
#include "sl-field-row.h"
#include "sl-private.h"
#include "sl-text-area.h"


struct _SlFieldText {
  AdwPreferencesRow parent_instance;

  SlRecordEditor *editor;
  const SlField *field;
  guint index;
  SlFieldPause pause;
  gboolean filling;
  gboolean problem; /* what was typed can't be saved, and stays until it can */

  GtkTextView *view;
  GtkLabel *title;
};

G_DEFINE_FINAL_TYPE (SlFieldText, sl_field_text, ADW_TYPE_PREFERENCES_ROW)

static char *
dup_text (SlFieldText *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
show_problem (SlFieldText *self, const char *message)
{
  self->problem = message != NULL;
  sl_record_editor_set_problem (self->editor, self->index, message);
  gtk_label_set_label (self->title, message ? message : sl_field_get_label (self->field));
  if (message != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->title), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->title), "error");
}

static gboolean
is_unsaved (gpointer owner)
{
  SlFieldText *self = owner;
  SlRecord *record = sl_record_editor_get_record (self->editor);
  const char *text = record != NULL ? sl_record_get_text (record, self->index) : NULL;
  g_autofree char *typed = dup_text (self);

  return self->problem || sl_record_editor_is_draft (self->editor) || (self->pause.source != 0 && g_strcmp0 (typed, text ? text : "") != 0);
}

/* What is saved is undone by the window; the text would bring it back a second time. */
static void
forget_typing (SlFieldText *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);

  if (sl_record_editor_is_draft (self->editor) && !self->filling)
    return;
  gtk_text_buffer_set_enable_undo (buffer, FALSE);
  gtk_text_buffer_set_enable_undo (buffer, TRUE);
}

static void
save (gpointer owner)
{
  SlFieldText *self = owner;
  g_autofree char *text = dup_text (self);
  g_auto (SlValue) value = SL_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  if (!sl_field_parse (self->field, text, &value, &error))
    {
      show_problem (self, error->message);
      return;
    }
  show_problem (self, NULL);
  forget_typing (self);
  sl_record_editor_save (self->editor, self->index, &value);
}

static void
fill (SlFieldText *self)
{
  SlRecord *record = sl_record_editor_get_record (self->editor);
  const char *text;

  if (record == NULL || self->pause.source != 0 || self->problem || sl_record_editor_is_saving (self->editor, self->index))
    return;
  text = sl_value_get_text (sl_record_editor_show (self->editor, self->index));
  show_problem (self, NULL);
  self->filling = TRUE;
  if (sl_text_area_update (SL_TEXT_AREA (self->view), text ? text : ""))
    forget_typing (self);
  self->filling = FALSE;
}

static void
changed_cb (SlFieldText *self)
{
  if (!self->filling)
    sl_field_pause_start (&self->pause);
}

static void
leave_cb (SlFieldText *self)
{
  sl_field_pause_finish (&self->pause);
}

/* As an entry does. */
static void
sl_field_text_unmap (GtkWidget *widget)
{
  SlFieldText *self = SL_FIELD_TEXT (widget);

  sl_field_pause_finish (&self->pause);
  if (self->problem && !sl_record_editor_is_draft (self->editor))
    {
      sl_record_editor_drop_problem (self->editor, self->index);
      show_problem (self, NULL);
      fill (self);
    }
  GTK_WIDGET_CLASS (sl_field_text_parent_class)->unmap (widget);
}

static void
sl_field_text_dispose (GObject *object)
{
  SlFieldText *self = SL_FIELD_TEXT (object);

  sl_field_pause_stop (&self->pause);
  gtk_widget_dispose_template (GTK_WIDGET (self), SL_TYPE_FIELD_TEXT);
  g_clear_object (&self->editor);
  G_OBJECT_CLASS (sl_field_text_parent_class)->dispose (object);
}

static void
sl_field_text_class_init (SlFieldTextClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_field_text_dispose;
  widget_class->unmap = sl_field_text_unmap;

  g_type_ensure (SL_TYPE_TEXT_AREA);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/shortlistapp/Shortlist/ui/sl-field-text.ui");
  gtk_widget_class_bind_template_child (widget_class, SlFieldText, view);
  gtk_widget_class_bind_template_child (widget_class, SlFieldText, title);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, leave_cb);
}

static void
sl_field_text_init (SlFieldText *self)
{
  self->pause.run = save;
  self->pause.is_unsaved = is_unsaved;
  self->pause.owner = self;
  gtk_widget_init_template (GTK_WIDGET (self));
  sl_field_pause_watch_undo (&self->pause, GTK_WIDGET (self));
}

/** sl_field_text_new: Returns: (transfer floating): a row for text of several lines */
GtkWidget *
sl_field_text_new (SlRecordEditor *editor, guint field)
{
  SlFieldText *self = g_object_new (SL_TYPE_FIELD_TEXT, NULL);

  self->editor = g_object_ref (editor);
  self->index = field;
  self->field = sl_kind_get_field (sl_record_editor_get_kind (editor), field);
  gtk_label_set_label (self->title, sl_field_get_label (self->field));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, sl_field_get_label (self->field), -1);
  g_signal_connect_object (editor, "notify::record", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (editor, "finish", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  sl_field_row_watch_rejected (GTK_WIDGET (self), editor, field, (SlFieldFillFunc) fill, (SlFieldTellFunc) show_problem);
  fill (self);
  return GTK_WIDGET (self);
}

/* In private mode nothing is shown, and so nothing can be edited. What is new and empty can be typed. */
static gboolean
is_hidden (SlRecordEditor *editor, guint field)
{
  SlRecord *record = sl_record_editor_get_record (editor);

  if (!sl_private_hides_field (sl_kind_get_field (sl_record_editor_get_kind (editor), field)))
    return FALSE;
  return !sl_record_editor_is_draft (editor) || record == NULL || !sl_record_is_null (record, field);
}

static GtkWidget *
new_hidden (const SlField *field)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), sl_field_get_label (field));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _("Hidden in private mode"));
  gtk_widget_add_css_class (row, "property");
  return row;
}

/** sl_field_row_new: Returns: (transfer floating): the row that suits the field's type */
GtkWidget *
sl_field_row_new (SlRecordEditor *editor, guint field)
{
  const SlField *info = sl_kind_get_field (sl_record_editor_get_kind (editor), field);

  if (is_hidden (editor, field))
    return new_hidden (info);
  if (info->type == SL_TYPE_ENUM)
    return sl_field_choice_new (editor, field);
  if (info->type == SL_TYPE_JSON)
    return sl_field_items_new (editor, field);
  if (info->type == SL_TYPE_TIME)
    return sl_field_time_new (editor, field);
  if (info->flags & SL_FIELD_STARS)
    return sl_field_rating_new (editor, field);
  if (info->flags & SL_FIELD_LONG)
    return sl_field_text_new (editor, field);
  return sl_field_entry_new (editor, field);
}

/**
 * sl_field_row_get_focus:
 * @row: one of sl_field_row_new()
 *
 * Returns: (transfer none): what is to get the focus where a form begins with @row; text of several lines has it itself, not its row
 */
GtkWidget *
sl_field_row_get_focus (GtkWidget *row)
{
  return SL_IS_FIELD_TEXT (row) ? GTK_WIDGET (SL_FIELD_TEXT (row)->view) : row;
}

/** sl_field_text_set_editable: @editable: else it can only be read, scrolled through and copied */
void
sl_field_text_set_editable (SlFieldText *self, gboolean editable)
{
  g_return_if_fail (SL_IS_FIELD_TEXT (self));

  gtk_text_view_set_editable (self->view, editable);
}
