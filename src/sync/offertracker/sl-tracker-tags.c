/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tags of one name. A server may have "Remote" beside "remote", and both stand here, too. But where somebody gave a tag the
 * name that another got here, and the server doesn't know that one yet, these two are meant for one. */

#define G_LOG_DOMAIN "sl-tracker-tags"

#include "config.h"

#include "sl-tag-merge.h"
#include "sl-tracker-sync-private.h"

/* Those that the server has never been asked to make, or won't make, each beside one of that name that it has. */
#define TWINS \
  "SELECT y.id, x.id FROM tags AS y CROSS JOIN tags AS x ON x.name_fold = y.name_fold AND x.pk <> y.pk AND x.deleted_at IS NULL" \
  " WHERE y.deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM sync_shadow AS s WHERE s.kind = ?1 AND s.id = y.id)" \
  "   AND NOT EXISTS (SELECT 1 FROM sync_flight AS f WHERE f.kind = ?1 AND f.id = y.id AND f.state < 2)" \
  "   AND EXISTS (SELECT 1 FROM sync_shadow AS s WHERE s.kind = ?1 AND s.id = x.id AND s.absences = 0 AND " SL_SHADOW_IS_THERE ")" \
  " ORDER BY y.pk, x.name <> y.name, x.pk LIMIT 1"

typedef struct {
  SlTrackerSync *sync;
  gboolean found;
} Joining;

static gboolean
find_twins (SlConnection *connection,
            char        **from,
            char        **into,
            GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection, TWINS, error);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return FALSE;
  sl_statement_bind_integer (statement, 1, SL_KIND_TAG);
  if (sl_statement_step (statement, &local))
    {
      *from = g_strdup (sl_statement_get_text (statement, 0));
      *into = g_strdup (sl_statement_get_text (statement, 1));
    }
  sl_statement_reset (statement);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gpointer
has_twins (SlConnection *connection,
           gpointer      data,
           GCancellable *cancellable,
           GError      **error)
{
  Joining *self = data;
  g_autofree char *from = NULL;
  g_autofree char *into = NULL;

  if (!find_twins (connection, &from, &into, error))
    return NULL;
  self->found = from != NULL;
  return self;
}

static gboolean
join_twins (SlConnection *connection,
            SlChangeset  *changes,
            gpointer      data,
            GError      **error)
{
  Joining *self = data;
  g_autofree char *from = NULL;
  g_autofree char *into = NULL;
  guint n;

  if (!find_twins (connection, &from, &into, error))
    return FALSE;
  if (from == NULL)
    return TRUE;
  self->sync->result->n_taken++;
  /* What is on the applications is sent as belonging to the one that stays. */
  return sl_sync_mark_referring (connection, SL_KIND_TAG, from, error) &&
         sl_sync_unmark (connection, SL_KIND_TAG, from, error) && sl_flight_drop (connection, SL_KIND_TAG, from, error) &&
         sl_tag_merge (connection, changes, from, into, sl_clock_get_now (self->sync->clock), &n, error);
}

/** _sl_tracker_join_tags: after the list of tags: what is here alone, and has a name there by now, becomes one with that */
gboolean
_sl_tracker_join_tags (SlTrackerSync *self,
                       GError       **error)
{
  Joining joining = { self, FALSE };

  for (;;)
    {
      if (self->port->read (self->port, has_twins, &joining, error) == NULL)
        return FALSE;
      if (!joining.found)
        return TRUE;
      if (!self->port->write (self->port, join_twins, &joining, error))
        return FALSE;
    }
}
