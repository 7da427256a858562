/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sl-sync-upload"

#include "config.h"

#include "sl-field.h"
#include "sl-sync-state.h"
#include "sl-sync-upload.h"

void
sl_upload_free (SlUpload *self)
{
  g_free (self->id);
  g_free (self->server_id);
  g_free (self->hash);
  g_free (self->name);
  g_free (self->message);
  g_free (self);
}

/**
 * sl_uploads_read:
 *
 * Returns: (transfer full) (element-type SlUpload) (nullable): what is to go, or is refused. Where a person has put an address
 *   of their own beside a résumé, that stands
 */
GPtrArray *
sl_uploads_read (SlConnection *connection,
                 GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection,
                                                  "SELECT r.id, s.server_id, r.file_hash, r.file_name, coalesce (u.state, 0), coalesce (u.tries, 0), u.message"
                                                  " FROM resume_versions AS r CROSS JOIN sync_shadow AS s ON s.kind = ? AND s.id = r.id AND s.absences = 0 AND " SL_SHADOW_IS_THERE
                                                  " LEFT JOIN sync_upload AS u ON u.id = r.id AND u.hash = r.file_hash"
                                                  " WHERE (SELECT uploads FROM sync_account) AND r.deleted_at IS NULL AND r.file_hash IS NOT NULL"
                                                  "   AND coalesce (u.state, 0) IN (0, 2)"
                                                  "   AND (coalesce (r.file_url, '') = '' OR EXISTS (SELECT 1 FROM sync_upload AS o WHERE o.id = r.id AND o.state = 1))"
                                                  " ORDER BY coalesce (u.tries, 0), r.pk", error);
  g_autoptr (GPtrArray) uploads = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_upload_free);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return NULL;
  sl_statement_bind_integer (statement, 1, SL_KIND_RESUME_VERSION);
  while (sl_statement_step (statement, &local))
    {
      SlUpload *upload = g_new0 (SlUpload, 1);

      upload->id = g_strdup (sl_statement_get_text (statement, 0));
      upload->server_id = g_strdup (sl_statement_get_text (statement, 1));
      upload->hash = g_strdup (sl_statement_get_text (statement, 2));
      upload->name = g_strdup (sl_statement_get_text (statement, 3));
      upload->state = (SlUploadState) sl_statement_get_integer (statement, 4);
      upload->tries = (guint) sl_statement_get_integer (statement, 5);
      upload->message = g_strdup (sl_statement_get_text (statement, 6));
      g_ptr_array_add (uploads, upload);
    }
  if (local == NULL)
    return g_steal_pointer (&uploads);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/** sl_upload_save: remembers what became of it */
gboolean
sl_upload_save (SlConnection *connection,
                SlUpload     *self,
                GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection,
                                                  "INSERT OR REPLACE INTO sync_upload (id, hash, state, tries, message) VALUES (?, ?, ?, ?, ?)", error);

  if (statement == NULL)
    return FALSE;
  sl_statement_bind_text (statement, 1, self->id);
  sl_statement_bind_text (statement, 2, self->hash);
  sl_statement_bind_integer (statement, 3, self->state);
  sl_statement_bind_integer (statement, 4, self->tries);
  sl_statement_bind_text (statement, 5, self->message);
  return sl_statement_run (statement, error);
}

/** sl_uploads_set_state: what the person said of the file of résumé @id, as far as one is refused */
gboolean
sl_uploads_set_state (SlConnection *connection,
                      const char   *id,
                      SlUploadState state,
                      GError      **error)
{
  SlStatement *statement = sl_connection_prepare (connection, "UPDATE sync_upload SET state = ?, tries = 0, message = NULL WHERE id = ? AND state = 2", error);

  if (statement == NULL)
    return FALSE;
  sl_statement_bind_integer (statement, 1, state);
  sl_statement_bind_text (statement, 2, id);
  return sl_statement_run (statement, error);
}
