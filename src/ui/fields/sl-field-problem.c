/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a row tells that what stands in it can't be saved: in its own title, in colour, and aloud. */
#define G_LOG_DOMAIN "sl-field-problem"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-errors.h"
#include "sl-field-row.h"
#include "sl-tooltip.h"

typedef struct {
  guint field;
  SlFieldFillFunc fill;
  SlFieldTellFunc tell;
} Rejection;

/* Where nobody sees the row any more, the window tells it. */
static gboolean
rejected_cb (GtkWidget *row, guint field, const GError *error)
{
  const Rejection *rejection = g_object_get_data (G_OBJECT (row), "sl-rejection");
  g_autofree char *words = NULL;

  if (field != rejection->field)
    return FALSE;
  if (!gtk_widget_get_mapped (row))
    {
      rejection->fill (row);
      return FALSE;
    }
  words = sl_error_describe (error, NULL);
  rejection->tell (row, words);
  return TRUE;
}

/**
 * sl_field_row_watch_rejected:
 * @row: where @field is typed
 * @editor: which says when it couldn't be saved
 *
 * What was typed stays there with what is wrong with it, as long as the row is in sight.
 */
void
sl_field_row_watch_rejected (GtkWidget *row, SlRecordEditor *editor, guint field, SlFieldFillFunc fill, SlFieldTellFunc tell)
{
  Rejection *rejection = g_new (Rejection, 1);

  *rejection = (Rejection) { field, fill, tell };
  g_object_set_data_full (G_OBJECT (row), "sl-rejection", rejection, g_free);
  g_signal_connect_object (editor, "rejected", G_CALLBACK (rejected_cb), row, G_CONNECT_SWAPPED);
}

/**
 * sl_field_row_show_problem:
 * @row: the row of @field
 * @message: (nullable): what is wrong; %NULL: nothing any more
 *
 * The form is told, too.
 */
void
sl_field_row_show_problem (AdwEntryRow *row, SlRecordEditor *editor, guint field, const char *message)
{
  const char *label = sl_field_get_label (sl_kind_get_field (sl_record_editor_get_kind (editor), field));
  /* Translators: a field and what is wrong with what was typed there; most messages begin with the field by themselves */
  g_autofree char *title = message == NULL || g_str_has_prefix (message, label) ? NULL : g_strdup_printf (C_("field and problem", "%s: %s"), label, message);

  sl_record_editor_set_problem (editor, field, message);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title ? title : message ? message : label);
  sl_tooltip_set (GTK_WIDGET (row), message);
  if (message != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID,
                               message ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  if (message != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (row), message, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}
