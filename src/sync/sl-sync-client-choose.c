/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-sync-client.h: what the person decides about what waits to be sent, and about what lost. Each is one step; what it
 * changes in the records can be undone. */

#define G_LOG_DOMAIN "sl-sync-client"

#include "config.h"

#include "sl-sync-client-private.h"
#include "sl-sync-conflict.h"
#include "sl-sync-outbox.h"

typedef struct {
  SlTrackerGeneration generation;
  gint64 now;
  SlKind kind;
  const char *id;
  gint64 conflict;
  GArray *conflicts;
  gint64 mark;
  SlSyncDiscarded came;
} Choice;

static gboolean
retry_cb (SlConnection *connection,
          SlChangeset  *changes,
          gpointer      data,
          GError      **error)
{
  Choice *choice = data;

  return sl_sync_outbox_retry (connection, choice->kind, choice->id, error);
}

static gboolean
discard_cb (SlConnection *connection,
            SlChangeset  *changes,
            gpointer      data,
            GError      **error)
{
  Choice *choice = data;

  return sl_sync_outbox_discard (connection, changes, choice->generation, choice->now, choice->kind, choice->id, &choice->came, error);
}

static gboolean
swap_cb (SlConnection *connection,
         SlChangeset  *changes,
         gpointer      data,
         GError      **error)
{
  Choice *choice = data;

  return sl_sync_conflict_swap (connection, changes, choice->conflict, choice->now, error);
}

static gboolean
settle_cb (SlConnection *connection,
           SlChangeset  *changes,
           gpointer      data,
           GError      **error)
{
  Choice *choice = data;

  return sl_sync_conflicts_settle (connection, choice->conflicts, &choice->mark, error);
}

static gboolean
reopen_cb (SlConnection *connection,
           SlChangeset  *changes,
           gpointer      data,
           GError      **error)
{
  return sl_sync_conflicts_reopen (connection, ((Choice *) data)->mark, error);
}

/** sl_sync_client_retry: what the server didn't take of record @id is sent again in the next round */
gboolean
sl_sync_client_retry (SlSyncClient *self,
                      SlKind        kind,
                      const char   *id,
                      GError      **error)
{
  Choice choice = { .kind = kind, .id = id };

  return sl_store_transact (self->store, SL_ACTOR_SYNC, "sync", retry_cb, &choice, error);
}

/**
 * sl_sync_client_discard:
 * @came: (out) (optional): what it came to
 *
 * Record @id becomes what the server has of it; what it hasn't at all goes to the Trash.
 */
gboolean
sl_sync_client_discard (SlSyncClient    *self,
                        SlKind           kind,
                        const char      *id,
                        SlSyncDiscarded *came,
                        GError         **error)
{
  g_autoptr (SlSyncAccount) account = sl_sync_client_read_account (self, NULL);
  Choice choice = { .kind = kind, .id = id, .now = sl_clock_get_now (sl_store_get_clock (self->store)) };

  choice.generation = account != NULL ? account->generation : SL_TRACKER_UNKNOWN;
  if (!sl_store_transact (self->store, SL_ACTOR_PERSON, "discard", discard_cb, &choice, error))
    return FALSE;
  if (came != NULL)
    *came = choice.came;
  return TRUE;
}

/** sl_sync_client_swap: what lost stands again */
gboolean
sl_sync_client_swap (SlSyncClient *self,
                     gint64        conflict,
                     GError      **error)
{
  Choice choice = { .conflict = conflict, .now = sl_clock_get_now (sl_store_get_clock (self->store)) };

  return sl_store_transact (self->store, SL_ACTOR_PERSON, "swap", swap_cb, &choice, error);
}

/**
 * sl_sync_client_settle:
 * @conflicts: (element-type gint64): numbers
 * @mark: (out) (optional): for sl_sync_client_reopen()
 *
 * What stands is right.
 */
gboolean
sl_sync_client_settle (SlSyncClient *self,
                       GArray       *conflicts,
                       gint64       *mark,
                       GError      **error)
{
  Choice choice = { .conflicts = conflicts };

  if (!sl_store_transact (self->store, SL_ACTOR_SYNC, "sync", settle_cb, &choice, error))
    return FALSE;
  if (mark != NULL)
    *mark = choice.mark;
  return TRUE;
}

/** sl_sync_client_reopen: what was settled with @mark can be chosen about again */
gboolean
sl_sync_client_reopen (SlSyncClient *self,
                       gint64        mark,
                       GError      **error)
{
  Choice choice = { .mark = mark };

  return sl_store_transact (self->store, SL_ACTOR_SYNC, "sync", reopen_cb, &choice, error);
}

static gboolean
set_uploads_cb (SlConnection *connection,
                SlChangeset  *changes,
                gpointer      data,
                GError      **error)
{
  return sl_connection_execute (connection, data != NULL ? "UPDATE sync_account SET uploads = 1" : "UPDATE sync_account SET uploads = 0", error);
}

/** sl_sync_client_set_uploads: what went there already stays there, as the server has no way to take it away */
gboolean
sl_sync_client_set_uploads (SlSyncClient *self,
                            gboolean      uploads,
                            GError      **error)
{
  return sl_store_transact (self->store, SL_ACTOR_SYNC, "sync", set_uploads_cb, GINT_TO_POINTER (uploads), error);
}
