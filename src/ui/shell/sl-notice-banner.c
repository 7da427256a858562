/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must be told about the data as a whole, as long as it is open. */

#define G_LOG_DOMAIN "sl-notice-banner"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-notice-banner.h"
#include "sl-recovery-words.h"

/* The path and what can be done about it don't fit into a banner: they are behind its button. */
static char *
describe (SlStore *store, gboolean sample)
{
  const SlBackup *backup = sl_store_get_notice_backup (store);
  gboolean missing = sl_store_get_notice_path (store) == NULL;
  g_autofree char *which = NULL;

  switch (sl_store_get_notice (store))
    {
    case SL_STORE_NOTICE_RESTORED:
      which = sl_recovery_describe_backup (backup, sl_clock_get_time_zone (sl_store_get_clock (store)));
      /* Translators: %s: a date, time of day and number of applications. */
      return missing ? g_strdup_printf (_("Your data file was missing. A backup is open: %s."), which)
                     : g_strdup_printf (_("Your data file was damaged. A backup is open: %s."), which);
    case SL_STORE_NOTICE_STARTED_EMPTY:
      return g_strdup (missing ? _("Your data file was missing and there was no good backup. This is a new start.")
                               : _("Your data file was damaged and there was no good backup. This is a new start."));
    case SL_STORE_NOTICE_READ_ONLY_NEWER:
      return g_strdup (_("This data was written by a newer Shortlist. You can look, but changes need the newer version."));
    case SL_STORE_NOTICE_READ_ONLY_FILE:
      return g_strdup (_("The data folder can’t be written to. You can look, but nothing can be changed."));
    case SL_STORE_NOTICE_NONE:
    default:
      return sample ? g_strdup (_("This is sample data to try things out. It goes away when you close this window.")) : NULL;
    }
}

/**
 * sl_notice_banner_show:
 * @banner: hidden again when there is nothing to tell
 * @store: an open store
 * @sample: whether its data goes away at the end
 */
void
sl_notice_banner_show (AdwBanner *banner, SlStore *store, gboolean sample)
{
  SlStoreNotice notice = sl_store_get_notice (store);
  gboolean damaged = notice == SL_STORE_NOTICE_RESTORED || notice == SL_STORE_NOTICE_STARTED_EMPTY;
  g_autofree char *text = describe (store, sample);

  adw_banner_set_title (banner, text != NULL ? text : "");
  if (!damaged && sample && text != NULL)
    {
      adw_banner_set_button_label (banner, _("Start My Own"));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (banner), "win.start-own");
    }
  else
    {
      adw_banner_set_button_label (banner, damaged ? _("_Details") : NULL);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (banner), "win.tell-recovery");
    }
  adw_banner_set_revealed (banner, text != NULL);
}
