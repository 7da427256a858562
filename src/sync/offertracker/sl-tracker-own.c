/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the journal tells of a field: when it was changed here, and whether a person wrote what stands in it. */

#define G_LOG_DOMAIN "sl-tracker-own"

#include "config.h"

#include "sl-changeset.h"
#include "sl-kinds.h"
#include "sl-sync-state.h"
#include "sl-tracker-own.h"

/** _sl_tracker_find_own_change: when the field was changed here last, and whether that followed from a round or an offer that was added with it. */
void
_sl_tracker_find_own_change (SlConnection *connection,
                             SlRecord     *record,
                             guint         field,
                             SlMergeSide  *side)
{
  SlStatement *statement = sl_connection_prepare (connection,
                                                  "SELECT t.time, EXISTS (SELECT 1 FROM journal AS o WHERE o.entry BETWEEN t.first_entry AND t.last_entry"
                                                  "   AND o.application_pk = j.pk AND o.op = 0 AND o.kind IN (?4, ?5))"
                                                  SL_SYNC_JOURNAL_OF_RECORD " AND t.actor <> ?6"
                                                  "   AND (j.op = 0 OR (j.op = 1 AND json_extract (j.fields, '$.' || ?3) IS NOT NULL))"
                                                  " ORDER BY j.entry DESC LIMIT 1", NULL);
  SlKind kind = sl_record_get_kind (record);

  if (statement == NULL)
    return;
  sl_statement_bind_integer (statement, 1, kind);
  sl_statement_bind_integer (statement, 2, sl_record_get_pk (record));
  sl_statement_bind_text (statement, 3, sl_kind_get_field (kind, field)->column);
  sl_statement_bind_integer (statement, 4, SL_KIND_STAGE);
  sl_statement_bind_integer (statement, 5, SL_KIND_OUTCOME);
  sl_statement_bind_integer (statement, 6, SL_ACTOR_SYNC);
  if (sl_statement_step (statement, NULL))
    {
      side->time = sl_statement_get_integer (statement, 0);
      side->automatic = kind == SL_KIND_APPLICATION && field == SL_APPLICATION_STATUS && sl_statement_get_integer (statement, 1) != 0;
    }
  sl_statement_reset (statement);
}

/** _sl_tracker_is_own: whether what stands in @field was written here, and not taken from the server; what never was there, nobody wrote */
gboolean
_sl_tracker_is_own (SlConnection *connection,
                    SlRecord     *record,
                    guint         field)
{
  SlStatement *statement = sl_connection_prepare (connection,
                                                  "SELECT t.actor, j.op"
                                                  SL_SYNC_JOURNAL_OF_RECORD " AND (j.op = 0 OR (j.op = 1 AND json_extract (j.fields, '$.' || ?3) IS NOT NULL))"
                                                  " ORDER BY j.entry DESC LIMIT 1", NULL);
  SlKind kind = sl_record_get_kind (record);
  gboolean own = FALSE;

  if (statement == NULL)
    return FALSE;
  sl_statement_bind_integer (statement, 1, kind);
  sl_statement_bind_integer (statement, 2, sl_record_get_pk (record));
  sl_statement_bind_text (statement, 3, sl_kind_get_field (kind, field)->column);
  if (sl_statement_step (statement, NULL))
    own = sl_statement_get_integer (statement, 0) != SL_ACTOR_SYNC && (sl_statement_get_integer (statement, 1) != 0 || !sl_record_is_null (record, field));
  sl_statement_reset (statement);
  return own;
}
