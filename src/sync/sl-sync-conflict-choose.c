/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-sync-conflict.h: what a person does about what lost. Letting it stand again is a change of the person's as any other. Its
 * step's number is noted with what it settles: where that step is undone, there is something to choose again. */

#define G_LOG_DOMAIN "sl-sync-conflict"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-error.h"
#include "sl-kinds.h"
#include "sl-sync-conflict.h"
#include "sl-sync-state.h"

/* All losers of one field: what stands there was chosen among them. */
static gboolean
settle (SlConnection         *connection,
        const SlSyncConflict *conflict,
        gint64                mark,
        GError              **error)
{
  SlStatement *statement = sl_connection_prepare (connection,
                                                  "UPDATE sync_conflict SET settled = ? WHERE kind = ? AND id = ? AND field = ? AND " SL_SYNC_CONFLICT_IS_UNSETTLED, error);

  if (statement == NULL)
    return FALSE;
  sl_statement_bind_integer (statement, 1, mark);
  sl_statement_bind_integer (statement, 2, conflict->kind);
  sl_statement_bind_text (statement, 3, conflict->id);
  sl_statement_bind_text (statement, 4, sl_kind_get_field (conflict->kind, conflict->field)->column);
  return sl_statement_run (statement, error);
}

/**
 * sl_sync_conflict_swap:
 * @changes: gets the change; of a person's step, so that it can be undone
 * @now: microseconds since 1970 UTC
 *
 * What lost stands again, and a deletion is done again. It is settled by that, unless the step is undone.
 */
gboolean
sl_sync_conflict_swap (SlConnection *connection,
                       SlChangeset  *changes,
                       gint64        number,
                       gint64        now,
                       GError      **error)
{
  g_autoptr (SlSyncConflict) self = sl_sync_conflict_find (connection, number, error);
  gint64 step = sl_connection_get_integer (connection, "SELECT seq FROM sqlite_sequence WHERE name = 'txn'", 0) + 1;

  if (self == NULL)
    return FALSE;
  if (self->way == SL_SYNC_CONFLICT_DELETED)
    {
      /* From now on: what was deleted long ago would go for good at once. */
      sl_changeset_trash (changes, self->kind, self->id, now);
      sl_changeset_set_subject (changes, SL_SYNC_CONFLICT_SUBJECT_TRASH);
    }
  else
    sl_changeset_update (changes, self->kind, self->id, self->field, &self->lost);
  return settle (connection, self, -step, error);
}

static gboolean
settle_number (SlConnection *connection,
               gint64        number,
               gint64        mark,
               guint        *n,
               GError      **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (SlSyncConflict) self = sl_sync_conflict_find (connection, number, &local);

  /* With one of its field. */
  if (g_error_matches (local, SL_ERROR, SL_ERROR_NOT_FOUND))
    return TRUE;
  if (self == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  *n += 1;
  return settle (connection, self, mark, error);
}

/**
 * sl_sync_conflicts_settle:
 * @numbers: (element-type gint64): those that aren't open any more are passed by
 * @mark: (out): by which sl_sync_conflicts_reopen() knows them
 *
 * What stands is right, and the losers of those fields aren't needed any more.
 *
 * Returns: %FALSE with @error set, %SL_ERROR_NOT_FOUND if all were settled already, or never were
 */
gboolean
sl_sync_conflicts_settle (SlConnection *connection,
                          GArray       *numbers,
                          gint64       *mark,
                          GError      **error)
{
  guint n = 0;

  *mark = sl_connection_get_integer (connection, "SELECT max (settled) FROM sync_conflict", 0);
  *mark = MAX (*mark, 0) + 1;
  for (guint i = 0; i < numbers->len; i++)
    if (!settle_number (connection, g_array_index (numbers, gint64, i), *mark, &n, error))
      return FALSE;
  if (n == 0)
    g_set_error_literal (error, SL_ERROR, SL_ERROR_NOT_FOUND, _("There is nothing to choose there any more."));
  return n > 0;
}

/** sl_sync_conflicts_reopen: what was settled with @mark can be chosen about again */
gboolean
sl_sync_conflicts_reopen (SlConnection *connection,
                          gint64        mark,
                          GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection, "UPDATE sync_conflict SET settled = 0 WHERE settled = ?", error);

  if (statement == NULL)
    return FALSE;
  sl_statement_bind_integer (statement, 1, mark);
  return sl_statement_run (statement, error);
}
