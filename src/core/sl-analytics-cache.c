/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps what was read for one count for the next one. */

#define G_LOG_DOMAIN "sl-analytics-cache"

#include "config.h"

#include "sl-analytics-private.h"

struct _SlAnalyticsCache {
  gatomicrefcount ref_count;
  GMutex mutex;
  SlConnection *connection; /* whose it is; not held, only compared */
  gint64 version;
  gboolean filled;
  SlAnalyticsSet set;
};

/** sl_analytics_cache_new: (transfer full): an empty cache */
SlAnalyticsCache *
sl_analytics_cache_new (void)
{
  SlAnalyticsCache *self = g_new0 (SlAnalyticsCache, 1);
  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->mutex);
  return self;
}

SlAnalyticsCache *
sl_analytics_cache_ref (SlAnalyticsCache *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
sl_analytics_cache_unref (SlAnalyticsCache *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  if (self->filled)
    _sl_analytics_set_clear (&self->set);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/* SQLite's data version changes for this connection whenever another one, the writer's or another program's, commits. */
static gboolean
fill_cache (SlAnalyticsCache *self,
            SlConnection     *connection,
            GError          **error)
{
  gint64 version = sl_connection_get_integer (connection, "PRAGMA data_version", -1);

  if (self->filled && self->connection == connection && self->version == version && version >= 0)
    return TRUE;
  if (self->filled)
    _sl_analytics_set_clear (&self->set);
  _sl_analytics_set_init (&self->set);
  self->connection = connection;
  self->version = version;
  self->filled = _sl_analytics_set_read (&self->set, connection, FALSE, error);
  if (!self->filled)
    _sl_analytics_set_clear (&self->set);
  return self->filled;
}

/**
 * sl_analytics_compute_cached:
 * @cache: what earlier counts on this connection read
 * @connection: in a read transaction; always the same for one cache
 * @query: its applications are counted; its order doesn't matter
 * @today: resolves the query's window and is the end of the weeks and of the heat map
 * @cancellable: (nullable): looked at between reading and counting
 *
 * As sl_analytics_compute(), but reads only which applications match when nothing has changed since the last time.
 *
 * Returns: (transfer full): the numbers, or %NULL with @error set
 */
SlAnalytics *
sl_analytics_compute_cached (SlAnalyticsCache *cache,
                             SlConnection     *connection,
                             SlQuery          *query,
                             SlDay             today,
                             GCancellable     *cancellable,
                             GError          **error)
{
  g_return_val_if_fail (cache != NULL, NULL);
  g_return_val_if_fail (SL_IS_QUERY (query), NULL);
  g_return_val_if_fail (sl_day_is_valid (today), NULL);

  SlAnalytics *self = NULL;

  /* what lies in the Trash isn't kept */
  if (sl_query_get_trash (query))
    return sl_analytics_compute (connection, query, today, cancellable, error);

  g_mutex_lock (&cache->mutex);
  if (fill_cache (cache, connection, error))
    self = _sl_analytics_count_set (&cache->set, connection, query, today, cancellable, error);
  g_mutex_unlock (&cache->mutex);
  return self;
}
