/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-purge.h. A step like any other, but of housekeeping: undo passes it by, and an older step about what is gone
 * finds nothing left to undo. */

#define G_LOG_DOMAIN "sl-purge"

#include "config.h"

#include "sl-kinds.h"
#include "sl-purge.h"

#define PATIENCE_USEC (SL_PURGE_DAYS * 24 * 60 * 60 * G_GINT64_CONSTANT (1000000))

static gboolean
add_old (SlConnection *connection,
         SlChangeset  *changeset,
         SlKind        kind,
         gint64        before,
         GError      **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM %s WHERE deleted_at IS NOT NULL AND deleted_at <= ?",
                                          sl_kind_get_info (kind)->table);
  SlStatement *statement = sl_connection_prepare (connection, sql, error);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return FALSE;
  sl_statement_bind_integer (statement, 1, before);
  while (sl_statement_step (statement, &local))
    sl_changeset_delete (changeset, kind, sl_statement_get_text (statement, 0));
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* (transfer full) (nullable): the deletion of all that was put into the Trash by then. */
static SlChangeset *
find_old (SlConnection *connection,
          gint64        before,
          GError      **error)
{
  g_autoptr (SlChangeset) changeset = sl_changeset_new (SL_ACTOR_HOUSEKEEPING, "purge");

  for (SlKind kind = 0; kind < SL_N_KINDS; kind++)
    if (!add_old (connection, changeset, kind, before, error))
      return NULL;
  return g_steal_pointer (&changeset);
}

/**
 * sl_purge_trash:
 * @context: its connection outside of a transaction
 *
 * Deletes for good what has been in the Trash for %SL_PURGE_DAYS days, with what belongs to it.
 *
 * Returns: (transfer full) (nullable): the step; %NULL when there was nothing to delete, or with @error set
 */
SlTransaction *
sl_purge_trash (SlWriteContext *context,
                GError        **error)
{
  gint64 before = sl_clock_get_now (context->clock) - PATIENCE_USEC;
  g_autoptr (SlChangeset) seen = find_old (context->connection, before, error);
  g_autoptr (SlChangeset) old = NULL;

  /* Mostly there is nothing, and then nobody has to wait for the lock. */
  if (seen == NULL || sl_changeset_get_n_changes (seen) == 0 || !sl_connection_begin (context->connection, error))
    return NULL;

  /* Another program may have restored some of it meanwhile. */
  old = find_old (context->connection, before, error);
  if (old == NULL || sl_changeset_get_n_changes (old) == 0)
    {
      sl_connection_rollback (context->connection);
      return NULL;
    }
  return sl_apply_begun (context, old, error);
}
