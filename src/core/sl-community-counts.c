/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-community.h: what the server counts, counted here, and why both differ. */

#define G_LOG_DOMAIN "sl-community"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sl-analytics.h"
#include "sl-community-private.h"

typedef struct {
  SlDay today;
  SlCommunityCounts *counts;
} Counting;

static gpointer
count_cb (SlConnection *connection,
          gpointer      data,
          GCancellable *cancellable,
          GError      **error)
{
  Counting *counting = data;
  SlCommunityCounts *counts = counting->counts;
  g_autoptr (SlQuery) query = sl_query_new ();
  g_autoptr (SlAnalytics) analytics = sl_analytics_compute (connection, query, counting->today, cancellable, error);

  if (analytics == NULL)
    return NULL;
  *counts = (SlCommunityCounts) {
    .applications = sl_connection_get_integer (connection, "SELECT count (*) FROM applications WHERE deleted_at IS NULL", 0),
    .offers = sl_connection_get_integer (connection, "SELECT count (*) FROM outcomes WHERE deleted_at IS NULL AND status = 'Offer'", 0),
    .rejections = sl_connection_get_integer (connection, "SELECT count (*) FROM outcomes WHERE deleted_at IS NULL AND status = 'Rejected'", 0),
    .reflections = sl_connection_get_integer (connection, "SELECT count (*) FROM reflections WHERE deleted_at IS NULL", 0),
    .stages = sl_connection_get_integer (connection, "SELECT count (*) FROM stages WHERE deleted_at IS NULL", 0),
    .contacts = sl_connection_get_integer (connection, "SELECT count (*) FROM contacts WHERE deleted_at IS NULL", 0),
    .reminders = sl_connection_get_integer (connection, "SELECT count (*) FROM reminders WHERE deleted_at IS NULL AND completed_at IS NULL", 0),
    .rates = { sl_rate_get_fraction (analytics->response), sl_rate_get_fraction (analytics->interview), sl_rate_get_fraction (analytics->offer) },
  };
  return counts;
}

/** _sl_community_count: @counts: (out). Blocks */
gboolean
_sl_community_count (SlStore           *store,
                     SlDay              today,
                     SlCommunityCounts *counts,
                     GError           **error)
{
  Counting counting = { today, counts };

  return sl_store_read (store, count_cb, &counting, error) != NULL;
}

static gboolean
differ (gint64 there,
        gint64 here)
{
  return there >= 0 && there != here;
}

/* As they are shown, in whole per cent. */
static gboolean
rates_differ (double there,
              double here)
{
  return there >= 0 && lround (there * 100) != lround (here * 100);
}

static gboolean
standings_differ (const SlCommunityPage *page)
{
  for (guint i = 0; i < page->standings->len; i++)
    {
      const SlCommunityStanding *standing = g_ptr_array_index (page->standings, i);

      if (differ (standing->there, standing->here))
        return TRUE;
    }
  return FALSE;
}

/** sl_community_explain: (transfer full) (nullable): why the server's numbers aren't those of @page here; %NULL: they are the same */
char *
sl_community_explain (const SlCommunityPage *page)
{
  const SlTrackerStats *there = &page->stats;
  const SlCommunityCounts *here = &page->counts;
  gboolean counts = differ (there->applications, here->applications) || differ (there->offers, here->offers) || differ (there->rejections, here->rejections) ||
                    differ (there->reflections, here->reflections) || differ (there->stages, here->stages) || differ (there->contacts, here->contacts) ||
                    differ (there->reminders, here->reminders) || standings_differ (page);
  gboolean rates = rates_differ (page->rates.response, here->rates.response) || rates_differ (page->rates.interview, here->rates.interview) ||
                   rates_differ (page->rates.offer, here->rates.offer);
  const char *because_counts = _("The server counts only what is synced: changes that wait here aren’t in its numbers yet, and what another computer sent may not be here yet.");
  const char *because_rates = _("For the shares the server looks at where an application stands now; Shortlist looks at all that happened to it, so an interview still counts after a rejection.");

  if (counts && rates)
    return g_strdup_printf ("%s %s", because_counts, because_rates);
  return counts ? g_strdup (because_counts) : rates ? g_strdup (because_rates) : NULL;
}
