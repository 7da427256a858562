/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-autostart-row.h. The application asks the desktop; its answer comes back with the settings. */

#define G_LOG_DOMAIN "sl-autostart-row"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-autostart-row.h"
#include "sl-autostart.h"

static void
toggled_cb (AdwSwitchRow *row)
{
  gtk_widget_activate_action (GTK_WIDGET (row), "app.remind-at-login", "b", adw_switch_row_get_active (row));
}

static void
fill_cb (GSettings *settings, const char *key, AdwSwitchRow *row)
{
  g_autofree char *state = g_settings_get_string (settings, SL_AUTOSTART_KEY);

  g_signal_handlers_block_by_func (row, toggled_cb, NULL);
  adw_switch_row_set_active (row, g_str_equal (state, SL_AUTOSTART_ON));
  g_signal_handlers_unblock_by_func (row, toggled_cb, NULL);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), sl_autostart_describe (state));
}

/** sl_autostart_row_new: Returns: (transfer floating): the row */
GtkWidget *
sl_autostart_row_new (GSettings *settings)
{
  GtkWidget *row = adw_switch_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Also while Shortlist is closed"));
  g_signal_connect (row, "notify::active", G_CALLBACK (toggled_cb), NULL);
  g_signal_connect_object (settings, "changed::" SL_AUTOSTART_KEY, G_CALLBACK (fill_cb), row, 0);
  fill_cb (settings, SL_AUTOSTART_KEY, ADW_SWITCH_ROW (row));
  return row;
}
