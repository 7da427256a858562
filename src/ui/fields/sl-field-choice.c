/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-field-choice"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-field-row.h"

struct _SlFieldChoice {
  AdwComboRow parent_instance;

  SlRecordEditor *editor;
  const SlField *field;
  guint index;
  gboolean nullable;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (SlFieldChoice, sl_field_choice, ADW_TYPE_COMBO_ROW)

/* The words, "none" first where the field may be empty; a word that we don't know (a server's) is kept at the end. */
static GtkStringList *
make_choices (SlFieldChoice *self, const char *unknown)
{
  GtkStringList *choices = gtk_string_list_new (NULL);

  if (self->nullable)
    gtk_string_list_append (choices, C_("choice", "Not set"));
  for (guint i = 0; self->field->words->values[i].word != NULL; i++)
    gtk_string_list_append (choices, sl_enum_label (self->field->words, self->field->words->values[i].word));
  if (unknown != NULL)
    gtk_string_list_append (choices, unknown);
  return choices;
}

static void
fill (SlFieldChoice *self)
{
  SlRecord *record = sl_record_editor_get_record (self->editor);
  const char *word;
  int index;
  guint n = sl_enum_count (self->field->words);
  gboolean unknown;

  if (record == NULL || sl_record_editor_is_saving (self->editor, self->index))
    return;
  word = sl_value_get_text (sl_record_editor_show (self->editor, self->index));
  index = word ? sl_enum_index (self->field->words, word) : -1;
  unknown = word != NULL && index < 0;

  self->filling = TRUE;
  if (unknown || g_list_model_get_n_items (adw_combo_row_get_model (ADW_COMBO_ROW (self))) > n + self->nullable)
    {
      g_autoptr (GtkStringList) choices = make_choices (self, unknown ? word : NULL);

      adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (choices));
    }
  if (unknown)
    index = n;
  if (index >= 0 || self->nullable)
    adw_combo_row_set_selected (ADW_COMBO_ROW (self), index + self->nullable);
  self->filling = FALSE;
}

static void
selected_cb (SlFieldChoice *self)
{
  int index = (int) adw_combo_row_get_selected (ADW_COMBO_ROW (self)) - self->nullable;
  g_auto (SlValue) value = SL_VALUE_INIT;

  if (self->filling || index >= (int) sl_enum_count (self->field->words))
    return;
  if (index >= 0)
    sl_value_set_text (&value, self->field->words->values[index].word);
  sl_record_editor_save (self->editor, self->index, &value);
}

/* What is shown is again what is saved; why is told by the window. */
static gboolean
rejected_cb (SlFieldChoice *self, guint field, const GError *error)
{
  if (field == self->index)
    fill (self);
  return FALSE;
}

static void
sl_field_choice_dispose (GObject *object)
{
  g_clear_object (&SL_FIELD_CHOICE (object)->editor);
  G_OBJECT_CLASS (sl_field_choice_parent_class)->dispose (object);
}

static void
sl_field_choice_class_init (SlFieldChoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_field_choice_dispose;
}

static void
sl_field_choice_init (SlFieldChoice *self)
{
  g_signal_connect (self, "notify::selected", G_CALLBACK (selected_cb), NULL);
}

/** sl_field_choice_new: Returns: (transfer floating): a row for a field with a list of words */
GtkWidget *
sl_field_choice_new (SlRecordEditor *editor, guint field)
{
  SlFieldChoice *self = g_object_new (SL_TYPE_FIELD_CHOICE, NULL);
  g_autoptr (GtkStringList) choices = NULL;

  self->filling = TRUE;
  self->editor = g_object_ref (editor);
  self->index = field;
  self->field = sl_kind_get_field (sl_record_editor_get_kind (editor), field);
  self->nullable = (self->field->flags & SL_FIELD_REQUIRED) == 0 && self->field->initial == NULL;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), sl_field_get_label (self->field));
  choices = make_choices (self, NULL);
  adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (choices));
  self->filling = FALSE;
  g_signal_connect_object (editor, "notify::record", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (editor, "rejected", G_CALLBACK (rejected_cb), self, G_CONNECT_SWAPPED);
  fill (self);
  return GTK_WIDGET (self);
}
