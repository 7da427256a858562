/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-field-rating"

#include "config.h"

#include "sl-field-row.h"
#include "sl-rating.h"

struct _SlFieldRating {
  AdwActionRow parent_instance;

  SlRecordEditor *editor;
  guint index;
  SlRating *rating;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (SlFieldRating, sl_field_rating, ADW_TYPE_ACTION_ROW)

static void
fill (SlFieldRating *self)
{
  SlRecord *record = sl_record_editor_get_record (self->editor);

  if (record == NULL || sl_record_editor_is_saving (self->editor, self->index))
    return;
  sl_record_editor_show (self->editor, self->index);
  self->filling = TRUE;
  sl_rating_set_value (self->rating, (guint) CLAMP (sl_record_get_integer (record, self->index, 0), 0, SL_RATING_MAX));
  self->filling = FALSE;
}

static void
rated_cb (SlFieldRating *self)
{
  guint stars = sl_rating_get_value (self->rating);
  g_auto (SlValue) value = SL_VALUE_INIT;

  if (self->filling)
    return;
  if (stars > 0)
    sl_value_set_integer (&value, stars);
  sl_record_editor_save (self->editor, self->index, &value);
}

/* What is shown is again what is saved; why is told by the window. */
static gboolean
rejected_cb (SlFieldRating *self, guint field, const GError *error)
{
  if (field == self->index)
    fill (self);
  return FALSE;
}

static void
sl_field_rating_dispose (GObject *object)
{
  g_clear_object (&SL_FIELD_RATING (object)->editor);
  G_OBJECT_CLASS (sl_field_rating_parent_class)->dispose (object);
}

static void
sl_field_rating_class_init (SlFieldRatingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_field_rating_dispose;
}

static void
sl_field_rating_init (SlFieldRating *self)
{
}

/** sl_field_rating_new: Returns: (transfer floating): a row of stars for a field with the rating flag */
GtkWidget *
sl_field_rating_new (SlRecordEditor *editor, guint field)
{
  SlFieldRating *self = g_object_new (SL_TYPE_FIELD_RATING, NULL);
  const char *label = sl_field_get_label (sl_kind_get_field (sl_record_editor_get_kind (editor), field));

  self->editor = g_object_ref (editor);
  self->index = field;
  self->rating = SL_RATING (sl_rating_new (label));
  gtk_widget_set_valign (GTK_WIDGET (self->rating), GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), label);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->rating));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), GTK_WIDGET (self->rating));
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  g_signal_connect_object (self->rating, "notify::value", G_CALLBACK (rated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (editor, "notify::record", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (editor, "rejected", G_CALLBACK (rejected_cb), self, G_CONNECT_SWAPPED);
  fill (self);
  return GTK_WIDGET (self);
}
