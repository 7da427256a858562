/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must be told about the data as a whole, as long as it is open. */

#define G_LOG_DOMAIN "sl-notice-banner"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-notice-banner.h"

/**
 * sl_notice_banner_show:
 * @banner: hidden again when there is nothing to tell
 * @store: an open store
 * @sample: whether its data goes away at the end
 */
void
sl_notice_banner_show (AdwBanner *banner, SlStore *store, gboolean sample)
{
  const char *path = sl_store_get_notice_path (store);
  g_autofree char *text = NULL;

  switch (sl_store_get_notice (store))
    {
    case SL_STORE_NOTICE_RESTORED:
      text = g_strdup_printf (_("Your data file was damaged. The newest good backup is open; the damaged file is kept as %s."), path);
      break;
    case SL_STORE_NOTICE_STARTED_EMPTY:
      text = g_strdup_printf (_("Your data file was damaged and there was no good backup. The damaged file is kept as %s."), path);
      break;
    case SL_STORE_NOTICE_READ_ONLY_NEWER:
      text = g_strdup (_("This data was written by a newer Shortlist. You can look, but changes need the newer version."));
      break;
    case SL_STORE_NOTICE_READ_ONLY_FILE:
      text = g_strdup (_("The data folder can’t be written to. You can look, but nothing can be changed."));
      break;
    case SL_STORE_NOTICE_NONE:
    default:
      if (sample)
        text = g_strdup (_("This is sample data to try things out. It goes away when you close this window."));
    }

  adw_banner_set_title (banner, text != NULL ? text : "");
  if (path == NULL && sample && text != NULL)
    {
      adw_banner_set_button_label (banner, _("Start My Own"));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (banner), "win.start-own");
    }
  else
    {
      adw_banner_set_button_label (banner, path != NULL ? _("Show Folder") : NULL);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (banner), "win.reveal-data");
    }
  adw_banner_set_revealed (banner, text != NULL);
}
