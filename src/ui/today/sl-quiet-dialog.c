/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-quiet-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-quiet-dialog.h"

#define MAX_DAYS 365

/* A row is the person's own number while it is expanded; otherwise the usual or learnt one holds. */
static GtkWidget *
new_row (GSettings *settings, SlQuietStage stage, const SlQuietLimit *limit)
{
  GtkWidget *row = adw_spin_row_new_with_range (1, MAX_DAYS, 1);
  g_autofree char *source = sl_quiet_limit_describe (limit);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), sl_quiet_get_label (stage));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), source);
  adw_spin_row_set_value (ADW_SPIN_ROW (row), limit->days);
  g_object_set_data (G_OBJECT (row), "stage", GINT_TO_POINTER (stage));
  return row;
}

static void
changed_cb (AdwSpinRow *row, GParamSpec *pspec, GSettings *settings)
{
  SlQuietStage stage = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "stage"));
  GtkWidget *reset = g_object_get_data (G_OBJECT (row), "reset");
  SlQuietLimit own = { .source = SL_QUIET_OWN };
  g_autofree char *words = sl_quiet_limit_describe (&own);

  g_settings_set_int (settings, sl_quiet_get_key (stage), (int) adw_spin_row_get_value (row));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  gtk_widget_set_visible (reset, TRUE);
}

/* Back to the number that holds without an own one, which was read before or is the usual one. */
static void
reset_cb (GtkButton *button, AdwSpinRow *row)
{
  GSettings *settings = g_object_get_data (G_OBJECT (row), "settings");
  SlQuietStage stage = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "stage"));
  SlQuietLimits usual;
  g_autofree char *words = NULL;

  sl_quiet_limits_init (&usual, NULL);
  g_signal_handlers_block_by_func (row, changed_cb, settings);
  adw_spin_row_set_value (row, usual.of[stage].days);
  g_signal_handlers_unblock_by_func (row, changed_cb, settings);
  g_settings_reset (settings, sl_quiet_get_key (stage));
  words = sl_quiet_limit_describe (&usual.of[stage]);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), g_settings_get_boolean (settings, "quiet-learn") ? _("The usual or learnt number") : words);
  gtk_widget_grab_focus (GTK_WIDGET (row));
  gtk_widget_set_visible (GTK_WIDGET (button), FALSE);
}

static void
add_reset (GtkWidget *row, GSettings *settings, gboolean visible)
{
  GtkWidget *reset = gtk_button_new_from_icon_name ("edit-undo-symbolic");
  g_autofree char *label = g_strdup_printf (_("Forget your own number for “%s”"), adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));

  gtk_widget_set_valign (reset, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (reset, "flat");
  gtk_widget_set_tooltip_text (reset, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (reset), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_visible (reset, visible);
  g_object_set_data (G_OBJECT (row), "reset", reset);
  g_object_set_data_full (G_OBJECT (row), "settings", g_object_ref (settings), g_object_unref);
  g_signal_connect_object (reset, "clicked", G_CALLBACK (reset_cb), row, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), reset);
}

AdwDialog *
sl_quiet_dialog_new (GSettings *settings, const SlQuietLimits *limits)
{
  AdwDialog *dialog = adw_preferences_dialog_new ();
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  AdwPreferencesGroup *days = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  AdwPreferencesGroup *rest = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  GtkWidget *learn = adw_switch_row_new ();

  adw_dialog_set_title (dialog, _("Quiet Applications"));
  adw_dialog_set_content_width (dialog, 460);
  adw_preferences_group_set_title (days, _("Days of Silence"));
  adw_preferences_group_set_description (days, _("From so many days without news on, an application counts as quiet."));
  for (int i = 0; i < SL_N_QUIET_STAGES; i++)
    {
      GtkWidget *row = new_row (settings, i, &limits->of[i]);

      add_reset (row, settings, limits->of[i].source == SL_QUIET_OWN);
      g_signal_connect_object (row, "notify::value", G_CALLBACK (changed_cb), settings, 0);
      adw_preferences_group_add (days, row);
    }

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (learn), _("Learn From Answers"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (learn), _("Where you set no number, once there are 20 answers at a stage"));
  g_settings_bind (settings, "quiet-learn", learn, "active", G_SETTINGS_BIND_DEFAULT);
  adw_preferences_group_add (rest, learn);

  adw_preferences_page_add (page, days);
  adw_preferences_page_add (page, rest);
  adw_preferences_dialog_add (ADW_PREFERENCES_DIALOG (dialog), page);
  return dialog;
}
