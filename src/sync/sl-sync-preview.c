/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sl-sync-preview"

#include "config.h"

#include "sl-kinds.h"
#include "sl-sync-copy.h"
#include "sl-sync-preview.h"
#include "sl-sync-state.h"
#include "sl-tracker-wire.h"

static guint
count_rows (SlConnection *connection,
            SlKind        kind)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM %s", sl_kind_get_info (kind)->table);

  return (guint) sl_connection_get_integer (connection, sql, 0);
}

static guint
count_shadows (SlConnection *connection,
               SlKind        kind)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM sync_shadow WHERE kind = %d", kind);

  return (guint) sl_connection_get_integer (connection, sql, 0);
}

static gboolean
count_to_send (SlSyncPreview *self,
               SlTrackerSync *sync,
               SlConnection  *connection,
               SlKind         kind,
               GError       **error)
{
  g_autoptr (GPtrArray) ids = sl_sync_read_marked (connection, kind, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      g_autofree char *server_id = sl_shadow_dup_server_id (connection, kind, id);

      gboolean would;

      if (!sl_tracker_sync_would_send (sync, connection, kind, id, &would, error))
        return FALSE;
      if (!would)
        continue;
      if (server_id == NULL)
        self->n_sent[kind]++;
      else
        self->n_changed[kind]++;
    }
  return ids != NULL;
}

/**
 * sl_sync_preview_make:
 * @transport: the way to the server, signed in; is asked for lists alone
 * @step: (nullable)
 *
 * Returns: (transfer full) (nullable): what would be done, in @store and on the server; %NULL with @error set
 */
SlSyncPreview *
sl_sync_preview_make (SlStore            *store,
                      SlTransport        *transport,
                      SlTrackerGeneration generation,
                      SlTrackerStepFunc   step,
                      gpointer            step_data,
                      GCancellable       *cancellable,
                      GError            **error)
{
  g_autoptr (SlSyncPreview) self = g_new0 (SlSyncPreview, 1);
  SlSyncPort *port = sl_sync_copy_new (store, error);
  g_autoptr (SlTrackerSync) sync = NULL;
  SlConnection *connection;
  guint before[SL_N_KINDS], known[SL_N_KINDS];
  SlSyncResult result;
  gboolean done;

  if (port == NULL)
    return NULL;
  connection = sl_sync_copy_get_connection (port);
  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    {
      before[kind] = count_rows (connection, kind);
      known[kind] = count_shadows (connection, kind);
    }

  sync = sl_tracker_sync_new (port, transport, sl_store_get_clock (store), generation);
  sl_tracker_sync_set_step (sync, step, step_data);
  done = sl_tracker_sync_look (sync, &result, cancellable, error);
  for (SlKind kind = 0; done && kind < SL_N_KINDS; kind++)
    {
      guint tied;

      if (sl_tracker_get_place (kind) == NULL)
        continue;
      self->n_fetched[kind] = count_rows (connection, kind) - before[kind];
      tied = count_shadows (connection, kind) - known[kind] - self->n_fetched[kind];
      done = count_to_send (self, sync, connection, kind, error);
      self->n_same[kind] = tied - MIN (tied, self->n_changed[kind]);
    }
  sl_sync_copy_free (port);
  return done ? g_steal_pointer (&self) : NULL;
}

void
sl_sync_preview_free (SlSyncPreview *self)
{
  g_free (self);
}
